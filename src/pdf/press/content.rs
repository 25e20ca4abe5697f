//! Content streams, looked through operator by operator (ISO 32000-1, 7.8.2): black alone is to
//! overprint what lies below it, everything else to knock it out.
//!
//! An overprinting black leaves the colours below it in place, so that no white shows at its edges
//! where the inks are not laid on each other exactly. White, and black mixed of several inks, must
//! never do so: the one would vanish, the other change its colour. Nor may black where the colours
//! below it are so heavy that both together are more ink than the printer takes: there it knocks
//! them out.

use super::token::{Tokens, is_operator};

/// Which of fill and stroke overprint: the four states of graphics that are named in resources.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Overprint {
    pub fill: bool,
    pub stroke: bool,
}

impl Overprint {
    pub const ALL: [Overprint; 4] = [
        Overprint { fill: false, stroke: false },
        Overprint { fill: true, stroke: false },
        Overprint { fill: false, stroke: true },
        Overprint { fill: true, stroke: true },
    ];

    /// Its name in resources.
    pub fn name(self) -> &'static str {
        match (self.fill, self.stroke) {
            (false, false) => "OpNone",
            (true, false) => "OpFill",
            (false, true) => "OpStroke",
            (true, true) => "OpBoth",
        }
    }
}

/// What is painted with.
#[derive(Clone, Copy)]
enum Paint {
    /// Black ink and no other.
    Black,
    /// So much cyan, magenta and yellow together, in parts of one; endless where that cannot be
    /// told.
    Colours(f32),
}

/// A state of graphics.
#[derive(Clone, Copy)]
struct State {
    place: [f32; 6],
    fill: Paint,
    stroke: Paint,
    /// How thick lines are.
    thick: f32,
    /// What is set.
    set: Overprint,
}

impl State {
    fn new() -> State {
        State {
            place: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            // Gray of the device, until something else is said: not ours to overprint.
            fill: Paint::Colours(0.0),
            stroke: Paint::Colours(0.0),
            thick: 1.0,
            set: Overprint::default(),
        }
    }

    fn moved(&mut self, [a, b, c, d, e, f]: [f32; 6]) {
        let [m, n, o, p, q, r] = self.place;
        self.place = [
            a * m + b * o,
            a * n + b * p,
            c * m + d * o,
            c * n + d * p,
            e * m + f * o + q,
            e * n + f * p + r,
        ];
    }

    /// How far a line reaches beside its middle, at the most; corners reach further.
    fn beside(&self) -> f32 {
        let [a, b, c, d, ..] = self.place;
        a.hypot(b).max(c.hypot(d)) * self.thick
    }
}

/// What something covers, at the most: left, bottom, right, top.
#[derive(Clone, Copy)]
struct Extent([f32; 4]);

impl Extent {
    const NOTHING: Extent = Extent([f32::MAX, f32::MAX, f32::MIN, f32::MIN]);

    fn add(&mut self, place: [f32; 6], points: &[f32]) {
        let [a, b, c, d, e, f] = place;
        for point in points.chunks_exact(2) {
            let x = point[0] * a + point[1] * c + e;
            let y = point[0] * b + point[1] * d + f;
            let [left, bottom, right, top] = self.0;
            self.0 = [left.min(x), bottom.min(y), right.max(x), top.max(y)];
        }
    }

    fn rectangle(&mut self, place: [f32; 6], [x, y, w, h]: [f32; 4]) {
        self.add(place, &[x, y, x + w, y, x, y + h, x + w, y + h]);
    }

    fn wider(self, by: f32) -> Extent {
        let [left, bottom, right, top] = self.0;
        Extent([left - by, bottom - by, right + by, top + by])
    }

    fn with(self, other: Extent) -> Extent {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Extent([a.min(e), b.min(f), c.max(g), d.max(h)])
    }

    fn meets(self, other: Extent) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        a < g && e < c && b < h && f < d
    }
}

/// Where colours lie that are too heavy for black on them.
struct Heavy {
    /// The most cyan, magenta and yellow together that black may lie on.
    most: f32,
    areas: Vec<Extent>,
}

impl Heavy {
    /// How many areas are told apart; a drawing of more counts as one.
    const MOST: usize = 1024;

    fn add(&mut self, paint: Paint, parts: &[Extent]) {
        match paint {
            Paint::Colours(sum) if sum > self.most => {}
            Paint::Black | Paint::Colours(_) => return,
        }
        for part in parts {
            let full = self.areas.len() >= Self::MOST;
            match self.areas.first_mut() {
                Some(first) if full => *first = first.with(*part),
                Some(_) | None => self.areas.push(*part),
            }
        }
    }

    /// Whether something is black and lies on nothing heavy.
    fn allows(&self, paint: Paint, parts: &[Extent]) -> bool {
        match paint {
            Paint::Black => {
                !self.areas.iter().any(|area| parts.iter().any(|part| area.meets(*part)))
            }
            Paint::Colours(_) => false,
        }
    }
}

/// A stream in which black overprints as far as the limit of ink, in per cent, allows; `None` where
/// nothing in it is black.
pub(super) fn overprinted(content: &[u8], limit: u16) -> Option<Vec<u8>> {
    let mut out = Out { content, bytes: Vec::new(), copied: 0 };
    let most = (f32::from(limit) - 100.0) / 100.0 + 0.001;
    let mut heavy = Heavy { most, areas: Vec::new() };
    let mut stack: Vec<State> = Vec::new();
    let mut state = State::new();
    let mut operands: Vec<&[u8]> = Vec::new();
    let mut tokens = Tokens::new(content);
    // Where the path begins that is being drawn, and what its parts cover.
    let mut path: Option<(usize, Vec<Extent>)> = None;
    while let Some((start, token)) = tokens.next_token() {
        if !is_operator(token) {
            operands.push(token);
            continue;
        }
        // Before the operator's operands, so that none of them is parted from it.
        let from = operands
            .first()
            .map_or(start, |first| first.as_ptr() as usize - content.as_ptr() as usize);
        let numbers = || operands.iter().filter_map(|text| number(text));
        match token {
            b"q" => stack.push(state),
            b"Q" => state = stack.pop().unwrap_or(State::new()),
            b"cm" => {
                if let Some(matrix) = six(numbers()) {
                    state.moved(matrix);
                }
            }
            b"w" => state.thick = numbers().next().unwrap_or(state.thick),
            b"k" => state.fill = inks(numbers()),
            b"K" => state.stroke = inks(numbers()),
            b"g" => state.fill = Paint::Colours(0.0),
            b"G" => state.stroke = Paint::Colours(0.0),
            b"rg" | b"cs" | b"sc" | b"scn" => state.fill = Paint::Colours(f32::INFINITY),
            b"RG" | b"CS" | b"SC" | b"SCN" => {
                state.stroke = Paint::Colours(f32::INFINITY)
            }
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" => {
                let (_, parts) = path.get_or_insert((from, Vec::new()));
                let numbers: Vec<f32> = numbers().collect();
                if matches!(token, b"m" | b"re") || parts.is_empty() {
                    parts.push(Extent::NOTHING);
                }
                if let Some(part) = parts.last_mut() {
                    match (token, &numbers[..]) {
                        (b"re", &[x, y, w, h]) => {
                            part.rectangle(state.place, [x, y, w, h]);
                        }
                        (_, points) => part.add(state.place, points),
                    }
                }
            }
            b"n" => path = None,
            b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                let (begins, parts) = path.take().unwrap_or((from, Vec::new()));
                let (fills, strokes) = match token {
                    b"f" | b"F" | b"f*" => (true, false),
                    b"S" | b"s" => (false, true),
                    _ => (true, true),
                };
                let mut wanted = state.set;
                if fills {
                    wanted.fill = heavy.allows(state.fill, &parts);
                    heavy.add(state.fill, &parts);
                }
                if strokes {
                    let by = state.beside();
                    let parts: Vec<Extent> =
                        parts.iter().map(|part| part.wider(by)).collect();
                    wanted.stroke = heavy.allows(state.stroke, &parts);
                    heavy.add(state.stroke, &parts);
                }
                out.set(&mut state, wanted, begins);
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                // Letters stand on paper: where they stand on a drawing they are shapes of it.
                let black = |paint| heavy.allows(paint, &[]);
                let wanted =
                    Overprint { fill: black(state.fill), stroke: black(state.stroke) };
                out.set(&mut state, wanted, from);
            }
            b"sh" => {
                out.set(&mut state, Overprint::default(), from);
                let everything = Extent([f32::MIN, f32::MIN, f32::MAX, f32::MAX]);
                heavy.add(Paint::Colours(f32::INFINITY), &[everything]);
            }
            // A form begins as it is called; forms expect nothing. A picture is a unit wide and
            // high.
            b"Do" => {
                out.set(&mut state, Overprint::default(), from);
                let mut extent = Extent::NOTHING;
                extent.rectangle(state.place, [0.0, 0.0, 1.0, 1.0]);
                heavy.add(Paint::Colours(f32::INFINITY), &[extent]);
            }
            _ => {}
        }
        operands.clear();
    }
    out.finish()
}

/// The stream with what is put into it.
struct Out<'c> {
    content: &'c [u8],
    bytes: Vec<u8>,
    /// How far the stream is copied.
    copied: usize,
}

impl Out<'_> {
    /// Sets what overprints from a place on, where it is not set so already.
    fn set(&mut self, state: &mut State, wanted: Overprint, from: usize) {
        if state.set == wanted {
            return;
        }
        state.set = wanted;
        self.bytes.extend_from_slice(&self.content[self.copied..from]);
        self.bytes.extend_from_slice(format!("/{} gs\n", wanted.name()).as_bytes());
        self.copied = from;
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        if self.bytes.is_empty() {
            return None;
        }
        self.bytes.extend_from_slice(&self.content[self.copied..]);
        Some(self.bytes)
    }
}

fn number(text: &[u8]) -> Option<f32> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn six(numbers: impl Iterator<Item = f32>) -> Option<[f32; 6]> {
    numbers.collect::<Vec<f32>>().try_into().ok()
}

fn inks(numbers: impl Iterator<Item = f32>) -> Paint {
    match numbers.collect::<Vec<f32>>()[..] {
        [0.0, 0.0, 0.0, 1.0] => Paint::Black,
        [c, m, y, _] => Paint::Colours(c + m + y),
        _ => Paint::Colours(f32::INFINITY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(content: &str, limit: u16) -> Option<String> {
        overprinted(content.as_bytes(), limit)
            .map(|out| String::from_utf8(out).expect("ASCII"))
    }

    #[test]
    fn black_alone_overprints_and_nothing_else_does() {
        let black = "q\n0 0 0 1 k\n1 2 m\nf\nQ\n";
        let wanted = "q\n0 0 0 1 k\n/OpFill gs\n1 2 m\nf\nQ\n";
        assert_eq!(done(black, 300).as_deref(), Some(wanted));
        for other in [
            "q\n0 0 0 0 k\n1 2 m f\nQ\n",
            "0 0 0 0.5 k 1 2 m f",
            "0.1 0 0 1 k 1 2 m f",
            "0 g 1 2 m f",
            "(0 0 0 1 k) Tj [(\\) 0 0 0 1 k) -3] TJ",
            "<</A 1 /B <00>>> BDC EMC",
            "[<0001> -3 (0 0 0 1 k)] TJ <30> Tj",
        ] {
            assert_eq!(done(other, 300), None, "{other}");
        }
    }

    #[test]
    fn white_after_black_knocks_out_again() {
        let mixed = "0 0 0 1 k (a) Tj 0 0 0 0 k (b) Tj 0 0 0 1 K 1 2 m S";
        let wanted = "0 0 0 1 k /OpFill gs\n(a) Tj 0 0 0 0 k /OpNone gs\n(b) Tj \
                      0 0 0 1 K /OpStroke gs\n1 2 m S";
        assert_eq!(done(mixed, 300).as_deref(), Some(wanted));
        let nested = "0 0 0 1 k 1 2 m f q 0 0 0 0 k 1 2 m f Q 1 2 m f";
        let wanted =
            "0 0 0 1 k /OpFill gs\n1 2 m f q 0 0 0 0 k /OpNone gs\n1 2 m f Q 1 2 m f";
        assert_eq!(done(nested, 300).as_deref(), Some(wanted));
        let form = "0 0 0 1 k (a) Tj /X Do";
        assert_eq!(
            done(form, 300).as_deref(),
            Some("0 0 0 1 k /OpFill gs\n(a) Tj /OpNone gs\n/X Do")
        );
    }

    #[test]
    fn black_on_heavy_colours_knocks_them_out() {
        // 180 % of colours on the left half, 100 % on the right, both under black.
        let colours =
            "0 .9 .9 .1 k 0 0 50 100 re f 0 0 1 0 k 50 0 50 100 re f 0 0 0 1 k ";
        let left = format!("{colours}10 10 20 20 re f");
        let right = format!("{colours}60 10 20 20 re f");
        let set = |content: &str, limit| {
            done(content, limit).is_some_and(|out| out.contains("/OpFill gs"))
        };
        assert!(!set(&left, 240) && set(&left, 300) && set(&left, 280));
        assert!(set(&right, 240) && set(&right, 200) && !set(&right, 190));
        // Where it is moved counts, and how thick it is.
        let moved = format!("{colours}1 0 0 1 50 0 cm 10 10 20 20 re f");
        assert!(set(&moved, 240));
        let line = "0 .9 .9 .1 k 0 0 50 100 re f 0 0 0 1 K 4 w 52 0 m 52 100 l S";
        assert_eq!(done(line, 240), None);
        // A frame around its own colour.
        let own = "0 .9 .9 0 k 0 0 0 1 K 0 0 50 100 re B";
        assert_eq!(done(own, 240), None);
        assert!(
            done(own, 300)
                .is_some_and(|out| out.starts_with("0 .9 .9 0 k 0 0 0 1 K /OpStroke gs"))
        );
        // Pictures and gradients cannot be told.
        let picture = "q 50 0 0 50 0 0 cm /I Do Q 0 0 0 1 k 10 10 5 5 re f";
        assert_eq!(done(picture, 240), None);
        let beside = "q 50 0 0 50 0 0 cm /I Do Q 0 0 0 1 k 60 10 5 5 re f";
        assert!(set(beside, 240));
    }
}
