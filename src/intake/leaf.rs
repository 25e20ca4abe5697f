//! The pages of a PDF as they are to be placed: what of them is printed, and what on it.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::annotation::{self, Annotation};
use super::error::Error;
use crate::geom::{Len, Size};

/// More pages than any booklet has.
const MOST_PAGES: usize = 20_000;
/// More streams than the pages of any booklet are made of.
const MOST_STREAMS: usize = 1_000_000;
/// More annotations than a page has.
const MOST_ANNOTATIONS: usize = 10_000;
/// How deep lists of streams are nested.
const MOST_LISTS: usize = 4;

/// The corners of a box: left, bottom, right, top in the units of its page.
pub(crate) type Area = [f64; 4];

/// A page as it is to be placed.
pub(crate) struct Leaf {
    /// Its object.
    pub id: ObjectId,
    /// All of it.
    pub media: Area,
    /// What of it viewers show, where it says so.
    pub crop: Option<Area>,
    /// What of it is left when it is trimmed.
    pub trim: Area,
    /// What of it is printed: the trim, and the bleed around it.
    pub bleed: Area,
    /// By how many quarters it is turned to the right when it is shown.
    pub quarters: i64,
    /// How many points its unit is.
    pub unit: f64,
    /// The streams that draw it, in order.
    pub streams: Vec<ObjectId>,
    /// What is printed over them.
    pub annotations: Vec<Annotation>,
    /// What they use.
    pub resources: Option<ObjectId>,
    /// How it is blended with what it is laid on.
    pub group: Option<Object>,
}

/// What a page has from the branches of the tree above it.
#[derive(Clone, Copy, Default)]
struct Inherited {
    media: Option<Area>,
    crop: Option<Area>,
    turned: f64,
    resources: Option<Resources>,
}

/// Where the resources of a page are.
#[derive(Clone, Copy)]
enum Resources {
    /// An object of their own.
    Own(ObjectId),
    /// In the dictionary of a page, or of a branch.
    Within(ObjectId),
}

/// The tree of the pages of a PDF, walked.
pub(crate) struct Tree {
    /// The pages in order.
    pub leaves: Vec<Leaf>,
    /// The objects of the pages and of the branches that hold them.
    pub objects: BTreeSet<ObjectId>,
}

/// Reads the pages.
///
/// # Errors
/// When there are too many, they hold one another, or one of them has no size or is damaged.
pub(crate) fn read(pdf: &mut Document) -> Result<Tree, Error> {
    let root = pdf.catalog().and_then(|catalog| catalog.get(b"Pages"));
    let root = root.and_then(Object::as_reference).ok();
    let mut branches = BTreeSet::new();
    let mut pages = Vec::new();
    // What is still to be walked, the next at the end.
    let mut ahead: Vec<(ObjectId, Inherited)> = Vec::new();
    ahead.extend(root.map(|root| (root, Inherited::default())));
    while let Some((id, above)) = ahead.pop() {
        let Ok(node) = pdf.get_dictionary(id) else { continue };
        let here = above.and(pdf, node, id);
        let kids = node.get_deref(b"Kids", pdf).and_then(Object::as_array);
        match kids {
            Ok(kids) if !node.has_type(b"Page") => {
                if !branches.insert(id) {
                    return Err(Error::Circle);
                }
                let kids = kids.iter().rev().filter_map(|kid| kid.as_reference().ok());
                ahead.extend(kids.map(|kid| (kid, here)));
                if ahead.len() > MOST_PAGES * 2 {
                    return Err(Error::Pages(MOST_PAGES));
                }
            }
            Ok(_) | Err(_) if Some(id) == root => {}
            Ok(_) | Err(_) => pages.push((id, here)),
        }
        if pages.len() > MOST_PAGES {
            return Err(Error::Pages(MOST_PAGES));
        }
    }
    let mut within = BTreeMap::new();
    let mut streams = 0;
    let mut leaves = Vec::with_capacity(pages.len());
    for (index, (id, above)) in pages.iter().enumerate() {
        let mut leaf = Leaf::of(pdf, *id, above, index + 1)?;
        streams += leaf.streams.len() + leaf.annotations.len();
        if streams > MOST_STREAMS {
            return Err(Error::Large);
        }
        leaf.resources = above.resources.and_then(|resources| match resources {
            Resources::Own(id) => Some(id),
            // Once, whatever the number of pages that share them.
            Resources::Within(owner) => within.get(&owner).copied().or_else(|| {
                let own = pdf.get_dictionary(owner).ok()?.get(b"Resources").ok()?.clone();
                let id = pdf.add_object(own);
                within.insert(owner, id);
                Some(id)
            }),
        });
        leaves.push(leaf);
    }
    branches.extend(leaves.iter().map(|leaf| leaf.id));
    Ok(Tree { leaves, objects: branches })
}

impl Inherited {
    /// What comes to it in a node of the tree.
    fn and(self, pdf: &Document, node: &Dictionary, id: ObjectId) -> Inherited {
        let area = |name: &[u8]| area(pdf, node.get_deref(name, pdf).ok()?);
        let turned = node.get_deref(b"Rotate", pdf).ok().and_then(number);
        let resources = match node.get(b"Resources") {
            Ok(Object::Reference(id)) => Some(Resources::Own(*id)),
            Ok(_) => Some(Resources::Within(id)),
            Err(_) => None,
        };
        Inherited {
            media: area(b"MediaBox").or(self.media),
            crop: area(b"CropBox").or(self.crop),
            turned: turned.unwrap_or(self.turned),
            resources: resources.or(self.resources),
        }
    }
}

impl Leaf {
    fn of(
        pdf: &Document,
        id: ObjectId,
        above: &Inherited,
        page: usize,
    ) -> Result<Leaf, Error> {
        let node = pdf.get_dictionary(id).map_err(|_| Error::NoSize(page))?;
        let own = |name: &[u8]| area(pdf, node.get_deref(name, pdf).ok()?);
        // What lies beyond the medium cannot be printed (ISO 32000-1, 14.11.2).
        let media = above.media.or(above.crop).ok_or(Error::NoSize(page))?;
        let within = |area: Option<Area>| area.and_then(|area| common(area, media));
        let seen = within(above.crop).unwrap_or(media);
        let trim = within(own(b"TrimBox")).unwrap_or(seen);
        let bleed = within(own(b"BleedBox")).map_or(trim, |bleed| around(bleed, trim));
        let unit = node.get_deref(b"UserUnit", pdf).ok().and_then(number);
        let unit = unit.filter(|unit| (0.01..=100.0).contains(unit)).unwrap_or(1.0);
        let mut streams = Vec::new();
        if let Ok(contents) = node.get(b"Contents") {
            collect(pdf, contents, MOST_LISTS, &mut streams)
                .ok_or(Error::Damaged(page))?;
        }
        Ok(Leaf {
            id,
            media,
            crop: above.crop,
            trim,
            bleed,
            quarters: ((above.turned / 90.0).round() as i64).rem_euclid(4),
            unit,
            streams,
            annotations: annotation::printed(pdf, node, MOST_ANNOTATIONS),
            resources: None,
            group: node.get_deref(b"Group", pdf).ok().cloned(),
        })
    }

    /// How large it is as it is read.
    pub fn size(&self) -> Size {
        let [left, bottom, right, top] = self.trim.map(|side| side * self.unit);
        let (width, height) = (Len::from_pt(right - left), Len::from_pt(top - bottom));
        match self.quarters % 2 {
            0 => Size { width, height },
            _ => Size { width: height, height: width },
        }
    }

    /// How far the bleed reaches beyond the trim, at the side where it reaches farthest.
    pub fn bled(&self) -> Len {
        let pairs = self.bleed.iter().zip(&self.trim);
        let most = pairs.map(|(bleed, trim)| (bleed - trim).abs()).fold(0.0, f64::max);
        Len::from_pt(most * self.unit)
    }

    /// The matrix that brings it upright and to its size in points, the lower left corner of
    /// its trim to the origin.
    pub fn upright(&self) -> [f64; 6] {
        let [left, bottom, right, top] = self.trim;
        let matrix = match self.quarters {
            1 => [0.0, -1.0, 1.0, 0.0, -bottom, right],
            2 => [-1.0, 0.0, 0.0, -1.0, right, top],
            3 => [0.0, 1.0, -1.0, 0.0, top, -left],
            _ => [1.0, 0.0, 0.0, 1.0, -left, -bottom],
        };
        matrix.map(|part| part * self.unit)
    }
}

/// Collects the streams of a page; `None` if one is listed as an object that could not be
/// read. One that is not listed at all is an empty one (ISO 32000-1, 7.3.10).
fn collect(
    pdf: &Document,
    contents: &Object,
    lists: usize,
    streams: &mut Vec<ObjectId>,
) -> Option<()> {
    match contents {
        Object::Reference(id) => match pdf.objects.get(id) {
            Some(Object::Stream(_)) => streams.push(*id),
            Some(other) if lists > 0 => collect(pdf, other, lists - 1, streams)?,
            Some(_) => return None,
            None if pdf.reference_table.get(id.0).is_some() => return None,
            None => {}
        },
        Object::Array(items) => {
            for item in items {
                if lists == 0 || streams.len() > MOST_STREAMS {
                    return None;
                }
                collect(pdf, item, lists - 1, streams)?;
            }
        }
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Dictionary(_)
        | Object::Stream(_) => {}
    }
    Some(())
}

pub(crate) fn number(object: &Object) -> Option<f64> {
    let number = f64::from(object.as_float().ok()?);
    number.is_finite().then_some(number)
}

/// A box, its corners in order; `None` if nothing is in it or it is beyond what a page can be
/// (ISO 32000-1, annex C: 14,400 units).
pub(crate) fn area(pdf: &Document, object: &Object) -> Option<Area> {
    let corners = object.as_array().ok()?.iter();
    let corners: Option<Vec<f64>> = corners
        .map(|corner| pdf.dereference(corner).ok().and_then(|(_, object)| number(object)))
        .collect();
    let &[a, b, c, d] = corners?.as_slice() else { return None };
    sized([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn sized(area: Area) -> Option<Area> {
    let [left, bottom, right, top] = area;
    let side = 1.0..=14_400.0;
    (side.contains(&(right - left)) && side.contains(&(top - bottom))).then_some(area)
}

/// What two boxes have in common.
fn common(one: Area, other: Area) -> Option<Area> {
    let ([a, b, c, d], [e, f, g, h]) = (one, other);
    sized([a.max(e), b.max(f), c.min(g), d.min(h)])
}

/// A box that has another within it.
fn around(one: Area, other: Area) -> Area {
    let ([a, b, c, d], [e, f, g, h]) = (one, other);
    [a.min(e), b.min(f), c.max(g), d.max(h)]
}
