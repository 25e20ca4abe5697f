//! Same input, same bytes: twice, from another folder, under another clock and tongue, with
//! one thread and with eight.

use std::fs;
use std::path::Path;

use crate::support::{Book, Run};

const BOOKS: [&str; 4] = ["coyoacan", "coyoacan-es", "leaflet", "specimen"];

/// Builds the project's books into `out`, as `change` would have it.
fn build(out: &Path, change: impl FnOnce(&mut std::process::Command)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Book::empty().command(&["--quiet", "--out"]);
    command.arg(out).current_dir(root);
    command.args(BOOKS.map(|name| root.join("books").join(name).with_extension("toml")));
    change(&mut command);
    let run = Run::of(command);
    assert_eq!(run.code, Some(0), "{}", run.err);
}

fn same(one: &Path, other: &Path, what: &str) {
    for name in BOOKS {
        for extension in ["epub", "pdf"] {
            let path = Path::new(name).join(name).with_extension(extension);
            let read = |out: &Path| fs::read(out.join(&path)).expect("it was made");
            assert!(read(one) == read(other), "{} differs {what}", path.display());
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (first, again) = (folder.path().join("first"), folder.path().join("again"));
    build(&first, |_| {});
    build(&again, |_| {});
    same(&first, &again, "in a second run");
    build(&again, |command| {
        command.current_dir(folder.path());
    });
    same(&first, &again, "from another folder");
    build(&again, |command| {
        command.env("TZ", "Pacific/Kiritimati").env("LANG", "de_DE.UTF-8");
        command.env("LC_ALL", "tr_TR.UTF-8").env("HOME", folder.path());
    });
    same(&first, &again, "under another clock and language");
    for threads in ["1", "8"] {
        build(&again, |command| {
            command.args(["--threads", threads]);
        });
        same(&first, &again, &format!("with {threads} threads"));
    }
}

#[test]
fn the_order_of_the_books_changes_nothing() {
    let book = Book::of("# One\n\nText.\n");
    let text = fs::read_to_string(book.path("book.toml")).expect("it is there");
    book.put("other.toml", text.replace("Case", "Other"));
    assert_eq!(book.run(&["book.toml", "other.toml"]).code, Some(0));
    let together = (book.output("epub"), book.output("pdf"));
    assert_eq!(book.run(&["other.toml", "book.toml"]).code, Some(0));
    assert!((book.output("epub"), book.output("pdf")) == together);
    assert_eq!(book.build().code, Some(0));
    assert!((book.output("epub"), book.output("pdf")) == together);
}
