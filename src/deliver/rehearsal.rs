//! A disk on which nothing is written: what would be there is remembered, so that a sending that is
//! only tried out tells of what its own files would refuse one another.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Disk;
use super::copy::Medium;

/// How many bytes are remembered; of files beyond, their names and sizes alone.
const MOST: usize = 1 << 30;

/// The disk as it would be.
#[derive(Default)]
pub struct Rehearsal {
    files: RefCell<BTreeMap<PathBuf, File>>,
}

struct File {
    bytes: Vec<u8>,
    size: u64,
}

impl Rehearsal {
    /// Takes down that a file would be there now.
    pub fn take(&self, path: &Path, bytes: &[u8]) {
        let mut files = self.files.borrow_mut();
        let known: usize = files.values().map(|file| file.bytes.len()).sum();
        let kept = if known + bytes.len() > MOST { &[] } else { bytes };
        let file = File { bytes: kept.to_vec(), size: bytes.len() as u64 };
        files.insert(path.to_path_buf(), file);
    }
}

impl Medium for Rehearsal {
    fn open(&self, folder: &Path) -> io::Result<()> {
        Disk.open(folder)
    }

    fn room(&self, folder: &Path) -> io::Result<u64> {
        let taken: u64 = self.files.borrow().values().map(|file| file.size).sum();
        Ok(Disk.room(folder)?.saturating_sub(taken))
    }

    fn make(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut names = match Disk.names(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            found => found?,
        };
        let files = self.files.borrow();
        let here = files.keys().filter(|path| path.parent() == Some(folder));
        names.extend(here.filter_map(|path| path.file_name()).map(OsString::from));
        names.dedup();
        Ok(names)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.take(path, bytes);
        Ok(())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.files.borrow().get(path) {
            Some(file) => Ok(file.bytes.clone()),
            None => Disk.read(path),
        }
    }

    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn flush(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}
