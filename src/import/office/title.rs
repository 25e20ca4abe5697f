//! The title of a document: by its style, by its first heading, or its first short line.

use super::super::manuscript::{Block, Kind, Manuscript, Run, plain, text, unwrapped};
use super::super::report::{Fate, Report};
use super::super::{dates, head};
use super::flow::BOLD;
use crate::source::Span;

/// The title and its subtitle; where no style has one: a first heading, or a first short line.
pub(super) fn settle(
    manuscript: &mut Manuscript,
    stated: Option<Span>,
    report: &mut Report,
) {
    let mut place = stated;
    if manuscript.title.is_none()
        && let Some(first) = manuscript.blocks.iter().position(has_line)
        && let Some(block) = manuscript.blocks.get(first)
    {
        let at = block.at;
        let mut alike = 0;
        let found = match (block.heading(), block.words()) {
            (Some((level, runs)), _) => {
                let others = &manuscript.blocks[first + 1..];
                let beside = others
                    .iter()
                    .filter(|block| block.heading().is_some_and(|it| it.0 == level));
                alike = beside.count();
                let below = others
                    .iter()
                    .all(|block| block.heading().is_none_or(|(other, _)| other >= level));
                let fits = below && (alike == 0 || level == BOLD) || level == 1;
                (fits && !is_of_section(&plain(runs))).then(|| runs.clone())
            }
            (None, Some(runs)) => {
                let words = plain(runs);
                let short = words.chars().count() <= 150
                    && !words.trim_end().ends_with(['.', ',', ';', ':']);
                let dated = dates::is_dateline(&words);
                (short && manuscript.blocks.len() > 1 && !dated).then(|| runs.clone())
            }
            (None, None) => None,
        };
        if let Some(runs) = found {
            let words = plain(&runs);
            manuscript.blocks.remove(first);
            report.cut(at, &words, Fate::FrontMatter);
            let message = format!("this is taken for the title: {}", words.trim());
            match alike {
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
