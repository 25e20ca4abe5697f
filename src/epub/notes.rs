//! Notes as XHTML: those of an article at its end, or all of the book in a file of theirs.

use super::article::Writer;
use super::printed::Place;
use crate::document::{Block, Kind, NoteId, Section, Series};
use crate::info::{Lang, Word};
use crate::theme::Role;
use crate::xml::{escaped, push_attribute};

impl Writer<'_> {
    /// The notes cited in the article, each series by itself, the editor's first.
    pub fn notes(&mut self) {
        let lang = self.lang().clone();
        for (series, word) in
            [(Series::Editor, Word::EditorsNotes), (Series::Author, Word::Notes)]
        {
            let document = self.map.document;
            let own = |id: &NoteId| document.notes[*id].series == series;
            let ids: Vec<NoteId> = self.cited.iter().copied().filter(own).collect();
            if ids.is_empty() {
                continue;
            }
            self.facts.roles.insert(Role::Note);
            self.facts.editors |= series == Series::Editor;
            self.out.push_str("<section class=\"notes\" epub:type=\"footnotes\"");
            push_attribute(&mut self.out, "aria-label", word.in_language(&lang));
            self.out.push_str(">\n");
            for id in ids {
                self.out.push_str("<aside epub:type=\"footnote\" role=\"doc-footnote\"");
                push_attribute(&mut self.out, "id", &format!("_note-{}", id.index() + 1));
                self.out.push_str(">\n");
                self.note(id, "", &lang);
                self.out.push_str("</aside>\n");
            }
            self.out.push_str("</section>\n");
        }
    }

    /// The notes that are gathered behind a section's text, under their headings.
    pub fn end_notes(&mut self, section: &Section) {
        for group in &section.end_notes {
            self.facts.roles.insert(Role::Note);
            self.facts.gathered = true;
            self.out.push_str("<section");
            if group.lang != section.lang {
                push_attribute(&mut self.out, "lang", group.lang.tag());
                push_attribute(&mut self.out, "xml:lang", group.lang.tag());
            }
            self.out.push_str(">\n");
            if !group.heading.is_empty() {
                self.facts.roles.insert(Role::Heading1);
                self.run("h2", "head-1", &group.heading);
            }
            self.out.push_str("<section class=\"notes gathered\">\n<ol>\n");
            let mut before = None;
            for &id in &group.notes {
                let series = self.map.document.notes[id].series;
                let apart = before.replace(series).is_some_and(|before| before != series);
                self.trace(self.map.document.notes[id].span);
                self.out.push_str(if apart { "<li class=\"apart\">" } else { "<li>" });
                // Readers show a note above the page by this type. `endnote` is deprecated (EPUB
                // Structural Semantics Vocabulary 1.1, 4.7), and Apple Books knew it badly; a `div`,
                // unlike `aside`, stays where it is, and an item of a list may have no such role.
                self.out.push_str("<div epub:type=\"footnote\" role=\"doc-footnote\"");
                push_attribute(&mut self.out, "id", &format!("_note-{}", id.index() + 1));
                self.out.push_str(">\n");
                let cited = self.map.document.notes[id].section;
                let file = if cited == self.section { "" } else { self.map.file(cited) };
                self.note(id, file, &group.lang);
                self.out.push_str("</div>\n</li>\n");
            }
            self.out.push_str("</ol>\n</section>\n</section>\n");
        }
    }

    /// A note with the way back to its marker, which stands in a file, or in this one.
    fn note(&mut self, id: NoteId, file: &str, lang: &Lang) {
        let note = &self.map.document.notes[id];
        let label = self.map.label(id);
        let word = match note.series {
            Series::Author => Word::Back,
            Series::Editor => Word::BackToEditors,
        };
        let back = format!(
            "<a class=\"back\" href=\"{}#_ref-{}\" role=\"doc-backlink\" \
             aria-label=\"{}\">{label}{}</a> ",
            escaped(file),
            id.index() + 1,
            escaped(&word.in_language(lang).replace("{}", &label)),
            self.map.stop(id)
        );
        match note.blocks.split_first() {
            Some((block @ Block { kind: Kind::Paragraph(first), .. }, rest)) => {
                self.trace(block.span);
                self.open("p", None, block);
                self.pages_in(Place::Note(id));
                self.out.push_str(&back);
                self.inlines(first);
                self.out.push_str("</p>\n");
                self.blocks(rest);
            }
            _ => {
                self.out.push_str("<p>");
                self.pages_in(Place::Note(id));
                self.out.push_str(&back);
                self.out.push_str("</p>\n");
                self.blocks(&note.blocks);
            }
        }
    }
}
