//! The fonts that drawings are set in: the embedded ones, never the system's.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use usvg::fontdb::{Database, Source};

use crate::font;

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for file in font::embedded_files() {
        database.load_font_source(Source::Binary(Arc::new(file)));
    }
    database.set_serif_family("EB Garamond");
    database.set_sans_serif_family("Alegreya Sans");
    database.set_monospace_family("Source Code Pro");
    database.set_cursive_family("EB Garamond");
    database.set_fantasy_family("EB Garamond");
    Arc::new(database)
});

/// The fonts for text in drawings; families that are not among them fall back by kind.
pub(super) fn database() -> Arc<Database> {
    Arc::clone(&DATABASE)
}

/// Whether none of them has a letter. Spaces and signs that order text need none.
pub(super) fn lack(letter: char) -> bool {
    if letter.is_whitespace() || letter.is_control() || font::is_silent(letter) {
        return false;
    }
    let database = database();
    !database.faces().any(|face| {
        let has = |data: &[u8], index| {
            let font = skrifa::FontRef::from_index(data, index).ok()?;
            skrifa::MetadataProvider::charmap(&font).map(letter)
        };
        database.with_face_data(face.id, has).flatten().is_some()
    })
}

/// The fonts of a book: the embedded ones and its own.
pub(super) fn with(fonts: &font::Fonts) -> Arc<Database> {
    let own: Vec<_> = fonts
        .faces
        .iter()
        .filter(|(_, face)| matches!(*face.data, Cow::Owned(_)) && face.index == 0)
        .collect();
    if own.is_empty() {
        return database();
    }
    let mut database = Database::clone(&DATABASE);
    for (_, face) in own {
        database.load_font_source(Source::Binary(face.data.clone()));
    }
    Arc::new(database)
}
