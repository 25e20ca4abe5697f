//! Articles too long for one file, cut into several; links follow.

use rustc_hash::{FxHashMap, FxHashSet};

use super::article::close_file;
use super::kobo;
use super::places::{Trace, tags};
use super::walk::{Piece, attribute, attributes, has_class, pieces};

/// How many bytes a file of text may have in any edition: readers on Adobe's engine refuse, or
/// crash on, files of more than 300 kB (Electric Book Works, "File sizes"; calibre cuts at 260 kB
/// for the same reason). The edition for Kobo is the longest, and all are cut at the same places,
/// whichever are made; what the one for the oldest engines adds has room in the rest.
pub(super) const LIMIT: usize = 250_000;

/// Room for what a part has besides its piece of the article, in bytes: elements that are
/// opened again.
const ROOM: usize = 2_000;

/// The articles that are cut: where each of their places went.
#[derive(Default)]
pub(super) struct Parts {
    /// By the article's file, the part's file by identifier.
    places: FxHashMap<String, FxHashMap<String, String>>,
    /// By the part's file, the article's.
    of: FxHashMap<String, String>,
}

/// The files of an article, with their names, first to last.
pub(super) type Files = Vec<(String, String)>;

/// A part of an article.
struct Part {
    text: String,
    /// How many tags the article has before it.
    before: usize,
    /// How many tags it has that are not the article's, or stand before it there too.
    again: usize,
}

/// What stands where in the parts of an article, given what stood where in the whole.
fn traces(parts: &[Part], trace: &Trace) -> Vec<Trace> {
    let ends = parts.iter().skip(1).map(|part| part.before).chain([usize::MAX]);
    let part = |(part, end): (&Part, usize)| {
        // The head stands in all parts.
        let begin = part.before;
        let own = trace.iter().filter(|(tag, _)| (begin..end).contains(tag));
        own.map(|(tag, span)| (tag - begin + part.again, *span)).collect()
    };
    parts.iter().zip(ends).map(part).collect()
}

impl Parts {
    /// Cuts an article that is longer than `limit` at its headings or, failing that, its
    /// paragraphs, within the items of lists only where nothing else serves; `taken` are the names that files have. A single paragraph, a table or code
    /// is never cut, however long.
    pub fn cut(
        &mut self,
        file: &str,
        xhtml: String,
        limit: usize,
        taken: &mut FxHashSet<String>,
        trace: Trace,
    ) -> (Files, Vec<Trace>) {
        // More than that cannot be added to it.
        let added = kobo::most_added(&xhtml) + tags(&xhtml) * kobo::SPAN;
        if xhtml.len() + added <= limit {
            return (vec![(file.to_owned(), xhtml)], vec![trace]);
        }
        let parts = cut(&xhtml, file, limit);
        let traces = traces(&parts, &trace);
        let texts = parts.into_iter().map(|part| part.text).collect();
        (self.keep(file, texts, taken), traces)
    }

    /// Names the parts of an article, and notes what is in them.
    fn keep(
        &mut self,
        file: &str,
        texts: Vec<String>,
        taken: &mut FxHashSet<String>,
    ) -> Files {
        let stem = file.trim_end_matches(".xhtml");
        let mut number = 1;
        let mut files: Files = Vec::with_capacity(texts.len());
        for text in texts {
            let mut name = file.to_owned();
            while number > 1 && !taken.insert(name.clone()) {
                name = format!("{stem}-{number}.xhtml");
                number += 1;
            }
            number = number.max(2);
            files.push((name, text));
        }
        if files.len() < 2 {
            return files;
        }
        let mut places = FxHashMap::default();
        for (name, text) in &files {
            for id in ids(text) {
                places.insert(id.to_owned(), name.clone());
            }
            self.of.insert(name.clone(), file.to_owned());
        }
        self.places.insert(file.to_owned(), places);
        files
    }

    /// Whether nothing is cut.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Leads the links of a text to where their places went. `attribute` is that of links
    /// (`href`), `folder` what stands before the names of files (`text/` or nothing), `from`
    /// the file that the text is, where others of its folder link to it.
    pub fn lead(&self, text: &str, attribute: &str, folder: &str, from: &str) -> String {
        let opening = format!(" {attribute}=\"");
        let mut out = String::with_capacity(text.len() + text.len() / 16);
        let mut done = 0;
        for (at, _) in text.match_indices(&opening) {
            let start = at + opening.len();
            let Some(length) = text[start..].find('"') else { break };
            let href = &text[start..start + length];
            if let Some(led) = self.led(href, folder, from) {
                out.push_str(&text[done..start]);
                out.push_str(&led);
                done = start + length;
            }
        }
        out.push_str(&text[done..]);
        out
    }

    fn led(&self, href: &str, folder: &str, from: &str) -> Option<String> {
        let (file, id) = href.split_once('#')?;
        let article = match file {
            "" => self.of.get(from)?,
            file => file.strip_prefix(folder)?,
        };
        let part = self.places.get(article)?.get(id)?;
        (part != from || !file.is_empty()).then(|| match part == from {
            true => format!("#{id}"),
            false => format!("{folder}{part}#{id}"),
        })
    }
}

fn ids(xhtml: &str) -> impl Iterator<Item = &str> {
    const ID: &str = " id=\"";
    let found = xhtml.match_indices(ID).map(|(at, _)| &xhtml[at + ID.len()..]);
    found.filter_map(|rest| rest.split('"').next())
}

/// A place to cut at.
struct Seam {
    /// The byte.
    at: usize,
    /// How many bytes the article has before it, once its links are longer and its sentences
    /// have elements of their own.
    weight: usize,
    /// Whether a heading follows.
    heading: bool,
    /// Whether it is within an item of a list.
    within: bool,
    /// The tags that are open there, each as it is opened again.
    open: Vec<String>,
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    tag: &'a str,
    /// How many items of a list it has had.
    items: u64,
    /// The element before, among those in it; empty before the first.
    last: &'a str,
    /// The tag of that.
    last_tag: &'a str,
}

/// Elements that may be closed before a cut, and opened again behind it.
const HOLD: [&str; 7] = ["section", "blockquote", "aside", "ol", "ul", "dl", "li"];

/// Elements that a part may begin with.
const BEGIN: [&str; 18] = [
    "section",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ol",
    "ul",
    "dl",
    "table",
    "figure",
    "pre",
    "aside",
    "li",
    "dt",
];

/// Elements that text must follow in the same file.
const LEADING: [&str; 8] = ["h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"];

/// Paragraphs that belong to what stands below them, and those that belong to what stands
/// above.
const ABOVE: [&str; 3] = ["dateline", "letter-title", "box-title"];
const BELOW: [&str; 4] = ["attribution", "signature", "source", "credit"];

/// Cuts a file into files.
fn cut(xhtml: &str, file: &str, limit: usize) -> Vec<Part> {
    let body = xhtml.find("<body").unwrap_or(0);
    let end = xhtml[body..].find('\n').map_or(xhtml.len(), |at| body + at + 1);
    let (head, content) = xhtml.split_at(end);
    let (seams, weight) = seams(content, file);
    let budget = limit.saturating_sub(head.len() + ROOM).max(1);
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, 0);
    let mut opened: &[String] = &[];
    let mut rest: &[Seam] = &seams;
    let part = |start: usize, text: String, begun: usize| Part {
        text,
        before: if start == 0 { 0 } else { tags(head) + tags(&content[..start]) },
        again: if start == 0 { 0 } else { begun },
    };
    while weight - before > budget {
        let Some(seam) = best(rest, before, weight, budget) else { break };
        let seam = &rest[seam];
        let mut text = begin(head, opened);
        let begun = tags(&text);
        text.push_str(&content[start..seam.at]);
        for tag in seam.open.iter().rev() {
            let name = tag.trim_start_matches('<').split([' ', '>']).next();
            text.push_str(&format!("</{}>\n", name.unwrap_or_default()));
        }
        close_file(&mut text);
        parts.push(part(start, text, begun));
        (start, before, opened) = (seam.at, seam.weight, &seam.open);
        rest = &rest[rest.partition_point(|other| other.at <= start)..];
    }
    let mut text = begin(head, opened);
    let begun = tags(&text);
    text.push_str(&content[start..]);
    parts.push(part(start, text, begun));
    parts
}

fn begin(head: &str, opened: &[String]) -> String {
    let mut part = head.to_owned();
    for tag in opened {
        part.push_str(tag);
        part.push('\n');
    }
    part
}

/// The best of the seams for the end of a part: near the even share of what is left, at a
/// heading where one is not far from it. A part without a seam ends at the next there is.
fn best(seams: &[Seam], before: usize, weight: usize, budget: usize) -> Option<usize> {
    let left = weight - before;
    let share = left.div_ceil(left.div_ceil(budget));
    let fits = seams.partition_point(|seam| seam.weight <= before + budget);
    let want = before + share;
    let near = |at: &usize| seams[*at].weight.abs_diff(want);
    let far = |at: &usize| seams[*at].weight >= before + share / 2;
    let headings = (0..fits).filter(|&at| seams[at].heading).filter(far);
    let (within, between): (Vec<usize>, Vec<usize>) =
        (0..fits).filter(far).partition(|&at| seams[at].within);
    let next = (!seams.is_empty()).then(|| fits.min(seams.len() - 1));
    let nearest = |all: Vec<usize>| all.into_iter().min_by_key(near);
    headings.min_by_key(near).or(nearest(between)).or(nearest(within)).or(next)
}

/// The places where the body of a file can be cut, and its weight.
fn seams<'a>(content: &'a str, file: &str) -> (Vec<Seam>, usize) {
    let mut seams = Vec::new();
    let root = Open { name: "body", tag: "", items: 0, last: "", last_tag: "" };
    let mut open: Vec<Open<'a>> = vec![root];
    // Links inside the article may have to name its parts.
    let mut longer = 0;
    // The mark of a printed page goes with what follows it.
    let mut mark = None;
    for (at, piece) in pieces(content) {
        match piece {
            Piece::Open(name, tag) => {
                let at = mark.take().unwrap_or(at);
                if let Some(seam) = seam(&open, (name, tag), at, at + longer) {
                    seams.push(seam);
                }
                match attribute(tag, "href") {
                    Some(href) if href.starts_with('#') => longer += file.len() + 3,
                    Some(_) => longer += 3,
                    None => {}
                }
                if let Some(parent) = open.last_mut().filter(|_| name == "li") {
                    parent.items += 1;
                }
                open.push(Open { name, tag, items: 0, last: "", last_tag: "" });
            }
            Piece::Close(_) if open.len() > 1 => {
                mark = None;
                if let (Some(closed), Some(parent)) = (open.pop(), open.last_mut()) {
                    (parent.last, parent.last_tag) = (closed.name, closed.tag);
                }
            }
            Piece::Empty("div", _) => mark = mark.or(Some(at)),
            Piece::Empty(name, tag) => {
                longer += if name == "img" { kobo::SPAN } else { 0 };
                if let Some(parent) = open.last_mut() {
                    (parent.last, parent.last_tag) = (name, tag);
                }
            }
            Piece::Text(text) if !text.trim().is_empty() => {
                mark = None;
                longer += kobo::most_added(text);
            }
            Piece::Text(_) | Piece::Close(_) | Piece::Prologue(_) => {}
        }
    }
    (seams, content.len() + longer)
}

/// The seam before an element, if one may be there.
fn seam(
    open: &[Open<'_>],
    (name, tag): (&str, &str),
    at: usize,
    weight: usize,
) -> Option<Seam> {
    let (parent, above) = open.split_last()?;
    let held = |open: &Open| {
        HOLD.contains(&open.name) && attribute(open.tag, "role") != Some("doc-footnote")
    };
    let all = above.iter().skip(1).chain((open.len() > 1).then_some(parent));
    let belongs = |classes: &[&str], tag| classes.iter().any(|c| has_class(tag, c));
    let may = open.len() > 1
        && BEGIN.contains(&name)
        && all.clone().all(held)
        && !parent.last.is_empty()
        && !LEADING.contains(&parent.last)
        && !(parent.name == "dl" && parent.last == "dt")
        && !belongs(&ABOVE, parent.last_tag)
        && !belongs(&["epigraph"], parent.last_tag)
        && !belongs(&BELOW, tag);
    may.then(|| Seam {
        at,
        weight,
        heading: name == "section" || LEADING.contains(&name),
        within: all.clone().any(|open| open.name == "li"),
        open: reopened(&all.collect::<Vec<_>>()),
    })
}

/// The tags of elements that go on, each within the one before.
fn reopened(open: &[&Open<'_>]) -> Vec<String> {
    let goes_on = |at: usize| open.get(at + 1).is_some_and(|inner| inner.name == "li");
    // An item that goes on has its number again.
    let counted = |at: usize| open[at].items - u64::from(goes_on(at));
    (0..open.len()).map(|at| reopen(open[at], counted(at))).collect()
}

/// The tag of an element that goes on behind so many items: what names it stays with its
/// beginning, the numbers of a list are counted on, and an item is not marked once more.
fn reopen(open: &Open, items: u64) -> String {
    let mut out = format!("<{}", open.name);
    let goes_on = open.name == "li";
    for (name, value) in attributes(open.tag) {
        match name {
            "id" | "role" | "epub:type" | "aria-labelledby" | "start" => {}
            "class" if goes_on => {}
            name => out.push_str(&format!(" {name}=\"{value}\"")),
        }
    }
    if goes_on {
        let class = attribute(open.tag, "class").map(|class| format!("{class} "));
        out.push_str(&format!(" class=\"{}goes-on\"", class.unwrap_or_default()));
    }
    if open.name == "ol" {
        let start: u64 =
            attribute(open.tag, "start").and_then(|n| n.parse().ok()).unwrap_or(1);
        out.push_str(&format!(" start=\"{}\"", start + items));
    }
    out.push('>');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html><body>\n";
    const FOOT: &str = "</body>\n</html>\n";

    fn files(body: &str, limit: usize) -> (Parts, Files) {
        let mut parts = Parts::default();
        let mut taken = FxHashSet::from_iter(["a.xhtml".into(), "a-2.xhtml".into()]);
        let xhtml = format!("{HEAD}{body}{FOOT}");
        let texts = cut(&xhtml, "a.xhtml", limit + ROOM + HEAD.len());
        let texts = texts.into_iter().map(|part| part.text).collect();
        let files = parts.keep("a.xhtml", texts, &mut taken);
        (parts, files)
    }

    fn body(text: &str) -> &str {
        text.strip_prefix(HEAD).and_then(|t| t.strip_suffix(FOOT)).expect(text)
    }

    #[test]
    fn what_fits_is_left_alone() {
        let text = "<section><p>One</p>\n<p>Two</p>\n</section>\n";
        let (parts, files) = files(text, 500);
        assert!(parts.is_empty() && body(&files[0].1) == text && files.len() == 1);
    }

    #[test]
    fn an_article_is_cut_before_a_heading_and_its_sections_go_on() {
        let words = "words ".repeat(9);
        let body_text = format!(
            "<section class=\"chapter\" epub:type=\"chapter\" role=\"doc-chapter\" id=\"a\">\n\
             <header>\n<h1>A</h1>\n</header>\n<p>{words}</p>\n<p>{words}</p>\n<section>\n\
             <h2 id=\"b\">B</h2>\n<p>{words} <a href=\"#c\">c</a></p>\n<p id=\"c\">{words}\
             </p>\n</section>\n</section>\n"
        );
        let (parts, files) = files(&body_text, 340 + 8 * kobo::SPAN / 2);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a.xhtml", "a-3.xhtml"], "the second name is another's");
        assert!(body(&files[0].1).ends_with("</p>\n</section>\n"), "{}", files[0].1);
        let second = body(&files[1].1);
        assert!(
            second.starts_with("<section class=\"chapter\">\n<section>\n<h2 id=\"b\">")
        );
        let text =
            "<a href=\"a.xhtml#b\"/><a href=\"a.xhtml#a\"/><a href=\"b.xhtml#b\"/>";
        let led =
            "<a href=\"a-3.xhtml#b\"/><a href=\"a.xhtml#a\"/><a href=\"b.xhtml#b\"/>";
        assert_eq!(parts.lead(text, "href", "", "b.xhtml"), led);
        let here =
            parts.lead("<a href=\"#b\"/><a href=\"#a\"/>", "href", "", "a-3.xhtml");
        assert_eq!(here, "<a href=\"#b\"/><a href=\"a.xhtml#a\"/>");
        let nav = parts.lead("<a href=\"text/a.xhtml#b\"/>", "href", "text/", "");
        assert_eq!(nav, "<a href=\"text/a-3.xhtml#b\"/>");
    }

    #[test]
    fn lists_count_on_and_pages_begin_where_they_did() {
        let items: String = (1..9)
            .map(|n| match n {
                5 => "<div epub:type=\"pagebreak\" id=\"p5\"/>\n<li>Item 5</li>\n"
                    .to_owned(),
                n => format!("<li>Item {n}</li>\n"),
            })
            .collect();
        let text = format!(
            "<section>\n<p>A</p>\n<ol class=\"l\" id=\"x\" start=\"3\">\n{items}</ol>\n</section>\n"
        );
        let (_, files) = files(&text, 150 + 5 * kobo::SPAN);
        assert_eq!(files.len(), 2);
        let second = body(&files[1].1);
        let start = "<section>\n<ol class=\"l\" start=\"7\">\n<div epub:type=\"pagebreak\" id=\"p5\"/>\n<li>Item 5";
        assert!(second.starts_with(start), "{second}");
        assert!(files[0].1.contains("Item 4</li>\n</ol>\n</section>\n</body>"));
    }

    #[test]
    fn an_item_is_cut_where_nothing_else_serves_and_has_its_number_again() {
        let long = "words ".repeat(30);
        let items = format!("<li>\n<p>{long}</p>\n<p>{long}</p>\n<p>{long}</p>\n</li>\n");
        let text = format!(
            "<section>\n<p>A</p>\n<ol class=\"l\">\n<li>One</li>\n{items}<li>Three</li>\n</ol>\n\
             </section>\n"
        );
        let (_, files) = files(&text, 1);
        let second =
            "<section>\n<ol class=\"l\" start=\"2\">\n<li class=\"goes-on\">\n<p>words";
        let begins = |at: usize| body(&files[at].1).to_string();
        let part = (0..files.len()).find(|&at| begins(at).starts_with(second));
        let part = part.unwrap_or_else(|| panic!("{files:?}"));
        let third = begins(part + 1);
        assert!(third.starts_with(second), "{third}");
        let last = begins(part + 2);
        assert!(
            last.starts_with("<section>\n<ol class=\"l\" start=\"3\">\n<li>Three"),
            "{last}"
        );
    }

    #[test]
    fn what_belongs_together_stays_together() {
        let long = "words ".repeat(30);
        let text = format!(
            "<section>\n<p>{long}</p>\n<h2>H</h2>\n<p>{long}</p>\n<blockquote>\n<p>{long}</p>\n\
             <p class=\"attribution\">Who</p>\n</blockquote>\n<hr/>\n<p>{long}</p>\n\
             <table><tr><td>{long}</td></tr></table>\n</section>\n"
        );
        let (_, files) = files(&text, 1);
        let begins: Vec<&str> = files
            .iter()
            .map(|(_, t)| body(t).split("words").next().unwrap_or(""))
            .collect();
        assert_eq!(
            begins,
            [
                "<section>\n<p>",
                "<section>\n<h2>H</h2>\n<p>",
                "<section>\n<blockquote>\n<p>",
                "<section>\n<table><tr><td>",
            ]
        );
    }
}
