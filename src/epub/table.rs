//! Tables as XHTML.
//!
//! No screen is as wide as a page, and readers set letters as large as they need. So a table
//! says how many ems it needs to stand in columns; where what holds it is narrower, its rows
//! come one below the other, each cell behind the words of its head (`css/stacked.css`).
//! Readers that cannot ask how wide something is (CSS Conditional Rules 5, "Container
//! queries") let letters grow as far as the screen holds the table, and part words.

use super::article::Writer;
use crate::document::{Block, Column, Row, Table, inline_text};
use crate::theme::Role;
use crate::xml::push_attribute;

/// What a table is called from so many columns on, which a small screen has no room for: the more
/// there are, the smaller their letters, to so many hundredths of the text's.
const WIDE: [(usize, &str, u32); 5] = [
    (0, "table", 100),
    (3, "table tight", 100),
    (5, "table tight wide", 100),
    (8, "table tight wide broad", 85),
    (11, "table tight wide dense", 70),
];

/// From how many letters on a word finds no room in a column of a small screen, which has room for
/// so many in all; and how long a number is.
const LONG: usize = 18;
const SCREEN: usize = 45;
const NUMBER: usize = 12;

/// From how many columns on words are parted that are not short.
const PARTED: usize = 5;

/// The space between columns, in hundredths of an em.
const GAP: u32 = 60;
/// The room that a column of running words should have, and that one with a word has which may be
/// parted anywhere.
const WORDS: u32 = 500;
const TORN: u32 = 900;
/// How much wider heads are, in small capitals, in hundredths.
const HEAD: u32 = 115;
/// The widths that tables are told to need, in ems: so many, that a book with many tables needs
/// few rules.
const NEEDS: [u16; 17] =
    [6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32, 36, 42, 50, 60];

/// Whether words of a cell are parted where they find no room.
enum Parting {
    Anywhere,
    Nowhere,
    /// As the table says: where it has many columns.
    AsOthers,
}

/// In a table of so many columns long words are parted, since they would stand out of a small
/// screen; what is short stays whole, and gives the room to others.
fn parting(cell: &str, columns: usize) -> Parting {
    let longest = cell.split_whitespace().map(|word| word.chars().count()).max();
    let longest = longest.unwrap_or(0);
    let number = longest <= NUMBER && cell.contains(char::is_numeric);
    match longest {
        LONG.. => Parting::Anywhere,
        _ if columns < PARTED => Parting::AsOthers,
        _ if number || longest <= SCREEN / columns.max(1) => Parting::Nowhere,
        _ => Parting::AsOthers,
    }
}

/// What a table of so many columns is called, and how large its letters are.
fn width(columns: usize) -> (&'static str, u32) {
    let known = WIDE.iter().rfind(|(from, _, _)| *from <= columns);
    known.map_or(("table", 100), |&(_, class, size)| (class, size))
}

/// How wide most faces are, as a part of a wide one, in hundredths.
const FACE: u32 = 93;

/// How wide a letter is in a wide face, in hundredths of an em.
fn advance(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\''
        | '’' | '(' | ')' | ' ' | '\u{a0}' | '\u{202f}' => 34,
        '\u{ad}' | '\u{200b}' | '\u{2060}' => 0,
        'r' | 's' | 'c' | 'z' => 45,
        'm' | 'w' => 85,
        'M' | 'W' => 95,
        '0'..='9' => 60,
        '\u{2e80}'.. => 100,
        letter if letter.is_uppercase() => 70,
        letter if letter.is_ascii_lowercase() => 54,
        _ => 58,
    }
}

/// How wide a text is in one line, in hundredths of an em.
fn wide(text: &str) -> u32 {
    text.chars().map(advance).sum()
}

/// The widest piece of a cell that stays whole, in hundredths of an em.
fn longest(cell: &str) -> u32 {
    // Lines end behind what joins words, too.
    let parted = |c: char| matches!(c, ' ' | '\n' | '\t' | '-' | '–' | '—' | '/');
    let words = cell.split_inclusive(parted).map(str::trim_end);
    let widths = words.map(|word| match word.chars().count() {
        LONG.. => TORN.min(wide(word)),
        _ => wide(word),
    });
    widths.max().unwrap_or(0)
}

/// How many ems a table needs to stand in columns: one of [`NEEDS`].
fn need(table: &Table, size: u32) -> u16 {
    let columns = table.columns.len();
    let column = |at: usize| {
        let cells = |rows: &[Row]| -> Vec<String> {
            rows.iter()
                .filter_map(|row| row.cells.get(at))
                .map(|c| inline_text(c))
                .collect()
        };
        let words = |cell: &String| longest(cell).max(wide(cell.trim()).min(WORDS));
        let heads =
            cells(&table.head).iter().map(|head| longest(head) * HEAD / 100).max();
        heads.max(cells(&table.rows).iter().map(words).max()).unwrap_or(0)
    };
    let gaps = GAP * columns.saturating_sub(1) as u32;
    let sum = (0..columns).map(column).sum::<u32>().saturating_add(gaps);
    let ems = sum.saturating_mul(size).saturating_mul(FACE) / 1_000_000;
    let known = NEEDS.iter().find(|&&need| u32::from(need) > ems);
    known.or(NEEDS.last()).copied().unwrap_or(0)
}

/// What stands above each column.
fn heads(table: &Table) -> Vec<String> {
    let above = |at: usize| {
        let cells = table.head.iter().filter_map(|row| row.cells.get(at));
        let words = cells.map(|cell| inline_text(cell).trim().to_owned());
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    };
    (0..table.columns.len()).map(above).collect()
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, block: &Block) {
        let (class, size) = width(table.columns.len());
        let need = need(table, size);
        self.facts.needs.insert(need);
        self.out.push_str("<div class=\"table\">");
        self.container(Role::Table, "table", &format!("{class} needs-{need}"), block);
        if let Some(caption) = &table.caption {
            self.facts.roles.insert(Role::Caption);
            self.out.push_str("<caption>");
            self.inlines(caption);
            self.out.push_str("</caption>\n");
        }
        if !table.head.is_empty() {
            self.facts.roles.insert(Role::TableHead);
            self.out.push_str("<thead>\n");
            for row in &table.head {
                self.row(row, &table.columns, Some("col"), &[]);
            }
            self.out.push_str("</thead>\n");
        }
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            // Where no row heads the columns, the first cell heads its row.
            let scope = table.head.is_empty().then_some("row");
            let above = heads(table);
            for row in &table.rows {
                self.row(row, &table.columns, scope, &above);
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }

    /// A row, whose head cells head what `scope` says: all of them columns, the first its row.
    /// Below a head each cell knows the words `above` it.
    fn row(
        &mut self,
        row: &Row,
        columns: &[Column],
        scope: Option<&str>,
        above: &[String],
    ) {
        self.out.push_str("<tr>");
        for (at, cell) in row.cells.iter().enumerate() {
            // A head cell without words is the empty corner of a table, and no head.
            let scope = scope.filter(|&scope| {
                (scope == "col" || at == 0) && !inline_text(cell).trim().is_empty()
            });
            match scope {
                Some(scope) => self.out.push_str(&format!("<th scope=\"{scope}\"")),
                None => self.out.push_str("<td"),
            }
            let place = match columns.get(at).copied().unwrap_or(Column::Start) {
                Column::Start => None,
                Column::Centre => Some("centre"),
                Column::End => Some("end"),
            };
            let parting = parting(&inline_text(cell), columns.len());
            let kind = match parting {
                Parting::Anywhere => Some("long"),
                Parting::Nowhere => Some("whole"),
                Parting::AsOthers => None,
            };
            let classes: Vec<&str> = place.into_iter().chain(kind).collect();
            if !classes.is_empty() {
                push_attribute(&mut self.out, "class", &classes.join(" "));
            }
            if let Some(head) = above.get(at).filter(|head| !head.is_empty()) {
                push_attribute(&mut self.out, "data-head", head);
            }
            self.out.push('>');
            self.inlines(cell);
            self.out.push_str(if scope.is_some() { "</th>" } else { "</td>" });
        }
        self.out.push_str("</tr>\n");
    }
}
