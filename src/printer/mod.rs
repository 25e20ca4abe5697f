//! Printers and papers as data: what a print shop or an office printer takes, each value with
//! where it was read and when.
//!
//! Those that come with `publish` stand in `printers.toml` and `papers.toml` beside this file; a
//! book may bring a file of its own, or state an entry where it names one. Every value may be
//! left out: what is not known is not checked.

mod entry;
mod example;
mod grain;
mod raw;
mod read;
mod stock;

pub use entry::{
    Binding, Colour, Duplex, Inner, Mark, Paper, Pile, Printer, Standard, Stated,
};
pub use grain::Grain;
pub use stock::{Stock, Unknown};

pub(crate) use example::{PAPER, PRINTER, example};
pub(crate) use raw::{PaperTable, PrinterTable};
pub(crate) use read::{paper, printer};
