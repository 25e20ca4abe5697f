//! Where the lines of the files begin, found once a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{FileId, Files, Place, Span};

/// Places of spans, found through an index of the lines.
pub(super) struct Lines<'f> {
    files: &'f Files,
    starts: BTreeMap<FileId, (Arc<str>, Vec<usize>)>,
    /// The last column that was counted: file, line start, byte, column. Findings come in
    /// order, so that a line of a megabyte is counted once, not once a finding.
    last: Option<(FileId, usize, usize, usize)>,
}

impl<'f> Lines<'f> {
    /// No file indexed yet.
    pub fn new(files: &'f Files) -> Lines<'f> {
        Lines { files, starts: BTreeMap::new(), last: None }
    }

    /// The path of a span's file, with `/` on every system.
    pub fn path(&self, span: Span) -> String {
        self.files.path(span.file).display().to_string().replace('\\', "/")
    }

    /// The text of a span's file, and a copy of the span that is sure to lie in it.
    pub fn text(&mut self, span: Span) -> (Arc<str>, std::ops::Range<usize>) {
        let text = Arc::clone(&self.index(span.file).0);
        let floor = |at: u32| {
            let mut at = (at as usize).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start);
        let end = floor(span.end).max(start);
        (Arc::clone(&text), start..end)
    }

    /// The line of a byte, from 0, and where it begins.
    pub fn line(&mut self, file: FileId, byte: usize) -> (usize, usize) {
        let starts = &self.index(file).1;
        let line = starts.partition_point(|&start| start <= byte).max(1) - 1;
        (line, starts[line])
    }

    /// Where a span begins and ends, for people.
    pub fn places(&mut self, span: Span) -> (Place, Place) {
        let (_, range) = self.text(span);
        (self.place(span.file, range.start), self.place(span.file, range.end))
    }

    fn place(&mut self, file: FileId, byte: usize) -> Place {
        let (line, start) = self.line(file, byte);
        let text = Arc::clone(&self.index(file).0);
        let (from, counted) = match self.last {
            Some((f, s, at, column)) if f == file && s == start && at <= byte => {
                (at, column)
            }
            Some(_) | None => (start, 1),
        };
        let column = counted + text[from..byte].chars().count();
        self.last = Some((file, start, byte, column));
        Place { line: line + 1, column }
    }

    fn index(&mut self, file: FileId) -> &(Arc<str>, Vec<usize>) {
        self.starts.entry(file).or_insert_with(|| {
            let text = self.files.text(file);
            let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
            (text, starts)
        })
    }
}
