//! Text made to harm ends in time, and what is found in any has its place.

use crate::assemble::tests::one;
use crate::diag::Sink;
use crate::document::{Block, visit};
use crate::markdown::parse;
use crate::source::{Files, Span};

#[test]
fn hostile_nesting_ends_fast() {
    let n = 10_000;
    for text in [
        ">".repeat(n) + " a",
        "> ".repeat(n) + "a",
        "- ".repeat(n) + "a",
        "1. ".repeat(n) + "a",
        "*".repeat(n) + "a" + &"*".repeat(n),
        "*a **b ".repeat(n),
        "[".repeat(n) + "a" + &"]".repeat(n),
        "[".repeat(n) + "a" + &"]{.x}".repeat(n),
        "]{".repeat(n),
        "]{a=\"".repeat(n),
        "![".repeat(n) + "a" + &"](x.png)".repeat(n),
        "::: box\n".repeat(n) + "a\n" + &":::\n".repeat(n),
        "::: box\n".repeat(n),
        ":".repeat(n),
        "[^a]".repeat(n) + "\n\n[^a]: x\n",
        "\"'".repeat(n),
        "'a ".repeat(n),
        "<b>".repeat(n),
        "a <script>".repeat(n),
        "a <script>".repeat(n) + "\n\n</script>",
        "<div>\n:::\n".repeat(n),
        "^a".repeat(n),
        "# a\n".repeat(n),
        "a ".repeat(500_000),
        "| a ".repeat(n) + "|\n" + &"|-".repeat(n) + "|\n",
        "\\[".repeat(n),
        "]:".repeat(n),
        "::: box {title=\"[^a]\"}\nb\n:::\n".repeat(n / 20) + "\n[^a]: x\n",
    ] {
        let one_start = std::time::Instant::now();
        let (dump, _) = one("fr", &text);
        let took = one_start.elapsed();
        assert!(took.as_secs() < 60, "{:?} took {took:?}", &text[..12]);
        drop(dump);
    }
}

proptest::proptest! {
    #[test]
    fn plain_paragraphs_keep_their_words(
        lines in proptest::collection::vec("[a-zA-Zéñж,;]{1,8}( [a-zA-Zéñж,;]{1,8}){0,4}", 1..6),
        wraps in proptest::collection::vec(0..3u8, 6),
    ) {
        // A word may not look like the beginning of a list.
        let mut text = String::from("x");
        let mut expected = String::from("x");
        for (line, wrap) in lines.iter().zip(wraps) {
            let (written, read) = match wrap {
                0 => (" ", " "),
                1 => ("\n", " "),
                _ => ("\n\nx ", "\nparagraph x "),
            };
            text += &format!("{written}{line}");
            expected += &format!("{read}{line}");
        }
        let (dump, found) = one("pl", &text);
        proptest::prop_assert_eq!(dump, format!("paragraph {expected}"));
        proptest::prop_assert!(found.len() <= 1, "{:?}", found);
    }

    #[test]
    fn spans_of_hostile_text_are_sound(text in "[\\[\\]{}:#.a*_>|`~^\"<!\\-+= \n\\\\1)(é]{0,80}") {
        let mut files = Files::default();
        let file = files.add("a.md", &text);
        let mut sink = Sink::default();
        let mut article = parse(file, &text, &mut sink);
        let mut spans: Vec<_> = sink.found().iter().filter_map(|d| d.at).collect();
        fn walk(blocks: &mut [Block], spans: &mut Vec<Span>) {
            for block in blocks {
                spans.push(block.span);
                visit::runs_mut(block, &mut |run| {
                    visit::inlines_mut(run, &mut |inline| spans.push(inline.span()));
                });
                visit::children_mut(block, &mut |children| walk(children, spans));
            }
        }
        walk(&mut article.blocks, &mut spans);
        for span in spans {
            let range = span.range();
            proptest::prop_assert!(range.start <= range.end, "{range:?}");
            proptest::prop_assert!(text.get(range.clone()).is_some(), "{range:?}");
        }
    }
}
