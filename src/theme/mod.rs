//! One design for both outputs: rules by role, from which the typesetter takes its
//! measures and the e-book its stylesheet.
//!
//! A theme states each property once, in relative units. [`Property`] is closed, and both
//! readers match it in full, so that nothing is dropped in silence.

mod builtin;
mod property;
mod role;
mod style;

pub use builtin::{builtin, builtin_names};
pub use property::{Align, Caps, Family, Figures, Property};
pub use role::Role;
pub use style::Style;

use std::collections::BTreeMap;

pub use crate::font::{Slant, Weight};
use crate::geom::{Len, Size};

/// A design.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The page.
    pub page: PageDesign,
    /// The families that [`Family`] names, as found among the fonts.
    pub families: Families,
    /// The size of the text.
    pub size: Len,
    /// The distance between its baselines: the unit of the grid.
    pub leading: Len,
    /// How articles follow one another.
    pub articles: Articles,
    /// How far down an article's title stands, in lines of the text.
    pub sink: u8,
    /// What stands in a scene break.
    pub ornament: String,
    /// The properties of each role, on top of what it inherits.
    pub rules: BTreeMap<Role, Vec<Property>>,
}

/// The size of the page and its margins; mirrored on left-hand pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageDesign {
    /// The trimmed size.
    pub size: Size,
    /// Toward the fold.
    pub inner: Len,
    /// Above the text.
    pub top: Len,
    /// Away from the fold.
    pub outer: Len,
    /// Below the text, at the least.
    pub bottom: Len,
}

/// The names of the font families.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Families {
    /// For text.
    pub serif: String,
    /// For what stands apart.
    pub sans: String,
    /// For code.
    pub mono: String,
}

/// How articles follow one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Articles {
    /// Each on a right-hand page.
    Recto,
    /// Each on a new page.
    NewPage,
    /// One after the other.
    RunOn,
}

impl PageDesign {
    /// The width of the text.
    pub fn measure(&self) -> Len {
        self.size.width - self.inner - self.outer
    }
}

impl Theme {
    /// How many lines of text a full page holds: the first stands one leading below the
    /// top margin's edge, less what the letters rise above it.
    pub fn lines(&self) -> i64 {
        let room = self.page.size.height - self.page.top - self.page.bottom;
        if self.leading.count() <= 0 { 0 } else { room.count() / self.leading.count() }
    }

    /// The computed style of a role.
    pub fn style(&self, role: Role) -> Style {
        style::compute(self, role)
    }

    /// The style of a role that stands inside something set in `outer`: its own properties
    /// on top of what it inherits from there.
    pub fn style_within(&self, outer: &Style, role: Role) -> Style {
        style::compute_within(self, outer, role)
    }
}
