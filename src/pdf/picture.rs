//! Pictures: embedded once each, turned by the transform and never by re-encoding.

use std::sync::Arc;

use krilla::geom::{Size as Area, Transform};
use krilla::graphic::Graphic;
use krilla::image::Image;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::Error;
use super::page::points;
use crate::geom::{Point, Size};
use crate::id::{Arena, Id};
use crate::image::{Format, Picture, Turn, on_screen};

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
                let broken = |why| Error::Picture(picture.name.clone(), why);
                let art = read(picture, surface).map_err(broken)?;
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

fn read(picture: &Picture, surface: &mut Surface<'_>) -> Result<Art, String> {
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(on_screen(picture));
    match picture.format {
        Format::Jpeg => Image::from_jpeg(data.into(), false).map(Art::Raster),
        Format::Png => Image::from_png(data.into(), false).map(Art::Raster),
        Format::Svg => drawing(picture, surface),
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
