//! How a passage is cast: everything that shaping and placing letters needs to know.

use crate::font::{Slant, Weight};
use crate::geom::Len;
use crate::theme::{Caps, Family, Figures, Property, Style};

/// Where letters stand to the line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Position {
    /// On it.
    Normal,
    /// Raised and small.
    Superior,
    /// Lowered and small.
    Inferior,
}

/// How a passage is cast. `lang` indexes the compositor's languages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Cast {
    pub(crate) family: Family,
    pub(crate) weight: Weight,
    pub(crate) slant: Slant,
    pub(crate) caps: Caps,
    pub(crate) figures: Figures,
    pub(crate) position: Position,
    pub(crate) size: Len,
    pub(crate) letter_space: Len,
    pub(crate) tint: u16,
    pub(crate) hyphens: bool,
    /// Whether it stands out into the margins.
    pub(crate) protrudes: bool,
    /// By how many thousandths letters may be widened or narrowed.
    pub(crate) expansion: u16,
    pub(crate) strike: bool,
    pub(crate) lang: u16,
}

impl Cast {
    /// The cast of a role's style in a language.
    pub(crate) fn of(style: &Style, lang: u16) -> Cast {
        Cast {
            family: style.family,
            weight: style.weight,
            slant: style.slant,
            caps: style.caps,
            figures: style.figures,
            position: Position::Normal,
            size: style.size,
            letter_space: style.letter_space,
            tint: style.tint,
            hyphens: style.hyphens,
            protrudes: style.protrudes,
            expansion: style.expansion,
            strike: false,
            lang,
        }
    }

    /// How much letters of a width can give either way. Letters of one width give nothing.
    pub(crate) fn give(&self, width: Len) -> Len {
        Len::raw(width.count() * i64::from(self.limit()) / 1000)
    }

    /// How wide letters are drawn, in thousandths, where a line takes so many quarters of
    /// what they can give.
    pub(crate) fn stretch(&self, quarters: i32) -> i32 {
        1000 + self.limit() * quarters / 4
    }

    fn limit(&self) -> i32 {
        if self.family == Family::Mono { 0 } else { i32::from(self.expansion.min(100)) }
    }

    /// Italics within upright text, upright within italics.
    pub(crate) fn stressed(self) -> Cast {
        let slant = match self.slant {
            Slant::Upright => Slant::Italic,
            Slant::Italic => Slant::Upright,
        };
        Cast { slant, ..self }
    }

    /// With the properties of a class of words.
    pub(crate) fn worn(self, properties: &[Property]) -> Cast {
        properties.iter().fold(self, |cast, property| match *property {
            Property::Family(family) => Cast { family, ..cast },
            Property::Weight(weight) => Cast { weight, ..cast },
            Property::Slant(slant) => Cast { slant, ..cast },
            Property::Caps(caps) => Cast { caps, ..cast },
            Property::Figures(figures) => Cast { figures, ..cast },
            Property::LetterSpace(ems) => {
                Cast { letter_space: cast.size.scale(ems), ..cast }
            }
            Property::Hyphens(hyphens) => Cast { hyphens, ..cast },
            Property::Tint(tint) => Cast { tint, ..cast },
            // Words stand in lines: what a line or a block is made of is not theirs.
            Property::Size(_)
            | Property::Leading(_)
            | Property::Align(_)
            | Property::Protrusion(_)
            | Property::Expansion(_)
            | Property::Indent(_)
            | Property::Above(_)
            | Property::Below(_)
            | Property::Left(_)
            | Property::Right(_)
            | Property::KeepWithNext(_) => cast,
        })
    }

    /// Small capitals that the text asks for, spaced a little as capitals are (Bringhurst, 3.2.2).
    /// Words that are typed in capitals are set in small ones as well.
    pub(crate) fn small_caps(self, in_capitals: bool) -> Cast {
        let letter_space = self.size.scale(0.05);
        let caps = if in_capitals { Caps::AllSmall } else { Caps::Small };
        Cast { caps, letter_space, ..self }
    }
}
