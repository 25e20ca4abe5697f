//! The themes that come with `publish`.

use std::collections::BTreeMap;

use super::{
    Align, Articles, Caps, Families, Family, Figures, PageDesign, Property as P, Role,
    Slant, Theme, Weight,
};
use crate::geom::{Len, Size};

/// The names of the built-in themes.
pub fn builtin_names() -> &'static [&'static str] {
    &["pamphlet"]
}

/// A built-in theme by its name.
pub fn builtin(name: &str) -> Option<Theme> {
    match name {
        "pamphlet" => Some(pamphlet()),
        _ => None,
    }
}

/// The default pamphlet: A5, text 11/14 pt on a measure of 98 mm (about 67 characters),
/// 33 lines; sober, one family, hierarchy by size and space.
fn pamphlet() -> Theme {
    // 14 pt at 11 pt text: one indent and one step of quotations.
    const STEP: f64 = 14.0 / 11.0;
    const NOTE: f64 = 8.5 / 11.0;
    const NOTE_LEADING: f64 = 10.5 / 14.0;
    let rules: [(Role, &[P]); 39] = [
        (Role::Body, &[P::Indent(STEP)]),
        (
            Role::ArticleTitle,
            &[
                P::Size(2.0),
                P::Leading(2.0),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Below(1.0),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::ArticleSubtitle,
            &[
                P::Size(14.0 / 11.0),
                P::Leading(18.0 / 14.0),
                P::Slant(Slant::Italic),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Below(1.0),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::Byline,
            &[
                P::Caps(Caps::Small),
                P::LetterSpace(0.05),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Below(1.0),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::Provenance,
            &[
                P::Size(NOTE),
                P::Leading(NOTE_LEADING),
                P::Align(Align::Left),
                P::Indent(0.0),
                P::Above(1.0),
            ],
        ),
        (
            Role::PartTitle,
            &[
                P::Size(2.0),
                P::Leading(2.0),
                P::Align(Align::Centre),
                P::Hyphens(false),
                P::Indent(0.0),
            ],
        ),
        (
            Role::Heading1,
            &[
                P::Weight(Weight::Bold),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(1.5),
                P::Below(0.5),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::Heading2,
            &[
                P::Slant(Slant::Italic),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(1.0),
                P::Below(0.0),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::Heading3,
            &[
                P::Caps(Caps::Small),
                P::LetterSpace(0.05),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(1.0),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::Quote,
            &[
                P::Size(10.5 / 11.0),
                P::Above(0.5),
                P::Below(0.5),
                P::Left(STEP),
                P::Right(STEP),
            ],
        ),
        (Role::Attribution, &[P::Align(Align::Right), P::Hyphens(false), P::Indent(0.0)]),
        (
            Role::Epigraph,
            &[
                P::Size(10.5 / 11.0),
                P::Slant(Slant::Italic),
                P::Below(1.0),
                P::Left(4.0),
                P::Align(Align::Left),
                P::Indent(0.0),
            ],
        ),
        (
            Role::EpigraphSource,
            &[
                P::Slant(Slant::Upright),
                P::Caps(Caps::Small),
                P::LetterSpace(0.05),
                P::Hyphens(false),
            ],
        ),
        (
            Role::Verse,
            &[
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(0.5),
                P::Below(0.5),
                P::Left(STEP),
            ],
        ),
        (
            Role::Letter,
            &[
                P::Size(10.5 / 11.0),
                P::Above(0.5),
                P::Below(0.5),
                P::Left(STEP),
                P::Right(STEP),
            ],
        ),
        (
            Role::LetterTitle,
            &[
                P::Caps(Caps::Small),
                P::LetterSpace(0.05),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Below(0.5),
                P::KeepWithNext(true),
            ],
        ),
        (Role::Signature, &[P::Align(Align::Right), P::Hyphens(false), P::Indent(0.0)]),
        (
            Role::Dateline,
            &[
                P::Slant(Slant::Italic),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::KeepWithNext(true),
            ],
        ),
        (
            Role::Box,
            &[
                P::Family(Family::Sans),
                P::Size(9.5 / 11.0),
                P::Leading(12.5 / 14.0),
                P::Figures(Figures::Lining),
                P::Above(1.0),
                P::Below(1.0),
                P::Left(1.0),
                P::Right(1.0),
            ],
        ),
        (
            Role::BoxTitle,
            &[
                P::Weight(Weight::Bold),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Below(0.25),
                P::KeepWithNext(true),
            ],
        ),
        (Role::Question, &[P::Indent(0.0), P::Above(0.5), P::Below(0.5), P::Left(STEP)]),
        (Role::List, &[P::Indent(0.0), P::Above(0.5), P::Below(0.5), P::Left(STEP)]),
        (
            Role::Term,
            &[
                P::Weight(Weight::Bold),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(0.5),
                P::KeepWithNext(true),
            ],
        ),
        (Role::Meaning, &[P::Indent(0.0), P::Left(STEP)]),
        (
            Role::Table,
            &[
                P::Size(9.5 / 11.0),
                P::Leading(12.0 / 14.0),
                P::Figures(Figures::Tabular),
                P::Protrusion(false),
                P::Align(Align::Left),
                P::Indent(0.0),
                P::Above(1.0),
                P::Below(1.0),
            ],
        ),
        (
            Role::TableHead,
            &[P::Caps(Caps::Small), P::LetterSpace(0.05), P::Hyphens(false)],
        ),
        (
            Role::Caption,
            &[
                P::Size(NOTE),
                P::Leading(NOTE_LEADING),
                P::Align(Align::Left),
                P::Indent(0.0),
            ],
        ),
        (Role::Credit, &[P::Slant(Slant::Italic)]),
        (
            Role::Code,
            &[
                P::Family(Family::Mono),
                P::Size(8.5 / 11.0),
                P::Leading(11.0 / 14.0),
                P::Figures(Figures::Lining),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(0.5),
                P::Below(0.5),
                P::Left(STEP),
            ],
        ),
        (
            Role::SceneBreak,
            &[P::Align(Align::Centre), P::Indent(0.0), P::Above(0.5), P::Below(0.5)],
        ),
        (Role::Note, &[P::Size(NOTE), P::Leading(NOTE_LEADING), P::Indent(1.0)]),
        (
            Role::RunningHead,
            &[
                P::Size(9.0 / 11.0),
                P::Caps(Caps::Small),
                P::LetterSpace(0.06),
                P::Hyphens(false),
                P::Indent(0.0),
            ],
        ),
        (Role::Folio, &[P::Size(9.5 / 11.0), P::Indent(0.0)]),
        (
            Role::BookTitle,
            &[
                P::Size(28.0 / 11.0),
                P::Leading(34.0 / 14.0),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
            ],
        ),
        (
            Role::BookSubtitle,
            &[
                P::Size(15.0 / 11.0),
                P::Leading(20.0 / 14.0),
                P::Slant(Slant::Italic),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
                P::Above(1.0),
            ],
        ),
        (
            Role::BookAuthor,
            &[
                P::Caps(Caps::Small),
                P::LetterSpace(0.06),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
            ],
        ),
        (
            Role::BookPublisher,
            &[P::Align(Align::Left), P::Hyphens(false), P::Indent(0.0)],
        ),
        (
            Role::Imprint,
            &[
                P::Size(NOTE),
                P::Leading(NOTE_LEADING),
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Indent(0.0),
            ],
        ),
        (
            Role::Contents,
            &[
                P::Align(Align::Left),
                P::Hyphens(false),
                P::Protrusion(false),
                P::Indent(0.0),
            ],
        ),
    ];
    let mut rules: BTreeMap<Role, Vec<P>> =
        rules.into_iter().map(|(role, properties)| (role, properties.to_vec())).collect();
    let title = rules.get(&Role::ArticleTitle).cloned().unwrap_or_default();
    rules.insert(Role::ContentsTitle, title);
    Theme {
        name: "pamphlet".into(),
        page: PageDesign {
            size: Size { width: Len::from_mm(148.0), height: Len::from_mm(210.0) },
            inner: Len::from_mm(21.0),
            top: Len::from_mm(20.0),
            outer: Len::from_mm(29.0),
            bottom: Len::from_mm(27.0),
        },
        families: Families {
            serif: "EB Garamond".into(),
            sans: "Alegreya Sans".into(),
            mono: "Source Code Pro".into(),
        },
        size: Len::pt(11),
        leading: Len::pt(14),
        articles: Articles::NewPage,
        sink: 6,
        ornament: "* * *".into(),
        rules,
    }
}
