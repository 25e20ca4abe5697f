//! Alternative text that says nothing, or says what stands there already (WCAG 2.2, 1.1.1).

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::document::visit::{self, Sight};
use crate::document::{Alt, Cover, Document, PictureId, inline_text, label, letters};
use crate::source::Span;

/// Words that say that there is a picture, and nothing of it.
const EMPTY_WORDS: [&str; 56] = [
    "abb",
    "abbildung",
    "alt",
    "alternative",
    "attachment",
    "bild",
    "bildbeschreibung",
    "description",
    "dessin",
    "dibujo",
    "diagram",
    "drawing",
    "dsc",
    "fig",
    "figur",
    "figura",
    "figure",
    "file",
    "foto",
    "fotografia",
    "fotografía",
    "fotografie",
    "grafik",
    "graphic",
    "here",
    "icon",
    "illustration",
    "image",
    "imagem",
    "imagen",
    "img",
    "immagine",
    "jpeg",
    "jpg",
    "photo",
    "photograph",
    "photographie",
    "pic",
    "picture",
    "placeholder",
    "png",
    "scan",
    "screenshot",
    "svg",
    "tbd",
    "text",
    "todo",
    "untitled",
    "xxx",
    "zeichnung",
    "изображение",
    "картинка",
    "рисунок",
    "фото",
    "εικόνα",
    "φωτογραφία",
];

/// What is wrong with what is said of a picture.
enum Fault {
    /// Nothing is said.
    Missing,
    /// It says nothing, and why.
    Poor(&'static str),
    /// It is the caption again.
    Repeated,
}

/// What is wrong with the words that are said of a picture, by the name of its file.
fn judged(text: &str, file: &str) -> Option<Fault> {
    match text.trim() {
        "" => Some(Fault::Missing),
        text => poor(text, file).map(Fault::Poor),
    }
}

/// What is wrong where a picture is shown.
fn fault(document: &Document, sight: &Sight<'_>) -> Option<Fault> {
    let text = match sight.alt {
        Alt::Missing => return Some(Fault::Missing),
        Alt::Decorative => return None,
        Alt::Text(text) => text,
    };
    let caption = sight.caption.map(|caption| letters(&inline_text(caption)));
    let judged = judged(text, &document.pictures[sight.picture].name);
    judged.or_else(|| (caption? == letters(text)).then_some(Fault::Repeated))
}

/// What is wrong with the art of the cover. A cover that is drawn says what is on it.
fn fault_of_cover(document: &Document) -> Option<(Fault, &Cover)> {
    let cover = document.cover.as_ref()?;
    let fault = judged(&cover.alt, &document.pictures[cover.picture].name)?;
    Some((fault, cover))
}

/// What is told of a text that says nothing.
fn poorly(text: &str, why: &str, help: &str) -> Diagnostic {
    let message = format!("the alternative text “{}” {why}", label(text));
    Diagnostic::new(Code::PoorAlt, message).help(help)
}

pub(super) fn alternative(document: &Document, sink: &mut Sink) {
    if let Some((Fault::Poor(why), cover)) = fault_of_cover(document) {
        let help =
            "say in a sentence what the cover shows, as you would on the telephone";
        let mut finding = poorly(&cover.alt, why, help);
        finding.at = cover.span;
        sink.report(finding);
    }
    let mut told: BTreeMap<String, (PictureId, Span)> = BTreeMap::new();
    visit::pictures(document, &mut |sight| {
        let Alt::Text(text) = sight.alt else { return };
        let (message, help) = match fault(document, &sight) {
            // Reading the book tells of it.
            Some(Fault::Missing) => return,
            Some(Fault::Poor(why)) => {
                let help = "say in a sentence what the picture shows, as you would on the telephone; \
                            or mark it {decorative}";
                return sink.report(poorly(text, why, help).at(sight.span));
            }
            Some(Fault::Repeated) => (
                "the alternative text repeats the caption, and is read aloud twice",
                "say what the picture shows; the caption says what it is about",
            ),
            None => match told.get(&letters(text)) {
                Some((other, first)) if *other != sight.picture => {
                    let message = "another picture has the same alternative text";
                    let finding = Diagnostic::new(Code::RepeatedAlt, message);
                    let finding = finding.at(sight.span).help("say in what they differ");
                    return sink.report(finding.related(*first, "here"));
                }
                Some(_) => return,
                None => {
                    told.insert(letters(text), (sight.picture, sight.span));
                    return;
                }
            },
        };
        let finding = Diagnostic::new(Code::RepeatedAlt, message);
        sink.report(finding.at(sight.span).help(help));
    });
}

/// What stands in the way of a claim that the e-book conforms to WCAG 2.2 AA.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// What is wrong, in words.
    pub what: String,
    /// Where, if the manifest or an article says it.
    pub span: Option<Span>,
}

/// What stands in the way of conformance as far as a program can tell, in the order of reading.
///
/// Languages, scopes of tables, the order of headings, the names of links, landmarks and pages are
/// written so that the e-book conforms, and no colour of it is its own; what its authors left out
/// stands in the way.
pub fn obstacles(document: &Document) -> Vec<Obstacle> {
    let what = |fault: Fault, of: &str| match fault {
        Fault::Missing => format!("{of} has no alternative text"),
        Fault::Poor(why) => format!("the alternative text of {of} {why}"),
        Fault::Repeated => format!("the alternative text of {of} is its caption again"),
    };
    let cover = fault_of_cover(document).map(|(fault, cover)| Obstacle {
        what: what(fault, "the cover"),
        span: cover.span,
    });
    let mut found: Vec<Obstacle> = cover.into_iter().collect();
    visit::pictures(document, &mut |sight| {
        let fault = fault(document, &sight);
        let span = Some(sight.span);
        found
            .extend(fault.map(|fault| Obstacle { what: what(fault, "a picture"), span }));
    });
    found
}

/// Why a text says nothing, if it does not.
fn poor(text: &str, file: &str) -> Option<&'static str> {
    let lower = text.trim().to_lowercase();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let is_name = [".jpg", ".jpeg", ".png", ".svg", ".gif", ".tif", ".tiff", ".webp"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    // “Garden” for `garden.jpg` may be all there is to say; “img_1234” is not.
    let is_stem =
        lower == stem && stem.contains(|c: char| c == '_' || c == '-' || c.is_numeric());
    if is_name || is_stem {
        return Some("is the name of a file");
    }
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut words = words.peekable();
    if words.peek().is_none() {
        return lower.chars().next().map(|_| "has no words");
    }
    words
        .all(|word| EMPTY_WORDS.contains(&word))
        .then_some("says only that there is a picture")
}

#[cfg(test)]
mod tests {
    use super::poor;

    #[test]
    fn a_text_is_poor_when_it_says_nothing_of_the_picture() {
        for text in
            ["Image", "photo 3", "Bild", "IMG_1234", "house.jpg", "***", "Alt text", "42"]
        {
            assert!(poor(text, "img_1234.jpg").is_some(), "{text}");
        }
        for text in ["Garden", "A photo of the garden", "The year 1940", "A"] {
            assert!(poor(text, "garden.jpg").is_none(), "{text}");
        }
        assert!(poor("house-and-garden", "house-and-garden.svg").is_some());
    }
}
