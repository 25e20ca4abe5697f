//! Captions, which find their pictures and tables.

use super::super::credit;
use super::super::manuscript::{
    Block, Figure, Kind, Picture, Run, Runs, cut_to, is_blank, plain, text, tidy,
};
use super::super::report::{Fate, Report};
use crate::source::Span;

/// The mark of a caption that waits for its table or picture, before the id that it may have. No id begins with
/// a space.
const WAITING: &str = " caption";

/// Gives a block its id; one that waits keeps its mark as well.
pub(super) fn mark(block: &mut Block, id: Option<String>) {
    block.id = match (block.id.take(), id) {
        (Some(own), Some(id)) if own == WAITING => Some(format!("{WAITING}{id}")),
        (own, id) => own.or(id),
    };
}

/// Gives a caption to the figure or table before it, or keeps it for the one after it.
pub(super) fn add(
    blocks: &mut Vec<Block>,
    runs: Runs,
    at: Span,
    before_table: bool,
    report: &mut Report,
) {
    let mut pictures = Vec::new();
    let runs = without_pictures(tidy(runs), &mut pictures);
    if !pictures.is_empty() {
        let (words, credit) = credited(runs, at, report);
        let figure = Figure { pictures, caption: words, credit, hint: None };
        blocks.push(Block::new(Kind::Figure(figure), at));
        return;
    }
    let last = blocks.last_mut().map(|block| &mut block.kind);
    if let Some(Kind::Figure(figure)) = last
        && figure.caption.is_none()
    {
        let (words, credit) = match figure.credit.is_none() {
            true => credited(runs, at, report),
            false => (Some(runs), figure.credit.take()),
        };
        (figure.caption, figure.credit) = (words, credit);
        return;
    }
    let last = blocks.last_mut().map(|block| &mut block.kind);
    if let Some(Kind::Table(table)) = last
        && table.caption.is_none()
        && !before_table
    {
        table.caption = Some(runs);
        return;
    }
    let mut block = Block::paragraph(runs, at);
    block.id = Some(WAITING.to_string());
    blocks.push(block);
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
    let lead = &line[end.min(credit.start)..credit.start];
    let label = lead.trim_matches(|c: char| !c.is_alphanumeric());
    let without = match label.is_empty() {
        true => String::new(),
        false => format!(", without “{label}”"),
    };
    report.guess(
        at,
        format!("this is taken for the credit of a picture{without}: {own}"),
        "it stands in the braces, `credit=\"…\"`",
    );
    report.cut(at, lead, Fate::Markup);
    (some(tidy(cut_to(runs, end))), Some(text(own)))
}

/// Captions that stood before what they belong to.
pub(super) fn join(blocks: &mut Vec<Block>, report: &mut Report) {
    let mut at = 0;
    while at < blocks.len() {
        let id = blocks[at].id.as_deref().and_then(|id| id.strip_prefix(WAITING));
        let Some(id) = id else {
            at += 1;
            continue;
        };
        let id = Some(id.to_string()).filter(|id| !id.is_empty());
        blocks[at].id = id.clone();
        let Kind::Paragraph(runs) = blocks[at].kind.clone() else { continue };
        let own = blocks[at].at;
        let next = blocks.get_mut(at + 1).map(|block| &mut block.kind);
        let taken = if let Some(Kind::Figure(figure)) = next
            && figure.caption.is_none()
        {
            let (words, credit) = match figure.credit.is_none() {
                true => credited(runs, own, report),
                false => (Some(runs), figure.credit.take()),
            };
            (figure.caption, figure.credit) = (words, credit);
            true
        } else if let Some(Kind::Table(table)) =
            blocks.get_mut(at + 1).map(|block| &mut block.kind)
            && table.caption.is_none()
        {
            table.caption = Some(runs);
            true
        } else {
            false
        };
        match taken {
            true => {
                blocks.remove(at);
                if let Some(block) = blocks.get_mut(at) {
                    block.id = block.id.take().or(id);
                }
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
