//! The text of the pages, as a reader would copy it.

use super::{LineRole, Mark, Page};

/// The text of a page's lines in reading order, one line each, furniture left out. A line
/// that ends in U+00AD goes on in the next without a space.
pub fn page_text(page: &Page) -> String {
    let mut out = String::new();
    for placed in &page.placed {
        if let Mark::Line(line) = &placed.mark {
            match line.role {
                LineRole::Body | LineRole::Note => {
                    line.runs.iter().for_each(|run| out.push_str(&run.text));
                    out.push('\n');
                }
                LineRole::Head | LineRole::Folio => {}
            }
        }
    }
    out
}
