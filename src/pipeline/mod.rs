//! The whole way from a manifest to its outputs: the one module that sees all the others.
//!
//! Parallelism lives here: articles, the two outputs, and books side by side, each with a
//! sink of its own, merged in order of the work, so that neither messages nor bytes depend
//! on threads. There is no clock and no environment; the caller passes what it knows of
//! them.

mod articles;
mod booklet;
mod by_hand;
mod catalog;
mod check;
mod cover;
mod design;
mod ebook;
mod fit;
mod output;
mod print;
mod stage;
mod test_sheet;

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::assemble;
use crate::catalog::Card;
use crate::checker::Checker;
use crate::diag::{Code, Diagnostic, Reported, Severity, Sink};
use crate::document;
use crate::image::Picture;
use crate::info::Moment;
use crate::manifest::{self, Output};
use crate::pages;
use crate::printer::Printer;
use crate::source::Files;

pub use booklet::press;
pub use catalog::{Catalogue, Placed, also_published, catalog, listed};
pub use output::{Extent, Written, place};
use stage::{Print, Stage};
pub use test_sheet::test_sheet;

/// What is asked of a build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that a book's own folder of outputs is made in.
    pub out: PathBuf,
    /// Only these of the outputs that the manifest asks for.
    pub only: Option<Vec<Output>>,
    /// These as well, should the manifest not ask for them.
    pub also: Vec<Output>,
    /// A proof of the pages as well.
    pub proof: bool,
    /// The office printer of the booklet; `None` for an ordinary one.
    pub printer: Option<Printer>,
    /// When the book was last changed, where the caller knows better than its date.
    pub modified: Option<Moment>,
    /// How far to go.
    pub goal: Goal,
    /// These outputs instead of those that the manifest asks for.
    pub outputs: Option<Vec<Output>>,
    /// Whether the book is put on a shelf, and its card is wanted.
    pub shelved: bool,
    /// The checkers that look at the e-book, where the goal is to check.
    pub checkers: Vec<Checker>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            out: "build".into(),
            only: None,
            also: Vec::new(),
            proof: false,
            printer: None,
            modified: None,
            goal: Goal::Write,
            outputs: None,
            shelved: false,
            checkers: Vec::new(),
        }
    }
}

/// How far a build goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// To the files.
    Write,
    /// Everything but the files.
    Check,
    /// To the document, as text.
    ShowDocument,
    /// To the laid-out pages, as text.
    ShowPages,
    /// To the e-book, and what is inside it, as a table or as JSON.
    ShowEpub {
        /// For programs.
        json: bool,
    },
}

/// A step that is done, for those who watch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// The work on the book begins.
    Begun,
    /// The manifest and the articles are read.
    Read,
    /// The document is assembled.
    Assembled,
    /// The cover of the e-book is ready, drawn and packed where the book has no picture for
    /// it: so many pixels. Its work begins when the document is assembled.
    Cover(u64),
    /// The pages are laid out: so many.
    Typeset(usize),
    /// An output is made, but not yet written.
    Made(Output),
    /// An output stands in its place.
    Written(PathBuf),
}

/// Is told, from any thread, of each book's steps.
pub type Watch<'a> = &'a (dyn Fn(&Path, Step) + Sync);

/// What became of a book.
#[derive(Clone, Debug)]
pub struct Book {
    /// The manifest, as the user wrote it.
    pub path: PathBuf,
    /// The files it was read from, for messages.
    pub files: Files,
    /// What was found, in order.
    pub found: Vec<Diagnostic>,
    /// What was written, in order; empty when anything failed.
    pub written: Vec<Written>,
    /// The text that was asked for, where there is one.
    pub shown: Option<String>,
    /// What a catalogue needs of it, where that was asked for.
    pub shelved: Option<Shelved>,
}

/// What a catalogue needs of a book beside its files.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// What is said of it.
    pub card: Card,
    /// Its front cover, as pixels.
    pub cover: Option<Picture>,
    /// All files, and folders of fonts, that it was made from; absolute.
    pub inputs: Vec<PathBuf>,
}

impl Book {
    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|found| found.severity == severity).count()
    }
}

/// Builds several books at once; the answers are in the order of `paths`.
pub fn build_all(paths: &[PathBuf], options: &Options, watch: Watch<'_>) -> Vec<Book> {
    paths.par_iter().map(|path| build(path, options, watch)).collect()
}

/// Builds the book of one manifest. Never fails: what is wrong stands in the answer.
pub fn build(path: &Path, options: &Options, watch: Watch<'_>) -> Book {
    let mut files = Files::default();
    let mut sink = Sink::default();
    // A fault of ours in one book must not take the others with it, nor leave a book
    // without an answer.
    let run = AssertUnwindSafe(|| run(path, options, watch, &mut files, &mut sink));
    let done = panic::catch_unwind(run).unwrap_or_else(|payload| {
        let why = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        let message = format!("`publish` itself failed: {why}");
        Err(sink.fail(
            Diagnostic::new(Code::Internal, message)
                .help("nothing was written; please report this with the book"),
        ))
    });
    let Done { written, shown, shelved } = done.unwrap_or_default();
    let path = path.to_path_buf();
    Book { path, files, found: sink.into_found(), written, shown, shelved }
}

/// What came of a run.
#[derive(Default)]
struct Done {
    written: Vec<Written>,
    shown: Option<String>,
    shelved: Option<Shelved>,
}

impl Done {
    fn shown(shown: Option<String>) -> Done {
        Done { shown, ..Done::default() }
    }
}

fn run(
    path: &Path,
    options: &Options,
    watch: Watch<'_>,
    files: &mut Files,
    sink: &mut Sink,
) -> Result<Done, Reported> {
    let step = |step: Step| watch(path, step);
    step(Step::Begun);
    let mut manifest = manifest::read(path, files, sink).map_err(|refused| {
        // Who mends the manifest wants to know what else there is to mend.
        let articles = articles::read(&refused.articles, path, files, sink);
        assemble::check(&refused, articles, sink);
        sink.apply(&refused.policy);
        refused.reported
    })?;
    if let Some(modified) = options.modified {
        manifest.info.modified = modified;
    }
    if let Some(outputs) = &options.outputs {
        manifest.outputs.clone_from(outputs);
    }
    for also in &options.also {
        if !manifest.outputs.contains(also) {
            manifest.outputs.push(*also);
        }
    }
    let mut theme = design::theme(&manifest, path, files, sink);
    cover::check_colour(&manifest, sink);
    let press = print::press(&manifest, path, files, sink);
    if let Some(press) = &press {
        press.check_size(theme.page.size, &manifest, sink);
        theme.bleed = press.bleed().map_or(theme.bleed, |asked| asked.max(theme.bleed));
    }
    let fonts = design::fonts(&manifest, &theme, sink);
    let articles = articles::read(&manifest.articles, path, files, sink);
    let inputs = options.shelved.then(|| catalog::inputs(path, &manifest, &articles));
    step(Step::Read);
    let mut assembling = Sink::default();
    let (document, unproved) =
        assemble::gather(&manifest, articles, files, &mut assembling);
    for finding in assembling.into_found() {
        if options.goal == Goal::Check || finding.code != Code::NoIndex {
            sink.report(finding);
        }
    }
    ebook::tell_obstacles(&manifest, &document, sink);
    step(Step::Assembled);
    sink.apply(&manifest.policy);
    if options.goal == Goal::ShowDocument {
        assemble::prove(&unproved, sink);
        return Ok(Done::shown(Some(document::dump(&document))));
    }
    // A page without room would set every letter on a line of its own.
    if sink.found().iter().any(|found| found.code == Code::PageTooSmall) {
        return Ok(Done::default());
    }
    // How well the pages came out is for those who ask.
    let proofread =
        matches!(options.goal, Goal::Check | Goal::ShowPages) || options.proof;
    let traced = options.goal == Goal::Check && !options.checkers.is_empty();
    let stage = Stage {
        manifest: &manifest,
        document,
        theme,
        fonts,
        files,
        proofread,
        press,
        traced,
        places: OnceLock::new(),
        front: OnceLock::new(),
    };
    if options.goal == Goal::ShowPages {
        assemble::prove(&unproved, sink);
        let laid = stage.pages(sink);
        sink.apply(&manifest.policy);
        return Ok(Done::shown(Some(pages::dump(&laid.pages))));
    }
    if let Goal::ShowEpub { json } = options.goal {
        assemble::prove(&unproved, sink);
        let mut found = Sink::default();
        let shown = stage.inside(options, json, &step, &mut found);
        found.into_found().into_iter().filter(is_of_books).for_each(|f| sink.report(f));
        sink.apply(&manifest.policy);
        return Ok(Done::shown(shown));
    }
    if options.goal == Goal::Check {
        stage.review(sink);
    }
    // Pictures are proved beside the work on the outputs: none is written before.
    let (mut proofs, mut found) = (Sink::default(), Sink::default());
    let earlier = if options.proof { sink.found().to_vec() } else { Vec::new() };
    let (made, ()) = rayon::join(
        || stage.outputs(options, &step, &earlier, &mut found),
        || assemble::prove(&unproved, &mut proofs),
    );
    // What an output says of a picture that is not whole is said already.
    let broken = proofs.failed().is_some();
    sink.merge(proofs);
    for finding in found.into_found() {
        // How well the pages came out is for those who ask.
        let asked = options.goal == Goal::Check || is_of_books(&finding);
        if asked && !(broken && finding.code == Code::BrokenPicture) {
            sink.report(finding);
        }
    }
    if options.goal == Goal::Check {
        stage.held(&made, sink);
    }
    if traced {
        stage.checked(&made, &options.checkers, sink);
    }
    sink.apply(&manifest.policy);
    if options.goal == Goal::Check || sink.failed().is_some() {
        return Ok(Done::default());
    }
    let folder = options.out.join(&manifest.name);
    let written = output::write(made, &folder, &manifest.name, sink)?;
    written.iter().for_each(|written| step(Step::Written(written.path.clone())));
    let shelved = inputs.map(|inputs| stage.shelved(inputs, &step));
    Ok(Done { written, shown: None, shelved })
}

/// Whether a finding is more than how well the pages came out.
fn is_of_books(finding: &Diagnostic) -> bool {
    !matches!(
        finding.code,
        Code::UnequalPages
            | Code::ShortPage
            | Code::DividedOver
            | Code::DividedNote
            | Code::River
            | Code::StubLine
    )
}
