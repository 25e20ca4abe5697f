//! The fonts that drawings are set in: the embedded ones, never the system's.

use std::sync::{Arc, LazyLock};

use usvg::fontdb::{Database, Source};

macro_rules! embedded {
    ($($file:literal)*) => {
        [$(include_bytes!(concat!("../../fonts/", $file))),*]
    };
}

/// The embedded font files that drawings and title cards use, the text's regular first.
static FILES: [&[u8]; 12] = embedded! {
    "eb-garamond/EBGaramond_400Regular.ttf"
    "eb-garamond/EBGaramond_400Regular_Italic.ttf"
    "eb-garamond/EBGaramond_700Bold.ttf"
    "eb-garamond/EBGaramond_700Bold_Italic.ttf"
    "alegreya-sans/AlegreyaSans_400Regular.ttf"
    "alegreya-sans/AlegreyaSans_400Regular_Italic.ttf"
    "alegreya-sans/AlegreyaSans_700Bold.ttf"
    "alegreya-sans/AlegreyaSans_700Bold_Italic.ttf"
    "source-code-pro/SourceCodePro_400Regular.ttf"
    "source-code-pro/SourceCodePro_400Regular_Italic.ttf"
    "source-code-pro/SourceCodePro_700Bold.ttf"
    "source-code-pro/SourceCodePro_700Bold_Italic.ttf"
};

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for file in FILES {
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
    FILES[0]
}
