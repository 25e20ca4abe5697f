//! Tables: columns as wide as their content asks, rows that stay whole, heads repeated.

use std::sync::Arc;

use super::Strip;
use super::decimal::Decimals;
use super::frame::Frame;
use super::setter::Setter;
use super::turned::turn;
use crate::diag::{Code, Diagnostic};
use crate::document::{Column, Row, Table};
use crate::geom::Len;
use crate::pages::{NodeId, Tag};
use crate::source::Span;
use crate::theme::{Align, Role, Style};
use crate::typeset::paragraph::{self, Whole};

/// The space between columns, in ems.
const GUTTER: f64 = 1.2;
/// Rules: at the top and the foot, and below the head.
const RULE: Len = Len::raw(45875);
const HAIRLINE: Len = Len::raw(26214);
/// A table that is too wide is set smaller, in these steps, as long as it reads well; then
/// its words are divided; but it is never set smaller than can be read.
const STEP: Len = Len::raw(16384);
const SMALL: Len = Len::pt(8);
const SMALLEST: Len = Len::pt(7);
/// In columns narrower than so many ems words stay whole where they can: the few lines of a
/// cell gain little by hyphens, and a column of names is read down.
const NARROW: i64 = 10;
/// A cell of more lines may have too narrow a column.
const DEEP: i64 = 6;

/// Where a column stands.
#[derive(Clone, Copy)]
struct Place {
    x: Len,
    width: Len,
    /// What is known of its numbers, where they stand by their decimal signs.
    decimals: Option<Decimals>,
}

/// A way to set the columns.
struct Columns {
    style: Style,
    widths: Vec<Len>,
    decimals: Vec<Option<Decimals>>,
    /// By how much all of them are too wide.
    over: Len,
    /// How many lines the longest cell takes, about.
    depth: i64,
}

/// A table stays whole that is no higher than this part of a page.
const GLANCE: i64 = 3;

impl Setter<'_, '_, '_> {
    pub(super) fn table(&mut self, table: &Table, span: Span, frame: &Frame) {
        let frame = &match self.is_wide(table, frame) {
            true => self.go_across(frame),
            false => *frame,
        };
        let inner = self.open(frame, Role::Table, Tag::Table);
        let mut set = self.columns(table, &inner);
        let room = self.all.theme.leading * self.all.theme.lines().max(1);
        let across = self.all.theme.page.measure();
        // Only what stands by itself on the page can have a page of its own.
        if set.over > Len::ZERO && frame.running && frame.measure == across {
            let tall = Frame { measure: room, ..inner };
            let mut turned = self.columns(table, &tall);
            // Words are divided only where they would be too wide for that page as well.
            if turned.over > Len::ZERO {
                set = self.fit(table, Whole::Syllables, SMALLEST, &inner);
                turned = self.fit(table, Whole::Syllables, SMALLEST, &tall);
            }
            if turned.over < set.over {
                self.report_wide(&turned, span, true);
                let first = self.strips.len();
                let owed = self.owe(Len::ZERO);
                self.set_table(table, turned, tall, &Frame { measure: room, ..*frame });
                let strips = self.strips.split_off(first);
                self.owe(owed);
                turn(strips, room, across).into_iter().for_each(|page| self.strip(page));
                self.close(&inner);
                return;
            }
        }
        if set.over > Len::ZERO {
            set = self.fit(table, Whole::Syllables, SMALLEST, &inner);
        }
        self.report_wide(&set, span, false);
        self.set_table(table, set, inner, frame);
        self.close(&inner);
    }

    /// Caption, head and rows, with their rules.
    fn set_table(&mut self, table: &Table, set: Columns, own: Frame, frame: &Frame) {
        let first = self.strips.len();
        let inner = Frame { style: set.style, ..own };
        if let Some(caption) = &table.caption {
            let style = self.all.theme.style_within(&frame.style, Role::Caption);
            let above = Frame { style, flush: true, running: false, ..own };
            self.paragraph(caption, &above, Tag::Caption);
            // The distance of a table in its own size, however small it is set.
            let gap = own.style.leading / 4;
            self.space(gap);
        }
        let places = places(set, &inner);
        let width =
            places.last().map_or(inner.measure, |last| last.x + last.width - inner.x);
        self.rule(inner.x, width, RULE);
        let head = self.strips.len() - 1;
        for row in &table.head {
            self.row(row, table, &places, &inner, true);
        }
        if !table.head.is_empty() {
            self.rule(inner.x, width, HAIRLINE);
        }
        self.keep_together(first);
        self.keep();
        let repeated: Vec<Strip> = self.strips[head..].iter().map(again).collect();
        let repeated = (!table.head.is_empty()).then(|| Arc::new(repeated));
        for (index, row) in table.rows.iter().enumerate() {
            let at = self.strips.len();
            self.row(row, table, &places, &inner, false);
            if let Some(strip) = self.strips.get_mut(at).filter(|_| index > 0) {
                strip.repeat = repeated.clone();
            }
            // A table is not left with a single row at a page's edge.
            if index == 0 || index + 2 == table.rows.len() {
                self.keep();
            }
        }
        self.keep();
        self.rule(inner.x, width, RULE);
        // What is read at a glance is not parted, if that leaves no more of a page empty.
        let set = self.strips.get(first..).unwrap_or_default();
        let height: Len = set.iter().map(|strip| strip.above + strip.height).sum();
        if height <= self.all.theme.leading * self.all.theme.lines() / GLANCE {
            self.keep_together(first);
        }
    }

    /// Whether a table is too wide for its column of the page, but not for all of them: in
    /// the column its words would be divided.
    fn is_wide(&mut self, table: &Table, frame: &Frame) -> bool {
        let whole = self.all.theme.page.measure();
        if !frame.running || frame.measure >= whole {
            return false;
        }
        let style = self.style_to_be(frame, Role::Table);
        let measure = (frame.measure - style.left - style.right).max(style.size * 2);
        let inner = Frame { style, measure, ..*frame };
        self.fit(table, Whole::Words, SMALL, &inner).over > Len::ZERO
    }

    /// The same frame across all columns: for a block that stands in no other.
    pub(super) fn go_across(&mut self, frame: &Frame) -> Frame {
        self.across = true;
        Frame { measure: self.all.theme.page.measure(), ..*frame }
    }

    /// The style of a role in a frame with the classes of the block that is being set, which
    /// it keeps.
    fn style_to_be(&self, frame: &Frame, role: Role) -> Style {
        let style = self.all.theme.style_within(&frame.style, role);
        self.all.theme.style_of_classes(style, &self.classes)
    }

    /// The columns in type that is small enough for them, with words whole.
    fn columns(&mut self, table: &Table, own: &Frame) -> Columns {
        let mut set = self.fit(table, Whole::Words, SMALL, own);
        // Words stay whole, if they can; but where code, addresses and compounds leave
        // running words no room, those are parted at their joints.
        if set.over > Len::ZERO || set.depth > DEEP {
            let parted = self.fit(table, Whole::Names, SMALL, own);
            let lower = parted.depth * 3 < set.depth * 2;
            if parted.over < set.over || parted.over == set.over && lower {
                set = parted;
            }
        }
        set
    }

    /// Tells of columns that no type is small enough for.
    fn report_wide(&mut self, set: &Columns, span: Span, turned: bool) {
        if set.over > Len::ZERO {
            let message = match turned {
                false => format!("table is {} pt wider than the text", set.over),
                true => format!("table, turned, is {} pt longer than the page", set.over),
            };
            let help = format!(
                "at {} pt it is as small as can be read; shorten or divide its longest words, turn rows into columns, or make two tables of it",
                (set.style.size.to_pt() * 100.0).round() / 100.0
            );
            let finding =
                Diagnostic::new(Code::TableTooWide, message).at(span).help(help);
            self.leaf.sink.report(finding);
        }
    }

    /// The columns in the largest type in which they fit, or in the least that is allowed.
    fn fit(&mut self, table: &Table, whole: Whole, least: Len, own: &Frame) -> Columns {
        let mut inner = *own;
        let mut set = self.widths(table, whole, &inner);
        while set.over > Len::ZERO && inner.style.size - STEP >= least {
            inner.style = smaller(&inner.style, STEP);
            set = self.widths(table, whole, &inner);
        }
        set
    }

    /// How wide the columns are. Each gets what its longest cell asks when there is room;
    /// otherwise at least its longest word, and of the rest a part by what it lacks.
    fn widths(&mut self, table: &Table, whole: Whole, inner: &Frame) -> Columns {
        let count = table.columns.len().max(1);
        let room = inner.measure - gutter(inner) * (count as i64 - 1);
        let mut least = vec![Len::ZERO; count];
        let mut most = vec![Len::ZERO; count];
        let head = self.all.theme.style_within(&inner.style, Role::TableHead);
        for (row, style) in table
            .head
            .iter()
            .map(|row| (row, head))
            .chain(table.rows.iter().map(|row| (row, inner.style)))
        {
            for (index, cell) in row.cells.iter().enumerate().take(count) {
                let (narrow, wide) = self.extent(cell, whole, &Frame { style, ..*inner });
                least[index] = least[index].max(narrow);
                most[index] = most[index].max(wide);
            }
        }
        let mut decimals = self.decimals(table, inner);
        decimals.resize(count, None);
        for (index, decimals) in decimals.iter().enumerate() {
            if let Some(Decimals { before, behind }) = decimals {
                let width = *before + *behind + Len::PT / 8;
                least[index] = least[index].max(width);
                most[index] = most[index].max(width);
            }
        }
        let widths = share(&least, &most, room);
        let total: Len = widths.iter().copied().sum();
        let lines = most.iter().zip(&widths).map(|(most, width)| {
            // Ragged lines fill four fifths of their column or so.
            most.count() / (width.count() * 4 / 5).max(1) + 1
        });
        let depth = lines.max().unwrap_or(0);
        let over = (total - room).max(Len::ZERO);
        Columns { style: inner.style, widths, decimals, over, depth }
    }

    /// The widest piece of a cell, and the cell in one line.
    fn extent(
        &mut self,
        cell: &[crate::document::Inline],
        whole: Whole,
        frame: &Frame,
    ) -> (Len, Len) {
        let root = self.leaf.root();
        let mut scratch = crate::typeset::leaf::Leaf::new();
        std::mem::swap(&mut scratch, &mut self.leaf);
        let flat = self.flat(cell, frame, root);
        std::mem::swap(&mut scratch, &mut self.leaf);
        paragraph::extent(&flat, whole, self.shaper)
    }

    fn row(
        &mut self,
        row: &Row,
        table: &Table,
        places: &[Place],
        inner: &Frame,
        head: bool,
    ) {
        let style = if head {
            self.all.theme.style_within(&inner.style, Role::TableHead)
        } else {
            inner.style
        };
        let node = self.leaf.add(inner.node, Tag::TableRow, None);
        let mut columns: Vec<Vec<Strip>> = Vec::with_capacity(places.len());
        let cells = row.cells.iter().zip(places).zip(&table.columns).enumerate();
        for (at, ((cell, place), column)) in cells {
            // Where no row heads the columns, the first cell heads its row.
            let heads_row = at == 0 && table.head.is_empty();
            let tag = match (head, heads_row) {
                (true, _) => Tag::TableHead,
                (false, true) => Tag::RowHead,
                (false, false) => Tag::TableCell,
            };
            let cell_node: NodeId = self.leaf.add(node, tag, None);
            let align = match column {
                Column::Start => Align::Left,
                Column::Centre => Align::Centre,
                Column::End => Align::Right,
            };
            let wide = place.width >= style.size * NARROW;
            let frame = Frame {
                x: place.x,
                measure: place.width,
                style: Style { align, hyphens: style.hyphens && wide, ..style },
                node: cell_node,
                flush: true,
                running: false,
                lang: inner.lang,
            };
            let at = self.strips.len();
            let owed = self.owe(Len::ZERO);
            let flat = self.flat(cell, &frame, cell_node);
            self.set(&flat, &frame, Len::ZERO, Len::ZERO);
            let alone = self.strips.len() == at + 1;
            if let Some(decimals) = place.decimals.filter(|_| !head && alone) {
                let by = self.moved(cell, &frame, decimals);
                let placed = self.strips[at..].iter_mut().flat_map(|s| &mut s.placed);
                placed.for_each(|placed| placed.at.x -= by);
            }
            columns.push(self.strips.split_off(at));
            self.owe(owed);
        }
        let pad = style.leading.ratio(1, 8);
        let lines = columns.iter().map(Vec::len).max().unwrap_or(0);
        if style.leading * lines as i64
            > self.all.theme.leading * self.all.theme.lines() / 2
        {
            self.tall_row(columns, style.leading);
            return;
        }
        let mut strip = Strip { height: pad, ..Strip::default() };
        let depth = columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for lines in columns {
            let mut y = pad;
            for line in lines {
                for mut placed in line.placed {
                    placed.at.y += y;
                    strip.placed.push(placed);
                }
                y += line.height;
                strip.notes.extend(line.notes);
                strip.places.extend(line.places);
            }
        }
        strip.height += style.leading * depth as i64 + pad;
        self.strip(strip);
    }
}

impl Setter<'_, '_, '_> {
    /// A row that would fill half a page: set line by line, so that a page can end in it.
    fn tall_row(&mut self, columns: Vec<Vec<Strip>>, leading: Len) {
        let lines = columns.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
        for _ in 0..lines {
            let mut strip = Strip { height: leading, ..Strip::default() };
            for line in columns.iter_mut().filter_map(Iterator::next) {
                strip.placed.extend(line.placed);
                strip.notes.extend(line.notes);
                strip.places.extend(line.places);
            }
            self.strip(strip);
        }
    }
}

/// Where the columns stand.
fn places(set: Columns, inner: &Frame) -> Vec<Place> {
    let mut x = inner.x;
    let place = |(width, decimals)| {
        let place = Place { x, width, decimals };
        x += width + gutter(inner);
        place
    };
    set.widths.into_iter().zip(set.decimals).map(place).collect()
}

/// The space between columns.
fn gutter(inner: &Frame) -> Len {
    inner.style.size.scale(GUTTER)
}

/// A style whose type is smaller by a step, all else in proportion.
fn smaller(style: &Style, step: Len) -> Style {
    let size = style.size - step;
    let part = |len: Len| len.ratio(size.count(), style.size.count().max(1));
    let (leading, letter_space) = (part(style.leading), part(style.letter_space));
    Style { size, leading, letter_space, ..*style }
}

/// A strip set once more: its text is furniture then, and nothing links to it.
fn again(strip: &Strip) -> Strip {
    let mut strip = Strip {
        notes: Vec::new(),
        places: Vec::new(),
        above: Len::ZERO,
        ..strip.clone()
    };
    strip.placed.retain_mut(|placed| {
        placed.node = None;
        match &mut placed.mark {
            crate::pages::Mark::Line(line) => {
                line.runs.iter_mut().for_each(|run| run.node = None);
                true
            }
            crate::pages::Mark::Link(..) => false,
            crate::pages::Mark::Rule(..) | crate::pages::Mark::Picture(..) => true,
        }
    });
    strip
}

/// Shares the room among columns. While there is one that asks for no more than an equal
/// part of what is left, it gets what it asks; the others get what each needs at least, and
/// of the rest a part by what they lack.
fn share(least: &[Len], most: &[Len], room: Len) -> Vec<Len> {
    let needed: Len = least.iter().copied().sum();
    if needed >= room {
        return least.to_vec();
    }
    let mut widths: Vec<Option<Len>> = vec![None; most.len()];
    let mut left = room;
    loop {
        let open: Vec<usize> = (0..most.len()).filter(|&i| widths[i].is_none()).collect();
        let Some(count) = i64::try_from(open.len()).ok().filter(|&count| count > 0)
        else {
            break;
        };
        let still: Len = open.iter().map(|&i| least[i]).sum();
        // What a modest column takes must leave the others their least.
        let modest = open
            .iter()
            .copied()
            .find(|&i| most[i] <= left / count && left - most[i] >= still - least[i]);
        match modest {
            Some(i) => {
                widths[i] = Some(most[i]);
                left -= most[i];
            }
            None => {
                let spare = left - still;
                let lacking: Len = open.iter().map(|&i| most[i] - least[i]).sum();
                // What was given up to each, so that roundings do not add up to more.
                let (mut lacked, mut given) = (Len::ZERO, Len::ZERO);
                for &i in &open {
                    lacked += most[i] - least[i];
                    let upto = spare.ratio(lacked.count(), lacking.count().max(1));
                    widths[i] = Some(least[i] + upto - given);
                    given = upto;
                }
            }
        }
    }
    widths.into_iter().map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::share;
    use crate::geom::Len;

    proptest! {
        #[test]
        fn columns_never_get_more_than_there_is(
            asked in prop::collection::vec((1i64..9_000_000, 0i64..9_000_000), 1..16),
            room in 1i64..60_000_000,
        ) {
            let least: Vec<Len> = asked.iter().map(|&(least, _)| Len::raw(least)).collect();
            let most: Vec<Len> = asked.iter().map(|&(a, b)| Len::raw(a + b)).collect();
            let widths = share(&least, &most, Len::raw(room));
            let sum = |all: &[Len]| all.iter().copied().sum::<Len>();
            prop_assert!(sum(&widths) <= Len::raw(room).max(sum(&least)));
            prop_assert!(widths.iter().zip(&least).all(|(width, least)| width >= least));
        }
    }

    #[test]
    fn columns_get_what_they_ask_or_share_what_is_there() {
        let pt = |widths: &[i64]| widths.iter().map(|&w| Len::pt(w)).collect::<Vec<_>>();
        assert_eq!(share(&pt(&[10, 20]), &pt(&[30, 60]), Len::pt(100)), pt(&[30, 60]));
        assert_eq!(share(&pt(&[10, 20]), &pt(&[30, 120]), Len::pt(90)), pt(&[30, 60]));
        assert_eq!(share(&pt(&[10, 20]), &pt(&[60, 120]), Len::pt(90)), pt(&[30, 60]));
        assert_eq!(share(&pt(&[60, 50]), &pt(&[70, 60]), Len::pt(90)), pt(&[60, 50]));
    }
}
