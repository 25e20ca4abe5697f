//! Inlines as XHTML.

use super::article::Writer;
use crate::document::{
    Alt, AnchorId, Inline, InlineStyle, NoteId, PictureId, Target, is_in_capitals, label,
};
use crate::image::Format;
use crate::theme::Role;
use crate::xml::{push_attribute, push_text};

impl Writer<'_> {
    /// A run of inlines.
    pub fn inlines(&mut self, run: &[Inline]) {
        for inline in run {
            self.trace(inline.span());
            match inline {
                Inline::Text { text, span } => self.words(text, *span),
                Inline::Code { text, span } => {
                    self.facts.code = true;
                    self.out.push_str("<code>");
                    self.words(text, *span);
                    self.out.push_str("</code>");
                }
                Inline::Styled { style, content, .. } => self.styled(style, content),
                Inline::Link { to, content, .. } => self.link(to, content),
                Inline::Note { note, repeat, .. } if self.in_link => {
                    self.late.push((*note, *repeat));
                }
                Inline::Note { note, repeat, .. } => self.marker(*note, *repeat),
                Inline::Picture { picture, alt, .. } => {
                    self.image(*picture, alt, "inline");
                }
                Inline::Break { .. } => self.out.push_str("<br/>"),
            }
        }
    }

    fn styled(&mut self, style: &InlineStyle, content: &[Inline]) {
        let tag = match style {
            InlineStyle::Emphasis => {
                self.facts.emphasis = true;
                "em"
            }
            InlineStyle::Strong => {
                self.facts.strong = true;
                "strong"
            }
            InlineStyle::Superscript => "sup",
            InlineStyle::Subscript => "sub",
            InlineStyle::Strike => "del",
            InlineStyle::SmallCaps | InlineStyle::Class(_) | InlineStyle::Anchor(_) => {
                "span"
            }
            InlineStyle::AsTyped => return self.inlines(content),
            // Titles that are told elsewhere say their language, whatever is spoken there.
            InlineStyle::Language(lang) if lang == self.lang() => {
                return self.inlines(content);
            }
            InlineStyle::Language(_) => "span",
            InlineStyle::Page(anchor) => return self.page_of(*anchor),
        };
        let around = self.langs.len();
        self.out.push('<');
        self.out.push_str(tag);
        match style {
            InlineStyle::SmallCaps => {
                let all = if is_in_capitals(content) { " all-small-caps" } else { "" };
                push_attribute(&mut self.out, "class", &format!("small-caps{all}"));
            }
            InlineStyle::Language(lang) => {
                push_attribute(&mut self.out, "lang", lang.tag());
                push_attribute(&mut self.out, "xml:lang", lang.tag());
                self.langs.push(lang.clone());
            }
            InlineStyle::Class(class) => {
                self.facts.classes.insert(class.clone());
                push_attribute(&mut self.out, "class", class);
            }
            InlineStyle::Anchor(anchor) => {
                let id = &self.map.document.anchors[*anchor].id;
                push_attribute(&mut self.out, "id", id);
            }
            InlineStyle::Emphasis
            | InlineStyle::Strong
            | InlineStyle::Superscript
            | InlineStyle::Subscript
            | InlineStyle::Strike
            | InlineStyle::Page(_)
            | InlineStyle::AsTyped => {}
        }
        self.out.push('>');
        self.inlines(content);
        self.langs.truncate(around);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn link(&mut self, to: &Target, content: &[Inline]) {
        if self.in_link {
            return self.inlines(content);
        }
        self.out.push_str("<a href=\"");
        match to {
            Target::Inside(anchor) => {
                self.map.push_href(&mut self.out, Some(self.section), *anchor);
            }
            Target::Outside(outside) => push_text(&mut self.out, outside),
        }
        self.out.push('"');
        if let (Target::Outside(outside), true) = (to, is_wordless(content)) {
            // A picture without words cannot name its link; the address can.
            push_attribute(&mut self.out, "aria-label", outside);
        }
        self.out.push('>');
        self.in_link = true;
        match told_by_page(content).filter(|at| self.map.folio(*at).is_none()) {
            // Words around a number say nothing without it.
            Some(anchor) => self.name(anchor),
            None => self.inlines(content),
        }
        self.in_link = false;
        self.out.push_str("</a>");
        for (note, repeat) in std::mem::take(&mut self.late) {
            self.marker(note, repeat);
        }
    }

    /// The number of the page on which a place is printed; what it is called, if it is not.
    fn page_of(&mut self, anchor: AnchorId) {
        match self.map.folio(anchor) {
            Some(folio) => push_text(&mut self.out, &folio.label()),
            None => self.name(anchor),
        }
    }

    /// What a place is called, where print gives its page.
    fn name(&mut self, anchor: AnchorId) {
        let map = self.map;
        let anchor = &map.document.anchors[anchor];
        if !anchor.name.is_empty() {
            // The words are those of another place.
            let renaming = std::mem::replace(&mut self.renaming, true);
            self.inlines(&anchor.name);
            self.renaming = renaming;
            return;
        }
        if let Some(section) = map.sections.get(anchor.section as usize) {
            let style = InlineStyle::Language(section.lang.clone());
            let (text, span) = (map.name(section), section.span);
            let renaming = std::mem::replace(&mut self.renaming, true);
            self.styled(&style, &[Inline::Text { text, span }]);
            self.renaming = renaming;
        }
    }

    /// The marker of a note, with the way to it; repeated markers lead to the same note.
    fn marker(&mut self, note: NoteId, repeat: u32) {
        if !self.map.is_gathered(note) {
            self.cited.insert(note);
        }
        let key = note.index() + 1;
        self.out
            .push_str("<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\"");
        let id = match repeat {
            0 => format!("_ref-{key}"),
            again => format!("_ref-{key}-{again}"),
        };
        push_attribute(&mut self.out, "id", &id);
        let file = self.map.file_of_note(note, self.section);
        push_attribute(&mut self.out, "href", &format!("{file}#_note-{key}"));
        let (lang, said) = self.aloud();
        if let Some(spoken) = self.map.spoken(note, &lang) {
            push_attribute(&mut self.out, "aria-label", &spoken);
            self.out.push_str(&said);
        }
        self.out.push('>');
        self.out.push_str(&self.map.label(note));
        self.out.push_str("</a>");
    }

    /// A picture, with its alternative text.
    pub fn image(&mut self, picture: PictureId, alt: &Alt, class: &str) {
        self.shows(picture, alt);
        let (file, drawn) = self.map.picture(picture);
        // Dark lines on nothing are not seen where the page is dark.
        let drawing = drawn.format == Format::Svg || drawn.is_seen_through();
        self.out.push_str("<img");
        push_attribute(&mut self.out, "src", &format!("../images/{file}"));
        match alt {
            Alt::Text(text) => push_attribute(&mut self.out, "alt", &label(text)),
            Alt::Decorative => self.out.push_str(" alt=\"\" role=\"presentation\""),
            Alt::Missing => self.out.push_str(" alt=\"\""),
        }
        let class = match (class, drawing) {
            ("", true) => "drawing",
            ("", false) => "",
            ("inline", true) => "inline drawing",
            (class, _) => class,
        };
        if !class.is_empty() {
            push_attribute(&mut self.out, "class", class);
        }
        self.out.push_str("/>");
    }

    /// A run in an element of its own, with a class.
    pub fn run(&mut self, tag: &str, class: &str, content: &[Inline]) {
        self.out.push('<');
        self.out.push_str(tag);
        push_attribute(&mut self.out, "class", class);
        self.out.push('>');
        self.inlines(content);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
    }

    /// An optional run in a paragraph of a class, whose role needs a font.
    pub fn tail(&mut self, role: Role, class: &str, content: Option<&Vec<Inline>>) {
        if let Some(content) = content {
            self.facts.roles.insert(role);
            self.run("p", class, content);
        }
    }
}

/// The place whose page the words of a link tell in print.
fn told_by_page(content: &[Inline]) -> Option<AnchorId> {
    content.iter().find_map(|inline| match inline {
        Inline::Styled { style: InlineStyle::Page(anchor), .. } => Some(*anchor),
        Inline::Styled { content, .. } => told_by_page(content),
        Inline::Text { .. }
        | Inline::Code { .. }
        | Inline::Link { .. }
        | Inline::Note { .. }
        | Inline::Picture { .. }
        | Inline::Break { .. } => None,
    })
}

/// Whether a screen reader finds nothing to say: no text, no picture with words.
fn is_wordless(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text { text, .. } | Inline::Code { text, .. } => text.trim().is_empty(),
        Inline::Styled { content, .. } | Inline::Link { content, .. } => {
            is_wordless(content)
        }
        Inline::Picture { alt, .. } => !matches!(alt, Alt::Text(_)),
        Inline::Note { .. } | Inline::Break { .. } => true,
    })
}
