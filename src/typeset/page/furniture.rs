//! Furniture: running heads and folios. Artifacts: they belong to no node.

use std::borrow::Cow;

use super::builder::Draft;
use crate::document::{Role as Place, Section, inline_text};
use crate::geom::{Len, Point};
use crate::pages::{Folio, Line, LineRole, Mark, Placed, Side};
use crate::theme::{Corner, HeadPlace, HeadWords, Role};
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::paragraph;
use crate::typeset::text::{Cast, Flat};

/// Where furniture stands along the measure.
#[derive(Clone, Copy)]
enum Edge {
    Outer,
    Centre,
    Inner,
}

/// On which side of the text it stands.
#[derive(Clone, Copy)]
enum Height {
    Head,
    Foot,
}

fn edge_of(place: HeadPlace) -> Option<Edge> {
    match place {
        HeadPlace::Outer => Some(Edge::Outer),
        HeadPlace::Centre => Some(Edge::Centre),
        HeadPlace::Inner => Some(Edge::Inner),
        HeadPlace::None => None,
    }
}

fn corner_of(corner: Corner) -> Option<(Edge, Height)> {
    match corner {
        Corner::HeadOuter => Some((Edge::Outer, Height::Head)),
        Corner::HeadInner => Some((Edge::Inner, Height::Head)),
        Corner::FootOuter => Some((Edge::Outer, Height::Foot)),
        Corner::FootCentre => Some((Edge::Centre, Height::Foot)),
        Corner::FootInner => Some((Edge::Inner, Height::Foot)),
        Corner::None => None,
    }
}

/// More words than any running head can hold.
const MOST: usize = 50;

/// Sets the furniture of a book's pages.
pub(super) struct Furniture<'a> {
    all: &'a Compositor<'a>,
    shapers: Shapers<'a>,
    /// The sections, by their numbers.
    sections: Vec<&'a Section>,
}

impl<'a> Furniture<'a> {
    pub(super) fn new(all: &'a Compositor<'a>) -> Furniture<'a> {
        let sections = all.document.all_sections();
        Furniture { all, shapers: all.shapers(), sections }
    }

    /// The running head and the folio of a page whose text begins at `left`.
    pub(super) fn set(
        &self,
        draft: &Draft,
        side: Side,
        folio: Folio,
        left: Len,
    ) -> Vec<Placed> {
        if !draft.numbered || draft.bleeds {
            return Vec::new();
        }
        let theme = self.all.theme;
        let design = &theme.furniture;
        let section = draft.section.and_then(|at| self.sections.get(at as usize));
        let corner = match section {
            Some(section) if draft.opening && section.role == Place::Part => {
                design.part_folio
            }
            Some(_) | None if draft.opening => design.opening_folio,
            Some(_) | None => design.folio,
        };
        let folio = corner_of(corner).and_then(|(edge, height)| {
            let line =
                self.line(&folio.label(), Role::Folio, LineRole::Folio, Len::ZERO)?;
            Some((line, edge, height))
        });
        let beside = match &folio {
            // As if every number had three figures: the same words are cut alike.
            Some((line, _, Height::Head)) => {
                let widest = self.line("000", Role::Folio, LineRole::Folio, Len::ZERO);
                widest.map_or(line.width, |widest| widest.width.max(line.width))
            }
            Some((_, _, Height::Foot)) | None => Len::ZERO,
        };
        let head = edge_of(design.head).filter(|_| !draft.opening).and_then(|edge| {
            let words = self.words(draft, side);
            let line = self.line(&words, Role::RunningHead, LineRole::Head, beside)?;
            Some((line, edge, Height::Head))
        });
        let lines = head.into_iter().chain(folio);
        lines
            .map(|(line, edge, height)| self.put(line, edge, height, side, left))
            .collect()
    }

    /// A line at an edge of the text and at a height.
    fn put(
        &self,
        line: Line,
        edge: Edge,
        height: Height,
        side: Side,
        left: Len,
    ) -> Placed {
        let theme = self.all.theme;
        let design = &theme.furniture;
        // Margins may be narrower than the theme reckons with: nothing stands off the page.
        let y = match height {
            Height::Head => (theme.page.top - theme.leading.scale(design.head_distance))
                .max(theme.leading * 3 / 4),
            Height::Foot => (theme.page.top
                + theme.leading * theme.lines()
                + theme.leading.scale(design.folio_distance))
            .min(theme.page.size.height - theme.leading / 2),
        };
        let spare = self.all.theme.page.measure() - line.width;
        let x = left
            + match (edge, side) {
                (Edge::Outer, Side::Recto) | (Edge::Inner, Side::Verso) => spare,
                (Edge::Outer, Side::Verso) | (Edge::Inner, Side::Recto) => Len::ZERO,
                (Edge::Centre, Side::Recto | Side::Verso) => spare / 2,
            };
        Placed { at: Point { x, y }, node: None, span: None, mark: Mark::Line(line) }
    }

    /// What the running head says; what is not known, the book's title stands for.
    fn words(&self, draft: &Draft, side: Side) -> Cow<'_, str> {
        let info = &self.all.document.info;
        let design = &self.all.theme.furniture;
        let wanted = match side {
            Side::Recto => design.right,
            Side::Verso => design.left,
        };
        let words = match wanted {
            HeadWords::Book => Cow::default(),
            HeadWords::Author => info.authors().collect::<Vec<_>>().join(", ").into(),
            HeadWords::Article => {
                let section = draft.section.and_then(|at| self.sections.get(at as usize));
                section
                    .map_or(String::new(), |section| inline_text(&section.title))
                    .into()
            }
        };
        if words.is_empty() { info.title.as_str().into() } else { words }
    }

    /// Words in one line at their natural width; shortened at a word where they are too
    /// long for the measure with as much kept free at both sides as stands `beside` them;
    /// none where even one word is.
    fn line(
        &self,
        words: &str,
        role: Role,
        line_role: LineRole,
        beside: Len,
    ) -> Option<Line> {
        let gap = if beside > Len::ZERO { self.all.theme.size } else { Len::ZERO };
        let measure = self.all.theme.page.measure() - (beside + gap) * 2;
        let mut shown: Vec<&str> = words.split(' ').take(MOST).collect();
        let mut line = self.shape(&shown.join(" "), role, line_role)?;
        while line.width > measure && shown.len() > 1 {
            shown.pop();
            line = self.shape(&format!("{} …", shown.join(" ")), role, line_role)?;
        }
        (line.width <= measure).then_some(line)
    }

    fn shape(&self, words: &str, role: Role, line_role: LineRole) -> Option<Line> {
        let cast = Cast { hyphens: false, ..Cast::of(&self.all.style(role), 0) };
        let flat = Flat::plain(words, cast, None);
        paragraph::set_line(&flat, line_role, &mut self.shapers.mine())
    }
}
