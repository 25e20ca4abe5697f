//! Code: lines as typed; a line too long is turned, with a mark, and copies whole.

use super::frame::Frame;
use super::setter::Setter;
use crate::geom::Len;
use crate::pages::{Mark, Tag};
use crate::source::Span;
use crate::theme::Role;
use crate::typeset::paragraph::scale;
use crate::typeset::text::{Cast, Flat, Thing};

/// The mark at the end of a turned line. It copies as U+00AD, at which readers join lines.
const TURN: char = '¬';
/// How far the rest of a turned line stands in beyond its beginning, in characters.
const REST: usize = 2;

/// The grid of characters that code stands on.
#[derive(Clone, Copy)]
struct Grid {
    cast: Cast,
    columns: usize,
    width: Len,
}

/// Where a line too long is turned: after the last space of its second half, else at its
/// end.
fn turn(line: &[char]) -> usize {
    let space = line.iter().rposition(|&c| c == ' ').filter(|&at| at > line.len() / 2);
    space.map_or(line.len(), |at| at + 1)
}

/// So many lines of code stay together.
const GLANCE: usize = 8;

impl Setter<'_, '_, '_> {
    pub(super) fn code(&mut self, text: &str, span: Span, frame: &Frame) {
        let inner = self.open(frame, Role::Code, Tag::Code);
        let cast = Cast::of(&inner.style, inner.lang);
        let (_, advance) = self.shaper.space(self.shaper.face(&cast));
        let width = scale(advance, cast.size).max(Len::PT);
        let columns = (inner.measure.count() / width.count()).max(8) as usize;
        let first = self.strips.len();
        let lines: Vec<&str> = text.split('\n').collect();
        let source = self.all.files.slice(span);
        let (mut from, mut told) = (0, 0);
        for (index, line) in lines.iter().enumerate() {
            // The line as it stands in the source, after the lines before it.
            let at = source[from..].find(line).map(|at| from + at);
            from = at.map_or(from, |at| at + line.len());
            let start = span.start as usize;
            let place = at.map(|at| Span::new(span.file, start + at..start + from));
            let before = self.strips.len();
            self.code_line(line, place, &inner, Grid { cast, columns, width });
            for placed in self.strips[before..].iter_mut().flat_map(|s| &mut s.placed) {
                if let Mark::Line(line) = &mut placed.mark {
                    line.from = told;
                }
            }
            told += line.len() as u32 + 1;
            if lines.len() > 1 && (index == 0 || index + 2 == lines.len()) {
                self.keep();
            }
        }
        if lines.len() <= GLANCE {
            self.keep_together(first);
        }
        self.close(&inner);
    }

    fn code_line(&mut self, line: &str, place: Option<Span>, inner: &Frame, grid: Grid) {
        let Grid { cast, columns, width } = grid;
        let expanded: String;
        let mut rest: &[char] = &{
            expanded = line.replace('\t', "    ");
            expanded.chars().collect::<Vec<char>>()
        };
        let own = rest.iter().take_while(|&&c| c == ' ').count();
        let stands_in = (own + REST).min(columns / 2);
        let mut turned = false;
        loop {
            let room = if turned { columns - stands_in } else { columns };
            let fits = rest.len() <= room;
            let end = if fits { rest.len() } else { turn(&rest[..room - 1]) };
            let (here, later) = rest.split_at(end);
            // Spaces of code never vanish, stretch or break.
            let part: String =
                here.iter().map(|&c| if c == ' ' { '\u{a0}' } else { c }).collect();
            let mut flat = Flat::default();
            flat.push(&part, cast, Some(inner.node), place, Thing::Text);
            if !fits {
                flat.push(&TURN.to_string(), cast, Some(inner.node), None, Thing::Text);
            }
            let indent = if turned { width * stands_in as i64 } else { Len::ZERO };
            let at = self.strips.len();
            if flat.text.is_empty() {
                let height = inner.style.leading;
                self.strip(super::Strip { height, ..super::Strip::default() });
            } else {
                self.set(&flat, inner, indent, indent);
            }
            self.restore(at, !fits);
            if fits {
                return;
            }
            self.keep();
            rest = later;
            turned = true;
        }
    }

    /// Gives the lines of code from strip `at` on their own spaces back, and the mark of a
    /// turned line its text.
    fn restore(&mut self, at: usize, turned: bool) {
        for strip in &mut self.strips[at..] {
            for placed in &mut strip.placed {
                let Mark::Line(line) = &mut placed.mark else { continue };
                for run in &mut line.runs {
                    let mut text = String::with_capacity(run.text.len());
                    let mut from = 0;
                    for glyph in &mut run.glyphs {
                        let to = from + usize::from(glyph.bytes);
                        let piece = run.text.get(from..to).unwrap_or("");
                        from = to;
                        let plain = piece.replace('\u{a0}', " ");
                        glyph.bytes = plain.len() as u16;
                        text.push_str(&plain);
                    }
                    run.text = text;
                }
                if turned
                    && let Some(run) = line.runs.last_mut()
                    && run.text.ends_with(TURN)
                {
                    run.text.truncate(run.text.len() - TURN.len_utf8());
                    run.text.push('\u{ad}');
                }
            }
        }
    }
}
