//! What is written is read again: the same words, the same styles, and nothing to report.

use proptest::prelude::*;

use super::super::manuscript::{
    Block, Figure, Kind, Manuscript, Picture, PictureFile, Run, Runs, Style, Table,
    VerseLine, plain, tidy,
};
use super::write;
use crate::diag::Sink;
use crate::document::{self, Inline, InlineStyle};
use crate::markdown;
use crate::source::{Files, Span};

fn parsed(text: &str) -> (markdown::Article, Vec<String>) {
    let mut files = Files::default();
    let file = files.add("a.md", text);
    let mut sink = Sink::default();
    let article = markdown::parse(file, &files.text(file), &mut sink);
    let found =
        sink.found().iter().map(|found| format!("{}: {}", found.code, found.message));
    (article, found.collect())
}

fn place() -> Span {
    Span::head(Files::default().add("x", ""))
}

fn manuscript(blocks: Vec<Block>) -> Manuscript {
    Manuscript {
        title: Some(vec![Run::Text("T".into())]),
        blocks,
        ..Manuscript::default()
    }
}

/// Each letter with its styles, in order.
fn letters(runs: &[Run], styles: &mut Vec<String>, out: &mut Vec<(char, Vec<String>)>) {
    let add = |text: &str, styles: &[String], out: &mut Vec<(char, Vec<String>)>| {
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            let mut styles = styles.to_vec();
            styles.sort();
            styles.dedup();
            out.push((c, styles));
        }
    };
    for run in runs {
        match run {
            Run::Text(text) => add(text, styles, out),
            Run::Code(text) => {
                styles.push("code".into());
                add(text, styles, out);
                styles.pop();
            }
            Run::Styled(style, runs) => {
                styles.push(format!("{style:?}"));
                letters(runs, styles, out);
                styles.pop();
            }
            Run::Link { to, runs } => {
                styles.push(to.clone());
                letters(runs, styles, out);
                styles.pop();
            }
            Run::Note(_) | Run::Picture(_) | Run::Break => {}
        }
    }
}

fn read_letters(
    row: &[Inline],
    styles: &mut Vec<String>,
    out: &mut Vec<(char, Vec<String>)>,
) {
    for inline in row {
        let (name, content): (Option<String>, &[Inline]) = match inline {
            Inline::Text { text, .. } => {
                letters(&[Run::Text(text.clone())], styles, out);
                continue;
            }
            Inline::Code { text, .. } => {
                letters(&[Run::Code(text.clone())], styles, out);
                continue;
            }
            Inline::Styled { style, content, .. } => {
                let name = match style {
                    InlineStyle::Emphasis => Some("Emphasis".to_string()),
                    InlineStyle::Strong => Some("Strong".into()),
                    InlineStyle::Strike => Some("Strike".into()),
                    InlineStyle::SmallCaps => Some("SmallCaps".into()),
                    InlineStyle::Superscript => Some("Superscript".into()),
                    InlineStyle::Subscript => Some("Subscript".into()),
                    InlineStyle::Language(tag) => {
                        Some(format!("Language({:?})", tag.to_string()))
                    }
                    InlineStyle::AsTyped
                    | InlineStyle::Anchor(_)
                    | InlineStyle::Page(_) => None,
                    InlineStyle::Class(name) => Some(name.clone()),
                };
                (name, content)
            }
            Inline::Link { to, content, .. } => match to {
                document::Target::Outside(to) => (Some(to.clone()), content),
                document::Target::Inside(_) => (None, content),
            },
            Inline::Note { .. } | Inline::Picture { .. } | Inline::Break { .. } => {
                continue;
            }
        };
        let some = name.is_some();
        styles.extend(name);
        read_letters(content, styles, out);
        if some {
            styles.pop();
        }
    }
}

/// Text of all that could be markup.
fn words() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        6 => proptest::char::range('a', 'e').prop_map(|c| c.to_string()),
        3 => Just(" ".to_string()),
        1 => prop::sample::select(vec!["A", "1", "2", "é", "я"]).prop_map(str::to_string),
        1 => prop::sample::select(vec![
            "\u{a0}", "\u{202f}", "\u{2007}", "\u{3000}", "\u{200b}", "\u{2060}", "\u{ad}", "e\u{301}", "€", "©", "中", "。", "😀",
            "’", "»", "½", "²", "\u{fe0f}", "\u{e000}",
        ]).prop_map(str::to_string),
        3 => prop::sample::select(vec![
            "*", "_", "`", "[", "]", "(", ")", "{", "}", "<", ">", "&", "#", "~", "^", "|", "\\", "!", ".", "-", "--", "+",
            "=", ":", ":::", "\"", "'", "…", "—", "“", "”", ",", "**", "[^1]", "[a](b)", "[…]", "{#x}", "{.y}", "<b>", "&amp;",
            "1. ", "# ", "> ", "- ", "***", "---", "Table: ", "http://a.org/b_c", "+++",
        ]).prop_map(str::to_string),
    ];
    prop::collection::vec(sign, 1..14).prop_map(|signs| signs.concat())
}

fn runs() -> impl Strategy<Value = Runs> {
    let leaf = prop_oneof![
        5 => words().prop_map(Run::Text),
        1 => "[a-c`|*]{1,4}".prop_map(Run::Code),
        1 => "[a-c1]{1,3}|[−+-][1a]|[an][+,.][1b]".prop_map(|text| Run::Styled(Style::Superscript, vec![Run::Text(text)])),
    ];
    let style = prop::sample::select(vec![
        Style::Emphasis,
        Style::Strong,
        Style::Strike,
        Style::SmallCaps,
        Style::Language("es".into()),
    ]);
    let within = prop::collection::vec(leaf.clone(), 1..3);
    let styled = |within: BoxedStrategy<Runs>| {
        (style.clone(), within).prop_map(|(style, mut runs)| {
            // The reader does not know raised letters within struck ones.
            if style == Style::Strike {
                runs.retain(|run| !matches!(run, Run::Styled(..)));
            }
            Run::Styled(style, runs)
        })
    };
    let link = |within: BoxedStrategy<Runs>| {
        within.prop_map(|runs| Run::Link { to: "https://a.org/x_y".into(), runs })
    };
    let text = words().prop_map(|text| vec![Run::Text(text)]).boxed();
    let one = styled(within.boxed()).boxed();
    let deeper = prop_oneof![
        3 => leaf.clone(),
        2 => one.clone().prop_filter("struck letters stand in none", |run| !is_struck(run)),
        1 => link(text.clone()),
    ];
    let deeper = prop::collection::vec(deeper, 1..3).boxed();
    let nested =
        styled(deeper).prop_filter("struck letters hold none", |run| !is_struck(run));
    let linked =
        prop_oneof![2 => text, 1 => one.clone().prop_map(|run| vec![run])].boxed();
    prop::collection::vec(
        prop_oneof![8 => leaf, 3 => one, 2 => nested, 2 => link(linked), 2 => Just(Run::Break)],
        1..6,
    )
    .prop_map(tidy)
}

fn is_struck(run: &Run) -> bool {
    matches!(run, Run::Styled(Style::Strike, _))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without the spaces that may be others; no-break spaces are signs.
fn signs(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paragraphs_are_read_as_they_were(runs in runs()) {
        prop_assume!(!plain(&runs).trim().is_empty());
        let text = write(&manuscript(vec![Block::paragraph(runs.clone(), place())]), &[]);
        let (article, found) = parsed(&text);
        prop_assert_eq!(found, Vec::<String>::new(), "{}", text);
        prop_assert_eq!(article.blocks.len(), 1, "{}", text);
        let Some(content) = article.blocks[0].paragraph() else {
            return Err(TestCaseError::fail(format!("no paragraph: {text}")));
        };
        let read = document::inline_text(content);
        prop_assert_eq!(squeezed(&read), squeezed(&plain(&runs)), "{}", text);
        prop_assert_eq!(signs(&read), signs(&plain(&runs)), "{}", text);
        let (mut own, mut its) = (Vec::new(), Vec::new());
        letters(&runs, &mut Vec::new(), &mut own);
        read_letters(content, &mut Vec::new(), &mut its);
        prop_assert_eq!(its, own, "{}", text);
    }

    #[test]
    fn titles_are_read_as_they_were(words in words()) {
        let title = tidy(vec![Run::Text(words)]);
        prop_assume!(plain(&title).chars().any(char::is_alphanumeric));
        let manuscript = Manuscript { title: Some(title.clone()), ..Manuscript::default() };
        let text = write(&manuscript, &[]);
        let (article, found) = parsed(&text);
        prop_assert_eq!(found, Vec::<String>::new(), "{}", text);
        let read = article.title.map(|title| document::inline_text(&title)).unwrap_or_default();
        prop_assert_eq!(squeezed(&read), squeezed(&plain(&title)), "{}", text);
    }

    #[test]
    fn blocks_keep_their_words(all in prop::collection::vec((0_u8..9, runs(), runs()), 1..6)) {
        let at = place();
        let mut blocks = Vec::new();
        for (kind, one, two) in all {
            let has_words = |runs: &Runs| plain(runs).contains(char::is_alphanumeric);
            if !has_words(&one) || !has_words(&two) {
                continue;
            }
            let paragraph = |runs: &Runs| Block::paragraph(runs.clone(), at);
            let flat = |runs: &Runs| tidy(runs.iter().cloned().map(|run| if run == Run::Break { Run::Text(" ".into()) } else { run }).collect());
            let kind = match kind {
                0 => Kind::Heading { level: 1, runs: flat(&one) },
                1 => Kind::Quote { blocks: vec![paragraph(&one), paragraph(&two)], attribution: Some(flat(&two)) },
                2 => Kind::List { start: None, items: vec![vec![paragraph(&one)], vec![paragraph(&two), paragraph(&one)]] },
                3 => Kind::List { start: Some(7), items: vec![vec![paragraph(&one)], vec![paragraph(&two)]] },
                4 => Kind::Verse {
                    stanzas: vec![
                        vec![VerseLine { indent: 0, runs: flat(&one) }, VerseLine { indent: 1, runs: flat(&two) }],
                        vec![VerseLine { indent: 0, runs: flat(&two) }],
                    ],
                    attribution: None,
                },
                5 => Kind::Table(Table { caption: None, head: vec![one.clone(), two.clone()], rows: vec![vec![two.clone(), one.clone()]] }),
                6 => Kind::Definitions(vec![(flat(&one), vec![paragraph(&two)])]),
                7 => Kind::Figure(Figure {
                    pictures: vec![Picture { file: 0, alt: Some("a [b] \"c\"".into()), decorative: false }],
                    caption: Some(one.clone()),
                    credit: Some(flat(&two)),
                    hint: None,
                }),
                _ => Kind::Quote { blocks: vec![paragraph(&one), paragraph(&two)], attribution: None },
            };
            blocks.push(Block::new(kind, at));
        }
        prop_assume!(!blocks.is_empty());
        let mut manuscript = manuscript(blocks);
        manuscript.pictures.push(PictureFile { name: "a.png".into(), bytes: Vec::new() });
        let text = write(&manuscript, &["pictures/a.png".into()]);
        let (article, found) = parsed(&text);
        prop_assert_eq!(found, Vec::<String>::new(), "{}", text);
        prop_assert_eq!(article.blocks.len(), manuscript.blocks.len(), "{}", text);
        let read: String = article.blocks.iter().map(document::block_text).collect::<Vec<_>>().join("\n");
        let mut own = String::new();
        super::super::manuscript::runs_mut(&mut manuscript.blocks, &mut |runs, _| own += &format!("{}\n", plain(runs)));
        prop_assert_eq!(squeezed(&read), squeezed(&own), "{}", text);
    }
}

#[test]
fn editorial_dots_are_neither_link_nor_span() {
    let runs = vec![Run::Text("He wrote […] and [sic] [a](b) and […]{x} all.".into())];
    let text = write(&manuscript(vec![Block::paragraph(runs, place())]), &[]);
    assert!(
        text.contains("He wrote […] and [sic] [a\\](b) and […\\]\\{x} all."),
        "{text}"
    );
    assert!(parsed(&text).1.is_empty());
}
