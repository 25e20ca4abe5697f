//! Tables and their captions: a paragraph `Table: …` next to the table.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::braces::Whole;
use super::build::{Builder, Open, trim};
use crate::diag::{Code, Diagnostic};
use crate::document::{Block, Column, Inline, Inlines, Kind, Row, Table};

/// What begins a caption.
const CAPTION: &str = "Table:";

/// The most columns a table can have: more than any page holds, and a bound on the work.
const MOST_COLUMNS: usize = 200;

pub(super) fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None | Alignment::Left => Column::Start,
        Alignment::Center => Column::Centre,
        Alignment::Right => Column::End,
    }
}

impl Builder<'_> {
    /// A row whose last cell ends at byte `end`. Markdown drops the cells that the head
    /// has no columns for; what stands in them is reported, and words behind a caption
    /// that was read as a row are part of it.
    pub fn row(&mut self, mut cells: Vec<Inlines>, end: usize, range: Range<usize>) {
        let rest = &self.src[end..range.end.max(end)];
        let lead = rest.len() - rest.trim_start_matches(['|', ' ', '\t']).len();
        let extra = rest[lead..].trim_end_matches(['|', ' ', '\t', '\n']);
        let extra = end + lead..end + lead + extra.len();
        let has_extra = !extra.is_empty();
        let next = self.src[range.end..].lines().next().unwrap_or("");
        let is_last = next.trim_matches(['>', ' ', '\t']).is_empty();
        if is_last && self.src[range.clone()].starts_with(CAPTION) {
            let mut parts = std::mem::take(&mut cells);
            if has_extra {
                parts.push(self.inlines_of(extra));
            }
            let mut caption = Inlines::new();
            for part in parts.into_iter().filter(|part| !part.is_empty()) {
                if !caption.is_empty() {
                    let text = " | ".to_string();
                    caption.push(Inline::Text { text, span: part[0].span() });
                }
                caption.extend(part);
            }
            cells.push(caption);
        } else if has_extra {
            self.report_extra(extra);
        }
        if let Open::Table { columns, head, rows } = &mut self.top().open {
            cells.resize(columns.len(), Vec::new());
            match head.is_empty() {
                true => head.push(Row { cells }),
                false => rows.push((Row { cells }, range.start)),
            }
        }
    }

    /// A paragraph whose second line would be that below a table's head, if only it had
    /// as many cells.
    pub fn check_no_table(&mut self, range: &Range<usize>) {
        let mut lines = self.src[range.clone()].lines();
        let (Some(head), Some(line)) = (lines.next(), lines.next()) else { return };
        let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        let is_rule = line.contains('|')
            && line.contains("--")
            && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
        if is_rule && head.contains('|') {
            let at = range.start..range.start + head.trim_end().len();
            let message = "this is no table, and is printed as it stands: the line below \
                           its head has not as many cells as the head";
            let help = "give both as many; a `|` within a cell is written `\\|`, in code \
                        too";
            self.report_with(Code::ExtraCell, message, at, Some(help.to_string()));
        }
    }

    fn report_extra(&mut self, extra: Range<usize>) {
        let Open::Table { columns, .. } = &self.top().open else { return };
        let message = match columns.len() {
            1 => "the table's head has 1 cell; this is left out".to_string(),
            count => format!("the table's head has {count} cells; this is left out"),
        };
        let help = "give the head a cell more; a `|` that is no border of a cell is \
                    written `\\|`, in code too";
        self.report_with(Code::ExtraCell, message, extra, Some(help.to_string()));
    }

    pub fn table(
        &mut self,
        mut columns: Vec<Column>,
        mut head: Vec<Row>,
        mut rows: Vec<(Row, usize)>,
        range: Range<usize>,
    ) {
        if columns.len() > MOST_COLUMNS {
            let message = format!(
                "the table has {} columns; those behind the first {MOST_COLUMNS} are left out",
                columns.len()
            );
            let help =
                "no page holds so many: turn rows into columns, or make several tables";
            let at = range.start..range.start + 1;
            self.report_with(Code::ExtraCell, message, at, Some(help.to_string()));
            columns.truncate(MOST_COLUMNS);
            let rows = rows.iter_mut().map(|(row, _)| row);
            head.iter_mut().chain(rows).for_each(|row| row.cells.truncate(MOST_COLUMNS));
        }
        let mut caption = None;
        // Without an empty line, Markdown reads the caption as the last row.
        if let Some((_, start)) = rows.last()
            && self.src[*start..].trim_start().starts_with(CAPTION)
            && let Some((mut row, _)) = rows.pop()
        {
            caption = row.cells.drain(..).next().map(without_keyword);
        }
        let before = self.top().blocks.last();
        let captioned =
            |block: &&Block| block.paragraph().is_some_and(|it| is_caption(it));
        let other = before.filter(captioned).filter(|_| caption.is_some());
        if let Some(span) = other.map(|block| block.span) {
            let message = "the table has another caption below it; this is a paragraph";
            let help = "make one caption of the two, above the table or below it";
            self.sink
                .report(Diagnostic::new(Code::StatedTwice, message).at(span).help(help));
        }
        let mut found = None;
        if let Some(caption) = &mut caption {
            found = self.take_trailing(caption, Whole::Other);
        }
        let before = self.top().blocks.last();
        let mut carried = None;
        if caption.is_none()
            && matches!(before, Some(Block { kind: Kind::Paragraph(content), .. }) if is_caption(content))
            && let Some(Block {
                kind: Kind::Paragraph(content),
                anchor,
                lang,
                classes,
                ..
            }) = self.top().blocks.pop()
        {
            caption = Some(without_keyword(content));
            carried = Some((anchor, lang, classes));
        }
        // A head without words is Markdown's way to say that there is none.
        let head = head.into_iter().filter(|r| r.cells.iter().any(|c| !c.is_empty()));
        let head: Vec<Row> = head.collect();
        let rows = rows.into_iter().map(|(row, _)| row).collect();
        self.add(Kind::Table(Table { caption, columns, head, rows }), range);
        if let Some(found) = found {
            self.apply_to_last(found);
        }
        if let (Some(carried), Some(block)) = (carried, self.top().blocks.last_mut()) {
            (block.anchor, block.lang, block.classes) = carried;
        }
    }

    /// Gives a caption to the table before it; other paragraphs come back.
    pub fn table_caption(&mut self, content: Inlines) -> Option<Inlines> {
        if is_caption(&content)
            && let Some(block) = self.top().blocks.last_mut()
            && let Kind::Table(table) = &mut block.kind
            && table.caption.is_none()
        {
            table.caption = Some(without_keyword(content));
            return None;
        }
        Some(content)
    }
}

pub(super) fn is_caption(content: &[Inline]) -> bool {
    matches!(content.first(), Some(Inline::Text { text, .. }) if text.starts_with(CAPTION))
}

fn without_keyword(mut content: Inlines) -> Inlines {
    if let Some(Inline::Text { text, span }) = content.first_mut()
        && text.starts_with(CAPTION)
    {
        text.drain(..CAPTION.len());
        span.start += CAPTION.len() as u32;
    }
    trim(&mut content);
    content
}
