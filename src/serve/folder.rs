//! What the path of a request means in the folder; nothing outside it has one.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// The longest path, in bytes.
const LONGEST: usize = 2048;
/// What a folder shows.
const INDEX: &str = "index.html";

/// What a path leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// A file.
    File(PathBuf),
    /// A folder whose address lacks its stroke: links on its page would lead elsewhere.
    Elsewhere,
    /// A folder without a page of its own, that shows what it holds.
    Held(PathBuf),
    /// Nothing that is shown.
    Nothing,
}

/// Looks for the path of a request in a folder. Names that begin with a dot are hidden; a link
/// that leads out of the folder leads nowhere. A folder that has a page, as catalogues have, shows of itself what that
/// page shows; in one that has none, the folders show what they hold.
pub(super) fn find(folder: &Path, path: &str) -> Found {
    let Some(inside) = relative(path) else { return Found::Nothing };
    let Ok(folder) = folder.canonicalize() else { return Found::Nothing };
    let Ok(found) = folder.join(inside).canonicalize() else { return Found::Nothing };
    if !found.starts_with(&folder) {
        return Found::Nothing;
    }
    if !found.is_dir() {
        // A file is no folder, whatever its address says.
        let file = found.is_file() && !path.ends_with('/');
        return if file { Found::File(found) } else { Found::Nothing };
    }
    let page = |below: &Path| {
        let page = below.join(INDEX).canonicalize().ok()?;
        (page.is_file() && page.starts_with(&folder)).then_some(page)
    };
    let own = page(&found);
    if own.is_none() && page(&folder).is_some() {
        return Found::Nothing;
    }
    match (path.ends_with('/'), own) {
        (false, _) => Found::Elsewhere,
        (true, Some(page)) => Found::File(page),
        (true, None) => Found::Held(found),
    }
}

/// A path below the folder, made of plain names alone.
fn relative(path: &str) -> Option<PathBuf> {
    if path.len() > LONGEST {
        return None;
    }
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    // Strokes of another system, streams and drives of Windows, ends of strings of C.
    if decoded.contains(['\\', '\0', ':']) {
        return None;
    }
    let mut inside = PathBuf::new();
    for part in Path::new(&*decoded).components() {
        match part {
            Component::Normal(name) if !name.to_str()?.starts_with('.') => {
                inside.push(name)
            }
            Component::CurDir => {}
            Component::Normal(_)
            | Component::ParentDir
            | Component::RootDir
            | Component::Prefix(_) => return None,
        }
    }
    Some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_plain_names() {
        let cases = [
            ("/", Some("")),
            ("/books/a/a.epub", Some("books/a/a.epub")),
            ("/b%20%C3%A9.epub", Some("b é.epub")),
            ("/./a", Some("a")),
            ("/../etc/passwd", None),
            ("/a/%2e%2e/%2e%2e/etc", None),
            ("/%2e%2e%2fetc", None),
            ("//etc/passwd", None),
            ("/a/..%5c..%5cb", None),
            ("/C:/x", None),
            ("/.git/config", None),
            ("/a%00.html", None),
            ("/%ff", None),
            ("http://elsewhere/", None),
            ("*", None),
        ];
        for (path, expected) in cases {
            assert_eq!(relative(path), expected.map(PathBuf::from), "{path}");
        }
        assert_eq!(relative(&format!("/{}", "a".repeat(3000))), None);
    }
}
