//! What holds for every book, tried on generated ones.
//!
//! `PROPTEST_CASES=1000 PROPTEST_RNG_SEED=7 cargo test properties` tries more and other
//! ones; without a seed of yours the books are the same in every run.

use std::collections::{BTreeMap, BTreeSet};
use std::env;

use proptest::prelude::*;
use proptest::sample::select;
use publish::document::plain_text;
use publish::geom::{Len, Size};
use publish::info::Lang;
use publish::pages::{FolioStyle, Line, LineRole, Mark, NodeId, Page, Pages, Side, Tag};
use publish::theme::Theme;
use publish::{epub, pdf, typography};

use crate::support::book::{Book, Layout};
use crate::support::reader::{epub_text, join_lines, normal, pdf_characters};

/// How many books are tried: enough to meet every pair of blocks, few enough for a build
/// without optimisation.
pub fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..Default::default() };
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    config
}

/// Words as articles type them: ligatures, accents, other scripts, quotes, dashes, markup.
const WORDS: [&str; 48] = [
    "a",
    "the",
    "of",
    "and",
    "house",
    "wall",
    "garden",
    "office",
    "affluent",
    "fjord",
    "flight",
    "find",
    "Trotsky",
    "naïve",
    "Coyoacán",
    "œuvre",
    "Straße",
    "Москва",
    "свобода",
    "λόγος",
    "counterrevolutionaries",
    "internationalisation",
    "co-operation",
    "don't",
    "\"quoted\"",
    "'single'",
    "(parenthesis)",
    "1937",
    "12-15",
    "--",
    "...",
    "end.",
    "comma,",
    "semi;",
    "why?",
    "L. D.",
    "p. 12",
    "10 km",
    "*emphasis*",
    "**strong and long**",
    "[NATO]{.smallcaps}",
    "[Mixed Caps]{.smallcaps}",
    "`code`",
    "10^th^",
    "H~2~O",
    "[las bombas]{lang=es}",
    "~~old~~",
    "[a site](https://example.org/)",
];

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(select(&WORDS[..]), count).prop_map(|words| words.join(" "))
}

/// A paragraph that no Markdown sign begins.
pub fn paragraph(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    words(count).prop_map(|words| format!("Words {words}"))
}

/// A block as Markdown. `§` stands where a note's marker may.
pub fn block() -> impl Strategy<Value = String> {
    let lines = |mark: &'static str| {
        prop::collection::vec(paragraph(1..20), 1..4).prop_map(move |lines| {
            lines.iter().map(|line| format!("{mark}{line}\n")).collect::<String>()
        })
    };
    prop_oneof![
        6 => paragraph(1..90),
        4 => paragraph(5..60).prop_map(|text| format!("{text}§")),
        1 => paragraph(1..8).prop_map(|text| format!("## {text}")),
        1 => lines("- "),
        1 => lines("1. "),
        1 => paragraph(1..50).prop_map(|text| format!("> {text}\n>\n> -- Somebody")),
        1 => lines("").prop_map(|text| format!("::: verse\n{text}:::")),
        1 => paragraph(1..40).prop_map(|text| format!("::: box {{title=\"Box\"}}\n{text}\n:::")),
        1 => paragraph(1..40).prop_map(|text| format!("::: letter {{signature=\"Me\"}}\n{text}\n:::")),
        1 => lines("").prop_map(|text| format!("Term\n: {}", text.replace('\n', " "))),
        1 => prop::collection::vec((words(1..12), words(1..6)), 1..5).prop_map(|rows| {
            let rows = rows.iter().map(|(a, b)| format!("| {a} | {b} |\n"));
            format!("| First | Second |\n|---|--:|\n{}", rows.collect::<String>())
        }),
        1 => prop::collection::vec("[a-z ]{1,90}", 1..4).prop_map(|lines| {
            format!("```\n{}\n```", lines.join("\n"))
        }),
        1 => Just("***".to_string()),
    ]
}

/// An article: blocks, and a note of any length for each marker.
pub fn article() -> impl Strategy<Value = String> {
    let blocks = prop::collection::vec(block(), 1..14);
    (blocks, prop::collection::vec(paragraph(1..120), 14)).prop_map(|(blocks, notes)| {
        let mut text = String::from("# The title of it\n\nIt begins.\n\n");
        let mut told = String::new();
        for (number, (block, note)) in blocks.iter().zip(notes).enumerate() {
            let marker = format!("[^n{number}]");
            text.push_str(&block.replace('§', &marker));
            text.push_str("\n\n");
            if block.contains('§') {
                told.push_str(&format!("{marker}: {note}\n\n"));
            }
        }
        text + &told
    })
}

/// A page, from a small one to the one of the theme; or one of two such columns.
pub fn page() -> impl Strategy<Value = (i64, i64, u8)> {
    (90..148i64, 120..210i64, 1..3u8)
}

pub fn design((width, height, columns): (i64, i64, u8)) -> impl FnOnce(&mut Theme) {
    move |theme| {
        let mm = |mm: i64| Len::from_mm(mm as f64);
        let width = mm(width) * i64::from(columns);
        theme.page.size = Size { width, height: mm(height) };
        theme.columns = columns;
        theme.page.inner = mm(12);
        theme.page.outer = mm(14);
        theme.page.top = mm(14);
        theme.page.bottom = mm(18);
    }
}

/// A hyphen that the text itself shows before a space is seen at a line's end as any other.
#[test]
fn no_more_than_two_lines_running_end_in_a_hyphen() {
    let text = "Pre- and postwar houses, two- and threefold walls, wood- and ironwork, \
        north- and southbound roads, well- and illmade doors, over- and underground rivers, \
        sea- and landborne goods, summer- and wintertime gardens, in- and outgoing letters \
        filled the first- and secondrate papers of upper- and lowercase printers.";
    for width in 90..160 {
        let laid = Book::of(text).lay_out(design((width, 210, 1)));
        let ends = lines(&laid.pages).map(|(_, _, line)| text_of(line));
        let mut run = 0;
        for text in ends {
            run = if text.trim_end().ends_with(['-', '\u{ad}', '\u{2010}']) {
                run + 1
            } else {
                0
            };
            assert!(run < 3, "{width} mm: {text}");
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn text_in_is_text_out_by_four_routes(text in article(), page in page()) {
        let laid = Book::of(&text).lay_out(design(page));
        let document = normal(&plain_text(&laid.document));

        let book = epub::write(
            &laid.document,
            &laid.theme,
            &laid.fonts,
            &epub::Options::default(),
        );
        prop_assert_eq!(normal(&epub_text(&book)), &*document, "the e-book");

        prop_assert_eq!(join_lines(&pages_text(&laid), &document), &*document, "the pages");

        let bytes = pdf::write(&laid.pages, &laid.fonts).expect("the pages are good").bytes;
        let on_pages: String = lines(&laid.pages).map(|(_, _, line)| text_of(line)).collect();
        // A compound's own hyphen is another sign at a line's end.
        let copied = pdf_characters(&bytes).replace('\u{2010}', "-");
        prop_assert_eq!(copied, on_pages, "the PDF");
    }

    #[test]
    fn no_word_of_the_source_is_lost(text in article()) {
        let laid = Book::of(&text).lay_out(|_| {});
        let document = plain_text(&laid.document);
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for word in document.split(|c: char| !c.is_alphabetic()) {
            *found.entry(word).or_default() += 1;
        }
        for word in ["Words", "counterrevolutionaries", "свобода", "λόγος", "affluent"] {
            let written = text.split(|c: char| !c.is_alphabetic()).filter(|w| *w == word);
            let found = found.get(word).copied().unwrap_or(0);
            prop_assert_eq!(found, written.count(), "{}", word);
        }
    }

    #[test]
    fn notes_stand_on_the_page_of_their_marker(text in article(), page in page()) {
        let laid = Book::of(&text).lay_out(design(page));
        let (mut markers, mut notes) = (BTreeMap::new(), BTreeMap::new());
        for (page, _, line) in lines(&laid.pages) {
            for run in &line.runs {
                match piece(&laid.pages, run.node) {
                    Piece::Marker => markers.entry(run.text.clone()).or_insert(page),
                    Piece::NoteLabel => notes.entry(run.text.clone()).or_insert(page),
                    Piece::Words | Piece::Label | Piece::Furniture => continue,
                };
            }
        }
        prop_assert_eq!(markers.len(), laid.document.notes.len());
        let told = laid.found.iter().any(|found| found.code.name() == "note-moved");
        for (label, marker) in &markers {
            let note = notes.get(label);
            prop_assert!(
                note == Some(marker) || told,
                "note {} of page {} begins on {:?}", label, marker, note
            );
        }
    }

    #[test]
    fn everything_has_its_place_in_order(text in article(), page in page()) {
        // The ornament of a scene break is furniture, its paragraph without words.
        let text = text.replace("***", "");
        let laid = Book::of(&text).lay_out(design(page));
        let mut seen = BTreeSet::new();
        for role in [LineRole::Body, LineRole::Note] {
            let mut last = None;
            // The nodes of title and imprint are made when the rest is known.
            let article = lines(&laid.pages).filter(|(page, _, line)| {
                line.role == role && numbered(&laid.pages.pages[*page])
            });
            for (_, _, line) in article {
                for node in line.runs.iter().filter_map(|run| run.node) {
                    let paragraph = lineage(&laid.pages, node)
                        .find(|id| laid.pages.structure.0[*id].tag == Tag::Paragraph);
                    if let Some(paragraph) = paragraph {
                        prop_assert!(last <= Some(paragraph), "out of order: {}", text_of(line));
                        last = Some(paragraph);
                    }
                }
            }
        }
        let all = lines(&laid.pages).flat_map(|(.., line)| &line.runs);
        for node in all.filter_map(|run| run.node) {
            seen.extend(lineage(&laid.pages, node));
        }
        for (id, node) in laid.pages.structure.0.iter() {
            if matches!(node.tag, Tag::Paragraph | Tag::Heading(..) | Tag::Note) {
                prop_assert!(seen.contains(&id), "{:?} is on no page", node.tag);
            }
        }
    }

    #[test]
    fn lines_hold_what_they_say(text in article(), page in page()) {
        let laid = Book::of(&text).lay_out(design(page));
        for (_, _, line) in lines(&laid.pages) {
            for run in &line.runs {
                let bytes: usize = run.glyphs.iter().map(|g| usize::from(g.bytes)).sum();
                prop_assert_eq!(bytes, run.text.len(), "{}", run.text);
            }
            for (run, next) in line.runs.iter().zip(line.runs.iter().skip(1)) {
                let end = run.x + advance(run);
                prop_assert!(end == next.x, "{:?} then {:?}", run.text, next.text);
            }
            let end = line.runs.last().map_or(Len::ZERO, |run| run.x + advance(run));
            prop_assert_eq!(end, line.width, "{}", text_of(line));
        }
    }

    #[test]
    fn nothing_stands_outside_the_type_area(
        text in article(),
        page in page(),
        pictures in prop::collection::vec(
            (select(vec!["", "{.across}", "{.full-page}", "{.bleed}", "{width=50%}"]), 20..700u32, 20..700u32),
            0..4,
        ),
    ) {
        let mut parts: Vec<String> = text.split("\n\n").map(str::to_string).collect();
        let mut book = Book::empty();
        for (number, (class, width, height)) in pictures.iter().enumerate() {
            let at = (2 + number * 3).min(parts.len());
            parts.insert(at, format!("![P](p{number}.svg \"Picture\"){class}"));
            let drawing = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
                 <rect width=\"9\" height=\"9\"/></svg>"
            );
            book = book.file(&format!("p{number}.svg"), drawing);
        }
        let book = book.file("case.md", parts.join("\n\n")).key("articles = [\"case.md\"]");
        let laid = book.lay_out(design(page));
        let told = ["overfull-line", "table-too-wide", "too-tall-for-page", "forced-end"];
        prop_assume!(!laid.found.iter().any(|found| told.contains(&found.code.name())));
        let (design, leading) = (&laid.theme.page, laid.theme.leading);
        // Lines stand out of the measure as far as their signs protrude. A spread may run a line
        // long; the descenders of its last line and rounding are what is added.
        let near = Len::PT / 10;
        let bottom = design.size.height - design.bottom + leading + leading / 2;
        for page in laid.pages.pages.iter().filter(|page| numbered(page)) {
            let (left, right) = match page.side {
                Side::Recto => (design.inner, design.size.width - design.outer),
                Side::Verso => (design.outer, design.size.width - design.inner),
            };
            for placed in &page.placed {
                let (x, y) = (placed.at.x, placed.at.y);
                let (begins, ends, top, foot) = match &placed.mark {
                    Mark::Line(line) if line.role == LineRole::Body || line.role == LineRole::Note => {
                        (x + line.out.0, x + line.width - line.out.1, y - leading * 4, y)
                    }
                    Mark::Picture(_, size) => (x, x + size.width, y, y + size.height),
                    Mark::Line(_) | Mark::Rule(..) | Mark::Link(..) => continue,
                };
                let bleeds = begins <= Len::ZERO && top <= Len::ZERO;
                let inside = begins + near >= left
                    && ends <= right + near
                    && top + leading * 4 + near >= design.top
                    && foot <= bottom;
                prop_assert!(bleeds || inside, "{:?} {:?} of page {:?}", placed.mark, placed.at, page.folio);
            }
        }
    }

    #[test]
    fn justified_lines_fill_the_measure_exactly(
        paragraphs in prop::collection::vec(paragraph(20..120), 1..5),
        page in page(),
    ) {
        // Words in other languages are nodes of their own; here a node is a paragraph.
        let text = paragraphs.join("\n\n").replace("{lang=es}", "{.ship}");
        let laid = Book::of(text).lay_out(design(page));
        let overfull = |found: &publish::diag::Diagnostic| found.code.name() == "overfull-line";
        prop_assume!(!laid.found.iter().any(overfull));
        let body = lines(&laid.pages)
            .filter(|(.., line)| line.role == LineRole::Body)
            .filter(|(page, ..)| numbered(&laid.pages.pages[*page]));
        let body: Vec<_> = body.collect();
        let paragraph = |line: &Line| {
            let node = line.runs.first()?.node?;
            lineage(&laid.pages, node)
                .find(|id| laid.pages.structure.0[*id].tag == Tag::Paragraph)
        };
        for pair in body.windows(2) {
            let [(page, x, line), (_, _, next)] = pair else { continue };
            if paragraph(line) != paragraph(next) {
                continue;
            }
            let design = &laid.theme.page;
            let left = match laid.pages.pages[*page].side {
                Side::Recto => design.inner,
                Side::Verso => design.outer,
            };
            let measure = laid.theme.measure();
            let step = measure + laid.theme.gutter();
            let middle = *x + line.width / 2 - left;
            let left = left + step * (middle.count() / step.count());
            let (end, right) = (*x + line.width - line.out.1, left + measure);
            if end != right {
                // Left short: filled, its spaces would be more than three times as wide.
                let spaces = spaces(line);
                let letters = (line.width - spaces) / 50;
                prop_assert!(right - end > letters + spaces * 2, "{}", text_of(line));
                continue;
            }
            let begins = *x + line.out.0;
            let first = body.iter().find(|(.., l)| paragraph(l) == paragraph(line));
            if !first.is_some_and(|(.., first)| std::ptr::eq(*first, *line)) {
                prop_assert_eq!(begins, left, "{}", text_of(line));
            }
        }
    }
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn threads_change_no_byte(text in article(), page in page()) {
        let book = Book::of(&text);
        let made = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("a few threads").install(|| {
                let laid = book.lay_out(design(page));
                let options = epub::Options::default();
                let epub = epub::write(&laid.document, &laid.theme, &laid.fonts, &options);
                (epub, pdf::write(&laid.pages, &laid.fonts).expect("the pages are good").bytes)
            })
        };
        prop_assert!(made(1) == made(8));
    }
}

/// What typographers' rules are about, in any order.
const SIGNS: [&str; 24] = [
    "word", "Word", "12", "a", "«", "»", "“", "”", "‘", "’", "\"", "'", "-", "--", "---",
    "–", "…", "...", " ", " ", "\u{a0}", "!", ":", ".",
];

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn setting_twice_changes_nothing(
        signs in prop::collection::vec(select(&SIGNS[..]), 1..14),
        tag in select(&["en-GB", "en-US", "fr", "de", "es", "it", "pt", "ru"][..]),
    ) {
        let lang = Lang::parse(tag).expect("a good tag");
        let once = typography::set_text(&signs.concat(), &lang);
        prop_assert_eq!(typography::set_text(&once, &lang), once);
    }
}

/// What a run of glyphs is.
enum Piece {
    Words,
    /// The marker of a note in the text.
    Marker,
    /// The number before a note.
    NoteLabel,
    /// A number or bullet.
    Label,
    Furniture,
}

fn piece(pages: &Pages, node: Option<NodeId>) -> Piece {
    let nodes = &pages.structure.0;
    let Some(id) = node else { return Piece::Furniture };
    let parent = nodes[id].parent.map(|parent| &nodes[parent].tag);
    if nodes[id].tag == Tag::Label {
        return Piece::Label;
    }
    let Tag::Link(words) = &nodes[id].tag else { return Piece::Words };
    match words.bytes().all(|b| b.is_ascii_digit()) {
        _ if parent == Some(&Tag::Label) => Piece::NoteLabel,
        true => Piece::Marker,
        false => Piece::Words,
    }
}

/// A node and all it lies in.
pub fn lineage(pages: &Pages, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(Some(node), |id| pages.structure.0[*id].parent)
}

/// Every line with its page and its left end.
pub fn lines(pages: &Pages) -> impl Iterator<Item = (usize, Len, &Line)> {
    pages.pages.iter().enumerate().flat_map(|(index, page)| {
        page.placed.iter().filter_map(move |placed| match &placed.mark {
            Mark::Line(line) => Some((index, placed.at.x, line)),
            Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
        })
    })
}

pub fn text_of(line: &Line) -> String {
    line.runs.iter().map(|run| run.text.as_str()).collect()
}

/// What the spaces of a line take.
fn spaces(line: &Line) -> Len {
    let of_run = |run: &publish::pages::Run| -> Len {
        let mut text = run.text.as_str();
        let spaces = run.glyphs.iter().filter(|glyph| {
            let (own, rest) = text.split_at(usize::from(glyph.bytes));
            text = rest;
            own == " "
        });
        spaces.map(|glyph| Len::raw(glyph.advance.into())).sum()
    };
    line.runs.iter().map(of_run).sum()
}

fn advance(run: &publish::pages::Run) -> Len {
    run.glyphs.iter().map(|glyph| Len::raw(glyph.advance.into())).sum()
}

/// Whether a page is of the article; what comes before it has roman numbers.
pub fn numbered(page: &Page) -> bool {
    page.folio.style == FolioStyle::Arabic
}

/// The words of the article on the pages, notes after the text.
fn pages_text(laid: &Layout) -> String {
    let (mut body, mut notes) = (String::new(), String::new());
    for (page, _, line) in lines(&laid.pages) {
        let out = match line.role {
            LineRole::Body if numbered(&laid.pages.pages[page]) => &mut body,
            LineRole::Note => &mut notes,
            LineRole::Body | LineRole::Head | LineRole::Folio => continue,
        };
        for run in &line.runs {
            match piece(&laid.pages, run.node) {
                Piece::Words if text_of(line) != laid.theme.ornament => {
                    out.push_str(&run.text);
                }
                Piece::Words
                | Piece::Marker
                | Piece::NoteLabel
                | Piece::Label
                | Piece::Furniture => {}
            }
        }
        out.push('\n');
    }
    body + &notes
}
