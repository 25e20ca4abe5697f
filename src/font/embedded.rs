//! The faces inside the program; their licences stand beside the files in `fonts/`.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::Face;

macro_rules! file {
    ($folder:literal, $name:literal) => {
        (
            concat!($name, ".ttf"),
            include_bytes!(concat!("../../fonts/", $folder, "/", $name, ".ttf"))
                as &[u8],
        )
    };
}

static FILES: [(&str, &[u8]); 12] = [
    file!("eb-garamond", "EBGaramond_400Regular"),
    file!("eb-garamond", "EBGaramond_400Regular_Italic"),
    file!("eb-garamond", "EBGaramond_700Bold"),
    file!("eb-garamond", "EBGaramond_700Bold_Italic"),
    file!("alegreya-sans", "AlegreyaSans_400Regular"),
    file!("alegreya-sans", "AlegreyaSans_400Regular_Italic"),
    file!("alegreya-sans", "AlegreyaSans_700Bold"),
    file!("alegreya-sans", "AlegreyaSans_700Bold_Italic"),
    file!("source-code-pro", "SourceCodePro_400Regular"),
    file!("source-code-pro", "SourceCodePro_400Regular_Italic"),
    file!("source-code-pro", "SourceCodePro_700Bold"),
    file!("source-code-pro", "SourceCodePro_700Bold_Italic"),
];

/// The embedded font files, the text's regular face first.
pub(crate) fn files() -> impl Iterator<Item = &'static [u8]> {
    FILES.iter().map(|&(_, bytes)| bytes)
}

/// The embedded faces, read once in a process; a clone shares the bytes and the shaper's
/// tables.
pub(super) fn faces() -> impl Iterator<Item = Face> {
    static FACES: LazyLock<Vec<Face>> = LazyLock::new(|| {
        FILES
            .iter()
            .map(|&(name, bytes)| {
                Face::of(Arc::new(Cow::Borrowed(bytes)), 0, name)
                    .expect("the embedded fonts are whole; a test reads each")
            })
            .collect()
    });
    FACES.iter().cloned()
}

#[cfg(test)]
mod tests {
    use crate::font::{Fonts, Slant, Weight};

    #[test]
    fn every_embedded_face_is_found_by_its_style() {
        let fonts = Fonts::embedded();
        assert_eq!(fonts.families(), ["Alegreya Sans", "EB Garamond", "Source Code Pro"]);
        for family in fonts.families() {
            for weight in [Weight::Regular, Weight::Bold] {
                for slant in [Slant::Upright, Slant::Italic] {
                    let face =
                        fonts.find(family, weight, slant).expect("the family is there");
                    let face = &fonts.faces[face];
                    assert_eq!((face.weight, face.slant), (weight, slant), "{face:?}");
                    assert!(face.embeddable);
                }
            }
        }
        let text =
            fonts.find("EB Garamond", Weight::Bold, Slant::Italic).expect("it is there");
        let text = &fonts.faces[text];
        assert!(text.small_caps && text.superiors);
        assert!("fiñőğЯѣΩ".chars().all(|c| text.covers(c)));
    }
}
