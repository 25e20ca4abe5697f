//! What may be varied to make a book fit a number of pages. The search is not made here.

use crate::geom::Len;

/// The least and the most of each; what has no range stays as it is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Fit {
    /// The size of the text.
    pub size: Option<(Len, Len)>,
    /// The distance of its baselines.
    pub leading: Option<(Len, Len)>,
    /// All four margins, in thousandths of themselves.
    pub margins: Option<(u16, u16)>,
}
