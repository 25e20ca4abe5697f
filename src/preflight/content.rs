//! What is drawn on the pages, operator by operator.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::Object as Operand;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::colour::{Paint, Space};
use super::matrix::{Extent, Matrix};
use super::walk::{Path, State};
use super::{Checked, Rule};
use crate::diag::Severity;
use crate::intake::{Leaf, number, unpack};
use crate::printer::{Colour, Standard};

/// The most bytes of a page's contents, or of a form's.
const MOST_CONTENT: u64 = 64 << 20;
/// The most operators that are looked at in a file, and how deep forms and states go.
const MOST_STEPS: usize = 20_000_000;
const DEEPEST: usize = 12;
const MOST_STATES: usize = 512;
/// Text smaller than this, in points, should be in one ink.
const SMALL: f64 = 14.0;
/// The thinnest line that prints, in points.
const THIN: f64 = 0.2;
/// By how much, in points, what is to be cut off may miss its place.
const NEAR: f64 = 0.5;

/// A page, and what was seen on it.
pub(super) struct Page<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) leaf: &'a Leaf,
    /// Whether something reaches an edge, and the side that reaches over it the least.
    pub(super) bled: Vec<Extent>,
    /// Where text begins, in points from the trim's left, bottom, right and top.
    pub(super) text: [f64; 4],
}

/// What is left of the work that is done for a file.
pub(super) struct Budget {
    pub(super) steps: usize,
    /// Pictures that were looked into.
    pub(super) pictures: BTreeMap<ObjectId, Option<f64>>,
}

impl<'a> Checked<'a> {
    /// Walks what is drawn on every page.
    pub(super) fn contents(&mut self, leaves: &[Leaf]) {
        let mut budget = Budget { steps: MOST_STEPS, pictures: BTreeMap::new() };
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
                whole &= read.is_ok();
                content.push(b'\n');
            }
            if !whole {
                let what = "what stands on it cannot be read".to_string();
                self.report.find(Rule::Damaged, Some(number), what);
            }
            let resources =
                leaf.resources.and_then(|id| self.pdf.get_dictionary(id).ok());
            let resources = resources.unwrap_or(self.nothing);
            let text = [f64::INFINITY; 4];
            let mut page = Page { number, leaf, bled: Vec::new(), text };
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
                (b"gs", _) => {
                    if let Some(gs) = named(self.pdf, resources, b"ExtGState", &name) {
                        self.state(&mut state, gs, page);
                    }
                }
                (b"m" | b"l", [_, _])
                | (b"v" | b"y", [_, _, _, _])
                | (b"c", [_, _, _, _, _, _]) => {
                    path.add(state.place, &numbers);
                }
                (b"re", &[x, y, w, h]) => path.rectangle(state.place, x, y, w, h),
                (b"n", _) => path = Path::NONE,
                (b"f" | b"F" | b"f*", _) => {
                    self.filled(&state, std::mem::replace(&mut path, Path::NONE), page);
                }
                (b"S" | b"s", _) => {
                    self.stroked(&state, std::mem::replace(&mut path, Path::NONE), page);
                }
                (b"B" | b"B*" | b"b" | b"b*", _) => {
                    self.filled(&state, path, page);
                    self.stroked(&state, std::mem::replace(&mut path, Path::NONE), page);
                }
                (b"sh", _) => {
                    let shading = named(self.pdf, resources, b"Shading", &name);
                    let space =
                        shading.and_then(|shading| shading.get(b"ColorSpace").ok());
                    if let Some(space) = space {
                        let space = Space::read(self.pdf, space, resources);
                        self.space(&space, "a gradient", page.number);
                    }
                }
                (b"g", &[_]) => state.fill = paint(Space::Gray, numbers),
                (b"G", &[_]) => state.stroke = paint(Space::Gray, numbers),
                (b"rg", [_, _, _]) => state.fill = paint(Space::Rgb, numbers),
                (b"RG", [_, _, _]) => state.stroke = paint(Space::Rgb, numbers),
                (b"k", [_, _, _, _]) => state.fill = paint(Space::Cmyk, numbers),
                (b"K", [_, _, _, _]) => state.stroke = paint(Space::Cmyk, numbers),
                (b"cs" | b"CS", _) => {
                    let space = name.map_or(Space::Unknown, |name| {
                        Space::read(self.pdf, &Object::Name(name), resources)
                    });
                    match &step.operator[..] {
                        b"cs" => state.fill = space.first(),
                        _ => state.stroke = space.first(),
                    }
                }
                (b"sc" | b"scn", _) => state.fill.parts = numbers,
                (b"SC" | b"SCN", _) => state.stroke.parts = numbers,
                (b"BT", _) => state.text.line = Matrix::IDENTITY,
                (b"Tf", &[size]) => {
                    state.text.size = size;
                    let font = named(self.pdf, resources, b"Font", &name);
                    if let Some(font) = font {
                        self.font(font, page.number);
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
                (b"Tj" | b"TJ", _) => self.text(&state, page),
                (b"'" | b"\"", _) => {
                    state.next_line(0.0, -state.text.leading);
                    self.text(&state, page);
                }
                (b"Do", _) => {
                    if depth > 0
                        && let Some((id, stream)) = drawn(self.pdf, resources, &name)
                    {
                        self.object(id, stream, resources, &state, page, budget, depth);
                    }
                }
                (b"BI", _) => {
                    if let Some(stream) = inline {
                        self.inline(&stream, resources, &state, page);
                    }
                }
                _ => {}
            }
        }
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
            Ok(b"Form") => {
                let mut content = Vec::new();
                if unpack(self.pdf, stream, MOST_CONTENT, page.number, &mut content)
                    .is_err()
                {
                    let what = "a drawing on it cannot be read".to_string();
                    self.report.find(Rule::Damaged, Some(page.number), what);
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
                budget.steps = budget.steps.saturating_sub(content.len() / 8);
                let resources = own.unwrap_or(resources);
                self.walk(&content, resources, state, page, budget, depth - 1);
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
        let thin = [&b"ca"[..], b"CA"]
            .iter()
            .any(|key| get(key).and_then(number).is_some_and(|alpha| alpha < 0.999));
        let blend = get(b"BM").is_some_and(|mode| {
            let first = mode.as_array().ok().and_then(|modes| modes.first());
            let name = first.unwrap_or(mode).as_name().ok();
            name.is_some_and(|name| !matches!(name, b"Normal" | b"Compatible"))
        });
        let mask = get(b"SMask").is_some_and(|mask| mask.as_dict().is_ok());
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

    /// Transparency, where the standard of the printer has none.
    pub(super) fn seen_through(&mut self, what: &str, page: usize) {
        match self.printer.standard.as_ref().map(|standard| standard.value) {
            Some(Standard::X1a) => {
                let what = format!("{what} is transparent");
                self.report.find(Rule::Transparency, Some(page), what);
            }
            Some(Standard::X4) | None => {}
        }
    }

    /// A space that something is painted in.
    pub(super) fn space(&mut self, space: &Space, what: &str, page: usize) {
        if let Some(name) = space.foreign() {
            let what = format!("{what} in {name} colours");
            self.report.find(Rule::ColourSpace, Some(page), what);
        }
        for spot in space.spots() {
            let what = format!("the ink `{spot}`");
            self.report.find(Rule::Spot, Some(page), what);
        }
        let black = self.printer.colour.as_ref().map(|colour| colour.value);
        match (black, space) {
            (Some(Colour::Black), Space::Lab) => {
                let what = format!("{what} in colour");
                self.report.find(Rule::BlackOnly, Some(page), what);
            }
            (Some(Colour::Black | Colour::Colour) | None, _) => {}
        }
    }

    /// What something is painted with.
    fn painted(&mut self, paint: &Paint, what: &str, page: usize) {
        self.space(&paint.space, what, page);
        let Some(inks) = paint.inks() else { return };
        let [c, m, y, _] = inks;
        let black = self.printer.colour.as_ref().map(|colour| colour.value);
        if black == Some(Colour::Black) && c.max(m).max(y) > 0.5 {
            let what = format!("{what} in colour");
            self.report.find(Rule::BlackOnly, Some(page), what);
        }
        self.inked(inks.iter().sum(), what, page);
    }

    /// So much ink, in per cent.
    pub(super) fn inked(&mut self, sum: f64, what: &str, page: usize) {
        let Some(limit) = &self.printer.ink_limit else { return };
        if sum > f64::from(limit.value) + 1.0 {
            let severity = match &limit.unsure {
                Some(_) => Severity::Warning,
                None => Rule::Ink.severity(),
            };
            let what =
                format!("{what} with {sum:.0} % of ink; the limit is {} %", limit.value);
            self.report.find_as(Rule::Ink, severity, Some(page), what);
        }
    }

    fn filled(&mut self, state: &State, path: Path, page: &mut Page<'_>) {
        let seen = path.extent.and(page.leaf.bleed);
        if seen.0.is_none() {
            return;
        }
        self.painted(&state.fill, "an area", page.number);
        self.marked(&state.fill, path.extent, page);
        self.over(&state.fill, state.fill_over, "an area", page.number);
        if !state.fill.is_white() {
            page.bled.push(path.extent);
        }
        // A thin area is a line to who looks at it.
        if let Some([left, bottom, right, top]) = path.extent.0
            && (right - left).min(top - bottom) * page.leaf.unit < THIN
        {
            self.thin((right - left).min(top - bottom) * page.leaf.unit, page.number);
        }
    }

    fn stroked(&mut self, state: &State, path: Path, page: &mut Page<'_>) {
        if path.extent.and(page.leaf.bleed).0.is_none() {
            return;
        }
        self.painted(&state.stroke, "a line", page.number);
        self.marked(&state.stroke, path.extent, page);
        self.over(&state.stroke, state.stroke_over, "a line", page.number);
        let thick = state.thick * state.place.scale() * page.leaf.unit;
        if thick < THIN && path.extent.and(page.leaf.trim).0.is_some() {
            self.thin(thick, page.number);
        }
    }

    fn thin(&mut self, thick: f64, page: usize) {
        let what = match thick {
            thick if thick < 0.005 => "a line without thickness".to_string(),
            thick => format!("a line of {thick:.2} pt"),
        };
        self.report.find(Rule::Hairline, Some(page), what);
    }

    /// The colour of marks where none belong.
    fn marked(&mut self, paint: &Paint, extent: Extent, page: &Page<'_>) {
        let [left, bottom, right, top] = page.leaf.trim;
        let inside = [left + NEAR, bottom + NEAR, right - NEAR, top - NEAR];
        if paint.space.is_registration() && extent.and(inside).0.is_some() {
            let what = "something in the colour of register marks".to_string();
            self.report.find(Rule::Registration, Some(page.number), what);
        }
    }

    /// White that is laid over what is below it without taking it away.
    fn over(&mut self, paint: &Paint, over: bool, what: &str, page: usize) {
        if over && paint.is_white() && paint.space != Space::Unknown {
            let what = format!("{what} in white, overprinted");
            self.report.find(Rule::WhiteOverprint, Some(page), what);
        }
    }

    fn text(&mut self, state: &State, page: &mut Page<'_>) {
        let text = state.text.line.within(state.place);
        let at = text.place(0.0, state.text.rise);
        let size = state.text.size.abs() * text.scale() * page.leaf.unit;
        let mut extent = Extent::NOTHING;
        extent.add(at);
        if extent.and(page.leaf.bleed).0.is_none() {
            return;
        }
        let paints = match state.text.mode.rem_euclid(4) {
            0 => vec![(&state.fill, state.fill_over)],
            1 => vec![(&state.stroke, state.stroke_over)],
            2 => vec![(&state.fill, state.fill_over), (&state.stroke, state.stroke_over)],
            _ => return,
        };
        for (paint, over) in paints {
            self.painted(paint, "text", page.number);
            self.marked(paint, extent, page);
            self.over(paint, over, "text", page.number);
            let rich = paint.inks().is_some_and(|[c, m, y, k]| {
                let others = [c, m, y].iter().filter(|ink| **ink > 0.5).count();
                k > 85.0 && others > 0
            });
            if rich && size < SMALL {
                let what = format!("text of {size:.0} pt in black and other inks");
                self.report.find(Rule::RichText, Some(page.number), what);
            }
        }
        if extent.and(page.leaf.trim).0.is_some() {
            let [left, bottom, right, top] = page.leaf.trim;
            let ((x, y), unit) = (at, page.leaf.unit);
            let from = [x - left, y - bottom, right - x, top - y];
            for (least, from) in page.text.iter_mut().zip(from) {
                *least = least.min(from * unit);
            }
        }
    }
}

fn paint(space: Space, parts: Vec<f64>) -> Paint {
    Paint { space, parts }
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
