//! Handmade pages, written and read again by a reader that shares no code with the writer,
//! and by poppler and mutool where they are installed.

use std::io::Write;
use std::process::Command;

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::{FontRef, MetadataProvider};

use super::conformance::Conformance;
use super::write;
use crate::font::{FaceId, Fonts};
use crate::geom::{Len, Point, Size};
use crate::id::Arena;
use crate::image::{Format, Picture, Shapes, Turn};
use crate::info::{Accessibility, Contributor, Info, Lang, MarcRole, Moment, Subject};
use crate::pages::{
    Destination, Folio, FolioStyle, Glyph, Goal, Ink, Line, LineRole, Mark, NodeId,
    OutlineItem, Page, Pages, Placed, Run, Side, Structure, Tag,
};

const GARAMOND: &[u8] =
    include_bytes!("../../fonts/eb-garamond/EBGaramond_400Regular.ttf");

fn fonts() -> Fonts {
    Fonts::embedded()
}

fn info() -> Info {
    Info {
        title: "The House & <Garden>".to_string(),
        subtitle: None,
        lang: Lang::parse("en-GB").expect("a good tag"),
        contributors: vec![Contributor {
            name: "Ana Ruiz".to_string(),
            sort: None,
            role: MarcRole("aut".to_string()),
        }],
        publisher: None,
        place: None,
        date: None,
        edition: None,
        rights: None,
        licence: None,
        description: Some("A short book.".to_string()),
        subjects: ["houses", "gardens"]
            .map(|name| Subject { name: name.to_string(), scheme: None })
            .to_vec(),
        accessibility: Accessibility::default(),
        series: None,
        uuid: "urn:uuid:0f4a2c5e-8a51-5a3c-9f0e-6a4c1f0f8e11".to_string(),
        isbn_epub: None,
        isbn_print: None,
        source: None,
        imprint: Vec::new(),
        modified: Moment { unix: 1_750_000_000 },
    }
}

/// Pages in the making.
struct Book {
    pages: Pages,
    font: FontRef<'static>,
}

impl Book {
    fn new() -> Book {
        let pages = Pages {
            info: info(),
            size: Size { width: Len::pt(420), height: Len::pt(595) },
            pages: Vec::new(),
            structure: Structure::default(),
            outline: Vec::new(),
            destinations: Arena::default(),
            blanks: 0,
            pictures: Arena::default(),
        };
        let mut book = Book { pages, font: FontRef::new(GARAMOND).expect("our font") };
        book.page(1, FolioStyle::Arabic);
        let top = Destination {
            page: 0,
            order: 0,
            at: Point { x: Len::pt(60), y: Len::pt(60) },
        };
        let to = book.pages.destinations.push(top);
        book.pages.outline.push(OutlineItem {
            title: "The House".to_string(),
            to,
            children: vec![OutlineItem {
                title: "A room".to_string(),
                to,
                children: vec![],
            }],
        });
        book
    }

    fn page(&mut self, number: u32, style: FolioStyle) {
        let side = if number % 2 == 1 { Side::Recto } else { Side::Verso };
        self.pages.pages.push(Page {
            side,
            folio: Folio { number, style },
            placed: Vec::new(),
            cost: 0,
        });
    }

    fn node(&mut self, parent: NodeId, tag: Tag) -> NodeId {
        self.pages.structure.add(parent, tag, None)
    }

    fn paragraph(&mut self) -> NodeId {
        let root = self.pages.structure.root();
        self.node(root, Tag::Paragraph)
    }

    fn place(&mut self, y: i64, node: Option<NodeId>, mark: Mark) {
        let at = Point { x: Len::pt(60), y: Len::pt(y) };
        let page = self.pages.pages.last_mut().expect("a page was begun");
        page.placed.push(Placed { at, node, span: None, mark });
    }

    fn line(&mut self, y: i64, node: Option<NodeId>, runs: Vec<Run>) {
        let (role, width) = (LineRole::Body, Len::pt(300));
        let runs = runs.into_iter().map(|run| Run { node, ..run }).collect();
        self.place(
            y,
            None,
            Mark::Line(Line {
                role,
                width,
                out: Default::default(),
                ratio: 0,
                turned: false,
                from: 0,
                runs,
            }),
        );
    }

    /// A run of glyphs given by their characters or names, each with the text it stands for.
    fn run(&self, pieces: &[(&str, &str)], space: i32) -> Run {
        let size = Len::pt(11);
        let metrics =
            self.font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
        let upem = f64::from(self.font.head_upem());
        let mut run = Run {
            x: Len::ZERO,
            rise: Len::ZERO,
            face: FaceId::new(0),
            stretch: 1000,
            size,
            ink: Ink::Black(1000),
            node: None,
            text: String::new(),
            glyphs: Vec::new(),
        };
        for (name, text) in pieces {
            let id = self.glyph(name);
            let own = metrics.advance_width(id).expect("a glyph of the font");
            let advance = (f64::from(own) * size.count() as f64 / upem).round() as i32;
            let advance = advance + if *name == " " { space } else { 0 };
            let bytes = text.len() as u16;
            let id = id.to_u32() as u16;
            run.glyphs.push(Glyph { id, bytes, advance, dx: 0, dy: 0 });
            run.text.push_str(text);
        }
        run
    }

    fn glyph(&self, name: &str) -> skrifa::GlyphId {
        let mut chars = name.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return self.font.charmap().map(c).expect("a character of the font");
        }
        let names = self.font.glyph_names();
        let found = names.iter().find(|(_, found)| found.as_str() == name);
        found.unwrap_or_else(|| panic!("the font has no {name}")).0
    }

    fn plain(&self, text: &str, space: i32) -> Run {
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let pieces: Vec<(&str, &str)> =
            letters.iter().map(|c| (c.as_str(), c.as_str())).collect();
        self.run(&pieces, space)
    }

    fn write(&self) -> Vec<u8> {
        write(&self.pages, &fonts()).expect("the pages are good").bytes
    }
}

trait Upem {
    fn head_upem(&self) -> u16;
}
impl Upem for FontRef<'_> {
    fn head_upem(&self) -> u16 {
        self.metrics(FontSize::unscaled(), LocationRef::default()).units_per_em
    }
}

/// What a tool prints about the file; `None`, said aloud, where it is not installed.
fn tool(name: &str, args: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("book.pdf");
    std::fs::write(&path, pdf).expect("room for the test");
    let path = path.to_string_lossy().into_owned();
    let args = args.iter().map(|arg| if *arg == "FILE" { path.as_str() } else { arg });
    match Command::new(name).args(args).output() {
        Ok(out) => Some(String::from_utf8_lossy(&out.stdout).into_owned()),
        Err(_) => {
            // Past the harness, which keeps the words of tests that pass to itself.
            let _ = writeln!(std::io::stderr(), "skipped: {name} is not installed");
            None
        }
    }
}

fn poppler(pdf: &[u8]) -> Option<String> {
    tool("pdftotext", &["-enc", "UTF-8", "FILE", "-"], pdf)
}

fn mutool(pdf: &[u8]) -> Option<String> {
    tool("mutool", &["draw", "-q", "-F", "txt", "FILE"], pdf)
}

/// A page on which one glyph stands for several texts, in every way that books know.
fn soft_cases() -> Book {
    let mut book = Book::new();
    let p = Some(book.paragraph());
    let narrow = -Len::from_pt(0.9).count() as i32;
    let wide = Len::from_pt(4.0).count() as i32;
    let mut first = book.plain("The co-op of the many gar", wide);
    let hyphen = book.run(&[("-", "\u{ad}")], 0);
    first.text.push_str(&hyphen.text);
    first.glyphs.extend(hyphen.glyphs);
    book.line(80, p, vec![first]);
    book.line(94, p, vec![book.plain("dens is a co-op too", narrow)]);
    let ligatures = [("f_i", "fi"), ("n", "n"), ("d", "d"), (" ", "\u{a0}"), ("f", "f")];
    book.line(108, p, vec![book.run(&ligatures, 0)]);
    let caps = [("a.sc", "a"), ("b.sc", "b"), (" ", " "), ("a.sc", "A"), ("b.sc", "B")];
    book.line(122, p, vec![book.run(&caps, 0)]);
    book.line(136, p, vec![book.run(&[("x", "x"), ("-", "\u{2011}"), ("y", "y")], 0)]);
    book
}

/// The characters of a file as a reader in Rust sees them. Its own guesses at spaces are
/// left out: it reads krilla's form of the widths table wrong.
fn characters(pdf: &[u8]) -> String {
    struct Letters(String);
    impl OutputDev for Letters {
        fn begin_page(
            &mut self,
            _: u32,
            _: &MediaBox,
            _: Option<(f64, f64, f64, f64)>,
        ) -> Result<(), OutputError> {
            Ok(())
        }
        fn end_page(&mut self) -> Result<(), OutputError> {
            Ok(())
        }
        fn output_character(
            &mut self,
            _: &Transform,
            _: f64,
            _: f64,
            _: f64,
            text: &str,
        ) -> Result<(), OutputError> {
            self.0.push_str(text);
            Ok(())
        }
        fn begin_word(&mut self) -> Result<(), OutputError> {
            Ok(())
        }
        fn end_word(&mut self) -> Result<(), OutputError> {
            Ok(())
        }
        fn end_line(&mut self) -> Result<(), OutputError> {
            Ok(())
        }
    }
    let document = pdf_extract::Document::load_mem(pdf).expect("a readable file");
    let mut letters = Letters(String::new());
    pdf_extract::output_doc(&document, &mut letters).expect("readable pages");
    letters.0
}

#[test]
fn one_glyph_copies_as_each_of_its_texts() {
    let pdf = soft_cases().write();
    let lines = ["The co-op of the many gar\u{ad}", "dens is a co-op too"];
    let more = ["find\u{a0}f", "ab AB", "x\u{2011}y"];
    let all = [lines.concat(), more.concat()].concat();
    assert_eq!(characters(&pdf), all);
    // Poppler and mutool give every kind of space as U+0020.
    for text in [mutool(&pdf), poppler(&pdf)].into_iter().flatten() {
        let expected = [lines.join("\n"), more.join("\n")].join("\n");
        assert_eq!(text.replace('\u{a0}', " ").trim(), expected.replace('\u{a0}', " "));
    }
}

#[test]
fn a_compound_keeps_its_hyphen_at_a_line_end() {
    let mut book = Book::new();
    let p = Some(book.paragraph());
    book.line(80, p, vec![book.plain("The garden of a co-", 0)]);
    book.line(94, p, vec![book.plain("op is a co-op too", 0)]);
    let pdf = book.write();
    assert_eq!(characters(&pdf), "The garden of a co\u{2010}op is a co-op too");
    for text in [mutool(&pdf), poppler(&pdf)].into_iter().flatten() {
        assert!(text.contains("a co\u{2010}\nop is"), "{text:?}");
    }
}

/// A little book with furniture, a heading, a list of links, a table with an empty cell,
/// pictures of every kind and front matter.
fn every_element(alt: Option<&str>) -> Book {
    let mut book = Book::new();
    let root = book.pages.structure.root();
    book.pages.pages.clear();
    book.page(1, FolioStyle::Roman);
    let section = book.node(root, Tag::Section);
    let head = book.plain("The house", 0);
    let furniture = Line {
        role: LineRole::Head,
        width: head.size,
        out: Default::default(),
        ratio: 0,
        turned: false,
        from: 0,
        runs: vec![head],
    };
    book.place(30, None, Mark::Line(furniture));
    book.place(34, None, Mark::Rule(Size { width: Len::pt(300), height: Len::PT }, TEAL));
    let heading = book.node(section, Tag::Heading(1, "The House".to_string()));
    book.line(80, Some(heading), vec![book.plain("The House", 0)]);
    let p = book.node(section, Tag::Paragraph);
    let link = book.node(p, Tag::Link("a garden".to_string()));
    let (mut before, mut inside) = (book.plain("It has ", 0), book.plain("a garden", 0));
    (before.node, inside.node) = (Some(p), Some(link));
    inside.x = Len::pt(40);
    let mut after = Run { node: Some(p), x: Len::pt(90), ..book.plain("2", 0) };
    (after.rise, after.ink) = (Len::pt(4), TEAL);
    let runs = vec![before, inside, after];
    let line = Line {
        role: LineRole::Body,
        width: Len::pt(300),
        out: Default::default(),
        ratio: 0,
        turned: false,
        from: 0,
        runs,
    };
    book.place(100, None, Mark::Line(line));
    let to = book.pages.outline[0].to;
    let area = Size { width: Len::pt(40), height: Len::pt(11) };
    book.place(90, Some(link), Mark::Link(area, Goal::Inside(to)));
    book.place(90, Some(link), Mark::Link(area, Goal::Outside("https://a.org/é".into())));
    book.page(2, FolioStyle::Roman);
    let table = book.node(section, Tag::Table);
    let row = book.node(table, Tag::TableRow);
    let tags = [Tag::TableHead, Tag::TableCell, Tag::TableCell];
    let cells: Vec<NodeId> = tags.map(|tag| book.node(row, tag)).to_vec();
    book.line(80, Some(cells[0]), vec![book.plain("one", 0)]);
    book.line(80, Some(cells[2]), vec![book.plain("three", 0)]);
    book.page(1, FolioStyle::Arabic);
    let ids = [jpeg(), svg()].map(|picture| book.pages.pictures.push(picture));
    for (index, id) in [ids[0], ids[1], ids[0], ids[1]].into_iter().enumerate() {
        let figure = book.node(section, Tag::Figure(alt.map(str::to_string)));
        let size = Size { width: Len::pt(60), height: Len::pt(90) };
        book.place(60 + 100 * index as i64, Some(figure), Mark::Picture(id, size));
    }
    for number in [2, 7, 8, 9] {
        book.page(number, FolioStyle::Arabic);
    }
    book
}

const TEAL: Ink = Ink::Colour { rgb: [0, 90, 90], cmyk: [100, 0, 30, 40] };

fn jpeg() -> Picture {
    let mut data = std::io::Cursor::new(Vec::new());
    let raster = ::image::RgbImage::from_fn(30, 20, |x, y| {
        ::image::Rgb(if y < 10 {
            [250, 250, 250]
        } else if x < 15 {
            [200, 0, 0]
        } else {
            [0, 0, 200]
        })
    });
    raster.write_to(&mut data, ::image::ImageFormat::Jpeg).expect("a small picture");
    Picture {
        name: "flag.jpg".to_string(),
        written: "flag.jpg".to_string(),
        format: Format::Jpeg,
        data: data.into_inner().into(),
        width: 20,
        height: 30,
        density: None,
        turn: Turn { mirrored: false, quarters: 1 },
        shapes: Shapes::default(),
    }
}

fn svg() -> Picture {
    let data = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30">
        <circle cx="10" cy="15" r="9" fill="#306090"/><image href="/etc/hostname"/></svg>"##;
    Picture {
        name: "disc.svg".to_string(),
        written: "disc.svg".to_string(),
        format: Format::Svg,
        data: data.as_bytes().into(),
        width: 20,
        height: 30,
        density: None,
        turn: Turn::default(),
        shapes: Shapes::default(),
    }
}

#[test]
fn pictures_are_embedded_once_and_untouched() {
    let pdf = every_element(Some("A flag")).write();
    let scan = jpeg().data;
    let found = pdf.windows(scan.len()).filter(|window| **window == *scan).count();
    assert_eq!(found, 1);
    let document = pdf_extract::Document::load_mem(&pdf).expect("a readable file");
    let forms = document.objects.values().filter(|object| {
        let subtype = object.as_stream().and_then(|stream| stream.dict.get(b"Subtype"));
        subtype.and_then(|name| name.as_name()).is_ok_and(|name| name == b"Form")
    });
    assert_eq!(forms.count(), 1);
}

#[test]
fn page_labels_start_where_the_numbers_do() {
    let pdf = every_element(Some("A flag")).write();
    let document = pdf_extract::Document::load_mem(&pdf).expect("a readable file");
    let catalog = document.catalog().expect("a catalog");
    let labels = document.get_dict_in_dict(catalog, b"PageLabels").expect("labels");
    let nums = labels.get(b"Nums").and_then(|nums| nums.as_array()).expect("ranges");
    let ranges: Vec<String> = nums
        .chunks(2)
        .map(|range| {
            let label = document.dereference(&range[1]).expect("a label").1;
            let label = label.as_dict().expect("a label");
            let style = label.get(b"S").and_then(|s| s.as_name()).expect("a style");
            let start = label.get(b"St").and_then(|start| start.as_i64()).unwrap_or(1);
            let page = range[0].as_i64().expect("a page");
            format!("{page}: {} {start}", String::from_utf8_lossy(style))
        })
        .collect();
    assert_eq!(ranges, ["0: r 1", "2: D 1", "4: D 7"]);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let book = every_element(Some("A flag"));
    let once = book.write();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let again = pool.expect("a few threads").install(|| book.write());
        assert!(once == again, "with {threads} threads");
    }
}

#[test]
fn claims_follow_from_what_stands_on_the_pages() {
    let claims = |book: &Book| Conformance::of(&book.pages);
    let mut book = every_element(Some("A flag"));
    assert_eq!(claims(&book), Conformance::Accessible);
    let has =
        |pdf: &[u8], text: &str| pdf.windows(text.len()).any(|w| w == text.as_bytes());
    let pdf = book.write();
    assert!(has(&pdf, "pdfuaid:part") && has(&pdf, "<pdfaid:conformance>A<"));
    assert_eq!(claims(&every_element(None)), Conformance::Archival);
    let pdf = every_element(None).write();
    assert!(!has(&pdf, "pdfuaid:part") && has(&pdf, "<pdfaid:conformance>U<"));
    let headless = book.node(book.pages.structure.root(), Tag::Table);
    assert_eq!(claims(&book), Conformance::Archival);
    book.pages.structure.0[headless].tag = Tag::Section;
    let p = book.paragraph();
    let mut unknown = book.plain("x", 0);
    unknown.glyphs[0].id = 0;
    book.line(300, Some(p), vec![unknown]);
    assert_eq!(claims(&book), Conformance::Plain);
    assert!(!has(&book.write(), "pdfaid"));
}

#[test]
fn the_structure_keeps_reading_order_and_empty_cells() {
    let pdf = every_element(Some("A flag")).write();
    let Some(tree) = tool("pdfinfo", &["-struct", "FILE"], &pdf) else { return };
    let types: Vec<&str> = tree
        .lines()
        .filter(|line| !line.trim().starts_with('"') && !line.trim().starts_with('/'))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        types.join(" ").replace(':', ""),
        "Document Sect H1 P Link Object Object Table TR TH TD TD Figure Figure Figure Figure"
    );
}

#[test]
fn broken_pictures_are_errors_that_name_them() {
    let mut book = every_element(Some("A flag"));
    let picture = book.pages.pictures.iter_mut().next().expect("two pictures");
    picture.data = vec![1, 2, 3].into();
    let error = write(&book.pages, &fonts()).expect_err("three bytes are no picture");
    assert!(error.to_string().starts_with("the picture flag.jpg cannot be embedded: "));
}

#[test]
fn clusters_share_their_text_out_and_textless_glyphs_do_no_harm() {
    let mut book = Book::new();
    let p = Some(book.paragraph());
    // Two glyphs for two characters that the shaper took together, then a mark that
    // stands for nothing.
    let mut accent = book.run(&[("e", "e\u{301}"), ("´", ""), ("x", "x")], 0);
    accent.glyphs[1].advance = 0;
    // One character that the font sets with two glyphs, beside one of them alone.
    let mut split = book.run(&[("e", "é"), ("´", ""), ("e", "e")], 0);
    split.glyphs[1].dy = Len::PT.count() as i32 * 2;
    split.x = Len::pt(80);
    book.line(80, p, vec![accent, book.run(&[("»", "")], 0), split, book.run(&[], 0)]);
    let pdf = book.write();
    assert_eq!(characters(&pdf), "e\u{301}xée");
}

#[test]
fn links_are_tagged_and_their_addresses_ascii() {
    let pdf = every_element(Some("A flag")).write();
    let document = pdf_extract::Document::load_mem(&pdf).expect("a readable file");
    let dicts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let links: Vec<_> = dicts
        .filter(|d| d.get(b"Subtype").and_then(|s| s.as_name()).ok() == Some(b"Link"))
        .collect();
    assert_eq!(links.len(), 2);
    assert!(links.iter().all(|link| link.has(b"StructParent") && link.has(b"Contents")));
    let action = links.iter().find_map(|link| link.get(b"A").ok()?.as_dict().ok());
    let address = action.and_then(|action| action.get(b"URI").ok()?.as_str().ok());
    assert_eq!(address, Some(b"https://a.org/%C3%A9".as_slice()));
}

/// By this half of `/ID` a copy on a reader is known for this book. Where a new version of the writer
/// makes another, those that were sent before are taken for strangers: say so in the change log.
#[test]
fn the_permanent_identifier_is_made_from_the_book_s() {
    let permanent = |book: &Book| {
        let pdf = lopdf::Document::load_mem(&book.write()).expect("it is read");
        let both = pdf.trailer.get(b"ID").and_then(lopdf::Object::as_array);
        let first = both.expect("it is there")[0].as_str().expect("a text");
        String::from_utf8(first.to_vec()).expect("ASCII")
    };
    let mut book = every_element(Some("A flag"));
    let first = permanent(&book);
    assert_eq!(first, "HLoIThy8GVpzZjQo0YtMFQ==");
    // It is that of the book, whatever is on its pages and claimed of them.
    book.pages.info.title = "Another title".to_string();
    assert_eq!(permanent(&book), first);
    assert_eq!(permanent(&every_element(None)), first);
    book.pages.info.uuid = "urn:uuid:0f4a2c5e-8a51-5a3c-9f0e-6a4c1f0f8e12".to_string();
    assert_ne!(permanent(&book), first);
}
