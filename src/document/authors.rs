//! Whom the contents name beside an article.

use super::{Document, Role, Section};

impl Document {
    /// The authors that the contents name beside each article, by [`Section::index`], with
    /// commas between them: its own, where they are not the book's. Empty where nobody is
    /// named, as everywhere in a book whose articles are all by the same.
    pub fn named_authors(&self) -> Vec<String> {
        let book: Vec<&str> = self.info.authors().collect();
        let sections = self.all_sections();
        // A part that names nobody is by those who wrote its chapters.
        let counts = |section: &&Section| {
            let part = section.role == Role::Part && section.authors.is_empty();
            !part && !section.is_notes()
        };
        let mut signed = sections.iter().copied().filter(counts);
        let first = signed.next();
        let alike = signed.all(|next| first.is_some_and(|s| s.authors == next.authors));
        let named = |section: &Section| {
            let same = section.authors == book || (book.is_empty() && alike);
            if same { String::new() } else { section.authors.join(", ") }
        };
        sections.into_iter().map(named).collect()
    }
}
