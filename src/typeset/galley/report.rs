//! Findings about set lines, each with the place of its words in the source.

use super::line::small_picture;
use super::river;
use super::setter::Setter;
use crate::diag::{Code, Diagnostic};
use crate::document::PictureId;
use crate::geom::Len;
use crate::source::{Span, locate};
use crate::typeset::paragraph::{self, Fit, Room, SetLine};
use crate::typeset::text::Flat;

/// How far the spaces of a line are stretched that is as loose as it may be, in thousandths
/// of what they can give.
const LOOSE: i32 = 2000;
/// How much better another setting must be to be told of.
const BETTER: i32 = 300;

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

    /// The first of a paragraph's runs of lines that all end in divided words.
    pub(super) fn report_ladder(&mut self, flat: &Flat, lines: &[SetLine]) {
        const LADDER: usize = 3;
        let Some(first) = lines.windows(LADDER).find(|run| run.iter().all(|l| l.hyphen))
        else {
            return;
        };
        let message = "three lines or more end in divided words".to_string();
        let help = "reword, or forbid one of the divisions in the book's `hyphenation`";
        self.find(Code::Ladder, message, help, flat, first[0].start);
    }

    /// The longest of a paragraph's rivers.
    pub(super) fn report_river(&mut self, flat: &Flat, lines: &[SetLine]) {
        let Some((first, length)) = river::find(lines) else { return };
        let message = format!("a river of white runs down through {length} lines");
        let help = "reword one of the lines, or set the paragraph by hand a line shorter or longer";
        self.find(Code::River, message, help, flat, lines[first].start);
    }

    /// What would set a loose paragraph better than its own lines do: in a line more or
    /// less.
    pub(super) fn rejected(
        &mut self,
        flat: &Flat,
        room: &Room,
        lines: &[SetLine],
    ) -> Option<String> {
        let own = loosest(lines)?;
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        let mut others = [(1, "longer"), (-1, "shorter")].map(|(delta, how)| {
            let lines = paragraph::set_by(delta, flat, room, self.shaper, &pictures)?;
            Some((loosest(&lines).unwrap_or(LOOSE), how))
        });
        others.sort_by_key(|other| other.map_or(i32::MAX, |(ratio, _)| ratio));
        let (ratio, how) = others[0].filter(|(ratio, _)| *ratio < own - BETTER)?;
        let times = times(ratio);
        Some(format!(
            "a line {how}, `{{.{how}}}`, its spaces would be at most {times:.1} times as wide"
        ))
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
        let times = times(line.line.ratio);
        let mut message = match line.fit {
            Fit::Short(_) => {
                "line is left short: it has too few spaces to fill it".into()
            }
            Fit::Good(_) | Fit::Loose(_) | Fit::Overfull(_) => {
                format!(
                    "line is loose: its spaces are {times:.1} times as wide as they should be"
                )
            }
        };
        if count > 1 {
            message += &format!("; and {} more in the paragraph", count - 1);
        }
        let mut help = "reword, or let a long word near its end be divided: a soft hyphen, or the book's `hyphenation`".to_string();
        if let Some(better) = self.rejected.take() {
            help += &format!("; {better}");
        }
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
