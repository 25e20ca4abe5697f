//! Punctuation and spaces by language, set once, before both outputs.
//!
//! White space, quotation marks and their nesting, apostrophes, dashes, ranges, ellipses,
//! and the spaces that must not break. Code, `[…]{.asis}` and addresses are not touched; what is
//! already set right stays, so that setting twice changes nothing. It changes no word.

mod address;
mod dashes;
mod elision;
mod marks;
mod quotes;
mod ranges;
mod rules;
mod segments;
mod spaces;
#[cfg(test)]
mod tests;
mod ties;
mod unclosed;
mod white;

pub use rules::knows;

use crate::document::{Block, Inlines, Kind, visit};
use crate::info::Lang;
use rules::{Rules, rules_for};
use segments::Segment;

/// Sets the text of blocks and of all they hold.
pub fn set(blocks: &mut [Block], lang: &Lang) {
    set_blocks(blocks, rules_for(lang));
}

/// Sets one run: a title, a caption.
pub fn set_run(run: &mut Inlines, lang: &Lang) {
    set_inlines(run, rules_for(lang), &[]);
}

/// Sets a text without markup.
///
/// ```
/// use publish::{info::Lang, typography};
///
/// let lang = Lang::parse("en-GB").expect("a tag");
/// let text = typography::set_text("The workers' \"own\" press -- 1936-38", &lang);
/// assert_eq!(text, "The workers’ ‘own’ press\u{a0}– 1936–38");
/// ```
pub fn set_text(text: &str, lang: &Lang) -> String {
    let mut text = text.to_string();
    white::fold(&mut text, &mut false);
    set_segments(&mut [Segment::Text { text: &mut text, rules: rules_for(lang) }], &[]);
    text
}

fn set_blocks(blocks: &mut [Block], rules: &'static Rules) {
    for at in 0..blocks.len() {
        let lead = lead_after(blocks, at, rules);
        let block = &mut blocks[at];
        let rules = block.lang.as_ref().map_or(rules, rules_for);
        if let Kind::Verse { stanzas, attribution } = &mut block.kind {
            for at in 0..stanzas.len() {
                let next = stanzas.get(at + 1).and_then(|stanza| stanza.first());
                let lead = next.map(|line| unclosed::leading(&line.content, rules));
                let stanza = &mut stanzas[at];
                // A quotation may run over the lines of a stanza.
                let mut found = Vec::new();
                for line in stanza {
                    white::fold_run(&mut line.content);
                    segments::collect(&mut line.content, rules, &mut found);
                    found.push(Segment::Fixed { first: ' ', last: ' ' });
                }
                set_segments(&mut found, &lead.unwrap_or_default());
            }
            attribution.iter_mut().for_each(|run| set_inlines(run, rules, &[]));
        } else {
            visit::runs_mut(block, &mut |run| set_inlines(run, rules, &lead));
        }
        visit::children_mut(block, &mut |children| set_blocks(children, rules));
    }
}

/// The marks with which the paragraph after a paragraph begins.
fn lead_after(blocks: &[Block], at: usize, rules: &'static Rules) -> Vec<char> {
    if let (Kind::Paragraph(_), Some(next)) = (&blocks[at].kind, blocks.get(at + 1))
        && let Kind::Paragraph(run) = &next.kind
    {
        return unclosed::leading(run, next.lang.as_ref().map_or(rules, rules_for));
    }
    Vec::new()
}

fn set_inlines(run: &mut Inlines, rules: &'static Rules, lead: &[char]) {
    white::fold_run(run);
    let mut found = Vec::new();
    segments::collect(run, rules, &mut found);
    set_segments(&mut found, lead);
}

fn set_segments(found: &mut [Segment<'_>], lead: &[char]) {
    quotes::set(found, lead);
    for at in 0..found.len() {
        match &found[at] {
            Segment::Text { text, .. } if !text.is_empty() => {}
            Segment::Text { .. } | Segment::Fixed { .. } => continue,
        }
        let before = segments::words_before(found, at);
        let after = segments::words_after(found, at);
        if let Segment::Text { text, rules } = &mut found[at] {
            // A new dash can want a space beside it: go on until nothing changes, which
            // for real text is at once.
            for _ in 0..4 {
                match spaces::set(text, rules, &before, &after) {
                    Some(set) => **text = set,
                    None => break,
                }
            }
        }
    }
}
