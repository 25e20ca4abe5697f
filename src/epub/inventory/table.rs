//! An inventory as text for people.

use std::fmt::Write;

use super::{Held, Inventory, Item};

/// How wide words are set.
const WIDTH: usize = 100;

/// The whole of it.
pub(super) fn table(book: &Inventory) -> String {
    let mut out = format!("{}  {}\n", book.file, size(book.bytes));
    files(&mut out, &book.files);
    let ways = [
        ("contents", format!("entries: {}, levels: {}", book.contents, book.depth)),
        ("landmarks", landmarks(book)),
        ("printed pages", pages(&book.pages)),
    ];
    out.push_str("\nways in\n");
    let ways: Vec<(&str, &str)> =
        ways.iter().map(|(name, text)| (*name, &**text)).collect();
    pairs(&mut out, &ways);
    out.push_str("\nwhat it says of itself\n");
    let said = said(&book.metadata);
    let said: Vec<(&str, &str)> =
        said.iter().map(|(name, text)| (*name, &**text)).collect();
    pairs(&mut out, &said);
    out.push_str("\nlimits\n");
    limits(&mut out, &book.limits);
    out
}

/// The files: place in the order of reading, size, size in the archive, path, kind, what it is.
fn files(out: &mut String, files: &[Item]) {
    let rows: Vec<[String; 6]> = files
        .iter()
        .map(|item| {
            [
                item.place.map(|place| place.to_string()).unwrap_or_default(),
                size(item.bytes),
                size(item.packed),
                item.path.clone(),
                item.media_type.clone().unwrap_or_default(),
                item.what.clone(),
            ]
        })
        .collect();
    let head =
        ["read", "size", "packed", "file", "type", "what it is"].map(str::to_owned);
    let rows: Vec<&[String; 6]> = [&head].into_iter().chain(&rows).collect();
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    };
    let widths = [0, 1, 2, 3, 4].map(width);
    for row in rows {
        let [read, size, packed, file, kind, what] = row;
        let [a, b, c, d, e] = widths;
        let line =
            format!("{read:>a$}  {size:>b$}  {packed:>c$}  {file:d$}  {kind:e$}  {what}");
        let _ = writeln!(out, "  {}", line.trim_end());
    }
    let sum = |of: fn(&Item) -> u64| files.iter().map(of).sum::<u64>();
    let _ = writeln!(
        out,
        "  {} files, {}, packed {}",
        files.len(),
        size(sum(|item| item.bytes)),
        size(sum(|item| item.packed))
    );
}

/// What properties are called, in the order in which they are told; their values stand on one
/// line, in theirs. What only says how readers are to sort is left to programs.
const CALLED: [(&str, &str); 26] = [
    ("title", "title"),
    ("creator", "by"),
    ("contributor", "with"),
    ("language", "language"),
    ("identifier", "identifiers"),
    ("publisher", "publisher"),
    ("date", "published"),
    ("modified", "last changed"),
    ("belongs-to-collection", "series"),
    ("belongs-to-collection, group-position", "number in it"),
    ("subject", "subjects"),
    ("rights", "rights"),
    ("license", "licence stands at"),
    ("source", "sources"),
    ("pageBreakSource", "pages are those of"),
    ("accessMode", "is read by"),
    ("accessModeSufficient", "can be read by"),
    ("accessibilityFeature", "accessible through"),
    ("accessibilityHazard", "hazards"),
    ("accessibilitySummary", "in words"),
    ("conformsTo", "conforms to"),
    ("dcterms:conformsTo, a11y:certifiedBy", "certified by"),
    ("a11y:certifiedBy, a11y:certifierCredential", "their right"),
    ("a11y:certifierReport", "their report"),
    ("a11y:exemption", "is exempt by"),
    ("description", "description"),
];

/// The metadata, one name a line.
fn said(metadata: &[(String, String)]) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    for (property, called) in CALLED {
        let values =
            metadata.iter().enumerate().filter(|(_, (name, _))| name == property);
        let values: Vec<String> = values
            .map(|(at, (_, value))| match role(&metadata[at + 1..], property) {
                Some(role) => format!("{value} ({role})"),
                None => value.clone(),
            })
            .collect();
        let between = if property == "title" { ": " } else { "; " };
        if !values.is_empty() {
            said.push((called, values.join(between)));
        }
    }
    said
}

/// The role of somebody, from what follows the name.
fn role<'a>(after: &'a [(String, String)], property: &str) -> Option<&'a str> {
    let of =
        |name: &str| name.strip_prefix(property)?.strip_prefix(", ").map(str::to_owned);
    let own = after.iter().map_while(|(name, value)| Some((of(name)?, value.as_str())));
    own.filter(|(name, _)| name == "role").map(|(_, value)| value).next()
}

fn landmarks(book: &Inventory) -> String {
    let mark = |(name, href): &(String, String)| format!("{name} ({href})");
    book.landmarks.iter().map(mark).collect::<Vec<_>>().join(", ")
}

fn pages(pages: &[String]) -> String {
    match pages {
        [] => "none: the list comes with a build that makes the PDF too".to_owned(),
        [one] => format!("1: {one}"),
        [first, .., last] => format!("{}: {first} to {last}", pages.len()),
    }
}

/// Names and their words, which may take several lines.
fn pairs(out: &mut String, pairs: &[(&str, &str)]) {
    let column = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, text) in pairs {
        let mut line = format!("  {name:column$} ");
        let mut width = column + 3;
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if width + 1 + length > WIDTH && width > column + 3 {
                let _ = writeln!(out, "{line}");
                line = " ".repeat(column + 3);
                width = column + 3;
            }
            line.push(' ');
            line.push_str(word);
            width += 1 + length;
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn limits(out: &mut String, limits: &[Held]) {
    let rows: Vec<[String; 3]> = limits
        .iter()
        .map(|held| {
            let amount = |number| match held.unit {
                "bytes" => size(number),
                _ => format!("{:.1} million pixels", number as f64 / 1e6),
            };
            let kept = if held.is_kept() { "of" } else { "over" };
            let at =
                held.at.as_ref().map(|path| format!(" ({path})")).unwrap_or_default();
            [
                held.whom.to_owned(),
                format!("{} {kept} {}", amount(held.found), amount(held.most)),
                format!("{}{at}", held.what),
            ]
        })
        .collect();
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    };
    let (a, b) = (width(0), width(1));
    for [whom, amount, what] in &rows {
        let _ = writeln!(out, "  {whom:a$}  {amount:b$}  {what}");
    }
}

/// A size in bytes as people write it.
fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes} B"),
        1000..=999_499 => format!("{:.0} kB", bytes as f64 / 1e3),
        999_500..=999_949_999 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
