//! The picture that a page shows with its title, outside of what is found to be the article.

use std::collections::BTreeSet;

use super::super::pictures;
use super::furniture;
use super::picture::{is_placeholder, is_tracker};
use super::tree::{NodeId, Tree};
use super::walk::Walker;

/// More pictures than these between title and text are those of other articles.
const MOST: usize = 3;

/// A picture with sides that are shorter is a sign.
const SMALLEST_SIDE: f64 = 100.0;

/// The most words of a box that a picture with its caption stands in.
const MOST_WORDS: usize = 60;

/// Words of classes, names and files by which pictures are called that are none of an article's.
const SIGNS: &[&str] = &[
    "avatar",
    "gravatar",
    "author",
    "byline",
    "profile",
    "logo",
    "icon",
    "icons",
    "share",
    "social",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "sponsor",
    "banner",
    "emoji",
    "flag",
    "menu",
    "nav",
    "related",
    "teaser",
    "teasers",
    "newsletter",
    "sprite",
    "badge",
];

/// Words of classes by which the picture above a title is called.
const HEROES: &[&str] = &[
    "hero",
    "lead",
    "featured",
    "headerimage",
    "thumbnail",
    "keyvisual",
    "opener",
    "visual",
    "cover",
    "aufmacher",
];

/// What is before the article, and what of it is a picture of the article.
pub(super) struct Before<'a> {
    pub root: NodeId,
    pub title: Option<NodeId>,
    /// What stands outside of the article.
    pub others: &'a [NodeId],
}

/// Finds these pictures, each with the box that holds its caption; tells of those that are left out.
pub(super) fn find(walker: &mut Walker<'_>, before: &Before<'_>) -> Vec<NodeId> {
    let tree = walker.tree;
    let Before { root, title, others } = *before;
    let mut rank = vec![usize::MAX; tree.nodes.len()];
    tree.below(0).enumerate().for_each(|(at, node)| rank[node] = at);
    let shown = shown_elsewhere(tree);
    let stems = |node: NodeId| -> Vec<String> {
        let addresses = walker.addresses(node);
        addresses.iter().filter_map(|address| stem(address)).collect()
    };
    let mut known: BTreeSet<String> = tree
        .below(root)
        .filter(|node| tree.name(*node) == "img")
        .flat_map(stems)
        .collect();
    let (mut found, mut called, mut unused) = (Vec::new(), Vec::new(), Vec::new());
    for other in others.iter().copied() {
        for image in tree.below(other).filter(|node| tree.name(*node) == "img") {
            let own = stems(image);
            let is_called = own.iter().any(|stem| shown.contains(stem));
            let is_known = own.iter().any(|stem| known.contains(stem));
            let up: Vec<NodeId> = tree
                .above(image)
                .take_while(|above| !tree.above(root).any(|it| it == *above))
                .collect();
            let hidden = up.iter().any(|above| furniture::is_furniture(tree, *above));
            let is_taken = |node: &NodeId| {
                walker.skipped.contains(node) || walker.notes.taken.contains(node)
            };
            if is_known || is_tracker(tree, image) || up.iter().any(is_taken) {
                continue;
            }
            let behind_title = title.is_some_and(|title| rank[title] < rank[image]);
            let between = behind_title && rank[image] < rank[root];
            let is_hero = title.is_some_and(|title| {
                up.iter().any(|above| {
                    is_called_hero(tree, *above)
                        && rank[image] < rank[title]
                        && tree.nodes[*above].parent.is_some_and(|around| {
                            tree.above(title)
                                .take(4)
                                .any(|it| it == around || it == *above)
                        })
                })
            });
            let is_sign = is_small(tree, image)
                || std::iter::once(image)
                    .chain(up.iter().copied())
                    .any(|it| is_called_sign(tree, it));
            let is_empty =
                own.is_empty() || is_placeholder(&walker.name_of_missing(image));
            let fits = !is_empty && !hidden && !is_sign && rank[image] < rank[root];
            if fits && (is_called || between || is_hero) {
                known.extend(own);
                if is_called { &mut called } else { &mut found }.push(image);
            } else if is_called
                && !is_sign
                && !own.iter().any(|stem| stem.contains("logo"))
            {
                known.extend(own);
                unused.push(image);
            }
        }
    }
    // Beside the picture that the page is shown by, others are those of people and of other articles.
    let has_shown = !called.is_empty() || known.iter().any(|stem| shown.contains(stem));
    if has_shown {
        found.retain(|image| box_of(walker, before, *image) != *image);
    }
    // Many pictures are those of other articles, but for the one that the page is shown by.
    if found.len() > MOST {
        unused.append(&mut found);
    }
    found.append(&mut called);
    if let Some(image) = unused.first().copied() {
        let (at, name) = (walker.place(image), walker.name_of_missing(image));
        let message = match unused.len() {
            1 => format!(
                "the picture that the page is shown by, `{name}`, stands outside of the article, and is left out"
            ),
            count => format!(
                "{count} pictures stand with the title, outside of the article, and are left out, first `{name}`"
            ),
        };
        walker.report.doubt(at, message, "put it into the article, if it belongs there");
    }
    found.sort_by_key(|image| rank[*image]);
    let boxes = found.into_iter().map(|image| box_of(walker, before, image));
    let mut out: Vec<NodeId> = boxes.collect();
    out.dedup();
    out
}

/// Whether a system calls a picture that of an account, as those in boxes about who wrote a text are.
fn is_avatar(tree: &Tree, image: NodeId) -> bool {
    let class = tree.attribute(image, "class").unwrap_or("").to_lowercase();
    class.split_whitespace().any(|it| it == "avatar" || it.starts_with("avatar-"))
        || tree.attribute(image, "src").is_some_and(|it| it.contains("gravatar.com/"))
}

/// Leaves out the portraits of who wrote the text that stand above its first paragraph, and those of accounts
/// wherever they are, and tells of them.
pub(super) fn leave_out_portraits(walker: &mut Walker<'_>, root: NodeId, first: NodeId) {
    let tree = walker.tree;
    let is_portrait = |image: NodeId| {
        let up = std::iter::once(image).chain(tree.above(image).take(2));
        up.into_iter().any(|node| {
            let class = tree.attribute(node, "class").unwrap_or("").to_lowercase();
            ["avatar", "author-image", "author-profile", "author-photo", "byline-image"]
                .iter()
                .any(|known| class.contains(known))
        })
    };
    let mut is_above = true;
    let mut images = Vec::new();
    for node in tree.below(root).filter(|node| !walker.notes.taken.contains(node)) {
        is_above &= node != first;
        let shown =
            || !tree.above(node).any(|above| furniture::is_furniture(tree, above));
        if tree.name(node) == "img"
            && (is_above && is_portrait(node) || is_avatar(tree, node) && shown())
        {
            images.push(node);
        }
    }
    for image in images {
        let (at, name) = (walker.place(image), walker.name_of_missing(image));
        let alt = tree.attribute(image, "alt").unwrap_or("").trim();
        let message =
            format!("the portrait of who wrote the text, `{name}`, is left out");
        walker.report.drop(at, &message, alt);
        walker.skipped.insert(image);
    }
}

/// The pictures that networks show for a page, as it says.
fn shown_elsewhere(tree: &Tree) -> BTreeSet<String> {
    let stated = tree.below(0).filter_map(|node| {
        let key = match tree.name(node) {
            "meta" => {
                let property = tree.attribute(node, "property");
                let key = property.or(tree.attribute(node, "name"))?;
                let known =
                    ["og:image", "twitter:image", "og:image:url", "twitter:image:src"];
                known.contains(&key).then_some("content")?
            }
            "link" if tree.attribute(node, "rel") == Some("image_src") => "href",
            _ => return None,
        };
        stem(tree.attribute(node, key)?)
    });
    stated.collect()
}

/// The name of a file without its ending and its size: `pot-300x200.jpg`.
fn stem(address: &str) -> Option<String> {
    if address.starts_with("data:") {
        return None;
    }
    let name = pictures::name_of(address).to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let is_size = |end: &str| {
        let mut sides = end.split('x');
        let counts =
            |side: &str| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit());
        sides.clone().count() == 2 && sides.all(counts)
            || matches!(end, "scaled" | "large")
    };
    let stem = match stem.rsplit_once(['-', '_']) {
        Some((before, end)) if is_size(end) => before,
        Some(_) | None => stem,
    };
    (stem.chars().count() > 2).then(|| stem.to_string())
}

fn is_small(tree: &Tree, image: NodeId) -> bool {
    // `ann-48x48.jpg`
    let name = pictures::name_of(tree.attribute(image, "src").unwrap_or(""));
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    let size = stem.rsplit_once('-').and_then(|(_, end)| end.split_once('x'));
    if size
        .is_some_and(|(side, _)| side.parse::<f64>().is_ok_and(|it| it < SMALLEST_SIDE))
    {
        return true;
    }
    ["width", "height"].iter().any(|side| {
        let stated = tree.attribute(image, side).unwrap_or("").trim_end_matches("px");
        stated.parse::<f64>().is_ok_and(|side| side < SMALLEST_SIDE)
    })
}

fn words(tree: &Tree, node: NodeId) -> impl Iterator<Item = String> {
    let names = [tree.attribute(node, "class"), tree.attribute(node, "id")];
    let file = tree.attribute(node, "src").map(pictures::name_of);
    let names = names.into_iter().flatten().map(str::to_lowercase).chain(file);
    let names: Vec<String> = names.collect();
    names.into_iter().flat_map(|name| {
        let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.collect::<Vec<_>>()
    })
}

fn is_called_sign(tree: &Tree, node: NodeId) -> bool {
    words(tree, node).any(|word| SIGNS.contains(&word.as_str()))
        || tree.attribute(node, "rel").is_some_and(|it| it.contains("home"))
}

fn is_called_hero(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "figure"
        || words(tree, node).any(|word| HEROES.contains(&word.as_str()))
}

/// The box of a picture with its caption, without the title; else the picture.
fn box_of(walker: &Walker<'_>, before: &Before<'_>, image: NodeId) -> NodeId {
    let tree = walker.tree;
    let holds =
        |node: NodeId, other: NodeId| tree.above(other).any(|above| above == node);
    let within = tree.above(image).take_while(|above| {
        !holds(*above, before.root)
            && !before.title.is_some_and(|title| holds(*above, title))
    });
    let mut found = image;
    for above in within {
        let few = tree.text(above).split_whitespace().take(MOST_WORDS + 1).count()
            <= MOST_WORDS;
        if few && (tree.name(above) == "figure" || !walker.is_captioned(above).is_empty())
        {
            found = above;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_one_name_in_all_its_sizes() {
        for (address, expected) in [
            ("https://ex.org/a/Pot-300x200.jpg?x=1", Some("pot")),
            ("pot-scaled.jpg", Some("pot")),
            ("old_pot.jpg", Some("old_pot")),
            ("data:image/png;base64,AA", None),
        ] {
            assert_eq!(stem(address).as_deref(), expected, "{address}");
        }
    }
}
