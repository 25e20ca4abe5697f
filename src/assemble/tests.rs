//! Small books, from source to dump.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::assemble;
use crate::diag::Sink;
use crate::document::{Document, Role, dump};
use crate::info::{Accessibility, Info, Lang, Moment};
use crate::manifest::{ArticleEntry, CoverEntry, Design, Manifest};
use crate::markdown;
use crate::source::{Files, Span};

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a good tag")
}

/// A manifest of chapters, in the folder `root`.
pub(crate) fn manifest(root: &Path, tag: &str, paths: &[&str]) -> (Manifest, Files) {
    let mut files = Files::default();
    let file = files.add("book.toml", "");
    let info = Info {
        title: "Book".to_string(),
        subtitle: None,
        lang: lang(tag),
        contributors: Vec::new(),
        publisher: None,
        place: None,
        date: None,
        edition: None,
        rights: None,
        licence: None,
        description: None,
        subjects: Vec::new(),
        accessibility: Accessibility::default(),
        series: None,
        uuid: String::new(),
        isbn_epub: None,
        isbn_print: None,
        source: None,
        imprint: Vec::new(),
        modified: Moment { unix: 0 },
    };
    let entry = |path: &&str| ArticleEntry {
        path: root.join(path),
        written: path.to_string(),
        span: Span::head(file),
        title: None,
        authors: Vec::new(),
        role: Role::Chapter,
    };
    let manifest = Manifest {
        file,
        name: "book".to_string(),
        root: root.to_path_buf(),
        info,
        said: BTreeMap::new(),
        articles: paths.iter().map(entry).collect(),
        design: Design::default(),
        print: crate::manifest::Print::default(),
        outputs: Vec::new(),
        cover: CoverEntry::default(),
        hyphenation: BTreeMap::new(),
        policy: BTreeMap::new(),
    };
    (manifest, files)
}

/// Assembles articles; the messages read `line:column code message`.
pub(crate) fn assembled(
    root: &Path,
    tag: &str,
    articles: &[(&str, &str)],
) -> (Document, Vec<String>) {
    let paths: Vec<&str> = articles.iter().map(|a| a.0).collect();
    let (manifest, mut files) = manifest(root, tag, &paths);
    let mut sink = Sink::default();
    let mut parsed = Vec::new();
    for (path, text) in articles {
        let file = files.add(PathBuf::from(path), text);
        parsed.push(Some(markdown::parse(file, &files.text(file), &mut sink)));
    }
    let document = assemble(&manifest, parsed, &files, &mut sink);
    (document, messages(&sink, &files))
}

fn messages(sink: &Sink, files: &Files) -> Vec<String> {
    let message = |d: &crate::diag::Diagnostic| {
        let place = files.place(d.at.expect("a place"));
        format!("{}:{} {} {}", place.line, place.column, d.code, d.message)
    };
    sink.found().iter().map(message).collect()
}

/// The dump of one article's blocks, and the messages.
pub(crate) fn one(tag: &str, text: &str) -> (String, Vec<String>) {
    let (document, found) = assembled(Path::new("/"), tag, &[("a.md", text)]);
    let dump = dump(&document);
    let lines = dump.lines().skip(2).map(|l| l.strip_prefix("  ").unwrap_or(l));
    (lines.collect::<Vec<_>>().join("\n"), found)
}

#[test]
fn articles_link_to_one_another_and_number_their_own_notes() {
    let (document, found) = assembled(
        Path::new("/"),
        "en-GB",
        &[
            (
                "01-a.md",
                "# First\n\n[to](sub/02-b.md#end) and [self](#sub) n[^1]\n\n## Sub\n\n[^1]: One\n",
            ),
            (
                "sub/02-b.md",
                "# Second\n\n[back](%2E./01-a.md#s%75b) [off](../01-a.md#sob)\n\n## Sub\n\nx[^1] [y]{#end} [z]{#end}\n\n[^1]: Two\n",
            ),
        ],
    );
    let expected = "\
book \"Book\" en-GB
chapter 0 01-a #s-01-a en-GB
  title First
  paragraph ⟨link #end to⟩ and ⟨link #sub self⟩ n⟨note 1⟩
  heading 1 #sub Sub
  note 1
    paragraph One
chapter 1 02-b #s-02-b en-GB
  title Second
  paragraph ⟨link #sub back⟩ off
  heading 1 #sub-2 Sub
  paragraph x⟨note 1⟩ ⟨#end y⟩ ⟨#end-2 z⟩
  note 1
    paragraph Two
";
    let dumped = dump(&document);
    assert_eq!(dumped, expected, "\n{dumped}");
    assert_eq!(
        found,
        [
            "7:21 duplicate-id id `end` is given twice",
            "3:28 dangling-link no place in ../01-a.md has the id `sob`",
        ]
    );
}

#[test]
fn parts_hold_the_chapters_after_them() {
    let (mut manifest, files) = manifest(Path::new("/"), "en", &["a", "b", "c", "d"]);
    manifest.articles[0].role = Role::Part;
    manifest.articles[3].role = Role::BackMatter;
    let document = assemble(&manifest, vec![None; 4], &files, &mut Sink::default());
    let shape: Vec<_> =
        document.sections.iter().map(|s| (s.slug.as_str(), s.children.len())).collect();
    assert_eq!(shape, [("a", 2), ("d", 0)]);
}

#[test]
fn names_and_descriptions_are_set() {
    let (mut manifest, files) = manifest(Path::new("/"), "en-GB", &[]);
    let role = crate::info::MarcRole("aut".to_string());
    let name = "Bob O'Hara".to_string();
    let person = crate::info::Contributor { name, sort: None, role };
    manifest.info.contributors.push(person);
    manifest.info.description = Some("It's one.\n\nTwo.".to_string());
    let info = assemble(&manifest, Vec::new(), &files, &mut Sink::default()).info;
    assert_eq!(info.contributors[0].name, "Bob O’Hara");
    assert_eq!(info.description.as_deref(), Some("It’s one.\n\nTwo."));
}

#[test]
fn an_unknown_language_is_shown_where_it_is_stated() {
    let text = "+++\nlanguage = \"xx\"\n+++\n\nText, [see](b.md).\n";
    let (_, found) = assembled(Path::new("/"), "en-GB", &[("a.md", text)]);
    assert!(found.iter().any(|f| f.starts_with("2:12 unknown-language")), "{found:?}");
}

#[test]
fn a_book_in_an_unknown_language_is_told_of_english_words() {
    let helps = |tag: &str, text: &str| {
        let (manifest, mut files) = manifest(Path::new("/"), tag, &["a.md"]);
        let mut sink = Sink::default();
        let file = files.add(PathBuf::from("a.md"), text);
        let parsed = markdown::parse(file, text, &mut sink);
        assemble(&manifest, vec![Some(parsed)], &files, &mut sink);
        format!("{:?}", sink.found())
    };
    assert!(helps("eu", "Bai.").contains("are English"));
    let passage = helps("el", "Ναι [bai]{lang=eu}.");
    assert!(passage.contains("neutral rules") && !passage.contains("are English"));
}

#[test]
fn a_title_of_the_manifest_replaces_a_heading_aloud() {
    for (text, expected, message) in [
        ("# The *House*\n\nText.\n", "title The ⟨em House⟩", None),
        ("+++\ntitle = \"*the* house\"\n+++\n\nText.\n", "title ⟨em the⟩ house", None),
        ("+++\ntitle = \"Other\"\n+++\n\nText.\n", "title The House", None),
        (
            "# Other[^a]\n\nText.\n\n[^a]: Note.\n",
            "title The House⟨note 1⟩",
            Some(
                "1:3 stated-twice the manifest gives the article another title, `The House`",
            ),
        ),
    ] {
        let (mut manifest, mut files) = manifest(Path::new("/"), "en", &["a.md"]);
        manifest.articles[0].title = Some("The House".to_string());
        let file = files.add("a.md", text);
        let mut sink = Sink::default();
        let article = markdown::parse(file, &files.text(file), &mut sink);
        let document = assemble(&manifest, vec![Some(article)], &files, &mut sink);
        let dump = dump(&document);
        assert!(dump.lines().any(|line| line.trim() == expected), "{dump}");
        assert_eq!(messages(&sink, &files), Vec::from_iter(message));
    }
}

#[test]
fn suggestions_end_where_reports_do() {
    let links = "[a](#the-hose) ".repeat(60);
    let text = format!("## The house\n\n{links}\n");
    let root = Path::new("/");
    let (manifest, mut files) = manifest(root, "en-GB", &["a.md"]);
    let mut sink = Sink::default();
    let file = files.add("a.md", &text);
    let parsed = vec![Some(markdown::parse(file, &files.text(file), &mut sink))];
    assemble(&manifest, parsed, &files, &mut sink);
    let helps: Vec<&str> =
        sink.found().iter().filter_map(|found| found.help.as_deref()).collect();
    let meant = |help: &&&str| **help == "did you mean `#the-house`?";
    assert_eq!((helps.len(), helps.iter().filter(meant).count()), (60, 50));
}

#[test]
fn names_of_series_are_set_as_the_rest_is() {
    let root = Path::new("/");
    let (mut manifest, files) = manifest(root, "en-GB", &[]);
    manifest.info.series = Some(("Readers' \"House\"".to_string(), None));
    let document = assemble(&manifest, Vec::new(), &files, &mut Sink::default());
    let series = document.info.series.expect("a series");
    assert_eq!(series.0, "Readers’ ‘House’");
}

#[test]
fn only_two_figures_behind_a_per_cent_sign_are_a_character() {
    let decoded = |path: &str| super::pictures::decoded(path);
    assert_eq!(decoded("a%20b%2Bc.png"), "a b+c.png");
    assert_eq!(decoded("a%+fb%-1%.png"), "a%+fb%-1%.png");
}
