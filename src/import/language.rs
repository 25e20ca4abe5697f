//! Which language a text is in.

use std::collections::BTreeMap;

use whatlang::Lang;

use super::manuscript::{Block, Kind, Manuscript, Run, Style, plain, retidy, runs_mut};

/// A language tag, and whether it is certain.
pub(super) struct Told {
    pub tag: &'static str,
    pub sure: bool,
}

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 20_000;

/// The language of a text, as a tag; English where nothing can be told.
pub(super) fn language(text: &str) -> Told {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let looked = &text[..end];
    let Some(info) = whatlang::detect(looked) else {
        return Told { tag: english(looked), sure: false };
    };
    // Other languages of the script are often taken for a small neighbour in short texts.
    let sure = info.is_reliable() && looked.len() > 200;
    let tag = tag(info.lang()).unwrap_or_else(|| english(looked));
    Told { tag, sure }
}

/// Whether words that are marked with one language are in another, that of the text around them.
pub(super) fn is_rather(words: &str, marked: &str, other: &str) -> bool {
    const FEWEST_WORDS: usize = 6;
    let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
    let known = |wanted: &str| {
        Lang::all().iter().copied().find(|lang| {
            let own = if *lang == Lang::Eng { Some("en") } else { tag(*lang) };
            own.is_some_and(|own| own == first(wanted))
        })
    };
    let (Some(marked), Some(other)) = (known(marked), known(other)) else { return false };
    let detector = whatlang::Detector::with_allowlist(vec![marked, other]);
    let found = detector.detect(words);
    words.split_whitespace().count() >= FEWEST_WORDS
        && found.is_some_and(|found| found.lang() == other && found.confidence() > 0.5)
}

/// A tag that a file states, in the case that tags have: `DE` is `de`, `EN-us` is `en-US`.
pub(super) fn stated(tag: &str) -> Option<String> {
    let parsed = crate::info::Lang::parse(tag.trim())?.to_string();
    let parts = parsed.split('-').enumerate().map(|(at, part)| match (at, part.len()) {
        (0, _) => part.to_lowercase(),
        (_, 2) => part.to_uppercase(),
        _ => part.to_string(),
    });
    Some(parts.collect::<Vec<_>>().join("-"))
}

/// The language that more than half of a text is marked with, where it is not the one stated: word
/// processors have one of their own for what nobody marked.
pub(super) fn marked(manuscript: &Manuscript) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for block in &manuscript.blocks {
        let whole = block.language.clone();
        runs_mut(&mut [block.clone()], &mut |runs, _| {
            for run in runs.iter() {
                let own = match run {
                    Run::Styled(Style::Language(tag), _) => Some(tag.clone()),
                    Run::Text(_)
                    | Run::Code(_)
                    | Run::Styled(..)
                    | Run::Link { .. }
                    | Run::Note(_)
                    | Run::Picture(_)
                    | Run::Break => whole.clone(),
                };
                let words = plain(std::slice::from_ref(run));
                let count = words.chars().filter(|c| c.is_alphabetic()).count();
                all += count;
                if let Some(tag) = own {
                    *counts.entry(tag).or_default() += count;
                }
            }
        });
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| count * 2 > all).map(|(tag, _)| tag)
}

/// Gives a manuscript its language; what was marked as being in it needs no mark.
pub(super) fn settle(manuscript: &mut Manuscript, tag: &str) {
    manuscript.language = Some(tag.to_string());
    let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
    let own = first(tag);
    unmark(&mut manuscript.blocks, &own);
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        runs_mut(blocks, &mut |runs, _| {
            let mut out = Vec::new();
            for run in std::mem::take(runs) {
                match run {
                    Run::Styled(Style::Language(tag), within) if first(&tag) == own => {
                        out.extend(within);
                    }
                    Run::Text(_)
                    | Run::Code(_)
                    | Run::Styled(..)
                    | Run::Link { .. }
                    | Run::Note(_)
                    | Run::Picture(_)
                    | Run::Break => out.push(run),
                }
            }
            *runs = retidy(out);
        });
    }
}

/// Takes the mark of a language off blocks.
fn unmark(blocks: &mut [Block], own: &str) {
    for block in blocks {
        let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
        block.language.take_if(|tag| first(tag) == own);
        match &mut block.kind {
            Kind::Quote { blocks, .. } => unmark(blocks, own),
            Kind::List { items, .. } => items.iter_mut().for_each(|it| unmark(it, own)),
            Kind::Definitions(terms) => {
                terms.iter_mut().for_each(|(_, meaning)| unmark(meaning, own));
            }
            Kind::Paragraph(_)
            | Kind::Heading { .. }
            | Kind::Verse { .. }
            | Kind::Table(_)
            | Kind::Figure(_)
            | Kind::Code(_)
            | Kind::Dateline(_)
            | Kind::Break => {}
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the detector knows many more")]
fn tag(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => return None,
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Ell => "el",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Cat => "ca",
        Lang::Tur => "tr",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Lat => "la",
        Lang::Epo => "eo",
        Lang::Afr => "af",
        Lang::Ind => "id",
        Lang::Mkd => "mk",
        Lang::Hye => "hy",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Vie => "vi",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        _ => return None,
    })
}

/// British or American, by words that are spelt in two ways.
fn english(text: &str) -> &'static str {
    const AMERICAN: [&str; 14] = [
        "color", "labor", "honor", "favor", "neighbor", "behavior", "center", "theater",
        "defense", "program", "gray", "traveled", "toward", "organize",
    ];
    const BRITISH: [&str; 14] = [
        "colour",
        "labour",
        "honour",
        "favour",
        "neighbour",
        "behaviour",
        "centre",
        "theatre",
        "defence",
        "programme",
        "grey",
        "travelled",
        "towards",
        "organise",
    ];
    let (mut american, mut british) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let word = word.to_lowercase();
        american += usize::from(AMERICAN.iter().any(|known| word.starts_with(known)));
        british += usize::from(BRITISH.iter().any(|known| word.starts_with(known)));
    }
    // `toward` begins `towards`, `program` begins `programme`.
    if american > 2 * british { "en-US" } else { "en-GB" }
}

#[cfg(test)]
mod tests {
    use super::is_rather;

    #[test]
    fn words_that_are_marked_wrongly_are_known() {
        let english = "the reason for all of this is that the members of the committee did not speak to one another";
        assert!(is_rather(english, "it-IT", "en-GB"));
        assert!(is_rather(english, "de-DE", "en"));
        assert!(!is_rather(
            "nel mezzo del cammin di nostra vita mi ritrovai",
            "it",
            "en"
        ));
        assert!(!is_rather("esta es la casa en que vivió Diego", "es-ES", "en-GB"));
        assert!(!is_rather("Rosa dei venti", "it", "en"));
    }
}
