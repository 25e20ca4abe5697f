//! What the e-book says of a book that holds every kind of block and inline once.

use std::io::{Cursor, Read};

use super::*;
use crate::document::{Column, Cover, Inlines, Item as ListItem, Kind, Role, Row, Table};
use crate::font::Fonts;
use crate::id::Id;
use crate::info::{Accessibility, Exemption};

mod everything;

use everything::{Maker, everything};

fn book(document: &Document, options: &Options) -> Vec<u8> {
    let theme = crate::theme::builtin("pamphlet").expect("it is built in");
    write(document, &theme, &fonts(), options)
}

/// Two faces of the text and one for boxes.
fn fonts() -> Fonts {
    Fonts::embedded()
}

fn file(epub: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut text = String::new();
    archive.by_name(path).expect(path).read_to_string(&mut text).expect("UTF-8");
    text
}

fn with_cover(document: &Document) -> Options {
    Options { cover: cover(document), ..Options::default() }
}

fn cover(document: &Document) -> Option<crate::image::Picture> {
    let theme = crate::theme::builtin("pamphlet").expect("it is built in");
    crate::cover::front(document, &theme, &fonts(), None)
}

#[test]
fn the_archive_begins_with_its_type_and_is_the_same_on_any_machine() {
    let document = everything();
    let epub = book(&document, &Options::default());
    assert_eq!(&epub[30..58], b"mimetypeapplication/epub+zip");
    let pool = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| book(&document, &Options::default()))
    };
    assert!(epub == pool(1) && epub == pool(8));
}

#[test]
fn every_file_is_well_formed_and_every_link_leads_somewhere() {
    let document = everything();
    let epub = book(&document, &with_cover(&document));
    let mut archive = zip::ZipArchive::new(Cursor::new(&epub)).expect("an archive");
    let names: Vec<String> =
        archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    let mut ids = std::collections::BTreeSet::new();
    let mut links = Vec::new();
    for name in names.iter().filter(|n| n.ends_with("html") || n.ends_with("opf")) {
        let mut text = String::new();
        archive.by_name(name).expect("listed").read_to_string(&mut text).expect("UTF-8");
        let options =
            usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let xml = usvg::roxmltree::Document::parse_with_options(&text, options)
            .unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        for node in xml.descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(ids.insert(format!("{name}#{id}")), "{name} has {id} twice");
            }
            if let Some(href) = node.attribute("href").map(str::to_owned)
                && !href.contains("://")
            {
                let folder = name.rsplit_once('/').expect("in a folder").0;
                links.push(match href.strip_prefix('#') {
                    Some(id) => format!("{name}#{id}"),
                    None => format!("{folder}/{href}").replace("text/../", ""),
                });
            }
        }
    }
    for link in links {
        assert!(ids.contains(&link) || names.contains(&link), "{link} leads nowhere");
    }
}

#[test]
fn an_article_says_what_it_is() {
    let document = everything();
    let text = file(&book(&document, &Options::default()), "EPUB/text/03-house.xhtml");
    for expected in [
        "lang=\"en-GB\" xml:lang=\"en-GB\"",
        "epub:type=\"chapter\" role=\"doc-chapter\"",
        "<span lang=\"es\" xml:lang=\"es\">las bombas</span>",
        "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"_ref-1\" \
         href=\"#_note-1\">1</a>",
        "id=\"_ref-1-1\"",
        "role=\"doc-backlink\" aria-label=\"Back to note 2\"",
        "<a href=\"02-part.xhtml#part\">",
        "<a href=\"#place\">",
        "https://example.org/a%20b?c=d&amp;e=f",
        "<h3 class=\"head-3\" id=\"deep\">",
        "alt=\"\" role=\"presentation\"",
        "<th scope=\"col\" class=\"end room-9\">Number</th>",
        "<ol class=\"questions\" start=\"3\">",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
}

#[test]
fn what_is_said_of_accessibility_is_true() {
    let mut document = everything();
    let sound = Options { conforms: true, ..Options::default() };
    let package = file(&book(&document, &sound), "EPUB/package.opf");
    assert!(package.contains(">alternativeText<") && !package.contains("conformsTo"));
    document.info.accessibility = Accessibility {
        certified_by: Some("The Press".into()),
        credential: Some("Reader".into()),
        report: Some("https://example.org/r".into()),
        summary: Some("Maps are told in words.".into()),
        ..Accessibility::default()
    };
    let package = file(&book(&document, &sound), "EPUB/package.opf");
    for expected in [
        ">EPUB Accessibility 1.1 - WCAG 2.2 Level AA<",
        "refines=\"#conformance\" property=\"a11y:certifiedBy\" id=\"certifier\">The Press<",
        "refines=\"#certifier\" property=\"a11y:certifierCredential\">Reader<",
        "refines=\"#certifier\" href=\"https://example.org/r\"/>",
        " Maps are told in words.<",
    ] {
        assert!(package.contains(expected), "{expected} is not in\n{package}");
    }
    let package = file(&book(&document, &Options::default()), "EPUB/package.opf");
    assert!(!package.contains("alternativeText") && !package.contains("certifier"));
    assert!(package.contains(">visual<") && !package.contains("Sufficient\">textual<"));
    document.info.accessibility = Accessibility {
        exemption: Some(Exemption::Microenterprise),
        ..Accessibility::default()
    };
    let package = file(&book(&document, &Options::default()), "EPUB/package.opf");
    assert!(package.contains("\"dcterms:conformsTo\">none<"), "{package}");
    assert!(package.contains("\"a11y:exemption\">eaa-microenterprise<"), "{package}");
}

/// What a catalogue can read back is what the manifest says.
#[test]
fn subjects_and_licences_are_given_as_their_schemes_have_them() {
    let mut document = everything();
    document.info.licence = Some("CC BY-SA 4.0".into());
    let package = file(&book(&document, &Options::default()), "EPUB/package.opf");
    for expected in [
        "<dc:subject>Gardens</dc:subject>",
        "<dc:subject id=\"subject-2\">History</dc:subject>",
        "<meta refines=\"#subject-2\" property=\"authority\">Thema</meta>",
        "<meta refines=\"#subject-2\" property=\"term\">NHTB</meta>",
        "<link rel=\"dcterms:license\" href=\"https://creativecommons.org/licenses/by-sa/4.0/\"/>",
    ] {
        assert!(package.contains(expected), "{expected} is not in\n{package}");
    }
}

#[test]
fn a_picture_shares_an_edge_with_its_caption_and_text_runs_on_after_it() {
    let epub = book(&everything(), &Options::default());
    let css = file(&epub, "EPUB/css/book.css");
    assert!(css.contains("figure.captioned { text-align: left; }"), "{css}");
    assert!(!css.contains("figure + p"), "{css}");
}

#[test]
fn covers_are_drawn_or_taken_as_they_are() {
    let mut document = everything();
    let card = cover(&document).expect("a title card");
    assert_eq!((card.width, card.height, card.format), (1600, 2560, Format::Png));
    document.cover =
        Some(Cover { picture: Id::new(1), alt: "A garden".into(), span: None });
    let art = cover(&document).expect("the art");
    assert_eq!(art.data, document.pictures[Id::new(1)].data);
    let epub = book(&document, &with_cover(&document));
    assert!(file(&epub, "EPUB/text/cover.xhtml").contains("alt=\"A garden\""));
}

#[test]
fn only_the_faces_that_the_text_uses_are_embedded() {
    let mut document = everything();
    let options = Options { embed_fonts: true, ..Options::default() };
    let epub = book(&document, &options);
    let css = file(&epub, "EPUB/css/book.css");
    assert!(css.contains("url(\"../fonts/EBGaramond400RegularItalic.ttf\")"), "{css}");
    assert!(file(&epub, "EPUB/fonts/licences.txt").contains("Open Font License"));
    document.sections.clear();
    let package = file(&book(&document, &options), "EPUB/package.opf");
    assert!(
        package.contains("EBGaramond400Regular.ttf") && !package.contains("SourceCode")
    );
}

/// Writes the book to the path in `EPUB_OUT`, to be looked at by hand.
#[test]
fn the_book_of_everything_can_be_looked_at() {
    let Some(path) = std::env::var_os("EPUB_OUT") else { return };
    let document = everything();
    let options = Options { embed_fonts: true, ..with_cover(&document) };
    std::fs::write(path, book(&document, &options)).expect("written");
}

#[test]
fn lists_have_room_for_long_numbers() {
    let mut m = Maker::new();
    let mut section = m.section(Role::Chapter, "list", "A list");
    let items = (0..3).map(|_| ListItem { blocks: vec![m.p("Text.")] }).collect();
    section.blocks = vec![m.block(Kind::List { start: Some(98), tight: true, items })];
    let document =
        Document { sections: vec![section], anchors: m.anchors, ..everything() };
    let epub = book(&document, &Options::default());
    let text = file(&epub, "EPUB/text/01-list.xhtml");
    assert!(text.contains("<ol class=\"list tight digits-3\" start=\"98\">"), "{text}");
    let css = file(&epub, "EPUB/css/book.css");
    assert!(css.contains("ol.digits-3 { padding-left: 1.25em; }"), "{css}");
}

/// A long word in a column of a small screen is parted, a number is not.
#[test]
fn cells_say_what_may_be_parted_in_them() {
    let maker = Maker::new();
    let cells =
        ["Donaudampfschifffahrtsgesellschaft", "1,204.50", "a few words", "Amt", "x"];
    let row = |cells: &[Inlines]| Row { cells: cells.to_vec() };
    let words: Vec<Inlines> = cells.iter().map(|text| maker.words(text)).collect();
    // How much room a column needs is said as well, in halves of an em.
    for (count, classes) in [
        (3, "long room-25,room-9,room-11"),
        (5, "long room-25,whole room-9,whole room-11,whole room-4,whole room-2"),
    ] {
        let columns = vec![Column::Start; count];
        let rows = vec![row(&words[..count])];
        let table = Table { caption: None, columns, head: Vec::new(), rows };
        let block = maker.block(Kind::Table(table));
        let mut document = everything();
        document.sections[0].blocks = vec![block];
        let epub = book(&document, &Options::default());
        let name = format!("EPUB/text/{}.xhtml", document.sections[0].slug);
        let text = file(&epub, &name);
        let (_, table) = text.split_once("<tbody>").expect("a table");
        let cells = table.split("<t").skip(2).take(count);
        let class = |cell: &str| {
            let tag = cell.split_once('>').expect("a tag").0;
            tag.split_once("class=\"")
                .map_or("", |(_, c)| c.trim_end_matches('"'))
                .to_owned()
        };
        assert_eq!(cells.map(class).collect::<Vec<_>>().join(","), classes);
    }
}
