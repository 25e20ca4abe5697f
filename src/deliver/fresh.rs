//! Whether an output is newer than all that it may have been made from.

use std::fs;
use std::path::Path;

/// How many files and folders are looked at; with more, making the book anew is as quick.
const MOST: usize = 20_000;

/// Whether `output` is newer than everything below `root`, the folder that a book's files must lie
/// in, `manifest` included and `skip`, the folder of outputs, left out. What cannot be told is not
/// fresh: rather is a book made once too often than sent as it was.
pub fn is_fresh(output: &Path, manifest: &Path, root: &Path, skip: &Path) -> bool {
    let when = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).ok();
    let Some(made) = when(output) else { return false };
    let older = |path: &Path| when(path).is_some_and(|changed| changed < made);
    if !older(manifest) {
        return false;
    }
    let skip = fs::canonicalize(skip).ok();
    let mut folders = vec![root.to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { return false };
        for entry in entries {
            let Ok(entry) = entry else { return false };
            let path = entry.path();
            seen += 1;
            if seen > MOST {
                return false;
            }
            let Ok(kind) = entry.file_type() else { return false };
            if kind.is_dir() {
                let same = || fs::canonicalize(&path).ok() == skip;
                if path.file_name().is_some_and(|name| name == ".git") || same() {
                    continue;
                }
                folders.push(path);
            } else if !older(&path) {
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn an_output_is_fresh_until_anything_beside_it_changes() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = |path: &str| dir.path().join(path);
        let epoch = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let touch = |name: &str, at: u64| {
            let path = path(name);
            fs::create_dir_all(path.parent().expect("in the folder")).expect("made");
            let file = fs::File::create(path).expect("made");
            file.set_modified(epoch + Duration::from_secs(at)).expect("set");
        };
        touch("book.toml", 1);
        touch("pictures/deep/one.png", 2);
        touch("build/book/book.epub", 5);
        touch("build/other/other.epub", 9);
        let fresh = || {
            is_fresh(
                &path("build/book/book.epub"),
                &path("book.toml"),
                dir.path(),
                &path("build"),
            )
        };
        assert!(fresh());
        touch("pictures/deep/one.png", 5);
        assert!(!fresh(), "changed in the same moment may be after it");
        touch("pictures/deep/one.png", 2);
        touch("book.toml", 6);
        assert!(!fresh());
        touch("book.toml", 1);
        assert!(fresh());
        fs::remove_file(path("build/book/book.epub")).expect("removed");
        assert!(!fresh());
    }
}
