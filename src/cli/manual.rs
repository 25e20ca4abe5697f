//! `publish manual FOLDER`: manual pages and completions, made from the arguments themselves.

use std::path::Path;
use std::{fs, io};

use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::Outcome;
use super::args::Args;
use super::term::Terminal;
use crate::pipeline;

/// The shells for which completions are written, and where these look for them.
const SHELLS: [(Shell, &str); 4] = [
    (Shell::Bash, "publish.bash"),
    (Shell::Zsh, "_publish"),
    (Shell::Fish, "publish.fish"),
    (Shell::PowerShell, "publish.ps1"),
];

/// Writes a page for the program and for each of its commands, and completions for each shell.
pub(super) fn write(folder: &Path, terminal: &mut Terminal) -> Outcome {
    match files() {
        Ok(files) => {
            for (name, bytes) in files {
                let path = folder.join(&name);
                let parent = path.parent().unwrap_or(folder);
                let made = fs::create_dir_all(parent);
                if let Err(error) = made.and_then(|()| pipeline::place(&bytes, &path)) {
                    let message =
                        format!("{} cannot be written: {error}", path.display());
                    terminal.error(
                        &message,
                        "choose another folder, or make room on its disk",
                    );
                    return Outcome::Failed;
                }
            }
            Outcome::Clean
        }
        Err(error) => {
            terminal.error(&format!("the manual could not be made: {error}"), "");
            Outcome::Failed
        }
    }
}

/// The files, by their names in the folder.
fn files() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut command = Args::command().name("publish").bin_name("publish");
    command.build();
    let mut files = Vec::new();
    pages(&command, &mut files)?;
    for (shell, name) in SHELLS {
        let mut bytes = Vec::new();
        generate(shell, &mut command.clone(), "publish", &mut bytes);
        files.push((format!("completions/{name}"), bytes));
    }
    Ok(files)
}

/// The page of a command, and those of the commands in it.
fn pages(command: &Command, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let mut bytes = Vec::new();
    // A date would make every page another one.
    Man::new(command.clone()).title(name).date("").render(&mut bytes)?;
    files.push((format!("man/man1/{name}.1"), bytes));
    let own = |inner: &&Command| !inner.is_hide_set() && inner.get_name() != "help";
    command.get_subcommands().filter(own).try_for_each(|inner| pages(inner, files))
}
