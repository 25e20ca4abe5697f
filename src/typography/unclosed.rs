//! Single marks that nothing closes: speeches that go on in the next paragraph, and
//! letters left out before a word that no list knows.

use super::elision;
use super::marks::{APOSTROPHE, Mark, is_mark};
use super::rules::Rules;
use crate::document::{Inline, InlineStyle};

/// A straight single mark that opened and was never closed.
pub(super) struct Unclosed {
    pub mark: usize,
    /// The mark before which it should have been closed.
    pub end: usize,
    /// The next paragraph takes the quotation up again.
    pub goes_on: bool,
}

/// The most marks that are looked at where a paragraph begins.
const MOST_LEADING: usize = 4;

/// Decides what unclosed marks are. `true` if others must be paired again. `last` says
/// that nothing more is tried: what is left are apostrophes.
///
/// Where a speech is never closed but a word in it is, behind a comma or a stop, the
/// mark belongs to the speech and the word has lost a letter: 'Look at 'im,' he said. So
/// has a year: 'the summer of '42' he said.
pub(super) fn settle(marks: &mut [Mark], unclosed: &mut [Unclosed], last: bool) -> bool {
    unclosed.sort_unstable_by_key(|u| u.mark);
    let mut again = false;
    let mut past = 0;
    for u in unclosed.iter().filter(|_| !last) {
        if u.mark < past || !marks[u.mark].begins_speech() {
            continue;
        }
        past = u.end;
        let elided = (u.mark + 1..u.end).find(|&at| {
            let mark = &marks[at];
            let Some(closer) = mark.closer.map(|closer| &marks[closer]) else {
                return false;
            };
            let speech_ends = !closer.prev.is_alphanumeric() && !is_mark(closer.prev);
            mark.sign == '\''
                && mark.may_elide()
                && (speech_ends || mark.quotes_a_year(closer))
        });
        if let Some(elided) = elided {
            marks[elided].known = Some(APOSTROPHE);
            again = true;
        }
    }
    if again {
        return true;
    }
    for u in unclosed.iter().filter(|u| !u.goes_on) {
        marks[u.mark].known = Some(APOSTROPHE);
        marks[u.mark].becomes = Some(APOSTROPHE);
        again = true;
    }
    again
}

/// The marks that open at the beginning of a run, `'` or `"`.
pub(super) fn leading(run: &[Inline], rules: &Rules) -> Vec<char> {
    let mut lead = Vec::new();
    lead_of(run, rules, &mut lead);
    lead
}

/// `true` if nothing but marks was found.
fn lead_of(run: &[Inline], rules: &Rules, lead: &mut Vec<char>) -> bool {
    run.iter().all(|inline| match inline {
        Inline::Text { text, .. } => text.char_indices().all(|(at, sign)| {
            let rest = &text[at + sign.len_utf8()..];
            let next = rest.chars().next().unwrap_or(' ');
            let opens = match sign {
                '"' | '“' | '„' | '«' => '"',
                '‘' | '‚' => '\'',
                '\'' if !elision::elides("", rest, next, rules)
                    || elision::quotes_figures(rest, rules) =>
                {
                    '\''
                }
                _ => return false,
            };
            lead.push(opens);
            lead.len() < MOST_LEADING
        }),
        Inline::Styled { style: InlineStyle::AsTyped, .. }
        | Inline::Code { .. }
        | Inline::Picture { .. }
        | Inline::Break { .. } => false,
        Inline::Styled { content, .. } | Inline::Link { content, .. } => {
            lead_of(content, rules, lead)
        }
        Inline::Note { .. } => true,
    })
}
