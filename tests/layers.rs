//! Which module may know which: the house's plan, held against the paths in its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Modules and those that they may use. Every module stands here; those below the whole
/// way, `cli` and `pipeline`, see what they join.
///
/// The base (`geom`, `id`, `source`, `diag`, `table`, `info`, `image`) knows no book. Two rows go
/// beyond the first plan: `font` and `image` share the embedded files, since words in
/// drawings are set in them; `manifest` uses the theme's word for how articles follow one
/// another instead of a second one.
const MAY_USE: &[(&str, &[&str])] = &[
    ("geom", &[]),
    ("id", &[]),
    ("source", &["id", "diag"]),
    ("diag", &["source"]),
    ("info", &[]),
    ("image", &["geom", "source", "diag", "font"]),
    ("document", &["id", "source", "info", "image"]),
    ("table", &["geom", "source", "diag"]),
    ("xml", &[]),
    ("printer", &["geom", "source", "diag", "table"]),
    (
        "manifest",
        &["geom", "source", "diag", "info", "document", "table", "theme", "printer"],
    ),
    ("markdown", &["id", "source", "diag", "info", "document"]),
    ("typography", &["info", "document"]),
    (
        "assemble",
        &[
            "id",
            "source",
            "diag",
            "info",
            "image",
            "document",
            "manifest",
            "markdown",
            "typography",
        ],
    ),
    ("font", &["id", "source", "diag"]),
    ("theme", &["geom", "source", "diag", "table", "font"]),
    ("pages", &["geom", "id", "source", "info", "image", "font"]),
    (
        "typeset",
        &[
            "geom", "id", "source", "diag", "info", "image", "document", "theme", "font",
            "pages",
        ],
    ),
    ("interrupt", &[]),
    // It serves a folder, whatever is in it; the page of one that has none is markup.
    ("serve", &["xml"]),
    (
        "epub",
        &["id", "source", "info", "image", "document", "theme", "font", "pages", "xml"],
    ),
    ("catalog", &["info", "document", "xml"]),
    ("pdf", &["geom", "id", "source", "info", "image", "font", "pages", "printer"]),
    (
        "cover",
        &["geom", "id", "source", "info", "image", "document", "theme", "font", "pages"],
    ),
    (
        "pipeline",
        &[
            "geom",
            "id",
            "source",
            "diag",
            "info",
            "image",
            "document",
            "manifest",
            "markdown",
            // The words of a library; those of books are set by `assemble`.
            "typography",
            "assemble",
            "theme",
            "font",
            "typeset",
            "pages",
            "epub",
            "pdf",
            "cover",
            "printer",
            "impose",
            "test_sheet",
            "preflight",
            "checker",
            "review",
            "catalog",
            // Names of files that every disk can hold.
            "deliver",
        ],
    ),
    ("checker", &["diag"]),
    ("import", &["source", "diag", "info", "image"]),
    // Whose a PDF is that lies on a reader is read as any PDF from elsewhere.
    ("deliver", &["source", "diag", "table", "intake"]),
    ("review", &["source", "diag", "document", "theme"]),
    ("intake", &["geom"]),
    ("impose", &["geom", "intake"]),
    ("preflight", &["geom", "diag", "printer", "intake"]),
    ("test_sheet", &["geom", "image"]),
    (
        "cli",
        &[
            "geom",
            "source",
            "diag",
            "info",
            "table",
            "manifest",
            "theme",
            "intake",
            "import",
            "impose",
            "preflight",
            "serve",
            "interrupt",
            "printer",
            "checker",
            "deliver",
            "pipeline",
        ],
    ),
    // The line breaker works on plain numbers.
    ("typeset/paragraph/breaker", &["geom"]),
];

/// Modules that must not appear in a file at all, not even through a neighbour.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("typeset", &["krilla", "zip", "pulldown_cmark", "std::fs", "std::time"]),
    ("document", &["krilla", "zip", "pulldown_cmark", "std::fs", "std::path"]),
    ("pages", &["krilla", "zip", "std::fs", "std::path"]),
    ("epub", &["krilla", "std::fs", "std::time", "std::env"]),
    ("pdf", &["zip", "std::fs", "std::time", "std::env"]),
    ("typography", &["std::fs", "std::time", "std::env"]),
    ("impose", &["krilla", "std::fs", "std::time", "std::env"]),
    ("import", &["pulldown_cmark", "std::fs", "std::time", "std::env"]),
    ("pipeline", &["std::time", "std::env"]),
    ("deliver", &["krilla", "std::env", "std::process"]),
];

#[test]
fn modules_use_only_what_the_plan_allows() {
    let plan: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let module = path.split('/').next().unwrap_or("").trim_end_matches(".rs");
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let used = used(&code);
        let Some(allowed) = plan.get(module) else {
            wrong.push(format!("{path}: the plan does not know `{module}`"));
            continue;
        };
        let own = plan.iter().find(|(part, _)| {
            let below = path.strip_prefix(**part).filter(|_| part.contains('/'));
            below.is_some_and(|rest| rest.starts_with(['.', '/']))
        });
        let own = own.map(|(_, allowed)| *allowed);
        for name in used.iter().filter(|name| **name != module) {
            if !allowed.contains(&name.as_str()) {
                wrong
                    .push(format!("{path} uses `{name}`, which `{module}` may not know"));
            } else if own.is_some_and(|own| !own.contains(&name.as_str())) {
                wrong.push(format!("{path} may not use `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn modules_stay_away_from_what_is_not_theirs() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let module = path.split('/').next().unwrap_or("").trim_end_matches(".rs");
        for (_, names) in OUTSIDE.iter().filter(|(name, _)| *name == module) {
            for name in names.iter().filter(|name| code.contains(&format!("{name}::"))) {
                wrong.push(format!("{path} uses `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_plan_has_no_room_that_is_not_built() {
    let built: BTreeSet<String> = sources().into_iter().map(|(path, _)| path).collect();
    for (module, _) in MAY_USE {
        let file = format!("{module}.rs");
        let folder = format!("{module}/mod.rs");
        assert!(built.contains(&file) || built.contains(&folder), "there is no {module}");
    }
}

/// Every source file by its path below `src`, without comments and without tests.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources are readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path.strip_prefix(&src).expect("it is below").to_string_lossy();
            let below = below.replace('\\', "/");
            let tests = below.ends_with("tests.rs") || below.contains("/tests/");
            if below.ends_with(".rs") && !tests {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
                let code = code.lines().filter(|line| !line.trim().starts_with("//"));
                found.push((below, code.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    found.sort();
    found
}

/// The modules that `crate::` paths name: `crate::geom::Len`, `crate::{geom, id::Id}`.
fn used(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && !c.is_whitespace() => {
                    names.insert(name(&group[at..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    names
}

fn name(path: &str) -> String {
    path.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}
