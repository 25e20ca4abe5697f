//! What is read of a library, what is built, and what becomes of the folder.

use std::fs;
use std::time::SystemTime;

use publish::manifest::Listed;
use publish::source::Files;

use super::{Desk, found};

#[test]
fn all_that_is_wrong_is_told_at_its_place() {
    let desk = Desk::new();
    desk.book("one", "");
    let made = desk.library(
        "titel = \"A slip\"\nlanguage = \"English\"\nurl = \"books.example.org\"\n\
         sections = [\"News\", \"News\"]\noutputs = [\"epub\", \"press\"]\nbooks = \"none-*.toml\"\n\
         [[entries]]\nbook = \"one.toml\"\nsection = \"New\"\ntitle = \"Not here\"\n\
         [[entries]]\nbook = \"two.toml\"\n\
         [[entries]]\nteaser = \"Of what?\"\nlink = \"example.org\"\n\
         [[entries]]\nbook = \"../out.toml\"\n\
         [[entries]]\nbook = \"one.toml\"\n",
    );
    assert!(made.placed.is_none());
    assert_eq!(
        found(&made),
        [
            "unknown-key 1:1 unknown key `titel` in the library",
            "invalid-value 2:12 `English` is not a language tag",
            "invalid-value 3:7 `books.example.org` is not the address of a folder",
            "invalid-value 4:21 the section `News` is listed twice",
            "invalid-value 5:1 `press` is for print shops, and no reader takes it",
            "invalid-value 6:9 no file is found by `none-*.toml`",
            "invalid-value 9:11 there is no section `New`",
            "invalid-value 10:1 `title` of a book stands in the book's own manifest",
            "unreadable-file 12:8 there is no file `two.toml`",
            "missing-key 13:1 `[[entries]]` has no `title`",
            "invalid-value 15:8 `example.org` is not an address",
            "outside-root 17:8 `../out.toml` leaves the book's root folder",
            "invalid-value 19:8 `one.toml` is listed twice",
        ]
        .map(|line| match line.strip_suffix("root folder") {
            Some(line) => {
                let folder = desk.path("");
                let name = folder.file_name().expect("it has a name").to_string_lossy();
                format!("{line}root folder `{name}`")
            }
            None => line.to_string(),
        })
    );
    let helps: Vec<_> =
        made.library.found.iter().filter_map(|f| f.help.as_deref()).collect();
    assert!(helps.contains(&"did you mean `title`?"), "{helps:?}");
    assert!(helps.contains(&"did you mean `News`?"), "{helps:?}");
}

#[test]
fn a_book_is_no_library_and_a_library_no_book() {
    let desk = Desk::new();
    desk.book("one", "");
    let made =
        desk.library(&fs::read_to_string(desk.path("one.toml")).expect("it is there"));
    let helps: Vec<_> =
        made.library.found.iter().filter_map(|f| f.help.as_deref()).collect();
    let help = "it belongs to the manifest of a book, which `publish BOOK.toml` builds";
    assert!(helps.contains(&help), "{helps:?}");
}

#[test]
fn patterns_find_what_is_not_named_in_the_order_of_names() {
    let desk = Desk::new();
    for name in ["b", "c", "a"] {
        desk.book(name, "");
    }
    desk.file("essays/d.toml", "");
    desk.file("essays/.hidden.toml", "");
    desk.file(
        "library.toml",
        "books = [\"*.toml\", \"**/*.toml\"]\n[[entries]]\ntitle = \"T\"\n[[entries]]\nbook = \"c.toml\"\n",
    );
    let (mut files, mut sink) = (Files::default(), Default::default());
    let path = desk.path("library.toml");
    let library = publish::manifest::read_library(&path, &mut files, &mut sink);
    let library = library.unwrap_or_else(|_| panic!("{:?}", sink.found()));
    let listed: Vec<&str> = library
        .entries
        .iter()
        .map(|entry| match &entry.listed {
            Listed::Book { written, .. } => written.as_str(),
            Listed::Title { title, .. } => title.as_str(),
        })
        .collect();
    assert_eq!(listed, ["T", "c.toml", "a.toml", "b.toml", "essays/d.toml"]);
}

#[test]
fn a_list_of_titles_and_teasers_is_a_library() {
    // As `publish import --library` writes it.
    let desk = Desk::new();
    let made = desk.library(
        "language = \"es\"\n\n[[entries]]\ntitle = \"Una casa\"\nteaser = \"Un jardín.\"\n",
    );
    assert_eq!(found(&made), [""; 0]);
    let placed = made.placed.expect("it is placed");
    assert_eq!((placed.entries, placed.books), (1, 0));
    let page = String::from_utf8(desk.files("out")["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("Una casa") && page.contains("Un jardín."));
}

#[test]
fn only_what_is_stale_is_built_and_only_what_changed_is_written() {
    let desk = Desk::new();
    desk.book("one", "cover = { file = \"c.svg\", alt = \"A square\" }\n");
    desk.book("two", "");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 4\"><path d=\"M0 0h3v4z\"/></svg>";
    desk.file("c.svg", drawing);
    let list = "books = [\"*.toml\"]\npublisher = \"P\"\n";
    let built = |made: &publish::pipeline::Catalogue| -> Vec<String> {
        assert_eq!(found(made), [""; 0]);
        let name = |book: &publish::pipeline::Book| {
            book.path.file_stem().expect("it has a name").to_string_lossy().into_owned()
        };
        made.books.iter().map(name).collect()
    };
    assert_eq!(built(&desk.library(list)), ["one", "two"]);
    let time = |path: &str| -> SystemTime {
        let about =
            fs::metadata(desk.path("out/library").join(path)).expect("it is there");
        about.modified().expect("it has a time")
    };
    let (epub, folder) = (time("books/two/two.epub"), time(""));
    assert_eq!(built(&desk.catalog("out")), [""; 0]);
    assert_eq!(time(""), folder, "nothing is touched when nothing changed");
    desk.file("one.md", "# One\n\nAnother text.\n");
    assert_eq!(built(&desk.catalog("out")), ["one"]);
    assert_eq!(time("books/two/two.epub"), epub, "it was carried over");
    desk.file("c.svg", &drawing.replace("h3", "h2"));
    assert_eq!(built(&desk.catalog("out")), ["one"], "the cover is an input");
    // Another book of the same name takes its place.
    for (from, to) in [("one.toml", "other/one.toml"), ("c.svg", "other/c.svg")] {
        let text = fs::read_to_string(desk.path(from)).expect("it is there");
        desk.file(to, &text);
    }
    desk.file("other/one.md", "# One\n\nText of another.\n");
    let other = "books = [\"other/one.toml\", \"two.toml\"]\npublisher = \"P\"\n";
    assert_eq!(built(&desk.library(other)), ["one"], "it is another book");
    assert_eq!(built(&desk.library(list)), ["one"], "and this is none of that");
    let made = desk.library(&format!("{list}outputs = [\"epub\"]\n"));
    assert_eq!(built(&made), ["one", "two"], "other files are asked for");
    assert!(!desk.files("out").contains_key("books/two/two.kepub.epub"));
    let made =
        desk.library("books = [\"two.toml\"]\npublisher = \"P\"\noutputs = [\"epub\"]\n");
    assert_eq!(built(&made), [""; 0]);
    let files = desk.files("out");
    assert!(files.keys().all(|path| !path.contains("one")), "{:?}", files.keys());
    assert!(!desk.path("out/.library/one").exists(), "nor is it kept");
}

#[test]
fn a_book_with_errors_leaves_the_catalogue_as_it_was() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.book("two", "");
    assert!(desk.library("books = \"*.toml\"\n").placed.is_some());
    let before = desk.files("out");
    desk.file("one.md", "# One\n\nAnother text.\n");
    desk.file("two.md", "# Two\n\n![A house](gone.png)\n");
    let made = desk.catalog("out");
    assert!(made.placed.is_none());
    let lines = found(&made);
    assert!(lines[0].starts_with("unlisted-book 1:9 "), "{lines:?}");
    assert!(lines[1].starts_with("unreadable-file 3:"), "{lines:?}");
    assert_eq!(desk.files("out"), before);
    desk.file("two.md", "# Two\n\nMended.\n");
    let made = desk.catalog("out");
    assert_eq!(made.books.len(), 1, "what was made of the other is kept");
    assert!(made.placed.is_some());
}

#[test]
fn books_of_one_name_and_books_for_print_shops_are_told() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.file("other/One.toml", "");
    let made = desk.library("books = [\"one.toml\", \"other/One.toml\"]\n");
    assert_eq!(
        found(&made),
        [format!(
            "invalid-value 1:22 `{}` and `{}` would both be called `One`",
            desk.path("one.toml").display(),
            desk.path("other/One.toml").display()
        )]
    );
    let manifest = fs::read_to_string(desk.path("one.toml")).expect("it is there");
    let press = manifest.replace("\"epub\", \"kepub\"", "\"press\"");
    desk.file("one.toml", &press);
    let made = desk.library("books = \"one.toml\"\n");
    let lines = found(&made);
    assert!(lines[0].starts_with("unlisted-book 1:9"), "{lines:?}");
    assert!(lines[0].ends_with("has no outputs that readers could take"), "{lines:?}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_manifest_is_called_as_it_is_named() {
    let desk = Desk::new();
    desk.book("one", "");
    std::os::unix::fs::symlink("one.toml", desk.path("two.toml"))
        .expect("links are known");
    let made = desk.library("books = [\"two.toml\"]\n");
    assert_eq!(found(&made), [""; 0]);
    assert!(desk.files("out").contains_key("books/two/two.epub"));
    let made = desk.library("books = [\"index.toml\"]\n");
    assert!(made.placed.is_none());
    desk.file("index.toml", "");
    let lines = found(&desk.library("books = [\"index.toml\"]\n"));
    assert_eq!(
        lines,
        ["invalid-value 1:10 a book of a library cannot be called `index`"]
    );
}

#[test]
fn the_same_library_makes_the_same_bytes() {
    let desk = Desk::new();
    desk.book("one", "series = { name = \"S\", number = 2 }\n");
    assert!(
        desk.library("books = \"one.toml\"\nurl = \"https://a.example\"\n")
            .placed
            .is_some()
    );
    assert!(desk.catalog("elsewhere").placed.is_some());
    assert_eq!(desk.files("out"), desk.files("elsewhere"));
}

#[test]
fn the_list_is_a_leaflet_that_is_built_when_it_changed() {
    let desk = Desk::new();
    desk.book("one", "");
    let list = "books = \"one.toml\"\ntitle = \"T\"\nurl = \"https://a.example/\"\n";
    let made = desk.library(list);
    assert_eq!(found(&made), [""; 0]);
    let files = desk.files("out");
    let words = crate::support::reader::pdf_characters(&files["list.pdf"]);
    for word in ["one.", "Ann.", "a.example/e"] {
        let word: String = word.split_whitespace().collect();
        assert!(words.replace(' ', "").contains(&word), "{word}: {words}");
    }
    let page = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("<a href=\"list.pdf\""));
    let time = |desk: &Desk| {
        let about = fs::metadata(desk.path("out/.library/.list/list/list.pdf"));
        about.and_then(|about| about.modified()).expect("it is kept")
    };
    let before = time(&desk);
    assert!(desk.catalog("out").placed.is_some());
    assert_eq!(time(&desk), before, "it is not set again");
    let more = format!("{list}[[entries]]\ntitle = \"1. *Stars* {{x}} & [more]\"\n");
    assert_eq!(found(&desk.library(&more)), [""; 0]);
    assert!(time(&desk) > before);
    let words = crate::support::reader::pdf_characters(&desk.files("out")["list.pdf"]);
    assert!(
        words.replace(' ', "").contains("1.*Stars*{x}&[more].Inpreparation."),
        "{words}"
    );
}

/// A run that was killed leaves files; the next one takes them away.
#[test]
fn what_a_killed_run_left_goes_with_the_next() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.file("out/.library/.begun-Ab12", "");
    desk.file("out/.library/.aside-Cd34/books/one/one.epub", "half");
    assert_eq!(found(&desk.library("books = \"one.toml\"\n")), [""; 0]);
    let left = fs::read_dir(desk.path("out/.library")).expect("readable");
    let left = left.map(|entry| entry.expect("readable").file_name());
    let mut left: Vec<_> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    left.sort();
    assert_eq!(left, [".list", ".lock", "one"]);
}

/// Two books that readers cannot tell apart are told.
#[test]
fn books_of_one_identifier_are_told() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.book("two", "");
    let manifest = fs::read_to_string(desk.path("one.toml")).expect("it is there");
    desk.file("two.toml", &manifest);
    let made = desk.library("books = [\"one.toml\", \"two.toml\"]\n");
    let found = found(&made);
    let names = ["one", "two"].map(|name| desk.path(&format!("{name}.toml")));
    let [one, two] = names.map(|path| path.display().to_string());
    let wanted = format!(" `{one}` and `{two}` have the same identifier, `urn:uuid:");
    assert!(found.iter().any(|f| f.contains(&wanted)), "{found:?}");
    assert!(made.placed.is_none());
    // One pattern found both: there is no other place to show.
    let made = desk.library("books = \"[ot]*.toml\"\n");
    assert!(self::found(&made).iter().any(|f| f.contains(&wanted)));
    assert!(made.library.found.iter().all(|found| found.related.is_empty()));
}

/// Names that FAT does not hold, nor Windows: a catalogue is carried on sticks.
#[cfg(unix)]
#[test]
fn names_are_such_as_every_stick_holds() {
    let desk = Desk::new();
    for name in ["wh?t: a*b", "CON", "dot. ", "Coyoaca\u{301}n"] {
        desk.book(name, "");
    }
    let made = desk.library("books = \"*.toml\"\n");
    assert_eq!(found(&made), [""; 0]);
    let files = desk.files("out");
    for name in ["wh_t_ a_b", "_CON", "dot", "Coyoacán"] {
        for ending in [".epub", ".kepub.epub"] {
            let path = format!("books/{name}/{name}{ending}");
            assert!(files.contains_key(&path), "{path}");
        }
    }
    let unsafe_ = |path: &&String| path.contains(['?', '*', ':']) || path.contains(" /");
    assert_eq!(files.keys().find(unsafe_), None);
    let page = String::from_utf8_lossy(&files["e/index.html"]);
    assert!(page.contains("href=\"../books/wh_t_%20a_b/wh_t_%20a_b.epub\""), "{page}");
    // Nothing is built again, nor taken out of the store.
    let again = desk.catalog("out");
    assert!(again.books.is_empty() && again.placed.is_some());
    assert_eq!(desk.files("out"), files);
    desk.book("wh*t_ a?b", "");
    let made = desk.catalog("out");
    let lines = found(&made);
    assert!(lines[0].ends_with(" would both be called `wh_t_ a_b`"), "{lines:?}");
    assert_eq!(desk.files("out"), files);
}

/// A name with which one of the editions has no room on the disk.
#[cfg(unix)]
#[test]
fn a_book_whose_name_is_too_long_is_named() {
    let desk = Desk::new();
    let name = "n".repeat(240);
    desk.book(&name, "");
    let made = desk.library("books = \"n*.toml\"\noutputs = [\"compatible\"]\n");
    assert!(made.placed.is_none());
    let lines = found(&made);
    assert!(lines[0].starts_with("unwritable-output 1:9 the files of `"), "{lines:?}");
    assert!(lines[0].ends_with("cannot be written: its name is not possible here"));
    let help = made.library.found[0].help.as_deref().unwrap_or("");
    assert!(help.ends_with("give it a shorter name"), "{help}");
}

#[test]
fn a_pamphlet_tells_of_the_others() {
    let desk = Desk::new();
    desk.book("one", "description = \"Of one.\"\n");
    desk.book("two", "");
    desk.file(
        "library.toml",
        "[[entries]]\ntitle = \"Not yet\"\n[[entries]]\nbook = \"one.toml\"\n[[entries]]\nbook = \"two.toml\"\n",
    );
    let without = [desk.path("two.toml")];
    let (told, article) =
        publish::pipeline::also_published(&desk.path("library.toml"), &without);
    assert!(told.found.is_empty(), "{:?}", told.found);
    let article = article.expect("it is written");
    assert_eq!(article, "# Also published\n\n**one.** Ann. Of one.\n");
    desk.file("also.md", &article);
    let manifest = fs::read_to_string(desk.path("two.toml")).expect("it is there");
    desk.file("two.toml", &manifest.replace("\"two.md\"", "\"two.md\", \"also.md\""));
    let made = desk.catalog("out");
    assert_eq!(found(&made), [""; 0]);
    let page = String::from_utf8(desk.files("out")["books/two/index.html"].clone());
    assert!(page.expect("UTF-8").contains("<li>Also published</li>"));
}

#[test]
fn the_command_says_what_it_did() {
    let book = crate::support::Book::of("# One\n\nText.\n")
        .file("library.toml", "books = \"book.toml\"\n");
    let run = book.run(&["catalog", "library.toml"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "book.toml  built");
    assert!(
        lines[1].starts_with("build/library/index.html  1 entry, 1 book  "),
        "{lines:?}"
    );
    let again = book.run(&["catalog", "library.toml"]);
    assert!(again.out.ends_with("  as it was\n"), "{}", again.out);
    let list = book.run(&["catalog", "library.toml", "--list", "also.md"]);
    assert_eq!(list.out, "also.md  written\n");
    let book = book.file("mine.md", "# Mine\n");
    let run = book.run(&["catalog", "library.toml", "--list", "mine.md"]);
    assert!(
        run.code == Some(1) && run.err.contains("is an article of yours"),
        "{}",
        run.err
    );
    let run = book.run(&[
        "catalog",
        "library.toml",
        "--list",
        "a.md",
        "--without",
        "gone.toml",
    ]);
    assert!(run.err.contains("there is no book `gone.toml` to leave out"), "{}", run.err);
    let broken = book.file("library.toml", "books = \"bock.toml\"\n");
    let run = broken.run(&["catalog", "library.toml"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("library.toml:1:9"), "{}", run.err);
    assert!(run.err.contains("did you mean `book.toml`?"), "{}", run.err);
    assert!(broken.path("build/library/index.html").exists());
}

#[test]
fn the_list_of_our_own_books_is_good() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("books/library.toml");
    let (mut files, mut sink) = (Files::default(), Default::default());
    let library = publish::manifest::read_library(&path, &mut files, &mut sink);
    let library = library.unwrap_or_else(|_| panic!("{:?}", sink.found()));
    let is_book = |entry: &&publish::manifest::LibraryEntry| {
        matches!(entry.listed, Listed::Book { .. })
    };
    assert_eq!(library.entries.iter().filter(is_book).count(), 4);
    assert!(library.entries.len() >= 12);
    assert!(library.entries.iter().all(|entry| entry.section.is_some()));
    let told = |entry: &publish::manifest::LibraryEntry| {
        is_book(&entry) || entry.teaser.is_some()
    };
    assert!(library.entries.iter().all(told), "what has no file has a teaser");
}

#[test]
fn what_cannot_be_written_is_told_once() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.book("two", "");
    // Files stand where the folders of the books would be.
    desk.file("out/.library/one", "");
    desk.file("out/.library/two", "");
    let made = desk.library("books = [\"one.toml\", \"two.toml\"]\n");
    assert!(made.placed.is_none());
    let found = found(&made);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("unwritable-output the files of `"), "{found:?}");
    for name in ["one.toml", "two.toml` cannot be written: "] {
        assert!(found[0].contains(name), "{found:?}");
    }
}

#[test]
fn the_leaflet_is_as_old_as_what_it_lists() {
    let desk = Desk::new();
    desk.book("one", "");
    let made = desk.library("books = \"one.toml\"\n");
    assert!(made.placed.is_some(), "{:?}", found(&made));
    let leaflet = &desk.files("out")["list.pdf"];
    let leaflet = lopdf::Document::load_mem(leaflet).expect("a PDF");
    let about = leaflet.trailer.get(b"Info").and_then(|about| about.as_reference());
    let about = leaflet.get_dictionary(about.expect("it has one")).expect("it is there");
    let date = about.get(b"CreationDate").and_then(|date| date.as_str()).expect("a date");
    assert!(date.starts_with(b"D:20260102"), "{}", String::from_utf8_lossy(date));
}

#[test]
fn what_has_no_file_has_a_cover_that_is_drawn_once() {
    let desk = Desk::new();
    desk.book("one", "");
    let soon = "[[entries]]\ntitle = \"Soon\"\nauthor = \"Ann\"\n";
    let later = "[[entries]]\ntitle = \"Later\"\n";
    let made = desk.library(&format!("books = \"one.toml\"\n{soon}{later}"));
    assert!(made.placed.is_some(), "{:?}", found(&made));
    let files = desk.files("out");
    let covers = |files: &std::collections::BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.keys().filter(|path| path.starts_with("announced/")).cloned().collect()
    };
    let both = covers(&files);
    assert_eq!(both.len(), 2, "{both:?}");
    let page = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
    for path in &both {
        let drawn = image::load_from_memory(&files[path]).expect("a picture");
        let told = format!(
            "src=\"{path}\" width=\"{}\" height=\"{}\" alt=\"\"",
            drawn.width(),
            drawn.height()
        );
        assert!(page.contains(&told), "{told}: {page}");
    }
    let kept = |path: &str| {
        let name = path.rsplit('/').next().expect("a name");
        desk.path(&format!("out/.library/.announced/{name}"))
    };
    let times: Vec<_> = both
        .iter()
        .map(|path| {
            fs::metadata(kept(path)).and_then(|about| about.modified()).expect("kept")
        })
        .collect();
    let made = desk.library(&format!("books = \"one.toml\"\n{soon}"));
    assert!(made.placed.is_some(), "{:?}", found(&made));
    let left = covers(&desk.files("out"));
    assert_eq!(left.len(), 1, "{left:?}");
    for (path, time) in both.iter().zip(times) {
        let about = fs::metadata(kept(path)).and_then(|about| about.modified());
        assert_eq!(about.ok(), left.contains(path).then_some(time), "{path}");
    }
}

/// What the catalogue sets itself shows boxes for letters that no font has: in the leaflet, and on covers of
/// entries without a file.
#[test]
fn letters_that_no_font_has_are_told_at_their_entry() {
    let desk = Desk::new();
    desk.book("one", "");
    let list = "title = \"T ك\"\n[[entries]]\nbook = \"one.toml\"\nteaser = \"Of 漢.\"\n\
                [[entries]]\ntitle = \"日本 Ω\"\nteaser = \"Бог\"\n";
    for _ in ["built", "kept"] {
        let made = desk.library(list);
        assert!(made.placed.is_some());
        let told = found(&made);
        assert_eq!(told.len(), 3, "{told:#?}");
        let says =
            |at: usize, words: &str| assert!(told[at].contains(words), "{told:#?}");
        says(0, "no font has ك (U+0643): boxes stand for them in the leaflet");
        says(1, "no font has 漢 (U+6F22): boxes stand for them in the leaflet");
        says(
            2,
            "no font has 日 (U+65E5), 本 (U+672C): boxes stand for them in the leaflet and on the cover",
        );
    }
}
