//! What holds of a file of a standard, whatever the book: looked for in every object.

use lopdf::{Dictionary, Document, Object, Stream};
use publish::printer::Standard;

/// What no file for the press has: what a reader does with it, and what is not to be seen.
const NOWHERE: [&str; 26] = [
    "AA",
    "AF",
    "AcroForm",
    "Annots",
    "Collection",
    "Dests",
    "Encrypt",
    "JavaScript",
    "JS",
    "Lang",
    "Legal",
    "MarkInfo",
    "Names",
    "OC",
    "OCProperties",
    "OPI",
    "OpenAction",
    "Outlines",
    "Perms",
    "PieceInfo",
    "StructParents",
    "StructTreeRoot",
    "Tabs",
    "URI",
    "UserUnit",
    "ViewerPreferences",
];
/// How a press or a screen is to lay on inks, which is for the printer to say.
const NEVER_SET: [&str; 9] =
    ["Alternates", "BG", "BG2", "HT", "HTO", "TR", "TR2", "UCR", "UCR2"];
/// Keys that came after PDF 1.3.
const YOUNGER: [&str; 10] =
    ["ca", "CA", "SMask", "SMaskInData", "BM", "AIS", "TK", "Group", "Metadata", "Ref"];
/// Names of what no press knows: colours of the screen, filters and other formats.
const FOREIGN: [&str; 15] = [
    "CalGray",
    "CalRGB",
    "Crypt",
    "DeviceRGB",
    "EmbeddedFile",
    "GTS_PDFA1",
    "ICCBased",
    "JBIG2Decode",
    "JPXDecode",
    "JavaScript",
    "LZWDecode",
    "Lab",
    "PS",
    "RunLengthDecode",
    "StructElem",
];
/// Names that came after PDF 1.3.
const YOUNGER_NAMES: [&str; 5] = ["ObjStm", "OpenType", "Transparency", "XML", "XRef"];

/// Every dictionary of a file, those in others too.
fn dictionaries(pdf: &Document) -> Vec<&Dictionary> {
    let mut found = vec![&pdf.trailer];
    let mut open: Vec<&Object> = pdf.objects.values().collect();
    open.extend(pdf.trailer.iter().map(|(_, value)| value));
    while let Some(object) = open.pop() {
        if let Ok(items) = object.as_array() {
            open.extend(items);
            continue;
        }
        let own = object.as_dict().or(object.as_stream().map(|stream| &stream.dict));
        let Ok(dict) = own else { continue };
        found.push(dict);
        open.extend(dict.iter().map(|(_, value)| value));
    }
    found
}

fn name(object: &Object) -> Option<String> {
    object.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned())
}

/// Holds every object of a file against what its standard knows.
pub fn holds(pdf: &Document, bytes: &[u8], standard: Standard) {
    let (x1a, header) = match standard {
        Standard::X1a => (true, &b"%PDF-1.3"[..]),
        Standard::X4 => (false, &b"%PDF-1.6"[..]),
    };
    assert!(bytes.starts_with(header), "{:?}", &bytes[..12]);
    for dict in dictionaries(pdf) {
        for (key, value) in dict {
            let key = String::from_utf8_lossy(key);
            let key = &*key;
            assert!(!NOWHERE.contains(&key), "{key} in {dict:?}");
            assert!(!NEVER_SET.contains(&key), "{key} in {dict:?}");
            assert!(!(x1a && YOUNGER.contains(&key)), "{key} in {dict:?}");
            let items = value.as_array().map_or(&[][..], Vec::as_slice);
            for name in std::iter::once(value).chain(items).filter_map(name) {
                let name = name.as_str();
                assert!(!FOREIGN.contains(&name), "{name} in {dict:?}");
                assert!(!(x1a && YOUNGER_NAMES.contains(&name)), "{name} in {dict:?}");
                if matches!(key, "ColorSpace" | "CS") {
                    let known = ["DeviceCMYK", "DeviceGray", "Separation", "All"];
                    assert!(known.contains(&name), "{name} in {dict:?}");
                }
                if matches!(key, "Filter" | "F") {
                    assert!(["DCTDecode", "FlateDecode"].contains(&name), "{dict:?}");
                }
            }
            if key == "BitsPerComponent" {
                assert!(value.as_i64().expect("a number") <= 8, "{dict:?}");
            }
        }
        if dict.has_type(b"FontDescriptor") {
            let held = ["FontFile", "FontFile2", "FontFile3"];
            assert!(held.iter().any(|file| dict.has(file.as_bytes())), "{dict:?}");
        }
        if name_of(dict, "Subtype")
            .is_some_and(|kind| kind == "Type0" || kind == "TrueType")
            && let Ok(base) = dict.get(b"BaseFont")
        {
            let base = name(base).expect("a name");
            assert!(base.as_bytes().get(6) == Some(&b'+'), "{base} is a part of a font");
        }
    }
    boxes(pdf);
    said(pdf, x1a);
}

fn name_of(dict: &Dictionary, key: &str) -> Option<String> {
    name(dict.get(key.as_bytes()).ok()?)
}

/// Each page says what is printed and what remains: one within the other, the same on all.
fn boxes(pdf: &Document) {
    let mut trims = Vec::new();
    for id in pdf.page_iter() {
        let page = pdf.get_dictionary(id).expect("a page");
        let area = |name: &str| -> [f32; 4] {
            let corners = page.get(name.as_bytes()).and_then(Object::as_array);
            let corners = corners.unwrap_or_else(|_| panic!("{name} is there"));
            std::array::from_fn(|at| corners[at].as_float().expect("a number"))
        };
        let within = |inner: [f32; 4], outer: [f32; 4]| {
            inner[0] >= outer[0] - 0.001
                && inner[1] >= outer[1] - 0.001
                && inner[2] <= outer[2] + 0.001
                && inner[3] <= outer[3] + 0.001
        };
        let (media, bleed, trim) = (area("MediaBox"), area("BleedBox"), area("TrimBox"));
        assert!(
            within(trim, bleed) && within(bleed, media),
            "{trim:?} {bleed:?} {media:?}"
        );
        assert!(!page.has(b"ArtBox") && !page.has(b"Rotate"), "{page:?}");
        trims.push([trim[2] - trim[0], trim[3] - trim[1]].map(|side| side.round()));
    }
    trims.dedup();
    assert_eq!(trims.len(), 1, "pages are cut to one size: {trims:?}");
}

/// The file says what it is, and everywhere the same.
fn said(pdf: &Document, x1a: bool) {
    let catalog = pdf.catalog().expect("it is there");
    let info = pdf.trailer.get_deref(b"Info", pdf).and_then(Object::as_dict);
    let info = info.expect("it is there");
    let text = |key: &str| {
        let text = info.get(key.as_bytes()).and_then(Object::as_str);
        text.map(readable).unwrap_or_else(|_| panic!("{key} is said"))
    };
    assert_eq!(name_of(info, "Trapped").as_deref(), Some("False"));
    assert!(!text("Title").is_empty());
    let id = pdf.trailer.get(b"ID").and_then(Object::as_array).expect("it is there");
    assert!(
        id.len() == 2 && id.iter().all(|half| half.as_str().is_ok_and(|h| h.len() == 16))
    );
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).expect("one");
    let [intent] = intents.as_slice() else { panic!("one intent: {intents:?}") };
    let intent =
        intent.as_reference().and_then(|id| pdf.get_dictionary(id)).expect("one");
    assert_eq!(name_of(intent, "S").as_deref(), Some("GTS_PDFX"));
    let profile = intent.get_deref(b"DestOutputProfile", pdf).and_then(Object::as_stream);
    let profile = profile.and_then(Stream::decompressed_content).expect("a profile");
    assert_eq!(&profile[12..20], b"prtrCMYK");
    let mut keys: Vec<_> = catalog.iter().map(|(key, _)| readable(key)).collect();
    keys.sort();
    if x1a {
        assert_eq!(text("GTS_PDFXVersion"), "PDF/X-1:2001");
        assert_eq!(text("GTS_PDFXConformance"), "PDF/X-1a:2001");
        assert_eq!(keys, ["OutputIntents", "Pages", "Type"]);
        return;
    }
    assert_eq!(keys, ["Metadata", "OutputIntents", "Pages", "Type"]);
    let xmp = catalog.get_deref(b"Metadata", pdf).and_then(Object::as_stream);
    let xmp = xmp.expect("it is there");
    assert!(!xmp.dict.has(b"Filter"), "every program finds it");
    let xmp = std::str::from_utf8(&xmp.content).expect("UTF-8");
    let stated = |name: &str| {
        let (_, after) = xmp.split_once(&format!("<{name}>")).expect(name);
        let (value, _) = after.split_once(&format!("</{name}>")).expect(name);
        plain(value)
    };
    assert_eq!(stated("pdfxid:GTS_PDFXVersion"), "PDF/X-4");
    assert_eq!(stated("pdf:Trapped"), "False");
    assert_eq!(stated("dc:title"), text("Title"));
    assert_eq!(stated("xmp:CreatorTool"), text("Creator"));
    assert_eq!(stated("pdf:Producer"), text("Producer"));
    if info.has(b"Author") {
        assert_eq!(stated("dc:creator"), text("Author"));
    }
    for (xmp, info) in [("xmp:CreateDate", "CreationDate"), ("xmp:ModifyDate", "ModDate")]
    {
        let digits = |date: String| -> String {
            date.chars().filter(char::is_ascii_digit).take(14).collect()
        };
        assert_eq!(digits(stated(xmp)), digits(text(info)));
    }
}

/// A text of a PDF: ASCII, or UTF-16 after its mark.
fn readable(bytes: &[u8]) -> String {
    let Some(units) = bytes.strip_prefix(b"\xfe\xff") else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let (units, _) = units.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|&unit| u16::from_be_bytes(unit)).collect();
    String::from_utf16_lossy(&units)
}

/// What is said in XML, without its tags.
fn plain(xml: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
