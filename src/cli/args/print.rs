//! What commands take that bring pages to paper: sheets, printers, preflight.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::geom::{Len, Size};
use crate::impose::{Flip, Hand, Mixed, Scheme};
use crate::printer::Stock;

/// What is laid on sheets, and how.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct ImposeArgs {
    /// The PDF
    #[arg(value_name = "FILE.pdf")]
    pub file: PathBuf,
    /// How pages lie on the sheets
    #[arg(long, value_name = "SCHEME", default_value = "saddle", value_parser = scheme)]
    pub scheme: Scheme,
    /// The paper: its name (A4, Letter, A3 …) or its measure, such as "210 x 297 mm"; else that
    /// of the printer, or A4
    #[arg(long, value_name = "PAPER", value_parser = paper)]
    pub paper: Option<Size>,
    /// The printer, by its name among those that come with `publish` (office-a4,
    /// office-letter-by-hand …) and your own (see `publish test-sheet`)
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Where the sheets are written; else into the working folder
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The last page is the back cover: empty pages come before it
    #[arg(long)]
    pub back_cover: bool,
    /// Pages of several sizes: refuse them, or set them in the middle of cells that have room for
    /// the largest
    #[arg(long, value_enum, value_name = "WHAT", default_value = "refuse")]
    pub mixed: MixedArg,
    /// The edge over which the printer turns sheets; else the one over which they turn like the
    /// leaves of a book
    #[arg(long, value_enum, value_name = "EDGE")]
    pub flip: Option<FlipArg>,
    /// Turn the backs by half: for a printer whose backs stand on their heads whatever is chosen
    /// in the print dialogue
    #[arg(long)]
    pub turn_backs: bool,
    /// For a printer that prints one side at a time: two files, the fronts and the backs, for a
    /// pile that goes back in as it came out or turned over
    #[arg(long, value_enum, value_name = "HOW")]
    pub hand: Option<HandArg>,
    /// The booklet is trimmed after it is folded: pages farther in move toward the spine, by the
    /// thickness of the paper, which is 0.1 mm unless `--creep` says more
    #[arg(long)]
    pub trim: bool,
    /// The thickness of the paper, such as "0.12 mm", or a paper's name (offset-90, book-80 …),
    /// for a booklet that is trimmed
    #[arg(long, value_name = "LENGTH", value_parser = creep)]
    pub creep: Option<Len>,
    /// Draw crop, fold and register marks around the pages, where the paper has room
    #[arg(long)]
    pub marks: bool,
    /// Leave the bars out that stand on the spines of signatures
    #[arg(long)]
    pub no_collation: bool,
}

/// What becomes of pages of several sizes.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum MixedArg {
    /// They are refused
    Refuse,
    /// They stand in the middle of their cells
    Centre,
}

impl From<MixedArg> for Mixed {
    fn from(mixed: MixedArg) -> Mixed {
        match mixed {
            MixedArg::Refuse => Mixed::Refused,
            MixedArg::Centre => Mixed::Centred,
        }
    }
}

/// How a pile goes back into the printer.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum HandArg {
    /// The sheet that came out last, on top, stays on top
    AsItCame,
    /// The pile is turned over: the sheet that came out first is on top
    TurnedOver,
}

impl From<HandArg> for Hand {
    fn from(hand: HandArg) -> Hand {
        match hand {
            HandArg::AsItCame => Hand::AsItCame,
            HandArg::TurnedOver => Hand::TurnedOver,
        }
    }
}

/// An edge of a sheet.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum FlipArg {
    /// The long one
    Long,
    /// The short one
    Short,
}

impl From<FlipArg> for Flip {
    fn from(edge: FlipArg) -> Flip {
        match edge {
            FlipArg::Long => Flip::Long,
            FlipArg::Short => Flip::Short,
        }
    }
}

/// A scheme as it is written.
fn scheme(text: &str) -> Result<Scheme, String> {
    let (name, of) = text.split_once('=').unwrap_or((text, ""));
    let up = |columns, rows| Ok(Scheme::NUp { columns, rows });
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let cells = || of.split_once('x').and_then(|(c, r)| number(c).zip(number(r)));
    match (name, of) {
        ("saddle", "") => Ok(Scheme::Saddle),
        ("zine", "") => Ok(Scheme::Zine),
        ("letter-fold", "") => Ok(Scheme::LetterFold),
        ("z-fold", "") => Ok(Scheme::ZFold),
        ("2-up", "") => up(2, 1),
        ("4-up", "") => up(2, 2),
        ("6-up", "") => up(3, 2),
        ("8-up", "") => up(4, 2),
        ("9-up", "") => up(3, 3),
        ("16-up", "") => up(4, 4),
        ("signatures", of) => match number(of) {
            Some(pages) => Ok(Scheme::Signatures { pages }),
            None => Err("write how many pages one has: signatures=16".into()),
        },
        ("folded", of) => match number(of) {
            Some(pages) => Ok(Scheme::Folded { pages }),
            None => Err("write how many pages a sheet folds to: folded=16".into()),
        },
        ("cut" | "up", _) => match (cells(), name) {
            (Some((columns, rows)), "cut") => Ok(Scheme::CutAndStack { columns, rows }),
            (Some((columns, rows)), _) => up(columns, rows),
            (None, _) => Err(format!(
                "write how many pages stand side by side and above one another: {name}=2x2"
            )),
        },
        _ => Err("write saddle, signatures=16, folded=16, 2-up, 4-up, 6-up, 8-up, 9-up, 16-up, up=3x2, cut=2x2, zine, letter-fold or z-fold".into()),
    }
}

fn paper(text: &str) -> Result<Size, String> {
    crate::table::page(text).map_err(|why| format!("it {why}"))
}

/// Thicker than any paper that folds.
const THICKEST: f64 = 2.0;

fn creep(text: &str) -> Result<Len, String> {
    let stock = Stock::builtin();
    let named = stock.paper(text).ok().and_then(|paper| paper.caliper.as_ref());
    if let Some(caliper) = named {
        return Ok(caliper.value);
    }
    if text.starts_with(|c: char| c.is_alphabetic()) {
        let names: Vec<&str> = stock.papers().collect();
        return Err(format!(
            "no paper has this name; those that have one are {}",
            names.join(", ")
        ));
    }
    let thick = crate::table::length(text).map_err(|why| format!("it {why}"))?;
    match thick.to_mm() {
        0.0..=THICKEST => Ok(thick),
        _ => Err("paper is 0 to 2 mm thick".into()),
    }
}

/// Which printer is tried, and what came of it.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct TestSheetArgs {
    /// A name for the printer, of letters, digits and hyphens
    #[arg(long, value_name = "NAME")]
    pub printer: String,
    /// The paper: its name (A4, Letter, A3 …) or its measure; else A4
    #[arg(long, value_name = "PAPER", value_parser = paper)]
    pub paper: Option<Size>,
    /// Where the sheet is written; else into the working folder
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What the printed sheet says, in words: the printer is remembered, no sheet is made
    #[arg(long, value_name = "ANSWERS", conflicts_with = "out")]
    pub says: Option<String>,
}

/// What is checked, and for whom.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct PreflightArgs {
    /// The PDF
    #[arg(value_name = "FILE.pdf")]
    pub file: PathBuf,
    /// The printer, by its name among those that come with `publish` (european-offset, kdp,
    /// ingramspark, lulu …) and your own
    #[arg(long, value_name = "NAME")]
    pub printer: String,
    /// The file is a cover, back, spine and front as one page: what is asked of the number, size
    /// and ink of a book's pages is not asked of it
    #[arg(long)]
    pub cover: bool,
}
