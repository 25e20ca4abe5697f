//! From the text of a theme to the theme.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::builtin::{builtin, builtin_names};
use super::example::GUIDE;
use super::{
    CoverDesign, Families, Fit, Front, Furniture, Initial, Notes, PageDesign, Role,
    Theme, notes, property, raw, rule,
};
use crate::diag::{Code, Reported, Sink, nearest, short};
use crate::geom::{Len, Size};
use crate::source::{self, FileId, Files, Span};
use crate::table::{self, LEADINGS, Reader, SIZES, Table, Taken, Value, list};

/// An eighth of an inch, 3.2 mm: as far as most printers ask that pictures go over the edges.
const BLEED: Len = Len::pt(9);

/// The tables of a theme as messages call them.
pub(super) const THEME: &str = "the theme";
pub(super) const FURNITURE: &str = "`[furniture]`";
pub(super) const NOTES: &str = "`[notes]`";
pub(super) const FIT: &str = "`[fit]`";
pub(super) const ROLE: &str = "a role's table";
pub(super) const BLOCK: &str = "a block's table";
pub(super) const CLASS: &str = "a class's table";

/// The lines that a title may stand down a page.
const SINKS: RangeInclusive<i64> = 0..=60;
/// The columns that a page may have, and the space between them in ems.
const COLUMNS: RangeInclusive<i64> = 1..=4;
const GUTTERS: (f64, f64) = (0.5, 10.0);
/// The lines that an initial may be high.
const INITIALS: RangeInclusive<i64> = 2..=6;
/// By how many per cent a picture may be set smaller.
const SHRINKS: RangeInclusive<i64> = 0..=60;
/// By how much margins may be varied, in thousandths.
const MARGINS: (f64, f64) = (0.25, 4.0);
/// How far from the text furniture may stand, in lines.
const DISTANCES: (f64, f64) = (0.0, 10.0);

/// Reads the theme in the file at `path`, which `at` names; `shown` is its path for messages.
///
/// # Errors
/// When it cannot be read or anything in it is an error; all that is wrong is reported.
pub fn read(
    path: &Path,
    shown: &Path,
    at: Span,
    files: &mut Files,
    sink: &mut Sink,
) -> Result<Theme, Reported> {
    let file = source::read_text(path, shown, files, Some(at), sink)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    parse(&name, file, &files.text(file), sink)
}

/// Reads a theme from its text.
pub(super) fn parse(
    name: &str,
    file: FileId,
    text: &str,
    sink: &mut Sink,
) -> Result<Theme, Reported> {
    let Taken { value, failed, .. } =
        table::read(file, text, &GUIDE, sink, |reader, table| theme(reader, name, table));
    match failed {
        Some(reported) => Err(reported),
        None => Ok(value),
    }
}

fn theme(reader: &mut Reader<'_>, name: &str, table: &Spanned<DeTable<'_>>) -> Theme {
    let head = Span::head(reader.file);
    let table = reader.open::<raw::Theme>(THEME, table.get_ref(), head);
    let mut theme = base(reader, &table);
    theme.name = name.to_string();
    if let Some(size) = reader.page(&table, "page") {
        theme.set_page(size);
    }
    if let Some([inner, top, outer, bottom]) =
        table.get("margins").and_then(|value| reader.margins(value))
    {
        theme.set_margins([inner, top, outer, bottom]);
    }
    let mut length = |key: &str, points, example: &str| {
        reader.type_size(table.get(key)?, key, points, example)
    };
    let size = length("size", SIZES, "11 pt");
    let leading = length("leading", LEADINGS, "14 pt");
    size.into_iter().for_each(|size| theme.set_size(size));
    leading.into_iter().for_each(|leading| theme.set_leading(leading));
    let families = &mut theme.families;
    for (key, family) in [
        ("serif", &mut families.serif),
        ("sans", &mut families.sans),
        ("mono", &mut families.mono),
    ] {
        reader.text(&table, key).into_iter().for_each(|(name, _)| *family = name);
    }
    let columns = whole(reader, &table, "columns", COLUMNS, "columns");
    theme.columns = columns.unwrap_or(theme.columns);
    let gutter = table.get("gutter");
    let gutter = gutter.and_then(|value| rule::part(reader, value, "gutter", GUTTERS));
    theme.gutter = gutter.unwrap_or(theme.gutter);
    let front = table.get("front").and_then(|value| reader.word(value));
    theme.front = front.unwrap_or(theme.front);
    let cover = table.get("cover").and_then(|value| reader.word(value));
    theme.cover = cover.unwrap_or(theme.cover);
    let articles = table.get("articles").and_then(|value| reader.word(value));
    theme.articles = articles.unwrap_or(theme.articles);
    theme.sink = whole(reader, &table, "sink", SINKS, "lines").unwrap_or(theme.sink);
    let initial = table.get("initial").and_then(|value| reader.word(value));
    theme.initial = initial.unwrap_or(theme.initial);
    let high = whole(reader, &table, "initial-lines", INITIALS, "lines");
    theme.initial_lines = high.unwrap_or(theme.initial_lines);
    let shrink = whole(reader, &table, "picture-shrink", SHRINKS, "per cent");
    theme.picture_shrink = shrink.unwrap_or(theme.picture_shrink);
    // An empty ornament is a blank line.
    let ornament = table.get("ornament").and_then(|value| reader.leaf(value, "a text"));
    theme.ornament = ornament.unwrap_or(theme.ornament);
    furniture(reader, &table, &mut theme.furniture);
    if let Some(value) = table.get("notes") {
        theme.notes.change(&notes(reader, NOTES, value));
    }
    rules(reader, &table, &mut theme);
    fit(reader, &table, &mut theme);
    theme
}

/// The theme that is built on, or nothing where all is stated.
fn base(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Theme {
    if let Some((name, at)) = reader.text(table, "extends") {
        if let Some(base) = builtin(&name) {
            return base;
        }
        let help = match nearest(&name, builtin_names().iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a theme builds on one of {}", list(builtin_names())),
        };
        reader.invalid(at, format!("there is no theme `{}`", short(&name)), help);
    } else if table.get("extends").is_none() && !reader.broken {
        let keys = ["page", "margins", "serif", "sans", "mono", "size", "leading"];
        let missing: Vec<&str> =
            keys.into_iter().filter(|key| table.get(key).is_none()).collect();
        if !missing.is_empty() {
            let message = format!("the theme has no {}", list(&missing));
            let help = "say which theme it builds on, `extends = \"pamphlet\"`, or state all of its own";
            reader.report(Code::MissingKey, table.span, message, Some(help.into()));
        }
    }
    let none = Len::ZERO;
    Theme {
        name: String::new(),
        page: PageDesign {
            size: Size { width: none, height: none },
            inner: none,
            top: none,
            outer: none,
            bottom: none,
        },
        bleed: BLEED,
        families: Families {
            serif: String::new(),
            sans: String::new(),
            mono: String::new(),
        },
        size: none,
        leading: none,
        columns: 1,
        gutter: 2.0,
        front: Front::Pages,
        cover: CoverDesign::Plain,
        articles: super::Articles::NewPage,
        sink: 0,
        initial: Initial::None,
        initial_lines: 3,
        picture_shrink: 20,
        ornament: "* * *".into(),
        furniture: Furniture::default(),
        notes: Notes::default(),
        rules: BTreeMap::new(),
        blocks: BTreeMap::new(),
        classes: BTreeMap::new(),
        fit: Fit::default(),
    }
}

/// A whole number of things.
fn whole(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    key: &str,
    range: RangeInclusive<i64>,
    things: &str,
) -> Option<u8> {
    let value = table.get(key)?;
    let number: i64 = reader.leaf(value, &format!("a whole number of {things}"))?;
    if !range.contains(&number) {
        let at = reader.span(value);
        let help = format!("write {} to {}", range.start(), range.end());
        reader.invalid(at, format!("`{key}` cannot be {number}"), help);
        return None;
    }
    u8::try_from(number).ok()
}

fn furniture(reader: &mut Reader<'_>, table: &Table<'_, '_>, into: &mut Furniture) {
    let Some(value) = table.get("furniture") else { return };
    let Some(table) = reader.table::<raw::Furniture>(FURNITURE, value, "a table") else {
        return;
    };
    macro_rules! word {
        ($field:ident, $key:literal) => {
            if let Some(word) = table.get($key).and_then(|value| reader.word(value)) {
                into.$field = word;
            }
        };
    }
    word!(head, "head");
    word!(left, "left");
    word!(right, "right");
    word!(folio, "folio");
    word!(opening_folio, "opening-folio");
    word!(part_folio, "part-folio");
    word!(numbers, "contents-numbers");
    let mut distance = |key: &str| rule::part(reader, table.get(key)?, key, DISTANCES);
    into.head_distance = distance("head-distance").unwrap_or(into.head_distance);
    into.folio_distance = distance("folio-distance").unwrap_or(into.folio_distance);
    if into.collides() {
        let at = table.key_span("folio").or(table.key_span("head")).unwrap_or(table.span);
        let message =
            "the running head and the page number stand in one place".to_string();
        reader.invalid(at, message, "put one of them elsewhere: `head = \"centre\"`");
    }
}

/// The rules of roles, blocks and classes.
fn rules(reader: &mut Reader<'_>, table: &Table<'_, '_>, theme: &mut Theme) {
    if let Some(value) = table.get("roles") {
        let wanted = "a table of roles";
        let names = raw::role_names();
        if let Some(table) = reader.table_of("`[roles]`", names, value, wanted) {
            for role in Role::ALL {
                let Some(value) = table.get(role.name()) else { continue };
                let rule = rule::rule(reader, value, ROLE);
                property::put(theme.rules.entry(role).or_default(), rule);
            }
        }
    }
    for (name, value) in named(reader, table, "blocks") {
        let rule = rule::rule(reader, value, BLOCK);
        property::put(theme.blocks.entry(name).or_default(), rule);
    }
    for (name, value) in named(reader, table, "classes") {
        let rule = rule::word_rule(reader, value, CLASS);
        property::put(theme.classes.entry(name).or_default(), rule);
    }
}

/// The tables of a table whose keys are names of the author's own.
fn named<'v, 't>(
    reader: &mut Reader<'_>,
    table: &Table<'v, 't>,
    key: &str,
) -> Vec<(String, &'v Value<'t>)> {
    let Some(value) = table.get(key) else { return Vec::new() };
    let DeValue::Table(named) = value.get_ref() else {
        let at = reader.span(value);
        reader.wrong(at, value.get_ref(), "a table of classes");
        return Vec::new();
    };
    let mut rules = Vec::new();
    for (name, value) in named {
        let word: &str = name.get_ref();
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        if word.is_empty() || !word.chars().all(is_name) {
            let at = reader.span(name);
            let message = format!("`{}` is not the name of a class", short(word));
            let help = "write it as after the full stop in `{.name}`: letters, digits, `-` and `_`";
            reader.invalid(at, message, help);
            continue;
        }
        rules.push((word.to_string(), value));
    }
    rules
}

/// The ranges in which a book may be varied; each must hold what the theme states.
fn fit(reader: &mut Reader<'_>, table: &Table<'_, '_>, theme: &mut Theme) {
    let Some(value) = table.get("fit") else { return };
    let Some(table) = reader.table::<raw::Fit>(FIT, value, "a table") else { return };
    let mut lengths = |key: &str, points: RangeInclusive<i64>, own: Len| {
        let wanted = "a list of two lengths, the least and the most";
        let example = if key == "size" { "10 pt" } else { "13 pt" };
        let [least, most] = pair(reader, &table, key, wanted)?;
        let least = reader.type_size(least, key, points.clone(), example);
        let most = reader.type_size(most, key, points, example);
        let (least, most) = (least?, most?);
        let held = least <= own && own <= most;
        holds(reader, &table, key, held, &format!("the theme's own {key}, {own} pt"));
        Some((least, most))
    };
    let size = lengths("size", SIZES, theme.size);
    let leading = lengths("leading", LEADINGS, theme.leading);
    let wanted = "a list of two numbers, the least and the most";
    let margins = pair(reader, &table, "margins", wanted).and_then(|pair| {
        let [least, most] =
            pair.map(|value| rule::part(reader, value, "margins", MARGINS));
        let (least, most) = (least?, most?);
        let held = least <= 1.0 && 1.0 <= most;
        holds(reader, &table, "margins", held, "1, the theme's own margins");
        let thousandths = |part: f64| (part * 1000.0).round() as u16;
        Some((thousandths(least), thousandths(most)))
    });
    theme.fit.size = size.or(theme.fit.size);
    theme.fit.leading = leading.or(theme.fit.leading);
    theme.fit.margins = margins.or(theme.fit.margins);
}

/// Reports a range that does not hold what it is a range around.
fn holds(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    key: &str,
    held: bool,
    own: &str,
) {
    if let (false, Some(value)) = (held, table.get(key)) {
        let at = reader.span(value);
        let message = format!("the range does not hold {own}");
        reader.invalid(at, message, "write the least first, then the most");
    }
}

/// A list of two.
fn pair<'v, 't>(
    reader: &mut Reader<'_>,
    table: &Table<'v, 't>,
    key: &str,
    wanted: &str,
) -> Option<[&'v Value<'t>; 2]> {
    let value = table.get(key)?;
    if let DeValue::Array(items) = value.get_ref()
        && let [least, most] = &items[..]
    {
        return Some([least, most]);
    }
    let at = reader.span(value);
    reader.wrong(at, value.get_ref(), wanted);
    None
}
