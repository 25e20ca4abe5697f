//! The edition for Kindle, and why Amazon would refuse it. "E999" is all that Send to Kindle
//! says; what it stands for was found out by those whose books came back. Each cause is a rule
//! here, tried on the finished files, whoever made the slip.

use rustc_hash::FxHashSet;

use super::restyle;
use super::walk::{Piece, attribute, pieces};

/// What a book may weigh that is sent by e-mail, and on the web page, in bytes.
pub const EMAIL: usize = 50_000_000;
/// See [`EMAIL`].
pub const WEB: usize = 200_000_000;

/// A cause of refusals.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub code: &'static str,
    /// What is wrong, in words that follow the file's name.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// Who says so.
    pub source: &'static str,
    finds: fn(&Parcel<'_>) -> Option<String>,
}

/// A rule that a book breaks.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Which.
    pub rule: &'static Rule,
    /// Where, or how much; may be empty.
    pub detail: String,
}

/// A finished book, as rules look at it.
pub(super) struct Parcel<'a> {
    pub files: Vec<Sent<'a>>,
    /// How many pixels the cover has.
    pub cover: Option<(u32, u32)>,
    /// The size of the archive in bytes.
    pub bytes: usize,
}

/// A file of it.
pub(super) struct Sent<'a> {
    /// From the folder of the package document.
    pub path: &'a str,
    pub media_type: &'a str,
    pub in_spine: bool,
    /// What stands in it, where it is text.
    pub text: Option<&'a str>,
    pub bytes: &'a [u8],
}

/// The causes, those that are sure before those that are only told of.
pub const RULES: &[Rule] = &[
    Rule {
        code: "kindle-web-size",
        what: "is larger than 200 MB",
        why: "the web page and the apps of Send to Kindle take no more",
        source: "amazon.com/sendtokindle",
        finds: |parcel| (parcel.bytes > WEB).then(|| megabytes(parcel.bytes)),
    },
    Rule {
        code: "kindle-email-size",
        what: "is larger than 50 MB",
        why: "e-mail to a Kindle takes no more, and the web page has answered E999 to larger books too",
        source: "amazon.co.uk 201974220; input-output-hk/mastering-cardano#47",
        finds: |parcel| {
            let between = parcel.bytes > EMAIL && parcel.bytes <= WEB;
            between.then(|| megabytes(parcel.bytes))
        },
    },
    Rule {
        code: "kindle-encoding",
        what: "has a file that does not declare its encoding",
        why: "Send to Kindle reads it as ISO 8859-1, and accents become other signs",
        source: "innocenat/kindle-epub-fix, README",
        finds: |parcel| {
            const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
            let xml = |media: &str| media.ends_with("+xml");
            parcel.first(|file, text| xml(file.media_type) && !text.starts_with(DECLARED))
        },
    },
    Rule {
        code: "kindle-language",
        what: "is in a language that Kindle's shop does not list",
        why: "books without a language that it knows came back with E999",
        source: "crocodilestick/Calibre-Web-Automated#382; kdp.amazon.com G200673300",
        finds: |parcel| {
            let said = element(parcel.text_of(PACKAGE), "dc:language");
            let said = said.unwrap_or("none");
            let primary = said.split('-').next().unwrap_or("").to_ascii_lowercase();
            (!LANGUAGES.contains(&&*primary)).then(|| format!("`{said}`"))
        },
    },
    Rule {
        code: "kindle-comment",
        what: "has two hyphens inside a comment",
        why: "that is no XML, and Send to Kindle reads strictly",
        source: "harvard-edge/cs249r_book#1148",
        finds: |parcel| {
            parcel.first(|_, text| {
                let comments = text.split("<!--").skip(1);
                let inner = comments.filter_map(|rest| rest.split("-->").next());
                inner
                    .into_iter()
                    .any(|inner| inner.contains("--") || inner.ends_with('-'))
            })
        },
    },
    Rule {
        code: "kindle-css-variable",
        what: "has variables in its stylesheet",
        why: "the converter knows none, and the book came back with E999",
        source: "harvard-edge/cs249r_book#1148",
        finds: |parcel| {
            let css = |file: &Sent<'_>| file.media_type == "text/css";
            let named = |rule: restyle::Rule<'_>| match rule {
                restyle::Rule::At(rule) => rule.contains("--"),
                restyle::Rule::Style(_, body) => {
                    let all = restyle::split(body, ';');
                    all.iter().any(|one| one.starts_with("--") || one.contains("var("))
                }
            };
            parcel.first(|file, text| {
                css(file) && restyle::rules(text).into_iter().any(named)
            })
        },
    },
    Rule {
        code: "kindle-link",
        what: "has a link that leads nowhere",
        why: "the converter stops at links without a place, and at those to a whole body",
        source: "innocenat/kindle-epub-fix, README; Kindle Publishing Guidelines, links",
        finds: dangling,
    },
    Rule {
        code: "kindle-contents",
        what: "has two tables of contents that differ",
        why: "Kindle reads the one or the other, by device",
        source: "Kindle Publishing Guidelines, \"NCX Guidelines\"",
        finds: |parcel| {
            let nav = parcel.text_of("nav.xhtml");
            let toc = nav.split("epub:type=\"toc\"").nth(1)?.split("</nav>").next()?;
            let points = parcel.text_of("toc.ncx").split("</navMap>").next()?;
            let one: Vec<&str> = values(toc, "href").collect();
            let other: Vec<&str> = values(points, "src").collect();
            let at = one.iter().zip(&other).position(|(one, other)| one != other);
            let at =
                at.or((one.len() != other.len()).then(|| one.len().min(other.len())))?;
            Some(format!("entry {}", at + 1))
        },
    },
    Rule {
        code: "kindle-identifier",
        what: "has two identifiers that should be one",
        why: "package and NCX must name the same book",
        source: "innocenat/kindle-epub-fix#25",
        finds: |parcel| {
            let package = parcel.text_of(PACKAGE);
            let id = element(package, "dc:identifier")?;
            let ncx = parcel.text_of("toc.ncx").split("name=\"dtb:uid\"").nth(1)?;
            (values(ncx, "content").next() != Some(id)).then(|| format!("`{id}`"))
        },
    },
    Rule {
        code: "kindle-image-source",
        what: "has a picture without a file",
        why: "a stray `img` makes Send to Kindle refuse the book",
        source: "innocenat/kindle-epub-fix, README",
        finds: |parcel| {
            parcel.first(|file, text| {
                file.in_spine
                    && pieces(text).any(|(_, piece)| match piece {
                        Piece::Empty("img", tag) | Piece::Open("img", tag) => {
                            attribute(tag, "src").is_none_or(str::is_empty)
                        }
                        Piece::Empty(..)
                        | Piece::Open(..)
                        | Piece::Close(_)
                        | Piece::Text(_)
                        | Piece::Prologue(_) => false,
                    })
            })
        },
    },
    Rule {
        code: "kindle-image-format",
        what: "has a picture that is neither JPEG nor PNG nor GIF",
        why: "WebP is shown as a question mark, and drawings only where their SVG is of the simplest",
        source: "nikhil1raghav/kindle-send#27; sarabander/sicp#11",
        finds: |parcel| {
            let known = ["image/jpeg", "image/png", "image/gif"];
            let odd = |file: &&Sent<'_>| {
                file.media_type.starts_with("image/") && !known.contains(&file.media_type)
            };
            parcel.files.iter().find(odd).map(|file| format!("`{}`", file.path))
        },
    },
    Rule {
        code: "kindle-image-size",
        what: "has a picture of more than 5 MB",
        why: "larger ones are refused, or shown small",
        source: "Kindle Publishing Guidelines, \"Image Guidelines\"",
        finds: |parcel| {
            let large = |file: &&Sent<'_>| {
                file.media_type.starts_with("image/") && file.bytes.len() > 5_000_000
            };
            let size = |file: &Sent<'_>| megabytes(file.bytes.len());
            parcel.files.iter().find(large).map(|f| format!("`{}`, {}", f.path, size(f)))
        },
    },
    Rule {
        code: "kindle-image-inks",
        what: "has a picture in the four colours of print",
        why: "Kindle shows RGB alone",
        source: "Kindle Publishing Guidelines, \"Image Guidelines\"; kdp.amazon.com G6GTK3T3NUHKLEFX",
        finds: |parcel| {
            let inks = |file: &&Sent<'_>| {
                file.media_type == "image/jpeg" && crate::image::is_cmyk(file.bytes)
            };
            parcel.files.iter().find(inks).map(|file| format!("`{}`", file.path))
        },
    },
    Rule {
        code: "kindle-cover-page",
        what: "has its cover twice",
        why: "Kindle shows the cover itself, and drops or repeats a page with it",
        source: "Kindle Publishing Guidelines, \"Cover Image Guidelines\"; daniel-j/send2ereader#73",
        finds: |parcel| {
            let page = |text: &str| text.contains("epub:type=\"cover\"");
            parcel.first(|file, text| file.in_spine && page(text))
        },
    },
    Rule {
        code: "kindle-cover",
        what: "has a cover that is too small to be shown",
        why: "Kindle's library shows none with less than 500 pixels on a side",
        source: "kdp.amazon.com G6GTK3T3NUHKLEFX",
        finds: |parcel| match parcel.cover {
            None => Some("there is none".to_owned()),
            Some((width, height)) => {
                (width.min(height) < 500).then(|| format!("{width} × {height} pixels"))
            }
        },
    },
    Rule {
        code: "kindle-script",
        what: "has a script, or something that is not in the book",
        why: "neither is allowed in a Kindle book",
        source: "Kindle Publishing Guidelines, \"HTML and CSS Guidelines\"",
        finds: |parcel| {
            parcel.first(|file, text| {
                let outside = || values(text, "src").any(|src| src.contains("://"));
                file.media_type == "application/xhtml+xml"
                    && (text.contains("<script") || outside())
            })
        },
    },
    Rule {
        code: "kindle-file-name",
        what: "has a file whose name is not of plain letters and digits",
        why: "links to such files are lost in the converter",
        source: "ciromattia/kcc#1298; Kobo's and Kindle's guidelines alike",
        finds: |parcel| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-/".contains(&b);
            let odd = |file: &&Sent<'_>| !file.path.bytes().all(plain);
            parcel.files.iter().find(odd).map(|file| format!("`{}`", file.path))
        },
    },
];

const PACKAGE: &str = "package.opf";

/// The languages of Kindle's shop (KDP help G200673300, as kindle-epub-fix has them).
const LANGUAGES: [&str; 43] = [
    "af", "ar", "br", "ca", "co", "cy", "da", "de", "en", "es", "eu", "fi", "fr", "frr",
    "fy", "ga", "gd", "gl", "gsw", "gu", "gv", "hi", "is", "it", "ja", "kw", "lb", "ml",
    "mr", "nb", "nl", "nn", "no", "oc", "pl", "pt", "rm", "sco", "stq", "sv", "ta", "zh",
    "la",
];

/// What a book breaks of the rules.
pub(super) fn refusals(parcel: &Parcel<'_>) -> Vec<Refusal> {
    let found = RULES
        .iter()
        .filter_map(|rule| (rule.finds)(parcel).map(|detail| Refusal { rule, detail }));
    found.collect()
}

impl Parcel<'_> {
    /// The path of the first text that something is true of.
    fn first(&self, is: impl Fn(&Sent<'_>, &str) -> bool) -> Option<String> {
        let found = self.files.iter().find(|f| f.text.is_some_and(|text| is(f, text)));
        found.map(|file| format!("`{}`", file.path))
    }

    fn text_of(&self, path: &str) -> &str {
        let found = self.files.iter().find(|file| file.path == path);
        found.and_then(|file| file.text).unwrap_or("")
    }
}

/// The first link inside the book that has no place, or the whole of a file's body.
fn dangling(parcel: &Parcel<'_>) -> Option<String> {
    let mut places: FxHashSet<(&str, &str)> = FxHashSet::default();
    for file in &parcel.files {
        places.insert((file.path, ""));
        for (at, id) in file.text.into_iter().flat_map(|text| found(text, "id")) {
            let before = file.text.map_or("", |text| &text[..at]);
            if !before[before.rfind('<').unwrap_or(0)..].starts_with("<body") {
                places.insert((file.path, id));
            }
        }
    }
    for file in &parcel.files {
        let name = match file.media_type {
            "application/xhtml+xml" => "href",
            "application/x-dtbncx+xml" => "src",
            _ => continue,
        };
        for link in file.text.into_iter().flat_map(|text| values(text, name)) {
            if link.contains(':') {
                continue;
            }
            let (to, id) = link.split_once('#').unwrap_or((link, ""));
            let path = match to {
                "" => file.path.to_owned(),
                to => beside(file.path, to),
            };
            if !places.contains(&(&*path, id)) {
                return Some(format!("`{link}` in `{}`", file.path));
            }
        }
    }
    None
}

/// A path seen from a file.
fn beside(file: &str, to: &str) -> String {
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    for step in to.split('/') {
        match step {
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// The values of an attribute in a text.
fn values<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    found(text, name).map(|(_, value)| value)
}

/// The values of an attribute, each with the byte where the attribute begins.
fn found<'a>(text: &'a str, name: &str) -> impl Iterator<Item = (usize, &'a str)> {
    let opening = format!(" {name}=\"");
    let places: Vec<usize> = text.match_indices(&*opening).map(|(at, _)| at).collect();
    let length = opening.len();
    places
        .into_iter()
        .filter_map(move |at| Some((at, text[at + length..].split('"').next()?)))
}

/// What stands in the first element of a name.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{name}"))?;
    rest.split_once('>')?.1.split('<').next()
}

fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests;
