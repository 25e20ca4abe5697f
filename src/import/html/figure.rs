//! Pictures of a page, with their captions and credits.

use std::collections::BTreeSet;

use super::super::credit;
use super::super::manuscript::{
    Block, Figure, Kind, Picture, Run, Runs, cut_to, is_blank, plain, text, tidy,
};
use super::super::pictures;
use super::super::report::{Fate, short};
use super::tree::{NodeId, Tree};
use super::walk::Walker;
use crate::source::Span;

/// Whether a picture is there to count readers.
pub(super) fn is_tracker(tree: &Tree, node: NodeId) -> bool {
    let small = |name| {
        let size = tree
            .attribute(node, name)
            .and_then(|it| it.trim_end_matches("px").parse::<f64>().ok());
        size.is_some_and(|size| size <= 2.0)
    };
    small("width") || small("height")
}

/// The longest credit that is all of a caption.
const LONGEST_CREDIT: usize = 80;

/// Why an `img` gives no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NoPicture {
    /// Its file is not there.
    Missing,
    /// No book can show it, which was told.
    Unusable,
}

impl Walker<'_> {
    /// The picture of an `img`, taken from the saved folder or from its own address.
    pub fn picture_file(&mut self, node: NodeId) -> Result<Picture, NoPicture> {
        if is_tracker(self.tree, node) {
            return Err(NoPicture::Missing);
        }
        let at = self.place(node);
        let mut unusable = None;
        for address in self.addresses(node) {
            let Some((name, bytes)) = self.bytes_of(&address) else { continue };
            if bytes.len() < 100 && address.starts_with("data:") {
                continue;
            }
            match pictures::file(&name, bytes, at) {
                Ok(file) => {
                    let number =
                        self.pictures.iter().position(|known| known.bytes == file.bytes);
                    let number = number.unwrap_or_else(|| {
                        self.pictures.push(file);
                        self.pictures.len() - 1
                    });
                    let (alt, decorative) = self.alt(node);
                    return Ok(Picture { file: number, alt, decorative });
                }
                Err(why) => {
                    unusable.get_or_insert((name, why));
                }
            }
        }
        let Some((name, why)) = unusable else { return Err(NoPicture::Missing) };
        self.report.doubt(
            at,
            format!("the picture `{name}` cannot be used: {why}"),
            "save it in another kind, PNG or JPEG, and put it into the article",
        );
        Err(NoPicture::Unusable)
    }

    /// The name of a picture that is not there; nothing where no address says one.
    pub fn name_of_missing(&self, node: NodeId) -> String {
        let addresses = self.addresses(node);
        let stated = addresses
            .iter()
            .find(|it| !it.starts_with("data:") && !it.starts_with("cid:"));
        stated.map_or(String::new(), |address| pictures::name_of(address))
    }

    /// The addresses that an `img` has its picture by.
    fn addresses(&self, node: NodeId) -> Vec<String> {
        // Browsers write the names of folders with their spaces.
        let one = ["src", "data-src", "data-lazy-src", "data-original"];
        let one = one.iter().filter_map(|name| self.tree.attribute(node, name));
        let several = ["srcset", "data-srcset"];
        let several = several.iter().filter_map(|name| self.tree.attribute(node, name));
        let one = one.map(str::trim).filter(|address| !address.is_empty());
        one.chain(several.flat_map(pictures::of_set)).map(str::to_string).collect()
    }

    fn bytes_of(&self, address: &str) -> Option<(String, Vec<u8>)> {
        if let Some(data) = address.strip_prefix("data:") {
            let (kind, data) = data.split_once(',')?;
            let bytes = match kind.ends_with(";base64") {
                true => {
                    use base64::Engine;
                    let clean: String =
                        data.chars().filter(|c| !c.is_whitespace()).collect();
                    base64::engine::general_purpose::STANDARD
                        .decode(pictures::decoded(&clean))
                        .ok()?
                }
                false => pictures::decoded(data).into_bytes(),
            };
            return Some(("picture".into(), bytes));
        }
        let name = pictures::name_of(address);
        // A web archive has its pictures by their whole addresses.
        if (address.contains("://") || address.starts_with("cid:"))
            && let Some(bytes) = (self.beside)(address)
        {
            return Some((name, bytes));
        }
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let path = pictures::decoded(path);
        let local = !path.contains("://") && !path.starts_with("//");
        let named = path.strip_prefix("./").unwrap_or(&path);
        let beside = |path: &str| (self.beside)(path).map(|bytes| (name.clone(), bytes));
        // A saved page has its pictures in a folder of its name.
        let own = local.then(|| beside(named)).flatten();
        own.or_else(|| {
            let folders =
                ["_files", ".files", "_archivos", "_fichiers", "-Dateien", "-filer"];
            folders.iter().find_map(|end| beside(&format!("{}{end}/{name}", self.stem)))
        })
    }

    fn alt(&mut self, node: NodeId) -> (Option<String>, bool) {
        let stated = self.tree.attribute(node, "alt").map(str::trim);
        match stated {
            None => (None, false),
            Some("") => {
                let role = self.tree.attribute(node, "role");
                (None, matches!(role, Some("presentation" | "none")))
            }
            Some(alt) if pictures::is_label(alt) => {
                let at = self.place(node);
                self.report.leave_out(at, format!("“{alt}” is a label of the file and no alternative text, and is left out"), "say between the brackets what the picture shows");
                (None, false)
            }
            Some(alt) => (Some(alt.to_string()), false),
        }
    }

    /// The caption of a block that is a figure by its class.
    pub fn is_captioned(&self, node: NodeId) -> Option<NodeId> {
        let class = |node: NodeId| {
            self.tree.attribute(node, "class").unwrap_or("").to_lowercase()
        };
        let own = class(node);
        let named = [
            "wp-caption",
            "thumb",
            "thumbinner",
            "image-caption",
            "captioned",
            "figure",
            "image-with-caption",
            "photo",
            "picture",
            "tr-caption-container",
        ];
        if !own
            .split_whitespace()
            .any(|own| named.contains(&own) || own.contains("wp-caption"))
        {
            return None;
        }
        let images =
            self.tree.below(node).filter(|node| self.tree.name(*node) == "img").count();
        if images == 0 || images > 6 {
            return None;
        }
        self.tree.below(node).find(|below| {
            let class = class(*below);
            *below != node
                && class.contains("caption")
                && !self.tree.text(*below).trim().is_empty()
                && !self.tree.below(*below).any(|node| self.tree.name(node) == "img")
        })
    }

    /// A figure of the pictures below a node, with the captions that stand there; what else is in it
    /// comes behind.
    pub fn figure(&mut self, node: NodeId, captions: &[NodeId], out: &mut Vec<Block>) {
        let at = self.place(node);
        let ids = std::mem::take(&mut self.ids);
        self.captioned_within(node, out);
        let is_image = |walker: &Self, image: &NodeId| {
            walker.tree.name(*image) == "img"
                && !std::iter::once(*image)
                    .chain(walker.tree.above(*image))
                    .any(|it| captions.contains(&it) || walker.skipped.contains(&it))
        };
        let images: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|node| is_image(self, node))
            .filter(|node| {
                !self.tree.above(*node).any(|above| self.tree.name(above) == "noscript")
            })
            .collect();
        self.ids.splice(0..0, ids);
        if images.is_empty() {
            // What has a caption but no picture is a quotation, a table or code.
            let mut rest = self.blocks(node);
            if out.last().is_some_and(|block| matches!(block.kind, Kind::Figure(_))) {
                self.tell_beside_picture(at, &rest);
            }
            return out.append(&mut rest);
        }
        let mut pictures = Vec::new();
        let (mut absent, mut missing) = (Vec::new(), Vec::new());
        let mut known = BTreeSet::new();
        for image in &images {
            self.note_id(*image);
            match self.picture_file(*image) {
                Ok(picture) if pictures.contains(&picture) => {}
                Ok(picture) => pictures.push(picture),
                Err(_) if is_tracker(self.tree, *image) => {
                    let at = self.place(*image);
                    self.report.leave_out(
                        at,
                        "a picture of one pixel, which only counts readers, is left out",
                        "",
                    );
                }
                Err(why) => {
                    let name = self.name_of_missing(*image);
                    if known.insert(name.clone()) {
                        if why == NoPicture::Missing {
                            missing.push(name.clone());
                        }
                        absent.push(name);
                    }
                    let alt = self.tree.attribute(*image, "alt").unwrap_or("").trim();
                    if !alt.is_empty() && !pictures::is_label(alt) {
                        let place = self.place(*image);
                        self.report.leave_out(place, format!("the picture that is not there has the alternative text “{alt}”"), "put it between the brackets of the picture");
                    }
                }
            }
        }
        let (words, credit) = self.caption(captions);
        self.skipped.extend(captions);
        self.skipped.extend(&images);
        let ids = std::mem::take(&mut self.ids);
        let mut rest = self.blocks(node);
        self.ids.splice(0..0, ids);
        if pictures.is_empty() && words.is_none() && credit.is_none() && absent.is_empty()
        {
            return out.append(&mut rest);
        }
        if !missing.is_empty() || pictures.is_empty() && absent.is_empty() {
            self.tell_missing(at, &missing, !pictures.is_empty());
        }
        absent.retain(|name| !name.is_empty());
        let hint = (pictures.is_empty() && !absent.is_empty()).then(|| absent.join(", "));
        let figure = Figure { pictures, caption: words, credit, hint };
        self.add(Block::new(Kind::Figure(figure), at), out);
        self.tell_beside_picture(at, &rest);
        out.append(&mut rest);
    }

    /// Tells of the pictures of a figure that are not there; it may have `others`.
    fn tell_missing(&mut self, at: Span, missing: &[String], others: bool) {
        let quoted = |name: &String| format!("`{name}`");
        let named: Vec<String> =
            missing.iter().filter(|name| !name.is_empty()).map(quoted).collect();
        let help = "save the page with its pictures, or put the picture there and take `pending` out";
        let (message, help) = match (named.as_slice(), others) {
            // What has no address of its own is the one that is there, once more.
            ([], true) => return,
            ([], false) => (
                "`a picture` is not beside the page; its figure is `pending`".to_string(),
                help,
            ),
            ([name], false) => {
                (format!("{name} is not beside the page; its figure is `pending`"), help)
            }
            (names, false) => {
                let message = format!(
                    "{} are not beside the page; they have one figure, which is `pending`",
                    names.join(" and ")
                );
                (message, help)
            }
            (names, true) => {
                let message = format!(
                    "not beside the page: {}; the figure has its other pictures alone",
                    names.join(", ")
                );
                (message, "save the page with its pictures, or put the picture there")
            }
        };
        self.report.doubt(at, message, help);
    }

    fn tell_beside_picture(&mut self, at: Span, rest: &[Block]) {
        let what =
            "this stands in a figure beside its picture, and behind the figure here";
        let help = "make it part of the caption, or put it where it belongs";
        self.tell_loose(at, what, help, rest);
    }

    /// The captions of a figure's own; those of the figures in it are theirs.
    pub fn captions(&self, figure: NodeId) -> Vec<NodeId> {
        let own = |node: &NodeId| {
            let within = |above: NodeId| self.tree.name(above) == "figcaption";
            self.tree.name(*node) == "figcaption"
                && self.figure_around(*node) == Some(figure)
                && !self.tree.above(*node).take_while(|it| *it != figure).any(within)
        };
        self.tree.below(figure).filter(own).collect()
    }

    fn figure_around(&self, node: NodeId) -> Option<NodeId> {
        self.tree.above(node).find(|above| self.tree.name(*above) == "figure")
    }

    /// Adds the figures in a figure that have captions of their own.
    fn captioned_within(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let figures: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|below| {
                *below != node
                    && self.tree.name(*below) == "figure"
                    && self.figure_around(*below) == Some(node)
                    && self.tree.below(*below).any(|it| {
                        self.tree.name(it) == "figcaption"
                            && !self.tree.text(it).trim().is_empty()
                    })
            })
            .collect();
        for figure in figures {
            self.block(figure, out);
            self.skipped.insert(figure);
        }
    }

    /// The words and the credit of captions, which are joined.
    fn caption(&mut self, captions: &[NodeId]) -> (Option<Runs>, Option<Runs>) {
        let Some(node) = captions.first().copied() else { return (None, None) };
        // A credit that says so itself.
        let below = captions.iter().flat_map(|caption| self.tree.below(*caption));
        let credited = below.into_iter().find(|below| {
            let class = self.tree.attribute(*below, "class").unwrap_or("").to_lowercase();
            let whole = || {
                let words = self.tree.text(*below);
                captions.iter().any(|it| self.tree.text(*it).trim() == words.trim())
            };
            !captions.contains(below)
                && (class.contains("credit")
                    || class.contains("copyright")
                    || class.contains("attribution"))
                // What has the whole caption is a box of both, unless nothing but a credit is there.
                && (!whole() || self.tree.text(*below).chars().count() <= LONGEST_CREDIT)
        });
        let mut credit = None;
        if let Some(found) = credited {
            self.skipped.insert(found);
            let runs = self.runs(found);
            credit = Some(tidy(runs)).filter(|runs| !runs.is_empty());
        }
        // A caption that is nothing but a credit is that of the others.
        let credits = |caption: &NodeId| {
            let line = self.tree.text(*caption);
            let found = credit::caption(line.trim())?;
            let words = line.trim().get(found.words.clone())?.trim().is_empty();
            (words && found.before.is_empty()).then_some(*caption)
        };
        let credited = captions.iter().find_map(credits);
        let mut captions = captions.to_vec();
        if let Some(found) = credited.filter(|_| captions.len() > 1 && credit.is_none()) {
            captions.retain(|caption| *caption != found);
            credit = self.credit_alone(found);
        }
        let mut joined: Runs = Vec::new();
        for caption in &captions {
            let mut runs = self.flat(*caption);
            if !is_blank(&joined) && !is_blank(&runs) {
                joined.push(Run::Break);
            }
            joined.append(&mut runs);
        }
        if captions.len() > 1 && !is_blank(&joined) {
            let message = format!(
                "a figure has more than one caption, and they are one here: {}",
                short(&plain(&joined))
            );
            self.report.doubt(
                self.place(node),
                message,
                "part them, if they are of several pictures",
            );
        }
        let words = tidy(joined);
        let mut words = Some(words).filter(|runs| !is_blank(runs));
        if credit.is_none()
            && let Some(runs) = &words
        {
            let line = plain(runs);
            if let Some(found) = credit::caption(&line) {
                let at = self.place(node);
                let of = |range: &std::ops::Range<usize>| {
                    line[range.clone()].trim().to_string()
                };
                let own = found.credit.as_ref().map(&of).unwrap_or_default();
                self.tell_credit(&own, &found, &line, at);
                // A page keeps the name of a file apart: what looks like one is a word of the caption.
                let behind =
                    found.credit.as_ref().is_none_or(|it| it.start >= found.words.end);
                let from_start = found.words.start == 0
                    || behind && !found.before.is_empty() && found.before.start == 0;
                if !from_start && !found.before.is_empty() {
                    let label = of(&found.before);
                    self.report.drop(at, "the label of a file is left out", &label);
                }
                credit = Some(text(own));
                let rest = of(&found.words);
                // Emphasis in the caption stays where the words are cut only at their end.
                words = match from_start {
                    true => Some(tidy(cut_to(runs.clone(), found.words.end))),
                    false => Some(text(rest)),
                };
                words = words.filter(|runs| !is_blank(runs));
            }
        }
        (words, credit)
    }

    /// Who made a picture, by a caption that says nothing else.
    fn credit_alone(&mut self, caption: NodeId) -> Option<Runs> {
        let runs = tidy(self.flat(caption));
        let line = plain(&runs);
        let at = self.place(caption);
        let found = credit::caption(&line)?;
        let own = line[found.credit.clone()?].trim().to_string();
        self.tell_credit(&own, &found, &line, at);
        Some(text(own))
    }

    /// Tells of a credit that a line is found to have, and of the signs around it.
    fn tell_credit(&mut self, own: &str, found: &credit::Caption, line: &str, at: Span) {
        self.report.guess(
            at,
            format!("this is taken for the credit of a picture: {own}"),
            "it stands in the braces, `credit=\"…\"`",
        );
        for signs in found.signs(line.len()) {
            self.report.cut(at, &line[signs], Fate::Markup);
        }
    }

    /// The picture that a node is or has, where nothing else is in it.
    pub fn lone_picture(&self, node: NodeId) -> bool {
        let is_picture = |node: NodeId| {
            let class = self.tree.attribute(node, "class").unwrap_or("");
            self.tree.name(node) == "img"
                && !class.contains("emoji")
                && !class.contains("mwe-math")
                && !is_tracker(self.tree, node)
        };
        self.tree.text(node).trim().is_empty()
            && self.tree.below(node).filter(|below| is_picture(*below)).count() == 1
            && !super::furniture::is_furniture(self.tree, node)
    }

    /// Whether a picture in a paragraph is one beside it, and none of its signs.
    pub fn floats(&self, image: NodeId) -> bool {
        let attribute =
            |name| self.tree.attribute(image, name).unwrap_or("").to_lowercase();
        let large = |name| {
            attribute(name)
                .trim_end_matches("px")
                .parse::<f64>()
                .is_ok_and(|it| it >= 100.0)
        };
        let class = attribute("class");
        let is_sign = ["emoji", "math", "latex", "tex", "initial", "drop"];
        let is_sign = is_sign.iter().any(|sign| class.contains(sign));
        let called = class.split_whitespace().any(|class| {
            class.starts_with("align")
                || class.starts_with("size-")
                || class.starts_with("float")
        });
        !is_sign
            && (called
                || matches!(attribute("align").as_str(), "left" | "right")
                || attribute("style").contains("float:")
                || large("width") && large("height"))
    }

    /// Whether the file of a picture that stands alone is not there.
    pub fn is_missing(&mut self, node: NodeId) -> bool {
        let image = self.tree.below(node).find(|below| self.tree.name(*below) == "img");
        image.is_some_and(|image| {
            !self.addresses(image).iter().any(|address| self.bytes_of(address).is_some())
        })
    }

    /// The runs of a caption, whose paragraphs are lines.
    pub fn flat(&mut self, node: NodeId) -> Runs {
        let mut out: Runs = Vec::new();
        for child in self.tree.children(node).to_vec() {
            if self.skipped.contains(&child) {
                continue;
            }
            let name = self.tree.name(child).to_string();
            if name == "pre" {
                if !is_blank(&out) {
                    out.push(Run::Break);
                }
                self.typed_line(child, &mut out);
            } else if super::tree::is_apart(&name)
                && !matches!(name.as_str(), "br" | "button")
            {
                if !is_blank(&out) {
                    out.push(Run::Break);
                }
                let runs = self.flat(child);
                out.extend(runs);
            } else {
                self.inline(child, &mut out);
            }
        }
        out
    }
}
