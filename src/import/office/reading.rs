//! What the readers of both formats keep while they read, and what both tell.

use std::collections::BTreeSet;

use roxmltree::NodeId;

use super::super::manuscript::{
    Block, Figure, Kind, Manuscript, Picture, PictureFile, Run, Runs, Style,
    can_be_raised, figures_mut, is_blank, only_pictures, plain, runs_mut, told_of_raised,
};
use super::super::report::{Cut, Fate, Report, short};
use super::super::{language, pictures};
use super::paragraphs::Lines;
use super::pieces::{self, Piece};
use super::styles::{Look, Role};
use super::symbols;
use crate::info::Lang;
use crate::source::{FileId, Span};

/// The addresses that links of a book may have begin so, and are no longer.
const SCHEMES: &[&str] =
    &["http://", "https://", "mailto:", "tel:", "doi:", "urn:", "ftp://"];
const LONGEST_ADDRESS: usize = 2000;

/// What is told of letters above others that say how these are read.
pub(super) const READING: &str = "the reading of signs is left out";

/// Where a picture stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    InLine,
    /// It floats, and the words flow around it.
    Beside,
}

/// A document while it is read.
pub(super) struct Reading<'a> {
    pub lines: &'a Lines,
    pub file: FileId,
    pub report: &'a mut Report,
    /// The language of most of the text; empty where none is stated.
    pub language: String,
    /// The place of the paragraph that is read.
    pub at: Span,
    /// How many tracked insertions were accepted.
    pub inserted: usize,
    pub in_note: bool,
    notes: Vec<Vec<Block>>,
    pictures: Vec<PictureFile>,
    /// Underlined words were told.
    underlined: bool,
    /// Words that are marked with a language that is not theirs were told.
    mismarked: bool,
    /// The signs without letters that were told, with their fonts.
    strange: BTreeSet<(String, char)>,
}

/// What is kept of the place where a note hangs.
pub(super) struct NotePlace {
    number: usize,
    at: Span,
}

impl<'a> Reading<'a> {
    pub fn new(lines: &'a Lines, file: FileId, report: &'a mut Report) -> Reading<'a> {
        Reading {
            lines,
            file,
            report,
            language: String::new(),
            at: Span::head(file),
            inserted: 0,
            in_note: false,
            notes: Vec::new(),
            pictures: Vec::new(),
            underlined: false,
            mismarked: false,
            strange: BTreeSet::new(),
        }
    }

    /// The place of a paragraph of a part.
    pub fn place(&self, part: usize, paragraph: NodeId) -> Span {
        self.lines.place(part, paragraph, self.file)
    }

    /// Words that are left out, if there are any.
    pub fn drop(&mut self, at: Span, what: &str, words: &str) {
        if !words.trim().is_empty() {
            self.report.drop(at, what, words);
        }
    }

    /// What a tracked change deleted.
    pub fn deleted(&mut self, at: Span, words: &str) {
        self.drop(at, "what was deleted, by a tracked change, is left out", words);
    }

    /// What a tracked change moved away from here.
    pub fn moved(&mut self, at: Span, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let message = format!(
            "a tracked change moved this from here; it stands where it was moved to: {}",
            short(words)
        );
        self.report.change(at, message, "");
        self.report.cut(at, words, Fate::Markup);
    }

    /// A remark in the margin; it may have no words.
    pub fn comment(&mut self, at: Span, author: &str, words: &str) {
        let by = if author.is_empty() { String::new() } else { format!(" by {author}") };
        self.report.drop(at, &format!("a comment{by} is left out"), words);
    }

    /// Tells, once of the whole, what was inserted by tracked changes.
    pub fn tell_inserted(&mut self) {
        if self.inserted > 0 {
            let message = format!(
                "tracked changes were accepted: what was inserted, in {} places, is part of the text",
                self.inserted
            );
            let help = "what was deleted is told where it stood";
            self.report.change(Span::head(self.file), message, help);
        }
    }

    /// Tells, once of the whole, what stands above and below the pages, which a book has its own for.
    pub fn tell_margins(&mut self, margins: &[String]) {
        for words in margins {
            let message =
                format!("what stands above or below every page is left out: {words}");
            self.report.leave_out(Span::head(self.file), message, "");
        }
    }

    /// Tells of a list that does not count with figures, at its first item.
    pub fn tell_labels(&mut self, label: &str) {
        let message = format!("a list counts {label}, and 1, 2, 3 here");
        let help = "look whether the text speaks of its items by their labels";
        self.report.doubt(self.at, message, help);
    }

    /// Words with the signs that a font of symbols shows in the places of theirs.
    pub fn with_signs(&mut self, words: String, font: Option<&str>) -> String {
        if !words.contains(symbols::is_private) {
            return words;
        }
        let font = font.unwrap_or("");
        let mut out = String::new();
        for c in words.chars() {
            let known = symbols::sign(font, c as u32).filter(|_| symbols::is_private(c));
            match known {
                Some(sign) => out.push(sign),
                None => {
                    let key = (font.to_string(), c);
                    if symbols::is_private(c) && self.strange.insert(key) {
                        let name = if font.is_empty() { "of symbols" } else { font };
                        let message = format!(
                            "a sign of the font {name}, number {:X}, has no letter that other fonts have",
                            c as u32
                        );
                        self.report.doubt(self.at, message, "put there what was meant");
                    }
                    out.push(c);
                }
            }
        }
        out
    }

    /// Tells of a formula, of which the letters alone are kept.
    pub fn tell_formula(&mut self, words: &str) {
        self.report.doubt(
            self.at,
            format!("a formula is taken as its letters: {words}"),
            "write it out, or make a picture of it",
        );
    }

    /// Tells of an item that counts on from another number than the one before it.
    pub fn tell_jump(&mut self, stated: u64, number: u64) {
        let message =
            format!("an item of a list has the number {stated}, and {number} here");
        let help = "look whether the text speaks of it by its number";
        self.report.doubt(self.at, message, help);
    }

    /// Gives words their look, and their language where it is not that of the text.
    pub fn dressed(&mut self, look: Look, language: Option<&str>, runs: Runs) -> Runs {
        if look.underline == Some(true) && !std::mem::replace(&mut self.underlined, true)
        {
            let message = format!(
                "underlined words are taken for emphasis: {}",
                short(&plain(&runs))
            );
            let help = "all of them are; take the stars away where they are wrong";
            self.report.guess(self.at, message, help);
        }
        let mut styles = look.styles();
        let raised =
            |style: &Style| matches!(style, Style::Superscript | Style::Subscript);
        let words = plain(&runs);
        let words = words.trim();
        if styles.iter().any(raised)
            && words.contains(char::is_alphanumeric)
            && !can_be_raised(words)
        {
            self.report.guess(self.at, told_of_raised(words), "");
        }
        let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
        if let Some(tag) = language.and_then(Lang::parse).map(|tag| tag.to_string())
            && first(&tag) != first(&self.language)
            && plain(&runs).split_whitespace().count() > 2
        {
            match language::is_rather(&plain(&runs), &tag, &self.language) {
                true => self.tell_mismarked(&tag, &plain(&runs)),
                false => styles.push(Style::Language(tag)),
            }
        }
        styles.into_iter().fold(runs, |runs, style| vec![Run::Styled(style, runs)])
    }

    /// Tells, once of the whole, of words that are marked with a language that is not theirs.
    fn tell_mismarked(&mut self, tag: &str, words: &str) {
        if std::mem::replace(&mut self.mismarked, true) {
            return;
        }
        let message = format!(
            "these words are marked as {tag} but are in the language of the text, which is believed here and elsewhere: {}",
            short(words)
        );
        let help = "where they are in another language, write `[…]{lang=…}` around them";
        self.report.guess(self.at, message, help);
    }

    /// Whether readers can follow an address; tells of one that they cannot.
    pub fn leads(&mut self, to: &str, words: &str) -> bool {
        let lower = to.to_lowercase();
        let known = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
        if known && to.len() <= LONGEST_ADDRESS {
            return true;
        }
        let what = match words.is_empty() {
            true => "a link".to_string(),
            false => format!("the link of “{}”", short(words)),
        };
        let message = format!(
            "{what} leads to `{}`, which no reader has, and is left out; its words stay",
            short(to)
        );
        self.report.leave_out(self.at, message, "");
        false
    }

    /// Tells of the link of a picture, which no figure has.
    pub fn tell_link_of_picture(&mut self, to: &str) {
        let message =
            format!("the link of a picture leads to `{}`, and is left out", short(to));
        self.report.leave_out(
            self.at,
            message,
            "where readers need it, write it into the caption",
        );
    }

    /// Where a link leads that has words; that of a picture alone is left out, and told.
    pub fn link_of_words(
        &mut self,
        to: Option<String>,
        runs: &Runs,
        holds_picture: impl Fn() -> bool,
    ) -> Option<String> {
        match to {
            Some(to) if (only_pictures(runs) || is_blank(runs)) && holds_picture() => {
                self.tell_link_of_picture(&to);
                None
            }
            to => to,
        }
    }

    /// Tells of the number of a page, which is another in a book.
    pub fn tell_page_number(&mut self, words: &str) {
        let message = format!(
            "a number of a page of the document stays in the text, `{}`",
            words.trim()
        );
        let help = "in the book the page is another; take the number out";
        self.report.doubt(self.at, message, help);
    }

    /// Leaves out a note that another note leads to.
    pub fn drop_note_in_note(&mut self, words: &str) {
        let at = self.at;
        self.drop(
            at,
            "a note within a note has no place in a book, and is left out",
            words,
        );
    }

    /// Begins a note.
    pub fn begin_note(&mut self) -> NotePlace {
        self.in_note = true;
        self.notes.push(Vec::new());
        NotePlace { number: self.notes.len() - 1, at: self.at }
    }

    /// Ends a note, and goes on where it hangs.
    pub fn end_note(&mut self, place: NotePlace, found: Vec<Piece>) -> usize {
        self.in_note = false;
        self.at = place.at;
        self.notes[place.number] = pieces::blocks(found, place.at, self.report);
        place.number
    }

    /// Puts a picture where it stands; one that cannot be used leaves a figure that is to come.
    #[expect(clippy::too_many_arguments, reason = "what a picture is, and where it goes")]
    pub fn put_picture(
        &mut self,
        name: &str,
        bytes: Option<Vec<u8>>,
        alt: Option<&str>,
        decorative: bool,
        place: Place,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        let at = self.at;
        match self.picture(name, bytes, alt, decorative) {
            Some(picture) if place == Place::InLine || self.in_note => out.push(picture),
            Some(picture) => {
                pieces.push(Piece::of(Role::Plain, vec![picture], at));
            }
            None => {
                if let Some(alt) = alt.map(str::trim).filter(|alt| !alt.is_empty()) {
                    self.drop(at, "the alternative text of that picture is", alt);
                }
                if !self.in_note {
                    let hint = Some(name.to_string());
                    let figure = Figure { hint, ..Figure::default() };
                    let figure = Block::new(Kind::Figure(figure), at);
                    pieces.push(Piece::Blocks(vec![figure]));
                }
            }
        }
    }

    /// Tells of pictures that float beside a paragraph with words, and come behind it.
    pub fn tell_floating(&mut self, runs: &Runs, pieces: &[Piece]) {
        let floats = pieces.iter().any(|piece| match piece {
            Piece::Paragraph { runs, .. } => matches!(runs.as_slice(), [Run::Picture(_)]),
            Piece::Table { .. } | Piece::Blocks(_) => false,
        });
        if floats && !is_blank(runs) {
            let message =
                "a picture that floats beside this paragraph stands behind it now";
            self.report.guess(self.at, message, "put it where it belongs");
        }
    }

    /// A picture by its bytes, `None` where the file has none; tells why one cannot be used.
    fn picture(
        &mut self,
        name: &str,
        bytes: Option<Vec<u8>>,
        alt: Option<&str>,
        decorative: bool,
    ) -> Option<Run> {
        let at = self.at;
        let Some(bytes) = bytes else {
            self.report.doubt(
                at,
                format!("the picture `{name}` is not in the file"),
                "put it into the article; a figure that is `pending` keeps its place in the text",
            );
            return None;
        };
        let file = match pictures::file(name, bytes, at) {
            Ok(file) => file,
            Err(why) => {
                self.report.doubt(
                    at,
                    format!("the picture `{name}` cannot be used: {why}"),
                    "save it as PNG or JPEG, and put it into the article; a figure that is `pending` keeps its place in the text",
                );
                return None;
            }
        };
        let known = self.pictures.iter().position(|known| known.bytes == file.bytes);
        let file = known.unwrap_or_else(|| {
            self.pictures.push(file);
            self.pictures.len() - 1
        });
        let mut alt = alt.map(str::trim).filter(|alt| !alt.is_empty());
        if let Some(label) = alt.filter(|alt| pictures::is_label(alt)) {
            let message = format!(
                "“{label}” is a label of the file and no alternative text, and is left out"
            );
            let help = "say between the brackets what the picture shows";
            self.report.leave_out(at, message, help);
            alt = None;
        }
        let alt = alt.map(str::to_string);
        Some(Run::Picture(Picture { file, alt, decorative }))
    }

    /// Tells where the words of a frame stand.
    pub fn tell_frame(&mut self, at: Span, words: &str) {
        let message = format!(
            "the words of a frame stand behind the paragraph that it hung on: {}",
            short(words)
        );
        self.report.guess(at, message, "put them where they belong");
    }

    /// Tells what was told of a part, at the place where it stands.
    pub fn adopt_report(&mut self, report: Report) {
        let at = self.at;
        let Report { sink, cuts } = report;
        for mut found in sink.into_found() {
            found.at = Some(at);
            self.report.sink.report(found);
        }
        self.report.cuts.extend(cuts.into_iter().map(|cut| Cut { at, ..cut }));
    }

    /// The blocks of a part, whose notes and pictures become those of the document.
    pub fn adopt(&mut self, manuscript: Manuscript) -> Vec<Block> {
        let Manuscript { mut blocks, mut notes, pictures, .. } = manuscript;
        let (first_note, first_picture) = (self.notes.len(), self.pictures.len());
        let at = self.at;
        for block in blocks.iter_mut().chain(notes.iter_mut().flatten()) {
            placed(block, at);
        }
        let mut shift = |runs: &mut Runs, _: Span| {
            shifted(runs, first_note, first_picture);
        };
        runs_mut(&mut blocks, &mut shift);
        notes.iter_mut().for_each(|note| runs_mut(note, &mut shift));
        figures_mut(&mut blocks, &mut |picture| picture.file += first_picture);
        self.notes.extend(notes);
        self.pictures.extend(pictures);
        blocks
    }

    /// Hands over what was gathered beside the text.
    pub fn finish(&mut self, manuscript: &mut Manuscript) {
        manuscript.notes = std::mem::take(&mut self.notes);
        manuscript.pictures = std::mem::take(&mut self.pictures);
    }
}

/// Puts a block and what is in it at a place.
fn placed(block: &mut Block, at: Span) {
    block.at = at;
    block.within_mut().into_iter().flatten().for_each(|inner| placed(inner, at));
}

/// Moves the numbers of notes and pictures behind those that are there.
fn shifted(runs: &mut Runs, notes: usize, pictures: usize) {
    for run in runs {
        match run {
            Run::Note(number) => *number += notes,
            Run::Picture(picture) => picture.file += pictures,
            Run::Styled(_, runs) | Run::Link { runs, .. } => {
                shifted(runs, notes, pictures);
            }
            Run::Text(_) | Run::Code(_) | Run::Break => {}
        }
    }
}
