//! A manuscript → Markdown of the source language (`docs/source-language.md`).
//!
//! The one writer for all formats. What [`crate::markdown`] reads from it are the words of the
//! manuscript, no more and no less.

mod escape;
mod inline;
#[cfg(test)]
mod tests;

use super::manuscript::{
    Block, Figure, Kind, Manuscript, Picture, Run, Runs, Table, plain,
};
use escape::Place;
use inline::written;

/// What may go at the ends of a block. A no-break space may not: behind it, `1.` begins no list.
const BLANKS: [char; 2] = [' ', '\n'];

/// The article as a file. `picture` says under which path each picture lies, from the article.
pub(super) fn write(manuscript: &Manuscript, pictures: &[String]) -> String {
    let pen = Pen { pictures };
    let mut out = front(manuscript, &pen);
    let body = pen.blocks(&manuscript.blocks);
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
    for (number, note) in manuscript.notes.iter().enumerate() {
        let marker = format!("[^{}]: ", number + 1);
        let text = pen.blocks(note);
        out.push('\n');
        out.push_str(&marker);
        out.push_str(indented(&text, "    ").trim_matches(BLANKS));
        out.push('\n');
    }
    out
}

/// A text as TOML.
pub(super) fn toml_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn front(manuscript: &Manuscript, pen: &Pen<'_>) -> String {
    let mut out = String::from("+++\n");
    let mut line = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
    let head = |runs: &Runs| {
        let mut runs = runs.clone();
        without_breaks(&mut runs);
        toml_text(written(&runs, Place::Inline, pen.pictures).trim())
    };
    if let Some(title) = &manuscript.title {
        line("title", head(title));
    }
    if let Some(subtitle) = &manuscript.subtitle {
        line("subtitle", head(subtitle));
    }
    for (one, many, names) in [
        ("author", "authors", &manuscript.authors),
        ("translator", "translators", &manuscript.translators),
    ] {
        match names.as_slice() {
            [] => {}
            [name] => line(one, toml_text(name)),
            names => {
                let names: Vec<String> =
                    names.iter().map(|name| toml_text(name)).collect();
                line(many, format!("[{}]", names.join(", ")));
            }
        }
    }
    for (key, value) in [
        ("date", &manuscript.date),
        ("source", &manuscript.source),
        ("language", &manuscript.language),
    ] {
        if let Some(value) = value {
            line(key, toml_text(value));
        }
    }
    out + "+++\n"
}

/// A title stands on one line.
fn without_breaks(runs: &mut Runs) {
    for run in runs {
        match run {
            Run::Break => *run = Run::Text(" ".into()),
            Run::Styled(_, runs) | Run::Link { runs, .. } => without_breaks(runs),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) => {}
        }
    }
}

/// What every block needs to be written.
struct Pen<'a> {
    pictures: &'a [String],
}

impl Pen<'_> {
    fn line(&self, runs: &Runs, place: Place) -> String {
        written(runs, place, self.pictures)
    }

    /// Blocks with empty lines between them; ends with a line end.
    fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut list = ListSigns::default();
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                out.push('\n');
                let defines = |at: usize| matches!(blocks[at].kind, Kind::Definitions(_));
                // Two lists of definitions would be one.
                if defines(at) && defines(at - 1) {
                    out.push_str("<!-- -->\n\n");
                }
            }
            let kind = |at: usize| match &blocks[at].kind {
                Kind::List { start, .. } => Some(start.is_some()),
                Kind::Paragraph(_)
                | Kind::Heading { .. }
                | Kind::Quote { .. }
                | Kind::Verse { .. }
                | Kind::Definitions(_)
                | Kind::Table(_)
                | Kind::Figure(_)
                | Kind::Code(_)
                | Kind::Dateline(_)
                | Kind::Break => None,
            };
            let follows_list = at > 0 && kind(at).is_some() && kind(at) == kind(at - 1);
            let mut text = self.block(&block.kind, list.next(follows_list));
            let braces = braces(block);
            if !braces.is_empty() {
                text = match &block.kind {
                    Kind::Paragraph(runs) | Kind::Heading { runs, .. }
                        if ends_in_words(runs) =>
                    {
                        format!("{} {{{braces}}}\n", text.trim_end())
                    }
                    Kind::Paragraph(_)
                    | Kind::Heading { .. }
                    | Kind::Quote { .. }
                    | Kind::Verse { .. }
                    | Kind::List { .. }
                    | Kind::Definitions(_)
                    | Kind::Table(_)
                    | Kind::Figure(_)
                    | Kind::Code(_)
                    | Kind::Dateline(_)
                    | Kind::Break => format!(":::: {{{braces}}}\n{text}::::\n"),
                };
            }
            out.push_str(&text);
        }
        out
    }

    fn block(&self, kind: &Kind, list: ListSigns) -> String {
        match kind {
            Kind::Paragraph(runs) => format!("{}\n", self.line(runs, Place::Block)),
            Kind::Heading { level, runs } => {
                let mut runs = runs.clone();
                without_breaks(&mut runs);
                let signs = "#".repeat(usize::from((*level).clamp(1, 5)) + 1);
                format!("{signs} {}\n", self.line(&runs, Place::Heading))
            }
            Kind::Quote { blocks, attribution } => {
                let mut text = self.blocks(blocks);
                match (attribution, blocks.split_last()) {
                    (Some(runs), _) => {
                        text += &format!("\n-- {}\n", self.line(runs, Place::Inline));
                    }
                    // Its last paragraph is not its source.
                    (None, Some((last, others))) if !others.is_empty() => {
                        if let Kind::Paragraph(runs) = &last.kind
                            && plain(runs).starts_with(['-', '—', '–', '―'])
                        {
                            text = format!(
                                "{}\n{}\n",
                                self.blocks(others),
                                self.line(runs, Place::Tail)
                            );
                        }
                    }
                    (None, _) => {}
                }
                quoted(&text)
            }
            Kind::Verse { stanzas, attribution } => {
                let last = stanzas.len().saturating_sub(1);
                let stanza =
                    |(at, lines): (usize, &Vec<super::manuscript::VerseLine>)| {
                        let lines = lines.iter().enumerate().map(|(number, line)| {
                            let indent = "  ".repeat(line.indent.min(12));
                            // A last stanza that begins with a dash is not the source.
                            let tail = attribution.is_none()
                                && at == last
                                && at > 0
                                && number == 0;
                            let place = if tail { Place::Tail } else { Place::Block };
                            format!(
                                "{indent}{}\n",
                                self.line(&line.runs, place).trim_end()
                            )
                        });
                        lines.collect::<String>()
                    };
                let stanzas: Vec<String> =
                    stanzas.iter().enumerate().map(stanza).collect();
                let mut text = stanzas.join("\n");
                if let Some(runs) = attribution {
                    text += &format!("\n-- {}\n", self.line(runs, Place::Inline));
                }
                format!("::: verse\n{text}:::\n")
            }
            Kind::List { start, items } => self.list(*start, items, list),
            Kind::Definitions(definitions) => {
                let one = |(term, meaning): &(Runs, Vec<Block>)| {
                    let mut term = term.clone();
                    without_breaks(&mut term);
                    let meaning = indented(&self.blocks(meaning), "  ");
                    let term = self.line(&term, Place::Block);
                    format!("{term}\n: {}\n", meaning.trim_matches(BLANKS))
                };
                definitions.iter().map(one).collect::<Vec<_>>().join("\n")
            }
            Kind::Table(table) => self.table(table),
            Kind::Figure(figure) => self.figure(figure),
            Kind::Code(code) => {
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                format!("{fence}\n{}\n{fence}\n", code.trim_end_matches('\n'))
            }
            Kind::Dateline(runs) => {
                format!("::: dateline\n{}\n:::\n", self.line(runs, Place::Block))
            }
            Kind::Break => "***\n".into(),
        }
    }

    fn list(&self, start: Option<u64>, items: &[Vec<Block>], signs: ListSigns) -> String {
        let tight = items.iter().all(|blocks| {
            let (first, rest) = match blocks.split_first() {
                Some((first, rest)) => (Some(first), rest),
                None => (None, blocks.as_slice()),
            };
            first.is_none_or(|block| matches!(block.kind, Kind::Paragraph(_)))
                && rest.iter().all(|block| matches!(block.kind, Kind::List { .. }))
        });
        let mut out = String::new();
        for (at, item) in items.iter().enumerate() {
            let marker = match start {
                Some(start) => {
                    let number = start.saturating_add(at as u64).min(999_999_999);
                    format!("{number}{} ", signs.ordered)
                }
                None => format!("{} ", signs.bullet),
            };
            if at > 0 && !tight {
                out.push('\n');
            }
            let mut text = self.blocks(item);
            if tight {
                text = text.replace("\n\n", "\n");
            }
            let text = indented(&text, &" ".repeat(marker.len()));
            out.push_str(
                format!("{marker}{}", text.trim_matches(BLANKS)).trim_end_matches(BLANKS),
            );
            out.push('\n');
        }
        out
    }

    fn table(&self, table: &Table) -> String {
        let cells = |row: &Vec<Runs>| row.len();
        let columns = table.rows.iter().map(cells).chain([table.head.len()]).max();
        let columns = columns.unwrap_or(0).max(1);
        let row = |row: &[Runs]| {
            let mut out = String::from("|");
            for at in 0..columns {
                let cell = row.get(at).map(|runs| self.line(runs, Place::Cell));
                out.push_str(&format!(" {} |", cell.unwrap_or_default()));
            }
            out + "\n"
        };
        let mut out = row(&table.head);
        out.push_str(&format!("|{}\n", "---|".repeat(columns)));
        out.extend(table.rows.iter().map(|cells| row(cells)));
        if let Some(caption) = &table.caption {
            let mut caption = caption.clone();
            without_breaks(&mut caption);
            out.push_str(&format!("\nTable: {}\n", self.line(&caption, Place::Inline)));
        }
        out
    }

    fn figure(&self, figure: &Figure) -> String {
        let Figure { pictures, caption, credit, hint } = figure;
        let picture = |picture: &Picture| {
            let run = [Run::Picture(picture.clone())];
            written(&run, Place::Inline, self.pictures) + "\n"
        };
        if let ([one], None, None) = (pictures.as_slice(), caption, credit) {
            return picture(one);
        }
        let mut braces = Vec::new();
        if pictures.is_empty() {
            braces.push("pending".to_string());
        }
        if let Some(credit) = credit {
            let mut credit = credit.clone();
            without_breaks(&mut credit);
            braces.push(format!("credit=\"{}\"", self.line(&credit, Place::Value)));
        }
        let mut out = String::new();
        if let Some(hint) = hint {
            let hint = hint.replace("--", "- -").replace('>', "");
            out.push_str(&format!("<!-- picture: {hint} -->\n"));
        }
        out.push_str("::: figure");
        if !braces.is_empty() {
            out.push_str(&format!(" {{{}}}", braces.join(" ")));
        }
        out.push('\n');
        out.extend(pictures.iter().map(picture));
        if let Some(caption) = caption {
            if !pictures.is_empty() {
                out.push('\n');
            }
            out.push_str(&format!("{}\n", self.line(caption, Place::Block)));
        }
        out + ":::\n"
    }
}

/// The signs of a list, which differ from those of a list straight before it.
#[derive(Clone, Copy)]
struct ListSigns {
    bullet: char,
    ordered: char,
}

impl Default for ListSigns {
    fn default() -> ListSigns {
        ListSigns { bullet: '-', ordered: '.' }
    }
}

impl ListSigns {
    /// Those of the next list.
    fn next(&mut self, follows: bool) -> ListSigns {
        let other = ListSigns { bullet: '*', ordered: ')' };
        *self = match (follows, self.bullet) {
            (true, '-') => other,
            (true, _) | (false, _) => ListSigns::default(),
        };
        *self
    }
}

fn ends_in_words(runs: &Runs) -> bool {
    matches!(runs.last(), Some(Run::Text(_) | Run::Styled(..)))
}

fn braces(block: &Block) -> String {
    let id = block.id.iter().map(|id| format!("#{id}"));
    let language = block.language.iter().map(|tag| format!("lang={tag}"));
    id.chain(language).collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str) -> String {
    let line = |line: &str| match line {
        "" => ">\n".to_string(),
        line => format!("> {line}\n"),
    };
    text.lines().map(line).collect()
}

/// Every line that is not empty, set in.
fn indented(text: &str, by: &str) -> String {
    let line = |line: &str| match line {
        "" => "\n".to_string(),
        line => format!("{by}{line}\n"),
    };
    text.lines().map(line).collect()
}
