//! The front cover as it is looked at in a catalogue: once to see it, once small.

use std::sync::Arc;

use crate::catalog::Sight;
use crate::image::{Format, Limit, Picture, reduce, upright};

/// To see it: as wide as a column of a page, on screens with two pixels for one.
const COVER: Limit = Limit { bytes: 300_000, side: 1_100, quality: 82 };
/// In a list.
const SMALL: Limit = Limit { bytes: 60_000, side: 420, quality: 80 };

/// Both, each with its bytes; none of what is no picture of pixels.
pub(super) fn of(cover: &Picture) -> Option<[(Sight, Vec<u8>); 2]> {
    let seen = upright(cover);
    let large = reduce(cover, &seen, COVER)
        .unwrap_or_else(|| Picture { data: Arc::clone(&seen), ..cover.clone() });
    let small = reduce(&large, &large.data, SMALL).unwrap_or_else(|| large.clone());
    Some([sight("cover", large)?, sight("thumbnail", small)?])
}

fn sight(name: &str, picture: Picture) -> Option<(Sight, Vec<u8>)> {
    match picture.format {
        Format::Jpeg | Format::Png => {}
        Format::Svg => return None,
    }
    let sight = Sight {
        file: format!("{name}.{}", picture.format.extension()),
        media_type: picture.format.media_type().to_owned(),
        width: picture.width,
        height: picture.height,
    };
    Some((sight, picture.data.to_vec()))
}
