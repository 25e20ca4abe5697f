//! What the file says about itself, twice, and both times the same: in the document information
//! and, in PDF/X-4, in XMP.

use std::fmt::Write;

use lopdf::{Dictionary, Object, StringFormat};

use crate::info::{Info, Moment};
use crate::printer::Standard;

const PROGRAM: &str = concat!("publish ", env!("CARGO_PKG_VERSION"));

/// The document information.
pub(super) fn information(info: &Info, standard: Standard) -> Dictionary {
    let mut out = Dictionary::new();
    let date = pdf_date(info.modified);
    out.set("Title", text(&info.title));
    let authors = authors(info);
    if !authors.is_empty() {
        out.set("Author", text(&authors));
    }
    out.set("Creator", text(PROGRAM));
    out.set("Producer", text(PROGRAM));
    out.set("CreationDate", text(&date));
    out.set("ModDate", text(&date));
    out.set("Trapped", Object::Name(b"False".to_vec()));
    match standard {
        Standard::X4 => {}
        Standard::X1a => {
            out.set("GTS_PDFXVersion", text("PDF/X-1:2001"));
            out.set("GTS_PDFXConformance", text("PDF/X-1a:2001"));
        }
    }
    out
}

/// Names as they are typed, one after the other.
fn authors(info: &Info) -> String {
    let plain = |name: &str| name.replace(['\u{a0}', '\u{202f}'], " ");
    info.authors().map(plain).collect::<Vec<_>>().join(", ")
}

/// A text as PDF writes it: in ASCII where that does, else in UTF-16.
pub(super) fn text(text: &str) -> Object {
    let bytes = match text.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
        true => text.as_bytes().to_vec(),
        false => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_be_bytes).collect()
        }
    };
    Object::String(bytes, StringFormat::Literal)
}

fn pdf_date(moment: Moment) -> String {
    let (year, month, day, hour, minute, second) = moment.civil();
    format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}+00'00'")
}

/// The XMP packet (ISO 16684-1) of a PDF/X-4 (ISO 15930-7, 6.14).
pub(super) fn packet(info: &Info, document: &str) -> String {
    let date = info.modified.to_string();
    let mut xmp = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"\n\
         \x20 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
         \x20 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n\
         \x20 xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n\
         \x20 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n\
         \x20 xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n",
    );
    // Writing to a text never fails.
    let mut add = |name: &str, value: &str| {
        let _ = writeln!(xmp, "<{name}>{value}</{name}>");
    };
    let li = |value: &str| format!("<rdf:li>{}</rdf:li>", escaped(value));
    add("dc:format", "application/pdf");
    let title = escaped(&info.title);
    add(
        "dc:title",
        &format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt>"),
    );
    let authors = authors(info);
    if !authors.is_empty() {
        add("dc:creator", &format!("<rdf:Seq>{}</rdf:Seq>", li(&authors)));
    }
    add("dc:language", &format!("<rdf:Bag>{}</rdf:Bag>", li(info.lang.tag())));
    add("xmp:CreatorTool", PROGRAM);
    add("xmp:CreateDate", &date);
    add("xmp:ModifyDate", &date);
    add("xmp:MetadataDate", &date);
    add("xmpMM:DocumentID", &escaped(document));
    add("xmpMM:VersionID", "1");
    add("xmpMM:RenditionClass", "default");
    add("pdf:Producer", PROGRAM);
    add("pdf:Trapped", "False");
    add("pdfxid:GTS_PDFXVersion", "PDF/X-4");
    xmp.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xmp
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
