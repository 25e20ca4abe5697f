//! The contents: titles, leaders, page numbers.

use super::builder::{Draft, Start};
use super::join;
use crate::document::{Role as Place, Section, inline_text};
use crate::geom::{Len, Point, Size};
use crate::info::Word;
use crate::pages::{
    Folio, FolioStyle, Goal, LineRole, Mark, NodeId, Placed, Structure, Tag,
};
use crate::theme::{Align, Numbers, Role};
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::galley::{After, Setter, Strip};

/// The room that page numbers keep free at the right, in ems.
const NUMBER: f64 = 2.6;
/// The distance of the leaders' dots, in ems.
const DOTS: f64 = 0.75;

/// The distance of numbers that stand behind their entries, in ems.
const BESIDE: f64 = 1.2;

/// The pages of the contents, which begin at page `first` of the book.
pub(super) fn set<'a>(
    first: usize,
    front: &[Draft],
    body: &[Draft],
    structure: &mut Structure,
    all: &Compositor<'a>,
    shapers: &Shapers<'a>,
) -> Vec<Draft> {
    let labels = labels(first + count(all, shapers), front, body);
    let root = structure.root();
    let node = structure.add(root, Tag::Toc, None);
    pages(
        &|section| labels.get(section as usize)?.clone(),
        Some(node),
        structure,
        all,
        shapers,
    )
}

/// How many pages the contents take, whatever the numbers in them.
pub(super) fn count<'a>(all: &Compositor<'a>, shapers: &Shapers<'a>) -> usize {
    pages(&|_| None, None, &mut Structure::default(), all, shapers).len()
}

/// The label of the page on which each section opens.
fn labels(first: usize, front: &[Draft], body: &[Draft]) -> Vec<Option<String>> {
    let mut labels: Vec<Option<String>> = Vec::new();
    let mut note = |drafts: &[Draft], first: usize, style: FolioStyle| {
        let mut index = first;
        let mut seen: Option<u32> = None;
        for draft in drafts {
            if draft.start == Some(Start::Recto) && !index.is_multiple_of(2) {
                index += 1;
            }
            if let Some(section) = draft.section {
                // Several short sections may open on one page.
                let from = seen.map_or(section, |seen| seen + 1).min(section);
                for opened in from..=section {
                    let at = opened as usize;
                    if labels.len() <= at {
                        labels.resize(at + 1, None);
                    }
                    let number = index as u32 + 1;
                    labels[at].get_or_insert_with(|| Folio { number, style }.label());
                }
                seen = Some(section);
            }
            index += 1;
        }
    };
    note(front, first, FolioStyle::Roman);
    note(body, 0, FolioStyle::Arabic);
    labels
}

/// Sets the contents with the labels of the sections; without a node, only to be counted.
fn pages<'a>(
    label: &dyn Fn(u32) -> Option<String>,
    node: Option<NodeId>,
    structure: &mut Structure,
    all: &Compositor<'a>,
    shapers: &Shapers<'a>,
) -> Vec<Draft> {
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, 0);
    setter.contents_title(Word::Contents.in_language(&all.document.info.lang));
    let authors = all.document.named_authors();
    for (section, authors) in all.document.all_sections().into_iter().zip(&authors) {
        if !section.title.is_empty() {
            let label = label(section.index).unwrap_or_default();
            setter.contents_entry(section, authors, &label);
        }
    }
    let galley = setter.finish();
    let strips = match node {
        Some(node) => {
            let mut sink = crate::diag::Sink::default();
            join::adopt(galley.strips, galley.leaf, node, structure, &mut sink)
        }
        None => galley.strips,
    };
    make_up(strips, all)
}

fn make_up(strips: Vec<Strip>, all: &Compositor<'_>) -> Vec<Draft> {
    let room = all.theme.leading * all.theme.lines().max(1);
    let mut drafts = vec![Draft { numbered: true, opening: true, ..Draft::default() }];
    let together = together(&strips);
    let mut y = Len::ZERO;
    for (strip, together) in strips.into_iter().zip(together) {
        let above = if y == Len::ZERO { Len::ZERO } else { strip.above };
        // What is taller than a page is parted where it must be.
        let height = if together > room { strip.height } else { together };
        if y > Len::ZERO && y + above + height > room {
            drafts.push(Draft { numbered: true, opening: true, ..Draft::default() });
            y = Len::ZERO;
        } else {
            y += above;
        }
        let Some(draft) = drafts.last_mut() else { break };
        for mut placed in strip.placed {
            placed.at.y += y;
            draft.placed.push(placed);
        }
        y += strip.height;
    }
    drafts
}

/// How much must stand together with each strip, itself and those after it.
fn together(strips: &[Strip]) -> Vec<Len> {
    let mut heights = vec![Len::ZERO; strips.len()];
    let mut below = Len::ZERO;
    for (height, strip) in heights.iter_mut().zip(strips).rev() {
        *height = strip.height;
        if strip.after == After::MayNot {
            *height += below;
        }
        below = *height + strip.above;
    }
    heights
}

impl Setter<'_, '_, '_> {
    fn contents_title(&mut self, heading: &str) {
        let sink = i64::from(self.theme().sink);
        let leading = self.theme().leading;
        self.sink_by(leading * sink);
        self.plain_tagged(
            &[(Role::ContentsTitle, heading.to_string(), None)],
            Tag::Caption,
        );
    }

    /// An entry: the title, which may take several lines, and the authors, where they are
    /// named; leaders and the page's label on its last line.
    fn contents_entry(&mut self, section: &Section, authors: &str, label: &str) {
        let part = section.role == Place::Part;
        let goal = Goal::Inside(self.refs().anchor_place(section.anchor));
        let words = inline_text(&section.title);
        let style = self.role_style(Role::Contents);
        let reserve = style.size.scale(NUMBER);
        let from = self.strips_len();
        if part {
            self.gap(self.theme().leading / 2);
        }
        let node = self.entry_words(&words, authors, reserve, part);
        let measure = self.theme().page.measure();
        let (number, width) = self.entry_label(label, node);
        let numbers = self.theme().furniture.numbers;
        let dots = match numbers {
            Numbers::Leaders => self.dots(part),
            Numbers::Right | Numbers::Beside => None,
        };
        let beside = style.size.scale(BESIDE);
        let step = style.size.scale(DOTS);
        let last = self.strips_len() - 1;
        let strip = self.strip_mut(last);
        let (end, y) = strip
            .placed
            .iter()
            .rev()
            .find_map(|placed| match &placed.mark {
                Mark::Line(line) => Some((placed.at.x + line.width, placed.at.y)),
                Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
            })
            .unwrap_or((Len::ZERO, strip.height.ratio(74, 100)));
        let place = |x: Len, y: Len, node: Option<NodeId>, mark: Mark| Placed {
            at: Point { x, y },
            node,
            span: None,
            mark,
        };
        match numbers {
            Numbers::Leaders | Numbers::Right => {
                // Dots stand at multiples of their step from the right edge, so that those
                // of all entries stand below one another.
                if let Some(dots) = dots {
                    let right = measure - reserve / 2;
                    let room = right - end - step;
                    let count = room.count() / step.count().max(1);
                    if count >= 2 {
                        let line = dots.repeat(count as usize, step);
                        let dots = Mark::Line(line);
                        strip.placed.push(place(right - step * count, y, None, dots));
                    }
                }
                strip.placed.push(place(measure - width, y, None, Mark::Line(number)));
            }
            Numbers::Beside => {
                strip.placed.push(place(end + beside, y, None, Mark::Line(number)));
                // The words were set in the room that the reserve leaves.
                let (all, own) = match style.align {
                    Align::Left | Align::Justified => (Len::ZERO, Len::ZERO),
                    Align::Centre => (reserve / 2, (beside + width) / 2),
                    Align::Right => (reserve, beside + width),
                };
                for index in from..=last {
                    let by = if index == last { all - own } else { all };
                    let placed = &mut self.strip_mut(index).placed;
                    placed.iter_mut().for_each(|placed| placed.at.x += by);
                }
            }
        }
        // An entry stays whole, and a part with its first chapter.
        let first = section.children.first();
        let leads = part && first.is_some_and(|child| !child.title.is_empty());
        for index in from..=last {
            let ends = index == last && !leads;
            self.strip_mut(index).after = if ends { After::May } else { After::MayNot };
        }
        for index in from..=last {
            let size = Size { width: measure, height: self.strip_mut(index).height };
            let link = Mark::Link(size, goal.clone());
            self.strip_mut(index).placed.push(place(
                Len::ZERO,
                Len::ZERO,
                Some(node),
                link,
            ));
        }
    }
}

/// A leader's dot, to be repeated.
pub(in crate::typeset) struct Dots(pub(in crate::typeset) crate::pages::Line);

impl Dots {
    /// A line of dots at a distance.
    fn repeat(mut self, count: usize, step: Len) -> crate::pages::Line {
        self.0.role = LineRole::Head;
        if let Some(run) = self.0.runs.first_mut()
            && let Some(mut dot) = run.glyphs.first().copied()
        {
            dot.advance = step.count() as i32;
            run.text = run.text.repeat(count);
            run.glyphs = vec![dot; count];
            self.0.width = step * count as i64;
        }
        self.0
    }
}
