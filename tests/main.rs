//! All tests that are not inside a module: one binary, one link.

mod cli;
