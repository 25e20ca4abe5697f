//! Making up: galleys → pages, with notes at the foot, furniture, and front matter.

mod balance;
mod band;
mod breaker;
mod builder;
mod column;
mod contents;
mod cost;
mod end;
mod ended;
mod fill;
mod folio;
mod foot;
mod front;
mod furniture;
mod join;
mod level;
mod masthead;
mod matter;
mod order;
mod queue;
mod rejected;
mod report;
mod space;
mod walk;
mod whole;

pub(super) use contents::Dots;

use builder::{Draft, Flow, Start};
use furniture::Furniture;

use super::compositor::Compositor;
use super::galley::Galley;
use super::refs::Folios;
use crate::diag::Sink;
use crate::document::{Block, Kind, Role, Section, first_words, inline_text, label};
use crate::geom::Point;
use crate::id::{Arena, Id};
use crate::image::Picture;
use crate::pages::{
    Destination, Folio, FolioStyle, Mark, OutlineItem, Page, Pages, Panel, Side,
    Structure, Tag,
};
use crate::theme::{Articles, Front};

/// Makes up the pages of a book from its sections' galleys and its notes; says on which of
/// them its places stand.
pub(super) fn make_up(
    sections: &[&Section],
    galleys: Vec<Vec<Galley>>,
    notes: Vec<Option<Galley>>,
    all: &Compositor<'_>,
    sink: &mut Sink,
) -> (Pages, Folios) {
    let mut structure = Structure::default();
    let front_nodes = front::nodes(&mut structure);
    let (flows, notes) = join::join(sections, galleys, notes, &mut structure, all, sink);
    let flows = match all.theme.front {
        Front::Pages => flows,
        Front::Head => masthead::set(flows, &front_nodes, &mut structure, all, sink),
    };
    let (front, body): (Vec<Flow>, Vec<Flow>) =
        flows.into_iter().partition(|flow| flow.role == Role::FrontMatter);
    let mut notes = builder::Notes::new(notes, all);
    let front = drafts(front, front::count(all), &mut notes, all);
    let body = drafts(body, 0, &mut notes, all);

    report::pages(front.iter().chain(&body), all, sink);
    let mut made = Made::new(all);
    if let Some(covers) = all.covers {
        made.cover(&covers.front, &mut structure);
        // The inside of the front cover.
        made.add(Draft::default(), FolioStyle::Arabic);
    }
    let folios =
        front::set(&mut made, &front, &body, &front_nodes, &mut structure, all, sink);
    made.drafts(front, FolioStyle::Roman);
    made.pad_to_recto();
    made.begin_numbers();
    made.drafts(body, FolioStyle::Arabic);
    let mut blanks = 0;
    if let Some(covers) = all.covers {
        while !(made.pages.len() + 1).is_multiple_of(covers.multiple.max(1)) {
            made.add(Draft::default(), FolioStyle::Arabic);
            blanks += 1;
        }
        made.cover(&covers.back, &mut structure);
    }

    let Made { pages, destinations, pictures, .. } = made;
    let pages = Pages {
        info: all.document.info.clone(),
        size: all.theme.page.size,
        pages,
        structure,
        outline: outline(all),
        destinations,
        pictures,
        blanks,
    };
    (pages, folios)
}

/// The drafts of flows that begin on page `first`, counted from a recto as 0.
fn drafts(
    flows: Vec<Flow>,
    first: usize,
    notes: &mut builder::Notes,
    all: &Compositor<'_>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut index = first;
    for flow in flows {
        if flow.start == Start::Recto {
            index = index.next_multiple_of(2);
        }
        let made = band::make(flow, side_of(index), notes, all);
        index += made.len();
        drafts.extend(made);
    }
    drafts
}

/// The side of a page, counted from a recto as 0.
fn side_of(index: usize) -> Side {
    if index.is_multiple_of(2) { Side::Recto } else { Side::Verso }
}

/// The pages made so far, and where the places on them are.
pub(super) struct Made<'a> {
    all: &'a Compositor<'a>,
    furniture: Furniture<'a>,
    pages: Vec<Page>,
    destinations: Arena<Destination>,
    pictures: Arena<Picture>,
    number: u32,
}

impl<'a> Made<'a> {
    fn new(all: &'a Compositor<'a>) -> Made<'a> {
        let mut destinations = Arena::default();
        let at = Point::default();
        for _ in 0..all.refs.len() {
            destinations.push(Destination { page: 0, order: 0, at });
        }
        Made {
            all,
            furniture: Furniture::new(all),
            pages: Vec::new(),
            destinations,
            pictures: all.document.pictures.clone(),
            number: 0,
        }
    }

    /// The side of the page that comes next.
    fn side(&self) -> Side {
        side_of(self.pages.len())
    }

    /// Adds an empty page, without furniture, when the next page would be a verso.
    fn pad_to_recto(&mut self) {
        if self.side() == Side::Verso {
            self.add(Draft::default(), FolioStyle::Roman);
        }
    }

    /// Numbers begin again at 1, unless the covers are counted with the pages.
    fn begin_numbers(&mut self) {
        if self.all.covers.is_none() {
            self.number = 0;
        }
    }

    /// Adds a page that is a side of the cover: a picture that reaches over its edges, and no
    /// number.
    fn cover(&mut self, panel: &Panel, structure: &mut Structure) {
        self.number += 1;
        let figure = Tag::Figure(Some(panel.alt.clone()));
        let node = structure.add(structure.root(), figure, None);
        let placed = panel.placed(Point::default(), Some(node), &mut self.pictures);
        let folio = Folio { number: self.number, style: FolioStyle::Arabic };
        self.pages.push(Page { side: self.side(), folio, placed, cost: 0 });
    }

    fn drafts(&mut self, drafts: Vec<Draft>, style: FolioStyle) {
        for draft in drafts {
            if draft.start == Some(Start::Recto) && self.side() == Side::Verso {
                self.add(Draft::default(), style);
            }
            self.add(draft, style);
        }
    }

    /// Adds a page: its matter moved to its margins, its places noted, its furniture set.
    fn add(&mut self, draft: Draft, style: FolioStyle) {
        self.number += 1;
        let side = self.side();
        let style = self.all.covers.map_or(style, |_| FolioStyle::Arabic);
        let folio = Folio { number: self.number, style };
        let page = &self.all.theme.page;
        let left = match side {
            Side::Recto => page.inner,
            Side::Verso => page.outer,
        };
        let mut placed = self.furniture.set(&draft, side, folio, left);
        for mut item in draft.placed {
            // A picture that goes over the edges was set for a recto.
            let covers = draft.bleeds && matches!(item.mark, Mark::Picture(..));
            item.at.x += if covers { page.inner } else { left };
            item.at.y += page.top;
            placed.push(item);
        }
        for (order, (place, at)) in draft.places.into_iter().enumerate() {
            let at = Point { x: at.x + left, y: at.y + page.top };
            let (page, order) = (self.pages.len(), order as u32);
            self.destinations[place] = Destination { page, order, at };
        }
        self.pages.push(Page { side, folio, placed, cost: draft.cost });
    }
}

/// The outline; in a book without any words to tell, its title alone, since a reader is led by
/// it (ISO 14289-1, 7.17).
fn outline(all: &Compositor<'_>) -> Vec<OutlineItem> {
    let document = all.document;
    let items = articles(&document.sections, &document.named_authors(), all);
    match document.sections.first() {
        Some(first) if items.is_empty() => {
            let to = all.refs.anchor_place(first.anchor);
            vec![OutlineItem { title: document.info.title.clone(), to, children: items }]
        }
        Some(_) | None => items,
    }
}

/// The articles, with those authors that are named, and the headings in them, nested. An
/// article without title and headings goes by its first words.
fn articles(
    sections: &[Section],
    authors: &[String],
    all: &Compositor<'_>,
) -> Vec<OutlineItem> {
    let mut items = Vec::new();
    for section in sections {
        let mut children = headings(&section.blocks, all);
        children.extend(articles(&section.children, authors, all));
        let mut title = label(&inline_text(&section.title));
        if title.is_empty() {
            if !children.is_empty() {
                items.extend(children);
                continue;
            }
            title = first_words(section);
        }
        if title.is_empty() {
            continue;
        }
        if let Some(by) = authors.get(section.index as usize).filter(|a| !a.is_empty()) {
            title = format!("{title} · {by}");
        }
        let to = all.refs.anchor_place(section.anchor);
        items.push(OutlineItem { title, to, children });
    }
    items
}

/// The headings of an article, nested by their levels.
fn headings(blocks: &[Block], all: &Compositor<'_>) -> Vec<OutlineItem> {
    let mut roots: Vec<OutlineItem> = Vec::new();
    let mut depths: Vec<u8> = Vec::new();
    for block in blocks {
        let Kind::Heading { level, content } = &block.kind else { continue };
        let Some(anchor) = block.anchor else { continue };
        let item = OutlineItem {
            title: label(&inline_text(content)),
            to: all.refs.anchor_place(anchor),
            children: Vec::new(),
        };
        while depths.last().is_some_and(|depth| depth >= level) {
            depths.pop();
        }
        let mut into = &mut roots;
        for _ in 0..depths.len() {
            let last = into.len() - 1;
            into = &mut into[last].children;
        }
        into.push(item);
        depths.push(*level);
    }
    roots
}

/// How the sections of a role follow one another.
fn start_of(section: &Section, all: &Compositor<'_>) -> Option<Start> {
    match section.role {
        Role::Part => Some(Start::Recto),
        Role::FrontMatter
        | Role::Chapter
        | Role::Appendix
        | Role::BackMatter
        | Role::Index => match all.theme.articles {
            Articles::Recto => Some(Start::Recto),
            Articles::NewPage => Some(Start::Page),
            Articles::RunOn => None,
        },
    }
}

/// The id of the node with an index.
fn node(index: usize) -> crate::pages::NodeId {
    Id::new(index)
}
