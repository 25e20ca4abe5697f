//! One design for both outputs: rules by role, from which the typesetter takes its
//! measures and the e-book its stylesheet.
//!
//! A theme states each property once, in relative units. [`Property`] is closed, and both
//! readers match it in full, so that nothing is dropped in silence.
//!
//! A theme is a TOML file, also one that comes with `publish`. What a book changes of its
//! theme, the manifest says; where the two meet is not known here.

mod builtin;
mod example;
mod fit;
mod furniture;
mod notes;
mod property;
mod raw;
mod read;
mod role;
mod rule;
mod schema;
mod style;

pub use builtin::{builtin, builtin_names};
pub use fit::Fit;
pub use furniture::{Corner, Furniture, HeadPlace, HeadWords, Numbers};
pub use notes::{EditorMarks, EndPlace, NoteNumbers, NotePlace, Notes, NotesChange};
pub(crate) use notes::{NotesTable, notes};
pub use property::{Align, Caps, Family, Figures, Property};
pub use read::read;
pub use role::Role;
pub use schema::{SCHEMA, schema};
pub use style::Style;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

pub use crate::font::{Slant, Weight};
use crate::geom::{Len, Size};

/// A design.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The page.
    pub page: PageDesign,
    /// How far pictures that bleed go over its edges, where the paper is cut.
    pub bleed: Len,
    /// The families that [`Family`] names, as found among the fonts.
    pub families: Families,
    /// The size of the text.
    pub size: Len,
    /// The distance between its baselines: the unit of the grid.
    pub leading: Len,
    /// How many columns of text stand side by side on a page.
    pub columns: u8,
    /// The space between them, in ems of the text.
    pub gutter: f64,
    /// Where the book's title stands.
    pub front: Front,
    /// How covers are drawn that have no art.
    pub cover: CoverDesign,
    /// How articles follow one another.
    pub articles: Articles,
    /// How far down an article's title stands, in lines of the text.
    pub sink: u8,
    /// How the text of an article begins.
    pub initial: Initial,
    /// How many lines a dropped initial is high: 2 to 6.
    pub initial_lines: u8,
    /// By how many per cent a picture may be set smaller to find room on a page: 0 to 60.
    pub picture_shrink: u8,
    /// What stands in a scene break.
    pub ornament: String,
    /// Running heads and page numbers.
    pub furniture: Furniture,
    /// Where notes stand, how they are counted and marked.
    pub notes: Notes,
    /// The properties of each role, on top of what it inherits.
    pub rules: BTreeMap<Role, Vec<Property>>,
    /// The properties of blocks with a class, on top of what they are.
    pub blocks: BTreeMap<String, Vec<Property>>,
    /// The properties of words with a class.
    pub classes: BTreeMap<String, Vec<Property>>,
    /// What may be varied to make a book fit a number of pages.
    pub fit: Fit,
}

/// The size of the page and its margins; mirrored on left-hand pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageDesign {
    /// The trimmed size.
    pub size: Size,
    /// Toward the fold.
    pub inner: Len,
    /// Above the text.
    pub top: Len,
    /// Away from the fold.
    pub outer: Len,
    /// Below the text, at the least.
    pub bottom: Len,
}

/// The names of the font families.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Families {
    /// For text.
    pub serif: String,
    /// For what stands apart.
    pub sans: String,
    /// For code.
    pub mono: String,
}

/// How articles follow one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Articles {
    /// Each on a right-hand page.
    Recto,
    /// Each on a new page.
    #[serde(rename = "page")]
    NewPage,
    /// One after the other.
    RunOn,
}

/// Where a book says what it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Front {
    /// On pages of their own: title, imprint and contents.
    Pages,
    /// At the head of the first page; the imprint stands at the end, and there are no contents.
    Head,
}

/// How covers are drawn that have no art.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoverDesign {
    /// Light letters at the left on a dark ground, between two rules.
    Plain,
    /// Dark letters on the axis of a light ground, in a frame.
    Framed,
    /// Large letters without serifs above a light band.
    Banner,
}

/// How the text of an article begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Initial {
    /// As any paragraph without an indent.
    None,
    /// With its first line in small capitals.
    FirstLine,
    /// With a letter of several lines, and the rest of the first line in small capitals.
    Drop,
}

/// The longest line in ems: about 79 characters (Bringhurst, 2.1.2: 45 to 75 are
/// satisfactory, 66 ideal).
const LONGEST: f64 = 30.0;

impl PageDesign {
    /// The width of the text, from the left edge of its first column to the right edge of
    /// its last.
    pub fn measure(&self) -> Len {
        self.size.width - self.inner - self.outer
    }
}

impl Theme {
    /// The width of a column of text.
    pub fn measure(&self) -> Len {
        let columns = i64::from(self.columns.max(1));
        (self.page.measure() - self.gutter() * (columns - 1)) / columns
    }

    /// The space between two columns.
    pub fn gutter(&self) -> Len {
        self.size.scale(self.gutter)
    }

    /// How many lines of text a full page holds: the first stands one leading below the
    /// top margin's edge, less what the letters rise above it.
    pub fn lines(&self) -> i64 {
        let room = self.page.size.height - self.page.top - self.page.bottom;
        if self.leading.count() <= 0 { 0 } else { room.count() / self.leading.count() }
    }

    /// Sets another page; margins stay in proportion with it.
    pub fn set_page(&mut self, size: Size) {
        let old = self.page;
        let across =
            |len: Len| len.ratio(size.width.count(), old.size.width.count().max(1));
        let down =
            |len: Len| len.ratio(size.height.count(), old.size.height.count().max(1));
        self.page = PageDesign {
            size,
            inner: across(old.inner),
            top: down(old.top),
            outer: across(old.outer),
            bottom: down(old.bottom),
        };
    }

    /// Gives the margins what lines are too long by to be read with ease: on a page much
    /// larger than the theme's own they would have a hundred characters.
    pub fn limit_measure(&mut self) {
        let columns = i64::from(self.columns.max(1));
        let most = self.size.scale(LONGEST) * columns + self.gutter() * (columns - 1);
        let page = &mut self.page;
        let spare = page.measure() - most;
        if spare > Len::ZERO {
            let both = page.inner + page.outer;
            let inner = spare.ratio(page.inner.count(), both.count().max(1));
            page.inner += inner;
            page.outer += spare - inner;
        }
    }

    /// Sets margins: inner, top, outer, bottom. As all that is set anew, they are no longer
    /// varied to fit.
    pub fn set_margins(&mut self, [inner, top, outer, bottom]: [Len; 4]) {
        self.page = PageDesign { size: self.page.size, inner, top, outer, bottom };
        self.fit.margins = None;
    }

    /// Sets another size; the leading stays in proportion with it.
    pub fn set_size(&mut self, size: Len) {
        // To the nearest quarter of a point, which is how leading is spoken of.
        let quarter = Len::PT / 4;
        let leading = self.leading.ratio(size.count(), self.size.count().max(1));
        self.set_leading((leading - quarter / 2).round_up_to(quarter));
        self.size = size;
        self.fit.size = None;
    }

    /// Sets another leading.
    pub fn set_leading(&mut self, leading: Len) {
        self.leading = leading;
        self.fit.leading = None;
    }

    /// The theme with other type and with margins that are so many thousandths of its own.
    pub fn varied(&self, size: Len, leading: Len, margins: u16) -> Theme {
        let part = |len: Len| len.ratio(margins.into(), 1000);
        let PageDesign { size: page, inner, top, outer, bottom } = self.page;
        let (inner, top) = (part(inner), part(top));
        let (outer, bottom) = (part(outer), part(bottom));
        let page = PageDesign { size: page, inner, top, outer, bottom };
        Theme { size, leading, page, ..self.clone() }
    }

    /// The computed style of a role.
    pub fn style(&self, role: Role) -> Style {
        style::compute(self, role)
    }

    /// The style of a role that stands inside something set in `outer`: its own properties
    /// on top of what it inherits from there.
    pub fn style_within(&self, outer: &Style, role: Role) -> Style {
        style::compute_within(self, outer, role)
    }

    /// A style with the properties of a block's classes on top of it.
    pub fn style_of_classes(&self, style: Style, classes: &[String]) -> Style {
        let rules = classes.iter().filter_map(|name| self.blocks.get(name));
        rules.fold(style, |style, rule| style::put_on(style, rule))
    }

    /// A style with properties on top of it.
    pub fn style_with(&self, style: Style, properties: &[Property]) -> Style {
        style::put_on(style, properties)
    }

    /// The properties of a class of words.
    pub fn words(&self, class: &str) -> &[Property] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::source::Files;

    /// A theme from its text, or all that is wrong with it, one finding a line.
    pub(super) fn read(text: &str) -> Result<Theme, String> {
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let file = files.add("themes/ours.toml", text);
        super::read::parse("ours", file, text, &mut sink).map_err(|_| {
            let say = |found: &crate::diag::Diagnostic| {
                let place = files.place(found.at.expect("it has a place"));
                let help = found.help.as_deref().unwrap_or("");
                let (line, column) = (place.line, place.column);
                format!("{line}:{column} {} [{help}]\n", found.message)
            };
            sink.found().iter().map(say).collect()
        })
    }

    #[test]
    fn the_built_in_themes_are_right() {
        for name in builtin_names() {
            let theme = builtin(name).unwrap_or_else(|| panic!("{name} is not right"));
            assert_eq!(theme.name, *name);
            assert!(theme.fit.size.is_some(), "{name}");
        }
        assert!(builtin("nonesuch").is_none());
    }

    #[test]
    fn a_theme_that_builds_on_another_states_what_differs() {
        let theme = read(
            "extends = \"pamphlet\"\npage = \"296 x 420 mm\"\nsize = \"10 pt\"\n\
             [roles.quote]\nitalic = true\nleft = 2\n[blocks.warning]\nbold = true\n\
             [classes.ship]\nitalic = true\n",
        )
        .expect("it is right");
        assert_eq!(theme.page.inner.to_mm().round(), 42.0);
        assert_eq!(theme.leading, Len::from_pt(12.75));
        // What is set anew is no longer varied.
        assert_eq!((theme.fit.size, theme.fit.leading), (None, None));
        assert_eq!(theme.fit.margins, Some((850, 1100)));
        let (quote, old) = (theme.style(Role::Quote), builtin("pamphlet"));
        let old = old.expect("it is built in").style(Role::Quote);
        assert_eq!((quote.slant, quote.hyphens), (Slant::Italic, old.hyphens));
        assert_eq!(quote.left, Len::pt(20));
        let body = theme.style(Role::Body);
        let warning = theme.style_of_classes(body, &["warning".into(), "x".into()]);
        assert_eq!(warning.weight, Weight::Bold);
        assert_eq!(theme.words("ship"), [Property::Slant(Slant::Italic)]);
    }

    #[test]
    fn columns_share_the_measure() {
        let theme = read("extends = \"pamphlet\"\ncolumns = 2\ngutter = 1.5\n");
        let theme = theme.expect("it is right");
        let whole = theme.page.measure();
        let both = (theme.measure() * 2 + Len::from_pt(16.5)).to_pt();
        assert_eq!(both.round(), whole.to_pt().round());
        let wrong = read("extends = \"leaflet\"\ncolumns = 5\ngutter = 20\n");
        insta::assert_snapshot!(wrong.expect_err("it is wrong"), @r"
        2:11 `columns` cannot be 5 [write 1 to 4]
        3:10 `gutter` cannot be 20 [write 0.5 to 10]
        ");
    }

    #[test]
    fn all_that_is_wrong_with_a_theme_is_said_at_once() {
        let cases = [
            "size = \"11 pt\"\nlead = \"14 pt\"\n",
            "extends = \"panflet\"\npage = \"A55\"\n",
            "extends = pamphlet\nsink = 4.5\n",
            "extends = \"pamphlet\"\nsink = 99\narticles = \"rectos\"\nbold = true\n\
             [furniture]\nfolio = \"head-outer\"\n\
             [roles.qoute]\nsize = 1\n\
             [roles.quote]\nsize = \"8,5/11\"\nabove = -1\ncaps = \"all\"\n\
             boldd = true\nbold = 1\n\
             [blocks.\"a b\"]\nbold = true\n\
             [classes.ship]\nalign = \"left\"\n\
             [fit]\nsize = [\"12 pt\", \"13 pt\"]\nleading = \"13 pt\"\nmargins = [0.9, 9]\n",
        ];
        let said: String =
            cases.map(|text| read(text).expect_err("it is wrong")).concat();
        insta::assert_snapshot!(said, @r##"
        1:1 the theme has no `page`, `margins`, `serif`, `sans`, `mono` and `leading` [say which theme it builds on, `extends = "pamphlet"`, or state all of its own]
        2:1 unknown key `lead` in the theme [`publish schema theme` lists the keys]
        1:11 there is no theme `panflet` [did you mean `pamphlet`?]
        2:8 `A55` is not a page size that is known [did you mean `A5`? A measure looks like `148 x 210 mm`]
        1:11 `pamphlet` is a text without quotation marks [put it between straight quotation marks: `"…"`]
        2:8 expected a whole number of lines, found a number [write it so: `sink = 6`]
        2:8 `sink` cannot be 99 [write 0 to 60]
        3:12 `rectos` is not known here [did you mean `recto`?]
        4:1 unknown key `bold` in the theme [it belongs to a role's table]
        6:1 the running head and the page number stand in one place [put one of them elsewhere: `head = "centre"`]
        7:8 unknown key `qoute` in `[roles]` [did you mean `quote`?]
        10:8 `8,5/11` is not a part of anything [write a number, or two: `"8.5/11"` is 8.5 on a text of 11]
        11:9 `above` cannot be -1 [write 0 to 40]
        12:8 `all` is not known here [write `normal`, `small` or `all-small`]
        13:1 unknown key `boldd` in a role's table [did you mean `bold`?]
        14:8 expected `true` or `false`, found a number [write it so: `bold = true`]
        15:9 `a b` is not the name of a class [write it as after the full stop in `{.name}`: letters, digits, `-` and `_`]
        18:1 unknown key `align` in a class's table [it belongs to a role's table]
        20:8 the range does not hold the theme's own size, 11.00 pt [write the least first, then the most]
        21:11 expected a list of two lengths, the least and the most, found a text [write it so: `leading = ["13 pt", "15 pt"]`]
        22:17 `margins` cannot be 9 [write 0.25 to 4]
        "##);
    }
}
