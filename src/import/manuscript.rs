//! What every format is read into: an article as words, before it is written as Markdown.
//!
//! It holds what the source language can say and nothing more. Each block knows where in the input
//! it stood; notes and pictures are named by their number.

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
        let mut blocks = self.blocks.iter().take(60).cloned().collect::<Vec<_>>();
        runs_mut(&mut blocks, &mut |runs, _| {
            out.push_str(&plain(runs));
            out.push('\n');
        });
        out
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

/// The words of a run; a line end counts as a space.
pub(super) fn plain(runs: &[Run]) -> String {
    let mut out = String::new();
    add_plain(runs, &mut out);
    out
}

fn add_plain(runs: &[Run], out: &mut String) {
    for run in runs {
        match run {
            Run::Text(text) | Run::Code(text) => out.push_str(text),
            Run::Styled(_, runs) | Run::Link { runs, .. } => add_plain(runs, out),
            Run::Break => out.push(' '),
            Run::Note(_) | Run::Picture(_) => {}
        }
    }
}

/// Whether there is nothing to see in a run.
pub(super) fn is_blank(runs: &[Run]) -> bool {
    runs.iter().all(|run| match run {
        Run::Text(text) => text.trim().is_empty(),
        Run::Styled(_, runs) | Run::Link { runs, .. } => is_blank(runs),
        Run::Break => true,
        Run::Code(text) => text.is_empty(),
        Run::Note(_) | Run::Picture(_) => false,
    })
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

/// Every piece of text of a run, those within styles and links too.
pub(super) fn texts_mut(runs: &mut Runs, work: &mut dyn FnMut(&mut String)) {
    for run in runs {
        match run {
            Run::Text(text) => work(text),
            Run::Styled(_, runs) | Run::Link { runs, .. } => texts_mut(runs, work),
            Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {}
        }
    }
}

/// One text.
pub(super) fn text(words: impl Into<String>) -> Runs {
    vec![Run::Text(words.into())]
}

/// Makes a run canonical: white space is one space and stands outside of styles, neighbours of one
/// style are one, nothing is empty, no break stands at an end.
pub(super) fn tidy(runs: Runs) -> Runs {
    let mut out = Vec::new();
    for run in runs {
        push_tidy(run, &mut out);
    }
    squeeze(&mut out, &mut true);
    trim_end(&mut out);
    out.retain(|run| !is_nothing(run));
    out
}

fn is_nothing(run: &Run) -> bool {
    match run {
        Run::Text(text) | Run::Code(text) => text.is_empty(),
        Run::Styled(_, runs) | Run::Link { runs, .. } => runs.is_empty(),
        Run::Note(_) | Run::Picture(_) | Run::Break => false,
    }
}

fn push_tidy(run: Run, out: &mut Runs) {
    match run {
        Run::Text(text) => match out.last_mut() {
            Some(Run::Text(last)) => last.push_str(&text),
            Some(_) | None if text.is_empty() => {}
            Some(_) | None => out.push(Run::Text(text)),
        },
        Run::Styled(style, runs) => {
            let mut within = Vec::new();
            runs.into_iter().for_each(|run| push_tidy(run, &mut within));
            let (before, within, after) = hoisted(within);
            before.into_iter().for_each(|run| push_tidy(run, out));
            if !within.is_empty() {
                match out.last_mut() {
                    Some(Run::Styled(last, runs)) if *last == style => {
                        within.into_iter().for_each(|run| push_tidy(run, runs));
                    }
                    Some(_) | None => out.push(Run::Styled(style, within)),
                }
            }
            after.into_iter().for_each(|run| push_tidy(run, out));
        }
        Run::Link { to, runs } => {
            let mut within = Vec::new();
            runs.into_iter().for_each(|run| push_tidy(run, &mut within));
            let (before, within, after) = hoisted(within);
            before.into_iter().for_each(|run| push_tidy(run, out));
            if !within.is_empty() {
                match out.last_mut() {
                    Some(Run::Link { to: last, runs }) if *last == to => {
                        within.into_iter().for_each(|run| push_tidy(run, runs));
                    }
                    Some(_) | None => out.push(Run::Link { to, runs: within }),
                }
            }
            after.into_iter().for_each(|run| push_tidy(run, out));
        }
        Run::Code(code) => match out.last_mut() {
            Some(Run::Code(last)) => last.push_str(&code),
            Some(_) | None => out.push(Run::Code(code)),
        },
        Run::Note(_) | Run::Picture(_) | Run::Break => out.push(run),
    }
}

/// Parts a run from the white space and breaks at its ends.
fn hoisted(mut runs: Runs) -> (Runs, Runs, Runs) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    loop {
        match runs.first_mut() {
            Some(Run::Break) => before.push(runs.remove(0)),
            Some(Run::Text(text)) => {
                let kept = text.trim_start_matches(is_space);
                if kept.len() < text.len() {
                    before.push(Run::Text(" ".into()));
                    *text = kept.to_string();
                }
                if !text.is_empty() {
                    break;
                }
                runs.remove(0);
            }
            Some(_) | None => break,
        }
    }
    loop {
        match runs.last_mut() {
            Some(Run::Break) => {
                runs.pop();
                after.insert(0, Run::Break);
            }
            Some(Run::Text(text)) => {
                let kept = text.trim_end_matches(is_space).len();
                if kept < text.len() {
                    text.truncate(kept);
                    after.insert(0, Run::Text(" ".into()));
                }
                if !text.is_empty() {
                    break;
                }
                runs.pop();
            }
            Some(_) | None => break,
        }
    }
    (before, runs, after)
}

/// White space that means nothing but a space; no-break spaces do not.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{85}')
}

/// Makes every white space one space; `open` says whether one stands before.
fn squeeze(runs: &mut Runs, open: &mut bool) {
    for at in 0..runs.len() {
        // A space before a line end is none.
        let ends_line = matches!(runs.get(at + 1), Some(Run::Break));
        match &mut runs[at] {
            Run::Text(text) => {
                let mut out = String::with_capacity(text.len());
                for c in text.chars() {
                    match is_space(c) {
                        true if *open => {}
                        true => {
                            out.push(' ');
                            *open = true;
                        }
                        false => {
                            out.push(c);
                            *open = false;
                        }
                    }
                }
                if ends_line {
                    out.truncate(out.trim_end_matches(' ').len());
                }
                *text = out;
            }
            Run::Styled(_, runs) | Run::Link { runs, .. } => squeeze(runs, open),
            Run::Break => *open = true,
            Run::Code(_) | Run::Note(_) | Run::Picture(_) => *open = false,
        }
    }
    runs.retain(|run| !is_nothing(run));
}

fn trim_end(runs: &mut Runs) {
    loop {
        match runs.last_mut() {
            Some(Run::Break) => {
                runs.pop();
            }
            Some(Run::Text(text)) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    break;
                }
                runs.pop();
            }
            Some(_) | None => break,
        }
    }
    while matches!(runs.first(), Some(Run::Break)) {
        runs.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_stand_outside_of_styles_and_neighbours_join() {
        let em = |words: &str| Run::Styled(Style::Emphasis, text(words));
        let tidied = tidy(vec![
            Run::Text("  the".into()),
            em(" Ruth "),
            em("came"),
            Run::Text("\n here ".into()),
            Run::Break,
        ]);
        let expected = vec![
            Run::Text("the ".into()),
            em("Ruth"),
            Run::Text(" ".into()),
            em("came"),
            Run::Text(" here".into()),
        ];
        assert_eq!(tidied, expected);
    }

    #[test]
    fn pieces_of_one_style_are_one() {
        let em = |words: &str| Run::Styled(Style::Emphasis, text(words));
        assert_eq!(tidy(vec![em("Ru"), em("th")]), vec![em("Ruth")]);
    }
}
