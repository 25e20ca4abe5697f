//! Finished pages: geometry, glyphs and structure.
//!
//! The PDF writer only walks this. It knows no style, block, hyphenation or Markdown; each
//! placed thing knows the node of the structure it belongs to, or that it is furniture.

mod cover;
mod dump;
mod starts;
mod stretch;
mod structure;
mod text;

pub use cover::{Covers, Item, Panel};
pub use dump::dump;
pub use starts::{Start, starts};
pub use stretch::{Stretch, stretches};
pub use structure::{Node, NodeId, Structure, Tag};
pub use text::page_text;

use crate::font::FaceId;
use crate::geom::{Len, Point, Size};
use crate::id::{Arena, Id};
use crate::image::Picture;
use crate::info::Info;
use crate::source::Span;

/// A place that links and the outline point at.
pub type DestinationId = Id<Destination>;

/// A book, laid out.
#[derive(Clone, Debug)]
pub struct Pages {
    /// What is said about the book.
    pub info: Info,
    /// The trimmed size of every page.
    pub size: Size,
    /// The pages in order; the first is a recto.
    pub pages: Vec<Page>,
    /// The logical structure that placed things belong to.
    pub structure: Structure,
    /// The outline, nested.
    pub outline: Vec<OutlineItem>,
    /// Where links go.
    pub destinations: Arena<Destination>,
    /// The pictures that [`Mark::Picture`] names.
    pub pictures: Arena<Picture>,
    /// How many empty pages before a back cover make the number up.
    pub blanks: usize,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Right-hand or left-hand.
    pub side: Side,
    /// How the page is counted.
    pub folio: Folio,
    /// What stands on it, in reading order; furniture first.
    pub placed: Vec<Placed>,
    /// What it cost to end it where it ends, in the page breaker's demerits: nothing where
    /// text runs on to a full page.
    pub cost: i64,
}

/// Which side of the spread a page is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// A right-hand page.
    Recto,
    /// A left-hand page.
    Verso,
}

impl Side {
    /// The other side of the leaf, and of the spread.
    pub fn other(self) -> Side {
        match self {
            Side::Recto => Side::Verso,
            Side::Verso => Side::Recto,
        }
    }
}

/// A page's number in its series.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Folio {
    /// The number, from 1.
    pub number: u32,
    /// How it is written.
    pub style: FolioStyle,
}

/// How page numbers are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FolioStyle {
    /// 1, 2, 3.
    Arabic,
    /// i, ii, iii.
    Roman,
}

/// A mark at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// For a line the left end of its baseline; for everything else the top left corner.
    pub at: Point,
    /// The node it belongs to; `None` for furniture (an artifact). The runs of a line
    /// carry their own.
    pub node: Option<NodeId>,
    /// Where it comes from.
    pub span: Option<Span>,
    /// What it is.
    pub mark: Mark,
}

/// What can stand on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line of text.
    Line(Line),
    /// A filled box: a rule, a frame's side, a tint.
    Rule(Size, Ink),
    /// A picture, scaled into a box.
    Picture(Id<Picture>, Size),
    /// A box that can be clicked. Its `node` is the link's.
    Link(Size, Goal),
}

/// What the line is. Running text and notes alone are set to straight edges; a PDF tells
/// readers that heads and page numbers are furniture.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LineRole {
    /// Running text and everything set in the text area.
    Body,
    /// Foot of the page: notes.
    Note,
    /// A running head.
    Head,
    /// The page number.
    Folio,
}

/// A line of text: runs of glyphs on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub role: LineRole,
    /// The width it was set to: the measure and what stands out of it for a justified line,
    /// else its own width.
    pub width: Len,
    /// How far its first sign stands out from the text's left edge, and its last one from
    /// the right edge; both are part of the width.
    pub out: (Len, Len),
    /// How far its spaces were stretched (positive) or shrunk (negative), in thousandths of
    /// what they can give; 0 for lines that are not justified.
    pub ratio: i32,
    /// Whether it runs up the page from its place, turned by a right angle, as the lines of a
    /// table do that is too wide for the page.
    pub turned: bool,
    /// How many bytes of the text at its place in the source come before it.
    pub from: u32,
    /// The runs, from left to right.
    pub runs: Vec<Run>,
}

/// Glyphs of one face, size and colour. Together its glyphs' texts are `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Distance of its origin from the line's left end.
    pub x: Len,
    /// How far its baseline is raised above the line's.
    pub rise: Len,
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Len,
    /// How wide its letters are drawn, in thousandths of their own width; the advances of
    /// its glyphs have it already.
    pub stretch: i32,
    /// The colour.
    pub ink: Ink,
    /// The node it belongs to; `None` for furniture.
    pub node: Option<NodeId>,
    /// What a reader gets when copying: letters for ligatures and small capitals, U+00AD
    /// for a hyphen that the typesetter added at the line's end.
    pub text: String,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
}

/// One glyph. Lengths are counts of 1/65536 pt at the run's size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How many bytes of the run's text it stands for; 0 for the later glyphs of a cluster.
    pub bytes: u16,
    /// How far the pen moves on, justification included.
    pub advance: i32,
    /// How far it is drawn to the right of the pen.
    pub dx: i32,
    /// How far it is drawn above the pen.
    pub dy: i32,
}

/// A colour of the theme: stated once, as its tint of black or as its own colour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ink {
    /// A tint of black in thousandths: 1000 is black.
    Black(u16),
    /// sRGB and the CMYK (in percent) it prints as.
    Colour {
        /// Red, green, blue.
        rgb: [u8; 3],
        /// Cyan, magenta, yellow, black.
        cmyk: [u8; 4],
    },
}

/// Where a click goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// A place in the book.
    Inside(DestinationId),
    /// An address.
    Outside(String),
}

/// A place on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Destination {
    /// The page, from 0.
    pub page: usize,
    /// How many places come before it on that page, in reading order.
    pub order: u32,
    /// The place on it.
    pub at: Point,
}

/// One entry of the outline.
#[derive(Clone, PartialEq, Debug)]
pub struct OutlineItem {
    /// The words.
    pub title: String,
    /// Where it goes.
    pub to: DestinationId,
    /// What lies below it.
    pub children: Vec<OutlineItem>,
}

impl Folio {
    /// The number as printed.
    pub fn label(self) -> String {
        match self.style {
            FolioStyle::Arabic => self.number.to_string(),
            FolioStyle::Roman => roman(self.number),
        }
    }
}

fn roman(mut number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, letters) in VALUES {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}
