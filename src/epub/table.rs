//! Tables as XHTML.
//!
//! No screen is as wide as a page, and readers set letters as large as they need. So a table
//! says how many ems it needs to stand in columns; where what holds it is narrower, its rows
//! come one below the other, each cell behind the words of its head (`css/stacked.css`).
//! Readers that cannot ask how wide something is (CSS Conditional Rules 5, "Container
//! queries") let letters grow as far as the screen holds the table, and part words.

use super::article::Writer;
use crate::document::{
    Alt, Block, Column, Inline, Inlines, Row, Table, inline_text, visit,
};
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
/// The room that a column of running words should have.
const WORDS: u32 = 500;
/// From how many letters on what is no word (an address) is parted anywhere, and the room that it
/// has then.
const TORN: usize = 32;
const TORN_ROOM: u32 = 1200;
/// How much wider heads are, in small capitals, in hundredths.
const HEAD: u32 = 115;
/// The widths that tables are told to need, in ems: so many, that a book with many tables needs
/// few rules.
const NEEDS: [u16; 24] = [
    6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32, 36, 42, 50, 58, 66, 75, 85, 95,
    108, 125, 160,
];

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

/// How much wider still a face may be before words are parted, in hundredths.
const FACE: u32 = 102;

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
        TORN.. => TORN_ROOM,
        _ => wide(word),
    });
    widths.max().unwrap_or(0)
}

/// The room that each column needs, in halves of an em of its letters.
fn rooms(table: &Table) -> Vec<u16> {
    let room = |at: usize| {
        let cells = |rows: &[Row]| -> Vec<String> {
            rows.iter()
                .filter_map(|row| row.cells.get(at))
                .map(|c| inline_text(c))
                .collect()
        };
        let words = |cell: &String| longest(cell).max(wide(cell.trim()).min(WORDS));
        let heads =
            cells(&table.head).iter().map(|head| longest(head) * HEAD / 100).max();
        let room = heads.max(cells(&table.rows).iter().map(words).max()).unwrap_or(0);
        u16::try_from((room * FACE / 100).div_ceil(50)).unwrap_or(u16::MAX)
    };
    (0..table.columns.len()).map(room).collect()
}

/// How many ems a table needs whose columns need so much room: one of [`NEEDS`].
fn need(rooms: &[u16]) -> u16 {
    let gaps = GAP * rooms.len().saturating_sub(1) as u32;
    let sum = rooms.iter().map(|&room| u32::from(room) * 50).sum::<u32>() + gaps;
    let ems = sum.div_ceil(100);
    let known = NEEDS.iter().find(|&&need| u32::from(need) >= ems);
    known.or(NEEDS.last()).copied().unwrap_or(0)
}

/// What a table is called that needs so many ems, and whose letters may be so small before it is
/// shown row by row.
pub(super) fn needs(need: u16, size: u32) -> String {
    match size {
        100 => format!("needs-{need}"),
        size => format!("needs-{need}-{size}"),
    }
}

/// What a head says: its words, or what its pictures show.
fn said(cell: &Inlines) -> String {
    let words = inline_text(cell);
    if !words.trim().is_empty() {
        return words.trim().to_owned();
    }
    let mut shown = Vec::new();
    visit::inlines(cell, &mut |inline| {
        if let Inline::Picture { alt: Alt::Text(alt), .. } = inline {
            shown.push(alt.clone());
        }
    });
    shown.join(", ")
}

/// What stands above each column.
fn heads(table: &Table) -> Vec<String> {
    let above = |at: usize| {
        let cells = table.head.iter().filter_map(|row| row.cells.get(at));
        cells.map(said).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    };
    (0..table.columns.len()).map(above).collect()
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, block: &Block) {
        let (class, size) = width(table.columns.len());
        let rooms = rooms(table);
        let need = need(&rooms);
        self.facts.needs.insert((need, size));
        self.facts.rooms.extend(&rooms);
        self.out.push_str("<div class=\"table\">");
        let class = format!("{class} {}", needs(need, size));
        self.container(Role::Table, "table", &class, block);
        if let Some(caption) = &table.caption {
            self.facts.roles.insert(Role::Caption);
            self.out.push_str("<caption>");
            self.inlines(caption);
            self.out.push_str("</caption>\n");
        }
        if !table.head.is_empty() {
            self.facts.roles.insert(Role::TableHead);
            self.out.push_str("<thead>\n");
            for (at, row) in table.head.iter().enumerate() {
                let rooms = if at == 0 { &rooms[..] } else { &[] };
                self.row(row, &table.columns, (Some("col"), rooms), &[]);
            }
            self.out.push_str("</thead>\n");
        }
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            // Where no row heads the columns, the first cell heads its row.
            let scope = table.head.is_empty().then_some("row");
            let above = heads(table);
            for (at, row) in table.rows.iter().enumerate() {
                let first = at == 0 && table.head.is_empty();
                let rooms = if first { &rooms[..] } else { &[] };
                self.row(row, &table.columns, (scope, rooms), &above);
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }

    /// A row, whose head cells head what `scope` says: all of them columns, the first its row. The
    /// first row says how much room its columns need; below a head each cell knows the words
    /// `above` it.
    fn row(
        &mut self,
        row: &Row,
        columns: &[Column],
        (scope, rooms): (Option<&str>, &[u16]),
        above: &[String],
    ) {
        self.out.push_str("<tr>");
        for (at, cell) in row.cells.iter().enumerate() {
            // A head cell that says nothing is the empty corner of a table, and no head.
            let scope = scope
                .filter(|&scope| (scope == "col" || at == 0) && !said(cell).is_empty());
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
            let room = rooms.get(at).map(|room| format!("room-{room}"));
            let classes: Vec<&str> =
                place.into_iter().chain(kind).chain(room.as_deref()).collect();
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
