//! The stylesheet: a frame that every book shares, and the theme's rules by role.
//!
//! Reading is the reader's: no font, size, colour or alignment is forced on the text, and
//! lengths are relative. Both the properties and the roles are matched in full.

mod rule;

pub(super) use rule::quoted;
use rule::{Families, Part, ems, role_rule, rule, shown};

use super::article::Facts;
use super::table::needs;
use crate::theme::{Align, Initial, Property, Role, Slant, Theme, Weight};

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
    if is_centred(theme) {
        out.push_str(CENTRED);
    }
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
    tables(&mut out, theme, facts);
    for part in &facts.widths {
        let (whole, tenth) = (part / 10, part % 10);
        out.push_str(&format!(
            "figure.wide-{part} > img, figure.wide-{part} div.row {{ width: {whole}.{tenth}%; }}\n"
        ));
    }
    // Shares of a row that are as their pictures are wide make them equally high.
    for share in &facts.shares {
        out.push_str(&format!("div.row div.share-{share} {{ flex: {share} 1 0; }}\n"));
    }
    out
}

/// Tables in columns where they find the room that they need, else row by row.
fn tables(out: &mut String, theme: &Theme, facts: &Facts) {
    if facts.needs.is_empty() {
        return;
    }
    out.push_str(COLUMNS);
    out.push_str("@supports (container-type: inline-size) {\n");
    for room in &facts.rooms {
        let least = ems(f64::from(*room) / 2.0);
        out.push_str(&format!("table .room-{room} {{ min-width: {least}; }}\n"));
    }
    out.push_str("}\n");
    // What holds a table has letters of the text's size.
    let part =
        shown(theme, &theme.style(Role::Table)) / shown(theme, &theme.style(Role::Body));
    for &(need, size) in &facts.needs {
        let name = format!("table.{}", needs(need, size));
        let (all, least) = (f64::from(need) * part, f64::from(size) / 100.0);
        // Many columns are set smaller first, as far as that helps.
        if size < 100 {
            let (all, least) = (ems(all), ems(least));
            out.push_str(&format!(
                "@container (max-width: {all}) {{\n{name} th, {name} td {{ font-size: {least}; }}\n}}\n"
            ));
        }
        let (room, rules) = (ems(all * least), STACKED.replace("table.needs", &name));
        out.push_str(&format!("@container (max-width: {room}) {{\n{rules}}}\n"));
    }
}

/// Tables where readers know how wide what holds them is.
const COLUMNS: &str = include_str!("css/columns.css");

/// A table that has no room for its columns.
const STACKED: &str = include_str!("css/stacked.css");

/// The author's notes below the editor's.
const EDITORS: &str =
    "section.notes + section.notes { margin-top: 1em; padding-top: 0; border-top: 0; }\n";

/// Notes that are gathered: each is an item whose number is its own.
const GATHERED: &str = include_str!("css/gathered.css");

/// What holds for every book, before the theme speaks. Break rules stand twice: readers of
/// EPUB 2 know only the older names.
const FRAME: &str = include_str!("css/frame.css");

/// What has to win over the theme's rules.
const ADJUSTMENTS: &str = include_str!("css/adjustments.css");

/// The index: entries hang, and those below them stand further in.
const INDEX: &str = include_str!("css/index.css");

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
        Role::TableHead => "thead th",
        Role::Caption => "figcaption",
        Role::Credit => "p.credit",
        Role::Code => "pre",
        Role::SceneBreak => "hr.scene-break",
        Role::Note => "section.notes",
        Role::Index => "ul.index",
        Role::BookTitle => "h1.book-title",
        Role::BookSubtitle => "p.book-subtitle",
        Role::BookAuthor => "p.book-author",
        // As in print, who edited or translated is set as the publisher is.
        Role::BookPublisher => "div.book-publisher, p.book-people",
        Role::Imprint => "section.imprint",
        Role::ContentsTitle => "nav h1",
        Role::Contents => "nav ol",
        Role::RunningHead | Role::Folio => return None,
    })
}

/// Whether the contents stand on an axis.
pub(super) fn is_centred(theme: &Theme) -> bool {
    theme.style(Role::Contents).align == Align::Centre
}

/// Contents on an axis: levels that stand further in would leave it.
pub(super) const CENTRED: &str = "nav ol ol { margin-left: 0; }\n";

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
        let rules = css.split_inclusive('}').map(str::trim_start);
        let body: Vec<&str> = rules.filter(|rule| rule.starts_with("body")).collect();
        assert!(!body.is_empty(), "{css}");
        for forbidden in ["font-family", "font-size", "color", "text-align"] {
            assert!(body.iter().all(|rule| !rule.contains(forbidden)), "{body:?}");
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
