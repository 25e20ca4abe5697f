//! The opening of an article: its title and what stands with it; and its close.

use super::frame::Frame;
use super::setter::Setter;
use super::{After, Galley};
use crate::document::{Role as Place, Section, inline_text};
use crate::geom::Len;
use crate::info::Word;
use crate::pages::Tag;
use crate::source::Span;
use crate::theme::{Articles, Role, Style};
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::text::{Cast, Flat, Thing};

/// The title, subtitle and byline of a section.
pub(super) fn set(
    section: &Section,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Galley {
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, all.lang(&section.lang));
    let frame = setter.across();
    let part = match section.role {
        Place::Part => true,
        Place::FrontMatter
        | Place::Chapter
        | Place::Appendix
        | Place::BackMatter
        | Place::Index => false,
    };
    let leading = all.theme.leading;
    if section.title.is_empty() && section.authors.is_empty() {
        setter.blank(Len::ZERO);
    } else if part {
        setter.blank(leading * (all.theme.lines() / 3));
    } else {
        match all.theme.articles {
            Articles::Recto | Articles::NewPage => {
                setter.blank(leading * i64::from(all.theme.sink));
            }
            Articles::RunOn => {
                setter.space(leading * 2);
                setter.blank(Len::ZERO);
            }
        }
    }
    setter.strips[0].places.push(all.refs.anchor_place(section.anchor));
    let title = if part { Role::PartTitle } else { Role::ArticleTitle };
    // What stands with the title of a part stands on its axis.
    let axis = all.style(title).align;
    let with_title = |role: Role| {
        let style = all.theme.style_within(&frame.style, role);
        if part { Style { align: axis, ..style } } else { style }
    };
    if !section.title.is_empty() {
        let words = inline_text(&section.title);
        setter.line_of(&section.title, &frame, title, Tag::Heading(1, words));
        setter.keep();
    }
    if !section.subtitle.is_empty() {
        let style = with_title(Role::ArticleSubtitle);
        setter.line_in(&section.subtitle, &frame, style, Tag::Paragraph);
        setter.keep();
    }
    let byline = names(&section.authors);
    if !byline.is_empty() {
        let style = with_title(Role::Byline);
        setter.words(&byline, &frame, section, style, true);
        setter.keep();
    }
    let count = setter.strips.len();
    for strip in &mut setter.strips[..count.saturating_sub(1)] {
        strip.after = After::MayNot;
    }
    setter.settle_below();
    setter.finish()
}

/// The lines below an article: who translated it, when and where it first appeared.
pub(super) fn close(
    section: &Section,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Galley> {
    let say =
        |word: Word, filled: &str| word.in_language(&section.lang).replace("{}", filled);
    let translators = names(&section.translators);
    let translated =
        (!translators.is_empty()).then(|| say(Word::Translated, &translators));
    let source = section.source.as_ref().map(|text| say(Word::Source, text));
    let lines = [translated, section.date.clone(), source, section.rights.clone()];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    if lines.is_empty() {
        return None;
    }
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, all.lang(&section.lang));
    let frame = Frame { running: false, ..setter.body(true) };
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            setter.keep();
        }
        let style = all.theme.style_within(&frame.style, Role::Provenance);
        setter.words(line, &frame, section, style, index == 0);
    }
    Some(setter.finish())
}

/// Names in a row.
fn names(names: &[String]) -> String {
    names.join(", ")
}

impl Setter<'_, '_, '_> {
    /// A line of plain words about a section, with or without its space above.
    fn words(
        &mut self,
        words: &str,
        frame: &Frame,
        section: &Section,
        style: Style,
        above: bool,
    ) {
        let inner = frame.within(style, frame.node);
        if above {
            self.space(style.above);
        }
        let node = self.leaf.add(frame.node, Tag::Paragraph, None);
        let mut flat = Flat::default();
        let cast = Cast::of(&style, frame.lang);
        let head = Some(Span::head(section.span.file));
        flat.push(words, cast, Some(node), head, Thing::Text);
        self.set(&flat, &inner, Len::ZERO, Len::ZERO);
        self.space(style.below);
    }
}
