//! The editions: one book, and what some devices want otherwise.

use rayon::prelude::*;

use super::compatible::Sheet;
use super::container::Content;
use super::pixels::{Other, Pixels, Shown};
use super::{File, kobo, restyle};

/// The media type of stylesheets.
const CSS: &str = "text/css";

/// Whom the e-book is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// Every reading system.
    Plain,
    /// Kobo's own engine.
    Kobo,
    /// Kindle, by e-mail or through the web page.
    Kindle,
    /// The oldest engines.
    Compatible,
    /// Browsers: one page of HTML, no archive.
    Web,
}

impl Edition {
    /// Whether drawings in it are pixels.
    pub(super) fn has_pixels(self) -> bool {
        match self {
            Edition::Kindle | Edition::Compatible => true,
            Edition::Plain | Edition::Kobo | Edition::Web => false,
        }
    }

    /// Whether the cover is a page of the book; Kindle shows the picture itself.
    fn has_cover_page(self) -> bool {
        match self {
            Edition::Plain | Edition::Kobo | Edition::Compatible | Edition::Web => true,
            Edition::Kindle => false,
        }
    }
}

/// The files as an edition has them.
pub(super) fn adapt(
    edition: Edition,
    files: &[File],
    pixels: &Pixels,
    shown: &[Shown<'_>],
) -> Vec<File> {
    let css = files.iter().find_map(|file| match &file.content {
        Content::Text(text) if file.media_type == CSS => Some(&**text),
        Content::Text(_) | Content::Loose(_) | Content::Dense(_) => None,
    });
    let sheet = match edition {
        Edition::Compatible => {
            let size = |shown: &Shown<'_>| {
                let href = pixels.get(edition, &shown.href).map(|other| &other.href);
                let src = format!("../{}", href.unwrap_or(&shown.href));
                (src, (shown.picture.width, shown.picture.height))
            };
            let sizes = shown.iter().map(size).collect();
            Sheet::of(css.unwrap_or("")).with_sizes(sizes)
        }
        Edition::Plain | Edition::Kobo | Edition::Kindle | Edition::Web => Sheet::of(""),
    };
    let kept =
        files.par_iter().filter(|file| file.id != "cover" || edition.has_cover_page());
    kept.map(|file| adapted(edition, file, pixels, &sheet)).collect()
}

fn adapted(edition: Edition, file: &File, pixels: &Pixels, sheet: &Sheet<'_>) -> File {
    let mut file = file.clone();
    if let Some(Other { href, media_type, content, size: _ }) =
        pixels.get(edition, &file.href)
    {
        (file.href, file.media_type) = (href.clone(), media_type);
        file.content = content.clone();
    }
    let text = match &file.content {
        Content::Text(text) => text.clone(),
        Content::Loose(_) | Content::Dense(_) => return file,
    };
    let css = file.media_type == CSS;
    let made = match edition {
        // Made from the files as they are.
        Edition::Plain | Edition::Web => None,
        Edition::Kobo if file.in_spine => Some(kobo::xhtml(&text)),
        Edition::Kobo if css => Some(kobo::css(&text)),
        Edition::Kindle if file.in_spine => other_pictures(&text, edition, pixels),
        Edition::Kindle if css => Some(restyle::without_conditions(&text)),
        Edition::Kindle if file.id == "nav" => Some(without_cover(&text)),
        Edition::Compatible if file.in_spine => {
            let drawn = other_pictures(&text, edition, pixels);
            Some(sheet.xhtml(drawn.as_deref().unwrap_or(&text)))
        }
        Edition::Compatible if css => Some(sheet.css.clone()),
        Edition::Kobo | Edition::Kindle | Edition::Compatible => None,
    };
    if let Some(made) = made {
        file.content = Content::Text(made.into());
    }
    file
}

/// The text with the pictures that the edition has in another form; `None` where it shows
/// none of them.
fn other_pictures(text: &str, edition: Edition, pixels: &Pixels) -> Option<String> {
    const OPENING: &str = " src=\"../";
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices(OPENING) {
        let start = at + OPENING.len();
        let Some(length) = text[start..].find('"') else { break };
        let href = &text[start..start + length];
        if let Some(other) = pixels.get(edition, href) {
            out.push_str(&text[done..start]);
            out.push_str(&other.href);
            if let Some((width, height)) = other.size {
                out.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
            }
            done = start + length;
        }
    }
    if done == 0 {
        return None;
    }
    out.push_str(&text[done..]);
    Some(out)
}

/// The ways into the book without that to the page of its cover.
fn without_cover(navigation: &str) -> String {
    const MARK: &str = "<li><a epub:type=\"cover\"";
    match navigation.split_once(MARK) {
        Some((before, rest)) => {
            let after = rest.split_once("</li>\n").map_or("", |(_, after)| after);
            format!("{before}{after}")
        }
        None => navigation.to_owned(),
    }
}
