use std::cell::{Cell, RefCell};

use super::super::identity::tests::epub;
use super::*;

/// A disk on which one thing goes wrong.
#[derive(Default)]
struct Faulty {
    /// How many bytes it says it has room for.
    room: Option<u64>,
    /// After how many bytes writing fails, and with which error of the system.
    breaks: Option<(usize, i32)>,
    /// Whether it is gone afterwards, so that nothing can be removed.
    gone: bool,
    /// Whether a bit is turned on the way.
    worn: bool,
    /// Which step fails.
    fails: Option<&'static str>,
    broken: Cell<bool>,
    steps: RefCell<Vec<&'static str>>,
}

impl Faulty {
    fn step(&self, step: &'static str) -> io::Result<()> {
        self.steps.borrow_mut().push(step);
        if self.broken.get() && self.gone {
            return Err(io::Error::from_raw_os_error(5));
        }
        match self.fails == Some(step) {
            true => Err(io::Error::from_raw_os_error(5)),
            false => Ok(()),
        }
    }
}

impl Medium for Faulty {
    fn open(&self, folder: &Path) -> io::Result<()> {
        self.step("open").and_then(|()| Disk.open(folder))
    }
    fn room(&self, folder: &Path) -> io::Result<u64> {
        self.room.map_or_else(|| Disk.room(folder), Ok)
    }
    fn make(&self, folder: &Path) -> io::Result<()> {
        self.step("make").and_then(|()| Disk.make(folder))
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        Disk.names(folder)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step("write")?;
        if let Some((after, error)) = self.breaks {
            Disk.write(path, &bytes[..after])?;
            self.broken.set(true);
            return Err(io::Error::from_raw_os_error(error));
        }
        let mut bytes = bytes.to_vec();
        if self.worn {
            bytes[10] ^= 1;
        }
        Disk.write(path, &bytes)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step("read").and_then(|()| Disk.read(path))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename").and_then(|()| Disk.rename(from, to))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove").and_then(|()| Disk.remove(path))
    }
    fn flush(&self, folder: &Path) -> io::Result<()> {
        self.step("flush").and_then(|()| Disk.flush(folder))
    }
}

/// A folder with these files, and what is in it afterwards.
struct Shelf(tempfile::TempDir);

impl Shelf {
    fn new(files: &[(&str, &[u8])]) -> Shelf {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            fs::write(dir.path().join(name), bytes).expect("written");
        }
        Shelf(dir)
    }
    fn path(&self) -> &Path {
        self.0.path()
    }
    fn names(&self) -> Vec<String> {
        let names = Disk.names(self.path()).expect("readable").into_iter();
        let mut names: Vec<String> =
            names.map(|n| n.into_string().expect("UTF-8")).collect();
        names.sort();
        names
    }
    fn holds(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).expect("it is there")
    }
}

#[test]
fn a_book_is_copied_into_a_folder_that_is_made() {
    let shelf = Shelf::new(&[]);
    let book = epub("urn:uuid:1", "text");
    let folder = shelf.path().join("Books");
    let dry = place(&book, &folder, "a.epub", &Disk, true).expect("it would be");
    assert_eq!(dry, Placed { path: folder.join("a.epub"), done: Done::New });
    assert!(shelf.names().is_empty(), "trying writes nothing");
    let placed = place(&book, &folder, "a.epub", &Disk, false).expect("it is");
    assert_eq!(placed, dry);
    assert_eq!(fs::read(&placed.path).expect("it is there"), book);
    assert_eq!(fs::read_dir(&folder).expect("readable").count(), 1, "nothing beside it");
}

#[test]
fn what_cannot_be_written_on_is_told_before_it_is_tried() {
    let shelf = Shelf::new(&[]);
    let disk = Faulty { fails: Some("open"), ..Faulty::default() };
    let book = epub("1", "");
    let dry = place(&book, shelf.path(), "a.epub", &disk, true);
    assert!(matches!(dry, Err(Trouble::Io { what: "written", .. })), "{dry:?}");
}

#[test]
fn it_is_flushed_read_back_renamed_and_flushed_in_this_order() {
    let shelf = Shelf::new(&[]);
    let disk = Faulty::default();
    place(&epub("1", ""), shelf.path(), "a.epub", &disk, false).expect("it is");
    let steps = ["make", "remove", "write", "read", "rename", "flush"];
    assert_eq!(*disk.steps.borrow(), steps);
}

#[test]
fn where_a_disk_was_the_machine_s_own_is_not_written_on() {
    let shelf = Shelf::new(&[]);
    let folder = shelf.path().join("KOBOeReader/Books");
    let gone = place(&epub("1", ""), &folder, "a.epub", &Disk, false).expect_err("gone");
    assert!(gone.help().starts_with("plug the device in again"), "{}", gone.help());
    assert!(shelf.names().is_empty());
}

#[test]
fn an_earlier_copy_is_replaced_and_nothing_else() {
    let (earlier, book) = (epub("1", "earlier"), epub("1", "now"));
    let shelf = Shelf::new(&[("A.Epub", &earlier)]);
    let done = |name: &str, bytes: &[u8]| {
        place(bytes, shelf.path(), name, &Disk, false).map(|placed| placed.done)
    };
    // FAT knows no case: a second file beside it would be the same.
    assert_eq!(done("a.epub", &book).expect("it is"), Done::Replaced);
    assert_eq!(shelf.names(), ["A.Epub"]);
    assert_eq!(shelf.holds("A.Epub"), book);
    assert_eq!(done("a.epub", &book).expect("it is"), Done::Same);
    // macOS parts letters from their marks.
    let shelf = Shelf::new(&[("Coyoaca\u{301}n.epub", &earlier)]);
    let placed = place(&book, shelf.path(), "Coyoacán.epub", &Disk, false);
    assert_eq!(placed.expect("it is").done, Done::Replaced);
    assert_eq!(shelf.names(), ["Coyoaca\u{301}n.epub"]);
    assert_eq!(shelf.holds("Coyoaca\u{301}n.epub"), book);
    for other in [epub("2", ""), b"%PDF-1.7 of others".to_vec(), Vec::new()] {
        let shelf = Shelf::new(&[("a.epub", &other)]);
        for dry in [true, false] {
            let refused = place(&book, shelf.path(), "a.epub", &Disk, dry);
            let refused = refused.expect_err("it is another's");
            assert!(
                refused.message().contains("is left as it is"),
                "{}",
                refused.message()
            );
            assert_eq!(shelf.holds("a.epub"), other);
        }
    }
    fs::create_dir(shelf.path().join("b.epub")).expect("made");
    let refused = place(&book, shelf.path(), "b.epub", &Disk, false);
    let refused = refused.expect_err("a folder");
    assert!(matches!(refused, Trouble::Folder(_)));
}

#[test]
fn room_is_asked_for_before_anything_is_written() {
    let shelf = Shelf::new(&[]);
    let disk = Faulty { room: Some(300_000), ..Faulty::default() };
    let book = vec![7; 100_000];
    let refused = place(&book, &shelf.path().join("Books"), "a.epub", &disk, false);
    let message = refused.expect_err("no room").message();
    assert!(message.starts_with("there is no room for `"), "{message}");
    assert!(
        message.ends_with("/a.epub`: 363 kB are needed, 300 kB are free"),
        "{message}"
    );
    assert!(shelf.names().is_empty() && disk.steps.borrow().is_empty());
}

#[test]
fn whatever_fails_the_earlier_copy_stays_and_no_part_of_the_new_one() {
    let (earlier, book) = (epub("1", "earlier"), epub("1", "now"));
    let faults = [
        // Full, unplugged and back at once, forbidden.
        Faulty { breaks: Some((20, 28)), ..Faulty::default() },
        Faulty { breaks: Some((20, 5)), ..Faulty::default() },
        Faulty { breaks: Some((0, 13)), ..Faulty::default() },
        Faulty { fails: Some("write"), ..Faulty::default() },
        Faulty { fails: Some("rename"), ..Faulty::default() },
        Faulty { worn: true, ..Faulty::default() },
    ];
    for disk in faults {
        let shelf = Shelf::new(&[("a.epub", &earlier), ("other.epub", b"x")]);
        let refused =
            place(&book, shelf.path(), "a.epub", &disk, false).expect_err("it fails");
        assert_eq!(shelf.names(), ["a.epub", "other.epub"], "{}", refused.message());
        assert_eq!(shelf.holds("a.epub"), earlier, "{}", refused.message());
        let folder = shelf.path().join("new");
        place(&book, &folder, "a.epub", &disk, false).expect_err("it fails");
        assert!(!shelf.path().join("new").exists(), "folders that were made go again");
    }
}

#[test]
fn what_a_pulled_cable_leaves_is_told_and_goes_with_the_next_sending() {
    let shelf = Shelf::new(&[]);
    let book = epub("1", "text");
    let disk = Faulty { breaks: Some((20, 19)), gone: true, ..Faulty::default() };
    let refused =
        place(&book, shelf.path(), "a.epub", &disk, false).expect_err("it is gone");
    assert!(refused.message().ends_with("cannot be written: the device does not answer"));
    assert!(
        refused.help().contains("`.publish-a.epub.part` may be left"),
        "{}",
        refused.help()
    );
    assert_eq!(shelf.names(), [".publish-a.epub.part"], "a name that no reader shows");
    place(&book, shelf.path(), "a.epub", &Disk, false).expect("it is");
    assert_eq!(shelf.names(), ["a.epub"]);
}

#[test]
fn a_link_that_waits_in_the_place_aside_is_not_written_through() {
    #[cfg(unix)]
    {
        let shelf = Shelf::new(&[("theirs", b"precious")]);
        let aside = shelf.path().join(".publish-a.epub.part");
        std::os::unix::fs::symlink(shelf.path().join("theirs"), aside).expect("made");
        place(&epub("1", ""), shelf.path(), "a.epub", &Disk, false).expect("it is");
        assert_eq!(shelf.holds("theirs"), b"precious");
        assert_eq!(shelf.names(), ["a.epub", "theirs"]);
    }
}
