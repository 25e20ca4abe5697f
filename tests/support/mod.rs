//! What the tests share: books in temporary folders, readers of outputs, outside tools.

pub mod book;
pub mod reader;
pub mod standards;
pub mod tools;

pub use book::{Book, Layout, Run};

/// Says what is not checked here, past the test harness, which keeps the words of tests that
/// pass to itself.
pub fn skip(what: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "skipped: {what}");
}
