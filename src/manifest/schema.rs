//! The JSON Schema of the manifest, made from its types.

use super::raw;

/// The JSON Schema that ships with `publish`, for editors that complete and check TOML.
pub const SCHEMA: &str = include_str!("../../docs/manifest.schema.json");

/// The JSON Schema, made anew from the types.
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(raw::Book);
    schema.insert("title".into(), "A book of publish".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::table::{keys, words};

    #[test]
    fn the_shipped_schema_is_fresh() {
        let fresh = schema();
        if std::env::var_os("PUBLISH_UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/manifest.schema.json");
            std::fs::write(path, &fresh).expect("docs is writable");
            return;
        }
        assert!(
            SCHEMA == fresh,
            "docs/manifest.schema.json is stale; run the tests with PUBLISH_UPDATE=1"
        );
    }

    #[test]
    fn the_keys_of_the_schema_are_those_that_are_accepted() {
        let schema: serde_json::Value =
            serde_json::from_str(&schema()).expect("it is JSON");
        let listed = |table: &serde_json::Value| -> Vec<String> {
            let mut keys: Vec<String> = table["properties"]
                .as_object()
                .expect("a table")
                .keys()
                .cloned()
                .collect();
            keys.sort();
            keys
        };
        let accepted = |keys: &[&str]| -> Vec<String> {
            let mut keys: Vec<String> = keys.iter().map(|key| key.to_string()).collect();
            keys.sort();
            keys
        };
        assert_eq!(listed(&schema), accepted(keys::<raw::Book>()));
        let tables: [(&str, &[&str]); 7] = [
            ("Contributor", keys::<raw::Contributor>()),
            ("Series", keys::<raw::Series>()),
            ("Identifiers", keys::<raw::Identifiers>()),
            ("ArticleTable", keys::<raw::ArticleTable>()),
            ("Design", keys::<raw::Design>()),
            ("CoverTable", keys::<raw::CoverTable>()),
            ("Diagnostics", keys::<raw::Diagnostics>()),
        ];
        for (name, keys) in tables {
            assert_eq!(listed(&schema["$defs"][name]), accepted(keys), "{name}");
        }
        assert_eq!(
            words::<raw::Role>(),
            ["front matter", "part", "chapter", "appendix", "back matter"]
        );
    }

    #[test]
    fn words_to_divide_stand_alone_or_in_lists() {
        for text in ["\"a-b\"", "[\"a-b\"]", "{ words = \"a-b\", es = [\"c-d\"] }"] {
            let read: Result<raw::Hyphenation, _> =
                toml::from_str::<BTreeMap<String, raw::Hyphenation>>(&format!(
                    "hyphenation = {text}"
                ))
                .map(|mut table| table.remove("hyphenation").expect("it is there"));
            assert!(read.is_ok(), "{text}");
        }
    }

    #[test]
    fn the_example_of_the_reference_is_of_these_types() {
        let reference = include_str!("../../docs/manifest.md");
        let example = reference
            .split("```toml\n")
            .nth(1)
            .and_then(|rest| rest.split("```").next())
            .expect("the reference begins with an example");
        assert_eq!(example.lines().count(), 20);
        let book: Result<raw::Book, _> = toml::from_str(example);
        assert!(book.is_ok_and(|book| book.articles.len() == 4));
    }
}
