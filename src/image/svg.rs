//! Drawings: parsed to shapes and written anew, so that nothing but shapes survives.
//!
//! Text becomes outlines in the embedded fonts, so that a drawing looks the same
//! everywhere; what it says belongs into its alternative text. The work is bounded before
//! it begins: by the file's size, by entities, by nesting, and by how many shapes remain
//! when every reference is followed.

mod bounds;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use image::{DynamicImage, RgbImage};
use resvg::tiny_skia;
use usvg::{ImageHrefResolver, ImageKind, Node, Tree, WriteOptions, roxmltree};

use super::{Fault, Format, Kind, Picture, Turn, check_size, fonts};

/// The largest drawing that is read.
const BYTES: usize = 32 << 20;

/// Whether a file's first bytes are those of a drawing.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let trimmed = head.trim_ascii_start();
    trimmed.starts_with(b"<")
        && [&b"<svg"[..], b"<!DOCTYPE svg"]
            .iter()
            .any(|mark| head.windows(mark.len()).any(|window| window == *mark))
}

/// What is to be told of a drawing that can be used.
#[derive(Default)]
pub(super) struct Doubts {
    /// What is left out.
    pub parts: Vec<String>,
    /// The letters that no font has.
    pub letters: Vec<char>,
    /// How many pictures in it cannot be read.
    pub lost: usize,
    /// Whether it has frames behind the first, which are left out.
    pub moves: bool,
}

/// What is seen of the pictures in a drawing while it is parsed.
#[derive(Default)]
struct Noted {
    /// How many pixels they have together, in bytes.
    spent: AtomicU64,
    /// How many cannot be read.
    lost: AtomicUsize,
    /// Whether any comes in CMYK.
    inked: AtomicBool,
}

/// Parses a drawing and writes it anew.
pub(super) fn read(bytes: &[u8], doubts: &mut Doubts) -> Result<Picture, Fault> {
    if bytes.len() > BYTES {
        return Err(Fault::Huge(format!("is too large: {} MB", bytes.len() >> 20)));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Fault::broken("is not UTF-8, as SVG files have to be"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    bounds::entities(text)?;
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        nodes_limit: bounds::NODES,
        ..Default::default()
    };
    let xml = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| Fault::Broken(format!("is not well-formed XML ({error})")))?;
    bounds::check(&xml)?;
    doubts.parts = bounds::unsafe_parts(&xml);
    let words = || xml.descendants().filter(|node| node.has_tag_name((SVG, "text")));
    let has_text = words().next().is_some();
    let letters =
        words().flat_map(|node| node.descendants()).filter_map(|node| node.text());
    let letters: BTreeSet<char> = letters.flat_map(str::chars).collect();
    doubts.letters = letters.into_iter().filter(|letter| fonts::lack(*letter)).collect();
    let noted = Arc::new(Noted::default());
    let tree = Tree::from_xmltree(&xml, &parse_options(has_text, Inks::Seen, &noted))
        .map_err(|error| Fault::Broken(format!("cannot be drawn ({error})")))?;
    doubts.lost = noted.lost.load(Ordering::Relaxed) + bounds::garbled(&xml);
    let press = noted.inked.load(Ordering::Relaxed).then(|| {
        Tree::from_xmltree(&xml, &parse_options(has_text, Inks::Kept, &Arc::default()))
            .ok()
    });
    let mut picture = written(tree);
    picture.shapes.press = press.flatten().map(Arc::new);
    Ok(picture)
}

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What becomes of the inks of pictures in CMYK within a drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inks {
    /// They are shown as a screen shows them.
    Seen,
    /// They stay, for the press.
    Kept,
}

fn parse_options(
    has_text: bool,
    inks: Inks,
    noted: &Arc<Noted>,
) -> usvg::Options<'static> {
    let noted = Arc::clone(noted);
    let mut options = usvg::Options {
        font_family: "EB Garamond".to_owned(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |kind, data, _| {
                let picture = embedded(&data, &noted, inks);
                // Drawings in drawings are told of as such.
                if picture.is_none() && !kind.contains("svg") {
                    noted.lost.fetch_add(1, Ordering::Relaxed);
                }
                picture
            }),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    if has_text {
        options.fontdb = fonts::database();
    }
    options
}

/// A picture inside a drawing, made safe like any other; drawings in drawings are dropped,
/// and so are pictures beyond what all of one drawing may take together.
fn embedded(data: &[u8], noted: &Noted, inks: Inks) -> Option<ImageKind> {
    if noted.spent.load(Ordering::Relaxed) > super::MEMORY {
        return None;
    }
    let picture = match Kind::of(data)? {
        Kind::Jpeg => super::jpeg::read(data).and_then(super::proved),
        Kind::Png => super::png::read(data).and_then(super::proved),
        Kind::Gif => super::raster::convert(data, image::ImageFormat::Gif),
        Kind::WebP => super::raster::convert(data, image::ImageFormat::WebP),
        Kind::Tiff => match super::inks::from_tiff(data) {
            Some(inks) => super::jpeg::read(&inks),
            None => super::raster::convert(data, image::ImageFormat::Tiff),
        },
        Kind::Svg => return None,
    }
    .ok();
    let pixels = picture.as_ref().map_or(super::MEMORY / 16, |picture| {
        u64::from(picture.width) * u64::from(picture.height) * 4
    });
    noted.spent.fetch_add(pixels, Ordering::Relaxed);
    let picture = picture?;
    if picture.format == Format::Jpeg && super::is_cmyk(&picture.data) {
        noted.inked.store(true, Ordering::Relaxed);
    }
    let upright = match inks {
        Inks::Kept if picture.turn == Turn::default() => Arc::clone(&picture.data),
        Inks::Kept | Inks::Seen => super::upright(&picture),
    };
    let upright = Arc::new(upright.to_vec());
    match picture.format {
        Format::Jpeg => Some(ImageKind::JPEG(upright)),
        Format::Png => Some(ImageKind::PNG(upright)),
        Format::Svg => None,
    }
}

/// The shapes of a drawing: read once, and shared by all outputs.
#[derive(Clone, Default)]
pub struct Shapes {
    seen: Arc<OnceLock<Option<Tree>>>,
    /// The same with the inks of pictures in CMYK, where there are any.
    press: Option<Arc<Tree>>,
}

impl Shapes {
    fn of(tree: Tree) -> Shapes {
        Shapes { seen: Arc::new(OnceLock::from(Some(tree))), press: None }
    }

    /// Those of a drawing that this program wrote for the press: pictures in it that come in CMYK
    /// keep their inks.
    pub fn for_press(text: &str) -> Shapes {
        Shapes { seen: Arc::new(OnceLock::from(parse(text, Inks::Kept))), press: None }
    }
}

/// They follow from the bytes of a picture, and tell none apart.
impl PartialEq for Shapes {
    fn eq(&self, _: &Shapes) -> bool {
        true
    }
}

impl fmt::Debug for Shapes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Shapes")
    }
}

impl Picture {
    /// The shapes of a drawing, all text among them in outlines; `None` of other pictures, and
    /// of what cannot be drawn.
    pub fn tree(&self) -> Option<&Tree> {
        match self.format {
            Format::Svg => {
                let text = || parse(std::str::from_utf8(&self.data).ok()?, Inks::Seen);
                self.shapes.seen.get_or_init(text).as_ref()
            }
            Format::Jpeg | Format::Png => None,
        }
    }

    /// The text of a drawing for the press, where pictures in it come in CMYK.
    pub fn press_text(&self) -> Option<String> {
        self.shapes.press.as_deref().map(text_of)
    }

    /// The shapes of a drawing for the press: pictures in it that come in CMYK keep their inks.
    pub fn press_tree(&self) -> Option<&Tree> {
        self.shapes.press.as_deref().or_else(|| self.tree())
    }
}

/// A drawing that this program wrote.
fn parse(text: &str, inks: Inks) -> Option<Tree> {
    let options = parse_options(text.contains("<text"), inks, &Arc::default());
    Tree::from_str(text, &options).ok()
}

/// A drawing written anew.
fn written(tree: Tree) -> Picture {
    let text = text_of(&tree);
    picture(tree, text)
}

/// The text of a drawing.
fn text_of(tree: &Tree) -> String {
    let options = WriteOptions {
        preserve_text: false,
        coordinates_precision: 5,
        indent: usvg::Indent::None,
        ..WriteOptions::default()
    };
    let text = tree.to_string(&options);
    let (width, height) = (tree.size().width(), tree.size().height());
    // Without a view box, some readers crop a drawing where they should scale it.
    text.replacen("<svg ", &format!("<svg viewBox=\"0 0 {width} {height}\" "), 1)
}

/// A drawing with the text that it was read from or written as.
fn picture(tree: Tree, text: String) -> Picture {
    let (width, height) = (tree.size().width(), tree.size().height());
    Picture {
        name: String::new(),
        written: String::new(),
        format: Format::Svg,
        data: Arc::from(text.into_bytes()),
        width: (width.round() as u32).max(1),
        height: (height.round() as u32).max(1),
        density: None,
        turn: Turn::default(),
        shapes: Shapes::of(tree),
    }
}

/// The box a drawing is made to fit when it is turned into pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fit {
    /// The widest it may be, in pixels.
    pub width: u32,
    /// The highest it may be, in pixels.
    pub height: u32,
}

/// Draws a drawing as pixels on white, as large as the box allows: PNG for flat colours,
/// JPEG where it holds photographs. Pictures that are pixels already are `None`.
pub fn rasterise(picture: &Picture, fit: Fit) -> Option<Picture> {
    let tree = picture.tree()?;
    let photographs = holds_pictures(tree.root());
    let size = tree.size();
    let scale = (fit.width as f32 / size.width()).min(fit.height as f32 / size.height());
    let width = ((size.width() * scale).round() as u32).clamp(1, fit.width.max(1));
    let height = ((size.height() * scale).round() as u32).clamp(1, fit.height.max(1));
    check_size(u64::from(width), u64::from(height), 4).ok()?;
    let mut pixmap = tiny_skia::Pixmap::new(width, height)?;
    pixmap.fill(tiny_skia::Color::WHITE);
    let transform = tiny_skia::Transform::from_scale(
        width as f32 / size.width(),
        height as f32 / size.height(),
    );
    resvg::render(tree, transform, &mut pixmap.as_mut());
    let (pixels, _) = pixmap.data().as_chunks::<4>();
    let (format, data) = if photographs {
        let mut colours = Vec::with_capacity(pixels.len() * 3);
        for [red, green, blue, _] in pixels {
            colours.extend_from_slice(&[*red, *green, *blue]);
        }
        let drawn = DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, colours)?);
        (Format::Jpeg, super::raster::encode_jpeg(&drawn).ok()?)
    } else {
        (Format::Png, super::raster::encode_drawing(pixels, width, height)?)
    };
    let stem = picture.name.rsplit_once('.').map_or(&*picture.name, |(stem, _)| stem);
    Some(Picture {
        name: format!("{stem}.{}", format.extension()),
        written: picture.written.clone(),
        format,
        data: Arc::from(data),
        width,
        height,
        density: None,
        turn: Turn::default(),
        shapes: Shapes::default(),
    })
}

/// Whether pictures of pixels are among the shapes.
fn holds_pictures(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(inner) => holds_pictures(inner),
        Node::Image(_) => true,
        Node::Path(_) | Node::Text(_) => false,
    })
}

/// How many pixels stand on a unit of a drawing where the pictures in it are coarsest; `None` where
/// there are none.
pub(super) fn coarsest(group: &usvg::Group) -> Option<f64> {
    let densities = group.children().iter().filter_map(|node| match node {
        Node::Group(inner) => coarsest(inner),
        Node::Image(image) if image.is_visible() => {
            let at = image.abs_transform();
            let (across, down) = (at.sx.hypot(at.ky), at.kx.hypot(at.sy));
            // usvg gives a picture in a drawing the size of its pixels.
            Some(1.0 / f64::from(across.max(down)).max(1e-6))
        }
        Node::Image(_) | Node::Path(_) | Node::Text(_) => None,
    });
    densities.min_by(f64::total_cmp)
}

/// A drawing that this program made and no output embeds as text; its words are set in the
/// embedded fonts, and in those of a book where there is one.
pub(crate) fn own(
    text: String,
    name: &str,
    fonts: Option<&crate::font::Fonts>,
) -> Option<Picture> {
    let mut options = parse_options(true, Inks::Seen, &Arc::default());
    if let Some(fonts) = fonts {
        options.fontdb = fonts::with(fonts);
    }
    let tree = Tree::from_str(&text, &options).ok()?;
    let (name, written) = (name.to_owned(), name.to_owned());
    Some(Picture { name, written, ..picture(tree, text) })
}
