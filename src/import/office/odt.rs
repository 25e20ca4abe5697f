//! .odt: OpenDocument text.

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::{Document, Node};

use super::super::manuscript::{
    Block, Manuscript, Picture, PictureFile, Run, Runs, Style, Table, is_blank, plain,
};
use super::super::pictures;
use super::super::report::{Report, short};
use super::docx::{blocks_of, joined};
use super::flow::{self, Item, Piece, Role};
use super::package::{Package, Unreadable, attribute, child, parse};
use super::paragraphs::Lines;
use crate::source::{FileId, Files, Span};

/// A style with what it says itself.
#[derive(Clone, Debug, Default)]
struct Named {
    role: Option<Role>,
    parent: Option<String>,
    italic: Option<bool>,
    bold: Option<bool>,
    small_caps: Option<bool>,
    strike: Option<bool>,
    underline: Option<bool>,
    hidden: Option<bool>,
    /// Up is 1, down -1.
    raised: Option<i8>,
    language: Option<String>,
    list: Option<String>,
}

struct Reader<'a, 't> {
    lines: &'a Lines,
    file: FileId,
    report: &'a mut Report,
    styles: BTreeMap<(String, String), Named>,
    /// Which levels of a list style are numbered.
    lists: BTreeMap<String, BTreeMap<usize, bool>>,
    media: BTreeMap<String, Vec<u8>>,
    pictures: Vec<PictureFile>,
    notes: Vec<Vec<Block>>,
    /// What was deleted, by the id of the change.
    deleted: BTreeMap<String, Node<'a, 't>>,
    inserted: usize,
    language: String,
    at: Span,
    in_note: bool,
    underlined: bool,
    next_list: u64,
    /// Where a list of a style goes on.
    counters: BTreeMap<(String, usize), u64>,
}

pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    packed: bool,
    files: &mut Files,
    report: &mut Report,
) -> Result<(Manuscript, FileId), Unreadable> {
    let mut media = BTreeMap::new();
    let (content, style_text) = match packed {
        true => {
            let mut package = Package::open(bytes)?;
            let missing = || Unreadable {
                message: "it is damaged: its part `content.xml` is missing".into(),
                help: "open it in its word processor, save it anew, and import that",
            };
            let content = package.text("content.xml")?.ok_or_else(missing)?;
            let styles = package.text("styles.xml")?.unwrap_or_default();
            let document = parse("content.xml", &content)?;
            for image in document.descendants().filter(|node| is(*node, "image")) {
                if let Some(to) = attribute(image, "href")
                    && !to.contains("://")
                    && let Some(bytes) = package.part(to.trim_start_matches("./"))?
                {
                    media.insert(to.to_string(), bytes);
                }
            }
            (content, styles)
        }
        false => (super::super::encoding::decode(bytes, None, None).text, String::new()),
    };
    let style_text =
        if style_text.trim().is_empty() { "<none/>".to_string() } else { style_text };
    let document = parse("content.xml", &content)?;
    let style_document = parse("styles.xml", &style_text)?;
    let mut lines = Lines::default();
    let is_shown =
        |node: Node<'_, '_>| !node.ancestors().any(|above| is(above, "tracked-changes"));
    lines.add(
        &document,
        |node| matches!(node.tag_name().name(), "p" | "h") && is_shown(node),
        |node| {
            matches!(
                node.tag_name().name(),
                "p" | "h" | "span" | "a" | "ruby-base" | "meta" | "sequence"
            )
        },
    );
    let file = files.add(path, &lines.text);
    let mut styles = BTreeMap::new();
    let mut lists = BTreeMap::new();
    for document in [&style_document, &document] {
        read_styles(document, &mut styles, &mut lists);
    }
    let language =
        default_language(&style_document).or_else(|| default_language(&document));
    let mut deleted = BTreeMap::new();
    for region in document.descendants().filter(|node| is(*node, "changed-region")) {
        if let (Some(id), Some(deletion)) =
            (attribute(region, "id"), child(region, "deletion"))
        {
            deleted.insert(id.to_string(), deletion);
        }
    }
    let inserted = document.descendants().filter(|node| is(*node, "insertion")).count();
    let mut manuscript =
        Manuscript { language: language.clone(), ..Manuscript::default() };
    let mut reader = Reader {
        lines: &lines,
        file,
        report,
        styles,
        lists,
        media,
        pictures: Vec::new(),
        notes: Vec::new(),
        deleted,
        inserted,
        language: language.unwrap_or_default(),
        at: Span::head(file),
        in_note: false,
        underlined: false,
        next_list: 0,
        counters: BTreeMap::new(),
    };
    let mut pieces = Vec::new();
    let body = document
        .descendants()
        .find(|node| is(*node, "text") && node.parent().is_some_and(|it| is(it, "body")));
    if let Some(body) = body {
        reader.blocks(body, &mut pieces);
    }
    if reader.inserted > 0 {
        let message = format!(
            "tracked changes were accepted: what was inserted, in {} places, is part of the text",
            reader.inserted
        );
        reader.report.change(
            Span::head(file),
            message,
            "what was deleted is told where it stood",
        );
    }
    manuscript.notes = std::mem::take(&mut reader.notes);
    manuscript.pictures = std::mem::take(&mut reader.pictures);
    let manuscript = flow::manuscript(pieces, manuscript, reader.report);
    Ok((manuscript, file))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn read_styles(
    document: &Document<'_>,
    styles: &mut BTreeMap<(String, String), Named>,
    lists: &mut BTreeMap<String, BTreeMap<usize, bool>>,
) {
    for style in document.descendants().filter(|node| is(*node, "style")) {
        let Some(name) = attribute(style, "name") else { continue };
        let family = attribute(style, "family").unwrap_or("").to_string();
        let shown = attribute(style, "display-name").unwrap_or(name);
        let mut named = Named {
            role: flow::role(shown).or(flow::role(name)),
            parent: attribute(style, "parent-style-name").map(str::to_string),
            list: attribute(style, "list-style-name").map(str::to_string),
            ..Named::default()
        };
        if let Some(level) = attribute(style, "default-outline-level")
            .and_then(|level| level.parse::<u8>().ok())
            && named.role.is_none()
        {
            named.role = Some(Role::Heading(level.clamp(1, 9)));
        }
        if let Some(properties) = child(style, "text-properties") {
            let of = |name| attribute(properties, name);
            let on = |name| of(name).map(|value| value != "none");
            named.italic =
                of("font-style").map(|value| matches!(value, "italic" | "oblique"));
            named.bold = of("font-weight").map(|value| {
                value == "bold" || value.parse::<u16>().is_ok_and(|weight| weight >= 600)
            });
            named.small_caps = of("font-variant").map(|value| value == "small-caps");
            named.strike = on("text-line-through-style");
            named.underline = on("text-underline-style");
            named.hidden = of("display").map(|value| value == "none");
            named.raised = of("text-position").map(|value| match value {
                value if value.starts_with("super") => 1,
                value if value.starts_with("sub") || value.starts_with('-') => -1,
                value if value.starts_with("0%") => 0,
                _ => 1,
            });
            named.language = of("language")
                .filter(|it| *it != "none" && *it != "zxx")
                .map(|language| match of("country") {
                    Some(country) if country != "none" => format!("{language}-{country}"),
                    Some(_) | None => language.to_string(),
                });
        }
        // Emphasis by its name, whatever it looks like; markers are no raised letters.
        match shown {
            "Emphasis" => named.italic = Some(true),
            "Strong Emphasis" | "Strong_20_Emphasis" => named.bold = Some(true),
            "Internet link" | "Internet_20_link" | "Footnote anchor"
            | "Endnote anchor" | "Footnote Symbol" => {
                named = Named { parent: None, ..Named::default() };
            }
            _ => {}
        }
        styles.insert((family, name.to_string()), named);
    }
    for list in document.descendants().filter(|node| is(*node, "list-style")) {
        let Some(name) = attribute(list, "name") else { continue };
        let mut levels = BTreeMap::new();
        for level in list.children().filter(Node::is_element) {
            let numbered = is(level, "list-level-style-number")
                && attribute(level, "num-format").is_some_and(|it| !it.is_empty());
            let at = attribute(level, "level")
                .and_then(|it| it.parse::<usize>().ok())
                .unwrap_or(1);
            levels.insert(at.saturating_sub(1), numbered);
        }
        lists.insert(name.to_string(), levels);
    }
}

fn default_language(document: &Document<'_>) -> Option<String> {
    let style = document.descendants().find(|node| {
        is(*node, "default-style") && attribute(*node, "family") == Some("paragraph")
    })?;
    let properties = child(style, "text-properties")?;
    let language = attribute(properties, "language").filter(|it| *it != "none")?;
    let tag = match attribute(properties, "country") {
        Some(country) if country != "none" => format!("{language}-{country}"),
        Some(_) | None => language.to_string(),
    };
    crate::info::Lang::parse(&tag).map(|tag| tag.to_string())
}

impl<'a, 't> Reader<'a, 't> {
    /// A style of a family with all that it inherits.
    fn style(&self, family: &str, name: Option<&str>) -> Named {
        let mut out = Named::default();
        let mut at = name.map(str::to_string);
        for depth in 0..12 {
            let Some(own) = at
                .as_ref()
                .and_then(|name| self.styles.get(&(family.to_string(), name.clone())))
            else {
                break;
            };
            out.role = out.role.or(own.role);
            // What a named style of paragraphs looks like is no emphasis; what is set by hand is.
            let by_hand = family == "text" || depth == 0;
            if by_hand {
                out.italic = out.italic.or(own.italic);
                out.bold = out.bold.or(own.bold);
                out.small_caps = out.small_caps.or(own.small_caps);
                out.strike = out.strike.or(own.strike);
                out.underline = out.underline.or(own.underline);
                out.hidden = out.hidden.or(own.hidden);
                out.raised = out.raised.or(own.raised);
            }
            out.language = out.language.or(own.language.clone());
            out.list = out.list.or(own.list.clone());
            at = own.parent.clone();
            // A name that is a role itself, though no style says what it is.
            if out.role.is_none() {
                out.role = at.as_deref().and_then(flow::role);
            }
        }
        out.role = out.role.or_else(|| name.and_then(flow::role));
        out
    }

    fn blocks(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "p" | "h" => self.paragraph(part, None, out),
                "list" => {
                    self.next_list += 1;
                    let list = self.next_list;
                    self.list(part, 0, None, list, out);
                }
                "table" => self.table(part, out),
                "section" | "index-body" => self.blocks(part, out),
                "table-of-content" | "alphabetical-index" | "illustration-index"
                | "user-index" | "bibliography" => {
                    let words = words(part);
                    let first = part.descendants().find(|node| is(*node, "p"));
                    let at = first.map_or(self.at, |node| {
                        self.lines.place(0, node.id(), self.file)
                    });
                    self.report.drop(at, "a table of contents or an index is left out, as publish makes its own", &words);
                }
                "change" => self.deletion(part),
                "frame" | "custom-shape" | "g" => {
                    let mut runs = Vec::new();
                    let mut pieces = Vec::new();
                    self.frame(part, &mut runs, &mut pieces);
                    let at = self.at;
                    if !runs.is_empty() {
                        out.push(Piece::Paragraph {
                            role: Role::Plain,
                            runs,
                            item: None,
                            caption: false,
                            at,
                        });
                    }
                    out.append(&mut pieces);
                }
                _ => {}
            }
        }
    }

    fn deletion(&mut self, change: Node<'a, 't>) {
        let id = attribute(change, "change-id").unwrap_or("");
        if let Some(deletion) = self.deleted.remove(id) {
            let words: String = deletion
                .children()
                .filter(|node| {
                    matches!(node.tag_name().name(), "p" | "h" | "list" | "table")
                })
                .map(words)
                .collect::<Vec<_>>()
                .join(" ");
            if !words.trim().is_empty() {
                let at = self.at;
                self.report.drop(
                    at,
                    "what was deleted, by a tracked change, is left out",
                    &words,
                );
            }
        }
    }

    fn paragraph(
        &mut self,
        node: Node<'a, 't>,
        item: Option<Item>,
        out: &mut Vec<Piece>,
    ) {
        self.at = self.lines.place(0, node.id(), self.file);
        let at = self.at;
        let style = self.style("paragraph", attribute(node, "style-name"));
        if style.hidden == Some(true) {
            let words = words(node);
            if !words.trim().is_empty() {
                self.report.drop(at, "hidden text is left out", &words);
            }
            return;
        }
        let mut role = style.role.unwrap_or(Role::Plain);
        if is(node, "h") {
            let level = attribute(node, "outline-level")
                .and_then(|it| it.parse::<u8>().ok())
                .unwrap_or(1);
            if !matches!(role, Role::Title | Role::Subtitle) {
                role = Role::Heading(level.clamp(1, 9));
            }
        }
        let mut runs = Vec::new();
        let mut pieces = Vec::new();
        self.inlines(node, &mut runs, &mut pieces);
        if matches!(role, Role::Plain | Role::Caption) {
            for style in self.look(&style, &runs) {
                runs = vec![Run::Styled(style, runs)];
            }
        }
        out.push(Piece::Paragraph { role, runs, item, caption: false, at });
        out.append(&mut pieces);
    }

    fn list(
        &mut self,
        node: Node<'a, 't>,
        level: usize,
        inherited: Option<&str>,
        list: u64,
        out: &mut Vec<Piece>,
    ) {
        let name = attribute(node, "style-name").or(inherited);
        let own: Option<String> = name.map(str::to_string).or_else(|| {
            let first = node.descendants().find(|node| is(*node, "p"))?;
            self.style("paragraph", attribute(first, "style-name")).list
        });
        let numbered = own
            .as_ref()
            .and_then(|name| self.lists.get(name))
            .and_then(|levels| levels.get(&level))
            .copied()
            .unwrap_or(false);
        let key = (own.clone().unwrap_or_default(), level);
        let continues = attribute(node, "continue-numbering") == Some("true")
            || attribute(node, "continue-list").is_some();
        let mut number = match continues {
            true => self.counters.get(&key).copied().unwrap_or(1),
            false => 1,
        };
        for entry in node.children().filter(Node::is_element) {
            let header = is(entry, "list-header");
            if !header && !is(entry, "list-item") {
                continue;
            }
            if let Some(start) =
                attribute(entry, "start-value").and_then(|it| it.parse().ok())
            {
                number = start;
            }
            let mut first = true;
            for part in entry.children().filter(Node::is_element) {
                match part.tag_name().name() {
                    "p" => {
                        let counted = numbered && !header;
                        let item = Item {
                            level: level.min(8),
                            number: counted.then_some(number),
                            continues: !first,
                            list,
                        };
                        self.paragraph(part, Some(item), out);
                        first = false;
                    }
                    // Headings of a numbered outline stand in lists of their own.
                    "h" => self.paragraph(part, None, out),
                    "list" => self.list(part, level + 1, own.as_deref(), list, out),
                    _ => {}
                }
            }
            if !header {
                number += 1;
            }
        }
        self.counters.insert(key, number);
    }

    fn inlines(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        for part in node.children() {
            if part.is_text() {
                let text = part.text().unwrap_or("");
                out.push(Run::Text(
                    text.chars()
                        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
                        .collect(),
                ));
                continue;
            }
            match part.tag_name().name() {
                "span" => {
                    let style = self.style("text", attribute(part, "style-name"));
                    let mut runs = Vec::new();
                    self.inlines(part, &mut runs, pieces);
                    if style.hidden == Some(true) {
                        let hidden = plain(&runs);
                        let at = self.at;
                        self.report.drop(at, "hidden text is left out", &hidden);
                        continue;
                    }
                    for style in self.look(&style, &runs) {
                        runs = vec![Run::Styled(style, runs)];
                    }
                    out.append(&mut runs);
                }
                "a" => self.link(part, out, pieces),
                "s" => out.push(Run::Text(" ".into())),
                "tab" => out.push(Run::Text(" ".into())),
                "line-break" => out.push(Run::Break),
                "note" => self.note(part, out),
                "annotation" => {
                    let author = part
                        .children()
                        .find(|node| is(*node, "creator"))
                        .and_then(|node| node.text())
                        .unwrap_or("");
                    let words: Vec<String> = part
                        .children()
                        .filter(|node| is(*node, "p") || is(*node, "list"))
                        .map(words)
                        .collect();
                    let by = if author.is_empty() {
                        String::new()
                    } else {
                        format!(" by {author}")
                    };
                    let at = self.at;
                    self.report.drop(
                        at,
                        &format!("a comment{by} is left out"),
                        &words.join(" "),
                    );
                }
                "frame" | "custom-shape" | "g" | "rect" => self.frame(part, out, pieces),
                "change" => self.deletion(part),
                "ruby" => {
                    if let Some(base) = child(part, "ruby-base") {
                        self.inlines(base, out, pieces);
                    }
                }
                "hidden-text"
                | "annotation-end"
                | "bookmark"
                | "bookmark-start"
                | "bookmark-end"
                | "reference-mark"
                | "reference-mark-start"
                | "reference-mark-end"
                | "soft-page-break"
                | "change-start"
                | "change-end"
                | "alphabetical-index-mark"
                | "alphabetical-index-mark-start"
                | "alphabetical-index-mark-end"
                | "toc-mark"
                | "script" => {}
                // Fields show what they were last.
                _ if part.is_element() => self.inlines(part, out, pieces),
                _ => {}
            }
        }
    }

    fn look(&mut self, style: &Named, runs: &Runs) -> Vec<Style> {
        let mut styles = Vec::new();
        match style.raised {
            Some(1) => styles.push(Style::Superscript),
            Some(-1) => styles.push(Style::Subscript),
            Some(_) | None => {}
        }
        if style.small_caps == Some(true) {
            styles.push(Style::SmallCaps);
        }
        if style.strike == Some(true) {
            styles.push(Style::Strike);
        }
        let underlined = style.underline == Some(true);
        if style.italic == Some(true) || underlined {
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
        if style.bold == Some(true) {
            styles.push(Style::Strong);
        }
        let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
        if let Some(tag) = style
            .language
            .as_deref()
            .and_then(crate::info::Lang::parse)
            .map(|tag| tag.to_string())
            && first(&tag) != first(&self.language)
            && plain(runs).split_whitespace().count() > 2
        {
            styles.push(Style::Language(tag));
        }
        styles
    }

    fn link(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let mut runs = Vec::new();
        self.inlines(node, &mut runs, pieces);
        let to = attribute(node, "href").unwrap_or("").to_string();
        let known = ["http://", "https://", "mailto:", "tel:", "doi:", "urn:", "ftp://"];
        if known.iter().any(|scheme| to.to_lowercase().starts_with(scheme))
            && to.len() <= 2000
        {
            out.push(Run::Link { to, runs });
            return;
        }
        if !to.is_empty() && !to.starts_with('#') {
            let message = format!(
                "the link of “{}” leads to `{}`, which no reader has, and is left out; its words stay",
                short(&plain(&runs)),
                short(&to)
            );
            let at = self.at;
            self.report.leave_out(at, message, "");
        }
        out.append(&mut runs);
    }

    fn note(&mut self, node: Node<'a, 't>, out: &mut Runs) {
        let Some(body) = child(node, "note-body") else { return };
        if self.in_note {
            let at = self.at;
            self.report.doubt(
                at,
                "a note within a note has no place in a book; its marker is left out",
                "put both into one note",
            );
            return;
        }
        let number = self.notes.len();
        self.notes.push(Vec::new());
        let kept = self.at;
        self.in_note = true;
        let mut pieces = Vec::new();
        self.blocks(body, &mut pieces);
        self.in_note = false;
        self.at = kept;
        self.notes[number] = blocks_of(pieces, kept);
        out.push(Run::Note(number));
    }

    /// A frame: a picture, or a box with words, which with a picture are its caption.
    fn frame(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let describe = |name: &str| {
            child(node, name)
                .and_then(|node| node.text())
                .map(str::trim)
                .filter(|it| !it.is_empty())
        };
        let alt = describe("desc").or(describe("title")).map(str::to_string);
        let decorative = attribute(node, "decorative") == Some("true");
        if let Some(image) = node.children().find(|node| is(*node, "image")) {
            let to = attribute(image, "href").unwrap_or("").to_string();
            let at = self.at;
            let name = pictures::name_of(&to);
            let inside = child(image, "binary-data")
                .and_then(|node| node.text())
                .and_then(|data| {
                    use base64::Engine;
                    let clean: String =
                        data.chars().filter(|c| !c.is_whitespace()).collect();
                    base64::engine::general_purpose::STANDARD.decode(clean).ok()
                });
            let Some(bytes) = inside.or_else(|| self.media.get(&to).cloned()) else {
                self.report.doubt(
                    at,
                    format!("the picture `{name}` is not in the file, and is left out"),
                    "put it into the article by hand",
                );
                return;
            };
            // LibreOffice names pictures by a number of 32 signs; its own name says more.
            let shown = attribute(node, "name").unwrap_or("picture");
            let name =
                if name.len() > 30 || name.is_empty() { shown.to_string() } else { name };
            match pictures::file(&name, bytes, at) {
                Ok(file) => {
                    let known =
                        self.pictures.iter().position(|known| known.bytes == file.bytes);
                    let number = known.unwrap_or_else(|| {
                        self.pictures.push(file);
                        self.pictures.len() - 1
                    });
                    let alt = match alt {
                        Some(alt) if pictures::is_label(&alt) => {
                            self.report.leave_out(at, format!("“{alt}” is a label of the file and no alternative text, and is left out"), "say between the brackets what the picture shows");
                            None
                        }
                        alt => alt,
                    };
                    out.push(Run::Picture(Picture { file: number, alt, decorative }));
                }
                Err(why) => self.report.doubt(
                    at,
                    format!("the picture `{name}` cannot be used: {why}"),
                    "save it as PNG or JPEG, and put it into the article",
                ),
            }
            return;
        }
        if let Some(object) =
            node.children().find(|node| is(*node, "object") || is(*node, "object-ole"))
        {
            let at = self.at;
            let what = attribute(object, "href").unwrap_or("an object").to_string();
            self.report.doubt(
                at,
                format!("an object of another program, `{what}`, is left out"),
                "make a picture of it, and put that into the article",
            );
            return;
        }
        let holder = child(node, "text-box").unwrap_or(node);
        let paragraphs: Vec<Node<'a, 't>> =
            holder.children().filter(|node| is(*node, "p")).collect();
        let kept = self.at;
        if let [one] = paragraphs.as_slice()
            && one.descendants().any(|node| is(node, "image"))
        {
            let mut runs = Vec::new();
            let mut inner = Vec::new();
            self.at = self.lines.place(0, one.id(), self.file);
            self.inlines(*one, &mut runs, &mut inner);
            let at = self.at;
            pieces.push(Piece::Paragraph {
                role: Role::Caption,
                runs,
                item: None,
                caption: true,
                at,
            });
            pieces.append(&mut inner);
            self.at = kept;
            return;
        }
        let words = words(holder);
        if words.trim().is_empty() && !holder.descendants().any(|node| is(node, "image"))
        {
            return;
        }
        self.blocks(holder, pieces);
        self.at = kept;
        self.report.guess(
            kept,
            format!(
                "the words of a frame stand behind the paragraph that it hung on: {}",
                short(&words)
            ),
            "put them where they belong",
        );
    }

    fn table(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let first = node.descendants().find(|node| is(*node, "p"));
        let at = first.map_or(self.at, |node| self.lines.place(0, node.id(), self.file));
        let own = |row: &Node<'a, 't>| {
            row.ancestors().skip(1).find(|above| is(*above, "table")) == Some(node)
        };
        let rows: Vec<Node<'a, 't>> =
            node.descendants().filter(|row| is(*row, "table-row")).filter(own).collect();
        let cells = |row: Node<'a, 't>| {
            row.children()
                .filter(|cell| is(*cell, "table-cell") || is(*cell, "covered-table-cell"))
                .collect::<Vec<_>>()
        };
        let widest = rows.iter().map(|row| cells(*row).len()).max().unwrap_or(0);
        let nested = node.descendants().filter(|inner| is(*inner, "table")).count() > 1;
        if widest <= 1 || widest > 60 || nested {
            for cell in rows.iter().flat_map(|row| cells(*row)) {
                self.blocks(cell, out);
            }
            return;
        }
        let mut table = Table::default();
        let mut spanned = false;
        let mut by_bold = false;
        for (number, row) in rows.iter().enumerate() {
            let mut line: Vec<Runs> = Vec::new();
            for cell in cells(*row) {
                let mut pieces = Vec::new();
                self.blocks(cell, &mut pieces);
                line.push(joined(pieces));
                let span = |name| {
                    attribute(cell, name)
                        .and_then(|it| it.parse::<usize>().ok())
                        .unwrap_or(1)
                };
                spanned |=
                    span("number-columns-spanned") > 1 || span("number-rows-spanned") > 1;
            }
            let in_head = row.ancestors().any(|above| is(above, "table-header-rows"));
            let headed = row.descendants().filter(|node| is(*node, "p")).all(|node| {
                attribute(node, "style-name").is_some_and(|name| {
                    name.contains("Heading")
                        || self
                            .styles
                            .get(&("paragraph".into(), name.to_string()))
                            .is_some_and(|it| {
                                it.parent.as_deref() == Some("Table_20_Heading")
                            })
                })
            });
            let bold = |runs: &Runs| {
                is_blank(runs)
                    || matches!(runs.as_slice(), [Run::Styled(Style::Strong, _)])
            };
            let looks = rows.len() > 1
                && line.iter().all(bold)
                && line.iter().any(|runs| !is_blank(runs));
            if number == 0 && (in_head || headed || looks) {
                by_bold = looks && !in_head && !headed;
                table.head =
                    line.into_iter().map(super::super::html::unwrapped).collect();
            } else {
                table.rows.push(line);
            }
        }
        if by_bold {
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
}

/// The words below a node.
fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        if below.is_text() {
            out.push_str(below.text().unwrap_or(""));
        } else if matches!(
            below.tag_name().name(),
            "p" | "h" | "s" | "tab" | "line-break"
        ) && !out.ends_with(' ')
            && !out.is_empty()
        {
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
