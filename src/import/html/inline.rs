//! What stands in a line of a page → runs.

use super::super::manuscript::{
    Block, Kind, Run, Runs, Style, can_be_raised, is_blank, only_pictures, plain,
    runs_mut, text, told_of_raised,
};
use super::super::report::short;
use super::super::{language, pictures};
use super::picture::NoPicture;
use super::sheet;
use super::tree::{Data, NodeId, is_apart};
use super::walk::Walker;
use super::{foot, furniture};

/// The longest address of a link.
const LONGEST_ADDRESS: usize = 2000;

/// The most words of blocks that a link around them makes links of.
const MOST_LINKED: usize = 60;

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
                    // What has brackets stands apart from its word, and is raised here.
                    let bracket =
                        self.tree.text(node).trim_start().starts_with(['[', '(']);
                    if let (Some(Run::Text(before)), true) = (out.last_mut(), bracket) {
                        before.truncate(before.trim_end().len());
                    }
                    out.push(Run::Note(number));
                }
            }
            return;
        }
        if furniture::is_furniture(self.tree, node) {
            // The letters of a formula, of which the picture says more.
            return match self.is_called_formula(node) {
                true => self.cut(node),
                false => self.leave_out(node),
            };
        }
        self.note_id(node);
        match name {
            "br" => out.push(Run::Break),
            "wbr" => {}
            "img" => self.inline_picture(node, out),
            // The button of Medium between the name and the rest of the line.
            "a" | "span"
                if self.touches_next(node) && self.tree.text(node) == "Follow" =>
            {
                let at = self.place(node);
                self.report.drop(at, "a button of a web page is left out", "Follow");
                out.push(Run::Text(" ".into()));
            }
            "a" if self.is_switch(node) => {
                let (at, words) = (self.place(node), self.tree.text(node));
                self.report.drop(at, "a button of a web page is left out", &words);
            }
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
            "math" => self.formula(node, out),
            "msup" | "msub" | "msubsup" => self.scripts(node, name, out),
            "annotation" | "annotation-xml" => self.cut(node),
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
                let raised = |style: &Style| {
                    matches!(style, Style::Superscript | Style::Subscript)
                };
                let words = plain(&runs);
                let words = words.trim();
                if styles.iter().any(raised)
                    && words.contains(char::is_alphanumeric)
                    && !can_be_raised(words)
                    && !self.holds_marker(node)
                {
                    let at = self.place(node);
                    self.report.guess(at, told_of_raised(words), "");
                }
                for style in styles {
                    runs = vec![Run::Styled(style, runs)];
                }
                out.extend(runs);
                if name == "time" && self.touches_next(node) {
                    out.push(Run::Text(" ".into()));
                }
            }
        }
    }

    /// Whether a link leads nowhere and says what happens on a click, outside of prose.
    fn is_switch(&self, node: NodeId) -> bool {
        const BESIDE: usize = 4;
        let to = self.tree.attribute(node, "href").unwrap_or("").trim();
        let prose = self.tree.above(node).find(|above| {
            let name = self.tree.name(*above);
            matches!(name, "p" | "li" | "td" | "th" | "dd" | "dt" | "blockquote")
                || name == "figcaption"
                || name.len() == 2 && name.starts_with('h') && name != "hr"
        });
        (to == "#" || to.starts_with("javascript:"))
            && foot::is_switch(&self.tree.text(node))
            && prose.is_none_or(|block| {
                self.tree.text(block).split_whitespace().count() <= BESIDE
            })
    }

    /// Whether a word of another element follows without a space, which the page parts by its looks.
    fn touches_next(&self, node: NodeId) -> bool {
        let siblings =
            self.tree.nodes[node].parent.map_or(&[][..], |it| self.tree.children(it));
        // A line of a head has few parts.
        let mut behind = siblings.iter().take(50).skip_while(|it| **it != node).skip(1);
        behind.next().is_some_and(|next| {
            let begins =
                |c: char| c.is_alphanumeric() || matches!(c, '—' | '–' | '·' | '|');
            self.tree.element(*next).is_some()
                && self.tree.text(*next).starts_with(begins)
        })
    }

    fn is_called_formula(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("");
        class.contains("mwe-math-mathml")
    }

    fn holds_marker(&self, node: NodeId) -> bool {
        self.tree.below(node).any(|node| self.notes.markers.contains_key(&node))
    }

    fn is_reference(&self, cite: NodeId) -> bool {
        let class = self.tree.attribute(cite, "class").unwrap_or("");
        class.split_whitespace().any(|class| class == "citation")
            || self
                .tree
                .below(cite)
                .any(|below| matches!(self.tree.name(below), "em" | "i"))
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
            // A whole reference is upright, and the titles in it are not.
            "cite" if self.is_reference(node) => {}
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
        let Some(to) = self.target(node) else { return out.extend(runs) };
        // A picture that leads to a larger one is no link.
        let empty =
            is_blank(&runs) || runs.iter().any(|run| matches!(run, Run::Picture(_)));
        match empty && !to.starts_with('#') {
            true => out.extend(runs),
            false => out.push(Run::Link { to, runs }),
        }
    }

    /// Where a link leads to, as the article has it; what leads nowhere from there is told.
    pub fn target(&mut self, node: NodeId) -> Option<String> {
        let to = self.tree.attribute(node, "href").map(str::trim)?;
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
            return Some(format!("#{}", super::walk::plain_id(id)));
        }
        if to.len() <= LONGEST_ADDRESS {
            if known.iter().any(|scheme| to_lower.starts_with(scheme)) {
                return Some(to.to_string());
            }
            // Such an address has a host, and only its scheme is that of the page.
            let host =
                to.strip_prefix("//").and_then(|rest| rest.split(['/', '?']).next());
            if host.is_some_and(|host| host.contains('.')) {
                if !std::mem::replace(&mut self.told_scheme, true) {
                    let at = self.place(node);
                    self.report.change(
                        at,
                        format!(
                            "addresses without `https:` get it, first `{}`",
                            short(to)
                        ),
                        "",
                    );
                }
                return Some(format!("https:{to}"));
            }
        }
        let words = self.tree.text(node);
        if words.trim().is_empty() || to.is_empty() || to == "#" {
            return None;
        }
        let in_note =
            to.strip_prefix('#').is_some_and(|place| self.note_places.contains(place));
        let (whither, where_not, help) = match (in_note, to.starts_with('#')) {
            (true, _) => ("to a note", ", where links cannot lead,", ""),
            (false, true) => ("to a place that is not in the article", ",", ""),
            (false, false) => (
                "to a place of the site alone",
                ",",
                "write the whole address, if it shall be a link",
            ),
        };
        let message = format!(
            "the link of “{}” leads {whither}, `{}`{where_not} and is left out; its words stay",
            short(&words),
            short(to)
        );
        self.lose_link(node, &words, message, help);
        None
    }

    /// What a link holds that goes around whole blocks: the words of each lead where it leads.
    pub fn link_around(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let mut blocks = self.blocks(node);
        let mut lines = 0;
        let mut words = String::new();
        runs_mut(&mut blocks, &mut |runs, _| {
            lines += usize::from(!is_blank(runs) && !only_pictures(runs));
            words += &format!("{} ", plain(runs));
        });
        if lines > 0
            && let Some(to) = self.target(node)
        {
            let fits = words.split_whitespace().count() <= MOST_LINKED;
            let left = if fits { lines - linked(&mut blocks, &to) } else { lines };
            if left > 0 {
                let what = format!(
                    "a link to {} around more than a line is left out; its words stay: {}",
                    short(&to),
                    short(&words)
                );
                let help = "make a link of the words that it is of";
                self.lose_link(node, &words, what, help);
            }
        }
        out.append(&mut blocks);
    }

    fn inline_picture(&mut self, node: NodeId, out: &mut Runs) {
        let alt = self.tree.attribute(node, "alt").unwrap_or("").trim().to_string();
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        if class.contains("mwe-math") {
            let at = self.place(node);
            let message = format!(
                "a formula is a picture on the page, and its alternative text stands for it: {}",
                short(&alt)
            );
            let help =
                "write it in the line, with `/` and brackets, or put a picture there";
            self.report.doubt(at, message, help);
        }
        if class.contains("emoji") || class.contains("mwe-math") {
            out.push(Run::Text(alt));
            return;
        }
        match self.picture_file(node) {
            Ok(picture) => out.push(Run::Picture(picture)),
            Err(NoPicture::Unusable) => {}
            Err(NoPicture::Missing) => {
                let at = self.place(node);
                if super::picture::is_tracker(self.tree, node) {
                    self.report.leave_out(
                        at,
                        "a picture of one pixel, which only counts readers, is left out",
                        "",
                    );
                } else {
                    let name = self.name_of_missing(node);
                    let help = "put it into the folder of the page, and import again";
                    if !self.reads_as_sign(node, &alt) {
                        let said = match alt.is_empty() || pictures::is_label(&alt) {
                            true => String::new(),
                            false => format!("; its alternative text is “{alt}”"),
                        };
                        let message = format!(
                            "a picture in a line, `{name}`, is not there, and is left out{said}"
                        );
                        return self.report.leave_out(at, message, help);
                    }
                    // As browsers show it.
                    let message = format!(
                        "a picture in a line, `{name}`, is not there, and its alternative text stands for it: {alt}"
                    );
                    self.report.doubt(at, message, help);
                    out.push(Run::Text(alt));
                }
            }
        }
    }
}

impl Walker<'_> {
    /// Whether the alternative text of a picture is what the line says there: a letter, a key, a formula.
    fn reads_as_sign(&self, image: NodeId, alt: &str) -> bool {
        let is_formula = alt.contains(['^', '=', '+', '\\']);
        let label = pictures::is_label(alt) && !is_formula;
        if alt.is_empty() || label || alt.contains('<') {
            return false;
        }
        // A link that has only a picture leads to a larger one.
        let mut around = self.tree.above(image);
        let in_sentence = around.find_map(|above| {
            let name = self.tree.name(above);
            let blank = self.tree.beginning(above, 1).trim().is_empty();
            (is_apart(name) || name == "a" && blank)
                .then_some(!blank && matches!(name, "p" | "li" | "td" | "dd" | "div"))
        });
        alt.chars().count() <= LONGEST_SIGN
            && !self.floats(image)
            && in_sentence == Some(true)
    }
}

/// The longest alternative text that is part of a line.
const LONGEST_SIGN: usize = 60;

/// Makes links of the paragraphs and headings of blocks; says how many.
fn linked(blocks: &mut [Block], to: &str) -> usize {
    let mut count = 0;
    for block in blocks {
        if let Kind::Paragraph(runs) | Kind::Heading { runs, .. } = &mut block.kind
            && !only_pictures(runs)
            && runs.iter().all(|run| !matches!(run, Run::Link { .. } | Run::Note(_)))
        {
            let within = std::mem::take(runs);
            runs.push(Run::Link { to: to.to_string(), runs: within });
            count += 1;
        }
        for within in block.within_mut() {
            count += linked(within, to);
        }
    }
    count
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
