//! What articles of the front and back matter are, in the vocabulary of EPUB.

/// What an article of the front or back matter is, by the first word of its title: the
/// type in the EPUB vocabulary; its ARIA role is the same with `doc-` before it.
pub(super) fn matter(title: &str) -> Option<&'static str> {
    const TABLE: [(&str, &[&str]); 12] = [
        (
            "preface",
            &["preface", "préface", "prefacio", "prefazione", "prefácio", "предисловие"],
        ),
        (
            "foreword",
            &["foreword", "avant-propos", "vorwort", "geleitwort", "prólogo", "premessa"],
        ),
        (
            "introduction",
            &[
                "introduction",
                "einleitung",
                "introducción",
                "introduzione",
                "introdução",
                "введение",
            ],
        ),
        ("prologue", &["prologue", "prolog", "prologo", "пролог"]),
        ("epilogue", &["epilogue", "épilogue", "epilog", "epílogo", "epilogo", "эпилог"]),
        (
            "afterword",
            &[
                "afterword",
                "postface",
                "nachwort",
                "posfacio",
                "postfazione",
                "posfácio",
                "послесловие",
            ],
        ),
        (
            "acknowledgments",
            &[
                "acknowledgments",
                "acknowledgements",
                "remerciements",
                "danksagung",
                "agradecimientos",
                "ringraziamenti",
                "agradecimentos",
                "благодарности",
            ],
        ),
        (
            "bibliography",
            &[
                "bibliography",
                "bibliographie",
                "bibliografía",
                "bibliografia",
                "библиография",
            ],
        ),
        (
            "glossary",
            &[
                "glossary",
                "glossaire",
                "glossar",
                "glosario",
                "glossario",
                "glossário",
                "глоссарий",
            ],
        ),
        (
            "conclusion",
            &[
                "conclusion",
                "schluss",
                "conclusión",
                "conclusione",
                "conclusão",
                "заключение",
            ],
        ),
        (
            "dedication",
            &[
                "dedication",
                "dédicace",
                "widmung",
                "dedicatoria",
                "dedica",
                "dedicatória",
                "посвящение",
            ],
        ),
        ("colophon", &["colophon", "kolophon", "colofón", "colofão"]),
    ];
    let first = title.split([' ', '\u{a0}', ':', ',']).next()?.to_lowercase();
    TABLE.iter().find(|(_, words)| words.contains(&&*first)).map(|(kind, _)| *kind)
}
