//! `publish send BOOK.toml|LIBRARY.toml|FILE --to DEVICE`: books to readers that are plugged in, or by e-mail.

mod mail;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{Common, FormatArg, SendArgs};
use super::devices::{plugged_in, size};
use super::printer::Told;
use super::term::Terminal;
use super::{Outcome, build, is_manifest, printer};
use crate::deliver::{
    self, Device, Disk, Done, Edition, Kind, Medium, Placed, Rehearsal, folded, place,
    safe,
};
use crate::diag::{Sink, nearest};
use crate::interrupt::on_interrupt;
use crate::manifest::{self, Output};
use crate::pipeline::{self, Options};
use crate::source::{self, Files};

/// Where books are sent.
enum Goal {
    /// A device, and the disk that it is.
    Device(Device, Option<u64>),
    Mail(Box<mail::Mail>),
}

/// A file that is to be sent.
struct Parcel {
    name: String,
    bytes: Vec<u8>,
}

/// What shells say of a command that Ctrl-C ended.
const BROKEN_OFF: i32 = 130;

/// Sends everything, one after the other; what cannot be sent does not keep the rest.
pub(super) fn run(args: &SendArgs, common: &Common, terminal: &mut Terminal) -> Outcome {
    let goal = match args.to.strip_prefix("mail:") {
        Some(name) => mail::read(name, args.dry_run, terminal)
            .map(|mail| Goal::Mail(Box::new(mail))),
        None => device(args, terminal).and_then(|device| open(device, terminal)).map(
            |device| {
                let disk = device.disk();
                Goal::Device(device, disk)
            },
        ),
    };
    let Ok(goal) = goal else { return Outcome::Usage };
    let mut outcome = Outcome::Clean;
    let Ok(all) = all(&args.what, terminal) else { return Outcome::Failed };
    on_interrupt(|| {
        if !deliver::break_off() {
            std::process::exit(BROKEN_OFF);
        }
    });
    let mut there = false;
    let rehearsal = args.dry_run.then(Rehearsal::default);
    for what in &all {
        match send(what, &goal, args, (common, rehearsal.as_ref()), terminal) {
            Ok(()) => there = true,
            Err(Told) => outcome = Outcome::Failed,
        }
        if deliver::is_broken_off() {
            break;
        }
    }
    let Goal::Device(device, disk) = &goal else { return outcome };
    // What was pulled out already need not be ejected.
    there &= device.is_there(*disk);
    if there && !args.dry_run && device.kind != Kind::Folder {
        let after = match device.kind {
            Kind::Kobo | Kind::Tolino => "; it takes up new books then",
            Kind::PocketBook | Kind::Kindle | Kind::KoReader | Kind::Folder => "",
        };
        terminal
            .line(&format!("eject {} before you pull the cable{after}", device.name()));
    }
    outcome
}

/// What is to be sent: of libraries all their books.
fn all(named: &[PathBuf], terminal: &mut Terminal) -> Result<Vec<PathBuf>, Told> {
    let mut all = Vec::new();
    for what in named {
        if !is_library(what) {
            all.push(what.clone());
            continue;
        }
        let (library, books) = pipeline::listed(what);
        terminal.findings(&library);
        let books = books.ok_or(Told)?;
        if books.is_empty() {
            let message = format!("`{}` lists no book that has files", what.display());
            terminal.error(&message, "name a book, as in `books = [\"book.toml\"]`");
            return Err(Told);
        }
        all.extend(books);
    }
    Ok(all)
}

/// The device that is meant.
fn device(args: &SendArgs, terminal: &mut Terminal) -> Result<Device, Told> {
    let to = args.to.as_str();
    let path = Path::new(to);
    if to.contains(['/', '\\']) || to.starts_with('.') {
        return Device::of(path).ok_or_else(|| {
            let message = match path.exists() {
                true => format!("`{to}` is no folder"),
                false => format!("there is no folder `{to}`"),
            };
            terminal.error(&message, "`publish devices` lists what is plugged in");
            Told
        });
    }
    let found = plugged_in(&args.devices);
    let kind = Kind::ALL.iter().find(|kind| kind.name().eq_ignore_ascii_case(to));
    let meant = |device: &&Device| match kind {
        Some(kind) => {
            device.kind == *kind || (*kind == Kind::KoReader && device.koreader)
        }
        None => folded(&device.name()) == folded(to),
    };
    let meant: Vec<&Device> = found.iter().filter(meant).collect();
    match (&meant[..], kind) {
        ([device], _) => Ok((*device).clone()),
        ([], None) if path.is_dir() => Device::of(path).ok_or(Told),
        ([], _) => {
            let message = match kind {
                Some(Kind::Folder) => "no disk is plugged in".to_string(),
                Some(kind) => format!("no {} is plugged in", kind.title()),
                None => format!("nothing that is plugged in is called `{to}`"),
            };
            terminal.error(&message, &others(to, &found));
            Err(Told)
        }
        (many, _) => {
            let list: Vec<String> = many
                .iter()
                .map(|device| format!("`{}`", device.root.display()))
                .collect();
            let message = format!("several are meant by `{to}`: {}", list.join(", "));
            terminal.error(&message, "name the folder of one: `--to FOLDER`");
            Err(Told)
        }
    }
}

/// The device, unless its reader would not be shown what is put into the folder that is meant.
fn open(device: Device, terminal: &mut Terminal) -> Result<Device, Told> {
    let Some((message, help)) = device.closed() else { return Ok(device) };
    terminal.error(&message, &help);
    Err(Told)
}

/// What else may be meant.
fn others(to: &str, found: &[Device]) -> String {
    let names: Vec<String> = found.iter().map(Device::name).collect();
    if let Some(near) = nearest(to, names.iter().map(String::as_str)) {
        return format!("did you mean `{near}`?");
    }
    match names.is_empty() {
        true => "plug it in, and wait until the system shows its files; or name a folder, as in \
                 `--to ./stick`"
            .to_string(),
        false => format!("there are {}; `publish devices` tells more", names.join(", ")),
    }
}

/// Sends one file, or the right edition of one book.
fn send(
    what: &Path,
    goal: &Goal,
    args: &SendArgs,
    (common, rehearsal): (&Common, Option<&Rehearsal>),
    terminal: &mut Terminal,
) -> Result<(), Told> {
    // What is only asked for is built aside, and leaves nothing.
    let aside = tempfile::tempdir().ok().filter(|_| args.dry_run);
    let out = aside.as_ref().map_or(args.out.as_path(), |aside| aside.path());
    let file = match is_manifest(what) {
        true => book(what, goal, out, (common, args.dry_run), terminal)?,
        false => what.to_path_buf(),
    };
    let parcel = parcel(&file, terminal)?;
    match goal {
        Goal::Mail(mail) => {
            mail.send(&parcel.name, &parcel.bytes, args.dry_run, terminal)
        }
        Goal::Device(device, disk) => {
            other_edition(&file, device, terminal);
            copy(&parcel, (device, *disk), rehearsal, terminal)
        }
    }
}

/// A file, whole.
fn parcel(file: &Path, terminal: &mut Terminal) -> Result<Parcel, Told> {
    // FAT32 has no larger files.
    const MOST: u64 = u32::MAX as u64;
    let shown = file.display();
    let read = match fs::metadata(file) {
        Ok(found) if found.len() > MOST => {
            let message = format!(
                "`{shown}` has {}, more than any reader takes",
                size(found.len())
            );
            terminal.error(&message, "make its pictures smaller");
            return Err(Told);
        }
        Ok(found) if found.is_file() => {
            fs::read(file).map_err(|error| source::reason(&error))
        }
        Ok(_) => Err("it is no file".to_string()),
        Err(error) => Err(source::reason(&error)),
    };
    let bytes = read.map_err(|why| {
        let message = format!("`{shown}` cannot be read: {why}");
        terminal.error(&message, "name the manifest of a book, or a file");
        Told
    })?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if let Some(what) = pretends(&name, &bytes) {
        let message = format!("`{shown}` is no {what}");
        terminal.error(&message, "it was cut short or named wrongly; make it anew");
        return Err(Told);
    }
    Ok(Parcel { name: safe(&name), bytes })
}

/// What the name of a file says that it is, where it begins otherwise or lacks its end: a reader would
/// show an error. A ZIP archive ends in its directory's record of 22 bytes with a comment of 65,535 at the
/// most (APPNOTE 4.3.16), a PDF in `%%EOF`, which readers look for in the last 1,024 bytes.
fn pretends(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let (what, begin, end, within): (_, &[u8], &[u8], usize) = if lower.ends_with(".epub")
    {
        ("whole e-book", b"PK\x03\x04", b"PK\x05\x06", 22 + 65_535)
    } else if lower.ends_with(".pdf") {
        ("whole PDF", b"%PDF-", b"%%EOF", 1024)
    } else {
        return None;
    };
    let last = &bytes[bytes.len().saturating_sub(within)..];
    let ends = last.windows(end.len()).any(|part| part == end);
    (!bytes.starts_with(begin) || !ends).then_some(what)
}

/// The edition of a book that the goal wants, built into the folder `out`: it is what its sources are
/// now, whichever book was built there before. A `dry` run builds the same, since printed pages are in
/// the e-book too, and tells of nothing but mistakes.
fn book(
    path: &Path,
    goal: &Goal,
    out: &Path,
    (common, dry): (&Common, bool),
    terminal: &mut Terminal,
) -> Result<PathBuf, Told> {
    let edition = match goal {
        Goal::Device(device, _) => device.edition(),
        Goal::Mail(mail) => Some(mail.edition()),
    };
    let Some(edition) = edition else {
        let name = path.with_extension("epub").display().to_string();
        if let Goal::Device(device, _) = goal
            && let Some((message, help)) = device.refuses(&name)
        {
            terminal.error(&message, &help);
        }
        return Err(Told);
    };
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let known = manifest::read(path, &mut files, &mut sink).ok();
    let file = known.map(|manifest| {
        let name = format!("{}{}", manifest.name, edition.ending());
        out.join(&manifest.name).join(name)
    });
    let Some(modified) = build::modified(terminal) else { return Err(Told) };
    let printer = printer::office(None, terminal)?;
    let also = vec![match edition {
        Edition::Epub => Output::Epub,
        Edition::Kepub => Output::Kepub,
        Edition::Kindle => Output::Kindle,
    }];
    let out = out.to_path_buf();
    let options = Options { out, also, modified, printer, ..Options::default() };
    let quiet = Common { quiet: common.quiet || dry, ..common.clone() };
    // A manifest with mistakes is told of here, with all of them.
    match (build::run(&[path.to_path_buf()], &options, &quiet, terminal), file) {
        (Outcome::Clean, Some(file)) => Ok(file),
        (Outcome::Clean | Outcome::Failed | Outcome::Usage, _) => Err(Told),
    }
}

/// Whether a file is a manifest that lists books, not articles.
fn is_library(path: &Path) -> bool {
    if !is_manifest(path) {
        return false;
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    let Ok(table) = text.parse::<toml::Table>() else { return false };
    let lists = ["books", "sections", "entries"];
    !table.contains_key("articles") && lists.iter().any(|key| table.contains_key(*key))
}

/// Says when a file is the edition for another reader, and the right one lies beside it.
fn other_edition(file: &Path, device: &Device, terminal: &mut Terminal) {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_lowercase();
    let kepub = lower.ends_with(Edition::Kepub.ending());
    let epub = lower.ends_with(Edition::Epub.ending()) && !kepub;
    let stem =
        |ending: &str| name.get(..name.len() - ending.len()).unwrap_or("").to_string();
    let (right, why) = match device.kind {
        Kind::Kobo if epub => (
            stem(".epub") + Edition::Kepub.ending(),
            "is opened by a Kobo without statistics and highlights by sentence",
        ),
        Kind::PocketBook | Kind::Tolino | Kind::KoReader | Kind::Kindle if kepub => {
            (stem(".kepub.epub") + Edition::Epub.ending(), "is the edition for Kobo")
        }
        Kind::Kobo
        | Kind::PocketBook
        | Kind::Kindle
        | Kind::Tolino
        | Kind::KoReader
        | Kind::Folder => return,
    };
    if file.with_file_name(&right).is_file() {
        let message = format!("`{name}` {why}");
        terminal.warning(&message, &format!("`{right}` lies beside it: send that"));
    }
}

fn copy(
    parcel: &Parcel,
    (device, disk): (&Device, Option<u64>),
    rehearsal: Option<&Rehearsal>,
    terminal: &mut Terminal,
) -> Result<(), Told> {
    let dry = rehearsal.is_some();
    if let Some((message, help)) = device.refuses(&parcel.name) {
        terminal.error(&message, &help);
        return Err(Told);
    }
    let there = |terminal: &mut Terminal| {
        if device.is_there(disk) {
            return Ok(());
        }
        let message = format!("{} is gone: `{}` is not sent", device.name(), parcel.name);
        terminal.error(&message, "plug it in again, and send again");
        Err(Told)
    };
    there(terminal)?;
    let bytes = parcel.bytes.len() as u64;
    let medium: &dyn Medium = match rehearsal {
        Some(rehearsal) => rehearsal,
        None => &Disk,
    };
    match place(&parcel.bytes, &device.books, &parcel.name, medium, dry) {
        Ok(Placed { path, done }) => {
            // A folder that is left behind by a disk takes files as well.
            there(terminal)?;
            if let Some(rehearsal) = rehearsal.filter(|_| done != Done::Same) {
                rehearsal.take(&path, &parcel.bytes);
            }
            let what = match (done, dry) {
                (Done::New, false) => "copied",
                (Done::New, true) => "would be copied",
                (Done::Replaced, false) => "copied over the earlier one",
                (Done::Replaced, true) => "would be copied over the earlier one",
                (Done::Same, _) => "is there already",
            };
            if terminal.format() == FormatArg::Json {
                let done = match done {
                    Done::New => "new",
                    Done::Replaced => "replaced",
                    Done::Same => "same",
                };
                let said = json!({
                    "path": path.display().to_string(),
                    "to": device.name(),
                    "kind": device.kind.name(),
                    "bytes": bytes,
                    "done": done,
                    "dry-run": dry,
                });
                terminal.out(&format!("{said}\n"));
            } else {
                let (title, path) = (device.title(), path.display());
                terminal.line(&format!("{path}  {what}  {}  {title}", size(bytes)));
            }
            Ok(())
        }
        Err(trouble) => {
            terminal.error(&trouble.message(), &trouble.help());
            Err(Told)
        }
    }
}
