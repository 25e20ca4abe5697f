//! The title of a document: by its style, by its first heading, or its first short line.

use super::super::manuscript::{Manuscript, Run, plain, text, unwrapped};
use super::super::report::{Fate, Report};
use super::super::{dates, head};
use crate::source::Span;

/// The title and its subtitle; where no style has one: a first heading, or a first short line.
pub(super) fn settle(
    manuscript: &mut Manuscript,
    stated: Option<Span>,
    report: &mut Report,
) {
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
                let dated = dates::is_dateline(&words);
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
