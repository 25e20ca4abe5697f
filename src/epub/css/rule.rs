//! Rules: what a theme says of a role or a class, as declarations.

use crate::theme::{
    Align, Caps, Family, Figures, Property, Role, Slant, Style, Theme, Weight,
};

/// The smallest letters, as a part of the text's size.
const SMALLEST: f64 = 0.85;

/// The fonts that rules name.
pub(super) struct Families<'a> {
    pub(super) theme: &'a Theme,
    /// Whether the e-book carries them; readers' own stand in for those it does not.
    pub(super) embedded: bool,
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

/// A string of CSS.
pub(in crate::epub) fn quoted(text: &str) -> String {
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

pub(super) fn role_rule(
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

/// The size in which a style is shown, in points: what print sets small is hard to read on a
/// screen.
pub(super) fn shown(theme: &Theme, style: &Style) -> f64 {
    style.size.to_pt().max(SMALLEST * theme.size.to_pt().max(0.1))
}

/// What a rule is made from.
pub(super) struct Part<'a> {
    pub(super) properties: &'a [Property],
    /// The style that they make.
    pub(super) style: Style,
    /// The style of what it stands in.
    pub(super) parent: Option<Style>,
    pub(super) is_body: bool,
}

pub(super) fn rule(
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
    let size = shown(theme, &style);
    let above = parent.as_ref().map_or(size, |parent| shown(theme, parent));
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
            Property::Caps(Caps::AllSmall) => {
                declare(&mut css, "font-variant", "all-small-caps");
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

pub(super) fn figures(figures: Figures) -> &'static str {
    match figures {
        Figures::OldStyle => "oldstyle-nums proportional-nums",
        Figures::Lining => "lining-nums proportional-nums",
        Figures::Tabular => "lining-nums tabular-nums",
    }
}

pub(super) fn declare(css: &mut String, name: &str, value: &str) {
    css.push_str(name);
    css.push_str(": ");
    css.push_str(value);
    css.push_str("; ");
}

pub(super) fn ems(value: f64) -> String {
    match number(value) {
        zero if zero == "0" => zero,
        value => format!("{value}em"),
    }
}

/// Three digits at the most, without zeros at the end.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
