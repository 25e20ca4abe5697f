//! For people: a title, the place, the excerpt, the remedy.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::excerpt::excerpt;
use super::lines::Lines;
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// Writes one finding and an empty line.
pub(super) fn write(
    diagnostic: &Diagnostic,
    lines: &mut Lines<'_>,
    colour: bool,
    out: &mut String,
) {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = normalize_untrusted_str(&diagnostic.message);
    let title = level.primary_title(message).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.at {
        group = place(group, span, None, AnnotationKind::Primary, lines);
    }
    for (span, what) in &diagnostic.related {
        group = place(group, *span, Some(what), AnnotationKind::Context, lines);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    // Where the place is stated apart, the lines have no name of their own.
    for line in text.lines().filter(|line| !is_bare_mark(line)) {
        // Without a line number beside it the arrow would stand at the margin.
        out.push_str(if line.starts_with("-->") { " " } else { "" });
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
}

/// Whether a line, but for its colours, is the mark of a file without its name.
fn is_bare_mark(line: &str) -> bool {
    let mut bare = String::new();
    let mut parts = line.split('\u{1b}');
    bare.push_str(parts.next().unwrap_or(""));
    for part in parts {
        bare.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    bare.trim() == ":::"
}

/// Adds where it is and the lines there.
fn place<'a>(
    group: Group<'a>,
    span: Span,
    label: Option<&'a String>,
    kind: AnnotationKind,
    lines: &mut Lines<'_>,
) -> Group<'a> {
    let (start, _) = lines.places(span);
    let path = lines.path(span);
    let excerpt = excerpt(span, lines);
    let mut annotation = kind.span(excerpt.range);
    if let Some(label) = label {
        annotation = annotation.label(normalize_untrusted_str(label));
    }
    let snippet = Snippet::source(excerpt.source)
        .line_start(excerpt.first_line)
        .fold(false)
        .annotation(annotation);
    if lines.text(span).0.is_empty() {
        // Nothing can be shown of a file that is empty or not there.
        group.element(Origin::path(path))
    } else if excerpt.cut {
        // The renderer would count columns from the cut, so the place is stated apart.
        let origin = Origin::path(path).line(start.line).char_column(start.column);
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(path))
    }
}
