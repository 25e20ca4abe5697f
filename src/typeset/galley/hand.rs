//! What an editor asks of the pages by hand, with classes in the source.

/// The classes, as the reference names them.
const KEEP: &str = "keep";
const SHORTER: &str = "shorter";
const LONGER: &str = "longer";

/// What is asked of a block.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::typeset) struct Hand {
    /// No page may end in it, nor between it and a neighbour of which the same is asked.
    pub(in crate::typeset) keep: bool,
    /// How many lines it is to have more than it likes best: for paragraphs.
    pub(in crate::typeset) lines: i8,
}

impl Hand {
    /// What classes ask.
    pub(in crate::typeset) fn of(classes: &[String]) -> Hand {
        let has = |name: &str| has(classes, name);
        let lines = i8::from(has(LONGER)) - i8::from(has(SHORTER));
        Hand { keep: has(KEEP), lines }
    }

    /// Whether classes ask for what cannot be both.
    pub(in crate::typeset) fn contradicts(classes: &[String]) -> bool {
        has(classes, SHORTER) && has(classes, LONGER)
    }
}

fn has(classes: &[String], name: &str) -> bool {
    classes.iter().any(|class| class == name)
}
