//! Sets blocks into a galley: strips, and the space between them.

use super::initial::Beside;
use super::report::Rejected;
use super::{After, Galley, Hand, Strip};
use crate::diag::{Code, Diagnostic};
use crate::document::Inlines;
use crate::geom::Len;
use crate::pages::LineRole;
use crate::source::Span;
use crate::typeset::compositor::Compositor;
use crate::typeset::leaf::Leaf;
use crate::typeset::paragraph::Alternative;
use crate::typeset::text::{Flat, Place, Shaper};

/// Sets blocks, one below the other.
pub(in crate::typeset) struct Setter<'a, 's, 'f> {
    pub(super) all: &'a Compositor<'a>,
    pub(super) shaper: &'s mut Shaper<'f>,
    pub(in crate::typeset) leaf: Leaf,
    pub(super) strips: Vec<Strip>,
    /// Space owed below the last strip.
    below: Len,
    /// The language of the section.
    pub(super) lang: u16,
    /// What lines are.
    pub(super) line_role: LineRole,
    /// How running paragraphs are wanted.
    pub(super) wanted: Wanted,
    /// What else the running paragraph can be.
    pub(super) alternatives: Vec<Alternative>,
    /// How else a paragraph could be set that is found fault with: rejected for the page's
    /// sake or for what it costs; `None` where that was not sought.
    pub(super) rejected: Option<Vec<Rejected>>,
    /// Whether the paragraph that is set next begins an article's text.
    pub(super) begins: bool,
    /// The paragraph after the one that begins an article's text.
    pub(super) next: Option<&'a Inlines>,
    /// The lines left for it beside a large letter.
    pub(super) beside: Option<Beside>,
    /// Whether what is set stands in a list without space between its items.
    pub(super) tight: bool,
    /// Whether what is set stands across all columns.
    pub(super) across: bool,
    /// Whether a title that keeps with what follows was set last.
    pub(super) led: bool,
    /// Whether what is set stands in an article without a title, whose headings are the first.
    pub(super) untitled: bool,
    /// What is asked by hand of the block that is set.
    pub(super) hand: Hand,
    /// By how many lines it is asked by hand to be longer, whether or not that is done already.
    pub(super) asked: i8,
    /// What stands before the first words of the paragraph that is set next.
    pub(super) lead: Option<Flat>,
    /// The classes of the block that is being set, until its own style takes them.
    pub(super) classes: Vec<String>,
}

/// What is said where the pages cannot keep together what is to be kept.
pub(in crate::typeset) const TOO_TALL_TO_KEEP: &str =
    "what is to be kept together is taller than the page has room for";

/// How running paragraphs are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    /// As they like best.
    Natural,
    /// As they like best; and it is asked what else they can be.
    Survey,
    /// In so many lines more.
    By(i8),
    /// As they like best with one word kept whole.
    Keeping(Place),
}

impl<'a, 's, 'f> Setter<'a, 's, 'f> {
    pub(in crate::typeset) fn new(
        all: &'a Compositor<'a>,
        shaper: &'s mut Shaper<'f>,
        lang: u16,
    ) -> Self {
        let (leaf, strips) = (Leaf::new(), Vec::new());
        Setter {
            all,
            shaper,
            leaf,
            strips,
            below: Len::ZERO,
            lang,
            line_role: LineRole::Body,
            wanted: Wanted::Natural,
            alternatives: Vec::new(),
            rejected: None,
            begins: false,
            next: None,
            beside: None,
            tight: false,
            across: false,
            led: false,
            hand: Hand::default(),
            asked: 0,
            lead: None,
            untitled: false,
            classes: Vec::new(),
        }
    }

    /// Says what is asked by hand of the block that is set next.
    pub(super) fn ask(&mut self, hand: Hand) {
        self.hand = hand;
        self.asked = hand.lines;
    }

    /// Keeps what was set from strip `from` on together, in the setting it has, if a page has
    /// room for it.
    pub(super) fn keep_whole(&mut self, from: usize, span: Span) {
        let set = self.strips.get(from..).unwrap_or_default();
        let above = set.first().map_or(Len::ZERO, |first| first.above);
        let height = set.iter().map(|strip| strip.above + strip.height).sum::<Len>();
        if height - above > self.all.theme.leading * self.all.theme.lines() {
            let found = Diagnostic::new(Code::ImpossibleByHand, TOO_TALL_TO_KEEP);
            self.leaf.sink.report(found.at(span).help("keep less together"));
            return;
        }
        self.keep_together(from);
        self.alternatives.clear();
    }

    /// Says which classes the block has that is set next.
    pub(super) fn wear(&mut self, classes: &[String]) {
        self.classes = classes.to_vec();
    }

    /// Says how running paragraphs are wanted.
    pub(super) fn want(&mut self, wanted: Wanted) {
        self.wanted = wanted;
    }

    /// Says that the paragraph which is set next begins an article's text.
    pub(super) fn begin(&mut self) {
        self.begins = true;
    }

    pub(in crate::typeset) fn finish(self) -> Galley {
        let Setter { strips, alternatives, below, across, leaf, .. } = self;
        Galley { strips, alternatives, below, across, leaf }
    }

    /// Asks for space before whatever comes next; the larger of two wishes wins.
    pub(super) fn space(&mut self, space: Len) {
        self.below = self.below.max(space);
    }

    /// Exchanges the space that is owed.
    pub(super) fn owe(&mut self, space: Len) -> Len {
        std::mem::replace(&mut self.below, space)
    }

    /// Adds a strip, with the space owed above it.
    pub(super) fn strip(&mut self, mut strip: Strip) {
        strip.above += self.below;
        self.below = Len::ZERO;
        self.strips.push(strip);
    }

    /// A strip of empty height that stays at the head of a page.
    pub(super) fn blank(&mut self, height: Len) {
        self.strip(Strip { height, after: After::MayNot, ..Strip::default() });
    }

    /// Rounds the height of a heading or a figure, set from strip `first` on, with the space
    /// above and below it, up to whole lines: the text after it returns to the grid. What is
    /// added is shared by both sides; but the space below a heading is always the same.
    pub(super) fn settle(&mut self, first: usize) {
        let Some(strips) = self.strips.get_mut(first..) else { return };
        let height: Len = strips.iter().map(|strip| strip.above + strip.height).sum();
        let total = height + self.below;
        let rest = total.round_up_to(self.all.theme.leading) - total;
        let Some(strip) =
            strips.first_mut().filter(|strip| strip.heading || strip.floats)
        else {
            return;
        };
        let below = if strip.heading { Len::ZERO } else { rest - rest / 2 };
        strip.above += rest - below;
        self.below += below;
        if strip.heading {
            strip.grid = Some(total + rest - strip.above);
        }
    }

    /// Rounds the height of all that was set up to whole lines, by space below it.
    pub(super) fn settle_below(&mut self) {
        let height: Len =
            self.strips.iter().map(|strip| strip.above + strip.height).sum();
        let total = height + self.below;
        self.below += total.round_up_to(self.all.theme.leading) - total;
    }

    /// Forbids a page to end after the last strip.
    pub(super) fn keep(&mut self) {
        if let Some(last) = self.strips.last_mut()
            && last.after == After::May
        {
            last.after = After::MayNot;
        }
    }

    /// Forbids pages to end between the strips from `from` on.
    pub(super) fn keep_together(&mut self, from: usize) {
        self.hold(from..self.strips.len().saturating_sub(1));
    }

    /// Forbids pages to end after any of some strips.
    pub(super) fn hold(&mut self, strips: std::ops::Range<usize>) {
        for strip in self.strips.get_mut(strips).unwrap_or_default() {
            if strip.after == After::May {
                strip.after = After::MayNot;
            }
        }
    }
}
