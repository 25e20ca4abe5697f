//! Whether the e-book conforms to WCAG 2.2 AA, as far as a program can tell: what an article cannot
//! be written without is written, what its author left out stands in the way.
//!
//! Languages, scopes of tables, the order of headings, the names of links, landmarks and pages are
//! made so that they conform; colours are the reader's own (`frame.css`), and a tint leaves a
//! contrast of 7 to 1 (`css/rule.rs`).

use crate::document::{Alt, Block, Document, Inline, Kind, inline_text, label, visit};
use crate::source::Span;

/// What stands in the way of conformance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// What is wrong, for people.
    pub what: &'static str,
    /// Where.
    pub span: Span,
}

/// WCAG 2.2, 1.1.1.
const MISSING: &str = "a picture has no alternative text";
const REPEATED: &str = "a picture's alternative text is its caption again";

/// What stands in the way, in the order of reading.
pub fn obstacles(document: &Document) -> Vec<Obstacle> {
    let mut found = Vec::new();
    for section in document.all_sections() {
        look(&section.blocks, &mut found);
    }
    document.notes.iter().for_each(|(_, note)| look(&note.blocks, &mut found));
    found
}

fn look(blocks: &[Block], found: &mut Vec<Obstacle>) {
    visit::blocks(blocks, &mut |block: &Block| {
        if let Kind::Figure(figure) = &block.kind {
            let caption =
                figure.caption.as_ref().map(|caption| plain(&inline_text(caption)));
            for (_, alt) in figure.pictures() {
                let what = match alt {
                    Alt::Missing => Some(MISSING),
                    Alt::Text(text) if plain(text).is_empty() => Some(MISSING),
                    Alt::Text(text) if caption.as_ref() == Some(&plain(text)) => {
                        Some(REPEATED)
                    }
                    Alt::Text(_) | Alt::Decorative => None,
                };
                found.extend(what.map(|what| Obstacle { what, span: block.span }));
            }
        }
        visit::runs(block, &mut |run| {
            visit::inlines(run, &mut |inline| {
                if let Inline::Picture { alt, span, .. } = inline {
                    let missing = match alt {
                        Alt::Missing => true,
                        Alt::Text(text) => plain(text).is_empty(),
                        Alt::Decorative => false,
                    };
                    found.extend(
                        missing.then_some(Obstacle { what: MISSING, span: *span }),
                    );
                }
            });
        });
    });
}

/// Words without what tells two ways of writing them apart.
fn plain(text: &str) -> String {
    let text = label(text).to_lowercase();
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_string()
}
