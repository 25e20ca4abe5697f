//! How a passage is cast: everything that shaping and placing letters needs to know.

use crate::font::{Slant, Weight};
use crate::geom::Len;
use crate::theme::{Caps, Family, Figures, Style};

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
            strike: false,
            lang,
        }
    }

    /// Italics within upright text, upright within italics.
    pub(crate) fn stressed(self) -> Cast {
        let slant = match self.slant {
            Slant::Upright => Slant::Italic,
            Slant::Italic => Slant::Upright,
        };
        Cast { slant, ..self }
    }

    /// Small capitals, spaced a little as capitals are (Bringhurst, 3.2.2).
    pub(crate) fn small_caps(self) -> Cast {
        Cast { caps: Caps::Small, letter_space: self.size.scale(0.05), ..self }
    }
}
