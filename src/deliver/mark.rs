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

/// Where KOReader stands on the devices that have it (the README files of its plugins name the
/// three for Kobo, PocketBook, and Kindle and Android; read 2026-11).
pub(super) const KOREADER: &[&str] =
    &[".adds/koreader", "applications/koreader", "koreader"];

/// Folders at the top of a disk that are the device's own, in small letters: nobody looks for books
/// there. `applications` and `koreader` hold programs.
pub(super) const OWN: &[(Kind, &[&str])] = &[
    (Kind::PocketBook, &["system", "applications"]),
    (Kind::Kindle, &["system", "koreader"]),
    (Kind::KoReader, &["koreader"]),
];

/// All marks, the more telling first: a Kindle and a PocketBook both have `system`, a tolino of
/// 2024 and later has the `.kobo` of the Kobo that it is built as.
pub(super) const MARKS: &[Mark] = &[
    Mark {
        kind: Kind::Tolino,
        signs: &[Sign::Folder(".kobo"), Sign::Model(&["683", "690", "691", "693"])],
        books: "",
        source: "FBInk's table of devices: epos 3, vision color, shine bw and shine color have \
                 the number of the Kobo that they are built as, plus 300; calibre, \
                 devices/eb600/driver.py: their software is another",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Kobo,
        signs: &[Sign::Folder(".kobo")],
        books: "",
        source: "KOReader, frontend/device/kobo/device.lua (/mnt/onboard/.kobo/version); \
                 mobileread.com, post 3112061: books in any folder that is not hidden are taken up",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Tolino,
        signs: &[Sign::Folder(".tolino")],
        books: "Books",
        source: "programs that copy to them know the folder; calibre, devices/eb600/driver.py, \
                 class TOLINO: the vision handles only what is in Books",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Tolino,
        signs: &[Sign::Called("tolino")],
        books: "Books",
        source: "as above: not every model writes .tolino, and the disk is called so",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::Kindle,
        signs: &[Sign::Folder("documents"), Sign::File("system/version.txt")],
        books: "documents",
        source: "calibre, devices/kindle/driver.py: documents; programs that look for a Kindle \
                 read its firmware from system/version.txt",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::PocketBook,
        signs: &[Sign::Folder("system/config")],
        books: "Books",
        source: "programs for it keep their settings in /mnt/ext1/system/config, /mnt/ext1 being \
                 the disk; calibre, devices/eb600/driver.py, class POCKETBOOK740: books",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::PocketBook,
        signs: &[Sign::Folder("system"), Sign::Folder("applications")],
        books: "Books",
        source: "as above; programs are installed into applications at the top of the disk",
        checked: "2026-11",
    },
    Mark {
        kind: Kind::KoReader,
        signs: &[Sign::Folder("koreader/plugins")],
        books: "Books",
        source: "KOReader, datastorage.lua: on Android its folder is koreader on the card, and \
                 it makes plugins in it",
        checked: "2026-11",
    },
];
