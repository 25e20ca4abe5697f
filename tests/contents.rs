//! The contents of a book by several hands name the author beside each article.

use page_validation::ValidationProfile;
use publish::font::Slant;
use publish::pages::{LineRole, Mark, OutlineItem, Page, Tag};

use crate::support::Book;
use crate::support::reader::epub_file;

const LONG: &str = "What the Guardian Saw in the Year of the Long Drought";

/// A book whose articles are by those named; nobody where the name is empty.
fn book(articles: &[(&str, &str)]) -> Book {
    let mut book = Book::empty();
    let mut list = Vec::new();
    for (index, (title, author)) in articles.iter().enumerate() {
        let author = match *author {
            "" => String::new(),
            name => format!("author = {name:?}\n"),
        };
        let text = format!("+++\ntitle = {title:?}\n{author}+++\n\nText.\n");
        book = book.file(&format!("{index}.md"), text);
        list.push(format!("\"{index}.md\""));
    }
    book.key(&format!("articles = [{}]", list.join(", ")))
}

/// The pages of the contents line by line, words in italics between stars; and the outline.
fn printed(book: &Book) -> (Vec<Vec<String>>, Vec<String>) {
    let laid = book.lay_out(|_| {});
    let shown = |line: &publish::pages::Line| -> String {
        let words = line.runs.iter().map(|run| match laid.fonts.faces[run.face].slant {
            Slant::Upright => run.text.clone(),
            Slant::Italic => format!("*{}*", run.text),
        });
        words.collect()
    };
    let lines = |page: &Page| -> Vec<String> {
        let lines = page.placed.iter().filter_map(|placed| match &placed.mark {
            Mark::Line(line) if line.role == LineRole::Body => Some(shown(line)),
            Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
        });
        // Page numbers of the entries have no letters.
        lines.filter(|line| line.chars().any(char::is_alphabetic)).collect()
    };
    let pages = laid.pages.pages.iter().map(lines);
    let mut pages: Vec<Vec<String>> = pages
        .skip_while(|lines| lines.first().is_none_or(|line| line != "Contents"))
        .take_while(|lines| lines.last().is_none_or(|line| line != "Text."))
        .collect();
    pages.first_mut().expect("a page of contents").remove(0);
    let title = |item: &OutlineItem| item.title.clone();
    (pages, laid.pages.outline.iter().map(title).collect())
}

#[test]
fn the_authors_of_an_anthology_stand_in_its_contents() {
    let book = book(&[
        ("Preface", ""),
        ("The House", "Ana Ruiz"),
        (LONG, "Leo J. Blank"),
        ("A Reply", "A. Hand"),
    ]);
    let (pages, outline) = printed(&book);
    assert_eq!(
        pages[0],
        [
            "Preface",
            "The House\u{2003}*Ana Ruiz*",
            LONG,
            "*Leo J.\u{a0}Blank*",
            "A Reply"
        ]
    );
    assert_eq!(outline[1], "The House · Ana Ruiz");
    assert_eq!(outline[3], "A Reply");
    assert_eq!(book.run(&["book.toml", "--only", "epub"]).code, Some(0));
    let epub = book.output("epub");
    let nav = epub_file(&epub, "EPUB/nav.xhtml");
    for entry in [">Preface</a>", ">The House · <i>Ana Ruiz</i></a>", ">A Reply</a>"] {
        assert!(nav.contains(entry), "{entry} is not in\n{nav}");
    }
    let ncx = epub_file(&epub, "EPUB/toc.ncx");
    assert!(ncx.contains("<text>The House · Ana Ruiz</text>"), "{ncx}");
}

#[test]
fn a_book_by_one_author_names_nobody_in_its_contents() {
    let theirs = book(&[("One", "A. Hand"), ("Two", "A. Hand"), ("Three", "")]);
    assert_eq!(printed(&theirs).0[0], ["One", "Two", "Three"]);
    let editor = "[[contributors]]\nname = \"E. Ditor\"\nrole = \"editor\"";
    let unsigned = |articles| book(articles).without("author").key(editor);
    let one = unsigned(&[("One", "Ana Ruiz"), ("Two", "Ana Ruiz")]);
    assert_eq!(printed(&one).1, ["One", "Two"]);
    let several = unsigned(&[("One", "Ana Ruiz"), ("Two", "")]);
    assert_eq!(printed(&several).1, ["One · Ana Ruiz", "Two"]);
}

#[test]
fn an_entry_of_several_lines_stays_on_one_page() {
    for short in 0..2 {
        let mut articles = vec![("The House", ""); short];
        articles.extend([(LONG, "Leo J. Blank"); 40]);
        let (pages, _) = printed(&book(&articles));
        assert!(pages.len() > 1, "{pages:?}");
        for first in pages.iter().filter_map(|lines| lines.first()) {
            assert!(!first.starts_with('*'), "{first} stands apart from its title");
        }
    }
}

/// A title keeps its italics in the contents, and loses its notes and links.
#[test]
fn titles_keep_their_styles_in_the_contents() {
    let book = Book::of(
        "# The *Ruth* and [others](https://a.org)[^1]\n\nText.\n\n[^1]: A note.\n",
    )
    .file("two.md", "# Second\n\nText.\n")
    .key("articles = [\"case.md\", \"two.md\"]");
    let run = book.run(&["show", "book.toml", "--pages"]);
    assert!(run.out.contains("  The Ruth and others\n"), "{}", run.out);
    let layout = book.lay_out(|_| {});
    let line =
        layout.pages.pages.iter().flat_map(|page| &page.placed).find_map(|placed| {
            let Mark::Line(line) = &placed.mark else { return None };
            (line.runs.len() > 2).then_some(line)
        });
    let faces: Vec<_> =
        line.expect("the entry").runs.iter().map(|run| run.face).collect();
    assert!(faces[0] != faces[1] && faces[0] == faces[2], "{faces:?}");
}

/// Whoever is led by headings begins at the first level, also where an article has no title.
#[test]
fn headings_begin_at_the_first_level() {
    let levels = |text: &str| -> Vec<u8> {
        let laid = Book::of(text).lay_out(|_| {});
        let tags = laid.pages.structure.0.iter().map(|(_, node)| &node.tag);
        let level = |tag: &Tag| {
            let Tag::Heading(level, _) = tag else { return None };
            Some(*level)
        };
        tags.filter_map(level).collect()
    };
    assert_eq!(levels("A line first.\n\n# A heading\n\nText.\n\n## Below it\n"), [1, 2]);
    assert_eq!(
        levels("A line first.\n\n## A heading\n\nText.\n\n#### Below it\n"),
        [1, 2]
    );
    assert_eq!(levels("# A title\n\n## A heading\n\nText.\n\n### Below it\n"), [1, 2, 3]);
}

/// The outline leads to every article, also to one that has neither title nor headings.
#[test]
fn the_outline_tells_first_words_where_there_is_no_title() {
    let outline = |text: &str| -> Vec<String> {
        let laid = Book::of(text).lay_out(|_| {});
        laid.pages.outline.iter().map(|item| item.title.clone()).collect()
    };
    let words = "It was a house with a wall around it, and a gate.\n";
    assert_eq!(outline(words), ["It was a house with a …"]);
    assert_eq!(outline(&format!("{words}\n## The gate\n\nText.\n")), ["The gate"]);
    assert_eq!(outline(&format!("# The wall\n\n{words}")), ["The wall"]);
}

/// The e-book says the language of whatever it tells once more: titles of articles and of captions
/// in references, headings in the contents, entries of the index; and its own words are in the
/// language of the passage that they are heard in, if it has words in it.
#[test]
fn what_is_told_again_keeps_its_language() {
    let french = "+++\nlanguage = \"fr\"\n+++\n# Le livre\n\n[Weltschmerz]{lang=de index}, \
        [](b.md){.title}, [](#fig){.title}, [](#une){.title}.\n\n## Un [Haus]{lang=de} {#une}\n\n\
        ::: {lang=de}\nEin Wort.[^ed:n]\n\n| A |\n|---|\n| B |\n\nTable: Eine Tafel {#fig}\n\n\
        Noch einmal: [](#une){.title}.\n:::\n\n::: {lang=la}\nVerbum.[^ed:n]\n:::\n\n[^ed:n]: N.\n";
    let english = "# English title\n\n## Sección {lang=es}\n\nText.\n";
    let book = Book::empty().file("a.md", french).file("b.md", english).key(
        "articles = [\"a.md\", \"b.md\", { role = \"index\" }]\noutputs = [\"epub\"]",
    );
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let epub = book.output("epub");
    let text = epub_file(&epub, "EPUB/text/a.xhtml");
    let words = |tag: &str, words: &str| {
        format!("<span lang=\"{tag}\" xml:lang=\"{tag}\">{words}</span>")
    };
    let haus = words("de", "Haus");
    for expected in [
        format!("b.xhtml#b\">{}</a>", words("en-GB", "English title")),
        format!("#fig\">{}</a>", words("de", "Eine Tafel")),
        format!("#une\">Un {haus}</a>"),
        // In the German passage it is the rest that is French.
        format!("#une\">{}</a>", words("fr", "Un Haus").replace("Haus", &haus)),
        "aria-label=\"Herausgeberanmerkung".to_string(),
    ] {
        assert!(text.contains(&expected), "{expected} is not in {text}");
    }
    let latin = text.split("Verbum").nth(1).expect("a passage");
    let marker = latin.split('>').next().unwrap_or_default();
    let marker = format!("{marker}{}", latin.split('>').nth(1).unwrap_or_default());
    assert!(marker.contains(" lang=\"fr\""), "{latin}");
    let nav = epub_file(&epub, "EPUB/nav.xhtml");
    assert!(nav.contains(&format!("lang=\"fr\" xml:lang=\"fr\">Un {haus}</a>")), "{nav}");
    assert!(nav.contains("lang=\"es\" xml:lang=\"es\">Sección</a>"), "{nav}");
    let index = epub_file(&epub, "EPUB/text/index.xhtml");
    assert!(index.contains(&words("de", "Weltschmerz")), "{index}");
}

/// A link whose words are in another language is a link in the PDF too, and keeps its claims.
#[test]
fn links_in_other_languages_keep_what_the_pdf_claims() {
    let text =
        "# A\n\nSee [[la casa]{lang=es}](https://example.org/) and [the wall](#a).\n";
    let book = Book::of(text);
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let claims = crate::support::standards::hold("case", &book.output("pdf"));
    let both = [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a];
    assert_eq!(claims, both);
}

/// The half-title is balanced as the title page is: no word stands alone in a second line.
#[test]
fn half_titles_are_balanced() {
    for title in
        ["The Ferrymen of the Upper Reach", "On Cheese and Other Difficult Matters"]
    {
        let parts =
            "articles = [{ role = \"part\", title = \"One\" }, \"0.md\", \"1.md\"]";
        let book = Book::empty()
            .key(&format!("title = {title:?}"))
            .key(parts)
            .file("0.md", "# A\n\nText.\n")
            .file("1.md", "# B\n\nText.\n");
        let laid = book.lay_out(|_| {});
        let first = laid.pages.pages.first().expect("a half-title");
        let lines: Vec<String> = first
            .placed
            .iter()
            .filter_map(|placed| match &placed.mark {
                Mark::Line(line) => {
                    Some(line.runs.iter().map(|run| &*run.text).collect())
                }
                Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
            })
            .collect();
        assert_eq!(lines.join(" "), title, "it is the half-title");
        let last = lines.last().expect("a line");
        assert!(lines.len() == 1 || last.contains(' '), "{lines:?}");
    }
}
