//! Outputs to their places: written aside, renamed when whole.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diag::{Code, Diagnostic, Reported, Sink};
use crate::manifest::Output;
use crate::source;

/// An output in memory.
pub(super) struct Made {
    /// Which.
    pub output: Output,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How much it holds.
    pub extent: Extent,
}

/// How much an output holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// So many pages.
    Pages(usize),
    /// So many articles and parts.
    Sections(usize),
}

/// An output in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Which.
    pub output: Output,
    /// Where.
    pub path: PathBuf,
    /// How much it holds.
    pub extent: Extent,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Output {
    /// What its file is named after the book's own name.
    pub fn ending(self) -> &'static str {
        match self {
            Output::Epub => ".epub",
            Output::Pdf => ".pdf",
            Output::Proof => "-proof.pdf",
        }
    }
}

/// Writes all outputs aside before any takes its place, so that a full disk leaves the
/// earlier outputs, all of them, as they were.
pub(super) fn write(
    made: Vec<Made>,
    folder: &Path,
    name: &str,
    sink: &mut Sink,
) -> Result<Vec<Written>, Reported> {
    if made.is_empty() {
        return Ok(Vec::new());
    }
    // Removed again should nothing come to stand in them.
    let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let new: Vec<&Path> = folder.ancestors().take_while(missing).collect();
    let written = write_all(made, folder, name, sink);
    if written.is_err() {
        // Those that hold something stay: only empty ones can be removed.
        new.iter().try_for_each(std::fs::remove_dir).ok();
    }
    written
}

fn write_all(
    made: Vec<Made>,
    folder: &Path,
    name: &str,
    sink: &mut Sink,
) -> Result<Vec<Written>, Reported> {
    let mut fail = |path: &Path, error: &io::Error| {
        let why = source::reason(error);
        let message = format!("`{}` cannot be written: {why}", path.display());
        sink.fail(Diagnostic::new(Code::UnwritableOutput, message).help(
            "outputs of earlier builds are as they were; `--out` names another folder",
        ))
    };
    std::fs::create_dir_all(folder).map_err(|error| fail(folder, &error))?;
    let mut aside = Vec::new();
    for made in made {
        let path = folder.join(format!("{name}{}", made.output.ending()));
        let file = write_aside(&made.bytes, folder).and_then(|file| {
            // Renaming would replace an empty folder on some systems.
            if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
        });
        aside.push((file.map_err(|error| fail(&path, &error))?, path, made));
    }
    let mut written = Vec::new();
    for (file, path, made) in aside {
        file.persist(&path).map_err(|error| fail(&path, &error.error))?;
        let bytes = made.bytes.len() as u64;
        written.push(Written { output: made.output, path, extent: made.extent, bytes });
    }
    Ok(written)
}

fn write_aside(bytes: &[u8], folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".publish-");
    // Temporary files are private; a book is for everybody whom the umask lets read it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(output: Output, bytes: &[u8]) -> Made {
        Made { output, bytes: bytes.to_vec(), extent: Extent::Pages(1) }
    }

    #[test]
    fn one_output_that_fails_leaves_the_other_untouched() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let folder = dir.path().join("build/book");
        let mut sink = Sink::default();
        let first = vec![made(Output::Epub, b"one")];
        assert_eq!(write(first, &folder, "book", &mut sink).map(|w| w.len()), Ok(1));
        std::fs::create_dir(folder.join("book.pdf")).expect("writable");
        let second = vec![made(Output::Epub, b"two"), made(Output::Pdf, b"two")];
        assert!(write(second, &folder, "book", &mut sink).is_err());
        let found = sink.into_found();
        assert!(
            found[0]
                .message
                .ends_with("book.pdf` cannot be written: a folder stands in its place")
        );
        let epub = std::fs::read(folder.join("book.epub")).expect("it is there");
        assert_eq!(epub, b"one");
        let names = std::fs::read_dir(&folder).expect("it is there").count();
        assert_eq!(names, 2, "nothing is left lying about");
    }
}
