//! Pages of any PDF onto sheets, as form XObjects (ISO 32000-1, 8.10): what is on them stays
//! what it is.

use std::fmt;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::plan::Plan;
use super::scheme::{Blanks, Scheme, Unfit};
use super::sheet::{Flip, Placement, Press, Sheets};
use crate::geom::{Len, Size};

/// Sheets, ready to be printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imposed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it was made of.
    pub pages: usize,
    /// How many empty ones were added.
    pub blanks: usize,
    /// How many sheets of paper it takes, and how many sides are printed.
    pub sheets: usize,
    /// How many sides are printed.
    pub sides: usize,
    /// The paper as it lies.
    pub paper: Size,
    /// How large pages are printed, in thousandths of their size.
    pub scale: i64,
    /// How the printer is to turn sheets.
    pub flip: Flip,
}

/// Why a PDF cannot be laid on sheets.
#[derive(Debug)]
pub enum Error {
    /// It cannot be read.
    Unreadable(String),
    /// It is encrypted.
    Encrypted,
    /// It has more pages than so many.
    Pages(usize),
    /// A page, counted from 1, has no size that can be printed.
    NoSize(usize),
    /// A page, counted from 1, is not as large as the first.
    Mixed {
        /// The page.
        page: usize,
        /// How large it is.
        size: Size,
        /// How large the first is.
        first: Size,
    },
    /// The scheme does not hold its pages.
    Unfit(Unfit),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mm = |size: &Size| {
            format!("{:.0} × {:.0} mm", size.width.to_mm(), size.height.to_mm())
        };
        match self {
            Error::Unreadable(why) => write!(f, "this PDF cannot be read: {why}"),
            Error::Encrypted => f.write_str("this PDF is encrypted"),
            Error::Pages(most) => write!(f, "this PDF has more than {most} pages"),
            Error::NoSize(page) => write!(f, "page {page} has no size"),
            Error::Mixed { page, size, first } => {
                write!(f, "page {page} is {} and page 1 {}", mm(size), mm(first))
            }
            Error::Unfit(Unfit::NoPages) => f.write_str("this PDF has no pages"),
            Error::Unfit(Unfit::TooMany(most)) => {
                write!(f, "this scheme holds {most} pages at the most")
            }
            Error::Unfit(Unfit::Signature(pages)) => {
                write!(f, "a signature of {pages} pages cannot be folded")
            }
            Error::Unfit(Unfit::Cells(most)) => {
                write!(
                    f,
                    "a sheet has 1 to {most} pages side by side and above one another"
                )
            }
        }
    }
}

impl std::error::Error for Error {}

/// More pages than any booklet has.
const MOST_PAGES: usize = 20_000;
/// How deep the tree of pages is followed for what a page inherits.
const MOST_PARENTS: usize = 64;
/// What sizes may differ by and still be the same.
const SAME: Len = Len::PT;

/// Lays the pages of a PDF on sheets.
///
/// # Errors
/// When it is no PDF, encrypted, or its pages do not suit the scheme.
pub fn impose(
    bytes: &[u8],
    scheme: Scheme,
    blanks: Blanks,
    press: &Press,
) -> Result<Imposed, Error> {
    let mut pdf = Document::load_mem(bytes)
        .map_err(|error| Error::Unreadable(error.to_string().to_lowercase()))?;
    if pdf.is_encrypted() || pdf.was_encrypted() {
        return Err(Error::Encrypted);
    }
    let ids: Vec<ObjectId> = pdf.page_iter().take(MOST_PAGES + 1).collect();
    if ids.len() > MOST_PAGES {
        return Err(Error::Pages(MOST_PAGES));
    }
    let mut leaves = Vec::with_capacity(ids.len());
    for (index, &id) in ids.iter().enumerate() {
        leaves.push(Leaf::of(&pdf, id).ok_or(Error::NoSize(index + 1))?);
    }
    let plan = Plan::new(scheme, leaves.len(), blanks).map_err(Error::Unfit)?;
    let first = leaves.first().map(Leaf::size).unwrap_or_default();
    for (index, leaf) in leaves.iter().enumerate() {
        let size = leaf.size();
        let other = (size.width - first.width).abs() > SAME
            || (size.height - first.height).abs() > SAME;
        if other {
            return Err(Error::Mixed { page: index + 1, size, first });
        }
    }
    let sheets = Sheets::new(&plan, first, press);
    let forms: Vec<ObjectId> = leaves.iter().map(|leaf| leaf.form(&mut pdf)).collect();
    let tree = pdf.new_object_id();
    let kids: Vec<Object> = sheets
        .sides
        .iter()
        .map(|side| {
            Object::Reference(draw(&mut pdf, tree, side, &sheets, &leaves, &forms))
        })
        .collect();
    let sides = kids.len();
    let count = sides as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    pdf.objects.insert(tree, Object::Dictionary(pages));
    finish(&mut pdf, tree, &plan, &sheets);
    let mut out = Vec::with_capacity(bytes.len() + sides * 512);
    pdf.save_to(&mut out).map_err(|error| Error::Unreadable(error.to_string()))?;
    Ok(Imposed {
        bytes: out,
        pages: leaves.len(),
        blanks: plan.blanks,
        sheets: plan.sheets.len(),
        sides,
        paper: sheets.paper,
        scale: sheets.scale,
        flip: sheets.flip,
    })
}

/// A page as it is to be placed.
struct Leaf {
    id: ObjectId,
    /// What of it is printed: the trim, else what is seen; left, bottom, right, top in points.
    area: [f64; 4],
    /// By how many quarters it is turned to the right when it is shown.
    quarters: i64,
    resources: Object,
}

impl Leaf {
    fn of(pdf: &Document, id: ObjectId) -> Option<Leaf> {
        let boxes = [&b"TrimBox"[..], b"CropBox", b"MediaBox"];
        let area = boxes.iter().find_map(|name| area(pdf, inherited(pdf, id, name)?))?;
        let turned = inherited(pdf, id, b"Rotate").and_then(number).unwrap_or(0.0);
        let quarters = ((turned / 90.0).round() as i64).rem_euclid(4);
        let resources = inherited(pdf, id, b"Resources").cloned();
        let resources = resources.unwrap_or_else(|| Dictionary::new().into());
        Some(Leaf { id, area, quarters, resources })
    }

    /// How large it is as it is read.
    fn size(&self) -> Size {
        let [left, bottom, right, top] = self.area;
        let (width, height) = (Len::from_pt(right - left), Len::from_pt(top - bottom));
        match self.quarters % 2 {
            0 => Size { width, height },
            _ => Size { width: height, height: width },
        }
    }

    /// The matrix that brings it upright, its lower left corner to the origin.
    fn upright(&self) -> [f64; 6] {
        let [left, bottom, right, top] = self.area;
        match self.quarters {
            1 => [0.0, -1.0, 1.0, 0.0, -bottom, right],
            2 => [-1.0, 0.0, 0.0, -1.0, right, top],
            3 => [0.0, 1.0, -1.0, 0.0, top, -left],
            _ => [1.0, 0.0, 0.0, 1.0, -left, -bottom],
        }
    }

    /// The page as a form XObject, clipped to what is printed.
    fn form(&self, pdf: &mut Document) -> ObjectId {
        let numbers = |numbers: &[f64]| -> Object {
            let real = |&number: &f64| Object::Real(number as f32);
            Object::Array(numbers.iter().map(real).collect())
        };
        let mut form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => numbers(&self.area),
            "Matrix" => numbers(&self.upright()),
            "Resources" => self.resources.clone(),
        };
        let page = pdf.get_dictionary(self.id);
        if let Ok(group) = page.and_then(|page| page.get(b"Group")) {
            form.set("Group", group.clone());
        }
        let contents = pdf.get_page_contents(self.id);
        let stream = match contents[..] {
            // As it was packed.
            [only] => pdf.get_object(only).and_then(Object::as_stream).ok().cloned(),
            _ => None,
        };
        let stream = match stream {
            Some(mut stream) => {
                stream.dict.extend(&form);
                stream
            }
            None => {
                let content = pdf.get_page_content(self.id).unwrap_or_default();
                let mut stream = Stream::new(form, content);
                // What cannot be packed stays as it is.
                let _ = stream.compress();
                stream
            }
        };
        pdf.add_object(stream)
    }
}

/// A value of a page, its own or that of the tree above it.
fn inherited<'p>(pdf: &'p Document, page: ObjectId, name: &[u8]) -> Option<&'p Object> {
    let mut dictionary = pdf.get_dictionary(page).ok()?;
    for _ in 0..MOST_PARENTS {
        if let Ok(value) = dictionary.get_deref(name, pdf) {
            return Some(value);
        }
        dictionary = dictionary.get_deref(b"Parent", pdf).ok()?.as_dict().ok()?;
    }
    None
}

fn number(object: &Object) -> Option<f64> {
    let number = f64::from(object.as_float().ok()?);
    number.is_finite().then_some(number)
}

/// A box of a page, its corners in order; `None` if nothing is in it or it is beyond what a
/// page can be (ISO 32000-1, annex C: 14,400 units).
fn area(pdf: &Document, object: &Object) -> Option<[f64; 4]> {
    let corners = object.as_array().ok()?.iter();
    let corners: Option<Vec<f64>> = corners
        .map(|corner| pdf.dereference(corner).ok().and_then(|(_, object)| number(object)))
        .collect();
    let &[a, b, c, d] = corners?.as_slice() else { return None };
    let [left, bottom, right, top] = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let side = 1.0..=14_400.0;
    let good = side.contains(&(right - left)) && side.contains(&(top - bottom));
    good.then_some([left, bottom, right, top])
}

/// A side of a sheet as a page.
fn draw(
    pdf: &mut Document,
    tree: ObjectId,
    side: &[Placement],
    sheets: &Sheets,
    leaves: &[Leaf],
    forms: &[ObjectId],
) -> ObjectId {
    let mut content = String::new();
    let mut names = Dictionary::new();
    for &Placement { page, at, turned } in side {
        let (Some(leaf), Some(&form)) = (leaves.get(page), forms.get(page)) else {
            continue;
        };
        let scale = sheets.scale as f64 / 1000.0;
        let size = leaf.size();
        let (x, y) = (at.x.to_pt(), at.y.to_pt());
        let (sign, x, y) = match turned {
            true => {
                let (width, height) = (size.width.to_pt(), size.height.to_pt());
                (-1.0, x + width * scale, y + height * scale)
            }
            false => (1.0, x, y),
        };
        let factor = sign * scale;
        content.push_str(&format!(
            "q {factor:.4} 0 0 {factor:.4} {x:.3} {y:.3} cm /P{page} Do Q\n"
        ));
        names.set(format!("P{page}"), Object::Reference(form));
    }
    let content = pdf.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let size = [sheets.paper.width.to_pt() as f32, sheets.paper.height.to_pt() as f32];
    let media = vec![0.into(), 0.into(), size[0].into(), size[1].into()];
    pdf.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => media,
        "Resources" => dictionary! { "XObject" => names },
        "Contents" => content,
    })
}

/// Puts the sheets in the place of the pages; what belonged to those (links, outline, tags,
/// scripts, forms) is left out. Says how they want to be printed (ISO 32000-1, table 150).
fn finish(pdf: &mut Document, tree: ObjectId, plan: &Plan, sheets: &Sheets) {
    let two_sided = plan.sheets.iter().any(|sheet| sheet.back.is_some());
    let duplex = match (two_sided, sheets.flip) {
        (false, Flip::Long | Flip::Short) => "Simplex",
        (true, Flip::Long) => "DuplexFlipLongEdge",
        (true, Flip::Short) => "DuplexFlipShortEdge",
    };
    debug_assert_eq!(sheets.sides.len(), plan.sides().count());
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "ViewerPreferences" => dictionary! {
            "PrintScaling" => "None",
            "Duplex" => duplex,
            "PickTrayByPDFSize" => true,
        },
    };
    // Which layers are seen is part of what pages look like.
    if let Ok(layers) = pdf.catalog().and_then(|old| old.get(b"OCProperties")) {
        catalog.set("OCProperties", layers.clone());
    }
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    pdf.prune_objects();
    pdf.renumber_objects();
}
