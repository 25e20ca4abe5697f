//! The command `publish`.

use std::process::ExitCode;

fn main() -> ExitCode {
    publish::cli::main()
}
