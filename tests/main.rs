//! All tests that are not inside a module: one binary, one link.

/// Broken, hostile and impossible input: a clear message, and earlier outputs untouched.
mod bad_input;
/// The books in `books/`, under the validators that are installed.
mod books;
/// What is asked of paragraphs by hand.
mod by_hand;
/// Catalogues of libraries.
mod catalog;
/// Other checkers, run on the e-book.
mod checkers;
/// The command as its users meet it.
mod cli;
/// Every code, fired and silent.
mod codes;
mod columns;
/// What the contents say of the articles of a book, in both outputs.
mod contents;
/// Printed covers.
mod cover;
/// Books on their way to readers.
mod delivery;
/// Same input, same bytes.
mod determinism;
/// The e-book in parts and in editions.
mod editions;
/// Pictures side by side.
mod figures;
/// A hundred generated articles under the validator, and metadata read back.
mod generated;
/// Articles from elsewhere.
mod import;
/// Sheets made of finished PDFs.
mod impose;
/// The index and cross-references, in both outputs.
mod index;
/// Which module may know which.
mod layers;
/// Manual pages and completions.
mod manual;
/// Notes of both series, wherever a book has them.
mod notes;
/// The printed pages in the e-book.
mod page_list;
/// Pages as they are seen.
mod pictures;
/// Whether printers take PDFs.
mod preflight;
/// Files for the press.
mod press;
/// Pages with their findings drawn on them.
mod proof;
/// What holds for every book, tried on generated ones.
mod properties;
/// The page for browsers.
mod reading_page;
/// The server for the stall.
mod serve;
/// Small cases in Markdown, each with its findings and its laid-out pages.
mod suite;
/// Test books, readers of outputs, outside tools.
mod support;
