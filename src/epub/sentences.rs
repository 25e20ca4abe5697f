//! Where sentences end: Unicode's rule (UAX 29), and what a language knows better.

use unicode_segmentation::UnicodeSegmentation;

/// Where sentences end in a text, in bytes, each behind the spaces that follow it; the end of
/// the text is not among them. `lang` is a tag of BCP 47.
pub(super) fn ends(text: &str, lang: &str) -> Vec<usize> {
    let lang = lang.split('-').next().unwrap_or("");
    let starts = text.split_sentence_bound_indices().map(|(at, _)| at).skip(1);
    let ends = starts.map(|at| behind_quote(text, at));
    let asked = if lang == "el" { questions(text) } else { Vec::new() };
    let ends = ends.filter(|&at| at < text.len() && is_end(text, at, lang));
    let mut ends: Vec<usize> = ends.chain(asked).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Where Greek questions end: their mark looks like a semicolon, which the rule knows for none.
fn questions(text: &str) -> Vec<usize> {
    let ends = text.match_indices([';', '\u{37e}']).filter_map(|(at, mark)| {
        let rest = text[at + mark.len()..].trim_start_matches(['»', '”', '’', ')']);
        let next = rest.trim_start();
        let begins = next.trim_start_matches(['«', '“', '‘', '(']);
        let begins = begins.starts_with(char::is_uppercase);
        (begins && next.len() < rest.len()).then_some(text.len() - next.len())
    });
    ends.collect()
}

/// French sets a space before its closing quotation mark, and the mark ends what it quotes.
fn behind_quote(text: &str, at: usize) -> usize {
    let spaced = text[..at].ends_with(['\u{a0}', '\u{202f}']);
    match text[at..].strip_prefix('»') {
        Some(rest) if spaced => text.len() - rest.trim_start().len(),
        Some(_) | None => at,
    }
}

fn is_end(text: &str, at: usize, lang: &str) -> bool {
    let (before, after) = text.split_at(at);
    if before.ends_with('\n') {
        return true;
    }
    let next = after.chars().find(|c| c.is_alphanumeric());
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    let closing = |c: char| c.is_whitespace() || "”’“‘»«›‹)]\"'".contains(c);
    let Some(stopped) = before.trim_end_matches(closing).strip_suffix('.') else {
        return true;
    };
    let opening = |c: char| c.is_whitespace() || "“„‘‚”’«»‹›([\"'-–—/.".contains(c);
    let word = stopped.rsplit(opening).next().unwrap_or("");
    let mut letters = word.chars();
    let initial = match (letters.next(), letters.next()) {
        (Some(only), None) => only.is_alphabetic(),
        (Some(_) | None, _) => false,
    };
    let number = next.is_some_and(char::is_numeric);
    let table = ABBREVIATIONS.iter().find(|table| table.lang == lang);
    let known = table.is_some_and(|table| {
        table.always.contains(&word)
            || number && table.numbers.contains(&word)
            || table.ordinals && is_ordinal(word)
    });
    !initial && !known
}

/// The 5 of "5. Mai", the XIX of "XIX. Jahrhundert". A year ends its sentence.
fn is_ordinal(word: &str) -> bool {
    let digits = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    !word.is_empty() && (digits || word.bytes().all(|byte| b"IVXLC".contains(&byte)))
}

/// The words of a language that a stop shortens.
struct Abbreviations {
    lang: &'static str,
    /// Those that end no sentence. What may end one (*etc.*, *usw.*) is not among them.
    always: &'static [&'static str],
    /// Those that end none before a number.
    numbers: &'static [&'static str],
    /// Whether a stop makes a number the fifth.
    ordinals: bool,
}

/// By language; single letters end no sentence anywhere.
const ABBREVIATIONS: [Abbreviations; 8] = [
    Abbreviations {
        lang: "en",
        always: &[
            "Mr", "Mrs", "Ms", "Messrs", "Dr", "Prof", "Rev", "Hon", "Gen", "Col", "Maj",
            "Capt", "Lt", "Sgt", "Gov", "Sen", "Rep", "St", "Mt", "vs", "cf", "eg", "ie",
            "ca", "viz", "ed", "eds", "trans",
        ],
        numbers: &[
            "No", "Nos", "no", "nos", "vol", "vols", "Vol", "p", "pp", "ch", "fig",
            "Fig", "sec", "art", "par", "fol", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept",
            "Oct", "Nov", "Dec",
        ],
        ordinals: false,
    },
    Abbreviations {
        lang: "de",
        always: &[
            "Hr", "Hrn", "Fr", "Frl", "Dr", "Prof", "Dipl", "Ing", "St", "bzw", "ca",
            "vgl", "Vgl", "evtl", "ggf", "sog", "geb", "gest", "Hg", "Hrsg", "hrsg",
            "Aufl", "Jh", "Jhs", "insb", "bes", "resp", "zit", "Anm", "Übers", "Nr",
            "Nrn",
        ],
        numbers: &[
            "Bd", "Bde", "Abb", "Abs", "Art", "Kap", "Tab", "Str", "Sp", "Jg", "um",
        ],
        ordinals: true,
    },
    Abbreviations {
        lang: "fr",
        always: &[
            "MM", "Mr", "Mgr", "Dr", "Pr", "St", "Ste", "cf", "Cf", "éd", "env", "ex",
        ],
        numbers: &[
            "pp", "vol", "chap", "fig", "art", "no", "nos", "n°", "t", "av", "apr",
            "janv", "févr", "avr", "juill", "sept", "oct", "nov", "déc",
        ],
        ordinals: false,
    },
    Abbreviations {
        lang: "es",
        always: &[
            "Sr", "Sra", "Srta", "Sres", "Dr", "Dra", "Dña", "Ud", "Uds", "Vd", "Vds",
            "Lic", "Ing", "Gral", "Cnel", "Sto", "Sta", "EE", "cf", "ej",
        ],
        numbers: &[
            "pág", "págs", "pp", "núm", "núms", "vol", "cap", "art", "fig", "ed", "aprox",
        ],
        ordinals: false,
    },
    Abbreviations {
        lang: "it",
        always: &[
            "sig", "Sig", "sigg", "Dott", "dott", "Prof", "prof", "Avv", "avv", "On",
            "cfr",
        ],
        numbers: &["pag", "pagg", "pp", "vol", "cap", "art", "fig", "num", "sec"],
        ordinals: false,
    },
    Abbreviations {
        lang: "pt",
        always: &[
            "Sr", "Sra", "Srs", "Dr", "Dra", "Prof", "Profa", "Eng", "Exmo", "cf", "ex",
        ],
        numbers: &["pág", "págs", "pp", "núm", "vol", "cap", "art", "fig", "ed"],
        ordinals: false,
    },
    Abbreviations {
        lang: "ru",
        always: &[
            "им", "проф", "акад", "гр", "тов", "св", "ср", "см", "напр", "ул", "пр",
        ],
        numbers: &["стр", "рис", "табл", "гл", "ст", "вып", "изд", "ок"],
        ordinals: false,
    },
    Abbreviations {
        lang: "el",
        always: &["κ", "κα", "βλ", "πρβλ", "λ.χ", "π.χ", "δηλ", "Αγ", "Δρ"],
        numbers: &["σελ", "σσ", "αρ", "τόμ", "κεφ", "εικ"],
        ordinals: false,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'a>(text: &'a str, lang: &str) -> Vec<&'a str> {
        let mut out = Vec::new();
        let mut done = 0;
        for at in ends(text, lang) {
            out.push(&text[done..at]);
            done = at;
        }
        out.push(&text[done..]);
        out
    }

    /// Each `|` is an end.
    #[track_caller]
    fn holds(lang: &str, marked: &str) {
        let text = marked.replace('|', "");
        assert_eq!(cut(&text, lang).join("|"), marked);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        holds("en", "It rained. |We stayed. |“Why?” she asked. |“No!” |He left.");
        holds("el", "«Γιατί;» |Διότι δεν ήταν εκεί· και όμως; ίσως. |Πού; |Εδώ.");
        holds("en", "It cost 3.50 in all. |J. R. R. Tolkien and Mr. Smith met Dr. Who.");
        holds("en", "See No. 5 and vol. 3. |The answer was no. |Then nothing.");
        holds("en-GB", "She wrote in 1938. |Nobody read it… and so on.");
        holds(
            "de",
            "Das gilt z. B. Hunden, d. h. Tieren. |Am 5. Mai kam Nr. 5 Berta an.",
        );
        holds("de", "Im XIX. Jahrhundert, vgl. Marx. |Es war 1848. |„Gut.“ |Sie ging.");
        holds(
            "fr",
            "M. Dupont arriva. |«\u{a0}Quoi\u{202f}!\u{a0}» |Il partit, cf. Hugo.",
        );
        holds("fr", "«\u{a0}Quoi\u{202f}?\u{a0}» dit-il. |Rien, dit M. et Mme Petit.");
        holds(
            "es",
            "El Sr. Pérez vino. |¿Quién? |¡Nadie! |Véase la pág. 5 y el Dr. Ruiz.",
        );
        holds("ru", "Он жил на ул. Ленина, см. Главу. |Потом А. С. Пушкин уехал. |Всё.");
        holds("", "A line\n|Another line\n|and a third");
    }

    #[test]
    fn odd_text_is_no_trouble() {
        for text in ["", ".", "...", "»", "\u{a0}»", ". .", "!»\u{a0}»", "é.» "] {
            assert_eq!(cut(text, "fr").concat(), text);
        }
    }
}
