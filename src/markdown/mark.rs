//! Marks of the index: `[words]{index}`, `[words]{index="rivers > Churubusco"}`,
//! `[]{index="exile" begin}`, `[]{index="Bronstein" see="Trotsky"}`.

use std::ops::Range;

use super::attributes::{Attributes, Key};
use super::build::Builder;
use crate::diag::Code;
use crate::document::{AnchorId, Inline, InlineStyle, Inlines, retold};
use crate::info::Lang;
use crate::source::Span;

/// The words of an entry, from the first level to its own.
pub type Path = Vec<Inlines>;

/// A mark of the index.
#[derive(Clone, Debug)]
pub struct IndexMark {
    /// The entries it is for.
    pub entries: Vec<Path>,
    /// Where it stands; `None` where it only sends readers to other entries.
    pub place: Option<AnchorId>,
    /// How far the matter reaches.
    pub extent: Extent,
    /// The entries that stand for these.
    pub see: Vec<Path>,
    /// The entries to look at besides.
    pub also: Vec<Path>,
    /// Where it stands in the source.
    pub span: Span,
}

/// How far the matter of a mark reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// It stands at this place.
    Here,
    /// It begins here.
    Begin,
    /// It ends here.
    End,
}

/// The most levels of an entry.
const LEVELS: usize = 3;

impl Builder<'_> {
    /// Takes the mark of the index out of a span's attributes; says where the span then is to
    /// have a place.
    pub(super) fn take_mark(
        &mut self,
        found: &mut Attributes,
        content: &Inlines,
        range: Range<usize>,
    ) -> Option<AnchorId> {
        let index = found.take(&["index"])?;
        if self.in_mark {
            let message = "a mark of the index stands within the entry of another";
            let help = "take it out; `;` parts the entries of one mark".to_string();
            self.report_with(Code::InvalidAttribute, message, index.range, Some(help));
            return None;
        }
        let see = found.take(&["see"]);
        let also = found.take(&["see-also"]);
        let begins = found.take(&["begin"]).is_some();
        let ends = found.take(&["end"]).is_some();
        let entries = match &index.value {
            Some(value) => self.paths(value.clone()),
            None => {
                let words = self.in_its_language(retold(content), found, &range);
                Some(vec![words]).filter(|path| !path[0].is_empty()).into_iter().collect()
            }
        };
        if entries.is_empty() {
            let message = "this mark names no entry of the index";
            let help = "write `[words]{index}` or `[]{index=\"an entry\"}`".to_string();
            self.report_with(Code::InvalidAttribute, message, index.range, Some(help));
            return None;
        }
        let mut others = |key: Option<Key>| -> Vec<Path> {
            key.and_then(|key| key.value).map(|v| self.paths(v)).unwrap_or_default()
        };
        let (see, also) = (others(see), others(also));
        let place = (see.is_empty() && also.is_empty())
            .then(|| self.anchor("index-mark".into(), false, range.clone()));
        let extent = match (begins, ends) {
            (true, false) => Extent::Begin,
            (false, true) => Extent::End,
            (false, false) | (true, true) => Extent::Here,
        };
        let span = self.span(range);
        self.marks.push(IndexMark { entries, place, extent, see, also, span });
        place
    }

    /// Words of a span in the language that it states.
    fn in_its_language(
        &self,
        words: Inlines,
        found: &Attributes,
        range: &Range<usize>,
    ) -> Inlines {
        let stated = found.keys.iter().find(|key| key.name == "lang");
        let lang = stated.and_then(|key| Lang::parse(&self.src[key.value.clone()?]));
        match lang.filter(|_| !words.is_empty()) {
            Some(lang) => {
                let (style, span) =
                    (InlineStyle::Language(lang), self.span(range.clone()));
                vec![Inline::Styled { style, content: words, span }]
            }
            None => words,
        }
    }

    /// The entries that a value names: `;` between them, `>` between their levels.
    fn paths(&mut self, value: Range<usize>) -> Vec<Path> {
        let mut paths = Vec::new();
        self.in_mark = true;
        for entry in split(self.src, value, ';') {
            let levels = split(self.src, entry.clone(), '>');
            if levels.len() > LEVELS {
                let message =
                    format!("an entry of the index has {LEVELS} levels at most");
                self.report(Code::InvalidAttribute, message, entry);
            }
            let words = levels.into_iter().take(LEVELS);
            let path: Path = words
                .map(|level| retold(&self.inlines_of(level)))
                .filter(|words| !words.is_empty())
                .collect();
            if !path.is_empty() {
                paths.push(path);
            }
        }
        self.in_mark = false;
        paths
    }
}

/// The pieces of a range of a text between signs that no backslash stands before.
fn split(text: &str, range: Range<usize>, sign: char) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = range.start;
    let mut escaped = false;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        if c == sign && !escaped {
            pieces.push(from..at);
            from = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    pieces.push(from..range.end);
    let full = |piece: &Range<usize>| !text[piece.clone()].trim().is_empty();
    pieces.into_iter().filter(full).collect()
}
