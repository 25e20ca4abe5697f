//! The plain text of a document: one paragraph a line, nothing but the words.

use super::{
    Block, Document, Inline, InlineStyle, Inlines, Kind, Section, Series, visit,
};

/// The text of the whole book in reading order: each text block on a line of its own,
/// notes after their article, the editor's first, or where they are gathered.
pub fn plain_text(document: &Document) -> String {
    let mut out = String::new();
    let gathered = document.gathered();
    for section in document.all_sections() {
        section_text(section, &mut out);
        for series in [Series::Editor, Series::Author] {
            for (id, note) in document.notes.iter() {
                let here = note.section == section.index && note.series == series;
                if here && gathered[id.index()].is_none() {
                    blocks_text(&note.blocks, &mut out);
                }
            }
        }
        for group in &section.end_notes {
            line(&group.heading, &mut out);
            for &id in &group.notes {
                blocks_text(&document.notes[id].blocks, &mut out);
            }
        }
    }
    out
}

fn section_text(section: &Section, out: &mut String) {
    line(&section.title, out);
    line(&section.subtitle, out);
    blocks_text(&section.blocks, out);
}

/// A title as it is told once more elsewhere, as in the contents: its words and their styles,
/// without links, places, notes and pictures, on one line.
pub fn retold(title: &[Inline]) -> Inlines {
    let mut told = Inlines::new();
    for inline in title {
        match inline {
            Inline::Text { .. } | Inline::Code { .. } => told.push(inline.clone()),
            Inline::Styled { style: InlineStyle::Anchor(_), content, .. }
            | Inline::Link { content, .. } => told.extend(retold(content)),
            Inline::Styled { style, content, span } => {
                let (style, content) = (style.clone(), retold(content));
                told.push(Inline::Styled { style, content, span: *span });
            }
            Inline::Break { span } => {
                told.push(Inline::Text { text: " ".into(), span: *span });
            }
            Inline::Note { .. } | Inline::Picture { .. } => {}
        }
    }
    told
}

/// Words as a label on one line: spaces plain, joiners and soft hyphens left out.
pub fn label(text: &str) -> String {
    on_one_line(text).trim().to_owned()
}

/// A part of such a label, with the spaces around it.
pub fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200a}' | '\n' | '\t' => {
                out.push(' ')
            }
            c => out.push(c),
        }
    }
    out
}

/// How many words stand for an article without a title, and how many characters of them.
const FIRST_WORDS: usize = 6;
const FIRST_CHARACTERS: usize = 60;

/// The words that an article begins with, as a label in place of a title. Empty where it has
/// no words.
pub fn first_words(section: &Section) -> String {
    let texts = section.blocks.iter().map(|block| label(&block_text(block)));
    let Some(text) = texts.into_iter().find(|text| !text.is_empty()) else {
        return String::new();
    };
    let words: Vec<&str> = text.split_whitespace().take(FIRST_WORDS).collect();
    let mut words: String = words.join(" ").chars().take(FIRST_CHARACTERS).collect();
    words.push_str(" …");
    words
}

/// The text of one block and what it holds.
pub fn block_text(block: &Block) -> String {
    let mut out = String::new();
    one_block(block, &mut out);
    out
}

fn blocks_text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        one_block(block, out);
    }
}

fn one_block(block: &Block, out: &mut String) {
    match &block.kind {
        Kind::Paragraph(content)
        | Kind::Heading { content, .. }
        | Kind::Dateline(content) => line(content, out),
        Kind::Quote { blocks, attribution: tail }
        | Kind::Epigraph { blocks, source: tail } => {
            blocks_text(blocks, out);
            optional(tail, out);
        }
        Kind::Verse { stanzas, attribution } => {
            for verse in stanzas.iter().flatten() {
                line(&verse.content, out);
            }
            optional(attribution, out);
        }
        Kind::Letter(letter) => {
            optional(&letter.title, out);
            optional(&letter.dateline, out);
            blocks_text(&letter.blocks, out);
            optional(&letter.signature, out);
        }
        Kind::Box { title, blocks } => {
            optional(title, out);
            blocks_text(blocks, out);
        }
        Kind::Questions { items, .. } => {
            items.iter().for_each(|item| blocks_text(item, out))
        }
        Kind::Figure(figure) => {
            optional(&figure.caption, out);
            optional(&figure.credit, out);
        }
        Kind::List { items, .. } => {
            items.iter().for_each(|item| blocks_text(&item.blocks, out))
        }
        Kind::Definitions(definitions) => {
            for definition in definitions {
                definition.terms.iter().for_each(|term| line(term, out));
                definition.meanings.iter().for_each(|meaning| blocks_text(meaning, out));
            }
        }
        Kind::Table(table) => {
            optional(&table.caption, out);
            for cell in table.head.iter().chain(&table.rows).flat_map(|row| &row.cells) {
                line(cell, out);
            }
        }
        Kind::Code { text, .. } => {
            out.push_str(text);
            out.push('\n');
        }
        Kind::Index(entries) => {
            entries.iter().for_each(|entry| entry.runs(&mut |run| line(run, out)));
        }
        Kind::SceneBreak | Kind::PageBreak => {}
    }
}

fn optional(content: &Option<Inlines>, out: &mut String) {
    if let Some(content) = content {
        line(content, out);
    }
}

fn line(content: &[Inline], out: &mut String) {
    if !content.is_empty() {
        out.push_str(&inline_text(content));
        out.push('\n');
    }
}

/// A text by its letters and figures alone, without capitals: what two ways of writing it share.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether all letters of some inlines are capitals, and there are any.
pub fn is_in_capitals(inlines: &[Inline]) -> bool {
    let text = inline_text(inlines);
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// The words of some inlines; note markers and pictures leave no text.
pub fn inline_text(content: &[Inline]) -> String {
    let mut out = String::new();
    visit::inlines(content, &mut |inline| match inline {
        Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
        Inline::Break { .. } => out.push(' '),
        Inline::Styled { .. }
        | Inline::Link { .. }
        | Inline::Note { .. }
        | Inline::Picture { .. } => {}
    });
    out
}
