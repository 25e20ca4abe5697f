//! The entries that a book can name.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Paper, Printer, read};
use crate::diag::{Code, Diagnostic, Reported, Sink, nearest};
use crate::source::{self, Files, Span};

/// The entries that come with `publish`.
const PRINTERS: &str = include_str!("printers.toml");
const PAPERS: &str = include_str!("papers.toml");

/// How many entries may build on each other.
const DEEPEST: usize = 8;

/// Printers and papers by their names.
#[derive(Clone, Debug, Default)]
pub struct Stock {
    printers: BTreeMap<String, Printer>,
    papers: BTreeMap<String, Paper>,
}

/// A name that no entry has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// One that was most likely meant.
    pub near: Option<String>,
    /// All that could be meant, in order.
    pub known: Vec<String>,
}

impl Unknown {
    fn of<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> Unknown {
        let known: Vec<String> = known.cloned().collect();
        let near = nearest(name, known.iter().map(String::as_str)).map(str::to_string);
        Unknown { name: name.to_string(), near, known }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        match &self.near {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
                format!("write {}", crate::table::choice(&known))
            }
        }
    }
}

impl Stock {
    /// The entries that come with `publish`.
    pub fn builtin() -> Stock {
        let mut stock = Stock::default();
        for (name, text) in [("printers.toml", PRINTERS), ("papers.toml", PAPERS)] {
            let file = Files::default().add(name, text);
            // A test reads each of them.
            let entries = read::parse(file, text, &mut Sink::default());
            let (printers, papers) = entries.unwrap_or_default();
            stock.put(printers, papers);
        }
        stock
    }

    /// Adds the entries of a file of the user's own, which `at` names; they stand before those
    /// of the same name.
    ///
    /// # Errors
    /// When it cannot be read or anything in it is an error; all that is wrong is reported.
    pub fn add(
        &mut self,
        path: &Path,
        shown: &Path,
        at: Span,
        files: &mut Files,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        self.read(path, shown, Some(at), files, sink)
    }

    /// Adds the entries of the user's own file, which no book names.
    ///
    /// # Errors
    /// When it cannot be read or anything in it is an error; all that is wrong is reported.
    pub fn add_own(
        &mut self,
        path: &Path,
        files: &mut Files,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        self.read(path, path, None, files, sink)
    }

    fn read(
        &mut self,
        path: &Path,
        shown: &Path,
        at: Option<Span>,
        files: &mut Files,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        let file = source::read_text(path, shown, files, at, sink)?;
        let (printers, papers) = read::parse(file, &files.text(file), sink)?;
        let wrong: Vec<(Unknown, Span)> = {
            let mut all = self.clone();
            all.put(printers.clone(), papers.clone());
            let likes = printers.iter().filter_map(|(printer, _)| printer.like.as_ref());
            likes
                .filter(|(like, _)| !all.printers.contains_key(like))
                .map(|(like, at)| (Unknown::of(like, all.printers.keys()), *at))
                .collect()
        };
        self.put(printers, papers);
        for (unknown, at) in wrong {
            report(&unknown, "printer", at, sink);
        }
        Ok(())
    }

    fn put(&mut self, printers: Vec<(Printer, Span)>, papers: Vec<(Paper, Span)>) {
        for (printer, _) in printers {
            self.printers.insert(printer.name.clone(), printer);
        }
        for (paper, _) in papers {
            self.papers.insert(paper.name.clone(), paper);
        }
    }

    /// A printer by its name, complete with what it builds on.
    ///
    /// # Errors
    /// When no entry has the name.
    pub fn printer(&self, name: &str) -> Result<Printer, Unknown> {
        match self.printers.get(name) {
            Some(printer) => self.complete(printer.clone()),
            None => Err(Unknown::of(name, self.printers.keys())),
        }
    }

    /// An entry complete with what it builds on.
    ///
    /// # Errors
    /// When it builds on an entry that is not there.
    pub fn complete(&self, mut printer: Printer) -> Result<Printer, Unknown> {
        let mut like = printer.like.take().map(|(like, _)| like);
        for _ in 0..DEEPEST {
            let Some(name) = like else { break };
            let base = self.printers.get(&name);
            let base = base.ok_or_else(|| Unknown::of(&name, self.printers.keys()))?;
            printer.build_on(base);
            like = base.like.as_ref().map(|(like, _)| like.clone());
        }
        Ok(printer)
    }

    /// A paper by its name.
    ///
    /// # Errors
    /// When no entry has the name.
    pub fn paper(&self, name: &str) -> Result<&Paper, Unknown> {
        self.papers.get(name).ok_or_else(|| Unknown::of(name, self.papers.keys()))
    }

    /// The names of the printers, in order.
    pub fn printers(&self) -> impl Iterator<Item = &str> {
        self.printers.keys().map(String::as_str)
    }

    /// The names of the papers, in order.
    pub fn papers(&self) -> impl Iterator<Item = &str> {
        self.papers.keys().map(String::as_str)
    }
}

/// Reports a name that no entry has.
fn report(unknown: &Unknown, what: &str, at: Span, sink: &mut Sink) {
    let message = format!("there is no {what} `{}`", crate::diag::short(&unknown.name));
    let finding = Diagnostic::new(Code::InvalidValue, message);
    sink.report(finding.at(at).help(unknown.help()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Len;
    use crate::printer::{Duplex, Mark, Standard};

    #[test]
    fn what_comes_with_it_can_be_read_and_says_where_it_was() {
        for text in [PRINTERS, PAPERS] {
            let file = Files::default().add("data.toml", text);
            let mut sink = Sink::default();
            let (printers, papers) =
                read::parse(file, text, &mut sink).expect("it is right");
            assert!(sink.into_found().is_empty());
            let known = |source: &str, checked: &str| {
                !source.is_empty() && checked.starts_with("202")
            };
            for (Printer { name, bleed, margin, sheet, unprinted, .. }, _) in &printers {
                let lengths = [bleed, margin, unprinted].into_iter().flatten();
                for stated in lengths {
                    assert!(known(&stated.source, &stated.checked), "{name}");
                }
                assert!(sheet.iter().all(|s| known(&s.source, &s.checked)), "{name}");
            }
            for (Paper { name, caliper, .. }, _) in &papers {
                let caliper = caliper.as_ref().expect("every paper is some thickness");
                assert!(known(&caliper.source, &caliper.checked), "{name}");
            }
        }
        let stock = Stock::builtin();
        assert!(stock.printers().all(|name| stock.printer(name).is_ok()));
        assert_eq!(stock.papers().count(), 13);
    }

    #[test]
    fn entries_build_on_others() {
        let stock = Stock::builtin();
        let hand = stock.printer("office-letter-by-hand").expect("it is there");
        let duplex = hand.duplex.as_ref().map(|stated| stated.value);
        assert_eq!(duplex, Some(Duplex::ByHand));
        let sheet = hand.sheet.as_ref().map(|stated| stated.value.width.to_mm().round());
        assert_eq!(sheet, Some(216.0));
        let near = stock.printer("kdb").expect_err("it is misspelt");
        assert_eq!(near.help(), "did you mean `kdp`?");
    }

    #[test]
    fn the_margin_at_the_fold_grows_with_the_book() {
        let kdp = Stock::builtin().printer("kdp").expect("it is there");
        let inner = |pages| kdp.inner_margin(pages).map(|(margin, _)| margin);
        let inches = |inches: f64| Some(Len::from_pt(inches * 72.0));
        assert_eq!(inner(24), inches(0.375));
        assert_eq!(inner(150), inches(0.375));
        assert_eq!(inner(151), inches(0.5));
        assert_eq!(inner(828), inches(0.875));
        let bleeds = kdp.gutter_bleed.as_ref().map(|stated| stated.value);
        assert_eq!(bleeds, Some(false));
    }

    #[test]
    fn a_file_of_ones_own_comes_first_and_is_checked_like_any_other() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("ours.toml");
        let text = "[printers.ours]\nlike = \"european-ofset\"\nbleed = { value = \"5 mm\" }\n\
                    [printers.kdp]\nmarks = [\"crop\"]\n[papers.thin]\ncaliper = \"0.05 mm\"\n\
                    [printers.wrong]\nbleeds = \"3 mm\"\n";
        std::fs::write(&path, text).expect("writable");
        let mut files = Files::default();
        let at = Span::head(files.add("book.toml", ""));
        let (mut stock, mut sink) = (Stock::builtin(), Sink::default());
        assert!(stock.add(&path, &path, at, &mut files, &mut sink).is_err());
        let found = sink.into_found();
        assert_eq!(found[0].message, "unknown key `bleeds` in a printer's table");
        assert_eq!(found[0].help.as_deref(), Some("did you mean `bleed`?"));

        let right = text.split("[printers.wrong]").next().expect("the first part");
        std::fs::write(&path, right).expect("writable");
        let mut sink = Sink::default();
        assert!(stock.add(&path, &path, at, &mut files, &mut sink).is_ok());
        let found = sink.into_found();
        assert_eq!(found[0].message, "there is no printer `european-ofset`");
        assert_eq!(found[0].help.as_deref(), Some("did you mean `european-offset`?"));
        std::fs::write(&path, right.replace("ofset", "offset")).expect("writable");
        let mut sink = Sink::default();
        assert!(stock.add(&path, &path, at, &mut files, &mut sink).is_ok());
        assert!(sink.into_found().is_empty());
        let ours = stock.printer("ours").expect("it is there");
        assert_eq!(
            ours.bleed.as_ref().map(|stated| stated.value.to_mm().round()),
            Some(5.0)
        );
        assert_eq!(ours.standard.map(|stated| stated.value), Some(Standard::X4));
        let kdp = stock.printer("kdp").expect("it is there");
        assert_eq!(kdp.marks.map(|stated| stated.value), Some(vec![Mark::Crop]));
        assert!(stock.paper("thin").is_ok());
    }
}
