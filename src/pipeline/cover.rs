//! The printed cover: whether the pages carry it, and what is to be told of it.

use super::output::{Extent, Made};
use super::print::Press;
use super::{Stage, Step};
use crate::cover::{Job, LARGE, Missing, Side, Spine, Words, is_readable};
use crate::diag::{Code, Diagnostic, Sink};
use crate::font::named;
use crate::geom::{Len, Size};
use crate::image::{Fit, Format};
use crate::manifest::{CoverPrint, Manifest, Output};
use crate::pages::{Covers, Pages};
use crate::pdf::{self, Plates, Seen};
use crate::printer::Binding;
use crate::source::{Files, Span};
use crate::theme::{Front, Theme};

/// How far covers reach over the edges at the least: 9 pt, as pictures that bleed.
const BLEED: Len = Len::pt(9);
/// The pages of sheets that are folded once.
const FOLDED: usize = 4;
/// The most pages that are a leaf and not a booklet.
const LEAF: usize = 2;
/// The most pages that are stitched where the printer glues as well: about 64 of 90 g stay
/// closed.
const STITCHED: usize = 64;
/// As many letters as a full page has.
const FULL: usize = 3000;
/// How much of the art may be cut off and nobody is told, in hundredths.
const LOST: u32 = 10;
/// The narrowest spine with words, where the printer states no number of pages: letters of 8 pt
/// with a sixteenth of an inch at each side.
const WORDS_MM: f64 = 6.0;

/// How the cover of a book is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Plan {
    pub how: CoverPrint,
    /// Whether the manifest says so.
    stated: bool,
    /// Whether the book is glued if it turns out thick.
    may_be_glued: bool,
    /// Whether it did.
    glued: bool,
    /// Where the manifest speaks of it.
    pub(super) at: Span,
}

impl Plan {
    /// As the manifest says; else with the pages where the book is stitched, on a sheet where
    /// it is glued, and nowhere where nobody prints it.
    pub fn of(manifest: &Manifest, press: Option<&Press>, theme: &Theme) -> Plan {
        let asks = |output| manifest.outputs.contains(&output);
        let at = manifest.cover.span.or(manifest.print.span);
        let at = at.unwrap_or(Span::head(manifest.file));
        let press = press.filter(|_| asks(Output::Press));
        let binding = press.and_then(Press::binding);
        let binding = binding.or(asks(Output::Booklet).then_some(Binding::Saddle));
        let how = manifest.cover.print.unwrap_or(match binding {
            Some(Binding::Glued) => CoverPrint::Sheet,
            Some(Binding::Saddle) => match theme.front {
                Front::Pages => CoverPrint::Own,
                // The title of a leaflet stands above its text.
                Front::Head => CoverPrint::Omitted,
            },
            None => CoverPrint::Omitted,
        });
        let may_be_glued = press.is_some_and(|press| !press.binding_is_stated());
        Plan {
            how,
            stated: manifest.cover.print.is_some(),
            may_be_glued,
            glued: false,
            at,
        }
    }

    /// Whether so much is written that the book can hardly be stitched. What is told from it is
    /// only in which order things are tried.
    pub fn is_likely_glued(self, files: &Files) -> bool {
        self.how == CoverPrint::Own
            && !self.stated
            && self.may_be_glued
            && files.bytes() > STITCHED * FULL
    }

    /// The same for a book that is glued, if it has far too many pages to be stitched, set without
    /// covers.
    pub fn glued(self, pages: &Pages) -> Option<Plan> {
        let number = pages.pages.len() - pages.blanks;
        // With covers a page more or less may be empty before a recto.
        let thick = number > STITCHED + FOLDED;
        thick.then_some(Plan { how: CoverPrint::Sheet, glued: true, ..self })
    }

    /// What becomes of the cover if the pages came out as they did with it.
    pub fn after(self, pages: &Pages) -> Plan {
        let own = Covers::PAGES;
        let number = pages.pages.len() - pages.blanks;
        let text = number.saturating_sub(own);
        let how = match self.how {
            CoverPrint::Own if !self.stated && text <= LEAF => CoverPrint::Omitted,
            CoverPrint::Own if !self.stated && self.may_be_glued && number > STITCHED => {
                CoverPrint::Sheet
            }
            how @ (CoverPrint::Own | CoverPrint::Sheet | CoverPrint::Omitted) => how,
        };
        Plan { how, glued: how != self.how, ..self }
    }
}

/// Whether letters stand out from the colour that the book states; reports one that is between.
pub(super) fn check_colour(manifest: &Manifest, sink: &mut Sink) {
    if let Some((colour, at)) = manifest.cover.colour
        && !is_readable(colour)
    {
        let message = "neither light nor dark letters stand out from this colour";
        let help = "make it lighter or darker: the contrast has to be 7 to 1";
        sink.report(Diagnostic::new(Code::InvalidValue, message).at(at).help(help));
    }
}

impl Stage<'_> {
    /// What a cover is made from.
    pub(super) fn cover_job(&self, bleed: Len) -> Job<'_> {
        let cover = &self.manifest.cover;
        Job {
            document: &self.document,
            theme: &self.theme,
            fonts: &self.fonts,
            colour: cover.colour.map(|(colour, _)| colour),
            blurb: cover.blurb.as_deref(),
            size: self.theme.page.size,
            bleed,
            span: cover.span,
        }
    }

    /// The covers as the first and the last of the pages.
    pub(super) fn covers(&self, plan: &Plan, sink: &mut Sink) -> Option<Covers> {
        let asked = self.press.as_ref().and_then(Press::bleed);
        let job = self.cover_job(asked.unwrap_or(BLEED).max(BLEED));
        let (front, back) = (job.front()?, job.back()?);
        for (what, side) in [("front", &front), ("back", &back)] {
            self.tell_side(what, side, &job, plan, sink);
        }
        let multiple = self.press.as_ref().map_or(1, Press::multiple);
        // Folded sheets have four pages, whatever else is asked for.
        let multiple = if multiple.is_multiple_of(FOLDED) { multiple } else { FOLDED };
        Some(Covers { front: front.panel, back: back.panel, multiple })
    }

    fn tell_side(
        &self,
        what: &str,
        side: &Side,
        job: &Job<'_>,
        plan: &Plan,
        sink: &mut Sink,
    ) {
        let at = side.panel.span.unwrap_or(plan.at);
        let (across, down) = side.lost;
        if across.max(down) > LOST {
            let (part, of) =
                if across > down { (across, "width") } else { (down, "height") };
            let whole = |length: Len| (length + job.bleed * 2).to_mm();
            let (width, height) = (whole(job.size.width), whole(job.size.height));
            let pixels = |mm: f64| (mm / 25.4 * 300.0).ceil();
            let message = format!(
                "the art of the {what} cover has another form than the page: {part} % of its {of} are cut off"
            );
            let help = format!(
                "make it {width:.0} × {height:.0} mm, the page with its bleed; as pixels {} × {}",
                pixels(width),
                pixels(height)
            );
            sink.report(Diagnostic::new(Code::CroppedPicture, message).at(at).help(help));
        }
        if side.cut {
            let message = "the text of the back cover has no room, and is cut short";
            let help = "write a shorter one: `blurb = \"…\"` in `[cover]`";
            sink.report(Diagnostic::new(Code::CutText, message).at(at).help(help));
        }
    }

    /// Tells of letters on a drawn front that no font has. Of a book with pages it is told where these have them.
    pub(super) fn tell_letters(&self, sink: &mut Sink) {
        let lacking = crate::cover::lacking(&self.document, &self.fonts);
        if lacking.is_empty() {
            return;
        }
        let letters = named(&lacking);
        let message = format!(
            "no font has {letters}: boxes stand for them on the cover that is drawn"
        );
        let help = "add a font that has them to the book (`fonts` in `[design]`), or art for the cover";
        let at = self.document.said.get("title").copied();
        let at = at.unwrap_or(Span::head(self.manifest.file));
        sink.report(Diagnostic::new(Code::MissingGlyph, message).at(at).help(help));
    }

    /// Tells of the empty pages before a back cover.
    pub(super) fn tell_blanks(&self, plan: &Plan, pages: &Pages, sink: &mut Sink) {
        let (blanks, whole) = (pages.blanks, pages.pages.len());
        // The inside of the back cover is no page that anybody misses.
        if blanks <= 1 {
            return;
        }
        let message = format!(
            "{blanks} empty pages stand before the back cover: sheets make {whole} pages"
        );
        let help = match self.manifest.design.pages {
            None => format!("`[design] fit = {{ pages = {whole} }}` makes use of them"),
            Some(_) => "no setting that the theme allows uses more of them".to_string(),
        };
        sink.report(Diagnostic::new(Code::BlankPages, message).at(plan.at).help(help));
    }

    /// The cover on a sheet of its own.
    pub(super) fn cover_sheet(
        &self,
        press: &Press,
        plan: &Plan,
        pages: &Pages,
        step: &(dyn Fn(Step) + Sync),
        sink: &mut Sink,
    ) -> Option<Made> {
        // An office printer reaches no edge, and its sheets have no room for marks.
        let office = press.office().is_some();
        let bleed = if office { Len::ZERO } else { BLEED };
        let job = self.cover_job(press.bleed().unwrap_or(bleed));
        let number = press.whole(pages.pages.len());
        let (width, reckoned) = self.spine(press, number, plan, sink);
        let wide = Spine { width, words: self.may_have_words(press, width, number) };
        let sheet = job.sheet(wide)?;
        for (what, side) in [("front", &sheet.front), ("back", &sheet.back)] {
            self.tell_side(what, side, &job, plan, sink);
            self.tell_density(press, what, side, plan, sink);
        }
        match &sheet.words {
            Words::Bare if width > Len::ZERO => {
                self.tell_bare(press, width, number, plan, sink);
            }
            Words::Set(missing) if !missing.is_empty() => {
                self.tell_missing(missing, plan, sink);
            }
            Words::Bare | Words::Set(_) => {}
        }
        let folds = if office { Vec::new() } else { sheet.folds.clone() };
        let setup = press.cover_setup(folds, bleed);
        let whole = job.size.width * 2 + width;
        press.check_sheet(Size { width: whole, ..job.size }, "the cover is", sink);
        let pressed = pdf::press(&sheet.pages, &self.fonts, &setup, Plates::default());
        let pressed = pressed.map_err(|error| self.report(error, sink)).ok()?;
        // How many pixels it has is told of the art.
        let facts = pressed.facts.iter().filter(|fact| match fact.what {
            Seen::Flattened | Seen::Ink(_) => true,
            Seen::Resolution(..) => false,
        });
        press.tell(facts, &sheet.pages, sink);
        press.preflight_cover(&pressed.bytes, sink);
        step(Step::Made(Output::Cover));
        let (page, high) = (job.size.width.to_mm(), job.size.height.to_mm());
        let mut advice = if width > Len::ZERO {
            let spine = width.to_mm();
            format!("Back {page:.1} + spine {spine:.1} + front {page:.1} × {high:.1} mm")
        } else {
            format!("Back {page:.1} + front {page:.1} × {high:.1} mm")
        };
        if let Some(reckoned) = reckoned {
            advice.push_str(&format!(" ({reckoned} each)"));
        }
        let (output, extent) = (Output::Cover, Extent::Sheets(1));
        Some(Made { output, bytes: pressed.bytes, extent, advice: vec![advice] })
    }

    /// How wide the spine of so many pages is, and what was reckoned with.
    fn spine(
        &self,
        press: &Press,
        pages: usize,
        plan: &Plan,
        sink: &mut Sink,
    ) -> (Len, Option<String>) {
        if let Some(stated) = self.manifest.cover.spine {
            return (stated, None);
        }
        if press.binding() == Some(Binding::Saddle) && !plan.glued {
            return (Len::ZERO, None);
        }
        let Some((width, reckoned)) = press.thickness(pages) else {
            return (Len::ZERO, None);
        };
        if let Some(paper) = press.assumed_paper() {
            let message = format!(
                "the spine is {:.1} mm wide if the paper is {}, which nobody said",
                width.to_mm(),
                paper.called()
            );
            let help = format!(
                "say `paper = \"{}\"` in `[print]`, or which it is; or `spine = \"{:.1} mm\"` in `[cover]`, if the printer told you",
                paper.name,
                width.to_mm()
            );
            let finding = Diagnostic::new(Code::AssumedPaper, message).at(plan.at);
            sink.report(finding.help(help));
        }
        (width, Some(reckoned))
    }

    /// Whether words may stand on a spine.
    fn may_have_words(&self, press: &Press, width: Len, pages: usize) -> bool {
        match press.spine_text_from() {
            Some(stated) => pages >= stated.value as usize,
            None => width + Len::PT / 10 >= Len::from_mm(WORDS_MM),
        }
    }

    fn tell_bare(
        &self,
        press: &Press,
        width: Len,
        pages: usize,
        plan: &Plan,
        sink: &mut Sink,
    ) {
        let from = press.spine_text_from();
        let (why, help) = match from.filter(|stated| pages < stated.value as usize) {
            Some(stated) => (
                format!(
                    "{} sets words on it from {} pages on",
                    press.called(),
                    stated.value
                ),
                stated.origin().unwrap_or_default(),
            ),
            None => (
                format!("it is {:.1} mm wide", width.to_mm()),
                format!("words ask for {WORDS_MM} mm or more"),
            ),
        };
        let message = format!("no words stand on the spine: {why}");
        let mut finding = Diagnostic::new(Code::BareSpine, message).at(plan.at);
        if !help.is_empty() {
            finding = finding.help(help);
        }
        sink.report(finding);
    }

    /// Tells of words that have no room on the spine.
    fn tell_missing(&self, missing: &[Missing], plan: &Plan, sink: &mut Sink) {
        let called = missing.iter().map(|missing| match missing {
            Missing::Author => "the author",
            Missing::Publisher => "the publisher",
            Missing::End => "the end of the title",
        });
        let called: Vec<&str> = called.collect();
        let (last, before) = called.split_last().unwrap_or((&"", &[]));
        let (called, have) = match before {
            [] => (last.to_string(), "has"),
            before => (format!("{} and {last}", before.join(", ")), "have"),
        };
        let message =
            format!("{called} {have} no room on the spine, so long is the title");
        let help = "make `title` shorter, and put the rest of it into `subtitle`";
        sink.report(Diagnostic::new(Code::CutText, message).at(plan.at).help(help));
    }

    /// Tells of art whose pixels are few at the size of the cover.
    fn tell_density(
        &self,
        press: &Press,
        what: &str,
        side: &Side,
        plan: &Plan,
        sink: &mut Sink,
    ) {
        let Some(found) = side.density else { return };
        let page = self.theme.page.size;
        let Some(grain) = press.grain(found, page.width.max(page.height)) else { return };
        let help = "get a larger file, not one that was enlarged";
        let (code, asked, help) = press.coarse(grain, help.into());
        let message = format!(
            "the art of the {what} cover has {found} pixels an inch as it is printed, {asked}"
        );
        let at = side.panel.span.unwrap_or(plan.at);
        sink.report(Diagnostic::new(code, message).at(at).help(help));
    }

    /// Tells of art that is smaller than shops for e-books ask for.
    pub(super) fn tell_small(&self, sink: &mut Sink) {
        let Some(cover) = &self.document.cover else { return };
        let art = &self.document.pictures[cover.picture];
        match art.format {
            Format::Svg => return,
            Format::Jpeg | Format::Png => {}
        }
        let Fit { width, height } = LARGE;
        if art.width >= width && art.height >= height {
            return;
        }
        let message = format!(
            "the picture of the cover has {} × {} pixels, and shops for e-books ask for {width} × {height}",
            art.width, art.height
        );
        let mut finding = Diagnostic::new(Code::SmallCover, message);
        finding.at = cover.span;
        sink.report(finding.help("get a larger one, not one that was enlarged"));
    }
}
