//! `publish impose FILE.pdf`: the pages of any PDF on sheets to fold or to cut.

use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::ImposeArgs;
use super::term::Terminal;
use crate::impose::{Blanks, Error, Flip, Imposed, Press, Scheme, Unfit, impose};
use crate::{pipeline, source};

/// The largest file that is read, in bytes: larger than any booklet.
const LARGEST: u64 = 1 << 30;

/// From how many pages on a booklet of one fold is too thick.
const THICK: usize = 48;

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
    let blanks = if args.back_cover { Blanks::BeforeLast } else { Blanks::End };
    let press = Press {
        paper: args.paper,
        flip: args.flip.map(Flip::from),
        creep: args.creep.unwrap_or_default(),
    };
    let imposed = match impose(&bytes, args.scheme, blanks, &press) {
        Ok(imposed) => imposed,
        Err(error) => {
            terminal.error(&format!("`{shown}`: {error}"), help(&error));
            return Outcome::Failed;
        }
    };
    let out = args.out.clone().unwrap_or_else(|| beside(&args.file, args.scheme));
    if let Err(error) = pipeline::place(&imposed.bytes, &out) {
        let why = source::reason(&error);
        let message = format!("`{}` cannot be written: {why}", out.display());
        terminal.error(&message, "name another file with `--out`");
        return Outcome::Failed;
    }
    terminal.line(&told(&out, &imposed, args));
    if args.scheme == Scheme::Saddle && imposed.pages > THICK {
        terminal.warning(
            &format!(
                "{} pages in one fold make a booklet that does not stay closed",
                imposed.pages
            ),
            "`--scheme signatures=32` parts them",
        );
    }
    Outcome::Clean
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
        Error::Mixed { .. } => "make all pages of one size",
        Error::Unfit(Unfit::NoPages) => "name a PDF with pages",
        Error::Unfit(Unfit::TooMany { .. }) => {
            "make the text shorter, or a booklet of it, which holds any number of pages: `--scheme saddle`"
        }
        Error::Unfit(Unfit::Signature(_)) => {
            "write 4, 8, 12, up to 64 pages: `--scheme signatures=16`"
        }
        Error::Unfit(Unfit::Cells(_)) => "write fewer: `--scheme cut=2x2`",
    }
}

/// The file for the sheets of another: in the working folder, named after what they are.
fn beside(file: &Path, scheme: Scheme) -> PathBuf {
    let stem = file.file_stem().map_or("pages".into(), |stem| stem.to_string_lossy());
    let what = match scheme {
        Scheme::Saddle => "booklet",
        Scheme::Signatures { .. } => "signatures",
        Scheme::NUp { .. } => "sheets",
        Scheme::CutAndStack { .. } => "cut",
        Scheme::Zine => "zine",
    };
    PathBuf::from(format!("{stem}-{what}.pdf"))
}

/// What was made, and how to print it.
fn told(out: &Path, imposed: &Imposed, args: &ImposeArgs) -> String {
    let Imposed { pages, blanks, sheets, sides, scale, .. } = *imposed;
    let plural = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    let mut line = format!(
        "{}  {} on {}",
        out.display(),
        plural(pages, "page", "pages"),
        plural(sheets, "sheet", "sheets")
    );
    if blanks > 0 {
        let place = if args.back_cover { "before the last page" } else { "at the end" };
        line.push_str(&format!(
            ", {} {place}",
            plural(blanks, "empty page", "empty pages")
        ));
    }
    if scale < 1000 {
        let (percent, tenths) = (scale / 10, scale % 10);
        line.push_str(&format!(", pages at {percent}.{tenths} % of their size"));
    }
    let turned = match (sides > sheets, imposed.flip) {
        (false, Flip::Long | Flip::Short) => "on one side".to_string(),
        (true, Flip::Long) => "on both sides, flipped on the long edge".to_string(),
        (true, Flip::Short) => "on both sides, flipped on the short edge".to_string(),
    };
    let then = match args.scheme {
        Scheme::Saddle => "; lay the sheets together, fold and staple",
        Scheme::Signatures { .. } => "; fold each signature, lay them on one another",
        Scheme::NUp { .. } => "",
        Scheme::CutAndStack { .. } => {
            "; cut the pile, stack the parts from the upper left"
        }
        Scheme::Zine => "; fold it three times, slit the middle, push it together",
    };
    line.push_str(&format!("\n  Print at actual size (100 %), {turned}{then}."));
    line
}
