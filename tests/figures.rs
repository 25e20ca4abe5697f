//! Pictures that stand side by side, in the e-book.

use crate::support::Book;
use crate::support::reader::epub_file;

/// A drawing of a size.
fn drawing(width: u32, height: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"><rect width=\"{width}\" height=\"{height}\"/></svg>"
    )
}

/// Shares of a row as wide as their pictures make all equally high, whatever the screen.
#[test]
fn pictures_side_by_side_share_their_row_by_their_widths() {
    let text =
        "Before.\n\n::: figure\n![Wide](wide.svg)\n![Square](square.svg)\n\nBoth.\n:::\n";
    let book = Book::of(text)
        .file("wide.svg", drawing(250, 100))
        .file("square.svg", drawing(80, 80));
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let epub = book.output("epub");
    let page = epub_file(&epub, "EPUB/text/case.xhtml");
    let (wide, square) = (page.find("share-250"), page.find("share-100"));
    assert!(wide.is_some() && wide < square, "{page}");
    let css = epub_file(&epub, "EPUB/css/book.css");
    assert!(css.contains("div.share-250 { flex: 250 1 0; }"), "{css}");
}
