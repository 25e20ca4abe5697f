//! Whatever is given to `impose` and to `preflight` ends in an answer, within seconds.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::pdf;
use crate::support::Book;

/// How long any file may take, in a program that is not made fast.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn what_cannot_be_laid_on_sheets_is_refused() {
    const PAGE: [i64; 4] = [0, 0, 300, 400];
    let whole = pdf(&[PAGE; 3], |_, _| {});
    let circle = pdf(&[PAGE], |pdf, tree| {
        let kids = vec![Object::Reference(tree); 4];
        let tree = pdf.get_dictionary_mut(tree).expect("the tree");
        tree.set("Kids", kids);
    });
    let parents = pdf(&[[0, 0, 0, 0]], |pdf, tree| {
        let dictionary = pdf.get_dictionary_mut(tree).expect("the tree");
        dictionary.set("Parent", Object::Reference(tree));
    });
    let locked = pdf(&[PAGE], |pdf, _| {
        let lock: Dictionary = dictionary! { "Filter" => "Unknown", "V" => 9 };
        let lock = pdf.add_object(lock);
        pdf.trailer.set("Encrypt", lock);
    });
    for (name, bytes, message) in [
        ("empty", Vec::new(), "this PDF cannot be read"),
        ("text", b"no PDF at all".to_vec(), "this PDF cannot be read"),
        ("truncated", whole[..whole.len() / 2].to_vec(), "this PDF "),
        ("no pages", pdf(&[], |_, _| {}), "this PDF has no pages"),
        ("in a circle", circle, "its pages hold one another"),
        ("no size", parents, "page 1 has no size"),
        (
            "mixed",
            pdf(&[PAGE, [0, 0, 300, 500]], |_, _| {}),
            "page 2 is 106 × 176 mm and page 1 106 × 141 mm",
        ),
        ("huge", pdf(&[[0, 0, 99_999, 400]], |_, _| {}), "page 1 has no size"),
        ("locked", locked, "this PDF "),
    ] {
        let book = Book::empty().file("some.pdf", bytes);
        let run = book.run(&["impose", "some.pdf"]);
        assert_eq!(run.code, Some(1), "{name}: {}", run.out);
        assert!(run.err.contains(message), "{name}: {}", run.err);
        assert!(!book.path("some-booklet.pdf").exists(), "{name}");
    }
    let book = Book::empty().file("some.pdf", whole);
    let run = book.run(&["impose", "some.pdf", "--scheme", "signatures=6"]);
    assert!(run.err.contains("a signature of 6 pages cannot be folded"), "{}", run.err);
    let run = book.run(&["impose", "some.pdf", "--scheme", "booklet"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("write saddle, signatures=16"), "{}", run.err);
    let run = book.run(&["impose", "none.pdf"]);
    assert!(run.err.contains("it does not exist"), "{}", run.err);
}

/// A drawing that draws itself is told; one that only could is not.
#[test]
fn a_drawing_that_draws_itself_is_told() {
    let with = |inner: &str| {
        pdf(&[[0, 0, 300, 400]; 4], |pdf, tree| {
            let [one, other] = [pdf.new_object_id(), pdf.new_object_id()];
            for (id, next) in [(one, other), (other, one)] {
                let form = dictionary! {
                    "Type" => "XObject", "Subtype" => "Form",
                    "BBox" => [0, 0, 300, 400].map(Object::from).to_vec(),
                    "Resources" => dictionary! { "XObject" => dictionary! { "F" => next } },
                };
                let content = inner.as_bytes().to_vec();
                pdf.objects.insert(id, Stream::new(form, content).into());
            }
            let kids = pdf.get_dictionary(tree).and_then(|tree| tree.get(b"Kids"));
            let kids = kids.and_then(Object::as_array).expect("kids").clone();
            let drawn = pdf.add_object(Stream::new(Dictionary::new(), b"/F Do".to_vec()));
            let page = pdf.get_dictionary_mut(kids[2].as_reference().expect("a page"));
            let page = page.expect("a page");
            page.set("Contents", drawn);
            let names = dictionary! { "F" => one };
            page.set("Resources", dictionary! { "XObject" => names });
        })
    };
    let told = |inner: &str| {
        let book = Book::empty().file("some.pdf", with(inner));
        let run = book.run(&["impose", "some.pdf"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.time < PATIENCE, "{:?}", run.time);
        run.err
    };
    let draws = told("0 0 9 9 re f /F Do");
    assert!(draws.contains("page 3 holds a drawing that draws itself"), "{draws}");
    assert_eq!(told("0 0 9 9 re f"), "");
}

/// So many bytes of nothing, packed.
fn packed(count: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    let nothing = vec![b' '; 1 << 20];
    for _ in 0..count >> 20 {
        packed.write_all(&nothing).expect("written");
    }
    packed.finish().expect("written")
}

/// What is refused, and why.
fn refused(name: &str, bytes: Vec<u8>, message: &str) {
    let book = Book::empty().file("some.pdf", bytes);
    let run = book.run(&["impose", "some.pdf"]);
    assert_eq!(run.code, Some(1), "{name}: {}{}", run.out, run.err);
    assert!(run.err.contains(message), "{name}: {}", run.err);
    assert!(run.time < PATIENCE, "{name}: {:?}", run.time);
    // What is not refused as a whole is found on its pages.
    let run = book.run(&["preflight", "some.pdf", "--printer", "european-offset"]);
    assert_eq!(run.code, Some(1), "{name}: {}{}", run.out, run.err);
    let told = run.err.contains(message) || run.out.contains("error    damaged");
    assert!(told, "{name}: {}{}", run.out, run.err);
    assert!(run.time < PATIENCE, "{name}: {:?}", run.time);
}

/// A page with one stream, packed so.
fn page_of(packed: Vec<u8>) -> Vec<u8> {
    pdf(&[[0, 0, 300, 400]], |pdf, tree| {
        let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed);
        let stream = pdf.add_object(stream);
        let page = pdf.get_dictionary(tree).and_then(|tree| tree.get(b"Kids"));
        let page = page.and_then(Object::as_array).expect("kids")[0].as_reference();
        let page = page.and_then(|page| pdf.get_dictionary_mut(page)).expect("a page");
        page.set("Contents", stream);
    })
}

/// A page that breaks off is refused, and one of which nothing but the checksum is missing, or
/// which is written as packed and empty, is taken: viewers show all of it.
#[test]
fn a_page_that_breaks_off_is_refused() {
    let mut lines = ZlibEncoder::new(Vec::new(), Compression::default());
    for y in 0..400 {
        writeln!(lines, "0 0 m {} {y} l S", y * 7 % 300).expect("written");
    }
    let whole = lines.finish().expect("written");
    let half = page_of(whole[..whole.len() / 2].to_vec());
    refused("half", half, "page 1 is damaged");
    let unsummed = whole[..whole.len() - 4].to_vec();
    for (name, content) in [("whole", whole), ("unsummed", unsummed), ("empty", vec![])] {
        let book = Book::empty().file("some.pdf", page_of(content));
        let run = book.run(&["impose", "some.pdf"]);
        assert_eq!((run.code, &run.err[..]), (Some(0), ""), "{name}");
        let run = book.run(&["preflight", "some.pdf", "--printer", "office-a4"]);
        assert_eq!(run.code, Some(0), "{name}: {}{}", run.out, run.err);
    }
}

#[test]
fn what_unpacks_without_end_is_refused() {
    const MUCH: usize = 256 << 20;
    let contents = pdf(&[[0, 0, 300, 400]], |pdf, tree| {
        let bomb = dictionary! { "Filter" => "FlateDecode" };
        let bomb = pdf.add_object(Stream::new(bomb, packed(MUCH)));
        let page = pdf.get_dictionary(tree).and_then(|tree| tree.get(b"Kids"));
        let page = page.and_then(Object::as_array).expect("kids")[0].as_reference();
        let page = page.and_then(|page| pdf.get_dictionary_mut(page)).expect("a page");
        page.set("Contents", vec![Object::Reference(bomb), Object::Reference(bomb)]);
    });
    refused("contents", contents, "unpacks to more than any book holds");
    refused("alone", page_of(packed(MUCH)), "unpacks to more than any book holds");
    let mut objects = pdf(&[[0, 0, 300, 400]], |pdf, _| {
        let bomb = dictionary! {
            "Type" => "ObjStx", "N" => 1, "First" => 4, "Filter" => "FlateDecode",
        };
        pdf.add_object(Stream::new(bomb, packed(MUCH)));
    });
    // The writer would leave it out under its own name.
    let name =
        objects.windows(6).position(|word| word == b"ObjStx").expect("it is there");
    objects[name + 5] = b'm';
    refused("objects", objects, "unpacks to more than any book holds");
}

#[test]
fn lists_without_end_are_refused() {
    let list = pdf(&[[0, 0, 300, 400]], |pdf, _| {
        pdf.add_object(vec![Object::Integer(0); 20_000_000]);
    });
    refused("a list", list, "unpacks to more than any book holds");
}

#[test]
fn words_that_only_look_like_streams_are_refused() {
    let words = format!("%PDF-1.7\n{}", "stream ".repeat(200_000));
    refused("streams", words.into_bytes(), "this PDF cannot be read: it is damaged");
}

#[test]
fn directories_that_cannot_be_are_refused() {
    let directory = |fields: &str, size: &str| {
        let head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
        let directory = format!(
            "2 0 obj\n<</Type/XRef/Size {size}/W[{fields}]/Root 1 0 R/Length 4>>\nstream\nabcd\nendstream\nendobj\n"
        );
        let foot = format!("startxref\n{}\n%%EOF\n", head.len());
        [head, &directory, &foot].concat().into_bytes()
    };
    for (name, fields, size) in [
        ("of endless width", "1 4611686018427387904 1", "5"),
        ("of no width", "0 0 0", "4294967295"),
        ("named in numbers", "0 0 0 % ]", "4294967295"),
    ] {
        refused(name, directory(fields, size), "its directory of objects is damaged");
    }
    refused("too short", directory("1 2 1", "4294967295"), "this PDF ");
}

#[test]
fn more_pages_than_a_booklet_has_are_refused() {
    let many = pdf(&vec![[0, 0, 300, 400]; 100_000], |_, _| {});
    refused("100,000 pages", many, "this PDF has more than 20000 pages");
    let again = pdf(&[[0, 0, 300, 400]], |pdf, tree| {
        let tree = pdf.get_dictionary_mut(tree).expect("the tree");
        let page = tree.get(b"Kids").and_then(Object::as_array).expect("kids")[0].clone();
        tree.set("Kids", vec![page; 1_000_000]);
    });
    refused("one page a million times", again, "this PDF has more than 20000 pages");
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let deep = format!(
        "%PDF-1.7\n1 0 obj\n{}\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n400017\n%%EOF\n",
        "[".repeat(400_000)
    );
    refused("lists", deep.into_bytes(), "this PDF ");
    let branches = pdf(&[], |pdf, tree| {
        let mut above = tree;
        for _ in 0..100_000 {
            let branch = pdf.add_object(dictionary! { "Type" => "Pages" });
            let node = pdf.get_dictionary_mut(above).expect("a branch");
            node.set("Kids", vec![Object::Reference(branch)]);
            above = branch;
        }
    });
    refused("branches", branches, "page 1 has no size");
}
