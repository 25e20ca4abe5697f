//! The files of one build, kept for as long as a message may point into them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{FileId, Span};
use crate::id::Arena;

/// One source file: what it is called in messages, and its text.
#[derive(Clone, Debug)]
pub struct File {
    /// The path as the user would write it, relative to where the command runs.
    pub path: PathBuf,
    /// The text: UTF-8, without a byte order mark, with `\n` as the only line end.
    pub text: Arc<str>,
}

/// A place to show to a person: line and column count characters from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// All files that a build has read, in the order it read them.
#[derive(Clone, Debug, Default)]
pub struct Files(Arena<File>);

impl Files {
    /// How many bytes all of them have.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|(_, file)| file.text.len()).sum()
    }

    /// Adds a file's text. A byte order mark is dropped and CRLF becomes LF, so spans
    /// count the bytes of what an editor shows.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: &str) -> FileId {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text: Arc<str> = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n").into()
        } else {
            text.into()
        };
        self.0.push(File { path: path.into(), text })
    }

    /// The text of a file, shared.
    pub fn text(&self, file: FileId) -> Arc<str> {
        Arc::clone(&self.0[file].text)
    }

    /// The path of a file, for messages.
    pub fn path(&self, file: FileId) -> &Path {
        &self.0[file].path
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.0[span.file].text.get(span.range()).unwrap_or("")
    }

    /// Where a span begins.
    pub fn place(&self, span: Span) -> Place {
        place(&self.0[span.file].text, span.start as usize)
    }
}

fn place(text: &str, byte: usize) -> Place {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        line: before.bytes().filter(|&b| b == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_not_bytes() {
        let mut files = Files::default();
        let id = files.add("a.md", "\u{feff}é\r\nüx\n");
        assert_eq!(&*files.text(id), "é\nüx\n");
        let place = files.place(Span::new(id, 5..6));
        assert_eq!(place, Place { line: 2, column: 2 });
    }
}
