//! The contents: titles, leaders, page numbers.

use super::builder::Draft;
use super::join;
use crate::document::{Role as Place, Section};
use crate::geom::{Len, Point, Size};
use crate::info::Word;
use crate::pages::{Goal, LineRole, Mark, NodeId, Placed, Structure, Tag};
use crate::theme::{Align, Numbers, Role};
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::galley::{After, Setter, Strip};
use crate::typeset::refs::Folios;

/// The room that page numbers keep free at the right, in ems.
const NUMBER: f64 = 2.6;
/// The distance of the leaders' dots, in ems.
const DOTS: f64 = 0.75;

/// The distance of numbers that stand behind their entries, in ems.
const BESIDE: f64 = 1.2;

/// The pages of the contents.
pub(super) fn set<'a>(
    folios: &Folios,
    structure: &mut Structure,
    all: &Compositor<'a>,
    shapers: &Shapers<'a>,
) -> Vec<Draft> {
    let root = structure.root();
    let node = structure.add(root, Tag::Toc, None);
    pages(
        &|section| folios.label(all.refs.anchor_place(section.anchor)),
        Some(node),
        structure,
        all,
        shapers,
    )
}

/// How many pages the contents take, whatever the numbers in them.
pub(super) fn count<'a>(all: &Compositor<'a>, shapers: &Shapers<'a>) -> usize {
    pages(&|_| String::new(), None, &mut Structure::default(), all, shapers).len()
}

/// Sets the contents with the labels of the sections; without a node, only to be counted.
fn pages<'a>(
    label: &dyn Fn(&Section) -> String,
    node: Option<NodeId>,
    structure: &mut Structure,
    all: &Compositor<'a>,
    shapers: &Shapers<'a>,
) -> Vec<Draft> {
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, 0);
    setter.contents_title(Word::Contents.in_language(&all.document.info.lang));
    let authors = all.document.named_authors();
    let apart = apart(&all.document.sections);
    for (section, authors) in all.document.all_sections().into_iter().zip(&authors) {
        if !section.title.is_empty() {
            if apart.contains(&section.index) {
                setter.gap(all.theme.leading / 2);
            }
            setter.contents_entry(section, authors, &label(section));
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

/// The entries with space above them: parts, and what follows one without being a chapter
/// of it.
fn apart(sections: &[Section]) -> Vec<u32> {
    let part = |section: &Section| section.role == Place::Part;
    let behind = sections.windows(2).filter(|two| part(&two[0]) && !part(&two[1]));
    let parts = sections.iter().filter(|section| part(section));
    parts.chain(behind.map(|two| &two[1])).map(|section| section.index).collect()
}

/// The fewest entries on the last page of the contents, and how much shorter the pages
/// before it may be for them, in lines.
const FEWEST: usize = 3;
const SHORTER: i64 = 4;

/// Pages of entries, none of which is parted; a few of them are not left alone on the last.
fn make_up(strips: Vec<Strip>, all: &Compositor<'_>) -> Vec<Draft> {
    let leading = all.theme.leading;
    let lines = all.theme.lines().max(1);
    let mut entries: Vec<Vec<Strip>> = Vec::new();
    let mut kept = false;
    for strip in strips {
        let keeps = strip.after == After::MayNot;
        match entries.last_mut().filter(|_| kept) {
            Some(entry) => entry.push(strip),
            None => entries.push(vec![strip]),
        }
        kept = keeps;
    }
    // What is taller than a page is parted where it must be.
    let part = |entry: Vec<Strip>| match height(&entry) > leading * lines {
        true => entry.into_iter().map(|strip| vec![strip]).collect(),
        false => vec![entry],
    };
    let entries: Vec<Vec<Strip>> = entries.into_iter().flat_map(part).collect();
    let starts = starts(&entries, leading, lines);
    let mut drafts: Vec<Draft> = Vec::with_capacity(starts.len());
    let mut y = Len::ZERO;
    for (index, entry) in entries.into_iter().enumerate() {
        let begins = starts.binary_search(&index).is_ok() || drafts.is_empty();
        if begins {
            drafts.push(Draft { numbered: true, opening: true, ..Draft::default() });
            y = Len::ZERO;
        }
        let Some(draft) = drafts.last_mut() else { break };
        for (number, strip) in entry.into_iter().enumerate() {
            if !begins || number > 0 {
                y += strip.above;
            }
            for mut placed in strip.placed {
                placed.at.y += y;
                draft.placed.push(placed);
            }
            y += strip.height;
        }
    }
    drafts
}

/// The entries that begin pages of so many lines, or of a few less for the last one's sake.
fn starts(entries: &[Vec<Strip>], leading: Len, lines: i64) -> Vec<usize> {
    let full = starts_in(entries, leading * lines);
    let fewer = (1..=SHORTER.min(lines / 2)).map(|less| lines - less);
    let holds = |starts: &Vec<usize>| {
        let last = starts.last().copied().unwrap_or(0);
        starts.len() == full.len() && entries.len() - last >= FEWEST
    };
    let even = fewer.map(|lines| starts_in(entries, leading * lines));
    let few = full.len() > 1 && !holds(&full);
    even.into_iter().find(holds).filter(|_| few).unwrap_or(full)
}

/// How high an entry is, with the space above it.
fn height(entry: &[Strip]) -> Len {
    entry.iter().map(|strip| strip.above + strip.height).sum()
}

/// The entries that begin pages with so much room.
fn starts_in(entries: &[Vec<Strip>], room: Len) -> Vec<usize> {
    let mut starts = vec![0];
    let mut y = Len::ZERO;
    for (index, entry) in entries.iter().enumerate() {
        let height = height(entry);
        let above = entry.first().map_or(Len::ZERO, |first| first.above);
        if y == Len::ZERO {
            y = height - above;
        } else if y + height > room {
            starts.push(index);
            y = height - above;
        } else {
            y += height;
        }
    }
    starts
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
        let style = self.role_style(Role::Contents);
        let reserve = style.size.scale(NUMBER);
        let from = self.strips_len();
        let node = self.entry_words(&section.title, authors, reserve, part);
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

#[cfg(test)]
mod tests {
    use super::{Strip, starts};
    use crate::geom::Len;

    #[test]
    fn the_last_page_of_the_contents_holds_a_few_entries() {
        let height = Len::PT;
        let entries =
            |count: usize| vec![vec![Strip { height, ..Strip::default() }]; count];
        assert_eq!(starts(&entries(27), height, 27), [0]);
        assert_eq!(starts(&entries(28), height, 27), [0, 25]);
        assert_eq!(starts(&entries(54), height, 27), [0, 27]);
        assert_eq!(starts(&entries(55), height, 27), [0, 26, 52]);
        assert_eq!(starts(&entries(1), height, 1), [0]);
    }
}
