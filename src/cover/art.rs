//! Art that fills a side.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::geom::{Len, Size};
use crate::image::{Fit, Format, Picture, Shapes, Turn, upright};

/// How large a picture stands so that it covers an area, and how much of it is cut off then, in
/// hundredths of its width and of its height.
pub(super) fn covering(picture: &Picture, area: Size) -> (Size, (u32, u32)) {
    let (width, height) =
        (i64::from(picture.width.max(1)), i64::from(picture.height.max(1)));
    let as_wide = Size { width: area.width, height: area.width.ratio(height, width) };
    let size = if as_wide.height >= area.height {
        as_wide
    } else {
        Size { width: area.height.ratio(width, height), height: area.height }
    };
    let lost = |whole: Len, seen: Len| {
        let part = (whole - seen).count() * 100 / whole.count().max(1);
        u32::try_from(part).unwrap_or(0)
    };
    (size, (lost(size.width, area.width), lost(size.height, area.height)))
}

/// The middle of a picture, as much of it as fills an area, as a drawing that ends there: what
/// is beyond is not drawn.
pub(super) fn cropped(picture: &Picture, area: Size) -> Option<Picture> {
    let (size, _) = covering(picture, area);
    // Everything in the picture's own units.
    let units = f64::from(picture.width) / size.width.to_pt().max(0.001);
    let (wide, high) = (area.width.to_pt() * units, area.height.to_pt() * units);
    let x = (f64::from(picture.width) - wide) / 2.0;
    let y = (f64::from(picture.height) - high) / 2.0;
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{wide:.3}\" height=\"{high:.3}\" viewBox=\"{x:.3} {y:.3} {wide:.3} {high:.3}\">"
    );
    let text = match picture.format {
        Format::Svg => {
            // Its root is as this program wrote it, and begins the file.
            let own = picture.press_text();
            let text = match &own {
                Some(own) => own,
                None => std::str::from_utf8(&picture.data).ok()?,
            };
            let (_, inner) = text.split_once('>')?;
            format!("{head}{inner}")
        }
        Format::Jpeg | Format::Png => format!(
            "{head}<image width=\"{}\" height=\"{}\" xlink:href=\"data:{};base64,{}\"/></svg>",
            picture.width,
            picture.height,
            picture.format.media_type(),
            STANDARD.encode(&*match picture.turn == Turn::default() {
                true => Arc::clone(&picture.data),
                false => upright(picture),
            })
        ),
    };
    let stem = picture.name.rsplit_once('.').map_or(&*picture.name, |(stem, _)| stem);
    let shapes = Shapes::for_press(&text);
    Some(Picture {
        name: format!("{stem}.svg"),
        written: picture.written.clone(),
        format: Format::Svg,
        data: Arc::from(text.into_bytes()),
        width: wide.round().max(1.0) as u32,
        height: high.round().max(1.0) as u32,
        density: None,
        turn: Turn::default(),
        shapes,
    })
}

/// The box of a drawing's form that holds a box.
pub(super) fn around(picture: &Picture, least: Fit) -> Fit {
    let up = |length: u32, by: u32, of: u32| {
        let length = (u64::from(length) * u64::from(by)).div_ceil(u64::from(of.max(1)));
        u32::try_from(length).unwrap_or(u32::MAX)
    };
    let Fit { width, height } = least;
    let high = up(width, picture.height, picture.width);
    if high >= height {
        Fit { width, height: high }
    } else {
        Fit { width: up(height, picture.width, picture.height), height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_as_coarse_as_the_picture_in_it() {
        let mut png = std::io::Cursor::new(Vec::new());
        let pixels = image::RgbImage::from_pixel(60, 90, image::Rgb([9, 90, 60]));
        pixels.write_to(&mut png, image::ImageFormat::Png).expect("a small picture");
        let picture = Picture {
            name: "art.png".into(),
            written: String::new(),
            format: Format::Png,
            data: png.into_inner().into(),
            width: 60,
            height: 90,
            density: None,
            turn: Turn::default(),
            shapes: Shapes::default(),
        };
        let area = Size { width: Len::pt(144), height: Len::pt(144) };
        let drawing = cropped(&picture, area).expect("it can be cropped");
        assert_eq!(drawing.format, Format::Svg);
        // It is as wide as the page, two inches.
        assert_eq!(
            (picture.per_inch(area), drawing.per_inch(area)),
            (Some(30), Some(30))
        );
    }

    /// The first picture of pixels in a drawing.
    fn first(group: &usvg::Group) -> Option<&usvg::Image> {
        group.children().iter().find_map(|node| match node {
            usvg::Node::Image(image) => Some(&**image),
            usvg::Node::Group(inner) => first(inner),
            usvg::Node::Path(_) | usvg::Node::Text(_) => None,
        })
    }

    #[test]
    fn art_in_the_inks_of_print_keeps_them_on_a_sheet() {
        let mut jpeg = Vec::new();
        let black = [0, 0, 0, 255].repeat(16 * 24);
        let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 100);
        encoder.encode(&black, 16, 24, jpeg_encoder::ColorType::Cmyk).expect("encodes");
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"24\"><image \
             width=\"16\" height=\"24\" href=\"data:image/jpeg;base64,{}\"/></svg>",
            STANDARD.encode(&jpeg)
        );
        let at = crate::source::Span::head(crate::source::Files::default().add("a", ""));
        for (bytes, name) in [(jpeg, "art.jpg"), (drawing.into_bytes(), "art.svg")] {
            let mut sink = crate::diag::Sink::default();
            let picture = crate::image::load(bytes, name, at, &mut sink);
            let area = Size { width: Len::pt(144), height: Len::pt(144) };
            let drawing =
                cropped(&picture.expect("it is read"), area).expect("it is cropped");
            let tree = drawing.tree().expect("it is drawn");
            let image = first(tree.root()).expect("a picture");
            let usvg::ImageKind::JPEG(data) = image.kind() else { panic!("a JPEG") };
            let inked = crate::image::inks(data).expect("decodes").expect("in CMYK");
            // In a JPEG 255 is no ink.
            let [c, m, y, k] = inked.inks[..4] else { panic!("four inks") };
            assert!(c.min(m).min(y) > 250 && k < 5, "{name}: {c} {m} {y} {k}");
        }
    }

    #[test]
    fn art_fills_the_page_and_what_is_lost_is_known() {
        let picture = |width, height| Picture {
            name: "art.png".into(),
            written: String::new(),
            format: Format::Png,
            data: Arc::from(Vec::new()),
            width,
            height,
            density: None,
            turn: Turn::default(),
            shapes: Shapes::default(),
        };
        let area = Size { width: Len::pt(100), height: Len::pt(150) };
        assert_eq!(covering(&picture(1000, 1500), area), (area, (0, 0)));
        let (size, lost) = covering(&picture(1000, 2000), area);
        assert_eq!(
            (size.width, size.height, lost),
            (Len::pt(100), Len::pt(200), (0, 25))
        );
        let large = Fit { width: 1600, height: 2560 };
        assert_eq!(around(&picture(5, 8), large), large);
        let wide = around(&picture(1750, 2560), large);
        assert_eq!((wide.width, wide.height), (1750, 2560));
        let (size, lost) = covering(&picture(2000, 1500), area);
        assert_eq!(
            (size.width, size.height, lost),
            (Len::pt(200), Len::pt(150), (50, 0))
        );
    }
}
