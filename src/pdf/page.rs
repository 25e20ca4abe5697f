//! One page after the other: marks in reading order, each in its marked content.

use std::num::NonZeroU32;

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::{PathBuilder, Rect, Transform};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag};

use super::Error;
use super::font::Typefaces;
use super::outline::destination;
use super::picture::Pictures;
use super::press::Palette;
use super::tags::Tags;
use super::text::Batch;
use crate::font::Fonts;
use crate::geom::{Len, Point, Size};
use crate::pages::{
    Folio, FolioStyle, Goal, Line, LineRole, Mark, NodeId, Page, Pages, Placed, Tag,
};

/// A length in points, rounded to a thousandth: a twentieth of what a good press can set,
/// and short in the file.
pub(super) fn points(length: Len) -> f32 {
    ((length.to_pt() * 1000.0).round() / 1000.0) as f32
}

/// Writes every page; returns the structure that its content belongs to.
pub(super) fn write_all<'a>(
    pdf: &mut Document,
    pages: &'a Pages,
    fonts: &'a Fonts,
) -> Result<Tags<'a>, Error> {
    let mut writer = Writer {
        pages,
        faces: Typefaces::new(fonts),
        pictures: Pictures::new(&pages.pictures),
        tags: Tags::new(&pages.structure),
        batch: Batch::new(Palette::Screen),
        owner: None,
    };
    let (width, height) = (points(pages.size.width), points(pages.size.height));
    let mut labels = Labels::default();
    for (index, page) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(width, height).ok_or(Error::PageSize)?;
        let mut sheet =
            pdf.start_page_with(settings.with_page_label(labels.next(page.folio)));
        let mut surface = sheet.surface();
        let drawn = writer.draw(page, index, &mut surface);
        writer.leave(&mut surface);
        surface.finish();
        drawn?;
        writer.link(page, &mut sheet);
        sheet.finish();
    }
    Ok(writer.tags)
}

struct Writer<'a> {
    pages: &'a Pages,
    faces: Typefaces<'a>,
    pictures: Pictures<'a>,
    tags: Tags<'a>,
    batch: Batch,
    /// Whose content is being drawn.
    owner: Option<Owner>,
}

/// What content belongs to: a node of the structure, or furniture of a kind.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Node(NodeId),
    Furniture(ArtifactType),
}

impl Writer<'_> {
    fn draw(
        &mut self,
        page: &Page,
        index: usize,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        for placed in &page.placed {
            match &placed.mark {
                Mark::Line(line) => self.line(line, placed.at, surface)?,
                Mark::Rule(size, ink) => {
                    self.enter(owner(placed.node, ArtifactType::Layout), surface);
                    self.batch.flush(&self.faces, surface);
                    rule(placed.at, *size, Palette::Screen.fill(*ink), surface);
                }
                Mark::Picture(id, size) => {
                    self.enter(owner(placed.node, ArtifactType::Layout), surface);
                    self.batch.flush(&self.faces, surface);
                    self.pictures.draw(*id, placed.at, *size, surface)?;
                    let seen = seen(placed.at, *size, self.pages.size);
                    if let (Some(node), Some(area)) = (placed.node, seen) {
                        self.tags.picture(node, BBox::new(index, area));
                    }
                }
                // Annotations lie on the page, not in its content.
                Mark::Link(..) => {}
            }
        }
        Ok(())
    }

    fn line(
        &mut self,
        line: &Line,
        at: Point,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        let furniture = match line.role {
            LineRole::Head => ArtifactType::Header,
            LineRole::Folio => ArtifactType::Footer,
            LineRole::Body | LineRole::Note => ArtifactType::Layout,
        };
        if line.turned {
            // A line that runs up is drawn from the origin, with the page turned around it;
            // marked content and graphics state are not interlaced.
            self.leave(surface);
            let (x, y) = (points(at.x), points(at.y));
            surface.push_transform(&Transform::from_row(0.0, -1.0, 1.0, 0.0, x, y));
            let drawn = self.runs(line, Point::default(), furniture, surface);
            self.leave(surface);
            surface.pop();
            return drawn;
        }
        self.runs(line, at, furniture, surface)
    }

    fn runs(
        &mut self,
        line: &Line,
        at: Point,
        furniture: ArtifactType,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        for (index, run) in line.runs.iter().enumerate() {
            self.enter(owner(run.node, furniture), surface);
            let ends = index + 1 == line.runs.len();
            self.batch.add(run, ends, (at.x, at.y), &mut self.faces, surface)?;
        }
        Ok(())
    }

    /// Opens the marked content of an owner, unless it is open: consecutive content of one
    /// node is one sequence, over as many lines as it has.
    fn enter(&mut self, owner: Owner, surface: &mut Surface<'_>) {
        if self.owner == Some(owner) {
            return;
        }
        self.leave(surface);
        match owner {
            Owner::Node(node) => {
                let content = surface.start_tagged(ContentTag::Other);
                self.tags.add(node, content);
            }
            Owner::Furniture(kind) => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            }
        }
        self.owner = Some(owner);
    }

    fn leave(&mut self, surface: &mut Surface<'_>) {
        self.batch.flush(&self.faces, surface);
        if self.owner.take().is_some() {
            surface.end_tagged();
        }
    }

    fn link(&mut self, page: &Page, sheet: &mut krilla::page::Page<'_>) {
        for Placed { at, node, mark, .. } in &page.placed {
            let Mark::Link(size, goal) = mark else { continue };
            let Some(area) = area(*at, *size) else { continue };
            let target = match goal {
                Goal::Inside(id) => Target::Destination(
                    krilla::destination::Destination::Xyz(destination(self.pages, *id)),
                ),
                Goal::Outside(address) => {
                    Target::Action(Action::Link(LinkAction::new(ascii(address))))
                }
            };
            let node = node.map(|id| self.pages.structure.link_of(id).unwrap_or(id));
            let words = node.and_then(|id| {
                if let Tag::Link(words) = &self.pages.structure.0[id].tag {
                    return Some(words.clone());
                }
                None
            });
            let link = Annotation::new_link(LinkAnnotation::new(area, target), words);
            match node {
                Some(node) => {
                    let content = sheet.add_tagged_annotation(link);
                    self.tags.add(node, content);
                }
                None => sheet.add_annotation(link),
            }
        }
    }
}

fn owner(node: Option<NodeId>, furniture: ArtifactType) -> Owner {
    node.map_or(Owner::Furniture(furniture), Owner::Node)
}

/// An address as PDF wants it, in seven bits (ISO 32000-1, 12.6.4.7): the rest is escaped
/// as browsers do (RFC 3987, 3.1).
fn ascii(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            0x21..=0x7E => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A box of the page, if it has a size.
fn area(at: Point, size: Size) -> Option<Rect> {
    Rect::from_xywh(points(at.x), points(at.y), points(size.width), points(size.height))
}

/// The part of an area that is on the page.
fn seen(at: Point, size: Size, page: Size) -> Option<Rect> {
    let (left, top) = (at.x.max(Len::ZERO), at.y.max(Len::ZERO));
    let right = (at.x + size.width).min(page.width);
    let bottom = (at.y + size.height).min(page.height);
    let size = Size { width: right - left, height: bottom - top };
    area(Point { x: left, y: top }, size)
}

/// Draws a filled box.
pub(super) fn rule(at: Point, size: Size, fill: Fill, surface: &mut Surface<'_>) {
    let Some(area) = area(at, size) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(area);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill));
        surface.draw_path(&path);
    }
}

/// Page labels, in ranges (ISO 32000-1, 12.4.2).
///
/// krilla takes a label for each page and leaves out those that repeat the last one
/// written. It compares numbers the wrong way round: a page is left out when its number is
/// one *less* than that of the range, or when neither has one. So the pages that continue a
/// range get such a number; a range from 1 needs none, as that is the default.
#[derive(Default)]
struct Labels {
    last: Option<Folio>,
    /// The number that continues the open range.
    more: Option<NonZeroU32>,
}

impl Labels {
    fn next(&mut self, folio: Folio) -> PageLabel {
        let style = match folio.style {
            FolioStyle::Arabic => NumberingStyle::Arabic,
            FolioStyle::Roman => NumberingStyle::LowerRoman,
        };
        let goes_on = self.last.is_some_and(|last| {
            last.style == folio.style && last.number.checked_add(1) == Some(folio.number)
        });
        self.last = Some(folio);
        if goes_on {
            return PageLabel::new(Some(style), None, self.more);
        }
        let first = NonZeroU32::new(folio.number).filter(|number| number.get() > 1);
        self.more = first.and_then(|number| NonZeroU32::new(number.get() - 1));
        PageLabel::new(Some(style), None, first)
    }
}
