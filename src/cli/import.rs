//! `publish import FILE… --book NAME.toml`: articles from texts of elsewhere.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::ImportArgs;
use super::term::Terminal;
use crate::diag::Severity;
use crate::import::{self, Imported, Input, Options, Output, Target};
use crate::source::{self, BYTES_LIMIT};

/// Imports files, reports, and writes what came of them, unless something of it is there already.
pub(super) fn run(args: &ImportArgs, terminal: &mut Terminal) -> Outcome {
    let Some((folder, target)) = target(args, terminal) else { return Outcome::Usage };
    let mut contents = Vec::new();
    for file in &args.files {
        match read(file) {
            Ok(bytes) => contents.push(bytes),
            Err(why) => {
                terminal.error(&why, "check the path; nothing was written");
                return Outcome::Failed;
            }
        }
    }
    let shelves: Vec<Shelf> = args.files.iter().map(|file| Shelf::of(file)).collect();
    let lookups: Vec<_> =
        shelves.iter().map(|shelf| move |name: &str| shelf.read(name)).collect();
    let inputs: Vec<Input<'_>> = args
        .files
        .iter()
        .zip(&contents)
        .zip(&lookups)
        .map(|((path, bytes), beside)| Input { path, bytes, beside })
        .collect();
    let (language, encoding) = (args.language.clone(), args.encoding);
    let imported = import::import(&inputs, &Options { language, encoding, target });
    terminal.told(&imported.found, &imported.files);
    if imported.found.iter().any(|found| found.severity == Severity::Error) {
        return Outcome::Failed;
    }
    if args.dry_run {
        summary(&imported, "nothing was written", terminal);
        return Outcome::Clean;
    }
    let there = imported.written.iter().map(|output| folder.join(&output.path));
    if let Some(path) = there.into_iter().find(|path| path.exists()) {
        let message = format!("`{}` is there already", path.display());
        terminal
            .error(&message, "move it away, or name another book; nothing was written");
        return Outcome::Failed;
    }
    if let Err((path, error)) = write(&folder, &imported.written) {
        let message =
            format!("`{}` cannot be written: {}", path.display(), source::reason(&error));
        terminal.error(&message, "nothing was written");
        return Outcome::Failed;
    }
    summary(&imported, "", terminal);
    for output in &imported.written {
        terminal.line(&folder.join(&output.path).display().to_string());
    }
    if let Some(book) = &args.book {
        terminal.line(&format!(
            "build it with: publish {}",
            super::new::quoted(&book.display().to_string())
        ));
    }
    Outcome::Clean
}

/// Where the files go, and what they are.
fn target(args: &ImportArgs, terminal: &mut Terminal) -> Option<(PathBuf, Target)> {
    let Some(path) = args.book.as_ref().or(args.library.as_ref()) else {
        return Some((PathBuf::new(), Target::Articles));
    };
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let is_toml = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("toml"));
    let (Some(name), true) = (name, is_toml) else {
        let message = format!("`{}` is no name of a manifest", path.display());
        terminal.error(&message, "end it with `.toml`");
        return None;
    };
    let target = match args.book {
        Some(_) => {
            let stem =
                path.file_stem().map_or(String::new(), |it| it.to_string_lossy().into());
            Target::Book(stem)
        }
        None => Target::Library(name),
    };
    Some((folder, target))
}

/// Reads a file within bounds.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    let cannot = |error: std::io::Error| {
        format!("`{shown}` cannot be read: {}", source::reason(&error))
    };
    let metadata = fs::metadata(path).map_err(cannot)?;
    if !metadata.is_file() {
        return Err(format!("`{shown}` is not a file"));
    }
    if metadata.len() > BYTES_LIMIT {
        return Err(format!("`{shown}` is larger than {} MiB", BYTES_LIMIT >> 20));
    }
    fs::read(path).map_err(cannot)
}

/// What lies beside a saved page.
struct Shelf {
    /// Its folder, without links.
    folder: Option<PathBuf>,
}

impl Shelf {
    fn of(file: &Path) -> Shelf {
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            Some(_) | None => Path::new("."),
        };
        Shelf { folder: fs::canonicalize(folder).ok() }
    }

    /// A file below the folder; nothing outside it is looked at.
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let folder = self.folder.as_ref()?;
        let joined = source::tidy(&folder.join(name));
        if !joined.starts_with(folder) {
            return None;
        }
        let path =
            fs::canonicalize(joined).ok().filter(|path| path.starts_with(folder))?;
        read(&path).ok()
    }
}

/// Writes files aside, then gives them their names; where one cannot be, takes all away again.
fn write(folder: &Path, outputs: &[Output]) -> Result<(), (PathBuf, std::io::Error)> {
    let mut made: Vec<PathBuf> = Vec::new();
    let mut folders: Vec<PathBuf> = Vec::new();
    let result = outputs.iter().try_for_each(|output| {
        let path = folder.join(&output.path);
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            Some(_) | None => PathBuf::from("."),
        };
        let fail = |error| (path.clone(), error);
        for above in parent.ancestors().collect::<Vec<_>>().into_iter().rev() {
            if !above.as_os_str().is_empty() && !above.exists() {
                fs::create_dir(above).map_err(fail)?;
                folders.push(above.to_path_buf());
            }
        }
        let mut aside = tempfile::Builder::new()
            .prefix(".publish-")
            .permissions_of_a_document()
            .tempfile_in(&parent)
            .map_err(fail)?;
        aside.write_all(&output.bytes).map_err(fail)?;
        aside.persist_noclobber(&path).map_err(|error| fail(error.error))?;
        made.push(path.clone());
        Ok(())
    });
    if result.is_err() {
        made.iter().for_each(|path| drop(fs::remove_file(path)));
        folders.iter().rev().for_each(|path| drop(fs::remove_dir(path)));
    }
    result
}

/// Files that others may read, as any that an editor writes.
trait Document {
    fn permissions_of_a_document(&mut self) -> &mut Self;
}

impl Document for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_of_a_document(&mut self) -> &mut Self {
        use std::os::unix::fs::PermissionsExt;
        self.permissions(fs::Permissions::from_mode(0o666))
    }

    #[cfg(not(unix))]
    fn permissions_of_a_document(&mut self) -> &mut Self {
        self
    }
}

fn summary(imported: &Imported, end: &str, terminal: &mut Terminal) {
    let count = |severity| {
        imported.found.iter().filter(|found| found.severity == severity).count()
    };
    let counted = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    };
    let mut line = format!(
        "{}, {} to look at",
        counted(count(Severity::Note), "note"),
        counted(count(Severity::Warning), "doubt")
    );
    if !end.is_empty() {
        line += &format!("; {end}");
    }
    if terminal.is_text() {
        terminal.error_line(&line);
    }
}
