//! What a cast asks of a font: faces, features, scripts, and what is drawn for a character.

use std::ops::Range;

use harfrust::{Feature, Tag};

use super::{Cast, Position};
use crate::font::{Face, FaceId, Fonts, Slant, Weight, is_silent};
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
        Caps::AllSmall => features.extend([on(b"smcp"), on(b"c2sc")]),
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

/// The features that make one sign of several characters.
const LIGATURES: [&[u8; 4]; 3] = [b"liga", b"clig", b"rlig"];

/// Each of them off over a range of a text; of which range does not matter to a plan.
pub(super) fn unjoined(range: Range<usize>) -> impl Iterator<Item = Feature> {
    let (start, end) = (range.start as u32, range.end as u32);
    LIGATURES.map(|tag| Feature { tag: Tag::new(tag), value: 0, start, end }).into_iter()
}

/// What of a text is no letter, and joins with nothing. A page shows the signs of its text;
/// but fonts have ligatures by which a letter is typed or an icon called: "~e", "*source".
/// Marks count with the letters that they stand on.
pub(super) fn signs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut base = 0;
    text.char_indices().filter_map(move |(at, character)| {
        let end = at + character.len_utf8();
        if is_mark(character) {
            return Some(base..end);
        }
        base = at;
        let letter = character.is_alphabetic() || is_silent(character);
        (!letter).then_some(at..end)
    })
}

/// Marks that stand on the letter before them, of whatever script.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
    )
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use skrifa::raw::TableProvider;
    use skrifa::raw::tables::gsub::{LigatureSubst, SubstitutionSubtables};
    use skrifa::{FontRef, MetadataProvider};

    use super::super::{Cast, Dividers, Shaper};
    use super::is_mark;
    use crate::font::{Face, Fonts, Slant, Weight};
    use crate::info::Lang;
    use crate::theme::{Caps, Family, Figures, Role, builtin};

    /// What each ligature of a face stands for, where characters lead to it.
    fn ligatures(face: &Face) -> Vec<String> {
        let font = FontRef::from_index(&face.data, face.index).expect("it was read");
        let of = |glyph: u32| {
            let mut found = font.charmap().mappings().filter(|m| m.1.to_u32() == glyph);
            found.next().and_then(|(code, _)| char::from_u32(code))
        };
        let lookups = font.gsub().expect("it has them").lookup_list().expect("read");
        let mut texts = Vec::new();
        for lookup in lookups.lookups().iter() {
            let lookup = lookup.expect("it is whole").subtables().expect("it is whole");
            let SubstitutionSubtables::Ligature(tables) = lookup else { continue };
            for table in tables.iter() {
                let LigatureSubst::Format1(table) = table.expect("it is whole") else {
                    panic!("a format that is not read here")
                };
                let firsts = table.coverage().expect("it is whole");
                for (first, set) in firsts.iter().zip(table.ligature_sets().iter()) {
                    for ligature in set.expect("it is whole").ligatures().iter() {
                        let rest = ligature.expect("it is whole");
                        let rest = rest.component_glyph_ids().iter();
                        let glyphs = rest.map(|glyph| glyph.get().to_u32());
                        let all = std::iter::once(first.to_u32()).chain(glyphs);
                        texts.extend(all.map(of).collect::<Option<String>>());
                    }
                }
            }
        }
        texts
    }

    #[test]
    fn signs_join_with_nothing() {
        let (fonts, langs) = (Fonts::embedded(), [Lang::parse("en").expect("it is one")]);
        let theme = builtin("reader").expect("it is built in");
        let dividers = Dividers::new(&langs, &BTreeMap::new());
        let mut shaper = Shaper::new(&fonts, &theme.families, &langs, &dividers);
        let mut met = Vec::new();
        for family in [Family::Serif, Family::Sans, Family::Mono] {
            for style in 0..24 {
                let weight = [Weight::Regular, Weight::Bold][style % 2];
                let slant = [Slant::Upright, Slant::Italic][style / 2 % 2];
                let caps = [Caps::Normal, Caps::Small, Caps::AllSmall][style / 4 % 3];
                let figures = [Figures::OldStyle, Figures::Lining][style / 12];
                let plain = Cast::of(&theme.style(Role::Body), 0);
                let cast = Cast {
                    figures,
                    family,
                    weight,
                    slant,
                    caps,
                    hyphens: false,
                    ..plain
                };
                let face = &fonts.faces[shaper.face(&cast)];
                for text in ligatures(face) {
                    // A letter may join what follows, a mark other marks.
                    if text.starts_with(char::is_alphabetic) || text.chars().all(is_mark)
                    {
                        continue;
                    }
                    for text in [format!("x{text}"), text] {
                        if shaper.word(&text, &cast).glyphs.len() < text.chars().count() {
                            met.push(format!("{face:?} {text}"));
                        }
                    }
                }
            }
        }
        assert_eq!(met, [""; 0]);
    }
}
