//! The test sheet: both sides of a sheet, drawn, that say by themselves what a printer does.
//!
//! It lies as the sheets of a booklet do, and asks of the print dialogue what they ask: what
//! comes out right here comes out right there.

use crate::geom::Size;
use crate::image::{Picture, own};

/// A place on the sheet in millimetres, from the upper left.
type At = (f64, f64);

/// The size of running words, and the distance of their lines, in millimetres.
const SIZE: f64 = 4.6;
const LEADING: f64 = 6.2;
/// How far from the edges words begin.
const LEFT: f64 = 40.0;
/// How far from the edges the crosses stand.
const OUT: f64 = 21.0;
/// How many millimetres at the edges are numbered.
const STEPS: u32 = 12;

/// Draws the front and the back of the sheet for a printer of this name, which has no signs
/// but letters, digits and hyphens.
pub fn draw(name: &str, sheet: Size) -> Option<[Picture; 2]> {
    let (x, y) = (sheet.width.to_mm(), sheet.height.to_mm());
    let (width, height) = (x.max(y), x.min(y));
    Some([
        own(svg(width, height, &front(name, width, height)), "front", None)?,
        own(svg(width, height, &back(name, width, height)), "back", None)?,
    ])
}

fn svg(width: f64, height: f64, inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"><g font-family=\"EB Garamond\" \
         stroke=\"none\" fill=\"#000\">{inner}</g></svg>"
    )
}

fn words(at: At, size: f64, words: &str) -> String {
    let (x, y) = at;
    let safe = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size}\">{safe}</text>")
}

/// Words in the face of code: what is to be typed.
fn typed(at: At, words: &str) -> String {
    let (x, y) = at;
    format!(
        "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"4\" font-family=\"Source Code Pro\">{words}</text>"
    )
}

fn line(from: At, to: At, width: f64) -> String {
    format!(
        "<path d=\"M{:.2} {:.2}L{:.2} {:.2}\" stroke=\"#000\" stroke-width=\"{width}\" fill=\"none\"/>",
        from.0, from.1, to.0, to.1
    )
}

/// The papers that need not be measured, in millimetres.
const PAPERS: [(&str, f64, f64); 3] =
    [("Letter", 215.9, 279.4), ("Legal", 215.9, 355.6), ("A3", 297.0, 420.0)];

/// What the command that takes the answers down has to say of the paper: nothing of A4, which is
/// taken for granted.
fn paper(width: f64, height: f64) -> String {
    let is = |w: f64, h: f64| {
        (width.min(height) - w).abs() < 0.5 && (width.max(height) - h).abs() < 0.5
    };
    if is(210.0, 297.0) {
        return String::new();
    }
    match PAPERS.iter().find(|(_, w, h)| is(*w, *h)) {
        Some((name, ..)) => format!(" --paper {name}"),
        None => format!(" --paper \"{width:.1} x {height:.1} mm\""),
    }
}

fn front(name: &str, width: f64, height: f64) -> String {
    let mut out = edges(width, height);
    out.push_str(&words((LEFT, 30.0), 9.0, &format!("A test sheet for {name}")));
    let steps: [&[&str]; 6] = [
        &[
            "Print both pages of this file on one sheet, at actual size (100 %), flipped on the short edge.",
            "If your printer prints one side at a time: print page 1, lay the sheet back, print page 2.",
        ],
        &[
            "Measure the line below. If it is not 100 mm long, the print window has scaled the page:",
            "choose “actual size” there, and print again.",
        ],
        &[
            "Turn the sheet over like the page of a book. The large letter that stands upright there,",
            "A or B, is your first answer.",
        ],
        &[
            "At the middle of every edge stands a flight of numbered steps, which count millimetres. Find the",
            "edge at which most is missing. The smallest number that you see is your second answer.",
        ],
        &[
            "If you laid the sheet back by hand, your third answer is as-it-came, if it went in as it came",
            "out, or turned-over, if you turned it over.",
        ],
        &[
            "Hold the sheet against the light. The crosses of both sides should lie on each other; rings are",
            "1 mm apart. Where they miss each other by more than 2 mm, load the paper anew.",
        ],
    ];
    let mut y = 42.0;
    for (index, lines) in steps.iter().enumerate() {
        out.push_str(&words((LEFT, y), SIZE, &(index + 1).to_string()));
        for line in *lines {
            out.push_str(&words((LEFT + 7.0, y), SIZE, line));
            y += LEADING;
        }
        y += LEADING * 0.35;
    }
    out.push_str(&words((LEFT, y + 2.0), SIZE, "Then say it to the computer:"));
    let paper = paper(width, height);
    let command = format!("publish test-sheet --printer {name}{paper} --says \"A 5\"");
    out.push_str(&typed((LEFT + 7.0, y + 2.0 + LEADING), &command));
    out.push_str(&ruler((LEFT + 7.0, y + 22.0)));
    out.push_str(&crosses(width, height));
    out
}

fn back(name: &str, width: f64, height: f64) -> String {
    let half = |letter: &str, lines: [&str; 2]| {
        let mut out = format!(
            "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"90\" text-anchor=\"middle\">{letter}</text>",
            width / 4.0,
            height / 2.0 + 8.0
        );
        let command = format!("--says \"{letter} …\"");
        for (index, text) in [lines[0], lines[1], &command].into_iter().enumerate() {
            let y = height / 2.0 + 26.0 + index as f64 * LEADING;
            let face = if index == 2 { "Source Code Pro" } else { "EB Garamond" };
            out.push_str(&format!(
                "<text x=\"{:.2}\" y=\"{y:.2}\" font-size=\"{SIZE}\" font-family=\"{face}\" text-anchor=\"middle\">{text}</text>",
                width / 4.0
            ));
        }
        out
    };
    let title = format!("The back of the test sheet for {name}");
    let a = half("A", ["If this stands upright, backs come out", "as they should."]);
    let b =
        half("B", ["If this stands upright, backs are to", "be turned, and will be."]);
    format!(
        "{a}<g transform=\"rotate(180 {:.2} {:.2})\">{b}</g>{}{}{}",
        width / 2.0,
        height / 2.0,
        line((width / 2.0, 40.0), (width / 2.0, height - 40.0), 0.2),
        words((LEFT, 30.0), SIZE, &title),
        crosses(width, height)
    )
}

/// A line of 100 mm, with its millimetres.
fn ruler(at: At) -> String {
    let (x, y) = at;
    let mut out = line(at, (x + 100.0, y), 0.3);
    for mm in 0..=100 {
        let high = match mm % 10 {
            0 => 5.0,
            5 => 3.5,
            _ => 2.0,
        };
        let across = x + f64::from(mm);
        let thick = if mm % 100 == 0 { 0.3 } else { 0.15 };
        out.push_str(&line((across, y), (across, y - high), thick));
    }
    out.push_str(&words((x - 1.0, y + 5.0), SIZE, "0"));
    out.push_str(&words((x + 96.0, y + 5.0), SIZE, "100 mm"));
    out
}

/// Flights of steps at the edges, one a millimetre.
fn edges(width: f64, height: f64) -> String {
    const TREAD: f64 = 5.0;
    const NUMBER: f64 = 2.6;
    let mut out = String::new();
    let middle = f64::from(STEPS) / 2.0;
    for step in 1..=STEPS {
        let depth = f64::from(step);
        let along = (depth - 1.0 - middle) * TREAD;
        let (x, y) = (width / 2.0 + along, height / 2.0 + along);
        let number = step.to_string();
        // Numbers stand behind their step, away from the edge.
        out.push_str(&line((x, depth), (x + TREAD, depth), 0.25));
        out.push_str(&words((x + 1.4, depth + 2.6), NUMBER, &number));
        out.push_str(&line((x, height - depth), (x + TREAD, height - depth), 0.25));
        out.push_str(&words((x + 1.4, height - depth - 0.8), NUMBER, &number));
        out.push_str(&line((depth, y), (depth, y + TREAD), 0.25));
        out.push_str(&words((depth + 0.8, y + 3.4), NUMBER, &number));
        out.push_str(&line((width - depth, y), (width - depth, y + TREAD), 0.25));
        out.push_str(&words((width - depth - 3.4, y + 3.4), NUMBER, &number));
    }
    out
}

/// Crosses that meet those of the other side, however that is turned.
fn crosses(width: f64, height: f64) -> String {
    let mut out = String::new();
    for (x, y) in
        [(OUT, OUT), (width - OUT, OUT), (OUT, height - OUT), (width - OUT, height - OUT)]
    {
        out.push_str(&line((x - 5.0, y), (x + 5.0, y), 0.15));
        out.push_str(&line((x, y - 5.0), (x, y + 5.0), 0.15));
        for radius in 1..=3 {
            out.push_str(&format!(
                "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"none\" stroke=\"#000\" stroke-width=\"0.12\"/>"
            ));
        }
    }
    out
}
