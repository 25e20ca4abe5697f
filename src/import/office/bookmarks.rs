//! Places that links within a document lead to.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Node, NodeId};

use super::super::file_names::slug;

/// How many words of a paragraph its id is made of.
const WORDS: usize = 5;

/// The ids of paragraphs by what marks them.
#[derive(Default)]
pub(super) struct Bookmarks {
    names: BTreeMap<String, String>,
    /// By the number of their node.
    paragraphs: BTreeMap<u32, String>,
    taken: BTreeSet<String>,
    /// How many paragraphs begin with the same words.
    alike: BTreeMap<String, usize>,
    /// Marks that wait for a paragraph with words.
    open: Vec<String>,
}

impl Bookmarks {
    /// A mark; it stands in the next paragraph that ends.
    pub fn mark(&mut self, name: &str) {
        self.open.push(name.to_string());
    }

    /// A paragraph that ends; marks before it and in it are its, unless it is empty.
    pub fn paragraph(&mut self, paragraph: Node<'_, '_>, words: &str) {
        if words.trim().is_empty() || self.open.is_empty() {
            return;
        }
        let start: Vec<&str> = words.split_whitespace().take(WORDS).collect();
        let id = self.free(&slug(&start.join(" "), "place"));
        self.taken.insert(id.clone());
        self.paragraphs.insert(paragraph.id().get(), id.clone());
        for name in std::mem::take(&mut self.open) {
            self.names.insert(name, id.clone());
        }
    }

    /// An id that no other paragraph has; it begins with a letter.
    fn free(&mut self, slug: &str) -> String {
        let slug = match slug.starts_with(|c: char| c.is_ascii_digit()) {
            true => format!("p-{slug}"),
            false => slug.to_string(),
        };
        let count = self.alike.entry(slug.clone()).or_insert(0);
        loop {
            *count += 1;
            let id = if *count == 1 { slug.clone() } else { format!("{slug}-{count}") };
            if !self.taken.contains(&id) {
                return id;
            }
        }
    }

    /// The id of a paragraph.
    pub fn id(&self, paragraph: NodeId) -> Option<String> {
        self.paragraphs.get(&paragraph.get()).cloned()
    }

    /// Where a link to a mark leads; one that is not there stays its name.
    pub fn link(&self, name: &str) -> String {
        format!("#{}", self.names.get(name).map_or(name, String::as_str))
    }
}
