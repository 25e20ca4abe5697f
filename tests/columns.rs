//! Several short articles on pages of two columns.

use proptest::prelude::*;
use publish::geom::Len;
use publish::pages::{LineRole, Mark, Page};
use publish::theme::{self, Theme};

use crate::properties::config;
use crate::support::Book;
use crate::support::reader::pdf_characters;

/// Words that say where they stand in their article.
fn words(article: &str, count: usize) -> String {
    let words: Vec<String> = (1..=count).map(|n| format!("x{article}{n:04}")).collect();
    words.join(" ")
}

fn leaflet(theme: &mut Theme) {
    *theme = theme::builtin("leaflet").expect("it is built in");
}

/// A book of articles that run on, each with so many words.
fn book(counts: &[usize]) -> Book {
    let names: Vec<String> = (0..counts.len()).map(|n| format!("\"{n}.md\"")).collect();
    let mut book = Book::empty().key(&format!("articles = [{}]", names.join(", ")));
    for (number, &count) in counts.iter().enumerate() {
        let letter = char::from(b'a' + number as u8).to_string();
        let text = words(&letter, count / 2);
        let more = words(&letter.to_uppercase(), count - count / 2);
        let text = format!("# Title {letter}\n\n{text}\n\n{more}[^n]\n\n[^n]: Note.\n");
        book = book.file(&format!("{number}.md"), text);
    }
    book
}

/// The lines of a page with a role: their left ends, heights and words.
fn lines(page: &Page, wanted: LineRole) -> Vec<(Len, Len, String)> {
    let line = |placed: &publish::pages::Placed| match &placed.mark {
        Mark::Line(line) if line.role == wanted => {
            let words = line.runs.iter().map(|run| run.text.as_str()).collect();
            Some((placed.at.x, placed.at.y, words))
        }
        Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    };
    page.placed.iter().filter_map(line).collect()
}

#[test]
fn short_articles_stand_below_one_another_in_columns_of_one_height() {
    let laid = book(&[150, 90, 200]).lay_out(leaflet);
    let page = laid.pages.pages.first().expect("there are pages");
    let (left, half) = (laid.theme.page.inner, laid.theme.page.size.width / 2);
    let mut all = lines(page, LineRole::Body);
    all.extend(lines(page, LineRole::Note));
    let titles: Vec<Len> = all
        .iter()
        .filter(|(.., words)| words.starts_with("Title"))
        .map(|&(x, y, _)| {
            assert!((x - left).abs() < Len::pt(2), "{x:?} {left:?}");
            y
        })
        .collect();
    assert_eq!(titles.len(), 3, "all articles stand on one page");
    for (number, &top) in titles.iter().enumerate() {
        let below =
            titles.get(number + 1).copied().unwrap_or(laid.theme.page.size.height);
        let inside: Vec<_> =
            all.iter().filter(|&&(_, y, _)| top < y && y < below).collect();
        let depth = |right: bool| {
            let column = inside.iter().filter(|(x, ..)| (*x > half) == right);
            column.map(|&&(_, y, _)| y).max().expect("both columns are filled")
        };
        let by = (depth(false) - depth(true)).abs();
        assert!(by <= laid.theme.leading + Len::pt(4), "{number}: {by} pt");
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let book = book(&[700, 900, 300]);
    let laid = book.lay_out(leaflet);
    let bytes =
        publish::pdf::write(&laid.pages, &laid.fonts).expect("the pages are good").bytes;
    let copied = pdf_characters(&bytes).replace('\u{ad}', "");
    for (letter, count) in [("a", 700), ("b", 900), ("c", 300)] {
        for (letter, count) in
            [(letter.to_string(), count / 2), (letter.to_uppercase(), count / 2)]
        {
            let mut at = copied.find(&format!("x{letter}0001")).expect("it is there");
            for word in words(&letter, count).split(' ') {
                let next =
                    copied[at..].find(word).unwrap_or_else(|| panic!("{word} is lost"));
                assert!(
                    next < 400,
                    "{word} stands {next} bytes behind the word before it"
                );
                at += next;
            }
        }
    }
}

/// A drawing of a size in pixels.
fn drawing((width, height): (u32, u32)) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ccc\"/></svg>"
    )
}

/// What is called in a book in columns, with the pixels of a picture.
const CALLED: [(&str, (u32, u32), &str); 8] = [
    ("small", (220, 120), ""),
    ("high", (220, 300), ""),
    ("across", (480, 150), "{.across}"),
    ("tall", (480, 420), "{.across}"),
    ("taller", (480, 600), "{.across}"),
    ("plate", (400, 600), "{.full-page}"),
    ("table", (3, 6), ""),
    ("turned", (12, 4), ""),
];

/// A table with so many columns and rows.
fn table((columns, rows): (u32, u32)) -> String {
    let row =
        |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns as usize));
    let rules = format!("|{}\n", "---|".repeat(columns as usize));
    row("heading") + &rules + &row("entry").repeat(rows as usize)
}

/// Pictures in a column, across all of them and on pages of their own, tables and those that are
/// turned: each stands behind what was called before it, whatever room there is.
fn keeps_order(before: usize, called: &[(usize, usize)]) {
    let mut text = format!("# Title\n\n{}\n\n", words("a", before));
    let (mut pictures, mut tables) = (0, 0);
    for (at, &(kind, more)) in called.iter().enumerate() {
        let (name, size, class) = CALLED[kind];
        text += &match name {
            "table" | "turned" => {
                tables += 1;
                format!("{}\nTable: Listing {tables}.\n\n", table(size))
            }
            _ => {
                pictures += 1;
                format!("![x]({name}.svg \"Picture {pictures}.\"){class}\n\n")
            }
        };
        text += &words(&format!("b{at}"), more);
        text += "\n\n";
    }
    text += &words("c", 500);
    let mut book = Book::of(text);
    for (name, size, _) in CALLED {
        book = book.file(&format!("{name}.svg"), drawing(size));
    }
    let laid = book.lay_out(leaflet);
    // As they are placed they are read.
    let told = |name: &str| {
        let pages = laid.pages.pages.iter();
        let all = pages.flat_map(|page| lines(page, LineRole::Body));
        let mut told: Vec<String> = all
            .map(|(.., words)| words)
            .filter(|words| words.starts_with(name))
            .collect();
        told.dedup();
        told
    };
    for (name, count) in [("Picture", pictures), ("Listing", tables)] {
        let wanted: Vec<String> =
            (1..=count).map(|number| format!("{name} {number}.")).collect();
        assert_eq!(told(&format!("{name} ")), wanted, "{called:?} behind {before} words");
    }
    for (number, page) in laid.pages.pages.iter().enumerate() {
        let begins = begins_left(page, &laid.theme);
        assert!(begins, "page {}: {called:?} behind {before} words", number + 1);
    }
}

/// Whether something stands in the left column, and no lower, where text stands in the right one.
fn begins_left(page: &Page, theme: &Theme) -> bool {
    let half = theme.page.size.width / 2;
    let body = lines(page, LineRole::Body);
    let right = body.iter().filter(|(x, ..)| *x > half).map(|&(_, y, _)| y);
    let Some((top, foot)) = right.clone().min().zip(right.max()) else { return true };
    page.placed.iter().any(|placed| {
        let (high, low) = match &placed.mark {
            Mark::Line(line) if line.turned => (top, foot),
            Mark::Line(line) if line.role == LineRole::Body => (placed.at.y, placed.at.y),
            Mark::Picture(_, size) => (placed.at.y, placed.at.y + size.height),
            Mark::Line(_) | Mark::Rule(..) | Mark::Link(..) => return false,
        };
        placed.at.x < half && low + Len::pt(4) > top && high < foot + Len::pt(4)
    })
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn what_is_called_keeps_its_order(
        before in 0_usize..600,
        called in prop::collection::vec((0..CALLED.len(), prop_oneof![
            1 => Just(0_usize), 4 => 5_usize..110, 1 => 110_usize..400,
        ]), 2..9),
    ) {
        keeps_order(before, &called);
    }
}

/// What came out of order once.
#[test]
fn pictures_of_all_kinds_keep_their_order() {
    let (small, across, tall, plate, table, turned) = (0, 2, 3, 5, 6, 7);
    for before in [0, 60, 120, 180, 240, 300] {
        // Two plates, each with a small picture behind it; the same with turned tables.
        keeps_order(before, &[(plate, 60), (small, 70), (plate, 60), (small, 50)]);
        keeps_order(before, &[(turned, 60), (table, 70), (turned, 60), (table, 50)]);
        // Two pictures across without text between them behind a plate.
        keeps_order(before, &[(plate, 40), (across, 0), (across, 50), (tall, 30)]);
        // A plate below a title with a picture behind it.
        keeps_order(before, &[(plate, 0), (small, 60), (across, 60), (small, 60)]);
    }
}

/// A picture with a note in its caption waits for one that was called before it, whatever stands across
/// between them.
#[test]
fn pictures_with_notes_keep_their_order_past_what_stands_across() {
    for between in ["# Two".to_string(), table((9, 3)), "# Two\n\nText.".to_string()] {
        let text = format!(
            "# One\n\n{}\n\n![x](plate.svg \"Picture 1.\"){{.full-page}}\n\n{}\n\n{between}\n\n{}\n\n\
             ::: figure\n![x](small.svg)\n\nPicture 2.[^n]\n:::\n\n{}\n\n[^n]: A note.\n",
            words("a", 40),
            words("b", 30),
            words("c", 30),
            words("d", 60),
        );
        let book = Book::of(text)
            .file("plate.svg", drawing((400, 600)))
            .file("small.svg", drawing((220, 120)));
        let laid = book.lay_out(leaflet);
        let all = laid.pages.pages.iter().flat_map(|page| lines(page, LineRole::Body));
        let mut told: Vec<String> = all.map(|(.., words)| words).collect();
        told.retain(|words| words.starts_with("Picture"));
        assert!(told[0].starts_with("Picture 1."), "{told:?} past {between:?}");
    }
}

/// Below a picture that leaves a line or two of the page the text begins in the left column, or on
/// the next page.
#[test]
fn columns_below_tall_pictures_begin_at_the_left() {
    let (tall, taller) = (3, 4);
    for words in [20, 26, 32, 38, 44, 60] {
        keeps_order(0, &[(taller, 0), (taller, words), (tall, 12)]);
        keeps_order(words, &[(taller, words), (taller, 0), (taller, 9)]);
    }
}

/// A heading above a picture across that leaves no room for it leads to the text behind that, and
/// no page is left to it.
#[test]
fn a_heading_above_a_tall_picture_across_leads_to_text() {
    for before in [0, 200, 320, 440] {
        let text = format!(
            "# Title\n\n{}\n\n## Heading\n\n![x](tallest.svg \"Picture.\"){{.across}}\n\n{}",
            words("a", before),
            words("b", 600),
        );
        let laid = Book::of(text).file("tallest.svg", drawing((480, 700)));
        let laid = laid.lay_out(leaflet);
        let heading = |page: &Page| {
            let lines = lines(page, LineRole::Body);
            let at = lines.iter().position(|(.., words)| words == "Heading")?;
            lines.get(at + 1).map(|(.., words)| words.clone())
        };
        let below = laid.pages.pages.iter().find_map(heading).unwrap_or_default();
        assert!(below.starts_with("xb0001"), "{before} words: {below:?}");
    }
}

/// A note that is called across all columns stands on the page, however low the columns are below
/// it.
#[test]
fn notes_of_what_stands_across_are_never_lost() {
    for count in [4, 12, 30, 60, 90] {
        let table = table((8, 5)).replacen("entry", "entry[^n]", 1);
        let text = format!(
            "# Title\n\n{table}\nTable: Listing.\n\n{}\n\n[^n]: Remark.\n",
            words("a", count)
        );
        let laid = Book::of(text).lay_out(leaflet);
        let page = |page: &Page| lines(page, LineRole::Note).len();
        let notes: Vec<usize> = laid.pages.pages.iter().map(page).collect();
        assert_eq!(notes, [1], "{count} words");
    }
}

/// Two pictures across that wait stand below one another at the head of the next page, where there
/// is room for both; no page stays white for the second.
#[test]
fn what_waits_across_shares_the_head_of_a_page() {
    for before in [300, 340, 380] {
        let text = format!(
            "# Title\n\n{}\n\n![x](across.svg \"Picture 1.\"){{.across}}\n\n{}\n\n\
             ![x](across.svg \"Picture 2.\"){{.across}}\n\n{}\n\n\
             ![x](small.svg \"Picture 3.\")\n\n{}\n\n{}",
            words("a", before),
            words("b", 30),
            words("c", 40),
            words("d", 40),
            table((2, 40)),
        );
        let book = Book::of(text)
            .file("across.svg", drawing((480, 250)))
            .file("small.svg", drawing((300, 90)));
        let laid = book.lay_out(leaflet);
        let shown = |page: &Page| {
            let lines = lines(page, LineRole::Body);
            lines.iter().filter(|(.., words)| words.starts_with("Picture")).count()
        };
        let shown: Vec<usize> = laid.pages.pages.iter().map(shown).collect();
        assert_eq!(shown.get(..2), Some(&[0, 3][..]), "{before} words");
    }
}
