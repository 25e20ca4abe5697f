//! The feeds against published schemas, which are kept in `schemas/` with their licences: those of
//! OPDS 2.0 by JSON Schema, those of OPDS 1 and Atom by RELAX NG, which Jing reads where it is
//! installed. What no schema can say stands in `rules.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::{Desk, shelf, whole};
use crate::support::tools::Tool;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/catalog/schemas")
}

fn schema(path: &str) -> Value {
    let text = fs::read_to_string(folder().join(path)).expect("kept");
    serde_json::from_str(&text).expect("JSON")
}

/// The schema of feeds, with those that it builds on: from the folder of the tests alone.
fn opds2() -> Validator {
    let mut paths = Vec::new();
    for below in ["", "extensions/epub/", "extensions/encryption/"] {
        for entry in fs::read_dir(folder().join("readium").join(below)).expect("kept") {
            let name = entry.expect("readable").file_name();
            paths.push(format!("{below}{}", name.to_string_lossy()));
        }
    }
    let published = paths.iter().filter(|path| path.ends_with(".json")).map(|path| {
        let uri = format!("https://readium.org/webpub-manifest/schema/{path}");
        (uri, schema(&format!("readium/{path}")))
    });
    let ours = schema("properties.schema.json");
    let all = published.chain([(
        "https://drafts.opds.io/schema/properties.schema.json".to_owned(),
        ours,
    )]);
    let registry = Registry::new().extend(all).expect("addresses");
    let registry = registry.prepare().expect("every reference is kept");
    let options = jsonschema::options();
    let options = options.with_registry(&registry).should_validate_formats(true);
    options.build(&schema("opds-2.0.schema.json")).expect("a schema")
}

/// What the schema finds wrong with a feed.
fn wrong(schema: &Validator, feed: &Value) -> Vec<String> {
    let line = |error: jsonschema::ValidationError<'_>| {
        format!("{}: {error}", error.instance_path())
    };
    schema.iter_errors(feed).map(line).collect()
}

fn feeds(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&String, Value)> {
    let json = files.iter().filter(|(path, _)| path.ends_with(".json"));
    json.map(|(path, bytes)| (path, serde_json::from_slice(bytes).expect("JSON")))
        .collect()
}

/// A catalogue of books that were built, with what a manifest can say of them.
fn built() -> BTreeMap<String, Vec<u8>> {
    let desk = Desk::new();
    desk.book("one", "cover = { file = \"c.svg\", alt = \"A square\" }\n");
    desk.book(
        "two",
        "subtitle = \"Of «two»\"\npublisher = \"The Press\"\nrights = \"© 2026\"\n\
         licence = \"CC BY-SA 4.0\"\ndescription = \"What\\n\\nit is.\"\nsubjects = [\"History\"]\n\
         series = { name = \"A & B\", number = \"2\" }\n\
         identifiers = { isbn-epub = \"978-3-16-148410-0\" }\n",
    );
    desk.file(
        "c.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 4\"><path d=\"M0 0h3v4z\"/></svg>",
    );
    let made = desk.library(
        "title = \"Ours\"\nbooks = [\"one.toml\", \"two.toml\"]\nsections = [\"A b\"]\n\
         [[entries]]\ntitle = \"Soon\"\ndate = 2026\nteaser = \"A < b\"\nsection = \"A b\"\n",
    );
    assert!(made.placed.is_some(), "{:?}", super::found(&made));
    desk.files("out")
}

#[test]
fn feeds_of_opds_2_are_valid() {
    let schema = opds2();
    // A list of what is announced alone has fewer feeds, and no empty collection in them.
    for (files, least) in [
        (whole(&shelf(0)), 4),
        (whole(&shelf(1)), 6),
        (whole(&shelf(7)), 6),
        (whole(&shelf(120)), 6),
        (built(), 6),
    ] {
        let feeds = feeds(&files);
        assert!(feeds.len() >= least, "{}", feeds.len());
        for (path, feed) in feeds {
            assert_eq!(wrong(&schema, &feed), Vec::<String>::new(), "{path}");
        }
    }
}

#[test]
fn the_schema_of_opds_2_finds_what_is_wrong() {
    let schema = opds2();
    let files = whole(&shelf(7));
    let feed: Value = serde_json::from_slice(&files["opds/new.json"]).expect("JSON");
    let changes = [
        ("/metadata/title", Value::Null),
        ("/metadata/modified", json!("yesterday")),
        ("/links/0/rel", json!("elsewhere")),
        ("/links/0/href", json!("no address")),
        ("/publications", json!([])),
        ("/publications/0/metadata/title", json!(7)),
        ("/publications/0/metadata/language", json!("no language")),
        ("/publications/0/metadata/author/0", json!({})),
        ("/publications/0/links", json!([{ "rel": "self", "href": "a" }])),
        ("/publications/0/links/0/size", json!("1 MB")),
        ("/publications/0/images/0/width", json!(0)),
    ];
    for (place, value) in changes {
        let mut changed = feed.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("{place} is not there")) =
            value;
        assert!(!wrong(&schema, &changed).is_empty(), "{place} passes");
    }
}

/// Whether Jing takes some files, and what it says; `None` where it is not installed.
fn jing(schema: &str, files: &[(String, Vec<u8>)]) -> Option<(bool, String)> {
    let mut command = Tool::Jing.command()?;
    let dir = tempfile::tempdir().expect("a temporary folder");
    for name in ["atom.rnc", "opds-1.1.rnc"] {
        let text = fs::read_to_string(folder().join(name)).expect("kept");
        // See `schemas/README.md`.
        let text = text.replace(r#"\nrt].*'"#, r#"\n\r\t].*'"#);
        fs::write(dir.path().join(name), text).expect("writable");
    }
    command.arg("-c").arg(dir.path().join(schema));
    for (path, bytes) in files {
        let path = dir.path().join(path.replace('/', "-"));
        fs::write(&path, bytes).expect("writable");
        command.arg(path);
    }
    let output = command.output().expect("it runs");
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[test]
fn feeds_of_opds_1_and_news_are_valid() {
    let mut feeds = Vec::new();
    let mut news = Vec::new();
    let all = [whole(&shelf(1)), whole(&shelf(7)), whole(&shelf(120)), built()];
    for (at, files) in all.into_iter().enumerate() {
        for (path, bytes) in files.into_iter().filter(|(path, _)| path.ends_with(".atom"))
        {
            let list = if path == "news.atom" { &mut news } else { &mut feeds };
            list.push((format!("{at}/{path}"), bytes));
        }
    }
    assert!(feeds.len() > 60 && news.len() == 4, "{} {}", feeds.len(), news.len());
    let Some(said) = jing("opds-1.1.rnc", &feeds) else { return };
    assert_eq!(said, (true, String::new()));
    feeds.extend(news);
    assert_eq!(jing("atom.rnc", &feeds), Some((true, String::new())));
}

#[test]
fn the_schemas_of_opds_1_find_what_is_wrong() {
    let files = whole(&shelf(7));
    let feed = String::from_utf8(files["opds/new.atom"].clone()).expect("UTF-8");
    for (right, wrong) in [
        ("<updated>2", "<updated>on 2"),
        ("href=\"../opds.atom\"", "href=\"no address\""),
        ("type=\"application/epub+zip\"", "type=\"EPUB\""),
        ("<summary type=\"text\">", "<summary type=\"html\">"),
        ("<author>", "<author><name>Twice</name>"),
    ] {
        let changed = feed.replacen(right, wrong, 1);
        assert_ne!(changed, feed, "{right}");
        let said = jing("opds-1.1.rnc", &[("feed.atom".into(), changed.into_bytes())]);
        let Some((content, _)) = said else { return };
        assert!(!content, "{wrong} passes");
    }
}
