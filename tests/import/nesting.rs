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
