//! What a cast asks of a font: faces, features, scripts, and what is drawn for a character.

use harfrust::{Feature, Tag};

use super::{Cast, Position};
use crate::font::{Face, FaceId, Fonts, Slant, Weight};
use crate::theme::{Caps, Families, Family, Figures};

/// The face for each family, weight and slant.
pub(super) fn cases(fonts: &Fonts, families: &Families) -> [[[FaceId; 2]; 2]; 3] {
    [&families.serif, &families.sans, &families.mono].map(|name| {
        [Weight::Regular, Weight::Bold].map(|weight| {
            [Slant::Upright, Slant::Italic].map(|slant| {
                fonts
                    .find(name, weight, slant)
                    .or_else(|| fonts.find("EB Garamond", weight, slant))
                    .unwrap_or(FaceId::new(0))
            })
        })
    })
}

/// A face's space; a quarter of an em where it has none.
pub(super) fn space(face: &Face) -> (u16, i32) {
    let Some(glyph) = face.glyph(' ') else { return (0, 1 << 14) };
    let units = face.shaping.glyph_metrics().h_advance(u32::from(glyph).into());
    let upem = f32::from(face.shaping.units_per_em());
    (glyph, (units * 65536.0 / upem).round() as i32)
}

/// Whether letters stand apart, so that none are joined to ligatures.
pub(super) fn apart(cast: &Cast) -> bool {
    cast.letter_space != crate::geom::Len::ZERO || cast.family == Family::Mono
}

/// The OpenType features of a cast, besides those that every shaper applies.
pub(super) fn features(cast: &Cast) -> Vec<Feature> {
    let on = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 1, ..);
    let off = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 0, ..);
    let mut features = match cast.figures {
        Figures::OldStyle => vec![on(b"onum"), on(b"pnum")],
        Figures::Lining => vec![on(b"lnum"), on(b"pnum")],
        Figures::Tabular => vec![on(b"lnum"), on(b"tnum")],
    };
    match cast.caps {
        Caps::Normal => {}
        Caps::Small => features.push(on(b"smcp")),
    }
    match cast.position {
        Position::Normal => {}
        Position::Superior => features.push(on(b"sups")),
        Position::Inferior => features.push(on(b"subs")),
    }
    // Letters that stand apart do not join.
    if apart(cast) {
        features.push(off(b"liga"));
        features.push(off(b"clig"));
    }
    features
}

/// The script of a text, by its first letter that tells; ISO 15924.
pub(super) fn script(text: &str) -> [u8; 4] {
    for character in text.chars() {
        match character {
            'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                return *b"Latn";
            }
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => return *b"Grek",
            '\u{400}'..='\u{52f}' => return *b"Cyrl",
            _ => {}
        }
    }
    *b"Latn"
}

/// What is drawn for a character: fonts seldom have the narrow no-break space, but most
/// have a thin one; and a hyphen that does not break looks like any other.
pub(super) fn drawn(character: char, face: &Face) -> char {
    match character {
        '\u{202f}' => '\u{2009}',
        '\u{2011}' if !face.covers('\u{2011}') => {
            if face.covers('\u{2010}') {
                '\u{2010}'
            } else {
                '-'
            }
        }
        other => other,
    }
}

/// Characters that draw nothing and need no glyph of their own.
pub(super) fn is_silent(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}
