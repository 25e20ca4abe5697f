//! Imposition: which page stands where on which sheet, so that the sheets, folded and cut,
//! are a booklet.
//!
//! A plan is arithmetic on page numbers, sheets are arithmetic on lengths, and neither knows
//! what is on the pages; one writer then lays the pages of any PDF on them.

mod advice;
mod carry;
mod circle;
mod draw;
mod error;
#[cfg(test)]
mod fold;
mod form;
mod ink;
mod leaflet;
mod loose;
mod marks;
mod place;
mod plan;
mod press;
mod scheme;
mod section;
mod sheet;
#[cfg(test)]
mod tests;

pub use advice::Caution;
pub use error::Error;
pub use marks::Mark;
pub use place::{Imposed, Job, Mixed, impose};
pub use plan::{Cell, Collation, Line, Plan, Sheet, Side, Spine};
pub use press::{Flip, Hand, Press};
pub use scheme::{Blanks, Scheme, Unfit};
pub use sheet::{Block, Formats, Placement, Printed, Sheets};
