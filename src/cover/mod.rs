//! The cover: the book's own art, or what a theme draws from what is known about the book.
//! Nothing here knows the e-book, and of paper only how large it is.

mod art;
mod back;
mod card;
mod drawing;
mod look;
mod words;

use drawing::Plane;
use look::Look;

use crate::document::{Cover, Document};
use crate::font::Fonts;
use crate::geom::{Len, Point, Size};
use crate::image::{Fit, Format, Picture, rasterise};
use crate::pages::{Item, Panel};
use crate::source::Span;
use crate::theme::Theme;

/// How large covers of e-books are, in pixels: what the large shops ask for.
pub const LARGE: Fit = Fit { width: 1600, height: 2560 };

/// The page of an e-book's cover that is drawn, in points: five to eight.
const CARD: Plane =
    Plane { width: 400.0, height: 640.0, left: 0.0, right: 0.0, bleed: 0.0 };

/// The front cover as pixels: pictures as delivered, drawings rasterised, and what the theme
/// draws when the book has no art.
pub fn front(document: &Document, theme: &Theme, fonts: &Fonts) -> Option<Picture> {
    match &document.cover {
        Some(cover) => {
            let art = &document.pictures[cover.picture];
            match art.format {
                Format::Jpeg | Format::Png => Some(art.clone()),
                Format::Svg => rasterise(art, art::around(art, LARGE))
                    .or_else(|| rasterise(art, LARGE)),
            }
        }
        None => {
            let look = Look::new(&document.info, theme, fonts);
            rasterise(&card::draw(&look, CARD)?, LARGE)
        }
    }
}

/// What a printed cover is made from, and for.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The book, with its art.
    pub document: &'a Document,
    /// Its design.
    pub theme: &'a Theme,
    /// The faces of the theme's families.
    pub fonts: &'a Fonts,
    /// What stands on a back that is drawn; the description unless stated.
    pub blurb: Option<&'a str>,
    /// The trimmed page.
    pub size: Size,
    /// How far it reaches over its edges.
    pub bleed: Len,
    /// Where the manifest speaks of it.
    pub span: Option<Span>,
}

/// A side of a cover, and what is to be told of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// What stands on it.
    pub panel: Panel,
    /// How much of the art is cut off, in hundredths of its width and of its height.
    pub lost: (u32, u32),
    /// Whether its text was cut short.
    pub cut: bool,
}

impl Job<'_> {
    /// The front, as a page that bleeds on all sides; none if it cannot be drawn.
    pub fn front(&self) -> Option<Side> {
        match &self.document.cover {
            Some(cover) => Some(self.art(cover)),
            None => {
                let look = self.look();
                let picture = card::draw(&look, self.plane())?;
                Some(self.drawn(picture, look.front_words(), false))
            }
        }
    }

    /// The back.
    pub fn back(&self) -> Option<Side> {
        match &self.document.back {
            Some(cover) => Some(self.art(cover)),
            None => {
                let look = self.look();
                let description = self.document.info.description.as_deref();
                let blurb = self.blurb.or(description).unwrap_or_default();
                let (picture, cut) = back::draw(&look, blurb, self.plane(), (0.0, 0.0))?;
                Some(self.drawn(picture, look.back_words(blurb), cut))
            }
        }
    }

    fn look(&self) -> Look<'_> {
        Look::new(&self.document.info, self.theme, self.fonts)
    }

    fn plane(&self) -> Plane {
        let bleed = self.bleed.to_pt();
        let (width, height) = (self.size.width.to_pt(), self.size.height.to_pt());
        Plane { width, height, left: bleed, right: bleed, bleed }
    }

    /// A panel of a drawing that is as large as the page with its bleed.
    fn drawn(&self, picture: Picture, alt: String, cut: bool) -> Side {
        let over = self.bleed * 2;
        let size =
            Size { width: self.size.width + over, height: self.size.height + over };
        let at = Point { x: -self.bleed, y: -self.bleed };
        let items = vec![Item::Picture(Box::new(picture), at, size)];
        Side { panel: Panel { items, alt, span: self.span }, lost: (0, 0), cut }
    }

    /// A panel of art that fills the page with its bleed, the middle of it where the forms differ.
    fn art(&self, cover: &Cover) -> Side {
        let picture = &self.document.pictures[cover.picture];
        let over = self.bleed * 2;
        let area =
            Size { width: self.size.width + over, height: self.size.height + over };
        let (size, lost) = art::covering(picture, area);
        let middle = |page: Len, art: Len| (page - art) / 2;
        let at = Point {
            x: middle(self.size.width, size.width),
            y: middle(self.size.height, size.height),
        };
        let items = vec![Item::Picture(Box::new(picture.clone()), at, size)];
        let (alt, span) = (cover.alt.clone(), cover.span.or(self.span));
        Side { panel: Panel { items, alt, span }, lost, cut: false }
    }
}
