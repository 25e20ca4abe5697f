//! The cover: the book's own art, or what a theme draws from what is known about the book.
//! Nothing here knows the e-book, and of paper only how large it is.

mod art;
mod back;
mod barcode;
mod card;
mod drawing;
mod look;
mod sheet;
mod spine;
mod words;

pub use look::is_readable;
pub use sheet::{Sheet, Spine};
pub use spine::{Missing, Words};

use drawing::Plane;
use look::Look;
use sheet::Fold;

use crate::document::{Cover, Document};
use crate::font::Fonts;
use crate::geom::{Len, Point, Size};
use crate::image::{Fit, Format, Picture, rasterise};
use crate::info::Info;
use crate::pages::{Item, Panel};
use crate::source::Span;
use crate::theme::Theme;

/// How large covers of e-books are, in pixels: what the large shops ask for.
pub const LARGE: Fit = Fit { width: 1600, height: 2560 };

/// The page of an e-book's cover that is drawn, in points: five to eight.
const CARD: Plane =
    Plane { width: 400.0, height: 640.0, left: 0.0, right: 0.0, bleed: 0.0, bare: false };

/// The front cover as pixels: pictures as delivered, drawings rasterised, and what the theme
/// draws when the book has no art.
pub fn front(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    colour: Option<[u8; 3]>,
) -> Option<Picture> {
    match &document.cover {
        Some(cover) => {
            let art = &document.pictures[cover.picture];
            match art.format {
                Format::Jpeg | Format::Png => Some(art.clone()),
                Format::Svg => rasterise(art, art::around(art, LARGE))
                    .or_else(|| rasterise(art, LARGE)),
            }
        }
        None => drawn(&document.info, theme, fonts, colour, LARGE),
    }
}

/// The letters of a front that is drawn for want of art that no font of the book has.
pub fn lacking(document: &Document, fonts: &Fonts) -> Vec<char> {
    if document.cover.is_some() {
        return Vec::new();
    }
    let Info { title, subtitle, publisher, .. } = &document.info;
    let mut words = title.clone();
    words.extend(document.info.authors());
    words.extend(subtitle.as_deref());
    words.extend(publisher.as_deref());
    fonts.lacking(&words)
}

/// The front that a theme draws of what is known, as pixels.
pub fn drawn(
    info: &Info,
    theme: &Theme,
    fonts: &Fonts,
    colour: Option<[u8; 3]>,
    fit: Fit,
) -> Option<Picture> {
    let look = Look::new(info, theme, fonts, colour);
    rasterise(&card::draw(&look, CARD)?, fit)
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
    /// The colour of what is drawn, where the book states one.
    pub colour: Option<[u8; 3]>,
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
    /// How many pixels an inch the art has, if it is of pixels.
    pub density: Option<u32>,
    /// Whether its text was cut short.
    pub cut: bool,
}

impl Job<'_> {
    /// The front, as a page that bleeds on all sides; none if it cannot be drawn.
    pub fn front(&self) -> Option<Side> {
        self.front_of(None)
    }

    /// The back.
    pub fn back(&self) -> Option<Side> {
        self.back_of(None)
    }

    /// The side of a sheet that is folded at one of its sides: the back at its right.
    fn side_of_sheet(&self, fold: Fold) -> Option<Side> {
        match fold {
            Fold::Left => self.front_of(Some(fold)),
            Fold::Right => self.back_of(Some(fold)),
        }
    }

    fn front_of(&self, fold: Option<Fold>) -> Option<Side> {
        let plane = self.plane_of(self.size, fold);
        match &self.document.cover {
            Some(cover) => self.art(cover, plane, fold),
            None => {
                let look = self.look();
                let panel =
                    self.panel(card::draw(&look, plane)?, plane, look.front_words());
                Some(Side { panel, lost: (0, 0), density: None, cut: false })
            }
        }
    }

    fn back_of(&self, fold: Option<Fold>) -> Option<Side> {
        let plane = self.plane_of(self.size, fold);
        let bars = self.bars(plane);
        let mut side = match &self.document.back {
            Some(cover) => self.art(cover, plane, fold)?,
            None => {
                let look = self.look();
                let description = self.document.info.description.as_deref();
                let blurb = self.blurb.or(description).unwrap_or_default();
                let free = bars.as_ref().map(|(_, taken)| *taken);
                let (picture, cut) = back::draw(&look, blurb, plane, free)?;
                let panel = self.panel(picture, plane, look.back_words(blurb));
                Side { panel, lost: (0, 0), density: None, cut }
            }
        };
        if let (Some((bars, _)), Some(isbn)) = (bars, &self.document.info.isbn_print) {
            side.panel.items.extend(bars);
            side.panel.alt.push_str(&format!(" ISBN {}", isbn.0));
        }
        Some(side)
    }

    fn look(&self) -> Look<'_> {
        Look::new(&self.document.info, self.theme, self.fonts, self.colour)
    }

    /// A page with its bleed, which ends at a fold.
    fn plane_of(&self, size: Size, fold: Option<Fold>) -> Plane {
        let bleed = self.bleed.to_pt();
        let (width, height) = (size.width.to_pt(), size.height.to_pt());
        let over = |at| if fold == Some(at) { 0.0 } else { bleed };
        Plane {
            width,
            height,
            left: over(Fold::Left),
            right: over(Fold::Right),
            bleed,
            bare: fold.is_some(),
        }
    }

    /// A panel of a drawing that is as large as a plane with its bleed.
    fn panel(&self, picture: Picture, plane: Plane, alt: String) -> Panel {
        let (at, size) = area(plane);
        let items = vec![Item::Picture(Box::new(picture), at, size)];
        Panel { items, alt, span: self.span }
    }

    /// A panel of art that fills the page with its bleed, the middle of it where the forms
    /// differ. On a sheet it ends at the fold.
    fn art(&self, cover: &Cover, plane: Plane, fold: Option<Fold>) -> Option<Side> {
        let picture = &self.document.pictures[cover.picture];
        let (corner, area) = area(plane);
        let (size, lost) = art::covering(picture, area);
        let item = match fold {
            None => {
                let at = Point {
                    x: corner.x + (area.width - size.width) / 2,
                    y: corner.y + (area.height - size.height) / 2,
                };
                Item::Picture(Box::new(picture.clone()), at, size)
            }
            Some(_) => {
                let cropped = art::cropped(picture, area)?;
                Item::Picture(Box::new(cropped), corner, area)
            }
        };
        let alt = match cover.alt.as_str() {
            "" => self.document.info.title.clone(),
            said => said.to_string(),
        };
        let span = cover.span.or(self.span);
        let panel = Panel { items: vec![item], alt, span };
        let density = picture.per_inch(size);
        Some(Side { panel, lost, density, cut: false })
    }
}

/// Where a plane with its bleed lies, and how large it is.
fn area(plane: Plane) -> (Point, Size) {
    let Plane { width, height, left, right, bleed, bare: _ } = plane;
    let at = Point { x: Len::from_pt(-left), y: Len::from_pt(-bleed) };
    let size = Size {
        width: Len::from_pt(width + left + right),
        height: Len::from_pt(height + 2.0 * bleed),
    };
    (at, size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::id::Arena;
    use crate::info::{Contributor, Lang, MarcRole};

    fn document(title: &str, authors: &[&str]) -> Document {
        let person = |name: &&str| Contributor {
            name: name.to_string(),
            sort: None,
            role: MarcRole("aut".into()),
        };
        let lang = Lang::parse("en-GB").expect("it is one");
        let info = Info {
            subtitle: Some("Letters, minutes and memories from five towns".into()),
            contributors: authors.iter().map(person).collect(),
            publisher: Some("The Press of the Co-operative Societies".into()),
            place: Some("London".into()),
            description: Some("Who lived there, and why. ".repeat(40)),
            series: Some(("Houses of Exile and of Work".into(), Some("12".into()))),
            isbn_print: Some(crate::info::Isbn("978-1-56619-909-4".into())),
            ..Info::titled(title.into(), lang)
        };
        Document {
            info,
            sections: Vec::new(),
            notes: Arena::default(),
            pictures: Arena::default(),
            anchors: Arena::default(),
            cover: None,
            back: None,
            said: Default::default(),
        }
    }

    /// Whether the outer five millimetres of a side have but the colours of the ground, told from
    /// pixels of half a millimetre.
    fn is_clear(side: &Side, size: Size) -> bool {
        let Some(Item::Picture(picture, ..)) = side.panel.items.first() else {
            return false;
        };
        let pixels = |length: Len| (length.to_mm() * 2.0).round() as u32;
        let (width, height) = (pixels(size.width), pixels(size.height));
        let drawn = rasterise(picture, Fit { width, height }).expect("it can be drawn");
        let drawn = image::load_from_memory(&drawn.data).expect("a picture").to_rgb8();
        let edge = 10;
        // The rows of a side of the edge are of one colour, which may change from row to row.
        (0..drawn.height()).all(|y| {
            let whole = y < edge || y + edge >= drawn.height();
            let corner = drawn.get_pixel(0, y);
            (0..drawn.width())
                .filter(|&x| whole || x < edge || x + edge >= drawn.width())
                .all(|x| drawn.get_pixel(x, y) == corner)
        })
    }

    #[test]
    fn nothing_stands_where_office_printers_leave_paper_white() {
        let fonts = Fonts::embedded();
        let long = "The Long Way of the Co-operative Movement Between the Wars, Told by Those \
                    Who Went It and by Some Who Turned Back";
        let many =
            ["Anna Lise Meyer", "Karl-Heinz Obermüller", "Wilhelmine von Hohenstein"];
        for theme in ["pamphlet", "reader", "leaflet"] {
            let theme = crate::theme::builtin(theme).expect("it is built in");
            for (title, authors) in [("War", &many[..1]), (long, &many[..]), ("A", &[])] {
                let document = document(title, authors);
                for (width, height) in [
                    (148.0, 210.0),
                    (105.0, 148.0),
                    (210.0, 297.0),
                    (210.0, 148.0),
                    (74.0, 200.0),
                ] {
                    let size =
                        Size { width: Len::from_mm(width), height: Len::from_mm(height) };
                    let job = Job {
                        document: &document,
                        theme: &theme,
                        fonts: &fonts,
                        colour: None,
                        blurb: None,
                        size,
                        bleed: Len::ZERO,
                        span: None,
                    };
                    let sides = [job.front(), job.back()];
                    for side in sides.into_iter().flatten() {
                        let name = &theme.name;
                        assert!(is_clear(&side, size), "{name}, {title}, {width} mm");
                    }
                }
            }
        }
    }
}
