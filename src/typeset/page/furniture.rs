//! Furniture: running heads and folios. Artifacts: they belong to no node.

use super::builder::Draft;
use crate::document::inline_text;
use crate::geom::{Len, Point};
use crate::pages::{Folio, Line, LineRole, Mark, Placed, Side};
use crate::theme::Role;
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::paragraph;
use crate::typeset::text::{Cast, Flat};

/// How far above the text the running head stands, and how far below it the folio, from
/// baseline to the text's edge, in lines of the text.
const HEAD: f64 = 0.95;
const FOLIO: f64 = 2.2;

/// More words than any running head can hold.
const MOST: usize = 50;

/// Sets the furniture of a book's pages.
pub(super) struct Furniture<'a> {
    all: &'a Compositor<'a>,
    shapers: Shapers<'a>,
    /// The titles of the sections, by their numbers.
    titles: Vec<String>,
}

impl<'a> Furniture<'a> {
    pub(super) fn new(all: &'a Compositor<'a>) -> Furniture<'a> {
        let sections = all.document.all_sections();
        let titles = sections.iter().map(|section| inline_text(&section.title)).collect();
        Furniture { all, shapers: all.shapers(), titles }
    }

    /// The running head and the folio of a page whose text begins at `left`.
    pub(super) fn set(
        &self,
        draft: &Draft,
        side: Side,
        folio: Folio,
        left: Len,
    ) -> Vec<Placed> {
        let mut placed = Vec::new();
        if !draft.numbered {
            return placed;
        }
        let leading = self.all.theme.leading;
        let top = self.all.theme.page.top;
        let bottom = top + leading * self.all.theme.lines();
        let mut put = |words: &str, role: Role, line_role: LineRole, y: Len| {
            if let Some(line) = self.line(words, role, line_role) {
                let x = match side {
                    Side::Recto => left + self.all.theme.page.measure() - line.width,
                    Side::Verso => left,
                };
                let (at, mark) = (Point { x, y }, Mark::Line(line));
                placed.push(Placed { at, node: None, span: None, mark });
            }
        };
        if !draft.opening {
            put(
                self.words(draft, side),
                Role::RunningHead,
                LineRole::Head,
                top - leading.scale(HEAD),
            );
        }
        put(&folio.label(), Role::Folio, LineRole::Folio, bottom + leading.scale(FOLIO));
        placed
    }

    /// What the running head says: the book on the left, the article on the right.
    fn words(&self, draft: &Draft, side: Side) -> &str {
        let article = draft.section.and_then(|index| self.titles.get(index as usize));
        match (side, article) {
            (Side::Recto, Some(article)) if !article.is_empty() => article,
            (Side::Recto | Side::Verso, _) => &self.all.document.info.title,
        }
    }

    /// Words in one line at their natural width; shortened at a word where they are too
    /// long for the measure; none where even one is.
    fn line(&self, words: &str, role: Role, line_role: LineRole) -> Option<Line> {
        let measure = self.all.theme.page.measure();
        let mut shown: Vec<&str> = words.split(' ').take(MOST).collect();
        let mut line = self.shape(&shown.join(" "), role, line_role)?;
        while line.width > measure && shown.len() > 1 {
            shown.pop();
            line = self.shape(&format!("{} …", shown.join(" ")), role, line_role)?;
        }
        (line.width <= measure).then_some(line)
    }

    fn shape(&self, words: &str, role: Role, line_role: LineRole) -> Option<Line> {
        let cast = Cast { hyphens: false, ..Cast::of(&self.all.style(role), 0) };
        let flat = Flat::plain(words, cast, None);
        paragraph::set_line(&flat, line_role, &mut self.shapers.mine())
    }
}
