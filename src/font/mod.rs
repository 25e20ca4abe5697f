//! Font faces: embedded ones and the book's own; metrics, coverage, embedding permission.
//!
//! Nothing here looks at the system's fonts: a book looks the same on every machine.

mod embedded;
mod face;

pub(crate) use embedded::files as embedded_files;
pub use face::{Face, Metrics, Slant, Weight};

use crate::diag::{Code, Diagnostic, Sink};
use crate::id::{Arena, Id};
use crate::source::Span;

/// Which face.
pub type FaceId = Id<Face>;

/// All faces a book may use: the embedded ones, then the book's own.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// The faces.
    pub faces: Arena<Face>,
}

impl Fonts {
    /// The faces that come with `publish`: EB Garamond, Alegreya Sans, Source Code Pro, each
    /// in four styles.
    pub fn embedded() -> Fonts {
        let mut fonts = Fonts::default();
        for face in embedded::faces() {
            fonts.faces.push(face);
        }
        fonts
    }

    /// Adds a book's own font file; every face of a collection.
    ///
    /// Reports a file that is no font, or one whose licence bits forbid embedding.
    pub fn add(&mut self, bytes: Vec<u8>, file_name: &str, at: Span, sink: &mut Sink) {
        match Face::read(bytes, file_name) {
            Ok(faces) => {
                for face in faces {
                    if face.embeddable {
                        self.faces.push(face);
                    } else {
                        let message = format!("{file_name} may not be embedded");
                        let help = "the font's own licence bits (OS/2 fsType) forbid it; \
                                    choose another font";
                        sink.report(
                            Diagnostic::new(Code::ForbiddenFont, message)
                                .at(at)
                                .help(help),
                        );
                    }
                }
            }
            Err(reason) => {
                let message = format!("{file_name} is not a usable font: {reason}");
                let help = "use an OpenType or TrueType file (.otf, .ttf)";
                sink.report(Diagnostic::new(Code::BrokenFont, message).at(at).help(help));
            }
        }
    }

    /// The face of a family that is nearest to what is asked: the right slant before the
    /// right weight. A book's own faces come before embedded ones of the same name.
    pub fn find(&self, family: &str, weight: Weight, slant: Slant) -> Option<FaceId> {
        self.faces
            .iter()
            .filter(|(_, face)| face.family.eq_ignore_ascii_case(family))
            .max_by_key(|(id, face)| {
                (face.slant == slant, face.weight == weight, face.plain, *id)
            })
            .map(|(id, _)| id)
    }

    /// The names of all families, sorted, each once.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.faces.iter().map(|(_, face)| face.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The characters of a text that no face has, each once, in their order; not those that are never seen.
    pub fn lacking(&self, text: &str) -> Vec<char> {
        let mut lacking = Vec::new();
        for c in text.chars() {
            let seen = !c.is_whitespace() && !c.is_control() && !is_silent(c);
            if seen
                && !lacking.contains(&c)
                && !self.faces.iter().any(|(_, face)| face.covers(c))
            {
                lacking.push(c);
            }
        }
        lacking
    }

    /// A face that has a character, for where the asked one lacks it: of the nearest style,
    /// the earliest.
    pub fn fallback(
        &self,
        character: char,
        weight: Weight,
        slant: Slant,
    ) -> Option<FaceId> {
        self.faces
            .iter()
            .filter(|(_, face)| face.covers(character))
            .min_by_key(|(id, face)| (face.slant != slant, face.weight != weight, *id))
            .map(|(id, _)| id)
    }
}

/// Characters that draw nothing and need no glyph of their own: joiners, marks of direction, selectors.
pub(crate) fn is_silent(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Letters that no font has, for messages: the first few of them.
pub(crate) fn named<'a>(letters: impl IntoIterator<Item = &'a char>) -> String {
    /// How many are named.
    const NAMED: usize = 8;
    let shown = letters.into_iter().take(NAMED);
    let shown: Vec<String> =
        shown.map(|letter| format!("{letter} (U+{:04X})", u32::from(*letter))).collect();
    shown.join(", ")
}
