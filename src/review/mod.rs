//! The rules that are not about whether a book can be made, but whether its readers and its
//! shops are served by it: alternative text, metadata, contrast, names. Each
//! is a function from what is known to findings; `publish check` asks for them.

mod alternative;
mod contrast;
mod metadata;

use crate::diag::Sink;
use crate::document::Document;
use crate::theme::Theme;

pub use alternative::{Obstacle, obstacles};
pub use metadata::{metadata, name};

/// What is found in the articles, and in the design that they are set in.
pub fn review(document: &Document, theme: &Theme, sink: &mut Sink) {
    alternative::alternative(document, sink);
    contrast::contrast(theme, sink);
}
