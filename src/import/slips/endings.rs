//! Words in -ise or -ize.

/// Words that end in -ise alone, or in -ize alone.
const FIXED: &[&str] = &[
    "fundrais",
    "louis",
    "advertis",
    "advis",
    "appris",
    "aris",
    "chastis",
    "circumcis",
    "compris",
    "compromis",
    "concis",
    "demis",
    "despis",
    "devis",
    "disguis",
    "enfranchis",
    "enterpris",
    "excis",
    "exercis",
    "expertis",
    "franchis",
    "improvis",
    "incis",
    "merchandis",
    "mis",
    "nois",
    "otherwis",
    "paradis",
    "practis",
    "pois",
    "prais",
    "precis",
    "premis",
    "prom",
    "promis",
    "rais",
    "ris",
    "revis",
    "supervis",
    "surmis",
    "surpris",
    "televis",
    "treatis",
    "wis",
    "vis",
    "likewis",
    "malais",
    "turquois",
    "tortois",
    "bruis",
    "cruis",
    "brais",
    "apprais",
    "uprais",
    "pra",
    "clockwis",
    "cris",
    "pros",
    "crois",
    "lis",
    "anis",
    "bis",
    "divis",
    "s",
    "pr",
    "se",
    "caps",
    "ass",
    "seiz",
    "pri",
    "siz",
    "overs",
    "downs",
    "ma",
    "res",
    "ama",
    "ga",
    "bla",
    "gra",
    "gla",
    "cra",
    "ha",
    "la",
    "ra",
];

/// Words that end in -wise: stepwise, likewise.
const WISE: &str = "wis";

/// The stem of a word in -ise or -ize, and which it is.
pub(super) fn ending(word: &str) -> Option<(&str, char)> {
    let stem = ["ation", "ations", "ing", "ed", "es", "er", "ers", "e"]
        .iter()
        .filter_map(|end| word.strip_suffix(end))
        .find(|stem| stem.ends_with("is") || stem.ends_with("iz"))?;
    let letter = stem.chars().next_back()?;
    let bare = &stem[..stem.len() - 2];
    let s_form = &stem[..stem.len() - 1];
    // Raise, fundraise; promise, compromise; the plural of metropolis.
    let ends = |known: &str| known.len() > 4 && stem.ends_with(known);
    let ends = FIXED.iter().any(|known| ends(known))
        || stem.ends_with("polis")
        || stem.ends_with(WISE);
    let fixed = ends
        || FIXED.iter().any(|known| {
            *known == bare || *known == stem || format!("{s_form}s") == *known
        });
    (bare.len() >= 3 && !fixed && word.is_ascii()).then_some((bare, letter))
}

#[cfg(test)]
mod tests {
    use super::ending;

    #[test]
    fn endings_are_told_from_words_that_have_but_one() {
        assert_eq!(ending("organised"), Some(("organ", 's')));
        assert_eq!(ending("organization"), Some(("organ", 'z')));
        for word in [
            "surprise",
            "exercised",
            "promise",
            "size",
            "prize",
            "raised",
            "otherwise",
            "stepwise",
            "pairwise",
            "revised",
        ] {
            assert_eq!(ending(word), None, "{word}");
        }
    }
}
