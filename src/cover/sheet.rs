//! A cover on a sheet of its own: back, spine and front side by side, as one page.

use super::drawing::{CLEAR, Drawing, Plane};
use super::look::Look;
use super::spine::Words;
use super::{Job, Side, barcode, card, spine};
use crate::geom::{Len, Point, Size};
use crate::id::Arena;
use crate::pages::{
    Folio, FolioStyle, Item, Page, Pages, Panel, Side as Hand, Structure,
};
use crate::theme::CoverDesign;

/// A cover laid out flat.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The one page.
    pub pages: Pages,
    /// Where it is folded, from its left edge.
    pub folds: Vec<Len>,
    /// Front and back, for what is to be told of them.
    pub front: Side,
    /// The back.
    pub back: Side,
    /// What came of the words on the spine.
    pub words: Words,
}

/// The spine that a book has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spine {
    /// How wide it is; nothing where the book is folded there.
    pub width: Len,
    /// Whether words may stand on it, if there is room for them.
    pub words: bool,
}

impl Job<'_> {
    /// The cover laid out; none if it cannot be drawn.
    pub fn sheet(&self, wide: Spine) -> Option<Sheet> {
        let Size { width, height } = self.size;
        let whole = Size { width: width * 2 + wide.width, height };
        let back = self.side_of_sheet(Fold::Right)?;
        let front = self.side_of_sheet(Fold::Left)?;
        let mut pictures = Arena::default();
        let mut placed = Vec::new();
        let mut put = |panel: &Panel, x: Len| {
            placed.extend(panel.placed(Point { x, y: Len::ZERO }, None, &mut pictures));
        };
        // The ground goes through, so that nothing shows where sides meet.
        put(&self.ground(whole)?, Len::ZERO);
        put(&back.panel, Len::ZERO);
        let mut folds = vec![width];
        let mut words = Words::Bare;
        if wide.width > Len::ZERO {
            let (panel, with_words) = self.spine(wide)?;
            put(&panel, width);
            words = with_words;
            folds.push(width + wide.width);
        }
        put(&front.panel, width + wide.width);
        let folio = Folio { number: 1, style: FolioStyle::Arabic };
        let page = Page { side: Hand::Recto, folio, placed, cost: 0 };
        let pages = Pages {
            info: self.document.info.clone(),
            size: whole,
            pages: vec![page],
            structure: Structure::default(),
            outline: Vec::new(),
            destinations: Arena::default(),
            pictures,
            blanks: 0,
        };
        Some(Sheet { pages, folds, front, back, words })
    }

    fn ground(&self, size: Size) -> Option<Panel> {
        let look = self.look();
        let plane = self.plane_of(size, None);
        let mut drawing = Drawing::new(plane);
        card::ground(look.ground(), plane, &mut drawing);
        match look.design {
            CoverDesign::Plain | CoverDesign::Framed => {}
            CoverDesign::Banner => {
                card::band(plane, &mut drawing);
            }
        }
        let picture = drawing.finish("ground.svg", self.fonts)?;
        Some(self.panel(picture, plane, String::new()))
    }

    fn spine(&self, wide: Spine) -> Option<(Panel, Words)> {
        let look: Look<'_> = self.look();
        let size = Size { width: wide.width, height: self.size.height };
        let plane =
            Plane { left: 0.0, right: 0.0, bare: true, ..self.plane_of(size, None) };
        let margin = self.plane_of(self.size, None).margin();
        let (picture, words) = spine::draw(&look, plane, margin, wide.words)?;
        Some((self.panel(picture, plane, String::new()), words))
    }
}

/// At which side a page is folded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fold {
    Left,
    Right,
}

impl Job<'_> {
    /// The bars of the book, at the lower right of the back, and how far they reach from the
    /// right and from the lower edge.
    pub(super) fn bars(&self, plane: Plane) -> Option<(Vec<Item>, Size)> {
        let isbn = self.document.info.isbn_print.as_ref()?;
        let framed = self.document.back.is_none()
            && match self.theme.cover {
                CoverDesign::Framed => true,
                CoverDesign::Plain | CoverDesign::Banner => false,
            };
        let clear = if framed { card::inside(plane) } else { CLEAR };
        let (size, clear) = (barcode::size(), Len::from_pt(clear));
        let corner = Point {
            x: self.size.width - clear - size.width,
            y: self.size.height - clear - size.height,
        };
        // A page that has no room for them has none.
        let fits = corner.x >= clear && corner.y >= clear;
        if !fits {
            return None;
        }
        let taken = Size { width: size.width + clear, height: size.height + clear };
        Some((barcode::draw(isbn, corner, self.fonts)?, taken))
    }
}
