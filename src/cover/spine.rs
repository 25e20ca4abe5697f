//! The spine: author, title and publisher along it.

use super::card::{band, ground};
use super::drawing::{At, Drawing, Plane};
use super::look::Look;
use super::words::{Hand, Room};
use crate::font::{Slant, Weight};
use crate::image::Picture;
use crate::info::Lang;
use crate::theme::CoverDesign;

/// How far words stay from the folds, in points: a sixteenth of an inch, for spines are never
/// folded quite where they should be.
pub(super) const CLEAR: f64 = 4.5;
/// The largest letters, in points, and the smallest that are still read on a shelf.
const LARGEST: f64 = 15.0;
const SMALLEST: f64 = 6.0;
/// How much of a size letters take, from the foot of a p to the head of an l, and how far the
/// baseline is from the middle of that.
const DEEP: f64 = 0.95;
const MIDDLE: f64 = 0.23;
/// The space between what stands on a spine, in sizes.
const GAP: f64 = 1.6;

/// How large letters are on a spine of a width in points; none where they would be too small.
pub(super) fn letters(width: f64) -> Option<f64> {
    let size = ((width - 2.0 * CLEAR) / DEEP).min(LARGEST);
    (size >= SMALLEST).then_some(size)
}

/// Whether words run up the spine: so it is customary on most of the continent of Europe and in
/// Latin America, while they run down it in English, Dutch and Scandinavian books, as ISO 6357
/// recommends; German and Italian publishers have largely come over to that.
fn runs_up(lang: &Lang) -> bool {
    ["fr", "es", "pt", "ca", "gl", "eu", "ro", "it", "el"]
        .contains(&lang.primary().as_str())
}

/// What came of the words of a spine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Words {
    /// None stand on it.
    Bare,
    /// They do, but for these, which have no room.
    Set(Vec<Missing>),
}

/// What a spine has no room for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The author.
    Author,
    /// The publisher.
    Publisher,
    /// The last words of the title.
    End,
}

/// Draws a spine; `words` says whether any may stand on it, `margin` from the ends. Says what
/// came of them.
pub(super) fn draw(
    look: &Look<'_>,
    plane: Plane,
    margin: f64,
    words: bool,
) -> Option<(Picture, Words)> {
    let mut drawing = Drawing::new(plane);
    ground(look.ground(), plane, &mut drawing);
    let mut long = plane.height;
    let mut foot = margin;
    match look.design {
        CoverDesign::Plain | CoverDesign::Framed => {}
        CoverDesign::Banner => {
            // What stands in the band has its own colour; the words stay above it.
            long = band(plane, &mut drawing);
            foot = LARGEST / 2.0;
        }
    }
    let size = letters(plane.width).filter(|_| words);
    let words = match size {
        Some(size) => {
            Words::Set(along(look, plane, size, (margin, long - foot), &mut drawing))
        }
        None => Words::Bare,
    };
    Some((drawing.finish("spine.svg", look.fonts)?, words))
}

/// Sets the words along a spine, from a height to another; what has no room is left out, and
/// told.
fn along(
    look: &Look<'_>,
    plane: Plane,
    size: f64,
    (head, foot): (f64, f64),
    drawing: &mut Drawing,
) -> Vec<Missing> {
    let mut missing = Vec::new();
    let room = foot - head;
    let light = look.hand(Weight::Regular, Slant::Upright);
    let strong = look.hand(
        match look.design {
            CoverDesign::Plain | CoverDesign::Framed => Weight::Regular,
            CoverDesign::Banner => Weight::Bold,
        },
        Slant::Upright,
    );
    let italic = look.hand(Weight::Regular, Slant::Italic);
    let author = look.authors();
    let title = &look.info.title;
    let publisher = look.info.publisher.as_deref().unwrap_or_default();
    let wide = |hand: &Hand<'_>, words: &str| match words {
        "" => 0.0,
        words => hand.width(words) + GAP,
    };
    let (a, t, p) =
        (wide(&light, &author), wide(&strong, title) - GAP, wide(&italic, publisher));
    let fits = |width: f64| room / width >= size * 0.8;
    // What there is no room for stays away: the publisher first, then the author.
    let (with_author, with_publisher) =
        if fits(a + t + p) { (true, true) } else { (fits(a + t), false) };
    let all =
        t + if with_author { a } else { 0.0 } + if with_publisher { p } else { 0.0 };
    let size = size.min(room / all).max(SMALLEST * 0.75);
    let (quarters, begins) =
        if runs_up(&look.info.lang) { (-1, foot) } else { (1, head) };
    drawing.turn(quarters, (plane.width / 2.0, begins));
    let ink = look.text();
    let y = size * MIDDLE;
    let mut x = 0.0;
    if !with_author && !author.is_empty() {
        missing.push(Missing::Author);
    } else if !author.is_empty() {
        drawing.words(&author, At::Left(x), y, size, &light, ink);
        x += a * size;
    }
    let set = strong.fitted(
        title,
        &[size],
        Room { measure: room - x, lines: 1, height: size * 2.0 },
    );
    if let Some(line) = set.lines.first() {
        if line.chars().count() < title.trim().chars().count() {
            missing.push(Missing::End);
        }
        drawing.words(line, At::Left(x), y, size, &strong, look.letters());
    }
    if !with_publisher && !publisher.is_empty() {
        missing.push(Missing::Publisher);
    } else if !publisher.is_empty() {
        drawing.words(publisher, At::Right(room), y, size, &italic, ink);
    }
    drawing.turn_back();
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_only_where_they_can_be_read() {
        let mm = |mm: f64| crate::geom::Len::from_mm(mm).to_pt();
        assert_eq!(letters(mm(4.5)), None);
        assert!(letters(mm(6.0)).is_some_and(|size| size > 8.0));
        assert_eq!(letters(mm(40.0)), Some(LARGEST));
    }

    #[test]
    fn languages_differ_in_where_words_begin() {
        let lang = |tag| Lang::parse(tag).expect("it is one");
        assert!(runs_up(&lang("es-MX")) && runs_up(&lang("fr")));
        assert!(!runs_up(&lang("en-GB")) && !runs_up(&lang("de")));
    }
}
