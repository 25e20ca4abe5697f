//! What stands in a line of a page → runs.

use super::super::manuscript::{Run, Runs, Style, is_blank, text};
use super::super::report::short;
use super::super::{language, pictures};
use super::furniture;
use super::sheet;
use super::tree::{Data, NodeId};
use super::walk::Walker;

impl Walker<'_> {
    /// The runs of what is below a node.
    pub fn runs(&mut self, node: NodeId) -> Runs {
        let mut out = Vec::new();
        for child in self.tree.children(node).to_vec() {
            self.inline(child, &mut out);
        }
        out
    }

    /// Adds one node of a line.
    pub fn inline(&mut self, node: NodeId, out: &mut Runs) {
        if self.skipped.contains(&node) {
            return;
        }
        match &self.tree.nodes[node].data {
            Data::Text(text) => out.push(Run::Text(text.clone())),
            Data::Element(element) => {
                let name = element.name.to_string();
                self.element(node, &name, out);
            }
            Data::Other => {}
        }
    }

    fn element(&mut self, node: NodeId, name: &str, out: &mut Runs) {
        if furniture::is_unseen(name) {
            return self.leave_out_unseen(node);
        }
        if self.notes.taken.contains(&node) && !self.in_note {
            return;
        }
        if self.notes.back.contains(&node) {
            self.cut(node);
            return;
        }
        if let Some(number) = self.notes.markers.get(&node).copied() {
            match self.in_note {
                // A note has no notes.
                true => self.leave_out(node),
                false => {
                    self.cut(node);
                    out.push(Run::Note(number));
                }
            }
            return;
        }
        if furniture::is_furniture(self.tree, node) {
            return self.leave_out(node);
        }
        self.note_id(node);
        match name {
            "br" => out.push(Run::Break),
            "wbr" => {}
            "img" => self.inline_picture(node, out),
            "a" => self.link(node, out),
            "code" | "kbd" | "samp" | "tt" => {
                let code = self.tree.text(node);
                out.push(Run::Code(
                    code.split_whitespace().collect::<Vec<_>>().join(" "),
                ));
            }
            "q" => {
                out.push(Run::Text("\"".into()));
                let runs = self.runs(node);
                out.extend(runs);
                out.push(Run::Text("\"".into()));
            }
            "sup" if self.holds_marker(node) => {
                let runs = self.runs(node);
                // A marker in brackets: the brackets are the marker's.
                out.extend(runs.into_iter().filter(|run| !matches!(run, Run::Text(_))));
            }
            "rt" | "rp" => self.leave_out(node),
            "abbr" if self.tree.attribute(node, "title").is_some() => {
                let long = self.tree.attribute(node, "title").unwrap_or("");
                if !long.trim().is_empty() {
                    let words = self.tree.text(node);
                    let what = format!("what “{}” stands for is left out", short(&words));
                    let at = self.place(node);
                    self.report.drop(at, &what, long);
                }
                let runs = self.runs(node);
                out.extend(runs);
            }
            _ => {
                let styles = self.styles(node, name);
                let mut runs = self.runs(node);
                for style in styles {
                    runs = vec![Run::Styled(style, runs)];
                }
                out.extend(runs);
            }
        }
    }

    fn holds_marker(&self, node: NodeId) -> bool {
        self.tree.below(node).any(|node| self.notes.markers.contains_key(&node))
    }

    /// How an element differs from what surrounds it, by its name, its style and its class.
    fn styles(&self, node: NodeId, name: &str) -> Vec<Style> {
        let mut styles = Vec::new();
        let attribute =
            |name| self.tree.attribute(node, name).unwrap_or("").to_lowercase();
        let css = attribute("style");
        let class = attribute("class");
        let has_class =
            |names: &[&str]| class.split_whitespace().any(|own| names.contains(&own));
        // Google wraps what is copied in a `b` that is none.
        let normal = css.split(';').any(|declaration| {
            let declaration = declaration.split_once(':');
            declaration.is_some_and(|(name, value)| {
                name.trim() == "font-weight" && matches!(value.trim(), "normal" | "400")
            })
        });
        let mut add = |style: Style| {
            if !styles.contains(&style) {
                styles.push(style);
            }
        };
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => add(Style::Emphasis),
            "strong" | "b" if !normal => add(Style::Strong),
            "s" | "strike" | "del" => add(Style::Strike),
            "sup" => add(Style::Superscript),
            "sub" => add(Style::Subscript),
            _ => {
                if has_class(&["italic", "italics", "emphasis"]) {
                    add(Style::Emphasis);
                }
                if has_class(&["bold", "strong"]) {
                    add(Style::Strong);
                }
                sheet::styles(&css).into_iter().for_each(&mut add);
                self.sheet.of(&class).into_iter().for_each(&mut add);
            }
        }
        let small = sheet::styles(&css).contains(&Style::SmallCaps);
        if small || has_class(&["smallcaps", "small-caps", "smcap", "sc", "smallcap"]) {
            add(Style::SmallCaps);
        }
        if let Some(tag) = self.language_of(node) {
            styles.push(Style::Language(tag));
        }
        styles
    }

    /// The language of a node, where it states another than the page has.
    pub fn language_of(&self, node: NodeId) -> Option<String> {
        let tag = self
            .tree
            .attribute(node, "lang")
            .or(self.tree.attribute(node, "xml:lang"))?;
        let parsed = language::stated(tag)?;
        let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
        let around =
            self.tree.above(node).find_map(|above| self.tree.attribute(above, "lang"));
        (first(&parsed) != first(around.unwrap_or(&self.language))).then_some(parsed)
    }

    fn link(&mut self, node: NodeId, out: &mut Runs) {
        // The sign by which a heading is linked to.
        let class = self.tree.attribute(node, "class").unwrap_or("");
        if matches!(self.tree.text(node).trim(), "¶" | "#" | "§" | "🔗")
            && (class.contains("anchor") || class.contains("link"))
        {
            return self.cut(node);
        }
        let runs = self.runs(node);
        let Some(to) = self.tree.attribute(node, "href").map(str::trim) else {
            return out.extend(runs);
        };
        let direct = self.direct(node, to);
        let to = direct.as_deref().unwrap_or(to);
        let known = [
            "http://", "https://", "mailto:", "tel:", "doi:", "urn:", "geo:", "sms:",
            "ftp://",
        ];
        let to_lower = to.to_lowercase();
        if let Some(id) = to.strip_prefix('#')
            && !id.is_empty()
            && self.wanted.contains(id)
        {
            out.push(Run::Link { to: format!("#{}", super::walk::plain_id(id)), runs });
        } else if known.iter().any(|scheme| to_lower.starts_with(scheme))
            && to.len() <= 2000
        {
            // A picture that leads to a larger one is no link.
            let empty =
                is_blank(&runs) || runs.iter().any(|run| matches!(run, Run::Picture(_)));
            match empty {
                true => out.extend(runs),
                false => out.push(Run::Link { to: to.to_string(), runs }),
            }
        } else {
            let words = self.tree.text(node);
            if !to.is_empty() && !words.trim().is_empty() && !to.starts_with('#') {
                let what = format!(
                    "the link of “{}” leads to a place of the site alone, `{}`, and is left out; its words stay",
                    short(&words),
                    short(to)
                );
                let at = self.place(node);
                self.report.leave_out(
                    at,
                    what,
                    "write the whole address, if it shall be a link",
                );
            }
            out.extend(runs);
        }
    }

    fn inline_picture(&mut self, node: NodeId, out: &mut Runs) {
        let alt = self.tree.attribute(node, "alt").unwrap_or("").trim().to_string();
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        if class.contains("emoji") || class.contains("mwe-math") {
            out.push(Run::Text(alt));
            return;
        }
        match self.picture_file(node) {
            Some(picture) => out.push(Run::Picture(picture)),
            None => {
                let at = self.place(node);
                let address = self.tree.attribute(node, "src").unwrap_or("");
                if super::figure::is_tracker(self.tree, node) {
                    self.report.leave_out(
                        at,
                        "a picture of one pixel, which only counts readers, is left out",
                        "",
                    );
                } else {
                    let name = pictures::name_of(address);
                    self.report.leave_out(
                        at,
                        format!(
                            "a picture in a line, `{name}`, is not there, and is left out"
                        ),
                        "put it into the folder of the page, and import again",
                    );
                }
            }
        }
    }
}

/// Runs between two line ends one after the other are paragraphs of their own.
pub(super) fn paragraphs(runs: Runs) -> Vec<Runs> {
    let mut out = vec![Vec::new()];
    let mut breaks = 0;
    for run in runs {
        let blank = matches!(&run, Run::Text(text) if text.trim().is_empty());
        if run == Run::Break {
            breaks += 1;
        } else if !blank || breaks == 0 {
            if breaks > 1 {
                out.push(Vec::new());
            }
            if let Some(last) = out.last_mut() {
                if breaks == 1 {
                    last.push(Run::Break);
                }
                last.push(run);
            }
            breaks = 0;
        }
    }
    out.retain(|runs| !is_blank(runs));
    out
}

/// One text, for what is written by hand.
pub(super) fn words(of: &str) -> Runs {
    text(of.split_whitespace().collect::<Vec<_>>().join(" "))
}
