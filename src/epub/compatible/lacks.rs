//! What the oldest engines lack, and what stands in its place.

/// Something that the oldest engines lack.
#[derive(Clone, Copy, Debug)]
pub struct Lack {
    /// What.
    pub what: What,
    /// What becomes of it otherwise.
    pub why: &'static str,
    /// Who says so.
    pub source: &'static str,
}

/// What is lacking, and what stands in its place.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// An element, and the role that says what it was; a `div` with its name as a class.
    Element(&'static str, Option<&'static str>),
    /// Selectors by what stands between or behind elements: a class on what they mean.
    Selector(&'static str),
    /// Selectors that no class can stand for; with what to say instead, where anything is.
    Pseudo(&'static str, &'static str),
    /// Rules of a kind; nothing.
    AtRule(&'static str),
    /// Declarations whose values have this; nothing.
    Value(&'static str),
    /// Declarations, one for another.
    Declaration(&'static str, &'static str),
}

const TABLET: &str = "dvschultz/99problems#22";
const UNITS: &str = "dvschultz/99problems#30";
const VALUES: &str = "dvschultz/99problems#53";
const PARTS: &str = "XHTML 1.1; readium/css#25";

/// What the oldest engines lack.
pub const LACKS: &[Lack] = &[
    Lack {
        what: What::Element("section", Some("region")),
        why: "runs on as if it were words",
        source: PARTS,
    },
    Lack { what: What::Element("header", None), why: "as sections", source: PARTS },
    Lack { what: What::Element("footer", None), why: "as sections", source: PARTS },
    Lack { what: What::Element("aside", None), why: "as sections", source: PARTS },
    Lack {
        what: What::Element("figure", Some("figure")),
        why: "its picture runs into the text",
        source: PARTS,
    },
    Lack {
        what: What::Element("figcaption", None),
        why: "runs on behind the picture",
        source: PARTS,
    },
    Lack {
        what: What::Selector(">"),
        why: "the rules of the whole sheet are passed over",
        source: TABLET,
    },
    Lack { what: What::Selector("+"), why: "as with `>`", source: TABLET },
    Lack { what: What::Selector(":first-child"), why: "as with `>`", source: TABLET },
    Lack {
        what: What::Pseudo(
            "hr.scene-break::before",
            "hr.scene-break { width: 20%; margin: 1.2em auto; border-top: 0.06em solid; }",
        ),
        why: "an ornament is not drawn, and nothing shows the break",
        source: TABLET,
    },
    Lack {
        what: What::Pseudo("::", ""),
        why: "the sheet is passed over",
        source: TABLET,
    },
    Lack {
        what: What::Pseudo(":not(", ""),
        why: "the sheet is passed over",
        source: TABLET,
    },
    Lack { what: What::Pseudo(":last-child", ""), why: "as with `:not`", source: TABLET },
    Lack {
        what: What::AtRule("@media"),
        why: "conditions with numbers lose the sheet",
        source: "gutenbergtools/ebookmaker#212; dvschultz/99problems#44",
    },
    Lack { what: What::AtRule("@supports"), why: "is not known", source: TABLET },
    Lack { what: What::AtRule("@container"), why: "as with `@media`", source: TABLET },
    Lack { what: What::Value("calc("), why: "the sheet is lost", source: VALUES },
    Lack { what: What::Value("min("), why: "the book does not open", source: VALUES },
    Lack { what: What::Value("max("), why: "the book does not open", source: VALUES },
    Lack { what: What::Value("var("), why: "the sheet is lost", source: VALUES },
    Lack { what: What::Value("vh"), why: "the reader crashes", source: UNITS },
    Lack { what: What::Value("vw"), why: "the reader crashes", source: UNITS },
    Lack { what: What::Value("rem"), why: "as with `vh`", source: UNITS },
    Lack { what: What::Value("ch"), why: "as with `vh`", source: UNITS },
    Lack {
        what: What::Declaration("display: flex", ""),
        why: "is not known; pictures stand below one another",
        source: TABLET,
    },
    Lack {
        what: What::Declaration("min-width: 7em", "margin-bottom: 1em"),
        why: "is for what stands side by side; what stands below something wants space",
        source: TABLET,
    },
];

/// The properties that the engine is known to take (CSS 2.1, and Adobe's own).
pub(super) const KNOWN: [&str; 61] = [
    "adobe-hyphenate",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "clear",
    "color",
    "display",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "orphans",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "page-break-after",
    "page-break-before",
    "page-break-inside",
    "text-align",
    "text-decoration",
    "text-indent",
    "vertical-align",
    "white-space",
    "widows",
    "width",
];
