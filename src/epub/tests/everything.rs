//! A book made by hand that holds every kind of block and inline once.

use super::super::*;
use crate::document::{
    Alt, Anchor, AnchorId, Block, Column, Definition, Figure, FigureWidth, Inline,
    InlineStyle, Inlines, Item as ListItem, Kind, Letter, Note, NoteId, Role, Row,
    Section, Series, Table, Target, VerseLine,
};
use crate::id::{Arena, Id};
use crate::info::{
    Accessibility, Contributor, Date, Info, Isbn, Lang, MarcRole, Moment, Subject,
};
use crate::source::{Files, Span};

pub struct Maker {
    pub at: Span,
    pub anchors: Arena<Anchor>,
    pub section: u32,
}

impl Maker {
    pub fn new() -> Maker {
        let at = Span::head(Files::default().add("a.md", ""));
        Maker { at, anchors: Arena::default(), section: 0 }
    }

    pub fn anchor(&mut self, id: &str) -> AnchorId {
        self.anchors.push(Anchor {
            id: id.into(),
            section: self.section,
            name: Vec::new(),
        })
    }

    pub fn text(&self, text: &str) -> Inline {
        Inline::Text { text: text.into(), span: self.at }
    }

    pub fn words(&self, text: &str) -> Inlines {
        vec![self.text(text)]
    }

    pub fn styled(&self, style: InlineStyle, text: &str) -> Inline {
        Inline::Styled { style, content: self.words(text), span: self.at }
    }

    pub fn block(&self, kind: Kind) -> Block {
        Block { kind, span: self.at, lang: None, anchor: None, classes: Vec::new() }
    }

    pub fn p(&self, text: &str) -> Block {
        self.block(Kind::Paragraph(self.words(text)))
    }

    pub fn head(&mut self, level: u8, text: &str, id: &str) -> Block {
        let content = self.words(text);
        Block {
            anchor: Some(self.anchor(id)),
            ..self.block(Kind::Heading { level, content })
        }
    }

    pub fn section(&mut self, role: Role, slug: &str, title: &str) -> Section {
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

pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a good tag")
}

pub fn picture(bytes: &[u8], name: &str) -> Picture {
    let mut sink = crate::diag::Sink::default();
    let at = Maker::new().at;
    crate::image::load(bytes.to_vec(), name, at, &mut sink).expect("a good picture")
}

pub fn drawing() -> Picture {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160">
      <rect x="10" y="10" width="280" height="140" fill="none" stroke="#000" stroke-width="2"/>
      <path d="M10 80h120M170 80h120M150 10v50" stroke="#000" stroke-width="2"/>
      <text x="40" y="50" font-size="16">Study</text>
      <text x="190" y="120" font-size="16" font-family="Arial, sans-serif">Garden</text></svg>"##;
    picture(svg.as_bytes(), "plan.svg")
}

pub fn photograph() -> Picture {
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

pub fn info() -> Info {
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
pub fn everything() -> Document {
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
