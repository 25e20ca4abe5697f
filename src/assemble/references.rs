//! Cross-references: links that say the page or the title of what they lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::links::{Resolver, is_silent, name_link};
use crate::diag::{Code, Diagnostic};
use crate::document::{
    Anchor, AnchorId, Block, Inline, InlineStyle, Inlines, Kind, Note, Section, Target,
    inline_text, retold, visit,
};
use crate::id::Arena;
use crate::info::Lang;
use crate::source::Span;

/// Where the number stands among the words of a reference.
const NUMBER: char = '#';

/// What a link is to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    /// The number of the page: `[page #](#id){.page}`.
    Page,
    /// What the place is called: `[](#id){.title}`.
    Title,
}

impl Wanted {
    /// What a class asks of the link that alone it stands on. A title is asked for only by a
    /// link without words of its own.
    pub(super) fn of(style: &InlineStyle, content: &[Inline]) -> Option<Wanted> {
        let InlineStyle::Class(class) = style else { return None };
        let [Inline::Link { content, .. }] = content else { return None };
        match class.as_str() {
            "page" => Some(Wanted::Page),
            "title" if is_silent(content) || is_mark(content) => Some(Wanted::Title),
            _ => None,
        }
    }
}

/// Whether the words are nothing but the sign that something else stands for.
fn is_mark(words: &[Inline]) -> bool {
    inline_text(words).trim() == NUMBER.to_string()
}

/// Gives references without words the sign for what they will say, so that the typographer
/// sees that something stands there.
pub(super) fn mark(run: &mut Inlines) {
    visit::inlines_mut(run, &mut |inline| {
        if let Inline::Styled { style, content, span } = inline
            && Wanted::of(style, content).is_some()
            && let Some(Inline::Link { content, .. }) = content.first_mut()
            && is_silent(content)
        {
            *content = vec![Inline::Text { text: NUMBER.into(), span: *span }];
        }
    });
}

impl Resolver<'_> {
    /// The link that says what is wanted, its words to be filled in where they are a title.
    pub(super) fn reference(
        &mut self,
        wanted: Wanted,
        content: &mut Inlines,
        span: Span,
    ) -> Inlines {
        let Some(Inline::Link { to: Target::Outside(address), content, .. }) =
            content.first_mut()
        else {
            return Vec::new();
        };
        self.run(content);
        match self.target(address, span) {
            Some(Target::Inside(anchor)) => {
                let mut words = std::mem::take(content);
                let style = match wanted {
                    Wanted::Page => InlineStyle::Page(anchor),
                    Wanted::Title => InlineStyle::Class("title".into()),
                };
                let number = Inline::Styled { style, content: Vec::new(), span };
                if !put(&mut words, &number) {
                    let message =
                        "the words of this reference have no place for the page";
                    self.sink.report(
                        Diagnostic::new(Code::InvalidAttribute, message).at(span).help(
                            "write `#` where the number shall stand: `[page #](#id){.page}`",
                        ),
                    );
                }
                vec![Inline::Link { to: Target::Inside(anchor), content: words, span }]
            }
            Some(Target::Outside(address)) => {
                let message = "only a place in this book has a page or a title to tell";
                self.sink.report(
                    Diagnostic::new(Code::InvalidAttribute, message).at(span).help(
                        "give the link words, or the path of an article or an `#id`",
                    ),
                );
                if is_mark(content) {
                    content.clear();
                }
                name_link(content, &address, span);
                let content = std::mem::take(content);
                vec![Inline::Link { to: Target::Outside(address), content, span }]
            }
            None if is_mark(content) => Vec::new(),
            None => std::mem::take(content),
        }
    }
}

/// Puts the number in the place of the first sign that stands for it; `false` where there is
/// none.
fn put(words: &mut Inlines, number: &Inline) -> bool {
    for at in 0..words.len() {
        match &mut words[at] {
            Inline::Text { text, span } => {
                let Some(place) = text.find(NUMBER) else { continue };
                let (text, span) = (std::mem::take(text), *span);
                let (before, after) =
                    (&text[..place], &text[place + NUMBER.len_utf8()..]);
                let piece = |text: String| Inline::Text { text, span };
                let pieces = [
                    (!before.is_empty()).then(|| piece(tied(before))),
                    Some(number.clone()),
                    (!after.is_empty()).then(|| piece(after.to_string())),
                ];
                words.splice(at..=at, pieces.into_iter().flatten());
                return true;
            }
            Inline::Styled { content, .. } => {
                if put(content, number) {
                    return true;
                }
            }
            Inline::Code { .. }
            | Inline::Link { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }
            | Inline::Break { .. } => {}
        }
    }
    false
}

/// Words before a page's number, whose last does not part from it: "page 12".
fn tied(words: &str) -> String {
    match words.strip_suffix(' ') {
        Some(words) if words.ends_with(|c: char| c.is_alphabetic() || c == '.') => {
            format!("{words}\u{a0}")
        }
        Some(_) | None => words.to_string(),
    }
}

/// Ties the numbers of pages to the words before them, and says what the places are called
/// that references speak of.
pub(super) fn name(
    sections: &mut [Section],
    notes: &mut Arena<Note>,
    anchors: &mut Arena<Anchor>,
) {
    let mut asked = BTreeSet::new();
    each_run(sections, notes, &mut |run| ask(run, &mut asked));
    if asked.is_empty() {
        return;
    }
    // Where more than one language is spoken, titles say theirs.
    let speaks = |section: &Section| {
        let mut others = section.lang != sections[0].lang;
        visit::blocks(&section.blocks, &mut |block| others |= block.lang.is_some());
        others
    };
    let is_mixed = sections.iter().any(speaks);
    let mut names: BTreeMap<AnchorId, Inlines> = BTreeMap::new();
    for section in sections.iter() {
        let lang = is_mixed.then(|| section.lang.clone());
        let above = told(&section.title, lang.as_ref());
        let mut teller =
            Teller { asked: &asked, names: &mut names, lang, above: above.clone() };
        teller.tell(section.anchor, None);
        teller.blocks(&section.blocks);
        for (_, note) in notes.iter().filter(|(_, note)| note.section == section.index) {
            teller.above.clone_from(&above);
            teller.blocks(&note.blocks);
        }
    }
    for (anchor, name) in &names {
        anchors[*anchor].name.clone_from(name);
    }
    each_run(sections, notes, &mut |run| fill(run, &names));
}

/// Every run of inlines of a book.
fn each_run(
    sections: &mut [Section],
    notes: &mut Arena<Note>,
    visit: &mut dyn FnMut(&mut Inlines),
) {
    for section in sections {
        visit(&mut section.title);
        visit(&mut section.subtitle);
        visit::reading_mut(&mut section.blocks, visit);
    }
    notes.iter_mut().for_each(|note| visit::reading_mut(&mut note.blocks, visit));
}

/// The place that a link speaks of, if it does.
fn spoken_of(to: &Target, content: &[Inline]) -> Option<AnchorId> {
    let Target::Inside(anchor) = to else { return None };
    let speaks = |inline: &Inline| match inline {
        Inline::Styled { style: InlineStyle::Page(_), .. } => true,
        Inline::Styled { style: InlineStyle::Class(class), content, .. } => {
            class == "title" && content.is_empty()
        }
        Inline::Styled { content, .. } => spoken_of(to, content).is_some(),
        Inline::Text { .. }
        | Inline::Code { .. }
        | Inline::Link { .. }
        | Inline::Note { .. }
        | Inline::Picture { .. }
        | Inline::Break { .. } => false,
    };
    content.iter().any(speaks).then_some(*anchor)
}

fn ask(run: &mut Inlines, asked: &mut BTreeSet<AnchorId>) {
    visit::inlines_mut(run, &mut |inline| {
        if let Inline::Link { to, content, .. } = inline {
            asked.extend(spoken_of(to, content));
        }
    });
}

/// Fills in titles, and ties a page's number that stands alone to the word before it.
fn fill(run: &mut Inlines, names: &BTreeMap<AnchorId, Inlines>) {
    for at in 0..run.len() {
        let (before, rest) = run.split_at_mut(at);
        match &mut rest[0] {
            Inline::Link { to, content, span } => {
                let Some(anchor) = spoken_of(to, content) else { continue };
                match content.first() {
                    Some(Inline::Styled { style: InlineStyle::Page(_), .. }) => {
                        if let Some(Inline::Text { text, .. }) = before.last_mut() {
                            *text = tied(text);
                        }
                    }
                    Some(Inline::Styled { style: InlineStyle::Class(_), .. }) => {
                        content.clone_from(names.get(&anchor).unwrap_or(&Vec::new()));
                        // They stand here, and not where they were taken from: a page that begins
                        // there does not begin here.
                        let here = *span;
                        visit::inlines_mut(content, &mut |inline| inline.move_to(here));
                    }
                    Some(_) | None => {}
                }
            }
            Inline::Styled { content, .. } => fill(content, names),
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }
            | Inline::Break { .. } => {}
        }
    }
}

/// A title as a reference tells it: without references of its own.
/// With its language, where that is to be said.
fn told(title: &[Inline], lang: Option<&Lang>) -> Inlines {
    let mut title = retold(title);
    drop_numbers(&mut title);
    title.retain(|inline| !inline_text(std::slice::from_ref(inline)).is_empty());
    match (title.first(), lang) {
        (Some(first), Some(lang)) => {
            let (style, span) = (InlineStyle::Language(lang.clone()), first.span());
            vec![Inline::Styled { style, content: title, span }]
        }
        (_, _) => title,
    }
}

/// Takes the numbers of pages out of words: a title that told its own page would never end.
fn drop_numbers(words: &mut Inlines) {
    words.retain(|inline| {
        !matches!(inline, Inline::Styled { style: InlineStyle::Page(_), .. })
    });
    for inline in words {
        if let Inline::Styled { content, .. } = inline {
            drop_numbers(content);
        }
    }
}

/// Notes what the places are called that are asked for.
struct Teller<'a> {
    asked: &'a BTreeSet<AnchorId>,
    names: &'a mut BTreeMap<AnchorId, Inlines>,
    /// The language of the passage, where several are spoken.
    lang: Option<Lang>,
    /// The last heading.
    above: Inlines,
}

impl Teller<'_> {
    fn tell(&mut self, anchor: AnchorId, own: Option<&Inlines>) {
        if self.asked.contains(&anchor) {
            let lang = self.lang.as_ref();
            let own = own.map(|own| told(own, lang)).filter(|own| !own.is_empty());
            let name = own.unwrap_or_else(|| self.above.clone());
            self.names.entry(anchor).or_insert(name);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let around = self.lang.clone();
            if block.lang.is_some() {
                self.lang.clone_from(&block.lang);
            }
            let own = match &block.kind {
                Kind::Heading { content, .. } => {
                    self.above = told(content, self.lang.as_ref());
                    Some(content)
                }
                Kind::Table(table) => table.caption.as_ref(),
                Kind::Figure(figure) => figure.caption.as_ref(),
                Kind::Box { title, .. } => title.as_ref(),
                Kind::Letter(letter) => letter.title.as_ref(),
                Kind::Paragraph(_)
                | Kind::Quote { .. }
                | Kind::Epigraph { .. }
                | Kind::Verse { .. }
                | Kind::Questions { .. }
                | Kind::List { .. }
                | Kind::Definitions(_)
                | Kind::Code { .. }
                | Kind::Index(_)
                | Kind::Dateline(_)
                | Kind::SceneBreak
                | Kind::PageBreak => None,
            };
            if let Some(anchor) = block.anchor {
                self.tell(anchor, own);
            }
            visit::runs(block, &mut |run| self.run(run));
            visit::children(block, &mut |children| self.blocks(children));
            self.lang = around;
        }
    }

    /// The places within a run: what stands in a heading is called as it.
    fn run(&mut self, run: &[Inline]) {
        visit::inlines(run, &mut |inline| {
            if let Inline::Styled { style: InlineStyle::Anchor(anchor), .. } = inline {
                self.tell(*anchor, None);
            }
        });
    }
}
