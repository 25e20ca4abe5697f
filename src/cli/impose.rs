//! `publish impose FILE.pdf`: the pages of any PDF on sheets to fold or to cut.

use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::ImposeArgs;
use super::term::Terminal;
use crate::geom::Len;
use crate::impose::{
    Blanks, Error, Flip, Hand, Imposed, Job, Press, Scheme, Unfit, impose,
};
use crate::{pipeline, source};

/// The largest file that is read, in bytes: larger than any booklet.
const LARGEST: u64 = 1 << 30;

/// From how many pages on a booklet of one fold is too thick.
const THICK: usize = 48;

/// How thick office paper is, in millimetres: 80 g/m².
const PAPER_MM: f64 = 0.1;
/// What office printers leave white at the edges, in millimetres.
const UNPRINTED_MM: f64 = 5.0;

/// Lays the pages on sheets and says how to print them.
pub(super) fn run(args: &ImposeArgs, terminal: &mut Terminal) -> Outcome {
    let shown = args.file.display();
    let read = fs::metadata(&args.file).and_then(|about| match about.len() {
        ..=LARGEST => fs::read(&args.file),
        _ => Err(std::io::ErrorKind::FileTooLarge.into()),
    });
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{shown}` cannot be read: {}", source::reason(&error));
            terminal.error(&message, "name a PDF of at most 1 GB");
            return Outcome::Failed;
        }
    };
    let job = job(args);
    let imposed = match impose(&bytes, &job) {
        Ok(imposed) => imposed,
        Err(error) => {
            terminal.error(&format!("`{shown}`: {error}"), help(&error));
            return Outcome::Failed;
        }
    };
    drop(bytes);
    let out = args.out.clone().unwrap_or_else(|| beside(&args.file, args.scheme));
    let mut files = vec![(out.clone(), &imposed.bytes)];
    if let Some(backs) = &imposed.backs {
        files[0].0 = named(&out, "fronts");
        files.push((named(&out, "backs"), backs));
    }
    for (file, bytes) in &files {
        if let Err(error) = pipeline::place(bytes, file) {
            let why = source::reason(&error);
            let message = format!("`{}` cannot be written: {why}", file.display());
            terminal.error(&message, "name another file with `--out`");
            return Outcome::Failed;
        }
    }
    let names: Vec<String> =
        files.iter().map(|(file, _)| file.display().to_string()).collect();
    terminal.line(&told(&names, &imposed, &job));
    warn(&imposed, &job, terminal);
    Outcome::Clean
}

/// What is asked for.
fn job(args: &ImposeArgs) -> Job {
    let trimmed = args.trim.then(|| Len::from_mm(PAPER_MM));
    let press = Press {
        flip: args.flip.map(Flip::from),
        hand: args.hand.map(Hand::from),
        creep: args.creep.or(trimmed),
        marks: args.marks,
        collation: !args.no_collation,
        unprinted: Len::from_mm(UNPRINTED_MM),
        ..Press::on(args.paper)
    };
    Job {
        scheme: args.scheme,
        blanks: if args.back_cover { Blanks::BeforeLast } else { Blanks::End },
        mixed: args.mixed.into(),
        press,
    }
}

fn help(error: &Error) -> &'static str {
    match error {
        Error::Unreadable(_) => "name a PDF that other programs open",
        Error::Encrypted => "save it without a password first",
        Error::Pages(_) => "lay out parts of it",
        Error::Large => "print parts of it to new PDFs, and lay out those",
        Error::Circle | Error::Damaged(_) => {
            "make the PDF anew, or print it to a new PDF"
        }
        Error::NoSize(_) => {
            "make the PDF anew; its page has no MediaBox of a size that can be printed"
        }
        Error::Mixed { .. } => {
            "make all pages of one size, or let them stand in the middle: `--mixed centre`"
        }
        Error::Unfit(Unfit::NoPages) => "name a PDF with pages",
        Error::Unfit(Unfit::TooMany { .. }) => {
            "leave pages out, or fold a booklet, which holds any number of them: `--scheme saddle`"
        }
        Error::Unfit(Unfit::Signature(_)) => {
            "write 4, 8, 12, up to 64 pages: `--scheme signatures=16`"
        }
        Error::Unfit(Unfit::Folded(_)) => {
            "write 4, 8, 16 or 32, for one to four folds: `--scheme folded=16`"
        }
        Error::Unfit(Unfit::Cells(_)) => "write fewer: `--scheme cut=2x2`",
    }
}

/// The file for the sheets of another: in the working folder, named after what they are.
fn beside(file: &Path, scheme: Scheme) -> PathBuf {
    let stem = file.file_stem().map_or("pages".into(), |stem| stem.to_string_lossy());
    let what = match scheme {
        Scheme::Saddle => "booklet",
        Scheme::Signatures { .. } | Scheme::Folded { .. } => "signatures",
        Scheme::NUp { .. } => "sheets",
        Scheme::CutAndStack { .. } => "cut",
        Scheme::Zine => "zine",
        Scheme::LetterFold | Scheme::ZFold => "leaflet",
    };
    PathBuf::from(format!("{stem}-{what}.pdf"))
}

/// A file beside another: `book-booklet-fronts.pdf`.
fn named(file: &Path, what: &str) -> PathBuf {
    let stem = file.file_stem().map_or("sheets".into(), |stem| stem.to_string_lossy());
    file.with_file_name(format!("{stem}-{what}.pdf"))
}

fn plural(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    }
}

/// What was made, and how to print it.
fn told(names: &[String], imposed: &Imposed, job: &Job) -> String {
    let Imposed { pages, blanks, sheets, scale, .. } = *imposed;
    let mut line = format!(
        "{}  {} on {}",
        names.join(", "),
        plural(pages, "page", "pages"),
        plural(sheets, "sheet", "sheets")
    );
    if blanks > 0 {
        let place = match job.blanks {
            Blanks::BeforeLast => "before the last page",
            Blanks::End => "at the end",
        };
        let empty = plural(blanks, "empty page", "empty pages");
        line.push_str(&format!(", {empty} {place}"));
    }
    if scale < 1000 {
        let (percent, tenths) = (scale / 10, scale % 10);
        line.push_str(&format!(", pages at {percent}.{tenths} % of their size"));
    }
    line.push_str(&format!("\n  {}", print(names, imposed, job)));
    if let Some(creep) = creep(imposed) {
        line.push_str(&format!("\n  {creep}"));
    }
    line
}

/// What to choose where it is printed, and what to do then.
fn print(names: &[String], imposed: &Imposed, job: &Job) -> String {
    let then = match job.scheme {
        Scheme::Saddle => "lay the sheets together, fold and staple",
        Scheme::Signatures { .. } => "fold each signature, lay them on one another",
        Scheme::Folded { .. } => {
            "fold each sheet, page 1 down: the upper half or the left half over the other, whichever is longer, and on until it is as large as a page"
        }
        Scheme::NUp { .. } => "",
        Scheme::CutAndStack { .. } => "cut the pile, stack the parts from the upper left",
        Scheme::Zine => "fold it three times, slit the middle, push it together",
        Scheme::LetterFold => {
            "page 1 up, at the right: fold the left panel behind, then the right one behind it"
        }
        Scheme::ZFold => "fold it to and fro, page 1 in front",
    };
    let then = if then.is_empty() { String::new() } else { format!("; {then}") };
    let edge = match imposed.flip {
        Flip::Long => "long edge",
        Flip::Short => "short edge",
    };
    match (names, job.press.hand) {
        ([fronts, backs], Some(hand)) => {
            let back = match hand {
                Hand::AsItCame => "as it came out",
                Hand::TurnedOver => "turned over",
            };
            format!(
                "Print {fronts} at actual size (100 %), on one side. Lay the pile back {back}, so that the white sides are printed, and print {backs}{then}."
            )
        }
        _ if imposed.two_sided => format!(
            "Print at actual size (100 %), on both sides, flipped on the {edge}{then}."
        ),
        _ => format!("Print at actual size (100 %), on one side{then}."),
    }
}

/// How far pages are moved toward the spine, for each sheet.
fn creep(imposed: &Imposed) -> Option<String> {
    if imposed.creep.is_empty() {
        return None;
    }
    let steps = imposed.creep.iter().enumerate();
    let steps: Vec<String> = steps
        .map(|(sheet, moved)| format!("{} {:.2}", sheet + 1, moved.to_mm()))
        .collect();
    Some(format!(
        "Creep: pages move toward the spine, from the outermost sheet to the innermost, in mm: {}.",
        steps.join(", ")
    ))
}

/// What may come out otherwise than was meant.
fn warn(imposed: &Imposed, job: &Job, terminal: &mut Terminal) {
    if job.scheme == Scheme::Saddle && imposed.pages > THICK {
        terminal.warning(
            &format!(
                "{} pages in one fold make a booklet that does not stay closed",
                imposed.pages
            ),
            "`--scheme signatures=32` parts them",
        );
    }
    if imposed.no_room {
        let message = "the paper has no room for marks around the pages: there are none";
        terminal.warning(message, "take larger paper: `--paper A3`");
    }
    if imposed.bleed_lost {
        let message = "the paper has no room for all of the bleed between pages: some of it is cut off";
        terminal.warning(message, "take larger paper, or fewer pages a sheet");
    }
}
