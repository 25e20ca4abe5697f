//! Pages as a compositor would read them: the snapshots that hold the layout still.

use std::fmt::Write;

use super::{LineRole, Mark, Page, Pages, Side};

/// One line of text for each line of the pages; lengths in pt with two digits, what spaces
/// of a line give in parts of what they can, widened letters in per cent; for each page what
/// it cost to end it there.
///
/// ```text
/// page 5 recto "3" 419.53×595.28
///   head   59.53,34.00    The house
///   line   59.53,67.00    w277.80 r+0.12  Call me Ishmael. Some years ago—never mind
/// ```
pub fn dump(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let side = match page.side {
            Side::Recto => "recto",
            Side::Verso => "verso",
        };
        let (size, label) = (pages.size, page.folio.label());
        let cost = match page.cost {
            0 => String::new(),
            cost => format!(" cost {cost}"),
        };
        let _ = writeln!(
            out,
            "page {} {side} \"{label}\" {}×{}{cost}",
            index + 1,
            size.width,
            size.height
        );
        dump_page(page, pages, &mut out);
    }
    out
}

fn dump_page(page: &Page, pages: &Pages, out: &mut String) {
    for placed in &page.placed {
        let (x, y) = (placed.at.x, placed.at.y);
        match &placed.mark {
            Mark::Line(line) => {
                let name = match line.role {
                    _ if line.turned => "turned",
                    LineRole::Body => "line",
                    LineRole::Note => "note",
                    LineRole::Head => "head",
                    LineRole::Folio => "folio",
                };
                let text: String =
                    line.runs.iter().map(|run| run.text.as_str()).collect();
                let text = text.replace('\u{ad}', "-");
                let ratio = f64::from(line.ratio) / 1000.0;
                let widened = line.runs.iter().find(|run| run.stretch != 1000);
                let widened = widened.map_or(String::new(), |run| {
                    format!(" e{:+.1}", f64::from(run.stretch - 1000) / 10.0)
                });
                let _ = writeln!(
                    out,
                    "  {name:<6} {x},{y}  w{} r{ratio:+.2}{widened}  {text}",
                    line.width
                );
            }
            Mark::Rule(size, _) => {
                let _ = writeln!(out, "  rule   {x},{y}  {}×{}", size.width, size.height);
            }
            Mark::Picture(id, size) => {
                let name = &pages.pictures[*id].name;
                let _ = writeln!(
                    out,
                    "  image  {x},{y}  {}×{}  {name}",
                    size.width, size.height
                );
            }
            // Links follow the text they cover; naming them would double every line.
            Mark::Link(..) => {}
        }
    }
}
