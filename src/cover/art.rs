//! Art that fills a side.

use crate::geom::{Len, Size};
use crate::image::{Fit, Picture};

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
    use std::sync::Arc;

    use super::*;
    use crate::image::{Format, Turn};

    #[test]
    fn art_fills_the_page_and_what_is_lost_is_known() {
        let picture = |width, height| Picture {
            name: "art.png".into(),
            format: Format::Png,
            data: Arc::from(Vec::new()),
            width,
            height,
            density: None,
            turn: Turn::default(),
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
