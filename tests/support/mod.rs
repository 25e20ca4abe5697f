//! What the tests share: books in temporary folders, readers of outputs, outside tools.

pub mod book;
pub mod reader;
pub mod tools;

pub use book::{Book, Run};
