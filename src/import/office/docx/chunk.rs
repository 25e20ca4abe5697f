//! Pages and texts that stand in a .docx as files of their own, as converters of web pages write it.

use roxmltree::Node;

use super::super::package::attribute;
use super::super::pieces::Piece;
use super::Reader;
use crate::import::manuscript::{Block, Kind, Manuscript, plain, text};
use crate::import::report::Report;
use crate::import::{encoding, html, web_archive};

impl<'a, 't> Reader<'a, 't> {
    /// What an `altChunk` stands for (ISO/IEC 29500-1, 17.17.2.1).
    pub fn chunk(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let id = attribute(node, "id").unwrap_or("");
        let target = self.targets[self.part].get(id).cloned().unwrap_or_default();
        let at = self.reading.at;
        let read = self.chunks.get(&target).and_then(|bytes| {
            let lower = target.to_lowercase();
            match lower.rsplit('.').next() {
                Some("txt") => Some(self.text_chunk(bytes)),
                Some("mht" | "mhtml") => {
                    let archive = web_archive::read(bytes).ok()?;
                    let beside = |address: &str| archive.part(address);
                    self.page_chunk(&archive.page, &beside)
                }
                Some(_) | None => self.page_chunk(bytes, &|_| None),
            }
        });
        let name = target.rsplit('/').next().unwrap_or("");
        let Some((manuscript, report)) = read else {
            let message = format!(
                "a part of the document is a file of its own, `{name}`, which is not read"
            );
            let help =
                "open the document in its word processor, save it anew, and import that";
            return self.reading.report.doubt(at, message, help);
        };
        let message =
            format!("a part of the document, `{name}`, was read as a page by itself");
        self.reading.report.guess(at, message, "");
        self.reading.adopt_report(report);
        let blocks = self.reading.adopt(manuscript);
        out.push(Piece::Blocks(blocks));
    }

    fn text_chunk(&self, bytes: &[u8]) -> (Manuscript, Report) {
        let decoded = encoding::decode(bytes, None, None).text;
        let lines = decoded.lines().map(str::trim).filter(|line| !line.is_empty());
        let blocks =
            lines.map(|line| Block::paragraph(text(line), self.reading.at)).collect();
        (Manuscript { blocks, ..Manuscript::default() }, Report::default())
    }

    fn page_chunk(
        &self,
        bytes: &[u8],
        beside: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Option<(Manuscript, Report)> {
        let source = encoding::decode(bytes, None, html::declared(bytes)).text;
        let mut report = Report::default();
        let file = self.reading.file;
        let page =
            html::Page { source: &source, file, stem: "page", beside, location: None };
        let mut manuscript = html::read(&page, &mut report).ok()?;
        // What is the title of a page is a heading of the document.
        let at = self.reading.at;
        let subtitle = manuscript.subtitle.take();
        let subtitle = subtitle.map(|runs| Block::paragraph(runs, at));
        let title = manuscript.title.take();
        let title = title.filter(|title| is_in_body(&plain(title), &source));
        let title = title.map(|runs| Block::new(Kind::Heading { level: 1, runs }, at));
        let front = title.into_iter().chain(subtitle);
        manuscript.blocks.splice(0..0, front);
        Some((manuscript, report))
    }
}

/// Whether the words of a title stand on a page, and not only in the title of its window.
fn is_in_body(title: &str, source: &str) -> bool {
    let body = source.split_once("</title>").map_or(source, |(_, body)| body);
    title.split_whitespace().all(|word| body.contains(word))
}
