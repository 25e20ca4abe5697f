//! Pictures as some devices want them: drawings in pixels, and nothing too large.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::container::Content;
use super::{Edition, picture_content};
use crate::image::{Fit, Limit, Picture, rasterise, reduce};

/// The pictures that editions have otherwise, by where the e-book has them
/// (`images/plan.svg`).
#[derive(Default)]
pub(super) struct Pixels {
    drawings: FxHashMap<String, Other>,
    reduced: FxHashMap<String, Other>,
}

/// A picture of the e-book.
pub(super) struct Shown<'a> {
    /// Where it is, from the folder of the package document.
    pub href: String,
    pub picture: &'a Picture,
    /// Its bytes, upright.
    pub content: Content,
}

/// A picture in another form.
pub(super) struct Other {
    /// Where it is, from the folder of the package document.
    pub href: String,
    pub media_type: &'static str,
    pub content: Content,
    /// How large the drawing is that it shows, in CSS pixels.
    pub size: Option<(u32, u32)>,
}

/// How large drawings are at most: as wide and as high as the screens of readers.
const SCREEN: Fit = Fit { width: 1264, height: 1680 };
/// How many pixels a drawing has for one of CSS.
const DENSE: u32 = 4;

/// The most that a picture for Kindle may have: 5 MB (Kindle Publishing Guidelines, "Image
/// Guidelines"), and a side that is more than twice that of the largest Kindle.
const KINDLE: Limit = Limit { bytes: 5_000_000, side: 4000, quality: 88 };
/// What all pictures together may have, lest the book be too large for e-mail (50 MB), and
/// what is tried until they have it.
pub(super) const TOGETHER: usize = 45_000_000;
const SMALLER: [Limit; 4] = [
    Limit { bytes: 1_500_000, side: 2560, quality: 82 },
    Limit { bytes: 700_000, side: 1920, quality: 78 },
    Limit { bytes: 350_000, side: 1440, quality: 72 },
    Limit { bytes: 150_000, side: 1080, quality: 65 },
];

/// Drawings turned into pixels before the e-book is written, by the names of their pictures: it is
/// the longest part of making editions, and needs nothing that they wait for.
#[derive(Clone, Default, Debug)]
pub struct Drawn(FxHashMap<String, Picture>);

impl Drawn {
    /// The drawings among some pictures, if an edition has them in pixels.
    pub fn of<'p>(
        pictures: impl Iterator<Item = &'p Picture>,
        editions: &[Edition],
    ) -> Drawn {
        if !editions.iter().any(|edition| edition.has_pixels()) {
            return Drawn::default();
        }
        let pictures: Vec<&Picture> = pictures.collect();
        let drawn = pictures
            .par_iter()
            .filter_map(|picture| Some((picture.name.clone(), drawn(picture)?)));
        Drawn(drawn.collect())
    }
}

/// A drawing as large as a screen asks for.
fn drawn(picture: &Picture) -> Option<Picture> {
    let fit = Fit {
        width: SCREEN.width.min(picture.width.saturating_mul(DENSE)),
        height: SCREEN.height.min(picture.height.saturating_mul(DENSE)),
    };
    rasterise(picture, fit)
}

impl Pixels {
    /// The pictures of a book, by where they are, for the editions that are made; what is drawn
    /// already is not drawn again.
    pub fn of(pictures: &[Shown<'_>], before: &Drawn, editions: &[Edition]) -> Pixels {
        let wants = |edition| editions.contains(&edition);
        let mut pixels = Pixels::default();
        if editions.iter().any(|edition| edition.has_pixels()) {
            let drawn = pictures.par_iter().filter_map(|shown| {
                let Shown { href, picture, content: _ } = shown;
                let size = (picture.width, picture.height);
                let other = |drawn: &Picture| other(href, drawn, Some(size));
                let other = match before.0.get(&picture.name) {
                    Some(drawn) => other(drawn),
                    None => other(&drawn(picture)?),
                };
                Some((href.clone(), other))
            });
            pixels.drawings = drawn.collect();
        }
        if wants(Edition::Kindle) {
            pixels.reduced = reduced(pictures, TOGETHER);
        }
        pixels
    }

    /// A picture in the form that an edition has it in, where that is another.
    pub fn get(&self, edition: Edition, href: &str) -> Option<&Other> {
        match edition {
            Edition::Plain | Edition::Kobo | Edition::Web => None,
            Edition::Compatible => self.drawings.get(href),
            Edition::Kindle => self.drawings.get(href).or_else(|| self.reduced.get(href)),
        }
    }
}

fn other(href: &str, picture: &Picture, size: Option<(u32, u32)>) -> Other {
    let stem = href.rsplit_once('.').map_or(href, |(stem, _)| stem);
    Other {
        href: format!("{stem}.{}", picture.format.extension()),
        media_type: picture.format.media_type(),
        content: picture_content(picture),
        size,
    }
}

/// Pictures made smaller: each as it must be, and all of them should they be too large
/// together.
fn reduced(pictures: &[Shown<'_>], together: usize) -> FxHashMap<String, Other> {
    let mut made = FxHashMap::default();
    for limit in [KINDLE].into_iter().chain(SMALLER) {
        let smaller: Vec<Option<Picture>> = pictures
            .par_iter()
            .map(|shown| reduce(shown.picture, shown.content.bytes(), limit))
            .collect();
        let sizes = pictures.iter().zip(&smaller).map(|(shown, smaller)| {
            smaller.as_ref().map_or(shown.content.bytes().len(), |small| small.data.len())
        });
        let sum: usize = sizes.sum();
        made = pictures
            .iter()
            .zip(&smaller)
            .filter_map(|(shown, picture)| {
                let picture = picture.as_ref()?;
                Some((shown.href.clone(), other(&shown.href, picture, None)))
            })
            .collect();
        if sum <= together {
            break;
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::image::Format;

    #[test]
    fn all_pictures_become_smaller_until_they_fit_together() {
        let mut jpeg = Vec::new();
        let noise =
            |x: u32, y: u32| (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) as u8;
        image::RgbImage::from_fn(1200, 900, |x, y| {
            image::Rgb([noise(x, y), noise(y, x), 9])
        })
        .write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg)
        .expect("it can be written");
        let picture = Picture {
            name: "a.jpg".into(),
            written: String::new(),
            format: Format::Jpeg,
            data: Arc::from(jpeg),
            width: 1200,
            height: 900,
            density: None,
            turn: Default::default(),
            shapes: Default::default(),
        };
        let content = Content::Dense(Arc::clone(&picture.data));
        let shown = |href: &str| Shown {
            href: href.to_owned(),
            picture: &picture,
            content: content.clone(),
        };
        let all = [shown("images/a.jpg"), shown("images/b.jpg")];
        assert!(reduced(&all, 2 * picture.data.len()).is_empty(), "they fit as they are");
        let made = reduced(&all, 2 * 350_000);
        let size = |href| made.get(href).map(|other: &Other| other.content.bytes().len());
        assert!(size("images/a.jpg").is_some_and(|size| size <= 350_000));
        assert_eq!(size("images/a.jpg"), size("images/b.jpg"));
    }
}
