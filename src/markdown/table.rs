//! Tables and their captions: a paragraph `Table: …` next to the table.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::build::{Builder, trim};
use crate::document::{Column, Inline, Inlines, Kind, Row, Table};

/// What begins a caption.
const CAPTION: &str = "Table:";

pub(super) fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None | Alignment::Left => Column::Start,
        Alignment::Center => Column::Centre,
        Alignment::Right => Column::End,
    }
}

impl Builder<'_> {
    pub fn table(
        &mut self,
        columns: Vec<Column>,
        head: Vec<Row>,
        mut rows: Vec<(Row, usize)>,
        range: Range<usize>,
    ) {
        let mut caption = None;
        // Without an empty line, Markdown reads the caption as the last row.
        if let Some((row, start)) = rows.last()
            && self.src[*start..].trim_start().starts_with(CAPTION)
            && row.cells.iter().skip(1).all(Vec::is_empty)
            && let Some((mut row, _)) = rows.pop()
        {
            caption = row.cells.drain(..).next().map(without_keyword);
        }
        let blocks = &mut self.top().blocks;
        if caption.is_none()
            && let Some(block) = blocks.last_mut()
            && let Kind::Paragraph(content) = &mut block.kind
            && is_caption(content)
        {
            caption = Some(without_keyword(std::mem::take(content)));
            blocks.pop();
        }
        // A head without words is Markdown's way to say that there is none.
        let head = head.into_iter().filter(|r| r.cells.iter().any(|c| !c.is_empty()));
        let head: Vec<Row> = head.collect();
        let rows = rows.into_iter().map(|(row, _)| row).collect();
        self.add(Kind::Table(Table { caption, columns, head, rows }), range);
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

fn is_caption(content: &[Inline]) -> bool {
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
