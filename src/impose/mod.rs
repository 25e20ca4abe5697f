//! Imposition: which page stands where on which sheet, so that the sheets, folded and cut,
//! are a booklet.
//!
//! A plan is arithmetic on page numbers, sheets are arithmetic on lengths, and neither knows
//! what is on the pages; one writer then lays the pages of any PDF on them.

mod carry;
mod error;
#[cfg(test)]
mod fold;
mod form;
mod leaf;
mod place;
mod plan;
mod scheme;
mod sheet;
#[cfg(test)]
mod tests;
mod weight;

pub use error::Error;
pub use place::{Imposed, impose};
pub use plan::{Cell, Plan, Sheet, Side, Spine};
pub use scheme::{Blanks, Scheme, Unfit};
pub use sheet::{Flip, Placement, Press, Sheets};
