//! The JSON Schema of themes, made from their types.

use super::raw;

/// The JSON Schema that ships with `publish`, for editors that complete and check TOML.
pub const SCHEMA: &str = include_str!("../../docs/theme.schema.json");

/// The JSON Schema, made anew from the types.
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(raw::Theme);
    schema.insert("title".into(), "A theme of publish".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::keys;
    use crate::theme::Role;

    #[test]
    fn the_shipped_schema_is_fresh() {
        let fresh = schema();
        if std::env::var_os("PUBLISH_UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/theme.schema.json");
            std::fs::write(path, &fresh).expect("docs is writable");
            return;
        }
        assert!(
            SCHEMA == fresh,
            "docs/theme.schema.json is stale; run the tests with PUBLISH_UPDATE=1"
        );
    }

    #[test]
    fn the_keys_of_the_schema_are_those_that_are_accepted() {
        let schema: serde_json::Value =
            serde_json::from_str(&schema()).expect("it is JSON");
        let listed = |table: &serde_json::Value| -> Vec<String> {
            table["properties"].as_object().expect("a table").keys().cloned().collect()
        };
        let mut roles: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        let table = &schema["properties"]["roles"];
        let tables: [(&serde_json::Value, &[&str]); 5] = [
            (&schema, keys::<raw::Theme>()),
            (table, &mut roles),
            (&schema["$defs"]["Rule"], keys::<raw::Rule>()),
            (&schema["$defs"]["WordRule"], keys::<raw::WordRule>()),
            (&schema["$defs"]["Fit"], keys::<raw::Fit>()),
        ];
        for (table, keys) in tables {
            assert_eq!(listed(table), keys);
        }
    }

    #[test]
    fn the_reference_names_every_key_and_its_example_is_right() {
        let reference = include_str!("../../docs/themes.md");
        let words = [
            raw::role_names(),
            keys::<raw::Theme>(),
            keys::<raw::Furniture>(),
            keys::<raw::Rule>(),
            keys::<raw::Fit>(),
        ];
        for word in words.concat() {
            let named = [format!("`{word}`"), format!("[{word}"), format!("{word} = ")];
            assert!(named.iter().any(|named| reference.contains(named)), "{word}");
        }
        let example = reference
            .split("```toml\n")
            .nth(1)
            .and_then(|rest| rest.split("```").next())
            .expect("the reference has an example");
        crate::theme::tests::read(example).expect("the example is right");
    }
}
