//! The e-book in the editions that are asked for, and what their readers' makers say of them.

use std::borrow::Cow;

use super::output::{Extent, Made};
use super::{Options, Print, Stage, Step};
use crate::assemble::{self, Gather};
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::Document;
use crate::epub::{self, Drawn, EMAIL, Edition, HEAVY, Inventory, Refusal, WEB};
use crate::image::Picture;
use crate::manifest::{Manifest, Output};
use crate::review;
use crate::theme::EndPlace;

/// The edition of the e-book that an output is, if it is one.
pub(super) fn edition(output: Output) -> Option<Edition> {
    match output {
        Output::Epub => Some(Edition::Plain),
        Output::Kepub => Some(Edition::Kobo),
        Output::Kindle => Some(Edition::Kindle),
        Output::Compatible => Some(Edition::Compatible),
        Output::Html => Some(Edition::Web),
        Output::Pdf
        | Output::Press
        | Output::Cover
        | Output::Proof
        | Output::Booklet
        | Output::BookletFronts
        | Output::BookletBacks => None,
    }
}

/// Why the e-book does not say that it conforms to WCAG, though somebody certifies it.
pub(super) fn tell_obstacles(manifest: &Manifest, document: &Document, sink: &mut Sink) {
    let made = manifest.outputs.iter().any(|&output| edition(output).is_some());
    if !made || manifest.info.accessibility.certified_by.is_none() {
        return;
    }
    let obstacles = review::obstacles(document);
    let Some(first) = obstacles.first() else { return };
    let message = "the e-book does not claim to conform to WCAG 2.2 AA";
    let mut finding = Diagnostic::new(Code::NotAccessible, message);
    if let Some(at) = manifest.said.get("accessibility") {
        finding = finding.at(*at);
    }
    let help = match obstacles.len() {
        1 => "mend this, and it does".to_string(),
        more => format!("mend this and {} more like it, and it does", more - 1),
    };
    if let Some(span) = first.span {
        finding = finding.related(span, first.what.clone());
    }
    sink.report(finding.help(help));
}

impl Stage<'_> {
    /// The editions of the e-book, in the order of `outputs`.
    pub(super) fn ebooks(
        &self,
        outputs: &[Output],
        (cover, drawn): (Option<Picture>, Drawn),
        print: Print,
        step: &(dyn Fn(Step) + Sync),
        sink: &mut Sink,
    ) -> Vec<Made> {
        let embed_fonts = self.manifest.design.embed_fonts;
        let Print { pages: printed, folios } = print;
        let traced = self.traced;
        let options = epub::Options {
            cover,
            embed_fonts,
            conforms: review::obstacles(&self.document).is_empty(),
            printed,
            drawn,
            folios,
            traced,
        };
        let document = match self.theme.notes.ebook {
            // An e-book has the notes of an article at its end by itself.
            EndPlace::Article => Cow::Borrowed(&self.document),
            EndPlace::Book => {
                Cow::Owned(assemble::gather_notes(&self.document, Gather::Book))
            }
        };
        let editions: Vec<Edition> =
            outputs.iter().filter_map(|&output| edition(output)).collect();
        let books =
            epub::editions(&document, &self.theme, &self.fonts, &options, &editions);
        let extent = Extent::Sections(self.document.all_sections().len());
        let made = outputs.iter().zip(books).map(|(&output, made)| {
            let epub::Made { bytes, refusals, left_out, places } = made;
            if let Some(places) = places {
                // One edition alone has them.
                let _ = self.places.set(places);
            }
            step(Step::Made(output));
            if output == Output::Html {
                self.tell_heavy(bytes.len(), left_out, sink);
            }
            for refusal in &refusals {
                self.tell_refusal(output, refusal, sink);
            }
            let advice = match output == Output::Kindle {
                true => vec![sending(bytes.len())],
                false => Vec::new(),
            };
            Made { output, bytes, extent, advice }
        });
        made.collect()
    }

    /// What is inside the e-books that the manifest asks for, for people or for programs: one
    /// object a line.
    pub(super) fn inside(
        &self,
        options: &Options,
        json: bool,
        step: &(dyn Fn(Step) + Sync),
        sink: &mut Sink,
    ) -> Option<String> {
        let packed = |output: Output| edition(output).filter(|e| *e != Edition::Web);
        let asked = self.manifest.outputs.iter().copied();
        let mut only: Vec<Output> = asked.filter(|&o| packed(o).is_some()).collect();
        if only.is_empty() {
            let message =
                "the manifest asks for no e-book, so there is none to look into";
            let help = "add `\"epub\"` to `outputs`";
            sink.report(Diagnostic::new(Code::NoEbook, message).help(help));
            return None;
        }
        // The pages of the PDF are listed in the e-books.
        only.push(Output::Pdf);
        let options = Options { only: Some(only), proof: false, ..options.clone() };
        let mut shown = String::new();
        for Made { output, bytes, .. } in self.outputs(&options, step, &[], sink) {
            let Some(edition) = packed(output) else { continue };
            let file = format!("{}{}", self.manifest.name, output.ending());
            let Some(inside) = Inventory::of(&file, &bytes, edition) else { continue };
            if json {
                shown += &serde_json::to_string(&inside).unwrap_or_default();
                shown.push('\n');
            } else {
                shown += if shown.is_empty() { "" } else { "\n\n" };
                shown += &inside.table();
            }
        }
        Some(shown)
    }

    /// What a page of HTML cannot carry, or not fast.
    fn tell_heavy(&self, bytes: usize, left_out: usize, sink: &mut Sink) {
        let file = format!("{}{}", self.manifest.name, Output::Html.ending());
        let size = bytes.div_ceil(1_000_000);
        let message = match left_out {
            0 if bytes <= HEAVY => return,
            0 => format!("`{file}` has {size} MB, and is slow to open"),
            1 => format!("`{file}` has no room for the last of its pictures"),
            many => format!("`{file}` has no room for {many} of its pictures"),
        };
        let help = "make its pictures smaller, or leave `\"html\"` out of `outputs`";
        sink.report(Diagnostic::new(Code::HeavyPage, message).help(help));
    }

    /// Why Amazon would refuse the book.
    fn tell_refusal(&self, output: Output, refusal: &Refusal, sink: &mut Sink) {
        let Refusal { rule, detail } = refusal;
        let file = format!("{}{}", self.manifest.name, output.ending());
        let detail = match detail.is_empty() {
            true => String::new(),
            false => format!(" ({detail})"),
        };
        let message = format!("Kindle may refuse `{file}`: it {}{detail}", rule.what);
        let help = format!("{}: {} [{}]", rule.code, rule.why, rule.source);
        sink.report(Diagnostic::new(Code::KindleRefuses, message).help(help));
    }
}

/// Which ways to a Kindle a file of so many bytes can take.
fn sending(bytes: usize) -> String {
    let (email, web) = (EMAIL / 1_000_000, WEB / 1_000_000);
    let size = bytes.div_ceil(100_000) as f64 / 10.0;
    if bytes <= EMAIL {
        format!(
            "to a Kindle by e-mail (up to {email} MB; this is {size} MB) or the web page (up to {web} MB)"
        )
    } else if bytes <= WEB {
        format!(
            "to a Kindle through the web page (up to {web} MB; this is {size} MB), too large for e-mail (up to {email} MB)"
        )
    } else {
        format!(
            "too large for a Kindle: {size} MB, and the web page takes up to {web} MB, e-mail up to {email} MB"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::sending;

    #[test]
    fn the_ways_to_a_kindle_depend_on_the_size() {
        assert!(
            sending(1_250_000)
                .starts_with("to a Kindle by e-mail (up to 50 MB; this is 1.3 MB)")
        );
        assert!(sending(50_000_001).contains("too large for e-mail"));
        assert!(sending(200_000_001).starts_with("too large for a Kindle: 200.1 MB"));
    }
}
