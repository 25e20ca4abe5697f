//! Our own XHTML, read again tag by tag. It is as [`crate::xml`] wrote it: `<`, `>` and `"`
//! stand in tags alone.

/// A piece of XHTML.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece<'a> {
    /// An opening tag: its element, and the whole of it.
    Open(&'a str, &'a str),
    /// An element without content.
    Empty(&'a str, &'a str),
    /// A closing tag's element.
    Close(&'a str),
    /// Text, escaped.
    Text(&'a str),
    /// What stands before the root: the XML declaration, the document type.
    Prologue(&'a str),
}

/// The pieces of XHTML in order, each with the byte at which it begins.
pub(super) fn pieces(xhtml: &str) -> Pieces<'_> {
    Pieces { xhtml, at: 0 }
}

/// See [`pieces`].
pub(super) struct Pieces<'a> {
    xhtml: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (usize, Piece<'a>);

    fn next(&mut self) -> Option<(usize, Piece<'a>)> {
        let (start, rest) = (self.at, &self.xhtml[self.at..]);
        let first = *rest.as_bytes().first()?;
        if first != b'<' {
            let length = rest.find('<').unwrap_or(rest.len());
            self.at += length;
            return Some((start, Piece::Text(&rest[..length])));
        }
        let length = rest.find('>').map_or(rest.len(), |at| at + 1);
        self.at += length;
        let tag = &rest[..length];
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let piece = if inner.starts_with(['?', '!']) {
            Piece::Prologue(tag)
        } else if let Some(name) = inner.strip_prefix('/') {
            Piece::Close(name)
        } else {
            let end = inner.find([' ', '/', '\n']).unwrap_or(inner.len());
            match inner.ends_with('/') {
                true => Piece::Empty(&inner[..end], tag),
                false => Piece::Open(&inner[..end], tag),
            }
        };
        Some((start, piece))
    }
}

/// What an attribute of a tag says, escaped.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// The attributes of a tag: names and values, escaped.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = tag.split('"');
    std::iter::from_fn(move || {
        let name = parts.next()?.trim_end_matches('=');
        let name = name.rsplit([' ', '\n']).next()?;
        Some((name, parts.next()?))
    })
}

/// Whether a tag has a class among others.
pub(super) fn has_class(tag: &str, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|all| all.split(' ').any(|one| one == class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xhtml_comes_apart_and_together_again() {
        let xhtml = "<?xml version=\"1.0\"?>\n<p class=\"a b\" id=\"x\">One <em>&lt;two&gt;\
            </em><br/><img src=\"y.png\" alt=\"\"/></p>\n";
        let found: Vec<_> = pieces(xhtml).map(|(_, piece)| piece).collect();
        assert_eq!(
            found,
            [
                Piece::Prologue("<?xml version=\"1.0\"?>"),
                Piece::Text("\n"),
                Piece::Open("p", "<p class=\"a b\" id=\"x\">"),
                Piece::Text("One "),
                Piece::Open("em", "<em>"),
                Piece::Text("&lt;two&gt;"),
                Piece::Close("em"),
                Piece::Empty("br", "<br/>"),
                Piece::Empty("img", "<img src=\"y.png\" alt=\"\"/>"),
                Piece::Close("p"),
                Piece::Text("\n"),
            ]
        );
        let tag = "<p class=\"a b\" id=\"x\">";
        assert_eq!(attribute(tag, "id"), Some("x"));
        assert_eq!(attribute("<img src=\"y.png\" alt=\"\"/>", "alt"), Some(""));
        assert!(has_class(tag, "b") && !has_class(tag, "ab") && !has_class("<p>", "a"));
    }
}
