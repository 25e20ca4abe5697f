//! Broken, hostile and impossible input: each ends soon, with a message that names what is
//! wrong, and leaves earlier outputs as they were.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use crate::support::{self, Book, Run};

/// The longest that a refusal may take in a build without optimisation.
const SOON: Duration = Duration::from_secs(60);

/// What an earlier build left.
const EARLIER: &[u8] = b"an earlier book";

fn outputs(book: &Book) -> [PathBuf; 2] {
    ["epub", "pdf"]
        .map(|extension| book.path("build/book/book").with_extension(extension))
}

/// Builds over earlier outputs and holds the run to what holds for every bad input.
fn refuse(book: &Book, codes: &[&str]) -> Run {
    for path in outputs(book) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, EARLIER).expect("writable");
    }
    let run = book.build();
    assert_eq!(run.code, Some(1), "{codes:?}: {}{}", run.out, run.err);
    for path in outputs(book) {
        assert!(fs::read(path).expect("it is still there") == EARLIER, "{codes:?}");
    }
    let folder = fs::read_dir(book.path("build/book")).expect("it is still there");
    assert_eq!(folder.count(), 2, "{codes:?} left something lying about");
    hold(&run, codes.iter().map(|code| format!("error[{code}]")));
    run
}

/// Builds and expects both outputs, and warnings.
fn accept(book: &Book, codes: &[&str]) -> Run {
    let run = book.build();
    assert_eq!(run.code, Some(0), "{codes:?}: {}", run.err);
    assert!(outputs(book).iter().all(|path| path.is_file()));
    hold(&run, codes.iter().map(|code| format!("warning[{code}]")));
    run
}

fn hold(run: &Run, findings: impl Iterator<Item = String>) {
    for finding in findings {
        assert!(run.err.contains(&finding), "no {finding} in: {}", run.err);
    }
    assert!(!run.err.contains("[internal]"), "{}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert!(run.time < SOON, "took {:?}", run.time);
}

const GOOD: &str = "# One\n\nText.\n";

#[test]
fn files_that_cannot_be_read() {
    let missing = Book::of(GOOD).key("articles = [\"case.md\", \"gone.md\"]");
    let run = refuse(&missing, &["unreadable-file"]);
    assert!(run.err.contains("book.toml:1:"), "{}", run.err);
    let folder = Book::of(GOOD).file("folder/x", "x").key("articles = [\"folder\"]");
    let run = refuse(&folder, &["unreadable-file"]);
    assert!(run.err.contains("is a folder"), "{}", run.err);
    let manifest = Book::of(GOOD);
    fs::remove_file(manifest.path("book.toml")).expect("it is there");
    refuse(&manifest, &["unreadable-file"]);
    fs::create_dir(manifest.path("book.toml")).expect("writable");
    refuse(&manifest, &["unreadable-file"]);
    let picture = Book::of("![A house](gone.png)\n");
    refuse(&picture, &["unreadable-file"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let book = Book::of(GOOD);
    let path = book.path("case.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
    if fs::read(&path).is_ok() {
        support::skip("permissions do not bind this user");
        return;
    }
    refuse(&book, &["unreadable-file"]);
}

#[test]
fn text_that_is_not_utf8_has_its_place() {
    let book = Book::of(b"# One\n\nA caf\xe9.\n");
    let run = refuse(&book, &["invalid-utf8"]);
    assert!(run.err.contains("case.md:3:6"), "{}", run.err);
    let book = Book::of(GOOD).file("book.toml", b"title = \"Caf\xe9\"\n");
    let run = refuse(&book, &["invalid-utf8"]);
    assert!(run.err.contains("book.toml:1:13"), "{}", run.err);
    // UTF-16, as some editors save.
    let wide: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refuse(&Book::of([b"\xff\xfe".as_slice(), &wide].concat()), &["invalid-utf8"]);
}

#[test]
fn marks_and_line_ends_of_other_systems_change_nothing() {
    let article = "+++\ntitle = \"One\"\n+++\n\nText[^a] of\nit.\n\n[^a]: Note.\n";
    let plain = Book::of(article);
    accept(&plain, &[]);
    let dressed = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let manifest = fs::read_to_string(plain.path("book.toml")).expect("it is there");
    let other = Book::of(dressed(article)).file("book.toml", dressed(&manifest));
    accept(&other, &[]);
    assert!(plain.output("epub") == other.output("epub"));
    assert!(plain.output("pdf") == other.output("pdf"));
}

#[test]
fn articles_without_text() {
    for text in ["", "\n \n", "<!-- nothing -->\n", "+++\ntitle = \"One\"\n+++\n"] {
        accept(&Book::of(text), &["empty-article"]);
    }
}

#[test]
fn toml_that_is_none() {
    let book = Book::of(GOOD).file("book.toml", "title = \"One\nlanguage = en\n");
    let run = refuse(&book, &["toml-syntax"]);
    assert!(run.err.contains("book.toml:1:"), "{}", run.err);
    let book = Book::of("+++\ntitle = One\n+++\n\nText.\n");
    let run = refuse(&book, &["toml-syntax"]);
    assert!(run.err.contains("case.md:2:"), "{}", run.err);
    let open = Book::of("+++\ntitle = \"One\"\n\nText.\n");
    let run = open.build();
    hold(&run, std::iter::empty());
    let deep = format!("x = {}1{}", "[".repeat(100_000), "]".repeat(100_000));
    refuse(&Book::of(GOOD).file("book.toml", deep), &["toml-syntax"]);
    let often = "a = 1\n".repeat(50_000);
    refuse(&Book::of(GOOD).file("book.toml", &often), &["toml-syntax"]);
    refuse(&Book::of(format!("+++\n{often}+++\n\nText.\n")), &["toml-syntax"]);
}

/// What is not there is compared with what is there only as often as somebody is told of it.
#[test]
fn an_index_that_sends_readers_nowhere_thousands_of_times() {
    let marks: String = (0..3_000)
        .map(|i| format!("[a{i}]{{index}}[]{{index=\"b{i}\" see=\"zz{i}\"}} "))
        .collect();
    let book = Book::of(marks).key("articles = [\"case.md\", { role = \"index\" }]");
    accept(&book, &["dangling-entry"]);
}

#[test]
fn a_refused_manifest_hides_no_faults_of_its_articles() {
    let article = "[A](#gone), [B](other.md), ![C](gone.png), ![D](../up.png)\n";
    // A theme that is none: everything else is known.
    let book = Book::of(article).key("design.theme = \"none\"");
    let run = refuse(&book, &["invalid-value"]);
    for part in ["`gone`", "`other.md`", "`gone.png`", "`../up.png`"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    // A broken line may have named the other article, and a root above.
    let manifest =
        "title = \"T\"\nlanguage = \"en\"\narticles = [\"case.md\"]\nroot: \"..\"\n";
    let run = refuse(&Book::of(article).file("book.toml", manifest), &["toml-syntax"]);
    for part in ["`gone`", "`gone.png`"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    for part in ["no article of this book", "outside-root"] {
        assert!(!run.err.contains(part), "{part}: {}", run.err);
    }
}

#[test]
fn references_that_lead_nowhere() {
    refuse(&Book::of("## A {#x}\n\n## B {#x}\n"), &["duplicate-id"]);
    refuse(&Book::of("[a](#gone) [b](gone.md) [c](case.md#gone)\n"), &["dangling-link"]);
    refuse(&Book::of("A note.[^gone]\n"), &["dangling-note"]);
    accept(&Book::of("No note.\n\n[^a]: Never cited.\n"), &["uncited-note"]);
    refuse(&Book::of("A.[^a]\n\n[^a]: B.[^b]\n\n[^b]: C.[^a]\n"), &["nested-note"]);
}

#[test]
fn broken_pictures() {
    let png = png(40, 30);
    let jpeg = jpeg(40, 30);
    let cases: [(&str, Vec<u8>); 8] = [
        ("a.png", png[..png.len() / 2].to_vec()),
        ("a.png", png[..20].to_vec()),
        ("a.png", Vec::new()),
        ("a.jpg", jpeg[..jpeg.len() / 2].to_vec()),
        ("a.jpg", jpeg[..30].to_vec()),
        ("a.png", b"this is text".to_vec()),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect".to_vec()),
        ("a.svg", b"\xff\xd8\xff".to_vec()),
    ];
    for (name, bytes) in cases {
        let book = Book::of(format!("![A house]({name})\n")).file(name, bytes);
        let run = refuse(&book, &["broken-picture"]);
        assert!(run.err.contains("case.md:1:"), "{}", run.err);
    }
}

#[test]
fn pictures_of_the_wrong_type() {
    let book = Book::of("![A house](a.jpg)\n").file("a.jpg", png(40, 30));
    hold(&book.build(), std::iter::empty());
    let book = Book::of("![A house](a.txt)\n").file("a.txt", "a text");
    refuse(&book, &["broken-picture"]);
    let book = Book::of("![A house](a.pdf)\n").file("a.pdf", "%PDF-1.7\n");
    refuse(&book, &["broken-picture"]);
}

#[test]
fn pictures_that_grow_when_opened() {
    // Few bytes that promise 50,000 × 50,000 pixels: as a head alone, and whole.
    let mut bomb = png(40, 30);
    bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    let book = Book::of("![A house](a.png)\n").file("a.png", &bomb);
    refuse(&book, &["huge-picture"]);
    let book = book.key("cover = \"a.png\"").file("case.md", GOOD);
    refuse(&book, &["huge-picture"]);
}

#[test]
fn drawings_with_more_than_drawings() {
    let scripts = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
        <script>alert(1)</script><rect width="9" height="9" onload="alert(2)"/></svg>"##;
    let outside = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"
        xmlns:xlink="http://www.w3.org/1999/xlink"><rect width="9" height="9"/>
        <image width="9" height="9" xlink:href="file:///etc/passwd"/>
        <image width="9" height="9" href="https://example.org/a.png"/></svg>"##;
    for (svg, marks) in
        [(scripts, ["alert", "onload"]), (outside, ["passwd", "example.org"])]
    {
        let book = Book::of("![A house](a.svg)\n").file("a.svg", svg);
        accept(&book, &["unsafe-svg"]);
        let epub = book.output("epub");
        let mut archive =
            zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip");
        for index in 0..archive.len() {
            let mut bytes = Vec::new();
            let mut file = archive.by_index(index).expect("readable");
            std::io::copy(&mut file, &mut bytes).expect("readable");
            for mark in marks {
                let found = bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
                assert!(!found, "{mark} is in part {index}");
            }
        }
    }
}

#[test]
fn drawings_whose_entities_multiply() {
    let mut svg = String::from("<!DOCTYPE svg [<!ENTITY a0 \"ha\">");
    for level in 1..30 {
        let below = level - 1;
        svg.push_str(&format!("<!ENTITY a{level} \"&a{below};&a{below};&a{below};\">"));
    }
    svg.push_str("]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a29;</text></svg>");
    let book = Book::of("![A house](a.svg)\n").file("a.svg", svg);
    refuse(&book, &["broken-picture"]);
    let system = r#"<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&x;</text></svg>"#;
    let book = Book::of("![A house](a.svg)\n").file("a.svg", system);
    hold(&book.build(), std::iter::empty());
    let deep = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{}{}</svg>",
        "<g>".repeat(20_000),
        "</g>".repeat(20_000)
    );
    let book = Book::of("![A house](a.svg)\n").file("a.svg", deep);
    hold(&book.build(), std::iter::empty());
}

#[test]
fn paths_that_leave_the_root() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("secret.md"), GOOD).expect("writable");
    let secret = outside.path().join("secret.md");
    let book = Book::of(GOOD).key("articles = [\"../../etc/passwd\"]");
    refuse(&book, &["outside-root"]);
    let book = Book::of(GOOD).key(&format!("articles = ['{}']", secret.display()));
    refuse(&book, &["outside-root"]);
    refuse(&Book::of("![A](../../../etc/passwd)\n"), &["outside-root"]);
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_root() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("secret.md"), GOOD).expect("writable");
    fs::write(outside.path().join("a.png"), png(4, 4)).expect("writable");
    let book = Book::of(GOOD).key("articles = [\"link.md\"]");
    symlink(outside.path().join("secret.md"), book.path("link.md")).expect("writable");
    refuse(&book, &["outside-root"]);
    let book = Book::of("![A](folder/a.png)\n");
    symlink(outside.path(), book.path("folder")).expect("writable");
    refuse(&book, &["outside-root"]);
    let book = Book::of(GOOD).key("articles = [\"round.md\"]");
    symlink("round.md", book.path("round.md")).expect("writable");
    refuse(&book, &["unreadable-file"]);
}

#[test]
fn fonts_that_are_broken_or_forbidden() {
    let font = fs::read("fonts/eb-garamond/EBGaramond_400Regular.ttf").expect("ours");
    let with = |bytes: &[u8]| {
        Book::of(GOOD).file("own.ttf", bytes).key("design.fonts = \"own.ttf\"")
    };
    for broken in [&font[..font.len() / 3], &font[..9], b"", b"this is no font at all"] {
        refuse(&with(broken), &["broken-font"]);
    }
    // The licence bits of the table OS/2, `fsType`: restricted.
    let table = |tag: &[u8]| {
        let record = font[12..].chunks(16).find(|record| record.starts_with(tag));
        let offset =
            record.and_then(|record| record.get(8..12)).expect("it has the table");
        u32::from_be_bytes(offset.try_into().expect("four bytes")) as usize
    };
    let mut forbidden = font.clone();
    forbidden[table(b"OS/2") + 9] = 2;
    let run = refuse(&with(&forbidden), &["forbidden-font"]);
    assert!(run.err.contains("book.toml:"), "{}", run.err);
    // Glyph data of noise: whatever is said, it is said in peace.
    let mut noise = font.clone();
    let start = table(b"glyf");
    for (index, byte) in noise[start..start + 90_000].iter_mut().enumerate() {
        *byte = (index * 131 % 251) as u8;
    }
    let book = with(&noise).key("design.serif = \"EB Garamond\"");
    let run = book.build();
    assert!(!run.err.contains("panicked") && run.time < SOON, "{}", run.err);
    // Places of glyphs beyond the file: seen only when the font is put into the PDF.
    let mut beyond = font.clone();
    let start = table(b"loca");
    beyond[start + 20..start + 6000].fill(0xFF);
    let run =
        refuse(&with(&beyond).key("design.serif = \"EB Garamond\""), &["broken-font"]);
    assert!(run.err.contains("own.ttf") && run.err.contains("book.toml:"), "{}", run.err);
}

#[test]
fn text_wider_than_its_place() {
    let word = "1".repeat(400);
    let book = Book::of(format!("A {word} here.\n"));
    let run = accept(&book, &["overfull-line"]);
    assert!(run.err.contains("case.md:1:3"), "{}", run.err);
    let cell = "9".repeat(90);
    let head = "| a | b |\n|---|---|\n";
    let book = Book::of(format!("Text.\n\n{head}| {cell} | {cell} |\n"));
    let run = accept(&book, &["table-too-wide"]);
    assert!(run.err.contains("case.md:3:1"), "{}", run.err);
    let columns = 200;
    let row = format!("|{}\n", " x |".repeat(columns));
    let rule = format!("|{}\n", "---|".repeat(columns));
    accept(&Book::of(format!("{row}{rule}{row}")), &["table-too-wide"]);
}

#[test]
fn pages_too_small_for_their_margins() {
    for design in [
        "design.page = \"40 x 60 mm\"",
        "design.margins = \"80 mm\"",
        "design.size = \"40 pt\"",
    ] {
        let run = refuse(&Book::of(GOOD).key(design), &["page-too-small"]);
        assert!(run.err.contains("book.toml:"), "{}", run.err);
    }
    refuse(&Book::of(GOOD).key("design.page = \"0 x 0 mm\""), &["invalid-value"]);
    refuse(&Book::of(GOOD).key("design.leading = \"8 pt\""), &["invalid-value"]);
}

#[test]
fn nesting_ten_thousand_deep() {
    let deep = 10_000;
    let mut staircase = String::new();
    for level in 0..600 {
        staircase.push_str(&format!("{}- x\n", "  ".repeat(level)));
    }
    let fences = (0..deep).rev().map(|n| format!("{} box\n", ":".repeat(3 + n % 7)));
    let cases = [
        format!("{} text\n", ">".repeat(deep)),
        format!("{}text\n", "- ".repeat(deep)),
        staircase,
        format!("{}text{}\n", "*a ".repeat(deep), " b*".repeat(deep)),
        fences.collect(),
    ];
    for text in cases {
        let run = refuse(&Book::of(&text), &["nested-too-deep"]);
        assert!(run.err.len() < 20_000, "{} bytes of messages", run.err.len());
    }
    // Signs that open nothing are text.
    for text in ["[", "![", "*_", "`", "<", "(", "[^"] {
        let book = Book::of(format!("{}\n", text.repeat(deep)));
        hold(&book.build(), std::iter::empty());
    }
    let spans = format!("{}text{}\n", "[".repeat(deep), "]{.x}".repeat(deep));
    hold(&Book::of(spans).build(), std::iter::empty());
}

#[test]
fn a_line_of_a_megabyte() {
    let words = "words of an endless line ".repeat(42_000);
    let book = Book::of(&words);
    accept(&book, &[]);
    let unbroken = "x".repeat(1 << 20);
    let run = accept(&Book::of(&unbroken), &[]);
    assert!(run.err.len() < 20_000, "{} bytes of messages", run.err.len());
    hold(&Book::of(format!("`{unbroken}`\n")).build(), std::iter::empty());
    hold(&Book::of(format!("```\n{unbroken}\n```\n")).build(), std::iter::empty());
    let title = format!("title = \"{unbroken}\"");
    hold(&Book::of(GOOD).key(&title).build(), std::iter::empty());
}

#[test]
fn outputs_that_cannot_be_written() {
    // A file where the folder should be.
    let book = Book::of(GOOD).file("build", "a file");
    let run = book.build();
    assert_eq!(run.code, Some(1));
    hold(&run, ["error[unwritable-output]".to_string()].into_iter());
    assert_eq!(fs::read(book.path("build")).expect("it is still there"), b"a file");
    // A folder where an output should be.
    let book = Book::of(GOOD);
    fs::create_dir_all(book.path("build/book/book.pdf")).expect("writable");
    fs::write(book.path("build/book/book.epub"), EARLIER).expect("writable");
    let run = book.build();
    assert_eq!(run.code, Some(1));
    hold(&run, ["error[unwritable-output]".to_string()].into_iter());
    assert!(book.output("epub") == EARLIER);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let book = Book::of(GOOD);
    accept(&book, &[]);
    let (before, folder) = (book.output("pdf"), book.path("build/book"));
    let mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode));
    mode(0o555).expect("it is ours");
    if fs::File::create(folder.join("probe")).is_ok() {
        support::skip("permissions do not bind this user");
        return;
    }
    let run = book.build();
    mode(0o755).expect("it is ours");
    assert_eq!(run.code, Some(1));
    hold(&run, ["error[unwritable-output]".to_string()].into_iter());
    assert!(book.output("pdf") == before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    use std::process::Command;
    let book = Book::of(GOOD);
    fs::create_dir(book.path("disk")).expect("writable");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(book.path("disk"))
        .output();
    if !mount.is_ok_and(|output| output.status.success()) {
        support::skip("this user may not mount a small disk");
        return;
    }
    fs::create_dir(book.path("disk/book")).expect("there is room");
    fs::write(book.path("disk/book/book.pdf"), EARLIER).expect("there is room");
    let mut fill = fs::File::create(book.path("disk/filling")).expect("there is room");
    while fill.write_all(&[0; 1024]).is_ok() {}
    let run = book.run(&["book.toml", "--out", "disk"]);
    let left = fs::read(book.path("disk/book/book.pdf")).expect("it is still there");
    let count = fs::read_dir(book.path("disk/book")).expect("readable").count();
    drop(fill);
    let unmount = Command::new("umount").arg(book.path("disk")).status();
    assert!(unmount.is_ok_and(|status| status.success()));
    assert_eq!(run.code, Some(1), "{}", run.err);
    hold(&run, ["error[unwritable-output]".to_string()].into_iter());
    assert!(
        run.err.contains("disk is full") || run.err.contains("no space"),
        "{}",
        run.err
    );
    assert!(left == EARLIER && count == 1);
}

fn raster(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 7) as u8, (y * 11) as u8, (x * y) as u8])
    })
}

fn encode(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    raster(width, height).write_to(&mut bytes, format).expect("a small picture");
    bytes.into_inner()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    encode(width, height, image::ImageFormat::Png)
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encode(width, height, image::ImageFormat::Jpeg)
}

/// The check sum of a PNG's chunk (PNG specification, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 }
        })
    })
}

#[test]
fn words_of_the_manifest_that_are_too_long_have_their_place() {
    let long = "x".repeat(200);
    let keys = format!("title = \"{long}\"\nauthor = \"{long}\"\npublisher = \"{long}\"");
    let run = Book::of(GOOD).key(&keys).run(&[
        "check",
        "book.toml",
        "--message-format",
        "json",
    ]);
    let places: std::collections::BTreeSet<u64> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .filter(|finding| finding["code"] == "overfull-line")
        .map(|finding| finding["line"].as_u64().expect("it has a place"))
        .collect();
    assert_eq!(places.len(), 3, "{}", run.out);
}

#[test]
fn values_of_a_wrong_type_show_how_it_is_written() {
    for (keys, right) in [
        ("subtitle = [\"a\"]", "`subtitle = \"A short history\"`"),
        ("series = \"X\"", "`series = { name ="),
        ("outputs = \"pdf\"", "`outputs = [\"epub\", \"pdf\"]`"),
        ("design.embed-fonts = \"yes\"", "`embed-fonts = true`"),
        ("articles = [\"case.md\", 7]", "`articles = [\"01-first.md\"]`"),
    ] {
        let run = refuse(&Book::of(GOOD).key(keys), &["wrong-type"]);
        assert!(run.err.contains(&format!("help: write it so: {right}")), "{}", run.err);
    }
}

#[test]
fn suggestions_are_about_what_is_wrong() {
    let book = Book::of("[x](B.md)\n").file("b.md", GOOD).file("a.md", GOOD);
    let book = book.key("articles = [\"case.md\", \"a.md\", \"b.md\"]");
    let run = refuse(&book, &["dangling-link"]);
    assert!(run.err.contains("did you mean `b.md`?"), "{}", run.err);
    let run = refuse(
        &Book::of(GOOD).key("design.page = \"A5\"\ndesign.size = \"60 pt\""),
        &["page-too-small"],
    );
    assert!(run.err.contains("type of 60 pt"), "{}", run.err);
    let font =
        Book::of(GOOD).file("f.ttf", "junk, not a font").key("design.fonts = \"f.ttf\"");
    let run = refuse(&font, &["broken-font"]);
    assert!(run.err.contains("it does not begin as a font does"), "{}", run.err);
}

#[test]
fn errors_of_the_manifest_do_not_hide_those_of_the_articles() {
    let book = Book::of("# One\n\n<b>x</b>\n").file("b.md", b"caf\xe9\n");
    let book = book.key("articles = [\"case.md\", \"b.md\"]\ntitel = \"T\"");
    let run = refuse(&book, &["unknown-key", "invalid-utf8"]);
    assert!(run.err.contains("warning[raw-html]"), "{}", run.err);
    // What is not wanted stays unsaid.
    let book = book.key("diagnostics.allow = \"raw-html\"");
    assert!(!refuse(&book, &["unknown-key"]).err.contains("raw-html"));
}

#[test]
fn themes_that_cannot_be_read() {
    let of = |theme: &str| Book::of(GOOD).key(&format!("design.theme = \"{theme}\""));
    let run = refuse(&of("panflet"), &["invalid-value"]);
    assert!(run.err.contains("did you mean `pamphlet`?"), "{}", run.err);
    refuse(&of("themes/gone.toml"), &["unreadable-file"]);
    refuse(&of("../ours.toml"), &["outside-root"]);
    let theme = "extends = \"pamphlet\"\n[roles.quote]\nsiez = 1\n";
    let book = of("themes/ours.toml").file("themes/ours.toml", theme);
    let run = refuse(&book, &["unknown-key"]);
    assert!(run.err.contains("themes/ours.toml:3:1"), "{}", run.err);
    let theme = "extends = \"pamphlet\"\nserif = \"Garamont\"\n";
    book.put("themes/ours.toml", theme);
    let run = refuse(&book, &["invalid-value"]);
    assert!(run.err.contains("no font of the book is of the family `Garamont`"));
    book.put("themes/ours.toml", "extends = \"reader\"\n[classes.ship]\nitalic = true\n");
    assert_eq!(book.build().code, Some(0));
}
