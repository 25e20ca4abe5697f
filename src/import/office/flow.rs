//! Paragraphs with styles → blocks: what .docx and .odt have in common.

use super::super::credit;
use super::super::html::{cut_to, unwrapped};
use super::super::lines;
use super::super::manuscript::{
    Block, Figure, Kind, Manuscript, Picture, Run, Runs, Style, VerseLine,
    close_levels, is_blank, plain, text, tidy,
};
use super::super::report::{Fate, Report};
use super::super::{front, head, notes, signs, trailer};
use super::pieces::{Item, Piece};
use super::styles::Role;
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
            at,
            ..
        } = piece
        {
            let block = paragraph(runs, at);
            match items.last_mut() {
                Some((_, blocks)) if item.continues => blocks.extend(block),
                Some(_) | None => items.push((item, block.into_iter().collect())),
            }
            continue;
        }
        flow.lists(std::mem::take(&mut items));
        flow.piece(piece, row.peek());
    }
    flow.lists(items);
    let (mut blocks, title_at) = (flow.blocks, flow.title_at);
    join_captions(&mut blocks, report);
    manuscript.blocks = blocks;
    title(&mut manuscript, title_at, report);
    close_levels(&mut manuscript.blocks);
    front::settle(&mut manuscript, report);
    trailer::settle(&mut manuscript, report);
    notes::renumber(&mut manuscript, report);
    signs::settle(&mut manuscript, report);
    manuscript
}

/// A paragraph as a block: pictures alone are a figure.
fn paragraph(runs: Runs, at: Span) -> Option<Block> {
    let runs = tidy(runs);
    if is_blank(&runs) {
        return None;
    }
    let mut pictures = Vec::new();
    let words = plain(&runs);
    if words.trim().is_empty()
        && only_pictures(&runs, &mut pictures)
        && !pictures.is_empty()
    {
        let figure = Figure { pictures, ..Figure::default() };
        return Some(Block::new(Kind::Figure(figure), at));
    }
    if lines::is_break(&words) {
        return Some(Block::new(Kind::Break, at));
    }
    Some(Block::paragraph(runs, at))
}

fn only_pictures(runs: &[Run], pictures: &mut Vec<Picture>) -> bool {
    runs.iter().all(|run| match run {
        Run::Picture(picture) => {
            pictures.push(picture.clone());
            true
        }
        Run::Styled(_, runs) | Run::Link { runs, .. } => only_pictures(runs, pictures),
        Run::Text(_) | Run::Break => true,
        Run::Code(_) | Run::Note(_) => false,
    })
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
            Piece::Table { table, at } => {
                self.code = None;
                self.blocks.push(Block::new(Kind::Table(table), at));
                return;
            }
            Piece::Paragraph { role, runs, caption, at, item: _ } => {
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
                let names = super::super::names::people(bare)
                    .unwrap_or_else(|| vec![bare.to_string()]);
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

    /// Gives a caption to the figure or table before it, or keeps it for the one after it.
    fn caption(&mut self, runs: Runs, at: Span, next: Option<&Piece>) {
        let mut pictures = Vec::new();
        let words = without_pictures(tidy(runs), &mut pictures);
        let (words, credit) = credited(words, at, self.report);
        if !pictures.is_empty() {
            let figure = Figure { pictures, caption: words, credit, hint: None };
            self.blocks.push(Block::new(Kind::Figure(figure), at));
            return;
        }
        let last = self.blocks.last_mut().map(|block| &mut block.kind);
        let before_table = matches!(next, Some(Piece::Table { .. }));
        if let Some(Kind::Figure(figure)) = last
            && figure.caption.is_none()
        {
            figure.caption = words;
            figure.credit = figure.credit.take().or(credit);
            return;
        }
        let last = self.blocks.last_mut().map(|block| &mut block.kind);
        if let Some(Kind::Table(table)) = last
            && table.caption.is_none()
            && !before_table
        {
            table.caption = words;
            return;
        }
        let mut block = Block::paragraph(words.unwrap_or_default(), at);
        block.id = Some(WAITING.to_string());
        self.blocks.push(block);
    }

    fn lists(&mut self, items: Vec<(Item, Vec<Block>)>) {
        if items.is_empty() {
            return;
        }
        let mut row = items.into_iter().peekable();
        while row.peek().is_some() {
            let level = row.peek().map_or(0, |(item, _)| item.level);
            if let Some(block) = list(&mut row, level, 0) {
                self.blocks.push(block);
            }
        }
    }
}

/// The mark of a caption that waits for its table or picture. No id begins with a space.
const WAITING: &str = " caption";

/// One list of the items of a level, with those below it inside.
fn list(
    row: &mut std::iter::Peekable<std::vec::IntoIter<(Item, Vec<Block>)>>,
    level: usize,
    depth: usize,
) -> Option<Block> {
    let (first, _) = row.peek()?;
    let (kind, start) = (first.list, first.number);
    let mut items: Vec<Vec<Block>> = Vec::new();
    let mut at: Option<Span> = None;
    while let Some((item, _)) = row.peek() {
        if item.level < level
            || item.level == level
                && (item.number.is_some() != start.is_some()
                    || item.list != kind && depth == 0)
        {
            break;
        }
        if item.level > level && depth < 8 {
            let deeper = item.level;
            let Some(inner) = list(row, deeper, depth + 1) else { break };
            match items.last_mut() {
                Some(last) => last.push(inner),
                None => items.push(vec![inner]),
            }
            continue;
        }
        let Some((_, blocks)) = row.next() else { break };
        if let Some(block) = blocks.first() {
            at = Some(at.map_or(block.at, |at| at.to(block.at)));
            items.push(blocks);
        }
    }
    let at = at.or_else(|| items.first()?.first().map(|block| block.at))?;
    Some(Block::new(Kind::List { start, items }, at))
}

fn without_pictures(runs: Runs, pictures: &mut Vec<Picture>) -> Runs {
    let mut out = Vec::new();
    for run in runs {
        if let Run::Picture(picture) = run {
            pictures.push(picture);
        } else {
            out.push(run);
        }
    }
    tidy(out)
}

/// Parts the credit from a caption.
fn credited(runs: Runs, at: Span, report: &mut Report) -> (Option<Runs>, Option<Runs>) {
    let line = plain(&runs);
    let some = |runs: Runs| Some(runs).filter(|runs| !is_blank(runs));
    let Some((end, credit)) = credit::credit(&line) else { return (some(runs), None) };
    let own = line[credit.clone()].trim().to_string();
    report.guess(
        at,
        format!("this is taken for the credit of a picture: {own}"),
        "it stands in the braces, `credit=\"…\"`",
    );
    report.cut(at, &line[end.min(credit.start)..credit.start], Fate::Markup);
    (some(tidy(cut_to(runs, end))), Some(text(own)))
}

fn undashed(runs: Runs, at: Span, report: &mut Report) -> Runs {
    let mut runs = tidy(runs);
    if let Some(Run::Text(words)) = runs.first_mut() {
        let kept = words.trim_start_matches(['—', '–', '―', '-', ' ', '\u{a0}']);
        report.cut(at, &words[..words.len() - kept.len()], Fate::Markup);
        *words = kept.to_string();
    }
    tidy(runs)
}

/// Captions that stood before what they belong to.
fn join_captions(blocks: &mut Vec<Block>, report: &mut Report) {
    let mut at = 0;
    while at < blocks.len() {
        if blocks[at].id.as_deref() != Some(WAITING) {
            at += 1;
            continue;
        }
        blocks[at].id = None;
        let Kind::Paragraph(runs) = blocks[at].kind.clone() else { continue };
        let next = blocks.get_mut(at + 1).map(|block| &mut block.kind);
        let place = if let Some(Kind::Figure(figure)) = next {
            Some(&mut figure.caption)
        } else if let Some(Kind::Table(table)) = next {
            Some(&mut table.caption)
        } else {
            None
        };
        let place = place.filter(|caption| caption.is_none());
        let taken = place.is_some();
        if let Some(place) = place {
            *place = Some(runs);
        }
        match taken {
            true => {
                blocks.remove(at);
            }
            false => {
                let message =
                    "a caption stands beside no picture and no table; it is a paragraph";
                report.doubt(blocks[at].at, message, "make it `::: figure {pending}` … `:::`, if its picture is still to come");
                at += 1;
            }
        }
    }
}

/// The title and its subtitle; where no style has one: a first heading, or a first short line.
fn title(manuscript: &mut Manuscript, stated: Option<Span>, report: &mut Report) {
    let mut place = stated;
    if manuscript.title.is_none()
        && let Some(block) = manuscript.blocks.first()
    {
        let at = block.at;
        let found = match (block.heading(), block.words()) {
            (Some((level, runs)), _) => {
                let others = &manuscript.blocks[1..];
                let below = others
                    .iter()
                    .all(|block| block.heading().is_none_or(|(other, _)| other > level));
                (below || level == 1).then(|| runs.clone())
            }
            (None, Some(runs)) => {
                let words = plain(runs);
                let short = words.chars().count() <= 150
                    && !words.trim_end().ends_with(['.', ',', ';', ':']);
                let dated = super::super::dates::is_dateline(&words);
                (short && manuscript.blocks.len() > 1 && !dated).then(|| runs.clone())
            }
            (None, None) => None,
        };
        if let Some(runs) = found {
            let words = plain(&runs);
            manuscript.blocks.remove(0);
            report.cut(at, &words, Fate::FrontMatter);
            report.guess(
                at,
                format!("this is taken for the title: {}", words.trim()),
                "it stands in the front matter",
            );
            manuscript.title = Some(unwrapped(runs));
            place = Some(at);
        } else {
            report.doubt(
                at,
                "the text begins with no title, so that the article has none",
                "write it into the front matter: `title = \"…\"`",
            );
        }
    }
    let Some([Run::Text(words)]) = manuscript.title.as_deref() else { return };
    if manuscript.subtitle.is_none()
        && let Some((one, two)) = head::subtitle(words)
        && let Some(at) = place
    {
        let (title, subtitle) =
            (words[one].trim().to_string(), words[two].trim().to_string());
        let message = format!(
            "behind its colon the title is taken for a subtitle: “{title}”, “{subtitle}”"
        );
        report.guess(
            at,
            message,
            "where it is one title, write both into `title`, with the colon",
        );
        manuscript.title = Some(text(title));
        manuscript.subtitle = Some(text(subtitle));
    }
}
