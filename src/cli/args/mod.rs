//! The arguments, their help and their examples.

mod library;
mod print;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::checker::Tool;
use crate::import::Encoding;
use crate::info::Lang;

pub(super) use library::{CatalogArgs, DevicesArgs, SendArgs, ServeArgs};
pub(super) use print::{ImposeArgs, PreflightArgs, TestSheetArgs};

/// Turns articles into pamphlets and small books: one manifest in, an e-book and a typeset
/// PDF out.
#[derive(Parser, Debug)]
#[command(
    version,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    override_usage = "publish [OPTIONS] <BOOK.toml>...\n       publish <COMMAND>",
    after_help = "Examples:
  publish books/coyoacan.toml              build what the manifest asks for, below build/
  publish one.toml two.toml --out ~/press  build two books at once, elsewhere
  publish book.toml --only epub            build the e-book alone
  publish book.toml --proof                a PDF with grid and findings drawn on it as well
  publish new pamphlet                     start a book

Exit codes: 0 clean (there may be warnings), 1 errors, 2 wrong usage."
)]
pub(super) struct Args {
    /// The manifests of the books to build
    #[arg(value_name = "BOOK.toml", required = true)]
    pub books: Vec<PathBuf>,
    #[command(flatten)]
    pub build: BuildArgs,
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What only building takes.
#[derive(clap::Args, PartialEq, Eq, Debug)]
pub(super) struct BuildArgs {
    /// Folder for the outputs: each book goes to DIR/NAME/NAME.epub, NAME after its manifest
    #[arg(long, value_name = "DIR", default_value = OUT)]
    pub out: PathBuf,
    /// Make only these of the outputs that the manifest asks for
    #[arg(long, value_name = "OUTPUTS", value_enum, value_delimiter = ',')]
    pub only: Vec<OutputArg>,
    /// Make a proof as well, NAME-proof.pdf: the pages with grid, margins, boxes and findings
    #[arg(long)]
    pub proof: bool,
    /// The printer of the booklet, by its name among those that come with `publish` (office-a4,
    /// office-letter-by-hand …) and your own (see `publish test-sheet`)
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
}

impl Default for BuildArgs {
    fn default() -> BuildArgs {
        BuildArgs { out: OUT.into(), only: Vec::new(), proof: false, printer: None }
    }
}

/// Where outputs go unless something else is said.
const OUT: &str = "build";

/// What every command takes.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Common {
    /// Say nothing about what is well: only warnings and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more: the steps and their times
    #[arg(long, short, global = true, action = clap::ArgAction::Count, conflicts_with = "quiet")]
    pub verbose: u8,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColorArg,
    /// How findings are written: text on standard error; json (one object a line) and
    /// github (annotations) on standard output
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "text",
        value_name = "FORMAT"
    )]
    pub message_format: FormatArg,
    /// How many threads to use, 64 at the most; the outputs are the same with any number
    #[arg(
        long,
        global = true,
        value_name = "N",
        value_parser = threads
    )]
    pub threads: Option<usize>,
}

/// The most threads that are started: more than the work has parts for, and few enough to
/// start at once.
const MOST_THREADS: usize = 64;

/// A number of threads; one beyond reason is as good as the greatest.
fn threads(text: &str) -> Result<usize, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<usize>() {
        Ok(0) => Err("at least one thread is needed".into()),
        Ok(number) => Ok(number.min(MOST_THREADS)),
        Err(_) if digits => Ok(MOST_THREADS),
        Err(_) => Err("this is no number".into()),
    }
}

/// The commands beside building.
#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Do everything but write the files
    #[command(after_help = "Examples:
  publish check books/*.toml --message-format github
  publish check book.toml --with epubcheck,ace     what others say of the e-book, too")]
    Check(CheckArgs),
    /// Print the document or the laid-out pages as stable text, or what is inside the e-book
    #[command(
        override_usage = "publish show <BOOK.toml> <--document|--pages|--epub>",
        after_help = "Examples:
  publish show books/coyoacan.toml --document   what the articles were read as
  publish show books/coyoacan.toml --pages      every line of every page, with its place
  publish show books/coyoacan.toml --epub       every file of the e-book, with its size
  publish show books/coyoacan.toml --epub --message-format json   the same for programs"
    )]
    #[command(group = clap::ArgGroup::new("what").required(true))]
    Show {
        /// The manifest of the book
        #[arg(value_name = "BOOK.toml")]
        book: PathBuf,
        /// Print the document
        #[arg(long, group = "what")]
        document: bool,
        /// Print the pages
        #[arg(long, group = "what")]
        pages: bool,
        /// Print what is inside the e-book and its editions, and how it stands to the limits of shops
        #[arg(long, group = "what")]
        epub: bool,
    },
    /// Build what is stale of a library, and make its catalogue: feeds and pages in one folder
    #[command(after_help = "Examples:
  publish catalog books/library.toml               the catalogue is build/library
  publish catalog books/library.toml --out ~/www   it is ~/www/library

  publish catalog library.toml --list also.md --without book.toml
                                                   an article \"Also published\" for book.toml

Any web server can serve the folder as it is; so can a stick, opened with a browser.")]
    Catalog(CatalogArgs),
    /// Explain a diagnostic, or list all of them
    #[command(after_help = "Examples:
  publish explain overfull-line
  publish explain                 list all codes")]
    Explain {
        /// The code, as it stands in brackets in a message
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Show a finished folder to the local network: at the stall, to phones and e-readers
    #[command(after_help = "Examples:
  publish serve books/library.toml  make the catalogue, and serve it
  publish serve                     the catalogue in build/library, as it is
  publish serve build/coyoacan      the files of one book
  publish serve --port 80 --bind 192.168.1.5")]
    Serve(ServeArgs),
    /// Write manual pages, and completions for shells
    #[command(after_help = "Example:
  publish manual share
  man share/man/man1/publish.1")]
    Manual {
        /// The folder: pages go to man/man1 in it, completions to completions
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Start a book that builds, in a new folder
    #[command(after_help = "Example:
  publish new pamphlet
  publish pamphlet/pamphlet.toml")]
    New {
        /// The folder; it must not exist or be empty
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Make articles of texts from elsewhere: pasted text, web pages, word processors' files
    #[command(after_help = "Examples:
  publish import essay.txt --book essay.toml       an article and a manifest that builds
  publish import one.docx two.odt --book two.toml  a book of two
  publish import page.html                         the article alone, page.md
  publish import list.txt --library library.toml   titles and teasers, one after the other
  publish import essay.txt --dry-run               what would be guessed, dropped and doubted

Nothing is ever overwritten. Every guess is told, with its place; see docs/import.md.")]
    Import(ImportArgs),
    /// Lay the pages of a PDF on sheets to fold or to cut
    #[command(after_help = "Examples:
  publish impose book.pdf                             a booklet: sheets to fold and staple
  publish impose book.pdf --scheme signatures=16      several, to be sewn or glued
  publish impose cards.pdf --scheme cut=2x2           four piles to cut apart and stack
  publish impose eight-pages.pdf --scheme zine        one sheet, folded and slit
  publish impose six-pages.pdf --scheme letter-fold   one sheet, folded like a letter
  publish impose book.pdf --paper A3 --marks --trim   room for marks; trimmed after folding

Schemes:
  saddle                      sheets folded once, one in the other, and stapled
  signatures=16               several of those, of 16 pages at the most, to be sewn or glued
  folded=4, =8, =16, =32      one large sheet for so many pages, folded one to four times
  2-up, 4-up … 16-up, up=3x2  pages side by side, as they are read
  cut=2x2                     piles to cut apart and to stack
  zine                        eight pages on one side, folded and slit
  letter-fold                 six panels, one tucked between the others
  z-fold                      six panels, to and fro")]
    Impose(ImposeArgs),
    /// Check whether a printer takes a PDF, made by `publish` or not
    #[command(after_help = "Examples:
  publish preflight interior.pdf --printer kdp
  publish preflight cover.pdf --printer kdp --cover
  publish preflight interior.pdf --printer european-offset --message-format json

Exit codes: 0 the printer takes it (there may be warnings), 1 it does not, 2 wrong usage.")]
    Preflight(PreflightArgs),
    /// Find out how a printer turns sheets: print a sheet, and say what it shows
    #[command(after_help = "Examples:
  publish test-sheet --printer office              make the sheet; print it, and read it
  publish test-sheet --printer office --says \"A 5\"  remember what it says

Answers, as the sheet explains them:
  A, B                      the letter that stands upright on the back
  5                         how many millimetres at the edges stay white
  as-it-came, turned-over   how the sheet went back in, if it did by hand")]
    TestSheet(TestSheetArgs),
    /// Put a book on a reader that is plugged in, or send it by e-mail
    #[command(after_help = "Examples:
  publish send books/coyoacan.toml --to kobo      the edition for it, built anew
  publish send book.toml --to /media/ann/STICK    any folder; on a reader, the place for books
  publish send book.pdf --to KOBOeReader --dry-run
  publish send library.toml --to kobo             all books of a library
  publish send book.toml --to mail:kindle         by e-mail to an address of mail.toml

Never replaces what is not an earlier copy of the same book. docs/delivery.md tells the rest.")]
    Send(SendArgs),
    /// List the readers and disks that are plugged in
    #[command(after_help = "Examples:
  publish devices
  publish devices --message-format json")]
    Devices(DevicesArgs),
    /// Print the JSON Schema of the manifest, of themes or of libraries, for editors
    #[command(after_help = "Examples:
  publish schema > manifest.schema.json
  publish schema theme > theme.schema.json
  publish schema library > library.schema.json
Then an editor with a TOML language server checks a manifest that begins with:
  #:schema manifest.schema.json")]
    Schema {
        /// What the schema is of
        #[arg(value_enum, value_name = "FILE", default_value = "manifest")]
        of: SchemaArg,
    },
}

/// What is checked, and by whom besides.
#[derive(clap::Args, Debug)]
pub(super) struct CheckArgs {
    /// The manifests of the books to check
    #[arg(value_name = "BOOK.toml", required = true)]
    pub books: Vec<PathBuf>,
    /// Run these checkers on the e-book as well, where they are installed, and show what they
    /// find at its place in the articles
    #[arg(long, value_enum, value_name = "CHECKERS", value_delimiter = ',')]
    pub with: Vec<ToolArg>,
    /// The folder that has the checkers; else they are looked for on the path
    #[arg(long, value_name = "DIR", requires = "with")]
    pub tools: Option<PathBuf>,
    /// How many seconds each checker may take
    #[arg(long, value_name = "SECONDS", default_value = "300", requires = "with",
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
}

/// A checker by others.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ToolArg {
    /// Whether the file follows EPUB 3.3 (W3C)
    Epubcheck,
    /// Whether the book is accessible (DAISY)
    Ace,
}

impl From<ToolArg> for Tool {
    fn from(tool: ToolArg) -> Tool {
        match tool {
            ToolArg::Epubcheck => Tool::EpubCheck,
            ToolArg::Ace => Tool::Ace,
        }
    }
}

/// What is imported, and what is made of it.
#[derive(clap::Args, Debug)]
pub(super) struct ImportArgs {
    /// The files: text, HTML, .docx or .odt
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Write a manifest as well, for a book of the articles; they go into a folder of its name
    #[arg(long, value_name = "NAME.toml", conflicts_with = "library")]
    pub book: Option<PathBuf>,
    /// The files are lists, title, teaser, title, teaser: write them as entries of a library
    #[arg(long, value_name = "library.toml")]
    pub library: Option<PathBuf>,
    /// The language of the texts, such as en-GB or es; else it is found out
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub language: Option<Lang>,
    /// The encoding of the files, such as windows-1251 or koi8-r; else it is found out
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// Show the report, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "write a tag such as en-GB, fr or es".into())
}

fn encoding(text: &str) -> Result<Encoding, String> {
    Encoding::named(text).ok_or_else(|| {
        "no encoding has this name; those in use are utf-8, utf-16le, windows-1250 to windows-1258, iso-8859-1 to -16, koi8-r, koi8-u, macintosh, ibm866, shift_jis, gb18030, big5, euc-kr".into()
    })
}

/// A kind of file that has a schema.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SchemaArg {
    /// The manifest of a book
    Manifest,
    /// A theme
    Theme,
    /// A library
    Library,
}

/// An output, as named on the command line.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OutputArg {
    /// The e-book
    Epub,
    /// The e-book for Kobo
    Kepub,
    /// The e-book for Kindle
    Kindle,
    /// The e-book for old readers
    Compatible,
    /// The page for browsers
    Html,
    /// The PDF
    Pdf,
    /// The sheets of a booklet
    Booklet,
    /// The PDF for the print shop
    Press,
}

/// When to use colours.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ColorArg {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How findings are written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FormatArg {
    /// For people
    Text,
    /// For programs
    Json,
    /// For GitHub
    Github,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        super::Args::command().debug_assert();
    }
}
