//! Verse: paragraphs whose line ends count become stanzas of lines.

use super::container::content_of;
use crate::document::{Block, Inline, InlineStyle, Inlines, VerseLine};
use crate::source::Span;

/// The deepest indent, in steps.
const DEEPEST_INDENT: usize = 20;

/// The stanzas of a verse block, and what in it is not verse.
pub(super) fn stanzas(blocks: Vec<Block>) -> (Vec<Vec<VerseLine>>, Vec<Block>) {
    let mut stanzas = Vec::new();
    let mut others = Vec::new();
    for block in blocks {
        if block.paragraph().is_none() {
            others.push(block);
            continue;
        }
        let span = block.span;
        let lines = split(content_of(block));
        stanzas.push(lines.into_iter().map(|l| line(l, span)).collect());
    }
    (stanzas, others)
}

/// Cuts a run at its breaks, also inside emphasis and links.
fn split(content: Inlines) -> Vec<Inlines> {
    let mut lines: Vec<Inlines> = vec![Vec::new()];
    for inline in content {
        let pieces: Vec<Vec<Inline>> = match inline {
            Inline::Break { .. } => {
                lines.push(Vec::new());
                continue;
            }
            Inline::Styled { style, content, span } => split(content)
                .into_iter()
                .enumerate()
                .map(|(at, content)| {
                    // A place is one line, the first.
                    if at > 0 && matches!(style, InlineStyle::Anchor(_)) {
                        return content;
                    }
                    vec![Inline::Styled { style: style.clone(), content, span }]
                })
                .collect(),
            Inline::Link { to, content, span } => split(content)
                .into_iter()
                .map(|content| vec![Inline::Link { to: to.clone(), content, span }])
                .collect(),
            other @ (Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }) => vec![vec![other]],
        };
        for (i, piece) in pieces.into_iter().enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            if let Some(last) = lines.last_mut() {
                last.extend(piece);
            }
        }
    }
    lines
}

fn line(mut content: Inlines, stanza: Span) -> VerseLine {
    let spaces = take_lead(&mut content);
    super::build::trim(&mut content);
    let span = match (content.first(), content.last()) {
        (Some(first), Some(last)) => first.span().to(last.span()),
        _ => stanza,
    };
    // Two spaces are a step; one is rounded up.
    let indent = usize::div_ceil(spaces, 2).min(DEEPEST_INDENT) as u8;
    VerseLine { indent, content, span }
}

/// Takes the spaces off the beginning of a line, also inside emphasis that goes on from
/// the line before, and says how many there were.
fn take_lead(content: &mut Inlines) -> usize {
    match content.first_mut() {
        Some(Inline::Text { text, span }) => {
            let rest = text.trim_start_matches([' ', '\t']);
            let lead = text.len() - rest.len();
            let spaces =
                text[..lead].bytes().map(|b| if b == b'\t' { 4 } else { 1 }).sum();
            text.drain(..lead);
            span.start = (span.start + lead as u32).min(span.end);
            spaces
        }
        Some(Inline::Styled { content, .. } | Inline::Link { content, .. }) => {
            take_lead(content)
        }
        Some(
            Inline::Code { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }
            | Inline::Break { .. },
        )
        | None => 0,
    }
}
