//! What spaces can give. A compositor spaces a line out behind its stops first, where the
//! eye rests anyway, and draws it in behind the points that stand low, whose own white makes
//! their spaces look wide (De Vinne, Correct Composition, 1901, on spacing).

use crate::geom::Len;

/// What a space can give, in hundredths of its width. Tighter, words begin to touch, and some
/// readers of PDF take two for one.
const STRETCH: i64 = 50;
const SHRINK: i64 = 30;

/// By how much more a space gives than one between words, in thousandths: shrunk behind points
/// that stand low.
const LOW: i64 = 1100;

/// By how much more a space grows than one between words, in thousandths, behind a sentence and
/// behind the points within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stops {
    sentence: i64,
    point: i64,
}

impl Stops {
    /// In English, where readers know wide spaces behind sentences.
    pub(crate) const WIDE: Stops = Stops { sentence: 3000, point: 1800 };
    /// Elsewhere.
    pub(crate) const EVEN: Stops = Stops { sentence: 2000, point: 1500 };
}

/// What a space can give.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Give {
    pub(crate) stretch: Len,
    pub(crate) shrink: Len,
}

/// What a space of a width can give behind a word; `short` where the word is a shortened one
/// ("Mr."), which ends no sentence.
pub(super) fn give(width: Len, word: &str, short: bool, stops: Stops) -> Give {
    let closing = |c: char| matches!(c, '’' | '”' | '»' | '\'' | '"' | ')' | ']');
    let bare = word.trim_end_matches(closing);
    let mut back = bare.chars().rev();
    let (last, before) = (back.next(), back.next());
    // An initial, or letters that stand for words ("U.S.").
    let short = short || before.is_none_or(char::is_uppercase);
    let stretch = match last {
        Some('.') if short => 1000,
        Some('.' | '!' | '?' | '…') => stops.sentence,
        Some(',' | ';' | ':') => stops.point,
        Some(_) | None => 1000,
    };
    let low = bare.len() == word.len() && matches!(last, Some('.' | ','));
    let shrink = if low { LOW } else { 1000 };
    let part = |of: i64, by: i64| width.ratio(of * by, 100_000);
    Give { stretch: part(STRETCH, stretch), shrink: part(SHRINK, shrink) }
}

impl Give {
    /// What it gives of what a line lacks or, below 0, has too much.
    pub(super) fn of(self, missing: Len) -> Len {
        if missing < Len::ZERO { self.shrink } else { self.stretch }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_give_more_behind_points() {
        let stops = Stops::WIDE;
        let gives = |word: &str, short: bool| {
            let Give { stretch, shrink } = give(Len::pt(4), word, short, stops);
            (
                stretch.ratio(1000, Len::pt(2).count()).count(),
                shrink == Len::pt(4).ratio(SHRINK, 100),
            )
        };
        for (word, short, stretch, even) in [
            ("word", false, 1000, true),
            ("end.", false, stops.sentence, false),
            ("end.”", false, stops.sentence, true),
            ("end!", false, stops.sentence, true),
            ("so,", false, stops.point, false),
            ("so:", false, stops.point, true),
            ("Mr.", true, 1000, false),
            ("B.", false, 1000, false),
            ("", false, 1000, true),
        ] {
            assert_eq!(gives(word, short), (stretch, even), "{word}");
        }
    }
}
