//! The sheet of styles that a word processor writes into its page: which classes make letters
//! slanted, bold, small capitals, raised or struck. Other pages say with their sheets how the site
//! looks, and are not believed.

use std::collections::BTreeMap;

use super::super::manuscript::Style;
use super::tree::{Data, Tree};

/// The styles of each class.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    classes: BTreeMap<String, Vec<Style>>,
}

/// How much of a sheet is read: those of word processors have a twentieth of it.
const LONGEST: usize = 1 << 20;

impl Sheet {
    pub fn read(tree: &Tree) -> Sheet {
        let mut sheet = Sheet::default();
        if !is_of_a_word_processor(tree) {
            return sheet;
        }
        for node in tree.below(0).filter(|node| tree.name(*node) == "style") {
            for child in tree.children(node) {
                if let Data::Text(rules) = &tree.nodes[*child].data
                    && rules.len() <= LONGEST
                {
                    sheet.add(rules);
                }
            }
        }
        sheet
    }

    fn add(&mut self, rules: &str) {
        for rule in rules.split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            let styles = styles(declarations);
            if styles.is_empty() {
                continue;
            }
            for selector in selectors.split(',') {
                // What stands before it: another rule's end, a comment, an import.
                let selector = selector.rsplit(['\n', ';', '/']).next().unwrap_or("");
                let selector = selector.trim().trim_start_matches("<!--");
                // One class, of any element or of a span.
                let class = match selector.trim().split_once('.') {
                    Some(("" | "span", class)) => class,
                    Some(_) | None => continue,
                };
                let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
                if class.chars().all(plain) {
                    self.classes.insert(class.to_lowercase(), styles.clone());
                }
            }
        }
    }

    /// What the classes of an element say of its letters.
    pub fn of(&self, classes: &str) -> Vec<Style> {
        let known = classes
            .split_whitespace()
            .filter_map(|class| self.classes.get(&class.to_lowercase()));
        known.flatten().cloned().collect()
    }
}

/// What declarations say of letters; nothing where they say how letters mostly are.
pub(super) fn styles(declarations: &str) -> Vec<Style> {
    let mut out = Vec::new();
    for declaration in declarations.to_lowercase().split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().trim_end_matches("!important").trim();
        out.extend(match (name.trim(), value) {
            ("font-style", "italic" | "oblique") => Some(Style::Emphasis),
            ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => {
                Some(Style::Strong)
            }
            ("font-variant" | "font-variant-caps", "small-caps" | "all-small-caps") => {
                Some(Style::SmallCaps)
            }
            ("vertical-align", "super") => Some(Style::Superscript),
            ("vertical-align", "sub") => Some(Style::Subscript),
            ("text-decoration" | "text-decoration-line", value)
                if value.contains("line-through") =>
            {
                Some(Style::Strike)
            }
            _ => None,
        });
    }
    out
}

/// Whether a page was written by a word processor and not by a site.
fn is_of_a_word_processor(tree: &Tree) -> bool {
    tree.below(0).any(|node| {
        let attribute = |name| tree.attribute(node, name).unwrap_or("");
        match tree.name(node) {
            "meta" => {
                attribute("name").eq_ignore_ascii_case("generator")
                    && ["Microsoft Word", "LibreOffice", "OpenOffice", "Pages"]
                        .iter()
                        .any(|name| attribute("content").starts_with(name))
            }
            "body" => attribute("class").split_whitespace().any(|it| it == "doc-content"),
            "p" => attribute("class").starts_with("Mso"),
            _ => attribute("class").contains("lst-kix_"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_how_letters_look() {
        let page = "<style>@import url(x);.c0{font-style:italic}.c1,span.c2{ font-weight:700; color:#000 }.c3{font-weight:400}p.c4{font-style:italic}</style><body class='doc-content'>";
        let sheet = Sheet::read(&Tree::parse(page).expect("within bounds"));
        assert_eq!(sheet.of("x c0"), [Style::Emphasis]);
        assert_eq!(sheet.of("c1"), [Style::Strong]);
        assert_eq!(sheet.of("c2"), [Style::Strong]);
        assert_eq!((sheet.of("c3"), sheet.of("c4")), (vec![], vec![]));
        let page = page.replace("doc-content", "post");
        let sheet = Sheet::read(&Tree::parse(&page).expect("within bounds"));
        assert!(sheet.of("c0").is_empty());
    }
}
