//! From inlines to shaped words: flatten, divide, shape.

mod cast;
mod division;
mod features;
mod flatten;
mod hyphenate;
mod protrude;
mod shape;
mod word;

pub(super) use cast::{Cast, Position};
pub(super) use division::Sort;
pub(super) use flatten::{Context, Flat, Passage, Place, Thing, flatten};
pub(super) use hyphenate::Dividers;
pub(super) use shape::Shaper;
pub(super) use word::Word;
