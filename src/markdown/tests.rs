//! From small articles to their dumps.

mod hostile;

use std::path::Path;

use crate::assemble::tests::one;
use crate::diag::Code;

fn check(text: &str, expected: &str, messages: &[&str]) {
    let (dump, found) = one("en-US", text);
    assert_eq!(dump, expected.trim_matches('\n'), "\n{dump}");
    assert_eq!(found, messages);
}

#[test]
fn an_article_with_front_matter_notes_and_spans() {
    check(
        r##"+++
title = "T"
+++

# *T* {#top}

Text "a"[^n] and [bombas]{lang=es} and [NATO]{.smallcaps} [not a span] ["x"]{.asis}.
next line H~2~O 10^th^

## Sub
#### Deep {#deep .c}
# Again

[^n]: Note one

    para two.
"##,
        r##"
title ⟨em T⟩
paragraph Text “a”⟨note 1⟩ and ⟨lang=es bombas⟩ and ⟨smallcaps NATO⟩ [not a span] ⟨asis "x"⟩. next line H⟨sub 2⟩O 10⟨sup th⟩
heading 1 #sub Sub
heading 2 #deep .c Deep
heading 1 #again Again
note 1
  paragraph Note one
  paragraph para two.
"##,
        &[
            "11:1 skipped-level this heading has `####` and stands below one with `##`: a level is skipped",
        ],
    );
}

#[test]
fn verse_quotations_and_boxes() {
    check(
        r##"::: verse {lang=la}
One line
  two *em
    over* three

    Deep
- dash

-- Horace, *Odes*
:::

> Quote
>
> -- Someone

text
::: box {title="A *b* \"c\""}
body
- item
- two
:::
after
"##,
        r##"
verse lang=la
  stanza 1
    line One line
    line +1 two ⟨em em⟩
    line +2 ⟨em over⟩ three
  stanza 2
    line +2 Deep
    line - dash
  attribution Horace, ⟨em Odes⟩
quote
  paragraph Quote
  attribution Someone
paragraph text
box
  title A ⟨em b⟩ “c”
  paragraph body
  list bullets tight
    item
      paragraph item
    item
      paragraph two
paragraph after
"##,
        &[],
    );
}

#[test]
fn letters_questions_and_unknown_blocks() {
    check(
        r##"::: letter {title="To X" place="Coyoacán" date="1940" signature="L. D."}
Dear
:::
:::: questions {room=3}
1. One
2. Two
::::
::: dateline
Mexico, 1940
:::
::: page-break

***

::: unknwn
x
:::
::: boxx
y
"##,
        r##"
letter
  title To X
  dateline Coyoacán, 1940
  paragraph Dear
  signature L.␣D.
questions from 1 room 3
  question
    paragraph One
  question
    paragraph Two
dateline Mexico, 1940
page-break
scene-break
paragraph x
paragraph y
"##,
        &[
            "15:1 unknown-block no block is called `unknwn`",
            "18:1 unclosed-block `::: boxx` is never closed",
            "18:1 unknown-block no block is called `boxx`",
        ],
    );
}

#[test]
fn tables_definitions_and_code() {
    check(
        r##"| a | b |
|---|--:|
| 1 | 2 |
Table: The *cap*

Term
: Meaning

Table: Second

| a |
|---|
| z |

```rust
::: box
fn x() {}
:::
```

    ::: x
"##,
        r##"
table start end
  caption The ⟨em cap⟩
  head a | b
  row 1 | 2
definitions
  term Term
  meaning
    paragraph Meaning
table start
  caption Second
  head a
  row z
code rust
  |::: box
  |fn x() {}
  |:::
code
  |::: x
"##,
        &[],
    );
}

#[test]
fn html_links_and_notes_that_are_wrong() {
    check(
        r##"<div>
Words *em* &amp; x
:::
</div>

A <b>bold</b> <!-- c --> z <http://a.b/c--d> <me@x.org>

[x](#no) [y](other.md) [z](javascript:alert) [w](https://x.y) [^zz] a[^1]b[^1]

[^1]: N[^1]

[^2]: Unused
"##,
        r##"
paragraph Words ⟨em em⟩ & x
paragraph A bold z ⟨link http://a.b/c--d ⟨asis http://a.b/c--d⟩⟩ ⟨link mailto:me@x.org ⟨asis me@x.org⟩⟩
paragraph x y z ⟨link https://x.y w⟩ [^zz] a⟨note 1⟩b⟨note 1 again⟩
note 1
  paragraph N
"##,
        &[
            "1:1 raw-html HTML `<div>` is not passed through",
            "3:1 unknown-block `:::` closes nothing",
            "6:3 raw-html HTML `<b>` is not passed through",
            "8:63 dangling-note note `[^zz]` is not in this article",
            "8:75 repeated-note note `[^1]` is cited again",
            "10:8 nested-note note `[^1]` is cited inside another note",
            "12:1 uncited-note note `[^2]` is never cited",
            "8:1 dangling-link no place in this article has the id `no`",
            "8:10 dangling-link no article of this book is `other.md`",
            "8:24 dangling-link links may not begin with `javascript:`",
        ],
    );
}

#[test]
fn scripts_and_style_sheets_are_no_text() {
    check(
        r##"A <script>alert(1) *x*
`y`</script> word <style>p{color:red}</style>.

<style>p{color:red}</style>

<b>Bold</b> <script>not closed
"##,
        r##"
paragraph A word .
paragraph Bold not closed
"##,
        &[
            "1:3 raw-html HTML `<script>` is not passed through",
            "2:19 raw-html HTML `<style>` is not passed through",
            "4:1 raw-html HTML `<style>` is not passed through",
            "6:1 raw-html HTML `<b>` is not passed through",
            "6:13 raw-html HTML `<script>` is not passed through",
        ],
    );
}

#[test]
fn blocks_stand_in_definitions() {
    check(
        r##"Term
: ::: box
  In the box.
  :::

Other
: Plain.

  ::: quote
  Quoted.
  :::
"##,
        r##"
definitions
  term Term
  meaning
    box
      paragraph In the box.
  term Other
  meaning
    paragraph Plain.
    quote
      paragraph Quoted.
"##,
        &[],
    );
}

#[test]
fn blocks_that_hold_nothing_are_left_out() {
    check(
        r##"::: verse
:::
::: box
:::
::: epigraph
:::
::: letter
:::
::: questions
:::
::: dateline
:::
::: quote {#q}
:::

>

::: questions
Who?

Why?
:::
::: box {title="Kept"}
:::
"##,
        r##"
questions from 1 room 0
  question
    paragraph Who?
  question
    paragraph Why?
box
  title Kept
"##,
        &[
            "1:1 block-content `::: verse` is empty",
            "3:1 block-content `::: box` is empty",
            "5:1 block-content `::: epigraph` is empty",
            "7:1 block-content `::: letter` is empty",
            "9:1 block-content `::: questions` is empty",
            "11:1 block-content `::: dateline` is empty",
            "13:1 block-content `::: quote` is empty",
            "16:1 block-content quotation is empty",
            "18:1 block-content questions are no list; every paragraph is taken as one",
        ],
    );
}

#[test]
fn code_and_links_that_are_not_finished() {
    check(
        r##"[words][undefined] [a][b][c] [x][] a[i] [e]() [d][def] [^1][^1]

[def]: https://a.b

[^1]: Note.

- ```
  closed
  ```
- ~~~ rust
  open

> ````
> ```
> open
> ````

```
open
"##,
        r##"
paragraph [words][undefined] [a][b][c] [x][] a[i] e ⟨link https://a.b d⟩ ⟨note 1⟩⟨note 1 again⟩
list bullets tight
  item
    code
      |closed
  item
    code rust
      |open
quote
  code
    |```
    |open
code
  |open
note 1
  paragraph Note.
"##,
        &[
            "1:1 undefined-link link refers to something that is not defined",
            "1:23 undefined-link link refers to something that is not defined",
            "1:30 undefined-link link refers to something that is not defined",
            "1:60 repeated-note note `[^1]` is cited again",
            "10:3 unclosed-block code is never closed",
            "18:1 unclosed-block code is never closed",
            "1:41 undefined-link link has no address",
        ],
    );
}

#[test]
fn containers_in_lists_quotations_and_languages() {
    check(
        r##"- ::: box
  in list
  :::
- b

> ::: quote
> x

::: {lang=de}
"Hallo"
:::
::: lang fr
"Oui!"
:::
:::

::: figure {pending}
Cap
:::
"##,
        r##"
list bullets tight
  item
    box
      paragraph in list
  item
    paragraph b
quote
  quote
    paragraph x
paragraph lang=de „Hallo“
paragraph lang=fr «˽Oui˽!˽»
"##,
        &[
            "6:3 unclosed-block `::: quote` is never closed",
            "15:1 unknown-block `:::` closes nothing",
            "17:1 pending-figure figure is pending; no output shows it",
        ],
    );
}

#[test]
fn a_backslash_protects_a_sign_from_the_typographer() {
    check(
        r##"\"x\" don\'t \-- a \... "b" \*c\* \[d\]{.e}"##,
        "paragraph ⟨asis \"⟩x⟨asis \"⟩ don⟨asis '⟩t ⟨asis -⟩- a ⟨asis .⟩.. “b” *c* [d]{.e}",
        &[],
    );
}

#[test]
fn a_note_written_in_a_language_is_set_by_its_rules() {
    check(
        r##"
::: {lang=fr}
Bien![^1]

[^1]: "Oui!"
:::

More[^2].

[^2]: "Yes!"
"##,
        r##"
paragraph lang=fr Bien˽!⟨note 1⟩
paragraph More⟨note 2⟩.
note 1
  paragraph lang=fr «˽Oui˽!˽»
note 2
  paragraph “Yes!”
"##,
        &[],
    );
}

#[test]
fn a_language_that_is_not_said_is_asked_for() {
    check(
        "The [house]{lang} and [casa]{lang=\"x y\"}.\n\n::: lang\nWords.\n:::\n",
        r##"
paragraph The house and casa.
paragraph Words.
"##,
        &[
            "1:13 invalid-attribute the language is missing",
            "1:36 invalid-attribute `x y` is no language tag",
            "3:1 invalid-attribute the language is missing",
        ],
    );
}

#[test]
fn the_explanation_names_every_attribute() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/markdown");
    let text = Code::InvalidAttribute.explanation();
    let mut names: Vec<String> = Vec::new();
    // Classes and keys that are matched one by one, some of them by the typesetter.
    names.extend(
        ["smallcaps", "asis", "page", "keep", "shorter", "longer"].map(String::from),
    );
    for entry in std::fs::read_dir(folder).expect("the sources are readable") {
        let path = entry.expect("readable").path();
        let is_code = path.extension().is_some_and(|ending| ending == "rs");
        if !is_code || path.ends_with("tests.rs") {
            continue;
        }
        let code = std::fs::read_to_string(path).expect("sources are UTF-8");
        let calls =
            ["take(&[", "take_class(&[", "value(&mut found, &[", "value(found, &["];
        for rest in calls.iter().flat_map(|call| code.split(call).skip(1)) {
            let list = rest.split(']').next().unwrap_or_default();
            names.extend(list.split('"').skip(1).step_by(2).map(String::from));
        }
    }
    assert!(names.len() > 20, "{names:?}");
    let is_told = |name: &String| {
        ["", "."].iter().any(|sign| text.contains(&format!("`{sign}{name}`")))
    };
    names.retain(|name| !is_told(name));
    assert!(names.is_empty(), "not explained: {names:?}");
}
