//! What every format is read into: an article as words, before it is written as Markdown.
//!
//! It holds what the source language can say and nothing more. Each block knows where in the input
//! it stood; notes and pictures are named by their number.

mod runs;

pub(super) use runs::{
    can_be_raised, cut_to, is_blank, only_pictures, pictures, plain, retidy, text,
    texts_mut, tidy, told_of_raised, undashed, unwrapped,
};

use crate::source::Span;

/// A run of inlines.
pub(super) type Runs = Vec<Run>;

/// One article.
#[derive(Clone, Debug, Default)]
pub(super) struct Manuscript {
    pub title: Option<Runs>,
    pub subtitle: Option<Runs>,
    pub authors: Vec<String>,
    pub translators: Vec<String>,
    /// In words.
    pub date: Option<String>,
    /// Where a date stands that was written for programs, until it is put into words.
    pub date_of_programs: Option<Span>,
    /// Where it was first published.
    pub source: Option<String>,
    /// A language tag.
    pub language: Option<String>,
    pub blocks: Vec<Block>,
    /// The notes; [`Run::Note`] names one by its number.
    pub notes: Vec<Vec<Block>>,
    /// The pictures; [`Picture::file`] names one by its number.
    pub pictures: Vec<PictureFile>,
}

impl Manuscript {
    /// The beginning of its text, to tell its language by.
    pub fn words(&self) -> String {
        let mut out = String::new();
        let all = self.blocks.iter().chain(self.notes.iter().flatten());
        let mut blocks = all.take(60).cloned().collect::<Vec<_>>();
        runs_mut(&mut blocks, &mut |runs, _| {
            out.push_str(&plain(runs));
            out.push('\n');
        });
        out
    }

    /// Takes away what the head says in blanks alone, which nobody could build, and blanks at the ends of paragraphs.
    pub fn without_blanks(&mut self) {
        for names in [&mut self.authors, &mut self.translators] {
            names.retain(|name| !name.trim().is_empty());
        }
        for value in [&mut self.date, &mut self.source] {
            *value = value.take().filter(|value| !value.trim().is_empty());
        }
        for title in [&mut self.title, &mut self.subtitle] {
            *title = title.take().filter(|runs| !plain(runs).trim().is_empty());
        }
        trim(&mut self.blocks);
        self.notes.iter_mut().for_each(|note| trim(note));
    }
}

/// Takes no-break spaces from the ends of paragraphs, where they only moved what they stand beside. Verse is set in by them.
fn trim(blocks: &mut [Block]) {
    for block in blocks {
        if let Kind::Paragraph(runs) | Kind::Heading { runs, .. } | Kind::Dateline(runs) =
            &mut block.kind
        {
            runs::trim_no_breaks(runs);
        }
        block.within_mut().into_iter().for_each(|inner| trim(inner));
    }
}

/// A picture that goes beside the article.
#[derive(Clone, Debug)]
pub(super) struct PictureFile {
    /// What it was called, without a folder.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A block and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub kind: Kind,
    pub at: Span,
    /// A place that links of the article lead to.
    pub id: Option<String>,
    /// Its language, where it is not the article's.
    pub language: Option<String>,
}

impl Block {
    pub fn new(kind: Kind, at: Span) -> Block {
        Block { kind, at, id: None, language: None }
    }

    pub fn paragraph(runs: Runs, at: Span) -> Block {
        Block::new(Kind::Paragraph(runs), at)
    }

    /// Its words, if it is a paragraph or a heading.
    pub fn line(&self) -> Option<&Runs> {
        match self.heading() {
            Some((_, runs)) => Some(runs),
            None => self.words(),
        }
    }

    /// Its words, if it is a paragraph.
    pub fn words(&self) -> Option<&Runs> {
        if let Kind::Paragraph(runs) = &self.kind { Some(runs) } else { None }
    }

    /// The rows of blocks in it.
    pub fn within_mut(&mut self) -> Vec<&mut Vec<Block>> {
        match &mut self.kind {
            Kind::Quote { blocks, .. } => vec![blocks],
            Kind::List { items, .. } => items.iter_mut().collect(),
            Kind::Definitions(definitions) => {
                definitions.iter_mut().map(|(_, meaning)| meaning).collect()
            }
            Kind::Paragraph(_)
            | Kind::Heading { .. }
            | Kind::Verse { .. }
            | Kind::Table(_)
            | Kind::Figure(_)
            | Kind::Code(_)
            | Kind::Dateline(_)
            | Kind::Break => Vec::new(),
        }
    }

    /// Its level and words, if it is a heading.
    pub fn heading(&self) -> Option<(u8, &Runs)> {
        if let Kind::Heading { level, runs } = &self.kind {
            Some((*level, runs))
        } else {
            None
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Paragraph(Runs),
    /// Level 1 is the first below the title.
    Heading {
        level: u8,
        runs: Runs,
    },
    Quote {
        blocks: Vec<Block>,
        attribution: Option<Runs>,
    },
    /// Stanzas of lines.
    Verse {
        stanzas: Vec<Vec<VerseLine>>,
        attribution: Option<Runs>,
    },
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// Terms and what they mean.
    Definitions(Vec<(Runs, Vec<Block>)>),
    Table(Table),
    Figure(Figure),
    Code(String),
    Dateline(Runs),
    Break,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct VerseLine {
    /// Steps of indent.
    pub indent: usize,
    pub runs: Runs,
}

/// A table; every row has as many cells as the widest.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Table {
    pub caption: Option<Runs>,
    /// Empty where the table has none.
    pub head: Vec<Runs>,
    pub rows: Vec<Vec<Runs>>,
}

/// A figure; without pictures it is still to come.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Figure {
    pub pictures: Vec<Picture>,
    pub caption: Option<Runs>,
    pub credit: Option<Runs>,
    /// What the picture was called that is not there.
    pub hint: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Picture {
    /// Which of the manuscript's pictures.
    pub file: usize,
    /// What it shows; `None` where nobody said.
    pub alt: Option<String>,
    /// An ornament.
    pub decorative: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Run {
    Text(String),
    Code(String),
    Styled(Style, Runs),
    Link { to: String, runs: Runs },
    Note(usize),
    Picture(Picture),
    Break,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Strike,
    SmallCaps,
    Superscript,
    Subscript,
    Language(String),
}

/// Makes levels count from 1, whatever they were.
pub(super) fn close_levels(blocks: &mut [Block]) {
    let levels =
        blocks.iter().filter_map(|block| block.heading().map(|(level, _)| level));
    let used: std::collections::BTreeSet<u8> = levels.collect();
    for block in blocks {
        if let Kind::Heading { level, .. } = &mut block.kind {
            let rank = used.iter().position(|used| used == level).unwrap_or(0);
            *level = (rank as u8 + 1).min(5);
        }
    }
}

/// Every picture of a figure of the blocks.
pub(super) fn figures_mut(blocks: &mut [Block], work: &mut dyn FnMut(&mut Picture)) {
    for block in blocks {
        if let Kind::Figure(figure) = &mut block.kind {
            figure.pictures.iter_mut().for_each(&mut *work);
        }
        for inner in block.within_mut() {
            figures_mut(inner, work);
        }
    }
}

/// Every run of the blocks, with the place of its block.
pub(super) fn runs_mut(blocks: &mut [Block], work: &mut dyn FnMut(&mut Runs, Span)) {
    for block in blocks {
        let at = block.at;
        match &mut block.kind {
            Kind::Paragraph(runs) | Kind::Heading { runs, .. } | Kind::Dateline(runs) => {
                work(runs, at);
            }
            Kind::Quote { blocks, attribution } => {
                runs_mut(blocks, work);
                attribution.iter_mut().for_each(|runs| work(runs, at));
            }
            Kind::Verse { stanzas, attribution } => {
                stanzas.iter_mut().flatten().for_each(|line| work(&mut line.runs, at));
                attribution.iter_mut().for_each(|runs| work(runs, at));
            }
            Kind::List { items, .. } => {
                items.iter_mut().for_each(|blocks| runs_mut(blocks, work));
            }
            Kind::Definitions(definitions) => {
                for (term, meaning) in definitions {
                    work(term, at);
                    runs_mut(meaning, work);
                }
            }
            Kind::Table(table) => {
                table.caption.iter_mut().for_each(|runs| work(runs, at));
                table.head.iter_mut().for_each(|runs| work(runs, at));
                table.rows.iter_mut().flatten().for_each(|runs| work(runs, at));
            }
            Kind::Figure(figure) => {
                figure.caption.iter_mut().for_each(|runs| work(runs, at));
                figure.credit.iter_mut().for_each(|runs| work(runs, at));
            }
            Kind::Code(_) | Kind::Break => {}
        }
    }
}
