//! Brackets and quotation marks without a partner.

use super::{Finder, Line, around};
use crate::import::report::Report;

pub(super) fn brackets(line: &Line, finder: &mut Finder<'_>, report: &mut Report) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut stray = Vec::new();
    for (at, c) in line.text.char_indices() {
        match c {
            '(' | '[' | '{' => open.push((c, at)),
            ')' | ']' | '}' => {
                let partner = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                if open.last().is_some_and(|(sign, _)| *sign == partner) {
                    open.pop();
                } else if !counts(&line.text[..at]) {
                    stray.push(at);
                }
            }
            _ => {}
        }
    }
    stray.extend(open.iter().map(|(_, at)| *at));
    for at in stray.into_iter().take(4) {
        let around = around(&line.text, at);
        report.slip(
            finder.place(line, around),
            format!("a bracket has no partner: {around}"),
            "",
        );
    }
}

/// Whether a bracket behind this closes a number or a letter that counts: `1)`, `a)`, or a face.
fn counts(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or("");
    word.chars().count() <= 2 && word.chars().all(char::is_alphanumeric)
        || word.ends_with([':', ';', '-'])
}

/// Whether each double mark of a text can have a partner in it.
pub(super) fn are_even(text: &str) -> bool {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    count(&['"']) % 2 == 0
        && count(&['„', '“', '”']) % 2 == 0
        && count(&['«']) == count(&['»'])
}

/// Double marks that have no partner in their paragraph. (A single one may be an apostrophe.)
pub(super) fn marks(
    line: &Line,
    next: &str,
    finder: &mut Finder<'_>,
    report: &mut Report,
) {
    let goes_on = |marks: &[char]| next.starts_with(marks);
    let is_low = line.text.contains('„');
    let mut last = None;
    let mut straight = 0;
    let mut depth = 0_i32;
    let mut stray = None;
    for (at, c) in line.text.char_indices() {
        match c {
            // 6'2" and 40°26'46" are no quotations.
            '"' if !line.text[..at].ends_with(|c: char| c.is_ascii_digit())
                || straight % 2 == 1 =>
            {
                straight += 1;
                last = Some(at);
            }
            '“' | '«' | '„' => {
                // „ and “ are a pair of the one, “ and ” of the other.
                if c == '“' && depth > 0 && is_low {
                    depth -= 1;
                } else {
                    depth += 1;
                    stray = Some(at);
                }
            }
            '”' | '»' => {
                depth -= 1;
                if depth < 0 {
                    stray = Some(at);
                }
            }
            _ => {}
        }
    }
    // Swedish and Finnish books open and close with one sign.
    let count = |sign: char| line.text.matches(sign).count();
    if !line.text.contains(['“', '„', '«']) && count('”') % 2 == 0 && count('»') % 2 == 0
    {
        depth = 0;
    }
    let mixed = straight % 2 == 1 && depth.abs() == 1;
    if straight % 2 == 1
        && !mixed
        && !goes_on(&['"'])
        && let Some(at) = last
    {
        let around = around(&line.text, at);
        report.slip(
            finder.place(line, around),
            format!("a quotation mark has no partner: {around}"),
            "",
        );
    }
    // »…« of German books opens with what closes elsewhere.
    let reversed =
        line.text.find('»').zip(line.text.find('«')).is_some_and(|(a, b)| a < b);
    // Within the marks of a dialogue, as French ones are printed, each speech begins with a dash.
    let dash = ['—', '–', '―'];
    let in_dialogue =
        depth > 0 && goes_on(&dash) || depth < 0 && line.text.starts_with(dash);
    if depth != 0
        && !mixed
        && !reversed
        && !in_dialogue
        && !goes_on(&['“', '«', '„'])
        && let Some(at) = stray
    {
        let around = around(&line.text, at);
        report.slip(
            finder.place(line, around),
            format!("a quotation mark has no partner: {around}"),
            "",
        );
    }
}
