//! The properties a theme can set: a closed list.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::font::{Slant, Weight};

/// One property of a role. Sizes and distances are relative, so that a theme can be set
/// in another size as a whole.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Property {
    /// Which family. Inherited.
    Family(Family),
    /// How large, as a part of the text's size. Inherited.
    Size(f64),
    /// The distance of baselines, as a part of the text's leading. Inherited.
    Leading(f64),
    /// How bold. Inherited.
    Weight(Weight),
    /// Upright or italic. Inherited.
    Slant(Slant),
    /// Small capitals or capitals. Inherited.
    Caps(Caps),
    /// Which figures. Inherited.
    Figures(Figures),
    /// Space between letters, in ems. Inherited.
    LetterSpace(f64),
    /// How lines are aligned. Inherited.
    Align(Align),
    /// Whether words may be divided. Inherited.
    Hyphens(bool),
    /// Whether signs and letters stand out into the margins, where the text has straight
    /// edges. Inherited.
    Protrusion(bool),
    /// By how many thousandths letters of justified lines may be widened or narrowed.
    /// Inherited.
    Expansion(u16),
    /// A tint of black, in thousandths. Inherited.
    Tint(u16),
    /// The first line's indent, in ems of the role's size. Inherited.
    Indent(f64),
    /// Space above, in lines of the text. Not inherited.
    Above(f64),
    /// Space below, in lines of the text. Not inherited.
    Below(f64),
    /// How far the left side is moved in, in ems of the text. Not inherited.
    Left(f64),
    /// How far the right side is moved in, in ems of the text. Not inherited.
    Right(f64),
    /// Whether it stays on one page with what follows. Not inherited.
    KeepWithNext(bool),
}

impl Property {
    /// Its place in the order of the type. What is measured in ems of a role's size stands
    /// behind the size, whatever a theme's file states first.
    pub(super) fn place(&self) -> u8 {
        match self {
            Property::Family(_) => 0,
            Property::Size(_) => 1,
            Property::Leading(_) => 2,
            Property::Weight(_) => 3,
            Property::Slant(_) => 4,
            Property::Caps(_) => 5,
            Property::Figures(_) => 6,
            Property::LetterSpace(_) => 7,
            Property::Align(_) => 8,
            Property::Hyphens(_) => 9,
            Property::Protrusion(_) => 10,
            Property::Expansion(_) => 11,
            Property::Tint(_) => 12,
            Property::Indent(_) => 13,
            Property::Above(_) => 14,
            Property::Below(_) => 15,
            Property::Left(_) => 16,
            Property::Right(_) => 17,
            Property::KeepWithNext(_) => 18,
        }
    }
}

/// Puts properties over others: of each kind the last stated stays.
pub(super) fn put(under: &mut Vec<Property>, over: Vec<Property>) {
    under.retain(|old| over.iter().all(|new| new.place() != old.place()));
    under.extend(over);
    under.sort_by_key(Property::place);
}

/// A family by its use.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// The text's.
    Serif,
    /// For what stands apart.
    Sans,
    /// For code.
    Mono,
}

/// What letters are set as.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Caps {
    /// As typed.
    Normal,
    /// Lower case as small capitals.
    Small,
    /// All letters as small capitals.
    AllSmall,
}

impl Caps {
    /// Whether letters become small capitals.
    pub fn are_small(self) -> bool {
        match self {
            Caps::Normal => false,
            Caps::Small | Caps::AllSmall => true,
        }
    }
}

/// Which figures.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    /// Old-style, of their own widths.
    OldStyle,
    /// Lining, of their own widths.
    Lining,
    /// Lining, all of one width.
    Tabular,
}

/// How lines are aligned.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// To both sides.
    Justified,
    /// To the left, ragged on the right.
    Left,
    /// To the middle.
    Centre,
    /// To the right.
    Right,
}
