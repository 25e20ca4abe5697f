//! Fonts cut down to the letters of the book: a face of 400 kB is one of 60 then.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use skera::{
    DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font,
};
use skrifa::FontRef;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};
use skrifa::string::StringId;

/// The features that the stylesheet asks for, besides those that every program applies.
const FEATURES: [&[u8; 4]; 6] = [b"smcp", b"c2sc", b"onum", b"pnum", b"lnum", b"tnum"];
/// Names of a font up to this one are kept: its maker, its licence.
const NAMES: u16 = 25;
/// The language of names: English, as Windows numbers it.
const ENGLISH: u16 = 0x0409;

/// A font with no more than some letters. `None` where it must stay as it is: its licence reserves
/// its name for what its maker made (SIL Open Font License 1.1, 3), or it is of a kind that cannot be
/// cut down.
pub(super) fn subset(data: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = FontRef::from_index(data, 0).ok()?;
    if is_reserved(&font) {
        return None;
    }
    let mut unicodes = IntSet::<u32>::empty();
    unicodes.extend(letters.iter().map(|letter| u32::from(*letter)));
    let mut scripts = IntSet::<Tag>::empty();
    scripts.invert();
    let features = DEFAULT_LAYOUT_FEATURES.iter().copied();
    let features: IntSet<Tag> = features.chain(FEATURES.map(Tag::new)).collect();
    let plan = Plan::new(
        &IntSet::empty(),
        &unicodes,
        &font,
        SubsetFlags::default(),
        &DEFAULT_DROP_TABLES.iter().copied().collect(),
        &scripts,
        &features,
        &(0..=NAMES).map(NameId::new).collect(),
        &[ENGLISH].into_iter().collect(),
    );
    // A fault of the subsetter leaves the font as it is.
    let cut = catch_unwind(AssertUnwindSafe(|| subset_font(&font, &plan))).ok()?.ok()?;
    (cut.len() < data.len()).then_some(cut)
}

/// Whether the font's name may not be borne by what was made of it.
fn is_reserved(font: &FontRef<'_>) -> bool {
    use skrifa::MetadataProvider;
    [StringId::COPYRIGHT_NOTICE, StringId::LICENSE_DESCRIPTION].into_iter().any(|id| {
        let texts = font.localized_strings(id);
        let said = |text: String| {
            let text = text.to_lowercase();
            // The licence itself speaks of reserved names; a notice says "with".
            text.contains("with reserved font name")
        };
        texts.english_or_first().is_some_and(|text| said(text.chars().collect()))
    })
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider;

    use super::*;
    use crate::font::Fonts;
    use crate::font::{Slant, Weight};

    #[test]
    fn a_font_keeps_the_letters_of_the_book_and_their_small_capitals() {
        let fonts = Fonts::embedded();
        let garamond = fonts.find("EB Garamond", Weight::Regular, Slant::Upright);
        let whole = &fonts.faces[garamond.expect("it is embedded")].data;
        let letters: BTreeSet<char> = "fia1 é".chars().collect();
        let cut = subset(whole, &letters).expect("it is cut");
        assert!(cut.len() < whole.len() / 4, "{} of {}", cut.len(), whole.len());
        let font = FontRef::new(&cut).expect("it is a font");
        for letter in "fia1é".chars() {
            assert!(font.charmap().map(letter).is_some(), "{letter}");
        }
        assert!(font.charmap().map('b').is_none());
        // The letters, their ligatures, small capitals and figures, and no others.
        let glyphs = font.glyph_names().num_glyphs();
        assert!((10..80).contains(&glyphs), "{glyphs}");
        let code = fonts.find("Source Code Pro", Weight::Regular, Slant::Upright);
        let code = &fonts.faces[code.expect("it is embedded")].data;
        assert_eq!(subset(code, &letters), None, "its name is reserved");
    }
}
