//! The lists of a .docx: what signs their levels have, and where they begin.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::super::super::items::Item;
use super::super::labels;
use super::super::package::{attribute, child, is};

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    sign: Sign,
    /// Its first number.
    start: u64,
    /// The list begins anew with its first item, though others of its kind stand before it.
    restarts: bool,
    /// How it counts, where not with figures alone.
    label: Option<String>,
}

/// What stands before the items of a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    Number,
    Bullet,
    /// A box, which is empty or ticked, and says something.
    Box(char),
    None,
}

/// The lists, and how far they have counted. Lists of one kind count together (ISO/IEC 29500-1, 17.9.15).
pub(super) struct Numbering {
    levels: BTreeMap<(u64, usize), Level>,
    /// Of which kind each list is.
    kinds: BTreeMap<u64, u64>,
    /// By kind and level.
    counters: BTreeMap<(u64, usize), u64>,
    /// The lists that have begun, with their levels.
    begun: BTreeSet<(u64, usize)>,
    /// Which stretch of items of a kind is read; what begins anew is another list.
    stretches: BTreeMap<u64, u64>,
    next_stretch: u64,
    /// The lists of which was told how they count.
    told: BTreeSet<(u64, usize)>,
}

/// What a paragraph of a list is.
pub(super) struct Listed {
    pub item: Item,
    /// The box before its words.
    pub ticked: Option<char>,
    /// How the list counts, at its first item.
    pub label: Option<String>,
}

impl Numbering {
    pub fn of(document: &Document<'_>) -> Numbering {
        let (levels, kinds) = levels(document);
        Numbering {
            levels,
            kinds,
            counters: BTreeMap::new(),
            begun: BTreeSet::new(),
            stretches: BTreeMap::new(),
            next_stretch: 0,
            told: BTreeSet::new(),
        }
    }

    /// Whether a level has numbers.
    pub fn is_numbered(&self, list: u64, level: usize) -> bool {
        self.levels.get(&(list, level)).is_some_and(|it| it.sign == Sign::Number)
    }

    /// The next item of a level; those below it begin anew.
    pub fn item(&mut self, list: u64, level: usize) -> Listed {
        let known = self.levels.get(&(list, level)).cloned();
        let Level { sign, start, restarts, label } = known.unwrap_or(Level {
            sign: Sign::Bullet,
            start: 1,
            restarts: false,
            label: None,
        });
        let kind = self.kinds.get(&list).copied().unwrap_or(list);
        if sign == Sign::None {
            let list = self.stretches.get(&kind).copied().unwrap_or_default();
            let item = Item { level: level.min(8), number: None, continues: true, list };
            return Listed { item, ticked: None, label: None };
        }
        self.counters.retain(|(own, at), _| *own != kind || *at <= level);
        let first = self.begun.insert((list, level));
        if first && restarts {
            self.counters.remove(&(kind, level));
        }
        if first && restarts || !self.stretches.contains_key(&kind) {
            self.next_stretch += 1;
            self.stretches.insert(kind, self.next_stretch);
        }
        let counter = self.counters.entry((kind, level)).or_insert(start);
        let number = (sign == Sign::Number).then_some(*counter);
        *counter += 1;
        // Boxes that are ticked and those that are not are of one list.
        let list_of_item = match sign {
            Sign::Box(_) => u64::MAX,
            Sign::Number | Sign::Bullet | Sign::None => {
                self.stretches.get(&kind).copied().unwrap_or_default()
            }
        };
        let item =
            Item { level: level.min(8), number, continues: false, list: list_of_item };
        let untold = label.is_some() && self.told.insert((list, level));
        let ticked = if let Sign::Box(sign) = sign { Some(sign) } else { None };
        Listed { item, ticked, label: label.filter(|_| untold) }
    }
}

fn number(node: Node<'_, '_>, name: &str) -> Option<u64> {
    attribute(node, name).and_then(|value| value.parse::<u64>().ok())
}

/// A level as the list says it.
fn level(node: Node<'_, '_>, at: usize) -> Level {
    let value = |name| child(node, name).and_then(|it| attribute(it, "val"));
    let shown = value("lvlText");
    let counts = shown.is_some_and(|it| it.contains('%'));
    let format = value("numFmt").unwrap_or(if counts { "decimal" } else { "bullet" });
    let picture = child(node, "lvlPicBulletId").is_some();
    let sign = match (format, shown.map(str::trim)) {
        ("none", Some("") | None) => Sign::None,
        ("bullet", Some("")) if !picture => Sign::None,
        ("bullet" | "none", text) => {
            let first = text.and_then(|text| text.chars().next());
            match first.filter(|c| matches!(c, '☐' | '☑' | '☒')) {
                Some(sign) => Sign::Box(sign),
                None => Sign::Bullet,
            }
        }
        (_, Some("")) => Sign::None,
        _ => Sign::Number,
    };
    let label = match sign == Sign::Number {
        true => labels::of(format, shown.unwrap_or(""), at),
        false => None,
    };
    let start = child(node, "start").and_then(|it| number(it, "val")).unwrap_or(1);
    Level { sign, start, restarts: false, label }
}

/// The levels of each list, and the kind that each list is of.
fn levels(
    document: &Document<'_>,
) -> (BTreeMap<(u64, usize), Level>, BTreeMap<u64, u64>) {
    let mut abstracts: BTreeMap<u64, BTreeMap<usize, Level>> = BTreeMap::new();
    for list in document.descendants().filter(|node| is(*node, "abstractNum")) {
        let Some(id) = number(list, "abstractNumId") else { continue };
        let mut levels = BTreeMap::new();
        for node in list.children().filter(|node| is(*node, "lvl")) {
            let at = number(node, "ilvl").unwrap_or(0) as usize;
            levels.insert(at, level(node, at));
        }
        abstracts.insert(id, levels);
    }
    let (mut out, mut kinds) = (BTreeMap::new(), BTreeMap::new());
    for list in document.descendants().filter(|node| is(*node, "num")) {
        let Some(id) = number(list, "numId") else { continue };
        let of = child(list, "abstractNumId").and_then(|node| number(node, "val"));
        if let Some(of) = of {
            kinds.insert(id, of);
        }
        for (at, level) in of.and_then(|of| abstracts.get(&of)).into_iter().flatten() {
            out.insert((id, *at), level.clone());
        }
        for changed in list.children().filter(|node| is(*node, "lvlOverride")) {
            let at = number(changed, "ilvl").unwrap_or(0) as usize;
            if let Some(own) = child(changed, "lvl") {
                out.insert((id, at), level(own, at));
            }
            if let Some(start) =
                child(changed, "startOverride").and_then(|node| number(node, "val"))
            {
                let known = out.entry((id, at)).or_insert(Level {
                    sign: Sign::Number,
                    start,
                    restarts: true,
                    label: None,
                });
                (known.start, known.restarts) = (start, true);
            }
        }
    }
    (out, kinds)
}
