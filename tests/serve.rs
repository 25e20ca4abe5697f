//! The server for the stall, asked over the loopback as browsers, e-readers and ruffians do.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use publish::serve::Server;
use tempfile::TempDir;

/// A folder that is served, and where.
struct Stall {
    at: SocketAddr,
    folder: TempDir,
}

impl Stall {
    fn open() -> Stall {
        Stall::showing(true)
    }

    /// The same with and without a page of its own.
    fn showing(page: bool) -> Stall {
        let folder = TempDir::new().expect("a folder");
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join("shown").join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("it is written");
        };
        if page {
            write("index.html", b"<p>All books</p>");
        }
        write("e/index.html", b"<p>Short</p>");
        write("books/a.kepub.epub", &book());
        write("opds.xml", b"<feed><link rel=\"self\" type=\"application/atom+xml;profile=opds-catalog;kind=navigation\"/></feed>");
        write(".stamp", b"hidden");
        fs::write(folder.path().join("secret.txt"), "secret").expect("it is written");
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            folder.path().join("secret.txt"),
            folder.path().join("shown/out.txt"),
        )
        .expect("a link");
        let shown: PathBuf = folder.path().join("shown");
        // A port that is free; taken again at once.
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = free.local_addr().expect("an address");
        drop(free);
        let server = Server::bind(shown, at).expect("the port is free");
        assert_eq!(server.addresses().expect("told"), [format!("http://{at}/")]);
        std::thread::spawn(move || server.run(std::future::pending(), Arc::new(|_| {})));
        Stall { at, folder }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.at).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        stream
    }

    /// What is answered to a request by itself: its head, and its body.
    fn ask(&self, request: &str) -> (String, Vec<u8>) {
        let mut stream = self.connect();
        let (line, rest) = request.split_once('\n').unwrap_or((request, ""));
        let rest: String = rest.lines().map(|line| format!("{line}\r\n")).collect();
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: stall\r\nConnection: close\r\n{rest}\r\n"
        )
        .expect("it is sent");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("it answers");
        let end = all.windows(4).position(|w| w == b"\r\n\r\n").expect("a head ends");
        let head = String::from_utf8(all[..end].to_vec()).expect("a head is text");
        (head.to_ascii_lowercase(), all[end + 4..].to_vec())
    }

    fn status(&self, request: &str) -> u16 {
        let (head, _) = self.ask(request);
        head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status")
    }
}

fn book() -> Vec<u8> {
    (0..200_000u32).map(|n| (n % 251) as u8).collect()
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn files_have_their_types_and_come_as_they_are() {
    let stall = Stall::open();
    let (head, body) = stall.ask("GET /");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert_eq!(header(&head, "content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(body, b"<p>All books</p>");
    let (head, body) = stall.ask("GET /books/a.kepub.epub\nAccept-Encoding: gzip, br");
    assert_eq!(header(&head, "content-type"), Some("application/epub+zip"));
    assert_eq!(header(&head, "content-encoding"), None);
    assert_eq!(header(&head, "content-length"), Some("200000"));
    assert_eq!(body, book());
    let (head, body) = stall.ask("HEAD /books/a.kepub.epub");
    assert_eq!((header(&head, "content-length"), body.len()), (Some("200000"), 0));
    let (head, _) = stall.ask("GET /opds.xml?page=2");
    let kind = "application/atom+xml;profile=opds-catalog;kind=navigation";
    assert_eq!(header(&head, "content-type"), Some(kind));
    let (head, _) = stall.ask("GET /e");
    assert_eq!(header(&head, "location"), Some("/e/"));
    assert_eq!(stall.ask("GET /e/").1, b"<p>Short</p>");
}

/// A book's outputs have no page of their own: what they are is shown, and nothing that is hidden or leads out.
#[test]
fn a_folder_without_a_page_shows_its_files() {
    let stall = Stall::showing(false);
    let shown = stall.folder.path().join("shown");
    fs::write(shown.join("A & <B> é.pdf"), "%PDF-").expect("written");
    fs::create_dir(shown.join("empty")).expect("made");
    let (head, body) = stall.ask("GET /");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert_eq!(header(&head, "content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(header(&head, "x-content-type-options"), Some("nosniff"));
    assert_eq!(header(&head, "cache-control"), Some("no-cache"));
    let text = String::from_utf8(body.clone()).expect("UTF-8");
    let mut links = text.split("href=\"").skip(1).filter_map(|l| l.split('"').next());
    let expected =
        ["A%20%26%20%3CB%3E%20%C3%A9.pdf", "books/", "e/", "empty/", "opds.xml"];
    assert!(links.by_ref().eq(expected), "{text}");
    assert!(text.contains(">A &amp; &lt;B&gt; é.pdf</a> 1 kB"), "{text}");
    assert_eq!(stall.ask(&format!("GET /{}", expected[0])).1, b"%PDF-");
    // As files are: known again, in parts, and its head alone.
    let tag = header(&head, "etag").expect("a tag").to_owned();
    assert_eq!(stall.status(&format!("GET /\nIf-None-Match: {tag}")), 304);
    let (head, part) = stall.ask("GET /\nRange: bytes=10-19");
    assert!(head.starts_with("http/1.1 206") && part == body[10..20], "{head}");
    let (head, none) = stall.ask("HEAD /");
    let length = body.len().to_string();
    assert!(
        none.is_empty() && header(&head, "content-length") == Some(&length),
        "{head}"
    );
    let (head, _) = stall.ask("GET /books");
    assert_eq!(header(&head, "location"), Some("/books/"));
    let below = String::from_utf8(stall.ask("GET /books/").1).expect("UTF-8");
    assert!(below.contains("href=\"a.kepub.epub\"") && below.contains("href=\"../\""));
    assert_eq!(stall.ask("GET /e/").1, b"<p>Short</p>");
    let empty = String::from_utf8(stall.ask("GET /empty/").1).expect("UTF-8");
    assert!(empty.contains("This folder is empty."), "{empty}");
    for path in ["/.stamp", "/out.txt", "/../", "/books/../../", "//"] {
        assert_eq!(stall.status(&format!("GET {path}")), 404, "{path}");
    }
}

/// What is named wrongly is told of, with what to do.
#[test]
fn what_cannot_be_served_is_told() {
    let desk = TempDir::new().expect("a folder");
    fs::create_dir(desk.path().join("empty")).expect("made");
    fs::write(desk.path().join("a.epub"), "PK").expect("written");
    for (what, says) in [
        ("none", "there is no folder `none`"),
        ("a.epub", "`publish serve .`"),
        ("empty", "there is nothing to show in `empty`"),
    ] {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_publish"))
            .current_dir(desk.path())
            .args(["serve", what, "--bind", "127.0.0.1", "--port", "0"])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(1) && said.contains(says), "{said}");
    }
}

#[test]
fn parts_are_had_and_what_is_known_is_not_sent_again() {
    let stall = Stall::open();
    let (head, body) = stall.ask("GET /books/a.kepub.epub\nRange: bytes=1000-1999");
    assert!(head.starts_with("http/1.1 206"), "{head}");
    assert_eq!(header(&head, "content-range"), Some("bytes 1000-1999/200000"));
    assert_eq!(body, book()[1000..2000]);
    let tag = header(&head, "etag").expect("a tag").to_string();
    let (_, body) =
        stall.ask(&format!("GET /books/a.kepub.epub\nRange: bytes=-5\nIf-Range: {tag}"));
    assert_eq!(body, book()[199_995..]);
    let (_, body) =
        stall.ask("GET /books/a.kepub.epub\nRange: bytes=-5\nIf-Range: \"other\"");
    assert_eq!(body.len(), 200_000);
    assert_eq!(stall.status("GET /books/a.kepub.epub\nRange: bytes=200000-"), 416);
    let known = format!("GET /books/a.kepub.epub\nIf-None-Match: W/\"x\", {tag}");
    assert_eq!(stall.status(&known), 304);
    // Another file under the same name has another tag.
    fs::write(stall.folder.path().join("shown/books/a.kepub.epub"), "new")
        .expect("written");
    assert_eq!(stall.status(&known), 200);
}

#[test]
fn nothing_outside_the_folder_is_served_and_nothing_is_taken() {
    let stall = Stall::open();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/e/../../secret.txt",
        "/out.txt",
        "/.stamp",
        "//secret.txt",
        "/..\\secret.txt",
        "/books",
        "/none",
        "/index.html/",
        "/%00",
        "/%ff%fe",
    ] {
        assert_eq!(stall.status(&format!("GET {path}")), 404, "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(stall.status(&format!("{method} /")), 405, "{method}");
    }
    let long = format!("GET /{}", "a".repeat(10_000));
    assert_eq!(stall.status(&long), 404);
    // It may be gone before all of it is sent.
    let mut stream = stall.connect();
    let heavy =
        format!("GET / HTTP/1.1\r\nHost: stall\r\nX: {}\r\n\r\n", "a".repeat(60_000));
    let _ = stream.write_all(heavy.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert_eq!(stall.status("GET /"), 200);
}

#[test]
fn slow_clients_keep_nobody_out_and_are_left() {
    let stall = Stall::open();
    // More than may be open at once, none of which ever finishes its request.
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = stall.connect();
            stream.write_all(b"GET / HT").expect("it is sent");
            stream
        })
        .collect();
    let asked = Instant::now();
    assert_eq!(stall.status("GET /"), 200);
    assert!(asked.elapsed() < Duration::from_secs(40), "{:?}", asked.elapsed());
    drop(slow);
}

#[test]
fn two_hundred_at_once_are_answered() {
    let stall = Stall::open();
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..200)
            .map(|_| scope.spawn(|| stall.ask("GET /books/a.kepub.epub").1 == book()))
            .collect();
        assert!(asked.into_iter().all(|asked| asked.join().expect("it is answered")));
    });
}

/// Of a library the catalogue is made, and then served, until it is told to end.
#[test]
fn a_library_is_served_as_its_catalogue() {
    let desk = TempDir::new().expect("a folder");
    let list = "title = \"All\"\n\n[[entries]]\ntitle = \"To come\"\n";
    fs::write(desk.path().join("library.toml"), list).expect("it is written");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = free.local_addr().expect("an address");
    drop(free);
    let port = at.port().to_string();
    let arguments = ["serve", "library.toml", "--bind", "127.0.0.1", "--port", &port];
    let mut served = std::process::Command::new(env!("CARGO_BIN_EXE_publish"))
        .current_dir(desk.path())
        .args(arguments)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut said = String::new();
    let lines = std::io::BufReader::new(served.stdout.take().expect("piped"));
    for line in std::io::BufRead::lines(lines) {
        said += &line.expect("a line");
        if said.contains("Ctrl-C") {
            break;
        }
    }
    let stall = Stall { at, folder: desk };
    let (head, body) = stall.ask("GET /");
    // A system that ends its services asks them first.
    #[cfg(unix)]
    {
        let id = served.id().to_string();
        let asked = std::process::Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.expect("it runs").success());
    }
    #[cfg(not(unix))]
    served.kill().expect("it is there");
    let ended = served.wait().expect("it ends");
    assert!(!cfg!(unix) || ended.code() == Some(0), "{ended}");
    assert!(head.starts_with("http/1.1 200") && said.contains("build/library"), "{said}");
    assert!(String::from_utf8_lossy(&body).contains("To come"), "{said}");
}

/// Conditions and requests as RFC 9110 and 9112 have them.
#[test]
fn what_is_asked_wrongly_or_on_conditions_is_answered_so() {
    let stall = Stall::open();
    let (head, _) = stall.ask("HEAD /books/a.kepub.epub\nRange: bytes=0-9");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert_eq!(header(&head, "content-length"), Some("200000"));
    let (head, _) = stall.ask("GET /");
    let tag = header(&head, "etag").expect("a tag").to_owned();
    assert_eq!(stall.status("GET /\nIf-Match: \"other\""), 412);
    assert_eq!(stall.status(&format!("GET /\nIf-Match: {tag}")), 200);
    let old = "Mon, 01 Jan 2001 00:00:00 GMT";
    assert_eq!(stall.status(&format!("GET /\nIf-Unmodified-Since: {old}")), 412);
    let mut stream = stall.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").expect("it is sent");
    let mut all = String::new();
    stream.read_to_string(&mut all).expect("it answers");
    assert!(all.starts_with("HTTP/1.1 400"), "{all}");
}
