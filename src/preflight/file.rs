//! The file as a whole: what it claims, and what a press has no use for.

use lopdf::{Dictionary, Object};

use super::{Checked, Rule};
use crate::diag::Severity;
use crate::printer::Standard;

/// The most bytes of metadata that are read.
const MOST_METADATA: u64 = 4 << 20;

impl Checked<'_> {
    /// Checks everything that is not on a page.
    pub(super) fn file(&mut self) {
        let nothing = Dictionary::new();
        let catalog = self.pdf.catalog().unwrap_or(&nothing);
        let has = |key: &[u8]| catalog.get_deref(key, self.pdf).is_ok();
        let names = catalog.get_deref(b"Names", self.pdf).and_then(Object::as_dict);
        let named = |key: &[u8]| names.as_ref().is_ok_and(|names| names.has(key));
        let outlines = catalog.get_deref(b"Outlines", self.pdf).and_then(Object::as_dict);
        let outline = outlines.is_ok_and(|outline| outline.has(b"First"));
        let acts = catalog.get_deref(b"OpenAction", self.pdf).and_then(Object::as_dict);
        let acts = acts.is_ok_and(|action| action.has(b"S") && !goes_to(action));
        let (layers, files) = (has(b"OCProperties"), named(b"EmbeddedFiles"));
        let script = named(b"JavaScript") || has(b"AA") || acts;
        if script {
            let what = "the file runs scripts or actions".to_string();
            self.report.find(Rule::Script, None, what);
        }
        // An office printer has no use for these either, and does not mind.
        let office = self.printer.is_office();
        if outline && !office {
            self.report.find(Rule::Outline, None, "the file has bookmarks".to_string());
        }
        if files && !office {
            let what = "there are files in the file".to_string();
            self.report.find(Rule::Attachment, None, what);
        }
        let Some(standard) = &self.printer.standard else { return };
        let severity = match (&standard.unsure, standard.value) {
            (Some(_), _) => Severity::Warning,
            (None, Standard::X4 | Standard::X1a) => Severity::Error,
        };
        let (asked, value) = (name(standard.value), standard.value);
        if layers && value == Standard::X1a {
            let what = format!("the file has layers, and {asked} knows none");
            self.report.find(Rule::Layers, None, what);
        }
        let claim = self.claim();
        if claim != Some(value) {
            let found = match claim {
                Some(other) => format!("it claims {}", name(other)),
                None => "it claims no such standard".to_string(),
            };
            let what = format!("{asked} is asked for, and {found}");
            self.report.find_as(Rule::Standard, severity, None, what);
        }
        let intents = catalog.get_deref(b"OutputIntents", self.pdf);
        let intents = intents.and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        let press = intents.iter().any(|intent| {
            let intent = self.pdf.dereference(intent).and_then(|(_, it)| it.as_dict());
            intent.is_ok_and(|intent| {
                intent.get_deref(b"S", self.pdf).and_then(Object::as_name).ok()
                    == Some(b"GTS_PDFX")
            })
        });
        if !press {
            let what = "the file does not say what press its colours are for".to_string();
            self.report.find_as(Rule::Intent, severity, None, what);
        }
    }

    /// The standard that a file says it conforms to, in its information or its metadata.
    fn claim(&self) -> Option<Standard> {
        let of = |text: &[u8]| {
            let has = |word: &[u8]| text.windows(word.len()).any(|part| part == word);
            if has(b"PDF/X-4") {
                Some(Standard::X4)
            } else if has(b"PDF/X-1a") || has(b"PDF/X-1:2001") {
                Some(Standard::X1a)
            } else {
                None
            }
        };
        let info =
            self.pdf.trailer.get_deref(b"Info", self.pdf).and_then(Object::as_dict);
        let info = info.and_then(|info| info.get_deref(b"GTS_PDFXVersion", self.pdf));
        let told = info.and_then(Object::as_str).ok().and_then(of);
        told.or_else(|| {
            let catalog = self.pdf.catalog().ok()?;
            let about =
                catalog.get_deref(b"Metadata", self.pdf).ok()?.as_stream().ok()?;
            let mut text = Vec::new();
            crate::intake::unpack(self.pdf, about, MOST_METADATA, 0, &mut text).ok()?;
            of(&text)
        })
    }
}

/// Whether an action only shows a place of the file.
fn goes_to(action: &Dictionary) -> bool {
    action.get(b"S").and_then(Object::as_name).ok() == Some(b"GoTo")
}

/// The standard as it is written.
fn name(standard: Standard) -> &'static str {
    match standard {
        Standard::X4 => "PDF/X-4",
        Standard::X1a => "PDF/X-1a",
    }
}
