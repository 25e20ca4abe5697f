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
    /// How it is printed, in lines for those who do it.
    pub advice: Vec<String>,
}

/// How much an output holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// So many pages.
    Pages(usize),
    /// So many articles and parts.
    Sections(usize),
    /// So many sheets of paper.
    Sheets(usize),
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
    /// How it is printed, in lines for those who do it.
    pub advice: Vec<String>,
}

impl Output {
    /// What its file is named after the book's own name.
    pub fn ending(self) -> &'static str {
        match self {
            Output::Epub => ".epub",
            Output::Kepub => ".kepub.epub",
            Output::Kindle => "-kindle.epub",
            Output::Compatible => "-compatible.epub",
            Output::Html => ".html",
            Output::Pdf => ".pdf",
            Output::Press => "-press.pdf",
            Output::Cover => "-cover.pdf",
            Output::Proof => "-proof.pdf",
            Output::Booklet => "-booklet.pdf",
            Output::BookletFronts => "-booklet-fronts.pdf",
            Output::BookletBacks => "-booklet-backs.pdf",
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
        let help = match error.kind() == io::ErrorKind::InvalidFilename {
            true => "files are called after the manifest; give it a shorter name",
            false => {
                "outputs of earlier builds are as they were; `--out` names another folder"
            }
        };
        sink.fail(Diagnostic::new(Code::UnwritableOutput, message).help(help))
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
    let mut earlier: Vec<(PathBuf, Option<Kept>)> = Vec::new();
    for (file, path, made) in aside {
        let kept = keep(&path, folder);
        let placed = kept.and_then(|kept| {
            file.persist(&path).map_or_else(|error| Err(error.error), |_| Ok(kept))
        });
        match placed {
            Ok(kept) => earlier.push((path.clone(), kept)),
            Err(error) => {
                put_back(earlier);
                return Err(fail(&path, &error));
            }
        }
        let bytes = made.bytes.len() as u64;
        let Made { output, extent, advice, .. } = made;
        written.push(Written { output, path, extent, bytes, advice });
    }
    Ok(written)
}

/// An earlier output under a second name, which vanishes with this.
type Kept = NamedTempFile<()>;

/// Keeps the output that stands at a path until all new ones have their places.
fn keep(path: &Path, folder: &Path) -> io::Result<Option<Kept>> {
    if !path.exists() {
        return Ok(None);
    }
    // Not every file system knows links.
    let link = |name: &Path| {
        std::fs::hard_link(path, name).or_else(|_| std::fs::copy(path, name).map(|_| ()))
    };
    tempfile::Builder::new().prefix(ASIDE).make_in(folder, link).map(Some)
}

/// Puts the earlier outputs back in their places.
fn put_back(earlier: Vec<(PathBuf, Option<Kept>)>) {
    for (path, kept) in earlier {
        // What fails here has been reported: the outputs cannot be written.
        match kept {
            Some(kept) => drop(kept.persist(&path)),
            None => drop(std::fs::remove_file(&path)),
        }
    }
}

/// Writes bytes aside and renames the file to its place.
///
/// # Errors
/// When the place, or its folder, cannot be written.
pub fn place(bytes: &[u8], path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = write_aside(bytes, folder.unwrap_or(Path::new(".")))?;
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// How the names of files begin that are not in their places yet.
const ASIDE: &str = ".publish-";

fn write_aside(bytes: &[u8], folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(ASIDE);
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
        let extent = Extent::Pages(1);
        Made { output, bytes: bytes.to_vec(), extent, advice: Vec::new() }
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

    #[test]
    fn outputs_of_two_builds_are_never_mixed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (one, two) = (dir.path().join("one"), dir.path().join("two"));
        std::fs::write(&one, "earlier").expect("writable");
        let kept = keep(&one, dir.path()).expect("kept");
        assert!(keep(&two, dir.path()).expect("nothing to keep").is_none());
        std::fs::write(dir.path().join("new"), "new").expect("writable");
        std::fs::rename(dir.path().join("new"), &one).expect("in its place");
        std::fs::write(&two, "new").expect("writable");
        put_back(vec![(one.clone(), kept), (two.clone(), None)]);
        assert_eq!(std::fs::read_to_string(&one).expect("it is there"), "earlier");
        assert!(!two.exists());
        assert_eq!(std::fs::read_dir(dir.path()).expect("readable").count(), 1);
    }
}
