//! Links, anchors, notes and pictures: from what an article says to places in the book.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::names::Names;
use super::pictures::decoded;
use super::references;
use crate::diag::{Code, Diagnostic, Sink, Suggestions};
use crate::document::{
    Alt, Anchor, AnchorId, Block, Inline, InlineStyle, Inlines, Kind, NoteId, PictureId,
    Target, inline_text, visit,
};
use crate::id::Arena;
use crate::info::{self, Lang};
use crate::manifest::ArticleEntry;
use crate::markdown::{Article, ident};
use crate::source::Span;

/// Schemes that a link may have. Others run programs or read the reader's disk.
const SCHEMES: [&str; 9] =
    ["http", "https", "mailto", "tel", "doi", "urn", "ftp", "geo", "sms"];

/// The longest address that readers of books are known to follow, in bytes.
const LONGEST: usize = 2048;

/// Why an address leads nowhere, and what to do.
type Why = (String, String);

/// What links may point at, over the whole book.
pub(super) struct Book {
    /// Whether it has no articles but those that are known.
    whole: bool,
    /// The path of each article, as written in the manifest, without `.` and `..`.
    paths: FxHashMap<String, u32>,
    written: Vec<String>,
    anchors: Arena<Anchor>,
    sections: Vec<AnchorId>,
    /// Per article: the place of each of its anchors.
    own: Vec<Vec<AnchorId>>,
    /// Per article: its ids; none where it could not be read.
    ids: Vec<Option<BTreeMap<String, AnchorId>>>,
    suggestions: Suggestions,
}

impl Book {
    /// The book of these articles; `whole` says whether there are no others.
    pub fn new(entries: &[ArticleEntry], whole: bool) -> Book {
        let written: Vec<String> =
            entries.iter().map(|entry| tidy("", &entry.written)).collect();
        let mut paths = FxHashMap::default();
        for (index, path) in written.iter().enumerate() {
            if !path.is_empty() {
                paths.entry(path.clone()).or_insert(index as u32);
            }
        }
        Book {
            whole,
            paths,
            written,
            anchors: Arena::default(),
            sections: Vec::new(),
            own: Vec::new(),
            ids: Vec::new(),
            suggestions: Suggestions::default(),
        }
    }

    pub fn section_anchor(&self, index: u32) -> AnchorId {
        self.sections[index as usize]
    }

    /// The place in the book of an article's own.
    pub fn place_of(&self, section: u32, own: AnchorId) -> AnchorId {
        self.own[section as usize][own.index()]
    }

    pub fn into_anchors(self) -> Arena<Anchor> {
        self.anchors
    }

    /// Takes in an article's ids.
    pub fn enter(
        &mut self,
        section: u32,
        slug: &str,
        article: Option<&Article>,
        names: &mut Names,
        sink: &mut Sink,
    ) {
        let id = names.give(&ident::name(slug), "");
        let whole = self.anchors.push(Anchor { id, section, name: Vec::new() });
        self.sections.push(whole);
        let mut own = Vec::new();
        let mut ids: BTreeMap<String, AnchorId> = BTreeMap::new();
        let mut stated: FxHashMap<&str, Span> = FxHashMap::default();
        for (index, anchor) in article.iter().flat_map(|a| a.anchors.iter().enumerate()) {
            if anchor.left_out {
                own.push(whole);
                continue;
            }
            if let Some(first) = stated.get(anchor.id.as_str()) {
                let message = format!("id `{}` is given twice", anchor.id);
                sink.report(
                    Diagnostic::new(Code::DuplicateId, message)
                        .at(anchor.span)
                        .related(*first, "the first one")
                        .help("links could mean either; give one of them another id"),
                );
            } else if anchor.stated {
                stated.insert(&anchor.id, anchor.span);
            }
            let is_title = article
                .and_then(|a| a.title_anchor)
                .is_some_and(|title| title.index() == index);
            let place = if is_title {
                whole
            } else {
                let id = names.give(&ident::name(&anchor.id), "");
                self.anchors.push(Anchor { id, section, name: Vec::new() })
            };
            own.push(place);
            ids.entry(anchor.id.clone()).or_insert(place);
        }
        self.own.push(own);
        self.ids.push(article.map(|_| ids));
    }

    /// Points everything in an article into the book.
    pub fn resolve(
        &self,
        section: u32,
        article: &mut Article,
        pictures: &[Option<PictureId>],
        first_note: usize,
        sink: &mut Sink,
    ) {
        let mut resolver = Resolver { book: self, section, pictures, first_note, sink };
        resolver.blocks(&mut article.blocks);
        for note in article.notes.iter_mut() {
            resolver.blocks(&mut note.blocks);
        }
        for head in article.title.iter_mut().chain(&mut article.subtitle) {
            resolver.run(head);
        }
    }

    /// The place that an address without a scheme means; else why there is none, where
    /// that is certain.
    fn place(&self, section: u32, address: &str) -> Result<AnchorId, Option<Why>> {
        let (path, id) = match address.split_once('#') {
            Some((path, id)) => (decoded(path), Some(decoded(id))),
            None => (decoded(address), None),
        };
        let (path, id) = (path.as_str(), id.as_deref().filter(|id| !id.is_empty()));
        let target = if path.is_empty() {
            section
        } else {
            let own = &self.written[section as usize];
            let folder = own.rfind('/').map_or("", |slash| &own[..slash]);
            let wanted = tidy(folder, path);
            match self.paths.get(&wanted) {
                Some(&target) => target,
                None if !self.whole => return Err(None),
                None => {
                    let others = self.written.iter().filter(|other| *other != own);
                    let others = others.map(String::as_str);
                    let near = self.suggestions.nearest(&wanted, others);
                    let help = near.map_or_else(
                        || "links outside begin with https:// or mailto:".to_string(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    let message = format!("no article of this book is `{path}`");
                    return Err(Some((message, help)));
                }
            }
        };
        let Some(id) = id else { return Ok(self.sections[target as usize]) };
        let ids = self.ids[target as usize].as_ref().ok_or(None)?;
        if let Some(place) = ids.get(id).or_else(|| ids.get(&ident::name(id))) {
            return Ok(*place);
        }
        let known = ids.keys().map(String::as_str);
        let help = match self.suggestions.nearest(id, known) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => format!(
                "give the place an id: `{{#{id}}}` at the end of its heading, paragraph \
                 or caption, or behind `[words]`"
            ),
        };
        let file = if path.is_empty() { "this article" } else { path };
        Err(Some((format!("no place in {file} has the id `{id}`"), help)))
    }
}

pub(super) struct Resolver<'a> {
    book: &'a Book,
    section: u32,
    pictures: &'a [Option<PictureId>],
    first_note: usize,
    pub(super) sink: &'a mut Sink,
}

impl Resolver<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        // A figure whose picture could not be read is reported already.
        blocks.retain(|block| {
            let Kind::Figure(figure) = &block.kind else { return true };
            self.pictures[figure.picture.index()].is_some()
        });
        for block in blocks {
            if let Some(anchor) = &mut block.anchor {
                *anchor = self.book.own[self.section as usize][anchor.index()];
            }
            if let Kind::Figure(figure) = &mut block.kind {
                if let Some(picture) = self.pictures[figure.picture.index()] {
                    figure.picture = picture;
                }
                figure.beside.retain_mut(|(picture, _)| {
                    let read = self.pictures[picture.index()];
                    *picture = read.unwrap_or(*picture);
                    read.is_some()
                });
                for (_, alt) in figure.pictures() {
                    self.check_alt(alt, block.span);
                }
            }
            visit::runs_mut(block, &mut |run| self.run(run));
            visit::children_mut(block, &mut |children| self.blocks(children));
        }
    }

    fn check_alt(&mut self, alt: &Alt, span: Span) {
        if *alt == Alt::Missing {
            let message = "picture has no alternative text";
            self.sink.report(Diagnostic::new(Code::MissingAlt, message).at(span).help(
                "say what it shows: `![a house with a garden](house.png)`, or mark it \
                 {decorative}",
            ));
        }
    }

    pub(super) fn run(&mut self, run: &mut Inlines) {
        let mut kept = Vec::with_capacity(run.len());
        for mut inline in std::mem::take(run) {
            match &mut inline {
                Inline::Link { to, content, span } => {
                    self.run(content);
                    if let Target::Outside(address) = to {
                        if address.is_empty() && is_silent(content) {
                            // `[]()`: nothing to read and nowhere to go.
                            continue;
                        }
                        name_link(content, address, *span);
                        match self.target(address, *span) {
                            Some(target) => *to = target,
                            None => {
                                kept.append(content);
                                continue;
                            }
                        }
                    }
                }
                Inline::Styled { style, content, span } => {
                    if let Some(wanted) = references::Wanted::of(style, content) {
                        kept.extend(self.reference(wanted, content, *span));
                        continue;
                    }
                    if let InlineStyle::Anchor(anchor) = style {
                        *anchor = self.book.own[self.section as usize][anchor.index()];
                    }
                    self.run(content);
                }
                Inline::Note { note, .. } => {
                    *note = NoteId::new(self.first_note + note.index());
                }
                Inline::Picture { picture, alt, span } => {
                    self.check_alt(alt, *span);
                    match self.pictures[picture.index()] {
                        Some(id) => *picture = id,
                        None => continue,
                    }
                }
                Inline::Text { .. } | Inline::Code { .. } | Inline::Break { .. } => {}
            }
            kept.push(inline);
        }
        *run = kept;
    }

    /// Where an address leads; `None` once it is reported that it leads nowhere.
    pub(super) fn target(&mut self, address: &str, span: Span) -> Option<Target> {
        if address.is_empty() {
            let message = "link has no address";
            self.sink.report(
                Diagnostic::new(Code::UndefinedLink, message)
                    .at(span)
                    .help("write `[words](address)`"),
            );
            return None;
        }
        if address.len() > LONGEST {
            let message = format!("address of {} characters", address.chars().count());
            self.sink.report(
                Diagnostic::new(Code::LongAddress, message)
                    .at(span)
                    .help("use the page's short or permanent address"),
            );
            return None;
        }
        if let Some(scheme) = scheme(address) {
            let scheme = scheme.to_ascii_lowercase();
            if SCHEMES.contains(&scheme.as_str()) {
                let found = info::address(address);
                if let Some((message, help)) = info::doubt(&found) {
                    let finding = Diagnostic::new(Code::BadAddress, message);
                    self.sink.report(finding.at(span).help(help));
                }
                return Some(Target::Outside(found.ok()?.href));
            }
            let message = format!("links may not begin with `{scheme}:`");
            self.sink.report(
                Diagnostic::new(Code::DanglingLink, message).at(span).help(
                    "use https://, mailto:, or the path of an article of this book",
                ),
            );
            return None;
        }
        match self.book.place(self.section, address) {
            Ok(place) => Some(Target::Inside(place)),
            Err(None) => None,
            Err(Some((message, mut help))) => {
                if address.starts_with("www.") {
                    help = format!("write `https://{address}`");
                }
                self.sink.report(
                    Diagnostic::new(Code::DanglingLink, message).at(span).help(help),
                );
                None
            }
        }
    }
}

/// Gives a link without words its address to read: nobody can follow what is not there.
pub(super) fn name_link(content: &mut Inlines, address: &str, span: Span) {
    if is_silent(content) {
        content.push(Inline::Text { text: address.to_string(), span });
    }
}

/// Whether there is nothing to read or to see.
pub(super) fn is_silent(content: &Inlines) -> bool {
    let has_picture =
        content.iter().any(|inline| matches!(inline, Inline::Picture { .. }));
    !has_picture && inline_text(content).trim().is_empty()
}

/// The scheme of an address (RFC 3986, 3.1), if it has one.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut chars = scheme.chars();
    let good = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    good.then_some(scheme)
}

/// A path relative to a folder, with `.` and `..` worked out.
fn tidy(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Every language that an article's title, text and notes name, with its place.
pub(super) fn languages(article: &Article) -> Vec<(&Lang, Span)> {
    let mut found = Vec::new();
    for head in article.title.iter().chain(&article.subtitle) {
        languages_of(head, &mut found);
    }
    let notes = article.notes.iter().map(|(_, note)| &note.blocks);
    for blocks in std::iter::once(&article.blocks).chain(notes) {
        visit::blocks(blocks, &mut |block| {
            found.extend(block.lang.as_ref().map(|lang| (lang, block.span)));
            visit::runs(block, &mut |run| languages_of(run, &mut found));
        });
    }
    found
}

fn languages_of<'a>(run: &'a [Inline], found: &mut Vec<(&'a Lang, Span)>) {
    visit::inlines(run, &mut |inline| {
        if let Inline::Styled { style: InlineStyle::Language(lang), span, .. } = inline {
            found.push((lang, *span));
        }
    });
}
