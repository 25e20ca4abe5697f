//! English, and how the United States differ.

use super::{Dash, NEUTRAL, Rules};

pub(super) const ENGLISH_GB: Rules = Rules {
    tags: &["en-gb", "en-ie", "en-au", "en-nz", "en-za", "en-in"],
    outer: ("‘", "’"),
    inner: ("“", "”"),
    dash: Dash::Spaced('–'),
    joins_names: false,
    elided: &[
        "tis", "twas", "twere", "twill", "tisn", "twasn", "em", "cause", "til", "n",
        "bout", "cos", "gainst", "neath", "tween", "ere", "appen", "im", "ome", "ouse",
        "ave", "ead", "ello", "appy", "arry", "alf", "ee",
    ],
    clipped: &["o", "ol", "th", "an"],
    clipped_in: true,
    openers: &[
        "The", "This", "That", "These", "Those", "There", "Then", "They", "He", "She",
        "It", "We", "You", "I", "His", "Her", "Its", "My", "Our", "Their", "And", "But",
        "Or", "So", "If", "In", "On", "At", "As", "For", "To", "No", "Not", "When",
        "What", "Who", "Why", "How", "Where", "A", "An",
    ],
    before_number: &[
        "p", "pp", "no", "nos", "vol", "vols", "ch", "chs", "fig", "figs", "art", "sec",
        "para", "ed", "c", "ca", "col", "n", "nn", "fo", "fol", "pt", "chapter", "page",
        "pages",
    ],
    divisions: &[
        "chapter", "chap", "ch", "part", "book", "volume", "vol", "act", "scene",
        "lesson", "section", "sec", "figure", "fig", "table",
    ],
    before_name: &[
        "mr", "mrs", "ms", "dr", "prof", "st", "capt", "col", "gen", "lt", "sgt", "rev",
        "hon", "messrs", "mme",
    ],
    after_number: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "lb",
        "oz",
        "ft",
        "BC",
        "BCE",
        "CE",
    ],
    ..NEUTRAL
};

pub(super) const ENGLISH_US: Rules = Rules {
    tags: &["en"],
    outer: ("“", "”"),
    inner: ("‘", "’"),
    dash: Dash::Closed('—'),
    ..ENGLISH_GB
};
