//! `publish` turns articles into pamphlets and small books.
//!
//! The data flows one way. A manifest ([`manifest`]) names Markdown articles; each is
//! parsed ([`markdown`]) with its place in the source kept for every inline; punctuation
//! and spaces are set by language ([`typography`]), once, before both outputs; the
//! articles are put together ([`assemble`]) into one resolved [`document`]. From it the
//! e-book is written ([`epub`]), and, with a design ([`theme`]) and [`font`]s, pages are
//! typeset ([`typeset`]) into finished geometry ([`pages`]), which [`pdf`] only walks.
//! Finished PDFs, these or any, are read by [`intake`], laid on sheets by [`impose`] and held
//! against what a [`printer`] takes by [`preflight`]. A [`checker`] by others may be asked about
//! a finished e-book; [`review`] has rules of our own. [`import`] makes articles of what others wrote.
//! A list of books becomes a [`catalog`], which [`serve`] shows at the stall; [`deliver`] brings books to readers. [`pipeline`] is the one module
//! that sees all the others.
//!
//! Problems in the book are [`diag::Diagnostic`]s, and one build reports all of them.

#![forbid(unsafe_code)]

pub mod assemble;
pub mod catalog;
pub mod checker;
pub mod cli;
pub mod cover;
pub mod deliver;
pub mod diag;
pub mod document;
pub mod epub;
pub mod font;
pub mod geom;
pub mod id;
pub mod image;
pub mod import;
pub mod impose;
pub mod info;
pub mod intake;
mod interrupt;
pub mod manifest;
pub mod markdown;
pub mod pages;
pub mod pdf;
pub mod pipeline;
pub mod preflight;
pub mod printer;
pub mod review;
pub mod serve;
pub mod source;
mod table;
pub mod test_sheet;
pub mod theme;
pub mod typeset;
pub mod typography;
mod xml;
