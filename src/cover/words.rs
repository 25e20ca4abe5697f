//! Words of a cover: measured, broken into lines, made to fit.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::font::{Face, Fonts, Slant, Weight};

/// The most words of a title that are looked at.
const MOST: usize = 200;
/// How much smaller than the smallest size letters may be made for one long word.
const LEAST: f64 = 0.55;

/// A style of letters: where its face is, and how wide words are in it.
pub(super) struct Hand<'a> {
    fonts: &'a Fonts,
    face: Option<&'a Face>,
    pub family: &'a str,
    pub weight: Weight,
    pub slant: Slant,
    /// Space between letters, in ems.
    pub spacing: f64,
}

/// Words in lines.
pub(super) struct Set {
    pub lines: Vec<String>,
    /// The size of the letters, in points.
    pub size: f64,
}

/// What words may take.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// How wide lines may be.
    pub measure: f64,
    /// How many there may be.
    pub lines: usize,
    /// How high they may be together, counted in sizes.
    pub height: f64,
}

impl<'a> Hand<'a> {
    pub fn new(fonts: &'a Fonts, family: &'a str, weight: Weight, slant: Slant) -> Self {
        let face = fonts.find(family, weight, slant).map(|id| &fonts.faces[id]);
        Hand { fonts, face, family, weight, slant, spacing: 0.0 }
    }

    pub fn spaced(self, spacing: f64) -> Self {
        Hand { spacing, ..self }
    }

    /// How wide words are in letters of one point.
    pub fn width(&self, words: &str) -> f64 {
        let Some(own) = self.face.and_then(Measure::of) else { return 0.0 };
        let width = |c: char| {
            let other = || {
                let face = self.fonts.fallback(c, self.weight, self.slant)?;
                Measure::of(&self.fonts.faces[face])?.advance(c)
            };
            own.advance(c).or_else(other).unwrap_or(0.5) + self.spacing
        };
        words.chars().map(width).sum()
    }

    /// The lines of words in the largest size that does with the room; in the smallest, cut
    /// short, when none does.
    pub fn fitted(&self, words: &str, sizes: &[f64], room: Room) -> Set {
        for &size in sizes {
            if let Some(lines) = self.lines(words, size, room.measure)
                && lines.len() <= room.lines
                // Few words in many lines look like a list: smaller letters, fewer lines.
                && lines.len() as f64 * size <= room.height
            {
                return Set { lines, size };
            }
        }
        let size = sizes.last().copied().unwrap_or(10.0);
        // A word that is too long for a line makes letters still smaller, within reason.
        let words_of = words.split_whitespace().take(MOST);
        let widest = words_of.map(|word| self.width(word)).fold(0.0, f64::max);
        let less = room.measure * 0.999 / widest.max(0.001);
        if less < size
            && less >= size * LEAST
            && let Some(lines) = self.lines(words, less, room.measure)
            && lines.len() <= room.lines
        {
            return Set { lines, size: less };
        }
        let letters: Vec<char> = words.chars().take(2000).collect();
        let mut lines = Vec::new();
        let mut at = 0;
        while at < letters.len() && lines.len() < room.lines {
            let fits = |end: &usize| {
                let line: String = letters[at..*end].iter().collect();
                self.width(&line) * size <= room.measure
            };
            let most = (at + 1..=letters.len()).take_while(fits).last();
            let most = most.unwrap_or(at + 1);
            let space = (at + 1..most).rev().find(|&end| letters[end] == ' ');
            let end = if most == letters.len() { most } else { space.unwrap_or(most) };
            let line: String = letters[at..end].iter().collect();
            lines.push(line.trim().to_owned());
            at = end;
        }
        let cut = at < letters.len();
        if let Some(last) = lines.last_mut().filter(|_| cut) {
            last.push_str(" …");
        }
        Set { lines, size }
    }

    /// Breaks words into the fewest lines, then into lines of like width; `None` when a word
    /// is wider than the measure.
    pub fn lines(&self, words: &str, size: f64, measure: f64) -> Option<Vec<String>> {
        let space = self.width(" ") * size;
        let words: Vec<(&str, f64)> = words
            .split_whitespace()
            .take(MOST)
            .map(|word| (word, self.width(word) * size))
            .collect();
        if words.iter().any(|&(_, width)| width > measure) {
            return None;
        }
        let fewest = greedy(&words, space, measure).len();
        let widest = words.iter().fold(0.0, |widest, word| f64::max(widest, word.1));
        let even = (0..=40)
            .map(|step| widest + (measure - widest) * f64::from(step) / 40.0)
            .map(|limit| greedy(&words, space, limit))
            .find(|lines| lines.len() <= fewest);
        Some(even.unwrap_or_else(|| greedy(&words, space, measure)))
    }

    /// Breaks a text into full lines; words that are too long stand
    /// out.
    pub fn full_lines(&self, text: &str, size: f64, measure: f64) -> Vec<String> {
        let space = self.width(" ") * size;
        let words: Vec<(&str, f64)> =
            text.split_whitespace().map(|word| (word, self.width(word) * size)).collect();
        let full = greedy(&words, space, measure);
        // A word alone in the last line gets company from those above, if that costs no line.
        let lone = |lines: &[String]| {
            let last = lines.last().map_or(0.0, |line| self.width(line) * size);
            lines.len() > 1 && last < measure * 0.3
        };
        if !lone(&full) {
            return full;
        }
        let less = (1..=8).map(|step| measure * (1.0 - f64::from(step) * 0.02));
        less.map(|less| greedy(&words, space, less))
            .take_while(|lines| lines.len() == full.len())
            .find(|lines| !lone(lines))
            .unwrap_or(full)
    }
}

/// A face that tells how wide its letters are.
struct Measure<'a> {
    map: skrifa::charmap::Charmap<'a>,
    metrics: skrifa::metrics::GlyphMetrics<'a>,
}

impl<'a> Measure<'a> {
    fn of(face: &'a Face) -> Option<Measure<'a>> {
        let font = FontRef::from_index(&face.data, face.index).ok()?;
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some(Measure { map: font.charmap(), metrics })
    }

    fn advance(&self, c: char) -> Option<f64> {
        let glyph = self.map.map(c)?;
        Some(f64::from(self.metrics.advance_width(glyph).unwrap_or(0.0)))
    }
}

fn greedy(words: &[(&str, f64)], space: f64, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = f64::INFINITY;
    for &(word, width) in words {
        match lines.last_mut() {
            Some(line) if used + space + width <= limit => {
                line.push(' ');
                line.push_str(word);
                used += space + width;
            }
            Some(_) | None => {
                lines.push(word.to_owned());
                used = width;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_broken_into_lines_of_like_width() {
        let fonts = Fonts::embedded();
        let hand = Hand::new(&fonts, "EB Garamond", Weight::Regular, Slant::Upright);
        let broken = hand.lines("The House in Coyoacán and Its Garden", 190.0, 1280.0);
        let broken = broken.expect("it fits");
        assert_eq!(broken, ["The House in", "Coyoacán and", "Its Garden"]);
        let long = "Donaudampfschifffahrtsgesellschaft";
        assert!(hand.lines(long, 190.0, 1280.0).is_none());
        let room = Room { measure: 1280.0, lines: 3, height: 900.0 };
        let set = hand.fitted(long, &[190.0], room);
        assert!(set.lines.len() == 3 && !set.lines[2].ends_with('…'));
        let set = hand.fitted(&"word ".repeat(90), &[190.0], room);
        assert!(set.lines.iter().all(|line| !line.contains("wor ")));
        assert!(set.lines[2].ends_with(" …"), "{:?}", set.lines);
    }
}
