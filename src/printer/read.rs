//! From a table to an entry.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::example::{FILE, GUIDE, INNER, PAPER, PRINTER, STATED};
use super::{Inner, Mark, Paper, Printer, Stated, raw};
use crate::diag::{Reported, Sink, short};
use crate::geom::{Len, Size};
use crate::source::{FileId, Span};
use crate::table::{self, Reader, Table, Taken, Value};

/// The inks that may lie on each other, in per cent.
const INKS: RangeInclusive<u16> = 100..=400;
/// The numbers of pages that can be meant.
const PAGES: RangeInclusive<u32> = 1..=20_000;
/// The pixels an inch that can be asked of pictures.
const DENSITIES: RangeInclusive<u32> = 30..=2_400;
/// The weights of paper, in grams a square metre.
const WEIGHTS: RangeInclusive<u16> = 20..=600;
/// The most that a bleed can be, and a margin.
const BLEED: Len = Len::pt(72);
const MARGIN: Len = Len::pt(200);
/// The thickest leaf that folds.
const THICKEST: Len = Len::pt(6);

/// The printers and papers of a file, with the places of their names.
pub(super) type Entries = (Vec<(Printer, Span)>, Vec<(Paper, Span)>);

/// Reads a file of printers and papers.
pub(super) fn parse(
    file: FileId,
    text: &str,
    sink: &mut Sink,
) -> Result<Entries, Reported> {
    let Taken { value, failed, .. } = table::read(file, text, &GUIDE, sink, entries);
    failed.map_or(Ok(value), Err)
}

fn entries(reader: &mut Reader<'_>, table: &Spanned<DeTable<'_>>) -> Entries {
    let head = Span::head(reader.file);
    let table = reader.open::<raw::File>(FILE, table.get_ref(), head);
    let mut printers = Vec::new();
    for (name, at, value) in named(reader, &table, "printers") {
        printers.extend(printer(reader, value, &name).map(|printer| (printer, at)));
    }
    let mut papers = Vec::new();
    for (name, at, value) in named(reader, &table, "papers") {
        papers.extend(paper(reader, value, &name).map(|paper| (paper, at)));
    }
    (printers, papers)
}

/// The tables of a table whose keys are names.
fn named<'v, 't>(
    reader: &mut Reader<'_>,
    table: &Table<'v, 't>,
    key: &str,
) -> Vec<(String, Span, &'v Value<'t>)> {
    let Some(value) = table.get(key) else { return Vec::new() };
    let DeValue::Table(named) = value.get_ref() else {
        let at = reader.span(value);
        reader.wrong(at, value.get_ref(), &format!("a table of {key}"));
        return Vec::new();
    };
    let named = named.iter();
    named
        .map(|(name, value)| (name.get_ref().to_string(), reader.span(name), value))
        .collect()
}

/// A value as a printer of this name.
pub(crate) fn printer(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    name: &str,
) -> Option<Printer> {
    let table = reader.table::<raw::PrinterTable>(PRINTER, value, "a table")?;
    let mut from = Taker::new(reader, &table);
    let mut printer = Printer {
        name: name.to_string(),
        like: from.reader.text(&table, "like"),
        title: from.reader.text(&table, "title").map(|(title, _)| title),
        smallest: from.stated("smallest", Reader::page_of),
        largest: from.stated("largest", Reader::page_of),
        bleed: from.length("bleed", "3 mm", BLEED),
        gutter_bleed: from.stated("gutter-bleed", yes_or_no),
        margin: from.length("margin", "5 mm", MARGIN),
        bleed_margin: from.length("bleed-margin", "8 mm", MARGIN),
        inner: from.stated("inner", inner),
        marks: from.stated("marks", marks),
        standard: from.stated("standard", |reader, value| reader.word(value)),
        colour: from.stated("colour", |reader, value| reader.word(value)),
        ink_limit: from.number("ink-limit", "a whole number of per cent", INKS),
        resolution: from.number("resolution", PIXELS, DENSITIES),
        least_resolution: from.number("least-resolution", PIXELS, DENSITIES),
        fewest_pages: from.number("fewest-pages", NUMBER, PAGES),
        most_pages: from.number("most-pages", NUMBER, PAGES),
        page_multiple: from.number("page-multiple", NUMBER, 1..=64),
        binding: from.stated("binding", |reader, value| reader.word(value)),
        paper: from
            .stated("paper", |reader, value| reader.text_of(value).map(|(name, _)| name)),
        spine_text_from: from.number("spine-text-from", NUMBER, PAGES),
        sheet: from.stated("sheet", Reader::page_of),
        unprinted: from.length("unprinted", "5 mm", MARGIN),
        duplex: from.stated("duplex", |reader, value| reader.word(value)),
        pile: from.stated("pile", |reader, value| reader.word(value)),
        turn_backs: from.stated("turn-backs", yes_or_no),
    };
    upright(&mut printer.smallest);
    upright(&mut printer.largest);
    upright(&mut printer.sheet);
    let ordered = |least: u32, most: u32| least <= most;
    if let (Some(fewest), Some(most)) = (&printer.fewest_pages, &printer.most_pages)
        && !ordered(fewest.value, most.value)
    {
        let at = table.key_span("fewest-pages").unwrap_or(table.span);
        let message =
            format!("`fewest-pages` is {} and `most-pages` {}", fewest.value, most.value);
        reader.invalid(at, message, "write the smaller number as `fewest-pages`");
    }
    Some(printer)
}

const NUMBER: &str = "a whole number of pages";
const PIXELS: &str = "a whole number of pixels an inch";

/// A value as a paper of this name.
pub(crate) fn paper(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    name: &str,
) -> Option<Paper> {
    let table = reader.table::<raw::PaperTable>(PAPER, value, "a table")?;
    let mut from = Taker::new(reader, &table);
    let paper = Paper {
        name: name.to_string(),
        title: from.reader.text(&table, "title").map(|(title, _)| title),
        caliper: from.length("caliper", "0.11 mm", THICKEST),
        weight: from.number("weight", "a whole number of grams", WEIGHTS),
    };
    if table.get("caliper").is_none() {
        reader.missing(&table, "caliper");
    }
    Some(paper)
}

/// Sheets and limits are told upright, however they are written.
fn upright(size: &mut Option<Stated<Size>>) {
    if let Some(stated) = size {
        let Size { width, height } = stated.value;
        stated.value = Size { width: width.min(height), height: width.max(height) };
    }
}

fn yes_or_no(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<bool> {
    reader.leaf(value, "`true` or `false`")
}

/// The margins at the fold, sorted by pages.
fn inner(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Vec<Inner>> {
    let DeValue::Array(items) = value.get_ref() else {
        let at = reader.span(value);
        reader.wrong(at, value.get_ref(), "a list of margins");
        return None;
    };
    let mut bands = Vec::new();
    for item in items {
        let wanted = "a table with `from` and `margin`";
        let table = reader.table::<raw::InnerTable>(INNER, item, wanted)?;
        for key in ["from", "margin"] {
            if table.get(key).is_none() {
                reader.missing(&table, key);
            }
        }
        let from = whole(reader, table.get("from")?, NUMBER, PAGES);
        let margin = length(reader, table.get("margin")?, "12 mm", MARGIN);
        bands.push(Inner { from: from?, margin: margin? });
    }
    bands.sort_by_key(|inner| inner.from);
    Some(bands)
}

fn marks(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Vec<Mark>> {
    let DeValue::Array(items) = value.get_ref() else {
        let at = reader.span(value);
        reader.wrong(at, value.get_ref(), "a list of marks");
        return None;
    };
    items.iter().map(|item| reader.word(item)).collect()
}

fn length(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    example: &str,
    most: Len,
) -> Option<Len> {
    let length = reader.length(value, example)?;
    if length > most {
        let at = reader.span(value);
        let message = format!("{:.1} mm is too much", length.to_mm());
        reader.invalid(at, message, format!("write {:.1} mm at the most", most.to_mm()));
        return None;
    }
    Some(length)
}

fn whole<N>(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    wanted: &str,
    range: RangeInclusive<N>,
) -> Option<N>
where
    N: TryFrom<i64> + PartialOrd + std::fmt::Display,
{
    let number: i64 = reader.leaf(value, wanted)?;
    let found = N::try_from(number).ok().filter(|number| range.contains(number));
    if found.is_none() {
        let at = reader.span(value);
        let help = format!("write {} to {}", range.start(), range.end());
        reader.invalid(at, format!("{} cannot be", short(&number.to_string())), help);
    }
    found
}

/// Takes values that may say where they were read; those that do not have the table's own.
struct Taker<'r, 's, 'v, 't> {
    reader: &'r mut Reader<'s>,
    table: &'r Table<'v, 't>,
    source: String,
    checked: String,
    unsure: Option<String>,
}

impl<'r, 's, 'v, 't> Taker<'r, 's, 'v, 't> {
    fn new(reader: &'r mut Reader<'s>, table: &'r Table<'v, 't>) -> Self {
        let mut text = |key| reader.text(table, key).map(|(text, _)| text);
        let (source, checked) = (text("source"), text("checked"));
        let unsure = text("unsure");
        Taker {
            reader,
            table,
            source: source.unwrap_or_default(),
            checked: checked.unwrap_or_default(),
            unsure,
        }
    }

    fn stated<T>(
        &mut self,
        key: &str,
        take: impl FnOnce(&mut Reader<'s>, &Value<'t>) -> Option<T>,
    ) -> Option<Stated<T>> {
        let value = self.table.get(key)?;
        let mut stated = (self.source.clone(), self.checked.clone(), self.unsure.clone());
        let DeValue::Table(_) = value.get_ref() else {
            let (source, checked, unsure) = stated;
            return Some(Stated {
                value: take(self.reader, value)?,
                source,
                checked,
                unsure,
            });
        };
        let table = self.reader.table::<raw::StatedTable>(STATED, value, "a value")?;
        let Some(value) = table.get("value") else {
            self.reader.missing(&table, "value");
            return None;
        };
        let mut text = |key| self.reader.text(&table, key).map(|(text, _)| text);
        if let Some(source) = text("source") {
            stated = (source, stated.1, None);
        }
        stated.1 = text("checked").unwrap_or(stated.1);
        stated.2 = text("unsure").or(stated.2);
        let (source, checked, unsure) = stated;
        Some(Stated { value: take(self.reader, value)?, source, checked, unsure })
    }

    fn length(&mut self, key: &str, example: &str, most: Len) -> Option<Stated<Len>> {
        self.stated(key, |reader, value| length(reader, value, example, most))
    }

    fn number<N>(
        &mut self,
        key: &str,
        wanted: &str,
        range: RangeInclusive<N>,
    ) -> Option<Stated<N>>
    where
        N: TryFrom<i64> + PartialOrd + std::fmt::Display,
    {
        self.stated(key, |reader, value| whole(reader, value, wanted, range))
    }
}
