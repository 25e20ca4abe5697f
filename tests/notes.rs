//! Notes of both series, at the foot of pages and at the end of articles and books: each is
//! cited and stands where it belongs, links lead both ways, and no word is lost.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use publish::document::{Document, NoteId, Series, plain_text};
use publish::epub;
use publish::geom::Len;
use publish::pages::{Goal, Line, LineRole, Mark, NodeId, Pages, Tag};
use publish::theme::{EditorMarks, NoteNumbers, NotePlace, Notes};

use crate::properties::{
    block, config, design, lineage, lines, numbered, page, paragraph, text_of,
};
use crate::support::book::{Book, Layout};
use crate::support::reader::{epub_file, epub_text, join_lines, normal};
use crate::support::tools::Tool;

/// An article with notes of both series, many of them short.
fn article() -> impl Strategy<Value = String> {
    let note = prop_oneof![2 => paragraph(0..4), 1 => paragraph(1..90)];
    let blocks = prop::collection::vec((block(), any::<bool>(), note), 1..16);
    blocks.prop_map(|blocks| {
        let mut text = String::from("# The title of it\n\nIt begins.\n\n");
        let mut told = String::new();
        for (number, (block, editors, note)) in blocks.iter().enumerate() {
            let marker = match editors {
                true => format!("[^ed:n{number}]"),
                false => format!("[^n{number}]"),
            };
            text.push_str(&block.replace('§', &marker));
            text.push_str("\n\n");
            if block.contains('§') {
                told.push_str(&format!("{marker}: {note}\n\n"));
            }
        }
        text + &told
    })
}

fn notes(print: &'static [NotePlace]) -> impl Strategy<Value = Notes> {
    let numbers = select(&[NoteNumbers::Article, NoteNumbers::Page, NoteNumbers::Book]);
    let marks = select(&[EditorMarks::Symbols, EditorMarks::Letters]);
    (select(print), numbers, marks, any::<bool>()).prop_map(
        |(print, numbers, marks, share_lines)| Notes {
            print,
            numbers,
            marks,
            share_lines,
            ..Notes::default()
        },
    )
}

fn lay_out(text: &str, page: (i64, i64, u8), notes: Notes) -> Layout {
    Book::of(text).lay_out(|theme| {
        design(page)(theme);
        theme.notes = notes;
    })
}

const FOOT: &[NotePlace] = &[NotePlace::Foot];
const END: &[NotePlace] = &[NotePlace::Article, NotePlace::Book];
const ANYWHERE: &[NotePlace] = &[NotePlace::Foot, NotePlace::Article, NotePlace::Book];

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn notes_stand_on_the_page_of_their_marker(
        text in article(), page in page(), notes in notes(FOOT),
    ) {
        let laid = lay_out(&text, page, notes);
        let told = laid.found.iter().any(|found| found.code.name() == "note-moved");
        let (markers, labels) = (markers(&laid), labels(&laid));
        prop_assert_eq!(labels.len(), laid.document.notes.len(), "each stands once");
        for (id, (marker, mark)) in &markers {
            let (label, own) = &labels[id];
            prop_assert!(label == marker || told, "a note of page {marker} is on {label}");
            prop_assert_eq!(own.trim_end_matches('.'), mark, "both say the same");
        }
    }

    #[test]
    fn notes_are_counted_as_the_book_wants(
        text in article(), page in page(), notes in notes(FOOT),
    ) {
        let laid = lay_out(&text, page, notes);
        let unsettled =
            laid.found.iter().any(|found| found.code.name() == "unsettled-notes");
        prop_assume!(!unsettled);
        for series in [Series::Author, Series::Editor] {
            let editors = series == Series::Editor;
            let by_page = notes.count(editors, true) == NoteNumbers::Page;
            let (mut last, mut number) = (None, 0);
            for (id, (page, mark)) in in_order(&laid, series) {
                number = if by_page && last != Some(page) { 1 } else { number + 1 };
                last = Some(page);
                prop_assert_eq!(mark, notes.label(editors, number), "{:?}", id);
            }
        }
    }

    #[test]
    fn gathered_notes_stand_in_order_behind_the_text(
        text in article(), page in page(), notes in notes(END),
    ) {
        let laid = lay_out(&text, page, notes);
        let (markers, labels) = (markers(&laid), labels(&laid));
        prop_assert_eq!(labels.len(), laid.document.notes.len(), "each stands once");
        let order = laid.document.all_sections().into_iter().flat_map(|section| {
            section.end_notes.iter().flat_map(|group| group.notes.iter().copied())
        });
        let mut last = 0;
        for id in order {
            let (page, _) = &labels[&id];
            prop_assert!(last <= *page && markers[&id].0 <= *page);
            last = *page;
        }
    }

    #[test]
    fn links_lead_from_a_marker_to_its_note_and_back(
        text in article(), page in page(), notes in notes(ANYWHERE),
    ) {
        let laid = lay_out(&text, page, notes);
        let count = laid.document.notes.len();
        let mut to = vec![0; laid.pages.destinations.len()];
        for placed in laid.pages.pages.iter().flat_map(|page| &page.placed) {
            if let Mark::Link(_, Goal::Inside(place)) = &placed.mark {
                to[place.index()] += 1;
            }
        }
        let first = laid.document.anchors.len();
        for (place, &links) in to.iter().enumerate().skip(first).take(2 * count) {
            prop_assert!(links > 0, "nothing leads to {place} of {first} + {count}");
        }
        let made = epub_of(&laid);
        let files = ["EPUB/text/case.xhtml", "EPUB/text/notes.xhtml"];
        let gathered = notes.print == NotePlace::Book && count > 0;
        let file = |index: usize| epub_file(&made, files[index]);
        let (text, told) = (file(0), file(usize::from(gathered)));
        for key in 1..=count {
            let (there, back) = match gathered {
                true => ("notes.xhtml", "case.xhtml"),
                false => ("", ""),
            };
            let there = format!("href=\"{there}#_note-{key}\"");
            let back = format!("href=\"{back}#_ref-{key}\"");
            let (marker, note) = (format!("id=\"_ref-{key}\""), format!("id=\"_note-{key}\""));
            prop_assert!(text.contains(&there) && told.contains(&back), "{key}");
            prop_assert!(text.contains(&marker) && told.contains(&note), "{key}");
        }
    }

    #[test]
    fn text_in_is_text_out(
        text in article(), page in page(), notes in notes(ANYWHERE),
    ) {
        let laid = lay_out(&text, page, notes);
        let document = normal(&plain_text(&laid.document));
        prop_assert_eq!(join_lines(&pages_text(&laid), &document), &*document, "the pages");
        prop_assert_eq!(normal(&epub_text(&epub_of(&laid))), &*document, "the e-book");
    }
}

/// The e-book of the document as it is laid out.
fn epub_of(laid: &Layout) -> Vec<u8> {
    let options = epub::Options::default();
    epub::write(&laid.document, &laid.theme, &laid.fonts, &options)
}

/// Where each note's marker or number stands, and what it says.
type Places = BTreeMap<NoteId, (usize, String)>;

fn markers(laid: &Layout) -> Places {
    said(laid, 0, laid.document.notes.len())
}

fn labels(laid: &Layout) -> Places {
    let count = laid.document.notes.len();
    said(laid, count, count)
}

/// What the links say that lead to so many places behind the anchors. A link stands before
/// the words that it covers.
fn said(laid: &Layout, from: usize, count: usize) -> Places {
    let first = laid.document.anchors.len() + from;
    let mut places = Places::new();
    for (index, page) in laid.pages.pages.iter().enumerate() {
        for placed in &page.placed {
            let Mark::Link(_, Goal::Inside(place)) = &placed.mark else { continue };
            let Some(note) = place.index().checked_sub(first).filter(|&n| n < count)
            else {
                continue;
            };
            let words = words_of(&laid.pages, index, placed.node);
            places.entry(NoteId::new(note)).or_insert((index, words));
        }
    }
    places
}

/// The words of a node on a page.
fn words_of(pages: &Pages, page: usize, node: Option<NodeId>) -> String {
    let lines = lines(pages).filter(|(at, ..)| *at == page);
    let runs = lines.flat_map(|(.., line)| &line.runs);
    runs.filter(|run| run.node == node).map(|run| run.text.as_str()).collect()
}

/// The markers of a series as a reader meets them.
fn in_order(laid: &Layout, series: Series) -> Vec<(NoteId, (usize, String))> {
    let own = |id: &NoteId| laid.document.notes[*id].series == series;
    let markers = markers(laid).into_iter().filter(|(id, _)| own(id));
    let first = laid.document.anchors.len() + laid.document.notes.len();
    let mut markers: Vec<_> = markers.collect();
    markers.sort_by_key(|(id, (page, _))| {
        let place = laid.pages.destinations.iter().nth(first + id.index());
        (*page, place.map(|(_, place)| place.order), *id)
    });
    markers
}

/// The words on the pages: notes at the foot after the text, the editor's first; those that
/// are gathered where they stand.
fn pages_text(laid: &Layout) -> String {
    let (mut body, mut editors, mut authors) = Default::default();
    for (page, _, line) in lines(&laid.pages) {
        let out: &mut String = match line.role {
            LineRole::Body if numbered(&laid.pages.pages[page]) => &mut body,
            LineRole::Note if laid.theme.notes.print != NotePlace::Foot => &mut body,
            LineRole::Note if is_editors(laid, line) => &mut editors,
            LineRole::Note => &mut authors,
            LineRole::Body | LineRole::Head | LineRole::Folio => continue,
        };
        if text_of(line) == laid.theme.ornament {
            continue;
        }
        for run in line.runs.iter().filter(|run| is_text(&laid.pages, run.node)) {
            out.push_str(&run.text);
        }
        out.push('\n');
    }
    body + &editors + &authors
}

/// Whether a node is the text's own, no marker, number or bullet.
fn is_text(pages: &Pages, node: Option<NodeId>) -> bool {
    let nodes = &pages.structure.0;
    let Some(node) = node.map(|id| &nodes[id]) else { return false };
    let in_label = node.parent.is_some_and(|parent| nodes[parent].tag == Tag::Label);
    let is_marker = matches!(&node.tag, Tag::Link(words) if in_label || is_mark(words));
    node.tag != Tag::Label && !is_marker
}

/// Whether a link is the marker of a note.
fn is_mark(words: &str) -> bool {
    words.starts_with("Editor’s note ") || words.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line belongs to a note of the editor's.
fn is_editors(laid: &Layout, line: &Line) -> bool {
    let nodes = &laid.pages.structure.0;
    let node = line.runs.iter().find_map(|run| run.node).expect("it is of a note");
    let note = lineage(&laid.pages, node).find(|id| nodes[*id].tag == Tag::Note);
    let note = note.expect("it is of a note");
    let labels = nodes.iter().filter(|(_, node)| {
        matches!(&node.tag, Tag::Link(words) if words.starts_with("Editor’s note "))
    });
    let mut labels = labels.map(|(id, _)| id);
    labels.any(|id| lineage(&laid.pages, id).any(|above| above == note))
}

#[test]
fn a_note_of_the_book_is_under_the_title_of_its_article() {
    let book = Book::empty()
        .file("one.md", "# One *and* only[^a]\n\nText.[^ed:b]\n\n[^a]: A.\n[^ed:b]: B.\n")
        .file("two.md", "No title but *these* first few words.[^c]\n\n[^c]: C.\n")
        .file("three.md", "# Three\n\nNo note.\n")
        .key("articles = [\"one.md\", \"two.md\", \"three.md\"]");
    let laid = book.lay_out(|theme| theme.notes.print = NotePlace::Book);
    let text = plain_text(&laid.document);
    let (_, notes) = text.split_once("Notes\n").expect("there is such a section");
    assert_eq!(notes, "One and only\nB.\nA.\nNo title but these first few …\nC.\n");
    let contents: Vec<String> = lines(&laid.pages)
        .filter(|(page, ..)| !numbered(&laid.pages.pages[*page]))
        .map(|(.., line)| text_of(line))
        .collect();
    assert!(contents.iter().any(|line| line == "Notes"), "{contents:?}");
    assert_eq!(laid.pages.outline.last().map(|item| item.title.as_str()), Some("Notes"));
}

#[test]
fn running_heads_of_gathered_notes_say_so() {
    let markers: String = (0..90).map(|n| format!("word[^{n}] ")).collect();
    let notes: String = (0..90).map(|n| format!("[^{n}]: Note {n}.\n")).collect();
    let text = format!("# Long\n\n{markers}\n\n{notes}");
    let laid = lay_out(
        &text,
        (110, 150, 1),
        Notes { print: NotePlace::Book, ..Notes::default() },
    );
    let heads: Vec<String> = lines(&laid.pages)
        .filter(|(.., line)| line.role == LineRole::Head)
        .map(|(.., line)| text_of(line))
        .collect();
    assert!(heads.iter().any(|head| head == "Notes"), "{heads:?}");
}

/// The book's own measure of a note that may share a line.
#[test]
fn notes_share_a_line_only_where_the_design_says_so() {
    let text = "One[^1] two[^2] three.[^3]\n\n[^1]: A.\n[^2]: B.\n[^3]: C.\n";
    for (share_lines, count) in [(false, 3), (true, 1)] {
        let notes = Notes { share_lines, ..Notes::default() };
        let laid = lay_out(text, (120, 150, 1), notes);
        let mut heights: Vec<Len> = Vec::new();
        for placed in laid.pages.pages.iter().flat_map(|page| &page.placed) {
            if let Mark::Line(line) = &placed.mark
                && line.role == LineRole::Note
            {
                heights.push(placed.at.y);
            }
        }
        heights.dedup();
        assert_eq!(heights.len(), count);
    }
}

#[test]
fn epubcheck_finds_nothing_in_gathered_notes() {
    let book = Book::empty()
        .file("one.md", "# One\n\nA[^a] b.[^ed:b]\n\n[^a]: A.\n[^ed:b]: > B.\n")
        .file("two.md", "+++\nlanguage = \"fr\"\n+++\n# Deux\n\nC.[^c]\n\n[^c]: C.\n")
        .key("articles = [\"one.md\", \"two.md\"]")
        .key("design.notes = { print = \"article\", e-book = \"book\" }");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let epub = book.path("build/book/book.epub");
    let epub = epub.to_str().expect("a plain path");
    let Some(said) = Tool::EpubCheck.run(&["-u", epub]) else { return };
    let told = ["WARNING(", "ERROR(", "OPF-086"];
    let clean = said.content && !told.iter().any(|told| said.all.contains(told));
    assert!(clean, "{}", said.all);
}

/// A document of no notes stays as it is.
#[test]
fn a_book_without_notes_gets_no_section_of_them() {
    let laid = Book::of("Text.\n").lay_out(|theme| theme.notes.print = NotePlace::Book);
    let document: &Document = &laid.document;
    assert_eq!(document.all_sections().len(), 1);
}
