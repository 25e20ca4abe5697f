//! What is painted on the pages: a reader of contents of its own, which follows forms as a
//! viewer does and knows nothing of how the file was made.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};

/// Something that is painted.
#[derive(Clone, PartialEq, Debug)]
pub struct Painted {
    /// The page, from 1.
    pub page: usize,
    pub what: What,
    pub ink: Ink,
    /// Whether it leaves the inks below it, where it has none.
    pub over: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Text,
    Area,
    Line,
    Gradient,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Ink {
    Gray(f32),
    Cmyk([f32; 4]),
    /// An ink by its name, or a pattern.
    Named(String),
}

impl Ink {
    /// Whether it is black or gray and no other ink.
    pub fn is_black_alone(&self) -> bool {
        match self {
            Ink::Gray(_) => true,
            Ink::Cmyk([c, m, y, _]) => [c, m, y].iter().all(|ink| **ink == 0.0),
            Ink::Named(_) => false,
        }
    }
}

#[derive(Clone)]
struct State {
    fill: Ink,
    line: Ink,
    over: (bool, bool),
    /// Which of fill and stroke text is drawn with.
    text: i64,
}

/// Everything that is painted in a file, in its order.
pub fn painted(pdf: &Document) -> Vec<Painted> {
    let mut found = Vec::new();
    for (index, id) in pdf.page_iter().enumerate() {
        let page = pdf.get_dictionary(id).expect("a page");
        let content = pdf.get_page_content(id);
        let content = content.unwrap_or_else(|why| panic!("page {}: {why}", index + 1));
        let begin = Ink::Gray(0.0);
        let state =
            State { fill: begin.clone(), line: begin, over: (false, false), text: 0 };
        let resources = page.get_deref(b"Resources", pdf).and_then(Object::as_dict);
        let nothing = Dictionary::new();
        let resources = resources.unwrap_or(&nothing);
        walk(pdf, index + 1, &content, resources, state, &mut found);
    }
    found
}

/// A resource by its kind and name.
fn named<'a>(
    pdf: &'a Document,
    resources: &'a Dictionary,
    kind: &str,
    name: &Object,
) -> &'a Object {
    let name = name.as_name().expect("a name");
    let all = resources.get_deref(kind.as_bytes(), pdf).and_then(Object::as_dict);
    let found = all.and_then(|all| all.get_deref(name, pdf));
    found.unwrap_or_else(|_| panic!("{kind} has {}", String::from_utf8_lossy(name)))
}

fn walk(
    pdf: &Document,
    page: usize,
    content: &[u8],
    resources: &Dictionary,
    mut state: State,
    found: &mut Vec<Painted>,
) {
    let content = Content::decode(content).expect("contents that can be read");
    let mut saved = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        let inks = || -> [f32; 4] {
            std::array::from_fn(|at| operands[at].as_float().expect("a number"))
        };
        let mut paint = |what, filled: bool, state: &State| {
            let (ink, over) = match filled {
                true => (state.fill.clone(), state.over.0),
                false => (state.line.clone(), state.over.1),
            };
            found.push(Painted { page, what, ink, over });
        };
        match operation.operator.as_str() {
            "q" => saved.push(state.clone()),
            "Q" => state = saved.pop().expect("each Q has its q"),
            "g" => state.fill = Ink::Gray(operands[0].as_float().expect("a number")),
            "G" => state.line = Ink::Gray(operands[0].as_float().expect("a number")),
            "k" => state.fill = Ink::Cmyk(inks()),
            "K" => state.line = Ink::Cmyk(inks()),
            "rg" | "RG" => panic!("page {page}: RGB"),
            "cs" | "CS" => {
                let name = operands[0].as_name().expect("a name");
                let ink = match name {
                    b"Pattern" | b"DeviceGray" | b"DeviceCMYK" => {
                        String::from_utf8_lossy(name).into_owned()
                    }
                    _ => separation(named(pdf, resources, "ColorSpace", &operands[0])),
                };
                match operation.operator.as_str() {
                    "cs" => state.fill = Ink::Named(ink),
                    _ => state.line = Ink::Named(ink),
                }
            }
            "gs" => {
                let gs = named(pdf, resources, "ExtGState", &operands[0]);
                let gs = gs.as_dict().expect("a dictionary");
                let get = |key: &[u8]| gs.get(key).and_then(Object::as_bool).ok();
                if let Some(over) = get(b"OP") {
                    state.over = (get(b"op").unwrap_or(over), over);
                    let mode = gs.get(b"OPM").and_then(Object::as_i64);
                    assert_eq!(mode.ok(), Some(1), "an ink of 0 is not printed");
                }
            }
            "f" | "F" | "f*" => paint(What::Area, true, &state),
            "S" | "s" => paint(What::Line, false, &state),
            "B" | "B*" | "b" | "b*" => {
                paint(What::Area, true, &state);
                paint(What::Line, false, &state);
            }
            "sh" => {
                let gradient = named(pdf, resources, "Shading", &operands[0]);
                let dict = gradient.as_dict().or(gradient.as_stream().map(|s| &s.dict));
                let space = dict.expect("a gradient").get_deref(b"ColorSpace", pdf);
                let space = space.and_then(Object::as_name).expect("a device's colours");
                let ink = Ink::Named(String::from_utf8_lossy(space).into_owned());
                found.push(Painted {
                    page,
                    what: What::Gradient,
                    ink,
                    over: state.over.0,
                });
            }
            "Tr" => state.text = operands[0].as_i64().expect("a number"),
            "Tj" | "TJ" | "'" | "\"" => match state.text {
                0 => paint(What::Text, true, &state),
                1 => paint(What::Text, false, &state),
                2 => {
                    paint(What::Text, true, &state);
                    paint(What::Text, false, &state);
                }
                _ => {}
            },
            "Do" => {
                let drawn = named(pdf, resources, "XObject", &operands[0]);
                let drawn = drawn.as_stream().expect("a stream");
                let kind = drawn.dict.get(b"Subtype").and_then(Object::as_name);
                if kind.expect("it is said") == b"Form" {
                    form(pdf, page, drawn, resources, state.clone(), found);
                }
            }
            "BI" => panic!("page {page}: a picture within contents"),
            _ => {}
        }
    }
}

fn form(
    pdf: &Document,
    page: usize,
    form: &Stream,
    resources: &Dictionary,
    state: State,
    found: &mut Vec<Painted>,
) {
    let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
    let own = form.dict.get_deref(b"Resources", pdf).and_then(Object::as_dict);
    walk(pdf, page, &content, own.unwrap_or(resources), state, found);
}

fn separation(space: &Object) -> String {
    let parts = space.as_array().expect("a space with its parts");
    let name = |at: usize| parts[at].as_name().expect("a name");
    assert_eq!(name(0), b"Separation");
    assert_eq!(name(1), b"All", "marks alone are printed with an ink by its name");
    "All".to_string()
}

/// Black ink alone leaves the inks below it, and whatever else is painted takes them away.
pub fn black_alone_overprints(painted: &[Painted]) {
    for it in painted {
        let black = it.ink == Ink::Cmyk([0.0, 0.0, 0.0, 1.0]);
        assert_eq!(it.over, black, "{it:?}");
    }
}
