//! Files for the press: what is in them, object by object, and what is said of the book.

use std::io::Cursor;

use lopdf::content::Content;
use lopdf::{Document, Object};
use publish::geom::{Len, Point, Size};
use publish::pages::Mark;
use publish::printer::Standard;

use self::walk::{Ink, What};
use crate::support::Book;
use crate::support::tools::Tool;

/// The books in `books/`, made for the press.
mod books;
/// What is in a file whatever the book.
mod standard;
/// What is painted on the pages.
mod walk;

const TEXT: &str =
    "# House\n\nThe house stood behind a wall.\n\n## Wall\n\nAnd the wall was old.\n";

/// Black and white words on a colour, and words beside them.
const ON_COLOUR: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>\
    <rect width='200' height='100' fill='#3399cc'/>\
    <path d='M10 10h30v30z' fill='#000'/><path d='M60 10h30v30z' fill='#fff'/>\
    <path d='M10 60h80' stroke='#000' stroke-width='2' fill='none'/></svg>";

/// What only pixels, or a younger standard, can show.
const SEEN_THROUGH: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>\
    <rect width='120' height='60' fill='#c22'/>\
    <rect x='60' y='30' width='120' height='60' fill='#22c' opacity='.5'/></svg>";

/// A picture of a colour, partly seen through, `pixels` wide.
fn png(pixels: u32) -> Vec<u8> {
    let picture = image::RgbaImage::from_fn(pixels, pixels / 2, |x, y| {
        image::Rgba([(x % 90) as u8, (y % 60) as u8, 20, if x < 9 { 0 } else { 255 }])
    });
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).expect("it can be written");
    out.into_inner()
}

fn book(text: &str, print: &str) -> Book {
    Book::of(text)
        .file("colour.svg", ON_COLOUR)
        .file("seen.svg", SEEN_THROUGH)
        .file("wide.png", png(2000))
        .key("outputs = [\"press\"]\ncover.print = \"none\"")
        .key(&format!("print = {print}"))
}

/// The file that a book gives, and what was said on the way.
fn pressed(book: &Book) -> (Document, Vec<u8>, String) {
    let run = book.run(&["book.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let bytes = std::fs::read(book.path("build/book/book-press.pdf")).expect("made");
    (Document::load_mem(&bytes).expect("a PDF"), bytes, run.err)
}

const PICTURES: &str = "# Pictures\n\nWords.\n\n![a](colour.svg)\n\n![b](seen.svg)\n\n![c](wide.png)\n\n\
                        ![d](wide.png){.bleed}\n";

#[test]
fn nothing_in_an_x_1a_is_younger_than_pdf_1_3() {
    let book = book(PICTURES, "{ standard = \"x-1a\", colour = \"colour\" }");
    let (pdf, bytes, said) = pressed(&book);
    assert!(said.contains("flattened-drawing") && !said.contains("other-than-asked"));
    standard::holds(&pdf, &bytes, Standard::X1a);
}

#[test]
fn an_x_4_says_the_same_everywhere() {
    let book = book(PICTURES, "{ printer = \"european-offset\" }");
    let (pdf, bytes, _) = pressed(&book);
    standard::holds(&pdf, &bytes, Standard::X4);
    let run = book.run(&["book.toml", "--threads", "1"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let again = std::fs::read(book.path("build/book/book-press.pdf")).expect("made");
    assert!(bytes == again, "the same book gives the same bytes");
}

#[test]
fn black_alone_overprints() {
    let text = "# Pictures\n\nWords.\n\n![a](colour.svg)\n";
    let print = "{ printer = { standard = \"x-1a\", ink-limit = 240 } }";
    let (pdf, ..) = pressed(&book(text, print));
    let painted = walk::painted(&pdf);
    walk::black_alone_overprints(&painted);
    let drawn = |inks: [f32; 4]| painted.iter().any(|it| it.ink == Ink::Cmyk(inks));
    assert!(drawn([0.0, 0.0, 0.0, 1.0]) && drawn([0.0; 4]), "black and white");
    assert!(painted.iter().any(|it| !it.ink.is_black_alone()), "and a colour");
}

#[test]
fn black_on_heavy_colours_of_a_drawing_knocks_them_out() {
    let red = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>\
        <rect width='100' height='100' fill='#b01010'/>\
        <rect x='100' width='100' height='100' fill='#ffee99'/>\
        <path d='M10 10h30v30z' fill='#000'/><path d='M110 10h30v30z' fill='#000'/></svg>";
    let text = "# Pictures\n\nWords.\n\n![a](red.svg)\n";
    for (limit, wanted) in [(240, [false, true]), (400, [true, true])] {
        let print = format!("{{ printer = {{ ink-limit = {limit} }} }}");
        let (pdf, ..) = pressed(&book(text, &print).file("red.svg", red));
        let black = walk::painted(&pdf).into_iter().filter(|it| {
            it.what == What::Area && it.ink == Ink::Cmyk([0.0, 0.0, 0.0, 1.0])
        });
        let over: Vec<bool> = black.map(|it| it.over).collect();
        assert_eq!(over, wanted, "{limit}");
    }
}

/// Where the standard knows nothing that is seen through, pictures are laid on white. That is what
/// lies below them: the paper, and nothing else, whatever they stand in.
#[test]
fn nothing_lies_below_a_picture() {
    let one = "![a](wide.png){width=30%}";
    let text = format!(
        "# Pictures\n\n{one}\n\n::: box {{title=\"Box\"}}\nWords.\n\n{one}\n:::\n\n> {one}\n\n\
         - {one}\n\n::: figure\n{one}\n![b](colour.svg){{width=30%}}\n\nTwo.\n:::\n\n\
         | A | B |\n|---|---|\n| [Words]{{.underline}} | {one} |\n\n![d](wide.png){{.bleed}}\n"
    );
    let layout = book(&text, "{ standard = \"x-1a\" }").lay_out(|_| {});
    let corners =
        |at: Point, size: Size| (at.x, at.y, at.x + size.width, at.y + size.height);
    let mut seen = 0;
    for page in &layout.pages.pages {
        let mut below = Vec::new();
        for placed in &page.placed {
            let (size, picture) = match &placed.mark {
                Mark::Picture(_, size) => (*size, true),
                Mark::Rule(size, _) => (*size, false),
                Mark::Line(_) | Mark::Link(..) => continue,
            };
            let (left, top, right, bottom) = corners(placed.at, size);
            if picture {
                seen += 1;
                let meets = |&(l, t, r, b): &(Len, Len, Len, Len)| {
                    l < right && left < r && t < bottom && top < b
                };
                assert!(!below.iter().any(meets), "page {}", page.folio.label());
            }
            below.push((left, top, right, bottom));
        }
    }
    assert!(seen >= 7, "{seen} pictures");
}

/// A box of each page, in millimetres to the nearest tenth.
fn boxes(pdf: &Document, name: &[u8]) -> Vec<[i64; 4]> {
    let of = |id| {
        let dict = pdf.get_dictionary(id).expect("a page");
        let corners = dict.get(name).and_then(Object::as_array).expect("it is there");
        let mm = |at: usize| {
            let points: f32 = corners[at].as_float().expect("a number");
            (f64::from(points) * 254.0 / 72.0).round() as i64
        };
        [mm(0), mm(1), mm(2), mm(3)]
    };
    pdf.page_iter().map(of).collect()
}

#[test]
fn boxes_are_what_the_printer_asks_for() {
    let text = "# Pictures\n\nWords.\n\n![d](wide.png){.bleed}\n";
    let whole = "{ printer = { bleed = \"3 mm\" } }";
    let (pdf, ..) = pressed(&book(text, whole));
    assert_eq!(boxes(&pdf, b"MediaBox")[0], [0, 0, 1540, 2160]);
    assert_eq!(boxes(&pdf, b"BleedBox")[0], [0, 0, 1540, 2160]);
    assert_eq!(boxes(&pdf, b"TrimBox")[0], [30, 30, 1510, 2130]);
    let open = "{ printer = { bleed = \"3 mm\", gutter-bleed = false } }";
    let (pdf, ..) = pressed(&book(text, open));
    // The first page is a right-hand one, its fold at the left.
    assert_eq!(boxes(&pdf, b"MediaBox")[..2], [[0, 0, 1510, 2160], [0, 0, 1510, 2160]]);
    assert_eq!(boxes(&pdf, b"TrimBox")[..2], [[0, 30, 1480, 2130], [30, 30, 1510, 2130]]);
    // Without anything that bleeds the page is enough.
    let (pdf, ..) = pressed(&book(TEXT, open));
    assert_eq!(boxes(&pdf, b"MediaBox")[0], [0, 0, 1480, 2100]);
    let marked = "{ printer = { bleed = \"3 mm\", marks = [\"crop\"] } }";
    let (pdf, ..) = pressed(&book(TEXT, marked));
    let (media, bleed) = (boxes(&pdf, b"MediaBox")[0], boxes(&pdf, b"BleedBox")[0]);
    assert!(media[2] - bleed[2] > 70, "there is room for marks outside the bleed");
    assert_eq!(bleed[2] - bleed[0], 1540);
}

#[test]
fn a_book_in_black_has_no_other_ink() {
    let (pdf, ..) = pressed(&book(PICTURES, "{ colour = \"black\" }"));
    for object in pdf.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        if let Ok(space) = stream.dict.get(b"ColorSpace") {
            assert_eq!(space.as_name().expect("a name"), b"DeviceGray");
        }
        let content = stream.decompressed_content().unwrap_or_default();
        let Ok(content) = Content::decode(&content) else { continue };
        for operation in content.operations {
            if matches!(operation.operator.as_str(), "k" | "K") {
                let none =
                    |operand: &Object| operand.as_float().is_ok_and(|ink| ink == 0.0);
                assert!(operation.operands[..3].iter().all(none), "{operation:?}");
            }
        }
    }
}

#[test]
fn converted_pictures_hold_the_limit_of_ink() {
    // Dark and saturated, and nowhere smooth.
    let dark = image::RgbImage::from_fn(600, 400, |x, y| {
        let noise = (x * 7919 + y * 104_729) % 61;
        image::Rgb([(noise % 41) as u8, (x / 12) as u8, (y / 9 + noise / 4) as u8])
    });
    let mut jpeg = Cursor::new(Vec::new());
    dark.write_to(&mut jpeg, image::ImageFormat::Jpeg).expect("it can be written");
    let mut png = Cursor::new(Vec::new());
    dark.write_to(&mut png, image::ImageFormat::Png).expect("it can be written");
    let text =
        "# Dark\n\nWords.\n\n![a](dark.jpg){width=50%}\n\n![b](deep.png){width=50%}\n";
    for limit in [220, 240, 300] {
        let print = format!("{{ printer = {{ ink-limit = {limit} }} }}");
        let book = book(text, &print)
            .file("dark.jpg", jpeg.get_ref())
            .file("deep.png", png.get_ref());
        let (pdf, ..) = pressed(&book);
        let (mut packed, mut plain) = (0, 0);
        for object in pdf.objects.values() {
            let Ok(stream) = object.as_stream() else { continue };
            let name = |key: &[u8]| stream.dict.get(key).and_then(Object::as_name);
            if name(b"ColorSpace").ok() != Some(b"DeviceCMYK") {
                continue;
            }
            // A JPEG of four inks has them upside down, and says so.
            let (inks, full) = if name(b"Filter").is_ok_and(|name| name == b"DCTDecode") {
                assert!(stream.dict.has(b"Decode"));
                packed += 1;
                let options = zune_jpeg::zune_core::options::DecoderOptions::default()
                    .jpeg_set_out_colorspace(
                        zune_jpeg::zune_core::colorspace::ColorSpace::CMYK,
                    );
                let from =
                    zune_jpeg::zune_core::bytestream::ZCursor::new(&stream.content[..]);
                let mut decoder = zune_jpeg::JpegDecoder::new_with_options(from, options);
                (decoder.decode().expect("it is whole"), 255)
            } else {
                plain += 1;
                (stream.decompressed_content().expect("it is packed"), 0)
            };
            let (pixels, _) = inks.as_chunks::<4>();
            let sum = |pixel: &[u8; 4]| {
                pixel.iter().map(|ink| u32::from(ink.abs_diff(full))).sum::<u32>()
            };
            let most = pixels.iter().map(sum).max().expect("it has pixels");
            assert!(most * 100 <= limit * 255, "{limit}: {}", most * 100 / 255);
            assert!(most * 100 > (limit - 40) * 255, "{limit}: {}", most * 100 / 255);
        }
        assert_eq!((packed, plain), (1, 1), "{limit}");
    }
}

/// Ghostscript's own reading: which pages are printed with which inks.
#[test]
fn pages_of_text_are_printed_with_black_alone() {
    for print in ["{}", "{ printer = { standard = \"x-1a\" } }"] {
        let book = book(TEXT, print);
        let (pdf, ..) = pressed(&book);
        let file = book.path("build/book/book-press.pdf");
        let file = file.to_str().expect("temporary folders have plain names");
        if let Some(said) = Tool::Qpdf.run(&["--check", file]) {
            assert!(
                said.content && !said.all.to_lowercase().contains("warning"),
                "{}",
                said.all
            );
        }
        let arguments =
            ["-q", "-dNOPAUSE", "-dBATCH", "-o", "-", "-sDEVICE=inkcov", file];
        let Some(said) = Tool::Ghostscript.run(&arguments) else { return };
        let pages: Vec<&str> =
            said.out.lines().filter(|line| line.contains("CMYK")).collect();
        assert_eq!(pages.len(), pdf.page_iter().count(), "{}", said.all);
        for page in pages {
            let inks: Vec<&str> = page.split_whitespace().take(3).collect();
            assert!(inks.iter().all(|ink| ink.parse() == Ok(0.0)), "{page}");
        }
    }
}

#[test]
fn what_the_printer_does_not_take_is_refused_with_the_reason() {
    let run = |print: &str, more: &str| {
        let book = book(TEXT, print).key(more);
        book.file("ours.toml", "[printers.ours]\nlike = \"lulu\"\nfewest-pages = 2\n")
            .run(&["book.toml"])
            .err
    };
    let none = "design.page = \"A5\"";
    let said = run("{ printer = \"ingramspark\" }", none);
    assert!(
        said.contains("IngramSpark takes no fewer than 18 pages, and the book has"),
        "{said}"
    );
    assert!(said.contains("like = \"ingramspark\", fewest-pages = …"), "{said}");
    let said = run("{ printer = \"ingramspark\", standard = \"x-4\" }", none);
    assert!(said.contains("asks for PDF/X-1a, and the book for PDF/X-4"), "{said}");
    let said = run("{ printer = \"kdp\" }", "design.page = \"A3\"");
    assert!(
        said.contains("KDP Print takes pages not larger than 216 × 297 mm"),
        "{said}"
    );
    let said = run("{ printer = \"lullu\" }", none);
    assert!(said.contains("did you mean `lulu`?"), "{said}");
    let said = run("{ printer = \"ours\", printers = \"ours.toml\" }", none);
    assert!(!said.contains("error["), "{said}");
    let said = run("{ printer = { blead = \"3 mm\" } }", none);
    assert!(said.contains("did you mean `bleed`?"), "{said}");
    let said = run("{ printer = { page-multiple = 16 } }", none);
    assert!(said.contains("takes multiples of 16"), "{said}");
    let said = run("{ printer = { page-multiple = 16, fewest-pages = 40 } }", none);
    assert!(said.contains("no fewer than 40") && !said.contains("multiples"), "{said}");
    // An entry of one's own is called by its own name.
    let own = "[printers.corner]\nlike = \"lulu\"\nfewest-pages = 90\n";
    let said = book(TEXT, "{ printer = \"corner\", printers = \"corner.toml\" }")
        .key(none)
        .file("corner.toml", own)
        .run(&["book.toml"])
        .err;
    assert!(said.contains("corner takes no fewer than 90 pages"), "{said}");
    let deep = "{ printer = { inner = [{ from = 1, margin = \"40 mm\" }] } }";
    let said = run(deep, none);
    assert!(said.contains("wider-gutter"), "{said}");
    let said = run(deep, "design.margins = \"20 mm\"");
    assert!(
        said.contains("error[printer-refuses]") && said.contains("40.0 mm"),
        "{said}"
    );
    let said = run("{ printer = { like = \"kdp\", fewest-pages = 1 } }", none);
    assert!(!said.contains("in-black"), "there are no pictures: {said}");
    let said = run("{ printer = { margin = \"40 mm\" } }", none);
    assert!(said.contains("near-edge"), "{said}");
    // Once.
    assert!(!said.contains("file for the press: text"), "{said}");
}

#[test]
fn pictures_are_told_where_they_stand() {
    let text = "# Pictures\n\nWords.\n\n![c](small.png)\n";
    let book = book(text, "{}").file("small.png", png(100));
    let (.., said) = pressed(&book);
    assert!(
        said.contains("warning[low-resolution]: the picture small.png has "),
        "{said}"
    );
    assert!(said.contains("case.md:5:1"), "{said}");
    let book = self::book(text, "{ printer = { colour = \"black\" } }");
    let (.., said) = pressed(&book.file("small.png", png(100)));
    assert!(said.contains("note[in-black]"), "{said}");
}

#[test]
fn a_printer_that_does_otherwise_is_told() {
    let said = |print: &str, more: &str| {
        let run = book(TEXT, print).key(more).run(&["book.toml"]);
        run.err
    };
    let none = "design.page = \"A5\"";
    let few = "like = \"kdp\", fewest-pages = 1";
    let stitched =
        said(&format!("{{ printer = {{ {few} }}, binding = \"saddle\" }}"), none);
    let wanted = "KDP Print makes books that are glued, and this one is to be stitched";
    assert!(stitched.contains(wanted), "{stitched}");
    for print in [
        format!("{{ printer = {{ {few} }} }}"),
        format!("{{ printer = {{ {few} }}, binding = \"glued\" }}"),
        // They stitch as well.
        "{ printer = { like = \"lulu\", fewest-pages = 1 }, binding = \"saddle\" }"
            .into(),
        "{ printer = \"office-a4\", binding = \"glued\" }".into(),
    ] {
        let silent = said(&print, none);
        assert!(!silent.contains("other-than-asked"), "{print}: {silent}");
    }
    let office = "{ printer = \"office-a4\" }";
    let large = said(office, "design.page = \"A3\"");
    assert!(
        large
            .contains("prints on sheets of 210 × 297 mm, and the pages are 297 × 420 mm")
    );
    assert!(!said(office, "design.page = \"A4\"").contains("other-than-asked"));
}

/// Covers and pictures alike: `publish preflight` asks for no more.
#[test]
fn what_bleeds_reaches_as_far_as_the_printer_asks() {
    let mut shop = publish::printer::Stock::builtin()
        .printer("european-offset")
        .expect("it is built in");
    if let Some(bleed) = &mut shop.bleed {
        bleed.value = Len::from_mm(5.0);
    }
    let print = "{ like = \"european-offset\", bleed = \"5 mm\" }";
    let plate = "# A\n\nWords.\n\n![d](wide.png){.bleed}\n";
    for (text, cover) in [(TEXT, "self"), (plate, "none")] {
        let book = Book::of(text)
            .file("wide.png", png(600))
            .key(&format!("outputs = [\"press\"]\ncover.print = \"{cover}\""))
            .key(&format!("print.printer = {print}"));
        let run = book.build();
        assert_eq!(run.code, Some(0), "{}", run.err);
        let bytes =
            std::fs::read(book.path("build/book/book-press.pdf")).expect("a file");
        let report = publish::preflight::preflight(&bytes, &shop).expect("a PDF");
        let bleed = report.findings().iter().find(|found| found.rule.name() == "bleed");
        assert_eq!(bleed, None, "{cover}");
    }
}

/// Messages name the files that the articles name, whatever becomes of them.
#[test]
fn pictures_are_told_by_the_files_of_their_authors() {
    let mut heavy = std::io::Cursor::new(Vec::new());
    tiff::encoder::TiffEncoder::new(&mut heavy)
        .and_then(|mut encoder| {
            let inks = [255; 90 * 60 * 4];
            encoder.write_image::<tiff::encoder::colortype::CMYK8>(90, 60, &inks)
        })
        .expect("a picture");
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 100);
    let inks = [255; 90 * 60 * 4];
    encoder.encode(&inks, 90, 60, jpeg_encoder::ColorType::Cmyk).expect("encodes");
    let text = "# A\n\nText.\n\n![a](art/Heavy%20one.tif)\n\n![b](art/Heavy%20one.jpg)\n";
    let book = Book::of(text)
        .file("art/Heavy one.tif", heavy.into_inner())
        .file("art/Heavy one.jpg", jpeg)
        .key("outputs = [\"press\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    for (file, code) in
        [("tif", "ink"), ("jpg", "ink"), ("tif", "pixels"), ("jpg", "pixels")]
    {
        let named = format!("the picture art/Heavy one.{file} ");
        let told =
            run.err.lines().any(|line| line.contains(&named) && line.contains(code));
        assert!(told, "{file} {code}: {}", run.err);
    }
}
