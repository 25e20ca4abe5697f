//! The JSON Schema of a library, made from its types.

use super::raw;
use crate::table;

/// The JSON Schema that ships with `publish`, for editors that complete and check TOML.
pub const LIBRARY_SCHEMA: &str = include_str!("../../../docs/library.schema.json");

/// The JSON Schema, made anew from the types.
pub fn library_schema() -> String {
    table::schema::<raw::Library>("A library of publish")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{keys, shared};

    #[test]
    fn the_shipped_schema_of_libraries_is_fresh() {
        shared::assert_fresh(LIBRARY_SCHEMA, &library_schema(), "library.schema.json");
    }

    #[test]
    fn the_keys_of_the_schema_of_libraries_are_those_that_are_accepted() {
        let tables: [(&str, &[&str]); 3] = [
            ("", keys::<raw::Library>()),
            ("/$defs/Section", keys::<raw::Section>()),
            ("/$defs/Entry", keys::<raw::Entry>()),
        ];
        shared::assert_keys(&library_schema(), &tables);
    }

    #[test]
    fn the_example_of_the_reference_is_of_these_types() {
        let reference = include_str!("../../../docs/catalogue.md");
        let library: Result<raw::Library, _> =
            toml::from_str(shared::first_example(reference));
        assert!(library.is_ok_and(|library| library.entries.len() == 3));
    }
}
