//! Text as it is copied from a page or typed into a file → a manuscript.
//!
//! Nothing in it says what it is: paragraphs, headings, captions and quotations are told by how
//! they look and what stands around them. Every such guess is reported at its place.

mod head;
mod heading;
mod notes;
mod quotation;
mod stamp;

use std::ops::Range;

use super::lines::{self, Marker};
use super::manuscript::{Block, Figure, Kind, Manuscript, Run, Table, VerseLine, text};
use super::paragraphs::{Paragraph, paragraphs};
use super::quotes::opener;
use super::report::{Fate, Report, short};
use super::{credit, dates, signs, trailer};
use crate::source::{FileId, Span};
use heading::Sure;

/// Reads a pasted article.
pub(super) fn read(source: &str, file: FileId, report: &mut Report) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let all = paragraphs(source, file);
    for paragraph in &all {
        for at in &paragraph.hyphens {
            let text = &paragraph.text;
            let start = text[..*at].rfind(' ').map_or(0, |at| at + 1);
            let end = text[*at..].find(' ').map_or(text.len(), |end| at + end);
            let message = format!(
                "a line ended at this hyphen, which stays: {}",
                &text[start..end]
            );
            report.doubt(
                paragraph.span(start..end),
                message,
                "take it out, if the word has none",
            );
        }
    }
    let begin = head::read(&all, &mut manuscript, report);
    let body = &all[begin..];
    let texts: Vec<&str> = body.iter().map(|paragraph| paragraph.text.trim()).collect();
    let (body, trailing) = body.split_at(trailer::kept(&texts));
    for paragraph in trailing {
        report.drop(paragraph.at(), trailer::REMOVED, &paragraph.text);
    }
    if let Some(last) = body.last()
        && trailer::is_doubtful(&last.text)
    {
        let message = format!("{}: {}", trailer::DOUBTFUL, short(&last.text));
        report.doubt(last.at(), message, trailer::DOUBTFUL_HELP);
    }
    for paragraph in trailer::short_lines(body) {
        let message = format!(
            "this short line at the end may be none of the article: {}",
            paragraph.text.trim()
        );
        report.doubt(paragraph.at(), message, trailer::DOUBTFUL_HELP);
    }
    let (body, found) = notes::parted(body, report);
    let mut reading = Reading {
        source,
        file,
        row: body,
        sure: Vec::new(),
        levels: Vec::new(),
        is_tale: false,
    };
    reading.weigh();
    let mut blocks = reading.blocks(report);
    manuscript.blocks.append(&mut blocks);
    for note in found {
        manuscript.notes.push(vec![Block::paragraph(text(note.text.trim()), note.at())]);
    }
    notes::mark(&mut manuscript, report);
    signs::settle(&mut manuscript, report);
    manuscript
}

/// The fewest speeches of a tale.
const FEWEST_SPEECHES: usize = 8;

/// The longest caption that no credit tells to be one.
const LONGEST_CAPTION: usize = 160;

/// The paragraphs of the text, and what was found of their headings.
struct Reading<'a> {
    source: &'a str,
    file: FileId,
    row: &'a [Paragraph],
    sure: Vec<Sure>,
    /// The level of each paragraph that is a heading.
    levels: Vec<u8>,
    /// So many paragraphs begin with a mark that they are speeches of a tale.
    is_tale: bool,
}

impl Reading<'_> {
    /// Finds the headings.
    fn weigh(&mut self) {
        let speaks = |paragraph: &Paragraph| opener(&paragraph.text).is_some();
        let spoken = self.row.iter().filter(|it| speaks(it)).count();
        let answered = self.row.windows(2).filter(|two| two.iter().all(speaks)).count();
        self.is_tale = spoken >= FEWEST_SPEECHES
            && spoken * 4 >= self.row.len()
            && answered * 5 >= spoken;
        self.sure = (0..self.row.len()).map(|at| heading::sure(self.row, at)).collect();
        let others = self.sure.iter().filter(|sure| **sure == Sure::Yes).count();
        for at in 0..self.row.len() {
            let words = self.row[at].text.trim();
            let alone = words.ends_with('?') || opener(words).is_some();
            if self.sure[at] == Sure::Perhaps && others == 0 && !alone {
                self.sure[at] = Sure::No;
            }
            // A numbered paragraph of a row of them is an item.
            if self.sure[at] != Sure::No
                && self.items(at).is_some_and(|items| items.len() > 1)
            {
                self.sure[at] = Sure::No;
            }
        }
        let headings: Vec<(usize, &Paragraph)> = (0..self.row.len())
            .filter(|at| self.sure[*at] != Sure::No)
            .map(|at| (at, &self.row[at]))
            .collect();
        self.levels = vec![0; self.row.len()];
        for ((at, _), level) in headings.iter().zip(heading::levels(&headings)) {
            self.levels[*at] = level;
        }
    }

    fn blocks(&self, report: &mut Report) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut at = 0;
        while at < self.row.len() {
            let taken = self.one(at, &mut blocks, report);
            at += taken.max(1);
        }
        blocks
    }

    /// Adds the block that begins with a paragraph; says how many it takes.
    fn one(&self, at: usize, blocks: &mut Vec<Block>, report: &mut Report) -> usize {
        let paragraph = &self.row[at];
        let words = paragraph.text.trim();
        let span = paragraph.at();
        if at > 0 && lines::is_underline(words) && self.row[at - 1].line_above(paragraph)
        {
            report.cut(span, words, Fate::Markup);
            return 1;
        }
        if lines::is_break(words) {
            blocks.push(Block::new(Kind::Break, span));
            report.cut(span, words, Fate::Markup);
            return 1;
        }
        if self.sure[at] != Sure::No {
            blocks.push(heading::block(
                paragraph,
                self.levels[at],
                self.sure[at],
                report,
            ));
            return 1;
        }
        if paragraph.lines.len() > 1 {
            match lines::are_table(self.source, &paragraph.lines) {
                true => blocks.push(self.table(paragraph, report)),
                false => self.verse(paragraph, blocks, report),
            }
            return 1;
        }
        if let Some(items) = self.items(at) {
            let taken = items.len();
            if let Some(block) = self.list(at, items, report) {
                blocks.push(block);
                return taken;
            }
        }
        if credit::is_counter(words) {
            report.drop(span, "the counter of a gallery is left out", words);
            return 1;
        }
        if credit::is_file(words) {
            let (block, taken) = self.named_picture(at, report);
            blocks.push(block);
            return taken;
        }
        if let Some(block) = self.caption(at, report) {
            blocks.push(block);
            return 1;
        }
        if credit::has_label(words) {
            let message = format!(
                "the label of a picture may stand in this paragraph: {}",
                short(words)
            );
            report.doubt(
                span,
                message,
                "part its caption from the text: `::: figure {pending}` … `:::`",
            );
        }
        let before = at.checked_sub(1).map(|at| &self.row[at]);
        let end = (at + 1..self.row.len())
            .find(|at| self.sure[*at] != Sure::No || self.row[*at].lines.len() > 1)
            .unwrap_or(self.row.len());
        if let Some(found) =
            quotation::quotation(&self.row[at..end], before, self.is_tale, report)
        {
            blocks.push(found.block);
            return found.taken;
        }
        if dates::is_dateline(words) {
            report.guess(span, format!("this is taken for place and date: {words}"), "");
            blocks.push(Block::new(Kind::Dateline(text(words)), span));
            return 1;
        }
        if heading::may_be_one(self.row, at) {
            report.doubt(
                span,
                format!(
                    "this short question is no heading, as far as can be told: {words}"
                ),
                "where it is one, put `##` before it",
            );
        }
        blocks.push(Block::paragraph(text(words), span));
        1
    }

    /// A picture whose file is named on a line of its own, with the caption below it.
    fn named_picture(&self, at: usize, report: &mut Report) -> (Block, usize) {
        let paragraph = &self.row[at];
        let name = paragraph.text.trim();
        report.cut(paragraph.at(), name, Fate::Dropped);
        let below = self.row.get(at + 1).filter(|_| self.sure[at + 1] == Sure::No);
        let caption = below.and_then(|_| self.caption(at + 1, report));
        if let Some(mut block) = caption {
            if let Kind::Figure(figure) = &mut block.kind {
                figure.hint.get_or_insert_with(|| name.to_string());
            }
            let message =
                format!("this is taken for the file of the picture below it: {name}");
            report.guess(
                paragraph.at(),
                message,
                "it stands in a comment above the figure",
            );
            return (block, 2);
        }
        let below = below.filter(|below| {
            paragraph.line_above(below) && below.text.chars().count() <= LONGEST_CAPTION
        });
        let message = match below {
            Some(below) => format!(
                "this is taken for the file of a picture, {name}, and the line below it for its caption: {}",
                short(&below.text)
            ),
            None => format!("this is taken for the file of a picture: {name}"),
        };
        let help = "the figure is `pending`: put the picture there, `![what it shows](pictures/NAME.jpg)`, and take `pending` out";
        report.doubt(paragraph.at(), message, help);
        let figure = Figure {
            pictures: Vec::new(),
            caption: below.map(|below| text(below.text.trim())),
            credit: None,
            hint: Some(name.to_string()),
        };
        let span = below.map_or(paragraph.at(), |below| paragraph.at().to(below.at()));
        (Block::new(Kind::Figure(figure), span), 1 + usize::from(below.is_some()))
    }

    /// The items of a list that begins here: their markers, and where their words begin.
    fn items(&self, at: usize) -> Option<Vec<(Marker, usize)>> {
        let first = lines::marker(&self.row[at].text)?;
        let mut items = vec![first];
        for paragraph in &self.row[at + 1..] {
            let Some(next) = lines::marker(&paragraph.text) else { break };
            let fits = match (first.0, next.0) {
                (Marker::Bullet, Marker::Bullet) | (Marker::Dash, Marker::Dash) => true,
                (Marker::Number(start), Marker::Number(number)) => {
                    number == start + items.len() as u64
                }
                (Marker::Bullet | Marker::Dash | Marker::Number(_), _) => false,
            };
            if !fits || paragraph.lines.len() > 1 {
                break;
            }
            items.push(next);
        }
        Some(items)
    }

    fn list(
        &self,
        at: usize,
        items: Vec<(Marker, usize)>,
        report: &mut Report,
    ) -> Option<Block> {
        let row = &self.row[at..at + items.len()];
        let (marker, _) = *items.first()?;
        let start = match marker {
            Marker::Number(_) if items.len() < 2 => return None,
            Marker::Number(start) => Some(start),
            // A dash begins a speech, too: those stand apart, and end as sentences do.
            Marker::Dash if items.len() < 2 || row.iter().all(is_speech) => return None,
            Marker::Bullet | Marker::Dash => None,
        };
        let span = row.first()?.at().to(row.last()?.at());
        let mut list = Vec::new();
        for (paragraph, (_, words)) in row.iter().zip(&items) {
            report.cut(
                paragraph.span(0..*words),
                &paragraph.text[..*words],
                Fate::Markup,
            );
            let part = paragraph.part(*words..paragraph.text.len());
            list.push(vec![Block::paragraph(text(part.text.trim()), part.at())]);
        }
        let kind = if start.is_some() { "a numbered list" } else { "a list" };
        let message = match list.len() {
            1 => format!("this paragraph is taken for {kind} of one item"),
            count => format!("these {count} paragraphs are taken for {kind}"),
        };
        report.guess(row.first()?.at(), message, "");
        Some(Block::new(Kind::List { start, items: list }, span))
    }

    fn caption(&self, at: usize, report: &mut Report) -> Option<Block> {
        let paragraph = &self.row[at];
        let words = &paragraph.text;
        let found = credit::caption(words)?;
        let of = |range: &Range<usize>| words[range.clone()].trim().to_string();
        let label = found.label.as_ref().map(&of).filter(|label| !label.is_empty());
        let caption = Some(of(&found.words)).filter(|caption| !caption.is_empty());
        let credit = found.credit.as_ref().map(&of);
        if !found.before.is_empty() {
            report.cut(
                paragraph.span(found.before.clone()),
                &words[found.before.clone()],
                Fate::Dropped,
            );
        }
        for signs in found.signs(words.len()) {
            report.cut(paragraph.span(signs.clone()), &words[signs], Fate::Markup);
        }
        let told = |what: &str, words: &Option<String>| match words {
            Some(words) => format!("{what} “{words}”"),
            None => format!("no {what}"),
        };
        let mut message = format!(
            "this is taken for what stands below a picture: {}, {}",
            told("caption", &caption),
            told("credit", &credit)
        );
        if !found.before.is_empty() {
            message += &format!("; the label “{}” is left out", of(&found.before));
        }
        let help = "the figure is `pending`: put the picture there, `![what it shows](pictures/NAME.jpg)`, and take `pending` out";
        match found.unsure {
            true => report.doubt(paragraph.at(), message, help),
            false => report.guess(paragraph.at(), message, help),
        }
        let figure = Figure {
            pictures: Vec::new(),
            caption: caption.map(text),
            credit: credit.map(text),
            hint: label,
        };
        Some(Block::new(Kind::Figure(figure), paragraph.at()))
    }

    fn line_span(&self, line: &Range<usize>) -> Span {
        Span::new(self.file, line.clone())
    }

    fn verse(&self, paragraph: &Paragraph, blocks: &mut Vec<Block>, report: &mut Report) {
        let lead = |line: &Range<usize>| {
            let start = self.source[..line.start].rfind('\n').map_or(0, |end| end + 1);
            self.source[start..line.start]
                .chars()
                .map(|c| if c == '\t' { 4 } else { 1 })
                .sum::<usize>()
        };
        let least = paragraph.lines.iter().map(lead).min().unwrap_or(0);
        let stanza: Vec<VerseLine> = paragraph
            .lines
            .iter()
            .map(|line| VerseLine {
                indent: (lead(line) - least).div_ceil(2).min(8),
                runs: text(&self.source[line.clone()]),
            })
            .collect();
        // Stanzas one after the other are one poem.
        if let Some(Block {
            kind: Kind::Verse { stanzas, attribution: None }, at, ..
        }) = blocks.last_mut()
        {
            stanzas.push(stanza);
            *at = at.to(paragraph.at());
            return;
        }
        let first =
            paragraph.lines.first().map_or(paragraph.at(), |line| self.line_span(line));
        let help = "where it is prose, take `::: verse` and `:::` away, and put the lines together";
        report.doubt(
            first,
            format!("these short lines are taken for verse: {}", short(&paragraph.text)),
            help,
        );
        let kind = Kind::Verse { stanzas: vec![stanza], attribution: None };
        blocks.push(Block::new(kind, paragraph.at()));
    }

    fn table(&self, paragraph: &Paragraph, report: &mut Report) -> Block {
        let mut rows: Vec<Vec<Vec<Run>>> = Vec::new();
        for line in &paragraph.lines {
            let cells = self.source[line.clone()].split('\t');
            rows.push(cells.map(|cell| text(cell.trim())).collect());
        }
        let first =
            paragraph.lines.first().map_or(paragraph.at(), |line| self.line_span(line));
        let help = "its first row stands above the line `|---|` if it is the head";
        report.guess(
            first,
            "these lines with tabs are taken for a table without a head",
            help,
        );
        let table = Table { caption: None, head: Vec::new(), rows };
        Block::new(Kind::Table(table), paragraph.at())
    }
}

/// Whether an item with a dash is a speech: it ends as a sentence, and stands apart or begins with a
/// long dash, which French and Russian speeches have and lists have not.
fn is_speech(paragraph: &Paragraph) -> bool {
    (paragraph.apart || paragraph.text.starts_with(['—', '―']))
        && paragraph.text.trim_end().ends_with(['.', '!', '?', '…', ':', ','])
}
