//! The computed style of a role: every property has a value, lengths are absolute.

use super::{Align, Caps, Family, Figures, Property, Role, Slant, Theme, Weight};
use crate::geom::Len;

/// How a role is set. Lengths are absolute.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    /// Which family.
    pub family: Family,
    /// How large.
    pub size: Len,
    /// From baseline to baseline.
    pub leading: Len,
    /// The size and the leading that parts are parts of: those of the text; within a note,
    /// its own.
    pub base: (Len, Len),
    /// How bold.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// As typed or small capitals.
    pub caps: Caps,
    /// Which figures.
    pub figures: Figures,
    /// Space between letters.
    pub letter_space: Len,
    /// How lines are aligned.
    pub align: Align,
    /// Whether words may be divided.
    pub hyphens: bool,
    /// Whether signs and letters stand out into the margins.
    pub protrudes: bool,
    /// By how many thousandths letters of justified lines may be widened or narrowed.
    pub expansion: u16,
    /// A tint of black, in thousandths.
    pub tint: u16,
    /// The first line's indent.
    pub indent: Len,
    /// Space above.
    pub above: Len,
    /// Space below.
    pub below: Len,
    /// How far the left side is moved in.
    pub left: Len,
    /// How far the right side is moved in.
    pub right: Len,
    /// Whether it stays on one page with what follows.
    pub keep_with_next: bool,
}

impl Style {
    /// The style as what stands inside it inherits it.
    pub fn without_space(&self) -> Style {
        Style {
            above: Len::ZERO,
            below: Len::ZERO,
            left: Len::ZERO,
            right: Len::ZERO,
            keep_with_next: false,
            ..*self
        }
    }

    /// Whether its lines stand on the grid on which those of `outer` stand.
    pub fn keeps_the_grid_of(&self, outer: &Style) -> bool {
        self.leading == outer.leading
            && self.above == Len::ZERO
            && self.below == Len::ZERO
    }
}

pub(super) fn compute(theme: &Theme, role: Role) -> Style {
    let style = match role.parent() {
        Some(parent) => compute_within(theme, &compute(theme, parent), role),
        None => apply_all(initial(theme), theme, role),
    };
    let own = (style.size, style.leading);
    if role == Role::Note { Style { base: own, ..style } } else { style }
}

pub(super) fn compute_within(theme: &Theme, outer: &Style, role: Role) -> Style {
    apply_all(outer.without_space(), theme, role)
}

fn initial(theme: &Theme) -> Style {
    Style {
        family: Family::Serif,
        size: theme.size,
        leading: theme.leading,
        base: (theme.size, theme.leading),
        weight: Weight::Regular,
        slant: Slant::Upright,
        caps: Caps::Normal,
        figures: Figures::OldStyle,
        letter_space: Len::ZERO,
        align: Align::Justified,
        hyphens: true,
        protrudes: true,
        // More can be seen (Hàn Thế Thành, "Micro-typographic extensions to the TeX
        // typesetting system", 2000).
        expansion: 20,
        tint: 1000,
        indent: Len::ZERO,
        above: Len::ZERO,
        below: Len::ZERO,
        left: Len::ZERO,
        right: Len::ZERO,
        keep_with_next: false,
    }
}

fn apply_all(style: Style, theme: &Theme, role: Role) -> Style {
    put_on(style, theme.rules.get(&role).map_or(&[][..], Vec::as_slice))
}

/// Puts properties on a style, in their order.
pub(super) fn put_on(mut style: Style, properties: &[Property]) -> Style {
    properties.iter().for_each(|property| apply(&mut style, *property));
    style
}

fn apply(style: &mut Style, property: Property) {
    match property {
        Property::Family(family) => style.family = family,
        Property::Size(part) => style.size = style.base.0.scale(part),
        Property::Leading(part) => style.leading = style.base.1.scale(part),
        Property::Weight(weight) => style.weight = weight,
        Property::Slant(slant) => style.slant = slant,
        Property::Caps(caps) => style.caps = caps,
        Property::Figures(figures) => style.figures = figures,
        Property::LetterSpace(ems) => style.letter_space = style.size.scale(ems),
        Property::Align(align) => style.align = align,
        Property::Hyphens(on) => style.hyphens = on,
        Property::Protrusion(on) => style.protrudes = on,
        Property::Expansion(part) => style.expansion = part,
        Property::Tint(tint) => style.tint = tint,
        Property::Indent(ems) => style.indent = style.size.scale(ems),
        Property::Above(lines) => style.above = style.base.1.scale(lines),
        Property::Below(lines) => style.below = style.base.1.scale(lines),
        Property::Left(ems) => style.left = style.base.0.scale(ems),
        Property::Right(ems) => style.right = style.base.0.scale(ems),
        Property::KeepWithNext(on) => style.keep_with_next = on,
    }
}
