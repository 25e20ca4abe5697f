//! `publish impose FILE.pdf`: the pages of any PDF on sheets to fold or to cut.

use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::ImposeArgs;
use super::printer;
use super::term::Terminal;
use crate::geom::Len;
use crate::impose::{Blanks, Error, Flip, Hand, Job, Press, Scheme, Unfit, impose};
use crate::intake;
use crate::printer::Printer;
use crate::{pipeline, source};

/// The largest file that is read, in bytes: larger than any booklet.
const LARGEST: u64 = 1 << 30;

/// How thick office paper is, in millimetres: 80 g/m².
const PAPER_MM: f64 = 0.1;

/// Lays the pages on sheets and says how to print them.
pub(super) fn run(args: &ImposeArgs, terminal: &mut Terminal) -> Outcome {
    let shown = args.file.display();
    let Some(bytes) = read(&args.file, terminal) else { return Outcome::Failed };
    let Ok(printer) = printer::office(args.printer.as_deref(), terminal) else {
        return Outcome::Usage;
    };
    let job = job(args, printer.as_ref());
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
    // The pages would be lost in their own sheets.
    let own = fs::canonicalize(&args.file).ok();
    if let Some((file, _)) =
        files.iter().find(|(file, _)| own.is_some() && fs::canonicalize(file).ok() == own)
    {
        let message = format!("`{}` is the file that is imposed", file.display());
        terminal.error(&message, "name another file with `--out`");
        return Outcome::Usage;
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
    terminal.line(&format!("{}  {}", names.join(", "), imposed.extent(&job)));
    terminal.line(&format!("  {}", imposed.advice(&job, &names)));
    if let Some(creep) = imposed.creep_report() {
        terminal.line(&format!("  {creep}"));
    }
    for caution in imposed.cautions(&job) {
        let (message, help) = caution.words();
        terminal.warning(&message, help);
    }
    Outcome::Clean
}

/// The bytes of a PDF; `None` where that is told.
pub(super) fn read(file: &Path, terminal: &mut Terminal) -> Option<Vec<u8>> {
    let read = fs::metadata(file).and_then(|about| match about.len() {
        ..=LARGEST => fs::read(file),
        _ => Err(std::io::ErrorKind::FileTooLarge.into()),
    });
    let told = |error| {
        let why = source::reason(&error);
        let message = format!("`{}` cannot be read: {why}", file.display());
        terminal.error(&message, "name a PDF of at most 1 GB");
    };
    read.map_err(told).ok()
}

/// What is asked for.
fn job(args: &ImposeArgs, printer: Option<&Printer>) -> Job {
    let trimmed = args.trim.then(|| Len::from_mm(PAPER_MM));
    let plain = pipeline::press(printer, None);
    let press = Press {
        paper: args.paper.unwrap_or(plain.paper),
        flip: args.flip.map(Flip::from).or(plain.flip),
        turn_backs: plain.turn_backs != args.turn_backs,
        hand: args.hand.map(Hand::from).or(plain.hand),
        creep: args.creep.or(trimmed),
        marks: args.marks,
        collation: !args.no_collation,
        unprinted: plain.unprinted,
    };
    Job {
        scheme: args.scheme,
        blanks: if args.back_cover { Blanks::BeforeLast } else { Blanks::End },
        mixed: args.mixed.into(),
        press,
    }
}

/// What to do about a PDF that cannot be read.
pub(super) fn unread(error: &intake::Error) -> &'static str {
    match error {
        intake::Error::Unreadable(_) => "name a PDF that other programs open",
        intake::Error::Encrypted => "save it without a password first",
        intake::Error::Pages(_) => "take parts of it",
        intake::Error::Large => "print parts of it to new PDFs, and take those",
        intake::Error::Circle | intake::Error::Damaged(_) => {
            "make the PDF anew, or print it to a new PDF"
        }
        intake::Error::NoSize(_) => {
            "make the PDF anew; its page has no MediaBox of a size that can be printed"
        }
    }
}

fn help(error: &Error) -> &'static str {
    match error {
        Error::Pdf(error) => unread(error),
        Error::Mixed { .. } => {
            "make all pages of one size, or let them stand in the middle: `--mixed centre`"
        }
        Error::Unproved => "print the PDF to a new one, and take that",
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
