//! Books on their way to readers: folders that look like devices, disks that are full or locked,
//! and a server for e-mail on this machine.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::support::Book;
use crate::support::reader::{epub_file, epub_text};
use crate::support::skip;

const MANIFEST: &str = "title = \"A Book\"\nlanguage = \"en\"\nauthor = \"Ann\"\n\
                        outputs = [\"epub\"]\narticles = [\"01.md\"]\n";

/// A book, and devices beside it in `media`.
struct Stall(tempfile::TempDir);

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Stall {
    fn new() -> Stall {
        let stall = Stall(tempfile::tempdir().expect("a temporary folder"));
        stall.file("desk/book.toml", MANIFEST);
        stall.file("desk/01.md", "# One\n\nText of the article.\n");
        stall.file("media/Locked/documents/x", "");
        stall.file("media/Locked/system/version.txt", "Kindle 5.14.2");
        stall.file("media/KOBOeReader/.kobo/version", "N4,4.9,4.38,4.9,4.9,0000-0391");
        stall.file("media/PB740/system/config/global.cfg", "");
        stall.file("media/tolino/.tolino/x", "");
        stall.file("media/STICK/notes.txt", "mine");
        stall
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn file(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("in the folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn run(&self, arguments: &[&str], set: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_publish"));
        command.current_dir(self.path("desk")).args(arguments);
        command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
        command.env("XDG_CONFIG_HOME", self.path("config")).envs(set.iter().copied());
        let done = command.output().expect("the command runs");
        let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
        Run { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }

    fn send(&self, what: &str, to: &str) -> Run {
        self.run(&["send", what, "--to", to, "--below", "../media"], &[])
    }

    fn names(&self, folder: &str) -> Vec<String> {
        names(&self.path(folder))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("readable");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("UTF-8");
    let mut names: Vec<String> =
        entries.map(|entry| name(entry.expect("readable"))).collect();
    names.sort();
    names
}

#[test]
fn devices_are_listed_for_people_and_for_programs() {
    let stall = Stall::new();
    let run = stall.run(&["devices", "--below", "../media"], &[]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 5, "{}", run.out);
    let begins =
        ["KOBOeReader  Kobo ", "Locked       Kindle ", "PB740        PocketBook "];
    for (line, begin) in lines.iter().zip(begins) {
        assert!(line.starts_with(begin), "{line}");
    }
    assert!(lines[0].ends_with("free, gets NAME.kepub.epub"), "{}", lines[0]);
    assert!(lines[1].ends_with("free, reads no EPUB; gets PDF"), "{}", lines[1]);
    let run =
        stall.run(&["devices", "--below", "../media", "--message-format", "json"], &[]);
    let read = |line| serde_json::from_str::<Value>(line).expect("JSON");
    let objects: Vec<Value> = run.out.lines().map(read).collect();
    let kinds: Vec<&str> = objects.iter().filter_map(|o| o["kind"].as_str()).collect();
    assert_eq!(kinds, ["kobo", "kindle", "pocketbook", "folder", "tolino"]);
    assert_eq!(objects[2]["books"], "../media/PB740/Books");
    assert_eq!(objects[0]["edition"], "kepub");
    assert!(objects[1]["edition"].is_null() && objects[0]["free"].is_u64());
    let run = stall.run(&["devices", "--below", "../nothing"], &[]);
    assert_eq!(run.out, "no reader and no disk is plugged in\n");
}

#[test]
fn each_device_gets_its_edition_at_its_place() {
    let stall = Stall::new();
    for (to, at) in [
        ("kobo", "media/KOBOeReader/book.kepub.epub"),
        ("pocketbook", "media/PB740/Books/book.epub"),
        ("TOLINO", "media/tolino/Books/book.epub"),
        ("stick", "media/STICK/book.epub"),
    ] {
        let run = stall.send("book.toml", to);
        assert_eq!(run.code, Some(0), "{to}: {}", run.err);
        let name = Path::new(at).file_name().expect("a name");
        let built = fs::read(stall.path("desk/build/book").join(name)).expect("built");
        assert!(fs::read(stall.path(at)).expect("copied") == built, "{to}");
    }
    assert_eq!(stall.names("media/KOBOeReader"), [".kobo", "book.kepub.epub"]);
    let spans =
        fs::read(stall.path("media/KOBOeReader/book.kepub.epub")).expect("copied");
    assert!(epub_text(&spans).contains("Text of the article."));
    assert!(epub_file(&spans, "EPUB/text/01.xhtml").contains("koboSpan"));
    let run = stall.send("book.toml", "kindle");
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("error: a Kindle reads no EPUB from its disk"),
        "{}",
        run.err
    );
    assert!(run.err.contains("--to mail:NAME") && run.err.contains("sendtokindle"));
    assert_eq!(stall.names("media/Locked/documents"), ["x"]);
}

#[test]
fn a_book_is_sent_as_its_sources_are_now() {
    let stall = Stall::new();
    let dry = ["send", "book.toml", "--to", "kobo", "--below", "../media", "--dry-run"];
    let run = stall.run(&dry, &[]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let told = "../media/KOBOeReader/book.kepub.epub  would be copied";
    assert!(run.out.contains(told), "{}", run.out);
    assert!(!stall.path("desk/build").exists());
    assert!(stall.send("book.toml", "kobo").out.contains("build/book/book.kepub.epub  "));
    let run = stall.send("book.toml", "kobo");
    assert!(run.out.contains("book.kepub.epub  is there already"), "{}", run.out);
    let run = stall.run(&dry, &[]);
    assert!(run.out.contains("book.kepub.epub  is there already"), "{}", run.out);
    // A file that takes the place of a younger one.
    stall.file("desk/01.md", "# One\n\nAnother text.\n");
    let file =
        fs::File::options().append(true).open(stall.path("desk/01.md")).expect("there");
    file.set_modified(SystemTime::UNIX_EPOCH).expect("set");
    let run = stall.send("book.toml", "kobo");
    assert!(run.out.contains("copied over the earlier one"), "{}{}", run.out, run.err);
    // Another book of the same name is not taken for this one.
    stall.file(
        "desk/other/book.toml",
        "title = \"Other\"\nlanguage = \"en\"\narticles = [\"a.md\"]\n",
    );
    stall.file("desk/other/a.md", "# A\n\nOther words.\n");
    for dry in [true, false] {
        let mut send =
            vec!["send", "other/book.toml", "--to", "kobo", "--below", "../media"];
        send.extend(dry.then_some("--dry-run"));
        let run = stall.run(&send, &[]);
        assert_eq!(run.code, Some(1), "{}", run.out);
        assert!(run.err.contains("another book is called"), "{}", run.err);
    }
    stall.file("desk/book.toml", "title = 3\n");
    let run = stall.send("book.toml", "kobo");
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("book.toml:1:9") || run.err.contains("wrong-type"),
        "{}",
        run.err
    );
}

#[test]
fn nothing_of_others_is_replaced() {
    let stall = Stall::new();
    stall.file("media/KOBOeReader/BOOK.kepub.epub", "another's");
    let run = stall.send("book.toml", "kobo");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("is left as it is"), "{}", run.err);
    assert_eq!(stall.names("media/KOBOeReader"), [".kobo", "BOOK.kepub.epub"]);
    // A PDF is known for an earlier one by its identifier.
    stall.file("desk/book.toml", MANIFEST.replace("\"epub\"", "\"pdf\""));
    assert_eq!(stall.run(&["book.toml"], &[]).code, Some(0));
    let pdf = "build/book/book.pdf";
    assert!(stall.send(pdf, "kindle").out.contains("documents/book.pdf  copied"));
    stall.file("desk/01.md", "# One\n\nAnother text.\n");
    assert_eq!(stall.run(&["book.toml"], &[]).code, Some(0));
    let run = stall.send(pdf, "kindle");
    assert!(run.out.contains("copied over the earlier one"), "{}{}", run.out, run.err);
    stall.file("media/Locked/documents/book.pdf", "%PDF-1.7 of others");
    assert_eq!(stall.send(pdf, "kindle").code, Some(1));
}

/// Two books that `publish` made, of one name: pages and sheets alike are known by their book.
#[test]
fn a_pdf_of_another_book_is_not_replaced() {
    let stall = Stall::new();
    let both = MANIFEST.replace("\"epub\"", "\"pdf\", \"booklet\"");
    let build = || assert_eq!(stall.run(&["book.toml"], &[]).code, Some(0));
    let files = ["build/book/book.pdf", "build/book/book-booklet.pdf"];
    stall.file("desk/book.toml", &both);
    build();
    for file in files {
        assert_eq!(stall.send(file, "stick").code, Some(0), "{file}");
    }
    // The same book, with other words.
    stall.file("desk/01.md", "# One\n\nAnother text.\n");
    build();
    for file in files {
        let run = stall.send(file, "stick");
        assert!(run.out.contains("over the earlier one"), "{}{}", run.out, run.err);
    }
    // Another book.
    let kept = fs::read(stall.path("media/STICK/book.pdf")).expect("it is there");
    stall.file("desk/book.toml", both.replace("A Book", "Another"));
    build();
    for file in files {
        let run = stall.send(file, "stick");
        assert_eq!(run.code, Some(1), "{}", run.out);
        assert!(run.err.contains("error: another book is called `"), "{}", run.err);
        assert!(run.err.contains("identifiers = { uuid = "), "{}", run.err);
    }
    let now = fs::read(stall.path("media/STICK/book.pdf")).expect("it is there");
    assert!(now == kept);
}

/// A book that got another title: how it stays the same is said, and holds.
#[test]
fn a_book_of_another_title_is_told_how_to_stay_the_same() {
    let stall = Stall::new();
    assert_eq!(stall.send("book.toml", "stick").code, Some(0));
    let renamed = MANIFEST.replace("A Book", "A Better Title");
    stall.file("desk/book.toml", &renamed);
    let run = stall.send("book.toml", "stick");
    assert_eq!(run.code, Some(1), "{}", run.out);
    let line = run.err.split('`').find(|part| part.starts_with("identifiers = "));
    let line = line.unwrap_or_else(|| panic!("{}", run.err));
    stall.file("desk/book.toml", format!("{line}\n{renamed}"));
    let run = stall.send("book.toml", "stick");
    assert!(run.out.contains("over the earlier one"), "{}{}", run.out, run.err);
}

#[test]
fn files_go_as_they_are_and_into_folders_of_devices() {
    let stall = Stall::new();
    stall.file("desk/What? A book.epub", "PK\x03\x04 no real one PK\x05\x06");
    fs::create_dir_all(stall.path("media/KOBOeReader/Pamphlets")).expect("made");
    let run = stall.send("What? A book.epub", "../media/KOBOeReader/Pamphlets");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(stall.names("media/KOBOeReader/Pamphlets"), ["What_ A book.epub"]);
    assert!(
        run.out.contains("eject KOBOeReader before you pull the cable"),
        "{}",
        run.out
    );
    stall
        .file("desk/What? A book.kepub.epub", "PK\x03\x04 no real one either PK\x05\x06");
    let run = stall.send("What? A book.epub", "kobo");
    assert!(run.err.contains("`What? A book.kepub.epub` lies beside it"), "{}", run.err);
    // What was cut short has a beginning and no end.
    stall.file("desk/cut.epub", "PK\x03\x04 no real one");
    stall.file("desk/cut.pdf", "%PDF-1.7\n1 0 obj");
    for (cut, what) in [("cut.epub", "e-book"), ("cut.pdf", "PDF")] {
        let run = stall.send(cut, "tolino");
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains(&format!("`{cut}` is no whole {what}")), "{}", run.err);
    }
    stall.file("desk/page.html", "x");
    let run = stall.send("page.html", "tolino");
    assert!(
        run.err.contains("a tolino does not open `page.html`: it ends in `.html`"),
        "{}",
        run.err
    );
    for (what, to, says) in [
        ("gone.epub", "stick", "`gone.epub` cannot be read: it does not exist"),
        ("page.html", "koreader", "no KOReader is plugged in"),
        ("page.html", "STIKC", "did you mean `STICK`?"),
        ("page.html", "../media/none", "there is no folder `../media/none`"),
        (
            "What? A book.epub",
            "../media/KOBOeReader/.kobo",
            "is hidden, and a Kobo shows",
        ),
    ] {
        let run = stall.send(what, to);
        assert!(run.code != Some(0) && run.err.contains(says), "{}", run.err);
    }
}

/// All books of a library go, built for the reader where they are not; what has no file stays.
#[test]
fn of_a_library_all_books_are_sent() {
    let stall = Stall::new();
    let list = "title = \"All\"\nbooks = [\"book.toml\", \"other.toml\"]\n\n[[entries]]\ntitle = \"To come\"\n";
    stall.file("desk/library.toml", list);
    stall.file(
        "desk/other.toml",
        "title = \"Other\"\nlanguage = \"en\"\narticles = [\"other.md\"]\n",
    );
    stall.file("desk/other.md", "Other words.\n");
    let run = stall.send("library.toml", "kobo");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let sent = stall.names("media/KOBOeReader");
    for name in ["book.kepub.epub", "other.kepub.epub"] {
        assert!(sent.iter().any(|sent| sent == name), "{sent:?}");
    }
    // One broken book keeps nobody waiting for the others.
    stall.file("desk/01.md", "![](gone.png)\n");
    stall.file("desk/other.md", "Other words, mended.\n");
    let run = stall.send("library.toml", "kobo");
    assert!(run.code != Some(0) && run.err.contains("gone.png"), "{}", run.err);
    assert!(
        run.out.contains("other.kepub.epub  copied over the earlier one"),
        "{}",
        run.out
    );
    assert!(run.out.contains("eject KOBOeReader before"), "{}", run.out);
    stall.file("desk/none.toml", "title = \"None\"\n[[entries]]\ntitle = \"To come\"\n");
    let run = stall.send("none.toml", "kobo");
    assert!(run.err.contains("lists no book that has files"), "{}", run.err);
}

/// Ctrl-C in the midst of a copy: nothing half written stays.
#[test]
#[cfg(unix)]
fn what_is_broken_off_leaves_nothing() {
    let stall = Stall::new();
    let mut large = b"%PDF-1.7\n".to_vec();
    large.resize(192 << 20, b' ');
    large.extend(b"%%EOF\n");
    stall.file("desk/large.pdf", large);
    let mut sent = Command::new(env!("CARGO_BIN_EXE_publish"))
        .current_dir(stall.path("desk"))
        .args(["send", "large.pdf", "--to", "../media/STICK"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    let part = stall.path("media/STICK/.publish-large.pdf.part");
    while !part.exists() {
        assert!(sent.try_wait().expect("it is there").is_none(), "it was too quick");
        thread::sleep(Duration::from_millis(1));
    }
    let id = sent.id().to_string();
    let asked = Command::new("kill").args(["-INT", &id]).status();
    assert!(asked.expect("it runs").success());
    let ended = sent.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("cannot be written: it was broken off"), "{said}");
    assert_eq!(stall.names("media/STICK"), ["notes.txt"]);
}

/// A password that was written into `mail.toml` is shown to nobody, whatever else is wrong.
#[test]
fn a_password_in_the_wrong_place_is_not_shown() {
    let stall = Stall::new();
    let least = "server = \"localhost\"\nfrom = \"ann@example.org\"\nsecurity = \"none\"\nuser = \"ann\"\n";
    for wrong in [
        "password = 'S3cret-Pw'\n",
        "pasword-file = S3cret-Pw\n",
        "password-variable = \"S3cret-Pw\"\n",
    ] {
        stall.file("config/publish/mail.toml", format!("{wrong}{least}"));
        for format in ["text", "json", "github"] {
            let asked = [
                "send",
                "book.toml",
                "--to",
                "mail:ann@kindle.com",
                "--message-format",
                format,
            ];
            let run = stall.run(&asked, &[]);
            assert!(run.code != Some(0), "{wrong}");
            let said = run.out + &run.err;
            assert!(said.contains("mail.toml") && !said.contains("S3cret"), "{said}");
        }
    }
}

/// A disk in memory, gone with this. `None` for those who may not mount.
struct Memory(tempfile::TempDir);

impl Memory {
    fn new(options: &str) -> Option<Memory> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("disk")).expect("made");
        let memory = Memory(dir);
        memory.mount(&["-t", "tmpfs", "-o", options, "tmpfs"]).then_some(memory)
    }

    fn mount(&self, arguments: &[&str]) -> bool {
        let mut command = Command::new("mount");
        let output = command.args(arguments).arg(self.disk()).output();
        output.is_ok_and(|output| output.status.success())
    }

    fn disk(&self) -> PathBuf {
        self.0.path().join("disk")
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.disk()).output();
    }
}

#[test]
fn disks_that_are_full_or_locked_are_as_they_were() {
    let stall = Stall::new();
    stall.file("desk/big.epub", epub_of(900_000));
    // Enough room, but for no name more; too little room; none at all for writing.
    for (options, says) in [
        ("size=4m,nr_inodes=2", "the disk is full"),
        ("size=512k", "there is no room for `"),
        ("size=4m,ro", "the disk is read-only"),
    ] {
        let Some(memory) = Memory::new(options) else {
            skip("disks in memory: nobody but root may mount them");
            return;
        };
        if options.contains("nr_inodes") {
            fs::write(memory.disk().join("filler"), "x").expect("written");
        }
        let before = names(&memory.disk());
        let disk = memory.disk();
        let to = disk.to_str().expect("UTF-8");
        if options.ends_with("ro") {
            let dry = stall.run(&["send", "big.epub", "--to", to, "--dry-run"], &[]);
            assert_eq!(dry.code, Some(1), "{}", dry.out);
            assert!(dry.err.contains(says), "{}", dry.err);
        }
        let run = stall.send("big.epub", to);
        assert_eq!(run.code, Some(1), "{options}");
        assert!(run.err.contains(says), "{options}: {}", run.err);
        assert!(run.err.contains("help: "), "{}", run.err);
        assert_eq!(names(&memory.disk()), before, "{options}");
    }
}

/// A server that takes one letter; gives its port, and all that it was told.
fn server() -> (u16, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("bound").port();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let lines = BufReader::new(stream.try_clone().expect("a handle")).lines();
        let mut say = |text: &str| stream.write_all(text.as_bytes());
        let (mut heard, mut letter) = (String::new(), false);
        let _ = say("220 here\r\n");
        for line in lines.map_while(Result::ok) {
            heard += &format!("{line}\n");
            let answer = match (letter, line.as_str()) {
                (true, ".") => "250 taken\r\n",
                (true, _) => continue,
                (false, "DATA") => "354 go on\r\n",
                (false, line) if line.starts_with("EHLO") => {
                    "250-here\r\n250 AUTH PLAIN\r\n"
                }
                (false, line) if line.starts_with("AUTH") => "235 come in\r\n",
                (false, "QUIT") => break,
                (false, _) => "250 well\r\n",
            };
            letter = line == "DATA";
            let _ = say(answer);
        }
        let _ = tell.send(heard);
    });
    (port, told)
}

#[test]
fn a_book_goes_by_e_mail_and_the_password_nowhere_else() {
    let stall = Stall::new();
    let run = stall.send("book.toml", "mail:kindle");
    assert!(run.code == Some(2) && run.err.contains("mail.toml"), "{}", run.err);
    let (port, told) = server();
    let account = |port: u16| {
        format!(
            "server = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\nuser = \"ann\"\n\
             from = \"ann@example.org\"\npassword-variable = \"OUR_SECRET\"\n\
             [addresses]\nkindle = \"ann_12@kindle.com\"\nbook = \"ann@pbsync.com\"\n"
        )
    };
    stall.file("config/publish/mail.toml", account(port));
    let run = stall.send("book.toml", "mail:kindel");
    assert!(run.err.contains("did you mean `mail:kindle`?"), "{}", run.err);
    let run = stall.send("book.toml", "mail:kindle");
    assert!(
        run.err.contains("`OUR_SECRET`, which holds the password, is not set"),
        "{}",
        run.err
    );
    let set = [("OUR_SECRET", "open-sesame")];
    let send = |what: &str, more: &[&str]| {
        let arguments = [&["send", what, "--to", "mail:kindle", "-v"], more].concat();
        stall.run(&arguments, &set)
    };
    stall.file("desk/big-kindle.epub", epub_of(50_000_001));
    let run = send("big-kindle.epub", &[]);
    assert!(run.err.contains("Send to Kindle takes 50 MB by e-mail"), "{}", run.err);
    fs::remove_file(stall.path("desk/big-kindle.epub")).expect("removed");
    stall.file("desk/book.mobi", "x");
    assert!(send("book.mobi", &["--dry-run"]).err.contains("does not take `book.mobi`"));
    let run = send("book.toml", &[]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.out.contains("book-kindle.epub  sent to ann_12@kindle.com"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("sesame") && !run.err.contains("sesame"));
    let letter = told.recv_timeout(Duration::from_secs(20)).expect("the server ends");
    assert!(letter.contains("RCPT TO:<ann_12@kindle.com>"), "{letter}");
    assert!(letter.contains("filename=\"book-kindle.epub\""), "{letter}");
    let body = letter.split("DATA\n").nth(1).expect("a letter");
    assert!(!body.contains("sesame") && !body.contains("OUR_SECRET"));
    // A dry run asks the server how much it takes, and needs no password for that.
    let (port, told) = server();
    stall.file("config/publish/mail.toml", account(port));
    let dry = ["send", "book.toml", "--to", "mail:kindle", "--dry-run"];
    let run = stall.run(&dry, &[]);
    assert!(run.out.contains("would be sent to ann_12@kindle.com"), "{}", run.err);
    let asked = told.recv_timeout(Duration::from_secs(20)).expect("the server ends");
    assert!(asked.starts_with("EHLO") && !asked.contains("AUTH"), "{asked}");
    assert!(!asked.contains("MAIL"), "{asked}");
    let run = stall.run(&dry, &[]);
    assert!(run.code == Some(1) && run.err.contains("does not answer"), "{}", run.err);
}

/// So many bytes that begin and end as an e-book does.
fn epub_of(length: usize) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(length, 7);
    bytes.extend(b"PK\x05\x06");
    bytes
}

/// What is only tried out tells what its own files would refuse one another.
#[test]
fn a_dry_run_of_several_books_remembers_those_before() {
    let stall = Book::of("# A\n\nWords.\n");
    stall.put("other/book.toml", fs::read(stall.path("book.toml")).expect("a manifest"));
    stall.put("other/case.md", "# Another\n\nOther words.\n");
    let text = fs::read_to_string(stall.path("other/book.toml")).expect("it is there");
    stall.put(
        "other/book.toml",
        text.replacen("title = \"Case\"", "title = \"Other\"", 1),
    );
    fs::create_dir(stall.path("stick")).expect("it can be made");
    let send = |more: &[&str]| {
        let all =
            [&["send", "book.toml", "other/book.toml", "--to", "./stick"], more].concat();
        stall.run(&all)
    };
    let dry = send(&["--dry-run"]);
    assert_eq!(dry.code, Some(1), "{}{}", dry.out, dry.err);
    assert!(dry.err.contains("another book is called"), "{}", dry.err);
    assert!(fs::read_dir(stall.path("stick")).expect("a folder").next().is_none());
    let real = send(&[]);
    assert_eq!((real.code, real.err.contains("another book is called")), (Some(1), true));
}
