//! A proof: the pages with what is not printed drawn on them, for those who correct them.
//!
//! Blue are the type area, the grid and the boxes of blocks; a tint lies behind lines whose
//! spaces are wider (orange) or narrower (blue) than they should be; findings stand in red
//! beside the lines they speak of. All of it is furniture: the text stays what it is.

use std::collections::BTreeMap;

use super::compositor::Compositor;
use super::galley::baseline;
use super::paragraph::{self, Room};
use super::text::{Cast, Flat, Shaper};
use crate::diag::Diagnostic;
use crate::geom::{Len, Point, Size};
use crate::pages::{
    Ink, LineRole, Mark, NodeId, Page, Pages, Placed, Run, Side, Structure, Tag,
};
use crate::source::{FileId, Files, Span, locate};
use crate::theme::{Align, Caps, Family, Role};

const GRID: Ink = Ink::Colour { rgb: [178, 222, 240], cmyk: [30, 5, 0, 0] };
const FRAME: Ink = Ink::Colour { rgb: [0, 150, 200], cmyk: [80, 15, 5, 0] };
const BOX: Ink = Ink::Colour { rgb: [150, 190, 150], cmyk: [40, 10, 45, 0] };
const WIDE: Ink = Ink::Colour { rgb: [255, 226, 190], cmyk: [0, 14, 28, 0] };
const NARROW: Ink = Ink::Colour { rgb: [216, 228, 255], cmyk: [16, 8, 0, 0] };
const FOUND: Ink = Ink::Colour { rgb: [200, 20, 20], cmyk: [10, 100, 100, 0] };

/// How thick rules are.
const HAIR: Len = Len::raw(Len::PT.count() / 4);
/// The size of words in the margin, and the distance of their lines.
const SIZE: Len = Len::pt(6);
const LEADING: Len = Len::pt(7);
/// The space around what stands in a margin.
const GAP: Len = Len::pt(5);
/// How far spaces are stretched, or shrunk, in lines that are tinted, in thousandths of what
/// they can give: half of it is half as wide again.
const LOOSE: i32 = 1000;
const TIGHT: i32 = -800;

/// Draws on pages what was found and what they stand on.
pub(super) fn draw(pages: &mut Pages, found: &[Diagnostic], all: &Compositor<'_>) {
    let shapers = all.shapers();
    let mut beside: BTreeMap<LineAt, Vec<&Diagnostic>> = BTreeMap::new();
    let passages = Passages::of(pages);
    for finding in found {
        if let Some(at) = finding.at
            && let Some(place) = passages.line_at(at, pages, all.files)
        {
            beside.entry(place).or_default().push(finding);
        }
    }
    for (index, page) in pages.pages.iter_mut().enumerate() {
        let mut under = tints(page);
        under.extend(area(page, all));
        under.extend(boxes(page, &pages.structure, all));
        let mut free = [Len::ZERO; 2];
        let here = beside.range((index, 0)..(index + 1, 0));
        let mut over = Vec::new();
        for (&(_, line), findings) in here {
            let at = page.placed[line].at;
            let margin = Margin::of(page, line, all);
            let free = &mut free[usize::from(margin.right)];
            for finding in findings {
                over.extend(note(finding, at, margin, free, all, &mut shapers.mine()));
            }
        }
        under.append(&mut page.placed);
        under.append(&mut over);
        page.placed = under;
    }
}

/// The lines of the pages by the passage of the source that they begin with: each by its page
/// and its place on it.
struct Passages(BTreeMap<(FileId, u32), (Span, Vec<LineAt>)>);

/// A page and the place of a line among what stands on it.
type LineAt = (usize, usize);

impl Passages {
    fn of(pages: &Pages) -> Passages {
        let mut passages = BTreeMap::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for (index, placed) in page.placed.iter().enumerate() {
                if let (Mark::Line(_), Some(span)) = (&placed.mark, placed.span) {
                    let passage = passages.entry((span.file, span.start));
                    let (_, lines) = passage.or_insert((span, Vec::new()));
                    lines.push((number, index));
                }
            }
        }
        Passages(passages)
    }

    /// The line of a place in the source.
    fn line_at(&self, at: Span, pages: &Pages, files: &Files) -> Option<LineAt> {
        let mut before = self.0.range((at.file, 0)..=(at.file, at.start));
        let (span, lines) = before.next_back()?.1;
        // The lines of one passage all begin with it: its words tell where each does.
        let source = files.slice(*span);
        let wanted = (at.start - span.start) as usize;
        let text =
            lines.iter().map(|&(page, index)| words(&pages.pages[page].placed[index]));
        let text: Vec<String> = text.collect();
        let first =
            text.first()?.split(|c: char| !c.is_alphanumeric() && c != ' ').next();
        let begins = first.and_then(|words| source.find(words)).unwrap_or(0);
        let all = text.concat();
        let mut start = 0;
        let mut chosen = *lines.first()?;
        for (place, words) in lines.iter().zip(&text) {
            if begins + locate(&source[begins..], &all, start) <= wanted {
                chosen = *place;
            }
            start += words.len();
        }
        Some(chosen)
    }
}

/// The words of a line as they go on into the next.
fn words(placed: &Placed) -> String {
    let Mark::Line(line) = &placed.mark else { return String::new() };
    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    match text.strip_suffix('\u{ad}') {
        Some(divided) => divided.to_string(),
        None => text + " ",
    }
}

/// What lies behind lines that are loose or tight.
fn tints(page: &Page) -> Vec<Placed> {
    let tint = |placed: &Placed| {
        let Mark::Line(line) = &placed.mark else { return None };
        let ink = match line.ratio {
            LOOSE.. => WIDE,
            ..=TIGHT => NARROW,
            _ => return None,
        };
        let (top, bottom) = extent(line.runs.first()?, placed.at.y);
        let size = Size { width: line.width, height: bottom - top };
        Some(rule(Point { x: placed.at.x, y: top }, size, ink))
    };
    page.placed.iter().filter_map(tint).collect()
}

/// The edges of the type area, and the lines that the text stands on.
fn area(page: &Page, all: &Compositor<'_>) -> Vec<Placed> {
    let (theme, design) = (all.theme, &all.theme.page);
    let left = left(page, all);
    let (width, lines) = (design.measure(), theme.lines());
    let mut drawn = Vec::new();
    for line in 0..lines {
        let y = design.top + theme.leading * line + baseline(theme.leading);
        drawn.push(rule(Point { x: left, y }, Size { width, height: HAIR }, GRID));
    }
    let size = Size { width: theme.measure(), height: theme.leading * lines };
    for column in 0..i64::from(theme.columns) {
        let x = left + (theme.measure() + theme.gutter()) * column;
        drawn.extend(frame(Point { x, y: design.top }, size, FRAME));
    }
    drawn
}

/// The left edge of the text on a page.
fn left(page: &Page, all: &Compositor<'_>) -> Len {
    match page.side {
        Side::Recto => all.theme.page.inner,
        Side::Verso => all.theme.page.outer,
    }
}

/// The boxes of the blocks on a page, in each column of it.
fn boxes(page: &Page, structure: &Structure, all: &Compositor<'_>) -> Vec<Placed> {
    let step = all.theme.measure() + all.theme.gutter();
    let left = left(page, all) - all.theme.gutter() / 2;
    let column = |x: Len| (x - left).count() / step.count().max(1);
    let mut boxes: BTreeMap<(NodeId, i64), (Point, Point)> = BTreeMap::new();
    let mut add = |node: Option<NodeId>, from: Point, to: Point| {
        let Some(block) = node.and_then(|node| block_of(node, structure)) else { return };
        let known = boxes.entry((block, column(from.x))).or_insert((from, to));
        known.0 = Point { x: known.0.x.min(from.x), y: known.0.y.min(from.y) };
        known.1 = Point { x: known.1.x.max(to.x), y: known.1.y.max(to.y) };
    };
    for Placed { at, node, mark, .. } in &page.placed {
        match mark {
            Mark::Line(line) if line.turned => {}
            Mark::Line(line) => {
                for run in &line.runs {
                    let (top, bottom) = extent(run, at.y);
                    let from = Point { x: at.x, y: top };
                    let to = Point { x: at.x + line.width, y: bottom };
                    add(run.node, from, to);
                }
            }
            Mark::Rule(size, _) | Mark::Picture(_, size) => {
                let to = Point { x: at.x + size.width, y: at.y + size.height };
                add(*node, *at, to);
            }
            Mark::Link(..) => {}
        }
    }
    let frames = boxes.values().flat_map(|(from, to)| {
        let size = Size { width: to.x - from.x, height: to.y - from.y };
        frame(*from, size, BOX)
    });
    frames.collect()
}

/// The block that a node lies in.
fn block_of(node: NodeId, structure: &Structure) -> Option<NodeId> {
    let mut at = Some(node);
    while let Some(node) = at {
        match &structure.0[node].tag {
            Tag::Paragraph
            | Tag::Heading(..)
            | Tag::Table
            | Tag::Figure(_)
            | Tag::Caption
            | Tag::Code
            | Tag::Index
            | Tag::TocItem => return Some(node),
            Tag::Document | Tag::Part | Tag::Section => return None,
            Tag::Aside
            | Tag::BlockQuote
            | Tag::List(_)
            | Tag::ListItem
            | Tag::Label
            | Tag::ListBody
            | Tag::TableRow
            | Tag::TableHead
            | Tag::RowHead
            | Tag::TableCell
            | Tag::Note
            | Tag::Link(_)
            | Tag::Reference
            | Tag::Toc
            | Tag::Entries
            | Tag::Span => at = structure.0[node].parent,
        }
    }
    None
}

/// How high and how deep a run reaches.
fn extent(run: &Run, y: Len) -> (Len, Len) {
    let y = y - run.rise;
    (y - run.size.ratio(75, 100), y + run.size.ratio(25, 100))
}

/// The margin beside a line.
#[derive(Clone, Copy)]
struct Margin {
    /// Whether it is the right one.
    right: bool,
    /// How wide it is.
    width: Len,
}

impl Margin {
    /// The one beside the column of a line; the outer one where there is one column only, and
    /// beside what stands across all of them.
    fn of(page: &Page, line: usize, all: &Compositor<'_>) -> Margin {
        let design = &all.theme.page;
        let (measure, gutter) = (all.theme.measure(), all.theme.gutter());
        let placed = &page.placed[line];
        let across = match &placed.mark {
            Mark::Line(line) => line.width > measure + gutter,
            Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => true,
        };
        let outer = page.side == Side::Recto;
        let right = match all.theme.columns {
            0 | 1 => outer,
            _ if across => outer,
            columns => {
                let left = left(page, all) - gutter / 2;
                let step = (measure + gutter).count().max(1);
                (placed.at.x - left).count() / step * 2 >= i64::from(columns)
            }
        };
        Margin { right, width: if right == outer { design.outer } else { design.inner } }
    }
}

/// A finding in the margin, with a bar beside its line; below what stands there already,
/// which reaches down to `free`.
fn note(
    finding: &Diagnostic,
    at: Point,
    margin: Margin,
    free: &mut Len,
    all: &Compositor<'_>,
    shaper: &mut Shaper<'_>,
) -> Vec<Placed> {
    let design = &all.theme.page;
    let measure = margin.width - GAP * 2;
    let (edge, x) = if margin.right {
        let edge = design.size.width - margin.width;
        (edge + GAP / 2, edge + GAP)
    } else {
        (margin.width - GAP / 2, GAP)
    };
    let top = at.y - all.theme.leading.ratio(3, 4);
    let size = Size { width: Len::PT, height: all.theme.leading };
    let mut drawn = vec![rule(Point { x: edge, y: top }, size, FOUND)];
    let style = all.style(Role::Body);
    let plain = Cast { hyphens: false, protrudes: false, ..Cast::of(&style, 0) };
    let cast = Cast { family: Family::Sans, caps: Caps::Normal, size: SIZE, ..plain };
    let (indent, hang, align, role) = (Len::ZERO, Len::ZERO, Align::Left, LineRole::Head);
    let room =
        Room { measure: measure.max(SIZE * 4), indent, indented: 1, hang, align, role };
    let words = format!("{}: {}", finding.code, finding.message);
    let flat = Flat::plain(&words, cast, None);
    let mut y = (top + SIZE).max(*free);
    for set in paragraph::set(&flat, &room, shaper, &|_, _| Size::default()) {
        let mut line = set.line;
        line.runs.iter_mut().for_each(|run| run.ink = FOUND);
        let at = Point { x: x + set.x, y };
        drawn.push(Placed { at, node: None, span: None, mark: Mark::Line(line) });
        y += LEADING;
    }
    *free = y + LEADING / 2;
    drawn
}

/// The four sides of a box.
fn frame(at: Point, size: Size, ink: Ink) -> [Placed; 4] {
    let flat = Size { width: size.width, height: HAIR };
    let tall = Size { width: HAIR, height: size.height };
    let (right, bottom) = (at.x + size.width - HAIR, at.y + size.height - HAIR);
    [
        rule(at, flat, ink),
        rule(Point { x: at.x, y: bottom }, flat, ink),
        rule(at, tall, ink),
        rule(Point { x: right, y: at.y }, tall, ink),
    ]
}

fn rule(at: Point, size: Size, ink: Ink) -> Placed {
    Placed { at, node: None, span: None, mark: Mark::Rule(size, ink) }
}
