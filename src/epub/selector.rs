//! The selectors of our own stylesheet, matched against our own XHTML.

use super::restyle::split;
use super::walk::has_class;

/// A selector: its compounds from the last to the first, each with what joins it to the one
/// behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Selector<'a> {
    pub last: Compound<'a>,
    before: Vec<(Joint, Compound<'a>)>,
}

/// What stands between two compounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    /// Anywhere inside.
    Inside,
    /// `>`: right inside.
    Child,
    /// `+`: right behind.
    Next,
}

/// What one element must be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Compound<'a> {
    /// Its name; empty for any.
    pub tag: &'a str,
    pub classes: Vec<&'a str>,
    /// Whether it is the first in its parent.
    pub first: bool,
}

/// An element of a file, and the one before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub name: &'a str,
    pub tag: &'a str,
    /// Name and tag of the element before it in its parent.
    pub before: Option<(&'a str, &'a str)>,
}

impl<'a> Selector<'a> {
    /// Reads a selector; `None` where it asks for more than elements, classes and
    /// `:first-child`.
    pub fn read(text: &'a str) -> Option<Selector<'a>> {
        let mut joint = Joint::Inside;
        let mut compounds: Vec<(Joint, Compound<'a>)> = Vec::new();
        for word in split(text, ' ') {
            match word {
                ">" => joint = Joint::Child,
                "+" => joint = Joint::Next,
                word => {
                    compounds.push((joint, Compound::read(word)?));
                    joint = Joint::Inside;
                }
            }
        }
        let (mut joint, last) = compounds.pop()?;
        let mut before = Vec::new();
        for (next, compound) in compounds.into_iter().rev() {
            before.push((joint, compound));
            joint = next;
        }
        Some(Selector { last, before })
    }

    /// Its compounds, first to last.
    pub fn compounds(&self) -> impl Iterator<Item = &Compound<'a>> {
        self.before.iter().rev().map(|(_, compound)| compound).chain([&self.last])
    }

    /// Whether the last of the elements, each inside the one before, is meant.
    pub fn matches(&self, open: &[Element<'_>]) -> bool {
        let Some((element, above)) = open.split_last() else { return false };
        self.last.matches(element) && behind(&self.before, element, above)
    }
}

/// Whether the rest of a selector holds for what stands before and above an element.
fn behind(rest: &[(Joint, Compound)], element: &Element, above: &[Element<'_>]) -> bool {
    let Some(((joint, compound), rest)) = rest.split_first() else { return true };
    match joint {
        Joint::Next => {
            let Some((name, tag)) = element.before else { return false };
            // Whether that one is the first is not known; no rule asks.
            let before = Element { name, tag, before: Some(("", "")) };
            compound.matches(&before) && behind(rest, &before, above)
        }
        Joint::Child => above.split_last().is_some_and(|(parent, above)| {
            compound.matches(parent) && behind(rest, parent, above)
        }),
        Joint::Inside => (0..above.len()).rev().any(|at| {
            compound.matches(&above[at]) && behind(rest, &above[at], &above[..at])
        }),
    }
}

impl<'a> Compound<'a> {
    fn read(word: &'a str) -> Option<Compound<'a>> {
        let (plain, first) = match word.strip_suffix(":first-child") {
            Some(plain) => (plain, true),
            None => (word, false),
        };
        if plain.contains([':', '[', '#', '*', '(', '~']) && !plain.contains('\\') {
            return None;
        }
        if plain.contains('\\') {
            // A name that is written with signs; it is matched by nothing, and kept whole.
            return Some(Compound { tag: plain, classes: Vec::new(), first });
        }
        let mut names = plain.split('.');
        let tag = names.next().unwrap_or("");
        Some(Compound { tag, classes: names.collect(), first })
    }

    fn matches(&self, element: &Element<'_>) -> bool {
        (self.tag.is_empty() || self.tag == element.name)
            && (!self.first || element.before.is_none())
            && self.classes.iter().all(|class| has_class(element.tag, class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_match_as_in_browsers() {
        let element = |name, tag, before| Element { name, tag, before };
        let open = [
            element("body", "<body>", None),
            element("section", "<section class=\"chapter\">", None),
            element("p", "<p class=\"a b\">", Some(("header", "<header>"))),
        ];
        for (selector, holds) in [
            ("p", true),
            ("p.a.b", true),
            ("p.c", false),
            (".a", true),
            ("section p", true),
            ("body p", true),
            ("section.chapter > p", true),
            ("body > p", false),
            ("header + p", true),
            ("section > header + p", true),
            ("body > header + p", false),
            ("hr + p", false),
            ("section > p:first-child", false),
            ("section:first-child p", true),
        ] {
            let read = Selector::read(selector).expect(selector);
            assert_eq!(read.matches(&open), holds, "{selector}");
        }
        for selector in ["p::before", "p:not(.a)", "p:last-child", "a ~ b", "*"] {
            assert_eq!(Selector::read(selector), None, "{selector}");
        }
    }
}
