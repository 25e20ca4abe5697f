//! Texts of all the kinds that pages have, in any order, and shreds of them.

use proptest::prelude::*;

/// Paragraphs of all the kinds that pages have, in any order.
fn paragraph() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "house",
        "garden",
        "wall",
        "Coyoacán",
        "don't",
        "1940",
        "the",
        "of",
        "cacti",
        "[…]",
        "[sic]",
        "(so)",
        "–",
        "-",
        "--",
        "...",
        "\"yes\"",
        "‘no’",
        "*",
        "_",
        "#1",
        "a_b",
        "x^2",
        "{y}",
        "<z>",
        "&c.",
        "`",
        "~",
        "|",
        "£5-£7",
        "1936-1939",
    ]);
    let sentence = prop::collection::vec(word, 3..40)
        .prop_map(|words| format!("{}.", words.join(" ")));
    prop_oneof![
        6 => sentence.clone(),
        1 => sentence.clone().prop_map(|text| format!("\"{text}\"")),
        1 => sentence.clone().prop_map(|text| format!("“{text}” (A. Author, 1940)")),
        1 => sentence.clone().prop_map(|text| format!("\"{text}")),
        1 => sentence.clone().prop_map(|text| format!("- {text}\n- {text}")),
        1 => sentence.clone().prop_map(|text| format!("1. {text}\n\n2. {text}")),
        1 => Just("Garden3 Image own workThe courtyard in 1939 / Image: own work".to_string()),
        1 => Just("The garden".to_string()),
        1 => Just("Was it worth it?".to_string()),
        1 => Just("Madrid, May 3, 1998.".to_string()),
        1 => Just("* * *".to_string()),
        1 => Just("By Ann Author".to_string()),
        1 => Just("Subscribe to our newsletter".to_string()),
        1 => Just("Tiger, tiger, burning bright,\nIn the forests of the night,\nWhat immortal hand or eye".to_string()),
    ]
}

/// What captions, bylines, dates and buttons consist of, with letters whose small form has another
/// length, and signs of several bytes.
fn shreds() -> impl Strategy<Value = String> {
    let shred = prop::sample::select(vec![
        "Photo",
        "Foto:",
        "Source:",
        "Bild",
        "Credit",
        "Фото",
        "Image by",
        "©",
        "(",
        ")",
        "/",
        "|",
        "–",
        "·",
        "[",
        "]",
        ":",
        ".",
        "Tom Rook",
        "İstanbul",
        "ẞ",
        "K",
        "Ⱥ",
        "DŽ",
        "By",
        "Von",
        "Posted by",
        "Published on",
        "3 May 1998",
        "May 3, 1998",
        "12.5.2001",
        "Subscribe",
        "5 min read",
        "wall.jpg",
        "Garden3",
        "own work",
        "Text:",
        "Fotos:",
        "Photos by",
        "Dr.",
        "Ph.D.",
        "and",
        ",",
        "«",
        "»",
        "\"",
        "„",
        "“",
        "New York",
        "Fig. 3",
        "Figure 3:",
        "1)",
        "-",
        "•",
        "№",
        "\u{a0}",
        "\u{202f}",
        "e\u{301}",
    ]);
    let gap = prop::sample::select(vec!["", " ", "\n"]);
    prop::collection::vec((shred, gap), 1..12).prop_map(|shreds| {
        shreds.into_iter().map(|(shred, gap)| format!("{shred}{gap}")).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shreds_of_captions_end_in_a_report(head in shreds(), middle in shreds(), end in shreds()) {
        let prose = "The harbour was dug in 1812 by prisoners, who had nothing better to do. ".repeat(2);
        let text = format!("{head}\n\n{prose}\n\n{middle}\n\n{prose}\n\n{end}\n");
        super::import_bytes("shreds.txt", text.as_bytes());
        let page = format!("<article><h1>{head}</h1><p>{middle}</p><p>{prose}</p><figure><img src=w.jpg><figcaption>{end}</figcaption></figure><p>{prose}</p></article>");
        super::import_bytes("shreds.html", page.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_keep_every_word(paragraphs in prop::collection::vec(paragraph(), 1..14)) {
        let text = format!("The House: A Story\n\n{}\n", paragraphs.join("\n\n"));
        super::words::text_in_is_text_out("generated.txt", &text);
    }

    #[test]
    fn any_bytes_end_in_files_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,4}\\.(txt|html|docx|odt|fodt|md)") {
        let imported = super::import_bytes(&name, &bytes);
        prop_assert!(!imported.written.is_empty() || imported.found.iter().any(|found| found.severity == publish::diag::Severity::Error));
    }
}
