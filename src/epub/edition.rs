//! The editions: one book, and what some devices want otherwise.

use rayon::prelude::*;

use super::container::Content;
use super::{File, kobo};

/// Whom the e-book is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// Every reading system.
    Plain,
    /// Kobo's own engine.
    Kobo,
}

/// The files as an edition has them.
pub(super) fn adapt(edition: Edition, files: &[File]) -> Vec<File> {
    files.par_iter().map(|file| adapt_file(edition, file)).collect()
}

fn adapt_file(edition: Edition, file: &File) -> File {
    let mut file = file.clone();
    let Content::Text(text) = &file.content else { return file };
    let made = match edition {
        Edition::Plain => return file,
        Edition::Kobo if file.in_spine => kobo::xhtml(text),
        Edition::Kobo if file.media_type == "text/css" => kobo::css(text),
        Edition::Kobo => return file,
    };
    file.content = Content::Text(made.into());
    file
}
