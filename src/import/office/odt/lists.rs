//! Lists of OpenDocument.

use roxmltree::Node;

use super::super::super::items::Item;
use super::super::package::{attribute, is};
use super::super::pieces::Piece;
use super::Reader;
use super::styles::Level;

impl<'a, 't> Reader<'a, 't> {
    /// Which list a node is: a new one, or one that it says it goes on with.
    pub fn list_number(&mut self, node: Node<'a, 't>) -> u64 {
        let known = attribute(node, "continue-list");
        let known = known.and_then(|id| self.list_ids.get(id)).copied();
        let list = known.unwrap_or_else(|| {
            self.next_list += 1;
            self.next_list
        });
        if let Some(id) = attribute(node, "id") {
            self.list_ids.insert(id.to_string(), list);
        }
        list
    }

    /// A list and those within it; `inherited` is the style of the one around it.
    pub fn list(
        &mut self,
        node: Node<'a, 't>,
        level: usize,
        inherited: Option<&str>,
        list: u64,
        out: &mut Vec<Piece>,
    ) {
        let name = attribute(node, "style-name").or(inherited);
        let own: Option<String> = name.map(str::to_string).or_else(|| {
            let first = node.descendants().find(|node| is(*node, "p"))?;
            self.styles.style("paragraph", attribute(first, "style-name")).list
        });
        let Level { numbered, start, label } = self.styles.level(own.as_deref(), level);
        let key = (own.clone().unwrap_or_default(), level);
        let continues = attribute(node, "continue-numbering") == Some("true")
            || attribute(node, "continue-list").is_some();
        let mut number = match continues {
            true => self.counters.get(&key).copied().unwrap_or(start),
            false => start,
        };
        if let Some(label) = label
            && node.descendants().any(|part| is(part, "p"))
            && self.told.insert(key.clone())
        {
            self.reading.at = self.first_place(node);
            self.reading.tell_labels(&label);
        }
        let mut begun = false;
        for entry in node.children().filter(Node::is_element) {
            let header = is(entry, "list-header");
            if !header && !is(entry, "list-item") {
                continue;
            }
            if let Some(start) =
                attribute(entry, "start-value").and_then(|it| it.parse().ok())
            {
                if begun && numbered && number != start {
                    self.reading.at = self.first_place(entry);
                    self.reading.tell_jump(start, number);
                }
                number = start;
            }
            let mut first = true;
            for part in entry.children().filter(Node::is_element) {
                match part.tag_name().name() {
                    "p" => {
                        let counted = numbered && !header;
                        // Word's styles for the deeper items have a list of one level each.
                        let style =
                            self.styles.style("paragraph", attribute(part, "style-name"));
                        let depth = style.depth.filter(|_| level == 0).unwrap_or(level);
                        let item = Item {
                            level: depth.min(8),
                            number: counted.then_some(number),
                            continues: !first,
                            list,
                        };
                        // What heads a list is none of its items.
                        let item = (!header || level > 0).then_some(item);
                        self.paragraph(part, item, out);
                        first = false;
                    }
                    // Headings of a numbered outline stand in lists of their own.
                    "h" => self.paragraph(part, None, out),
                    "list" => self.list(part, level + 1, own.as_deref(), list, out),
                    "table" => self.table(part, out),
                    _ => {}
                }
            }
            if !header {
                begun = true;
                number = number.saturating_add(1);
            }
        }
        self.counters.insert(key, number);
    }

    /// A paragraph that is an item by itself; those that follow one another are one list.
    pub fn numbered(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let goes_on = node
            .prev_sibling_element()
            .is_some_and(|before| is(before, "numbered-paragraph"));
        if !goes_on {
            self.next_list += 1;
        }
        let list = self.next_list;
        let level = attribute(node, "level").and_then(|it| it.parse::<usize>().ok());
        let level = level.unwrap_or(1).clamp(1, 9) - 1;
        let style = attribute(node, "style-name");
        let id = attribute(node, "list-id").or(style).unwrap_or("");
        let key = (format!("numbered {id}"), level);
        let stated = attribute(node, "start-value").and_then(|it| it.parse().ok());
        let number = stated.or_else(|| self.counters.get(&key).copied()).unwrap_or(1u64);
        let counted = self.styles.level(style, level).numbered.then_some(number);
        self.counters.insert(key, number.saturating_add(1));
        for part in node.children().filter(Node::is_element) {
            let item = Item { level, number: counted, continues: false, list };
            match part.tag_name().name() {
                "p" => self.paragraph(part, Some(item), out),
                "h" => self.paragraph(part, None, out),
                _ => {}
            }
        }
    }
}
