//! The JSON Schema of themes, made from their types.

use super::raw;
use crate::table;

/// The JSON Schema that ships with `publish`, for editors that complete and check TOML.
pub const SCHEMA: &str = include_str!("../../docs/theme.schema.json");

/// The JSON Schema, made anew from the types.
pub fn schema() -> String {
    table::schema::<raw::Theme>("A theme of publish")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{keys, shared};
    use crate::theme::{NotesTable, Role};

    #[test]
    fn the_shipped_schema_is_fresh() {
        shared::assert_fresh(SCHEMA, &schema(), "theme.schema.json");
    }

    #[test]
    fn the_keys_of_the_schema_are_those_that_are_accepted() {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        let tables: [(&str, &[&str]); 6] = [
            ("", keys::<raw::Theme>()),
            ("/properties/roles", &roles),
            ("/$defs/Rule", keys::<raw::Rule>()),
            ("/$defs/WordRule", keys::<raw::WordRule>()),
            ("/$defs/NotesTable", keys::<NotesTable>()),
            ("/$defs/Fit", keys::<raw::Fit>()),
        ];
        shared::assert_keys(&schema(), &tables);
    }

    #[test]
    fn the_reference_names_every_key_and_its_example_is_right() {
        let reference = include_str!("../../docs/themes.md");
        let words = [
            raw::role_names(),
            keys::<raw::Theme>(),
            keys::<raw::Furniture>(),
            keys::<NotesTable>(),
            keys::<raw::Rule>(),
            keys::<raw::Fit>(),
        ];
        for word in words.concat() {
            let named = [format!("`{word}`"), format!("[{word}"), format!("{word} = ")];
            assert!(named.iter().any(|named| reference.contains(named)), "{word}");
        }
        let example = shared::first_example(reference);
        crate::theme::tests::read(example).expect("the example is right");
    }
}
