//! A book made by hand that holds every kind of block and inline once, and what its
//! e-book says of it.

use std::io::{Cursor, Read};

use super::*;
use crate::document::{
    Alt, Anchor, AnchorId, Block, Column, Cover, Definition, Figure, FigureWidth, Inline,
    InlineStyle, Inlines, Item as ListItem, Kind, Letter, Note, NoteId, Role, Row,
    Section, Series, Table, Target, VerseLine,
};
use crate::font::Fonts;
use crate::id::{Arena, Id};
use crate::info::{
    Accessibility, Contributor, Date, Exemption, Info, Isbn, Lang, MarcRole, Moment,
    Subject,
};
use crate::source::{Files, Span};

struct Maker {
    at: Span,
    anchors: Arena<Anchor>,
    section: u32,
}

impl Maker {
    fn new() -> Maker {
        let at = Span::head(Files::default().add("a.md", ""));
        Maker { at, anchors: Arena::default(), section: 0 }
    }

    fn anchor(&mut self, id: &str) -> AnchorId {
        self.anchors.push(Anchor {
            id: id.into(),
            section: self.section,
            name: Vec::new(),
        })
    }

    fn text(&self, text: &str) -> Inline {
        Inline::Text { text: text.into(), span: self.at }
    }

    fn words(&self, text: &str) -> Inlines {
        vec![self.text(text)]
    }

    fn styled(&self, style: InlineStyle, text: &str) -> Inline {
        Inline::Styled { style, content: self.words(text), span: self.at }
    }

    fn block(&self, kind: Kind) -> Block {
        Block { kind, span: self.at, lang: None, anchor: None, classes: Vec::new() }
    }

    fn p(&self, text: &str) -> Block {
        self.block(Kind::Paragraph(self.words(text)))
    }

    fn head(&mut self, level: u8, text: &str, id: &str) -> Block {
        let content = self.words(text);
        Block {
            anchor: Some(self.anchor(id)),
            ..self.block(Kind::Heading { level, content })
        }
    }

    fn section(&mut self, role: Role, slug: &str, title: &str) -> Section {
        Section {
            index: self.section,
            anchor: self.anchor(slug),
            role,
            slug: format!("{:02}-{slug}", self.section + 1),
            title: if title.is_empty() { Vec::new() } else { self.words(title) },
            subtitle: Vec::new(),
            authors: Vec::new(),
            translators: Vec::new(),
            date: None,
            source: None,
            rights: None,
            lang: lang("en-GB"),
            blocks: Vec::new(),
            end_notes: Vec::new(),
            children: Vec::new(),
            span: self.at,
        }
    }
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a good tag")
}

fn picture(bytes: &[u8], name: &str) -> Picture {
    let mut sink = crate::diag::Sink::default();
    let at = Maker::new().at;
    crate::image::load(bytes.to_vec(), name, at, &mut sink).expect("a good picture")
}

fn drawing() -> Picture {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160">
      <rect x="10" y="10" width="280" height="140" fill="none" stroke="#000" stroke-width="2"/>
      <path d="M10 80h120M170 80h120M150 10v50" stroke="#000" stroke-width="2"/>
      <text x="40" y="50" font-size="16">Study</text>
      <text x="190" y="120" font-size="16" font-family="Arial, sans-serif">Garden</text></svg>"##;
    picture(svg.as_bytes(), "plan.svg")
}

fn photograph() -> Picture {
    let pixels = image::RgbImage::from_fn(240, 160, |x, y| {
        image::Rgb([(x / 2) as u8 + 60, (y / 2) as u8 + 80, 90])
    });
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .encode_image(&pixels)
        .expect("encodes");
    Picture {
        turn: crate::image::Turn { mirrored: false, quarters: 1 },
        width: 160,
        height: 240,
        ..picture(&jpeg, "garden.jpg")
    }
}

fn info() -> Info {
    let person = |name: &str, sort: Option<&str>, role: &str| Contributor {
        name: name.into(),
        sort: sort.map(str::to_owned),
        role: MarcRole(role.into()),
    };
    Info {
        title: "The House & Its “Garden”".into(),
        subtitle: Some("Letters, verses and a plan".into()),
        lang: lang("en-GB"),
        contributors: vec![
            person("Ana Ruiz", Some("Ruiz, Ana"), "aut"),
            person("Leo Blank", None, "trl"),
        ],
        publisher: Some("Small Press".into()),
        place: Some("Coyoacán".into()),
        date: Some(Date { year: 2025, month: Some(6), day: Some(8) }),
        edition: Some("Second, revised edition".into()),
        rights: Some("© 2025 The authors".into()),
        licence: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        description: Some("A test of everything < 1 MB.".into()),
        subjects: vec![
            Subject { name: "Gardens".into(), scheme: None },
            Subject {
                name: "History".into(),
                scheme: Some(("Thema".into(), "NHTB".into())),
            },
        ],
        accessibility: Accessibility::default(),
        series: Some(("Pamphlets".into(), Some("3".into()))),
        uuid: "urn:uuid:6a3b1f9e-1111-5222-8333-444455556666".into(),
        isbn_epub: Some(Isbn("978-3-16-148410-0".into())),
        isbn_print: Some(Isbn("978-0-306-40615-7".into())),
        source: Some("https://example.org/source page".into()),
        imprint: vec!["Set with care.".into()],
        modified: Moment { unix: 1_749_340_800 },
    }
}

/// A book with every kind of block and inline.
pub(super) fn everything() -> Document {
    let mut m = Maker::new();
    let mut notes = Arena::default();
    let mut pictures = Arena::default();
    let plan = pictures.push(drawing());
    let photo = pictures.push(photograph());

    let mut preface = m.section(Role::FrontMatter, "preface", "Preface");
    preface.blocks = vec![m.p("Why this was written. “Quotes” & <angles>.")];

    m.section = 1;
    let mut part = m.section(Role::Part, "part", "The First Part");
    part.blocks = vec![m.p("A word on the part.")];

    m.section = 2;
    let place = m.anchor("place");
    let mut house = m.section(Role::Chapter, "house", "The House");
    house.subtitle = m.words("A walk through it");
    house.authors = vec!["Ana Ruiz".into()];
    house.translators = vec!["Leo Blank".into()];
    house.date = Some("8 June 1925".into());
    house.source = Some("The Gazette".into());
    house.rights = Some("© The heirs".into());
    let note = |m: &Maker, number, blocks| {
        let (series, running) = (Series::Author, number);
        Note { series, number, running, section: 2, blocks, span: m.at }
    };
    let first = {
        let blocks = vec![m.p("The first note."), m.p("It has two paragraphs.")];
        notes.push(note(&m, 1, blocks))
    };
    let second = {
        let quote =
            m.block(Kind::Quote { blocks: vec![m.p("Said.")], attribution: None });
        notes.push(note(&m, 2, vec![quote]))
    };
    let marker =
        |m: &Maker, note: NoteId, repeat| Inline::Note { note, repeat, span: m.at };
    let inlines = vec![
        m.text("Text with "),
        m.styled(InlineStyle::Emphasis, "stress"),
        m.text(", "),
        m.styled(InlineStyle::Strong, "strength"),
        m.text(", "),
        m.styled(InlineStyle::SmallCaps, "Small Caps"),
        m.text(", H"),
        m.styled(InlineStyle::Subscript, "2"),
        m.text("O, 3"),
        m.styled(InlineStyle::Superscript, "rd"),
        m.text(", "),
        m.styled(InlineStyle::Strike, "struck"),
        m.text(", "),
        m.styled(InlineStyle::Language(lang("es")), "las bombas"),
        m.text(", "),
        m.styled(InlineStyle::AsTyped, "\"as typed\""),
        m.text(", "),
        m.styled(InlineStyle::Class("work".into()), "A Work"),
        m.text(", "),
        m.styled(InlineStyle::Anchor(place), "a place"),
        m.text(", "),
        Inline::Code { text: "let x = a < b;".into(), span: m.at },
        m.text(", 1940–2025 in figures;"),
        Inline::Break { span: m.at },
        m.text("a note"),
        marker(&m, first, 0),
        m.text(" and another"),
        marker(&m, second, 0),
        m.text(", the first again"),
        marker(&m, first, 1),
        m.text(" and a sign "),
        Inline::Picture { picture: plan, alt: Alt::Text("a plan".into()), span: m.at },
        m.text(". "),
        Inline::Link {
            to: Target::Outside("https://example.org/a%20b?c=d&e=f".into()),
            content: m.words("Outside"),
            span: m.at,
        },
        m.text(" and "),
        Inline::Link {
            to: Target::Inside(Id::new(1)),
            content: m.words("the first part"),
            span: m.at,
        },
        m.text("; "),
        Inline::Link {
            to: Target::Inside(place),
            content: m.words("the place"),
            span: m.at,
        },
        m.text("."),
    ];
    let long = "The garden lies behind the house, and who enters it by the small door \
        sees first the wall, then the trees, and between them the table at which the \
        letters were written, year after year, in an even hand.";
    house.blocks = vec![
        m.block(Kind::Epigraph {
            blocks: vec![m.p("The motto comes first.")],
            source: Some(m.words("Somebody Wise")),
        }),
        m.block(Kind::Dateline(m.words("Coyoacán, 8 June"))),
        m.block(Kind::Paragraph(inlines)),
        m.p(long),
        m.p(long),
        m.head(1, "The Study", "study"),
        m.p(long),
        m.head(3, "A head that skips a level", "deep"),
        m.block(Kind::Quote {
            blocks: vec![m.p(long), m.p("And a second paragraph.")],
            attribution: Some(m.words("Ana Ruiz, in a letter")),
        }),
        m.block(Kind::SceneBreak),
        m.p(long),
        m.head(1, "The Garden", "garden"),
        m.block(Kind::Verse {
            stanzas: vec![
                [(0, "The trees are old, the wall is low,"), (1, "the table waits")]
                    .map(|(indent, text)| VerseLine {
                        indent,
                        content: m.words(text),
                        span: m.at,
                    })
                    .into(),
                vec![VerseLine {
                    indent: 2,
                    content: m.words("in the shade."),
                    span: m.at,
                }],
            ],
            attribution: Some(m.words("From a notebook")),
        }),
        m.block(Kind::Letter(Letter {
            title: Some(m.words("Letter to the neighbours")),
            dateline: Some(m.words("Coyoacán, May")),
            blocks: vec![m.p("Dear neighbours,"), m.p(long)],
            signature: Some(m.words("A. Ruiz")),
        })),
        m.block(Kind::Box {
            title: Some(m.words("In brief")),
            blocks: vec![m.p(long), m.p("Second.")],
        }),
        m.block(Kind::Figure(Figure {
            picture: plan,
            alt: Alt::Text("Plan: the study left, the garden right".into()),
            beside: Vec::new(),
            caption: Some(m.words("The house from above.")),
            credit: Some(m.words("Drawn for this book")),
            width: FigureWidth::Measure(750),
        })),
        m.block(Kind::Figure(Figure {
            picture: photo,
            alt: Alt::Decorative,
            beside: Vec::new(),
            caption: None,
            credit: None,
            width: FigureWidth::Natural,
        })),
        m.block(Kind::List {
            start: None,
            tight: true,
            items: vec![
                ListItem { blocks: vec![m.p("One")] },
                ListItem {
                    blocks: vec![
                        m.p("Two, with a list inside"),
                        m.block(Kind::List {
                            start: Some(4),
                            tight: true,
                            items: vec![ListItem { blocks: vec![m.p("Four")] }],
                        }),
                    ],
                },
            ],
        }),
        m.block(Kind::List {
            start: Some(1),
            tight: false,
            items: vec![
                ListItem { blocks: vec![m.p("Loose"), m.p("Two paragraphs")] },
                ListItem { blocks: vec![m.p("Last")] },
            ],
        }),
        m.block(Kind::Definitions(vec![Definition {
            terms: vec![m.words("Wall"), m.words("Fence")],
            meanings: vec![vec![m.p("What stands around.")], vec![m.p("Or not.")]],
        }])),
        m.block(Kind::Table(Table {
            caption: Some(m.words("Trees by year")),
            columns: vec![Column::Start, Column::Centre, Column::End],
            head: vec![Row { cells: ["", "Kind", "Number"].map(|t| m.words(t)).into() }],
            rows: vec![
                Row { cells: ["1938", "Palm", "12"].map(|t| m.words(t)).into() },
                Row { cells: ["1939", "Cactus", "140"].map(|t| m.words(t)).into() },
            ],
        })),
        m.block(Kind::Code {
            language: Some("rust".into()),
            text: "fn main() {\n    println!(\"<&>\");\n}".into(),
        }),
        m.block(Kind::PageBreak),
        Block {
            lang: Some(lang("fr")),
            classes: vec!["aside".into()],
            ..m.p("Un passage en français.")
        },
        m.block(Kind::Questions {
            start: 3,
            items: vec![
                vec![m.p("Who wrote the letters?")],
                vec![m.p("Why?"), m.p("Give reasons.")],
            ],
            room: 2,
        }),
    ];
    part.children = vec![house];

    m.section = 3;
    let mut untitled = m.section(Role::BackMatter, "untitled", "");
    untitled.lang = lang("es");
    untitled.blocks =
        vec![m.p("Un texto sin título, pero con palabras."), m.head(2, "Final", "final")];

    Document {
        info: info(),
        sections: vec![preface, part, untitled],
        notes,
        pictures,
        anchors: m.anchors,
        cover: None,
        back: None,
        said: Default::default(),
    }
}

fn book(document: &Document, options: &Options) -> Vec<u8> {
    let theme = crate::theme::builtin("pamphlet").expect("it is built in");
    write(document, &theme, &fonts(), options)
}

/// Two faces of the text and one for boxes.
fn fonts() -> Fonts {
    Fonts::embedded()
}

fn file(epub: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut text = String::new();
    archive.by_name(path).expect(path).read_to_string(&mut text).expect("UTF-8");
    text
}

fn with_cover(document: &Document) -> Options {
    Options { cover: cover(document), ..Options::default() }
}

fn cover(document: &Document) -> Option<crate::image::Picture> {
    let theme = crate::theme::builtin("pamphlet").expect("it is built in");
    crate::cover::front(document, &theme, &fonts(), None)
}

#[test]
fn the_archive_begins_with_its_type_and_is_the_same_on_any_machine() {
    let document = everything();
    let epub = book(&document, &Options::default());
    assert_eq!(&epub[30..58], b"mimetypeapplication/epub+zip");
    let pool = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| book(&document, &Options::default()))
    };
    assert!(epub == pool(1) && epub == pool(8));
}

#[test]
fn every_file_is_well_formed_and_every_link_leads_somewhere() {
    let document = everything();
    let epub = book(&document, &with_cover(&document));
    let mut archive = zip::ZipArchive::new(Cursor::new(&epub)).expect("an archive");
    let names: Vec<String> =
        archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    let mut ids = std::collections::BTreeSet::new();
    let mut links = Vec::new();
    for name in names.iter().filter(|n| n.ends_with("html") || n.ends_with("opf")) {
        let mut text = String::new();
        archive.by_name(name).expect("listed").read_to_string(&mut text).expect("UTF-8");
        let options =
            usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let xml = usvg::roxmltree::Document::parse_with_options(&text, options)
            .unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        for node in xml.descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(ids.insert(format!("{name}#{id}")), "{name} has {id} twice");
            }
            if let Some(href) = node.attribute("href").map(str::to_owned)
                && !href.contains("://")
            {
                let folder = name.rsplit_once('/').expect("in a folder").0;
                links.push(match href.strip_prefix('#') {
                    Some(id) => format!("{name}#{id}"),
                    None => format!("{folder}/{href}").replace("text/../", ""),
                });
            }
        }
    }
    for link in links {
        assert!(ids.contains(&link) || names.contains(&link), "{link} leads nowhere");
    }
}

#[test]
fn an_article_says_what_it_is() {
    let document = everything();
    let text = file(&book(&document, &Options::default()), "EPUB/text/03-house.xhtml");
    for expected in [
        "lang=\"en-GB\" xml:lang=\"en-GB\"",
        "epub:type=\"chapter\" role=\"doc-chapter\"",
        "<span lang=\"es\" xml:lang=\"es\">las bombas</span>",
        "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"_ref-1\" \
         href=\"#_note-1\">1</a>",
        "id=\"_ref-1-1\"",
        "role=\"doc-backlink\" aria-label=\"Back to note 2\"",
        "<a href=\"02-part.xhtml#part\">",
        "<a href=\"#place\">",
        "https://example.org/a%20b?c=d&amp;e=f",
        "<h3 class=\"head-3\" id=\"deep\">",
        "alt=\"\" role=\"presentation\"",
        "<th scope=\"col\" class=\"end\">Number</th>",
        "<ol class=\"questions\" start=\"3\">",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
}

#[test]
fn what_is_said_of_accessibility_is_true() {
    let mut document = everything();
    let sound = Options { conforms: true, ..Options::default() };
    let package = file(&book(&document, &sound), "EPUB/package.opf");
    assert!(package.contains(">alternativeText<") && !package.contains("conformsTo"));
    document.info.accessibility = Accessibility {
        certified_by: Some("The Press".into()),
        credential: Some("Reader".into()),
        report: Some("https://example.org/r".into()),
        summary: Some("Maps are told in words.".into()),
        ..Accessibility::default()
    };
    let package = file(&book(&document, &sound), "EPUB/package.opf");
    for expected in [
        ">EPUB Accessibility 1.1 - WCAG 2.2 Level AA<",
        "refines=\"#conformance\" property=\"a11y:certifiedBy\" id=\"certifier\">The Press<",
        "refines=\"#certifier\" property=\"a11y:certifierCredential\">Reader<",
        "refines=\"#certifier\" href=\"https://example.org/r\"/>",
        " Maps are told in words.<",
    ] {
        assert!(package.contains(expected), "{expected} is not in\n{package}");
    }
    let package = file(&book(&document, &Options::default()), "EPUB/package.opf");
    assert!(!package.contains("alternativeText") && !package.contains("certifier"));
    assert!(package.contains(">visual<") && !package.contains("Sufficient\">textual<"));
    document.info.accessibility = Accessibility {
        exemption: Some(Exemption::Microenterprise),
        ..Accessibility::default()
    };
    let package = file(&book(&document, &Options::default()), "EPUB/package.opf");
    assert!(package.contains("\"dcterms:conformsTo\">none<"), "{package}");
    assert!(package.contains("\"a11y:exemption\">eaa-microenterprise<"), "{package}");
}

/// What a catalogue can read back is what the manifest says.
#[test]
fn subjects_and_licences_are_given_as_their_schemes_have_them() {
    let mut document = everything();
    document.info.licence = Some("CC BY-SA 4.0".into());
    let package = file(&book(&document, &Options::default()), "EPUB/package.opf");
    for expected in [
        "<dc:subject>Gardens</dc:subject>",
        "<dc:subject id=\"subject-2\">History</dc:subject>",
        "<meta refines=\"#subject-2\" property=\"authority\">Thema</meta>",
        "<meta refines=\"#subject-2\" property=\"term\">NHTB</meta>",
        "<link rel=\"dcterms:license\" href=\"https://creativecommons.org/licenses/by-sa/4.0/\"/>",
    ] {
        assert!(package.contains(expected), "{expected} is not in\n{package}");
    }
}

#[test]
fn a_picture_shares_an_edge_with_its_caption_and_text_runs_on_after_it() {
    let epub = book(&everything(), &Options::default());
    let css = file(&epub, "EPUB/css/book.css");
    assert!(css.contains("figure.captioned { text-align: left; }"), "{css}");
    assert!(!css.contains("figure + p"), "{css}");
}

#[test]
fn covers_are_drawn_or_taken_as_they_are() {
    let mut document = everything();
    let card = cover(&document).expect("a title card");
    assert_eq!((card.width, card.height, card.format), (1600, 2560, Format::Png));
    document.cover =
        Some(Cover { picture: Id::new(1), alt: "A garden".into(), span: None });
    let art = cover(&document).expect("the art");
    assert_eq!(art.data, document.pictures[Id::new(1)].data);
    let epub = book(&document, &with_cover(&document));
    assert!(file(&epub, "EPUB/text/cover.xhtml").contains("alt=\"A garden\""));
}

#[test]
fn only_the_faces_that_the_text_uses_are_embedded() {
    let mut document = everything();
    let options = Options { embed_fonts: true, ..Options::default() };
    let epub = book(&document, &options);
    let css = file(&epub, "EPUB/css/book.css");
    assert!(css.contains("url(\"../fonts/EBGaramond400RegularItalic.ttf\")"), "{css}");
    assert!(file(&epub, "EPUB/fonts/licences.txt").contains("Open Font License"));
    document.sections.clear();
    let package = file(&book(&document, &options), "EPUB/package.opf");
    assert!(
        package.contains("EBGaramond400Regular.ttf") && !package.contains("SourceCode")
    );
}

/// Writes the book to the path in `EPUB_OUT`, to be looked at by hand.
#[test]
fn the_book_of_everything_can_be_looked_at() {
    let Some(path) = std::env::var_os("EPUB_OUT") else { return };
    let document = everything();
    let options = Options { embed_fonts: true, ..with_cover(&document) };
    std::fs::write(path, book(&document, &options)).expect("written");
}

#[test]
fn lists_have_room_for_long_numbers() {
    let mut m = Maker::new();
    let mut section = m.section(Role::Chapter, "list", "A list");
    let items = (0..3).map(|_| ListItem { blocks: vec![m.p("Text.")] }).collect();
    section.blocks = vec![m.block(Kind::List { start: Some(98), tight: true, items })];
    let document =
        Document { sections: vec![section], anchors: m.anchors, ..everything() };
    let epub = book(&document, &Options::default());
    let text = file(&epub, "EPUB/text/01-list.xhtml");
    assert!(text.contains("<ol class=\"list tight digits-3\" start=\"98\">"), "{text}");
    let css = file(&epub, "EPUB/css/book.css");
    assert!(css.contains("ol.digits-3 { padding-left: 1.25em; }"), "{css}");
}

/// A long word in a column of a small screen is parted, a number is not.
#[test]
fn cells_say_what_may_be_parted_in_them() {
    let maker = Maker::new();
    let cells =
        ["Donaudampfschifffahrtsgesellschaft", "1,204.50", "a few words", "Amt", "x"];
    let row = |cells: &[Inlines]| Row { cells: cells.to_vec() };
    let words: Vec<Inlines> = cells.iter().map(|text| maker.words(text)).collect();
    for (count, classes) in [(3, "long,,"), (5, "long,whole,whole,whole,whole")] {
        let columns = vec![Column::Start; count];
        let rows = vec![row(&words[..count])];
        let table = Table { caption: None, columns, head: Vec::new(), rows };
        let block = maker.block(Kind::Table(table));
        let mut document = everything();
        document.sections[0].blocks = vec![block];
        let epub = book(&document, &Options::default());
        let name = format!("EPUB/text/{}.xhtml", document.sections[0].slug);
        let text = file(&epub, &name);
        let (_, table) = text.split_once("<tbody>").expect("a table");
        let cells = table.split("<t").skip(2).take(count);
        let class = |cell: &str| {
            let tag = cell.split_once('>').expect("a tag").0;
            tag.split_once("class=\"")
                .map_or("", |(_, c)| c.trim_end_matches('"'))
                .to_owned()
        };
        assert_eq!(cells.map(class).collect::<Vec<_>>().join(","), classes);
    }
}
