//! A program that is run and waited for, but not for ever, nor read without end.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Checker, Failure};

/// How much of a report is read, in bytes.
const REPORT: u64 = 64 << 20;
/// How much is shown of what a program said that made no report.
const SAID: usize = 300;
/// How often a program is asked whether it is done.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs a checker to its end; what it says goes into files of the folder, `out` and `err`.
pub(super) fn run(
    checker: &Checker,
    arguments: &[&Path],
    folder: &Path,
) -> Result<(), Failure> {
    let files = |error: std::io::Error| Failure::Files(error.to_string());
    let mut command = Command::new(&checker.program);
    command.args(&checker.first).args(arguments).stdin(Stdio::null());
    command.stdout(File::create(folder.join("out")).map_err(files)?);
    command.stderr(File::create(folder.join("err")).map_err(files)?);
    // What a program starts itself ends with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| Failure::Start(error.to_string()))?;
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if start.elapsed() < checker.limit => thread::sleep(PAUSE),
            Ok(None) => {
                end(&mut child);
                return Err(Failure::Slow(checker.limit));
            }
            Err(error) => {
                end(&mut child);
                return Err(files(error));
            }
        }
    }
}

/// Ends a program and all that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        let group = format!("-{}", child.id());
        // Where there is no such command, the program itself still ends.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// A report as JSON.
pub(super) fn report(path: &Path, folder: &Path) -> Result<serde_json::Value, Failure> {
    let text = read(path).unwrap_or_default();
    serde_json::from_slice(&text).map_err(|_| Failure::Silent(said(folder)))
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?.take(REPORT).read_to_end(&mut text)?;
    Ok(text)
}

/// The last that a program said, on one line.
fn said(folder: &Path) -> String {
    let texts = ["err", "out"].map(|name| read(&folder.join(name)).unwrap_or_default());
    let text = texts.into_iter().find(|text| !text.trim_ascii().is_empty());
    let text = text.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let length = text.chars().count();
    text.chars().skip(length.saturating_sub(SAID)).collect()
}
