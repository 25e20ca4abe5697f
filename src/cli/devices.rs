//! `publish devices`: the readers and disks that are plugged in.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::Outcome;
use super::args::{DevicesArgs, FormatArg};
use super::term::Terminal;
use crate::deliver::{self, Device, Disk, Kind, Medium};

/// Linux's table of what is mounted where.
const MOUNTS: &str = "/proc/self/mounts";

/// What is plugged in, in the order of its folders.
pub(super) fn plugged_in(args: &DevicesArgs) -> Vec<Device> {
    let folders = match &args.below {
        Some(folder) => below(folder),
        // Elsewhere there is no such table, and the usual folders are looked through.
        None => deliver::mounted(&fs::read_to_string(MOUNTS).unwrap_or_default()),
    };
    folders.iter().filter_map(|folder| Device::of(folder)).collect()
}

fn below(folder: &PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Lists them, as a table or one object a line.
pub(super) fn list(args: &DevicesArgs, terminal: &mut Terminal) -> Outcome {
    let found = plugged_in(args);
    if terminal.format() == FormatArg::Json {
        for device in &found {
            terminal.out(&format!("{}\n", object(device)));
        }
        return Outcome::Clean;
    }
    if found.is_empty() {
        terminal.line("no reader and no disk is plugged in");
        return Outcome::Clean;
    }
    let rows: Vec<[String; 4]> = found.iter().map(row).collect();
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    };
    let [a, b, c] = [0, 1, 2].map(width);
    for [name, title, path, gets] in &rows {
        terminal.out(&format!("{name:a$}  {title:b$}  {path:c$}  {gets}\n"));
    }
    Outcome::Clean
}

fn row(device: &Device) -> [String; 4] {
    let room = Disk.room(&device.root).ok();
    let room = room.map_or(String::new(), |room| format!("{} free, ", size(room)));
    let gets = match (device.kind, device.edition()) {
        (Kind::Folder, _) => "gets any file".to_string(),
        (_, Some(edition)) => format!("gets NAME{}", edition.ending()),
        (_, None) => "reads no EPUB; gets PDF".to_string(),
    };
    [device.name(), device.title(), device.root.display().to_string(), room + &gets]
}

fn object(device: &Device) -> serde_json::Value {
    json!({
        "kind": device.kind.name(),
        "name": device.name(),
        "koreader": device.koreader,
        "path": device.root.display().to_string(),
        "books": device.books.display().to_string(),
        "free": Disk.room(&device.root).ok(),
        "edition": device.edition().map(|edition| edition.name()),
    })
}

/// Bytes in words.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_950 => format!("{:.0} kB", bytes as f64 / 1e3),
        999_950..999_950_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        bytes => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
