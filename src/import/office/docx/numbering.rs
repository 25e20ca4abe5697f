//! The lists of a .docx: which levels have numbers, and where they begin.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::super::items::Item;
use super::super::package::{attribute, child, is};

/// The lists, and how far they have counted.
pub(super) struct Numbering {
    /// By list and level: whether it is numbered, and its first number.
    levels: BTreeMap<(u64, usize), (bool, u64)>,
    counters: BTreeMap<(u64, usize), u64>,
    /// The first labels of levels that count with letters or Roman numerals.
    labels: BTreeMap<(u64, usize), &'static str>,
    /// Those of one that was read.
    pub labelled: Option<&'static str>,
}

impl Numbering {
    pub fn of(document: &Document<'_>) -> Numbering {
        Numbering {
            levels: levels(document),
            counters: BTreeMap::new(),
            labels: labels(document),
            labelled: None,
        }
    }

    /// Whether a level has numbers.
    pub fn is_numbered(&self, list: u64, level: usize) -> bool {
        self.levels.get(&(list, level)).is_some_and(|(numbered, _)| *numbered)
    }

    /// The next item of a level; those below it begin anew.
    pub fn item(&mut self, list: u64, level: usize) -> Item {
        let (numbered, start) =
            self.levels.get(&(list, level)).copied().unwrap_or((false, 1));
        self.counters.retain(|(own, at), _| *own != list || *at <= level);
        let counter = self.counters.entry((list, level)).or_insert(start);
        let number = numbered.then_some(*counter);
        self.labelled = self.labelled.or(self.labels.get(&(list, level)).copied());
        *counter += 1;
        Item { level: level.min(8), number, continues: false, list }
    }
}

/// The labels of levels that do not count with figures.
fn labels(document: &Document<'_>) -> BTreeMap<(u64, usize), &'static str> {
    let number = |node: Node<'_, '_>, name| {
        attribute(node, name).and_then(|value| value.parse::<u64>().ok())
    };
    let mut out = BTreeMap::new();
    for list in document.descendants().filter(|node| is(*node, "num")) {
        let of = child(list, "abstractNumId").and_then(|node| number(node, "val"));
        let (Some(id), Some(of)) = (number(list, "numId"), of) else { continue };
        let kind = document.descendants().find(|node| {
            is(*node, "abstractNum") && number(*node, "abstractNumId") == Some(of)
        });
        for level in
            kind.iter().flat_map(|kind| kind.children()).filter(|node| is(*node, "lvl"))
        {
            let format = child(level, "numFmt").and_then(|node| attribute(node, "val"));
            let label = match format.unwrap_or("") {
                "lowerLetter" => "a, b, c",
                "upperLetter" => "A, B, C",
                "lowerRoman" => "i, ii, iii",
                "upperRoman" => "I, II, III",
                _ => continue,
            };
            out.insert((id, number(level, "ilvl").unwrap_or(0) as usize), label);
        }
    }
    out
}

/// Whether each level of each list is numbered, and its first number.
fn levels(document: &Document<'_>) -> BTreeMap<(u64, usize), (bool, u64)> {
    let number = |node: Node<'_, '_>, name| {
        attribute(node, name).and_then(|value| value.parse::<u64>().ok())
    };
    let mut abstracts: BTreeMap<u64, BTreeMap<usize, (bool, u64)>> = BTreeMap::new();
    for list in document.descendants().filter(|node| is(*node, "abstractNum")) {
        let Some(id) = number(list, "abstractNumId") else { continue };
        let mut levels = BTreeMap::new();
        for level in list.children().filter(|node| is(*node, "lvl")) {
            let at = number(level, "ilvl").unwrap_or(0) as usize;
            let format = child(level, "numFmt")
                .and_then(|node| attribute(node, "val"))
                .unwrap_or("bullet");
            let start =
                child(level, "start").and_then(|node| number(node, "val")).unwrap_or(1);
            levels.insert(at, (!matches!(format, "bullet" | "none"), start));
        }
        abstracts.insert(id, levels);
    }
    let mut out = BTreeMap::new();
    for list in document.descendants().filter(|node| is(*node, "num")) {
        let Some(id) = number(list, "numId") else { continue };
        let of = child(list, "abstractNumId").and_then(|node| number(node, "val"));
        for (level, (numbered, start)) in
            of.and_then(|of| abstracts.get(&of)).into_iter().flatten()
        {
            out.insert((id, *level), (*numbered, *start));
        }
        for level in list.children().filter(|node| is(*node, "lvlOverride")) {
            let at = number(level, "ilvl").unwrap_or(0) as usize;
            if let Some(start) =
                child(level, "startOverride").and_then(|node| number(node, "val"))
            {
                let known = out.entry((id, at)).or_insert((true, 1));
                known.1 = start;
            }
        }
    }
    out
}
