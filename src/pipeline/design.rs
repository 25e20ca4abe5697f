//! The book's design: a theme with what the manifest changes of it, and the fonts.

use std::path::{Path, PathBuf};

use crate::font::Fonts;

use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::geom::Len;
use crate::manifest::{Design, Manifest, ThemeEntry};
use crate::source::{self, Files, Span};
use crate::theme::{self, Theme};

/// The theme that a book gets unless it names one.
const DEFAULT: &str = "pamphlet";
/// The narrowest text, in characters: below it hardly a line can be justified.
const LEAST_CHARACTERS: i64 = 20;
/// The width of a character in thousandths of the size, over a text (EB Garamond: 98 mm
/// of 11 pt hold 67 characters).
const CHARACTER: i64 = 377;
/// The fewest lines of text: a heading with what it keeps, and a note.
const LEAST_LINES: i64 = 5;

/// The theme as the manifest at `path` wants it.
pub(super) fn theme(
    manifest: &Manifest,
    path: &Path,
    files: &mut Files,
    sink: &mut Sink,
) -> Theme {
    let design = &manifest.design;
    let found = match &design.theme {
        Some(ThemeEntry::Builtin(name)) => theme::builtin(name),
        Some(ThemeEntry::File { path: file, written, span }) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            let shown = source::tidy(&folder.join(written));
            theme::read(file, &shown, *span, files, sink).ok()
        }
        None => None,
    };
    let found = found.or_else(|| theme::builtin(DEFAULT));
    let mut theme = found.expect("the default theme is built in");
    change(&mut theme, design);
    if theme.leading < theme.size {
        let (size, leading) = (theme.size.to_pt(), theme.leading.to_pt());
        let message =
            format!("a leading of {leading} pt is too little for type of {size} pt");
        let help =
            "lines would run into each other: make it the size and a fifth or more";
        let at = design.leading_span.or(design.size_span).or(design.span);
        let finding = Diagnostic::new(Code::InvalidValue, message).help(help);
        sink.report(finding.at(at.unwrap_or(Span::head(manifest.file))));
    }
    if let Some((mut diagnostic, cause)) = too_small(&theme, design) {
        diagnostic.at = cause.or(design.span).or(Some(Span::head(manifest.file)));
        sink.report(diagnostic);
    }
    theme
}

/// Puts what the book states over what the theme states. What hangs together stays in
/// proportion: margins with the page, the leading with the size.
fn change(theme: &mut Theme, design: &Design) {
    design.page.into_iter().for_each(|size| theme.set_page(size));
    design.margins.into_iter().for_each(|margins| theme.set_margins(margins));
    design.size.into_iter().for_each(|size| theme.set_size(size));
    design.leading.into_iter().for_each(|leading| theme.set_leading(leading));
    if design.page.is_some() && design.margins.is_none() {
        theme.limit_measure();
    }
    theme.articles = design.articles.unwrap_or(theme.articles);
    theme.notes.change(&design.notes);
    let [serif, sans, mono] = design.families.clone();
    let families = &mut theme.families;
    for (family, stated) in [
        (&mut families.serif, serif),
        (&mut families.sans, sans),
        (&mut families.mono, mono),
    ] {
        if let Some((stated, _)) = stated {
            *family = stated;
        }
    }
}

/// Whether the page is too small for its type, or the type too large for its page; and
/// where the type is stated, if that is the cause.
fn too_small(theme: &Theme, design: &Design) -> Option<(Diagnostic, Option<Span>)> {
    let usual = theme::builtin(DEFAULT)?;
    let (measure, lines) = (theme.measure(), theme.lines());
    let least = |size: Len| size.ratio(CHARACTER * LEAST_CHARACTERS, 1000);
    let size = theme.size;
    let points = |len: Len| (len.to_pt() * 100.0).round() / 100.0;
    let columns = theme.columns;
    let (message, cause) = if measure < least(size) {
        if columns > 1 {
            let mm = measure.to_mm();
            (format!("{columns} columns leave {mm:.0} mm each for a line of text"), None)
        } else if design.size_span.is_some() && measure >= least(usual.size) {
            let characters = measure.count() * 1000 / (size.count() * CHARACTER).max(1);
            let message = format!(
                "type of {} pt leaves {characters} characters for a line",
                points(size)
            );
            (message, design.size_span)
        } else {
            let mm = measure.to_mm();
            (format!("the margins leave {mm:.0} mm for a line of text"), None)
        }
    } else if lines < LEAST_LINES {
        let fits = Theme { leading: usual.leading, ..theme.clone() }.lines();
        let cause = design.leading_span.or(design.size_span);
        let lines = lines.max(0);
        match cause.filter(|_| fits >= LEAST_LINES) {
            Some(_) => {
                let leading = points(theme.leading);
                (
                    format!("a leading of {leading} pt leaves {lines} lines on a page"),
                    cause,
                )
            }
            None => (format!("the margins leave {lines} lines of text on a page"), None),
        }
    } else {
        return None;
    };
    let finding = Diagnostic::new(Code::PageTooSmall, message).help(format!(
        "a page needs {LEAST_LINES} lines of about {LEAST_CHARACTERS} characters; make the page larger, or {}the margins or the type smaller",
        if columns > 1 { "the columns fewer, or " } else { "" }
    ));
    Some((finding, cause))
}

/// Reports a font that turned out to be damaged when it was used.
pub(super) fn report_broken(manifest: &Manifest, file_name: &str, sink: &mut Sink) {
    let named = |path: &Path| path.ends_with(file_name) || path.join(file_name).is_file();
    let fonts = &manifest.design.fonts;
    let at = fonts.iter().find(|(path, _)| named(path)).map(|(_, at)| *at);
    let message = format!("{file_name} is not a usable font: it is damaged");
    let finding = Diagnostic::new(Code::BrokenFont, message)
        .at(at.unwrap_or(Span::head(manifest.file)))
        .help("get the file anew, or use another font");
    sink.report(finding);
}

/// The embedded fonts and the book's own; they must have the families of the theme.
pub(super) fn fonts(manifest: &Manifest, theme: &Theme, sink: &mut Sink) -> Fonts {
    let mut fonts = Fonts::embedded();
    for (path, at) in &manifest.design.fonts {
        for file in font_files(path, *at, sink) {
            let Ok(bytes) = source::read_bytes(&file, *at, sink) else { continue };
            let name = file
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            fonts.add(bytes, &name, *at, sink);
        }
    }
    let families: Vec<&str> =
        fonts.faces.iter().map(|(_, face)| face.family.as_str()).collect();
    let theme::Families { serif, sans, mono } = &theme.families;
    for (family, stated) in [serif, sans, mono].into_iter().zip(&manifest.design.families)
    {
        if families.iter().any(|known| known.eq_ignore_ascii_case(family)) {
            continue;
        }
        let mut known: Vec<String> =
            families.iter().map(|known| format!("`{known}`")).collect();
        known.sort();
        known.dedup();
        let help = match nearest(family, families.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the book has {}; `fonts` adds others", known.join(", ")),
        };
        let message = format!("no font of the book is of the family `{family}`");
        let stated = stated.as_ref().map(|(_, at)| *at).or(manifest.design.span);
        let at = stated.unwrap_or(Span::head(manifest.file));
        sink.report(Diagnostic::new(Code::InvalidValue, message).at(at).help(help));
    }
    fonts
}

/// The font files that a path stands for: itself, or those in the folder, by name.
fn font_files(path: &Path, at: Span, sink: &mut Sink) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    let is_font = |path: &PathBuf| {
        path.extension().is_some_and(|extension| {
            let extension = extension.to_string_lossy().to_lowercase();
            ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str())
        })
    };
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            let why = source::reason(&error);
            let message = format!("the folder of fonts cannot be read: {why}");
            sink.report(Diagnostic::new(Code::UnreadableFile, message).at(at));
            return Vec::new();
        }
    };
    // Links are resolved again, since one may lead out of the book.
    let folder = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.path().canonicalize().ok())
        .filter(|file| is_font(file) && file.starts_with(&folder))
        .collect();
    files.sort();
    if files.is_empty() {
        let message = "the folder of fonts holds no font".to_string();
        sink.report(
            Diagnostic::new(Code::UnreadableFile, message)
                .at(at)
                .help("fonts are files that end in .ttf, .otf or .ttc"),
        );
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Size;

    fn changed(design: Design) -> Theme {
        let mut theme = theme::builtin(DEFAULT).expect("it is built in");
        change(&mut theme, &design);
        theme
    }

    #[test]
    fn margins_follow_the_page_and_the_leading_follows_the_size() {
        let size = Size { width: Len::from_mm(170.2), height: Len::from_mm(240.0) };
        let theme = changed(Design { page: Some(size), ..Design::default() });
        assert_eq!((theme.page.inner.to_mm() * 100.0).round(), 2415.0);
        let size = Size { width: Len::from_mm(296.0), height: Len::from_mm(420.0) };
        let theme = changed(Design { page: Some(size), ..Design::default() });
        assert_eq!(theme.page.measure(), theme.size * 30, "no line is longer");
        assert!(too_small(&theme, &Design::default()).is_none());
        let theme = changed(Design { size: Some(Len::pt(10)), ..Design::default() });
        assert_eq!(theme.leading, Len::from_pt(12.75));
    }

    #[test]
    fn a_page_without_room_is_an_error() {
        let margins = Some([Len::from_mm(74.0); 4]);
        let theme = changed(Design { margins, ..Design::default() });
        let (found, _) = too_small(&theme, &Design::default()).expect("it has no room");
        assert_eq!(found.message, "the margins leave 0 mm for a line of text");
        let columns = Theme { columns: 4, ..changed(Design::default()) };
        let (found, _) =
            too_small(&columns, &Design::default()).expect("they are narrow");
        assert_eq!(found.message, "4 columns leave 19 mm each for a line of text");
        let (side, head) = (Len::from_mm(20.0), Len::from_mm(100.0));
        let margins = Some([side, head, side, head]);
        let theme = changed(Design { margins, ..Design::default() });
        let (found, _) = too_small(&theme, &Design::default()).expect("it has no room");
        assert_eq!(found.message, "the margins leave 2 lines of text on a page");
    }

    #[test]
    fn type_without_room_is_shown_where_it_is_stated() {
        let span = Span::head(crate::source::Files::default().add("book.toml", ""));
        let size_span = Some(span);
        let design = Design { size: Some(Len::pt(60)), size_span, ..Design::default() };
        let (found, cause) =
            too_small(&changed(design.clone()), &design).expect("it has no room");
        assert_eq!(found.message, "type of 60 pt leaves 12 characters for a line");
        assert_eq!(cause, size_span);
    }
}
