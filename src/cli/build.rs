//! `publish BOOK.toml …` and `publish check BOOK.toml …`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::CommandFactory;

use super::Outcome;
use super::args::{Args, BuildArgs, CheckArgs, Common, OutputArg};
use super::printer;
use super::progress::Progress;
use super::term::Terminal;
use crate::checker::{self, Checker, Tool};
use crate::diag::{Severity, nearest};
use crate::info::Moment;
use crate::manifest::Output;
use crate::pipeline::{self, Book, Extent, Goal, Options, Step, Written};

/// Builds the books.
pub(super) fn build(
    books: &[PathBuf],
    args: &BuildArgs,
    common: &Common,
    terminal: &mut Terminal,
) -> Outcome {
    let only = (!args.only.is_empty()).then(|| {
        let output = |output: &OutputArg| match output {
            OutputArg::Epub => Output::Epub,
            OutputArg::Kepub => Output::Kepub,
            OutputArg::Kindle => Output::Kindle,
            OutputArg::Compatible => Output::Compatible,
            OutputArg::Html => Output::Html,
            OutputArg::Pdf => Output::Pdf,
            OutputArg::Booklet => Output::Booklet,
            OutputArg::Press => Output::Press,
        };
        args.only.iter().map(output).collect()
    });
    let out = args.out.clone();
    if let Some((word, near)) = misspelt_command(books) {
        let message = format!("there is no command and no file `{word}`");
        terminal.error(&message, &format!("did you mean `publish {near}`?"));
        return Outcome::Usage;
    }
    let Some(modified) = modified(terminal) else { return Outcome::Usage };
    let Ok(printer) = printer::office(args.printer.as_deref(), terminal) else {
        return Outcome::Usage;
    };
    let (proof, goal) = (args.proof, Goal::Write);
    let options =
        Options { out, only, proof, modified, goal, printer, ..Options::default() };
    run(books, &options, common, terminal)
}

/// Does everything but write.
pub(super) fn check(
    args: &CheckArgs,
    common: &Common,
    terminal: &mut Terminal,
) -> Outcome {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let limit = Duration::from_secs(args.timeout);
    let mut checkers: Vec<Checker> = Vec::new();
    for tool in args.with.iter().map(|&tool| Tool::from(tool)) {
        let Some(checker) = checker::find(tool, args.tools.as_deref(), &path, limit)
        else {
            let (name, title) = (tool.name(), tool.title());
            let message = match &args.tools {
                Some(folder) => {
                    format!(
                        "{title} (`{name}`) is neither in `{}` nor on the path",
                        folder.display()
                    )
                }
                None => format!("{title} (`{name}`) is not on the path"),
            };
            let help = format!("{}, or name its folder with `--tools`", tool.install());
            terminal.error(&message, &help);
            return Outcome::Usage;
        };
        if !checkers.contains(&checker) {
            checkers.push(checker);
        }
    }
    let options = Options { goal: Goal::Check, checkers, ..Options::default() };
    run(&args.books, &options, common, terminal)
}

/// `SOURCE_DATE_EPOCH`, as reproducible-builds.org specifies it: the one thing of the
/// environment that the outputs may show. `None` when it is not a number.
pub(super) fn modified(terminal: &mut Terminal) -> Option<Option<Moment>> {
    // The last second of the year 9999, which four digits can still say.
    const LAST: u64 = 253_402_300_799;
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Some(None) };
    let unix = value.to_str().and_then(|text| text.parse().ok());
    match unix.filter(|unix| *unix <= LAST) {
        Some(unix) => Some(Some(Moment { unix })),
        None => {
            let message = "SOURCE_DATE_EPOCH is not a number of seconds since 1970";
            terminal.error(message, "unset it, or set it to a whole number");
            None
        }
    }
}

/// Builds, or checks, and says what came of it.
pub(super) fn run(
    books: &[PathBuf],
    options: &Options,
    common: &Common,
    terminal: &mut Terminal,
) -> Outcome {
    let clash = same_name(books).filter(|_| options.goal == Goal::Write);
    if let Some((one, other)) = clash {
        let message = format!(
            "`{}` and `{}` would be written to the same place",
            one.display(),
            other.display()
        );
        terminal.error(&message, "build them in two runs, with `--out` for one of them");
        return Outcome::Usage;
    }
    let progress = Progress::start(terminal.is_text() && !common.quiet);
    let steps = Steps::start(common.verbose > 0);
    let watch = |book: &Path, step: Step| {
        progress.step(book, &step);
        steps.step(book, step);
    };
    let built = pipeline::build_all(books, options, &watch);
    drop(progress);
    let mut outcome = Outcome::Clean;
    for book in &built {
        terminal.findings(book);
        if !common.quiet {
            for line in steps.lines(book) {
                terminal.error_line(&line);
            }
            for written in &book.written {
                let time = steps.made(&book.path, written.output);
                terminal.line(&written_line(written, Some(time)));
                for line in &written.advice {
                    terminal.line(&format!("  {line}"));
                }
            }
        }
        if book.count(Severity::Error) > 0 {
            outcome = Outcome::Failed;
        } else if options.goal == Goal::Write && book.written.is_empty() {
            let message =
                format!("`{}` asks for none of these outputs", book.path.display());
            terminal.error(&message, "leave out `--only`, or change `outputs` in it");
            outcome = Outcome::Usage;
        }
        if terminal.is_text() && !(common.quiet && outcome == Outcome::Clean) {
            summary(book, options.goal, terminal);
        }
    }
    outcome
}

/// A first word that is no file, and the command that it was most likely meant to be.
fn misspelt_command(books: &[PathBuf]) -> Option<(&str, String)> {
    let first = books.first().filter(|first| !first.exists())?;
    let word = first.to_str().filter(|_| first.extension().is_none())?;
    let command = Args::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    Some((word, nearest(word, names)?.to_string()))
}

/// Two books whose outputs have the same name; told without case, as some systems do.
fn same_name(books: &[PathBuf]) -> Option<(&PathBuf, &PathBuf)> {
    let mut seen: BTreeMap<String, &PathBuf> = BTreeMap::new();
    books.iter().find_map(|book| {
        let name = book.file_stem()?.to_string_lossy().to_lowercase();
        seen.insert(name, book).map(|first| (first, book))
    })
}

fn summary(book: &Book, goal: Goal, terminal: &mut Terminal) {
    let (errors, warnings) = (book.count(Severity::Error), book.count(Severity::Warning));
    let name = book.path.display();
    let counted = |count: usize, noun: &str| {
        format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
    };
    let found = match (errors, warnings) {
        (0, 0) => "no errors, no warnings".to_string(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => {
            format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    };
    match (goal, errors) {
        (Goal::Write, 0) if warnings == 0 => {}
        (Goal::Write, 0) => terminal.error_line(&format!("{name}: {found}")),
        (Goal::Write, _) => {
            terminal.error_line(&format!("{name}: {found}; nothing was written"));
        }
        (
            Goal::Check | Goal::ShowDocument | Goal::ShowPages | Goal::ShowEpub { .. },
            _,
        ) => {
            terminal.error_line(&format!("{name}: {found}"));
        }
    }
}

/// `build/coyoacan/coyoacan.pdf  24 pages  188 kB  0.05 s`.
pub(super) fn written_line(written: &Written, time: Option<Duration>) -> String {
    let extent = match written.extent {
        Extent::Pages(1) => "1 page".to_string(),
        Extent::Pages(count) => format!("{count} pages"),
        Extent::Sections(1) => "1 section".to_string(),
        Extent::Sections(count) => format!("{count} sections"),
        Extent::Sheets(1) => "1 sheet".to_string(),
        Extent::Sheets(count) => format!("{count} sheets"),
    };
    let size = match written.bytes {
        bytes @ 0..=999 => format!("{bytes} B"),
        bytes @ 1000..=999_949 => format!("{:.0} kB", bytes as f64 / 1e3),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    };
    let path = written.path.display();
    let time = time.map(|time| format!("  {:.2} s", time.as_secs_f64()));
    format!("{path}  {extent}  {size}{}", time.unwrap_or_default())
}

/// When the steps were done, counted from the beginning of the run.
struct Steps {
    start: Instant,
    verbose: bool,
    done: Mutex<Vec<(PathBuf, Step, Duration)>>,
}

impl Steps {
    fn start(verbose: bool) -> Steps {
        Steps { start: Instant::now(), verbose, done: Mutex::new(Vec::new()) }
    }

    fn step(&self, book: &Path, step: Step) {
        let at = self.start.elapsed();
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.push((book.to_path_buf(), step, at));
    }

    /// How long it took from the beginning of a book until an output was made; all are
    /// written together, when the last is.
    fn made(&self, book: &Path, output: Output) -> Duration {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let when = |wanted: &Step| {
            let mut of_book = done.iter().filter(|(path, ..)| path == book);
            of_book.find(|(_, step, _)| step == wanted).map(|(.., at)| *at)
        };
        let end = when(&Step::Made(output));
        let begin = when(&Step::Begun).unwrap_or_default();
        end.unwrap_or_else(|| self.start.elapsed()).saturating_sub(begin)
    }

    /// The steps of a book, for `-v`.
    fn lines(&self, book: &Book) -> Vec<String> {
        if !self.verbose {
            return Vec::new();
        }
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let steps = done.iter().filter(|(path, ..)| *path == book.path);
        let line = |(path, step, at): &(PathBuf, Step, Duration)| {
            let what = match step {
                Step::Begun => "begun".to_string(),
                Step::Read => "manifest, articles and fonts read".to_string(),
                Step::Assembled => "document assembled".to_string(),
                Step::Cover(pixels) => {
                    format!("cover made, {:.1} megapixels", *pixels as f64 / 1e6)
                }
                Step::Typeset(pages) => format!("{pages} pages laid out"),
                Step::Made(output) => {
                    format!("{} made", output.ending().trim_start_matches(['.', '-']))
                }
                Step::Written(path) => format!("{} written", path.display()),
            };
            format!("{}: {:>7.1} ms  {what}", path.display(), at.as_secs_f64() * 1e3)
        };
        steps.map(line).collect()
    }
}
