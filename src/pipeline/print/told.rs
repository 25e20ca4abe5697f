//! What is told of the files for the press when they are made: their pictures, and what stands
//! in the way of printing them.

use super::{INK, Press, said, standard_name};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::geom::Len;
use crate::pages::Pages;
use crate::pdf::{Fact, Seen};
use crate::preflight::{Rule, preflight};
use crate::printer::{Colour, Grain, Printer};

impl Press {
    /// Reports what was seen of pictures on their way into the file.
    pub fn tell<'f>(
        &self,
        facts: impl Iterator<Item = &'f Fact>,
        pages: &Pages,
        sink: &mut Sink,
    ) {
        for Fact { page, span, picture, what } in facts {
            let page = pages.pages.get(*page).map(|page| page.folio.label());
            let page = page.unwrap_or_default();
            let picture = format!("the picture {picture}");
            let mut tell = |code, message: String, help: String| {
                let at = span.unwrap_or(self.at);
                sink.report(Diagnostic::new(code, message).at(at).help(help));
            };
            match what {
                Seen::Resolution(found, side) => {
                    let Some(grain) = self.grain(*found, *side) else { continue };
                    let part = found * 100 / self.printer.resolution();
                    let help = format!(
                        "get a larger file, or print it smaller: at {part} % of this width it has {}",
                        self.printer.resolution()
                    );
                    let (code, asked, help) = self.coarse(grain, help);
                    let message = format!(
                        "{picture} has {found} pixels an inch as it stands on page {page}, {asked}"
                    );
                    tell(code, message, help);
                }
                Seen::Ink(found) => {
                    let stated = self.printer.ink_limit.as_ref();
                    let limit = stated.map_or(INK, |stated| stated.value);
                    if *found > limit {
                        let message = format!(
                            "{picture} on page {page} is in CMYK and lays on {found} % of ink, of {limit} % at the most"
                        );
                        let help = "convert it again with the printer's profile, or use it in RGB";
                        // What the printer is known to take no more than is an error, as in
                        // preflight.
                        match stated {
                            Some(stated) if stated.unsure.is_none() => {
                                tell(Code::PrinterRefuses, message, said(stated, help));
                            }
                            Some(_) | None => {
                                tell(Code::TooMuchInk, message, help.into())
                            }
                        }
                    }
                }
                Seen::Flattened => {
                    let message = format!(
                        "{picture} on page {page} is printed as pixels: {} cannot show all of it as shapes",
                        standard_name(self.standard)
                    );
                    let help = "it looks the same; leave out masks, filters and what is seen through to keep its lines sharp".into();
                    tell(Code::FlattenedDrawing, message, help);
                }
            }
        }
    }

    /// What the printer has against a picture with so many pixels an inch.
    pub fn grain(&self, per_inch: u32, side: Len) -> Option<Grain<'_>> {
        self.printer.grain(per_inch, side)
    }

    /// How a picture with too few pixels is told: what is asked for, and what helps.
    pub fn coarse(&self, grain: Grain<'_>, help: String) -> (Code, String, String) {
        let asked = self.printer.resolution();
        match grain {
            Grain::Refused(least) => {
                let code = match least.unsure {
                    Some(_) => Code::LowResolution,
                    None => Code::PrinterRefuses,
                };
                let asked =
                    format!("and {} takes {} or more", self.called(), least.value);
                (code, asked, said(least, &help))
            }
            Grain::Coarse => {
                let asked =
                    format!("of the {asked} that are asked for: it will look coarse");
                (Code::LowResolution, asked, help)
            }
            Grain::Few => {
                (Code::LowResolution, format!("of the {asked} that are asked for"), help)
            }
        }
    }

    /// Tells what else stands in the way of printing the file, as `publish preflight` does:
    /// pictures, ink, and the number and size of pages are told before, with their places.
    pub fn preflight(&self, bytes: &[u8], sink: &mut Sink) {
        let mut printer = self.printer.clone();
        if let Some(colour) = &mut printer.colour {
            colour.value = if self.black { Colour::Black } else { Colour::Colour };
        }
        let near = sink.found().iter().any(|found| found.code == Code::NearEdge);
        let told = [Rule::Ink, Rule::Margin];
        // Text near an edge is told with its page, if the pages have any.
        let told = if near { &told[..] } else { &told[..1] };
        self.preflight_as("file for the press", bytes, printer, told, sink);
    }

    /// The same of the file for the cover.
    pub fn preflight_cover(&self, bytes: &[u8], sink: &mut Sink) {
        let printer = self.printer.of_cover();
        self.preflight_as("file for the cover", bytes, printer, &[Rule::Ink], sink);
    }

    fn preflight_as(
        &self,
        name: &str,
        bytes: &[u8],
        mut printer: Printer,
        told: &[Rule],
        sink: &mut Sink,
    ) {
        if let Some(standard) = &mut printer.standard {
            standard.value = self.standard;
        }
        // What is told already is not measured again: ink takes a look at every dot.
        if told.contains(&Rule::Ink) {
            printer.ink_limit = None;
        }
        let Ok(report) = preflight(bytes, &printer) else { return };
        for finding in report.findings() {
            match finding.rule {
                Rule::Resolution | Rule::PageCount | Rule::PageSize => continue,
                rule if told.contains(&rule) => continue,
                Rule::Ink
                | Rule::Standard
                | Rule::Intent
                | Rule::Script
                | Rule::Outline
                | Rule::Layers
                | Rule::Attachment
                | Rule::PageSizes
                | Rule::TrimBox
                | Rule::Boxes
                | Rule::Bleed
                | Rule::Margin
                | Rule::Font
                | Rule::ColourSpace
                | Rule::BlackOnly
                | Rule::Spot
                | Rule::Registration
                | Rule::RichText
                | Rule::WhiteOverprint
                | Rule::Hairline
                | Rule::Transparency
                | Rule::Annotation
                | Rule::Damaged
                | Rule::Unseen => {}
            }
            let place = match finding.place() {
                place if place.is_empty() => String::new(),
                place => format!(" ({place} of it)"),
            };
            let message = format!("{name}: {}{place}", finding.what);
            let code = match finding.severity {
                Severity::Error => Code::PrinterRefuses,
                Severity::Warning | Severity::Note => Code::Preflight,
            };
            let found = Diagnostic::new(code, message).at(self.at);
            sink.report(found.help(finding.rule.help()));
        }
    }
}
