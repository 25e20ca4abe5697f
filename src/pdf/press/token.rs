//! The words of a content stream (ISO 32000-1, 7.2), without a copy.

/// Whether a word is an operator, and not an operand.
pub(super) fn is_operator(token: &[u8]) -> bool {
    token
        .first()
        .is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'\'' | b'"'))
        && !matches!(token, b"true" | b"false" | b"null")
}

/// Words of a content stream; strings, arrays and dictionaries count as one each.
pub(super) struct Tokens<'c> {
    content: &'c [u8],
    at: usize,
}

impl<'c> Tokens<'c> {
    pub fn new(content: &'c [u8]) -> Tokens<'c> {
        Tokens { content, at: 0 }
    }

    /// The next word and where it begins; `None` at the end.
    pub fn next_token(&mut self) -> Option<(usize, &'c [u8])> {
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
