//! The fonts that drawings are set in: the embedded ones, never the system's.

use std::sync::{Arc, LazyLock};

use usvg::fontdb::{Database, Source};

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for file in crate::font::embedded_files() {
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

/// The regular face of the text, to measure with.
pub fn regular() -> &'static [u8] {
    crate::font::embedded_files().next().unwrap_or_default()
}
