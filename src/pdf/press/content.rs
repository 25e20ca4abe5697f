//! Content streams, looked through operator by operator (ISO 32000-1, 7.8.2): black alone is to
//! overprint what lies below it, everything else to knock it out.
//!
//! An overprinting black leaves the colours below it in place, so that no white shows at its edges
//! where the inks are not laid on each other exactly. White, and black mixed of several inks, must
//! never do so: the one would vanish, the other change its colour.

/// Which of fill and stroke overprint: the four states of graphics that are named in resources.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Overprint {
    pub fill: bool,
    pub stroke: bool,
}

impl Overprint {
    pub const ALL: [Overprint; 4] = [
        Overprint { fill: false, stroke: false },
        Overprint { fill: true, stroke: false },
        Overprint { fill: false, stroke: true },
        Overprint { fill: true, stroke: true },
    ];

    /// Its name in resources.
    pub fn name(self) -> &'static str {
        match (self.fill, self.stroke) {
            (false, false) => "OpNone",
            (true, false) => "OpFill",
            (false, true) => "OpStroke",
            (true, true) => "OpBoth",
        }
    }
}

#[derive(Clone, Copy, Default)]
struct State {
    /// What the inks ask for.
    wanted: Overprint,
    /// What is set.
    set: Overprint,
}

/// A stream in which black overprints; `None` where nothing in it is black.
pub(super) fn overprinted(content: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(content.len() + content.len() / 16 + 64);
    let mut stack: Vec<State> = Vec::new();
    let mut state = State::default();
    let mut operands: Vec<&[u8]> = Vec::new();
    let mut changed = false;
    let mut tokens = Tokens { content, at: 0 };
    let mut copied = 0;
    while let Some((start, token)) = tokens.next_token() {
        if !is_operator(token) {
            operands.push(token);
            continue;
        }
        match token {
            b"q" => stack.push(state),
            b"Q" => state = stack.pop().unwrap_or_default(),
            b"k" => state.wanted.fill = black_alone(&operands),
            b"K" => state.wanted.stroke = black_alone(&operands),
            b"g" | b"rg" | b"cs" | b"sc" | b"scn" => state.wanted.fill = false,
            b"G" | b"RG" | b"CS" | b"SC" | b"SCN" => state.wanted.stroke = false,
            // A form begins as it is called; forms expect nothing.
            b"Do" => state.wanted = Overprint::default(),
            _ => {}
        }
        let restored = matches!(token, b"q" | b"Q");
        if !restored && state.wanted != state.set {
            let set = format!("/{} gs\n", state.wanted.name());
            // Before the operator's operands, so that none of them is parted from it.
            let from = operands.first().map_or(start, |first| {
                first.as_ptr() as usize - content.as_ptr() as usize
            });
            out.extend_from_slice(&content[copied..from]);
            out.extend_from_slice(set.as_bytes());
            copied = from;
            state.set = state.wanted;
            changed = true;
        }
        operands.clear();
    }
    if !changed {
        return None;
    }
    out.extend_from_slice(&content[copied..]);
    Some(out)
}

/// Whether four operands are black and no other ink.
fn black_alone(operands: &[&[u8]]) -> bool {
    let number = |text: &&[u8]| std::str::from_utf8(text).ok()?.parse::<f32>().ok();
    let inks: Option<Vec<f32>> = operands.iter().map(number).collect();
    inks.is_some_and(|inks| inks == [0.0, 0.0, 0.0, 1.0])
}

fn is_operator(token: &[u8]) -> bool {
    token
        .first()
        .is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'\'' | b'"'))
        && !matches!(token, b"true" | b"false" | b"null")
}

/// Words of a content stream; strings, arrays and dictionaries count as one each.
struct Tokens<'c> {
    content: &'c [u8],
    at: usize,
}

impl<'c> Tokens<'c> {
    fn next_token(&mut self) -> Option<(usize, &'c [u8])> {
        let rest = &self.content[self.at..];
        let skipped = rest.iter().position(|byte| !is_white(*byte))?;
        let start = self.at + skipped;
        let end = self.end(start);
        self.at = end;
        Some((start, &self.content[start..end]))
    }

    fn end(&self, start: usize) -> usize {
        let all = self.content;
        match all[start] {
            b'(' => string(all, start),
            b'<' if all.get(start + 1) != Some(&b'<') => hex(all, start),
            b'[' | b'<' => {
                let mut depth = 0_usize;
                let mut at = start;
                while at < all.len() {
                    match all[at] {
                        b'(' => {
                            at = string(all, at);
                            continue;
                        }
                        b'<' if all.get(at + 1) != Some(&b'<') && all[start] == b'[' => {
                            at = hex(all, at);
                            continue;
                        }
                        b'[' | b'<' => depth += 1,
                        b']' | b'>' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    at += 1;
                    if depth == 0 {
                        break;
                    }
                }
                at
            }
            b'%' => {
                let line =
                    all[start..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                line.map_or(all.len(), |length| start + length)
            }
            _ => {
                let word = all[start + 1..].iter().position(|byte| {
                    is_white(*byte)
                        || matches!(byte, b'(' | b'[' | b'<' | b'/' | b'%' | b']' | b'>')
                });
                word.map_or(all.len(), |length| start + 1 + length)
            }
        }
    }
}

/// The end of a string in hexadecimal digits.
fn hex(all: &[u8], start: usize) -> usize {
    let end = all[start..].iter().position(|byte| *byte == b'>');
    end.map_or(all.len(), |length| start + length + 1)
}

/// The end of a string in parentheses, which may hold others and escapes.
fn string(all: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < all.len() {
        match all[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(all.len())
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x0c | 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(content: &str) -> Option<String> {
        overprinted(content.as_bytes()).map(|out| String::from_utf8(out).expect("ASCII"))
    }

    #[test]
    fn black_alone_overprints_and_nothing_else_does() {
        let black = "q\n0 0 0 1 k\n1 2 m\nf\nQ\n";
        let wanted = "q\n/OpFill gs\n0 0 0 1 k\n1 2 m\nf\nQ\n";
        assert_eq!(done(black).as_deref(), Some(wanted));
        for other in [
            "q\n0 0 0 0 k\nf\nQ\n",
            "0 0 0 0.5 k f",
            "0.1 0 0 1 k f",
            "0 g f",
            "(0 0 0 1 k) Tj [(\\) 0 0 0 1 k) -3] TJ",
            "<</A 1 /B <00>>> BDC EMC",
            "[<0001> -3 (0 0 0 1 k)] TJ <30> Tj",
        ] {
            assert_eq!(done(other), None, "{other}");
        }
    }

    #[test]
    fn white_after_black_knocks_out_again() {
        let mixed = "0 0 0 1 k (a) Tj 0 0 0 0 k (b) Tj 0 0 0 1 K S";
        let wanted = "/OpFill gs\n0 0 0 1 k (a) Tj /OpNone gs\n0 0 0 0 k (b) Tj \
                      /OpStroke gs\n0 0 0 1 K S";
        assert_eq!(done(mixed).as_deref(), Some(wanted));
        let nested = "0 0 0 1 k q 0 0 0 0 k f Q f";
        let wanted = "/OpFill gs\n0 0 0 1 k q /OpNone gs\n0 0 0 0 k f Q f";
        assert_eq!(done(nested).as_deref(), Some(wanted));
        let form = "0 0 0 1 k /X Do";
        assert_eq!(
            done(form).as_deref(),
            Some("/OpFill gs\n0 0 0 1 k /OpNone gs\n/X Do")
        );
    }
}
