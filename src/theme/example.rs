//! How each key of a theme is written and where it stands, for those who wrote it otherwise.

use super::read::{BLOCK, CLASS, FIT, FURNITURE, NOTES, ROLE, THEME};
use super::{NotesTable, raw};
use crate::table::{Guide, keys};

/// What messages can tell of a theme's keys.
pub(super) static GUIDE: Guide =
    Guide { reference: "`publish schema theme`", example, home };

fn home(key: &str) -> Option<&'static str> {
    let homes = [
        (THEME, keys::<raw::Theme>()),
        (FURNITURE, keys::<raw::Furniture>()),
        (NOTES, keys::<NotesTable>()),
        (ROLE, keys::<raw::Rule>()),
    ];
    homes.iter().find(|(_, keys)| keys.contains(&key)).map(|(home, _)| *home)
}

fn example(table: &str, key: &str) -> Option<&'static str> {
    Some(match (table, key) {
        (THEME, "extends") => "extends = \"pamphlet\"",
        (THEME, "page") => "page = \"A5\"",
        (THEME, "margins") => "margins = \"20 mm\"",
        (THEME, "serif") => "serif = \"EB Garamond\"",
        (THEME, "sans") => "sans = \"Alegreya Sans\"",
        (THEME, "mono") => "mono = \"Source Code Pro\"",
        (THEME, "size") => "size = \"11 pt\"",
        (THEME, "leading") => "leading = \"14 pt\"",
        (THEME, "columns") => "columns = 2",
        (THEME, "gutter") => "gutter = 2",
        (THEME, "front") => "front = \"head\"",
        (THEME, "cover") => "cover = \"framed\"",
        (THEME, "articles") => "articles = \"recto\"",
        (THEME, "sink") => "sink = 6",
        (THEME, "initial") => "initial = \"drop\"",
        (THEME, "initial-lines") => "initial-lines = 3",
        (THEME, "picture-shrink") => "picture-shrink = 20",
        (THEME, "ornament") => "ornament = \"* * *\"",
        (THEME, "furniture") => "furniture = { head = \"centre\" }",
        (THEME, "notes") => "notes = { numbers = \"page\" }",
        (THEME, "roles") => "roles = { quote = { italic = true } }",
        (THEME, "blocks") => "blocks = { warning = { bold = true } }",
        (THEME, "classes") => "classes = { ship = { italic = true } }",
        (THEME, "fit") => "fit = { size = [\"10 pt\", \"11.5 pt\"] }",
        (FURNITURE, "head") => "head = \"centre\"",
        (FURNITURE, "left") => "left = \"book\"",
        (FURNITURE, "right") => "right = \"article\"",
        (FURNITURE, "head-distance") => "head-distance = 1",
        (FURNITURE, "folio") => "folio = \"head-outer\"",
        (FURNITURE, "opening-folio") => "opening-folio = \"foot-centre\"",
        (FURNITURE, "part-folio") => "part-folio = \"none\"",
        (FURNITURE, "contents-numbers") => "contents-numbers = \"beside\"",
        (FURNITURE, "folio-distance") => "folio-distance = 2",
        (NOTES, "print") => "print = \"foot\"",
        (NOTES, "e-book") => "e-book = \"article\"",
        (NOTES, "numbers") => "numbers = \"page\"",
        (NOTES, "editor-marks") => "editor-marks = \"letters\"",
        (NOTES, "share-lines") => "share-lines = true",
        (FIT, "size") => "size = [\"10 pt\", \"11.5 pt\"]",
        (FIT, "leading") => "leading = [\"13 pt\", \"15 pt\"]",
        (FIT, "margins") => "margins = [0.85, 1.1]",
        (ROLE | BLOCK | CLASS, "family") => "family = \"sans\"",
        (ROLE | BLOCK, "size") => "size = \"9.5/11\"",
        (ROLE | BLOCK, "leading") => "leading = \"12/14\"",
        (ROLE | BLOCK | CLASS, "bold") => "bold = true",
        (ROLE | BLOCK | CLASS, "italic") => "italic = true",
        (ROLE | BLOCK | CLASS, "caps") => "caps = \"small\"",
        (ROLE | BLOCK | CLASS, "figures") => "figures = \"lining\"",
        (ROLE | BLOCK | CLASS, "letter-space") => "letter-space = 0.05",
        (ROLE | BLOCK, "align") => "align = \"left\"",
        (ROLE | BLOCK | CLASS, "hyphens") => "hyphens = false",
        (ROLE | BLOCK, "protrusion") => "protrusion = false",
        (ROLE | BLOCK, "expansion") => "expansion = 0.02",
        (ROLE | BLOCK | CLASS, "tint") => "tint = 0.7",
        (ROLE | BLOCK, "indent") => "indent = 1",
        (ROLE | BLOCK, "above") => "above = 0.5",
        (ROLE | BLOCK, "below") => "below = 0.5",
        (ROLE | BLOCK, "left") => "left = 1",
        (ROLE | BLOCK, "right") => "right = 1",
        (ROLE | BLOCK, "keep-with-next") => "keep-with-next = true",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::shared;

    #[test]
    fn every_key_has_an_example_that_is_toml() {
        let tables: [(&str, &[&str]); 7] = [
            (THEME, keys::<raw::Theme>()),
            (FURNITURE, keys::<raw::Furniture>()),
            (NOTES, keys::<NotesTable>()),
            (FIT, keys::<raw::Fit>()),
            (ROLE, keys::<raw::Rule>()),
            (BLOCK, keys::<raw::Rule>()),
            (CLASS, keys::<raw::WordRule>()),
        ];
        shared::assert_examples(&GUIDE, &tables);
    }
}
