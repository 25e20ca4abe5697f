//! Pages of any PDF onto sheets.

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};
use uuid::Uuid;

use super::carry::carry;
use super::error::Error;
use super::plan::{Line, Plan};
use super::press::{Flip, Hand, Press};
use super::scheme::{Blanks, Scheme};
use super::sheet::{Block, Formats, Printed, SAME, Sheets};
use super::{circle, draw, form, ink};
use crate::geom::{Len, Size};
use crate::intake::{self, Leaf, Tree};

/// By how much, in points, boxes that were written may differ from those that were laid out.
const NEAR: f64 = 0.1;

/// What is to be laid on sheets, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Job {
    /// How pages lie on the sheets.
    pub scheme: Scheme,
    /// Where empty pages go.
    pub blanks: Blanks,
    /// What becomes of pages of several sizes.
    pub mixed: Mixed,
    /// How they are printed.
    pub press: Press,
}

/// What becomes of pages of several sizes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mixed {
    /// They are refused.
    Refused,
    /// They stand in the middle of cells that have room for the largest.
    Centred,
}

/// Sheets, ready to be printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imposed {
    /// The PDF; of a printer that prints one side at a time, that of the fronts.
    pub bytes: Vec<u8>,
    /// The PDF of the backs, for such a printer.
    pub backs: Option<Vec<u8>>,
    /// How many pages they were made of.
    pub pages: usize,
    /// How many empty ones were added.
    pub blanks: usize,
    /// How many sheets of paper it takes.
    pub sheets: usize,
    /// Whether they are printed on both sides.
    pub two_sided: bool,
    /// The paper as it lies.
    pub paper: Size,
    /// How many pages stand side by side on it, and how many below one another.
    pub cells: (usize, usize),
    /// How large pages are printed, in thousandths of their size.
    pub scale: i64,
    /// How the printer is to turn sheets.
    pub flip: Flip,
    /// How far pages move toward the spine, from the outermost sheet of a signature to the
    /// innermost; empty where nothing is trimmed or bound.
    pub creep: Vec<Len>,
    /// Whether marks were asked for and the paper has no room for any.
    pub no_room: bool,
    /// Whether some of the bleed is lost between pages for want of room.
    pub bleed_lost: bool,
    /// The first page, counted from 1, with a drawing that draws itself.
    pub circle: Option<usize>,
}

/// Lays the pages of a PDF on sheets.
///
/// # Errors
/// When it is no PDF, encrypted, or its pages do not suit the scheme.
pub fn impose(bytes: &[u8], job: &Job) -> Result<Imposed, Error> {
    let mut pdf = intake::open(bytes)?;
    let Tree { leaves, objects } = intake::read(&mut pdf)?;
    let sizes: Vec<Size> = leaves.iter().map(Leaf::size).collect();
    let first = sizes.first().copied().unwrap_or_default();
    let scheme = match first.width > first.height {
        true => job.scheme.for_wide(),
        false => job.scheme,
    };
    let plan = Plan::new(scheme, leaves.len(), job.blanks).map_err(Error::Unfit)?;
    match job.mixed {
        Mixed::Refused => alike(&plan, &sizes)?,
        Mixed::Centred => {}
    }
    let bleeds = leaves.iter().map(Leaf::bled);
    let bleed = match scheme {
        // Nothing is cut off: the pages are read as they lie.
        Scheme::NUp { .. } => Len::ZERO,
        Scheme::Saddle
        | Scheme::Signatures { .. }
        | Scheme::Folded { .. }
        | Scheme::CutAndStack { .. }
        | Scheme::Zine
        | Scheme::LetterFold
        | Scheme::ZFold => bleeds.max().unwrap_or_default(),
    };
    let sheets = Sheets::new(&plan, Formats { sizes: &sizes, bleed }, &job.press);
    let forms = form::forms(&mut pdf, &leaves)?;
    let marked = sheets.sides.iter().any(|side| !side.marks.is_empty());
    let ink = if marked { ink::of_marks(&mut pdf, &leaves) } else { None };
    let two_sided = plan.is_two_sided();
    let mut draw = |pdf: &mut Document, tree, side: &Printed| {
        Object::Reference(draw::page(pdf, tree, side, &sheets, &leaves, &forms, ink))
    };
    let circle = circle::page(&pdf, &leaves);
    let paper = sheets.paper;
    let (bytes, backs) = match job.press.hand.filter(|_| two_sided) {
        None => {
            let sides = sheets.sides.iter();
            let catalog = catalog(&mut pdf, sides, &mut draw, duplex(two_sided, &sheets));
            let sides = sheets.sides.iter();
            (written(carry(pdf, catalog, &objects), sides, paper)?, None)
        }
        Some(hand) => {
            let fronts = || sheets.sides.iter().filter(|side| !side.back);
            let front = catalog(&mut pdf, fronts(), &mut draw, SIMPLEX);
            let backs = backs(&sheets.sides, hand);
            let back = catalog(&mut pdf, backs.iter(), &mut draw, SIMPLEX);
            let front = written(carry(pdf.clone(), front, &objects), fronts(), paper)?;
            let back = written(carry(pdf, back, &objects), backs.iter(), paper)?;
            (front, Some(back))
        }
    };
    let creep = job.press.creep.filter(|_| plan.across.contains(&Line::Fold));
    let creep = creep
        .map(|thick| (0..=plan.deepest()).map(|depth| thick * depth as i64).collect());
    Ok(Imposed {
        bytes,
        backs,
        pages: leaves.len(),
        blanks: plan.blanks,
        sheets: plan.sheets.len(),
        two_sided,
        paper: sheets.paper,
        cells: (plan.columns(), plan.rows()),
        scale: sheets.scale,
        flip: sheets.flip,
        creep: creep.unwrap_or_default(),
        no_room: sheets.no_room,
        bleed_lost: sheets.bleed_lost,
        circle,
    })
}

/// Refuses pages that are not as large as the first. Those of a panel that is tucked in may be
/// narrower.
fn alike(plan: &Plan, sizes: &[Size]) -> Result<(), Error> {
    let first = sizes.first().copied().unwrap_or_default();
    for (page, size) in sizes.iter().enumerate() {
        let tucked = plan.tucked && matches!(page, 3 | 4) && size.width < first.width;
        let wide = (size.width - first.width).abs() > SAME && !tucked;
        if wide || (size.height - first.height).abs() > SAME {
            return Err(Error::Mixed { page: page + 1, size: *size, first });
        }
    }
    Ok(())
}

/// The backs in the order in which a printer meets the sheets again: one of every sheet, if
/// only an empty one.
fn backs(sides: &[Printed], hand: Hand) -> Vec<Printed> {
    let mut backs: Vec<Printed> = Vec::new();
    for side in sides {
        match backs.last_mut() {
            Some(last) if side.back => *last = side.clone(),
            Some(_) | None => backs.push(Printed {
                placed: Vec::new(),
                marks: Vec::new(),
                back: true,
                ..*side
            }),
        }
    }
    match hand {
        Hand::AsItCame => backs.reverse(),
        Hand::TurnedOver => {}
    }
    backs
}

/// Printing on one side (ISO 32000-1, table 150).
const SIMPLEX: &str = "Simplex";

/// What is asked of the printer (ISO 32000-1, table 150).
fn duplex(two_sided: bool, sheets: &Sheets) -> &'static str {
    match (two_sided, sheets.flip) {
        (false, Flip::Long | Flip::Short) => SIMPLEX,
        (true, Flip::Long) => "DuplexFlipLongEdge",
        (true, Flip::Short) => "DuplexFlipShortEdge",
    }
}

/// The catalogue of sides. What belonged to the pages (links, outline, tags, scripts, forms)
/// is left out; it says how the sheets want to be printed.
fn catalog<'s>(
    pdf: &mut Document,
    sides: impl Iterator<Item = &'s Printed>,
    draw: &mut dyn FnMut(&mut Document, ObjectId, &Printed) -> Object,
    duplex: &str,
) -> ObjectId {
    let tree = pdf.new_object_id();
    let kids: Vec<Object> = sides.map(|side| draw(pdf, tree, side)).collect();
    let count = kids.len() as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    pdf.objects.insert(tree, Object::Dictionary(pages));
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "ViewerPreferences" => dictionary! {
            "PrintScaling" => "None",
            "Duplex" => duplex,
            "PickTrayByPDFSize" => true,
        },
    };
    // Which layers are seen, and what colours mean, is part of what pages look like.
    for key in ["OCProperties", "OutputIntents"] {
        if let Ok(value) = pdf.catalog().and_then(|old| old.get(key.as_bytes())) {
            catalog.set(key, value.clone());
        }
    }
    pdf.add_object(catalog)
}

/// Sheets of a book are that book to all who ask for its permanent identifier, and a file of their own
/// (ISO 32000-1, 14.4).
fn identify(pdf: &mut Document, sheets: &str) {
    let Ok(id) = pdf.trailer.get(b"ID").and_then(Object::as_array) else { return };
    let [first, last] = &id[..] else { return };
    let pages = last.as_str().unwrap_or_default();
    let name = [pages, b" on ", sheets.as_bytes()].concat();
    let own = Uuid::new_v5(&Uuid::NAMESPACE_OID, &name);
    let own = Object::String(own.as_bytes().to_vec(), StringFormat::Hexadecimal);
    let both = vec![first.clone(), own];
    pdf.trailer.set("ID", both);
}

/// The file of sides, proved: whatever was mended in what was read, it is read again, and has
/// these sides with their boxes.
fn written<'s>(
    mut pdf: Document,
    sides: impl Iterator<Item = &'s Printed> + Clone,
    paper: Size,
) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let back = sides.clone().all(|side| side.back);
    identify(&mut pdf, &format!("{} {paper:?} {back}", sides.clone().count()));
    let unread = |error: std::io::Error| intake::Error::Unreadable(error.to_string());
    pdf.save_to(&mut out).map_err(unread)?;
    drop(pdf);
    let mut read = intake::open(&out)?;
    let leaves = intake::read(&mut read)?.leaves;
    let near = |a: f64, b: Len| (a - b.to_pt()).abs() < NEAR;
    let is_side = |leaf: &Leaf, side: &Printed| {
        let [left, bottom, right, top] = leaf.media;
        let whole = near(right - left, paper.width) && near(top - bottom, paper.height);
        let [left, bottom, right, top] = leaf.trim;
        let Block { from, to } = side.trim;
        // What reaches beyond the paper ends there.
        let within = |at: Len, end: Len| at.clamp(Len::ZERO, end);
        whole
            && near(left, within(from.x, paper.width))
            && near(bottom, within(from.y, paper.height))
            && near(right, within(to.x, paper.width))
            && near(top, within(to.y, paper.height))
            && leaf.streams.len() == 1
    };
    let mut count = 0;
    let same = sides.zip(&leaves).all(|(side, leaf)| {
        count += 1;
        is_side(leaf, side)
    });
    if same && count == leaves.len() { Ok(out) } else { Err(Error::Unproved) }
}
