//! .docx: WordprocessingML.

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::{Document, Node};

use super::super::manuscript::{
    Block, Manuscript, Picture, PictureFile, Run, Runs, Style, Table, is_blank, plain,
    tidy,
};
use super::super::pictures;
use super::super::report::{Report, short};
use super::flow::{self, Item, Piece, Role};
use super::package::{Package, Unreadable, attribute, child, parse};
use super::paragraphs::Lines;
use crate::source::{FileId, Files, Span};

/// A style of paragraphs or characters, with what it inherits.
#[derive(Clone, Debug, Default)]
struct Named {
    role: Option<Role>,
    look: Look,
    list: Option<(u64, usize)>,
}

/// How characters look; `None` where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    italic: Option<bool>,
    bold: Option<bool>,
    small_caps: Option<bool>,
    strike: Option<bool>,
    underline: Option<bool>,
    hidden: Option<bool>,
    raised: Option<Raised>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Raised {
    No,
    Up,
    Down,
}

impl Look {
    /// What is said here over what is said below it.
    fn over(self, below: Look) -> Look {
        Look {
            italic: self.italic.or(below.italic),
            bold: self.bold.or(below.bold),
            small_caps: self.small_caps.or(below.small_caps),
            strike: self.strike.or(below.strike),
            underline: self.underline.or(below.underline),
            hidden: self.hidden.or(below.hidden),
            raised: self.raised.or(below.raised),
        }
    }
}

/// The parts of the document that have text, in the order of [`Lines`].
const BODY: usize = 0;
const FOOTNOTES: usize = 1;
const ENDNOTES: usize = 2;
const COMMENTS: usize = 3;

struct Reader<'a, 't> {
    lines: &'a Lines,
    file: FileId,
    report: &'a mut Report,
    styles: BTreeMap<String, Named>,
    /// The number formats by list and level: whether it is numbered, and its first number.
    lists: BTreeMap<(u64, usize), (bool, u64)>,
    counters: BTreeMap<(u64, usize), u64>,
    /// Addresses and parts by their ids, of the part that is read.
    targets: [BTreeMap<String, String>; 4],
    part: usize,
    notes: BTreeMap<(usize, String), Node<'a, 't>>,
    note_numbers: BTreeMap<(usize, String), usize>,
    found_notes: Vec<Vec<Block>>,
    comments: BTreeMap<String, (String, String)>,
    media: BTreeMap<String, Vec<u8>>,
    pictures: Vec<PictureFile>,
    language: String,
    /// The place of the paragraph that is read.
    at: Span,
    /// Fields that are open, innermost last: the instruction, and whether its result has begun.
    fields: Vec<(String, bool)>,
    inserted: usize,
    underlined: bool,
    in_note: bool,
    /// Numbers of headings were made by their style.
    numbered_headings: bool,
}

pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    files: &mut Files,
    report: &mut Report,
) -> Result<(Manuscript, FileId), Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let missing = || Unreadable {
        message: format!("it is damaged: its part `{main}` is missing"),
        help: "open it in its word processor, save it anew, and import that",
    };
    let body = package.text(&main)?.ok_or_else(missing)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
    let beside = |name: &str| {
        if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
    };
    let names = [
        main.clone(),
        beside("footnotes.xml"),
        beside("endnotes.xml"),
        beside("comments.xml"),
    ];
    let mut texts = [body, String::new(), String::new(), String::new()];
    let mut targets: [BTreeMap<String, String>; 4] = Default::default();
    for part in 0..4 {
        if part > 0 {
            texts[part] = package.text(&names[part])?.unwrap_or_default();
        }
        targets[part] = relations(&mut package, &names[part])?;
    }
    let styles_text = package.text(&beside("styles.xml"))?.unwrap_or_default();
    let numbering_text = package.text(&beside("numbering.xml"))?.unwrap_or_default();
    let empty =
        |text: String| if text.trim().is_empty() { "<none/>".to_string() } else { text };
    let texts = texts.map(empty);
    let (styles_text, numbering_text) = (empty(styles_text), empty(numbering_text));
    let mut documents = Vec::new();
    for (name, text) in names.iter().zip(&texts) {
        documents.push(parse(name, text)?);
    }
    let styles_document = parse("styles.xml", &styles_text)?;
    let numbering_document = parse("numbering.xml", &numbering_text)?;
    let mut media = BTreeMap::new();
    for target in targets.iter().flat_map(BTreeMap::values) {
        let lower = target.to_lowercase();
        let is_picture = lower.contains("media/")
            || [
                ".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".tif", ".tiff",
                ".bmp",
            ]
            .iter()
            .any(|end| lower.ends_with(end));
        if is_picture && !target.contains("://") {
            let name = within(&folder, target);
            if let Some(bytes) = package.part(&name)? {
                media.insert(target.clone(), bytes);
            }
        }
    }
    let mut lines = Lines::default();
    for document in &documents {
        lines.add(
            document,
            |node| is(node, "p"),
            |node| matches!(node.tag_name().name(), "t" | "delText"),
        );
    }
    let file = files.add(path, &lines.text);
    let styles = styles(&styles_document);
    let mut manuscript = Manuscript {
        language: language(&styles_document, &documents[BODY]),
        ..Manuscript::default()
    };
    let mut notes = BTreeMap::new();
    for (part, name) in [(FOOTNOTES, "footnote"), (ENDNOTES, "endnote")] {
        for note in documents[part].descendants().filter(|node| is(*node, name)) {
            if let Some(id) = attribute(note, "id") {
                notes.insert((part, id.to_string()), note);
            }
        }
    }
    let mut comments = BTreeMap::new();
    for comment in documents[COMMENTS].descendants().filter(|node| is(*node, "comment")) {
        let words: Vec<String> = comment
            .descendants()
            .filter(|node| is(*node, "t"))
            .filter_map(|node| node.text())
            .map(str::to_string)
            .collect();
        let author = attribute(comment, "author").unwrap_or("").to_string();
        if let Some(id) = attribute(comment, "id") {
            comments.insert(id.to_string(), (author, words.join("")));
        }
    }
    let mut reader = Reader {
        lines: &lines,
        file,
        report,
        styles,
        lists: numbering(&numbering_document),
        counters: BTreeMap::new(),
        targets,
        part: BODY,
        notes,
        note_numbers: BTreeMap::new(),
        found_notes: Vec::new(),
        comments,
        media,
        pictures: Vec::new(),
        language: manuscript.language.clone().unwrap_or_default(),
        at: Span::head(file),
        fields: Vec::new(),
        inserted: 0,
        underlined: false,
        in_note: false,
        numbered_headings: false,
    };
    let mut pieces = Vec::new();
    let root = documents[BODY].root_element();
    let body = child(root, "body").unwrap_or(root);
    reader.blocks(body, &mut pieces);
    reader.told();
    manuscript.notes = std::mem::take(&mut reader.found_notes);
    manuscript.pictures = std::mem::take(&mut reader.pictures);
    let manuscript = flow::manuscript(pieces, manuscript, reader.report);
    Ok((manuscript, file))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The part that is the document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    if let Some(text) = package.text("_rels/.rels")? {
        let relations = parse("_rels/.rels", &text)?;
        let found = relations.descendants().find(|node| {
            attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        });
        if let Some(target) = found.and_then(|node| attribute(node, "Target")) {
            return Ok(target.trim_start_matches('/').to_string());
        }
    }
    Ok("word/document.xml".into())
}

/// What the ids of a part stand for.
fn relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, String>, Unreadable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    };
    let mut found = BTreeMap::new();
    if let Some(text) = package.text(&path)? {
        let document = parse(&path, &text)?;
        for node in document.descendants() {
            if let (Some(id), Some(target)) =
                (attribute(node, "Id"), attribute(node, "Target"))
            {
                found.insert(id.to_string(), target.to_string());
            }
        }
    }
    Ok(found)
}

/// The name of a part from where it is named.
fn within(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut parts: Vec<&str> =
        folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// On, off, or nothing said.
fn toggle(properties: Node<'_, '_>, name: &str) -> Option<bool> {
    let value = attribute(child(properties, name)?, "val");
    Some(!matches!(value, Some("0" | "false" | "off" | "none")))
}

fn look(properties: Node<'_, '_>) -> Look {
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

fn list_of(properties: Node<'_, '_>) -> Option<(u64, usize)> {
    let numbers = child(properties, "numPr")?;
    let value =
        |name| child(numbers, name).and_then(|node| attribute(node, "val")?.parse().ok());
    Some((value("numId")?, value("ilvl").unwrap_or(0) as usize))
}

/// Styles with what they inherit, by their ids.
fn styles(document: &Document<'_>) -> BTreeMap<String, Named> {
    let mut raw: BTreeMap<String, (Named, Option<String>)> = BTreeMap::new();
    for style in document.descendants().filter(|node| is(*node, "style")) {
        let Some(id) = attribute(style, "styleId") else { continue };
        let name =
            child(style, "name").and_then(|node| attribute(node, "val")).unwrap_or(id);
        let mut named = Named { role: flow::role(name), ..Named::default() };
        if let Some(properties) = child(style, "pPr") {
            let level = child(properties, "outlineLvl")
                .and_then(|node| attribute(node, "val")?.parse::<u8>().ok());
            if let (Some(level @ 0..=8), None) = (level, named.role) {
                named.role = Some(Role::Heading(level + 1));
            }
            named.list = list_of(properties);
        }
        if let Some(properties) = child(style, "rPr") {
            named.look = look(properties);
        }
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
        raw.insert(id.to_string(), (named, base));
    }
    let mut out = BTreeMap::new();
    for id in raw.keys() {
        let mut named = Named::default();
        let mut at = Some(id.clone());
        // Styles that are based on one another in a circle end here.
        for _ in 0..12 {
            let Some((own, base)) = at.as_ref().and_then(|id| raw.get(id)) else { break };
            named.role = named.role.or(own.role);
            named.look = named.look.over(own.look);
            named.list = named.list.or(own.list);
            at = base.clone();
        }
        out.insert(id.clone(), named);
    }
    out
}

/// Whether each level of each list is numbered, and its first number.
fn numbering(document: &Document<'_>) -> BTreeMap<(u64, usize), (bool, u64)> {
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

/// The language of most of the text, else that of the style sheet.
fn language(styles: &Document<'_>, body: &Document<'_>) -> Option<String> {
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

impl<'a, 't> Reader<'a, 't> {
    fn blocks(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let mut joined: Option<Runs> = None;
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child, &mut joined, out),
                "tbl" => self.table(child, out),
                "sdt" => {
                    let gallery = child.descendants().any(|node| {
                        is(node, "docPartGallery")
                            && attribute(node, "val") == Some("Table of Contents")
                    });
                    if let Some(content) = super::package::child(child, "sdtContent") {
                        match gallery {
                            true => self.drop_part(content, "the table of contents is left out, as publish makes its own"),
                            false => self.blocks(content, out),
                        }
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(child, out),
                "del" | "moveFrom" => self.drop_part(
                    child,
                    "what was deleted, by a tracked change, is left out",
                ),
                "AlternateContent" => {
                    let part = super::package::child(child, "Choice")
                        .or(super::package::child(child, "Fallback"));
                    if let Some(part) = part {
                        self.blocks(part, out);
                    }
                }
                _ => {}
            }
        }
        if let Some(runs) = joined {
            let at = self.at;
            out.push(Piece::Paragraph {
                role: Role::Plain,
                runs,
                item: None,
                caption: false,
                at,
            });
        }
    }

    fn drop_part(&mut self, node: Node<'a, 't>, what: &str) {
        let words = words(node);
        let paragraph = node.descendants().find(|node| is(*node, "p"));
        let at = paragraph
            .map_or(self.at, |node| self.lines.place(self.part, node.id(), self.file));
        if !words.trim().is_empty() {
            self.report.drop(at, what, &words);
        }
    }

    fn paragraph(
        &mut self,
        node: Node<'a, 't>,
        joined: &mut Option<Runs>,
        out: &mut Vec<Piece>,
    ) {
        self.at = self.lines.place(self.part, node.id(), self.file);
        let at = self.at;
        let properties = child(node, "pPr");
        let style = properties
            .and_then(|it| child(it, "pStyle"))
            .and_then(|it| attribute(it, "val"));
        let named = style.and_then(|id| self.styles.get(id)).cloned().unwrap_or_default();
        let level = properties
            .and_then(|it| child(it, "outlineLvl"))
            .and_then(|it| attribute(it, "val")?.parse::<u8>().ok());
        let mut role = named.role.unwrap_or(Role::Plain);
        if let (Some(level @ 0..=8), Role::Plain) = (level, role) {
            role = Role::Heading(level + 1);
        }
        if style.is_some_and(|id| id.to_lowercase().starts_with("toc")) {
            return self.drop_part(
                node,
                "a line of the table of contents is left out, as publish makes its own",
            );
        }
        let list =
            properties.and_then(list_of).or(named.list).filter(|(list, _)| *list != 0);
        // What a style of headings looks like is no emphasis of theirs.
        let own = match matches!(role, Role::Plain | Role::Caption) {
            true => named.look,
            false => Look::default(),
        };
        let mut pieces = Vec::new();
        let mut runs = joined.take().unwrap_or_default();
        self.inlines(node, own, role != Role::Plain, &mut runs, &mut pieces);
        // The mark of the paragraph is deleted: it goes on in the next.
        let mark = properties.and_then(|it| child(it, "rPr"));
        if mark.is_some_and(|it| {
            child(it, "del").is_some() || child(it, "moveFrom").is_some()
        }) {
            *joined = Some(runs);
            out.append(&mut pieces);
            return;
        }
        if mark.is_some_and(|it| child(it, "ins").is_some()) {
            self.inserted += 1;
        }
        let item = list
            .filter(|_| !matches!(role, Role::Heading(_) | Role::Title | Role::Subtitle))
            .map(|(list, level)| self.item(list, level));
        let counts = list.is_some_and(|list| {
            self.lists.get(&list).is_some_and(|(numbered, _)| *numbered)
        });
        if counts && matches!(role, Role::Heading(_)) {
            self.numbered_headings = true;
        }
        out.push(Piece::Paragraph { role, runs, item, caption: false, at });
        // What stands in frames comes behind the paragraph that holds them.
        out.append(&mut pieces);
    }

    fn item(&mut self, list: u64, level: usize) -> Item {
        let (numbered, start) =
            self.lists.get(&(list, level)).copied().unwrap_or((false, 1));
        let deeper: Vec<(u64, usize)> = self
            .counters
            .keys()
            .copied()
            .filter(|(own, at)| *own == list && *at > level)
            .collect();
        for key in deeper {
            self.counters.remove(&key);
        }
        let counter = self.counters.entry((list, level)).or_insert(start);
        let number = numbered.then_some(*counter);
        *counter += 1;
        Item { level: level.min(8), number, continues: false, list }
    }

    fn inlines(
        &mut self,
        node: Node<'a, 't>,
        own: Look,
        styled: bool,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "r" => self.run(part, own, styled, out, pieces),
                "hyperlink" => {
                    let mut runs = Vec::new();
                    self.inlines(part, own, true, &mut runs, pieces);
                    let to = self.address(part);
                    match to {
                        Some(to) => out.push(Run::Link { to, runs }),
                        None => out.append(&mut runs),
                    }
                }
                "ins" | "moveTo" => {
                    self.inserted += 1;
                    self.inlines(part, own, styled, out, pieces);
                }
                "del" | "moveFrom" => {
                    let words = words(part);
                    if !words.trim().is_empty() {
                        let at = self.at;
                        self.report.drop(
                            at,
                            "what was deleted, by a tracked change, is left out",
                            &words,
                        );
                    }
                }
                "fldSimple" => {
                    let instruction = attribute(part, "instr").unwrap_or("").to_string();
                    let mut runs = Vec::new();
                    self.inlines(part, own, styled, &mut runs, pieces);
                    match link_of(&instruction) {
                        Some(to) => out.push(Run::Link { to, runs }),
                        None => out.append(&mut runs),
                    }
                }
                "sdt" => {
                    if let Some(content) = child(part, "sdtContent") {
                        self.inlines(content, own, styled, out, pieces);
                    }
                }
                "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.inlines(part, own, styled, out, pieces)
                }
                "ruby" => {
                    if let Some(base) = child(part, "rubyBase") {
                        self.inlines(base, own, styled, out, pieces);
                    }
                }
                "oMath" | "oMathPara" => {
                    let words = words(part);
                    let at = self.at;
                    self.report.doubt(
                        at,
                        format!("a formula is taken as its letters: {words}"),
                        "write it out, or make a picture of it",
                    );
                    out.push(Run::Text(words));
                }
                "bookmarkStart" | "bookmarkEnd" | "pPr" | "proofErr"
                | "commentRangeStart" | "commentRangeEnd" => {}
                _ => {}
            }
        }
    }

    fn address(&mut self, link: Node<'a, 't>) -> Option<String> {
        let id = link.attributes().find(|it| it.name() == "id").map(|it| it.value());
        let to = id.and_then(|id| self.targets[self.part].get(id)).cloned();
        let known = ["http://", "https://", "mailto:", "tel:", "doi:", "urn:", "ftp://"];
        match to {
            Some(to)
                if known.iter().any(|scheme| to.to_lowercase().starts_with(scheme))
                    && to.len() <= 2000 =>
            {
                Some(to)
            }
            Some(to) => {
                let words = words(link);
                let message = format!(
                    "the link of “{}” leads to `{}`, which no reader has, and is left out; its words stay",
                    short(&words),
                    short(&to)
                );
                let at = self.at;
                self.report.leave_out(at, message, "");
                None
            }
            None => None,
        }
    }

    fn run(
        &mut self,
        run: Node<'a, 't>,
        own: Look,
        styled: bool,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        let properties = child(run, "rPr");
        let style = properties
            .and_then(|it| child(it, "rStyle"))
            .and_then(|it| attribute(it, "val"));
        let named = style
            .and_then(|id| self.styles.get(id))
            .map_or(Look::default(), |named| named.look);
        let direct = properties.map_or(Look::default(), look);
        let look = direct.over(named).over(own);
        let language = properties
            .and_then(|it| child(it, "lang"))
            .and_then(|it| attribute(it, "val"));
        let language = language.map(str::to_string);
        let mut words = Vec::new();
        for part in run.children().filter(Node::is_element) {
            self.run_part(part, &mut words, pieces);
        }
        // The words between the beginning of a field and its result are an order.
        let in_order = self.fields.last().is_some_and(|(_, result)| !result);
        if in_order {
            return;
        }
        if look.hidden == Some(true) {
            let hidden = plain(&words);
            if !hidden.trim().is_empty() {
                let at = self.at;
                self.report.drop(at, "hidden text is left out", &hidden);
            }
            return;
        }
        if words.is_empty() {
            return;
        }
        let notes_only = words
            .iter()
            .all(|run| matches!(run, Run::Note(_) | Run::Picture(_) | Run::Break));
        let mut runs = words;
        if !notes_only {
            for style in self.styles_of(look, styled, language.as_deref(), &runs) {
                runs = vec![Run::Styled(style, runs)];
            }
        }
        let link =
            self.fields.iter().rev().find_map(|(instruction, _)| link_of(instruction));
        match link {
            Some(to) => out.push(Run::Link { to, runs }),
            None => out.append(&mut runs),
        }
    }

    fn styles_of(
        &mut self,
        look: Look,
        styled: bool,
        language: Option<&str>,
        runs: &Runs,
    ) -> Vec<Style> {
        let mut styles = Vec::new();
        if look.raised == Some(Raised::Up) {
            styles.push(Style::Superscript);
        }
        if look.raised == Some(Raised::Down) {
            styles.push(Style::Subscript);
        }
        if look.small_caps == Some(true) {
            styles.push(Style::SmallCaps);
        }
        if look.strike == Some(true) {
            styles.push(Style::Strike);
        }
        let underlined =
            look.underline == Some(true) && !styled && self.fields.is_empty();
        if look.italic == Some(true) || underlined {
            styles.push(Style::Emphasis);
            if underlined && !std::mem::replace(&mut self.underlined, true) {
                let at = self.at;
                let help = "all of them are; take the stars away where they are wrong";
                self.report.guess(
                    at,
                    format!(
                        "underlined words are taken for emphasis: {}",
                        short(&plain(runs))
                    ),
                    help,
                );
            }
        }
        if look.bold == Some(true) {
            styles.push(Style::Strong);
        }
        let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
        if let Some(tag) =
            language.and_then(crate::info::Lang::parse).map(|tag| tag.to_string())
            && first(&tag) != first(&self.language)
            && plain(runs).split_whitespace().count() > 2
        {
            styles.push(Style::Language(tag));
        }
        styles
    }

    fn run_part(&mut self, part: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let push = |out: &mut Runs, words: &str| out.push(Run::Text(words.to_string()));
        match part.tag_name().name() {
            "t" => push(out, &part.text().unwrap_or("").replace('\n', " ")),
            "tab" | "ptab" => push(out, " "),
            "noBreakHyphen" => push(out, "\u{2011}"),
            "softHyphen" => push(out, "\u{ad}"),
            "br" | "cr" => match attribute(part, "type") {
                Some("page" | "column") => push(out, " "),
                Some(_) | None => out.push(Run::Break),
            },
            "sym" => self.symbol(part, out),
            "fldChar" => match attribute(part, "fldCharType") {
                Some("begin") => self.fields.push((String::new(), false)),
                Some("separate") => {
                    if let Some(last) = self.fields.last_mut() {
                        last.1 = true;
                    }
                }
                Some("end") => drop(self.fields.pop()),
                Some(_) | None => {}
            },
            "instrText" => {
                if let Some((instruction, _)) = self.fields.last_mut() {
                    instruction.push_str(part.text().unwrap_or(""));
                }
            }
            "footnoteReference" => self.note(FOOTNOTES, part, out),
            "endnoteReference" => self.note(ENDNOTES, part, out),
            "commentReference" => {
                let id = attribute(part, "id").unwrap_or("");
                if let Some((author, words)) = self.comments.remove(id) {
                    let by = if author.is_empty() {
                        String::new()
                    } else {
                        format!(" by {author}")
                    };
                    let at = self.at;
                    self.report.drop(at, &format!("a comment{by} is left out"), &words);
                }
            }
            "drawing" | "pict" | "object" => self.drawing(part, out, pieces),
            "AlternateContent" => {
                let part = child(part, "Choice").or(child(part, "Fallback"));
                for inner in part
                    .into_iter()
                    .flat_map(|part| part.children())
                    .filter(Node::is_element)
                {
                    self.run_part(inner, out, pieces);
                }
            }
            "ruby" => {
                if let Some(base) = child(part, "rubyBase") {
                    for run in base.children().filter(|node| is(*node, "r")) {
                        for inner in run.children().filter(Node::is_element) {
                            self.run_part(inner, out, pieces);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// A sign by its place in a font of symbols.
    fn symbol(&mut self, part: Node<'a, 't>, out: &mut Runs) {
        let code = attribute(part, "char")
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .unwrap_or(0);
        let font = attribute(part, "font").unwrap_or("");
        let sign = match (font, code & 0xff) {
            ("Symbol", 0xb7) => Some('·'),
            ("Symbol", 0xae) => Some('→'),
            ("Symbol", 0xb1) => Some('±'),
            ("Symbol", 0xb4) => Some('×'),
            ("Symbol", 0xb0) => Some('°'),
            ("Wingdings", 0xe0) => Some('→'),
            ("Wingdings", 0xfc) => Some('✓'),
            _ if code < 0xf000 => char::from_u32(code),
            _ => None,
        };
        let at = self.at;
        match sign {
            Some(sign) => out.push(Run::Text(sign.to_string())),
            None => self.report.doubt(at, format!("a sign of the font {font}, number {code:X}, has no letter and is left out"), "put there what was meant"),
        }
    }

    fn note(&mut self, part: usize, marker: Node<'a, 't>, out: &mut Runs) {
        let Some(id) = attribute(marker, "id") else { return };
        let key = (part, id.to_string());
        if self.in_note {
            let at = self.at;
            self.report.doubt(
                at,
                "a note within a note has no place in a book; its marker is left out",
                "put both into one note",
            );
            return;
        }
        if let Some(number) = self.note_numbers.get(&key) {
            out.push(Run::Note(*number));
            return;
        }
        let Some(note) = self.notes.get(&key).copied() else { return };
        let number = self.found_notes.len();
        self.note_numbers.insert(key, number);
        self.found_notes.push(Vec::new());
        let kept = (self.at, self.part, std::mem::take(&mut self.fields));
        (self.part, self.in_note) = (part, true);
        let mut pieces = Vec::new();
        self.blocks(note, &mut pieces);
        self.in_note = false;
        (self.at, self.part, self.fields) = kept;
        self.found_notes[number] = blocks_of(pieces, self.at);
        out.push(Run::Note(number));
    }

    fn drawing(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let described = node.descendants().find(|node| is(*node, "docPr"));
        let alt = described
            .and_then(|node| attribute(node, "descr").or(attribute(node, "title")));
        let decorative = node
            .descendants()
            .any(|node| is(node, "decorative") && attribute(node, "val") == Some("1"));
        for image in
            node.descendants().filter(|node| is(*node, "blip") || is(*node, "imagedata"))
        {
            let id = attribute(image, "embed")
                .or(attribute(image, "id"))
                .or(attribute(image, "link"));
            let Some(target) = id.and_then(|id| self.targets[self.part].get(id)).cloned()
            else {
                continue;
            };
            let at = self.at;
            let name = pictures::name_of(&target);
            let Some(bytes) = self.media.get(&target).cloned() else {
                self.report.doubt(
                    at,
                    format!("the picture `{name}` is not in the file, and is left out"),
                    "put it into the article by hand",
                );
                continue;
            };
            match pictures::file(&name, bytes, at) {
                Ok(file) => {
                    let known =
                        self.pictures.iter().position(|known| known.bytes == file.bytes);
                    let number = known.unwrap_or_else(|| {
                        self.pictures.push(file);
                        self.pictures.len() - 1
                    });
                    let alt = alt.map(str::trim).filter(|alt| !alt.is_empty());
                    let alt = match alt {
                        Some(alt) if pictures::is_label(alt) => {
                            self.report.leave_out(at, format!("“{alt}” is a label of the file and no alternative text, and is left out"), "say between the brackets what the picture shows");
                            None
                        }
                        alt => alt.map(str::to_string),
                    };
                    out.push(Run::Picture(Picture { file: number, alt, decorative }));
                }
                Err(why) => self.report.doubt(
                    at,
                    format!("the picture `{name}` cannot be used: {why}"),
                    "save it as PNG or JPEG, and put it into the article",
                ),
            }
        }
        // Text in frames.
        for content in node.descendants().filter(|node| is(*node, "txbxContent")) {
            let at = self.at;
            let words = words(content);
            if words.trim().is_empty() {
                continue;
            }
            let kept = self.at;
            self.blocks(content, pieces);
            self.at = kept;
            self.report.guess(
                at,
                format!(
                    "the words of a frame stand behind the paragraph that it hung on: {}",
                    short(&words)
                ),
                "put them where they belong",
            );
            break;
        }
    }

    fn table(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let rows: Vec<Node<'a, 't>> =
            node.children().filter(|node| is(*node, "tr")).collect();
        let first = node.descendants().find(|node| is(*node, "p"));
        let at = first
            .map_or(self.at, |node| self.lines.place(self.part, node.id(), self.file));
        let cells = |row: Node<'a, 't>| -> Vec<Node<'a, 't>> {
            let direct = row.children().filter(|node| is(*node, "tc"));
            let held = row
                .children()
                .filter(|node| is(*node, "sdt"))
                .filter_map(|node| child(node, "sdtContent"))
                .flat_map(|node| node.children().filter(|node| is(*node, "tc")));
            direct.chain(held).collect()
        };
        let widest = rows.iter().map(|row| cells(*row).len()).max().unwrap_or(0);
        let nested = node.descendants().filter(|inner| is(*inner, "tbl")).count() > 1;
        if widest <= 1 || widest > 60 || nested {
            for cell in rows.iter().flat_map(|row| cells(*row)) {
                self.blocks(cell, out);
            }
            return;
        }
        let mut table = Table::default();
        let mut spanned = false;
        let mut bold_first = false;
        for (number, row) in rows.iter().enumerate() {
            let properties = child(*row, "trPr");
            if properties.is_some_and(|it| child(it, "del").is_some()) {
                self.drop_part(
                    *row,
                    "a row of a table that was deleted, by a tracked change, is left out",
                );
                continue;
            }
            let mut line: Vec<Runs> = Vec::new();
            for cell in cells(*row) {
                let mut pieces = Vec::new();
                self.blocks(cell, &mut pieces);
                line.push(joined(pieces));
                let properties = child(cell, "tcPr");
                let columns = properties
                    .and_then(|it| child(it, "gridSpan"))
                    .and_then(|it| attribute(it, "val")?.parse::<usize>().ok())
                    .unwrap_or(1);
                spanned |= columns > 1
                    || properties.is_some_and(|it| child(it, "vMerge").is_some());
                line.extend((1..columns.min(60)).map(|_| Vec::new()));
            }
            let head = properties.is_some_and(|it| toggle(it, "tblHeader") == Some(true));
            let bold = |runs: &Runs| {
                is_blank(runs)
                    || matches!(runs.as_slice(), [Run::Styled(Style::Strong, _)])
            };
            let looks = number == 0
                && rows.len() > 1
                && line.iter().all(bold)
                && line.iter().any(|runs| !is_blank(runs));
            if number == 0 && (head || looks) {
                bold_first = looks && !head;
                table.head =
                    line.into_iter().map(super::super::html::unwrapped).collect();
            } else {
                table.rows.push(line);
            }
        }
        if bold_first {
            self.report.guess(
                at,
                "the first row of this table is bold, and is taken for its head",
                "",
            );
        }
        if spanned {
            self.report.doubt(at, "a table has cells that reach over several; they stand in the first of them", "look at the table, and put the words where they belong");
        }
        if !table.rows.is_empty() || !table.head.is_empty() {
            out.push(Piece::Table { table, at });
        }
    }

    /// What is told once of the whole.
    fn told(&mut self) {
        let head = Span::head(self.file);
        if self.inserted > 0 {
            let message = format!(
                "tracked changes were accepted: what was inserted, in {} places, is part of the text",
                self.inserted
            );
            self.report.change(head, message, "what was deleted is told where it stood");
        }
        if self.numbered_headings {
            self.report.doubt(
                head,
                "headings have numbers by their style, which are no part of their words",
                "write the numbers into the headings, if they shall have them",
            );
        }
        for (_, (author, words)) in std::mem::take(&mut self.comments) {
            let by =
                if author.is_empty() { String::new() } else { format!(" by {author}") };
            self.report.drop(head, &format!("a comment{by} is left out"), &words);
        }
    }
}

/// The address of a field that is a link.
fn link_of(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let address = rest.strip_prefix('"')?.split('"').next()?;
    let known = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    (known && address.len() <= 2000).then(|| address.to_string())
}

/// The words below a node, deleted ones too.
fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        match below.tag_name().name() {
            "t" | "delText" if below.is_element() => {
                out.push_str(below.text().unwrap_or(""))
            }
            "p" | "tab" | "br" if below.is_element() && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out
}

/// The paragraphs of a cell, one line below the other.
pub(super) fn joined(pieces: Vec<Piece>) -> Runs {
    let mut out: Runs = Vec::new();
    for piece in pieces {
        if let Piece::Paragraph { runs, .. } = piece
            && !is_blank(&runs)
        {
            if !out.is_empty() {
                out.push(Run::Break);
            }
            out.extend(runs);
        }
    }
    tidy(out)
}

/// The blocks of a note.
pub(super) fn blocks_of(pieces: Vec<Piece>, at: Span) -> Vec<Block> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph { runs, at, .. } => {
                let runs = tidy(runs);
                if !is_blank(&runs) {
                    out.push(Block::paragraph(runs, at));
                }
            }
            Piece::Table { table, at } => {
                for row in table.rows {
                    let cells = row
                        .into_iter()
                        .flat_map(|cell| cell.into_iter().chain([Run::Text(" ".into())]));
                    out.push(Block::paragraph(tidy(cells.collect()), at));
                }
            }
        }
    }
    if out.is_empty() {
        out.push(Block::paragraph(super::super::manuscript::text("…"), at));
    }
    out
}
