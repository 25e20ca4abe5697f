//! Text as it is copied from a page or typed into a file → a manuscript.
//!
//! Nothing in it says what it is: paragraphs, headings, captions and quotations are told by how
//! they look and what stands around them. Every such guess is reported at its place.

mod above;
pub(super) mod counting;
mod divided;
mod figure;
mod head;
pub(super) mod heading;
mod interview;
pub(super) mod letter;
mod marked;
mod narrator;
pub(super) mod notes;
pub(super) mod page;
pub(super) mod quotation;
mod signature;
pub(super) mod stamp;
mod together;

use std::collections::BTreeSet;

use super::lines::{self, Marker};
use super::manuscript::{Block, Kind, Manuscript, plain, text};
use super::paragraphs::{Paragraph, paragraphs};
use super::quotes::{Opened, closing, opener};
use super::report::{Fate, Report, short};
use super::rows::Shape;
use super::{credit, dates, signs, trailer, typed};
use crate::source::FileId;
use heading::Sure;
use interview::Interview;
use signature::Common;

/// Reads a pasted article.
pub(super) fn read(source: &str, file: FileId, report: &mut Report) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let mut all = paragraphs(source, file);
    divided::settle(source, &mut all, report);
    for paragraph in all.iter().filter(|paragraph| paragraph.joined) {
        report.doubt(
            paragraph.at(),
            format!(
                "these lines were put together, and may be verse: {}",
                short(&paragraph.text)
            ),
            "where they are, put each on a line of its own, between `::: verse` and `:::`",
        );
    }
    let all: Vec<Paragraph> = all.into_iter().flat_map(figure::apart).collect();
    let all: Vec<Paragraph> =
        all.into_iter().map(|it| page::without_edit(it, report)).collect();
    let begin = head::read(&all, &mut manuscript, report);
    let body = &all[begin..];
    for paragraph in body.iter().filter(|paragraph| paragraph.parted) {
        report.doubt(
            paragraph.at(),
            format!("this line is a paragraph of its own, and may go on with the one above: {}", short(&paragraph.text)),
            "where it does, put the two together; if they are verse, between `::: verse` and `:::`",
        );
    }
    let texts: Vec<&str> = body.iter().map(|paragraph| paragraph.text.trim()).collect();
    let end = trailer::kept(&texts);
    let comments = trailer::comments(&texts[..end]).unwrap_or(end);
    let kept = trailer::kept(&texts[..comments]);
    for paragraph in body[kept..comments].iter().chain(&body[end..]) {
        report.drop(paragraph.at(), trailer::REMOVED, &paragraph.text);
    }
    let body = [&body[..kept], &body[comments..end]].concat();
    if let Some(first) = body.get(kept) {
        let message = format!("{}: {}", trailer::OF_READERS, short(&first.text));
        report.doubt(first.at(), message, trailer::DOUBTFUL_HELP);
    }
    let body = body.as_slice();
    if let Some(last) = body.last()
        && trailer::is_doubtful(&last.text)
    {
        let message = format!("{}: {}", trailer::DOUBTFUL, short(&last.text));
        report.doubt(last.at(), message, trailer::DOUBTFUL_HELP);
    }
    for paragraph in trailer::invitations(body) {
        let message = format!(
            "this may be none of the article, though more stands behind it: {}",
            short(&paragraph.text)
        );
        report.doubt(paragraph.at(), message, trailer::DOUBTFUL_HELP);
    }
    if let Some(paragraph) = trailer::readings(body) {
        let message = format!(
            "what follows here at the end may be none of the article: {}",
            short(&paragraph.text)
        );
        report.doubt(paragraph.at(), message, trailer::DOUBTFUL_HELP);
    }
    for paragraph in trailer::short_lines(body) {
        let message = format!(
            "this short line at the end may be none of the article: {}",
            paragraph.text.trim()
        );
        report.doubt(paragraph.at(), message, trailer::DOUBTFUL_HELP);
    }
    page::tell_parted(body, report);
    let found = notes::parted(body, report);
    let mut reading = Reading {
        source,
        file,
        row: &found.row,
        sure: Vec::new(),
        levels: Vec::new(),
        is_tale: false,
        of_pages: BTreeSet::new(),
        common: Common::of(&found.row),
        interview: Interview::of(&found.row),
    };
    let mut known = manuscript.authors.clone();
    known.extend(manuscript.title.as_deref().map(plain));
    reading.weigh(&known);
    let headings: Vec<bool> = reading.sure.iter().map(|it| *it != Sure::No).collect();
    notes::tell_others(&found, &headings, report);
    page::tell_short(source, reading.row, &reading.sure, report);
    reading.interview.tell(reading.row, &reading.sure, report);
    let mut blocks = reading.blocks(report);
    manuscript.blocks.append(&mut blocks);
    for note in &found.notes {
        let blocks =
            note.iter().map(|it| Block::paragraph(text(it.text.trim()), it.at()));
        manuscript.notes.push(blocks.collect());
    }
    notes::mark(&mut manuscript, &found.marks);
    signs::settle(&mut manuscript, report);
    manuscript
}

/// The most paragraphs of one quotation.
const FARTHEST: usize = 400;

/// The fewest speeches of a tale.
const FEWEST_SPEECHES: usize = 8;

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
    /// What numbers and heads the pages that the text was copied from.
    of_pages: BTreeSet<usize>,
    /// By which a name is told from other words.
    common: Common<'a>,
    /// Questions that nothing marks.
    interview: Interview,
}

impl Reading<'_> {
    /// Finds the headings; `known` are the title and the authors.
    fn weigh(&mut self, known: &[String]) {
        let speaks = |paragraph: &Paragraph| opener(&paragraph.text).is_some();
        let spoken = self.row.iter().filter(|it| speaks(it)).count();
        let answered = self.row.windows(2).filter(|two| two.iter().all(speaks)).count();
        self.is_tale = spoken >= FEWEST_SPEECHES
            && spoken * 4 >= self.row.len()
            && answered * 5 >= spoken;
        self.sure = (0..self.row.len()).map(|at| heading::sure(self.row, at)).collect();
        self.of_pages = page::numbers(self.row, known);
        for at in &self.of_pages {
            self.sure[*at] = Sure::No;
        }
        let others = self.sure.iter().filter(|sure| **sure == Sure::Yes).count();
        for at in 0..self.row.len() {
            let words = self.row[at].text.trim();
            let alone = words.ends_with('?') || opener(words).is_some();
            if self.sure[at] == Sure::Perhaps && others == 0 && !alone {
                self.sure[at] = Sure::No;
            }
            // A name below a quotation is its source.
            let quoted = at > 0
                && matches!(closing(&self.row[at - 1].text), Some(Opened::Closed(_, past))
                    if self.row[at - 1].text[past..].trim().len() <= 1);
            if self.sure[at] != Sure::No && quoted && self.common.are_names(words) {
                self.sure[at] = Sure::No;
            }
            // A numbered paragraph of a row of them is an item.
            if self.sure[at] != Sure::No
                && self.items(at).is_some_and(|items| items.len() > 1)
            {
                self.sure[at] = Sure::No;
            }
        }
        for at in counting::numbered_lines(self.row) {
            self.sure[at] = Sure::Yes;
        }
        for at in counting::signed(self.row, &self.common) {
            self.sure[at] = Sure::Yes;
        }
        let titled = counting::titled(self.row);
        for at in counting::days(self.row).into_iter().chain(titled) {
            self.sure[at] = Sure::Yes;
        }
        for at in counting::counted(self.row, &self.sure) {
            self.sure[at] = Sure::Yes;
        }
        self.interview.settle(self.row, &mut self.sure);
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
                at.checked_sub(1).map(|at| &self.row[at]),
                report,
            ));
            return 1;
        }
        if paragraph.quoted > 0 {
            return self.quoted(at, blocks, report);
        }
        match &paragraph.shape {
            Shape::Table(columns) => {
                blocks.push(self.table(paragraph, columns, report));
                return 1;
            }
            Shape::Alike(rows) => {
                blocks.push(together::alike(paragraph, rows, report));
                return 1;
            }
            Shape::Words | Shape::Apart if paragraph.lines.len() > 1 => {
                self.verse(paragraph, blocks, report);
                return 1 + usize::from(self.below_verse(at, blocks, report));
            }
            Shape::Words | Shape::Apart => {}
        }
        if let Some(items) = self.items(at) {
            let taken = items.len();
            if items[0].0 == Marker::Dash && taken > 1 {
                let row = &self.row[at..at + taken];
                let texts: Vec<&str> = row.iter().map(|it| it.text.trim()).collect();
                let found = typed::dashed(&texts, row.iter().all(|it| it.apart));
                typed::doubt(span, taken, words, found, report);
                if found.speech {
                    blocks.extend(
                        row.iter()
                            .map(|it| Block::paragraph(text(it.text.trim()), it.at())),
                    );
                    return taken;
                }
            }
            if let Some(block) = self.list(at, items, report) {
                blocks.push(block);
                return taken;
            }
        }
        if page::is_number(words) || self.of_pages.contains(&at) {
            let message =
                format!("this may be the number or the head of a page: {words}");
            report.doubt(span, message, "delete it, and put together what it parts");
        }
        if credit::is_counter(words) {
            report.drop(span, "the counter of a gallery is left out", words);
            return 1;
        }
        let of_press = self.of_paper(at, report).or_else(|| self.of_agency(at, report));
        if let Some((block, taken)) = of_press {
            blocks.push(block);
            return taken;
        }
        if let Some((block, taken)) = self.parted_caption(at, report) {
            blocks.push(block);
            return taken;
        }
        if credit::is_file(words) || credit::is_label(words) {
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
        // Looks far ahead, so only where one begins.
        if opener(words).is_some() {
            let farthest = self.row.len().min(at + FARTHEST);
            let end = (at + 1..farthest)
                .find(|at| {
                    let it = &self.row[*at];
                    self.sure[*at] != Sure::No || it.lines.len() > 1 || !it.is_plain()
                })
                .unwrap_or(farthest);
            if let Some(found) = quotation::quotation(
                &self.row[at..end],
                before,
                (self.is_tale, self.is_led_row(at)),
                &|line| self.common.are_names(line),
                report,
            ) {
                blocks.push(found.block);
                return found.taken;
            }
            self.tell_marked(at, report);
        }
        if paragraph.set_in {
            let message = format!(
                "this paragraph is set in, and may be a quotation: {}",
                short(words)
            );
            report.doubt(span, message, "where it is one, put `> ` before it");
        }
        let below_title = at > 0
            && self.sure[at - 1] != Sure::No
            && self.row[at - 1].line_above(paragraph);
        if below_title && self.common.are_names(words) {
            let message = format!("this may say who wrote the piece: {words}");
            let help = "set it as such lines are set in your books, or let it stand";
            report.doubt(span, message, help);
        }
        if let Some(what) = page::doubtful(words) {
            report.doubt(
                span,
                format!("{what}: {}", short(words)),
                "mark it as what it is, or let it stand",
            );
        }
        if dates::is_dateline(words) {
            super::front::tell_dateline(span, words, report);
            blocks.push(Block::new(Kind::Dateline(text(words)), span));
            return 1;
        }
        if heading::may_be_one(self.row, at) && !self.interview.asks(at) {
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
            if !fits || paragraph.lines.len() > 1 || !paragraph.is_plain() {
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
            // A star alone leads to a note.
            Marker::Bullet if items.len() < 2 && row[0].text.starts_with('*') => {
                return None;
            }
            // A dash alone begins a speech.
            Marker::Dash if items.len() < 2 => return None,
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
}
