//! Pictures made ready for the press: each once, side by side, and most of them before anybody
//! knows on which pages they stand.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::super::Error;
use super::Inks;
use super::drawing::{self, Drawn};
use super::profile::Converter;
use super::raster::{self, Wanted};
use crate::geom::Len;
use crate::id::{Arena, Id};
use crate::image::{Format, Picture};
use crate::pages::{Mark, Pages};
use crate::printer::Standard;

/// A picture ready to be drawn.
pub(super) enum Art {
    Raster(raster::Ready),
    Drawing(Box<Drawn>),
}

/// Pictures that were converted beside other work.
#[derive(Default)]
pub struct Plates(BTreeMap<Id<Picture>, Result<Art, String>>);

/// Converts pictures whose size on the pages does not matter: all but drawings that have to become
/// pixels. The answer holds for pages whose first pictures are these, with the same inks; what is
/// wrong with a picture is told when it is used.
pub fn plates(pictures: &Arena<Picture>, of: &[Id<Picture>], inks: Inks) -> Plates {
    let made = of.par_iter().filter_map(|&id| {
        let made = match pictures[id].format {
            Format::Jpeg | Format::Png => Some(raster(&pictures[id], inks)),
            Format::Svg => {
                let shapes =
                    drawing::shapes(&pictures[id], wanted(inks), &mut converter(inks));
                let drawn = |shapes| Art::Drawing(Box::new(Drawn::Shapes(shapes)));
                shapes.map(|shapes| Ok(drawn(shapes)))
            }
        };
        Some((id, made?))
    });
    Plates(made.collect())
}

/// The pictures on the pages.
pub(super) fn on(
    pages: &Pages,
    inks: Inks,
    mut plates: Plates,
) -> Result<BTreeMap<Id<Picture>, Art>, Error> {
    // Drawings that become pixels are as fine as their largest place asks for.
    let mut largest: BTreeMap<Id<Picture>, (Len, Len)> = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.placed) {
        if let Mark::Picture(id, size) = placed.mark {
            let known = largest.entry(id).or_default();
            *known = (known.0.max(size.width), known.1.max(size.height));
        }
    }
    let all: Vec<_> =
        largest.into_iter().map(|(id, size)| (id, size, plates.0.remove(&id))).collect();
    let convert = |(id, size, made): (Id<Picture>, (Len, Len), Option<_>)| {
        let picture = &pages.pictures[id];
        let made = made.unwrap_or_else(|| match picture.format {
            Format::Jpeg | Format::Png => raster(picture, inks),
            Format::Svg => drawing::read(picture, size, wanted(inks), converter(inks))
                .map(|drawn| Art::Drawing(Box::new(drawn))),
        });
        Ok((id, made.map_err(|why| Error::Picture(picture.written.clone(), why))?))
    };
    let ready: Result<Vec<(Id<Picture>, Art)>, Error> =
        all.into_par_iter().map(convert).collect();
    Ok(ready?.into_iter().collect())
}

/// Converts a JPEG or a PNG.
fn raster(picture: &Picture, inks: Inks) -> Result<Art, String> {
    let jpeg = match picture.format {
        Format::Jpeg => true,
        Format::Png | Format::Svg => false,
    };
    raster::read(&picture.data, jpeg, wanted(inks), &mut converter(inks)).map(Art::Raster)
}

fn converter(inks: Inks) -> Converter {
    Converter::new(inks.black, inks.limit)
}

fn wanted(inks: Inks) -> Wanted {
    let alpha = match inks.standard {
        Standard::X4 => true,
        Standard::X1a => false,
    };
    Wanted { black: inks.black, alpha }
}
