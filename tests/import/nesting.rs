//! Every element of a page in every other: its words stand in the article or in the report.

use super::{import_bytes, text_of};

/// What holds others; `%` is the place.
const CONTAINERS: &[&str] = &[
    "<div>%</div>",
    "<p>Wort % Wort</p>",
    "<blockquote>%</blockquote>",
    "<ul><li>eins</li><li>%</li></ul>",
    "<ul>%<li>eins</li></ul>",
    "<table><tr><td>a</td><td>%</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<table>%<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<figure><img src=a.jpg alt=x>%</figure>",
    "<figure><img src=a.jpg alt=x>%<figcaption>Kap</figcaption></figure>",
    "<figure>%</figure>",
    "<figure><img src=a.jpg alt=x><figcaption>Kap %</figcaption></figure>",
    "<h3>Kopf %</h3>",
    "<pre>zeile\n%</pre>",
    "<dl><dt>t</dt><dd>%</dd></dl>",
    "<dl>%<dt>t</dt><dd>d</dd></dl>",
    "<dl><dt>%</dt><dd>d</dd></dl>",
    "<p>x <a href=\"http://x.example/\">%</a> y</p>",
    "<p>x <em>%</em> y</p>",
    "<details><summary>S</summary>%</details>",
    "<details><summary>%</summary>r</details>",
    "<table><caption>%</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<p>Wort<sup><a href=\"#fn1\" id=\"r1\">1</a></sup>.</p><ol><li id=\"fn1\">Note % <a href=\"#r1\">↩</a></li></ol>",
    "<picture><source>%<img src=a.jpg></picture>",
    "<blockquote><p>Spruch.</p><cite>Q %</cite></blockquote>",
    "<center>%</center>",
    "<p><ruby>字%<rt>ji</rt></ruby></p>",
    "<label>%</label>",
    "<section>%</section>",
    "<aside>%</aside>",
    "<address>%</address>",
    "<p>%</p>",
];

/// What has words; `ZZ` is one.
const ELEMENTS: &[&str] = &[
    "ZZ",
    "<p>ZZ ist ein Satz.</p>",
    "<p>Ein Satz.</p><p>ZZ ist ein zweiter Satz.</p>",
    "<h4>ZZ</h4>",
    "<ul><li>ZZ</li><li>b</li></ul>",
    "<blockquote><p>ZZ sprach er.</p></blockquote>",
    "<table><tr><td>ZZ</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<figure><img src=b.jpg alt=y><figcaption>ZZ</figcaption></figure>",
    "<figure><img src=weg.jpg alt=y><figcaption>ZZ</figcaption></figure>",
    "<pre>ZZ\n  code</pre>",
    "<dl><dt>k</dt><dd>ZZ</dd></dl>",
    "<div>ZZ</div>",
    "<span>ZZ</span>",
    "eins<br>ZZ",
    "eins<br><br>ZZ",
    "<hr>ZZ",
    "<figcaption>ZZ</figcaption>",
    "<cite>ZZ</cite>",
    "<footer>ZZ</footer>",
    "<header>ZZ</header>",
    "<small>ZZ</small>",
    "<sup>ZZ</sup>",
    "<code>ZZ</code>",
    "<img src=b.jpg alt=\"bild\">ZZ",
    "<svg><text>ZZ</text></svg>",
    "<math><mi>ZZ</mi></math>",
    "<object><p>ZZ</p></object>",
    "<time>ZZ</time>",
    "<address>ZZ</address>",
    "<mark>ZZ</mark>",
    "<details><summary>s</summary><p>ZZ</p></details>",
    "<summary>ZZ</summary>",
    "<caption>ZZ</caption>",
    "<label>ZZ</label>",
    "<fieldset><legend>ZZ</legend></fieldset>",
    "<select><option>ZZ</option></select>",
    "<button>ZZ</button>",
    "<textarea>ZZ</textarea>",
    "<x-note>ZZ</x-note>",
    "<noscript>ZZ</noscript>",
    "<video><p>ZZ</p></video>",
    "<canvas>ZZ</canvas>",
    "<output>ZZ</output>",
    "<ins>ZZ</ins>",
    "<dfn>ZZ</dfn>",
    "<ruby>a<rt>ZZ</rt></ruby>",
    "<aside role=\"doc-footnote\">ZZ</aside>",
    "<dialog open>ZZ</dialog>",
    "<span hidden>ZZ</span>",
    "<span style=\"display:none\">ZZ</span>",
    "<iframe srcdoc=\"x\">ZZ</iframe>",
    "<font color=red>ZZ</font>",
    "<hgroup><h4>ZZ</h4><p>u</p></hgroup>",
    "<li>ZZ</li>",
    "<tr><td>ZZ</td></tr>",
    "<a href=\"b.jpg\"><img src=\"b.jpg\" alt=\"k\"> ZZ</a>",
];

const PROSE: &str = "<p>Wer läutet, hört sich selbst nicht. Das ist die erste Regel, und sie gilt, seit es Glocken gibt, und wer das vergisst, der läutet schlecht und wird nicht gehört.</p>";

/// A word of letters that stands nowhere else.
fn word(number: usize) -> String {
    let digit = |of: usize| char::from(b'a' + (of % 10) as u8);
    format!("Zq{}{}x", digit(number / 10), digit(number))
}

#[test]
fn every_element_in_every_other_keeps_its_words_or_tells_them() {
    let mut lost = Vec::new();
    for container in CONTAINERS {
        let mut page = String::from(
            "<!DOCTYPE html><html lang=de><head><title>Vom Läuten</title></head><body><article><h1>Vom Läuten</h1>",
        );
        for (number, element) in ELEMENTS.iter().enumerate() {
            let element = element.replace("ZZ", &word(number));
            let whole = container
                .replace('%', &element)
                .replace("fn1", &format!("fn{number}"))
                .replace("r1", &format!("r{number}"));
            page += &format!("{PROSE}{whole}");
        }
        page += &format!("{PROSE}</article></body></html>");
        let imported = import_bytes("page.html", page.as_bytes());
        let article = text_of(&imported, ".md");
        for (number, element) in ELEMENTS.iter().enumerate() {
            let word = word(number);
            let told = imported.found.iter().any(|found| found.message.contains(&word));
            // What few readers see in what only a form has.
            let unseen = element.contains("<noscript") && container.contains("<label");
            if !article.contains(&word) && !told && !unseen {
                lost.push(format!("{element} in {container}"));
            }
        }
    }
    assert!(lost.is_empty(), "lost untold:\n{}", lost.join("\n"));
}

/// What blogs put with the title beside the article; `%` is the place of other words.
const BESIDE: &[&str] = &[
    "<div>%<p><time itemprop=datePublished datetime=2012-05-04>4 May 2012</time></p></div>",
    "<div><p><time itemprop=datePublished datetime=2012-05-04>4 May 2012</time></p>%</div>",
    "<div><p class=date-header>4 May 2012</p><div>%</div></div>",
    "<div><span class=\"entry-date published\">4 May 2012</span> %</div>",
    "<div><p>By Tom Rook</p>%</div>",
    "<div><h2>Written by Tom Rook</h2>%</div>",
    "<p>By Tom Rook %</p>",
    "<p><time pubdate>4 May 2012</time>%</p>",
    "<div>Luke Aubin<br><time pubdate>4 May 2012</time><br>%</div>",
    "<header><p>By Tom Rook</p>%</header>",
    "<dl><dt>Details</dt><dd>Written by <span itemprop=author>Tom Rook</span></dd><dd>%</dd><dd><time itemprop=datePublished>4 May 2012</time></dd></dl>",
    "<ul><li>By Tom Rook</li><li>4 May 2012</li><li>%</li></ul>",
    "<table><tr><td>%</td><td>Published: <time itemprop=datePublished>4 May 2012</time></td></tr></table>",
    "<div class=subtitle><p>By Tom Rook</p>%</div>",
    "<div class=author-box><p>By Tom Rook</p>%</div>",
    "<section><div><p>4 May 2012</p></div>%</section>",
    "<div><p><a href=\"#r1\" id=n1>1</a> The first note.</p>%</div>",
    "<div>%<p><a href=\"#r1\" id=n1>1</a> The first note.</p></div>",
    "<div class=footnotes><h2>Notes</h2>%<ol><li id=n1>The first note. <a href=\"#r1\">↩</a></li></ol></div>",
    "<div class=footnotes><ol><li id=n1>The first note. <a href=\"#r1\">↩</a></li></ol>%</div>",
    "<ol><li id=n1><p>The first note. <a href=\"#r1\">↩</a></p>%</li></ol>",
    "<ol><li><p id=n1>The first note. <a href=\"#r1\">↩</a></p>%</li></ol>",
    "<dl><dt id=n1><a href=\"#r1\">1</a></dt><dd>The first note.</dd>%</dl>",
    "<dl><dt id=n1><a href=\"#r1\">1</a></dt><dd>The first note.</dd><dd>%</dd></dl>",
    "<aside id=n1><a href=\"#r1\">1</a> The first note.%</aside>",
    "<table><tr><td><a href=\"#r1\" id=n1>1</a></td><td>The first note.%</td></tr></table>",
    "<table><tr><td><a href=\"#r1\" id=n1>1</a></td><td>The first note.</td></tr><tr><td></td><td>%</td></tr></table>",
    "<section class=notes><p id=n1><a href=\"#r1\">1</a> The first note.</p>%</section>",
    "<p><a href=\"#r1\" id=n1>1</a> The first note.<br>%</p>",
];

/// What may stand there.
const OTHERS: &[&str] = &[
    "ZZ",
    "ZZ and more",
    "<p>ZZ words</p>",
    "<p>Photographs by ZZ</p>",
    "<p>Ten poems on ZZ, a mill that the sea took in one night of that long year.</p>",
    "<div>Hits: ZZ</div>",
    "<span>ZZ</span>",
    "<h4>ZZ words</h4>",
    "<ul><li>ZZ</li><li>b</li></ul>",
    "<blockquote>ZZ words</blockquote>",
    "<table><tr><td>ZZ</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<dl><dt>k</dt><dd>ZZ</dd></dl>",
    "<figure><img src=a.jpg><figcaption>ZZ</figcaption></figure>",
    "<pre>ZZ words</pre>",
    "<section><p>ZZ words</p></section>",
    "<p>4 May 2012 ZZ</p>",
    "<p>By ZZ</p>",
    "<a href=\"other.html\">ZZ</a>",
    "<address>ZZ</address>",
    "<small>ZZ</small>",
];

/// Where it stands; `%` is what stands beside the title, `@` the text.
const PLACES: &[&str] = &[
    "<div><h1>The Mill</h1>%<div>@</div></div>",
    "<div><h2>The Mill</h2>%<div itemprop=articleBody>@</div></div>",
    "<div><h1>The Mill</h1><div>@</div>%</div>",
    "<div><h1>The Mill</h1><div>@</div></div>%",
    "<div><h1>The Mill</h1>%@</div>",
    "<article><h1>The Mill</h1>@%</article>",
    "<main><article><h1>The Mill</h1>@</article>%</main>",
    "<main><header><h1>The Mill</h1>%</header><article>@</article></main>",
];

#[test]
fn what_stands_with_dates_bylines_and_notes_keeps_its_words_or_they_are_told() {
    let text = "<p>The mill was built in the spring of 1881<sup><a href=\"#n1\" id=r1>1</a></sup>, by order of the commissioners, and it was said in the village that the clay had been dug from the churchyard.</p><p>Nobody had asked the women, who carried the baskets, and who were paid by the basket; their names stand in no book, and the book itself was lost when the hall burned down.</p>";
    let mut lost = Vec::new();
    for place in PLACES {
        for beside in BESIDE {
            for (number, other) in OTHERS.iter().enumerate() {
                let word = word(number);
                let whole = beside.replace('%', &other.replace("ZZ", &word));
                let page = place.replace('%', &whole).replace('@', text);
                let page = format!(
                    "<!DOCTYPE html><html lang=en><head><title>The Mill</title></head><body>{page}</body></html>"
                );
                let imported = import_bytes("page.html", page.as_bytes());
                let article = text_of(&imported, ".md");
                for word in [word.as_str(), "The first note"] {
                    let told =
                        imported.found.iter().any(|found| found.message.contains(word));
                    if page.contains(word) && !article.contains(word) && !told {
                        lost.push(format!("{word}: {whole} in {place}"));
                    }
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} lost untold:\n{}", lost.len(), lost.join("\n"));
}
