//! Signs that say the same in another way, and those that no book can hold: changed, and told.
//!
//! Quotation marks, dashes between spaces, `--`, `...` and ranges stay as they were typed, for
//! [`crate::typography`] sets them by the language. What it would print as typed is put right here.

use super::manuscript::{Kind, Manuscript, Runs, retidy, runs_mut, texts_mut, tidy};
use super::report::{Fate, Report, short};
use crate::source::Span;

/// Settles the signs of a manuscript, and makes its runs canonical.
pub(super) fn settle(manuscript: &mut Manuscript, report: &mut Report) {
    for runs in manuscript.title.iter_mut().chain(manuscript.subtitle.iter_mut()) {
        settle_run(runs, None, true, report);
    }
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        for block in blocks {
            let speaks = !matches!(block.kind, Kind::Table(_));
            runs_mut(std::slice::from_mut(block), &mut |runs, at| {
                settle_run(runs, Some(at), speaks, report);
            });
        }
    }
}

/// Settles the signs of a line of a cell, at its own place. Nobody speaks there: `- ` stays.
pub(super) fn settle_cell(runs: &mut Runs, at: Span, report: &mut Report) {
    settle_run(runs, Some(at), false, report);
}

fn settle_run(runs: &mut Runs, at: Option<Span>, speaks: bool, report: &mut Report) {
    let mut first = speaks;
    texts_mut(runs, &mut |text| {
        let begins = std::mem::take(&mut first);
        if text.bytes().all(is_plain) && !(begins && text.starts_with(['-', ' '])) {
            return;
        }
        let mut told = |from: &str, to: &str| {
            if let Some(at) = at {
                let message = format!("`{from}` is written `{to}`: {}", short(text));
                report.change(at, message, "the words stay as they are");
            }
        };
        let mut changed = controls_out(text, &mut told);
        for dots in [". . . .", ". . ."] {
            if changed.contains(dots) {
                told(dots, &dots.replace(' ', ""));
                changed = changed.replace(dots, &dots.replace(' ', ""));
            }
        }
        if let Some(with) = with_apostrophes(&changed) {
            told("`", "'");
            changed = with;
        }
        // Before a figure it is the sign of a minus.
        if begins
            && let Some(rest) = changed.strip_prefix("- ")
            && !rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        {
            told("- ", "— ");
            if let Some(at) = at {
                report.cut(at, "-", Fate::Markup);
            }
            changed = format!("— {rest}");
        }
        *text = changed;
    });
    let changed = std::mem::take(runs);
    *runs = if speaks { tidy(changed) } else { retidy(changed) };
}

/// Bytes that nothing here changes.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b' ' | b',' | b';' | b':' | b'\'' | b'"' | b'-' | b'(' | b')' | b'?' | b'!'
        )
}

/// Takes out what is no sign but an order to a machine, and what has no width.
fn controls_out(text: &str, told: &mut dyn FnMut(&str, &str)) -> String {
    let is_order = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{feff}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' => true,
        c => c.is_control(),
    };
    if !text.contains(|c: char| is_order(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
        return text.to_string();
    }
    let visible = text.chars().filter(|c| c.is_control() && is_order(*c)).count();
    if visible > 0 {
        told("a control character", "nothing");
    }
    text.chars()
        .filter_map(|c| match c {
            '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => Some(' '),
            c if is_order(c) => None,
            c => Some(c),
        })
        .collect()
}

/// `don`t` and `don´t` with an apostrophe.
fn with_apostrophes(text: &str) -> Option<String> {
    if !text.contains(['`', '´']) {
        return None;
    }
    let signs: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| {
        at.and_then(|at| signs.get(at)).is_some_and(|c| c.is_alphabetic())
    };
    let mut changed = false;
    let out = signs.iter().enumerate().map(|(at, c)| {
        let apostrophe =
            matches!(c, '`' | '´') && letter(at.checked_sub(1)) && letter(Some(at + 1));
        changed |= apostrophe;
        if apostrophe { '\'' } else { *c }
    });
    let out: String = out.collect();
    changed.then_some(out)
}
