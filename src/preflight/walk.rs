//! The state in which things are drawn, and how operators change it (ISO 32000-1, 8.4).

use super::colour::Paint;
use super::laid::Clip;
use super::matrix::{Extent, Matrix};

/// How something is drawn.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Where it lies on the page.
    pub(super) place: Matrix,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    /// How thick lines are, in the units of their place.
    pub(super) thick: f64,
    /// Whether fills and strokes leave the inks below them.
    pub(super) fill_over: bool,
    pub(super) stroke_over: bool,
    /// Whether an ink of which nothing is laid on leaves what is below it, then (OPM 1).
    pub(super) spares_none: bool,
    /// Whether what is drawn is blended with what lies below it.
    pub(super) through: bool,
    /// Where things may be drawn.
    pub(super) clip: Clip,
    pub(super) text: Text,
}

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) size: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// How it is painted: 0 filled, 3 not at all.
    pub(super) mode: i64,
    /// Where the line begins.
    pub(super) line: Matrix,
}

impl State {
    pub(super) fn new(place: Matrix) -> State {
        State {
            place,
            fill: Paint::black(),
            stroke: Paint::black(),
            thick: 1.0,
            fill_over: false,
            stroke_over: false,
            spares_none: false,
            through: false,
            clip: Clip::NONE,
            text: Text {
                size: 0.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                line: Matrix::IDENTITY,
            },
        }
    }

    /// The line of text moved.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        let moved = Matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        self.text.line = moved.within(self.text.line);
    }
}

/// More corners than a rectangle has.
const NO_RECTANGLE: usize = 9;

/// The path that is being drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    pub(super) extent: Extent,
    /// What its place makes of the thickness of a line where it becomes thinnest: a place that
    /// stretches lengths unevenly does that to lines along the longer of them.
    pub(super) thin: f64,
    /// The corners, as far as there are no more than a rectangle has, and how many there are.
    corners: [(f64, f64); 5],
    count: usize,
    /// Where it is, and where it began, in the units of its place.
    at: (f64, f64),
    from: (f64, f64),
}

impl Path {
    pub(super) const NONE: Path = Path {
        extent: Extent::NOTHING,
        thin: f64::INFINITY,
        corners: [(0.0, 0.0); 5],
        count: 0,
        at: (0.0, 0.0),
        from: (0.0, 0.0),
    };

    /// Begins anew at a point.
    pub(super) fn begin(&mut self, place: Matrix, x: f64, y: f64) {
        // A second part makes it no rectangle.
        self.count = if self.count > 0 { NO_RECTANGLE } else { 0 };
        self.corner(place.place(x, y));
        (self.at, self.from) = ((x, y), (x, y));
    }

    /// Adds the corners that a curve stays within, of which every two numbers are one.
    pub(super) fn curve(&mut self, place: Matrix, numbers: &[f64]) {
        self.count = NO_RECTANGLE;
        self.add(place, numbers);
    }

    /// Adds the ends of lines, of which every two numbers are one.
    pub(super) fn add(&mut self, place: Matrix, numbers: &[f64]) {
        for point in numbers.chunks_exact(2) {
            self.go(place, (point[0], point[1]));
        }
    }

    /// Goes back to where it began.
    pub(super) fn close(&mut self, place: Matrix) {
        self.go(place, self.from);
    }

    fn go(&mut self, place: Matrix, to: (f64, f64)) {
        let (x, y) = (to.0 - self.at.0, to.1 - self.at.1);
        self.corner(place.place(to.0, to.1));
        self.at = to;
        let length = x.hypot(y);
        if length > 0.0 {
            self.thin = self.thin.min(place.across(x / length, y / length));
        }
    }

    fn corner(&mut self, at: (f64, f64)) {
        self.extent.add(at);
        if let Some(corner) = self.corners.get_mut(self.count) {
            *corner = at;
        }
        self.count = self.count.saturating_add(1);
    }

    /// Whether it is a rectangle along the edges of the page, and nothing else.
    pub(super) fn is_rectangle(&self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        let [a, b, c, d, e] = self.corners;
        let closed =
            self.count == 4 || (self.count == 5 && near(a.0, e.0) && near(a.1, e.1));
        let along = near(a.1, b.1) && near(b.0, c.0) && near(c.1, d.1) && near(d.0, a.0);
        let up = near(a.0, b.0) && near(b.1, c.1) && near(c.0, d.0) && near(d.1, a.1);
        closed && (along || up)
    }

    /// Adds a rectangle.
    pub(super) fn rectangle(&mut self, place: Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.begin(place, x, y);
        self.add(place, &[x + w, y, x + w, y + h, x, y + h]);
        self.close(place);
    }
}
