//! Lines that stand together and stay lines: verse, tables, rows, and what letters quote.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::manuscript::{Block, Kind, Run, Table, VerseLine, plain, text};
use super::super::paragraphs::{Paragraph, has_source, is_quoted_verse};
use super::super::report::{Fate, Report, short};
use super::super::rows::{Columns, Parting};
use super::heading::Sure;
use super::interview::Interview;
use super::signature::Common;
use super::{Reading, quotation};
use crate::source::Span;

/// What stands in brackets below a stanza, and names nobody: `(Repeat chorus)`.
const REFRAINS: &[&str] = &[
    "repeat",
    "chorus",
    "refrain",
    "bis",
    "kehrreim",
    "estribillo",
    "ritornello",
    "припев",
    "twice",
];

impl Reading<'_> {
    fn line_span(&self, line: &Range<usize>) -> Span {
        Span::new(self.file, line.clone())
    }

    pub(super) fn verse(
        &self,
        paragraph: &Paragraph,
        blocks: &mut Vec<Block>,
        report: &mut Report,
    ) {
        let lead = |line: &Range<usize>| {
            let start = self.source[..line.start].rfind('\n').map_or(0, |end| end + 1);
            self.source[start..line.start]
                .chars()
                .map(|c| if c == '\t' { 4 } else { 1 })
                .sum::<usize>()
        };
        let (words, source) = match paragraph.lines.split_last() {
            Some((last, words))
                if is_quoted_verse(self.source, &paragraph.lines)
                    || has_source(self.source, &paragraph.lines) =>
            {
                (words, Some(last))
            }
            Some(_) | None => (paragraph.lines.as_slice(), None),
        };
        let attribution = source.and_then(|line| {
            let own = &self.source[line.clone()];
            let name = quotation::source_alone(own)?;
            for signs in [&own[..name.start], &own[name.end..]] {
                report.cut(self.line_span(line), signs, Fate::Markup);
            }
            Some(text(own[name].trim()))
        });
        let least = words.iter().map(lead).min().unwrap_or(0);
        let stanza: Vec<VerseLine> = words
            .iter()
            .map(|line| VerseLine {
                indent: (lead(line) - least).div_ceil(2).min(8),
                runs: text(&self.source[line.clone()]),
            })
            .collect();
        // Stanzas one after the other are one poem.
        if let Some(Block {
            kind: Kind::Verse { stanzas, attribution: known @ None },
            at,
            ..
        }) = blocks.last_mut()
        {
            stanzas.push(stanza);
            *known = attribution;
            *at = at.to(paragraph.at());
            return;
        }
        let first =
            paragraph.lines.first().map_or(paragraph.at(), |line| self.line_span(line));
        let help = "where it is prose, take `::: verse` and `:::` away, and put the lines together";
        let source = attribution.as_ref().map_or(String::new(), |source| {
            format!(", and “{}” for its source", plain(source))
        });
        let words = short(&paragraph.text);
        let message = format!("these short lines are taken for verse{source}: {words}");
        report.doubt(first, message, help);
        let kind = Kind::Verse { stanzas: vec![stanza], attribution };
        blocks.push(Block::new(kind, paragraph.at()));
    }

    /// Takes the line below verse for its source, where a dash or brackets say so.
    pub(super) fn below_verse(
        &self,
        at: usize,
        blocks: &mut [Block],
        report: &mut Report,
    ) -> bool {
        let Some(line) = self.row.get(at + 1).filter(|line| {
            line.is_plain()
                && line.lines.len() == 1
                && !self.row.get(at + 2).is_some_and(Paragraph::is_verse)
        }) else {
            return false;
        };
        let Some(Block {
            kind: Kind::Verse { attribution: known @ None, .. }, at, ..
        }) = blocks.last_mut()
        else {
            return false;
        };
        let own = line.text.trim_end();
        let named = self.common.are_names(own).then_some(0..own.len());
        let signed = quotation::source_alone(own);
        let sure = signed.is_some();
        let Some(name) = signed.or(named) else { return false };
        let lower = own[name.clone()].to_lowercase();
        if REFRAINS.iter().any(|word| lower.starts_with(word)) {
            return false;
        }
        for signs in [0..name.start, name.end..own.len()] {
            if !signs.is_empty() {
                report.cut(line.span(signs.clone()), &own[signs], Fate::Markup);
            }
        }
        let message =
            format!("this line is taken for the source of the verse above it: {own}");
        match sure {
            true => report.guess(line.at(), message, ""),
            false => {
                report.doubt(line.at(), message, "put it where it belongs, if it is none")
            }
        }
        *known = Some(text(own[name].trim()));
        *at = at.to(line.at());
        true
    }

    pub(super) fn table(
        &self,
        paragraph: &Paragraph,
        columns: &Columns,
        report: &mut Report,
    ) -> Block {
        let mut rows: Vec<Vec<Vec<Run>>> = Vec::new();
        for row in &columns.rows {
            rows.push(row.iter().map(|cell| text(&self.source[cell.clone()])).collect());
        }
        let first =
            paragraph.lines.first().map_or(paragraph.at(), |line| self.line_span(line));
        let by = match columns.parting {
            Parting::Bar => "bars",
            Parting::Tab => "tabs",
            Parting::Semicolon => "semicolons",
            Parting::Comma => "commas",
            Parting::Gap => "wide gaps",
        };
        let guessed = !columns.head && self.has_head(columns);
        let head = match columns.head || guessed {
            true => rows.remove(0),
            false => Vec::new(),
        };
        let (which, help) = match (columns.head, guessed) {
            (true, _) => ("a table", ""),
            (false, true) => (
                "a table, and the first of them for its head",
                "where it is none, move the line `|---|` above it, below an empty row: `|  |  |`",
            ),
            (false, false) => (
                "a table without a head",
                "its first row stands above the line `|---|` if it is the head",
            ),
        };
        let message = format!("these lines with {by} are taken for {which}");
        let figures = paragraph.text.contains(|c: char| c.is_ascii_digit());
        // Words alone in two columns may be verse, or anything.
        match columns.parting == Parting::Gap && !figures {
            true => report.doubt(first, message, help),
            false => report.guess(first, message, help),
        }
        let table = Table { caption: None, head, rows };
        Block::new(Kind::Table(table), paragraph.at())
    }

    /// Whether the first row has words alone, above a column of figures.
    fn has_head(&self, columns: &Columns) -> bool {
        let figure = |cell: &Range<usize>| {
            self.source[cell.clone()].starts_with(|c: char| {
                c.is_ascii_digit() || matches!(c, '-' | '–' | '+' | '£' | '$' | '€' | '<')
            })
        };
        let [first, others @ ..] = columns.rows.as_slice() else { return false };
        let counts = |column: usize| {
            let mut cells = others.iter().filter_map(|row| row.get(column));
            let mut some = false;
            !first[column].is_empty()
                && cells.all(|cell| {
                    some |= figure(cell);
                    cell.is_empty() || figure(cell)
                })
                && some
        };
        !first.iter().any(figure)
            && first.iter().skip(1).all(|cell| !cell.is_empty())
            && (0..first.len()).any(counts)
    }

    /// What letters quote, with `>` before each line; takes all paragraphs that have such.
    pub(super) fn quoted(
        &self,
        at: usize,
        blocks: &mut Vec<Block>,
        report: &mut Report,
    ) -> usize {
        let row = &self.row[at..];
        let taken = row.iter().take_while(|it| it.quoted > 0).count();
        let inner: Vec<Paragraph> = row[..taken]
            .iter()
            .cloned()
            .map(|mut it| {
                it.quoted -= 1;
                it
            })
            .collect();
        let span = row[0].at().to(row[taken - 1].at());
        let message = format!(
            "the lines with `>` are taken for a quotation: {}",
            short(&row[0].text)
        );
        report.guess(span, message, "");
        let reading = Reading {
            source: self.source,
            file: self.file,
            row: &inner,
            sure: vec![Sure::No; taken],
            levels: vec![0; taken],
            is_tale: false,
            of_pages: BTreeSet::new(),
            common: Common::of(&inner),
            interview: Interview::default(),
        };
        let inner = reading.blocks(report);
        let kind = Kind::Quote { blocks: inner, attribution: None };
        blocks.push(Block::new(kind, span));
        taken
    }
}

/// Lines that begin alike, as lines of one paragraph.
pub(super) fn alike(
    paragraph: &Paragraph,
    rows: &[Range<usize>],
    report: &mut Report,
) -> Block {
    let mut runs = Vec::new();
    for row in rows {
        if !runs.is_empty() {
            runs.push(Run::Break);
        }
        runs.extend(text(paragraph.text[row.clone()].trim()));
    }
    let message = format!(
        "these {} lines begin alike, and stay lines of their own: {}",
        rows.len(),
        short(&paragraph.text)
    );
    report.guess(
        paragraph.at(),
        message,
        "a line ends with `\\`; where they are a list, begin each with `- ` instead",
    );
    Block::paragraph(runs, paragraph.at())
}
