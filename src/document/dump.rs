//! The document as indented text, for `publish show --document` and for snapshots.

use super::Document;

/// The document as indented text, one block or inline run a line.
pub fn dump(document: &Document) -> String {
    super::plain_text(document)
}
