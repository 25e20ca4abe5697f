//! Bytes → text, whatever program wrote them.
//!
//! A byte order mark or a `charset` decides, then whether the bytes are UTF-8, then what a
//! detector of browsers (chardetng) makes of them. KOI8-R and Windows-1251 differ in letters
//! alone, so the detector's word is taken there, too.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and how it was read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    /// The encoding's name, where it is not UTF-8.
    pub from: Option<&'static str>,
    /// Whether it was found out rather than stated.
    pub guessed: bool,
    /// Whether bytes had no meaning in it; they are U+FFFD in the text.
    pub broken: bool,
}

/// How much of a file the detector reads: enough for any text, and bounded.
const LOOKED_AT: usize = 1 << 20;

/// An encoding by a name that the web knows: `windows-1252`, `koi8-r`, `utf-16le` …
pub(super) fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.trim();
    let dashed = name.to_ascii_lowercase().replace('_', "-");
    // As editors write it: cp1252, win1251.
    let dashed = match dashed.as_str() {
        "macroman" | "mac-roman" | "mac" => "macintosh".to_string(),
        _ => dashed,
    };
    let number = ["cp-", "cp", "windows", "win-", "win"]
        .iter()
        .find_map(|prefix| dashed.strip_prefix(prefix))
        .filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    let code_page = number.and_then(|number| {
        Encoding::for_label(format!("windows-{number}").as_bytes())
            .or_else(|| Encoding::for_label(format!("ibm{number}").as_bytes()))
    });
    Encoding::for_label(name.as_bytes())
        .or_else(|| Encoding::for_label(dashed.as_bytes()))
        .or(code_page)
}

/// The text of a file. `stated` wins over everything but nothing else; `declared` is what the file
/// says of itself.
pub(super) fn decode(
    bytes: &[u8],
    stated: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
) -> Decoded {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = stated {
        return with(encoding, bytes, false);
    }
    if let Some(encoding) = marked {
        return with(encoding, bytes, false);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return with(encoding, bytes, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_string(),
            from: None,
            guessed: false,
            broken: false,
        };
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        let decoded = with(encoding, bytes, false);
        if !decoded.broken {
            return decoded;
        }
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes, true);
    }
    let mut detector =
        chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(LOOKED_AT)], true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    // The detector knows the one for Ukrainian; Russian is the same in both.
    if encoding == encoding_rs::KOI8_U {
        let russian = with(encoding_rs::KOI8_R, bytes, true);
        if !russian.text.contains(|c| matches!(c, '\u{2500}'..='\u{259f}')) {
            return russian;
        }
    }
    // The detector takes £ for a letter of Central Europe where no other sign speaks against it.
    if !encoding.name().starts_with("KOI8") && encoding != encoding_rs::WINDOWS_1252 {
        let western = with(encoding_rs::WINDOWS_1252, bytes, true);
        let known =
            |c: char| c.is_ascii() || "£€¥§©®°±·½¼¾×–—‘’“”„‚…•†‡«»¿¡\u{a0}".contains(c);
        if western.text.chars().all(known) {
            return western;
        }
    }
    with(encoding, bytes, true)
}

/// A word with signs within that no word has: text that was written in another encoding.
pub(super) fn odd_word(text: &str) -> Option<Range<usize>> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut before = [' '; 2];
    for (at, c) in text[..end].char_indices() {
        let [first, middle] = before;
        let odd = match middle {
            // Capitals that are no plain ones, and what Windows-1252 has no letters at.
            'A'..='Z' => false,
            '\u{80}'..='\u{9f}'
            | '„'
            | '“'
            | '”'
            | '‚'
            | '†'
            | '‡'
            | '•'
            | '‰'
            | '¢'
            | '£'
            | '¥'
            | '¤'
            | '§'
            | '¬'
            | '¶'
            | '©'
            | '®'
            | '±'
            | '¡'
            | '¿'
            | '€'
            | 'ƒ'
            | '‹'
            | '›'
            | '¦'
            | '¨'
            | '¯' => true,
            other => other.is_uppercase(),
        };
        // A low quotation mark opens, and stands behind no letter.
        let hanging = matches!(middle, '‚' | '„') && !c.is_alphanumeric();
        if first.is_lowercase() && (odd && c.is_lowercase() || hanging) {
            let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| {
                space + text[space..].chars().next().map_or(1, char::len_utf8)
            });
            let rest = &text[at..];
            let stop = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let mut stop = at + stop.min(60);
            while !text.is_char_boundary(stop) {
                stop -= 1;
            }
            let mut start = start.max(at.saturating_sub(60));
            while !text.is_char_boundary(start) {
                start += 1;
            }
            return Some(start..stop);
        }
        before = [middle, c];
    }
    None
}

/// A word of a text that a program read in the wrong encoding before it was saved: `dÃ©jÃ `, `itâ€™s`. Three such
/// at least, as a text may quote one.
pub(super) fn misread(text: &str) -> Option<Range<usize>> {
    const FEWEST: usize = 3;
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let signs = text[..end].char_indices();
    let odd = signs.zip(text[..end].chars().skip(1)).filter(|((_, c), next)| match c {
        // The first byte of two, and the second.
        'Ã' | 'Â' | 'Ð' | 'Ñ' | 'Î' | 'Ï' => {
            matches!(
                next,
                '\u{80}'
                    ..='\u{bf}'
                        | '€'
                        | '‚'
                        | 'ƒ'
                        | '„'
                        | '…'
                        | '†'
                        | '‡'
                        | 'ˆ'
                        | '‰'
                        | 'Š'
                        | '‹'
                        | 'Œ'
                        | 'Ž'
                        | '•'
                        | '™'
                        | 'š'
                        | 'œ'
                        | 'ž'
                        | 'Ÿ'
            )
        }
        'â' => *next == '€',
        _ => false,
    });
    let places: Vec<usize> = odd.map(|((at, _), _)| at).take(FEWEST).collect();
    let at = *places.first().filter(|_| places.len() == FEWEST)?;
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| {
        space + text[space..].chars().next().map_or(1, char::len_utf8)
    });
    let stop = text[at..].find([' ', '\n']).map_or(text.len(), |stop| at + stop);
    Some(start..stop)
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, used, broken) = encoding.decode(bytes);
    let from = (used != UTF_8).then(|| used.name());
    Decoded { text: text.into_owned(), from, guessed, broken }
}

/// UTF-16 without its mark: every other byte of Latin text is zero; of other scripts it is one of few,
/// and text in one byte a letter has hardly a zero at all.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked = &bytes[..bytes.len().min(4096) & !1];
    if looked.len() < 4 {
        return None;
    }
    let zeros =
        |from: usize| looked.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let half = looked.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > half * 4 && even * 20 < half {
        return Some(UTF_16LE);
    }
    if even * 10 > half * 4 && odd * 20 < half {
        return Some(UTF_16BE);
    }
    // Spaces and points have a zero beside the bytes of the script.
    if even + odd < half / 50 + 2 || even.min(odd) * 4 > even.max(odd) {
        return None;
    }
    let kinds = |from: usize| {
        let mut seen = [false; 256];
        looked
            .iter()
            .skip(from)
            .step_by(2)
            .for_each(|byte| seen[usize::from(*byte)] = true);
        seen.iter().filter(|seen| **seen).count()
    };
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    let (high, low) =
        if odd > even { (kinds(1), kinds(0)) } else { (kinds(0), kinds(1)) };
    let letters =
        |c: &char| c.is_alphabetic() || c.is_whitespace() || c.is_ascii_punctuation();
    let (text, _, broken) = encoding.decode(looked);
    let count = text.chars().count();
    (!broken
        && high * 2 < low.max(8) * 3
        && text.chars().filter(letters).count() * 10 >= count * 9)
        .then_some(encoding)
}

/// So few bytes, and so few of all, may be wrong in what is read as UTF-8 nevertheless.
const FEW: usize = 3;
const SHARE: usize = 40;

/// Whether a text is UTF-8 but for a few bytes: a file that two programs wrote.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut rest) = (0_usize, 0_usize, bytes);
    while !rest.is_empty() {
        let (valid, skip) = match std::str::from_utf8(rest) {
            Ok(_) => (rest.len(), rest.len()),
            Err(error) => {
                bad += 1;
                let valid = error.valid_up_to();
                (valid, valid + error.error_len().unwrap_or(rest.len() - valid))
            }
        };
        good += rest[..valid].iter().filter(|b| **b >= 0xc2).count();
        rest = &rest[skip.max(1).min(rest.len())..];
        if bad > good + 16 {
            return false;
        }
    }
    // One letter that is no ASCII is chance in other encodings; two bytes that are a letter of it,
    // with more good than bad, hardly are.
    good > bad * 4 || good >= bad && bad <= FEW && bytes.len() > bad * SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str =
        "Дом в Койоакане стоит за высокой стеной. Лев Троцкий жил в нём последние годы.";
    const FRENCH: &str =
        "La maison était entourée d’un mur élevé ; l’été, le jardin sentait la résine.";

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        named(label).expect("it is known").encode(text).0.into_owned()
    }

    #[test]
    fn encodings_of_old_are_recognised() {
        for (label, text) in [
            ("windows-1251", RUSSIAN),
            ("koi8-r", RUSSIAN),
            ("windows-1252", FRENCH),
            (
                "windows-1250",
                "Dům stál za vysokou zdí, příliš žluťoučký kůň úpěl ďábelské ódy.",
            ),
            (
                "windows-1253",
                "Το σπίτι ήταν πίσω από έναν ψηλό τοίχο και ο κήπος ήταν γεμάτος κάκτους.",
            ),
        ] {
            let decoded = decode(&encoded(text, label), None, None);
            assert_eq!(decoded.text, text, "{label}");
            assert!(
                decoded.from.is_some_and(|from| from.eq_ignore_ascii_case(label)),
                "{label}: {decoded:?}"
            );
        }
    }

    #[test]
    fn a_wrong_byte_does_not_make_utf_8_another() {
        let bytes = b"A house\n\nGood caf\xc3\xa9 here, and a bad caf\xe9 there, in a text that has no other.\n";
        let decoded = decode(bytes, None, None);
        assert!(decoded.text.contains("Good café here, and a bad caf\u{fffd} there"));
        assert!(decoded.broken && decoded.from.is_none());
        // In German Windows-1252, `Ã¤` is nothing that anybody writes.
        let german =
            encoded("Die Straße führt über die Brücke, und Äpfel fallen.", "cp1252");
        assert_eq!(decode(&german, None, None).from, Some("windows-1252"));
    }

    #[test]
    fn odd_words_tell_of_other_encodings() {
        let german = "Die Straße führt über die Brücke, und die schönen Äpfel fallen.";
        let odd = |text: &str| odd_word(text).map(|at| text[at].to_string());
        assert_eq!(odd(german), None);
        assert_eq!(odd("He said “yes”, McDonald’s „nein“ café, ‚ja‘"), None);
        // DOS's é where Windows has a low mark, and Spanish of a Macintosh.
        assert_eq!(odd("Le caf‚ est ferm‚.").as_deref(), Some("caf‚"));
        assert_eq!(odd("el jard¡n huele").as_deref(), Some("jard¡n"));
        let dos = b"Die Stra\xe1e f\x81hrt \x81ber die Br\x81cke, und die sch\x94nen \x8epfel fallen.";
        assert_eq!(odd(&decode(dos, None, None).text).as_deref(), Some("f\u{81}hrt"));
    }

    #[test]
    fn pounds_are_no_letters_of_central_europe() {
        for text in [
            "The bridge cost £12,000, and the county paid.",
            "“So £4 – or 5 €,” he said.",
        ] {
            let bytes = encoded(text, "cp1252");
            assert_eq!(decode(&bytes, None, None).text, text);
        }
    }

    #[test]
    fn text_that_was_misread_before_is_told() {
        let odd = |text: &str| misread(text).map(|at| text[at].to_string());
        let found = odd("On est dÃ©jÃ\u{a0} arrivÃ©, lÃ\u{a0}-bas.");
        assert_eq!(found.as_deref(), Some("dÃ©jÃ\u{a0}"));
        assert_eq!(odd("Â« non Â», itâ€™s").as_deref(), Some("Â«"));
        assert_eq!(odd("O SÃO JOÃO É NOSSO, e a Ângela também. FRANÇA “à vista”."), None);
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let little: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big] {
            assert_eq!(decode(bytes, None, None).text, FRENCH);
        }
        let marked = [&[0xff, 0xfe][..], &little].concat();
        assert_eq!(decode(&marked, None, None).text, FRENCH);
    }

    #[test]
    fn names_are_taken_as_people_write_them() {
        for (name, known) in [
            ("cp1251", "windows-1251"),
            ("win-1252", "windows-1252"),
            ("CP866", "IBM866"),
            ("latin1", "windows-1252"),
            ("KOI8-R", "KOI8-R"),
            ("MacRoman", "macintosh"),
        ] {
            assert_eq!(named(name).map(Encoding::name), Some(known), "{name}");
        }
        assert!(named("klingon").is_none());
    }
}
