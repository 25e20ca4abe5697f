//! What makes a line, and two lines together, good or bad: the numbers that are weighed.

use super::Stub;

/// Demerits and tolerances. The default is the house's; [`Demerits::tex`] has the values
/// of plain TeX.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Demerits {
    /// TeX's `\linepenalty`: each line costs something, so that fewer lines win.
    pub line: i64,
    /// TeX's `\doublehyphendemerits`: two hyphens running.
    pub double_hyphen: i64,
    /// A third hyphen running, where it is taken at all.
    pub triple_hyphen: i64,
    /// TeX's `\adjdemerits`: a tight line beside a loose one.
    pub adjacent: i64,
    /// TeX's `\finalhyphendemerits`: a hyphen on the last line but one.
    pub final_hyphen: i64,
    /// A line whose spaces are wider than they should be: two that are a little so are worse
    /// than one that is a little more so.
    pub loose: i64,
    /// A hyphen at the end of a ragged line, which nothing but a gap of more than the rag
    /// excuses.
    pub ragged_hyphen: i64,
    /// A last line that is nothing but the longer end of a word.
    pub fragment: i64,
    /// A last line of one short word.
    pub short: i64,
    /// A last line that is a stub of the worst kind.
    pub stub: i64,
    /// What is tried, in this order, until something answers.
    pub passes: [Pass; 6],
}

/// What one pass may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pass {
    /// The badness beyond which a line is not considered: 100 where the spaces are
    /// stretched by all they should give, growing with the cube.
    pub tolerance: i64,
    /// How far spaces may shrink, in thousandths of what they should. Beyond it a line is
    /// overfull.
    pub shrink: i64,
    /// What the dearest break costs that is taken at all.
    pub dearest: i32,
    /// Whether three hyphens may run.
    pub ladders: bool,
    /// The worst stub that the last line may be.
    pub stubs: Option<Stub>,
    /// Whether it answers in any case, with overfull lines where it must.
    pub rescue: bool,
}

impl Default for Demerits {
    fn default() -> Demerits {
        const GOOD: Pass = Pass {
            tolerance: 100,
            shrink: 1000,
            dearest: 400,
            ladders: false,
            stubs: None,
            rescue: false,
        };
        // Spaces may be less than the three quarters that they should keep where lines would
        // otherwise be loose: a few tight ones are seen less than a few of those.
        const TIGHT: Pass = Pass { shrink: 1600, ..GOOD };
        Demerits {
            line: 10,
            // Twice TeX's: two hyphens running are seen at once.
            double_hyphen: 20_000,
            // Only where nothing else will do.
            triple_hyphen: 4_000_000,
            // Half of TeX's: letters, which give first, even lines out.
            adjacent: 5_000,
            final_hyphen: 5_000,
            loose: 200_000,
            ragged_hyphen: 60_000,
            fragment: 60_000,
            short: 150_000,
            // As bad as a line stretched by twice what it should give.
            stub: 700_000,
            passes: [
                // All lines within what their spaces should give.
                GOOD,
                TIGHT,
                // TeX's `\tolerance`. The longer end of a word alone in its line is seen less
                // than spaces that are wider still.
                Pass { tolerance: 200, stubs: Some(Stub::Fragment), ..TIGHT },
                Pass { tolerance: 500, dearest: 450, stubs: Some(Stub::Short), ..TIGHT },
                // All lines still filled, those that must be with words that are cut.
                Pass {
                    tolerance: 6_400,
                    dearest: i32::MAX,
                    stubs: Some(Stub::Worst),
                    ladders: true,
                    ..TIGHT
                },
                Pass {
                    tolerance: i64::MAX,
                    dearest: i32::MAX,
                    stubs: Some(Stub::Worst),
                    ladders: true,
                    rescue: true,
                    ..TIGHT
                },
            ],
        }
    }
}

impl Demerits {
    /// Plain TeX's values (The TeXbook, appendix B), with one tolerance.
    pub fn tex(tolerance: i64) -> Demerits {
        let (shrink, ladders, stubs, rescue) = (1000, true, Some(Stub::Worst), true);
        let pass = Pass { tolerance, shrink, dearest: 10_000, ladders, stubs, rescue };
        Demerits {
            line: 10,
            double_hyphen: 10_000,
            triple_hyphen: 10_000,
            adjacent: 10_000,
            final_hyphen: 5_000,
            fragment: 0,
            short: 0,
            stub: 0,
            loose: 0,
            ragged_hyphen: 0,
            passes: [pass; 6],
        }
    }
}
