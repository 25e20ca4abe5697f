//! Alternative text that says nothing, or says what stands there already (WCAG 2.2, 1.1.1).

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{
    Alt, Block, Document, Inline, Kind, PictureId, inline_text, label, visit,
};
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

pub(super) fn alternative(document: &Document, sink: &mut Sink) {
    let mut told: BTreeMap<String, (PictureId, Span)> = BTreeMap::new();
    let mut see = |picture: PictureId, alt: &Alt, caption: Option<&str>, span: Span| {
        let Alt::Text(text) = alt else { return };
        let said = letters(text);
        if let Some(why) = poor(text, &document.pictures[picture].name) {
            let message = format!("the alternative text “{}” {why}", label(text));
            let help = "say in a sentence what the picture shows, as you would on the telephone; \
                        or mark it {decorative}";
            sink.report(Diagnostic::new(Code::PoorAlt, message).at(span).help(help));
            return;
        }
        if caption.is_some_and(|caption| letters(caption) == said) {
            let message =
                "the alternative text repeats the caption, and is read aloud twice";
            let help = "say what the picture shows; the caption says what it is about";
            sink.report(Diagnostic::new(Code::RepeatedAlt, message).at(span).help(help));
            return;
        }
        match told.get(&said) {
            Some((other, first)) if *other != picture => {
                let message = "another picture has the same alternative text";
                let help = "say in what they differ";
                let finding =
                    Diagnostic::new(Code::RepeatedAlt, message).at(span).help(help);
                sink.report(finding.related(*first, "here"));
            }
            Some(_) => {}
            None => {
                told.insert(said, (picture, span));
            }
        }
    };
    let mut block = |block: &Block| {
        if let Kind::Figure(figure) = &block.kind {
            let caption = figure.caption.as_ref().map(|caption| inline_text(caption));
            for (picture, alt) in figure.pictures() {
                see(picture, alt, caption.as_deref(), block.span);
            }
        }
        visit::runs(block, &mut |run| {
            visit::inlines(run, &mut |inline| {
                if let Inline::Picture { picture, alt, span } = inline {
                    see(*picture, alt, None, *span);
                }
            });
        });
    };
    for section in document.all_sections() {
        visit::blocks(&section.blocks, &mut block);
    }
    for (_, note) in document.notes.iter() {
        visit::blocks(&note.blocks, &mut block);
    }
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

/// A text by its letters and figures alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
