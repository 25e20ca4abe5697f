//! JSON Schemas of the tables that a file is made of, for editors that complete and check
//! TOML; and what their tests have in common.

use schemars::JsonSchema;

/// The JSON Schema of a type of file, under a title.
pub(crate) fn schema<T: JsonSchema>(title: &str) -> String {
    let mut schema = schemars::schema_for!(T);
    schema.insert("title".into(), title.into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::table::Guide;

    /// Holds the shipped schema `docs/FILE` against one that was made anew; writes it where
    /// `PUBLISH_UPDATE` is set.
    pub(crate) fn assert_fresh(shipped: &str, fresh: &str, file: &str) {
        if std::env::var_os("PUBLISH_UPDATE").is_some() {
            let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/");
            std::fs::write(format!("{docs}{file}"), fresh).expect("docs is writable");
            return;
        }
        assert!(
            shipped == fresh,
            "docs/{file} is stale; run the tests with PUBLISH_UPDATE=1"
        );
    }

    /// Holds the keys of a table in a schema against those that are accepted. A pointer
    /// leads to the table: `/$defs/Rule`; an empty one is the file itself.
    pub(crate) fn assert_keys(schema: &str, tables: &[(&str, &[&str])]) {
        let schema: serde_json::Value = serde_json::from_str(schema).expect("it is JSON");
        for (pointer, accepted) in tables {
            let table = schema.pointer(pointer).expect("the schema has it");
            let listed = table["properties"].as_object().expect("a table");
            let mut listed: Vec<&str> = listed.keys().map(String::as_str).collect();
            let mut accepted = accepted.to_vec();
            listed.sort_unstable();
            accepted.sort_unstable();
            assert_eq!(listed, accepted, "{pointer}");
        }
    }

    /// Holds that every key of the tables has an example, and that it is TOML.
    pub(crate) fn assert_examples(guide: &Guide, tables: &[(&str, &[&str])]) {
        for (table, keys) in tables {
            for key in *keys {
                let line = guide
                    .line(table, key)
                    .unwrap_or_else(|| panic!("`{key}` of {table} has no example"));
                let read: toml::Table = line.parse().expect("it is TOML");
                assert!(read.contains_key(*key), "{line}");
            }
        }
    }

    /// The first example of TOML in a page of the reference.
    pub(crate) fn first_example(page: &str) -> &str {
        page.split("```toml\n")
            .nth(1)
            .and_then(|rest| rest.split("```").next())
            .expect("the page has an example")
    }
}
