//! From the text of a file to what is taken of it.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::{Guide, Reader};
use crate::diag::{Reported, Sink};
use crate::source::{FileId, syntax};

/// What was taken of a file.
pub(crate) struct Taken<T> {
    /// What it was made into.
    pub value: T,
    /// The lines that are no TOML; the last may reach to the end of the file.
    pub broken: Vec<Range<usize>>,
    /// The proof that something in it is an error, and is reported.
    pub failed: Option<Reported>,
}

/// Parses a text and takes what `take` wants of it; all that is wrong is reported, in the
/// order of the text.
pub(crate) fn read<T>(
    file: FileId,
    text: &str,
    guide: &'static Guide,
    sink: &mut Sink,
    take: impl FnOnce(&mut Reader<'_>, &Spanned<DeTable<'_>>) -> T,
) -> Taken<T> {
    // Own sink: what is found key by key is put in the order of the text.
    let mut own = Sink::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax = syntax(&errors, file, text, 0..text.len(), guide.reference);
    let broken = !errors.is_empty();
    let mut reader = Reader { file, guide, sink: &mut own, broken, opened: Vec::new() };
    let value = take(&mut reader, &table);
    let mut found = own.into_found();
    // What the parser made of a broken line is not what its author wrote.
    found.retain(|diagnostic| !syntax.covers(diagnostic.at));
    found.extend(syntax.found);
    found.sort_by_key(|diagnostic| diagnostic.at.map(|span| (span.start, span.end)));
    let mut own = Sink::default();
    found.into_iter().for_each(|diagnostic| own.report(diagnostic));
    let failed = own.failed();
    sink.merge(own);
    Taken { value, broken: syntax.broken, failed }
}
