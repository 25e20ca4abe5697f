//! Findings about set lines, each with the place of its words in the source.

use super::line::small_picture;
use super::river;
use super::setter::Setter;
use crate::diag::{Code, Diagnostic};
use crate::document::PictureId;
use crate::geom::Len;
use crate::source::{Span, locate};
use crate::typeset::paragraph::{self, Fit, Lines, Room, SetLine};
use crate::typeset::text::Flat;

/// How far the spaces of a line are stretched that is as loose as it may be, in thousandths
/// of what they can give.
const LOOSE: i32 = 2000;
/// What is as wide as an indent mostly is.
const INDENT: Len = Len::pt(10);
/// How much better another setting must be to be told of.
const BETTER: i32 = 300;

/// A setting of a paragraph that was not taken.
pub(super) struct Rejected {
    /// Whether it is a line `longer` or `shorter`.
    how: &'static str,
    /// How far its loosest line is stretched.
    loosest: i32,
    /// Whether it has a ladder, a river, and a stub for its last line.
    ladder: bool,
    river: bool,
    stub: bool,
}

impl Setter<'_, '_, '_> {
    /// Findings about a line, with the place of its words.
    pub(super) fn report(&mut self, flat: &Flat, line: &SetLine) {
        if let Fit::Overfull(by) = line.fit
            && by > Len::PT / 100
        {
            let message = format!("line is {by} pt too wide");
            let help = "allow a division with a soft hyphen, or reword";
            self.find(Code::OverfullLine, message, help, flat, line.start);
        }
        for &(character, at) in &line.missing {
            let message =
                format!("no font has '{character}' (U+{:04X})", u32::from(character));
            let help = "add a font that has it to the book, or change the character";
            self.find(Code::MissingGlyph, message, help, flat, at);
        }
        if let Some(at) = line.no_small_caps {
            let message = "the font has no small capitals for these letters".to_string();
            let help = "the letters are left as they are; `serif` in `[design]` can name a font that has them";
            self.find(Code::NoSmallCaps, message, help, flat, at);
        }
    }

    /// The first of a paragraph's words that no line has room for.
    pub(super) fn report_torn(&mut self, flat: &Flat, lines: &[SetLine]) {
        let Some(at) = lines.iter().find_map(|line| line.torn) else { return };
        let message = "no line has room for this word, and it is cut".to_string();
        let help = "allow a division with a soft hyphen, or reword";
        self.find(Code::OverfullLine, message, help, flat, at);
    }

    /// The first of a paragraph's runs of lines that all end in divided words.
    pub(super) fn report_ladder(&mut self, flat: &Flat, lines: &[SetLine]) {
        let Some(first) = ladder(lines) else { return };
        let message = "three lines or more end in divided words".to_string();
        let help = "reword, or forbid one of the divisions in the book's `hyphenation`";
        let help = format!("{help}{}", self.without(|other| other.ladder));
        self.find(Code::Ladder, message, &help, flat, first.start);
    }

    /// The longest of a paragraph's rivers.
    pub(super) fn report_river(&mut self, flat: &Flat, lines: &[SetLine]) {
        let Some((first, length)) = river::find(lines) else { return };
        let message = format!("a river of white runs down through {length} lines");
        let help =
            format!("reword one of the lines{}", self.without(|other| other.river));
        self.find(Code::River, message, &help, flat, lines[first].start);
    }

    /// A paragraph's last line that is too short.
    pub(super) fn report_stub(&mut self, flat: &Flat, lines: &[SetLine]) {
        let Some((last, what)) = stub(lines) else { return };
        let message = format!("last line is {what}");
        let help = format!("reword{}", self.without(|other| other.stub));
        self.find(Code::StubLine, message, &help, flat, last.start);
    }

    /// A centred paragraph's last line that is one short word.
    pub(super) fn report_short_on_axis(
        &mut self,
        flat: &Flat,
        lines: &[SetLine],
        measure: Len,
    ) {
        let [_, .., last] = lines else { return };
        let (before, text) = flat.text.split_at(last.start);
        let by_hand = before.ends_with('\n');
        let short = !by_hand && last.line.width < paragraph::short_on_axis(measure);
        if short && last.pictures.is_empty() && !text.trim().contains(char::is_whitespace)
        {
            let message = "last line is one short word, below lines that are centred";
            let help = "reword, or end lines by hand: a backslash at the end of a line";
            self.find(Code::StubLine, message.to_string(), help, flat, last.start);
        }
    }

    /// The settings of a paragraph in a line more and a line less, where its own is to be
    /// found fault with: what was rejected for the page's sake or for its cost.
    pub(super) fn rejected(
        &mut self,
        flat: &Flat,
        room: &Room,
        lines: &[SetLine],
    ) -> Vec<Rejected> {
        let all = self.all;
        let faulty = loosest(lines).is_some()
            || ladder(lines).is_some()
            || all.proofread && (river::find(lines).is_some() || stub(lines).is_some());
        if !faulty {
            return Vec::new();
        }
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        let others = [(1, "longer"), (-1, "shorter")].map(|(delta, how)| {
            let lines = paragraph::set_otherwise(
                Lines::More(delta),
                flat,
                room,
                self.shaper,
                &pictures,
            )?;
            Some(Rejected {
                how,
                loosest: loosest(&lines).unwrap_or(LOOSE),
                ladder: ladder(&lines).is_some(),
                river: river::find(&lines).is_some(),
                stub: stub(&lines).is_some(),
            })
        });
        let mut others: Vec<Rejected> = others.into_iter().flatten().collect();
        others.sort_by_key(|other| other.loosest);
        others
    }

    /// What was rejected that is without the fault, else the least bad of it.
    fn without(&self, fault: impl Fn(&Rejected) -> bool) -> String {
        // Of a paragraph with a large letter or small capitals, and of one that an editor has set
        // a line longer or shorter, nothing else was sought.
        let Some(rejected) = &self.rejected else { return String::new() };
        match rejected.iter().find(|other| !fault(other)) {
            Some(Rejected { how, loosest, .. }) => format!(
                "; a line {how}, `{{.{how}}}`, it would not have it, and its spaces would be at most {:.1} times as wide as they should be",
                times(*loosest)
            ),
            None => match rejected.first() {
                Some(Rejected { how, loosest, .. }) => format!(
                    "; a line {how} it would have it as well, and spaces up to {:.1} times as wide as they should be",
                    times(*loosest)
                ),
                None => "; the paragraph can be set in no other number of lines".into(),
            },
        }
    }

    /// The loosest line of a paragraph, and how many there are.
    pub(super) fn report_loose(&mut self, flat: &Flat, lines: &[SetLine]) {
        let loose = lines.iter().filter_map(|line| match line.fit {
            Fit::Loose(by) => Some((by, line)),
            Fit::Short(by) => Some((by, line)).filter(|_| by > 0),
            Fit::Good(_) | Fit::Overfull(_) => None,
        });
        let count = loose.clone().count();
        let Some((_, line)) = loose.rev().max_by_key(|&(by, _)| by) else { return };
        let wide = times(line.line.ratio);
        let mut message = match line.fit {
            Fit::Short(_) => {
                "line is left short: it has too few spaces to fill it".into()
            }
            Fit::Good(_) | Fit::Loose(_) | Fit::Overfull(_) => {
                format!(
                    "line is loose: its spaces are {wide:.1} times as wide as they should be"
                )
            }
        };
        if count > 1 {
            message += &format!("; and {} more in the paragraph", count - 1);
        }
        let mut help = "reword, or let a long word near its end be divided: a soft hyphen, or the book's `hyphenation`".to_string();
        if self.asked > 0 {
            help.insert_str(
                0,
                "the paragraph is set a line longer by hand: take `{.longer}` away, or ",
            );
        }
        let own = loosest(lines).unwrap_or(LOOSE);
        help += &match self.rejected.iter().flatten().next() {
            Some(Rejected { how, loosest, .. }) if *loosest < own - BETTER => format!(
                "; a line {how}, `{{.{how}}}`, its spaces would be at most {:.1} times as wide",
                times(*loosest)
            ),
            Some(Rejected { how, loosest, .. }) => format!(
                "; a line {how} they would be up to {:.1} times as wide",
                times(*loosest)
            ),
            None => String::new(),
        };
        self.find(Code::LooseLine, message, &help, flat, line.start);
    }

    pub(super) fn find(
        &mut self,
        code: Code,
        message: String,
        help: &str,
        flat: &Flat,
        at: usize,
    ) {
        let mut finding = Diagnostic::new(code, message).help(help);
        if let Some(span) = self.place(flat, at) {
            finding = finding.at(span);
        }
        self.leaf.sink.report(finding);
    }

    /// The source of a byte of a flat text.
    fn place(&self, flat: &Flat, at: usize) -> Option<Span> {
        let passage = flat.passages.iter().find(|p| at < p.end && p.span.is_some())?;
        // Words of ours, such as a note's number, stand where what they mark stands.
        let at = at.max(passage.start);
        let span = passage.span?;
        let source = self.all.files.slice(span);
        let text = &flat.text[passage.start..passage.end];
        let from = span.start as usize + locate(source, text, at - passage.start);
        let end = locate_end(source, from - span.start as usize) + span.start as usize;
        Some(Span::new(span.file, from..end.max(from)))
    }
}

/// The first of three lines or more running that end in divided words.
fn ladder(lines: &[SetLine]) -> Option<&SetLine> {
    const LADDER: usize = 3;
    lines.windows(LADDER).find(|run| run.iter().all(|l| l.hyphen))?.first()
}

/// The last line of a paragraph, where it is a stub, and what kind of one.
fn stub(lines: &[SetLine]) -> Option<(&SetLine, &'static str)> {
    let [.., before, last] = lines else { return None };
    let text: String = last.line.runs.iter().map(|run| run.text.as_str()).collect();
    let broken = before.line.runs.last().is_some_and(|run| run.text.ends_with('\u{ad}'));
    // A sign behind a space of its own, "de …", is no word.
    let is_word = |piece: &&str| piece.contains(char::is_alphanumeric);
    if broken && text.split_whitespace().filter(is_word).count() < 2 {
        return Some((last, "nothing but the end of a word"));
    }
    let short = last.line.width < INDENT && last.pictures.is_empty();
    short.then_some((last, "shorter than an indent"))
}

/// How far the loosest line of a paragraph is stretched, where it has a loose one.
fn loosest(lines: &[SetLine]) -> Option<i32> {
    let loose = lines.iter().filter_map(|line| match line.fit {
        Fit::Loose(by) => Some(by),
        Fit::Short(by) => Some(by).filter(|&by| by > 0),
        Fit::Good(_) | Fit::Overfull(_) => None,
    });
    loose.max()
}

/// How many times as wide as they should be spaces are that are stretched so far: half
/// their width is what they should give.
fn times(ratio: i32) -> f64 {
    f64::from(2000 + ratio) / 2000.0
}

/// The end of the word that begins at a byte; of its beginning, where it is beyond all
/// measure.
fn locate_end(source: &str, from: usize) -> usize {
    const MOST: usize = 80;
    let rest = source.get(from..).unwrap_or("");
    let mut letters = rest.char_indices();
    let end = letters.by_ref().take(MOST).find(|(_, c)| c.is_whitespace());
    from + end.or_else(|| letters.next()).map_or(rest.len(), |(at, _)| at)
}
