//! Inlines → one flat text with the passages it is cast in.

use crate::document::{
    Alt, AnchorId, Inline, InlineStyle, NoteId, PictureId, Target, is_in_capitals,
};
use crate::font::Weight;
use crate::info::Lang;
use crate::pages::{Goal, NodeId, Tag};
use crate::source::Span;
use crate::theme::Theme;

use super::{Cast, Position};
use crate::typeset::leaf::Leaf;
use crate::typeset::refs::Refs;

/// How much of a link's words is repeated on each of its lines for those who hear them.
const SPOKEN: usize = 200;

/// A paragraph as one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flat {
    /// The text. A line end that the author wants is `\n`.
    pub(crate) text: String,
    /// Its passages, in order, without gaps.
    pub(crate) passages: Vec<Passage>,
    /// A place in a word that is not to be divided.
    pub(crate) whole: Option<usize>,
}

/// A stretch of the text in one cast.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// Where it begins in the text.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Where the text that it is taken from would begin, were all of it here.
    pub(crate) base: isize,
    /// How it is cast.
    pub(crate) cast: Cast,
    /// The structure it belongs to.
    pub(crate) node: Option<NodeId>,
    /// Where it comes from.
    pub(crate) span: Option<Span>,
    /// What it is besides text.
    pub(crate) thing: Thing,
}

/// Where a line begins in the source: in so many bytes of the text at a place there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) span: Span,
    pub(crate) from: u32,
}

/// What a passage is besides text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Thing {
    /// Nothing else.
    Text,
    /// A link.
    Link(Goal),
    /// The marker of a note.
    Marker { note: NoteId, first: bool, goal: Goal },
    /// A place that links point at; no text.
    Anchor(AnchorId),
    /// A small picture; its text is U+FFFC.
    Picture(PictureId),
}

/// What flattening needs to know of the book.
pub(crate) struct Context<'a> {
    pub(crate) leaf: &'a mut Leaf,
    pub(crate) langs: &'a [Lang],
    pub(crate) refs: &'a Refs,
    pub(crate) theme: &'a Theme,
}

/// One flat text of some inlines, cast from `cast`, belonging to `node`.
pub(crate) fn flatten(
    content: &[Inline],
    cast: Cast,
    node: Option<NodeId>,
    context: &mut Context<'_>,
) -> Flat {
    let mut flat = Flat::default();
    walk(content, cast, node, &Thing::Text, context, &mut flat);
    flat
}

fn walk(
    content: &[Inline],
    cast: Cast,
    node: Option<NodeId>,
    thing: &Thing,
    context: &mut Context<'_>,
    flat: &mut Flat,
) {
    for inline in content {
        match inline {
            Inline::Text { text, span } => {
                flat.push(text, cast, node, Some(*span), thing.clone());
            }
            Inline::Code { text, span } => {
                let size = cast.size.scale(0.86);
                let cast = Cast {
                    family: crate::theme::Family::Mono,
                    figures: crate::theme::Figures::Lining,
                    size,
                    hyphens: false,
                    ..cast
                };
                flat.push(text, cast, node, Some(*span), thing.clone());
            }
            Inline::Styled { style, content, span } => {
                styled(style, content, *span, cast, node, thing, context, flat);
            }
            Inline::Link { to, content, .. } => {
                let goal = match to {
                    Target::Inside(anchor) => context.refs.anchor(*anchor),
                    Target::Outside(address) => Goal::Outside(address.clone()),
                };
                let mut words = spoken(content, context.refs);
                if let Some((end, _)) = words.char_indices().nth(SPOKEN) {
                    words.truncate(end);
                    words.push('…');
                }
                let node =
                    node.map(|node| context.leaf.add(node, Tag::Link(words), None));
                walk(content, cast, node, &Thing::Link(goal), context, flat);
            }
            Inline::Note { note, repeat, span } => {
                let label = context.refs.note_label(*note);
                let spoken = context.refs.note_spoken(*note).to_string();
                let node = node.map(|node| {
                    let reference = context.leaf.add(node, Tag::Reference, None);
                    context.leaf.add(reference, Tag::Link(spoken), None)
                });
                // An asterisk is drawn small and high already.
                let position = match label.starts_with('*') {
                    true => Position::Normal,
                    false => Position::Superior,
                };
                let cast = Cast {
                    position,
                    letter_space: crate::geom::Len::ZERO,
                    caps: crate::theme::Caps::Normal,
                    figures: crate::theme::Figures::Lining,
                    slant: crate::font::Slant::Upright,
                    weight: Weight::Regular,
                    ..cast
                };
                let goal = context.refs.note(*note);
                let thing = Thing::Marker { note: *note, first: *repeat == 0, goal };
                flat.push(label, cast, node, Some(*span), thing);
            }
            Inline::Picture { picture, alt, span } => {
                let alt = match alt {
                    Alt::Text(text) => Some(text.clone()),
                    Alt::Decorative | Alt::Missing => None,
                };
                let decorative = alt.is_none();
                let node = node
                    .filter(|_| !decorative)
                    .map(|node| context.leaf.add(node, Tag::Figure(alt), None));
                flat.push("\u{fffc}", cast, node, Some(*span), Thing::Picture(*picture));
            }
            Inline::Break { span } => {
                flat.push("\n", cast, node, Some(*span), Thing::Text)
            }
        }
    }
}

/// What a link says, with the numbers of pages in it.
fn spoken(content: &[Inline], refs: &Refs) -> String {
    let say = |inline: &Inline| match inline {
        Inline::Styled { style: InlineStyle::Page(anchor), .. } => {
            refs.page(*anchor).to_string()
        }
        Inline::Styled { content, .. } => spoken(content, refs),
        Inline::Text { .. }
        | Inline::Code { .. }
        | Inline::Link { .. }
        | Inline::Note { .. }
        | Inline::Picture { .. }
        | Inline::Break { .. } => {
            crate::document::inline_text(std::slice::from_ref(inline))
        }
    };
    content.iter().map(say).collect()
}

#[expect(clippy::too_many_arguments, reason = "the walk's own state, split by style")]
fn styled(
    style: &InlineStyle,
    content: &[Inline],
    span: Span,
    cast: Cast,
    node: Option<NodeId>,
    thing: &Thing,
    context: &mut Context<'_>,
    flat: &mut Flat,
) {
    let mut node = node;
    let cast = match style {
        InlineStyle::Emphasis => cast.stressed(),
        InlineStyle::Strong => Cast { weight: Weight::Bold, ..cast },
        InlineStyle::SmallCaps => cast.small_caps(is_in_capitals(content)),
        InlineStyle::Superscript => Cast { position: Position::Superior, ..cast },
        InlineStyle::Subscript => Cast { position: Position::Inferior, ..cast },
        InlineStyle::Strike => Cast { strike: true, ..cast },
        InlineStyle::Language(lang) => {
            node = node.map(|node| context.leaf.add(node, Tag::Span, Some(lang.clone())));
            let index = context.langs.iter().position(|known| known == lang);
            Cast { lang: index.unwrap_or(0) as u16, ..cast }
        }
        InlineStyle::Class(class) => cast.worn(context.theme.words(class)),
        InlineStyle::AsTyped => cast,
        InlineStyle::Page(anchor) => {
            let cast = Cast { hyphens: false, ..cast };
            flat.push(context.refs.page(*anchor), cast, node, Some(span), thing.clone());
            cast
        }
        InlineStyle::Anchor(anchor) => {
            flat.push("", cast, node, Some(span), Thing::Anchor(*anchor));
            cast
        }
    };
    walk(content, cast, node, thing, context, flat);
}

impl Flat {
    /// Adds a passage.
    pub(crate) fn push(
        &mut self,
        text: &str,
        cast: Cast,
        node: Option<NodeId>,
        span: Option<Span>,
        thing: Thing,
    ) {
        if text.is_empty() && !matches!(thing, Thing::Anchor(_)) {
            return;
        }
        let start = self.text.len();
        // Orders to machines are no signs; they have been reported.
        let is_sign = |c: &char| match c {
            '\t' | '\n' => true,
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
            c => !c.is_ascii_control(),
        };
        self.text.extend(text.chars().filter(is_sign));
        self.passages.push(Passage {
            start,
            end: self.text.len(),
            base: start as isize,
            cast,
            node,
            span,
            thing,
        });
    }

    /// Adds another text behind this one.
    pub(crate) fn append(&mut self, other: Flat) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.passages.extend(other.passages.into_iter().map(|passage| Passage {
            start: passage.start + by,
            end: passage.end + by,
            base: passage.base + by as isize,
            ..passage
        }));
    }

    /// The text from a byte on.
    pub(crate) fn from(&self, at: usize) -> Flat {
        let passages = self.passages.iter().filter(|p| p.end > at || p.start >= at);
        let passages = passages.map(|passage| Passage {
            start: passage.start.saturating_sub(at),
            end: passage.end - at,
            base: passage.base - at as isize,
            ..passage.clone()
        });
        let text = self.text.get(at..).unwrap_or_default().to_string();
        Flat { text, passages: passages.collect(), whole: None }
    }

    /// The same text, cast anew up to a byte.
    pub(crate) fn recast(&self, to: usize, cast: impl Fn(Cast) -> Cast) -> Flat {
        let mut passages = Vec::with_capacity(self.passages.len() + 1);
        for passage in &self.passages {
            let cut = passage.end.min(to);
            if passage.start < cut || passage.end <= to {
                let (end, cast) = (cut, cast(passage.cast));
                passages.push(Passage { end, cast, ..passage.clone() });
            }
            if passage.end > to {
                passages
                    .push(Passage { start: passage.start.max(to), ..passage.clone() });
            }
        }
        Flat { text: self.text.clone(), passages, whole: self.whole }
    }

    /// The same, with a word kept whole: the one at a place in the source, if it is in here.
    pub(crate) fn keeping(&self, place: Place) -> Flat {
        let here = |passage: &Passage| {
            let at = usize::try_from(place.from as isize + passage.base).ok()?;
            let inside = (passage.start..passage.end).contains(&at);
            (inside && passage.span == Some(place.span)).then_some(at)
        };
        Flat { whole: self.passages.iter().find_map(here), ..self.clone() }
    }

    /// A text all of one cast.
    pub(crate) fn plain(text: &str, cast: Cast, node: Option<NodeId>) -> Flat {
        let mut flat = Flat::default();
        flat.push(text, cast, node, None, Thing::Text);
        flat
    }
}
