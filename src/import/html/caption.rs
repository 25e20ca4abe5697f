//! The captions and credits of the pictures of a page.

use super::super::credit;
use super::super::manuscript::{Run, Runs, cut_to, is_blank, plain, text, tidy};
use super::super::report::{Fate, short};
use super::super::{dates, names, trailer};
use super::picture::is_tracker;
use super::tree::{Data, NodeId, Tree, is_apart};
use super::walk::Walker;
use crate::source::Span;

/// The most pictures of a figure, and the most nodes of one.
const MOST_PICTURES: usize = 6;
const MOST_PARTS: usize = 200;

/// The longest caption that nothing calls one.
const LONGEST_CAPTION: usize = 200;

fn class(tree: &Tree, node: NodeId) -> String {
    tree.attribute(node, "class").unwrap_or("").to_lowercase()
}

/// Whether a picture is called that of a person who writes.
fn is_portrait(tree: &Tree, image: NodeId) -> bool {
    let class = class(tree, image);
    ["avatar", "author", "byline"].iter().any(|word| class.contains(word))
}

/// Whether a node is called the caption of a picture.
pub(super) fn is_called_caption(tree: &Tree, node: NodeId) -> bool {
    let class = class(tree, node);
    class.contains("caption")
        || class.contains("cutline")
        || is_box(tree, node)
        || class.split(|c: char| !c.is_alphanumeric()).any(|word| {
            matches!(
                word,
                "legend" | "legende" | "bildunterschrift" | "gallerytext" | "imgtext"
            )
        })
        || class.contains("spip_doc_titre")
        || class.contains("spip_doc_descriptif")
}

/// Whether a node, named after one of them, has the caption of a picture and its credit.
fn is_box(tree: &Tree, node: NodeId) -> bool {
    const PARTS: [&str; 4] = ["credit", "caption", "cutline", "copyright"];
    let called = |node: NodeId| {
        let class = class(tree, node);
        PARTS.iter().any(|it| class.contains(it))
    };
    let whole = tree.text(node).trim().len();
    let is_part = |below: NodeId| {
        below != node && called(below) && tree.text(below).trim().len() < whole
    };
    called(node) && tree.below(node).any(is_part)
}

/// Whether a node is called the credit of a picture.
pub(super) fn is_called_credit(tree: &Tree, node: NodeId) -> bool {
    let own = class(tree, node);
    (own.contains("credit") || own.contains("copyright"))
        && !own.contains("caption")
        && !is_box(tree, node)
        || own.split(|c: char| !c.is_alphanumeric()).any(|word| word == "photographer")
}

/// The longest credit that is all of a caption.
const LONGEST_CREDIT: usize = 80;

impl Walker<'_> {
    /// The captions of a block that is a figure by its class, or that holds nothing but pictures and
    /// what is called their caption and credit.
    pub fn is_captioned(&self, node: NodeId) -> Vec<NodeId> {
        let own = class(self.tree, node);
        let named = [
            "wp-caption",
            "thumb",
            "thumbinner",
            "image-caption",
            "captioned",
            "figure",
            "image-with-caption",
            "photo",
            "picture",
            "tr-caption-container",
        ];
        if !own
            .split_whitespace()
            .any(|own| named.contains(&own) || own.contains("wp-caption"))
        {
            return self.only_captioned(node).unwrap_or_default();
        }
        let images =
            self.tree.below(node).filter(|node| self.tree.name(*node) == "img").count();
        if images == 0 || images > MOST_PICTURES {
            return Vec::new();
        }
        let found = self.tree.below(node).find(|below| {
            *below != node
                && class(self.tree, *below).contains("caption")
                && !self.tree.text(*below).trim().is_empty()
                && !self.tree.below(*below).any(|node| self.tree.name(node) == "img")
        });
        found.map_or_else(|| self.only_captioned(node).unwrap_or_default(), |it| vec![it])
    }

    /// The captions and credits, called so, of a block that has but them and pictures.
    fn only_captioned(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let (images, captions) = self.pictures_and(node, &|node| {
            is_called_caption(self.tree, node) || is_called_credit(self.tree, node)
        })?;
        let says_other = |caption: &NodeId| {
            super::furniture::is_links(self.tree, *caption)
                && self
                    .tree
                    .below(*caption)
                    .any(|it| matches!(self.tree.name(it), "h2" | "h3" | "h4"))
                || self.is_of_head(*caption)
        };
        let fits = images > 0 && !captions.is_empty() && !captions.iter().any(says_other);
        fits.then_some(captions)
    }

    /// How many pictures a block has, and the words beside them where `is_caption` takes all of these.
    fn pictures_and(
        &self,
        node: NodeId,
        is_caption: &dyn Fn(NodeId) -> bool,
    ) -> Option<(usize, Vec<NodeId>)> {
        let (mut images, mut captions) = (0, Vec::new());
        let mut open: Vec<NodeId> = self.tree.children(node).to_vec();
        open.reverse();
        let mut looked = 0;
        while let Some(node) = open.pop() {
            looked += 1;
            let name = self.tree.name(node);
            if looked > MOST_PARTS || images > MOST_PICTURES || name == "figure" {
                return None;
            }
            if super::furniture::is_unseen(name) || self.skipped.contains(&node) {
                continue;
            }
            if name == "img" {
                if is_portrait(self.tree, node) {
                    return None;
                }
                images += usize::from(!is_tracker(self.tree, node));
                continue;
            }
            if let Data::Text(words) = &self.tree.nodes[node].data {
                if !words.trim().is_empty() {
                    return None;
                }
                continue;
            }
            let taken = self.notes.taken.contains(&node);
            if taken || super::furniture::is_furniture(self.tree, node) {
                return None;
            }
            let holds = || self.tree.below(node).any(|it| self.tree.name(it) == "img");
            if is_caption(node) && !holds() && !self.tree.text(node).trim().is_empty() {
                captions.push(node);
                continue;
            }
            open.extend(self.tree.children(node).iter().rev());
        }
        Some((images, captions))
    }

    /// The words in small or slanted letters below the one picture of a block, which has nothing else.
    pub fn small_caption(&self, node: NodeId) -> Option<NodeId> {
        let is_small = |node: NodeId| {
            let size = self.tree.attribute(node, "size").map(str::trim);
            match self.tree.name(node) {
                "em" | "i" | "small" => true,
                "font" => matches!(size, Some("1" | "2" | "-1" | "-2" | "-3")),
                _ => false,
            }
        };
        if self.tree.name(node) == "table" {
            return self.caption_in_row(node);
        }
        let (images, captions) = self.pictures_and(node, &is_small)?;
        let [caption] = captions.as_slice() else { return None };
        let order: Vec<NodeId> = self.tree.below(node).collect();
        let place =
            |wanted: &dyn Fn(NodeId) -> bool| order.iter().position(|node| wanted(*node));
        let image = place(&|node| self.tree.name(node) == "img")?;
        let behind = place(&|node| node == *caption)?;
        let parted = order[image..behind.max(image)]
            .iter()
            .any(|node| is_apart(self.tree.name(*node)));
        let node = order[image];
        let is_large = parted || self.floats(node) || !self.is_missing(node);
        (images == 1 && image < behind && is_large && self.is_short(*caption))
            .then_some(*caption)
    }

    /// The words in the second row of a table that has two, and in the first a picture.
    fn caption_in_row(&self, table: NodeId) -> Option<NodeId> {
        let cells: Vec<NodeId> = self
            .tree
            .below(table)
            .take(MOST_PARTS)
            .filter(|node| matches!(self.tree.name(*node), "td" | "th"))
            .collect();
        let [picture, words] = cells.as_slice() else { return None };
        let row = |node: NodeId| self.tree.nodes[node].parent;
        let whole = self.tree.text(table).trim() == self.tree.text(*words).trim();
        (row(*picture) != row(*words)
            && whole
            && self.lone_picture(*picture)
            && !self.tree.below(*words).any(|node| self.tree.name(node) == "img")
            && self.is_short(*words))
        .then_some(*words)
    }

    /// Whether words say who wrote a text or when, or are a button.
    fn is_of_head(&self, caption: NodeId) -> bool {
        let text = self.tree.text(caption);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        names::byline(&words).is_some()
            || dates::is_date(&words)
            || trailer::is_button_of(trailer::Origin::Page, &words)
            || ["next post", "next page", "previous post"]
                .contains(&words.to_lowercase().as_str())
    }

    pub fn is_short(&self, caption: NodeId) -> bool {
        let words = self.tree.text(caption);
        !super::furniture::is_links(self.tree, caption)
            && !self.is_of_head(caption)
            && (2..=LONGEST_CAPTION).contains(&words.trim().chars().count())
    }

    /// The captions below a picture that stands alone, in blocks of their own: what is called so, or a
    /// line in small or slanted letters that is no sentence or has a credit.
    pub fn captions_below(&self, children: &[NodeId], at: usize) -> (Vec<NodeId>, bool) {
        let picture = children[at];
        let none = (Vec::new(), false);
        let name = self.tree.name(picture);
        if !matches!(name, "p" | "div" | "center" | "img" | "a" | "span")
            || !self.lone_picture(picture)
        {
            return none;
        }
        let behind = children[at + 1..].iter().copied().filter(|node| {
            let blank = matches!(&self.tree.nodes[*node].data, Data::Text(words) if words.trim().is_empty());
            !blank && self.tree.name(*node) != "br"
        });
        let behind: Vec<NodeId> = behind.take(2).collect();
        let holds =
            |node: NodeId| self.tree.below(node).any(|it| self.tree.name(it) == "img");
        let fits = |node: &NodeId| {
            (is_called_caption(self.tree, *node) || is_called_credit(self.tree, *node))
                && !self.notes.taken.contains(node)
                && self.is_short(*node)
                && !holds(*node)
        };
        let called: Vec<NodeId> = behind.iter().copied().take_while(fits).collect();
        if !called.is_empty() {
            return (called, false);
        }
        let Some(next) = behind.first().copied().filter(|next| {
            matches!(self.tree.name(*next), "p" | "div" | "center") && !holds(*next)
        }) else {
            return none;
        };
        let words = self.tree.text(next);
        let is_small =
            |node: NodeId| matches!(self.tree.name(node), "em" | "i" | "small");
        let whole = self
            .tree
            .below(next)
            .take(MOST_PARTS)
            .find(|node| is_small(*node))
            .is_some_and(|small| self.tree.text(small).trim() == words.trim());
        let stops = words.trim_end().ends_with(['.', '!', '?', '…', ':', '”', '"']);
        let credited = credit::caption(words.trim()).is_some();
        match whole && self.is_short(next) && (!stops || credited) {
            true => (vec![next], true),
            false => none,
        }
    }

    /// Tells of words that nothing but their place and their letters make a caption.
    pub fn tell_caption(&mut self, caption: NodeId) {
        let message = format!(
            "this is taken for the caption of the picture above it: {}",
            short(&self.tree.text(caption))
        );
        let at = self.place(caption);
        self.report.guess(at, message, "make it a paragraph, if it is text");
    }

    /// The words and the credit of captions, which are joined.
    pub fn caption(&mut self, captions: &[NodeId]) -> (Option<Runs>, Option<Runs>) {
        let Some(node) = captions.first().copied() else { return (None, None) };
        // What is called a credit may say more.
        let says_more = |caption: NodeId| {
            let line = self.tree.text(caption);
            let found = credit::caption(line.trim());
            line.trim().chars().count() > LONGEST_CREDIT && found.is_some()
        };
        let called = captions.iter().copied().find(|caption| {
            is_called_credit(self.tree, *caption)
                && !says_more(*caption)
                && (captions.len() > 1 || self.tree.name(*caption) != "figcaption")
        });
        if let Some(called) = called {
            let rest: Vec<NodeId> =
                captions.iter().copied().filter(|it| *it != called).collect();
            let at = self.place(called);
            let credit = self.credit_called(called);
            let (words, other) = self.caption(&rest);
            return (words, self.joined(credit, other, at));
        }
        // A credit that says so itself.
        let below = captions.iter().flat_map(|caption| self.tree.below(*caption));
        let credited = below.into_iter().find(|below| {
            let class = self.tree.attribute(*below, "class").unwrap_or("").to_lowercase();
            let whole = || {
                let words = self.tree.text(*below);
                captions.iter().any(|it| self.tree.text(*it).trim() == words.trim())
            };
            !captions.contains(below)
                && (class.contains("credit")
                    || class.contains("copyright")
                    || class.contains("attribution"))
                // What has the whole caption is a box of both, unless nothing but a credit is there.
                && (!whole() || self.tree.text(*below).chars().count() <= LONGEST_CREDIT)
        });
        let mut credit = None;
        if let Some(found) = credited {
            self.skipped.insert(found);
            let runs = self.runs(found);
            credit = Some(tidy(runs)).filter(|runs| !runs.is_empty());
        }
        // A caption that is nothing but a credit is that of the others.
        let credits = |caption: &NodeId| {
            let line = self.tree.text(*caption);
            let found = credit::caption(line.trim())?;
            let words = line.trim().get(found.words.clone())?.trim().is_empty();
            (words && found.before.is_empty()).then_some(*caption)
        };
        let credited = captions.iter().find_map(credits);
        let mut captions = captions.to_vec();
        if let Some(found) = credited.filter(|_| captions.len() > 1 && credit.is_none()) {
            captions.retain(|caption| *caption != found);
            credit = self.credit_alone(found);
        }
        let mut joined: Runs = Vec::new();
        for caption in &captions {
            let mut runs = self.flat(*caption);
            if !is_blank(&joined) && !is_blank(&runs) {
                joined.push(Run::Break);
            }
            joined.append(&mut runs);
        }
        if captions.len() > 1 && !is_blank(&joined) {
            let message = format!(
                "a figure has more than one caption, and they are one here: {}",
                short(&plain(&joined))
            );
            self.report.doubt(
                self.place(node),
                message,
                "part them, if they are of several pictures",
            );
        }
        let words = tidy(joined);
        let mut words = Some(words).filter(|runs| !is_blank(runs));
        if credit.is_none()
            && let Some(runs) = &words
        {
            let line = plain(runs);
            if let Some(found) = credit::caption(&line) {
                let at = self.place(node);
                let of = |range: &std::ops::Range<usize>| {
                    line[range.clone()].trim().to_string()
                };
                let own = found.credit.as_ref().map(&of).unwrap_or_default();
                self.tell_credit(&own, &found, &line, at);
                // A page keeps the name of a file apart: what looks like one is a word of the caption.
                let behind =
                    found.credit.as_ref().is_none_or(|it| it.start >= found.words.end);
                let from_start = found.words.start == 0
                    || behind && !found.before.is_empty() && found.before.start == 0;
                if !from_start && !found.before.is_empty() {
                    let label = of(&found.before);
                    self.report.drop(at, "the label of a file is left out", &label);
                }
                credit = Some(text(own)).filter(|runs| !is_blank(runs));
                let rest = of(&found.words);
                // Emphasis in the caption stays where the words are cut only at their end.
                words = match from_start {
                    true => Some(tidy(cut_to(runs.clone(), found.words.end))),
                    false => Some(text(rest)),
                };
                words = words.filter(|runs| !is_blank(runs));
            }
        }
        (words, credit)
    }

    /// The credits of a figure that has several, in one.
    fn joined(
        &mut self,
        one: Option<Runs>,
        other: Option<Runs>,
        at: Span,
    ) -> Option<Runs> {
        match (one, other) {
            (Some(mut credit), Some(other)) => {
                if plain(&credit).trim() != plain(&other).trim() {
                    credit.push(Run::Text("; ".into()));
                    credit.extend(other);
                    let message = format!(
                        "a figure has more than one credit, and they are one here: {}",
                        short(&plain(&credit))
                    );
                    let help = "part them, if they are of several pictures";
                    self.report.doubt(at, message, help);
                }
                Some(credit)
            }
            (one, other) => one.or(other),
        }
    }

    /// Who made a picture, by what is called so.
    fn credit_called(&mut self, node: NodeId) -> Option<Runs> {
        let words = self.tree.text(node);
        let words = words.trim();
        let alone = credit::caption(words).is_some_and(|found| {
            found.before.is_empty()
                && words.get(found.words.clone()).is_some_and(|it| it.trim().is_empty())
        });
        match alone {
            true => self.credit_alone(node),
            false => Some(tidy(self.flat(node))).filter(|runs| !is_blank(runs)),
        }
    }

    /// Who made a picture, by a caption that says nothing else.
    fn credit_alone(&mut self, caption: NodeId) -> Option<Runs> {
        let runs = tidy(self.flat(caption));
        let line = plain(&runs);
        let at = self.place(caption);
        let found = credit::caption(&line)?;
        let own = line[found.credit.clone()?].trim().to_string();
        self.tell_credit(&own, &found, &line, at);
        Some(text(own))
    }

    /// Tells of a credit that a line is found to have, and of the signs around it.
    fn tell_credit(&mut self, own: &str, found: &credit::Caption, line: &str, at: Span) {
        self.report.guess(
            at,
            format!("this is taken for the credit of a picture: {own}"),
            "it stands in the braces, `credit=\"…\"`",
        );
        for signs in found.signs(line.len()) {
            self.report.cut(at, &line[signs], Fate::Markup);
        }
    }
}
