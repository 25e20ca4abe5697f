use crate::assemble::tests::one;

#[test]
fn probe() {
    for t in [
        "+++\ntitle = \"T\"\n+++\n\n# Head *x* {#top}\n\nText \"a\"[^n] and [bombas]{lang=es} and [NATO]{.smallcaps} [not a span] [\"x\"]{.asis}.\nnext line H~2~O 10^th^\n\n## Sub\n#### Deep {#deep .c}\n# Again\n\n[^n]: Note one\n\n    para two.\n",
        "::: verse {lang=la}\nOne line\n  two *em\nover* three\n\n    Deep\n- dash\n\n-- Horace, *Odes*\n:::\n\n> Quote\n>\n> -- Someone\n\ntext\n::: box {title=\"A *b* \\\"c\\\"\"}\nbody\n- item\n- two\n:::\nafter\n",
        "::: letter {title=\"To X\" place=\"Coyoacán\" date=\"1940\" signature=\"L. D.\"}\nDear\n:::\n:::: questions {room=3}\n1. One\n2. Two\n::::\n::: dateline\nMexico, 1940\n:::\n::: page-break\n\n***\n\n::: unknwn\nx\n:::\n::: boxx\ny\n",
        "| a | b |\n|---|--:|\n| 1 | 2 |\nTable: The *cap*\n\nTerm\n: Meaning\n\nTable: Second\n\n| a |\n|---|\n| z |\n\n```rust\n::: box\nfn x() {}\n:::\n```\n\n    ::: x\n",
        "<div>\nWords *em* &amp; x\n:::\n</div>\n\nA <b>bold</b> <!-- c --> z <http://a.b/c--d> <me@x.org>\n\n[x](#no) [y](other.md) [z](javascript:alert) [w](https://x.y) [^zz] a[^1]b[^1]\n\n[^1]: N[^1]\n\n[^2]: Unused\n",
        "- ::: box\n  in list\n  :::\n- b\n\n> ::: quote\n> x\n\n::: {lang=de}\n\"Hallo\"\n:::\n::: lang fr\n\"Oui!\"\n:::\n:::\n\n::: figure {pending}\nCap\n:::\n",
    ] {
        let (dump, found) = one("en-US", t);
        println!("=====\n{t}-----\n{dump}\n{found:#?}");
    }
}

#[test]
fn hostile_nesting_ends_fast() {
    let n = 10_000;
    let start = std::time::Instant::now();
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
        "<div>\n:::\n".repeat(n),
        "^a".repeat(n),
        "# a\n".repeat(n),
        "a ".repeat(500_000),
        "| a ".repeat(n) + "|\n" + &"|-".repeat(n) + "|\n",
        "\\[".repeat(n),
    ] {
        let one_start = std::time::Instant::now();
        let (dump, _) = one("fr", &text);
        let took = one_start.elapsed();
        assert!(took.as_secs() < 8, "{:?} took {took:?}", &text[..12]);
        drop(dump);
        eprintln!("{:?} {took:?}", &text[..12.min(text.len())]);
    }
    eprintln!("{:?}", start.elapsed());
}
