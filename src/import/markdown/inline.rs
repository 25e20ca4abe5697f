//! Runs → one line of Markdown.

use super::super::manuscript::{Picture, Run, Style, can_be_raised, plain};
use super::escape::{Place, Role, Sign, escaped};

/// A run as Markdown. In cells, headings and values line ends are what these take for one.
pub(super) fn written(runs: &[Run], place: Place, pictures: &[String]) -> String {
    let mut line = Line {
        signs: Vec::new(),
        place,
        pictures,
        opened: false,
        closed_on_point: false,
        noted: false,
    };
    line.add(runs, Role::Text);
    escaped(&line.signs, place)
}

struct Line<'a> {
    signs: Vec<Sign>,
    place: Place,
    pictures: &'a [String],
    /// The markup that stands last opens something.
    opened: bool,
    /// The markup that stands last closes something that ends in a point.
    closed_on_point: bool,
    /// The marker of a note stands last, which brackets behind it would make something else.
    noted: bool,
}

impl Line<'_> {
    fn markup(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.closed_on_point = false;
        if std::mem::take(&mut self.noted)
            && text.starts_with(['[', '('])
            && !text.starts_with("[^")
        {
            self.part();
        }
        self.signs.extend(text.chars().map(|c| Sign { c, role: Role::Markup }));
    }

    fn add(&mut self, runs: &[Run], role: Role) {
        for (at, run) in runs.iter().enumerate() {
            let next = runs.get(at + 1);
            match run {
                Run::Text(text) => {
                    let points = text.starts_with(['[', '(', ':', '{']);
                    if std::mem::take(&mut self.closed_on_point)
                        && text.starts_with(joins)
                        || std::mem::take(&mut self.noted) && points
                    {
                        self.part();
                    }
                    self.opened = false;
                    self.signs.extend(text.chars().map(|c| Sign { c, role }));
                }
                Run::Code(code) => self.code(code),
                Run::Styled(style, runs) => self.styled(style, runs, role, next),
                Run::Link { to, runs } => {
                    self.markup("[");
                    self.add(runs, Role::Bracketed);
                    self.markup(&format!("]({})", address(to)));
                }
                Run::Note(number) => {
                    self.markup(&format!("[^{}]", number + 1));
                    self.noted = true;
                }
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
        let sign = match style {
            Style::Emphasis => "*",
            Style::Strong => "**",
            Style::Strike => "~~",
            Style::Superscript | Style::Subscript => {
                match (can_be_raised(&plain(runs)), style == &Style::Superscript) {
                    (true, true) => "^",
                    (true, false) => "~",
                    (false, _) => "",
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
        // Raised and lowered letters are looked for everywhere.
        let raised = matches!(sign, "^" | "~");
        let (lead, within, tail) = match raised {
            true => (Vec::new(), runs.to_vec(), Vec::new()),
            false => self.fitting(runs, next),
        };
        self.add(&lead, role);
        if !within.is_empty() {
            let before = self.signs.last().copied();
            let closed = before
                .is_some_and(|it| it.role == Role::Markup && sign.starts_with(it.c));
            let joined =
                before.is_some_and(|it| joins(it.c)) && edge(within.first(), false);
            // Three tildes begin a block of code.
            let tilde = |line: &Self| {
                let last = line.signs.last();
                sign.starts_with('~')
                    && last.is_some_and(|it| it.role == Role::Markup && it.c == '~')
            };
            if closed && !self.opened
                || joined && !raised && !sign.is_empty() && sign.len() < 3
                || tilde(self)
            {
                self.part();
            }
            self.markup(sign);
            self.opened = true;
            self.add(&within, role);
            if tilde(self) {
                self.part();
            }
            self.markup(sign);
            self.opened = false;
            let raised = matches!(style, Style::Superscript | Style::Subscript);
            self.closed_on_point =
                !sign.is_empty() && (raised || edge(within.last(), true));
        }
        self.add(&tail, role);
    }

    /// Parts two signs that would be read as one. Comments are nothing.
    fn part(&mut self) {
        self.markup("<!-- -->");
    }

    /// Parts a styled run from the points at its ends that would keep its markup from being read.
    fn fitting(
        &self,
        runs: &[Run],
        next: Option<&Run>,
    ) -> (Vec<Run>, Vec<Run>, Vec<Run>) {
        let mut runs = runs.to_vec();
        let (mut lead, mut tail) = (Vec::new(), Vec::new());
        if self.signs.last().is_some_and(|sign| joins(sign.c)) {
            while let Some(Run::Text(text)) = runs.first_mut() {
                let kept = text.trim_start_matches(is_loose);
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
                let kept = text.trim_end_matches(is_loose).len();
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
        let code: String =
            code.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
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

/// Whether a sign beside emphasis may be as a letter is. What is neither letter nor plainly
/// punctuation, as signs without width, may be both.
fn joins(c: char) -> bool {
    !c.is_whitespace() && !is_plain_point(c)
}

fn is_loose(c: char) -> bool {
    c.is_whitespace() || is_point(c)
}

/// Whether a run begins, or ends, with a point as it is written.
fn edge(run: Option<&Run>, last: bool) -> bool {
    match run {
        Some(Run::Text(text)) if last => text.chars().next_back().is_some_and(is_point),
        Some(Run::Text(text)) => text.chars().next().is_some_and(is_point),
        Some(_) | None => true,
    }
}

/// Whether a sign may be punctuation, as CommonMark reckons it where emphasis begins and ends.
fn is_point(c: char) -> bool {
    // Letters in circles and squares are symbols.
    matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
        || !c.is_alphanumeric() && !c.is_whitespace()
}

/// Whether a sign is punctuation beyond doubt.
fn is_plain_point(c: char) -> bool {
    c.is_ascii_punctuation()
        || is_point(c)
            && matches!(
                c,
                '\u{a1}'..='\u{ac}'
                    | '\u{ae}'..='\u{bf}'
                    | '×'
                    | '÷'
                    | '\u{2010}'..='\u{2027}'
                    | '\u{2030}'..='\u{205e}'
                    | '\u{20a0}'..='\u{20bf}'
                    | '\u{3001}'..='\u{3003}'
                    | '\u{3008}'..='\u{3011}'
                    | '\u{3014}'..='\u{301f}'
            )
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
