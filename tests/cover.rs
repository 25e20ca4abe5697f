//! Printed covers: with the pages, and on a sheet of their own.

use std::path::Path;

use lopdf::content::Content;
use lopdf::{Document, Object};
use publish::pipeline::{self, Goal, Options};

use crate::support::Book;

/// Points of a millimetre.
const MM: f64 = 72.0 / 25.4;

/// A book of so many paragraphs that goes to a printer.
fn book(paragraphs: usize, print: &str) -> Book {
    let text = "A quiet street, and nobody knew who lived behind the wall. ".repeat(9);
    let text = format!("# The house\n\n{}", format!("{text}\n\n").repeat(paragraphs));
    Book::of(text)
        .key("publisher = \"Small Press\"\ndescription = \"A house, and who lived in it.\"")
        .key("identifiers = { isbn-print = \"978-1-56619-909-4\" }")
        .key("outputs = [\"press\"]\ndesign.page = \"A5\"")
        .key(&format!("print = {print}"))
}

/// The file for the cover, and what was said on the way.
fn sheet(book: &Book) -> (Document, String) {
    let run = book.run(&["book.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let bytes = std::fs::read(book.path("build/book/book-cover.pdf"));
    let pdf = Document::load_mem(&bytes.expect("made")).expect("a PDF");
    (pdf, format!("{}{}", run.out, run.err))
}

/// A box of the first page, in points.
fn corners(pdf: &Document, name: &[u8]) -> [f64; 4] {
    let page = pdf.page_iter().next().expect("a page");
    let dict = pdf.get_dictionary(page).expect("it is one");
    let corners = dict.get(name).and_then(Object::as_array).expect("it is there");
    [0, 1, 2, 3].map(|at| f64::from(corners[at].as_float().expect("a number")))
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.02
}

/// Filled boxes of the page itself, not of the drawings on it: left, bottom, right, top in points
/// and the four inks.
fn fills(pdf: &Document) -> Vec<([f64; 4], [f64; 4])> {
    let page = pdf.page_iter().next().expect("a page");
    let content = pdf.get_page_content(page).expect("content");
    let content = Content::decode(&content).expect("it is whole");
    let identity = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let (mut place, mut kept, mut ink) = (identity, Vec::new(), [0.0; 4]);
    let mut path: Vec<(f64, f64)> = Vec::new();
    let mut found = Vec::new();
    for operation in content.operations {
        let numbers: Vec<f64> = operation
            .operands
            .iter()
            .filter_map(|operand| operand.as_float().ok().map(f64::from))
            .collect();
        match operation.operator.as_str() {
            "q" => kept.push((place, ink)),
            "Q" => (place, ink) = kept.pop().expect("as many as were kept"),
            "cm" => {
                let [a, b, c, d, e, f] = place;
                let n = &numbers;
                place = [
                    n[0] * a + n[1] * c,
                    n[0] * b + n[1] * d,
                    n[2] * a + n[3] * c,
                    n[2] * b + n[3] * d,
                    n[4] * a + n[5] * c + e,
                    n[4] * b + n[5] * d + f,
                ];
            }
            "k" => ink = [numbers[0], numbers[1], numbers[2], numbers[3]],
            "sc" | "scn" if numbers.len() == 4 => {
                ink = [numbers[0], numbers[1], numbers[2], numbers[3]];
            }
            "m" | "l" => path.push((numbers[0], numbers[1])),
            "re" => {
                path.push((numbers[0], numbers[1]));
                path.push((numbers[0] + numbers[2], numbers[1] + numbers[3]));
            }
            "f" | "f*" => {
                let [a, b, c, d, e, f] = place;
                let points =
                    path.drain(..).map(|(x, y)| (x * a + y * c + e, x * b + y * d + f));
                let points: Vec<(f64, f64)> = points.collect();
                let least = |part: fn(&(f64, f64)) -> f64| {
                    points.iter().map(part).fold(f64::INFINITY, f64::min)
                };
                let most = |part: fn(&(f64, f64)) -> f64| {
                    points.iter().map(part).fold(f64::NEG_INFINITY, f64::max)
                };
                let area = [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)];
                found.push((area, ink));
            }
            "S" | "n" => path.clear(),
            _ => {}
        }
    }
    found
}

#[test]
fn the_front_is_page_one_the_back_is_the_last_and_sheets_are_full() {
    for paragraphs in 1..14 {
        let book = book(paragraphs, "{}").key("outputs = [\"pdf\", \"booklet\"]");
        let book = book.key("design.page = \"A6\"");
        let options = Options { goal: Goal::ShowPages, ..Options::default() };
        let built = pipeline::build(&book.path("book.toml"), &options, &|_: &Path, _| {});
        let shown = built.shown.expect("the pages");
        let pages: Vec<&str> =
            shown.split("page ").filter(|page| page.contains("×")).collect();
        let number = pages.len();
        assert!(number.is_multiple_of(4), "{paragraphs}: {number}");
        assert!(pages[0].contains("front-cover.svg"), "{paragraphs}");
        assert!(pages[number - 1].contains("back-cover.svg"), "{paragraphs}");
        assert!(pages[number - 1].contains(" verso "), "{paragraphs}");
        let empty = |page: &&str| page.lines().count() == 1;
        assert!(empty(&pages[1]), "the inside of the front");
        let blanks =
            pages[..number - 1].iter().rev().take_while(|page| empty(page)).count();
        assert!(blanks < 4, "{paragraphs}: {blanks}");
        for (index, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("\"{}\"", index + 1)), "{page}");
        }
        let told = built.found.iter().any(|found| found.code.name() == "blank-pages");
        assert_eq!(told, blanks > 1, "{paragraphs}: {blanks}");
    }
}

#[test]
fn a_number_of_pages_that_is_asked_for_counts_the_covers() {
    let book = book(38, "{}").key("outputs = [\"pdf\", \"booklet\"]");
    let run = book.key("design.fit = { pages = 16 }").run(&["book.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("set on 16 pages"), "{}", run.err);
    assert!(!run.err.contains("blank-pages"), "{}", run.err);
    assert!(run.out.contains("book.pdf  16 pages"), "{}", run.out);
    assert!(run.out.contains("4 sheets"), "{}", run.out);
}

#[test]
fn who_gets_a_cover() {
    let made = |outputs: &str, more: &str| {
        let book = book(9, "{}").key(&format!("outputs = {outputs}")).key(more);
        let run = book.run(&["book.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let sheet = book.path("build/book/book-cover.pdf").is_file();
        let pages = run.out.lines().find(|line| line.contains("book.pdf  "));
        let pages =
            pages.and_then(|line| line.split_whitespace().nth(1)).map(str::to_owned);
        (pages, sheet)
    };
    let none = "design.size = \"11 pt\"";
    let (plain, sheet) = made("[\"pdf\"]", none);
    assert!(!sheet);
    let (own, sheet) = made("[\"pdf\", \"press\"]", none);
    assert!(own != plain && !sheet, "European offset stitches: {own:?}");
    assert_eq!(
        made("[\"pdf\", \"press\"]", "print.binding = \"glued\""),
        (plain.clone(), true)
    );
    assert_eq!(
        made("[\"pdf\", \"press\"]", "cover.print = \"none\""),
        (plain.clone(), false)
    );
    let leaflet = "design.theme = \"leaflet\"";
    assert_eq!(made("[\"pdf\"]", leaflet), made("[\"pdf\", \"booklet\"]", leaflet));
    // The own file of the cover goes with that for the press.
    let only = book(9, "{ binding = \"glued\" }");
    only.run(&["book.toml", "--only", "press"]);
    assert!(only.path("build/book/book-cover.pdf").is_file());
}

#[test]
fn a_leaf_has_no_cover_unless_it_says_so() {
    let leaf = |more: &str| {
        let book = Book::of("Words.\n").key("outputs = [\"pdf\", \"booklet\"]");
        let book = book.key("design.theme = \"theme.toml\"");
        let theme = "extends = \"pamphlet\"\nfront = \"head\"\n";
        let book = book.file("theme.toml", theme).key(more);
        let run = book.run(&["book.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.out
    };
    assert!(leaf("design.size = \"11 pt\"").contains("book.pdf  1 page "));
    assert!(leaf("cover.print = \"self\"").contains("book.pdf  4 pages"));
}

#[test]
fn the_sheet_is_back_spine_and_front_with_bleed_all_around() {
    let print = "{ binding = \"glued\", paper = { caliper = \"0.2 mm\" } }";
    let book = book(60, print);
    let (pdf, said) = sheet(&book);
    assert_eq!(pdf.page_iter().count(), 1);
    let press = std::fs::read(book.path("build/book/book-press.pdf")).expect("made");
    let pages = Document::load_mem(&press).expect("a PDF").page_iter().count();
    assert!(pages.is_multiple_of(4), "{pages}");
    let spine = pages as f64 / 2.0 * 0.2;
    assert!(
        said.contains(&format!("Back 148.0 + spine {spine:.1} + front 148.0")),
        "{said}"
    );
    let (trim, bleed) = (corners(&pdf, b"TrimBox"), corners(&pdf, b"BleedBox"));
    assert!(near(trim[2] - trim[0], (296.0 + spine) * MM), "{trim:?} {spine}");
    assert!(near(trim[3] - trim[1], 210.0 * MM), "{trim:?}");
    for side in 0..4 {
        assert!(near((bleed[side] - trim[side]).abs(), 3.0 * MM), "{bleed:?} {trim:?}");
    }
    let catalog = pdf.catalog().expect("it is there");
    assert!(catalog.has(b"OutputIntents") && catalog.has(b"Metadata"));
    assert!(!said.contains("preflight"), "{said}");
    // Marks for cut and folds lie outside the bleed.
    let page = pdf.page_iter().next().expect("a page");
    let content = pdf.get_page_content(page).expect("content");
    let content = Content::decode(&content).expect("it is whole");
    let height = corners(&pdf, b"MediaBox")[3];
    let strokes = content.operations.iter().rev().take_while(|o| o.operator != "f");
    let mut folds = Vec::new();
    for operation in strokes.filter(|operation| operation.operator == "m") {
        let [x, y] = [0, 1]
            .map(|at| f64::from(operation.operands[at].as_float().expect("a number")));
        // Drawn from the upper edge downward.
        let y = height - y;
        let within = |at: f64, from: f64, to: f64| at > from + 0.1 && at < to - 0.1;
        let inside = within(x, bleed[0], bleed[2]) && within(y, bleed[1], bleed[3]);
        assert!(!inside, "a mark at {x}, {y} lies in {bleed:?}");
        if near(x, trim[0] + 148.0 * MM) || near(x, trim[2] - 148.0 * MM) {
            folds.push(x);
        }
    }
    assert_eq!(folds.len(), 12, "three dashes at both ends of both folds");
}

#[test]
fn the_spine_is_as_wide_as_the_printer_says() {
    // KDP: 0.002252 inches a page of white paper.
    let book =
        self::book(100, "{ printer = \"kdp\" }").key("design.page = \"156 x 234 mm\"");
    let (pdf, said) = sheet(&book);
    let press = std::fs::read(book.path("build/book/book-press.pdf")).expect("made");
    let pages = Document::load_mem(&press).expect("a PDF").page_iter().count();
    let leaves = pages.div_ceil(2) as f64;
    let trim = corners(&pdf, b"TrimBox");
    let wide = 2.0 * 156.0 * MM + leaves * 2.0 * 0.002252 * 72.0;
    assert!(near(trim[2] - trim[0], wide), "{trim:?} {wide}");
    assert!(said.contains("KDP white") && !said.contains("assumed-paper"), "{said}");
    assert!(said.contains("[bare-spine]"), "{said}");
    let media = corners(&pdf, b"MediaBox");
    assert!(near(media[2], wide + 0.25 * 72.0), "KDP wants no marks: {media:?}");
    let (pdf, said) = sheet(&book.key("cover.spine = \"6.2 mm\""));
    let trim = corners(&pdf, b"TrimBox");
    assert!(near(trim[2] - trim[0], (2.0 * 156.0 + 6.2) * MM), "{trim:?}");
    assert!(!said.contains("leaves of"), "nothing is reckoned: {said}");
    let stitched =
        self::book(9, "{ binding = \"saddle\" }").key("cover.print = \"sheet\"");
    let (pdf, _) = sheet(&stitched);
    let trim = corners(&pdf, b"TrimBox");
    assert!(near(trim[2] - trim[0], 296.0 * MM), "{trim:?}");
    let (_, said) = sheet(&self::book(9, "{ binding = \"glued\" }"));
    assert!(said.contains("[assumed-paper]"), "{said}");
}

/// The widths of the modules of a digit, dark and light by turns (GS1 General Specifications,
/// 5.2.1.2.1), in the left half as set A; the right half has the same widths, set B them in
/// reverse order.
const WIDTHS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];
/// Which of the first six digits are of set B, by the digit before them.
const PARITY: [[u8; 6]; 10] = [
    [0, 0, 0, 0, 0, 0],
    [0, 0, 1, 0, 1, 1],
    [0, 0, 1, 1, 0, 1],
    [0, 0, 1, 1, 1, 0],
    [0, 1, 0, 0, 1, 1],
    [0, 1, 1, 0, 0, 1],
    [0, 1, 1, 1, 0, 0],
    [0, 1, 0, 1, 0, 1],
    [0, 1, 0, 1, 1, 0],
    [0, 1, 1, 0, 1, 0],
];

#[test]
fn the_bars_read_as_the_isbn() {
    for theme in ["pamphlet", "reader", "leaflet"] {
        let book = book(20, "{ binding = \"glued\" }");
        let (pdf, _) = sheet(&book.key(&format!("design.theme = \"{theme}\"")));
        bars(&pdf);
    }
    let black = "{ binding = \"glued\", colour = \"black\", standard = \"x-1a\" }";
    bars(&sheet(&book(20, black)).0);
}

fn bars(pdf: &Document) {
    let fills = fills(pdf);
    let module = 0.33 * MM;
    let (bars, others): (Vec<_>, Vec<_>) =
        fills.into_iter().partition(|(_, ink)| *ink == [0.0, 0.0, 0.0, 1.0]);
    assert_eq!(bars.len(), 30, "black ink alone");
    let [(white, paper)] = others[..] else { panic!("one box: {others:?}") };
    assert_eq!(paper, [0.0; 4]);
    // Edges from left to right as counts of modules.
    let left = bars.iter().map(|(area, _)| area[0]).fold(f64::INFINITY, f64::min);
    let right = bars.iter().map(|(area, _)| area[2]).fold(0.0, f64::max);
    let mut edges: Vec<u32> = bars
        .iter()
        .flat_map(|(area, _)| [area[0], area[2]])
        .map(|x| {
            let modules = (x - left) / module;
            assert!((modules - modules.round()).abs() < 0.02, "{modules}");
            modules.round() as u32
        })
        .collect();
    edges.sort_unstable();
    let widths: Vec<u8> =
        edges.windows(2).map(|pair| (pair[1] - pair[0]) as u8).collect();
    assert_eq!((widths.len(), edges[59]), (59, 95));
    assert_eq!(
        (&widths[..3], &widths[27..32], &widths[56..]),
        ([1; 3].as_slice(), [1; 5].as_slice(), [1; 3].as_slice())
    );
    let halves = widths[3..27].chunks(4).chain(widths[32..56].chunks(4));
    let mut sets = Vec::new();
    let mut digits = Vec::new();
    for four in halves {
        let reverse: Vec<u8> = four.iter().rev().copied().collect();
        let plain = WIDTHS.iter().position(|widths| widths == four);
        let turned = WIDTHS.iter().position(|widths| widths == reverse.as_slice());
        let (digit, set) = match (plain, turned) {
            (Some(digit), _) => (digit, 0),
            (None, Some(digit)) => (digit, 1),
            (None, None) => panic!("no digit: {four:?}"),
        };
        digits.push(digit);
        sets.push(set);
    }
    let first = PARITY.iter().position(|sets_of| sets_of == &sets[..6]).expect("a digit");
    digits.insert(0, first);
    let read: String = digits.iter().map(usize::to_string).collect();
    assert_eq!(read, "9781566199094");
    let sum: usize = digits.iter().enumerate().map(|(i, d)| d * (1 + i % 2 * 2)).sum();
    assert!(sum.is_multiple_of(10));
    // Light before and after, and the height of the standard.
    assert!(left - white[0] >= 11.0 * module && white[2] - right >= 7.0 * module);
    let high = |area: &[f64; 4]| area[3] - area[1];
    let short = bars.iter().map(|(area, _)| high(area)).fold(f64::INFINITY, f64::min);
    let long = bars.iter().map(|(area, _)| high(area)).fold(0.0, f64::max);
    assert!(
        near(short, 22.85 * MM) && near(long, (22.85 + 5.0 * 0.33) * MM),
        "{short} {long}"
    );
    // At the lower right of the back, and away from its edges.
    let trim = corners(pdf, b"TrimBox");
    let clear = 9.9 * MM;
    assert!(
        white[0] > trim[0] + clear && white[1] > trim[1] + clear,
        "{white:?} {trim:?}"
    );
    assert!(white[2] < (trim[0] + trim[2]) / 2.0 - clear, "{white:?} {trim:?}");
}

#[test]
fn a_cover_in_black_has_no_other_ink() {
    let (pdf, _) = sheet(&book(20, "{ binding = \"glued\", colour = \"black\" }"));
    for object in pdf.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        let content = stream.decompressed_content().unwrap_or_default();
        let Ok(content) = Content::decode(&content) else { continue };
        for operation in content.operations {
            if matches!(operation.operator.as_str(), "k" | "K") {
                let none =
                    |operand: &Object| operand.as_float().is_ok_and(|ink| ink == 0.0);
                assert!(operation.operands[..3].iter().all(none), "{operation:?}");
            }
        }
    }
}

#[test]
fn readers_who_do_not_see_the_covers_are_told() {
    let book = book(9, "{}").key("outputs = [\"pdf\", \"booklet\"]");
    let run = book.run(&["book.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let pdf = Document::load_mem(&book.output("pdf")).expect("a PDF");
    let alts: Vec<String> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok())
        .filter_map(|alt| lopdf::decode_text_string(alt).ok())
        .map(|alt| alt.replace('\u{a0}', " "))
        .collect();
    assert!(alts.iter().any(|alt| alt == "A. Hand. Case. Small Press"), "{alts:?}");
    let back = "A house, and who lived in it. Small Press ISBN 978-1-56619-909-4";
    assert!(alts.iter().any(|alt| alt == back), "{alts:?}");
    let catalog = pdf.catalog().expect("it is there");
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference);
    let metadata = pdf.get_object(metadata.expect("it is there"));
    let stream = metadata.and_then(Object::as_stream).expect("a stream");
    let bytes = stream.decompressed_content().unwrap_or(stream.content.clone());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("pdfuaid"), "{text}");
}

#[test]
fn words_that_have_no_room_on_a_spine_are_told() {
    let said = |title: &str, author: &str| {
        let text =
            "A quiet street, and nobody knew who lived behind the wall. ".repeat(9);
        let text = format!("# The house\n\n{}", format!("{text}\n\n").repeat(120));
        let book = Book::empty().file("case.md", text).file(
            "book.toml",
            format!(
                "title = \"{title}\"\nlanguage = \"en\"\nauthor = \"{author}\"\n\
                     publisher = \"Small Press\"\narticles = [\"case.md\"]\n\
                     outputs = [\"press\"]\ndesign.page = \"A5\"\n\
                     print = {{ binding = \"glued\", paper = \"offset-80\" }}\n\
                     cover.spine = \"12 mm\"\n"
            ),
        );
        sheet(&book).1
    };
    let short = said("The House", "Ana Luz");
    assert!(!short.contains("cut-text"), "{short}");
    let title = "The Long and Circumstantial Account of a House and of All Who Lived Behind Its Wall, Year by Year";
    let long = said(title, "Maximiliana Featherstonehaugh");
    let wanted =
        "the author and the publisher have no room on the spine, so long is the title";
    assert!(long.contains(wanted), "{long}");
    let longest = said(&[title; 5].join(", and "), "Ana Luz");
    assert!(longest.contains("the end of the title"), "{longest}");
}

#[test]
fn a_cover_for_an_office_printer_is_no_larger_than_its_paper() {
    let office = "{ printer = \"office-a4\" }";
    let book = book(20, office).key("cover.print = \"sheet\"");
    let (pdf, said) = sheet(&book);
    let [left, bottom, right, top] = corners(&pdf, b"MediaBox");
    // Two pages of A5, without bleed or marks; stitched covers have no spine.
    assert!(near(right - left, 296.0 * MM) && near(top - bottom, 210.0 * MM), "{said}");
    assert!(!said.contains("prints on sheets"), "{said}");
    let large = self::book(20, office).key("cover.print = \"sheet\"");
    let (_, said) = sheet(&large.key("design.page = \"B5\""));
    assert!(
        said.contains("prints on sheets of 210 × 297 mm, and the cover is"),
        "{said}"
    );
}

/// A booklet from the office has its cover on other paper, too.
#[test]
fn a_booklet_whose_cover_has_a_sheet_of_its_own_gets_it() {
    let office = "{ printer = \"office-letter\" }";
    for (print, page) in [(office, "A5"), ("{}", "A5"), ("{}", "139.7 x 215.9 mm")] {
        let book = book(20, print).key("outputs = [\"pdf\", \"booklet\"]");
        let book =
            book.key(&format!("cover.print = \"sheet\"\ndesign.page = \"{page}\""));
        let (pdf, said) = sheet(&book);
        let [left, bottom, right, top] = corners(&pdf, b"MediaBox");
        let (width, height) = if page == "A5" { (296.0, 210.0) } else { (279.4, 215.9) };
        assert!(near(right - left, width * MM), "{said}");
        assert!(near(top - bottom, height * MM), "{said}");
    }
}

/// An e-book alone has no pages that would tell of it.
#[test]
fn letters_of_a_drawn_cover_that_no_font_has_are_told() {
    let title = "Книга كتاب";
    let book = Book::of("# One\n\nText.").key("outputs = [\"epub\"]");
    let manifest = std::fs::read_to_string(book.path("book.toml")).expect("it is there");
    let lines: Vec<String> = manifest
        .lines()
        .map(|line| match line.starts_with("title") {
            true => format!("title = \"{title}\""),
            false => line.to_owned(),
        })
        .collect();
    std::fs::write(book.path("book.toml"), lines.join("\n")).expect("written");
    let told = |only: &[&str]| {
        let run = book.run(&[&["book.toml"], only].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.err.matches("boxes stand for them on the cover").count()
    };
    assert_eq!(told(&[]), 1);
    // Art is not drawn, and pages tell where the letters stand.
    let both = lines.join("\n").replace("[\"epub\"]", "[\"epub\", \"pdf\"]");
    std::fs::write(book.path("book.toml"), both).expect("written");
    assert_eq!(told(&[]), 0);
}
