//! Where the nodes of a page begin, in lines that are too long to look for their words from the beginning:
//! many sites write a page as one line.

use std::collections::BTreeMap;

use super::tree::{Data, NodeId, Tree};

/// A line that is longer is looked through once, from word to word.
const LONG: usize = 16_000;

/// How far ahead words are looked for, and how much is looked through in all.
const FARTHEST: usize = 1 << 20;
const MOST: usize = 64 << 20;

/// How much of a text is looked for.
const LONGEST: usize = 24;

/// The places of texts and pictures, by their nodes; nothing for a page without long lines.
pub(super) fn of(tree: &Tree, source: &str) -> BTreeMap<NodeId, usize> {
    let mut starts = BTreeMap::new();
    if source.lines().all(|line| line.len() < LONG) {
        return starts;
    }
    let (mut at, mut looked) = (0, 0);
    for node in tree.below(0) {
        let words: String = match &tree.nodes[node].data {
            Data::Text(text) => {
                let shown = text.trim_start().chars();
                shown
                    .take_while(|c| !matches!(c, '\n' | '&' | '<'))
                    .take(LONGEST)
                    .collect()
            }
            Data::Element(element) if &*element.name == "img" => "<img".into(),
            Data::Element(_) | Data::Other => continue,
        };
        let words = words.trim_end();
        if words.is_empty() || looked > MOST {
            continue;
        }
        let mut end = (at + FARTHEST).min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        match source[at..end].find(words) {
            Some(found) => {
                looked += found;
                starts.insert(node, at + found);
                at += found + words.len();
                // A script is as long as it is.
                if let Data::Text(text) = &tree.nodes[node].data
                    && text.len() > LONG
                {
                    at = (at + text.len() - LONG).min(source.len());
                    while !source.is_char_boundary(at) {
                        at -= 1;
                    }
                }
            }
            None => looked += end - at,
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_long_line_have_places_of_their_own() {
        let filler = "<p>The river went by.</p>".repeat(1000);
        let page = format!("<p>The mill.</p>{filler}<p>The <img src=x.png> mill.</p>");
        let tree = Tree::parse(&page).expect("within bounds");
        let starts = of(&tree, &page);
        let image = tree.below(0).find(|node| tree.name(*node) == "img").expect("there");
        assert_eq!(starts.get(&image).copied(), page.find("<img"));
        let last = starts.values().max().expect("some");
        assert_eq!(&page[*last..], "mill.</p>");
        assert!(of(&tree, "<p>short").is_empty());
    }
}
