//! Paragraphs with styles → blocks: what .docx and .odt have in common.

use super::super::items::{self, Item};
use super::super::manuscript::{
    Block, Figure, Kind, Manuscript, Run, Runs, Style, VerseLine, close_levels, is_blank,
    only_pictures, pictures, plain, tidy, undashed, unwrapped,
};
use super::super::report::{Fate, Report};
use super::super::{front, lines, links, names, notes, signs, trailer, typed};
use super::pieces::Piece;
use super::styles::Role;
use super::{captions, title};
use crate::source::Span;

/// Puts pieces together, and settles what belongs to the head and the foot.
pub(super) fn manuscript(
    pieces: Vec<Piece>,
    mut manuscript: Manuscript,
    report: &mut Report,
) -> Manuscript {
    let mut flow = Flow {
        manuscript: &mut manuscript,
        report,
        blocks: Vec::new(),
        code: None,
        title_at: None,
    };
    let mut items: Vec<(Item, Vec<Block>)> = Vec::new();
    let mut row = pieces.into_iter().peekable();
    while let Some(piece) = row.next() {
        // The items of a list are gathered until something else comes.
        if let Piece::Paragraph {
            role:
                Role::Plain
                | Role::Quote
                | Role::Code
                | Role::Caption
                | Role::Verse
                | Role::Author,
            runs,
            item: Some(item),
            id,
            at,
            ..
        } = piece
        {
            let block = paragraph(runs, at).map(|block| Block { id, ..block });
            match items.last_mut() {
                Some((last, blocks)) if item.continues && last.level == item.level => {
                    blocks.extend(block);
                }
                Some(_) | None => items.push((item, block.into_iter().collect())),
            }
            continue;
        }
        flow.blocks.extend(items::lists(std::mem::take(&mut items)));
        let (id, before) = (piece.id(), flow.blocks.len());
        flow.piece(piece, row.peek());
        if let Some(block) = flow.blocks.get_mut(before) {
            block.id = block.id.take().or(id);
        }
    }
    flow.blocks.extend(items::lists(items));
    let (mut blocks, title_at) = (flow.blocks, flow.title_at);
    captions::join(&mut blocks, report);
    manuscript.blocks = blocks;
    title::settle(&mut manuscript, title_at, report);
    close_levels(&mut manuscript.blocks);
    typed::settle(&mut manuscript, report);
    front::settle(&mut manuscript, report);
    trailer::settle(&mut manuscript, report);
    notes::renumber(&mut manuscript, notes::Uncited::WithItsMarker, report);
    links::settle(&mut manuscript, report);
    signs::settle(&mut manuscript, report);
    manuscript
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
    if lines::is_break(&words) {
        return Some(Block::new(Kind::Break, at));
    }
    Some(Block::paragraph(runs, at))
}

struct Flow<'a> {
    manuscript: &'a mut Manuscript,
    report: &'a mut Report,
    blocks: Vec<Block>,
    code: Option<usize>,
    title_at: Option<Span>,
}

impl Flow<'_> {
    fn piece(&mut self, piece: Piece, next: Option<&Piece>) {
        let (role, runs, caption, at) = match piece {
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
            Piece::Paragraph { role, runs, caption, at, item: _, id: _ } => {
                (role, runs, caption, at)
            }
        };
        if role != Role::Code {
            self.code = None;
        }
        let words = plain(&runs);
        match role {
            Role::Title
                if self.manuscript.title.is_none() && !words.trim().is_empty() =>
            {
                self.report.cut(at, &words, Fate::FrontMatter);
                self.title_at = Some(at);
                self.manuscript.title = Some(unwrapped(tidy(runs)));
            }
            Role::Subtitle
                if self.manuscript.subtitle.is_none()
                    && self.blocks.len() < 3
                    && !words.trim().is_empty() =>
            {
                self.report.cut(at, &words, Fate::FrontMatter);
                self.manuscript.subtitle = Some(unwrapped(tidy(runs)));
            }
            Role::Title | Role::Subtitle => self.heading(1, runs, at),
            Role::Author if self.blocks.len() < 3 && !words.trim().is_empty() => {
                let bare = words.trim().strip_prefix("By ").unwrap_or(words.trim());
                let names = names::people(bare).unwrap_or_else(|| vec![bare.to_string()]);
                self.report.cut(at, &words, Fate::FrontMatter);
                self.manuscript.authors.extend(names);
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
            Role::Verse => self.verse(runs, at),
            Role::Code => self.code(&runs, at),
            Role::Caption if !words.trim().is_empty() => self.caption(runs, at, next),
            Role::Caption | Role::Plain | Role::Author => {
                if caption && !words.trim().is_empty() {
                    return self.caption(runs, at, next);
                }
                if let Some(block) = paragraph(runs, at) {
                    let block = self.plain(block);
                    self.blocks.push(block);
                }
            }
        }
    }

    /// A paragraph that is bold as a whole, short and without a full stop is a heading.
    fn plain(&mut self, block: Block) -> Block {
        let Kind::Paragraph(runs) = &block.kind else { return block };
        let [Run::Styled(Style::Strong, within)] = runs.as_slice() else { return block };
        let words = plain(within);
        let short = words.chars().count() <= 90
            && !words.trim_end().ends_with(['.', ',', ';', ':', '…', '!']);
        if !short {
            return block;
        }
        let message = format!("this bold line is taken for a heading: {}", words.trim());
        self.report.guess(block.at, message, "where it is none, take the `#` away");
        let within = unwrapped(within.clone());
        // Below all that have a style.
        Block::new(Kind::Heading { level: 9, runs: within }, block.at)
    }

    fn heading(&mut self, level: u8, runs: Runs, at: Span) {
        let runs = unwrapped(tidy(runs));
        if !is_blank(&runs) {
            self.blocks.push(Block::new(Kind::Heading { level, runs }, at));
        }
    }

    fn verse(&mut self, runs: Runs, at: Span) {
        let mut stanza = Vec::new();
        let mut line = Vec::new();
        for run in tidy(runs).into_iter().chain([Run::Break]) {
            if run != Run::Break {
                line.push(run);
                continue;
            }
            let runs = tidy(std::mem::take(&mut line));
            if !is_blank(&runs) {
                stanza.push(VerseLine { indent: 0, runs });
            }
        }
        let many = stanza.len() > 1;
        if stanza.is_empty() {
            return;
        }
        if let Some(Block { kind: Kind::Verse { stanzas, .. }, at: whole, .. }) =
            self.blocks.last_mut()
        {
            *whole = whole.to(at);
            match (many, stanzas.last_mut()) {
                // A paragraph a line, or a paragraph a stanza.
                (false, Some(last)) => last.append(&mut stanza),
                (true, _) | (false, None) => stanzas.push(stanza),
            }
            return;
        }
        self.blocks.push(Block::new(
            Kind::Verse { stanzas: vec![stanza], attribution: None },
            at,
        ));
    }

    fn code(&mut self, runs: &Runs, at: Span) {
        let mut line = String::new();
        for run in runs {
            match *run == Run::Break {
                true => line.push('\n'),
                false => line += &plain(std::slice::from_ref(run)),
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
