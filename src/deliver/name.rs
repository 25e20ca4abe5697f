//! Names of files that every device can keep: those of FAT32 and exFAT are the narrowest.

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

use super::ending;

/// The most bytes of a name. FAT takes 255 units of UTF-16, other systems 255 bytes; the name of
/// the file that is written aside is longer than this one.
const MOST: usize = 180;

/// Names that Windows keeps for its devices, whatever ending follows (learn.microsoft.com, "Naming
/// Files, Paths, and Namespaces").
const KEPT: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name as a device takes it: no sign that FAT forbids, no point or blank at its ends (a point
/// before it would hide the book), none of Windows's own names, not too long, its letters composed
/// (macOS parts them from their marks, and fonts of readers do not put them together again). The
/// ending stays.
pub fn safe(name: &str) -> String {
    let name = &*ComposingNormalizerBorrowed::new_nfc().normalize(name);
    let ending = ending(name);
    let stem: String = name[..name.len() - ending.len()].chars().map(allowed).collect();
    let ending: String = ending.chars().map(allowed).collect();
    let stem = stem.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let mut out = String::new();
    for letter in stem.graphemes(true) {
        if out.len() + letter.len() + ending.len() > MOST {
            break;
        }
        out.push_str(letter);
    }
    let mut out = out.trim_end_matches(['.', ' ']).to_string();
    if out.is_empty() {
        out.push_str("book");
    }
    // It is what stands before the first point that counts.
    let first = out.split('.').next().unwrap_or("").trim_end().to_lowercase();
    let port = |name: &str| {
        let digit = first.strip_prefix(name).filter(|digit| digit.chars().count() == 1);
        digit.is_some_and(|digit| {
            digit.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c))
        })
    };
    if KEPT.contains(&first.as_str()) || port("com") || port("lpt") {
        out.insert(0, '_');
    }
    out + ending.trim_end_matches(['.', ' '])
}

/// What two names have in common that are one name to a disk which knows neither case nor how a
/// letter with a mark is written (FAT32 and exFAT, that of macOS).
pub fn folded(name: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(&name.to_lowercase()).into_owned()
}

fn allowed(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '\u{FFFD}' => '_',
        c if c.is_control() => '_',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_fat_takes() {
        let cases = [
            ("coyoacan.kepub.epub", "coyoacan.kepub.epub"),
            ("Ein Haus in Coyoacán.epub", "Ein Haus in Coyoacán.epub"),
            ("what? <a/b> \"c\"|d*\\e:f.epub", "what_ _a_b_ _c__d__e_f.epub"),
            ("line\nbreak\u{7}.pdf", "line_break_.pdf"),
            (" . hidden. .epub", "hidden.epub"),
            ("...epub", "book.epub"),
            (".epub", "epub"),
            ("nul.epub", "_nul.epub"),
            ("Con.part.epub", "_Con.part.epub"),
            ("COM1.epub", "_COM1.epub"),
            ("com10.epub", "com10.epub"),
            ("concert.epub", "concert.epub"),
            ("Coyoaca\u{301}n.epub", "Coyoacán.epub"),
            ("", "book"),
            ("..", "book"),
        ];
        for (name, wanted) in cases {
            assert_eq!(safe(name), wanted, "{name:?}");
        }
    }

    #[test]
    fn names_are_compared_without_case_and_in_composed_letters() {
        assert_eq!(folded("COYOACA\u{301}N.epub"), folded("Coyoacán.epub"));
        assert_eq!(folded("İ.epub"), folded("I\u{307}.epub"));
        assert_ne!(folded("Coyoacan.epub"), folded("Coyoacán.epub"));
    }

    #[test]
    fn long_names_are_cut_between_letters_before_their_ending() {
        for letter in ["a", "é", "x\u{301}", "👩‍👩‍👧", "字"] {
            let name = format!("{}.kepub.epub", letter.repeat(300));
            let safe = safe(&name);
            assert!(safe.len() <= MOST, "{}", safe.len());
            let stem = safe.strip_suffix(".kepub.epub").expect("the ending stays");
            assert_eq!(stem, letter.repeat(stem.len() / letter.len()));
            assert!(!stem.is_empty());
        }
    }
}
