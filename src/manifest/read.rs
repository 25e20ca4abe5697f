//! From the manifest's path to the checked manifest.

use std::path::{Path, PathBuf};

use super::example::GUIDE;
use super::{Manifest, Refused, book};
use crate::diag::{Code, Diagnostic, Policy, Sink, nearest, short};
use crate::source::{self, Files, Span};
use crate::table::{self, Reader, Taken};

/// Where the files that a manifest names are looked for.
pub(super) struct Folders {
    /// The manifest's own folder, canonical.
    pub base: PathBuf,
    /// The folder that everything must lie below, canonical.
    pub root: PathBuf,
    /// Whether the root is the one that is stated, if any is.
    pub as_stated: bool,
}

/// Reads and checks the manifest at `path`, as the user wrote it.
///
/// # Errors
/// When anything in it is an error; all that is wrong is reported, in its order.
pub fn read(
    path: &Path,
    files: &mut Files,
    sink: &mut Sink,
) -> Result<Manifest, Refused> {
    let refused = |reported| Refused {
        reported,
        articles: Vec::new(),
        root: PathBuf::new(),
        whole: false,
        policy: Policy::new(),
    };
    let mut own = Sink::default();
    let bytes = match no_manifest(path) {
        Some(finding) => Err(own.fail(finding)),
        None => source::read_text_bytes(path, path, None, &mut own),
    };
    let bytes = bytes.inspect_err(|_| {
        // Programs that read findings want the file that they are about.
        let at = Span::head(files.add(path, ""));
        own.into_found().into_iter().for_each(|finding| sink.report(finding.at(at)));
    });
    let file = bytes
        .and_then(|bytes| source::add_text(bytes, path, files, None, sink))
        .map_err(refused)?;
    let text = files.text(file);
    let base = base_folder(path).map_err(|error| {
        let message = format!("the manifest's folder cannot be read: {error}");
        let finding = Diagnostic::new(Code::UnreadableFile, message);
        refused(sink.fail(finding.at(Span::head(file))))
    })?;
    let name = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let Taken { value: (manifest, known), broken, failed } =
        table::read(file, &text, &GUIDE, sink, |reader, table| {
            book::read(reader, table, base, name)
        });
    let (mut articles, root, policy) = match (manifest, failed) {
        (Ok(manifest), None) => return Ok(manifest),
        (Ok(manifest), Some(_)) => (manifest.articles, manifest.root, manifest.policy),
        (Err(left), _) => left,
    };
    let reported = failed.unwrap_or_else(|| {
        let message = "the manifest was refused without a reason";
        sink.fail(Diagnostic::new(Code::Internal, message).at(Span::head(file)))
    });
    articles.retain(|entry| {
        let at = entry.span.start as usize;
        !broken.iter().any(|line| line.contains(&at))
    });
    let whole = known && broken.is_empty();
    Err(Refused { reported, articles, root, whole, policy })
}

/// What stands in a manifest's place and can be told from its path alone.
fn no_manifest(path: &Path) -> Option<Diagnostic> {
    let shown = path.display();
    if path.is_dir() {
        let mut manifests: Vec<String> = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
            .map(|path| path.display().to_string())
            .collect();
        manifests.sort_unstable();
        let help = match manifests.first() {
            Some(first) => format!("name the manifest in it: `publish {first}`"),
            None => format!("start a book in a new folder: `publish new {shown}/book`"),
        };
        let message = format!("`{shown}` is a folder, not a manifest");
        return Some(Diagnostic::new(Code::UnreadableFile, message).help(help));
    }
    if !path.exists() && !path.is_symlink() {
        let message = format!("there is no file `{shown}`");
        return Some(Diagnostic::new(Code::UnreadableFile, message).help(missing(path)));
    }
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    if ["md", "markdown", "txt"].contains(&extension.as_str()) {
        let message = format!("`{shown}` is an article, not a manifest");
        let help = "a book is a `.toml` file that lists its articles; `publish new FOLDER` starts one";
        return Some(Diagnostic::new(Code::UnreadableFile, message).help(help));
    }
    None
}

/// What a manifest that is not there may be: named without its extension or its folder,
/// or misspelt.
fn missing(path: &Path) -> String {
    let with_extension = path.with_extension("toml");
    let in_folder = path.file_stem().map(|stem| {
        path.with_file_name(stem).join(Path::new(stem).with_extension("toml"))
    });
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some(entry.file_name().to_string_lossy().strip_suffix(".toml")?.to_string())
        })
        .collect();
    names.sort_unstable();
    let wanted = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let near = nearest(&wanted, names.iter().map(String::as_str))
        .map(|name| path.with_file_name(format!("{name}.toml")));
    let found = [Some(with_extension), in_folder, near]
        .into_iter()
        .flatten()
        .find(|candidate| candidate.is_file());
    match found {
        Some(found) => format!("did you mean `{}`?", found.display()),
        None => "name the manifest of a book; `publish new FOLDER` starts one".into(),
    }
}

/// The folder that a manifest lies in; a symbolic link to one lies where it leads.
pub(super) fn base_folder(path: &Path) -> Result<PathBuf, String> {
    let file = std::fs::canonicalize(path).map_err(|error| source::reason(&error))?;
    Ok(file.parent().map_or(file.clone(), Path::to_path_buf))
}

/// What a root may be.
const ROOT: &str = "name the manifest's own folder or one above it: `root = \"..\"`";

impl Folders {
    /// The folders of a manifest in `base`, with `root` as the manifest states it.
    pub fn new(
        base: PathBuf,
        stated: Option<(String, Span)>,
        sink: &mut Sink,
    ) -> Folders {
        let root = match stated {
            None => Some(base.clone()),
            Some((written, at)) => match std::fs::canonicalize(base.join(&written)) {
                Ok(root) if !root.is_dir() => {
                    let message = format!("`{written}` is a file, not a folder");
                    let finding = Diagnostic::new(Code::InvalidValue, message);
                    sink.report(finding.at(at).help(ROOT));
                    None
                }
                Ok(root) if !base.starts_with(&root) => {
                    let message =
                        format!("the root `{written}` does not hold the manifest itself");
                    let finding = Diagnostic::new(Code::InvalidValue, message);
                    sink.report(finding.at(at).help(ROOT));
                    None
                }
                Ok(root) => Some(root),
                Err(error) => {
                    let reason = source::reason(&error);
                    let message =
                        format!("the root `{written}` cannot be used: {reason}");
                    let finding = Diagnostic::new(Code::UnreadableFile, message);
                    sink.report(finding.at(at).help(ROOT));
                    None
                }
            },
        };
        let as_stated = root.is_some();
        Folders { root: root.unwrap_or_else(|| base.clone()), base, as_stated }
    }

    /// A file that the manifest names.
    pub fn file(&self, written: &str, at: Span, sink: &mut Sink) -> Option<PathBuf> {
        source::resolve(&self.root, &self.base, written, at, sink).ok()
    }

    /// A file or a folder that the manifest names.
    pub fn any(&self, written: &str, at: Span, sink: &mut Sink) -> Option<PathBuf> {
        source::resolve_any(&self.root, &self.base, written, at, sink).ok()
    }
}

/// A code by its name; a wrong name is reported.
pub(super) fn code(reader: &mut Reader<'_>, name: &str, at: Span) -> Option<Code> {
    let code = Code::from_name(name);
    if code.is_none() {
        let names = Code::ALL.iter().map(|code| code.name());
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`publish explain` lists all codes".into(),
        };
        let name = short(name);
        reader.invalid(at, format!("there is no diagnostic `{name}`"), help);
    }
    code
}
