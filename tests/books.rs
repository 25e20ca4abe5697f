//! The books in `books/`, built as their makers build them, under every validator that is
//! installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use page_validation::ValidationProfile;

use crate::support::reader::{epub_text, normal, pdf_characters, plain};
use crate::support::tools::Tool;
use crate::support::{Book, Run, standards};

/// The books, built once for all tests.
fn books() -> &'static [Built] {
    static BOOKS: OnceLock<(tempfile::TempDir, Vec<Built>)> = OnceLock::new();
    &BOOKS.get_or_init(build).1
}

struct Built {
    name: String,
    epub: PathBuf,
    pdf: PathBuf,
}

impl Built {
    fn read(path: &Path) -> Vec<u8> {
        fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }
}

fn build() -> (tempfile::TempDir, Vec<Built>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("a temporary folder");
    let mut manifests: Vec<PathBuf> = fs::read_dir(root.join("books"))
        .expect("there are books")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        // A list of the others.
        .filter(|path| !path.ends_with("library.toml"))
        .collect();
    manifests.sort();
    assert!(manifests.len() >= 3, "some books are missing");
    let mut command = Book::empty().command(&["--out"]);
    command.current_dir(root).arg(out.path()).args(&manifests);
    let run = Run::of(command);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(run.err, "", "the books build without a warning");
    let built = manifests.iter().map(|manifest| {
        let name = manifest.file_stem().expect("it has a name").to_string_lossy();
        let file = out.path().join(&*name).join(&*name);
        let (epub, pdf) = (file.with_extension("epub"), file.with_extension("pdf"));
        Built { name: name.into_owned(), epub, pdf }
    });
    let built = built.collect();
    (out, built)
}

fn path(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

#[test]
fn both_outputs_say_the_same_words() {
    for book in books() {
        let epub = normal(&epub_text(&Built::read(&book.epub)));
        let pdf = letters(&pdf_characters(&Built::read(&book.pdf)));
        let (found, words) = share(&epub, &pdf);
        assert!(found * 50 > words * 47, "{}: {found} of {words}", book.name);
    }
}

/// How many of the text's stretches of four words stand in the letters of another one,
/// and of how many. Furniture, notes and page ends part some.
fn share(text: &str, letters_of_other: &str) -> (usize, usize) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let stretches: Vec<String> =
        words.chunks(4).map(|words| letters(&words.concat())).collect();
    let found = stretches.iter().filter(|s| letters_of_other.contains(s.as_str()));
    (found.count(), stretches.len())
}

/// A text's letters and figures alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn epubcheck_finds_nothing() {
    for book in books() {
        let Some(said) = Tool::EpubCheck.run(&[path(&book.epub)]) else { return };
        let clean = said.content
            && !said.all.contains("WARNING(")
            && !said.all.contains("ERROR(");
        assert!(clean, "{}: {}", book.name, said.all);
    }
}

#[test]
fn ace_finds_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for book in books() {
        let out = folder.path().join(&book.name);
        let arguments = ["--silent", "--force", "--outdir", path(&out), path(&book.epub)];
        let Some(said) = Tool::Ace.run(&arguments) else { return };
        let report = fs::read_to_string(out.join("report.json"))
            .unwrap_or_else(|why| panic!("{}: {why}: {}", book.name, said.all));
        let report: serde_json::Value =
            serde_json::from_str(&report).expect("the report is JSON");
        let outcome = &report["earl:result"]["earl:outcome"];
        assert_eq!(outcome, "pass", "{}: {:#}", book.name, report["assertions"]);
    }
}

/// Every rule of both standards (`src/pdf/pdfua.md`, `src/pdf/pdfa.md`).
#[test]
fn pdfs_are_pdf_ua_1_and_pdf_a_2a() {
    for book in books() {
        let pdf = Built::read(&book.pdf);
        let claims = standards::hold(&book.name, &pdf);
        let both = [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a];
        assert_eq!(claims, both, "{}", book.name);
    }
}

/// Markers of notes and entries of the contents are references (ISO 32000-1, table 338), and
/// their links lie in them.
#[test]
fn markers_and_entries_of_the_contents_are_references() {
    let book = books().iter().find(|book| book.name == "coyoacan").expect("it is there");
    let pdf = lopdf::Document::load(&book.pdf).expect("a PDF");
    let count = |kind: &[u8]| {
        let dicts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
        dicts
            .filter(|dict| {
                dict.get(b"S").and_then(|s| s.as_name()).is_ok_and(|s| s == kind)
            })
            .count()
    };
    let (entries, notes) = (count(b"TOCI"), count(b"Note"));
    assert!(entries > 5 && notes > 2, "{entries}, {notes}");
    assert_eq!(count(b"Reference"), entries + notes);
}

/// The checker sees what is broken: a language, a figure's words, a font's, a claim.
#[test]
fn a_pdf_that_breaks_a_rule_is_found_out() {
    let book = books().iter().find(|book| book.name == "coyoacan").expect("it is there");
    let whole = lopdf::Document::load(&book.pdf).expect("a PDF");
    let without = |owner: &dyn Fn(&lopdf::Dictionary) -> bool, key: &[u8]| {
        let mut pdf = whole.clone();
        let mut taken = 0;
        for object in pdf.objects.values_mut() {
            let Ok(dict) = object.as_dict_mut() else { continue };
            if owner(dict) && dict.remove(key).is_some() {
                taken += 1;
            }
        }
        assert!(taken > 0, "nothing was taken away");
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).expect("it can be written");
        bytes
    };
    let ua = |pdf: &[u8]| standards::broken(pdf, ValidationProfile::PdfUa1).join("\n");
    let archival =
        |pdf: &[u8]| standards::broken(pdf, ValidationProfile::PdfA2a).join("\n");
    let typed = |name: &'static [u8]| move |dict: &lopdf::Dictionary| dict.has_type(name);
    let figures = without(&|dict| dict.has(b"Alt"), b"Alt");
    assert!(ua(&figures).contains("7.3:"), "{}", ua(&figures));
    let language = without(&typed(b"Catalog"), b"Lang");
    assert!(ua(&language).contains("7.2:"), "{}", ua(&language));
    let words = without(&|dict| dict.has(b"DescendantFonts"), b"ToUnicode");
    assert!(ua(&words).contains("7.21.7:"), "{}", ua(&words));
    assert!(archival(&words).contains("6.2.11.7"), "{}", archival(&words));
    let claim = without(&typed(b"Catalog"), b"Metadata");
    assert!(!ua(&claim).is_empty() && !archival(&claim).is_empty());
    let marked = without(&typed(b"Catalog"), b"MarkInfo");
    assert!(!ua(&marked).is_empty() && !archival(&marked).is_empty());
}

#[test]
fn qpdf_finds_nothing() {
    for book in books() {
        let Some(said) = Tool::Qpdf.run(&["--check", path(&book.pdf)]) else { return };
        let clean = said.content && !said.all.to_lowercase().contains("warning");
        assert!(clean, "{}: {}", book.name, said.all);
    }
}

#[test]
fn poppler_copies_the_text() {
    let arguments = |pdf| ["-enc", "UTF-8", pdf, "-"];
    for book in books() {
        let Some(said) = Tool::Pdftotext.run(&arguments(path(&book.pdf))) else { return };
        copies(book, &said.out);
    }
}

#[test]
fn mutool_copies_the_text() {
    for book in books() {
        let arguments = ["draw", "-q", "-F", "txt", path(&book.pdf)];
        let Some(said) = Tool::Mutool.run(&arguments) else { return };
        copies(book, &said.out);
    }
}

/// Holds a reader's copy of a PDF against the words of the book: ligatures and small
/// capitals as letters, words that a line end cuts joined at their soft hyphen.
fn copies(book: &Built, copied: &str) {
    let words = |text: &str| -> Vec<String> {
        let signs = |c: char| !(c.is_alphanumeric() || c == '\'' || c == '’');
        plain(text).split(signs).filter(|w| !w.is_empty()).map(str::to_string).collect()
    };
    let ligatures = ['ﬀ', 'ﬁ', 'ﬂ', 'ﬃ', 'ﬄ', 'ﬅ', 'ﬆ'];
    assert!(!copied.contains(ligatures), "{}: a ligature is no letter", book.name);
    assert!(!copied.contains('\u{fffd}'), "{}: a glyph has no text", book.name);
    let found: std::collections::BTreeSet<String> = words(copied).into_iter().collect();
    let wanted = words(&epub_text(&Built::read(&book.epub)));
    let missing: Vec<&String> =
        wanted.iter().filter(|word| !found.contains(*word)).collect();
    assert!(
        missing.len() * 200 <= wanted.len(),
        "{}: {} of {} words are not in the copy: {:?}",
        book.name,
        missing.len(),
        wanted.len(),
        &missing[..missing.len().min(40)]
    );
}

/// Words that every reader must be able to copy, whole.
#[test]
fn hard_words_copy_whole() {
    let text = "The affluent office of [Small Caps]{.smallcaps} found the fjord's flight: \
        counterrevolutionaries, internationalisation, institutionalisation, \
        uncharacteristically, disproportionately, straightforwardness, well-being-loving.\n";
    let book = Book::of(text).key("design.page = \"70 x 120 mm\"");
    assert_eq!(book.build().code, Some(0));
    let pdf = book.path("build/book/book.pdf");
    let own = pdf_characters(&book.output("pdf")).replace('\u{ad}', "");
    let arguments = ["-enc", "UTF-8", path(&pdf), "-"];
    let poppler = Tool::Pdftotext.run(&arguments);
    let mutool = Tool::Mutool.run(&["draw", "-q", "-F", "txt", path(&pdf)]);
    let copies = [Some(own), poppler.map(|said| said.out), mutool.map(|said| said.out)];
    for copy in copies.into_iter().flatten() {
        let copy = plain(&copy);
        for word in [
            "affluent",
            "office",
            "Small",
            "Caps",
            "fjord’s",
            "flight",
            "counterrevolutionaries",
            "internationalisation",
            "institutionalisation",
            "uncharacteristically",
            "disproportionately",
            "straightforwardness",
            "well-",
            "being-",
            "loving",
        ] {
            assert!(copy.contains(word), "{word} is not in: {copy}");
        }
    }
}

/// A letter of several lines is copied with the word that it begins, and so are the
/// quotation marks that hang before it.
#[test]
fn initials_copy_with_their_words() {
    let rest = "stood behind a wall at the corner of two quiet streets, and nobody who passed \
        it in the morning could have said who lived there or for how long they meant to stay, \
        nor would they have asked, for it was quiet there, and the streets were two.\n";
    let book = Book::of(format!("# One\n\nA house {rest}"))
        .file("two.md", format!("# Two\n\n\"Queer houses\", she said, {rest}"))
        .key("design.theme = \"reader\"")
        .key("articles = [\"case.md\", \"two.md\"]");
    assert_eq!(book.build().code, Some(0));
    let pdf = book.path("build/book/book.pdf");
    let own = pdf_characters(&book.output("pdf"));
    let poppler = Tool::Pdftotext.run(&["-enc", "UTF-8", path(&pdf), "-"]);
    let mutool = Tool::Mutool.run(&["draw", "-q", "-F", "txt", path(&pdf)]);
    let copies = [Some(own), poppler.map(|said| said.out), mutool.map(|said| said.out)];
    for copy in copies.into_iter().flatten() {
        let copy = plain(&copy);
        for words in ["A house stood behind", "‘Queer houses’, she said"] {
            assert!(copy.contains(words), "{words} is not in: {copy}");
        }
    }
}
