//! Pages of any PDF onto sheets.

use std::panic::catch_unwind;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary};

use super::carry::carry;
use super::error::Error;
use super::leaf::{self, Leaf, Tree};
use super::plan::Plan;
use super::scheme::{Blanks, Scheme};
use super::sheet::{Flip, Placement, Press, Sheets};
use super::{form, weight};
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
    let mut pdf = read(bytes)?;
    let Tree { leaves, objects } = leaf::read(&mut pdf)?;
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
    let forms = form::forms(&mut pdf, &leaves)?;
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
    let catalog = catalog(&mut pdf, tree, &plan, &sheets);
    let mut pdf = carry(pdf, catalog, &objects);
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

/// Reads a PDF, as far as its pages need it.
fn read(bytes: &[u8]) -> Result<Document, Error> {
    weight::check(bytes)?;
    let options = LoadOptions { filter: Some(without_tags), ..LoadOptions::default() };
    // A fault of the reader is one of the file.
    let read = catch_unwind(|| Document::load_mem_with_options(bytes, options));
    let pdf = match read {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(error)) => {
            return Err(Error::Unreadable(error.to_string().to_lowercase()));
        }
        Err(_) => return Err(Error::Unreadable("it is damaged".into())),
    };
    if pdf.is_encrypted() || pdf.was_encrypted() {
        return Err(Error::Encrypted);
    }
    Ok(pdf)
}

/// Leaves out the structure, which in a tagged book is most of all objects. The reader takes
/// what stands in a file by itself, never a copy of a stream.
fn without_tags(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    match object {
        Object::Dictionary(node) if node.has_type(b"StructElem") => None,
        Object::Stream(_) => Some((id, Object::Null)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Array(_)
        | Object::Dictionary(_)
        | Object::Reference(_) => Some((id, object.clone())),
    }
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

/// The catalogue of the sheets. What belonged to the pages (links, outline, tags, scripts,
/// forms) is left out; it says how the sheets want to be printed (ISO 32000-1, table 150).
fn catalog(pdf: &mut Document, tree: ObjectId, plan: &Plan, sheets: &Sheets) -> ObjectId {
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
    // Which layers are seen, and what colours mean, is part of what pages look like.
    for key in ["OCProperties", "OutputIntents"] {
        if let Ok(value) = pdf.catalog().and_then(|old| old.get(key.as_bytes())) {
            catalog.set(key, value.clone());
        }
    }
    pdf.add_object(catalog)
}
