//! Styles of a .docx, with what they inherit, and its language.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::package::{attribute, child, is};
use super::super::styles::{Look, Raised, Role, Set, depth_of, role};

/// A style of paragraphs or letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub role: Option<Role>,
    pub look: Look,
    pub set: Set,
    /// The list that its paragraphs are of, and the level.
    pub list: Option<(u64, usize)>,
    /// How deep its name says that its items are, `List Bullet 2`: each such style has a list of one
    /// level.
    pub depth: Option<usize>,
}

/// What properties of a paragraph say of its setting.
pub(super) fn setting_of(properties: Node<'_, '_>) -> Set {
    let indent = |names: [&str; 2]| {
        let indents = child(properties, "ind")?;
        names.iter().find_map(|name| attribute(indents, name)?.parse::<i32>().ok())
    };
    let drawn = |edges: Node<'_, '_>| {
        ["top", "bottom"].iter().any(|name| {
            let line = child(edges, name).and_then(|edge| attribute(edge, "val"));
            line.is_some_and(|kind| !matches!(kind, "none" | "nil"))
        })
    };
    Set {
        centred: child(properties, "jc").map(|it| attribute(it, "val") == Some("center")),
        at_end: child(properties, "jc")
            .map(|it| matches!(attribute(it, "val"), Some("right" | "end"))),
        left: indent(["left", "start"]),
        right: indent(["right", "end"]),
        size: None,
        ruled: child(properties, "pBdr").map(drawn),
        of_item: false,
    }
}

/// The size of letters that properties of a run set.
pub(super) fn size_of(properties: Node<'_, '_>) -> Option<i32> {
    let halves = attribute(child(properties, "sz")?, "val")?.parse::<i32>().ok()?;
    Some(halves.saturating_mul(10))
}

/// The size of letters where nothing is said of it.
pub(super) fn default_size(document: &Document<'_>) -> i32 {
    let default = document.descendants().find(|node| is(*node, "rPrDefault"));
    default.and_then(|node| size_of(child(node, "rPr")?)).unwrap_or(200)
}

/// On, off, or nothing said.
pub(super) fn toggle(properties: Node<'_, '_>, name: &str) -> Option<bool> {
    let value = attribute(child(properties, name)?, "val");
    Some(!matches!(value, Some("0" | "false" | "off" | "none")))
}

/// The look that properties of a run set.
pub(super) fn look(properties: Node<'_, '_>) -> Look {
    let raised = child(properties, "vertAlign").and_then(|node| attribute(node, "val"));
    Look {
        italic: toggle(properties, "i"),
        bold: toggle(properties, "b"),
        small_caps: toggle(properties, "smallCaps"),
        strike: toggle(properties, "strike").or(toggle(properties, "dstrike")),
        underline: toggle(properties, "u"),
        hidden: toggle(properties, "vanish"),
        raised: raised.map(|value| match value {
            "superscript" => Raised::Up,
            "subscript" => Raised::Down,
            _ => Raised::No,
        }),
    }
}

/// Whether letters are raised or lowered by a height of their own, as LibreOffice writes it: smaller ones than
/// is usual by any, others by two points at least. Initials of a paragraph are larger.
pub(super) fn lifted(properties: Node<'_, '_>, usual: i32) -> Option<Raised> {
    const LEAST: i32 = 4;
    let height = attribute(child(properties, "position")?, "val")?.parse::<i32>().ok()?;
    let size = size_of(properties).unwrap_or(usual);
    let far = height.saturating_abs() >= LEAST && size <= usual.saturating_mul(3) / 2;
    match height.signum() {
        1 if far || size < usual => Some(Raised::Up),
        -1 if far || size < usual => Some(Raised::Down),
        _ => None,
    }
}

/// The list, and the level in it, that properties of a paragraph set.
pub(super) fn list_of(properties: Node<'_, '_>) -> Option<(u64, usize)> {
    let numbers = child(properties, "numPr")?;
    let value =
        |name| child(numbers, name).and_then(|node| attribute(node, "val")?.parse().ok());
    Some((value("numId")?, value("ilvl").unwrap_or(0) as usize))
}

/// Styles with what they inherit, by their ids.
pub(super) fn styles(document: &Document<'_>) -> BTreeMap<String, Named> {
    let mut raw: BTreeMap<String, (Named, Option<String>, &str)> = BTreeMap::new();
    for style in document.descendants().filter(|node| is(*node, "style")) {
        let Some(id) = attribute(style, "styleId") else { continue };
        let name =
            child(style, "name").and_then(|node| attribute(node, "val")).unwrap_or(id);
        let mut named = Named { role: role(name), ..Named::default() };
        if let Some(properties) = child(style, "pPr") {
            let level = child(properties, "outlineLvl")
                .and_then(|node| attribute(node, "val")?.parse::<u8>().ok());
            if let (Some(level @ 0..=8), None) = (level, named.role) {
                named.role = Some(Role::Heading(level + 1));
            }
            named.list = list_of(properties);
            named.set = setting_of(properties);
        }
        if let Some(properties) = child(style, "rPr") {
            named.set.size = size_of(properties);
            named.look = look(properties);
        }
        named.depth = depth_of(name);
        // Emphasis and strong by their names, whatever they look like.
        match name.to_lowercase().as_str() {
            "emphasis" | "hervorhebung" | "énfasis" => named.look.italic = Some(true),
            "strong" | "fett" | "élevé" => named.look.bold = Some(true),
            // The styles of markers raise them; the marker is a note's.
            "footnote reference" | "endnote reference" | "hyperlink"
            | "internet link" => named.look = Look::default(),
            _ => {}
        }
        let base = child(style, "basedOn")
            .and_then(|node| attribute(node, "val"))
            .map(str::to_string);
        raw.insert(id.to_string(), (named, base, name));
    }
    let mut out = BTreeMap::new();
    for id in raw.keys() {
        let mut named = Named::default();
        let mut at = Some(id.clone());
        // Styles that are based on one another in a circle end here.
        for _ in 0..12 {
            let Some((own, base, _)) = at.as_ref().and_then(|id| raw.get(id)) else {
                break;
            };
            named.role = named.role.or(own.role);
            named.look = named.look.over(own.look);
            named.set = named.set.over(own.set);
            named.list = named.list.or(own.list);
            named.depth = named.depth.or(own.depth);
            at = base.clone();
        }
        let name = raw.get(id).map_or("", |(_, _, name)| name);
        named.set = named.set.of_style(name);
        out.insert(id.clone(), named);
    }
    out
}

/// The language of most of the text, else that of the style sheet.
pub(super) fn language(styles: &Document<'_>, body: &Document<'_>) -> Option<String> {
    let tag = |node: Node<'_, '_>| {
        let lang = child(node, "lang")?;
        attribute(lang, "val")
            .and_then(crate::info::Lang::parse)
            .map(|tag| tag.to_string())
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for run in body.descendants().filter(|node| is(*node, "r")) {
        let length = run
            .children()
            .filter(|node| is(*node, "t"))
            .filter_map(|node| node.text())
            .map(str::len)
            .sum::<usize>();
        let own = child(run, "rPr").and_then(tag).unwrap_or_default();
        *counts.entry(own).or_default() += length;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(tag, _)| tag);
    let default = styles
        .descendants()
        .find(|node| is(*node, "rPrDefault"))
        .and_then(|node| child(node, "rPr"))
        .and_then(tag);
    most.filter(|tag| !tag.is_empty()).or(default)
}
