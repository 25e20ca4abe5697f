//! The edition for the oldest engines, Adobe's RMSDK above all: readers and apps of ten and
//! more years. It knows XHTML 1.1 and the larger part of CSS 2; at what it does not know it
//! drops the whole stylesheet, or the book. [`LACKS`] says what that is and what stands in its
//! place; the writer below does nothing else.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::restyle::{Rule, rules, split};
use super::selector::{Compound, Element, Selector};
use super::walk::{Piece, attribute, attributes, pieces};
use lacks::KNOWN;
pub use lacks::{LACKS, Lack, What};

mod lacks;

/// A screen is so high, in hundredths of its width, and a picture no higher than this part of it,
/// in hundredths: what others are told in `vh`.
const SCREEN: u64 = 133;
const MOST: u64 = 90;
/// A picture of so many pixels in height is never higher than a screen.
const LOW: u32 = 500;

/// A stylesheet for the oldest engines, and the classes that stand for selectors they lack.
#[derive(Default)]
pub(super) struct Sheet<'a> {
    pub css: String,
    classes: Vec<(Selector<'a>, usize)>,
    /// How wide and high pictures are, in pixels, by their addresses in files of text.
    sizes: FxHashMap<String, (u32, u32)>,
}

/// What the class of a rule is called.
fn class(rule: usize) -> String {
    format!("k{rule}")
}

impl<'a> Sheet<'a> {
    /// Rewrites a stylesheet.
    pub fn of(css: &'a str) -> Sheet<'a> {
        let mut sheet =
            Sheet { css: String::with_capacity(css.len()), ..Sheet::default() };
        let mut numbered = 0;
        let mut instead = Vec::new();
        for rule in rules(css) {
            let (selectors, body) = match rule {
                Rule::At(rule) => {
                    if !lacks(
                        |what| matches!(what, What::AtRule(at) if rule.starts_with(at)),
                    ) {
                        sheet.css.push_str(rule);
                        sheet.css.push('\n');
                    }
                    continue;
                }
                Rule::Style(selectors, body) => (selectors, body),
            };
            let body = declarations(body);
            if body.is_empty() {
                // An ornament says nothing that the engine knows; what stands for it does.
                instead.extend(split(selectors, ',').into_iter().filter_map(pseudo));
                continue;
            }
            let mut kept: Vec<String> = Vec::new();
            // How many names the selectors have that a class stands for.
            let mut classed: Option<usize> = None;
            for text in split(selectors, ',') {
                if let Some(other) = pseudo(text) {
                    instead.push(other);
                    continue;
                }
                let Some(selector) = Selector::read(text) else { continue };
                if !lacks(
                    |what| matches!(what, What::Selector(sign) if text.contains(sign)),
                ) {
                    let compounds = selector.compounds().map(|c| compound(c));
                    kept.push(compounds.collect::<Vec<_>>().join(" "));
                    continue;
                }
                numbered += usize::from(classed.is_none());
                classed = classed.max(Some(weight(&selector)));
                sheet.classes.push((selector, numbered));
            }
            if let Some(weight) = classed {
                // Named as often, it wins over what they won over.
                kept.insert(0, format!(".{}", class(numbered)).repeat(weight + 1));
            }
            if !kept.is_empty() {
                let _ = writeln!(sheet.css, "{} {{ {body} }}", kept.join(", "));
            }
        }
        instead.retain(|rule| !rule.is_empty());
        instead.dedup();
        for rule in instead {
            sheet.css.push_str(rule);
            sheet.css.push('\n');
        }
        sheet
    }

    /// Says how large pictures are.
    pub fn with_sizes(self, sizes: FxHashMap<String, (u32, u32)>) -> Sheet<'a> {
        Sheet { sizes, ..self }
    }

    /// How wide a picture must be, in hundredths of the text, so that it is no higher than a
    /// screen; `None` where it is not.
    fn narrowed(&self, open: &[Element<'_>]) -> Option<u64> {
        let (img, around) = open.split_last()?;
        let (width, height) = *self.sizes.get(attribute(img.tag, "src")?)?;
        let most = MOST * SCREEN * u64::from(width) / (100 * u64::from(height.max(1)));
        let stated = around.iter().rev().flat_map(|element| names(element));
        let stated = stated.filter_map(|class| match class {
            "across" | "full-page" | "cover" => Some(100),
            class => {
                class.strip_prefix("wide-")?.parse::<u64>().ok().map(|part| part / 10)
            }
        });
        let asked = match stated.into_iter().next() {
            Some(asked) => asked,
            None if height < LOW || names(img).any(|class| class == "inline") => {
                return None;
            }
            None => 100,
        };
        (most < asked).then_some(most.max(1))
    }

    /// Rewrites a file of text.
    pub fn xhtml(&self, xhtml: &str) -> String {
        let mut out = String::with_capacity(xhtml.len() + xhtml.len() / 8);
        let mut open: Vec<Element<'_>> = Vec::new();
        // What stands before the next element, level by level.
        let mut before: Vec<Option<(&str, &str)>> = vec![None];
        for (_, piece) in pieces(xhtml) {
            match piece {
                Piece::Open(name, tag) | Piece::Empty(name, tag) => {
                    let sibling =
                        before.last_mut().and_then(|last| last.replace((name, tag)));
                    open.push(Element { name, tag, before: sibling });
                    self.tag(&mut out, &open);
                    match piece {
                        Piece::Empty(..) => drop(open.pop()),
                        Piece::Open(..)
                        | Piece::Close(_)
                        | Piece::Text(_)
                        | Piece::Prologue(_) => before.push(None),
                    }
                }
                Piece::Close(name) => {
                    open.pop();
                    before.pop();
                    let _ = write!(out, "</{}>", replaced(name).map_or(name, |_| "div"));
                }
                Piece::Text(text) | Piece::Prologue(text) => out.push_str(text),
            }
        }
        out
    }

    /// Writes the tag of the last of the open elements.
    fn tag(&self, out: &mut String, open: &[Element<'_>]) {
        let Some(Element { name, tag, .. }) = open.last().copied() else { return };
        let mut rules: Vec<usize> = Vec::new();
        for (selector, rule) in &self.classes {
            if rules.last() != Some(rule) && selector.matches(open) {
                rules.push(*rule);
            }
        }
        let role = replaced(name);
        let narrowed = Some(name).filter(|name| *name == "img");
        let narrowed = narrowed.and_then(|_| self.narrowed(open));
        if rules.is_empty() && role.is_none() && narrowed.is_none() {
            return out.push_str(tag);
        }
        let own = attribute(tag, "class").unwrap_or("");
        let mut classes: Vec<String> = Vec::new();
        classes.extend(role.map(|_| name.to_owned()));
        classes.extend(own.split(' ').filter(|c| !c.is_empty()).map(str::to_owned));
        classes.extend(rules.into_iter().map(class));
        classes.dedup();
        let _ = write!(out, "<{}", role.map_or(name, |_| "div"));
        if !classes.is_empty() {
            let _ = write!(out, " class=\"{}\"", classes.join(" "));
        }
        if let Some(width) = narrowed {
            let _ = write!(out, " style=\"width: {width}%; height: auto\"");
        }
        for (name, value) in attributes(tag).filter(|(name, _)| *name != "class") {
            let _ = write!(out, " {name}=\"{value}\"");
        }
        // What an element says of itself by its name, a `div` says by its role.
        let named = attribute(tag, "aria-label").or(attribute(tag, "aria-labelledby"));
        if let Some(Some(role)) = role
            && attribute(tag, "role").is_none()
            && (named.is_some() || role != "region")
        {
            let _ = write!(out, " role=\"{role}\"");
        }
        out.push_str(if tag.ends_with("/>") { "/>" } else { ">" });
    }
}

/// The classes of an element.
fn names<'a>(element: &Element<'a>) -> impl Iterator<Item = &'a str> {
    attribute(element.tag, "class").unwrap_or("").split(' ')
}

fn lacks(is: impl Fn(What) -> bool) -> bool {
    LACKS.iter().any(|lack| is(lack.what))
}

/// The role of an element that is lacking, if it is, and has one.
fn replaced(name: &str) -> Option<Option<&'static str>> {
    LACKS.iter().find_map(|lack| match lack.what {
        What::Element(element, role) if element == name => Some(role),
        What::Element(..)
        | What::Selector(_)
        | What::Pseudo(..)
        | What::AtRule(_)
        | What::Value(_)
        | What::Declaration(..) => None,
    })
}

/// What to say instead of a selector that no class can stand for.
fn pseudo(selector: &str) -> Option<&'static str> {
    LACKS.iter().find_map(|lack| match lack.what {
        What::Pseudo(part, instead) if selector.contains(part) => Some(instead),
        What::Element(..)
        | What::Selector(_)
        | What::Pseudo(..)
        | What::AtRule(_)
        | What::Value(_)
        | What::Declaration(..) => None,
    })
}

/// How many classes a selector names, with those that stand for elements.
fn weight(selector: &Selector<'_>) -> usize {
    let one = |compound: &Compound| {
        compound.classes.len()
            + usize::from(compound.first)
            + usize::from(replaced(compound.tag).is_some())
    };
    selector.compounds().map(one).sum()
}

/// A compound of a plain selector, its element replaced.
fn compound(compound: &Compound<'_>) -> String {
    let Compound { tag, classes, first: _ } = compound;
    let mut out = match replaced(tag) {
        Some(_) => format!("div.{tag}"),
        None => (*tag).to_owned(),
    };
    for class in classes {
        let _ = write!(out, ".{class}");
    }
    out
}

/// The declarations that the engine takes.
fn declarations(body: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for one in split(body, ';') {
        let Some((property, value)) = one.split_once(':') else { continue };
        let (property, value) = (property.trim(), value.trim());
        let one = format!("{property}: {value}");
        let other = LACKS.iter().find_map(|lack| match lack.what {
            What::Declaration(lacking, other) if lacking == one => Some(other),
            What::Value(part) if has_value(value, part) => Some(""),
            What::Element(..)
            | What::Selector(_)
            | What::Pseudo(..)
            | What::AtRule(_)
            | What::Value(_)
            | What::Declaration(..) => None,
        });
        match other {
            Some("") => {}
            Some(other) => kept.push(format!("{other};")),
            None if KNOWN.contains(&property) => kept.push(format!("{one};")),
            None => {}
        }
    }
    kept.join(" ")
}

/// Whether a value has a unit behind a number, or a function.
fn has_value(value: &str, part: &str) -> bool {
    value.split([' ', ',', '(']).any(|word| {
        let number = word.trim_end_matches(')').strip_suffix(part);
        number.is_some_and(|n| n.parse::<f64>().is_ok())
    }) || part.ends_with('(') && value.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(css: &str, body: &str) -> (String, String) {
        let sheet = Sheet::of(css);
        let xhtml = sheet.xhtml(&format!("<html><body>{body}</body></html>"));
        let body = xhtml.strip_prefix("<html><body>").expect("as it was");
        let body = body.strip_suffix("</body></html>").expect("as it was").to_owned();
        (sheet.css, body)
    }

    #[test]
    fn a_picture_is_no_higher_than_a_screen() {
        let sizes = [("tall.png", (600, 2400)), ("wide.png", (900, 600))];
        let sizes = sizes.map(|(name, size)| (format!("../images/{name}"), size));
        let sheet = Sheet::of("").with_sizes(sizes.into_iter().collect());
        let img = |name: &str| format!("<img src=\"../images/{name}\" alt=\"A\"/>");
        let shown = |around: &str, name: &str| {
            let (open, close) = (format!("<p class=\"{around}\">"), "</p>");
            let made = sheet.xhtml(&format!("{open}{}{close}", img(name)));
            made.replace(&open, "").replace(close, "")
        };
        // 90 % of a screen of 3:4 at a width of 30 %.
        let narrowed = "<img style=\"width: 29%; height: auto\" src=\"../images/tall.png\" alt=\"A\"/>";
        assert_eq!(shown("figure", "tall.png"), narrowed);
        assert_eq!(shown("figure across", "tall.png"), narrowed);
        for (around, name) in [("wide-200", "tall.png"), ("figure", "wide.png")] {
            assert_eq!(shown(around, name), img(name));
        }
    }

    /// Every row of the table, by what it makes of a sheet and a file that have what is
    /// lacking; what has not is left alone.
    #[test]
    fn every_lack_is_made_good() {
        for Lack { what, why, source } in LACKS {
            assert!(!why.is_empty() && !source.is_empty());
            let (css, body) = match what {
                What::Element(name, role) => {
                    let css = format!("{name} p {{ margin: 0; }}");
                    let (css, body) = made(
                        &css,
                        &format!("<{name} aria-label=\"a\"><p>A</p></{name}>"),
                    );
                    assert_eq!(css, format!("div.{name} p {{ margin: 0; }}\n"));
                    let role = role.map(|role| format!(" role=\"{role}\""));
                    let role = role.unwrap_or_default();
                    assert_eq!(
                        body,
                        format!(
                            "<div class=\"{name}\" aria-label=\"a\"{role}><p>A</p></div>"
                        )
                    );
                    continue;
                }
                What::Selector(sign) => {
                    let selector = match *sign {
                        ":first-child" => "p:first-child".to_owned(),
                        sign => format!("h1 {sign} p"),
                    };
                    let body = match *sign {
                        "+" => "<h1>A</h1><p>B</p><p>C</p>",
                        ">" => "<h1><p>B</p></h1><p>C</p>",
                        _ => "<p>B</p><p>C</p>",
                    };
                    made(&format!("{selector}, em {{ color: red; }}"), body)
                }
                What::Pseudo(part, instead) => {
                    let selector = if part.ends_with('(') { ":not(a)" } else { part };
                    let (css, body) = made(
                        &format!("{selector} {{ color: red; }}\nb {{ color: red; }}"),
                        "",
                    );
                    assert_eq!(
                        css.trim_end(),
                        format!("b {{ color: red; }}\n{instead}").trim_end()
                    );
                    assert_eq!(body, "");
                    continue;
                }
                What::AtRule(at) => {
                    let css = format!(
                        "{at} (a: 1) {{ p {{ margin: 0; }} }}\nem {{ color: red; }}"
                    );
                    made(&css, "<p>B</p>")
                }
                What::Value(part) => {
                    let value = match part.ends_with('(') {
                        true => format!("{part}1em)"),
                        false => format!("1.5{part}"),
                    };
                    made(&format!("em {{ color: red; width: {value}; }}"), "<p>B</p>")
                }
                What::Declaration(lacking, other) => {
                    let (css, body) =
                        made(&format!("em {{ color: red; {lacking}; }}"), "<p>B</p>");
                    let other = format!(" {other};");
                    assert!(css.contains(&other) || other == " ;", "{css}");
                    (css.replace(&other, ""), body)
                }
            };
            match what {
                What::Selector(_) => {
                    assert_eq!(css.replace(".k1.k1", ".k1"), ".k1, em { color: red; }\n");
                    assert!(body.contains("<p class=\"k1\">B</p>"), "{body}");
                    assert!(body.contains("<p>C</p>"), "{body}");
                }
                What::Element(..)
                | What::Pseudo(..)
                | What::AtRule(_)
                | What::Value(_)
                | What::Declaration(..) => {
                    assert_eq!(css, "em { color: red; }\n", "{what:?}");
                    assert_eq!(body, "<p>B</p>");
                }
            }
        }
    }

    #[test]
    fn what_is_known_stays_as_it_is() {
        let css = "p.a em { margin: 0 1em; text-align: left; }\n";
        let body = "<p class=\"a\" id=\"b\">A &amp; <em>b</em><br/></p>\n<hr/>";
        assert_eq!(made(css, body), (css.to_owned(), body.to_owned()));
    }

    #[test]
    fn a_class_wins_over_what_its_selector_won_over() {
        let css = "ol.list { margin: 1em; }\nli > ol.list { margin: 0; }";
        let (css, body) =
            made(css, "<ol class=\"list\"><li><ol class=\"list\"/></li></ol>");
        assert_eq!(css, "ol.list { margin: 1em; }\n.k1.k1 { margin: 0; }\n");
        assert_eq!(body, "<ol class=\"list\"><li><ol class=\"list k1\"/></li></ol>");
    }

    #[test]
    fn no_theme_asks_for_what_is_lacking() {
        for name in crate::theme::builtin_names() {
            let theme = crate::theme::builtin(name).expect("it is built in");
            let mut facts = super::super::article::Facts::default();
            facts.roles.extend(crate::theme::Role::ALL);
            (facts.gathered, facts.editors) = (true, true);
            let css = super::super::css::write(&theme, &facts, &[]);
            let made = Sheet::of(&css).css;
            for lack in LACKS {
                let part = match lack.what {
                    What::Element(name, _) => format!("\n{name} "),
                    What::Selector(part) | What::AtRule(part) => part.to_owned(),
                    What::Pseudo(part, _) => part.to_owned(),
                    What::Value(part) if part.ends_with('(') => part.to_owned(),
                    What::Value(part) => format!("0{part};"),
                    What::Declaration(part, _) => part.to_owned(),
                };
                assert!(!made.contains(&part), "{name}: {part}\n{made}");
            }
            assert!(
                made.contains(".k1 {") && made.contains("div.section.part"),
                "{made}"
            );
            assert_eq!(made.matches('{').count(), made.matches('}').count());
        }
    }
}
