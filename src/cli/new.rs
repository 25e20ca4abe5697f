//! `publish new FOLDER`: a small book that builds without a warning.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::Outcome;
use super::term::Terminal;
use crate::info::Moment;
use crate::source;

const MANIFEST: &str = include_str!("new/manifest.toml");
const ARTICLE: &str = include_str!("new/article.md");
const README: &str = include_str!("new/README.md");

/// Starts a book; never writes over anything.
pub(super) fn new(folder: &Path, terminal: &mut Terminal) -> Outcome {
    let shown = folder.display();
    let empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !empty {
        let message = format!("`{shown}` is there already and is not an empty folder");
        terminal.error(&message, "name a new folder; nothing was written");
        return Outcome::Failed;
    }
    let name = name(folder);
    let fill = |text: &str| text.replace("{name}", &name).replace("{year}", &year());
    let files = [
        (format!("{name}.toml"), fill(MANIFEST)),
        ("01-first-article.md".into(), fill(ARTICLE)),
        ("README.md".into(), fill(README)),
    ];
    let written = fs::create_dir_all(folder).and_then(|()| {
        files.iter().try_for_each(|(file, text)| {
            let path = folder.join(file);
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(text.as_bytes())
        })
    });
    if let Err(error) = written {
        let message = format!("`{shown}` cannot be written: {}", source::reason(&error));
        terminal.error(&message, "name a folder that you may write in");
        return Outcome::Failed;
    }
    let manifest = folder.join(format!("{name}.toml"));
    let quoted = quoted(&manifest.display().to_string());
    terminal.line(&format!("{}  build it with: publish {quoted}", manifest.display()));
    Outcome::Clean
}

/// A path as a shell takes it for one word.
pub(super) fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    match path.chars().all(plain) {
        true => path.to_string(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}

/// This year, for the date and the rights line.
fn year() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment { unix: now.as_secs() }.civil().0.to_string()
}

/// A name for the manifest and the outputs, from the folder's.
fn name(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let name = source::tidy(&folder)
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().to_lowercase());
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "book".into() } else { plain.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_is_named_after_its_folder() {
        assert_eq!(name(Path::new("My Pamphlet")), "my-pamphlet");
        assert_eq!(name(Path::new("a/../b")), "b");
        assert_eq!(name(Path::new("/")), "book");
    }

    #[test]
    fn paths_with_spaces_are_one_word() {
        assert_eq!(quoted("a/b.toml"), "a/b.toml");
        assert_eq!(quoted("a/b c/d's.toml"), "'a/b c/d'\\''s.toml'");
    }
}
