//! Reading files: the one place where the book's sources come in.
//!
//! A path is taken relative to the file that names it, must end below the book's root
//! (also after symbolic links), and must be a file of a bounded size. Nothing here knows
//! what a file is for.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::{FileId, Files, Span};
use crate::diag::{Code, Diagnostic, Reported, Sink};

/// The largest text that is read. The longest novels are below 10 MiB; spans count in
/// `u32` and want to stay far from its end.
pub const TEXT_LIMIT: u64 = 64 << 20;

/// The largest picture or font that is read. The largest CJK collections are about
/// 150 MiB.
pub const BYTES_LIMIT: u64 = 256 << 20;

/// How many names of a folder are looked at for a suggestion.
const NAMES_LIMIT: usize = 10_000;

/// The file that `written` names, absolute and without links, proven to be a regular file
/// below `root`. `root` must be canonical.
///
/// # Errors
/// When it is not there, is not a file, or lies outside `root`; reported at `at`.
pub fn resolve(
    root: &Path,
    base_dir: &Path,
    written: &str,
    at: Span,
    sink: &mut Sink,
) -> Result<PathBuf, Reported> {
    let path = resolve_any(root, base_dir, written, at, sink)?;
    if let Some(what) = not_a_file(&path) {
        return Err(sink.fail(
            Diagnostic::new(
                Code::UnreadableFile,
                format!("`{written}` is {what}, not a file"),
            )
            .at(at)
            .help("name the file itself"),
        ));
    }
    Ok(path)
}

/// As [`resolve`], but a folder will do, too.
///
/// # Errors
/// When it is not there or lies outside `root`; reported at `at`.
pub fn resolve_any(
    root: &Path,
    base_dir: &Path,
    written: &str,
    at: Span,
    sink: &mut Sink,
) -> Result<PathBuf, Reported> {
    if written.is_empty() {
        return Err(sink.fail(
            Diagnostic::new(Code::InvalidValue, "the path is empty")
                .at(at)
                .help("name a file, relative to the file that names it"),
        ));
    }
    let joined = tidy(&base_dir.join(written));
    // Told from the words alone first, so that nothing outside is even looked at.
    if !joined.starts_with(root) && Path::new(written).has_root() {
        return Err(sink.fail(from_the_top(root, base_dir, written, at)));
    }
    if !joined.starts_with(root) {
        return Err(sink.fail(outside(written, root, "leaves", at)));
    }
    let how = "leads, through a symbolic link, out of";
    let path = fs::canonicalize(&joined).map_err(|error| {
        // Nothing is said of what is or is not there behind a link out of the root.
        let mut folders = joined.ancestors().skip(1);
        let folder = folders.find_map(|folder| fs::canonicalize(folder).ok());
        if folder.is_some_and(|folder| !folder.starts_with(root)) {
            return sink.fail(outside(written, root, how, at));
        }
        let missing = error.kind() == ErrorKind::NotFound;
        let message = if missing {
            format!("there is no file `{written}`")
        } else {
            format!("`{written}` cannot be read: {}", reason(&error))
        };
        let near = if missing { nearest(&joined, written) } else { None };
        let help = near.unwrap_or_else(|| match fs::symlink_metadata(&joined) {
            Ok(found) if found.is_symlink() => {
                "it is a symbolic link that leads to no file; put the file itself there"
                    .into()
            }
            _ => "paths are taken relative to the folder of the file that names them"
                .into(),
        });
        sink.fail(Diagnostic::new(Code::UnreadableFile, message).at(at).help(help))
    })?;
    if !path.starts_with(root) {
        return Err(sink.fail(outside(written, root, how, at)));
    }
    Ok(path)
}

/// A path that begins with `/`, as makers of web sites write them.
fn from_the_top(root: &Path, base_dir: &Path, written: &str, at: Span) -> Diagnostic {
    let below = written.trim_start_matches(['/', '\\']);
    let meant = [base_dir, root].into_iter().map(|folder| tidy(&folder.join(below)));
    let mut meant = meant.filter(|path| path.starts_with(root) && path.is_file());
    let help = match meant.next() {
        Some(path) if path == tidy(&base_dir.join(below)) => {
            format!("did you mean `{below}`?")
        }
        Some(_) | None => {
            "write the path from the folder of the file that names it".into()
        }
    };
    let message = format!(
        "`{written}` begins with `/`: that is the top of this computer's disk, outside the book"
    );
    Diagnostic::new(Code::OutsideRoot, message).at(at).help(help)
}

fn outside(written: &str, root: &Path, how: &str, at: Span) -> Diagnostic {
    let name = root.file_name().map_or("/".into(), |name| name.to_string_lossy());
    Diagnostic::new(
        Code::OutsideRoot,
        format!("`{written}` {how} the book's root folder `{name}`"),
    )
    .at(at)
    .help("move the file below the root, or set `root` in the manifest to a folder that holds everything (`root = \"..\"`)")
}

/// Reads a text file and adds it to `files` as `shown_path`.
///
/// # Errors
/// When it cannot be read, is too large, or is not UTF-8 (reported in the file itself, at
/// the first wrong byte). `at` is the place that names the file, if any does.
pub fn read_text(
    path: &Path,
    shown_path: &Path,
    files: &mut Files,
    at: Option<Span>,
    sink: &mut Sink,
) -> Result<FileId, Reported> {
    let bytes = read_text_bytes(path, shown_path, at, sink)?;
    add_text(bytes, shown_path, files, at, sink)
}

/// The first half of [`read_text`]: only the bytes, so that many files can be read at once.
///
/// # Errors
/// When the file cannot be read or is too large for a text.
pub fn read_text_bytes(
    path: &Path,
    shown_path: &Path,
    at: Option<Span>,
    sink: &mut Sink,
) -> Result<Vec<u8>, Reported> {
    read_limited(path, shown_path, TEXT_LIMIT, "text", at, sink)
}

/// The second half of [`read_text`]: proves the bytes to be UTF-8 and adds them to `files`.
///
/// # Errors
/// When they are not UTF-8.
pub fn add_text(
    bytes: Vec<u8>,
    shown_path: &Path,
    files: &mut Files,
    at: Option<Span>,
    sink: &mut Sink,
) -> Result<FileId, Reported> {
    let error = match std::str::from_utf8(&bytes) {
        Ok(text) => return Ok(files.add(shown_path, text)),
        Err(error) => error,
    };
    let valid = error.valid_up_to();
    let byte = bytes[valid];
    // The text is kept with replacement characters, so that the message can show the line;
    // `Files` drops a byte order mark and carriage returns, which moves the place.
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let moved = before.strip_prefix('\u{feff}').unwrap_or(&before);
    let start = moved.len() - moved.matches("\r\n").count();
    let file = files.add(shown_path, &String::from_utf8_lossy(&bytes));
    let span = Span::new(file, start..start + '\u{fffd}'.len_utf8());
    let place = files.place(span);
    let help = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        "the file looks like UTF-16; save it again as UTF-8".to_string()
    } else if byte >= 0xa0 {
        format!(
            "the file may be in an older encoding (in Latin-1 the byte is `{}`); save it again as UTF-8",
            char::from(byte)
        )
    } else {
        "save the file again as UTF-8".to_string()
    };
    let mut diagnostic = Diagnostic::new(
        Code::InvalidUtf8,
        format!(
            "`{}` is not UTF-8 text: byte 0x{byte:02X} at line {}, column {} (byte {valid} of the file)",
            shown_path.display(),
            place.line,
            place.column,
        ),
    )
    .at(span)
    .help(help);
    if let Some(at) = at {
        diagnostic = diagnostic.related(at, "the file is named here");
    }
    Err(sink.fail(diagnostic))
}

/// Reads a picture or a font.
///
/// # Errors
/// When it cannot be read or is too large; reported at `at`.
pub fn read_bytes(path: &Path, at: Span, sink: &mut Sink) -> Result<Vec<u8>, Reported> {
    let name = path.file_name().map_or(path, Path::new);
    read_limited(path, name, BYTES_LIMIT, "file", Some(at), sink)
}

fn read_limited(
    path: &Path,
    shown: &Path,
    limit: u64,
    noun: &str,
    at: Option<Span>,
    sink: &mut Sink,
) -> Result<Vec<u8>, Reported> {
    let mut fail = |message: String, help: Option<String>| {
        let mut diagnostic = Diagnostic::new(Code::UnreadableFile, message);
        diagnostic.at = at;
        diagnostic.help = help;
        sink.fail(diagnostic)
    };
    let shown_text = shown.display();
    // Asked before opening: opening a pipe waits for ever.
    if let Some(what) = not_a_file(path) {
        return Err(fail(format!("`{shown_text}` is {what}, not a file"), None));
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| {
        let length = file.metadata()?.len();
        bytes.reserve_exact(length.min(limit) as usize + 1);
        file.take(limit + 1).read_to_end(&mut bytes)
    });
    match read {
        Ok(_) if bytes.len() as u64 > limit => Err(fail(
            format!("`{shown_text}` is larger than {} MiB", limit >> 20),
            Some(format!(
                "no {noun} of a book is that large; check that it is the right file"
            )),
        )),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let written = shown_text.to_string();
            Err(fail(format!("there is no file `{written}`"), nearest(path, &written)))
        }
        Err(error) => {
            Err(fail(format!("`{shown_text}` cannot be read: {}", reason(&error)), None))
        }
    }
}

/// What stands at a path that is there but is no regular file.
fn not_a_file(path: &Path) -> Option<&'static str> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Some("a folder"),
        Ok(metadata) if !metadata.is_file() => Some("a device or a pipe"),
        Ok(_) | Err(_) => None,
    }
}

/// An error of the system in plain words, without its number.
#[expect(clippy::wildcard_enum_match_arm, reason = "the kinds are open")]
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".into(),
        ErrorKind::PermissionDenied => "its permissions forbid it".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::QuotaExceeded => "the disk quota is used up".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        ErrorKind::AlreadyExists => {
            "something that is no folder stands in its place".into()
        }
        ErrorKind::IsADirectory => "a folder stands in its place".into(),
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder".into(),
        ErrorKind::InvalidFilename => "its name is not possible here".into(),
        _ => {
            let text = error.to_string();
            if text.contains("symbolic links") {
                return "its symbolic links lead in a circle".into();
            }
            let end = text.find(" (os error").unwrap_or(text.len());
            text[..end].to_lowercase()
        }
    }
}

/// A path with `.` and `..` resolved by the words alone.
pub fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                let last = out.components().next_back();
                match last {
                    Some(Component::Normal(_)) => {
                        out.pop();
                    }
                    Some(Component::RootDir | Component::Prefix(_)) => {}
                    None | Some(Component::ParentDir | Component::CurDir) => {
                        out.push("..");
                    }
                }
            }
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => {
                out.push(component);
            }
        }
    }
    if out.as_os_str().is_empty() { PathBuf::from(".") } else { out }
}

/// A name without its ending, and the ending.
fn parted(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

/// "Did you mean", from the names that stand in the folder of a missing file.
fn nearest(missing: &Path, written: &str) -> Option<String> {
    if written.contains('\\') {
        return Some("write paths with `/`, on every system".into());
    }
    let folder = match missing.parent()? {
        here if here.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    let wanted = missing.file_name()?.to_string_lossy().into_owned();
    let Ok(entries) = fs::read_dir(folder) else {
        return Some(format!("there is no folder `{}` either", {
            let cut = written.rfind('/').map_or("", |at| &written[..at]);
            if cut.is_empty() { "." } else { cut }
        }));
    };
    let mut names: Vec<String> = entries
        .take(NAMES_LIMIT)
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        // A link of this name that leads nowhere is what is missing.
        .filter(|name| *name != wanted)
        // Of names that end alike, what stands before the end must be near.
        .filter(|name| {
            let (own, end) = parted(&wanted);
            let (other, its) = parted(name);
            end != its || crate::diag::nearest(own, [other]).is_some()
        })
        .collect();
    // The system gives names in any order; equal distances must not decide by it.
    names.sort_unstable();
    let name = crate::diag::nearest(&wanted, names.iter().map(String::as_str))?;
    let cut = written.rfind('/').map_or(0, |at| at + 1);
    Some(format!("did you mean `{}{name}`?", &written[..cut]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder `book` with a few files, and a file beside it.
    fn shelf() -> (tempfile::TempDir, PathBuf, Files, Span) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path().canonicalize().expect("it is there").join("book");
        fs::create_dir_all(root.join("text")).expect("writable");
        fs::write(root.join("text/01-house.md"), "House.\n").expect("writable");
        fs::write(root.join("../secret.md"), "Secret.\n").expect("writable");
        let mut files = Files::default();
        let span = Span::head(files.add("book.toml", "articles = []"));
        (dir, root, files, span)
    }

    fn message(written: &str) -> String {
        let (_dir, root, _, span) = shelf();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../secret.md", root.join("link.md"))
            .expect("links work");
        let mut sink = Sink::default();
        let _ = resolve(&root, &root, written, span, &mut sink);
        sink.into_found()
            .into_iter()
            .map(|d| {
                format!("{}: {} [{}]", d.code, d.message, d.help.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn paths_that_cannot_be_read_say_why() {
        assert_eq!(message("text/01-house.md"), "");
        assert_eq!(message("text/../text/./01-house.md"), "");
        assert_eq!(
            message("text/01-hous.md"),
            "unreadable-file: there is no file `text/01-hous.md` [did you mean `text/01-house.md`?]"
        );
        assert_eq!(
            message("txt/01.md"),
            "unreadable-file: there is no file `txt/01.md` [there is no folder `txt` either]"
        );
        assert_eq!(
            message("text"),
            "unreadable-file: `text` is a folder, not a file [name the file itself]"
        );
        assert!(
            message("../secret.md").starts_with("outside-root: `../secret.md` leaves")
        );
        assert!(message("/etc/passwd").starts_with("outside-root: `/etc/passwd` begins"));
        assert!(
            message("/text/01-house.md").ends_with("[did you mean `text/01-house.md`?]")
        );
        assert!(message("").starts_with("invalid-value: the path is empty"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_circle_is_not_offered_again() {
        let (_dir, root, _, span) = shelf();
        std::os::unix::fs::symlink("round.md", root.join("round.md"))
            .expect("links work");
        let mut sink = Sink::default();
        assert!(resolve(&root, &root, "round.md", span, &mut sink).is_err());
        let found = sink.into_found();
        assert!(found[0].message.ends_with("its symbolic links lead in a circle"));
        assert!(found[0].help.as_deref().is_some_and(|help| help.contains("itself")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_root_is_refused() {
        assert!(
            message("link.md").starts_with("outside-root: `link.md` leads, through a")
        );
    }

    #[test]
    fn invalid_utf8_is_shown_where_it_stands() {
        let (_dir, root, mut files, at) = shelf();
        let path = root.join("latin.md");
        fs::write(&path, b"\xef\xbb\xbfone\r\ncaf\xe9 here\r\n").expect("writable");
        let mut sink = Sink::default();
        let shown = Path::new("latin.md");
        assert!(read_text(&path, shown, &mut files, Some(at), &mut sink).is_err());
        let found = sink.into_found();
        assert_eq!(
            found[0].message,
            "`latin.md` is not UTF-8 text: byte 0xE9 at line 2, column 4 (byte 11 of the file)"
        );
        assert!(found[0].help.as_deref().is_some_and(|help| help.contains("`é`")));
        assert_eq!(files.slice(found[0].at.expect("has a place")), "\u{fffd}");
    }

    #[test]
    fn dots_are_resolved_by_the_words() {
        let tidied = |path: &str| tidy(Path::new(path)).display().to_string();
        assert_eq!(tidied("books/../covers/./a.svg"), "covers/a.svg");
        assert_eq!(tidied("../a/.."), "..");
        assert_eq!(tidied("a/.."), ".");
        assert_eq!(tidied("/../a"), "/a");
    }
}
