//! The front cover as a picture: the book's own art, or a title card drawn from what is
//! known about the book. Nothing here knows the e-book or paper.

mod card;

use crate::document::Document;
use crate::image::{Fit, Format, Picture, rasterise};

/// How large drawn covers are, in pixels: what the large shops ask for.
const SIZE: Fit = Fit { width: 1600, height: 2560 };

/// The front cover as pixels: pictures as delivered, drawings rasterised, and a title card
/// when the book has no art.
pub fn front(document: &Document) -> Option<Picture> {
    match &document.cover {
        Some(cover) => {
            let art = &document.pictures[cover.picture];
            match art.format {
                Format::Jpeg | Format::Png => Some(art.clone()),
                Format::Svg => rasterise(art, SIZE),
            }
        }
        None => rasterise(&card::draw(&document.info)?, SIZE),
    }
}

#[cfg(test)]
mod tests {
    use super::card::lines;

    #[test]
    fn titles_are_broken_into_lines_of_like_width() {
        let broken = lines("The House in Coyoacán and Its Garden", 190.0, 1280.0);
        let broken = broken.expect("it fits");
        assert_eq!(broken, ["The House in", "Coyoacán and", "Its Garden"]);
        assert!(lines("Donaudampfschifffahrtsgesellschaft", 190.0, 1280.0).is_none());
    }
}
