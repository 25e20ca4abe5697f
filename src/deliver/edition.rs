//! The editions of a book that are sent to readers, and the endings of their files.

/// An edition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// For readers of all kinds.
    Epub,
    /// For Kobo's own software.
    Kepub,
    /// For Send to Kindle.
    Kindle,
}

impl Edition {
    /// Its name in `outputs`.
    pub fn name(self) -> &'static str {
        match self {
            Edition::Epub => "epub",
            Edition::Kepub => "kepub",
            Edition::Kindle => "kindle",
        }
    }

    /// What stands behind the book's name in that of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Edition::Epub => ".epub",
            Edition::Kepub => ".kepub.epub",
            Edition::Kindle => "-kindle.epub",
        }
    }
}

/// The ending of a file's name, with its point; both words of `.kepub.epub`, by which a Kobo
/// chooses its engine. Empty if there is none.
pub fn ending(name: &str) -> &str {
    const KEPUB: &str = ".kepub.epub";
    let at = name.len().checked_sub(KEPUB.len()).filter(|at| name.is_char_boundary(*at));
    if let Some(at) = at.filter(|at| *at > 0 && name[*at..].eq_ignore_ascii_case(KEPUB)) {
        return &name[at..];
    }
    match name.rfind('.') {
        Some(at) if at > 0 => &name[at..],
        Some(_) | None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::ending;

    #[test]
    fn endings_of_kobo_have_two_words() {
        let cases = [
            ("a.kepub.epub", ".kepub.epub"),
            ("a.b.KEPUB.epub", ".KEPUB.epub"),
            ("a.b.epub", ".epub"),
            (".kepub.epub", ".epub"),
            (".epub", ""),
            ("é", ""),
        ];
        for (name, wanted) in cases {
            assert_eq!(ending(name), wanted, "{name}");
        }
    }
}
