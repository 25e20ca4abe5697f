//! Handmade pages, written and read again by a reader that shares no code with the writer,
//! and by poppler and mutool where they are installed.

use std::borrow::Cow;
use std::process::Command;
use std::sync::Arc;

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::{FontRef, MetadataProvider};

use super::write;
use crate::font::{Face, FaceId, Fonts, Slant, Weight};
use crate::geom::{Len, Point, Size};
use crate::id::{Arena, Id};
use crate::image::{Format, Picture, Turn};
use crate::info::{Contributor, Info, Lang, MarcRole, Moment};
use crate::pages::{
    Destination, Folio, FolioStyle, Glyph, Goal, Ink, Line, LineRole, Mark, NodeId,
    OutlineItem, Page, Pages, Placed, Run, Side, Structure, Tag,
};

const GARAMOND: &[u8] =
    include_bytes!("../../fonts/eb-garamond/EBGaramond_400Regular.ttf");

fn fonts() -> Fonts {
    let mut faces = Arena::default();
    faces.push(Face {
        family: "EB Garamond".to_string(),
        weight: Weight::Regular,
        slant: Slant::Upright,
        data: Arc::new(Cow::Borrowed(GARAMOND)),
        index: 0,
        file_name: "EBGaramond_400Regular.ttf".to_string(),
    });
    Fonts { faces }
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
        subjects: vec!["houses".to_string(), "gardens".to_string()],
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
            pictures: Arena::default(),
        };
        let mut book = Book { pages, font: FontRef::new(GARAMOND).expect("our font") };
        book.page(1, FolioStyle::Arabic);
        let top = Destination { page: 0, at: Point { x: Len::pt(60), y: Len::pt(60) } };
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
        self.place(y, None, Mark::Line(Line { role, width, ratio: 0, runs }));
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
        write(&self.pages, &fonts()).expect("the pages are good")
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
            eprintln!("skipped: {name} is not installed");
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
