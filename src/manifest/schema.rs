//! The JSON Schema of the manifest, made from its types.

use super::raw;
use crate::table;

/// The JSON Schema that ships with `publish`, for editors that complete and check TOML.
pub const SCHEMA: &str = include_str!("../../docs/manifest.schema.json");

/// The JSON Schema, made anew from the types.
pub fn schema() -> String {
    table::schema::<raw::Book>("A book of publish")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::printer;
    use crate::table::{keys, shared, words};
    use crate::theme::NotesTable;

    #[test]
    fn the_shipped_schema_is_fresh() {
        shared::assert_fresh(SCHEMA, &schema(), "manifest.schema.json");
    }

    #[test]
    fn the_keys_of_the_schema_are_those_that_are_accepted() {
        let tables: [(&str, &[&str]); 15] = [
            ("", keys::<raw::Book>()),
            ("/$defs/Contributor", keys::<raw::Contributor>()),
            ("/$defs/Series", keys::<raw::Series>()),
            ("/$defs/Identifiers", keys::<raw::Identifiers>()),
            ("/$defs/SubjectTable", keys::<raw::SubjectTable>()),
            ("/$defs/Accessibility", keys::<raw::Accessibility>()),
            ("/$defs/ArticleTable", keys::<raw::ArticleTable>()),
            ("/$defs/Design", keys::<raw::Design>()),
            ("/$defs/Print", keys::<raw::Print>()),
            ("/$defs/PrinterTable", keys::<printer::PrinterTable>()),
            ("/$defs/PaperTable", keys::<printer::PaperTable>()),
            ("/$defs/CoverTable", keys::<raw::CoverTable>()),
            ("/$defs/NotesTable", keys::<NotesTable>()),
            ("/$defs/Fit", keys::<raw::Fit>()),
            ("/$defs/Diagnostics", keys::<raw::Diagnostics>()),
        ];
        shared::assert_keys(&schema(), &tables);
        assert_eq!(
            words::<raw::Role>(),
            ["front matter", "part", "chapter", "appendix", "back matter", "index"]
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
        let example = shared::first_example(reference);
        assert_eq!(example.lines().count(), 20);
        let book: Result<raw::Book, _> = toml::from_str(example);
        assert!(book.is_ok_and(|book| book.articles.len() == 4));
    }
}
