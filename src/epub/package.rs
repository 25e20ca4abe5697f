//! The package document: metadata, manifest, spine (EPUB 3.3, 5).

use super::article::Facts;
use super::map::Map;
use crate::document::{Role, label};
use crate::info::{Contributor, Exemption, Info, Subject, Word, series_position};
use crate::xml::{escaped, push_attribute, push_text};

/// One file in the manifest.
pub(super) struct Item {
    pub id: String,
    /// From the folder of the package document.
    pub href: String,
    pub media_type: &'static str,
    pub properties: Option<&'static str>,
    /// Whether it stands in the spine, at this place.
    pub in_spine: bool,
}

/// Writes the package document; `items` come in spine order.
pub(super) fn write(
    map: &Map,
    items: &[Item],
    facts: &Facts,
    cover: Option<&str>,
) -> String {
    let info = &map.document.info;
    let mut out = String::with_capacity(4096 + items.len() * 120);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" ");
    out.push_str("unique-identifier=\"uid\"");
    push_attribute(&mut out, "xml:lang", info.lang.tag());
    out.push_str(">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    metadata(&mut out, info);
    accessibility(&mut out, map, facts);
    conformance(&mut out, map);
    licence(&mut out, info);
    if let Some(cover) = cover {
        out.push_str(&format!("<meta name=\"cover\" content=\"{cover}\"/>\n"));
    }
    out.push_str("</metadata>\n<manifest>\n");
    for item in items {
        out.push_str("<item");
        push_attribute(&mut out, "id", &item.id);
        push_attribute(&mut out, "href", &item.href);
        push_attribute(&mut out, "media-type", item.media_type);
        if let Some(properties) = item.properties {
            push_attribute(&mut out, "properties", properties);
        }
        out.push_str("/>\n");
    }
    out.push_str("</manifest>\n<spine toc=\"ncx\">\n");
    for item in items.iter().filter(|item| item.in_spine) {
        out.push_str("<itemref");
        push_attribute(&mut out, "idref", &item.id);
        out.push_str("/>\n");
    }
    out.push_str("</spine>\n</package>\n");
    out
}

fn metadata(out: &mut String, info: &Info) {
    element(out, "dc:identifier", "id=\"uid\"", &info.uuid);
    if let Some(isbn) = &info.isbn_epub {
        let urn = format!("urn:isbn:{}", isbn.digits());
        element(out, "dc:identifier", "id=\"isbn\"", &urn);
        // An ISBN-13 (ONIX, code list 5).
        let scheme = "scheme=\"onix:codelist5\"";
        let property = format!("refines=\"#isbn\" property=\"identifier-type\" {scheme}");
        element(out, "meta", &property, "15");
    }
    element(out, "dc:title", "id=\"title\"", &info.title);
    refine(out, "title", "title-type", "main");
    if let Some(subtitle) = &info.subtitle {
        refine(out, "title", "display-seq", "1");
        element(out, "dc:title", "id=\"subtitle\"", subtitle);
        refine(out, "subtitle", "title-type", "subtitle");
        refine(out, "subtitle", "display-seq", "2");
    }
    element(out, "dc:language", "", info.lang.tag());
    for (at, contributor) in info.contributors.iter().enumerate() {
        person(out, at + 1, contributor);
    }
    let optional = [
        ("dc:publisher", info.publisher.clone()),
        ("dc:date", info.date.map(|date| date.to_string())),
        ("dc:description", info.description.clone()),
        (
            "dc:source",
            info.isbn_print.as_ref().map(|i| format!("urn:isbn:{}", i.digits())),
        ),
        ("dc:source", info.source.clone()),
        ("dc:rights", info.rights.clone()),
        ("dc:rights", info.licence.clone()),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            element(out, name, "", &value);
        }
    }
    for (at, Subject { name, scheme }) in info.subjects.iter().enumerate() {
        let id = format!("subject-{}", at + 1);
        match scheme {
            None => element(out, "dc:subject", "", name),
            Some((scheme, code)) => {
                element(out, "dc:subject", &format!("id=\"{id}\""), name);
                refine(out, &id, "authority", scheme);
                refine(out, &id, "term", code);
            }
        }
    }
    if let Some((series, number)) = &info.series {
        element(out, "meta", "property=\"belongs-to-collection\" id=\"series\"", series);
        refine(out, "series", "collection-type", "series");
        if let Some(number) = number.as_deref().and_then(series_position) {
            refine(out, "series", "group-position", &number);
        }
    }
    element(out, "meta", "property=\"dcterms:modified\"", &info.modified.to_string());
}

fn person(out: &mut String, number: usize, person: &Contributor) {
    if person.name.trim().is_empty() {
        return;
    }
    let id = format!("person-{number}");
    let author = matches!(&*person.role.0, "aut" | "cre");
    let name = if author { "dc:creator" } else { "dc:contributor" };
    element(out, name, &format!("id=\"{id}\""), &person.name);
    let code = &person.role.0;
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()) {
        out.push_str(&format!(
            "<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{code}</meta>\n"
        ));
    }
    if let Some(sort) = &person.sort {
        refine(out, &id, "file-as", sort);
    }
    refine(out, &id, "display-seq", &number.to_string());
}

/// The way to the licence, where its name says where it stands.
fn licence(out: &mut String, info: &Info) {
    if let Some(href) = info.licence.as_deref().and_then(crate::info::licence_address) {
        out.push_str("<link rel=\"dcterms:license\"");
        push_attribute(out, "href", &href);
        out.push_str("/>\n");
    }
}

/// What the book conforms to, word by word (EPUB Accessibility 1.1, 3.6).
const CONFORMS: &str = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";

/// What the book conforms to and who says so; or why it need not.
fn conformance(out: &mut String, map: &Map) {
    let said = &map.document.info.accessibility;
    if let Some(certifier) = said.certified_by.as_ref().filter(|_| map.conforms) {
        element(
            out,
            "meta",
            "property=\"dcterms:conformsTo\" id=\"conformance\"",
            CONFORMS,
        );
        let of = |id: &str| format!("refines=\"#conformance\" property=\"a11y:{id}\"");
        let id = format!("{} id=\"certifier\"", of("certifiedBy"));
        element(out, "meta", &id, certifier);
        if let Some(credential) = &said.credential {
            let property = "refines=\"#certifier\" property=\"a11y:certifierCredential\"";
            element(out, "meta", property, credential);
        }
        if let Some(report) = &said.report {
            out.push_str("<link rel=\"a11y:certifierReport\" refines=\"#certifier\"");
            push_attribute(out, "href", report);
            out.push_str("/>\n");
        }
    }
    let exemption = said.exemption.map(|exemption| match exemption {
        Exemption::Microenterprise => "eaa-microenterprise",
        Exemption::DisproportionateBurden => "eaa-disproportionate-burden",
        Exemption::FundamentalAlteration => "eaa-fundamental-alteration",
    });
    if let Some(exemption) = exemption {
        element(out, "meta", "property=\"dcterms:conformsTo\"", "none");
        element(out, "meta", "property=\"a11y:exemption\"", exemption);
    }
}

/// What the book offers to readers with disabilities, derived from what is in it (EPUB
/// Accessibility 1.1, 2).
fn accessibility(out: &mut String, map: &Map, facts: &Facts) {
    let pictures = facts.pictures.values().any(|&meaning| meaning);
    let described = pictures && map.conforms;
    let mut say = |name: &str, value: &str| {
        element(out, "meta", &format!("property=\"schema:{name}\""), value);
    };
    say("accessMode", "textual");
    if pictures {
        say("accessMode", "visual");
        say("accessModeSufficient", "textual,visual");
    }
    if !pictures || described {
        say("accessModeSufficient", "textual");
    }
    for feature in [
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "displayTransformability",
    ] {
        say("accessibilityFeature", feature);
    }
    if described {
        say("accessibilityFeature", "alternativeText");
    }
    if !map.printed.is_empty() {
        say("accessibilityFeature", "pageBreakMarkers");
        say("accessibilityFeature", "pageNavigation");
    }
    if map.sections.iter().any(|section| section.role == Role::Index) {
        say("accessibilityFeature", "index");
    }
    say("accessibilityHazard", "none");
    let mut summary = map.word(Word::Summary).to_owned();
    if described {
        summary = format!("{summary} {}", map.word(Word::Described));
    }
    if let Some(own) = &map.document.info.accessibility.summary {
        summary = format!("{summary} {own}");
    }
    say("accessibilitySummary", &summary);
    if !map.printed.is_empty() {
        let source = page_source(&map.document.info);
        element(out, "meta", "property=\"pageBreakSource\"", &source);
    }
}

/// Which printed book the numbers of pages are those of: its ISBN, or what tells it from others
/// (EPUB Accessibility 1.1, 4.3.3).
fn page_source(info: &Info) -> String {
    if let Some(isbn) = &info.isbn_print {
        return format!("urn:isbn:{}", isbn.digits());
    }
    let parts = [Some(info.title.clone()), info.publisher.clone(), info.place_and_year()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} ({})", parts.join(", "), Word::Print.in_language(&info.lang))
}

fn element(out: &mut String, name: &str, attributes: &str, text: &str) {
    // A description may have paragraphs.
    let paragraphs: Vec<String> = text.split("\n\n").map(label).collect();
    let text = paragraphs.join("\n\n");
    if text.is_empty() {
        return;
    }
    out.push('<');
    out.push_str(name);
    if !attributes.is_empty() {
        out.push(' ');
        out.push_str(attributes);
    }
    out.push('>');
    push_text(out, &text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn refine(out: &mut String, id: &str, property: &str, value: &str) {
    out.push_str(&format!("<meta refines=\"#{id}\" property=\"{property}\">"));
    out.push_str(&escaped(&label(value)));
    out.push_str("</meta>\n");
}
