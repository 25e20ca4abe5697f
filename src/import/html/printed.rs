//! The numbers of a printed book that pages carry within their text: those of its pages and its paragraphs, and
//! those beside the lines of its verse. They leave the words that they stand in.

use super::super::report::Fate;
use super::tree::{Data, NodeId, Tree};
use super::walk::Walker;

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Counted {
    Pages,
    Lines,
    Paragraphs,
}

/// Numbers that were taken out.
pub(super) struct Number {
    node: NodeId,
    words: String,
    counted: Counted,
}

/// The longest number with its signs: `[Page 1234]`.
const LONGEST: usize = 14;

/// The most numbers that a message quotes.
const MOST_QUOTED: usize = 20;

/// Takes the numbers out of a page; their places stay, for links lead there.
pub(super) fn take_numbers(tree: &mut Tree) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    for node in tree.below(0).collect::<Vec<_>>() {
        let Some(counted) = counted(tree, node) else { continue };
        let words = tree.text(node).split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > LONGEST || !is_number(&words) {
            continue;
        }
        for below in tree.below(node).collect::<Vec<_>>() {
            if let Data::Text(text) = &mut tree.nodes[below].data {
                text.clear();
            }
        }
        found.push(Number { node, words, counted });
    }
    found
}

/// What an element counts, as it is called.
fn counted(tree: &Tree, node: NodeId) -> Option<Counted> {
    if !matches!(
        tree.name(node),
        "span" | "a" | "div" | "p" | "small" | "i" | "b" | "ins"
    ) {
        return None;
    }
    let is = |name: &str, value: &str| {
        let own = tree.attribute(node, name).unwrap_or("");
        own.split_whitespace().any(|own| own == value)
    };
    let class = tree.attribute(node, "class").unwrap_or("").to_lowercase();
    let called = |names: &[&str]| class.split_whitespace().any(|it| names.contains(&it));
    let pages = [
        "pagenum",
        "pagenumber",
        "page-number",
        "page-num",
        "page_number",
        "pageno",
        "pagebreak",
        "page-break",
        "pb",
        "x-ebookmaker-pageno",
    ];
    if is("role", "doc-pagebreak") || is("epub:type", "pagebreak") || called(&pages) {
        return Some(Counted::Pages);
    }
    if called(&["paranumber", "paragraph-number", "paranum"]) {
        return Some(Counted::Paragraphs);
    }
    let program = |above: NodeId| matches!(tree.name(above), "pre" | "code" | "table");
    (called(&[
        "linenum",
        "linenumber",
        "line-number",
        "line-num",
        "lineno",
        "lnum",
        "wst-pline",
    ]) && !tree.above(node).any(program))
    .then_some(Counted::Lines)
}

/// Whether words are a number with what stands around it: `[Pg 12]`, `{xii}`, `p. 12`.
fn is_number(words: &str) -> bool {
    let leads = [
        "page", "pages", "pg.", "pg", "pag.", "p.", "p", "seite", "s.", "pág.", "стр.",
        "с.",
    ];
    let signs = |c: char| !c.is_alphanumeric();
    let bare = words.trim_matches(signs).to_lowercase();
    let lead = leads.iter().find_map(|lead| {
        let rest = bare.strip_prefix(lead)?.trim_start_matches(signs);
        rest.starts_with(|c: char| c.is_ascii_digit() || "ivxlcdm".contains(c))
            .then_some(rest)
    });
    let rest = lead.unwrap_or(&bare);
    let digits = rest.trim_end_matches(char::is_alphabetic);
    !rest.is_empty()
        && (rest.chars().all(|c| "ivxlcdm".contains(c))
            || !digits.is_empty()
                && digits.chars().all(|c| c.is_ascii_digit())
                && rest.len() - digits.len() <= 1)
}

/// Tells of the numbers once, in the order of the page.
pub(super) fn tell(walker: &mut Walker<'_>, root: NodeId, numbers: &[Number]) {
    for (counted, what) in [
        (Counted::Pages, ["a printed page", "printed pages"]),
        (Counted::Lines, ["a line", "lines"]),
        (Counted::Paragraphs, ["a paragraph", "paragraphs"]),
    ] {
        let own: Vec<&Number> =
            numbers.iter().filter(|number| number.counted == counted).collect();
        for number in &own {
            let at = walker.place_of(number.node, &number.words);
            walker.report.cut(at, &number.words, Fate::Dropped);
        }
        let Some(first) = own
            .iter()
            .find(|number| walker.tree.above(number.node).any(|above| above == root))
        else {
            continue;
        };
        let quoted: Vec<&str> =
            own.iter().take(MOST_QUOTED).map(|number| number.words.as_str()).collect();
        let more = if own.len() > MOST_QUOTED { " …" } else { "" };
        let quoted = format!("{}{more}", quoted.join(" "));
        let [one, several] = what;
        let message = match own.len() {
            1 => format!("the number of {one} within the text is left out: {quoted}"),
            count => format!(
                "the numbers of {count} {several} within the text are left out: {quoted}"
            ),
        };
        let at = walker.place_of(first.node, &first.words);
        walker.report.leave_out(at, message, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_known_by_what_they_say() {
        for words in
            ["[Pg 12]", "12", "{xii}", "p. 12", "[Page 3]", "12a", "Seite 4", "—12—"]
        {
            assert!(is_number(words), "{words}");
        }
        for words in ["", "the", "Page", "12 men", "12-13b x"] {
            assert!(!is_number(words), "{words}");
        }
    }

    #[test]
    fn a_word_that_goes_over_two_pages_is_one() {
        let page = "<p>the cros<span class=pagenum>[12]</span>sing, <span class=pagenum>wet</span>";
        let mut tree = Tree::parse(page).expect("within bounds");
        assert_eq!(take_numbers(&mut tree).len(), 1);
        assert_eq!(tree.text(0).trim(), "the crossing, wet");
        let page = "<p><span class=paranumber>1</span>The crossing";
        let mut tree = Tree::parse(page).expect("within bounds");
        assert_eq!(take_numbers(&mut tree).len(), 1);
        assert_eq!(tree.text(0).trim(), "The crossing");
    }
}
