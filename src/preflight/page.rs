//! Pages: how many, how large, and what lies at their edges.

use lopdf::{Dictionary, Object};

use super::content::Page;
use super::{Checked, Measured, Rule};
use crate::diag::Severity;
use crate::geom::{Len, Size};
use crate::intake::{self, Area, Leaf};
use crate::printer::Stated;

/// By how much sizes may differ and edges be missed: half a point.
const ABOUT: Len = Len::raw(Len::PT.count() / 2);
const NEAR: f64 = 0.5;

impl Checked<'_> {
    /// Checks the number of pages, their sizes and boxes.
    pub(super) fn pages(&mut self, leaves: &[Leaf]) {
        let count = leaves.len() as u32;
        let printer = self.printer;
        if leaves.is_empty() {
            self.report.find(Rule::PageCount, None, "the file has no pages".to_string());
        }
        if let Some(fewest) =
            printer.fewest_pages.as_ref().filter(|few| count < few.value)
        {
            let what = format!("{}; {} are the fewest", told(count), fewest.value);
            self.report.find(Rule::PageCount, None, what + &origin(fewest));
        }
        if let Some(most) = printer.most_pages.as_ref().filter(|most| count > most.value)
        {
            let what = format!("{}; {} are the most", told(count), most.value);
            self.report.find(Rule::PageCount, None, what + &origin(most));
        }
        // What an office printer is given it prints; a booklet's pages are made up when they are
        // laid on sheets.
        let office = printer.is_office();
        let multiple = printer.page_multiple.as_ref().filter(|_| !office);
        let multiple = multiple.filter(|of| !count.is_multiple_of(of.value.max(1)));
        if let Some(multiple) = multiple {
            let what =
                format!("{}; it must be a multiple of {}", told(count), multiple.value);
            self.report.find_as(Rule::PageCount, sure(multiple), None, what);
        }
        let first = leaves.first().map(Leaf::size).unwrap_or_default();
        for (index, leaf) in leaves.iter().enumerate() {
            let (page, size) = (Some(index + 1), leaf.size());
            if !office && !alike(size, first) {
                let what = format!("{}, and page 1 is {}", mm(size), mm(first));
                self.report.find(Rule::PageSizes, page, what);
            }
            let node = self.pdf.get_dictionary(leaf.id);
            let Ok(node) = node else { continue };
            if !office && !node.has(b"TrimBox") && !node.has(b"ArtBox") {
                let what = "no TrimBox says where the page is cut".to_string();
                self.report.find(Rule::TrimBox, page, what);
            }
            self.boxes(leaf, node, page);
            if let Some(smallest) = &printer.smallest
                && (size.width + ABOUT < smallest.value.width
                    || size.height + ABOUT < smallest.value.height)
            {
                let what =
                    format!("{}; {} is the smallest", mm(size), mm(smallest.value));
                self.report.find(Rule::PageSize, page, what + &origin(smallest));
            }
            if let Some(largest) = &printer.largest
                && (size.width - ABOUT > largest.value.width
                    || size.height - ABOUT > largest.value.height)
            {
                let what = format!("{}; {} is the largest", mm(size), mm(largest.value));
                self.report.find(Rule::PageSize, page, what + &origin(largest));
            }
            if let Some(sheet) = self.printer.sheet.as_ref().filter(|sheet| {
                let turned =
                    Size { width: sheet.value.height, height: sheet.value.width };
                ![sheet.value, turned].iter().any(|sheet| {
                    size.width - ABOUT <= sheet.width
                        && size.height - ABOUT <= sheet.height
                })
            }) {
                let what = format!("{}; the sheet is {}", mm(size), mm(sheet.value));
                self.report.find_as(Rule::PageSize, sure(sheet), page, what);
            }
            let notes = node.get_deref(b"Annots", self.pdf).and_then(Object::as_array);
            let notes = notes.map_or(&[][..], Vec::as_slice);
            let told = notes.iter().filter(|note| {
                let note =
                    self.pdf.dereference(note).and_then(|(_, note)| note.as_dict());
                // Marks and traps of the printer are made as annotations (ISO 32000-1, 14.11).
                note.is_ok_and(|note| {
                    let kind = note.get_deref(b"Subtype", self.pdf);
                    let kind = kind.and_then(Object::as_name);
                    !matches!(kind, Ok(b"PrinterMark" | b"TrapNet"))
                })
            });
            if !office && told.count() > 0 {
                let what = "links, remarks or form fields".to_string();
                self.report.find(Rule::Annotation, page, what);
            }
        }
    }

    /// Whether the boxes of a page lie in one another (ISO 32000-1, 14.11.2).
    fn boxes(&mut self, leaf: &Leaf, node: &Dictionary, page: Option<usize>) {
        let own = |name: &[u8]| {
            let stated = node.get_deref(name, self.pdf).ok()?;
            intake::area(self.pdf, stated)
        };
        let (trim, bleed) = (own(b"TrimBox"), own(b"BleedBox"));
        let mut found = Vec::new();
        if node.has(b"TrimBox") && trim.is_none() {
            found.push("the TrimBox holds nothing");
        }
        if trim.is_some_and(|trim| !holds(leaf.media, trim)) {
            found.push("the TrimBox reaches out of the MediaBox");
        }
        if let (Some(bleed), Some(trim)) = (bleed, trim)
            && !holds(bleed, trim)
        {
            found.push("the BleedBox does not hold the TrimBox");
        } else if bleed.is_some_and(|bleed| !holds(leaf.media, bleed)) {
            found.push("the BleedBox reaches out of the MediaBox");
        }
        if let (Some(crop), Some(trim)) = (leaf.crop, trim)
            && !holds(crop, trim)
        {
            found.push("the CropBox cuts into the TrimBox");
        }
        for what in found {
            self.report.find(Rule::Boxes, page, what.to_string());
        }
    }

    /// What lies at the edges of a page: whether it bleeds enough, and whether text keeps
    /// off.
    pub(super) fn edges(&mut self, page: &Page<'_>) {
        let (trim, bleed, unit) = (page.leaf.trim, page.leaf.bleed, page.leaf.unit);
        if let Some(wanted) = &self.printer.bleed {
            let wanted = wanted.value.to_pt();
            let fold = self.fold(page);
            let signs = [-1.0, -1.0, 1.0, 1.0];
            let mut least: Option<f64> = None;
            // Where a ground begins that bleeds along a whole side: what lies on it may end
            // wherever it does.
            let mut grounds: [Option<f64>; 4] = [None; 4];
            for extent in page.bled.iter().filter_map(|extent| extent.0) {
                for side in (0..4).filter(|side| fold != Some(*side)) {
                    let over = (extent[side] - trim[side]) * signs[side] * unit;
                    let room = (bleed[side] - trim[side]) * signs[side] * unit;
                    // What ends short of the edge, or far beyond it on a page with room.
                    if over < -NEAR || over.min(room) + NEAR >= wanted {
                        let (low, high) = ((side + 1) % 2, (side + 1) % 2 + 2);
                        let whole =
                            extent[low] <= trim[low] && extent[high] >= trim[high];
                        if over > 0.0 && whole {
                            let inner = extent[(side + 2) % 4] * signs[side];
                            let known = grounds[side].unwrap_or(inner);
                            grounds[side] = Some(known.min(inner));
                        }
                        continue;
                    }
                    if grounds[side]
                        .is_some_and(|from| extent[side] * signs[side] >= from)
                    {
                        continue;
                    }
                    let over = over.min(room).max(0.0);
                    least = Some(least.map_or(over, |least| least.min(over)));
                }
            }
            if let Some(least) = least {
                let mm = |points: f64| Len::from_pt(points).to_mm();
                let met = Measured {
                    by: mm(wanted - least),
                    what: format!(
                        "what reaches the edge goes {:.1} mm over it",
                        mm(least)
                    ),
                    asked: format!("{:.1} mm are asked for", mm(wanted)),
                    page: Some(page.number),
                };
                self.report.find_worst(Rule::Bleed, Rule::Bleed.severity(), "edge", met);
            }
        }
        let pages = self.report.pages as u32;
        // Office printers leave their edges white.
        let stated = self.printer.margin.as_ref().map(|margin| margin.value);
        let white = self.printer.unprinted.as_ref().map(|white| white.value);
        let margin = stated.or(white);
        let inner = self.printer.inner_margin(pages).map(|(inner, _)| inner);
        let fold = usize::from(page.number.is_multiple_of(2)) * 2;
        let sides = ["left", "bottom", "right", "top"];
        for (side, name) in sides.into_iter().enumerate() {
            // What is asked for at the fold may be more, and is told apart.
            let (wanted, kind) = match (side == fold, inner) {
                (true, Some(inner)) => (Some(inner), "fold"),
                (true, None) => (stated, "edge"),
                (false, _) => (margin, "edge"),
            };
            let Some(wanted) = wanted else { continue };
            let from = page.text[side];
            if from.is_finite() && Len::from_pt(from) + ABOUT < wanted {
                let from = Len::from_pt(from).to_mm();
                let met = Measured {
                    by: wanted.to_mm() - from,
                    what: format!("text {from:.1} mm from the {name} edge"),
                    asked: format!("{:.1} mm are asked for", wanted.to_mm()),
                    page: Some(page.number),
                };
                let severity = Rule::Margin.severity();
                self.report.find_worst(Rule::Margin, severity, kind, met);
            }
        }
    }

    /// The side of a page at the fold, where this printer wants no bleed: left of a recto.
    fn fold(&self, page: &Page<'_>) -> Option<usize> {
        let bleeds = self.printer.gutter_bleed.as_ref().is_none_or(|bleeds| bleeds.value);
        (!bleeds).then_some(if page.number.is_multiple_of(2) { 2 } else { 0 })
    }
}

/// How bad it is to break a rule: an error only where the value is certain.
pub(super) fn sure<T>(stated: &Stated<T>) -> Severity {
    if stated.unsure.is_some() { Severity::Warning } else { Severity::Error }
}

/// Where a limit was read which a build refuses to pass, certain or not, and whether it is certain.
fn origin<T>(stated: &Stated<T>) -> String {
    stated.origin().map(|origin| format!(" ({origin})")).unwrap_or_default()
}

/// Whether a box holds another, but for what nobody measures.
fn holds(outer: Area, inner: Area) -> bool {
    let ([a, b, c, d], [e, f, g, h]) = (outer, inner);
    [e - a, f - b, c - g, d - h].iter().all(|room| *room > -NEAR)
}

fn told(pages: u32) -> String {
    if pages == 1 { "1 page".into() } else { format!("{pages} pages") }
}

fn alike(one: Size, other: Size) -> bool {
    let near = |a: Len, b: Len| a - b < ABOUT && b - a < ABOUT;
    near(one.width, other.width) && near(one.height, other.height)
}

fn mm(size: Size) -> String {
    format!("{:.1} × {:.1} mm", size.width.to_mm(), size.height.to_mm())
}
