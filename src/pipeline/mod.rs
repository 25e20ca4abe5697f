//! The whole way from a manifest to its outputs: the one module that sees all the others.
//!
//! Parallelism lives here: articles, the two outputs, and books side by side, each with a
//! sink of its own, merged in order of the work, so that neither messages nor bytes depend
//! on threads. There is no clock and no environment; the caller passes what it knows of
//! them.

mod articles;
mod booklet;
mod by_hand;
mod check;
mod cover;
mod design;
mod ebook;
mod fit;
mod output;
mod print;
mod test_sheet;

use std::borrow::Cow;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::checker::Checker;
use crate::diag::{Code, Diagnostic, Reported, Severity, Sink};
use crate::document::{self, Document, PictureId};
use crate::image::Picture;
use crate::info::Moment;
use crate::manifest::{self, CoverPrint, Manifest, Output};
use crate::pages::{self, Covers, Destination, Folio, Pages, Start};
use crate::printer::Printer;
use crate::source::Files;
use crate::theme::{NotePlace, Theme};
use crate::typeset::{Job, Pagination};
use crate::{assemble, epub, font, pdf, typeset};
use assemble::Gather;
use epub::{Places, PrintedPage};
use fit::Count;
use font::Fonts;
use pdf::Plates;

pub use booklet::press;
use output::Made;
pub use output::{Extent, Written, place};
pub use test_sheet::test_sheet;

/// What is asked of a build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that a book's own folder of outputs is made in.
    pub out: PathBuf,
    /// Only these of the outputs that the manifest asks for.
    pub only: Option<Vec<Output>>,
    /// A proof of the pages as well.
    pub proof: bool,
    /// The office printer of the booklet; `None` for an ordinary one.
    pub printer: Option<Printer>,
    /// When the book was last changed, where the caller knows better than its date.
    pub modified: Option<Moment>,
    /// How far to go.
    pub goal: Goal,
    /// The checkers that look at the e-book, where the goal is to check.
    pub checkers: Vec<Checker>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            out: "build".into(),
            only: None,
            proof: false,
            printer: None,
            modified: None,
            goal: Goal::Write,
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
    let (written, shown) = done.unwrap_or_default();
    let path = path.to_path_buf();
    Book { path, files, found: sink.into_found(), written, shown }
}

type Done = (Vec<Written>, Option<String>);

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
    let theme = design::theme(&manifest, path, files, sink);
    cover::check_colour(&manifest, sink);
    let press = print::press(&manifest, path, files, sink);
    if let Some(press) = &press {
        press.check_size(theme.page.size, &manifest, sink);
    }
    let fonts = design::fonts(&manifest, &theme, sink);
    let articles = articles::read(&manifest.articles, path, files, sink);
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
        return Ok((Vec::new(), Some(document::dump(&document))));
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
    };
    if options.goal == Goal::ShowPages {
        assemble::prove(&unproved, sink);
        let laid = stage.pages(sink);
        sink.apply(&manifest.policy);
        return Ok((Vec::new(), Some(pages::dump(&laid.pages))));
    }
    if let Goal::ShowEpub { json } = options.goal {
        assemble::prove(&unproved, sink);
        let mut found = Sink::default();
        let shown = stage.inside(options, json, &step, &mut found);
        found.into_found().into_iter().filter(is_of_books).for_each(|f| sink.report(f));
        sink.apply(&manifest.policy);
        return Ok((Vec::new(), shown));
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
    Ok((written, None))
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

/// How often pages are set anew because the printer asks for more room at the fold.
const GUTTERS: usize = 3;

/// A book in pages.
struct Laid {
    pages: Pages,
    /// The theme as it was varied.
    theme: Theme,
    /// What becomes of the cover.
    plan: cover::Plan,
    /// The covers that are among the pages.
    covers: Option<Covers>,
}

/// What both outputs are made from.
struct Stage<'a> {
    manifest: &'a Manifest,
    document: Document,
    theme: Theme,
    fonts: Fonts,
    files: &'a Files,
    /// Whether somebody reads what could be better.
    proofread: bool,
    /// Who prints it.
    press: Option<print::Press>,
    /// Whether checkers want to know where things stand in the source.
    traced: bool,
    /// Where they stand, once the e-book is made.
    places: OnceLock<Places>,
}

impl Stage<'_> {
    /// The pages, with the covers where they are printed with them.
    fn pages(&self, sink: &mut Sink) -> Laid {
        let mut plan = cover::Plan::of(self.manifest, self.press.as_ref(), &self.theme);
        // A long book that need not be stitched is set once: its covers never stand with it.
        if plan.is_likely_glued(self.files) {
            let mut bare = Sink::default();
            let (pages, theme) = self.lay_out(None, &mut bare);
            if let Some(plan) = plan.glued(&pages) {
                sink.merge(bare);
                return Laid { pages, theme, plan, covers: None };
            }
        }
        if plan.how == CoverPrint::Own {
            let mut own = Sink::default();
            if let Some(covers) = self.covers(&plan, &mut own) {
                let (pages, theme) = self.lay_out(Some(&covers), &mut own);
                let after = plan.after(&pages);
                if after.how == CoverPrint::Own {
                    self.tell_blanks(&plan, &pages, &mut own);
                    sink.merge(own);
                    let covers = Some(covers);
                    return Laid { pages, theme, plan, covers };
                }
                plan = after;
            }
        }
        let (pages, theme) = self.lay_out(None, sink);
        Laid { pages, theme, plan, covers: None }
    }

    /// The pages, and the theme varied so that they fit.
    fn lay_out(&self, covers: Option<&Covers>, sink: &mut Sink) -> (Pages, Theme) {
        let set = |theme: &Theme| {
            let mut found = Sink::default();
            let pages = self.set(&self.document, theme, covers, &mut found);
            let count = Count { pages: pages.pages.len(), blanks: pages.blanks };
            (count, (pages, theme.clone(), found))
        };
        let made = |theme: &Theme| {
            let mut sink = Sink::default();
            let (pages, theme, found) = match self.manifest.design.pages {
                Some(wanted) => fit::fit(theme, wanted, &set, &mut sink),
                None => set(theme).1,
            };
            sink.merge(found);
            (pages, theme, sink)
        };
        let (mut pages, mut theme, mut found) = made(&self.theme);
        // Wider margins may make a book so thick that it asks for still wider ones.
        for _ in 0..GUTTERS {
            let wider = self
                .press
                .as_ref()
                .and_then(|press| press.widened(&theme, pages.pages.len(), sink));
            let Some(wider) = wider else { break };
            (pages, theme, found) = made(&wider);
        }
        sink.merge(found);
        (pages, theme)
    }

    /// A document on pages, its notes where print has them.
    fn set(
        &self,
        document: &Document,
        theme: &Theme,
        covers: Option<&Covers>,
        sink: &mut Sink,
    ) -> Pages {
        let gathered = match self.theme.notes.print {
            NotePlace::Foot => Cow::Borrowed(document),
            NotePlace::Article => {
                Cow::Owned(assemble::gather_notes(document, Gather::Article))
            }
            NotePlace::Book => Cow::Owned(assemble::gather_notes(document, Gather::Book)),
        };
        typeset::typeset(&Job { covers, ..self.job(&gathered, theme) }, sink)
    }

    /// What pages are set from.
    fn job<'j>(&'j self, document: &'j Document, theme: &'j Theme) -> Job<'j> {
        Job {
            document,
            theme,
            fonts: &self.fonts,
            house: &self.manifest.hyphenation,
            files: self.files,
            covers: None,
            pagination: Pagination::Optimal,
            proofread: self.proofread,
        }
    }

    /// The outputs that are asked for, side by side, e-book first. `earlier` was found
    /// before, and stands in the proof as well.
    fn outputs(
        &self,
        options: &Options,
        step: &(dyn Fn(Step) + Sync),
        earlier: &[Diagnostic],
        sink: &mut Sink,
    ) -> Vec<Made> {
        let wanted = |output: Output| {
            let only = options.only.as_ref();
            self.manifest.outputs.contains(&output)
                && only.is_none_or(|only| only.contains(&output))
        };
        let mut pdf_sink = Sink::default();
        let screen = wanted(Output::Pdf) || wanted(Output::Booklet);
        let paged = screen || wanted(Output::Press) || options.proof;
        let ebooks: Vec<Output> = (self.manifest.outputs.iter().copied())
            .filter(|&output| ebook::edition(output).is_some() && wanted(output))
            .collect();
        let press = self.press.as_ref().filter(|_| wanted(Output::Press));
        // Lines are broken one after the other: what needs no pages is made beside that.
        let (pages, (plates, cover)) = rayon::join(
            || paged.then(|| self.pages(&mut pdf_sink)),
            || {
                rayon::join(
                    || press.map(|press| self.plates(press)).unwrap_or_default(),
                    || (!ebooks.is_empty()).then(|| self.cover(step)),
                )
            },
        );
        // The e-book knows where the pages begin that are made beside it.
        let anchors = self.document.anchors.len();
        let print = pages.as_ref().map(|laid| Print::of(&laid.pages, anchors));
        let print = print.unwrap_or_default();
        let mut epub_sink = Sink::default();
        let epub = || match cover {
            Some(cover) => self.ebooks(&ebooks, cover, print, step, &mut epub_sink),
            None => Vec::new(),
        };
        let printed = || {
            let Some(Laid { mut pages, theme, plan, covers }) = pages else {
                return Vec::new();
            };
            step(Step::Typeset(pages.pages.len()));
            if self.proofread {
                let covers = covers.as_ref();
                self.report_needless(&pages, (&theme, covers), &mut pdf_sink);
            }
            let mut made = Vec::new();
            let mut press_sink = Sink::default();
            let (printed, press) = rayon::join(
                || {
                    if !screen {
                        return None;
                    }
                    let sink = &mut pdf_sink;
                    let pdf = self.pdf(Output::Pdf, &pages, step, sink)?;
                    let sheets = match wanted(Output::Booklet) {
                        true => self.booklet(&pdf, &pages, options, step, sink),
                        false => Vec::new(),
                    };
                    Some((pdf, sheets))
                },
                || {
                    let press = press?;
                    let sink = &mut press_sink;
                    let file = self.press(press, &pages, plates, step, sink);
                    let cover = match plan.how {
                        CoverPrint::Sheet => {
                            self.cover_sheet(press, &plan, &pages, step, sink)
                        }
                        CoverPrint::Own | CoverPrint::Omitted => None,
                    };
                    Some([file, cover])
                },
            );
            pdf_sink.merge(press_sink);
            if let Some((pdf, sheets)) = printed {
                made.extend(wanted(Output::Pdf).then_some(pdf));
                made.extend(sheets);
            }
            made.extend(press.into_iter().flatten().flatten());
            if options.proof {
                let found = [earlier, pdf_sink.found()].concat();
                typeset::proof(&mut pages, &found, &self.job(&self.document, &theme));
                made.extend(self.pdf(Output::Proof, &pages, step, &mut pdf_sink));
            }
            made
        };
        let (epub, printed) = rayon::join(epub, printed);
        sink.merge(pdf_sink);
        sink.merge(epub_sink);
        if !epub.is_empty() {
            self.tell_small(sink);
        }
        epub.into_iter().chain(printed).collect()
    }

    /// The sheets of the very pages of the PDF.
    fn booklet(
        &self,
        pdf: &Made,
        pages: &Pages,
        options: &Options,
        step: &(dyn Fn(Step) + Sync),
        sink: &mut Sink,
    ) -> Vec<Made> {
        let office = self.press.as_ref().filter(|press| press.office().is_some());
        if let Some(press) = office
            && !self.manifest.outputs.contains(&Output::Press)
        {
            press.check_edges(pages, false, sink);
        }
        let own = || office.and_then(print::Press::office);
        let (printer, name) =
            (options.printer.as_ref().or_else(own), &self.manifest.name);
        let made = booklet::make(&pdf.bytes, pages.size, name, printer, sink);
        made.iter().for_each(|made| step(Step::Made(made.output)));
        made
    }

    /// The front cover as pixels.
    fn cover(&self, step: &(dyn Fn(Step) + Sync)) -> Option<Picture> {
        let colour = self.manifest.cover.colour.map(|(colour, _)| colour);
        let (document, theme, fonts) = (&self.document, &self.theme, &self.fonts);
        let cover = crate::cover::front(document, theme, fonts, colour);
        if let Some(cover) = &cover {
            step(Step::Cover(u64::from(cover.width) * u64::from(cover.height)));
        }
        cover
    }

    fn pdf(
        &self,
        output: Output,
        pages: &Pages,
        step: &(dyn Fn(Step) + Sync),
        sink: &mut Sink,
    ) -> Option<Made> {
        let extent = Extent::Pages(pages.pages.len());
        let written = pdf::write(pages, &self.fonts);
        let pdf::Written { bytes, plain } =
            written.map_err(|error| self.report(error, sink)).ok()?;
        if let Some(why) = plain.filter(|_| output == Output::Pdf) {
            let message = format!("the PDF claims neither PDF/UA-1 nor PDF/A-2a: {why}");
            let help = "it can be read as before; mend that, and it claims them again";
            sink.report(Diagnostic::new(Code::PlainPdf, message).help(help));
        }
        step(Step::Made(output));
        Some(Made { output, bytes, extent, advice: Vec::new() })
    }

    /// The pictures of the text, converted for the press.
    fn plates(&self, press: &print::Press) -> Plates {
        let document = &self.document;
        // The covers show what they cut out of their art.
        let art = [&document.cover, &document.back].map(|side| side.as_ref());
        let art = art.map(|side| side.map(|side| side.picture));
        let of: Vec<PictureId> = (document.pictures.iter().map(|(id, _)| id))
            .filter(|id| !art.contains(&Some(*id)))
            .collect();
        pdf::plates(&document.pictures, &of, press.inks())
    }

    fn press(
        &self,
        press: &print::Press,
        pages: &Pages,
        plates: Plates,
        step: &(dyn Fn(Step) + Sync),
        sink: &mut Sink,
    ) -> Option<Made> {
        let setup = press.setup(pages, sink);
        let pressed = pdf::press(pages, &self.fonts, &setup, plates);
        let pressed = pressed.map_err(|error| self.report(error, sink)).ok()?;
        press.tell(pressed.facts.iter(), pages, sink);
        press.preflight(&pressed.bytes, sink);
        step(Step::Made(Output::Press));
        let extent = Extent::Pages(pages.pages.len() + setup.blanks);
        Some(Made {
            output: Output::Press,
            bytes: pressed.bytes,
            extent,
            advice: Vec::new(),
        })
    }

    /// Reports why a PDF could not be made.
    fn report(&self, error: pdf::Error, sink: &mut Sink) {
        match error {
            pdf::Error::Font(name) => {
                design::report_broken(self.manifest, &name, sink);
            }
            error @ pdf::Error::Picture(..) => {
                let message = format!("{error}");
                let help = "open it in a program for pictures, and save it again";
                sink.report(Diagnostic::new(Code::BrokenPicture, message).help(help));
            }
            error @ (pdf::Error::PageSize
            | pdf::Error::Finish(_)
            | pdf::Error::Krilla(_)) => {
                let message = format!("the PDF could not be made: {error}");
                sink.report(Diagnostic::new(Code::Internal, message));
            }
        }
    }
}

/// What the e-book says of the printed book.
#[derive(Default)]
struct Print {
    /// Where its pages begin.
    pages: Vec<PrintedPage>,
    /// The number of the page of each place of the document.
    folios: Vec<Folio>,
}

impl Print {
    /// A document with so many places has them first among the destinations of its pages.
    fn of(pages: &Pages, anchors: usize) -> Print {
        let page = |Start { label, places }| PrintedPage { label, places };
        let starts = pages::starts(pages).into_iter().map(page).collect();
        let places = pages.destinations.iter().take(anchors);
        let folio =
            |(_, place): (_, &Destination)| Some(pages.pages.get(place.page)?.folio);
        let folios = places.map(folio).collect::<Option<Vec<Folio>>>();
        Print { pages: starts, folios: folios.unwrap_or_default() }
    }
}
