//! White space: between two words stands one space, whatever was typed.
//!
//! HTML folds white space when it is shown, paper does not, and the other rules read one
//! character to each side: so it is folded first, also over the bounds of inlines. Code
//! is left alone; spaces that do not break are characters of their own.

use crate::document::{Inline, Inlines};

/// Folds the white space of a run.
pub(super) fn fold_run(run: &mut Inlines) {
    fold_inlines(run, &mut false);
}

/// `folded` says whether white space went just before, so that more would double it.
fn fold_inlines(run: &mut [Inline], folded: &mut bool) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => fold(text, folded),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                fold_inlines(content, folded);
            }
            Inline::Code { .. } | Inline::Note { .. } | Inline::Picture { .. } => {
                *folded = false;
            }
            Inline::Break { .. } => *folded = true,
        }
    }
}

/// Folds the white space of a text.
pub(super) fn fold(text: &mut String, folded: &mut bool) {
    let mut before = *folded;
    let single = text.bytes().all(|b| {
        let white = is_white(b);
        let fits = !white || (b == b' ' && !before);
        before = white;
        fits
    });
    if !single {
        let mut before = *folded;
        let mut kept = String::with_capacity(text.len());
        for c in text.chars() {
            let white = c.is_ascii() && is_white(c as u8);
            if !white {
                kept.push(c);
            } else if !before {
                kept.push(' ');
            }
            before = white;
        }
        *text = kept;
    }
    *folded = before;
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}
