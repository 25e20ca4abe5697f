//! What makes a line, and two lines together, good or bad: the numbers that are weighed.

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
    /// A last line that is a stub: too short, or nothing but the end of a word.
    pub stub: i64,
    /// What is tried, in this order, until something answers.
    pub passes: [Pass; 5],
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
    /// Whether the last line may be a stub.
    pub stubs: bool,
    /// Whether it answers in any case, with overfull lines where it must.
    pub rescue: bool,
}

impl Default for Demerits {
    fn default() -> Demerits {
        // Spaces of two thirds, where they should not be less than three quarters: a few
        // tight lines are seen less than a few loose ones.
        const GOOD: Pass = Pass {
            tolerance: 100,
            shrink: 1333,
            dearest: 400,
            ladders: false,
            stubs: false,
            rescue: false,
        };
        Demerits {
            line: 10,
            // Twice TeX's: two hyphens running are seen at once.
            double_hyphen: 20_000,
            // Only where nothing else will do.
            triple_hyphen: 4_000_000,
            adjacent: 10_000,
            final_hyphen: 5_000,
            loose: 40_000,
            ragged_hyphen: 60_000,
            // As bad as a line stretched by twice what it should give.
            stub: 700_000,
            passes: [
                // All lines within what their spaces should give.
                GOOD,
                // TeX's `\tolerance`.
                Pass { tolerance: 200, ..GOOD },
                Pass { tolerance: 500, dearest: 450, ..GOOD },
                // All lines still filled, those that must be with words that are cut.
                Pass {
                    tolerance: 6_400,
                    dearest: i32::MAX,
                    stubs: true,
                    ladders: true,
                    ..GOOD
                },
                Pass {
                    tolerance: i64::MAX,
                    dearest: i32::MAX,
                    stubs: true,
                    ladders: true,
                    rescue: true,
                    ..GOOD
                },
            ],
        }
    }
}

impl Demerits {
    /// Plain TeX's values (The TeXbook, appendix B), with one tolerance.
    pub fn tex(tolerance: i64) -> Demerits {
        let (shrink, ladders, stubs, rescue) = (1000, true, true, true);
        let pass = Pass { tolerance, shrink, dearest: 10_000, ladders, stubs, rescue };
        Demerits {
            line: 10,
            double_hyphen: 10_000,
            triple_hyphen: 10_000,
            adjacent: 10_000,
            final_hyphen: 5_000,
            stub: 0,
            loose: 0,
            ragged_hyphen: 0,
            passes: [pass; 5],
        }
    }
}
