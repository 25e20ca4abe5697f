//! What an editor must know of an import: what was guessed, dropped, changed or is doubtful.
//!
//! Every finding has its place in the input. What is not among the words of the article any more
//! is kept as a [`Cut`] besides, so that input and output can be held against one another.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

/// Words of the input that do not stand where they stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cut {
    /// Where they stood.
    pub at: Span,
    /// The words, as they were.
    pub text: String,
    /// What became of them.
    pub fate: Fate,
}

/// What became of words that were taken out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// They are in no output.
    Dropped,
    /// They stand in the front matter.
    FrontMatter,
    /// Markup says the same: the signs of a list, the marks around a quotation.
    Markup,
    /// It divided a word at the end of a line: a hyphen, and the break behind it.
    Divided,
}

/// Collects what is to be told.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub sink: Sink,
    pub cuts: Vec<Cut>,
}

/// How much of a text a message quotes.
const QUOTED: usize = 60;

/// How much of what never was part of a text.
const QUOTED_OF_FURNITURE: usize = 120;

impl Report {
    fn tell(&mut self, code: Code, at: Span, message: String, help: &str) {
        let mut found = Diagnostic::new(code, message).at(at);
        if !help.is_empty() {
            found = found.help(help);
        }
        self.sink.report(found);
    }

    /// Adds all that another has gathered.
    pub fn append(&mut self, other: Report) {
        for found in other.sink.found() {
            self.sink.report(found.clone());
        }
        self.cuts.extend(other.cuts);
    }

    /// Something was taken for what it may not be.
    pub fn guess(&mut self, at: Span, message: impl Into<String>, help: &str) {
        self.tell(Code::ImportGuess, at, message.into(), help);
    }

    /// Nobody but an editor can tell.
    pub fn doubt(&mut self, at: Span, message: impl Into<String>, help: &str) {
        self.tell(Code::ImportDoubt, at, message.into(), help);
    }

    /// What looks like a slip stays as it is.
    pub fn slip(&mut self, at: Span, message: impl Into<String>, help: &str) {
        self.tell(Code::ImportSlip, at, message.into(), help);
    }

    /// Signs became others that say the same.
    pub fn change(&mut self, at: Span, message: impl Into<String>, help: &str) {
        self.tell(Code::ImportConverted, at, message.into(), help);
    }

    /// Words are in no output; the message quotes them whole.
    pub fn drop(&mut self, at: Span, what: &str, text: &str) {
        let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = match whole.is_empty() {
            true => what.to_string(),
            false => format!("{what}: {whole}"),
        };
        self.tell(Code::ImportDropped, at, message, "");
        self.cut(at, text, Fate::Dropped);
    }

    /// Words that were none of the text, as menus are, are in no output; the message quotes their
    /// beginning and says how many they are.
    pub fn drop_furniture(&mut self, at: Span, what: &str, text: &str) {
        let begins = beginning(text, QUOTED_OF_FURNITURE);
        let message = match begins.ends_with('…') {
            true => {
                let count = text.split_whitespace().count();
                format!("{what}: {begins} ({count} words)")
            }
            false => format!("{what}: {begins}"),
        };
        self.tell(Code::ImportDropped, at, message, "");
        self.cut(at, text, Fate::Dropped);
    }

    /// Half of what belongs together is missing.
    pub fn unpaired(&mut self, at: Span, message: impl Into<String>, help: &str) {
        self.tell(Code::ImportUnpaired, at, message.into(), help);
    }

    /// Something without words is left out.
    pub fn leave_out(&mut self, at: Span, what: impl Into<String>, help: &str) {
        self.tell(Code::ImportDropped, at, what.into(), help);
    }

    /// Remembers words that stand elsewhere; what is told of them is told by another finding.
    pub fn cut(&mut self, at: Span, text: &str, fate: Fate) {
        if !text.trim().is_empty() {
            self.cuts.push(Cut { at, text: text.to_string(), fate });
        }
    }
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    beginning(text, QUOTED)
}

fn beginning(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        None => text,
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').filter(|cut| *cut > most / 2).unwrap_or(end);
            format!("{} …", &text[..cut])
        }
    }
}
