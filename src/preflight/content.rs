//! What is drawn on the pages, operator by operator.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::Object as Operand;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::colour::{Paint, Pattern, Space};
use super::gradient::Gradient;
use super::laid::Laid;
use super::matrix::{Extent, Matrix};
use super::picture::Ink;
use super::walk::{Path, State};
use super::{Checked, Rule};
use crate::diag::short;
use crate::intake::{Leaf, area, number, unpack};

/// The most bytes of a page's contents, or of a form's.
const MOST_CONTENT: u64 = 64 << 20;
/// How many operators a gradient counts for, and the beginning of a form.
const GRADIENT: usize = 5_000;
const FORM: usize = 20;
/// The most bytes of all pictures together.
const MOST_DOTS: u64 = 2 << 30;
/// The most operators that are looked at in a file, and how deep forms and states go.
const MOST_STEPS: usize = 20_000_000;
const DEEPEST: usize = 12;
const MOST_STATES: usize = 512;

/// A page, and what was seen on it.
pub(super) struct Page<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) leaf: &'a Leaf,
    /// Whether something reaches an edge, and the side that reaches over it the least.
    pub(super) bled: Vec<Extent>,
    /// Where text begins, in points from the trim's left, bottom, right and top.
    pub(super) text: [f64; 4],
    /// What lies on it so far.
    pub(super) laid: Laid,
}

/// What is left of the work that is done for a file.
pub(super) struct Budget {
    pub(super) steps: usize,
    /// Pictures that were looked into, and how many more bytes of them may be.
    pub(super) pictures: BTreeMap<ObjectId, Ink>,
    pub(super) dots: u64,
    /// The drawings that are being drawn, in each other.
    open: Vec<ObjectId>,
    /// Gradients that were looked into, by where their dictionaries are held.
    gradients: BTreeMap<usize, Rc<Pattern>>,
}

impl Budget {
    fn new() -> Budget {
        Budget {
            steps: MOST_STEPS,
            pictures: BTreeMap::new(),
            dots: MOST_DOTS,
            open: Vec::new(),
            gradients: BTreeMap::new(),
        }
    }

    /// What a pattern paints (ISO 32000-1, 8.7).
    fn pattern(
        &mut self,
        pdf: &Document,
        resources: &Dictionary,
        name: &Option<Vec<u8>>,
    ) -> Option<Rc<Pattern>> {
        let found = named(pdf, resources, b"Pattern", name)?;
        match found.get_deref(b"Shading", pdf).ok() {
            Some(Object::Dictionary(shading)) => {
                Some(self.gradient(pdf, shading, resources))
            }
            Some(Object::Stream(stream)) => {
                Some(self.gradient(pdf, &stream.dict, resources))
            }
            Some(_) | None => Some(Rc::new(Pattern::Repeated)),
        }
    }

    /// A gradient, looked into once.
    fn gradient(
        &mut self,
        pdf: &Document,
        shading: &Dictionary,
        resources: &Dictionary,
    ) -> Rc<Pattern> {
        let place = std::ptr::from_ref(shading).addr();
        if let Some(known) = self.gradients.get(&place) {
            return Rc::clone(known);
        }
        self.steps = self.steps.saturating_sub(GRADIENT);
        let read = Gradient::read(pdf, shading, resources);
        let read = Rc::new(Pattern::Gradient(read));
        self.gradients.insert(place, Rc::clone(&read));
        read
    }
}

impl<'a> Checked<'a> {
    /// Walks what is drawn on every page.
    pub(super) fn contents(&mut self, leaves: &[Leaf]) {
        let mut budget = Budget::new();
        let mut unseen = BTreeSet::new();
        for (index, leaf) in leaves.iter().enumerate() {
            let number = index + 1;
            if budget.steps == 0 {
                unseen.insert(number);
                continue;
            }
            let mut content = Vec::new();
            let mut whole = true;
            for &id in &leaf.streams {
                let stream = self.pdf.get_object(id).and_then(Object::as_stream);
                let room = MOST_CONTENT.saturating_sub(content.len() as u64);
                let read = stream.map_err(|_| ()).and_then(|stream| {
                    unpack(self.pdf, stream, room, number, &mut content).map_err(|_| ())
                });
                whole &= read == Ok(true);
                content.push(b'\n');
            }
            if !whole {
                let what = "what stands on it is damaged or cannot be read".to_string();
                self.report.find(Rule::Damaged, Some(number), what);
            }
            let resources =
                leaf.resources.and_then(|id| self.pdf.get_dictionary(id).ok());
            let resources = resources.unwrap_or(self.nothing);
            let text = [f64::INFINITY; 4];
            let (bled, laid) = (Vec::new(), Laid::default());
            let mut page = Page { number, leaf, bled, text, laid };
            self.group(leaf, number);
            let state = State::new(Matrix::IDENTITY);
            self.walk(&content, resources, state, &mut page, &mut budget, DEEPEST);
            self.edges(&page);
            if budget.steps == 0 {
                unseen.insert(number);
            }
        }
        for page in unseen {
            let what = "there is more in the file than can be looked at".to_string();
            self.report.find(Rule::Unseen, Some(page), what);
        }
    }

    fn walk(
        &mut self,
        content: &[u8],
        resources: &'a Dictionary,
        mut state: State,
        page: &mut Page<'_>,
        budget: &mut Budget,
        depth: usize,
    ) {
        let mut saved: Vec<State> = Vec::new();
        let mut path = Path::NONE;
        let mut clips = false;
        let mut operators = UntypedIter::new(content);
        while let Some(step) = operators.next() {
            if budget.steps == 0 {
                return;
            }
            budget.steps -= 1;
            let mut numbers: Vec<f64> = Vec::new();
            let mut name: Option<Vec<u8>> = None;
            let mut inline = None;
            for operand in step.operands() {
                match operand {
                    Operand::Number(number) => numbers.push(number.as_f64()),
                    Operand::Name(it) => name = Some(it.as_ref().to_vec()),
                    Operand::Stream(stream) => inline = Some(stream.clone()),
                    Operand::Boolean(_)
                    | Operand::Null(_)
                    | Operand::String(_)
                    | Operand::Dict(_)
                    | Operand::Array(_) => {}
                }
            }
            match (&step.operator[..], &numbers[..]) {
                (b"q", _) if saved.len() < MOST_STATES => saved.push(state.clone()),
                (b"Q", _) => state = saved.pop().unwrap_or(state),
                (b"cm", &[a, b, c, d, e, f]) => {
                    let moved = Matrix([a, b, c, d, e, f]).within(state.place);
                    if moved.is_finite() {
                        state.place = moved;
                    }
                }
                (b"w", &[thick]) => state.thick = thick,
                (b"gs", _) => match named(self.pdf, resources, b"ExtGState", &name) {
                    Some(gs) => self.state(&mut state, gs, page),
                    None => self.lacks("a state of graphics", &name, page.number),
                },
                (b"m", &[x, y]) => path.begin(state.place, x, y),
                (b"l", [_, _]) => path.add(state.place, &numbers),
                (b"v" | b"y", [_, _, _, _]) | (b"c", [_, _, _, _, _, _]) => {
                    path.curve(state.place, &numbers);
                }
                (b"re", &[x, y, w, h]) => path.rectangle(state.place, x, y, w, h),
                (b"h", _) => path.close(state.place),
                (b"W" | b"W*", _) => clips = true,
                (b"n", _) => {}
                (b"f" | b"F" | b"f*", _) => self.filled(&state, path, page),
                (b"S" | b"s", _) => {
                    if step.operator[..] == *b"s" {
                        path.close(state.place);
                    }
                    self.stroked(&state, path, page);
                }
                (b"B" | b"B*" | b"b" | b"b*", _) => {
                    if step.operator[0] == b'b' {
                        path.close(state.place);
                    }
                    self.filled(&state, path, page);
                    self.stroked(&state, path, page);
                }
                (b"sh", _) => match named(self.pdf, resources, b"Shading", &name) {
                    Some(shading) => {
                        let gradient = Gradient::read(self.pdf, shading, resources);
                        self.gradient(&gradient, page.number);
                        page.laid.cover(state.clip);
                    }
                    None => self.lacks("a gradient", &name, page.number),
                },
                (b"g", &[_]) => state.fill = Paint::of(Space::Gray, numbers),
                (b"G", &[_]) => state.stroke = Paint::of(Space::Gray, numbers),
                (b"rg", [_, _, _]) => state.fill = Paint::of(Space::Rgb, numbers),
                (b"RG", [_, _, _]) => state.stroke = Paint::of(Space::Rgb, numbers),
                (b"k", [_, _, _, _]) => state.fill = Paint::of(Space::Cmyk, numbers),
                (b"K", [_, _, _, _]) => state.stroke = Paint::of(Space::Cmyk, numbers),
                (b"cs" | b"CS", _) => {
                    if !Space::is_known(self.pdf, &name, resources) {
                        self.lacks("a space of colours", &name, page.number);
                    }
                    let space = name.map_or(Space::Unknown, |name| {
                        Space::read(self.pdf, &Object::Name(name), resources)
                    });
                    match &step.operator[..] {
                        b"cs" => state.fill = space.first(),
                        _ => state.stroke = space.first(),
                    }
                }
                (b"sc" | b"scn", _) => {
                    state.fill.parts = numbers;
                    state.fill.pattern = budget.pattern(self.pdf, resources, &name);
                    if name.is_some() && state.fill.pattern.is_none() {
                        self.lacks("a pattern", &name, page.number);
                    }
                }
                (b"SC" | b"SCN", _) => {
                    state.stroke.parts = numbers;
                    state.stroke.pattern = budget.pattern(self.pdf, resources, &name);
                    if name.is_some() && state.stroke.pattern.is_none() {
                        self.lacks("a pattern", &name, page.number);
                    }
                }
                (b"BT", _) => state.text.line = Matrix::IDENTITY,
                (b"Tf", &[size]) => {
                    state.text.size = size;
                    match named(self.pdf, resources, b"Font", &name) {
                        Some(font) => self.font(font, page.number),
                        None => self.lacks("a font", &name, page.number),
                    }
                }
                (b"Tr", &[mode]) => state.text.mode = mode as i64,
                (b"TL", &[leading]) => state.text.leading = leading,
                (b"Ts", &[rise]) => state.text.rise = rise,
                (b"Td", &[x, y]) => state.next_line(x, y),
                (b"TD", &[x, y]) => {
                    state.text.leading = -y;
                    state.next_line(x, y);
                }
                (b"T*", _) => state.next_line(0.0, -state.text.leading),
                (b"Tm", &[a, b, c, d, e, f]) => {
                    state.text.line = Matrix([a, b, c, d, e, f]);
                }
                (b"ET", _) if state.text.mode > 3 => state.clip = state.clip.in_parts(),
                (b"Tj" | b"TJ", _) => self.text(&state, page),
                (b"'" | b"\"", _) => {
                    state.next_line(0.0, -state.text.leading);
                    self.text(&state, page);
                }
                (b"Do", _) => match drawn(self.pdf, resources, &name) {
                    Some((id, stream)) if depth > 0 => {
                        self.object(id, stream, resources, &state, page, budget, depth);
                    }
                    Some(_) => {
                        let what = "a drawing that lies too deep in others";
                        self.not_looked_at(what, page.number);
                    }
                    None => self.lacks("a picture or drawing", &name, page.number),
                },
                (b"BI", _) => {
                    if let Some(stream) = inline {
                        self.inline(&stream, resources, &state, page);
                    }
                }
                _ => {}
            }
            // What paints a path, or does not, ends it; a clip begins then (ISO 32000-1, 8.5.4).
            if matches!(
                &step.operator[..],
                b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*"
            ) {
                if std::mem::take(&mut clips) {
                    state.clip = state.clip.and(path.extent, path.is_rectangle());
                }
                path = Path::NONE;
            }
        }
    }

    /// Something that is used and is not there: who prints the page leaves it out.
    fn lacks(&mut self, what: &str, name: &Option<Vec<u8>>, page: usize) {
        let name = String::from_utf8_lossy(name.as_deref().unwrap_or_default());
        let what = format!("{what} is used that is not in the file, `{}`", short(&name));
        self.report.find(Rule::Damaged, Some(page), what);
    }

    /// A picture or a form.
    #[expect(
        clippy::too_many_arguments,
        reason = "what is drawn, in what state, where, and how much more may be"
    )]
    fn object(
        &mut self,
        id: ObjectId,
        stream: &'a Stream,
        resources: &'a Dictionary,
        state: &State,
        page: &mut Page<'_>,
        budget: &mut Budget,
        depth: usize,
    ) {
        match stream.dict.get_deref(b"Subtype", self.pdf).and_then(Object::as_name) {
            Ok(b"Image") => {
                self.picture(id, stream, resources, state, page, budget);
            }
            Ok(b"Form") if budget.open.contains(&id) => {
                let what = "a drawing draws itself: who prints the page leaves it out";
                self.report.find(Rule::Damaged, Some(page.number), what.to_string());
            }
            Ok(b"Form") => {
                let mut content = Vec::new();
                let most = MOST_CONTENT;
                let read = unpack(self.pdf, stream, most, page.number, &mut content);
                if !matches!(read, Ok(true)) {
                    let what = "a drawing on it is damaged or cannot be read".to_string();
                    self.report.find(Rule::Damaged, Some(page.number), what);
                }
                if read.is_err() {
                    return;
                }
                let own = stream.dict.get_deref(b"Resources", self.pdf);
                let own = own.and_then(Object::as_dict);
                let mut state = state.clone();
                if let Ok(matrix) = stream.dict.get_deref(b"Matrix", self.pdf)
                    && let Some(matrix) = matrix_of(self.pdf, matrix)
                {
                    state.place = matrix.within(state.place);
                }
                self.blended(&stream.dict, page.number);
                // What is unpacked again and again is work as well.
                budget.steps = budget.steps.saturating_sub(FORM + content.len() / 8);
                let resources = own.unwrap_or(resources);
                if let Ok(bounds) = stream.dict.get_deref(b"BBox", self.pdf)
                    && let Some([left, bottom, right, top]) = area(self.pdf, bounds)
                {
                    let mut path = Path::NONE;
                    let (wide, high) = (right - left, top - bottom);
                    path.rectangle(state.place, left, bottom, wide, high);
                    state.clip = state.clip.and(path.extent, path.is_rectangle());
                }
                budget.open.push(id);
                self.walk(&content, resources, state, page, budget, depth - 1);
                budget.open.pop();
            }
            Ok(_) | Err(_) => {}
        }
    }

    /// A state by name: what is seen through, what leaves inks below it.
    fn state(&mut self, state: &mut State, gs: &Dictionary, page: &Page<'_>) {
        let get = |key: &[u8]| gs.get_deref(key, self.pdf).ok();
        if let Some(thick) = get(b"LW").and_then(number) {
            state.thick = thick;
        }
        if let Some(over) = get(b"OP").and_then(|over| over.as_bool().ok()) {
            (state.stroke_over, state.fill_over) = (over, over);
        }
        if let Some(over) = get(b"op").and_then(|over| over.as_bool().ok()) {
            state.fill_over = over;
        }
        if let Some(mode) = get(b"OPM").and_then(number) {
            state.spares_none = mode >= 1.0;
        }
        let thin = [&b"ca"[..], b"CA"]
            .iter()
            .any(|key| get(key).and_then(number).is_some_and(|alpha| alpha < 0.999));
        let blend = get(b"BM").is_some_and(|mode| {
            let first = mode.as_array().ok().and_then(|modes| modes.first());
            let name = first.unwrap_or(mode).as_name().ok();
            name.is_some_and(|name| !matches!(name, b"Normal" | b"Compatible"))
        });
        let mask = get(b"SMask").is_some_and(|mask| mask.as_dict().is_ok());
        let says = [&b"ca"[..], b"CA", b"BM", b"SMask"];
        if says.iter().any(|key| get(key).is_some()) {
            state.through = thin || blend || mask;
        }
        if thin || blend || mask {
            self.seen_through("something drawn", page.number);
        }
    }

    /// A page that is blended as a group.
    fn group(&mut self, leaf: &Leaf, page: usize) {
        if let Some(Object::Dictionary(group)) = &leaf.group
            && group.get(b"S").and_then(Object::as_name).ok() == Some(b"Transparency")
        {
            self.seen_through("a page that is blended as a group", page);
        }
    }

    fn blended(&mut self, form: &Dictionary, page: usize) {
        let group = form.get_deref(b"Group", self.pdf).and_then(Object::as_dict);
        if group.is_ok_and(|group| {
            group.get(b"S").and_then(Object::as_name).ok() == Some(b"Transparency")
        }) {
            self.seen_through("a drawing that is blended as a group", page);
        }
    }
}

/// A dictionary, or that of a stream, among the resources of a kind.
fn named<'a>(
    pdf: &'a Document,
    resources: &'a Dictionary,
    kind: &[u8],
    name: &Option<Vec<u8>>,
) -> Option<&'a Dictionary> {
    let all = resources.get_deref(kind, pdf).ok()?.as_dict().ok()?;
    match all.get_deref(name.as_ref()?, pdf).ok()? {
        Object::Dictionary(found) => Some(found),
        Object::Stream(stream) => Some(&stream.dict),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Array(_)
        | Object::Reference(_) => None,
    }
}

/// What `Do` draws.
fn drawn<'a>(
    pdf: &'a Document,
    resources: &'a Dictionary,
    name: &Option<Vec<u8>>,
) -> Option<(ObjectId, &'a Stream)> {
    let all = resources.get_deref(b"XObject", pdf).ok()?.as_dict().ok()?;
    let id = all.get(name.as_ref()?).ok()?.as_reference().ok()?;
    Some((id, pdf.get_object(id).ok()?.as_stream().ok()?))
}

/// A matrix as an object.
pub(super) fn matrix_of(pdf: &Document, object: &Object) -> Option<Matrix> {
    let parts = object.as_array().ok()?.iter();
    let parts: Option<Vec<f64>> =
        parts.map(|part| number(pdf.dereference(part).ok()?.1)).collect();
    let &[a, b, c, d, e, f] = parts?.as_slice() else { return None };
    Some(Matrix([a, b, c, d, e, f]))
}
