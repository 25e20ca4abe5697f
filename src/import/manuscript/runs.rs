//! Runs of inlines: their words, and what is done to them as a whole.

use super::{Picture, Run, Runs, Style};
use crate::import::report::{Fate, Report};
use crate::source::Span;

/// The words of a run; a line end counts as a space.
pub(in crate::import) fn plain(runs: &[Run]) -> String {
    let mut out = String::new();
    add_plain(runs, &mut out);
    out
}

fn add_plain(runs: &[Run], out: &mut String) {
    for run in runs {
        match run {
            Run::Text(text) | Run::Code(text) => out.push_str(text),
            Run::Styled(_, runs) | Run::Link { runs, .. } => add_plain(runs, out),
            Run::Break => out.push(' '),
            Run::Note(_) | Run::Picture(_) => {}
        }
    }
}

/// Whether there is nothing to see in a run.
pub(in crate::import) fn is_blank(runs: &[Run]) -> bool {
    runs.iter().all(|run| match run {
        Run::Text(text) => text.trim().is_empty(),
        Run::Styled(_, runs) | Run::Link { runs, .. } => is_blank(runs),
        Run::Break => true,
        Run::Code(text) => text.is_empty(),
        Run::Note(_) | Run::Picture(_) => false,
    })
}

/// Every piece of text of a run, those within styles and links too.
pub(in crate::import) fn texts_mut(runs: &mut Runs, work: &mut dyn FnMut(&mut String)) {
    for run in runs {
        match run {
            Run::Text(text) => work(text),
            Run::Styled(_, runs) | Run::Link { runs, .. } => texts_mut(runs, work),
            Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {}
        }
    }
}

/// The most letters that can be raised or lowered together.
const MOST_RAISED: usize = 10;

/// Whether our language can raise or lower words: few letters without a blank, as `th`, `−1`, `n+1`.
pub(in crate::import) fn can_be_raised(words: &str) -> bool {
    (1..=MOST_RAISED).contains(&words.chars().count())
        && words.contains(char::is_alphanumeric)
        && words
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | ',' | '.'))
}

/// What is told of letters that stand in their line.
pub(in crate::import) fn told_of_raised(words: &str) -> String {
    format!("these raised or lowered letters stand in their line: {words}")
}

/// One text.
pub(in crate::import) fn text(words: impl Into<String>) -> Runs {
    vec![Run::Text(words.into())]
}

/// Makes a run canonical: white space is one space and stands outside of styles, neighbours of one
/// style are one, nothing is empty, no break stands at an end.
pub(in crate::import) fn tidy(runs: Runs) -> Runs {
    let mut out = Vec::new();
    for run in runs {
        push_tidy(run, &mut out);
    }
    squeeze(&mut out, &mut true);
    trim_end(&mut out);
    out.retain(|run| !is_nothing(run));
    out
}

/// The same of runs in which something was changed; empty lines that keep the place of a cell's words stay.
pub(in crate::import) fn retidy(runs: Runs) -> Runs {
    let empty = runs.iter().take_while(|run| **run == Run::Break).count();
    let mut runs = tidy(runs);
    if !runs.is_empty() {
        runs.splice(0..0, std::iter::repeat_n(Run::Break, empty));
    }
    runs
}

fn is_nothing(run: &Run) -> bool {
    match run {
        Run::Text(text) | Run::Code(text) => text.is_empty(),
        Run::Styled(_, runs) | Run::Link { runs, .. } => runs.is_empty(),
        Run::Note(_) | Run::Picture(_) | Run::Break => false,
    }
}

fn push_tidy(run: Run, out: &mut Runs) {
    match run {
        Run::Text(text) => match out.last_mut() {
            Some(Run::Text(last)) => last.push_str(&text),
            Some(_) | None if text.is_empty() => {}
            Some(_) | None => out.push(Run::Text(text)),
        },
        Run::Styled(style, runs) => {
            let mut within = Vec::new();
            without(&style, runs).into_iter().for_each(|run| push_tidy(run, &mut within));
            let (before, within, after) = hoisted(within);
            before.into_iter().for_each(|run| push_tidy(run, out));
            if !within.is_empty() {
                // Words that a program parts at their blanks are one.
                if let [.., Run::Styled(last, _), Run::Text(blank)] = out.as_slice()
                    && *last == style
                    && matches!(style, Style::Emphasis | Style::Strong | Style::SmallCaps)
                    && blank.chars().all(char::is_whitespace)
                {
                    let blank = blank.clone();
                    out.pop();
                    if let Some(Run::Styled(_, runs)) = out.last_mut() {
                        push_tidy(Run::Text(blank), runs);
                    }
                }
                match out.last_mut() {
                    Some(Run::Styled(last, runs)) if *last == style => {
                        within.into_iter().for_each(|run| push_tidy(run, runs));
                    }
                    Some(_) | None => out.push(Run::Styled(style, within)),
                }
            }
            after.into_iter().for_each(|run| push_tidy(run, out));
        }
        Run::Link { to, runs } => {
            let mut within = Vec::new();
            runs.into_iter().for_each(|run| push_tidy(run, &mut within));
            let (before, within, after) = hoisted(within);
            before.into_iter().for_each(|run| push_tidy(run, out));
            if !within.is_empty() {
                match out.last_mut() {
                    Some(Run::Link { to: last, runs }) if *last == to => {
                        within.into_iter().for_each(|run| push_tidy(run, runs));
                    }
                    Some(_) | None => out.push(Run::Link { to, runs: within }),
                }
            }
            after.into_iter().for_each(|run| push_tidy(run, out));
        }
        Run::Code(code) => match out.last_mut() {
            Some(Run::Code(last)) => last.push_str(&code),
            Some(_) | None => out.push(Run::Code(code)),
        },
        Run::Note(_) | Run::Picture(_) | Run::Break => out.push(run),
    }
}

/// Runs without a style that what they stand in has already.
fn without(style: &Style, runs: Runs) -> Runs {
    let mut out = Vec::new();
    for run in runs {
        match run {
            Run::Styled(own, runs) if own == *style => out.extend(without(style, runs)),
            Run::Styled(own, runs) => out.push(Run::Styled(own, without(style, runs))),
            Run::Link { to, runs } => {
                out.push(Run::Link { to, runs: without(style, runs) })
            }
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
                out.push(run);
            }
        }
    }
    out
}

/// Parts a run from the white space and breaks at its ends. Beside a no-break space, too, emphasis
/// could neither begin nor end.
fn hoisted(mut runs: Runs) -> (Runs, Runs, Runs) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    loop {
        match runs.first_mut() {
            Some(Run::Break) => before.push(runs.remove(0)),
            Some(Run::Text(text)) => {
                let kept = text.trim_start().len();
                let words = text.split_off(text.len() - kept);
                if !text.is_empty() {
                    before.push(Run::Text(std::mem::take(text)));
                }
                *text = words;
                if !text.is_empty() {
                    break;
                }
                runs.remove(0);
            }
            Some(_) | None => break,
        }
    }
    loop {
        match runs.last_mut() {
            Some(Run::Break) => {
                runs.pop();
                after.insert(0, Run::Break);
            }
            Some(Run::Text(text)) => {
                let blank = text.split_off(text.trim_end().len());
                if !blank.is_empty() {
                    after.insert(0, Run::Text(blank));
                }
                if !text.is_empty() {
                    break;
                }
                runs.pop();
            }
            Some(_) | None => break,
        }
    }
    (before, runs, after)
}

/// White space that means nothing but a space; no-break spaces do not.
pub(in crate::import) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{85}')
}

/// Makes every white space one space; `open` says whether one stands before.
fn squeeze(runs: &mut Runs, open: &mut bool) {
    for at in 0..runs.len() {
        // A space before a line end is none.
        let ends_line = matches!(runs.get(at + 1), Some(Run::Break));
        match &mut runs[at] {
            Run::Text(text) => {
                let mut out = String::with_capacity(text.len());
                for c in text.chars() {
                    match is_space(c) {
                        true if *open => {}
                        true => {
                            out.push(' ');
                            *open = true;
                        }
                        false => {
                            out.push(c);
                            *open = false;
                        }
                    }
                }
                if ends_line {
                    out.truncate(out.trim_end_matches(' ').len());
                }
                *text = out;
            }
            Run::Styled(_, runs) | Run::Link { runs, .. } => squeeze(runs, open),
            Run::Break => *open = true,
            Run::Code(_) | Run::Note(_) | Run::Picture(_) => *open = false,
        }
    }
    runs.retain(|run| !is_nothing(run));
}

fn trim_end(runs: &mut Runs) {
    loop {
        match runs.last_mut() {
            Some(Run::Break) => {
                runs.pop();
            }
            Some(Run::Text(text)) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    break;
                }
                runs.pop();
            }
            Some(_) | None => break,
        }
    }
    while matches!(runs.first(), Some(Run::Break)) {
        runs.remove(0);
    }
}

/// Takes no-break spaces from both ends.
pub(super) fn trim_no_breaks(runs: &mut Runs) {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2007}');
    if let Some(Run::Text(text)) = runs.first_mut() {
        *text = text.trim_start_matches(blank).to_string();
    }
    if let Some(Run::Text(text)) = runs.last_mut() {
        text.truncate(text.trim_end_matches(blank).len());
    }
    runs.retain(|run| !is_nothing(run));
}

/// A run that is one style as a whole, without it.
pub(in crate::import) fn unwrapped(mut runs: Runs) -> Runs {
    while let [Run::Styled(Style::Strong | Style::Emphasis, _)] = runs.as_slice() {
        if let Some(Run::Styled(_, within)) = runs.pop() {
            runs = within;
        }
    }
    runs
}

/// The first `length` bytes of the plain words of runs.
pub(in crate::import) fn cut_to(runs: Runs, length: usize) -> Runs {
    let mut left = length;
    let mut out = Vec::new();
    for run in runs {
        if left == 0 {
            break;
        }
        let own = plain(std::slice::from_ref(&run)).len();
        if own <= left {
            left -= own;
            out.push(run);
            continue;
        }
        match run {
            Run::Text(text) => out.push(Run::Text(text[..left].to_string())),
            Run::Styled(style, runs) => out.push(Run::Styled(style, cut_to(runs, left))),
            Run::Link { to, runs } => {
                out.push(Run::Link { to, runs: cut_to(runs, left) })
            }
            Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {}
        }
        left = 0;
    }
    out
}

/// Takes the dash off that the source of a quotation begins with.
pub(in crate::import) fn undashed(runs: Runs, at: Span, report: &mut Report) -> Runs {
    let mut runs = tidy(runs);
    let mut first = runs.first_mut();
    while let Some(Run::Styled(_, within)) = first {
        first = within.first_mut();
    }
    if let Some(Run::Text(text)) = first {
        let kept = text.trim_start_matches(['—', '–', '―', '-', ' ', '\u{a0}', '~']);
        report.cut(at, &text[..text.len() - kept.len()], Fate::Markup);
        *text = kept.to_string();
    }
    tidy(runs)
}

/// Whether runs have nothing but pictures and white space.
pub(in crate::import) fn only_pictures(runs: &[Run]) -> bool {
    let mut any = false;
    are_pictures_or_blank(runs, &mut any) && any
}

/// Looks at each run once, however deep they are nested; says in `any` whether a picture is among them.
fn are_pictures_or_blank(runs: &[Run], any: &mut bool) -> bool {
    runs.iter().all(|run| match run {
        Run::Picture(_) => {
            *any = true;
            true
        }
        Run::Break => true,
        Run::Text(text) => text.trim().is_empty(),
        Run::Styled(_, runs) | Run::Link { runs, .. } => are_pictures_or_blank(runs, any),
        Run::Code(_) | Run::Note(_) => false,
    })
}

/// The pictures of runs, those in styles and links too.
pub(in crate::import) fn pictures(runs: &[Run]) -> Vec<Picture> {
    let mut out = Vec::new();
    for run in runs {
        match run {
            Run::Picture(picture) => out.push(picture.clone()),
            Run::Styled(_, runs) | Run::Link { runs, .. } => out.extend(pictures(runs)),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Break => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_stand_outside_of_styles_and_neighbours_join() {
        let em = |words: &str| Run::Styled(Style::Emphasis, text(words));
        let tidied = tidy(vec![
            Run::Text("  the".into()),
            em(" Ruth "),
            em("came"),
            Run::Text("\n here ".into()),
            Run::Break,
        ]);
        let expected =
            vec![Run::Text("the ".into()), em("Ruth came"), Run::Text(" here".into())];
        assert_eq!(tidied, expected);
    }

    #[test]
    fn deep_runs_are_looked_at_once() {
        let mut runs = text(" ");
        for _ in 0..60 {
            runs = vec![Run::Styled(Style::Emphasis, runs), Run::Text(" ".into())];
        }
        assert!(!only_pictures(&runs));
    }

    #[test]
    fn pieces_of_one_style_are_one() {
        let em = |words: &str| Run::Styled(Style::Emphasis, text(words));
        assert_eq!(tidy(vec![em("Ru"), em("th")]), vec![em("Ruth")]);
    }
}
