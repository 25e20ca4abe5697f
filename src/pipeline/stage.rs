//! A book that is read and assembled, on its way to its outputs: pages, e-books, files for print.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::output::{Extent, Made};
use super::{Options, Shelved, Step, booklet, cover, design, ebook, fit, print};
use crate::assemble::{self, Gather};
use crate::catalog::Card;
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{Document, PictureId};
use crate::epub::{Drawn, Edition, Places, PrintedPage};
use crate::font::Fonts;
use crate::image::Picture;
use crate::manifest::{CoverPrint, Manifest, Output};
use crate::pages::{self, Covers, Destination, Folio, Pages, Start};
use crate::pdf::{self, Plates};
use crate::source::Files;
use crate::theme::{NotePlace, Theme};
use crate::typeset::{self, Job, Pagination};
use fit::Count;

/// How often pages are set anew because the printer asks for more room at the fold.
const GUTTERS: usize = 3;

/// A book in pages.
pub(super) struct Laid {
    pub(super) pages: Pages,
    /// The theme as it was varied.
    theme: Theme,
    /// What becomes of the cover.
    plan: cover::Plan,
    /// The covers that are among the pages.
    covers: Option<Covers>,
}

/// What both outputs are made from.
pub(super) struct Stage<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) document: Document,
    pub(super) theme: Theme,
    pub(super) fonts: Fonts,
    pub(super) files: &'a Files,
    /// Whether somebody reads what could be better.
    pub(super) proofread: bool,
    /// Who prints it.
    pub(super) press: Option<print::Press>,
    /// Whether checkers want to know where things stand in the source.
    pub(super) traced: bool,
    /// Where they stand, once the e-book is made.
    pub(super) places: OnceLock<Places>,
    /// The front cover as pixels, once it is made.
    pub(super) front: OnceLock<Picture>,
}

impl Stage<'_> {
    /// The pages, with the covers where they are printed with them.
    pub(super) fn pages(&self, sink: &mut Sink) -> Laid {
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
    pub(super) fn set(
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
    pub(super) fn outputs(
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
        let (pages, (plates, pictures)) = rayon::join(
            || paged.then(|| self.pages(&mut pdf_sink)),
            || {
                rayon::join(
                    || press.map(|press| self.plates(press)).unwrap_or_default(),
                    || (!ebooks.is_empty()).then(|| self.pictures(&ebooks, step)),
                )
            },
        );
        if pages.is_none() && pictures.is_some() {
            self.tell_letters(sink);
        }
        // The e-book knows where the pages begin that are made beside it.
        let anchors = self.document.anchors.len();
        let print = pages.as_ref().map(|laid| Print::of(&laid.pages, anchors));
        let print = print.unwrap_or_default();
        let mut epub_sink = Sink::default();
        let epub = || match pictures {
            Some(pictures) => self.ebooks(&ebooks, pictures, print, step, &mut epub_sink),
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
                    let sink = &mut press_sink;
                    let Some(press) = press else {
                        let home = self.home(&plan).filter(|_| wanted(Output::Booklet));
                        let cover = home.and_then(|home| {
                            self.cover_sheet(&home, &plan, &pages, step, sink)
                        });
                        return Some([None, cover]);
                    };
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

    /// The office printer of a booklet whose cover has a sheet of its own.
    fn home(&self, plan: &cover::Plan) -> Option<print::Press> {
        match plan.how {
            CoverPrint::Sheet => {
                let printer = self.press.as_ref().and_then(print::Press::office).cloned();
                print::at_home(printer, self.theme.page.size, plan.at)
            }
            CoverPrint::Own | CoverPrint::Omitted => None,
        }
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

    /// The front cover as pixels, and the drawings of the text as e-books want them.
    fn pictures(
        &self,
        ebooks: &[Output],
        step: &(dyn Fn(Step) + Sync),
    ) -> (Option<Picture>, Drawn) {
        let editions: Vec<Edition> =
            ebooks.iter().filter_map(|&output| ebook::edition(output)).collect();
        let pictures = &self.document.pictures;
        let shown = self.shown().into_iter().map(|id| &pictures[id]);
        rayon::join(|| self.cover(step), || Drawn::of(shown, &editions))
    }

    /// The pictures of the text: not those that only covers cut theirs from.
    fn shown(&self) -> Vec<PictureId> {
        let document = &self.document;
        let art = [&document.cover, &document.back].map(|side| side.as_ref());
        let art = art.map(|side| side.map(|side| side.picture));
        let all = document.pictures.iter().map(|(id, _)| id);
        all.filter(|id| !art.contains(&Some(*id))).collect()
    }

    /// The front cover as pixels.
    fn cover(&self, step: &(dyn Fn(Step) + Sync)) -> Option<Picture> {
        let colour = self.manifest.cover.colour.map(|(colour, _)| colour);
        let (document, theme, fonts) = (&self.document, &self.theme, &self.fonts);
        let cover = crate::cover::front(document, theme, fonts, colour);
        if let Some(cover) = &cover {
            step(Step::Cover(u64::from(cover.width) * u64::from(cover.height)));
            let _ = self.front.set(cover.clone());
        }
        cover
    }

    /// What a catalogue needs of the book.
    pub(super) fn shelved(
        &self,
        inputs: Vec<PathBuf>,
        step: &(dyn Fn(Step) + Sync),
    ) -> Shelved {
        let card = Card::of(&self.document);
        let cover = self.front.get().cloned().or_else(|| self.cover(step));
        Shelved { card, cover, inputs }
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
        pdf::plates(&self.document.pictures, &self.shown(), press.inks())
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
    pub(super) fn report(&self, error: pdf::Error, sink: &mut Sink) {
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
pub(super) struct Print {
    /// Where its pages begin.
    pub(super) pages: Vec<PrintedPage>,
    /// The number of the page of each place of the document.
    pub(super) folios: Vec<Folio>,
}

impl Print {
    /// A document with so many places has them first among the destinations of its pages.
    fn of(pages: &Pages, anchors: usize) -> Print {
        let page = |start: Start| PrintedPage {
            label: start.label,
            places: start.places,
            notes: start.notes,
            noted: start.noted,
            entry: start.entry,
        };
        let starts = pages::starts(pages).into_iter().map(page).collect();
        let places = pages.destinations.iter().take(anchors);
        let folio =
            |(_, place): (_, &Destination)| Some(pages.pages.get(place.page)?.folio);
        let folios = places.map(folio).collect::<Option<Vec<Folio>>>();
        Print { pages: starts, folios: folios.unwrap_or_default() }
    }
}
