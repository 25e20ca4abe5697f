//! The title of a document: by its style, by its first heading, or its first short line.

use super::super::manuscript::{
    Block, Kind, Manuscript, Run, Runs, is_blank, plain, text, tidy, unwrapped,
};
use super::super::report::{Fate, Report};
use super::super::{dates, head};
use super::flow::BOLD;
use super::opening;
use super::pieces::Setting;
use crate::source::Span;

/// The title and its subtitle; where no style has one: a first heading, or a first short line. One at the right
/// edge (`aside`) may well be the place of a letter.
pub(super) fn settle(
    manuscript: &mut Manuscript,
    stated: Option<Span>,
    aside: bool,
    report: &mut Report,
) {
    let mut place = stated;
    if manuscript.title.is_none()
        && let Some(first) = manuscript.blocks.iter().position(has_line)
        && let Some(block) = manuscript.blocks.get(first)
    {
        let at = block.at;
        let mut alike = 0;
        let mut is_line = false;
        let found = match (block.heading(), block.words()) {
            (Some((level, runs)), _) => {
                let others = &manuscript.blocks[first + 1..];
                let is_alike =
                    |other: u8| other == level || (BOLD..=level).contains(&other);
                let beside = others
                    .iter()
                    .filter(|block| block.heading().is_some_and(|it| is_alike(it.0)));
                alike = beside.count();
                let below = others.iter().all(|block| {
                    block.heading().is_none_or(|(other, _)| other >= level.min(BOLD))
                });
                let fits = below && (alike == 0 || level >= BOLD) || level == 1;
                (fits && !is_of_section(&plain(runs))).then(|| runs.clone())
            }
            (None, Some(runs)) => {
                let words = plain(runs);
                let short = words.chars().count() <= 150
                    && !words
                        .trim_end()
                        .trim_end_matches(['"', '”', '’', '»'])
                        .ends_with(['.', ',', ';', ':']);
                let dated = dates::is_dateline(&words);
                is_line = true;
                (short && manuscript.blocks.len() > 1 && !dated).then(|| runs.clone())
            }
            (None, None) => None,
        };
        if let Some(runs) = found {
            let words = plain(&runs);
            manuscript.blocks.remove(first);
            report.cut(at, &words, Fate::FrontMatter);
            let message = format!("this is taken for the title: {}", words.trim());
            let unsure = is_line
                && (aside
                    || opening::is_name(&words)
                        && below_is_a_line(&manuscript.blocks, first)
                    || below_is_the_only_heading(&manuscript.blocks, first));
            match alike {
                0 if unsure => report.doubt(
                    at,
                    message,
                    "where it is an address, a name or a label, take it out of the front matter, and write the title there",
                ),
                0 => report.guess(at, message, "it stands in the front matter"),
                _ => report.doubt(
                    at,
                    message,
                    "other headings look as this one does; where it is a heading, write it above its text again, with `## `",
                ),
            }
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
    if let (Some(title), Some(at)) = (&mut manuscript.title, place)
        && put_together(title)
    {
        let message =
            format!("the lines of the title are put together: {}", plain(title).trim());
        report.doubt(at, message, "where the last is a subtitle, write it as `subtitle`");
    }
    if let Some(at) = place {
        head::lift_pictures(manuscript, at, report);
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

/// Puts the lines of a title or a heading together, which is one line in a book; says whether it had several.
pub(super) fn put_together(runs: &mut Runs) -> bool {
    let mut several = false;
    for run in runs.iter_mut() {
        match run {
            Run::Break => {
                several = true;
                *run = Run::Text(" ".into());
            }
            Run::Styled(_, within) | Run::Link { runs: within, .. } => {
                several |= put_together(within);
            }
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) => {}
        }
    }
    if several {
        *runs = tidy(std::mem::take(runs));
    }
    several
}

/// The two lines of a title of which the second has other letters than the first, in size or style.
pub(super) fn in_two_sizes(runs: &Runs, set: Setting) -> Option<(Runs, Runs)> {
    let at = runs.iter().position(|run| *run == Run::Break)?;
    let (first, second) = (&runs[..at], &runs[at + 1..]);
    if second.contains(&Run::Break) || is_blank(first) || is_blank(second) {
        return None;
    }
    let styled = |runs: &[Run]| matches!(runs, [Run::Styled(_, _)]);
    let differ = set.largest > set.size || styled(first) != styled(second);
    differ.then(|| (unwrapped(tidy(first.to_vec())), unwrapped(tidy(second.to_vec()))))
}

/// Whether straight below the first line stands another short one, as below the name of a sender.
fn below_is_a_line(blocks: &[Block], first: usize) -> bool {
    const LONGEST: usize = 60;
    let next = blocks.get(first).and_then(Block::words).map(|runs| plain(runs));
    next.is_some_and(|next| {
        next.chars().count() <= LONGEST
            && !next.trim_end().ends_with(['.', '!', '?', ':'])
    })
}

/// Whether straight below the first line stands a heading that has none of its level beside it, and none above:
/// the line may only be a label, and that the title.
fn below_is_the_only_heading(blocks: &[Block], first: usize) -> bool {
    let next = blocks.get(first).and_then(Block::heading);
    let Some((level, _)) = next else { return false };
    let mut others = blocks[first + 1..].iter().filter_map(Block::heading);
    others.all(|(other, _)| other > level)
}

/// Whether a block is neither a picture, which may stand above a title, nor a line across the page.
fn has_line(block: &Block) -> bool {
    !matches!(block.kind, Kind::Figure(_) | Kind::Break)
}

/// Whether a heading names a part of a text, as titles never do.
fn is_of_section(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    [
        "introduction",
        "preface",
        "foreword",
        "abstract",
        "summary",
        "contents",
        "einleitung",
        "vorwort",
        "zusammenfassung",
        "inhalt",
        "avant-propos",
        "préface",
        "résumé",
        "introducción",
        "prólogo",
        "resumen",
        "introduzione",
        "prefazione",
        "введение",
        "предисловие",
    ]
    .contains(&words.trim_end_matches(['.', ':']))
}
