//! From inlines to shaped words: flatten, divide, shape.

mod cast;
mod division;
mod flatten;
mod hyphenate;
mod protrude;
mod shape;

pub(super) use cast::{Cast, Position};
pub(super) use division::Sort;
pub(super) use flatten::{Context, Flat, Passage, Thing, flatten};
pub(super) use hyphenate::Dividers;
pub(super) use shape::{Shaper, Word};
