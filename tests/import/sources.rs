//! The files to import: as they are, or, for packed formats, put together from their parts.
//!
//! A folder `NAME.docx` or `NAME.odt` holds the parts of such a file as text; the test packs them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;

/// All of them, by name.
pub fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let ending = name.rsplit('.').next().unwrap_or("");
        if path.is_dir() && matches!(ending, "docx" | "odt") {
            found.insert(name, packed(&path));
        } else if matches!(
            ending,
            "txt" | "html" | "htm" | "mhtml" | "docx" | "odt" | "fodt"
        ) {
            found.insert(name, fs::read(&path).expect("readable"));
        }
    }
    found
}

/// The parts of a folder as an archive.
pub fn packed(folder: &Path) -> Vec<u8> {
    let mut parts = BTreeMap::new();
    collect(folder, folder, &mut parts);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("it can be begun");
        zip.write_all(&bytes).expect("it can be written");
    }
    zip.finish().expect("it can be ended").into_inner()
}

fn collect(root: &Path, folder: &Path, parts: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(root, &path, parts);
            continue;
        }
        let name = path.strip_prefix(root).expect("it is below").to_string_lossy();
        parts.insert(name.replace('\\', "/"), fs::read(&path).expect("readable"));
    }
}
