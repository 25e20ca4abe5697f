//! A file onto a disk that may be full, locked or pulled out: written aside, flushed, read back,
//! renamed. At every moment there is the earlier copy, or the new one, whole.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Identity, folded};
use crate::source;

/// A disk, as far as copying asks of it.
pub trait Medium {
    /// Whether anything can be written in a folder that is there.
    fn open(&self, folder: &Path) -> io::Result<()>;
    /// How many bytes it has room for.
    fn room(&self, folder: &Path) -> io::Result<u64>;
    /// Makes a folder, unless it is there. Those above it are never made: where a disk was
    /// mounted that is gone, the machine's own would be written on.
    fn make(&self, folder: &Path) -> io::Result<()>;
    /// The names in a folder.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Writes a new file and waits until the disk has it.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Reads a file, from the disk and not from memory where the system allows it.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Renames a file, over another if there is one.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Waits until the disk has the names in a folder.
    fn flush(&self, folder: &Path) -> io::Result<()>;
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Done {
    /// It is new there.
    New,
    /// An earlier copy was replaced.
    Replaced,
    /// The very same file was there; nothing was written.
    Same,
}

/// A file in its place, or one that would be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Where.
    pub path: PathBuf,
    /// What became of it.
    pub done: Done,
}

/// Why a file is not in its place.
#[derive(Debug)]
pub enum Trouble {
    /// Somebody else's file has the name, which says of itself that it is this.
    Foreign(PathBuf, Identity),
    /// A folder has the name.
    Folder(PathBuf),
    /// There is not enough room: what is needed and what there is, in bytes.
    NoRoom {
        /// The file.
        path: PathBuf,
        /// Bytes needed.
        need: u64,
        /// Bytes there are.
        room: u64,
    },
    /// What was read back of this is not what was written.
    Differs(PathBuf),
    /// The system refused.
    Io {
        /// What was being done, as in "cannot be …".
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Its reason.
        error: io::Error,
        /// The part that could not be removed again, if one is left.
        left: Option<PathBuf>,
    },
}

impl Trouble {
    /// The fact.
    pub fn message(&self) -> String {
        match self {
            Trouble::Foreign(path, earlier) => {
                let what = match earlier {
                    Identity::Book(_) | Identity::Pages(_) => "another book",
                    Identity::Unknown => "another file",
                };
                format!(
                    "{what} is called `{}` there, and is left as it is",
                    path.display()
                )
            }
            Trouble::Folder(path) => {
                format!("a folder is called `{}` there", path.display())
            }
            Trouble::NoRoom { path, need, room } => {
                let [need, room] = [need, room].map(|&bytes| megabytes(bytes));
                let path = path.display();
                format!(
                    "there is no room for `{path}`: {need} are needed, {room} are free"
                )
            }
            Trouble::Differs(path) => format!(
                "what was read back of `{}` is not what was written; nothing was changed",
                path.display()
            ),
            Trouble::Io { what, path, error, left: _ } => {
                format!("`{}` cannot be {what}: {}", path.display(), why(error))
            }
        }
    }

    /// What to do.
    pub fn help(&self) -> String {
        match self {
            Trouble::Foreign(_, Identity::Unknown) | Trouble::Folder(_) => {
                "rename one of the two, or send to another folder of the device"
                    .to_string()
            }
            Trouble::Foreign(_, earlier) => changed(earlier),
            Trouble::NoRoom { .. } => {
                "remove books that were read, and send again".to_string()
            }
            Trouble::Differs(_) => {
                "try another cable or port; if it happens again, the memory is worn out"
                    .to_string()
            }
            Trouble::Io { error, left, .. } => {
                let mut help = advice(error).to_string();
                if let Some(left) = left {
                    let name = left.file_name().unwrap_or_default().to_string_lossy();
                    help += &format!(
                        "; `{name}` may be left there, no reader shows it, and the next sending \
                         removes it"
                    );
                }
                help
            }
        }
    }
}

/// What to do where a book is there that is not known for this one: it may be, under its earlier title.
fn changed(earlier: &Identity) -> String {
    let uuid = match earlier {
        Identity::Book(identifier) => identifier.strip_prefix("urn:uuid:"),
        Identity::Pages(_) | Identity::Unknown => None,
    };
    let same = "a book that states no identifier is another one when its title, its authors, its language or its \
                publisher change. If that is an earlier copy of this one, ";
    match uuid {
        Some(uuid) => format!(
            "{same}write `identifiers = {{ uuid = \"{uuid}\" }}` into the manifest, and it is replaced; else rename \
             one of the two"
        ),
        None => format!(
            "{same}remove it there, and state `identifiers = {{ uuid = \"…\" }}` in the manifest, so that it stays \
             the same; else rename one of the two"
        ),
    }
}

/// Bytes in words, upward where room is needed.
fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Whether the system says so because the device is gone: EIO, ENXIO, ENODEV, and what it says of
/// a disk that another was mounted over.
fn is_gone(error: &io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(5 | 6 | 19))
        || matches!(
            error.kind(),
            ErrorKind::NotConnected | ErrorKind::StaleNetworkFileHandle
        )
}

fn why(error: &io::Error) -> String {
    match (is_gone(error), error.kind() == ErrorKind::Interrupted) {
        (true, _) => "the device does not answer".to_string(),
        (false, true) => "it was broken off".to_string(),
        (false, false) => source::reason(error),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the kinds are open")]
fn advice(error: &io::Error) -> &'static str {
    if is_gone(error) {
        return "plug the device in again, and send again; nothing of its books was changed";
    }
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "remove books that were read, and send again"
        }
        ErrorKind::ReadOnlyFilesystem => {
            "take off the lock of the card; if it has none, the disk has faults: let the system \
             check it"
        }
        ErrorKind::PermissionDenied => "mount the device so that you may write on it",
        ErrorKind::Interrupted => "send again; nothing half written is left",
        ErrorKind::NotFound => "plug the device in again, and send again",
        _ => "nothing of the books there was changed; try again",
    }
}

/// How the names of files begin that are not in their places yet: readers and file managers
/// show none that begin with a point.
const ASIDE: &str = ".publish-";
/// How they end, by which no reader takes them for books.
const PART: &str = ".part";
/// Room beyond the file: a new folder, the entries of names, the last cluster.
const SPARE: u64 = 256 << 10;

/// Copies a file into a folder, under a name that is [`super::safe`]; `dry` only says what would be
/// done. An earlier copy, by [`Identity::replaces`], is replaced, also under its name in letters of
/// another case or form; nothing else is.
///
/// # Errors
/// See [`Trouble`]. Then all that was there is as it was.
pub fn place(
    bytes: &[u8],
    folder: &Path,
    name: &str,
    medium: &dyn Medium,
    dry: bool,
) -> Result<Placed, Trouble> {
    let (path, done) = occupant(bytes, folder, name, medium)?;
    if done == Done::Same {
        return Ok(Placed { path, done });
    }
    let need = bytes.len() as u64 + SPARE;
    let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
    let room = medium.room(there).map_err(|error| trouble("looked at", there, error))?;
    if room < need {
        return Err(Trouble::NoRoom { path, need, room });
    }
    if dry {
        medium.open(there).map_err(|error| trouble("written", &path, error))?;
    } else {
        let new = !folder.exists();
        COPYING.store(true, Ordering::SeqCst);
        let copied = copy(bytes, folder, &path, medium);
        COPYING.store(false, Ordering::SeqCst);
        if copied.is_err() && new {
            // Only what was made here is taken away again, and only if nothing is in it.
            fs::remove_dir(folder).ok();
        }
        copied?;
    }
    Ok(Placed { path, done })
}

/// Where the file goes, and what is there now.
fn occupant(
    bytes: &[u8],
    folder: &Path,
    name: &str,
    medium: &dyn Medium,
) -> Result<(PathBuf, Done), Trouble> {
    let names = match medium.names(folder) {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(trouble("read", folder, error)),
    };
    // FAT knows no case: `A.epub` is the same file as `a.epub`; macOS writes `á` as two letters.
    let wanted = folded(name);
    let mut alike: Vec<OsString> = names
        .into_iter()
        .filter(|found| folded(&found.to_string_lossy()) == wanted)
        .collect();
    alike.sort_unstable();
    let found = alike.iter().find(|found| *found == name).or(alike.first());
    let Some(found) = found else { return Ok((folder.join(name), Done::New)) };
    let path = folder.join(found);
    if path.is_dir() {
        return Err(Trouble::Folder(path));
    }
    let earlier = medium.read(&path).map_err(|error| trouble("read", &path, error))?;
    if earlier == bytes {
        return Ok((path, Done::Same));
    }
    let earlier = Identity::of(&earlier);
    match Identity::of(bytes).replaces(&earlier) {
        true => Ok((path, Done::Replaced)),
        false => Err(Trouble::Foreign(path, earlier)),
    }
}

fn trouble(what: &'static str, path: &Path, error: io::Error) -> Trouble {
    Trouble::Io { what, path: path.to_path_buf(), error, left: None }
}

fn copy(
    bytes: &[u8],
    folder: &Path,
    path: &Path,
    medium: &dyn Medium,
) -> Result<(), Trouble> {
    medium.make(folder).map_err(|error| trouble("made", folder, error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Always the same, so that what a pulled cable left goes with the next sending.
    let aside = folder.join(format!("{ASIDE}{name}{PART}"));
    let cleared = match medium.remove(&aside) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Err(_) | Ok(()) => Ok(()),
    };
    cleared.map_err(|error| trouble("written", path, error))?;
    let written = through(bytes, &aside, path, medium);
    if let Err(found) = written {
        // Whether it is there or not, it must not be.
        let gone = match medium.remove(&aside) {
            Err(error) => error.kind() == ErrorKind::NotFound,
            Ok(()) => true,
        };
        return Err(match found {
            Trouble::Io { what, path, error, left: _ } => {
                Trouble::Io { what, path, error, left: (!gone).then_some(aside) }
            }
            Trouble::Foreign(..)
            | Trouble::Folder(_)
            | Trouble::NoRoom { .. }
            | Trouble::Differs(_) => found,
        });
    }
    // The file is in its place; a name that is not yet on the disk may still get lost.
    medium.flush(folder).map_err(|error| trouble("flushed", folder, error))
}

fn through(
    bytes: &[u8],
    aside: &Path,
    path: &Path,
    medium: &dyn Medium,
) -> Result<(), Trouble> {
    medium.write(aside, bytes).map_err(|error| trouble("written", path, error))?;
    let back = medium.read(aside).map_err(|error| trouble("read back", path, error))?;
    if back != bytes {
        return Err(Trouble::Differs(path.to_path_buf()));
    }
    medium.rename(aside, path).map_err(|error| trouble("put in its place", path, error))
}

/// The disks of this machine.
#[derive(Clone, Copy, Default, Debug)]
pub struct Disk;

/// Whether something is being copied, and whether that is broken off: a signal is for the whole
/// process, and so are these.
static COPYING: AtomicBool = AtomicBool::new(false);
static ENDED: AtomicBool = AtomicBool::new(false);

/// Breaks off what is being copied, so that nothing half written stays; whether anything is.
pub fn break_off() -> bool {
    ENDED.store(true, Ordering::SeqCst);
    COPYING.load(Ordering::SeqCst)
}

/// Whether the user has broken copying off: nothing more is to be sent.
pub fn is_broken_off() -> bool {
    ENDED.load(Ordering::SeqCst)
}

/// How much is written at a time, in bytes, before it is asked whether copying is broken off.
const AT_ONCE: usize = 1 << 20;

impl Medium for Disk {
    #[cfg(target_os = "linux")]
    fn open(&self, folder: &Path) -> io::Result<()> {
        use rustix::fs::{Access, access};
        Ok(access(folder, Access::WRITE_OK)?)
    }

    // Elsewhere it is found out by writing.
    #[cfg(not(target_os = "linux"))]
    fn open(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn room(&self, folder: &Path) -> io::Result<u64> {
        fs4::available_space(folder)
    }

    fn make(&self, folder: &Path) -> io::Result<()> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {
                Ok(())
            }
            made => made,
        }
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        for part in bytes.chunks(AT_ONCE) {
            if is_broken_off() {
                return Err(io::Error::from(ErrorKind::Interrupted));
            }
            file.write_all(part)?;
            // So that memory does not fill with what the disk has not, and the end is slow.
            file.sync_data()?;
        }
        file.sync_all()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        // What was flushed is dropped from memory, so that it comes from the device. Systems
        // that know no such wish read what they remember.
        #[cfg(target_os = "linux")]
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn flush(&self, folder: &Path) -> io::Result<()> {
        if !cfg!(unix) {
            return Ok(());
        }
        // Some file systems of other makers cannot flush a folder, and say so.
        match File::open(folder)?.sync_all() {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::InvalidInput | ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            flushed => flushed,
        }
    }
}

#[cfg(test)]
mod tests;
