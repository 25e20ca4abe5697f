//! Sheets that are made of finished PDFs.

/// The booklet of a build.
mod booklet;
/// Files that are broken, or meant to do harm.
mod hostile;
/// What stands on sheets, measured.
mod measured;

use lopdf::{Document, Object, ObjectId, dictionary};
use publish::impose::{Blanks, Plan, Scheme};

use crate::support::Book;

/// A book of a dozen pages or so, built.
fn built() -> Book {
    let words = "The house stood behind a wall at the corner of two quiet streets. ";
    let text = format!("# The house\n\n{}\n", words.repeat(200));
    let book = Book::of(text).key("design.page = \"A6\"");
    assert_eq!(book.build().code, Some(0));
    book
}

fn load(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF")
}

/// The pages that a side shows, in the order in which they are drawn.
fn drawn(pdf: &Document, side: ObjectId) -> Vec<usize> {
    let content = pdf.get_page_content(side).expect("content");
    let content = String::from_utf8(content).expect("plain");
    let names = content.split_whitespace().filter_map(|word| word.strip_prefix("/P"));
    names.map(|name| name.parse().expect("a number")).collect()
}

#[test]
fn sheets_hold_the_very_pages_in_folding_order() {
    let book = built();
    let pages = load(&book.output("pdf"));
    let ids: Vec<ObjectId> = pages.page_iter().collect();
    for (name, scheme, duplex) in [
        ("saddle", Scheme::Saddle, "DuplexFlipShortEdge"),
        ("signatures=8", Scheme::Signatures { pages: 8 }, "DuplexFlipShortEdge"),
        ("4-up", Scheme::NUp { columns: 2, rows: 2 }, "DuplexFlipLongEdge"),
        ("cut=2x1", Scheme::CutAndStack { columns: 2, rows: 1 }, "DuplexFlipShortEdge"),
    ] {
        let arguments =
            ["impose", "build/book/book.pdf", "--scheme", name, "--out", "sheets.pdf"];
        let run = book.run(&arguments);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        let sheets = std::fs::read(book.path("sheets.pdf")).expect("it is written");
        let sheets = load(&sheets);
        let plan = Plan::new(scheme, ids.len(), Blanks::End).expect("it holds them");
        let wanted: Vec<Vec<usize>> = plan
            .sides()
            .map(|(_, side)| side.iter().filter_map(|cell| cell.page).collect())
            .collect();
        let sides: Vec<ObjectId> = sheets.page_iter().collect();
        let found: Vec<Vec<usize>> =
            sides.iter().map(|&side| drawn(&sheets, side)).collect();
        assert_eq!(found, wanted, "{name}");
        for &side in &sides {
            let (resources, _) = sheets.get_page_resources(side).expect("resources");
            let forms = resources.and_then(|all| all.get(b"XObject").ok());
            let forms = forms.and_then(|forms| forms.as_dict().ok()).expect("forms");
            for (name, form) in forms.iter() {
                let page: usize =
                    String::from_utf8_lossy(&name[1..]).parse().expect("a number");
                let form = sheets.get_object(form.as_reference().expect("a form"));
                let form = form.and_then(Object::as_stream).expect("a form");
                let own = pages.get_page_content(ids[page]).expect("content");
                let shown = form.decompressed_content().expect("content");
                assert_eq!(shown.trim_ascii_end(), own.trim_ascii_end(), "page {page}");
            }
        }
        let wishes = sheets.catalog().and_then(|all| all.get(b"ViewerPreferences"));
        let wishes = wishes.and_then(Object::as_dict).expect("wishes");
        let said = |key: &[u8]| wishes.get(key).and_then(Object::as_name).ok();
        assert_eq!(said(b"PrintScaling"), Some(&b"None"[..]));
        assert_eq!(said(b"Duplex"), Some(duplex.as_bytes()), "{name}");
    }
}

#[test]
fn how_to_print_the_sheets_is_told() {
    let book = built();
    let run = book.run(&["impose", "build/book/book.pdf", "--back-cover"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.starts_with("book-booklet.pdf  "), "{}", run.out);
    assert!(
        run.out.contains("Print at actual size (100 %), on both sides, flipped on the short edge; lay the sheets together, fold and staple."),
        "{}",
        run.out
    );
    let small = ["impose", "build/book/book.pdf", "--scheme", "4-up", "--paper", "A6"];
    let run = book.run(&small);
    assert!(run.out.contains("pages at 49."), "{}", run.out);
}

/// A PDF of pages with these boxes.
pub fn pdf(boxes: &[[i64; 4]], change: impl FnOnce(&mut Document, ObjectId)) -> Vec<u8> {
    let mut pdf = Document::with_version("1.7");
    let tree = pdf.new_object_id();
    let kids: Vec<Object> = boxes
        .iter()
        .map(|corners| {
            let corners: Vec<Object> = corners.iter().map(|&at| at.into()).collect();
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "MediaBox" => corners,
            };
            pdf.add_object(page).into()
        })
        .collect();
    let count = kids.len() as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    pdf.objects.insert(tree, Object::Dictionary(pages));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    change(&mut pdf, tree);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("saved");
    bytes
}
