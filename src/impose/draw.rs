//! Sides of sheets as pages of a PDF.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::marks::{Mark, REGISTER_MM};
use super::sheet::{Block, Placement, Printed, Sheets, WHOLE};
use crate::geom::{Len, Point};
use crate::intake::Leaf;

/// How thick marks are, in points.
const HAIR: f64 = 0.25;
/// How far the handles of a curve lie out that is a quarter of a circle.
const ROUND: f64 = 0.5523;

/// A side of a sheet as a page of the tree; its marks in a colour of this space, or black.
pub(super) fn page(
    pdf: &mut Document,
    tree: ObjectId,
    side: &Printed,
    sheets: &Sheets,
    leaves: &[Leaf],
    forms: &[ObjectId],
    ink: Option<ObjectId>,
) -> ObjectId {
    let mut content = String::new();
    let mut names = Dictionary::new();
    for placed in &side.placed {
        if let (Some(leaf), Some(&form)) =
            (leaves.get(placed.page), forms.get(placed.page))
        {
            content.push_str(&placement(placed, leaf, sheets.scale));
            names.set(format!("P{}", placed.page), Object::Reference(form));
            for (index, annotation) in leaf.annotations.iter().enumerate() {
                let name = format!("P{}A{index}", placed.page);
                names.set(name, Object::Reference(annotation.form));
            }
        }
    }
    if !side.marks.is_empty() {
        let ink = if ink.is_some() { "/Marks CS 1 SCN" } else { "0 G" };
        content.push_str(&format!("q {ink} 0 g {HAIR} w\n"));
        side.marks.iter().for_each(|mark| content.push_str(&drawn(mark)));
        content.push_str("Q\n");
    }
    let content = pdf.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let size = [sheets.paper.width.to_pt() as f32, sheets.paper.height.to_pt() as f32];
    let media = vec![0.into(), 0.into(), size[0].into(), size[1].into()];
    let mut resources = dictionary! { "XObject" => names };
    if let Some(ink) = ink.filter(|_| !side.marks.is_empty()) {
        resources.set("ColorSpace", dictionary! { "Marks" => ink });
    }
    pdf.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => media,
        "TrimBox" => corners(side.trim, size),
        "BleedBox" => corners(side.bleed, size),
        "Resources" => resources,
        "Contents" => content,
    })
}

/// A box of a page of this size; an edge that is that of the paper is written as that is.
fn corners(Block { from, to }: Block, [width, height]: [f32; 2]) -> Vec<Object> {
    let within = |at: Len, end: f32| Object::Real((at.to_pt() as f32).clamp(0.0, end));
    vec![
        within(from.x, width),
        within(from.y, height),
        within(to.x, width),
        within(to.y, height),
    ]
}

/// A page at its place, within its cell.
fn placement(placed: &Placement, leaf: &Leaf, scale: i64) -> String {
    let scale = scale as f64 / WHOLE as f64;
    let (x, y) = (placed.at.x.to_pt(), placed.at.y.to_pt());
    let (factor, x, y) = match placed.turned {
        true => {
            let size = leaf.size();
            let (width, height) = (size.width.to_pt(), size.height.to_pt());
            (-scale, x + width * scale, y + height * scale)
        }
        false => (scale, x, y),
    };
    let page = placed.page;
    format!(
        "q {} re W n {factor:.4} 0 0 {factor:.4} {x:.3} {y:.3} cm /P{page} Do {}Q\n",
        rectangle(placed.clip),
        annotations(page, leaf)
    )
}

/// What is printed over a page, in the place where that is drawn.
fn annotations(page: usize, leaf: &Leaf) -> String {
    if leaf.annotations.is_empty() {
        return String::new();
    }
    let [a, b, c, d, e, f] = leaf.upright();
    let [left, bottom, right, top] = leaf.bleed;
    let mut out = format!(
        "{a} {b} {c} {d} {e:.3} {f:.3} cm {left:.3} {bottom:.3} {:.3} {:.3} re W n ",
        right - left,
        top - bottom
    );
    for (index, annotation) in leaf.annotations.iter().enumerate() {
        let ((width, height), (x, y)) = (annotation.scale, annotation.to);
        out.push_str(&format!(
            "q {width:.5} 0 0 {height:.5} {x:.3} {y:.3} cm /P{page}A{index} Do Q "
        ));
    }
    out
}

fn rectangle(block: Block) -> String {
    let Block { from, to } = block;
    format!(
        "{:.3} {:.3} {:.3} {:.3}",
        from.x.to_pt(),
        from.y.to_pt(),
        (to.x - from.x).to_pt(),
        (to.y - from.y).to_pt()
    )
}

fn drawn(mark: &Mark) -> String {
    let line = |Block { from, to }: Block| {
        format!(
            "{:.3} {:.3} m {:.3} {:.3} l S\n",
            from.x.to_pt(),
            from.y.to_pt(),
            to.x.to_pt(),
            to.y.to_pt()
        )
    };
    match *mark {
        Mark::Crop(block) => line(block),
        Mark::Fold(block) => format!("[3 2] 0 d {}[] 0 d\n", line(block)),
        Mark::Register(at) => register(at),
        Mark::Collation(block) => format!("{} re f\n", rectangle(block)),
    }
}

/// A cross whose arms reach out of a circle.
fn register(at: Point) -> String {
    let (x, y) = (at.x.to_pt(), at.y.to_pt());
    let arm = Len::from_mm(REGISTER_MM).to_pt();
    let r = arm * 0.6;
    let k = r * ROUND;
    let curve = |points: [f64; 6]| {
        let [a, b, c, d, e, f] = points;
        format!(
            "{:.3} {:.3} {:.3} {:.3} {:.3} {:.3} c ",
            x + a,
            y + b,
            x + c,
            y + d,
            x + e,
            y + f
        )
    };
    format!(
        "{:.3} {y:.3} m {}{}{}{}h {:.3} {y:.3} m {:.3} {y:.3} l {x:.3} {:.3} m {x:.3} {:.3} l S\n",
        x + r,
        curve([r, k, k, r, 0.0, r]),
        curve([-k, r, -r, k, -r, 0.0]),
        curve([-r, -k, -k, -r, 0.0, -r]),
        curve([k, -r, r, -k, r, 0.0]),
        x - arm,
        x + arm,
        y - arm,
        y + arm
    )
}
