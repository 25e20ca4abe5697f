use super::*;
use crate::source::Files;

fn try_load(bytes: &[u8], name: &str) -> (Option<Picture>, Vec<Diagnostic>) {
    let mut files = Files::default();
    let at = Span::head(files.add("a.md", ""));
    let mut sink = Sink::default();
    let picture = load(bytes.to_vec(), name, at, &mut sink);
    (picture, sink.into_found())
}

fn code(bytes: &[u8], name: &str) -> Code {
    let (picture, found) = try_load(bytes, name);
    assert!(picture.is_none());
    found[0].code
}

fn pixels(width: u32, height: u32) -> image::DynamicImage {
    image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 9) as u8, (y * 7) as u8, 80])
    }))
}

/// A JPEG with orientation 6, a comment and an XMP packet between its first segments.
fn camera_jpeg() -> Vec<u8> {
    let mut plain = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut plain)
        .encode_image(&pixels(40, 24))
        .expect("encodes");
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend_from_slice(&[0, 6, 0, 0, 0, 0, 0, 0]);
    let mut jpeg = plain[..2].to_vec();
    for (marker, payload) in
        [(0xe1, &exif[..]), (0xfe, b"secret"), (0xe1, b"http://ns.adobe.com/xap/1.0/\0x")]
    {
        jpeg.extend_from_slice(&[0xff, marker, 0, payload.len() as u8 + 2]);
        jpeg.extend_from_slice(payload);
    }
    jpeg.extend_from_slice(&plain[2..]);
    jpeg.extend_from_slice(b"a thumbnail after the end");
    jpeg
}

#[test]
fn a_jpeg_keeps_its_scan_and_loses_its_camera() {
    let jpeg = camera_jpeg();
    let (picture, found) = try_load(&jpeg, "a/Garden View.JPG");
    let picture = picture.expect("a good picture");
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(picture.name, "garden-view.jpg");
    assert_eq!((picture.width, picture.height), (24, 40));
    assert_eq!(picture.turn, Turn { mirrored: false, quarters: 1 });
    let has = |what: &[u8]| picture.data.windows(what.len()).any(|w| w == what);
    assert!(!has(b"Exif") && !has(b"secret") && !has(b"adobe") && !has(b"thumbnail"));
    let sos = |data: &[u8]| {
        let at = data.windows(2).position(|w| w == [0xff, 0xda]).expect("a scan");
        let end = data.windows(2).rposition(|w| w == [0xff, 0xd9]).expect("an end");
        data[at..end].to_vec()
    };
    assert_eq!(sos(&jpeg), sos(&picture.data));
    let turned = image::load_from_memory(&upright(&picture)).expect("decodes");
    assert_eq!((turned.width(), turned.height()), (24, 40));
}

#[test]
fn orientations_agree_with_the_decoder_library() {
    for exif in 1..=8 {
        let turn = Turn::from_exif(exif);
        let mut expected = pixels(3, 2);
        let orientation =
            image::metadata::Orientation::from_exif(exif as u8).expect("1 to 8");
        expected.apply_orientation(orientation);
        let picture = Picture {
            name: String::new(),
            written: String::new(),
            format: Format::Png,
            data: raster::encode_png(&pixels(3, 2)).expect("encodes").into(),
            width: 3,
            height: 2,
            density: None,
            turn,
            shapes: Shapes::default(),
        };
        let got = image::load_from_memory(&upright(&picture)).expect("decodes");
        assert_eq!(got.to_rgb8(), expected.to_rgb8(), "orientation {exif}");
    }
}

#[test]
fn broken_pictures_are_named() {
    let jpeg = camera_jpeg();
    let png = raster::encode_png(&pixels(30, 30)).expect("encodes");
    assert_eq!(code(&[], "a.png"), Code::BrokenPicture);
    assert_eq!(code(&jpeg[..jpeg.len() / 2], "a.jpg"), Code::BrokenPicture);
    assert_eq!(code(&png[..png.len() - 20], "a.png"), Code::BrokenPicture);
    assert_eq!(code(&png, "a.jpg"), Code::BrokenPicture);
    let mut flipped = png.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    assert_eq!(code(&flipped, "a.png"), Code::BrokenPicture);
    let (_, found) = try_load(&png, "a.jpg");
    assert_eq!(found[0].message, "the picture a.jpg is PNG, though its name says JPEG");
}

#[test]
fn bombs_are_refused_before_they_are_decoded() {
    let mut png = raster::encode_png(&pixels(2, 2)).expect("encodes");
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert_eq!(code(&png, "a.png"), Code::HugePicture);
    let mut jpeg = camera_jpeg();
    let at = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).expect("a frame");
    jpeg[at + 5..at + 9].copy_from_slice(&[0xff; 4]);
    assert_eq!(code(&jpeg, "a.jpg"), Code::HugePicture);
}

#[test]
fn other_formats_become_png() {
    let mut gif = Vec::new();
    pixels(8, 8)
        .write_to(&mut std::io::Cursor::new(&mut gif), image::ImageFormat::Gif)
        .expect("encodes");
    let (picture, _) = try_load(&gif, "sign.gif");
    let picture = picture.expect("a good picture");
    assert_eq!((picture.format, &*picture.name), (Format::Png, "sign.png"));
}

#[test]
fn what_moves_is_told() {
    let frames = |count: u8| {
        let mut gif = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
        for shade in 0..count {
            let frame =
                image::RgbaImage::from_pixel(8, 8, image::Rgba([shade * 40, 0, 0, 255]));
            encoder.encode_frame(image::Frame::new(frame)).expect("encodes");
        }
        drop(encoder);
        gif
    };
    let codes = |bytes: &[u8], name: &str| -> Vec<Code> {
        let (picture, found) = try_load(bytes, name);
        assert!(picture.is_some(), "{name}");
        found.iter().map(|found| found.code).collect()
    };
    assert_eq!(codes(&frames(1), "a.gif"), []);
    assert_eq!(codes(&frames(3), "a.gif"), [Code::MovingPicture]);
    // An animation's head before the pixels ; it is taken out, so its sum is never looked at.
    let mut png = raster::encode_png(&pixels(2, 2)).expect("encodes");
    assert_eq!(codes(&png, "a.png"), []);
    let at = png.windows(4).position(|name| name == b"IDAT").expect("pixels") - 4;
    let head = [&[0, 0, 0, 8][..], b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0], &[0; 4]].concat();
    png.splice(at..at, head);
    assert_eq!(codes(&png, "a.png"), [Code::MovingPicture]);
}

const SVG: &str = "http://www.w3.org/2000/svg";

#[test]
fn drawings_lose_scripts_and_outside_references() {
    let svg = format!(
        r#"<svg xmlns="{SVG}" width="40" height="20" onload="x()"><script>x()</script>
        <image href="http://example.org/a.png" width="5" height="5"/>
        <text x="2" y="12" font-size="10">Ab</text></svg>"#
    );
    let (picture, found) = try_load(svg.as_bytes(), "plan.svg");
    let picture = picture.expect("a good drawing");
    assert_eq!(found[0].code, Code::UnsafeSvg);
    assert_eq!(
        found[0].message,
        "the drawing plan.svg holds scripts, references to things outside itself"
    );
    let text = std::str::from_utf8(&picture.data).expect("UTF-8");
    assert!(text.starts_with(r#"<svg viewBox="0 0 40 20" width="40" height="20""#));
    assert!(!text.contains("script") && !text.contains("example"), "{text}");
    assert!(text.contains("<path") && !text.contains("<text"), "{text}");
    assert_eq!((picture.width, picture.height), (40, 20));
    let drawn = rasterise(&picture, Fit { width: 80, height: 80 }).expect("draws");
    assert_eq!((drawn.width, drawn.height), (80, 40));
}

#[test]
fn what_a_drawing_cannot_show_is_told() {
    let svg = |inner: &str| {
        let text = format!(r#"<svg xmlns="{SVG}" width="40" height="20">{inner}</svg>"#);
        let (picture, found) = try_load(text.as_bytes(), "plan.svg");
        assert!(picture.is_some());
        found.into_iter().map(|found| found.message).collect::<Vec<_>>()
    };
    assert_eq!(
        svg("<text y=\"9\">Ab \u{65e5}\u{200b}</text>"),
        ["no font for words in drawings has \u{65e5} (U+65E5)"]
    );
    assert_eq!(
        svg(
            "<image href=\"data:image/svg+xml;base64,PHN2Zy8+\" width=\"5\" height=\"5\"/>"
        ),
        ["the drawing plan.svg holds drawings as pictures"]
    );
    assert_eq!(svg("<text y=\"9\">Ab ü Ж ω →</text>"), [""; 0]);
}

#[test]
fn drawings_that_explode_are_refused() {
    let mut uses = format!(
        r#"<svg xmlns="{SVG}" width="9" height="9"><g id="g0"><path d="M0 0h1"/></g>"#
    );
    for level in 1..12 {
        let one = format!(r##"<use href="#g{}"/>"##, level - 1);
        uses += &format!(r#"<g id="g{level}">{}</g>"#, one.repeat(10));
    }
    assert_eq!(code((uses + "</svg>").as_bytes(), "a.svg"), Code::HugePicture);

    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><svg xmlns='{SVG}'>&b;</svg>"
    );
    assert_eq!(code(laughs.as_bytes(), "a.svg"), Code::BrokenPicture);
    let long = "x".repeat(50_000);
    let wide = format!(
        "<!DOCTYPE svg [<!ENTITY a \"{long}\">]><svg xmlns='{SVG}'>{}</svg>",
        "&a;".repeat(50_000)
    );
    assert_eq!(code(wide.as_bytes(), "a.svg"), Code::HugePicture);
    let deep = format!("<svg xmlns='{SVG}'>{}", "<g>".repeat(50_000));
    let deep = deep + &"</g>".repeat(50_000) + "</svg>";
    assert_eq!(code(deep.as_bytes(), "a.svg"), Code::BrokenPicture);
}

/// A TIFF of one colour of ink.
fn inked_tiff(inks: [u8; 4]) -> Vec<u8> {
    let mut tiff = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut tiff).expect("a header");
    let pixels = inks.repeat(32 * 16);
    encoder
        .write_image::<tiff::encoder::colortype::CMYK8>(32, 16, &pixels)
        .expect("a picture");
    tiff.into_inner()
}

#[test]
fn a_tiff_in_cmyk_keeps_its_inks_and_is_seen_in_rgb() {
    for (ink, least, most) in [([0, 0, 0, 255], 0, 60), ([255, 0, 0, 0], 0, 190)] {
        let (picture, found) = try_load(&inked_tiff(ink), "inks.tif");
        let picture = picture.expect("it is read");
        assert!(found.is_empty(), "{found:?}");
        assert_eq!((picture.format, picture.name.as_str()), (Format::Jpeg, "inks.jpg"));
        let kept = inks(&picture.data).expect("decodes").expect("in CMYK");
        let near = |kept: &u8, ink: u8| (255 - kept).abs_diff(ink) < 6;
        assert!(
            kept.inks.as_chunks::<4>().0.iter().all(|pixel| {
                pixel.iter().zip(ink).all(|(kept, ink)| near(kept, ink))
            })
        );
        let seen = image::load_from_memory(&on_screen(&picture)).expect("decodes");
        assert_eq!(seen.color(), image::ColorType::Rgb8);
        let image::Rgb(rgb) = *seen.to_rgb8().get_pixel(9, 9);
        let sum = rgb.iter().map(|&part| u32::from(part)).sum::<u32>() / 3;
        assert!((least..most).contains(&sum), "{ink:?} is seen as {rgb:?}");
    }
}

/// A TIFF of three channels that says that its colours are of some kind.
fn tiff_of(kind: u16) -> Vec<u8> {
    let mut tiff = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut tiff).expect("a header");
    encoder
        .write_image::<tiff::encoder::colortype::RGB8>(8, 8, &[90; 8 * 8 * 3])
        .expect("a picture");
    let mut tiff = tiff.into_inner();
    // Tag 262, a short, one value (TIFF 6.0, section 8).
    let entry = [6, 1, 3, 0, 1, 0, 0, 0];
    let at = tiff.windows(8).position(|bytes| bytes == entry).expect("it is stated");
    tiff[at + 8..at + 10].copy_from_slice(&kind.to_le_bytes());
    tiff
}

#[test]
fn a_tiff_of_a_kind_that_is_not_read_is_not_called_damaged() {
    for (kind, colours) in [(6, "YCbCr"), (8, "Lab"), (9, "Lab")] {
        let (picture, found) = try_load(&tiff_of(kind), "a.tif");
        assert!(picture.is_none(), "{kind}");
        let message = &found[0].message;
        let wanted = format!(
            "the picture a.tif is a TIFF in {colours} colours, which are not read"
        );
        assert_eq!(*message, wanted);
        let help = found[0].help.as_deref().unwrap_or_default();
        assert!(help.starts_with("save it in RGB, gray or CMYK"), "{help}");
    }
    let mut torn = tiff_of(2);
    torn.drain(12..80);
    let (_, found) = try_load(&torn, "a.tif");
    assert!(found[0].message.contains("is damaged"), "{}", found[0].message);
}

/// A drawing that shows some bytes as a picture.
fn showing(kind: &str, bytes: &[u8]) -> String {
    use base64::Engine;
    let coded = base64::engine::general_purpose::STANDARD.encode(bytes);
    format!(
        "<svg xmlns=\"{SVG}\" width=\"40\" height=\"20\">\
         <image href=\"data:{kind};base64,{coded}\" width=\"32\" height=\"16\"/></svg>"
    )
}

#[test]
fn pictures_that_a_drawing_loses_are_told() {
    let png = raster::encode_png(&pixels(30, 30)).expect("encodes");
    let lost = |text: String| {
        let (_, found) = try_load(text.as_bytes(), "plan.svg");
        found.iter().any(|found| {
            found.code == Code::BrokenPicture
                && found
                    .message
                    .starts_with("the drawing plan.svg holds a picture that is")
        })
    };
    assert!(!lost(showing("image/png", &png)));
    assert!(lost(showing("image/png", &png[..png.len() / 2])));
    assert!(lost(showing("image/png", b"no picture at all")));
    let garbled =
        showing("image/png", &png).replacen("base64,iVB", "base64,\u{201c}iVB", 1);
    assert!(lost(garbled));
}

#[test]
fn a_picture_in_cmyk_keeps_its_inks_in_a_drawing() {
    let jpeg = inks::from_tiff(&inked_tiff([0, 0, 0, 255])).expect("in CMYK");
    for (kind, bytes) in [("jpeg", jpeg), ("tiff", inked_tiff([0, 0, 0, 255]))] {
        let text = showing(&format!("image/{kind}"), &bytes);
        let (picture, found) = try_load(text.as_bytes(), "plan.svg");
        assert!(found.is_empty(), "{found:?}");
        let picture = picture.expect("it is read");
        let data = |tree: Option<&usvg::Tree>| {
            fn first(group: &usvg::Group) -> Option<Vec<u8>> {
                group.children().iter().find_map(|node| match node {
                    usvg::Node::Image(image) => match image.kind() {
                        usvg::ImageKind::JPEG(data) => Some(data.to_vec()),
                        usvg::ImageKind::PNG(_)
                        | usvg::ImageKind::GIF(_)
                        | usvg::ImageKind::WEBP(_)
                        | usvg::ImageKind::SVG(_) => None,
                    },
                    usvg::Node::Group(inner) => first(inner),
                    usvg::Node::Path(_) | usvg::Node::Text(_) => None,
                })
            }
            first(tree.expect("it is drawn").root()).expect("a JPEG")
        };
        assert!(!is_cmyk(&data(picture.tree())), "{kind}");
        let kept = inks(&data(picture.press_tree())).expect("decodes").expect("in CMYK");
        let [c, m, y, k] = kept.inks[..4] else { panic!("four inks") };
        // In a JPEG 255 is no ink.
        assert!(c.min(m).min(y) > 250 && k < 5, "{kind}: {c} {m} {y} {k}");
    }
}

/// A drawing of 1,200 × 800 pixels, as PNG.
fn drawn(shapes: &str) -> Vec<u8> {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'>{shapes}</svg>"
    );
    let (picture, _) = try_load(svg.as_bytes(), "a.svg");
    let picture = picture.expect("a good drawing");
    let fit = Fit { width: 1200, height: 800 };
    rasterise(&picture, fit).expect("it is drawn").data.to_vec()
}

#[test]
fn drawings_have_as_few_bits_as_their_colours_need() {
    let two = "<rect x='50' y='50' width='200' height='100'/>";
    let three = format!("{two}<rect width='9' height='9' fill='red'/>");
    let soft = "<circle cx='150' cy='100' r='90' fill='none' stroke='black'/>";
    let many = "<linearGradient id='g'><stop stop-color='red'/><stop offset='.5' stop-color='lime'/><stop offset='1' \
        stop-color='blue'/></linearGradient><rect width='300' height='200' fill='url(#g)'/>";
    for (shapes, depth, colour, most) in [
        (two, 1, 3, 2_500),
        (&three, 2, 3, 4_000),
        (soft, 8, 3, 12_000),
        (many, 8, 2, 30_000),
    ] {
        let png = drawn(shapes);
        // Depth and kind stand in the head (PNG 3, 11.2.1).
        assert_eq!((png[24], png[25]), (depth, colour), "{shapes}");
        assert!(png.len() < most, "{} bytes: {shapes}", png.len());
        let pixels = image::load_from_memory(&png).expect("it is whole").to_rgb8();
        assert_eq!(pixels.dimensions(), (1200, 800));
        let middle =
            if shapes == soft || shapes == many { None } else { Some([0, 0, 0]) };
        assert!(middle.is_none_or(|black| pixels.get_pixel(600, 400).0 == black));
    }
}
