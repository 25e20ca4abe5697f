//! Annotations that are printed with their page: stamps, filled fields, remarks. Links and
//! what is for the screen alone stay behind.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::leaf::{Area, area, number};

/// How an annotation looks, and where.
#[derive(Clone, Copy)]
pub(crate) struct Annotation {
    /// The form that draws it.
    pub form: ObjectId,
    /// How far that is stretched, and moved, to its place on the page.
    pub scale: (f64, f64),
    /// Where to, in the units of the page.
    pub to: (f64, f64),
}

/// Flags of an annotation (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// The annotations of a page that are printed, at most so many.
pub(crate) fn printed(pdf: &Document, page: &Dictionary, most: usize) -> Vec<Annotation> {
    let all = page.get_deref(b"Annots", pdf).and_then(Object::as_array);
    let all = all.map(Vec::as_slice).unwrap_or_default().iter().take(most);
    all.filter_map(|annotation| {
        let (_, annotation) = pdf.dereference(annotation).ok()?;
        read(pdf, annotation.as_dict().ok()?)
    })
    .collect()
}

fn read(pdf: &Document, annotation: &Dictionary) -> Option<Annotation> {
    let kind = annotation.get_deref(b"Subtype", pdf).and_then(Object::as_name);
    if matches!(kind, Ok(b"Link" | b"Popup")) {
        return None;
    }
    let flags = annotation.get_deref(b"F", pdf).and_then(Object::as_i64).unwrap_or(0);
    if flags & PRINTED == 0 || flags & HIDDEN != 0 {
        return None;
    }
    let looks = annotation.get_deref(b"AP", pdf).and_then(Object::as_dict).ok()?;
    let normal = looks.get(b"N").ok()?;
    // One for each state, of what has several.
    let normal = match pdf.dereference(normal).ok()?.1.as_dict() {
        Ok(states) => {
            let state = annotation.get_deref(b"AS", pdf).and_then(Object::as_name);
            states.get(state.ok()?).ok()?
        }
        Err(_) => normal,
    };
    let form = normal.as_reference().ok()?;
    let drawn = pdf.get_object(form).and_then(Object::as_stream).ok()?;
    let place = area(pdf, annotation.get_deref(b"Rect", pdf).ok()?)?;
    let own = area(pdf, drawn.dict.get_deref(b"BBox", pdf).ok()?)?;
    let matrix = drawn.dict.get_deref(b"Matrix", pdf).and_then(Object::as_array);
    let matrix: Vec<f64> = match matrix {
        Ok(parts) => parts.iter().filter_map(number).collect(),
        Err(_) => Vec::new(),
    };
    let [left, bottom, right, top] = match matrix[..] {
        [a, b, c, d, e, f] => bounds(own, [a, b, c, d, e, f])?,
        _ => own,
    };
    // Its own box, as its matrix leaves it, is fitted to its place (ISO 32000-1, 12.5.5).
    let scale =
        ((place[2] - place[0]) / (right - left), (place[3] - place[1]) / (top - bottom));
    let to = (place[0] - left * scale.0, place[1] - bottom * scale.1);
    Some(Annotation { form, scale, to })
}

/// The upright box around one that is moved by a matrix; `None` if nothing is left of it.
fn bounds(area: Area, matrix: [f64; 6]) -> Option<Area> {
    let [left, bottom, right, top] = area;
    let [a, b, c, d, e, f] = matrix;
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)];
    let moved = corners.map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let least =
        |of: fn(&(f64, f64)) -> f64| moved.iter().map(of).fold(f64::MAX, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| moved.iter().map(of).fold(f64::MIN, f64::max);
    let area = [least(|at| at.0), least(|at| at.1), most(|at| at.0), most(|at| at.1)];
    (area[2] - area[0] > 0.01 && area[3] - area[1] > 0.01).then_some(area)
}
