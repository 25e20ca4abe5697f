//! What spaces can give. A compositor spaces a line out behind its stops first, where the
//! eye rests anyway, and draws it in behind the points that stand low, whose own white makes
//! their spaces look wide (De Vinne, Correct Composition, 1901, on spacing).

use crate::geom::Len;

/// What a space can give, as a part of its width: it grows to one and a half times, and
/// shrinks to three quarters. Tighter, words begin to touch, and some readers of PDF take
/// two for one.
const STRETCH: i64 = 2;
const SHRINK: i64 = 4;

/// By how much more a space gives than one between words, in thousandths: stretched behind a
/// sentence and behind the points within it, and shrunk behind points that stand low.
const SENTENCE: i64 = 1600;
const POINT: i64 = 1300;
const LOW: i64 = 1300;

/// What a space can give.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Give {
    pub(crate) stretch: Len,
    pub(crate) shrink: Len,
}

/// What a space of a width can give behind a word; `short` where the word is a shortened one
/// ("Mr."), which ends no sentence.
pub(super) fn give(width: Len, word: &str, short: bool) -> Give {
    let closing = |c: char| matches!(c, '’' | '”' | '»' | '\'' | '"' | ')' | ']');
    let bare = word.trim_end_matches(closing);
    let mut back = bare.chars().rev();
    let (last, before) = (back.next(), back.next());
    // An initial, or letters that stand for words ("U.S.").
    let short = short || before.is_none_or(char::is_uppercase);
    let stretch = match last {
        Some('.') if short => 1000,
        Some('.' | '!' | '?' | '…') => SENTENCE,
        Some(',' | ';' | ':') => POINT,
        Some(_) | None => 1000,
    };
    let low = bare.len() == word.len() && matches!(last, Some('.' | ','));
    let shrink = if low { LOW } else { 1000 };
    let part = |of: i64, by: i64| (width / of).ratio(by, 1000);
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
        let gives = |word: &str, short: bool| {
            let Give { stretch, shrink } = give(Len::pt(4), word, short);
            (stretch.ratio(1000, Len::pt(2).count()).count(), shrink == Len::pt(1))
        };
        for (word, short, stretch, even) in [
            ("word", false, 1000, true),
            ("end.", false, SENTENCE, false),
            ("end.”", false, SENTENCE, true),
            ("end!", false, SENTENCE, true),
            ("so,", false, POINT, false),
            ("so:", false, POINT, true),
            ("Mr.", true, 1000, false),
            ("B.", false, 1000, false),
            ("", false, 1000, true),
        ] {
            assert_eq!(gives(word, short), (stretch, even), "{word}");
        }
    }
}
