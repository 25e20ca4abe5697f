//! What a mounted folder is, and what can be read there.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::mark::{KOREADER, MARKS, OWN, Sign};
use super::{Edition, ending};

/// What kind of reader a folder belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A Kobo with Kobo's own software.
    Kobo,
    /// A PocketBook.
    PocketBook,
    /// A Kindle.
    Kindle,
    /// A tolino of either generation.
    Tolino,
    /// Anything else with KOReader on it, a telephone mostly.
    KoReader,
    /// A folder or a stick without any mark.
    Folder,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 6] = [
        Kind::Kobo,
        Kind::PocketBook,
        Kind::Kindle,
        Kind::Tolino,
        Kind::KoReader,
        Kind::Folder,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Kobo => "kobo",
            Kind::PocketBook => "pocketbook",
            Kind::Kindle => "kindle",
            Kind::Tolino => "tolino",
            Kind::KoReader => "koreader",
            Kind::Folder => "folder",
        }
    }

    /// Its name in sentences.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Kobo => "Kobo",
            Kind::PocketBook => "PocketBook",
            Kind::Kindle => "Kindle",
            Kind::Tolino => "tolino",
            Kind::KoReader => "KOReader",
            Kind::Folder => "folder",
        }
    }

    /// The endings of files that it reads from its disk; `None` where nothing is known against any.
    ///
    /// Kobo: the lists of epubor.com and easyereader.com, which agree but for MOBI. Kindle: calibre,
    /// devices/kindle/driver.py, class KINDLE2. PocketBook and tolino: calibre,
    /// devices/eb600/driver.py. KOReader: its README, and HTML and RTF by its engine. Read 2026-11.
    fn reads(self) -> Option<&'static [&'static str]> {
        match self {
            Kind::Kobo => Some(&[
                ".kepub.epub",
                ".epub",
                ".pdf",
                ".mobi",
                ".txt",
                ".html",
                ".rtf",
                ".cbz",
                ".cbr",
                ".jpg",
                ".jpeg",
                ".gif",
                ".png",
                ".bmp",
                ".tiff",
            ]),
            Kind::PocketBook => Some(&[
                ".epub", ".pdf", ".fb2", ".mobi", ".prc", ".djvu", ".rtf", ".chm",
                ".doc", ".docx", ".txt", ".html", ".htm", ".tcr",
            ]),
            Kind::Kindle => {
                Some(&[".azw3", ".azw", ".kfx", ".mobi", ".prc", ".pdf", ".txt"])
            }
            Kind::Tolino => Some(&[".epub", ".pdf", ".txt"]),
            Kind::KoReader => Some(&[
                ".epub", ".pdf", ".fb2", ".mobi", ".djvu", ".rtf", ".chm", ".doc",
                ".txt", ".html", ".htm", ".cbz",
            ]),
            Kind::Folder => None,
        }
    }
}

/// A place for books.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Whose.
    pub kind: Kind,
    /// Whether KOReader is on it as well.
    pub koreader: bool,
    /// The top of its disk.
    pub root: PathBuf,
    /// The folder that books go to; it need not be there yet.
    pub books: PathBuf,
}

impl Device {
    /// What a folder is. A folder within a device is meant as the place for books there, whether or
    /// not it is [`closed`](Device::closed) to them. `None` if there is no such folder.
    pub fn of(folder: &Path) -> Option<Device> {
        if !folder.is_dir() {
            return None;
        }
        let whole = fs::canonicalize(folder).ok()?;
        // Shown as it was written, looked at as it is.
        let own = Device::at(folder, &whole, true);
        let within: Vec<Device> = whole
            .ancestors()
            .skip(1)
            .filter_map(|above| Device::at(above, above, false))
            .map(|device| Device { books: folder.to_path_buf(), ..device })
            .collect();
        // KOReader is one of the programs of other devices as well; the whole disk counts then.
        if own.as_ref().is_none_or(|own| own.kind == Kind::KoReader)
            && let Some(closed) = within.iter().rfind(|within| within.closed().is_some())
        {
            return Some(closed.clone());
        }
        own.or(within.into_iter().next()).or(Some(Device {
            kind: Kind::Folder,
            koreader: false,
            root: folder.to_path_buf(),
            books: folder.to_path_buf(),
        }))
    }

    /// The device whose disk has its top at this folder, if one has. A name alone says so only
    /// of a folder that is `named` itself: those above it may be called anything.
    fn at(shown: &Path, folder: &Path, named: bool) -> Option<Device> {
        let holds = |sign: &Sign| {
            sign.holds(folder) && (named || !matches!(sign, Sign::Called(_)))
        };
        let mark = MARKS.iter().find(|mark| mark.signs.iter().all(holds))?;
        Some(Device {
            kind: mark.kind,
            koreader: KOREADER.iter().any(|path| folder.join(path).is_dir()),
            root: shown.to_path_buf(),
            books: match mark.books {
                "" => shown.to_path_buf(),
                books => shown.join(spelt(folder, books)),
            },
        })
    }

    /// The disk that it is, by the system's number; `None` where it is gone, or where the system has
    /// no numbers.
    pub fn disk(&self) -> Option<u64> {
        #[cfg(unix)]
        let disk =
            |found: fs::Metadata| Some(std::os::unix::fs::MetadataExt::dev(&found));
        #[cfg(not(unix))]
        let disk = |_: fs::Metadata| None;
        fs::metadata(&self.root).ok().and_then(disk)
    }

    /// Whether it is still what it was, and on the `disk` that it was: an empty folder may stay where
    /// a cable was pulled.
    pub fn is_there(&self, disk: Option<u64>) -> bool {
        let same = Device::of(&self.root).is_some_and(|now| now.kind == self.kind);
        same && self.disk() == disk
    }

    /// Why books are better not put into the folder that is meant, and what to name instead; `None`
    /// where the device shows them.
    pub fn closed(&self) -> Option<(String, String)> {
        if self.kind == Kind::Folder {
            return None;
        }
        let root = fs::canonicalize(&self.root).ok()?;
        let books = fs::canonicalize(&self.books).ok()?;
        let below = books.strip_prefix(&root).ok()?;
        let mut parts = below.iter().map(|part| part.to_string_lossy().to_lowercase());
        let (first, title) = (parts.next()?, self.kind.title());
        let shown = self.books.display();
        let own =
            OWN.iter().any(|(kind, own)| *kind == self.kind && own.contains(&&*first));
        let message = if own {
            format!(
                "`{shown}` holds the device's own files, and no book is looked for there"
            )
        } else if first.starts_with('.') || parts.any(|part| part.starts_with('.')) {
            format!("`{shown}` is hidden, and a {title} shows no books of hidden folders")
        } else if self.kind == Kind::Kindle && !self.koreader && first != "documents" {
            format!(
                "`{shown}` is not in `documents`, and a Kindle shows no books of other folders"
            )
        } else {
            return None;
        };
        let usual = Device::at(&root, &root, true)?.books;
        let help = format!(
            "name the device, `--to {}`: its books lie in `{}`",
            self.root.display(),
            usual.display()
        );
        Some((message, help))
    }

    /// Its name: that of the disk.
    pub fn name(&self) -> String {
        let whole = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        match whole.file_name() {
            Some(name) => name.to_string_lossy().into_owned(),
            None => whole.display().to_string(),
        }
    }

    /// Its kind, as sentences have it: "Kobo", "Kindle with KOReader".
    pub fn title(&self) -> String {
        match (self.kind, self.koreader) {
            (Kind::KoReader | Kind::Folder, _) | (_, false) => {
                self.kind.title().to_string()
            }
            (kind, true) => format!("{} with KOReader", kind.title()),
        }
    }

    /// The edition of a book that is made for it; `None` where it reads no EPUB at all.
    pub fn edition(&self) -> Option<Edition> {
        match (self.kind, self.koreader) {
            (Kind::Kobo, _) => Some(Edition::Kepub),
            (Kind::Kindle, false) => None,
            (Kind::Kindle, true)
            | (Kind::PocketBook | Kind::Tolino | Kind::KoReader | Kind::Folder, _) => {
                Some(Edition::Epub)
            }
        }
    }

    /// Whether it opens a file of this name.
    pub fn reads(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let among = |kind: Kind| match kind.reads() {
            Some(endings) => endings.iter().any(|ending| lower.ends_with(ending)),
            None => true,
        };
        among(self.kind) || (self.koreader && among(Kind::KoReader))
    }

    /// Why a file of this name is better not copied there, and what to do instead; `None` where
    /// nothing is against it.
    pub fn refuses(&self, name: &str) -> Option<(String, String)> {
        if self.reads(name) {
            return None;
        }
        let ending = ending(name);
        if self.kind == Kind::Kindle && ending.to_lowercase().ends_with(".epub") {
            let help = "send `NAME-kindle.epub` by e-mail (`--to mail:NAME`) or on \
                        amazon.com/sendtokindle; a PDF can be copied";
            let message = format!("a Kindle reads no EPUB from its disk, as `{name}` is");
            return Some((message, help.into()));
        }
        let kind = self.kind.title();
        let message = format!("a {kind} does not open `{name}`: it ends in `{ending}`");
        Some((message, "send the EPUB or the PDF of the book".into()))
    }
}

impl Sign {
    fn holds(self, folder: &Path) -> bool {
        match self {
            Sign::Folder(path) => folder.join(path).is_dir(),
            Sign::File(path) => folder.join(path).is_file(),
            Sign::Model(models) => {
                let model = model(&folder.join(".kobo/version"));
                model.is_some_and(|model| models.contains(&model.as_str()))
            }
            Sign::Called(wanted) => {
                let name =
                    folder.file_name().map(|name| name.to_string_lossy().to_lowercase());
                name.is_some_and(|name| name == wanted)
            }
        }
    }
}

/// The model of a Kobo: the last three digits of its file `version`, whose last field is a UUID
/// that ends in them.
fn model(version: &Path) -> Option<String> {
    // Longer than any that was seen.
    const MOST: u64 = 4096;
    let mut text = String::new();
    fs::File::open(version).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    let last = text.trim().rsplit(',').next()?;
    let digits = last.get(last.len().checked_sub(3)?..)?;
    digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.to_string())
}

/// A folder's name as it is spelt on the disk, should it be there in other letters: such disks
/// mostly know no case, but those that do would get a second folder.
fn spelt(folder: &Path, name: &str) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut alike: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|found| found.to_lowercase() == name.to_lowercase())
        .collect();
    alike.sort_unstable();
    match alike.iter().find(|found| *found == name).or(alike.first()) {
        Some(found) => found.clone(),
        None => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this name with these folders (`x/`) and files (`x=text`) in it.
    fn disk(name: &str, holds: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path().join(name);
        fs::create_dir(&root).expect("made");
        for path in holds {
            match path.split_once('=') {
                None => fs::create_dir_all(root.join(path)).expect("made"),
                Some((path, text)) => {
                    let path = root.join(path);
                    fs::create_dir_all(path.parent().expect("in the folder"))
                        .expect("made");
                    fs::write(path, text).expect("written");
                }
            }
        }
        (dir, root)
    }

    #[test]
    fn devices_are_known_by_their_marks() {
        let version = |model: &str| {
            format!(
                ".kobo/version=N418ABC,4.9.77,4.38.21908,4.9.77,4.9.77,00000000-0000-0000-0000-000000000{model}"
            )
        };
        let (kobo, tolino) = (version("391"), version("691"));
        let cases: &[(&str, &[&str], Kind, bool, &str)] = &[
            ("KOBOeReader", &[".kobo"], Kind::Kobo, false, ""),
            ("KOBOeReader", &[kobo.as_str(), ".adds/koreader"], Kind::Kobo, true, ""),
            ("disk", &[tolino.as_str()], Kind::Tolino, false, ""),
            ("disk", &[".tolino"], Kind::Tolino, false, "Books"),
            ("TOLINO", &[], Kind::Tolino, false, "Books"),
            (
                "Kindle",
                &["documents", "system/version.txt=Kindle 5.14"],
                Kind::Kindle,
                false,
                "documents",
            ),
            (
                "Kindle",
                &["documents", "system/version.txt=Kindle", "koreader"],
                Kind::Kindle,
                true,
                "documents",
            ),
            (
                "PB740",
                &["system/config", "applications"],
                Kind::PocketBook,
                false,
                "Books",
            ),
            ("PB740", &["system/config", "books"], Kind::PocketBook, false, "books"),
            (
                "PB",
                &["system/profiles", "applications/koreader"],
                Kind::PocketBook,
                true,
                "Books",
            ),
            ("card", &["koreader/plugins"], Kind::KoReader, true, "Books"),
            ("stick", &["documents", "system"], Kind::Folder, false, ""),
            ("stick", &["koreader"], Kind::Folder, false, ""),
            ("stick", &[".kobo=a file of this name"], Kind::Folder, false, ""),
        ];
        for (name, holds, kind, koreader, books) in cases {
            let (_dir, root) = disk(name, holds);
            let device = Device::of(&root).expect("a folder");
            let books = if books.is_empty() { root.clone() } else { root.join(books) };
            let wanted = Device { kind: *kind, koreader: *koreader, root, books };
            assert_eq!(device, wanted, "{name} {holds:?}");
            assert_eq!(device.name(), *name);
        }
        assert_eq!(Device::of(Path::new("/nowhere/at/all")), None);
    }

    #[test]
    fn a_folder_on_a_device_is_the_place_for_books_there() {
        let (_dir, root) = disk("KOBOeReader", &[".kobo", "Pamphlets/New"]);
        let device = Device::of(&root.join("Pamphlets/New")).expect("a folder");
        assert_eq!((device.kind, device.name().as_str()), (Kind::Kobo, "KOBOeReader"));
        assert_eq!(device.books, root.join("Pamphlets/New"));
        let (_dir, root) = disk("tolino", &["drafts"]);
        let folder = Device::of(&root.join("drafts")).expect("a folder");
        assert_eq!((folder.kind, folder.root), (Kind::Folder, root.join("drafts")));
    }

    #[test]
    fn folders_of_the_device_itself_are_closed() {
        const PB: &[&str] = &["system/config", "applications/koreader/plugins", "Books"];
        const KINDLE: &[&str] = &["documents/new", "system/version.txt=Kindle", "music"];
        const KOBO: &[&str] = &[".kobo/kepub", ".adds/koreader/plugins", "Books/.new"];
        let cases: &[(&[&str], &str, Option<&str>)] = &[
            (KOBO, "", None),
            (KOBO, "Books", None),
            (KOBO, ".kobo", Some("hidden")),
            (KOBO, ".kobo/kepub", Some("hidden")),
            // It has the mark of a telephone with KOReader.
            (KOBO, ".adds", Some("hidden")),
            (KOBO, "Books/.new", Some("hidden")),
            (PB, "", None),
            (PB, "Books", None),
            (PB, "system", Some("own files")),
            (PB, "applications", Some("own files")),
            (PB, "applications/koreader", Some("own files")),
            (KINDLE, "", None),
            (KINDLE, "documents", None),
            (KINDLE, "documents/new", None),
            (KINDLE, "system", Some("own files")),
            (KINDLE, "music", Some("not in `documents`")),
            (&[".tolino", "Books"], ".tolino", Some("hidden")),
            (&["koreader/plugins", "Download"], "Download", None),
            (&["koreader/plugins"], "koreader", Some("own files")),
            // Whoever names such a folder of a stick means it.
            (&[".kept"], ".kept", None),
        ];
        for (holds, folder, wanted) in cases {
            let (_dir, root) = disk("disk", holds);
            let device = Device::of(&root.join(folder)).expect("a folder");
            let closed = device.closed();
            assert_eq!(closed.is_some(), wanted.is_some(), "{folder} {holds:?}");
            if let (Some((message, help)), Some(word)) = (closed, wanted) {
                assert!(message.contains(word), "{message}");
                assert!(help.contains("/disk`: its books lie in `"), "{help}");
            }
        }
    }

    #[test]
    fn each_reader_gets_what_it_reads() {
        let device = |kind, koreader| Device {
            kind,
            koreader,
            root: PathBuf::from("x"),
            books: PathBuf::from("x"),
        };
        assert_eq!(device(Kind::Kobo, false).edition(), Some(Edition::Kepub));
        assert_eq!(device(Kind::Kindle, false).edition(), None);
        assert_eq!(device(Kind::Kindle, true).edition(), Some(Edition::Epub));
        for kind in [Kind::PocketBook, Kind::Tolino, Kind::KoReader, Kind::Folder] {
            assert_eq!(device(kind, false).edition(), Some(Edition::Epub));
            assert!(device(kind, false).reads("a.EPUB"));
        }
        let (message, help) =
            device(Kind::Kindle, false).refuses("a.epub").expect("refused");
        assert_eq!(message, "a Kindle reads no EPUB from its disk, as `a.epub` is");
        assert!(
            help.contains("--to mail:NAME") && help.contains("amazon.com/sendtokindle")
        );
        assert_eq!(device(Kind::Kindle, true).refuses("a.epub"), None);
        assert_eq!(device(Kind::Kindle, false).refuses("a.pdf"), None);
        let (message, _) =
            device(Kind::Tolino, false).refuses("a.html").expect("refused");
        assert_eq!(message, "a tolino does not open `a.html`: it ends in `.html`");
    }

    #[test]
    fn what_was_pulled_out_is_not_there() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path().join("KOBOeReader");
        fs::create_dir_all(root.join(".kobo")).expect("made");
        let device = Device::of(&root).expect("a folder");
        let disk = device.disk();
        assert!(device.is_there(disk));
        // Another disk, an empty folder where it was, and none.
        assert!(!device.is_there(disk.map(|disk| disk + 1).or(Some(0))));
        fs::remove_dir(root.join(".kobo")).expect("removed");
        assert!(!device.is_there(disk));
        fs::remove_dir(&root).expect("removed");
        assert!(!device.is_there(disk));
    }

    #[test]
    fn every_mark_says_where_it_was_read() {
        for mark in MARKS {
            assert!(!mark.signs.is_empty() && mark.source.len() > 10, "{mark:?}");
            let (year, month) = mark.checked.split_once('-').expect("a year and a month");
            assert!(year.len() == 4 && month.len() == 2, "{mark:?}");
        }
    }
}
