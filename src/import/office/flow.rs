//! Paragraphs with styles → blocks: what .docx and .odt have in common.

mod lines;

use super::super::items::{self, Item};
use super::super::manuscript::{
    Block, Figure, Kind, Manuscript, Run, Runs, close_levels, is_blank, only_pictures,
    pictures, plain, tidy, undashed, unwrapped,
};
use super::super::report::{Fate, Report, short};
use super::super::{
    cells, dates, front, links, names, notes, numbered, signs, trailer, typed, unlinked,
};
use super::pieces::Piece;
use super::styles::Role;
use super::{captions, headings, looks, tabs, title, verse};
use crate::source::Span;

/// Puts pieces together, and settles what belongs to the head and the foot; `creator` is who made the file, by
/// its own words.
pub(super) fn manuscript(
    pieces: Vec<Piece>,
    mut manuscript: Manuscript,
    creator: &str,
    report: &mut Report,
) -> Manuscript {
    let mut flow = Flow {
        manuscript: &mut manuscript,
        report,
        blocks: Vec::new(),
        code: None,
        title_at: None,
        title_goes_on: false,
        gap: false,
        rule: None,
    };
    let mut items: Vec<(Item, Vec<Block>)> = Vec::new();
    let pieces = tabs::settle(pieces, flow.report);
    let pieces = looks::settle(pieces, creator, flow.report);
    let of_notes = headings::of_notes(&pieces);
    let opens_aside = looks::opens_at_edge(&pieces);
    let mut row = pieces.into_iter().peekable();
    while let Some(piece) = row.next() {
        // The items of a list are gathered until something else comes.
        let piece = match of_list(piece, &items) {
            Ok((item, block)) => {
                match items.last_mut() {
                    Some((last, blocks))
                        if item.continues && last.level == item.level =>
                    {
                        blocks.extend(block);
                    }
                    Some(_) | None => items.push((item, block.into_iter().collect())),
                }
                continue;
            }
            Err(piece) => piece,
        };
        flow.blocks.extend(items::lists(std::mem::take(&mut items)));
        let (id, before) = (piece.id(), flow.blocks.len());
        let is_caption = piece.is_caption();
        flow.piece(piece, row.peek());
        if let Some(block) = flow.blocks.get_mut(before) {
            captions::mark(block, id);
        } else if let (true, Some(last)) = (is_caption, flow.blocks.last_mut()) {
            // It belongs to the figure or table above it now.
            last.id = last.id.take().or(id);
        }
    }
    flow.blocks.extend(items::lists(items));
    let (mut blocks, title_at) = (flow.blocks, flow.title_at);
    captions::join(&mut blocks, report);
    verse::close_up(&mut blocks, report);
    if let Some(last) = blocks.pop_if(|last| last.kind == Kind::Break) {
        let message = "a line across the page, or of signs alone, at the end of the text is left out";
        report.leave_out(last.at, message, "");
    }
    manuscript.blocks = blocks;
    title::settle(&mut manuscript, title_at, opens_aside, report);
    close_levels(&mut manuscript.blocks);
    typed::settle(&mut manuscript, report);
    front::settle(&mut manuscript, trailer::Origin::Document, report);
    trailer::settle(&mut manuscript, trailer::Origin::Document, report);
    numbered::settle(&mut manuscript, report);
    headings::tell_of_notes(&manuscript.blocks, &of_notes, report);
    notes::renumber(&mut manuscript, notes::Uncited::WithItsMarker, report);
    unlinked::tell(&manuscript, report);
    cells::tell_pictures(&manuscript, report);
    links::settle(&mut manuscript, report);
    signs::settle(&mut manuscript, report);
    manuscript
}

/// A paragraph that belongs to the list that is gathered, as an item or as part of one; else it is given
/// back.
fn of_list(
    piece: Piece,
    items: &[(Item, Vec<Block>)],
) -> Result<(Item, Option<Block>), Piece> {
    let item = match &piece {
        Piece::Paragraph { role, item: Some(item), .. } if role.fits_list() => *item,
        Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => {
            return Err(piece);
        }
    };
    // What has no sign goes on with an item that has one, and is a paragraph where there is none.
    let known = items.iter().rev().map(|(known, _)| known);
    let item = match item.number.is_some() || !item.continues {
        true => item,
        false => match known.clone().find(|known| known.level <= item.level) {
            Some(known) => Item { continues: true, ..*known },
            None => return Err(piece),
        },
    };
    let Piece::Paragraph { runs, id, at, .. } = piece else { return Err(piece) };
    Ok((item, paragraph(runs, at).map(|block| Block { id, ..block })))
}

/// A paragraph as a block: pictures alone are a figure.
fn paragraph(runs: Runs, at: Span) -> Option<Block> {
    let runs = tidy(runs);
    if is_blank(&runs) {
        return None;
    }
    let words = plain(&runs);
    if only_pictures(&runs) {
        let figure = Figure { pictures: pictures(&runs), ..Figure::default() };
        return Some(Block::new(Kind::Figure(figure), at));
    }
    if super::super::lines::is_break(&words) {
        return Some(Block::new(Kind::Break, at));
    }
    Some(Block::paragraph(runs, at))
}

/// Whether a second line of a title is of the same title, and no sentence below it.
fn goes_on(words: &str) -> bool {
    const LONGEST: usize = 60;
    let words = words.trim();
    !words.is_empty() && words.chars().count() <= LONGEST && !words.ends_with(['.', ':'])
}

/// The first level of headings that no style names: below all that have one.
pub(super) const BOLD: u8 = 9;

struct Flow<'a> {
    manuscript: &'a mut Manuscript,
    report: &'a mut Report,
    blocks: Vec<Block>,
    code: Option<usize>,
    title_at: Option<Span>,
    /// Nothing has come since the title.
    title_goes_on: bool,
    /// An empty paragraph has come since the last with words.
    gap: bool,
    /// The last break that was a line across the page.
    rule: Option<usize>,
}

impl Flow<'_> {
    fn piece(&mut self, piece: Piece, next: Option<&Piece>) {
        let (role, runs, set, at) = match piece {
            Piece::Blocks(mut blocks) => {
                self.code = None;
                self.blocks.append(&mut blocks);
                return;
            }
            Piece::Table { table, at } => {
                self.code = None;
                self.blocks.push(Block::new(Kind::Table(table), at));
                return;
            }
            Piece::Paragraph { role, runs, set, at, .. } => (role, runs, set, at),
        };
        if role != Role::Code {
            self.code = None;
        }
        let words = plain(&runs);
        self.title_goes_on &= role == Role::Title || words.trim().is_empty();
        let parted = std::mem::replace(&mut self.gap, is_blank(&runs));
        match role {
            Role::Title
                if self.manuscript.title.is_none()
                    && !words.trim().is_empty()
                    && self.is_head() =>
            {
                self.tell_moved(&words, at);
                self.report.cut(at, &words, Fate::FrontMatter);
                self.title_at = Some(at);
                self.title_goes_on = true;
                let runs = unwrapped(tidy(runs));
                let alone = next.is_none_or(|next| !next.is_subtitle());
                let parts = match alone && self.manuscript.subtitle.is_none() {
                    true => title::in_two_sizes(&runs, set),
                    false => None,
                };
                self.manuscript.title = Some(match parts {
                    Some((title, subtitle)) => {
                        let message = format!(
                            "the second line of the title has other letters, and is taken for the subtitle: {}",
                            short(&plain(&subtitle))
                        );
                        let help = "where it is part of the title, write it into `title`";
                        self.report.doubt(at, message, help);
                        self.manuscript.subtitle = Some(subtitle);
                        title
                    }
                    None => runs,
                });
            }
            Role::Subtitle
                if self.manuscript.subtitle.is_none()
                    && self.blocks.len() < 3
                    && self.is_head()
                    && !words.trim().is_empty() =>
            {
                self.report.cut(at, &words, Fate::FrontMatter);
                self.manuscript.subtitle = Some(unwrapped(tidy(runs)));
            }
            Role::Title if self.title_goes_on && goes_on(&words) => {
                let message = format!(
                    "the title has two paragraphs, which are put together: {}",
                    short(&words)
                );
                let help = "where the second is a subtitle, write it as `subtitle`";
                self.report.doubt(at, message, help);
                self.report.cut(at, &words, Fate::FrontMatter);
                if let Some(title) = &mut self.manuscript.title {
                    title.push(Run::Text(" ".into()));
                    title.extend(unwrapped(tidy(runs)));
                    *title = tidy(std::mem::take(title));
                }
            }
            Role::Title | Role::Subtitle => {
                if !words.trim().is_empty() {
                    let message = format!(
                        "this has the style of a title but stands within the text, and is a heading: {}",
                        short(&words)
                    );
                    let help = "where it is the title of the article, write it into the front matter";
                    self.report.guess(at, message, help);
                }
                self.heading(1, runs, at);
            }
            Role::Author
                if (self.blocks.len() < 3 || self.is_head())
                    && !words.trim().is_empty() =>
            {
                self.author(words.trim(), at);
            }
            Role::Heading(level) => self.heading(level, runs, at),
            Role::Quote => {
                let Some(block) = paragraph(runs, at) else { return };
                if let Some(Block {
                    kind: Kind::Quote { blocks, attribution },
                    at: whole,
                    ..
                }) = self.blocks.last_mut()
                    && attribution.is_none()
                {
                    *whole = whole.to(at);
                    let dashed = words.trim_start().starts_with(['—', '–', '―'])
                        || words.trim_start().starts_with("--");
                    match (block.kind, dashed) {
                        (Kind::Paragraph(runs), true) => {
                            *attribution = Some(undashed(runs, at, self.report));
                        }
                        (kind, _) => blocks.push(Block::new(kind, at)),
                    }
                    return;
                }
                self.blocks.push(Block::new(
                    Kind::Quote { blocks: vec![block], attribution: None },
                    at,
                ));
            }
            Role::Verse => self.verse(runs, parted, at),
            Role::Source => self.source(runs, at),
            Role::Code => self.code(&runs, at),
            Role::Caption if !words.trim().is_empty() => self.caption(runs, at, next),
            // A line that is drawn from edge to edge parts scenes.
            Role::Rule if words.trim().is_empty() && !only_pictures(&runs) => {
                let after_words = self.blocks.last().is_some_and(|last| {
                    last.kind != Kind::Break && last.heading().is_none()
                });
                if after_words {
                    self.rule = Some(self.blocks.len());
                    self.blocks.push(Block::new(Kind::Break, at));
                }
            }
            Role::Caption | Role::Plain | Role::Author | Role::Date | Role::Rule => {
                let runs = lines::without_leads(runs);
                self.blocks.extend(paragraph(runs, at));
            }
        }
    }

    /// A line whose style says that it names the author, with `by` or without it.
    fn author(&mut self, words: &str, at: Span) {
        let byline =
            names::byline(words).or_else(|| names::byline(&format!("by {words}")));
        self.report.cut(at, words, Fate::FrontMatter);
        let Some(names::Byline { names, translator, date, from }) = byline else {
            self.manuscript.authors.push(words.to_string());
            return;
        };
        match translator {
            true => self.manuscript.translators.extend(names),
            false => self.manuscript.authors.extend(names),
        }
        if let Some(date) = date {
            self.manuscript.date = Some(dates::without_time(&date).to_string());
        }
        if let Some(from) = from {
            let message = format!("this stands behind the name, and is left out: {from}");
            let help = "put it where it belongs, if it is another author";
            self.report.doubt(at, message, help);
        }
    }

    /// Whether nothing of the text has begun: what stands on the page above a title are pictures and
    /// short lines.
    fn is_head(&self) -> bool {
        const MOST_LINES: usize = 7;
        const LONGEST: usize = 160;
        let mut lines = 0;
        self.blocks.iter().all(|block| match &block.kind {
            Kind::Figure(_) | Kind::Break => true,
            Kind::Paragraph(runs) | Kind::Heading { level: BOLD.., runs } => {
                lines += 1;
                lines <= MOST_LINES && plain(runs).chars().count() <= LONGEST
            }
            Kind::Heading { .. }
            | Kind::Quote { .. }
            | Kind::Verse { .. }
            | Kind::List { .. }
            | Kind::Definitions(_)
            | Kind::Table(_)
            | Kind::Code(_)
            | Kind::Dateline(_) => false,
        })
    }

    /// Tells of a title above which other words stand.
    fn tell_moved(&mut self, words: &str, at: Span) {
        if self.blocks.iter().any(|block| block.line().is_some()) {
            let message = format!(
                "the title stands below other lines, which come behind it now: {}",
                short(words)
            );
            let help = "put those where they belong";
            self.report.guess(at, message, help);
        }
    }

    fn heading(&mut self, level: u8, runs: Runs, at: Span) {
        let mut runs = unwrapped(tidy(runs));
        if only_pictures(&runs) {
            self.blocks.extend(paragraph(runs, at));
        } else if !is_blank(&runs) {
            if title::put_together(&mut runs) {
                let message = format!(
                    "the lines of this heading are put together: {}",
                    short(&plain(&runs))
                );
                self.report.guess(
                    at,
                    message,
                    "where a sign is missing between them, write it",
                );
            }
            // A line above a heading is only there for its looks.
            if level < BOLD && self.rule.is_some_and(|rule| rule + 1 == self.blocks.len())
            {
                self.blocks.pop();
            }
            self.blocks.push(Block::new(Kind::Heading { level, runs }, at));
        }
    }

    fn code(&mut self, runs: &Runs, at: Span) {
        let mut line = String::new();
        for run in runs {
            match *run == Run::Break {
                true => line.push('\n'),
                false => line += &plain(std::slice::from_ref(run)).replace('\t', "    "),
            }
        }
        if let Some(known) = self.code
            && let Some(Block { kind: Kind::Code(code), .. }) = self.blocks.get_mut(known)
        {
            code.push('\n');
            code.push_str(&line);
            return;
        }
        if !line.trim().is_empty() {
            self.code = Some(self.blocks.len());
            self.blocks.push(Block::new(Kind::Code(line), at));
        }
    }

    fn caption(&mut self, runs: Runs, at: Span, next: Option<&Piece>) {
        let before_table = matches!(next, Some(Piece::Table { .. }));
        captions::add(&mut self.blocks, runs, at, before_table, self.report);
    }
}
