//! The stylesheet: a frame that every book shares, and the theme's rules by role.
//!
//! Reading is the reader's: no font, size, colour or alignment is forced on the text, and
//! lengths are relative. Both the properties and the roles are matched in full.

use super::article::Facts;
use crate::theme::{
    Align, Caps, Family, Figures, Initial, Property, Role, Slant, Style, Theme, Weight,
};

/// A face that the e-book carries.
pub(super) struct Embedded {
    pub family: String,
    pub weight: Weight,
    pub slant: Slant,
    /// Its file in the folder `fonts`.
    pub file: String,
}

/// Writes the stylesheet.
pub(super) fn write(theme: &Theme, facts: &Facts, faces: &[Embedded]) -> String {
    let mut out = String::with_capacity(12_000);
    for face in faces {
        font_face(&mut out, face);
    }
    let families = Families { theme, embedded: !faces.is_empty() };
    out.push_str(FRAME);
    let listed = facts.roles.contains(&Role::Index);
    for role in Role::ALL.into_iter().filter(|&role| role != Role::Index || listed) {
        if let Some(selector) = selector(role) {
            role_rule(&mut out, theme, &families, (role, role.parent()), selector);
        }
    }
    // In XHTML a table's caption is inside the table, and sizes are relative.
    role_rule(&mut out, theme, &families, (Role::Caption, Some(Role::Table)), "caption");
    out.push_str(ADJUSTMENTS);
    if listed {
        out.push_str(INDEX);
        let apart = theme.style(Role::Index).above.to_pt() / theme.size.to_pt().max(1.0);
        let apart = ems(apart);
        out.push_str(&format!("ul.index > li.parted {{ margin-top: {apart}; }}\n"));
    }
    part_openings(&mut out, theme, &families);
    classes(&mut out, theme, &families);
    initial(&mut out, theme);
    scene_break(&mut out, &theme.ornament);
    if facts.classes.contains("keep") {
        out.push_str(".keep { page-break-inside: avoid; break-inside: avoid; }\n");
    }
    if facts.editors {
        out.push_str(EDITORS);
    }
    if facts.gathered {
        out.push_str(GATHERED);
    }
    for digits in &facts.digits {
        // Half an em a figure: numbers hang outside, and must not be cut.
        let room = 0.7 + 0.55 * f64::from(digits.saturating_sub(2));
        out.push_str(&format!("ol.digits-{digits} {{ padding-left: {}; }}\n", ems(room)));
    }
    for part in &facts.widths {
        let (whole, tenth) = (part / 10, part % 10);
        out.push_str(&format!("figure.wide-{part} img {{ width: {whole}.{tenth}%; }}\n"));
    }
    // Shares of a row that are as their pictures are wide make them equally high.
    for share in &facts.shares {
        out.push_str(&format!("div.row div.share-{share} {{ flex: {share} 1 0; }}\n"));
    }
    out
}

/// The author's notes below the editor's.
const EDITORS: &str =
    "section.notes + section.notes { margin-top: 1em; padding-top: 0; border-top: 0; }\n";

/// Notes that are gathered: each is an item whose number is its own.
const GATHERED: &str = "\
section.gathered { margin-top: 0; padding-top: 0; border-top: 0; }
section.gathered > ol { list-style: none; margin: 0; padding: 0; }
section.gathered > ol > li.apart { margin-top: 1em; }
section.gathered > ol > li > p:first-child { text-indent: 0; }
";

/// The smallest letters, as a part of the text's size.
const SMALLEST: f64 = 0.85;

/// What holds for every book, before the theme speaks. Break rules stand twice: readers of
/// EPUB 2 know only the older names.
const FRAME: &str = "\
body { margin: 0; padding: 0; hyphens: auto; -webkit-hyphens: auto; -epub-hyphens: auto; \
adobe-hyphenate: auto; orphans: 2; widows: 2; overflow-wrap: break-word; word-wrap: break-word; \
font-variant-numeric: oldstyle-nums proportional-nums; }
p { margin: 0; }
h1, h2, h3, h4, h5, h6 { margin: 0; font-weight: normal; font-size: 1em; line-height: 1.25; \
page-break-inside: avoid; break-inside: avoid; \
page-break-after: avoid; break-after: avoid; }
header { margin: 0 0 2em 0; }
blockquote, figure, dl, aside, pre, table { margin: 0; padding: 0; }
a { color: inherit; }
em, cite { font-style: italic; }
em em { font-style: normal; }
strong { font-weight: bold; }
sup, sub { font-size: 0.75em; line-height: 0; font-variant-numeric: lining-nums; }
.small-caps { font-variant: small-caps; letter-spacing: 0.04em; }
section.part header { margin: 30% 0 2em 0; }
img { max-width: 100%; height: auto; }
img.inline { height: 1em; width: auto; vertical-align: -0.1em; }
img.drawing { background-color: #fff; }
figure { margin: 1.5em 0; text-align: center; text-indent: 0; \
page-break-inside: avoid; break-inside: avoid; }
figure.captioned { text-align: left; }
figure.captioned img { object-position: left; }
figure img { max-height: 90vh; object-fit: contain; }
figure div.row { display: flex; flex-wrap: wrap; gap: 1em; }
div.row div { min-width: 7em; }
div.row img { width: 100%; height: auto; }
figcaption { margin-top: 0.6em; }
table { border-collapse: collapse; border-top: 0.08em solid; border-bottom: 0.08em solid; }
thead { border-bottom: 0.05em solid; }
th, td { padding: 0.3em 0.8em 0.3em 0; vertical-align: top; text-align: left; \
font-weight: normal; }
th { vertical-align: bottom; }
th.centre, td.centre { text-align: center; }
th.end, td.end { text-align: right; padding: 0.3em 0 0.3em 0.8em; }
caption { margin-bottom: 0.5em; text-align: left; }
@media (max-width: 30em) {
th, td { padding-right: 0.5em; overflow-wrap: anywhere; }
th.end, td.end { padding-left: 0.5em; overflow-wrap: normal; }
}
code, pre { font-family: monospace; font-variant-numeric: lining-nums; \
hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; adobe-hyphenate: none; }
pre { white-space: pre-wrap; overflow-wrap: break-word; word-wrap: break-word; }
ol, ul { padding-left: 0.7em; }
li { margin: 0.4em 0 0 0; }
ul.tight > li, ol.tight > li { margin-top: 0; }
dd { margin: 0; }
span.line { display: block; padding-left: 2em; text-indent: -2em; }
span.line + br { display: none; }
span.in-1 { padding-left: 3.5em; }
span.in-2 { padding-left: 5em; }
span.in-3 { padding-left: 6.5em; }
span.in-4 { padding-left: 8em; }
span.in-5 { padding-left: 9.5em; }
span.in-6 { padding-left: 11em; }
p.stanza + p.stanza { margin-top: 0.8em; }
a.noteref { font-size: 0.7em; line-height: 0; vertical-align: 0.45em; \
font-variant-numeric: lining-nums; font-style: normal; font-weight: normal; \
text-decoration: none; padding-left: 0.1em; }
section.notes { margin-top: 2.5em; padding-top: 1em; border-top: 0.05em solid; }
a.back { text-decoration: none; }
section.cover { text-align: center; text-indent: 0; margin: 0; padding: 0; }
section.cover img { max-height: 100vh; max-width: 100%; object-fit: contain; }
section.title-page { margin: 15% 0 0 0; text-indent: 0; }
section.title-page h1 { margin: 0.6em 0 0 0; }
div.book-publisher { margin-top: 4em; }
p.book-people { margin-top: 1.5em; }
p.book-people + p.book-people { margin-top: 0; }
section.imprint { margin-top: 2em; }
section.imprint p { margin-top: 0.6em; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav ol ol { margin-left: 1.5em; }
nav h1 { margin: 0 0 1em 0; }
nav li { margin: 0.4em 0; text-indent: 0; }
";

/// What has to win over the theme's rules.
const ADJUSTMENTS: &str = "\
header + p, h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, hr + p, aside.box + p, ol.questions + p, \
blockquote > p:first-child, aside > p:first-child, p.dateline + p, p.letter-title + p, \
p.box-title + p, li > p:first-child, dd > p:first-child, blockquote.epigraph + p { text-indent: 0; }
blockquote, aside.box { page-break-inside: auto; break-inside: auto; }
blockquote.verse p.attribution { margin-top: 0.4em; margin-right: 1.3em; }
p.attribution, p.signature, p.source { page-break-before: avoid; break-before: avoid; }
blockquote blockquote { font-size: 1em; }
blockquote blockquote.verse { margin-left: 0; margin-right: 0; }
aside.box { padding: 0.8em 1em; border: 0.06em solid; }
aside.box > :first-child { margin-top: 0; }
aside.box > :last-child { margin-bottom: 0; }
li > ol.list, li > ul.list { margin-top: 0; margin-bottom: 0; }
dt + dt { margin-top: 0; }
ol.questions > li + li { margin-top: 1em; }
section.notes aside { margin-top: 0.5em; }
section.notes aside > p:first-child { text-indent: 0; }
";

/// The index: entries hang, and those below them stand further in.
const INDEX: &str = "\
ul.index, ul.below { list-style: none; padding: 0; margin-bottom: 0; }
ul.below { margin: 0; }
ul.index li { margin: 0; padding-left: 1.5em; text-indent: -1.5em; }
";

/// Where a role stands in the XHTML; the furniture of pages stands nowhere.
fn selector(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Body => "body",
        Role::ArticleTitle => "section > header > h1",
        Role::ArticleSubtitle => "p.subtitle",
        Role::Byline => "p.byline",
        Role::Provenance => "footer.provenance",
        Role::PartTitle => "section.part > header > h1",
        Role::Heading1 => ".head-1",
        Role::Heading2 => ".head-2",
        Role::Heading3 => ".head-3",
        Role::Quote => "blockquote.quote",
        Role::Attribution => "p.attribution",
        Role::Epigraph => "blockquote.epigraph",
        Role::EpigraphSource => "p.source",
        Role::Verse => "blockquote.verse",
        Role::Letter => "blockquote.letter",
        Role::LetterTitle => "p.letter-title",
        Role::Signature => "p.signature",
        Role::Dateline => "p.dateline",
        Role::Box => "aside.box",
        Role::BoxTitle => "p.box-title",
        Role::Question => "ol.questions",
        Role::List => "ol.list, ul.list",
        Role::Term => "dt",
        Role::Meaning => "dd",
        Role::Table => "table",
        Role::TableHead => "th",
        Role::Caption => "figcaption",
        Role::Credit => "p.credit",
        Role::Code => "pre",
        Role::SceneBreak => "hr.scene-break",
        Role::Note => "section.notes",
        Role::Index => "ul.index",
        Role::BookTitle => "h1.book-title",
        Role::BookSubtitle => "p.book-subtitle",
        Role::BookAuthor => "p.book-author",
        Role::BookPublisher => "div.book-publisher",
        Role::Imprint => "section.imprint",
        Role::ContentsTitle => "nav h1",
        Role::Contents => "nav ol",
        Role::RunningHead | Role::Folio => return None,
    })
}

struct Families<'a> {
    theme: &'a Theme,
    embedded: bool,
}

impl Families<'_> {
    fn css(&self, family: Family) -> String {
        let names = &self.theme.families;
        let (name, generic) = match family {
            Family::Serif => (&names.serif, "serif"),
            Family::Sans => (&names.sans, "sans-serif"),
            Family::Mono => (&names.mono, "monospace"),
        };
        match self.embedded {
            true => format!("{}, {generic}", quoted(name)),
            false => generic.to_owned(),
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            // No stylesheet needs these, and `</` must not look like markup.
            c if c.is_control() || c == '<' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What stands with a part's title stands on its axis.
fn part_openings(out: &mut String, theme: &Theme, families: &Families) {
    let style = theme.style(Role::PartTitle);
    let properties = &[Property::Align(style.align)];
    let part = Part { properties, style, parent: None, is_body: false };
    let selector = "section.part > header > p.subtitle, section.part > header > p.byline";
    rule(out, theme, families, part, selector);
}

/// How the text of an article begins. Readers that know no such letters show a paragraph as
/// any other, rather than one with a letter out of line.
fn initial(out: &mut String, theme: &Theme) {
    let dropped = match theme.initial {
        Initial::None => return,
        Initial::FirstLine => false,
        Initial::Drop => true,
    };
    let before = ["", "blockquote.epigraph + ", "p.dateline + ", "figure + "];
    let all = |part: &str| {
        let one =
            |before: &str| format!("section > header + {before}p:not(.dateline)::{part}");
        before.map(one).join(", ")
    };
    let line = "font-variant: small-caps; letter-spacing: 0.05em;";
    out.push_str(&format!("{} {{ {line} }}\n", all("first-line")));
    if dropped {
        let lines = theme.initial_lines;
        let drop = format!("-webkit-initial-letter: {lines}; initial-letter: {lines};");
        out.push_str(&format!(
            "@supports (initial-letter: {lines}) or (-webkit-initial-letter: {lines}) {{\n\
             {} {{ {drop} margin-right: 0.12em; letter-spacing: 0; }}\n}}\n",
            all("first-letter")
        ));
    }
}

/// A rule for each class that the theme speaks of.
fn classes(out: &mut String, theme: &Theme, families: &Families) {
    let body = theme.style(Role::Body);
    for (name, properties) in &theme.blocks {
        let style =
            theme.style_of_classes(body.without_space(), std::slice::from_ref(name));
        let part = Part { properties, style, parent: Some(body), is_body: false };
        // Named twice, it wins over the rule of the role that it stands on.
        let name = escaped(name);
        rule(out, theme, families, part, &format!(".{name}.{name}"));
    }
    for (name, properties) in &theme.classes {
        let part = Part { properties, style: body, parent: Some(body), is_body: false };
        rule(out, theme, families, part, &format!("span.{}", escaped(name)));
    }
}

/// A name as a selector takes it (CSS Syntax 3, 4.3.7: signs after a backslash, digits at
/// the beginning by their number).
fn escaped(name: &str) -> String {
    let mut out = String::new();
    for (at, c) in name.chars().enumerate() {
        match c {
            '0'..='9' if at == 0 => out.push_str(&format!("\\{:x} ", u32::from(c))),
            '.' | ':' => out.extend(['\\', c]),
            '-' if at == 0 => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

fn role_rule(
    out: &mut String,
    theme: &Theme,
    families: &Families,
    (role, parent): (Role, Option<Role>),
    selector: &str,
) {
    let part = Part {
        properties: theme.rules.get(&role).map_or(&[][..], Vec::as_slice),
        style: theme.style(role),
        parent: parent.map(|parent| theme.style(parent)),
        is_body: role == Role::Body,
    };
    rule(out, theme, families, part, selector);
}

/// What a rule is made from.
struct Part<'a> {
    properties: &'a [Property],
    /// The style that they make.
    style: Style,
    /// The style of what it stands in.
    parent: Option<Style>,
    is_body: bool,
}

fn rule(
    out: &mut String,
    theme: &Theme,
    families: &Families,
    part: Part<'_>,
    selector: &str,
) {
    let Part { properties, style, parent, is_body } = part;
    let mut css = String::new();
    let line = theme.leading.to_pt();
    let body = theme.size.to_pt().max(0.1);
    // What print sets small is hard to read on a screen.
    let shown = |style: &Style| style.size.to_pt().max(SMALLEST * body);
    let size = shown(&style);
    let above = parent.as_ref().map_or(size, shown);
    let em = |points: f64| points / size;
    // Body text is the reader's; it only says what cannot be said lower down.
    if is_body && families.embedded {
        declare(&mut css, "font-family", &families.css(style.family));
    }
    let (mut top, mut bottom, mut left, mut right) = (None, None, None, None);
    for property in properties {
        match *property {
            Property::Family(_) | Property::Size(_) | Property::Leading(_) if is_body => {
            }
            Property::Family(family) => {
                declare(&mut css, "font-family", &families.css(family));
            }
            Property::Size(_) => declare(&mut css, "font-size", &ems(size / above)),
            Property::Leading(_) => {
                let ratio = style.leading.to_pt() / style.size.to_pt().max(0.1);
                declare(&mut css, "line-height", &number(ratio.max(1.1)));
            }
            Property::Weight(Weight::Regular) => {
                declare(&mut css, "font-weight", "normal")
            }
            Property::Weight(Weight::Bold) => declare(&mut css, "font-weight", "bold"),
            Property::Slant(Slant::Upright) => declare(&mut css, "font-style", "normal"),
            Property::Slant(Slant::Italic) => declare(&mut css, "font-style", "italic"),
            Property::Caps(Caps::Normal) => {
                declare(&mut css, "font-variant-caps", "normal")
            }
            Property::Caps(Caps::Small) => {
                // The short name is what older readers know; it resets figures, so they
                // are stated again.
                declare(&mut css, "font-variant", "small-caps");
                declare(&mut css, "font-variant-numeric", figures(style.figures));
            }
            Property::Figures(wanted) => {
                declare(&mut css, "font-variant-numeric", figures(wanted));
            }
            Property::LetterSpace(space) => {
                declare(&mut css, "letter-spacing", &ems(space));
            }
            Property::Align(align) => {
                let inherited =
                    parent.as_ref().map_or(Align::Justified, |parent| parent.align);
                match align {
                    Align::Left => declare(&mut css, "text-align", "left"),
                    Align::Centre => declare(&mut css, "text-align", "center"),
                    Align::Right => declare(&mut css, "text-align", "right"),
                    Align::Justified if inherited == Align::Justified => {}
                    Align::Justified => declare(&mut css, "text-align", "justify"),
                }
            }
            Property::Hyphens(on) => {
                let value = if on { "auto" } else { "none" };
                for name in
                    ["hyphens", "-webkit-hyphens", "-epub-hyphens", "adobe-hyphenate"]
                {
                    declare(&mut css, name, value);
                }
            }
            // Readers set `hanging-punctuation` differently or not at all; and an e-book's
            // margin may be the edge of the screen.
            Property::Protrusion(_) | Property::Expansion(_) => {}
            Property::Tint(tint) => {
                // A part of whatever colour the reader has; never too pale to read.
                let part = f64::from(tint.clamp(650, 1000)) / 1000.0;
                if part < 1.0 {
                    declare(&mut css, "opacity", &number(part));
                }
            }
            Property::Indent(indent) => declare(&mut css, "text-indent", &ems(indent)),
            Property::Above(lines) => top = Some(em(lines * line)),
            Property::Below(lines) => bottom = Some(em(lines * line)),
            Property::Left(space) => left = Some(em(space * body)),
            Property::Right(space) => right = Some(em(space * body)),
            Property::KeepWithNext(true) => {
                declare(&mut css, "page-break-after", "avoid");
                declare(&mut css, "break-after", "avoid");
            }
            Property::KeepWithNext(false) => {
                declare(&mut css, "page-break-after", "auto");
                declare(&mut css, "break-after", "auto");
            }
        }
    }
    for (name, value) in [
        ("margin-top", top),
        ("margin-bottom", bottom),
        ("margin-left", left),
        ("margin-right", right),
    ] {
        if let Some(value) = value {
            declare(&mut css, name, &ems(value));
        }
    }
    if !css.is_empty() {
        out.push_str(selector);
        out.push_str(" { ");
        out.push_str(&css);
        out.push_str("}\n");
    }
}

fn figures(figures: Figures) -> &'static str {
    match figures {
        Figures::OldStyle => "oldstyle-nums proportional-nums",
        Figures::Lining => "lining-nums proportional-nums",
        Figures::Tabular => "lining-nums tabular-nums",
    }
}

fn declare(css: &mut String, name: &str, value: &str) {
    css.push_str(name);
    css.push_str(": ");
    css.push_str(value);
    css.push_str("; ");
}

fn ems(value: f64) -> String {
    match number(value) {
        zero if zero == "0" => zero,
        value => format!("{value}em"),
    }
}

/// Three digits at the most, without zeros at the end.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The ornament is drawn by the stylesheet, so that nobody hears "asterisk" three times;
/// without one, a blank line.
fn scene_break(out: &mut String, ornament: &str) {
    out.push_str(
        "hr.scene-break { border: 0; color: inherit; margin: 1.2em 0; height: auto; ",
    );
    out.push_str("overflow: visible; text-align: center; ");
    out.push_str("page-break-after: avoid; break-after: avoid; }\n");
    if !ornament.trim().is_empty() {
        out.push_str("hr.scene-break::before { content: ");
        out.push_str(&quoted(ornament));
        out.push_str("; }\n");
    }
}

fn font_face(out: &mut String, face: &Embedded) {
    let weight = match face.weight {
        Weight::Regular => "normal",
        Weight::Bold => "bold",
    };
    let slant = match face.slant {
        Slant::Upright => "normal",
        Slant::Italic => "italic",
    };
    out.push_str(&format!(
        "@font-face {{ font-family: {}; font-weight: {weight}; font-style: {slant}; \
         src: url({}); }}\n",
        quoted(&face.family),
        quoted(&format!("../fonts/{}", face.file)),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_left_to_the_reader() {
        let theme = crate::theme::builtin("pamphlet").expect("it is built in");
        let css = write(&theme, &Facts::default(), &[]);
        let body: Vec<&str> = css.lines().filter(|l| l.starts_with("body")).collect();
        for forbidden in ["font-family", "font-size", "color", "text-align"] {
            assert!(body.iter().all(|line| !line.contains(forbidden)), "{body:?}");
        }
        assert!(css.contains("p.attribution { text-align: right;"), "{css}");
        assert!(css.contains("content: \"* * *\""));
    }

    #[test]
    fn classes_win_over_roles() {
        let mut theme = crate::theme::builtin("pamphlet").expect("it is built in");
        let rule = vec![Property::Size(2.0), Property::Left(1.0)];
        theme.blocks.insert("2.a".into(), rule);
        theme.classes.insert("ship".into(), vec![Property::Slant(Slant::Italic)]);
        let css = write(&theme, &Facts::default(), &[]);
        let block = "\n.\\32 \\.a.\\32 \\.a { font-size: 2em; margin-left: 0.5em; }\n";
        assert!(css.contains(block), "{css}");
        assert!(css.contains("\nspan.ship { font-style: italic; }\n"), "{css}");
    }
}
