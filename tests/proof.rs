//! Proofs: the same pages, with what was found beside its lines.

use std::collections::BTreeMap;

use publish::diag::{Code, Diagnostic};
use publish::geom::Len;
use publish::pages::{Ink, Mark};
use publish::typeset::{self, Job, Pagination};

use crate::support::reader::pdf_characters;
use crate::support::{Book, Layout};

/// Words that no line of a narrow page can hold, far apart in one paragraph.
const TEXT: &str = "\
The house stood behind a wall at the corner of two quiet streets, and nobody who passed could \
say 3141592653589793238462643383279502884197 who lived there, or for how long they meant to \
stay in it.

Another paragraph, without any fault.
";

#[test]
fn a_proof_has_the_text_and_what_was_found() {
    let book = Book::of(TEXT).key("design.page = \"90 x 130 mm\"");
    let run = book.run(&["book.toml", "--proof"]);
    assert!(run.err.contains("overfull-line"), "{}", run.err);
    let letters = |pdf: &str| -> String {
        let pdf = std::fs::read(book.path(&format!("build/book/{pdf}"))).expect("made");
        pdf_characters(&pdf).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (pages, proof) = (letters("book.pdf"), letters("book-proof.pdf"));
    let noted = "overfulllinelineis";
    assert!(!pages.contains(noted) && proof.contains(noted), "{proof}");
    // What is drawn takes nothing from the text, and comes behind it.
    assert!(proof.starts_with(&pages), "{proof}\n{pages}");
}

#[test]
fn a_finding_stands_beside_its_own_line() {
    let book = Book::of(TEXT);
    let Layout { document, mut pages, fonts, theme, found, files } =
        book.lay_out(|theme| theme.page.inner = Len::pt(240));
    let long: Vec<Diagnostic> =
        found.into_iter().filter(|found| found.code == Code::OverfullLine).collect();
    assert_eq!(long.len(), 1, "{long:?}");
    let before = pages.pages.clone();
    let house = BTreeMap::new();
    let job = Job {
        document: &document,
        theme: &theme,
        fonts: &fonts,
        house: &house,
        files: &files,
        covers: None,
        pagination: Pagination::Optimal,
        proofread: true,
    };
    typeset::proof(&mut pages, &long, &job);
    let wanted = before.iter().flat_map(|page| &page.placed).find(|placed| {
        matches!(&placed.mark, Mark::Line(line)
            if line.runs.iter().any(|run| run.text.contains("31415")))
    });
    let bars = pages.pages.iter().flat_map(|page| &page.placed).filter(|placed| {
        matches!(&placed.mark, Mark::Rule(size, Ink::Colour { rgb: [200, 20, 20], .. })
            if size.width == Len::PT)
    });
    let bars: Vec<Len> = bars.map(|placed| placed.at.y).collect();
    let line = wanted.expect("the long word is set").at.y;
    let beside = |&bar: &Len| bar < line && bar + theme.leading > line;
    assert!(bars.len() == 1 && bars.iter().all(beside), "{bars:?} {line:?}");
}

#[test]
fn without_the_flag_no_proof_is_made() {
    let book = Book::of(TEXT);
    book.build();
    assert!(!book.path("build/book/book-proof.pdf").exists());
}
