//! Several short articles on pages of two columns.

use publish::geom::Len;
use publish::pages::{LineRole, Mark, Page};
use publish::theme::{self, Theme};

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

/// Pictures in a column, across all of them and on pages of their own stand in the order in which
/// they are called, whatever room there is where they are called.
#[test]
fn pictures_of_all_kinds_keep_their_order() {
    const KINDS: [((u32, u32), &str); 4] = [
        ((220, 300), ""),
        ((480, 150), "{.across}"),
        ((400, 600), "{.full-page}"),
        ((220, 120), ""),
    ];
    let orders = [[0, 1, 3, 2], [1, 2, 1, 0], [0, 2, 3, 1], [2, 1, 0, 2], [0, 0, 1, 3]];
    for (number, order) in orders.iter().enumerate() {
        for before in 0..9 {
            let mut text =
                format!("# Title\n\n{}\n\n", words("a", 60 + (before * 9 + number) * 7));
            for (at, &kind) in order.iter().enumerate() {
                let more = words(&format!("b{at}"), 50);
                let (kind, class) = (kind, KINDS[kind].1);
                text +=
                    &format!("![x]({kind}.svg \"Picture {at}.\"){class}\n\n{more}\n\n");
            }
            text += &words("c", 900);
            let mut book = Book::of(text);
            for (kind, (size, _)) in KINDS.iter().enumerate() {
                book = book.file(&format!("{kind}.svg"), drawing(*size));
            }
            let laid = book.lay_out(leaflet);
            // As they are placed they are read.
            let mut told: Vec<String> = Vec::new();
            for page in &laid.pages.pages {
                let lines = lines(page, LineRole::Body).into_iter();
                let words = lines.map(|(.., words)| words);
                told.extend(words.filter(|words| words.starts_with("Picture ")));
            }
            let wanted = ["Picture 0.", "Picture 1.", "Picture 2.", "Picture 3."];
            assert_eq!(told, wanted, "{order:?} behind {before}");
        }
    }
}
