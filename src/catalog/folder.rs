//! The catalogue's folder: made aside, put in its place whole, or not at all.
//!
//! What is unchanged is carried over, not written again: under a second name where the file system
//! has them, else as a copy with its time. What is no longer listed is gone with the old folder. A
//! folder that is not a catalogue is never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::MARK;

/// How folders are called that are not in their place yet.
pub const ASIDE: &str = ".aside-";

/// The files of a catalogue, by their paths from its top.
#[derive(Debug, Default)]
pub struct Folder {
    files: BTreeMap<String, Content>,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file holds, which is never changed, only replaced.
    File(PathBuf),
}

/// What was done to the folder that stood there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that are as they were.
    pub kept: usize,
    /// Files that are there no more.
    pub removed: usize,
}

/// Why a folder is not put in its place.
#[derive(Debug)]
pub enum Unsafe {
    /// Something stands there that is no catalogue.
    Foreign,
    /// A link to another place stands there.
    Link,
    /// A file cannot be read or written.
    Io(PathBuf, io::Error),
}

impl Folder {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, content: Content) {
        self.files.insert(path.into(), content);
    }

    /// How many bytes all files have.
    pub fn bytes(&self) -> u64 {
        let size = |content: &Content| match content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(path) => fs::metadata(path).map_or(0, |about| about.len()),
        };
        self.files.values().map(size).sum()
    }

    /// Puts the files in the place of those that are there. Nothing is touched when nothing has
    /// changed. They are made in a folder in `store`, which stands on the same disk.
    ///
    /// # Errors
    /// When something else stands there, or a file cannot be read or written: what stood there
    /// stands there still.
    pub fn place(&self, target: &Path, store: &Path) -> Result<Change, Unsafe> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |error| Unsafe::Io(path, error)
        };
        if target.is_symlink() {
            return Err(Unsafe::Link);
        }
        let old = listed(target).map_err(failed(target))?;
        if !old.is_empty() && !is_ours(target) {
            return Err(Unsafe::Foreign);
        }
        let files: Vec<(&String, &Content)> = self.files.iter().collect();
        let is_there = |(path, content): &(&String, &Content)| {
            old.contains(*path) && content.is_in(&target.join(path)).unwrap_or(false)
        };
        let same: Vec<bool> = files.par_iter().map(is_there).collect();
        let kept = same.iter().filter(|same| **same).count();
        let removed = old.iter().filter(|path| !self.files.contains_key(*path)).count();
        let change = Change { written: self.files.len() - kept, kept, removed };
        if change.written == 0 && change.removed == 0 {
            return Ok(change);
        }
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(failed(parent))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(ASIDE);
        // Temporary folders are private; a catalogue is for all whom the umask lets read it.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let aside = builder.tempdir_in(store).map_err(failed(store))?;
        let folders: BTreeSet<&Path> =
            self.files.keys().filter_map(|path| Path::new(path).parent()).collect();
        for folder in folders {
            let folder = aside.path().join(folder);
            fs::create_dir_all(&folder).map_err(failed(&folder))?;
        }
        files.into_par_iter().zip(same).try_for_each(|((path, content), same)| {
            let to = aside.path().join(path);
            let done = match (same, content) {
                (true, _) => carry(&target.join(path), &to),
                (false, Content::Bytes(bytes)) => fs::write(&to, bytes),
                (false, Content::File(from)) => carry(from, &to),
            };
            done.map_err(failed(&target.join(path)))
        })?;
        swap(aside, target, store).map_err(failed(target))?;
        Ok(change)
    }
}

impl Content {
    /// Whether a file holds just this.
    fn is_in(&self, path: &Path) -> io::Result<bool> {
        let there = fs::symlink_metadata(path)?;
        if !there.is_file() {
            return Ok(false);
        }
        match self {
            Content::Bytes(bytes) => {
                Ok(there.len() == bytes.len() as u64 && fs::read(path)? == *bytes)
            }
            Content::File(from) => {
                let here = fs::metadata(from)?;
                if here.len() != there.len() {
                    return Ok(false);
                }
                // Files of ours are replaced, never changed: size and time tell them apart.
                Ok(here.modified()? == there.modified()? || equal(from, path)?)
            }
        }
    }
}

fn equal(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut a, mut b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut a)?;
        if read == 0 {
            return Ok(other.read(&mut b)? == 0);
        }
        if other.read_exact(&mut b[..read]).is_err() || a[..read] != b[..read] {
            return Ok(false);
        }
    }
}

/// A file under a second name, or a copy with its time where there are no such names.
fn carry(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    let time = fs::metadata(from)?.modified()?;
    // Sticks keep times to two seconds; then the bytes are compared the next time.
    File::options().write(true).open(to).and_then(|file| file.set_modified(time)).ok();
    Ok(())
}

/// The paths of all files of a folder; none where there is no folder.
fn listed(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![String::new()];
    while let Some(below) = waiting.pop() {
        let entries = match fs::read_dir(folder.join(&below)) {
            Ok(entries) => entries,
            Err(error) if below.is_empty() && error.kind() == io::ErrorKind::NotFound => {
                return Ok(found);
            }
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            // Links are not followed: they are things of another's making.
            if entry.file_type()?.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

/// Whether a folder is a catalogue that was made here.
fn is_ours(folder: &Path) -> bool {
    let mut head = String::new();
    let read = File::open(folder.join(MARK))
        .and_then(|file| file.take(4096).read_to_string(&mut head));
    // The head may end within a letter.
    read.is_ok() && head.contains("<generator>publish</generator>")
}

/// Puts a folder in the place of another in one step where the system has one, else in two.
fn swap(aside: tempfile::TempDir, target: &Path, store: &Path) -> io::Result<()> {
    let nothing_there = match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if nothing_there {
        fs::remove_dir(target).ok();
        fs::rename(aside.path(), target)?;
        // Nothing is left at the old name to be removed.
        let _ = aside.keep();
        return Ok(());
    }
    if exchange(aside.path(), target).is_ok() {
        // The old catalogue stands aside now; it goes, and if it will not, the new one stands.
        aside.close().ok();
        return Ok(());
    }
    let old = tempfile::Builder::new().prefix(ASIDE).tempdir_in(store)?;
    let before = old.path().join("old");
    fs::rename(target, &before)?;
    if let Err(error) = fs::rename(aside.path(), target) {
        fs::rename(&before, target)?;
        return Err(error);
    }
    let _ = aside.keep();
    old.close().ok();
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> Folder {
        let mark = "<feed><generator>publish</generator></feed>";
        let mut folder = Folder::default();
        for (path, text) in files.iter().chain(&[(MARK, mark)]) {
            folder.add(*path, Content::Bytes(text.as_bytes().to_vec()));
        }
        folder
    }

    #[test]
    fn a_catalogue_is_replaced_whole_and_what_is_unchanged_is_not_written() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (target, store) = (dir.path().join("library"), dir.path().join(".library"));
        fs::create_dir(&store).expect("writable");
        let first = folder(&[("a/one.txt", "one"), ("a/two.txt", "two")]);
        let made = Change { written: 3, kept: 0, removed: 0 };
        assert_eq!(first.place(&target, &store).expect("it is placed"), made);
        let time = |path: &str| {
            let about = fs::metadata(target.join(path)).expect("it is there");
            about.modified().expect("it has a time")
        };
        let before = time("a/one.txt");
        let second = folder(&[("a/one.txt", "one"), ("b/three.txt", "three")]);
        let change = Change { written: 1, kept: 2, removed: 1 };
        assert_eq!(second.place(&target, &store).expect("it is placed"), change);
        assert_eq!(time("a/one.txt"), before, "it was carried over");
        assert!(!target.join("a/two.txt").exists());
        let nothing = Change { written: 0, kept: 3, removed: 0 };
        assert_eq!(second.place(&target, &store).expect("it is as it was"), nothing);
        let around = fs::read_dir(dir.path()).expect("readable").count();
        assert_eq!(around, 2, "nothing is left lying about");
    }

    #[test]
    fn a_folder_of_something_else_is_not_touched() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (target, store) = (dir.path().join("library"), dir.path().join(".library"));
        fs::create_dir(&store).expect("writable");
        fs::create_dir(&target).expect("writable");
        fs::write(target.join("diary.txt"), "mine").expect("writable");
        let placed = folder(&[("one.txt", "one")]).place(&target, &store);
        assert!(matches!(placed, Err(Unsafe::Foreign)), "{placed:?}");
        assert_eq!(fs::read_dir(&target).expect("readable").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_taken_for_a_folder() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (target, store) = (dir.path().join("library"), dir.path().join(".library"));
        fs::create_dir(&store).expect("writable");
        fs::create_dir(dir.path().join("www")).expect("writable");
        std::os::unix::fs::symlink("www", &target).expect("linked");
        let placed = folder(&[("one.txt", "one")]).place(&target, &store);
        assert!(matches!(placed, Err(Unsafe::Link)), "{placed:?}");
        assert!(target.is_symlink());
    }

    #[test]
    fn a_file_that_is_gone_leaves_the_old_catalogue() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (target, store) = (dir.path().join("library"), dir.path().join(".library"));
        fs::create_dir(&store).expect("writable");
        folder(&[("one.txt", "one")]).place(&target, &store).expect("it is placed");
        let mut second = folder(&[("two.txt", "two")]);
        second.add("gone.epub", Content::File(dir.path().join("gone.epub")));
        assert!(matches!(second.place(&target, &store), Err(Unsafe::Io(..))));
        assert!(target.join("one.txt").exists() && !target.join("two.txt").exists());
        assert_eq!(fs::read_dir(dir.path()).expect("readable").count(), 2);
    }
}
