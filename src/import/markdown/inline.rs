//! Runs → one line of Markdown.

use super::super::manuscript::{Picture, Run, Style, plain};
use super::escape::{Place, Role, Sign, escaped};

/// A run as Markdown. In cells, headings and values line ends are what these take for one.
pub(super) fn written(runs: &[Run], place: Place, pictures: &[String]) -> String {
    let mut line = Line { signs: Vec::new(), place, pictures };
    line.add(runs, Role::Text);
    escaped(&line.signs, place)
}

struct Line<'a> {
    signs: Vec<Sign>,
    place: Place,
    pictures: &'a [String],
}

impl Line<'_> {
    fn markup(&mut self, text: &str) {
        self.signs.extend(text.chars().map(|c| Sign { c, role: Role::Markup }));
    }

    fn add(&mut self, runs: &[Run], role: Role) {
        for (at, run) in runs.iter().enumerate() {
            let next = runs.get(at + 1);
            match run {
                Run::Text(text) => {
                    self.signs.extend(text.chars().map(|c| Sign { c, role }));
                }
                Run::Code(code) => self.code(code),
                Run::Styled(style, runs) => self.styled(style, runs, role, next),
                Run::Link { to, runs } => {
                    self.markup("[");
                    self.add(runs, Role::Bracketed);
                    self.markup(&format!("]({})", address(to)));
                }
                Run::Note(number) => self.markup(&format!("[^{}]", number + 1)),
                Run::Picture(picture) => self.picture(picture),
                Run::Break => match self.place {
                    Place::Cell => self.markup("<br>"),
                    Place::Block | Place::Tail => self.markup("\\\n"),
                    Place::Heading | Place::Inline | Place::Value => self.markup(" "),
                },
            }
        }
    }

    fn styled(&mut self, style: &Style, runs: &[Run], role: Role, next: Option<&Run>) {
        let before = self.signs.last().copied();
        let star = |sign: Option<Sign>| {
            sign.is_some_and(|sign| sign.role == Role::Markup && sign.c == '*')
        };
        let next_stars = match next {
            Some(Run::Styled(Style::Emphasis | Style::Strong, _)) => true,
            Some(_) | None => false,
        };
        let (open, close) = match style {
            Style::Emphasis if next_stars || star(before) && !self.opens() => ("_", "_"),
            Style::Emphasis => ("*", "*"),
            Style::Strong if star(before) && !self.opens() => ("__", "__"),
            Style::Strong => ("**", "**"),
            Style::Strike => ("~~", "~~"),
            Style::Superscript | Style::Subscript => {
                let words = plain(runs);
                let short = (1..=10).contains(&words.chars().count())
                    && words.chars().all(|c| c.is_alphanumeric());
                match (short, style) {
                    (true, Style::Superscript) => ("^", "^"),
                    (true, _) => ("~", "~"),
                    (false, _) => ("", ""),
                }
            }
            Style::SmallCaps | Style::Language(_) => {
                self.markup("[");
                self.add(runs, Role::Bracketed);
                match style {
                    Style::Language(tag) => self.markup(&format!("]{{lang={tag}}}")),
                    Style::SmallCaps
                    | Style::Emphasis
                    | Style::Strong
                    | Style::Strike
                    | Style::Superscript
                    | Style::Subscript => self.markup("]{.smallcaps}"),
                }
                return;
            }
        };
        // What stands in a word, but ends in a point, could neither open nor close.
        let (lead, within, tail) = self.fitting(runs, next);
        self.add(&lead, role);
        if !within.is_empty() {
            self.markup(open);
            self.add(&within, role);
            self.markup(close);
        }
        self.add(&tail, role);
    }

    /// Whether the markup that stands last opens something.
    fn opens(&self) -> bool {
        let stars = self.signs.iter().rev().take_while(|sign| sign.c == '*').count();
        let before = self.signs.len().checked_sub(stars + 1).map(|at| self.signs[at]);
        before.is_none_or(|sign| sign.c.is_whitespace())
    }

    /// Parts a styled run from the points at its ends that would keep its markup from being read.
    fn fitting(
        &self,
        runs: &[Run],
        next: Option<&Run>,
    ) -> (Vec<Run>, Vec<Run>, Vec<Run>) {
        let mut runs = runs.to_vec();
        let (mut lead, mut tail) = (Vec::new(), Vec::new());
        let joins = |c: char| !c.is_whitespace() && !is_point(c);
        if self.signs.last().is_some_and(|sign| joins(sign.c)) {
            while let Some(Run::Text(text)) = runs.first_mut() {
                let kept = text.trim_start_matches(is_point);
                if kept.len() < text.len() {
                    lead.push(Run::Text(text[..text.len() - kept.len()].to_string()));
                    *text = kept.to_string();
                }
                if !text.is_empty() {
                    break;
                }
                runs.remove(0);
            }
        }
        if first_sign(next).is_some_and(joins) {
            while let Some(Run::Text(text)) = runs.last_mut() {
                let kept = text.trim_end_matches(is_point).len();
                if kept < text.len() {
                    tail.insert(0, Run::Text(text.split_off(kept)));
                }
                if !text.is_empty() {
                    break;
                }
                runs.pop();
            }
        }
        (lead, runs, tail)
    }

    fn code(&mut self, code: &str) {
        let code: String = code.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = match code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) {
            true => " ",
            false => "",
        };
        self.markup(&fence);
        self.markup(pad);
        self.signs.extend(code.chars().map(|c| Sign { c, role: Role::Code }));
        self.markup(pad);
        self.markup(&fence);
    }

    fn picture(&mut self, picture: &Picture) {
        let path = self.pictures.get(picture.file).map_or("", String::as_str);
        self.markup("![");
        if let (Some(alt), false) = (&picture.alt, picture.decorative) {
            let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
            self.signs.extend(alt.chars().map(|c| Sign { c, role: Role::Bracketed }));
        }
        self.markup(&format!("]({})", address(path)));
        if picture.decorative {
            self.markup("{decorative}");
        }
    }
}

/// Punctuation, as CommonMark reckons it where emphasis begins and ends.
fn is_point(c: char) -> bool {
    c.is_ascii_punctuation() || !c.is_alphanumeric() && !c.is_whitespace()
}

/// The sign that a run begins with, where it is known without writing it.
fn first_sign(run: Option<&Run>) -> Option<char> {
    match run? {
        Run::Text(text) | Run::Code(text) => text.chars().next(),
        Run::Styled(_, runs) => first_sign(runs.first()),
        Run::Link { .. } | Run::Note(_) | Run::Picture(_) | Run::Break => None,
    }
}

/// An address between round brackets.
fn address(to: &str) -> String {
    let mut out = String::with_capacity(to.len());
    for c in to.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '"' | '`' | '*' | '|' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            c if c.is_control() || c.is_whitespace() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            c => out.push(c),
        }
    }
    out
}
