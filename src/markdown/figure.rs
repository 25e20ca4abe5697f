//! Pictures: in the line, alone as figures, and in `::: figure`.

use std::ops::Range;

use super::PictureRef;
use super::attributes::{self, Attributes, Key};
use super::build::{Builder, trim};
use super::container::{both, content_of};
use crate::diag::Code;
use crate::document::{
    Alt, Block, Figure, FigureWidth, Inline, Inlines, Kind, PictureId, inline_text,
};
use crate::id::Id;

/// What was said about a picture beside its address and its alternative text.
#[derive(Debug)]
pub(super) struct PictureNote {
    /// Its title, where it stands in the source.
    title: Option<Range<usize>>,
    title_text: String,
    attributes: Attributes,
}

impl Builder<'_> {
    /// A picture in the line, for now.
    pub fn picture(
        &mut self,
        path: String,
        title: String,
        alt: &[Inline],
        range: Range<usize>,
    ) {
        let alt = Some(inline_text(alt)).filter(|a| !a.trim().is_empty());
        let mut alt = alt.map_or(Alt::Missing, |a| Alt::Text(a.trim().to_string()));
        let span = self.span(range.clone());
        let open = attributes::behind_picture(self.src, range.end);
        if let Some(braces) = attributes::malformed(self.src, open) {
            self.report_malformed(braces);
        }
        let mut found = attributes::parse(self.src, open).unwrap_or_default();
        if found.end > 0 {
            self.used_to = found.end;
        }
        if let Some(stated) = self.alt(&mut found) {
            alt = stated;
        }
        self.pictures.push(PictureRef { path, span });
        let picture: PictureId = Id::new(self.pictures.len() - 1);
        let within = &self.src[range.clone()];
        let title_at =
            (!title.is_empty()).then(|| within.rfind(title.as_str())).flatten();
        let title_at = title_at.map(|i| range.start + i..range.start + i + title.len());
        self.picture_notes.push(Some(PictureNote {
            title: title_at,
            title_text: title,
            attributes: found,
        }));
        self.push_inline(Inline::Picture { picture, alt, span });
    }

    fn alt(&mut self, attributes: &mut Attributes) -> Option<Alt> {
        let decorative = attributes.take(&["decorative"]).is_some()
            || attributes.take_class(&["decorative"]);
        let stated = attributes.take(&["alt"]).and_then(|key| key.value);
        let stated = stated.map(|at| self.src[at].replace("\\\"", "\""));
        match (decorative, stated) {
            (true, _) => Some(Alt::Decorative),
            (false, Some(text)) if !text.trim().is_empty() => Some(Alt::Text(text)),
            (false, _) => None,
        }
    }

    /// A picture alone in its paragraph is a figure.
    pub fn lone_picture(
        &mut self,
        picture: PictureId,
        alt: Alt,
        range: Range<usize>,
        behind: Attributes,
    ) {
        let note = self.picture_notes[picture.index()].take();
        let mut attributes = behind;
        let mut caption = None;
        if let Some(note) = note {
            attributes.join(note.attributes);
            let span = self.span(range.clone());
            caption = match note.title {
                Some(at) => Some(self.inlines_of(at)),
                None if note.title_text.is_empty() => None,
                None => Some(vec![Inline::Text { text: note.title_text, span }]),
            };
        }
        let (credit, width, pending) = self.figure_keys(&mut attributes);
        if pending {
            self.report_pending(range);
            return;
        }
        let beside = Vec::new();
        let figure = Figure { picture, alt, beside, caption, credit, width };
        self.add(Kind::Figure(figure), range);
        self.apply_to_last(attributes);
    }

    fn report_pending(&mut self, range: Range<usize>) {
        let message = "figure is pending; no output shows it";
        let help = "take `pending` out when the picture is there".to_string();
        self.report_with(Code::PendingFigure, message, range, Some(help));
    }

    fn figure_keys(
        &mut self,
        found: &mut Attributes,
    ) -> (Option<Inlines>, FigureWidth, bool) {
        let credit = found.take(&["credit"]).and_then(|key| key.value);
        let credit = credit.map(|at| self.inlines_of(at)).filter(|c| !c.is_empty());
        let stated = found.take(&["width"]).map(|key| self.width(&key));
        let mut width = stated.unwrap_or(FigureWidth::Natural);
        if found.take_class(&["across"]) {
            width = FigureWidth::Across(match width {
                FigureWidth::Measure(part) => part,
                FigureWidth::Natural
                | FigureWidth::Across(_)
                | FigureWidth::Page
                | FigureWidth::Bleed => 1000,
            });
        }
        if found.take_class(&["full-page"]) {
            width = FigureWidth::Page;
        }
        if found.take_class(&["bleed"]) {
            width = FigureWidth::Bleed;
        }
        let pending =
            found.take(&["pending"]).is_some() || found.take_class(&["pending"]);
        (credit, width, pending)
    }

    fn width(&mut self, key: &Key) -> FigureWidth {
        let value = key.value.clone().map(|at| &self.src[at]);
        let percent = value.and_then(|v| v.strip_suffix('%')?.trim().parse::<f64>().ok());
        match percent.filter(|p| (1.0..=100.0).contains(p)) {
            Some(percent) => FigureWidth::Measure((percent * 10.0).round() as u16),
            None => {
                let help = "write a part of the measure, such as `width=60%`".to_string();
                let message = "width is not between 1% and 100%";
                let range = key.range.clone();
                self.report_with(Code::InvalidAttribute, message, range, Some(help));
                FigureWidth::Natural
            }
        }
    }

    /// A `::: figure`: its pictures, and the other paragraphs as its caption.
    pub fn figure(
        &mut self,
        attributes: &mut Attributes,
        blocks: Vec<Block>,
        range: Range<usize>,
    ) {
        let alt = self.alt(attributes);
        let (credit, width, pending) = self.figure_keys(attributes);
        if pending {
            self.report_pending(range);
            attributes.keys.clear();
            return;
        }
        let mut figure: Option<Block> = None;
        let mut beside = Vec::new();
        let mut credits = Vec::new();
        let mut caption: Inlines = Vec::new();
        let mut others = Vec::new();
        for mut block in blocks {
            let span = block.span;
            if let Kind::Figure(next) = &mut block.kind {
                if figure.is_none() {
                    figure = Some(block);
                    continue;
                }
                beside.push((next.picture, next.alt.clone()));
                credits.extend(next.credit.take());
                let Some(own) = next.caption.take() else { continue };
                block.kind = Kind::Paragraph(own);
            } else if let Some(content) = block.paragraph_mut() {
                let line = std::mem::take(content);
                let mut row = Vec::new();
                *content =
                    self.pictures_before_caption(line, figure.is_some(), &mut row, span);
                for mut found in row {
                    let Kind::Figure(next) = &mut found.kind else { continue };
                    if figure.is_none() {
                        figure = Some(found);
                        continue;
                    }
                    beside.push((next.picture, next.alt.clone()));
                    credits.extend(next.credit.take());
                    let own = next.caption.take().unwrap_or_default();
                    lines(&mut caption, own);
                }
            } else {
                others.push(block);
                continue;
            }
            lines(&mut caption, content_of(block));
        }
        let Some(mut block) = figure else {
            let message = "figure has no picture";
            let help = "name one, `![what it shows](picture.png)`, or mark it `pending`";
            let line = range.start..range.start + 3;
            self.report_with(
                Code::InvalidAttribute,
                message,
                line,
                Some(help.to_string()),
            );
            if !caption.is_empty() {
                self.add(Kind::Paragraph(caption), range);
            }
            self.top().blocks.extend(others);
            return;
        };
        if let Kind::Figure(inner) = &mut block.kind {
            let caption = Some(caption).filter(|caption| !caption.is_empty());
            inner.caption = both(inner.caption.take(), caption, "\n");
            inner.alt = alt.unwrap_or_else(|| inner.alt.clone());
            for credit in credits.into_iter().map(Some).chain([credit]) {
                inner.credit = both(inner.credit.take(), credit, "; ");
            }
            inner.beside = beside;
            if width != FigureWidth::Natural {
                inner.width = width;
            }
        }
        block.span = self.span(range);
        self.top().blocks.push(block);
        self.top().blocks.extend(others);
    }

    /// Takes the pictures from a paragraph that goes on with their caption, each as a figure of
    /// its own: those before it, and where there are `others` already, those of a paragraph that
    /// is nothing else.
    fn pictures_before_caption(
        &mut self,
        mut line: Inlines,
        others: bool,
        row: &mut Vec<Block>,
        span: crate::source::Span,
    ) -> Inlines {
        let nothing_else = line.iter().all(|inline| match inline {
            Inline::Picture { .. } | Inline::Break { .. } => true,
            Inline::Text { text, .. } => text.trim().is_empty(),
            Inline::Code { .. }
            | Inline::Styled { .. }
            | Inline::Link { .. }
            | Inline::Note { .. } => false,
        });
        if others && !nothing_else {
            return line;
        }
        while let Some(Inline::Picture { picture, alt, .. }) = line.first() {
            let (picture, alt) = (*picture, alt.clone());
            let range = span.start as usize - self.base..span.end as usize - self.base;
            let kept = self.top().blocks.len();
            self.lone_picture(picture, alt, range, Attributes::default());
            row.extend(self.top().blocks.drain(kept..));
            line.remove(0);
            trim(&mut line);
            while matches!(line.first(), Some(Inline::Break { .. })) {
                line.remove(0);
                trim(&mut line);
            }
        }
        line
    }

    /// Pictures in the line have no width, caption or credit.
    pub fn report_unused_picture_attributes(&mut self) {
        let notes = std::mem::take(&mut self.picture_notes);
        for key in notes.into_iter().flatten().flat_map(|n| n.attributes.keys) {
            let message =
                format!("`{}` means nothing on a picture in the line", key.name);
            let help = "let the picture stand alone in its paragraph".to_string();
            self.report_with(Code::InvalidAttribute, message, key.range, Some(help));
        }
    }
}

/// Adds lines to a caption, below those it has.
fn lines(caption: &mut Inlines, more: Inlines) {
    if let Some(first) = more.first().filter(|_| !caption.is_empty()) {
        let span = first.span();
        caption.push(Inline::Break { span });
    }
    caption.extend(more);
}
