//! Furniture: running heads and folios. Artifacts: they belong to no node.

use super::builder::Draft;
use crate::document::inline_text;
use crate::geom::{Len, Point};
use crate::pages::{Folio, Line, LineRole, Mark, Placed, Side};
use crate::theme::Role;
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::paragraph::{self, Room};
use crate::typeset::text::{Cast, Flat};

/// How far above the text the running head stands, and how far below it the folio, from
/// baseline to the text's edge, in lines of the text.
const HEAD: f64 = 1.2;
const FOLIO: f64 = 2.2;

/// The running head and the folio of a page.
pub(super) fn set(
    draft: &Draft,
    side: Side,
    folio: Folio,
    left: Len,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Vec<Placed> {
    let mut placed = Vec::new();
    if !draft.numbered {
        return placed;
    }
    let leading = all.theme.leading;
    let top = all.theme.page.top;
    let bottom = top + leading * all.theme.lines();
    let words = if draft.opening { None } else { head(draft, side, all) };
    if let Some(words) = words {
        let y = top - leading.scale(HEAD) + leading.ratio(1, 4);
        placed.extend(outside(
            &words,
            Role::RunningHead,
            LineRole::Head,
            side,
            left,
            y,
            all,
            shapers,
        ));
    }
    let y = bottom + leading.scale(FOLIO);
    let label = folio.label();
    placed.extend(outside(
        &label,
        Role::Folio,
        LineRole::Folio,
        side,
        left,
        y,
        all,
        shapers,
    ));
    placed
}

/// What the running head says: the book on the left, the article on the right.
fn head(draft: &Draft, side: Side, all: &Compositor<'_>) -> Option<String> {
    let book = || Some(all.document.info.title.clone());
    let sections = all.document.all_sections();
    let article = draft.section.and_then(|index| sections.get(index as usize));
    let article =
        article.map(|section| inline_text(&section.title)).filter(|t| !t.is_empty());
    match side {
        Side::Verso => book(),
        Side::Recto => article.or_else(book),
    }
}

/// A line that ends at the outer edge of the text; shortened at a word where it is too long.
fn outside(
    words: &str,
    role: Role,
    line_role: LineRole,
    side: Side,
    left: Len,
    y: Len,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Placed> {
    let measure = all.theme.page.measure();
    let mut line = line(words, role, line_role, all, shapers)?;
    let mut shown: Vec<&str> = words.split(' ').collect();
    while line.width > measure && shown.len() > 1 {
        shown.pop();
        line =
            self::line(&format!("{} …", shown.join(" ")), role, line_role, all, shapers)?;
    }
    let x = match side {
        Side::Recto => left + measure - line.width,
        Side::Verso => left,
    };
    Some(Placed { at: Point { x, y }, node: None, span: None, mark: Mark::Line(line) })
}

/// Words in one line, at their natural width, as furniture.
pub(super) fn line(
    words: &str,
    role: Role,
    line_role: LineRole,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Line> {
    let cast = Cast { hyphens: false, ..Cast::of(&all.style(role), 0) };
    let flat = Flat::plain(words, cast, None);
    let room = Room {
        measure: Len::pt(10_000),
        indent: Len::ZERO,
        hang: Len::ZERO,
        align: crate::theme::Align::Left,
        role: line_role,
    };
    let size = |_, _| crate::geom::Size::default();
    let mut shaper = shapers.mine();
    let lines = paragraph::set(&flat, &room, &mut shaper, &size);
    lines.into_iter().next().map(|line| line.line)
}
