//! Pictures: embedded once each, turned by the transform and never by re-encoding.

use std::sync::Arc;

use krilla::geom::{Size as Area, Transform};
use krilla::graphic::Graphic;
use krilla::image::Image;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::Error;
use super::page::points;
use crate::geom::{Len, Point, Size};
use crate::id::{Arena, Id};
use crate::image::{Fit, Format, Picture, Turn, on_screen, rasterise};

/// How fine drawings are that become pixels, an inch.
const FINE: f64 = 300.0;

/// The pictures that the pages use, read when first drawn.
pub(super) struct Pictures<'a> {
    pictures: &'a Arena<Picture>,
    ready: Vec<Option<Art>>,
}

#[derive(Clone)]
enum Art {
    Raster(Image),
    Drawing(Graphic, Area),
}

impl<'a> Pictures<'a> {
    pub(super) fn new(pictures: &'a Arena<Picture>) -> Pictures<'a> {
        Pictures { pictures, ready: vec![None; pictures.len()] }
    }

    /// Draws a picture into a box.
    pub(super) fn draw(
        &mut self,
        id: Id<Picture>,
        at: Point,
        size: Size,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        let picture = &self.pictures[id];
        let (width, height) = (points(size.width), points(size.height));
        if width <= 0.0 || height <= 0.0 {
            return Ok(());
        }
        let art = match &self.ready[id.index()] {
            Some(art) => art.clone(),
            None => {
                let broken = |why| Error::Picture(picture.written.clone(), why);
                let art = read(picture, size, surface).map_err(broken)?;
                self.ready[id.index()].insert(art).clone()
            }
        };
        let to_box =
            Transform::from_row(width, 0.0, 0.0, height, points(at.x), points(at.y));
        surface.push_transform(&to_box);
        surface.push_transform(&turned(picture.turn));
        match art {
            Art::Raster(image) => surface.draw_image(image, unit()),
            Art::Drawing(graphic, area) => {
                let (x, y) = (1.0 / area.width(), 1.0 / area.height());
                surface.push_transform(&Transform::from_scale(x, y));
                surface.draw_graphic(graphic);
                surface.pop();
            }
        }
        surface.pop();
        surface.pop();
        Ok(())
    }
}

fn unit() -> Area {
    Area::from_wh(1.0, 1.0).expect("a unit square has an area")
}

fn read(picture: &Picture, size: Size, surface: &mut Surface<'_>) -> Result<Art, String> {
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(on_screen(picture));
    match picture.format {
        Format::Jpeg => Image::from_jpeg(data.into(), false).map(Art::Raster),
        Format::Png => Image::from_png(data.into(), false).map(Art::Raster),
        // Gradients that go to and fro are programs in a PDF, which no archive takes.
        Format::Svg if picture.tree().is_some_and(repeats) => pixels(picture, size),
        Format::Svg => drawing(picture, surface),
    }
}

/// Whether a gradient of a drawing repeats.
fn repeats(tree: &usvg::Tree) -> bool {
    let linear = tree.linear_gradients().iter().map(|gradient| gradient.spread_method());
    let radial = tree.radial_gradients().iter().map(|gradient| gradient.spread_method());
    linear.chain(radial).any(|spread| match spread {
        usvg::SpreadMethod::Pad => false,
        usvg::SpreadMethod::Reflect | usvg::SpreadMethod::Repeat => true,
    })
}

/// A drawing as pixels, as fine as print asks for where it first stands.
fn pixels(picture: &Picture, size: Size) -> Result<Art, String> {
    let fine = |length: Len| (length.to_pt() / 72.0 * FINE).ceil().clamp(1.0, 1e5) as u32;
    let fit = Fit { width: fine(size.width), height: fine(size.height) };
    let drawn =
        rasterise(picture, fit).ok_or("it is too large to be turned into pixels")?;
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(drawn.data);
    match drawn.format {
        Format::Jpeg => Image::from_jpeg(data.into(), false).map(Art::Raster),
        Format::Png | Format::Svg => Image::from_png(data.into(), false).map(Art::Raster),
    }
}

/// A drawing as vectors; its text is outlines by now.
fn drawing(picture: &Picture, surface: &mut Surface<'_>) -> Result<Art, String> {
    let tree = picture.tree().ok_or("the drawing cannot be read")?;
    let area = Area::from_wh(tree.size().width(), tree.size().height())
        .ok_or("the drawing has no area")?;
    let mut builder = surface.stream_builder();
    let mut sheet = builder.surface();
    let settings = SvgSettings { embed_text: false, ..SvgSettings::default() };
    sheet.draw_svg(tree, area, settings).ok_or("the drawing cannot be drawn")?;
    sheet.finish();
    Ok(Art::Drawing(Graphic::new(builder.finish(), false), area))
}

/// Turns the unit square into itself: mirrored first, then by quarters clockwise. The
/// `y` axis points down, as on the page.
pub(super) fn turned(turn: Turn) -> Transform {
    // x' = sx·x + kx·y + tx, y' = ky·x + sy·y + ty
    let (sx, ky, kx, sy, tx, ty) = match turn.quarters % 4 {
        0 => (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        1 => (0.0, 1.0, -1.0, 0.0, 1.0, 0.0),
        2 => (-1.0, 0.0, 0.0, -1.0, 1.0, 1.0),
        _ => (0.0, -1.0, 1.0, 0.0, 0.0, 1.0),
    };
    if turn.mirrored {
        Transform::from_row(-sx, -ky, kx, sy, tx + sx, ty + ky)
    } else {
        Transform::from_row(sx, ky, kx, sy, tx, ty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_put_the_first_pixel_where_exif_says() {
        // Where the corner at the top left of the data ends up, and the one beside it: by
        // the orientations 1, 6, 3, 8 and, mirrored, 2, 7, 4, 5.
        let corners = |mirrored, quarters| {
            let to = turned(Turn { mirrored, quarters });
            [0.0, 1.0].map(|x| (to.sx() * x + to.tx(), to.ky() * x + to.ty()))
        };
        let (nw, ne, se, sw) = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0));
        assert_eq!(
            [0, 1, 2, 3].map(|q| corners(false, q)),
            [[nw, ne], [ne, se], [se, sw], [sw, nw]]
        );
        assert_eq!(
            [0, 1, 2, 3].map(|q| corners(true, q)),
            [[ne, nw], [se, ne], [sw, se], [nw, sw]]
        );
    }
}
