//! The marks by which a mounted folder is known for a reader, and where books lie on it. One row
//! a kind and maker's habit; the first that holds is meant.

use super::Kind;

/// What must be found on a device.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    /// A folder at this path.
    Folder(&'static str),
    /// A file at this path.
    File(&'static str),
    /// The model, the last three digits of `.kobo/version`, is one of these.
    Model(&'static [&'static str]),
    /// The disk's own name is this, in letters of any case.
    Called(&'static str),
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// What it is if all signs hold.
    pub kind: Kind,
    /// The signs.
    pub signs: &'static [Sign],
    /// The folder for books; empty for the top of the disk.
    pub books: &'static str,
    /// Where this was read.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who doubt a row"))]
    pub source: &'static str,
    /// When: year and month.
    #[cfg_attr(not(test), expect(dead_code, reason = "see `source`"))]
    pub checked: &'static str,
}

/// Where KOReader stands on the devices that have it, by kind (koreader.rocks, user guide,
/// installation; the paths in the README files of its plugins; read 2026-11).
pub(super) const KOREADER: &[&str] =
    &[".adds/koreader", "applications/koreader", "koreader"];

/// All marks, the more telling first: a Kindle and a PocketBook both have `system`, a tolino of
/// 2024 and later has the `.kobo` of the Kobo that it is built as.
pub(super) const MARKS: &[Mark] = &[
    Mark {
        kind: Kind::Tolino,
        signs: &[Sign::Folder(".kobo"), Sign::Model(&["690", "691", "693"])],
        books: "",
        source: "model numbers of the tolino shine 5, shine color and vision color, as calibre's \
                 Kobo driver tells them from Kobo's own",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Kobo,
        signs: &[Sign::Folder(".kobo")],
        books: "",
        source: "KOReader, frontend/device/kobo/device.lua (/mnt/onboard/.kobo/version); Kobo's \
                 help: books are dragged onto the drive itself",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Tolino,
        signs: &[Sign::Folder(".tolino")],
        books: "Books",
        source: "calibre, devices/eb600/driver.py, class TOLINO: the Vision handles only what is \
                 in Books",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Tolino,
        signs: &[Sign::Called("tolino")],
        books: "Books",
        source: "as above; not every model writes .tolino, all name the disk so",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Kindle,
        signs: &[Sign::Folder("documents"), Sign::File("system/version.txt")],
        books: "documents",
        source: "calibre, devices/kindle/driver.py: books in documents, the firmware in \
                 system/version.txt",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::PocketBook,
        signs: &[Sign::Folder("system/config")],
        books: "Books",
        source: "PocketBook's SDK and programs for it: /mnt/ext1/system/config holds the \
                 settings, /mnt/ext1 is the disk; calibre, POCKETBOOK740: books",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::PocketBook,
        signs: &[Sign::Folder("system/profiles"), Sign::Folder("applications")],
        books: "Books",
        source: "as above, with the programs' folder of every model",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::KoReader,
        signs: &[Sign::Folder("koreader/plugins")],
        books: "Books",
        source: "KOReader's README files: /sdcard/koreader/plugins on Android",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::KoReader,
        signs: &[Sign::File("koreader/settings.reader.lua")],
        books: "Books",
        source: "KOReader, datastorage.lua: its settings lie in the folder koreader of the card",
        checked: "2026-11",
    },
];
