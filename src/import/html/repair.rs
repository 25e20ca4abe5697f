//! What browsers and sites make of a page, undone before it is read: links to the page itself with its
//! whole address, pictures under other names.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::LocalName;

use super::super::pictures::decoded;
use super::picture::is_placeholder;
use super::tree::{Data, Element, NodeId, Tree};

/// Undoes it; `location` is the address that an archive says the page had.
pub(super) fn repair(tree: &mut Tree, source: &str, location: Option<&str>) {
    let places = places(tree);
    let own = own_addresses(tree, source, location);
    shorten_links(tree, &own, &places);
    name_pictures(tree);
    set_apart(tree);
}

/// Makes blocks of what a page shows as one by its own style: `<span style="display:block">`.
fn set_apart(tree: &mut Tree) {
    let shown = |tree: &Tree, node: NodeId| {
        let style = tree.attribute(node, "style").unwrap_or("").to_lowercase();
        let style: String = style.split_whitespace().collect();
        tree.name(node) == "span" && style.contains("display:block")
    };
    let found: Vec<NodeId> = tree.below(0).filter(|node| shown(tree, *node)).collect();
    for node in found {
        if let Data::Element(element) = &mut tree.nodes[node].data {
            element.name = LocalName::from("div");
        }
    }
}

/// The ids of a page, and the names of its anchors.
pub(super) fn places(tree: &Tree) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for node in tree.below(0) {
        let name = tree.attribute(node, "name").filter(|_| tree.name(node) == "a");
        let stated = tree.attribute(node, "id").into_iter().chain(name);
        places.extend(stated.map(str::to_string));
    }
    places
}

/// An address without what may differ where it is the same: `http`, `www`, a stroke at the end.
fn bare(address: &str) -> String {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split('#').next().unwrap_or("");
    decoded(address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/'))
}

/// The addresses that the page says it has, or that the browser says which saved it.
fn own_addresses(tree: &Tree, source: &str, location: Option<&str>) -> BTreeSet<String> {
    let mut end = source.len().min(4096);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let head = &source[..end];
    let behind = |lead: &str| head.split_once(lead).map(|(_, rest)| rest);
    let first_word = |text: &str| text.split_whitespace().next().map(str::to_string);
    // `<!-- saved from url=(0020)https://example.org/ -->`
    let saved = behind("saved from url=(")
        .and_then(|rest| rest.split_once(')'))
        .and_then(|(_, address)| first_word(address));
    let single = behind("Page saved with SingleFile")
        .and_then(|rest| rest.split_once("url:"))
        .and_then(|(_, address)| first_word(address));
    let stated = tree.below(0).filter_map(|node| {
        let key = match tree.name(node) {
            "link" if tree.attribute(node, "rel") == Some("canonical") => "href",
            "meta" if tree.attribute(node, "property") == Some("og:url") => "content",
            _ => return None,
        };
        tree.attribute(node, key).map(str::to_string)
    });
    let all = stated.chain(saved).chain(single).chain(location.map(str::to_string));
    all.map(|address| bare(&address)).filter(|address| !address.is_empty()).collect()
}

/// So many links to as many places of this page are no chance.
const ENOUGH: usize = 3;

/// Lets links to places of the page lead there alone: `#place`, as it is written there.
fn shorten_links(tree: &mut Tree, own: &BTreeSet<String>, places: &BTreeSet<String>) {
    let links: Vec<NodeId> =
        tree.below(0).filter(|node| tree.name(*node) == "a").collect();
    let there = |place: &str| -> Option<String> {
        let known = |place: &str| places.contains(place).then(|| place.to_string());
        known(place).or_else(|| known(&decoded(place)))
    };
    let mut pages: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for link in &links {
        let address = tree.attribute(*link, "href").map(str::trim);
        if let Some((page, place)) = address.and_then(|it| it.split_once('#'))
            && !page.is_empty()
        {
            pages.entry(bare(page)).or_default().insert(place);
        }
    }
    let by_places: BTreeSet<String> = pages
        .into_iter()
        .filter(|(_, found)| {
            found.len() >= ENOUGH && found.iter().all(|place| there(place).is_some())
        })
        .map(|(page, _)| page)
        .collect();
    for link in links {
        let address = tree.attribute(link, "href").map(str::trim);
        let Some((page, place)) = address.and_then(|it| it.split_once('#')) else {
            continue;
        };
        let address = bare(page);
        let is_own =
            page.is_empty() || own.contains(&address) || by_places.contains(&address);
        let Some(place) = there(place).filter(|_| is_own) else { continue };
        if let Data::Element(element) = &mut tree.nodes[link].data {
            for (name, value) in &mut element.attributes {
                if &**name == "href" {
                    *value = format!("#{place}");
                }
            }
        }
    }
}

/// Calls pictures what they are: those of AMP, and those shown only where scripts do not run.
fn name_pictures(tree: &mut Tree) {
    let mut left = MOST_HIDDEN;
    for node in tree.below(0).collect::<Vec<_>>() {
        match tree.name(node) {
            "amp-img" | "amp-anim" => {
                // What stands in it is shown where it is not understood.
                tree.nodes[node].children.clear();
                if let Data::Element(element) = &mut tree.nodes[node].data {
                    element.name = LocalName::from("img");
                }
            }
            "noscript" if left > 0 => left -= usize::from(show_hidden(tree, node)),
            _ => {}
        }
    }
}

/// The most pictures that are looked for where scripts do not run.
const MOST_HIDDEN: usize = 1000;

/// Puts the picture of a `noscript` before it, where there is no other beside it; says whether one was
/// looked for.
fn show_hidden(tree: &mut Tree, node: NodeId) -> bool {
    let Some(parent) = tree.nodes[node].parent else { return false };
    let text = tree.children(node).iter().find_map(|child| {
        let Data::Text(text) = &tree.nodes[*child].data else { return None };
        text.contains("<img").then(|| text.clone())
    });
    let Some(text) = text else { return false };
    if !matches!(tree.name(parent), "p" | "figure" | "picture" | "a") {
        return false;
    }
    let shown = tree.below(parent).find(|below| tree.name(*below) == "img");
    if shown.is_some_and(|shown| {
        let src = tree.attribute(shown, "src").unwrap_or("");
        let is_lazy =
            |name: &LocalName| &**name != "data-id" && name.starts_with("data-");
        let names = tree.element(shown).map_or(&[][..], |it| it.attributes.as_slice());
        !is_placeholder(src) || names.iter().any(|(name, _)| is_lazy(name))
    }) {
        return true;
    }
    let Ok(mut inner) = Tree::parse(&text) else { return true };
    let image = inner.below(0).find(|below| inner.name(*below) == "img");
    if let Some(image) = image
        && let Data::Element(image) = &mut inner.nodes[image].data
    {
        let attributes = std::mem::take(&mut image.attributes);
        if let Some(Data::Element(shown)) = shown.map(|it| &mut tree.nodes[it].data) {
            shown.attributes = attributes;
            return true;
        }
        let element = Element { name: LocalName::from("img"), attributes };
        let place = tree.children(parent).iter().position(|child| *child == node);
        tree.insert(parent, place.unwrap_or(0), element);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_page_itself_lead_to_its_places() {
        let links = |page: &str| {
            let mut tree = Tree::parse(page).expect("within bounds");
            repair(&mut tree, page, None);
            let links = tree.below(0).filter_map(|node| tree.attribute(node, "href"));
            links.map(str::to_string).collect::<Vec<_>>()
        };
        let page = "<!-- saved from url=(0017)https://ex.org/m/ --><a href='http://www.ex.org/m#%C3%BC'>1</a><a href='https://ex.org/m/#gone'>2</a><a href='https://ex.org/n/#\u{fc}'>3</a><p id='\u{fc}'>x";
        assert_eq!(
            links(page),
            ["#\u{fc}", "https://ex.org/m/#gone", "https://ex.org/n/#\u{fc}"]
        );
        let page = "<a href='m.htm#a'>1</a><a href='m.htm#b'>2</a><a href='m.htm#c'>3</a><a href='n.htm#a'>4</a><p id=a><p id=b><p id=c>";
        assert_eq!(links(page), ["#a", "#b", "#c", "n.htm#a"]);
    }
}
