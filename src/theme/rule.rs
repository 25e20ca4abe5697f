//! Rules as a theme writes them: properties, and the numbers they take.

use toml::de::DeValue;

use super::{Property, raw};
use crate::diag::short;
use crate::font::{Slant, Weight};
use crate::table::{Reader, Table, Value};

/// The parts that sizes and leadings may be of the text's.
const SIZES: (f64, f64) = (0.2, 12.0);
/// Space between letters, in ems.
const LETTER_SPACES: (f64, f64) = (-0.1, 1.0);
/// How far letters may be widened; more can be seen from afar.
const EXPANSIONS: (f64, f64) = (0.0, 0.1);
/// From nothing to all.
const PARTS: (f64, f64) = (0.0, 1.0);
/// Indents, in ems.
const INDENTS: (f64, f64) = (0.0, 20.0);
/// Spaces above and below, in lines, and at the sides, in ems.
const SPACES: (f64, f64) = (0.0, 40.0);

/// The properties of a role or a block, in the order of the type.
pub(super) fn rule(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    name: &'static str,
) -> Vec<Property> {
    let wanted = "a table of properties";
    let Some(table) = reader.table::<raw::Rule>(name, value, wanted) else {
        return Vec::new();
    };
    let mut taker = Taker { reader, table: &table, properties: Vec::new() };
    taker.family();
    taker.part("size", SIZES, Property::Size);
    taker.part("leading", SIZES, Property::Leading);
    taker.letters();
    taker.word("align", Property::Align);
    taker.flag("hyphens", Property::Hyphens);
    taker.flag("protrusion", Property::Protrusion);
    taker.part("expansion", EXPANSIONS, |part| Property::Expansion(thousandths(part)));
    taker.part("tint", PARTS, |part| Property::Tint(thousandths(part)));
    taker.part("indent", INDENTS, Property::Indent);
    taker.part("above", SPACES, Property::Above);
    taker.part("below", SPACES, Property::Below);
    taker.part("left", SPACES, Property::Left);
    taker.part("right", SPACES, Property::Right);
    taker.flag("keep-with-next", Property::KeepWithNext);
    taker.properties
}

/// The properties of words.
pub(super) fn word_rule(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    name: &'static str,
) -> Vec<Property> {
    let wanted = "a table of properties";
    let Some(table) = reader.table::<raw::WordRule>(name, value, wanted) else {
        return Vec::new();
    };
    let mut taker = Taker { reader, table: &table, properties: Vec::new() };
    taker.family();
    taker.letters();
    taker.flag("hyphens", Property::Hyphens);
    taker.part("tint", PARTS, |part| Property::Tint(thousandths(part)));
    taker.properties
}

/// Takes properties of a table.
struct Taker<'a, 's, 'v, 't> {
    reader: &'a mut Reader<'s>,
    table: &'a Table<'v, 't>,
    properties: Vec<Property>,
}

impl Taker<'_, '_, '_, '_> {
    fn family(&mut self) {
        self.word("family", Property::Family);
    }

    /// What letters themselves look like.
    fn letters(&mut self) {
        let weight = |bold| if bold { Weight::Bold } else { Weight::Regular };
        let slant = |italic| if italic { Slant::Italic } else { Slant::Upright };
        self.flag("bold", |bold| Property::Weight(weight(bold)));
        self.flag("italic", |italic| Property::Slant(slant(italic)));
        self.word("caps", Property::Caps);
        self.word("figures", Property::Figures);
        self.part("letter-space", LETTER_SPACES, Property::LetterSpace);
    }

    fn word<T: serde::de::DeserializeOwned>(
        &mut self,
        key: &str,
        property: impl Fn(T) -> Property,
    ) {
        let word = self.table.get(key).and_then(|value| self.reader.word(value));
        self.properties.extend(word.map(property));
    }

    fn flag(&mut self, key: &str, property: impl Fn(bool) -> Property) {
        let wanted = "`true` or `false`";
        let flag = self.table.get(key).and_then(|value| self.reader.leaf(value, wanted));
        self.properties.extend(flag.map(property));
    }

    fn part(&mut self, key: &str, range: (f64, f64), property: impl Fn(f64) -> Property) {
        let Some(value) = self.table.get(key) else { return };
        let part = part(self.reader, value, key, range);
        self.properties.extend(part.map(property));
    }
}

/// A number, or two of which the first is divided by the second.
pub(super) fn part(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    key: &str,
    (least, most): (f64, f64),
) -> Option<f64> {
    let at = reader.span(value);
    let number = if let DeValue::String(text) = value.get_ref() {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let fraction = text
            .split_once('/')
            .and_then(|(over, under)| Some(number(over)? / number(under)?));
        if fraction.is_none() {
            let message = format!("`{}` is not a part of anything", short(text));
            let help = "write a number, or two: `\"8.5/11\"` is 8.5 on a text of 11";
            reader.invalid(at, message, help);
        }
        fraction?
    } else {
        reader.leaf(value, "a number, or two as in `\"8.5/11\"`")?
    };
    if !(least..=most).contains(&number) {
        let message = format!("`{key}` cannot be {number}");
        reader.invalid(at, message, format!("write {least} to {most}"));
        return None;
    }
    Some(number)
}

fn thousandths(part: f64) -> u16 {
    (part * 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::keys;

    #[test]
    fn every_property_can_be_written_and_stands_in_order() {
        let text = "[roles.body]\nfamily = \"sans\"\nsize = \"9/12\"\nleading = 1.5\nbold = true\n\
            italic = true\ncaps = \"small\"\nfigures = \"lining\"\nletter-space = 0.05\n\
            align = \"left\"\nhyphens = false\nprotrusion = false\nexpansion = 0.01\n\
            tint = 0.5\nindent = 1\nabove = 1\nbelow = 0.5\nleft = 2\nright = 2\n\
            keep-with-next = true\n";
        let theme = crate::theme::tests::read(&format!("extends = \"pamphlet\"\n{text}"))
            .expect("it is right");
        let rule = &theme.rules[&crate::theme::Role::Body];
        assert_eq!(rule.len(), keys::<raw::Rule>().len());
        assert!(rule.is_sorted_by_key(Property::place));
        assert!(rule.contains(&Property::Size(0.75)));
        assert!(rule.contains(&Property::Expansion(10)));
        let words = keys::<raw::WordRule>();
        assert!(words.iter().all(|word| keys::<raw::Rule>().contains(word)));
    }
}
