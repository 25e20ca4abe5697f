//! What is painted: its inks, its thickness, where it reaches.

use super::colour::{Paint, Pattern, Space};
use super::content::Page;
use super::gradient::Gradient;
use super::laid::Inks;
use super::matrix::Extent;
use super::picture::Ink;
use super::walk::{Path, State};
use super::{Checked, Measured, Rule};
use crate::diag::Severity;
use crate::printer::{Colour, Standard};

/// Text smaller than this, in points, should be in one ink.
const SMALL: f64 = 14.0;
/// The thinnest line that prints, in points.
const THIN: f64 = 0.2;
/// By how much, in points, what is to be cut off may miss its place.
const NEAR: f64 = 0.5;

impl Checked<'_> {
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
        // Office printers are given RGB, and make inks of it themselves.
        let office = self.printer.is_office();
        if let Some(name) = space.foreign().filter(|_| !office) {
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
    pub(super) fn painted(&mut self, paint: &Paint, what: &str, page: usize) {
        match paint.pattern.as_deref() {
            Some(Pattern::Gradient(gradient)) => return self.gradient(gradient, page),
            Some(Pattern::Repeated) => self.not_looked_at("what a pattern repeats", page),
            None => {}
        }
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

    /// A gradient: its colours, and the most ink along it.
    pub(super) fn gradient(&mut self, gradient: &Gradient, page: usize) {
        self.space(&gradient.space, "a gradient", page);
        self.dyed(gradient.ink, "a gradient", page);
        let black = self.printer.colour.as_ref().map(|colour| colour.value);
        if black == Some(Colour::Black) && gradient.coloured {
            let what = "a gradient in colour".to_string();
            self.report.find(Rule::BlackOnly, Some(page), what);
        }
    }

    /// Something with its ink, or why that is not known.
    pub(super) fn dyed(&mut self, ink: Ink, what: &str, page: usize) {
        match ink {
            Ink::Most(ink) => self.inked(ink, what, page),
            Ink::NotLookedAt(why) if self.printer.ink_limit.is_some() => {
                self.not_looked_at(&format!("the ink of {what}, {why}"), page);
            }
            Ink::Damaged => {
                let what = format!("{what} is damaged or cut short");
                self.report.find(Rule::Damaged, Some(page), what);
            }
            Ink::NotLookedAt(_) | Ink::NotOfPress => {}
        }
    }

    /// What passes without a look, by its name.
    pub(super) fn not_looked_at(&mut self, what: &str, page: usize) {
        self.report.find(Rule::Unseen, Some(page), format!("not looked at: {what}"));
    }

    /// So much ink, in per cent.
    pub(super) fn inked(&mut self, sum: f64, what: &str, page: usize) {
        let Some(limit) = &self.printer.ink_limit else { return };
        if sum > f64::from(limit.value) + 1.0 {
            let severity = match &limit.unsure {
                Some(_) => Severity::Warning,
                None => Rule::Ink.severity(),
            };
            let met = Measured {
                by: sum,
                what: format!("{what} with {sum:.0} % of ink"),
                asked: format!("the limit is {} %", limit.value),
                page: Some(page),
            };
            self.report.find_worst(Rule::Ink, severity, what, met);
        }
    }

    pub(super) fn filled(&mut self, state: &State, path: Path, page: &mut Page<'_>) {
        let seen = path.extent.and(page.leaf.bleed);
        if seen.0.is_none() {
            return;
        }
        self.painted(&state.fill, "an area", page.number);
        self.marked(&state.fill, path.extent, page);
        self.over(state, &state.fill, state.fill_over, "an area", page.number);
        let both = self.summed(state, &state.fill, state.fill_over, path.extent, page);
        // Of a rectangle it is known what lies below what follows.
        let own = || state.fill.inks().filter(|_| state.fill.pattern.is_none());
        let spares = state.fill_over && spares(state, &state.fill);
        let inks = if spares { both } else { own() };
        let inks = inks.filter(|_| path.is_rectangle() && !state.through);
        page.laid.lay(path.extent, state.clip, inks);
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

    pub(super) fn stroked(&mut self, state: &State, path: Path, page: &mut Page<'_>) {
        if path.extent.and(page.leaf.bleed).0.is_none() {
            return;
        }
        self.painted(&state.stroke, "a line", page.number);
        self.marked(&state.stroke, path.extent, page);
        self.over(state, &state.stroke, state.stroke_over, "a line", page.number);
        self.summed(state, &state.stroke, state.stroke_over, path.extent, page);
        // A dot has no direction.
        let scale = if path.thin.is_finite() { path.thin } else { state.place.scale() };
        let thick = state.thick * scale * page.leaf.unit;
        if thick < THIN && path.extent.and(page.leaf.trim).0.is_some() {
            self.thin(thick, page.number);
        }
    }

    fn thin(&mut self, thick: f64, page: usize) {
        let what = match thick {
            thick if thick < 0.005 => "a line without thickness".to_string(),
            thick => format!("a line of {thick:.2} pt"),
        };
        let (by, asked) = (THIN - thick, String::new());
        let met = Measured { by, what, asked, page: Some(page) };
        self.report.find_worst(Rule::Hairline, Rule::Hairline.severity(), "line", met);
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

    /// White that is laid over what is below it without taking it away: of the four inks those of
    /// which it has none, where the mode says so; spot inks leave all others (ISO 32000-1, 11.7.4).
    fn over(
        &mut self,
        state: &State,
        paint: &Paint,
        over: bool,
        what: &str,
        page: usize,
    ) {
        if over && spares(state, paint) && paint.is_white() {
            let what = format!("{what} in white, overprinted");
            self.report.find(Rule::WhiteOverprint, Some(page), what);
        }
    }

    /// What is overprinted, with the ink of what is certain to lie below it; the inks of both
    /// together.
    fn summed(
        &mut self,
        state: &State,
        paint: &Paint,
        over: bool,
        extent: Extent,
        page: &Page<'_>,
    ) -> Option<Inks> {
        if !over || !spares(state, paint) || paint.pattern.is_some() || state.through {
            return None;
        }
        let own = paint.inks()?;
        let both = page.laid.over(extent, state.clip, own)?;
        if both.iter().sum::<f64>() > own.iter().sum() {
            let what = "what is overprinted, together with what lies below it,";
            self.inked(both.iter().sum(), what, page.number);
        }
        Some(both)
    }

    pub(super) fn text(&mut self, state: &State, page: &mut Page<'_>) {
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
            self.over(state, paint, over, "text", page.number);
            self.summed(state, paint, over, extent, page);
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

/// Whether what is overprinted in a colour leaves the inks below it of which the colour has none.
fn spares(state: &State, paint: &Paint) -> bool {
    match &paint.space {
        // Who makes the plates takes gray for black ink alone.
        Space::Cmyk | Space::Gray => state.spares_none,
        Space::Inks(_) => true,
        Space::Rgb
        | Space::Lab
        | Space::Indexed(..)
        | Space::Pattern(_)
        | Space::Unknown => false,
    }
}
