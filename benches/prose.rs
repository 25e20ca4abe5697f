//! Text of any length from a seed: the same words on every machine.

/// A source of numbers: xorshift64*, good enough to choose words.
pub struct Chance(u64);

impl Chance {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound.max(1)
    }
}

/// Parts that words are made of, so that a long text has many different ones, as books
/// have.
const STARTS: [&str; 24] = [
    "an", "be", "com", "de", "ex", "fla", "gar", "his", "in", "kin", "lea", "mor", "nor",
    "off", "pre", "qua", "re", "sta", "tra", "un", "vil", "wa", "yel", "house",
];
const MIDDLES: [&str; 16] = [
    "", "", "", "al", "er", "fi", "ing", "la", "men", "no", "ra", "si", "ter", "ti", "u",
    "vo",
];
const ENDS: [&str; 16] = [
    "", "al", "ed", "en", "er", "es", "ful", "ing", "ion", "ity", "ly", "ment", "ness",
    "or", "s", "y",
];
const SHORT: [&str; 16] = [
    "a", "and", "as", "at", "but", "by", "for", "he", "in", "it", "of", "on", "the",
    "to", "was", "with",
];

/// A word.
pub fn word(chance: &mut Chance) -> String {
    if chance.below(5) < 2 {
        return SHORT[chance.below(16)].to_string();
    }
    let (start, middle) = (STARTS[chance.below(24)], MIDDLES[chance.below(16)]);
    format!("{start}{middle}{}", ENDS[chance.below(16)])
}

/// A paragraph of so many words, in sentences.
pub fn paragraph(words: usize, chance: &mut Chance) -> String {
    let mut out = String::with_capacity(words * 6);
    let mut left = 0;
    for index in 0..words {
        let word = word(chance);
        let opens = left == 0;
        if opens {
            left = 6 + chance.below(18);
        }
        left -= 1;
        let closes = left == 0 || index + 1 == words;
        if index > 0 {
            out.push(' ');
        }
        if opens {
            out.push(word.chars().next().expect("no word is empty").to_ascii_uppercase());
            out.push_str(&word[1..]);
        } else {
            out.push_str(&word);
        }
        match (closes, chance.below(12)) {
            (true, 0) => out.push('?'),
            (true, _) => out.push('.'),
            (false, 0) => out.push(','),
            (false, _) => {}
        }
    }
    out
}

/// A chapter of about so many words, with a title, emphasis and a note now and then.
pub fn chapter(number: usize, words: usize, chance: &mut Chance) -> String {
    let mut out = format!("# Chapter {number}\n\n");
    let (mut written, mut notes) = (0, String::new());
    while written < words {
        let length = 30 + chance.below(110);
        written += length;
        out.push_str(&paragraph(length, chance));
        if chance.below(8) == 0 {
            out.push_str(&format!(" *{}*", paragraph(4, chance)));
        }
        if chance.below(20) == 0 {
            out.push_str(&format!("[^{written}]"));
            notes.push_str(&format!("[^{written}]: {}\n\n", paragraph(20, chance)));
        }
        out.push_str("\n\n");
    }
    out + &notes
}
