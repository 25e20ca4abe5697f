//! Manual pages and completions, made from the arguments.

use crate::support::Book;

#[test]
fn every_command_has_a_page_and_every_shell_its_completions() {
    let book = Book::empty();
    let read =
        |name: &str| std::fs::read_to_string(book.path(name)).expect("it is written");
    let run = book.run(&["manual", "share"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let commands =
        ["check", "show", "explain", "new", "impose", "preflight", "test-sheet"];
    for command in commands {
        let page = read(&format!("share/man/man1/publish-{command}.1"));
        assert!(page.contains("SYNOPSIS"), "{command}: {page}");
    }
    let all = read("share/man/man1/publish.1");
    for command in commands {
        assert!(
            all.contains(&format!("publish\\-{}", command.replace('-', "\\-"))),
            "{command}"
        );
    }
    for name in ["publish.bash", "_publish", "publish.fish", "publish.ps1"] {
        let completions = read(&format!("share/completions/{name}"));
        assert!(completions.contains("test-sheet"), "{name}");
    }
    // A second time the same.
    let before = read("share/completions/publish.bash");
    assert_eq!(book.run(&["manual", "share"]).code, Some(0));
    assert_eq!(before, read("share/completions/publish.bash"));
}
