//! The command line: what was asked, what became of it, the exit code.
//!
//! The only module that knows a terminal, a clock, the environment or an exit code. The
//! work is done by [`crate::pipeline`].

mod args;
mod build;
mod catalog;
mod devices;
mod explain;
mod import;
mod impose;
mod manual;
mod new;
mod preflight;
mod printer;
mod progress;
mod send;
mod serve;
mod show;
mod term;
mod test_sheet;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, BuildArgs, Command, SchemaArg};
use term::Terminal;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// As asked; there may be warnings.
    Clean,
    /// A book, or the file system, had errors.
    Failed,
    /// The command line was wrong.
    Usage,
}

/// Reads the arguments, runs, and says how it ended: 0 clean, 1 errors, 2 wrong usage.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let mut terminal = Terminal::new(&args.common);
    // Deeply nested text is walked by recursion; the limits on nesting are made for this.
    const STACK: usize = 16 << 20;
    let threads = args.common.threads.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK);
    // Only fails when a pool was built already, and none was.
    let _ = pool.build_global();
    // The pipeline reports panics as findings; their traces are of no use to an editor.
    if args.common.verbose == 0 {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let outcome = match args.command {
        Some(_) if args.build != BuildArgs::default() => {
            let message = "`--out`, `--only` and `--proof` are for building";
            terminal.error(message, "leave them out, or leave the command out");
            Outcome::Usage
        }
        None => build::build(&args.books, &args.build, &args.common, &mut terminal),
        Some(Command::Check(check)) => build::check(&check, &args.common, &mut terminal),
        Some(Command::Show { book, document, pages: _, epub }) => {
            show::show(book, (document, epub), &mut terminal)
        }
        Some(Command::Catalog(catalog)) => {
            catalog::run(&catalog, &args.common, &mut terminal)
        }
        Some(Command::Explain { code }) => {
            explain::explain(code.as_deref(), &mut terminal)
        }
        Some(Command::Impose(args)) => impose::run(&args, &mut terminal),
        Some(Command::Import(args)) => import::run(&args, &mut terminal),
        Some(Command::Preflight(args)) => preflight::run(&args, &mut terminal),
        Some(Command::TestSheet(args)) => test_sheet::run(&args, &mut terminal),
        Some(Command::Send(send)) => send::run(&send, &args.common, &mut terminal),
        Some(Command::Devices(args)) => devices::list(&args, &mut terminal),
        Some(Command::New { folder }) => new::new(&folder, &mut terminal),
        Some(Command::Serve(serve)) => serve::run(&serve, &args.common, &mut terminal),
        Some(Command::Manual { folder }) => manual::write(&folder, &mut terminal),
        Some(Command::Schema { of }) => {
            terminal.out(match of {
                SchemaArg::Manifest => crate::manifest::SCHEMA,
                SchemaArg::Theme => crate::theme::SCHEMA,
                SchemaArg::Library => crate::manifest::LIBRARY_SCHEMA,
            });
            Outcome::Clean
        }
    };
    ExitCode::from(match outcome {
        Outcome::Clean if terminal.failed() => 1,
        Outcome::Clean => 0,
        Outcome::Failed => 1,
        Outcome::Usage => 2,
    })
}

/// Whether a file is named as a manifest.
fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}
