//! Who prints the book: what the printer takes, held against the pages.

mod told;

use std::path::Path;

use super::booklet;
use crate::diag::{Code, Diagnostic, Sink};
use crate::geom::{Len, Point, Size};
use crate::manifest::{Manifest, Output, PaperEntry, Print, PrinterEntry};
use crate::pages::{Line, Mark, Page, Pages, Side};
use crate::pdf::{Inks, Setup};
use crate::printer::{Binding, Colour, Paper, Printer, Standard, Stated, Stock, Unknown};
use crate::source::{self, Files, Span};
use crate::theme::{Role, Theme};

/// The printer of a book that asks for a file for the press and names none.
const DEFAULT: &str = "european-offset";
/// The paper of a book that names none, and whose printer does not either.
const PAPER: &str = "offset-80";
/// The ink limit where none is known: what the profile itself holds.
const INK: u16 = 300;
/// No sign hangs in the margin by more than this part of the size of its letters.
const HANGS: i64 = 4;
/// The least that remains of the outer margin when text moves away from the fold.
const OUTER: Len = Len::pt(28);
/// What measures may differ by and still be the same: a tenth of a millimetre, since the same
/// page is given in inches and in millimetres.
const SAME: Len = Len::raw(Len::PT.count() * 3 / 10);

/// The printer of a book, and what the book asks of it.
pub(super) struct Press {
    printer: Printer,
    standard: Standard,
    black: bool,
    /// Whether that is the printer's choice and not the book's.
    black_unasked: bool,
    /// How the book is held together, and whether the book itself says so.
    binding: (Option<Binding>, bool),
    /// The paper, and whether nobody named it.
    paper: Option<(Paper, bool)>,
    /// Where the manifest speaks of it.
    at: Span,
    /// Where it states margins and page.
    margins: Option<Span>,
}

impl Press {
    /// The printer, if it is one that sheets are laid out for.
    pub fn office(&self) -> Option<&Printer> {
        Some(&self.printer).filter(|printer| printer.is_office())
    }

    /// How the book is held together, if that is known.
    pub fn binding(&self) -> Option<Binding> {
        self.binding.0
    }

    /// Whether the book says so, and not only its printer.
    pub fn binding_is_stated(&self) -> bool {
        self.binding.1
    }

    /// How far the printer asks that pages reach over their edges.
    pub fn bleed(&self) -> Option<Len> {
        self.printer.bleed.as_ref().map(|stated| stated.value)
    }

    /// How many pages a book of so many has with the empty ones.
    pub fn whole(&self, pages: usize) -> usize {
        // A single leaf is no booklet.
        if pages <= 2 { pages } else { pages.next_multiple_of(self.multiple()) }
    }

    /// What the number of pages is made a multiple of.
    pub fn multiple(&self) -> usize {
        let multiple = self.printer.page_multiple.as_ref();
        multiple.map_or(1, |stated| stated.value.max(1)) as usize
    }
}

/// The printer of a book that has one, or asks for a file for the press.
pub(super) fn press(
    manifest: &Manifest,
    path: &Path,
    files: &mut Files,
    sink: &mut Sink,
) -> Option<Press> {
    let print = &manifest.print;
    let asked = manifest.outputs.contains(&Output::Press);
    if print.span.is_none() && !asked {
        return None;
    }
    let mut stock = Stock::builtin();
    let folder = path.parent().unwrap_or(Path::new(""));
    for (file, written, at) in &print.files {
        let shown = source::tidy(&folder.join(written));
        // What is wrong with it is reported; names that it has are then not known.
        stock.add(file, &shown, *at, files, sink).ok()?;
    }
    let head = print.span.unwrap_or(Span::head(manifest.file));
    let (printer, at) = match &print.printer {
        None => (stock.printer(DEFAULT), head),
        Some((PrinterEntry::Named(name), at)) => (stock.printer(name), *at),
        Some((PrinterEntry::Own(own), at)) => {
            let at = own.like.as_ref().map_or(*at, |(_, like)| *like);
            (stock.complete(own.as_ref().clone()), at)
        }
    };
    let mut printer =
        printer.map_err(|unknown| report(&unknown, "printer", at, sink)).ok()?;
    let paper = paper(print, &printer, &stock, at, sink);
    if printer.title.is_none() && printer.name.is_empty() {
        printer.title = Some("the printer".into());
    }
    let own = printer.standard.as_ref().map(|stated| stated.value);
    if let (Some(wanted), Some(asked)) = (print.standard, &printer.standard)
        && wanted != asked.value
        // What is not certain the book knows better.
        && asked.unsure.is_none()
    {
        let message = format!(
            "{} asks for {}, and the book for {}",
            printer.called(),
            standard_name(asked.value),
            standard_name(wanted)
        );
        let help = "leave `standard` out to do as the printer asks";
        let finding = Diagnostic::new(Code::OtherThanAsked, message).at(at);
        sink.report(finding.help(said(asked, help)));
    }
    if let (Some(wanted), Some(usual)) = (print.binding, &printer.binding)
        && wanted != usual.value
        && usual.unsure.is_none()
        // Whoever prints at the office binds as they like.
        && !printer.is_office()
    {
        let message = format!(
            "{} makes books that are {}, and this one is to be {}",
            printer.called(),
            binding_name(usual.value),
            binding_name(wanted)
        );
        let help =
            "leave `binding` out to do as the printer does, or name another printer";
        let finding = Diagnostic::new(Code::OtherThanAsked, message).at(at);
        sink.report(finding.help(said(usual, help)));
    }
    let colour = print.colour.or(printer.colour.as_ref().map(|stated| stated.value));
    let black = match colour {
        Some(Colour::Black) => true,
        Some(Colour::Colour) | None => false,
    };
    let standard = print.standard.or(own).unwrap_or(Standard::X4);
    let margins = manifest.design.margins.and(manifest.design.span);
    let black_unasked = black && print.colour.is_none();
    let usual = printer.binding.as_ref().map(|stated| stated.value);
    let binding = (print.binding.or(usual), print.binding.is_some());
    Some(Press { printer, standard, black, black_unasked, binding, paper, at, margins })
}

/// An office printer that staples books of such pages: this one, or an ordinary one.
pub(super) fn at_home(printer: Option<Printer>, page: Size, at: Span) -> Option<Press> {
    let ordinary = || {
        let name = if booklet::on_letter(page) { "office-letter" } else { "office-a4" };
        Stock::builtin().printer(name).ok()
    };
    Some(Press {
        printer: printer.or_else(ordinary)?,
        standard: Standard::X4,
        black: false,
        black_unasked: false,
        binding: (Some(Binding::Saddle), false),
        paper: None,
        at,
        margins: None,
    })
}

/// The paper: the book's, else the printer's, else one that is common; whether it is that.
fn paper(
    print: &Print,
    printer: &Printer,
    stock: &Stock,
    at: Span,
    sink: &mut Sink,
) -> Option<(Paper, bool)> {
    let (name, at) = match (&print.paper, &printer.paper) {
        (Some((PaperEntry::Own(paper), _)), _) => return Some((paper.clone(), false)),
        (Some((PaperEntry::Named(name), at)), _) => (name.as_str(), *at),
        (None, Some(stated)) => (stated.value.as_str(), at),
        (None, None) => (PAPER, at),
    };
    let assumed = print.paper.is_none() && printer.paper.is_none();
    let paper = stock.paper(name).map_err(|unknown| report(&unknown, "paper", at, sink));
    paper.ok().map(|paper| (paper.clone(), assumed))
}

fn report(unknown: &Unknown, what: &str, at: Span, sink: &mut Sink) {
    let message = format!("there is no {what} `{}`", crate::diag::short(&unknown.name));
    let finding = Diagnostic::new(Code::InvalidValue, message);
    sink.report(finding.at(at).help(unknown.help()));
}

fn standard_name(standard: Standard) -> &'static str {
    match standard {
        Standard::X4 => "PDF/X-4",
        Standard::X1a => "PDF/X-1a",
    }
}

fn binding_name(binding: Binding) -> &'static str {
    match binding {
        Binding::Saddle => "stitched through the fold",
        Binding::Glued => "glued",
    }
}

/// What to do, with where the printer's value was read.
fn said<T>(stated: &Stated<T>, help: &str) -> String {
    match stated.origin() {
        Some(origin) => format!("{help} ({origin})"),
        None => help.to_string(),
    }
}

/// What to do about a refusal; a value that is not certain may be stated otherwise.
fn refused<T>(stated: &Stated<T>, help: &str, printer: &Printer, key: &str) -> String {
    let help = said(stated, help);
    if stated.unsure.is_none() || printer.name.is_empty() {
        return help;
    }
    let name = &printer.name;
    format!(
        "{help}; what it tells you goes into `printer = {{ like = \"{name}\", {key} = … }}`"
    )
}

fn mm(size: Size) -> String {
    format!("{:.0} × {:.0} mm", size.width.to_mm(), size.height.to_mm())
}

impl Press {
    /// Whether the printer takes pages of this size; what it does not take is reported.
    pub fn check_size(&self, size: Size, manifest: &Manifest, sink: &mut Sink) {
        let (printer, at) = (&self.printer, manifest.design.span.unwrap_or(self.at));
        // A page may lie on its side.
        let least =
            |size: Size| (size.width.min(size.height), size.width.max(size.height));
        let (short, long) = least(size);
        let name = printer.called();
        let mut refuse = |what: &str, key: &str, stated: &Stated<Size>| {
            let limit = mm(stated.value);
            let message =
                format!("{name} takes pages {what} {limit}, and these are {}", mm(size));
            let finding = Diagnostic::new(Code::PrinterRefuses, message).at(at);
            let help = "change `page` in `[design]`, or name another printer";
            sink.report(finding.help(refused(stated, help, printer, key)));
        };
        if let Some(stated) = &printer.smallest {
            let (side, other) = least(stated.value);
            if short + SAME < side || long + SAME < other {
                refuse("not smaller than", "smallest", stated);
            }
        }
        if let Some(stated) = &printer.largest {
            let (side, other) = least(stated.value);
            if short > side + SAME || long > other + SAME {
                refuse("not larger than", "largest", stated);
            }
        }
        self.check_sheet(size, "the pages are", sink);
    }

    /// Whether what is so large has room on the printer's sheets; what has not is told.
    pub fn check_sheet(&self, size: Size, what: &str, sink: &mut Sink) {
        let Some(stated) = &self.printer.sheet else { return };
        let sheet = stated.value;
        let least =
            |size: Size| (size.width.min(size.height), size.width.max(size.height));
        let ((short, long), (side, other)) = (least(size), least(sheet));
        if short > side + SAME || long > other + SAME {
            let message = format!(
                "{} prints on sheets of {}, and {what} {}",
                self.printer.called(),
                mm(sheet),
                mm(size)
            );
            let help = "change `page` in `[design]`, or name another printer: otherwise it has to be printed smaller";
            sink.report(
                Diagnostic::new(Code::OtherThanAsked, message).at(self.at).help(help),
            );
        }
    }

    /// A theme with more room at the fold, where a book of so many pages needs it and does not
    /// state its margins.
    pub fn widened(&self, theme: &Theme, pages: usize, sink: &mut Sink) -> Option<Theme> {
        let (wanted, stated) = self.printer.inner_margin(count(pages))?;
        let inner = theme.page.inner;
        // What hangs in the margin of lines that begin at the fold stands in it too.
        let wanted_of_text = match self.margins {
            Some(_) => wanted,
            None => wanted + theme.style(Role::Body).size / HANGS,
        };
        if inner + SAME >= wanted_of_text {
            return None;
        }
        let name = self.printer.called();
        let asks = format!(
            "{name} asks for {:.1} mm between text and fold in a book of {pages} pages",
            wanted.to_mm()
        );
        if let Some(at) = self.margins {
            let message =
                format!("{asks}, and the inner margin is {:.1} mm", inner.to_mm());
            let help =
                format!("make `inner` of `margins` {:.1} mm or more", wanted.to_mm());
            let finding = Diagnostic::new(Code::PrinterRefuses, message).at(at);
            sink.report(finding.help(said(stated, &help)));
            return None;
        }
        let mut theme = theme.clone();
        // The text moves outward, so that no line breaks elsewhere; if there is no room, lines
        // become shorter.
        let outer = (theme.page.outer - (wanted_of_text - inner))
            .max(OUTER.min(theme.page.outer));
        (theme.page.inner, theme.page.outer) = (wanted_of_text, outer);
        let finding = Diagnostic::new(Code::WiderGutter, asks).at(self.at);
        sink.report(finding.help(said(stated, "the text was moved outward")));
        Some(theme)
    }

    /// What colours become on the pages.
    pub fn inks(&self) -> Inks {
        let limit = self.printer.ink_limit.as_ref();
        let limit = limit.map_or(INK, |stated| stated.value);
        Inks { standard: self.standard, black: self.black, limit }
    }

    /// What the file for the press is made by. Pages that the printer does not take are reported.
    pub fn setup(&self, pages: &Pages, sink: &mut Sink) -> Setup {
        let printer = &self.printer;
        let number = pages.pages.len();
        let taken = self.check_count(number, sink);
        let over = bleeds(pages);
        let gutter = printer.gutter_bleed.as_ref().is_none_or(|stated| stated.value);
        self.check_edges(pages, over, sink);
        if self.black_unasked && has_pictures(pages) {
            let name = printer.called();
            let message = format!(
                "pictures are gray: {name} prints with black alone unless the book asks for colour"
            );
            let help = "say `colour = \"colour\"` or `colour = \"black\"` in `[print]`";
            sink.report(Diagnostic::new(Code::InBlack, message).at(self.at).help(help));
        }
        let bleed = match &printer.bleed {
            // Who wants none at the fold wants it only where something bleeds.
            Some(stated) if gutter || over => stated.value,
            Some(_) | None => Len::ZERO,
        };
        let multiple = self.multiple();
        let blanks = self.whole(number) - number;
        // Of a book that is not taken as it is, nobody wants to know.
        if blanks > 0 && taken {
            let (many, them) = if blanks == 1 {
                ("an empty page is".to_string(), "it")
            } else {
                (format!("{blanks} empty pages are"), "them")
            };
            let message = format!(
                "{many} added at the end of the file for the press: {} takes multiples of {multiple}",
                printer.called()
            );
            let whole = number + blanks;
            let help =
                format!("`[design] fit = {{ pages = {whole} }}` makes use of {them}");
            sink.report(
                Diagnostic::new(Code::BlankPages, message).at(self.at).help(help),
            );
        }
        Setup {
            inks: self.inks(),
            bleed,
            gutter_bleed: gutter,
            marks: printer
                .marks
                .as_ref()
                .map_or(Vec::new(), |stated| stated.value.clone()),
            folds: Vec::new(),
            blanks,
        }
    }

    /// What the sheet of the cover is made by, which is folded at these places. It is printed in
    /// colour also where the pages are not, unless the book says otherwise.
    pub fn cover_setup(&self, folds: Vec<Len>, least: Len) -> Setup {
        let printer = &self.printer;
        let marks = printer.marks.as_ref().map(|stated| stated.value.clone());
        // Who says that no marks are wanted gets none.
        let marked = marks.as_ref().is_none_or(|marks| !marks.is_empty());
        Setup {
            inks: Inks { black: self.cover_in_black(), ..self.inks() },
            bleed: self.bleed().unwrap_or(least),
            gutter_bleed: true,
            marks: marks.unwrap_or_default(),
            folds: if marked { folds } else { Vec::new() },
            blanks: 0,
        }
    }

    fn cover_in_black(&self) -> bool {
        self.black && !self.black_unasked
    }

    /// How thick a book of so many pages is, and in words what was reckoned with; nothing of a
    /// paper that is not known.
    pub fn thickness(&self, pages: usize) -> Option<(Len, String)> {
        let (paper, _) = self.paper.as_ref()?;
        let caliper = paper.caliper.as_ref()?;
        let leaves = pages.div_ceil(2) as i64;
        let mm = caliper.value.to_mm();
        let called = match paper.called() {
            "" => "paper".to_string(),
            called => called.to_string(),
        };
        Some((caliper.value * leaves, format!("{leaves} leaves of {called}, {mm:.3} mm")))
    }

    /// The paper that was reckoned with because nobody named one.
    pub fn assumed_paper(&self) -> Option<&Paper> {
        self.paper.as_ref().filter(|(_, assumed)| *assumed).map(|(paper, _)| paper)
    }

    /// From how many pages on the printer prints words on a spine.
    pub fn spine_text_from(&self) -> Option<&Stated<u32>> {
        self.printer.spine_text_from.as_ref()
    }

    /// What messages call the printer.
    pub fn called(&self) -> &str {
        self.printer.called()
    }

    /// Reports a number of pages that the printer does not take; whether it takes it.
    fn check_count(&self, number: usize, sink: &mut Sink) -> bool {
        let (printer, pages) = (&self.printer, count(number));
        let mut taken = true;
        let mut refuse = |what: &str, key: &str, stated: &Stated<u32>, help: &str| {
            let message = format!(
                "{} takes {what} {} pages, and the book has {number}",
                printer.called(),
                stated.value
            );
            let finding = Diagnostic::new(Code::PrinterRefuses, message).at(self.at);
            sink.report(finding.help(refused(stated, help, printer, key)));
            taken = false;
        };
        if let Some(stated) = &printer.fewest_pages
            && pages < stated.value
        {
            let help = "name another printer, or let the text take more pages: a smaller `page` or a larger `size` in `[design]`";
            refuse("no fewer than", "fewest-pages", stated, help);
        }
        if let Some(stated) = &printer.most_pages
            && pages > stated.value
        {
            let help = "name another printer, or let the text take fewer pages: a larger `page` or a smaller `size` in `[design]`";
            refuse("no more than", "most-pages", stated, help);
        }
        taken
    }

    /// Reports the first text that stands too near an edge, and how many pages have such.
    pub fn check_edges(&self, pages: &Pages, over: bool, sink: &mut Sink) {
        let printer = &self.printer;
        let wide = printer.bleed_margin.as_ref().filter(|_| over);
        let own = wide.or(printer.margin.as_ref()).or(printer.unprinted.as_ref());
        let Some(stated) = own else { return };
        let mut near: Option<(&Page, Len)> = None;
        let mut many = 0;
        for page in &pages.pages {
            let lines = page.placed.iter().filter_map(|placed| match &placed.mark {
                Mark::Line(line) if !line.turned => {
                    distance(line, placed.at, page.side, pages.size)
                }
                Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => {
                    None
                }
            });
            let Some(least) = lines.min() else { continue };
            if least + SAME < stated.value {
                many += 1;
                near = near.or(Some((page, least)));
            }
        }
        let Some((page, least)) = near else { return };
        let stands = match least < Len::ZERO {
            true => format!("goes {:.1} mm over the edge", -least.to_mm()),
            false => format!("stands {:.1} mm from the edge", least.to_mm()),
        };
        let message = format!(
            "on page {} text {stands}, and {} asks for {:.1} mm{}",
            page.folio.label(),
            printer.called(),
            stated.value.to_mm(),
            if many > 1 { format!("; so it is on {many} pages") } else { String::new() }
        );
        let help = "make the margins wider, or move heads and page numbers nearer to the text with `head-distance` and `folio-distance` of the theme";
        let finding = Diagnostic::new(Code::NearEdge, message).at(self.at);
        sink.report(finding.help(said(stated, help)));
    }
}

fn count(pages: usize) -> u32 {
    u32::try_from(pages).unwrap_or(u32::MAX)
}

/// Whether there is any picture on the pages.
fn has_pictures(pages: &Pages) -> bool {
    pages.pages.iter().flat_map(|page| &page.placed).any(|placed| match placed.mark {
        Mark::Picture(..) => true,
        Mark::Line(_) | Mark::Rule(..) | Mark::Link(..) => false,
    })
}

/// Whether anything reaches over the edges of the pages.
fn bleeds(pages: &Pages) -> bool {
    let page = pages.size;
    let over = |at: Point, size: Size| {
        let (right, bottom) = (at.x + size.width, at.y + size.height);
        let sides = [-at.x, -at.y, right - page.width, bottom - page.height];
        sides.into_iter().any(|over| over > SAME)
    };
    let mut placed = pages.pages.iter().flat_map(|page| &page.placed);
    placed.any(|placed| match &placed.mark {
        Mark::Rule(size, _) | Mark::Picture(_, size) => over(placed.at, *size),
        Mark::Line(_) | Mark::Link(..) => false,
    })
}

/// How far a line is from the nearest of the three edges that are cut; nothing of a line without
/// letters.
fn distance(line: &Line, at: Point, side: Side, page: Size) -> Option<Len> {
    let size = line.runs.iter().map(|run| run.size).max()?;
    let outer = match side {
        Side::Recto => page.width - at.x - line.width,
        Side::Verso => at.x,
    };
    // Letters rise by two thirds of their size and hang by a quarter.
    let top = at.y - size.ratio(2, 3);
    let bottom = page.height - at.y - size.ratio(1, 4);
    Some(outer.min(top).min(bottom))
}
