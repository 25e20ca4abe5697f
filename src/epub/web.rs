//! The reading page: the whole book as one HTML file for a browser, with all it needs inside
//! and no scripts. It is made from the finished files of the e-book, whose words and stylesheet
//! it has; the frame around them is its own.

mod head;
mod markup;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustc_hash::FxHashMap;

use super::File;
use super::css;
use super::map::Map;
use super::restyle::{Rule, rules, split};
use crate::document::Section;
use crate::info::Word;
use crate::theme::{Family, Role, Theme};
use crate::xml::{push_attribute, push_text};
use markup::Rewriter;

/// How many bytes of pictures a page has at the most. A browser holds all of them in memory
/// at once; and what is shown again and again is there again and again.
const MOST: usize = 150_000_000;

/// From which size on a page is slow to open, in bytes: about half a minute on a phone away
/// from home (at 8 Mbit/s).
pub const HEAVY: usize = 30_000_000;

/// The files that the page is made from, before long articles are cut for reading systems.
pub(super) struct Source<'a> {
    /// All files but the articles.
    pub files: &'a [File],
    /// The articles: names of their files, and their text.
    pub articles: Vec<(String, String)>,
    /// The navigation document.
    pub navigation: String,
}

/// A page, and how many pictures had no room in it.
pub(super) struct Page {
    pub html: String,
    pub left_out: usize,
}

/// Writes the page.
pub(super) fn write(map: &Map, theme: &Theme, source: &Source<'_>) -> Page {
    let pictures = source.files.iter().filter(|file| file.href.starts_with("images/"));
    let pictures: FxHashMap<&str, &File> =
        pictures.map(|file| (file.href.as_str(), file)).collect();
    let mut rewriter = Rewriter::new(&source.articles, pictures, MOST);
    let text = |href: &str| {
        let file = source.files.iter().find(|file| file.href == href)?;
        file.text()
    };
    let size: usize = source.articles.iter().map(|(_, text)| text.len()).sum();
    let mut html = String::with_capacity(size + size / 4 + 40_000);
    head::open(&mut html, &map.document.info);
    html.push_str("<style>\n");
    html.push_str(&style(theme, text("css/book.css").unwrap_or(""), source.files));
    html.push_str("</style>\n</head>\n<body>\n<header>\n");
    for name in ["cover", "title-page"] {
        if let Some(page) = text(&format!("text/{name}.xhtml")) {
            rewriter.body(&mut html, page, name, 0);
        }
    }
    html.push_str("</header>\n");
    contents(&mut html, map, &mut rewriter, &source.navigation);
    html.push_str("<main>\n");
    let levels = levels(map);
    for (at, (file, text)) in source.articles.iter().enumerate() {
        let stem = file.trim_end_matches(".xhtml");
        rewriter.body(&mut html, text, stem, levels.get(at).copied().unwrap_or(1));
    }
    html.push_str("</main>\n");
    if let Some(imprint) = text("text/imprint.xhtml") {
        html.push_str("<footer>\n");
        rewriter.body(&mut html, imprint, "imprint", 1);
        html.push_str("</footer>\n");
    }
    html.push_str("</body>\n</html>\n");
    Page { html, left_out: rewriter.left_out }
}

/// How many levels the headings of each article stand deeper than in a file of its own: the
/// book's title is above all of them, the title of a part above those of its chapters.
fn levels(map: &Map) -> Vec<u8> {
    fn go(sections: &[Section], level: u8, levels: &mut [u8]) {
        for section in sections {
            if let Some(known) = levels.get_mut(section.index as usize) {
                *known = level;
            }
            go(&section.children, level.saturating_add(1), levels);
        }
    }
    let mut levels = vec![1; map.sections.len()];
    go(&map.document.sections, 1, &mut levels);
    levels
}

/// The contents, from the navigation document. A book of one article needs none.
fn contents(html: &mut String, map: &Map, rewriter: &mut Rewriter<'_>, from: &str) {
    let list = from.split_once("</h1>\n").and_then(|(_, rest)| rest.split_once("</nav>"));
    let Some((list, _)) = list.filter(|(list, _)| list.matches("<li").count() > 1) else {
        return;
    };
    html.push_str("<nav role=\"doc-toc\" aria-labelledby=\"_contents\">\n<h2");
    push_attribute(html, "id", "_contents");
    html.push('>');
    push_text(html, map.word(Word::Contents));
    html.push_str("</h2>\n");
    rewriter.fragment(html, list);
    html.push_str("</nav>\n");
}

/// The stylesheet: that of the e-book, for this page's headings and with its fonts inside; and
/// what a reading system would do by itself.
fn style(theme: &Theme, book: &str, files: &[File]) -> String {
    let mut out = String::with_capacity(book.len() + 8_000);
    for rule in rules(book) {
        match rule {
            // A wide window scrolls what is wider than the page.
            Rule::At(rule) if rule.starts_with("@container") => {
                out.push_str(&format!("@media (max-width: 48em) {{\n{rule}\n}}"));
            }
            Rule::At(rule) => out.push_str(&inlined(rule, files)),
            Rule::Style(selectors, body) => {
                let selectors: Vec<String> =
                    split(selectors, ',').into_iter().map(deeper).collect();
                out.push_str(&format!("{} {{ {body} }}", selectors.join(", ")));
            }
        }
        out.push('\n');
    }
    // Readers of e-books have chosen a font; those of a page have not.
    for (family, name, others) in [
        (Family::Sans, "sans-serif", SANS),
        (Family::Mono, "monospace", MONO),
        (Family::Serif, "serif", SERIF),
    ] {
        let generic = format!("font-family: {name};");
        out = out.replace(
            &generic,
            &format!("font-family: {};", stack(theme, family, others)),
        );
    }
    let family = theme.style(Role::Body).family;
    let others = match family {
        Family::Serif => SERIF,
        Family::Sans => SANS,
        Family::Mono => MONO,
    };
    out.push_str(&format!("body {{ font-family: {}; }}\n", stack(theme, family, others)));
    out.push_str(PAGE);
    if css::is_centred(theme) {
        out.push_str("nav > ol { columns: auto; }\n");
        out.push_str(css::CENTRED);
    }
    // Titles of a leaflet are as wide as its paper, and a phone is narrower.
    let title = theme.style(Role::BookTitle).size.to_pt() / theme.size.to_pt().max(0.1);
    out.push_str(&format!(
        "@media (max-width: 30em) {{ h1.book-title {{ font-size: min({title:.2}em, 2rem + 3vw); }} }}\n"
    ));
    // Nothing in a style element may look like its end.
    out.replace("</", "<\\/")
}

/// What stands in for the theme's families where they are not installed: faces made for
/// reading that come with the systems of computers and phones.
const SERIF: &str = "Charter, \"Bitstream Charter\", \"Iowan Old Style\", \"Sitka Text\", Cambria, \"Noto Serif\", serif";
/// See [`SERIF`].
const SANS: &str =
    "Seravek, \"Gill Sans Nova\", Calibri, \"Noto Sans\", system-ui, sans-serif";
/// See [`SERIF`].
const MONO: &str = "ui-monospace, Menlo, Consolas, \"DejaVu Sans Mono\", monospace";

/// What the page has beyond the e-book's stylesheet.
const PAGE: &str = include_str!("css/web.css");

fn stack(theme: &Theme, family: Family, others: &str) -> String {
    let name = match family {
        Family::Serif => &theme.families.serif,
        Family::Sans => &theme.families.sans,
        Family::Mono => &theme.families.mono,
    };
    format!("{}, {others}", css::quoted(name))
}

/// A selector whose headings stand deeper than in the e-book.
fn deeper(selector: &str) -> String {
    if let Some(before) = selector.strip_suffix("> h1") {
        return format!("{before}> h2, {before}> h3");
    }
    match selector.strip_prefix("nav h1") {
        Some(after) => format!("nav h2{after}"),
        None => selector.to_owned(),
    }
}

/// A rule with the font that it names inside.
fn inlined(rule: &str, files: &[File]) -> String {
    const OPENING: &str = "url(\"../";
    let Some((before, rest)) = rule.split_once(OPENING) else { return rule.to_owned() };
    let Some((href, after)) = rest.split_once('"') else { return rule.to_owned() };
    match files.iter().find(|file| file.href == href) {
        Some(file) => format!("{before}url(\"{}\"{after}", data(file)),
        None => rule.to_owned(),
    }
}

/// A file as an address that holds it (RFC 2397).
fn data(file: &File) -> String {
    let bytes = file.content.bytes();
    let mut out = format!("data:{};base64,", file.media_type);
    out.reserve(bytes.len().div_ceil(3) * 4);
    STANDARD.encode_string(bytes, &mut out);
    out
}
