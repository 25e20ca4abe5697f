//! Imposition: which page stands where on which sheet, so that the sheets, folded and cut,
//! are a booklet.
//!
//! A plan is arithmetic on page numbers, sheets are arithmetic on lengths, and neither knows
//! what is on the pages; one writer then lays the pages of any PDF on them.

mod advice;
mod annotation;
mod carry;
mod draw;
mod error;
#[cfg(test)]
mod fold;
pub(crate) mod form;
pub(crate) mod leaf;
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
mod weight;

pub use advice::Caution;
pub use error::Error;
pub(crate) use form::unpack;
pub use marks::Mark;
pub(crate) use place::read;
pub use place::{Imposed, Job, Mixed, impose};
pub use plan::{Cell, Collation, Line, Plan, Sheet, Side, Spine};
pub use press::{Flip, Hand, Press};
pub use scheme::{Blanks, Scheme, Unfit};
pub use sheet::{Block, Formats, Placement, Printed, Sheets};
