//! Signs of the text that our reader would take for markup get a backslash, and no others.
//!
//! A line is built of signs that know whether they are text or markup; each is judged by its
//! neighbours, as CommonMark and [`crate::markdown`] judge them.

/// One sign of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sign {
    pub c: char,
    pub role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Of the text.
    Text,
    /// Of the text, between brackets of ours.
    Bracketed,
    /// Code, which stands as it is.
    Code,
    /// Markup of ours.
    Markup,
}

/// Where a run stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// In a block of its own: the beginnings of its lines count.
    Block,
    /// The first words of a quotation's last paragraph, which must not seem its source.
    Tail,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// A title in the front matter, or a caption behind `Table:`.
    Inline,
    /// Between straight quotation marks in braces.
    Value,
}

/// The signs as Markdown. Line ends in them part lines.
pub(super) fn escaped(signs: &[Sign], place: Place) -> String {
    let mut out = String::with_capacity(signs.len() + 16);
    let mut line = 0;
    for (at, sign) in signs.iter().enumerate() {
        if sign.c == '\n' {
            line = at + 1;
        }
        let slash = match sign.role {
            Role::Text | Role::Bracketed => {
                means_something(signs, at, place) || at_line_start(signs, line, at, place)
            }
            Role::Code => sign.c == '|' && place == Place::Cell,
            Role::Markup => false,
        };
        // A dash cannot be escaped, only kept as it is.
        if at == 0 && place == Place::Tail && matches!(sign.c, '—' | '–' | '―') {
            out.push_str(&format!("[{}]{{.asis}}", sign.c));
            continue;
        }
        if slash {
            out.push('\\');
        }
        out.push(sign.c);
    }
    out
}

fn is_text(sign: &Sign) -> bool {
    matches!(sign.role, Role::Text | Role::Bracketed)
}

/// Whether a sign of the text would be markup wherever it stands in a line.
fn means_something(signs: &[Sign], at: usize, place: Place) -> bool {
    let sign = signs[at];
    let before = at.checked_sub(1).map(|at| signs[at]);
    let after = signs.get(at + 1).copied();
    let next = after.map_or('\n', |sign| sign.c);
    let prev = before.map_or('\n', |sign| sign.c);
    let apart = prev.is_whitespace() && next.is_whitespace();
    let next_is_markup = after.is_some_and(|sign| sign.role == Role::Markup);
    match sign.c {
        '\\' => next == '\n' || next.is_ascii_punctuation() || after.is_none(),
        '*' | '~' | '^' => !apart,
        '_' => {
            let within = |sign: Option<Sign>| {
                sign.is_some_and(|sign| is_text(&sign) && sign.c.is_alphanumeric())
            };
            let between = within(before) && within(after);
            !(apart || between)
        }
        '`' => true,
        '[' => sign.role == Role::Bracketed || next == '^',
        ']' => {
            sign.role == Role::Bracketed
                || matches!(next, '(' | '[' | '{')
                || next == ':' && defines(signs, at)
        }
        '!' => next_is_markup && next == '[',
        '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
        '&' => is_entity(&signs[at + 1..]),
        '{' => {
            // A group of attributes may begin with spaces.
            let first = signs[at + 1..].iter().find(|sign| !matches!(sign.c, ' ' | '\t'));
            first
                .is_some_and(|sign| matches!(sign.c, '#' | '.') || sign.c.is_alphabetic())
                || before.is_some_and(|sign| sign.role != Role::Text)
        }
        '|' => place == Place::Cell,
        '"' => place == Place::Value,
        '#' => {
            let rest = &signs[at..];
            place == Place::Heading && rest.iter().all(|sign| sign.c == '#')
        }
        _ => false,
    }
}

/// Whether the `]` closes what seems the name of an address: `[name]:` at the beginning of a line.
fn defines(signs: &[Sign], at: usize) -> bool {
    let start =
        signs[..at].iter().rposition(|sign| sign.c == '\n').map_or(0, |at| at + 1);
    signs.get(start).is_some_and(|sign| sign.c == '[')
}

/// Whether `&` begins what HTML calls by a name or a number.
fn is_entity(rest: &[Sign]) -> bool {
    let name = rest.iter().take(32).position(|sign| sign.c == ';').unwrap_or(0);
    let signs = &rest[..name];
    let Some((first, others)) = signs.split_first() else { return false };
    let plain = |sign: &Sign| sign.c.is_ascii_alphanumeric();
    (first.c == '#' && !others.is_empty() || plain(first)) && others.iter().all(plain)
}

/// Whether a sign begins a block where it stands in its line.
fn at_line_start(signs: &[Sign], line: usize, at: usize, place: Place) -> bool {
    match place {
        Place::Block | Place::Tail => {}
        Place::Heading | Place::Cell | Place::Inline | Place::Value => return false,
    }
    // What begins a block is short.
    if at > line + 10 {
        return false;
    }
    let rest = &signs[line..];
    let end = rest.iter().position(|sign| sign.c == '\n').unwrap_or(rest.len());
    let rest = &rest[..end];
    let ends = |at: usize| rest.get(at).is_none_or(|sign| sign.c.is_whitespace());
    let c = signs[at].c;
    if at > line {
        // `1.` and `1)`
        let digits = at - line;
        let number = digits <= 9
            && matches!(c, '.' | ')')
            && rest[..digits].iter().all(|sign| sign.c.is_ascii_digit());
        return number && ends(digits + 1);
    }
    let only = |c: char| rest.iter().all(|sign| sign.c == c || sign.c.is_whitespace());
    match c {
        '#' => {
            let count = rest.iter().take_while(|sign| sign.c == '#').count();
            count <= 6 && ends(count)
        }
        '>' => true,
        '-' if place == Place::Tail => true,
        '-' => ends(1) || only('-') || is_rule(rest),
        '+' => ends(1) || rest.iter().take(3).filter(|sign| sign.c == '+').count() == 3,
        '*' => ends(1),
        ':' => true,
        '=' => only('='),
        '|' => is_rule(rest),
        _ => false,
    }
}

/// Whether a line seems the one below a table's head.
fn is_rule(line: &[Sign]) -> bool {
    line.iter().any(|sign| sign.c == '-')
        && line.iter().all(|sign| matches!(sign.c, '|' | '-' | ':' | ' '))
}
