//! `publish test-sheet --printer NAME`: a sheet that says what a printer does, and what it said
//! written down for later.

use std::fs;
use std::path::Path;

use super::Outcome;
use super::args::TestSheetArgs;
use super::printer::own_file;
use super::term::Terminal;
use crate::geom::Len;
use crate::printer::{Pile, Stock};
use crate::{pipeline, source};

/// What a sheet said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Answers {
    /// Whether backs have to be turned.
    turn_backs: bool,
    /// How much of the edges stays white.
    unprinted: Option<Len>,
    /// How the sheet was laid back, if it was.
    pile: Option<Pile>,
}

/// The widest white edge that a printer leaves, in millimetres: that of the sheet's own steps.
const WIDEST_MM: f64 = 12.0;
/// The smallest paper that the sheet is drawn for, in millimetres.
const SMALLEST_MM: (f64, f64) = (200.0, 270.0);
const ANSWERS: &str =
    "write what the sheet says: `--says \"A 5\"`, `--says \"B 5 turned-over\"`";

/// Makes the sheet, or takes down its answers.
pub(super) fn run(args: &TestSheetArgs, terminal: &mut Terminal) -> Outcome {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if args.printer.is_empty()
        || args.printer.len() > 40
        || !args.printer.chars().all(plain)
    {
        let message = format!("`{}` is no name for a printer", args.printer);
        terminal.error(&message, "write letters, digits and hyphens: `--printer office`");
        return Outcome::Usage;
    }
    if Stock::builtin().printer(&args.printer).is_ok() {
        let message = format!("`{}` is a printer that `publish` knows", args.printer);
        terminal.error(&message, "give yours a name of its own: `--printer office`");
        return Outcome::Usage;
    }
    if let Some(paper) = args.paper
        && (paper.width.min(paper.height) < Len::from_mm(SMALLEST_MM.0)
            || paper.width.max(paper.height) < Len::from_mm(SMALLEST_MM.1))
    {
        let message = "a test sheet has no room on this paper";
        terminal.error(message, "try the printer with A4, Letter or larger");
        return Outcome::Usage;
    }
    let Some(says) = &args.says else { return sheet(args, terminal) };
    match answers(says) {
        Ok(answers) => remember(args, answers, terminal),
        Err(wrong) => {
            let message = match wrong {
                Wrong::Unknown(word) => format!("`{word}` is no answer of a test sheet"),
                Wrong::Missing => "which letter stands upright is not said".to_string(),
                Wrong::Twice(word) => {
                    format!("`{word}` is a second answer to the same question")
                }
            };
            terminal.error(&message, ANSWERS);
            Outcome::Usage
        }
    }
}

fn sheet(args: &TestSheetArgs, terminal: &mut Terminal) -> Outcome {
    let paper = args.paper.unwrap_or_else(|| pipeline::press(None, None).paper);
    let Some(bytes) = pipeline::test_sheet(&args.printer, paper) else {
        terminal.error("the test sheet could not be drawn", "please report this");
        return Outcome::Failed;
    };
    let file = format!("test-sheet-{}.pdf", args.printer);
    let out = args.out.clone().unwrap_or_else(|| file.into());
    if let Err(error) = pipeline::place(&bytes, &out) {
        let why = source::reason(&error);
        let message = format!("`{}` cannot be written: {why}", out.display());
        terminal.error(&message, "name another file with `--out`");
        return Outcome::Failed;
    }
    terminal.line(&format!("{}  1 sheet", out.display()));
    terminal.line(
        "  Print at actual size (100 %), on both sides, flipped on the short edge; the sheet says what to do then.",
    );
    Outcome::Clean
}

/// What is wrong with answers.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Wrong {
    /// A word that is none.
    Unknown(String),
    /// The letter is missing.
    Missing,
    /// A word that answers what another one has answered otherwise.
    Twice(String),
}

/// The answers as they are written.
fn answers(says: &str) -> Result<Answers, Wrong> {
    let (mut turn_backs, mut unprinted, mut pile) = (None, None, None);
    let words = says.split(|c: char| c.is_whitespace() || c == ',');
    for word in words.filter(|word| !word.is_empty() && *word != "mm") {
        let white = word.trim_end_matches("mm").parse::<f64>();
        let known = match (word, white) {
            ("A" | "a", _) => turn_backs.replace(false).is_some_and(|known| known),
            ("B" | "b", _) => turn_backs.replace(true).is_some_and(|known| !known),
            ("as-it-came", _) => {
                pile.replace(Pile::AsItCame).is_some_and(|known| known != Pile::AsItCame)
            }
            ("turned-over", _) => pile
                .replace(Pile::TurnedOver)
                .is_some_and(|known| known != Pile::TurnedOver),
            (_, Ok(white)) if (0.0..=WIDEST_MM).contains(&white) => {
                let white = Len::from_mm(white);
                unprinted.replace(white).is_some_and(|known| known != white)
            }
            (_, Ok(_) | Err(_)) => return Err(Wrong::Unknown(word.to_string())),
        };
        if known {
            return Err(Wrong::Twice(word.to_string()));
        }
    }
    match turn_backs {
        Some(turn_backs) => Ok(Answers { turn_backs, unprinted, pile }),
        None => Err(Wrong::Missing),
    }
}

/// Writes the printer into the user's own file, in the place of what stood there under its
/// name.
fn remember(args: &TestSheetArgs, answers: Answers, terminal: &mut Terminal) -> Outcome {
    let Some(file) = own_file() else {
        terminal.error(
            "there is no folder for what is remembered",
            "set HOME, or XDG_CONFIG_HOME, to a folder",
        );
        return Outcome::Failed;
    };
    let earlier = match earlier(&file) {
        Ok(text) if text.parse::<toml::Table>().is_err() => {
            let message = format!("`{}` is damaged: it is no TOML", file.display());
            terminal.error(&message, "mend it, or move it away, and say this again");
            return Outcome::Failed;
        }
        earlier => earlier,
    };
    let written = earlier.and_then(|text| {
        let text = format!("{}{}", without(&text, &args.printer), entry(args, answers));
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        pipeline::place(text.as_bytes(), &file)
    });
    if let Err(error) = written {
        let why = source::reason(&error);
        let message = format!("`{}` cannot be written: {why}", file.display());
        terminal.error(&message, "see that you may write there");
        return Outcome::Failed;
    }
    let name = &args.printer;
    terminal.line(&format!("{}  {name} is remembered", file.display()));
    terminal.line(&format!("  Booklets come out right with `--printer {name}`; if it is your only one, without."));
    Outcome::Clean
}

fn earlier(file: &Path) -> std::io::Result<String> {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

/// The text without the table of a printer; all else stays as it is.
fn without(text: &str, name: &str) -> String {
    let head = format!("[printers.{name}]");
    let mut inside = false;
    let mut out = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with('[') {
            inside = line.trim() == head;
        }
        if !inside {
            out.push_str(line);
            out.push('\n');
        }
    }
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    out
}

/// The table of a printer.
fn entry(args: &TestSheetArgs, answers: Answers) -> String {
    let paper = args.paper.unwrap_or_else(|| pipeline::press(None, None).paper);
    let mut out = format!(
        "[printers.{}]\nsource = \"its test sheet\"\nsheet = \"{:.1} x {:.1} mm\"\n",
        args.printer,
        paper.width.to_mm(),
        paper.height.to_mm()
    );
    if let Some(white) = answers.unprinted {
        out.push_str(&format!("unprinted = \"{:.1} mm\"\n", white.to_mm()));
    }
    if let Some(pile) = answers.pile {
        let pile = match pile {
            Pile::AsItCame => "as-it-came",
            Pile::TurnedOver => "turned-over",
        };
        out.push_str(&format!("duplex = \"by-hand\"\npile = \"{pile}\"\n"));
    }
    out.push_str(&format!("turn-backs = {}\n", answers.turn_backs));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_in_any_order() {
        let five = Some(Len::from_mm(5.0));
        let plain = Answers { turn_backs: false, unprinted: None, pile: None };
        assert_eq!(answers("A"), Ok(plain));
        let by_hand =
            Answers { turn_backs: true, unprinted: five, pile: Some(Pile::TurnedOver) };
        assert_eq!(answers("5mm, turned-over b"), Ok(by_hand));
        assert_eq!(answers("B 5 mm turned-over"), Ok(by_hand));
        assert_eq!(answers("5"), Err(Wrong::Missing));
        assert_eq!(answers("A 50"), Err(Wrong::Unknown("50".into())));
        assert_eq!(answers("C"), Err(Wrong::Unknown("C".into())));
        assert_eq!(answers("A B 5"), Err(Wrong::Twice("B".into())));
        assert_eq!(answers("A 5 6"), Err(Wrong::Twice("6".into())));
        assert_eq!(answers("A A 5 5"), answers("A 5"));
    }

    #[test]
    fn other_printers_stay_as_they_were() {
        let text = "# Ours\n[printers.a]\nsheet = \"A4\"\n[printers.b]\nsheet = \"A3\"\n";
        assert_eq!(without(text, "a"), "# Ours\n[printers.b]\nsheet = \"A3\"\n\n");
        assert_eq!(without("", "a"), "");
    }
}
