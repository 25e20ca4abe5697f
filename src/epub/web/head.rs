//! The head of the page: what catalogues and search engines read of a book.

use crate::document::label;
use crate::info::{Info, licence_address};
use crate::xml::{escaped, push_attribute, push_text};

/// Writes all up to the style sheet.
pub(super) fn open(out: &mut String, info: &Info) {
    let authors: Vec<&str> = info.authors().collect();
    let lang = escaped(info.lang.tag());
    out.push_str(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n"));
    out.push_str("<meta charset=\"utf-8\">\n");
    meta(out, "viewport", "width=device-width, initial-scale=1");
    out.push_str("<title>");
    push_text(out, &label(&info.title));
    if !authors.is_empty() {
        out.push_str(" – ");
        push_text(out, &label(&authors.join(", ")));
    }
    out.push_str("</title>\n");
    if let Some(description) = &info.description {
        meta(out, "description", description);
    }
    if !authors.is_empty() {
        meta(out, "author", &authors.join(", "));
    }
    meta(out, "color-scheme", "light dark");
    if let Some(licence) = info.licence.as_deref().and_then(licence_address) {
        out.push_str("<link rel=\"license\"");
        push_attribute(out, "href", &licence);
        out.push_str(">\n");
    }
    dublin_core(out, info);
}

/// Dublin Core, as DCMI has it in HTML ("Expressing Dublin Core metadata using HTML/XHTML meta
/// and link elements", 2008).
fn dublin_core(out: &mut String, info: &Info) {
    out.push_str("<link rel=\"schema.DCTERMS\" href=\"http://purl.org/dc/terms/\">\n");
    let mut say = |name: &str, value: &str| {
        meta(out, &format!("DCTERMS.{name}"), value);
    };
    let title = match &info.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", info.title),
        None => info.title.clone(),
    };
    say("title", &title);
    for person in &info.contributors {
        let author = matches!(&*person.role.0, "aut" | "cre");
        let shown = person.sort.as_ref().unwrap_or(&person.name);
        say(if author { "creator" } else { "contributor" }, shown);
    }
    say("language", info.lang.tag());
    say("identifier", &info.uuid);
    let urn = |isbn: &crate::info::Isbn| format!("urn:isbn:{}", isbn.digits());
    let (ebook, print) = (info.isbn_epub.as_ref(), info.isbn_print.as_ref());
    let optional = [
        ("isFormatOf", ebook.map(urn)),
        ("isFormatOf", print.map(urn)),
        ("publisher", info.publisher.clone()),
        ("issued", info.date.map(|date| date.to_string())),
        ("abstract", info.description.clone()),
        ("source", info.source.clone()),
        ("rights", info.rights.clone()),
        ("license", info.licence.clone()),
        ("isPartOf", info.series.as_ref().map(|(name, _)| name.clone())),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            say(name, &value);
        }
    }
    for subject in &info.subjects {
        say("subject", &subject.name);
    }
    say("modified", &info.modified.to_string());
    say("type", "Text");
}

fn meta(out: &mut String, name: &str, content: &str) {
    out.push_str("<meta");
    push_attribute(out, "name", name);
    push_attribute(out, "content", &label(content));
    out.push_str(">\n");
}
