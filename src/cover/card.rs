//! The title card: title, subtitle and authors on one colour, as a drawing.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::image::{Picture, fonts, own};
use crate::info::Info;

/// The width of the drawing; it is five to eight.
const WIDTH: f64 = 1600.0;
const HEIGHT: f64 = 2560.0;
/// The margin left and right.
const MARGIN: f64 = 160.0;

/// Grounds dark enough for paper-white letters (contrast above 7:1).
const GROUNDS: [&str; 6] =
    ["#7a1f1b", "#1f3a4d", "#2f4032", "#3d2b4a", "#5a3a1a", "#22303c"];
const PAPER: &str = "#f6f1e6";

/// Draws the card.
pub(super) fn draw(info: &Info) -> Option<Picture> {
    let measure = WIDTH - 2.0 * MARGIN;
    let ground = GROUNDS[ground(&info.title)];
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/>\
         <g fill=\"{PAPER}\" font-family=\"EB Garamond\">"
    );
    let authors: Vec<&str> = info.authors().collect();
    let mut y = 330.0;
    for line in fitted(&authors.join(", "), &[84.0, 72.0, 60.0], measure * 0.94, 3).0 {
        text(&mut svg, &line, y, 80.0, "letter-spacing=\"3\"");
        y += 104.0;
    }
    rule(&mut svg, 500.0);
    let sizes = [250.0, 220.0, 190.0, 165.0, 140.0, 120.0, 100.0, 80.0];
    let (title, size) = fitted(&info.title, &sizes, measure, 6);
    let mut y = 520.0 + size * 1.15;
    for line in title {
        text(&mut svg, &line, y, size, "");
        y += size * 1.08;
    }
    if let Some(subtitle) = &info.subtitle {
        let (lines, small) = fitted(subtitle, &[92.0, 80.0, 68.0, 56.0], measure, 5);
        y += small * 0.5;
        for line in lines {
            text(&mut svg, &line, y, small, "font-style=\"italic\"");
            y += small * 1.25;
        }
    }
    if let Some(publisher) = &info.publisher {
        rule(&mut svg, HEIGHT - 330.0);
        text(&mut svg, publisher, HEIGHT - 220.0, 64.0, "letter-spacing=\"2\"");
    }
    svg.push_str("</g></svg>");
    own(&svg, "front-cover.svg")
}

/// Which ground: the same for the same title, for ever.
fn ground(title: &str) -> usize {
    let sum = title
        .bytes()
        .fold(5381u32, |sum, byte| sum.wrapping_mul(33).wrapping_add(u32::from(byte)));
    sum as usize % GROUNDS.len()
}

fn rule(svg: &mut String, y: f64) {
    svg.push_str(&format!(
        "<rect x=\"{MARGIN}\" y=\"{y}\" width=\"{}\" height=\"4\"/>",
        WIDTH - 2.0 * MARGIN
    ));
}

fn text(svg: &mut String, words: &str, y: f64, size: f64, more: &str) {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    svg.push_str(&format!(
        "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"{size}\" {more}>{safe}</text>"
    ));
}

/// The lines of a text in the largest size that takes no more lines than it may; in the
/// smallest, cut short, when none does.
fn fitted(words: &str, sizes: &[f64], measure: f64, most: usize) -> (Vec<String>, f64) {
    for &size in sizes {
        if let Some(broken) = lines(words, size, measure)
            && broken.len() <= most
            // Few words in many lines look like a list: smaller letters, fewer lines.
            && broken.len() as f64 * size <= 900.0
        {
            return (broken, size);
        }
    }
    let size = sizes.last().copied().unwrap_or(60.0);
    let each = (measure / (size * 0.5)) as usize;
    let letters: Vec<char> = words.chars().collect();
    let cut = letters.chunks(each.max(1)).take(most).map(|part| part.iter().collect());
    (cut.collect(), size)
}

/// Breaks words into the fewest lines, then into lines of like width; `None` when a word
/// is wider than the measure.
pub(super) fn lines(words: &str, size: f64, measure: f64) -> Option<Vec<String>> {
    let font = FontRef::new(fonts::regular()).ok()?;
    let (map, metrics) = (
        font.charmap(),
        font.glyph_metrics(Size::new(size as f32), LocationRef::default()),
    );
    let width = |word: &str| -> f64 {
        let glyphs = word.chars().filter_map(|c| map.map(c));
        glyphs.map(|glyph| f64::from(metrics.advance_width(glyph).unwrap_or(0.0))).sum()
    };
    let space = width(" ");
    let words: Vec<(&str, f64)> =
        words.split_whitespace().take(200).map(|word| (word, width(word))).collect();
    if words.iter().any(|&(_, width)| width > measure) {
        return None;
    }
    let greedy = |limit: f64| -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut used = f64::INFINITY;
        for &(word, width) in &words {
            match lines.last_mut() {
                Some(line) if used + space + width <= limit => {
                    line.push(' ');
                    line.push_str(word);
                    used += space + width;
                }
                _ => {
                    lines.push(word.to_owned());
                    used = width;
                }
            }
        }
        lines
    };
    let fewest = greedy(measure).len();
    let widest = words.iter().fold(0.0, |widest, word| f64::max(widest, word.1));
    let even = (0..=40)
        .map(|step| widest + (measure - widest) * f64::from(step) / 40.0)
        .map(greedy)
        .find(|lines| lines.len() <= fewest);
    Some(even.unwrap_or_else(|| greedy(measure)))
}
