//! Pages as they are seen: drawn small by a renderer that shares no code with the writer, and
//! held against pictures of them that are kept, with a tolerance. The line dumps of `suite`
//! say where everything stands; this says that it is there, and black.
//!
//! The pictures of spreads in `docs/` are made here as well, so that they are never those of
//! another state. `PUBLISH_UPDATE=1 cargo test pictures::` makes all anew; look at them.

use std::fs;
use std::path::{Path, PathBuf};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::{GrayImage, Luma};

use crate::support::{Book, Run};

/// Pages of books, counted from 1.
const PAGES: &[(&str, &[usize])] = &[
    ("coyoacan", &[1, 3, 4, 5, 7, 8, 10, 11, 13, 18, 19, 22, 26, 28, 30, 32, 35, 40]),
    ("coyoacan-es", &[3, 5]),
    ("leaflet", &[1, 2]),
    ("specimen", &[7, 9, 12, 13, 17, 18, 21, 24, 25, 27, 28, 30, 31]),
];

/// How wide they are kept, in pixels.
const WIDTH: u32 = 160;

/// Pictures for the docs: the file, the book, its theme and page, how wide a page is, the
/// left-hand pages of the spreads that stand below each other; 0 is the one before the first.
const SHEETS: &[(&str, &str, &str, u32, &[usize])] = &[
    ("spread.png", "pamphlet", "A5", 640, &[6]),
    ("themes/pamphlet.png", "pamphlet", "A5", 386, &[4, 6, 24]),
    ("themes/reader.png", "reader", "", 407, &[4, 6, 28]),
    ("themes/leaflet.png", "leaflet", "", 472, &[0, 2, 6]),
];

/// The frame around a page of a sheet, and what parts two spreads.
const FRAME: Luma<u8> = Luma([0xc0]);
const GAP: u32 = 14;

/// How far blocks of so many pixels a side may differ on the average, of 255: letters drawn a
/// part of a pixel aside stay below it, a line that is missing does not.
const BLOCK: u32 = 8;
const MOST: u32 = 36;

#[test]
fn pages_look_as_before() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for (book, pages) in PAGES {
        let pdf = built(&root.join(format!("books/{book}.toml")));
        for (page, seen) in pages.iter().zip(draw(&pdf, pages, WIDTH)) {
            let kept = root.join(format!("tests/pictures/{book}-{page:02}.png"));
            wrong.extend(compare(&seen, &kept));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn pictures_in_the_docs_are_of_this_state() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped =
        fs::read_to_string(root.join("books/coyoacan.toml")).expect("it is there");
    let mut wrong = Vec::new();
    for (file, theme, page, width, spreads) in SHEETS {
        let mut manifest: toml::Table = shipped.parse().expect("it is TOML");
        let mut design = toml::Table::new();
        design.insert("theme".into(), (*theme).into());
        if !page.is_empty() {
            design.insert("page".into(), (*page).into());
        }
        manifest.insert("design".into(), design.into());
        // Spreads are counted without covers.
        manifest.insert("outputs".into(), vec!["pdf"].into());
        let folder = tempfile::tempdir().expect("a temporary folder");
        for part in ["books", "covers", "fonts"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        let path = folder.path().join("books/coyoacan.toml");
        fs::write(&path, manifest.to_string()).expect("writable");
        let pdf = built(&path);
        let pages: Vec<usize> =
            spreads.iter().flat_map(|&left| [left, left + 1]).collect();
        let drawn: Vec<GrayImage> = draw(&pdf, &pages, *width).collect();
        let sheet = sheet(&drawn);
        wrong.extend(compare(&sheet, &root.join("docs").join(file)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The PDF of a manifest.
fn built(manifest: &Path) -> Vec<u8> {
    let out = tempfile::tempdir().expect("a temporary folder");
    let mut command = Book::empty().command(&["--only", "pdf", "--quiet", "--out"]);
    command.arg(out.path()).arg(manifest).current_dir(out.path());
    let run = Run::of(command);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let name = manifest.file_stem().expect("it has a name");
    let pdf = out.path().join(name).join(name).with_extension("pdf");
    fs::read(pdf).expect("it is written")
}

/// Pages of a PDF as pictures of a width.
fn draw(pdf: &[u8], pages: &[usize], width: u32) -> impl Iterator<Item = GrayImage> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a readable file");
    let drawn: Vec<GrayImage> = pages
        .iter()
        .map(|&number| {
            let page = pdf.pages().get(number.max(1) - 1).expect("the book has the page");
            let scale = width as f32 / page.render_dimensions().0;
            let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
            // No machine's own instructions for curves and hints.
            let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
            let (cache, interpreter) =
                (RenderCache::new(), InterpreterSettings::default());
            let drawn = hayro::render(page, &cache, &interpreter, &settings, &size);
            let (wide, high) = (u32::from(drawn.width()), u32::from(drawn.height()));
            if number == 0 {
                return GrayImage::from_pixel(wide, high, Luma([255]));
            }
            let gray = drawn.data().iter().map(|p| {
                let [r, g, b] = [p.r, p.g, p.b].map(u32::from);
                ((r * 299 + g * 587 + b * 114) / 1000) as u8
            });
            GrayImage::from_raw(wide, high, gray.collect()).expect("a byte a pixel")
        })
        .collect();
    drawn.into_iter()
}

/// Spreads below each other, each page framed.
fn sheet(pages: &[GrayImage]) -> GrayImage {
    let (width, height) = pages[0].dimensions();
    let spreads = pages.len() as u32 / 2;
    let size = (2 * width, spreads * height + (spreads - 1) * GAP);
    let mut sheet = GrayImage::from_pixel(size.0, size.1, Luma([255]));
    for (index, page) in pages.iter().enumerate() {
        let index = index as u32;
        let (left, top) = (index % 2 * width, index / 2 * (height + GAP));
        for (x, y, &pixel) in page.enumerate_pixels() {
            let edge = x == 0 || y == 0 || x + 1 == width || y + 1 == height;
            sheet.put_pixel(left + x, top + y, if edge { FRAME } else { pixel });
        }
    }
    sheet
}

/// What is wrong with a picture, held against the one that is kept.
fn compare(seen: &GrayImage, kept: &Path) -> Option<String> {
    let update = std::env::var_os("PUBLISH_UPDATE").is_some();
    let before = image::open(kept).map(|picture| picture.into_luma8());
    let differs = match &before {
        Err(error) => Some(error.to_string()),
        Ok(before) => difference(seen, before),
    }?;
    if update {
        seen.save(kept).expect("writable");
        return None;
    }
    let mut aside = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    aside.push(kept.file_name().expect("a file"));
    seen.save(&aside).expect("writable");
    Some(format!("{}: {differs}; now it looks like {}", kept.display(), aside.display()))
}

/// The block in which two pictures differ most, if they do.
fn difference(one: &GrayImage, other: &GrayImage) -> Option<String> {
    if one.dimensions() != other.dimensions() {
        return Some(format!(
            "{:?} where {:?} is kept",
            one.dimensions(),
            other.dimensions()
        ));
    }
    let (width, height) = one.dimensions();
    let blocks = (0..height.div_ceil(BLOCK))
        .flat_map(|row| (0..width.div_ceil(BLOCK)).map(move |column| (column, row)));
    let apart = blocks.map(|(column, row)| {
        let (left, top) = (column * BLOCK, row * BLOCK);
        let (right, bottom) = ((left + BLOCK).min(width), (top + BLOCK).min(height));
        let pixels = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        let sum: u32 = pixels
            .map(|(x, y)| {
                let [a] = one.get_pixel(x, y).0;
                let [b] = other.get_pixel(x, y).0;
                u32::from(a.abs_diff(b))
            })
            .sum();
        (sum / ((right - left) * (bottom - top)), left, top)
    });
    let (most, x, y) = apart.max()?;
    (most > MOST).then(|| format!("differs by {most} of 255 around {x}, {y}"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("writable");
        }
    }
}

#[test]
fn a_line_that_is_missing_is_seen() {
    let mut page = GrayImage::from_pixel(WIDTH, 40, Luma([255]));
    let empty = page.clone();
    assert_eq!(difference(&page, &empty), None);
    for x in 10..WIDTH - 10 {
        for y in 20..23 {
            page.put_pixel(x, y, Luma([120]));
        }
    }
    assert!(difference(&page, &empty).is_some());
}
