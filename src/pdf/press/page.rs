//! The pages, one after the other: what stands on them, and the marks around them.

use std::collections::BTreeMap;

use krilla::Document;
use krilla::geom::{Path, PathBuilder, Rect, Size as Area, Transform};
use krilla::graphic::Graphic;
use krilla::page::PageSettings;
use krilla::paint::FillRule;
use krilla::surface::Surface;

use super::super::Error;
use super::super::font::Typefaces;
use super::super::page::{points, rule};
use super::super::picture::turned;
use super::super::text::Batch;
use super::drawing::{self, Drawn};
use super::ink::Palette;
use super::plate::{self, Art, Plates};
use super::sheet::{Sheet, over_edge};
use super::{Fact, Inks, Seen, Setup};
use crate::font::Fonts;
use crate::geom::{Point, Size};
use crate::id::Id;
use crate::image::Picture;
use crate::pages::{Line, Mark, Page, Pages, Placed, Side};

/// Writes every page and the empty ones after them; tells what is to be told of pictures.
pub(super) fn write_all(
    pdf: &mut Document,
    pages: &Pages,
    fonts: &Fonts,
    setup: &Setup,
    plates: Plates,
) -> Result<Vec<Fact>, Error> {
    let Inks { black, limit, .. } = setup.inks;
    let palette = Palette::Press { black, limit };
    let mut writer = Writer {
        pages,
        faces: Typefaces::new(fonts),
        pictures: plate::on(pages, setup.inks, plates)?,
        graphics: BTreeMap::new(),
        batch: Batch::new(palette),
        palette,
        facts: Vec::new(),
    };
    let mut side = Side::Verso;
    for (index, page) in pages.pages.iter().enumerate() {
        side = page.side;
        let sheet = Sheet::of(pages.size, side, setup).ok_or(Error::PageSize)?;
        writer.page(pdf, &sheet, Some((index, page)), setup)?;
    }
    for _ in 0..setup.blanks {
        side = side.other();
        let sheet = Sheet::of(pages.size, side, setup).ok_or(Error::PageSize)?;
        writer.page(pdf, &sheet, None, setup)?;
    }
    Ok(writer.facts)
}

struct Writer<'a> {
    pages: &'a Pages,
    faces: Typefaces<'a>,
    pictures: BTreeMap<Id<Picture>, Art>,
    /// Drawings that were drawn once.
    graphics: BTreeMap<Id<Picture>, Graphic>,
    batch: Batch,
    palette: Palette,
    facts: Vec<Fact>,
}

impl Writer<'_> {
    fn page(
        &mut self,
        pdf: &mut Document,
        sheet: &Sheet,
        page: Option<(usize, &Page)>,
        setup: &Setup,
    ) -> Result<(), Error> {
        let (width, height) = sheet.media;
        let settings = PageSettings::from_wh(width, height).ok_or(Error::PageSize)?;
        let settings =
            settings.with_trim_box(Some(sheet.trim)).with_bleed_box(Some(sheet.bleed));
        let mut leaf = pdf.start_page_with(settings);
        let mut surface = leaf.surface();
        let drawn = match page {
            Some((index, page)) => self.content(index, page, sheet, &mut surface),
            None => Ok(()),
        };
        sheet.mark(setup, &mut surface);
        surface.finish();
        leaf.finish();
        drawn
    }

    fn content(
        &mut self,
        index: usize,
        page: &Page,
        sheet: &Sheet,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        let size = self.pages.size;
        let over = page.placed.iter().any(|placed| match &placed.mark {
            Mark::Rule(area, _) | Mark::Picture(_, area) => {
                over_edge(placed.at, *area, size)
            }
            Mark::Line(_) | Mark::Link(..) => false,
        });
        let clip = over.then(|| rectangle(sheet.bleed)).flatten();
        if let Some(clip) = &clip {
            surface.push_clip_path(clip, &FillRule::NonZero);
        }
        let (x, y) = (sheet.trim.left(), sheet.trim.top());
        let moved = x != 0.0 || y != 0.0;
        if moved {
            surface.push_transform(&Transform::from_translate(x, y));
        }
        let drawn = self.draw(index, page, surface);
        self.batch.flush(&self.faces, surface);
        if moved {
            surface.pop();
        }
        if clip.is_some() {
            surface.pop();
        }
        drawn
    }

    fn draw(
        &mut self,
        index: usize,
        page: &Page,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        for placed in &page.placed {
            match &placed.mark {
                Mark::Line(line) => self.line(line, placed.at, surface)?,
                Mark::Rule(size, ink) => {
                    self.batch.flush(&self.faces, surface);
                    rule(placed.at, *size, self.palette.fill(*ink), surface);
                }
                Mark::Picture(id, size) => {
                    self.batch.flush(&self.faces, surface);
                    self.tell(index, placed, *id, *size);
                    self.picture(*id, placed.at, *size, surface);
                }
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
        if line.turned {
            // A line that runs up is drawn from the origin, with the page turned around it.
            self.batch.flush(&self.faces, surface);
            let (x, y) = (points(at.x), points(at.y));
            surface.push_transform(&Transform::from_row(0.0, -1.0, 1.0, 0.0, x, y));
            let drawn = self.runs(line, Point::default(), surface);
            self.batch.flush(&self.faces, surface);
            surface.pop();
            return drawn;
        }
        self.runs(line, at, surface)
    }

    fn runs(
        &mut self,
        line: &Line,
        at: Point,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        for (index, run) in line.runs.iter().enumerate() {
            let ends = index + 1 == line.runs.len();
            self.batch.add(run, ends, (at.x, at.y), &mut self.faces, surface)?;
        }
        Ok(())
    }

    fn picture(
        &mut self,
        id: Id<Picture>,
        at: Point,
        size: Size,
        surface: &mut Surface<'_>,
    ) {
        let (width, height) = (points(size.width), points(size.height));
        let Some(art) = self.pictures.get(&id) else { return };
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let to_box =
            Transform::from_row(width, 0.0, 0.0, height, points(at.x), points(at.y));
        surface.push_transform(&to_box);
        surface.push_transform(&turned(self.pages.pictures[id].turn));
        match art {
            Art::Raster(ready) => pixels(ready.image.clone(), surface),
            Art::Drawing(drawn) => match drawn.as_ref() {
                Drawn::Pixels(ready) => pixels(ready.image.clone(), surface),
                Drawn::Shapes(shapes) => {
                    let graphic = self
                        .graphics
                        .entry(id)
                        .or_insert_with(|| drawing::graphic(shapes, surface))
                        .clone();
                    let (x, y) = (1.0 / shapes.width, 1.0 / shapes.height);
                    surface.push_transform(&Transform::from_scale(x, y));
                    surface.draw_graphic(graphic);
                    surface.pop();
                }
            },
        }
        surface.pop();
        surface.pop();
    }

    /// Notes what is to be told of a picture at its place.
    fn tell(&mut self, page: usize, placed: &Placed, id: Id<Picture>, size: Size) {
        let picture = &self.pages.pictures[id];
        let mut tell = |what| {
            let (span, picture) = (placed.span, picture.written.clone());
            self.facts.push(Fact { page, span, picture, what });
        };
        if let Some(least) = picture.per_inch(size) {
            tell(Seen::Resolution(least, size.width.max(size.height)));
        }
        match self.pictures.get(&id) {
            Some(Art::Raster(ready)) => {
                if let Some(ink) = ready.ink {
                    tell(Seen::Ink(ink));
                }
            }
            Some(Art::Drawing(drawn)) => match drawn.as_ref() {
                Drawn::Pixels(_) => tell(Seen::Flattened),
                Drawn::Shapes(shapes) => {
                    if let Some(ink) = shapes.ink {
                        tell(Seen::Ink(ink));
                    }
                }
            },
            None => {}
        }
    }
}

/// Draws pixels into the unit square.
fn pixels(image: krilla::image::Image, surface: &mut Surface<'_>) {
    if let Some(unit) = Area::from_wh(1.0, 1.0) {
        surface.draw_image(image, unit);
    }
}

/// A box as a path.
fn rectangle(area: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(area);
    path.finish()
}
