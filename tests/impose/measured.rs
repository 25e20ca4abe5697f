//! What stands on sheets, measured in the PDF: places, clips, marks, creep, both sides.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::{load, pdf};
use crate::support::{Book, Run};

/// A page as it stands on a side.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    page: usize,
    /// Left, bottom, right, top of what it may print on.
    clip: [f64; 4],
    /// How it is stretched, and where its lower left corner lies.
    scale: f64,
    at: [f64; 2],
}

/// A side: its pages, the lines on it as they are drawn, broken or not, and the middles of
/// circles.
#[derive(Clone, Debug, Default)]
struct Side {
    pages: Vec<Drawn>,
    crops: Vec<[f64; 4]>,
    folds: Vec<[f64; 4]>,
    registers: Vec<[f64; 2]>,
    bars: Vec<[f64; 4]>,
}

fn measured(bytes: &[u8]) -> Vec<Side> {
    let pdf = load(bytes);
    pdf.page_iter().map(|side| measure(&pdf, side)).collect()
}

fn measure(pdf: &Document, side: ObjectId) -> Side {
    let content = pdf.get_page_content(side).expect("content");
    let content = String::from_utf8(content).expect("plain");
    let mut out = Side::default();
    for line in content.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| words[at].parse::<f64>().expect("a number");
        if line.contains(" Do ") {
            let (x, y) = (number(1), number(2));
            let name = words.iter().find_map(|word| word.strip_prefix("/P"));
            out.pages.push(Drawn {
                page: name.and_then(|name| name.parse().ok()).expect("a page"),
                clip: [x, y, x + number(3), y + number(4)],
                scale: number(8),
                at: [number(12), number(13)],
            });
        } else if line.contains(" c ") {
            let arm = (number(0), number(1));
            let left = words.iter().rposition(|word| *word == "h").expect("closed") + 1;
            let cross = (number(left), number(left + 3));
            out.registers.push([(cross.0 + cross.1) / 2.0, arm.1]);
        } else if line.ends_with("re f") {
            let (x, y) = (number(0), number(1));
            out.bars.push([x, y, x + number(2), y + number(3)]);
        } else if words.contains(&"l") {
            let broken = line.starts_with('[');
            let first = if broken { 4 } else { 0 };
            let ends = [0, 1, 3, 4].map(|at| number(first + at));
            if broken { &mut out.folds } else { &mut out.crops }.push(ends);
        }
    }
    out
}

const MM: f64 = 72.0 / 25.4;

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.02
}

/// So many A5 pages with 3 mm of bleed around their trim.
fn bleeding(pages: usize) -> Vec<u8> {
    let (width, height, bleed) = (148.0 * MM, 210.0 * MM, 3.0 * MM);
    let media = [0, 0, 480, 660];
    pdf(&vec![media; pages], |pdf, _| {
        let ids: Vec<ObjectId> = pdf.page_iter().collect();
        for id in ids {
            let content = pdf.add_object(Stream::new(
                dictionary! {},
                b"0.5 g 0 0 480 660 re f".to_vec(),
            ));
            let page = pdf.get_dictionary_mut(id).expect("a page");
            let corners = |out: f64| -> Object {
                let all =
                    [20.0 - out, 20.0 - out, 20.0 + width + out, 20.0 + height + out];
                Object::Array(all.map(|at| Object::Real(at as f32)).to_vec())
            };
            page.set("TrimBox", corners(0.0));
            page.set("BleedBox", corners(bleed));
            page.set("Contents", content);
        }
    })
}

fn imposed(bytes: Vec<u8>, arguments: &[&str]) -> (Book, Run) {
    let book = Book::empty().file("some.pdf", bytes);
    let all = [&["impose", "some.pdf", "--out", "out.pdf"], arguments].concat();
    let run = book.run(&all);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.err);
    (book, run)
}

fn read(book: &Book, name: &str) -> Vec<u8> {
    std::fs::read(book.path(name)).expect("it is written")
}

#[test]
fn the_trim_decides_and_the_bleed_is_cut_at_the_fold() {
    let (book, _) = imposed(bleeding(4), &["--paper", "A3"]);
    let sides = measured(&read(&book, "out.pdf"));
    let (paper, width) = (420.0 * MM, 148.0 * MM);
    for side in &sides {
        let [left, right] = side.pages[..] else { panic!("two pages") };
        assert!(near(left.at[0], paper / 2.0 - width) && near(right.at[0], paper / 2.0));
        // At the fold nothing, outside the bleed.
        assert!(near(left.clip[2], paper / 2.0) && near(right.clip[0], paper / 2.0));
        assert!(near(left.clip[0], paper / 2.0 - width - 3.0 * MM), "{left:?}");
        assert!(near(right.clip[2], paper / 2.0 + width + 3.0 * MM));
        assert!(near(left.clip[3] - left.clip[1], 216.0 * MM));
    }
}

#[test]
fn bleed_is_kept_at_cuts() {
    let (book, run) = imposed(bleeding(4), &["--paper", "A3", "--scheme", "cut=2x1"]);
    let sides = measured(&read(&book, "out.pdf"));
    assert_eq!(run.err, "");
    for side in &sides {
        let [left, right] = side.pages[..] else { panic!("two pages") };
        let gap = right.at[0] - left.at[0] - 148.0 * MM;
        assert!(near(gap, 6.0 * MM), "{gap}");
        assert!(near(left.clip[2], right.clip[0]));
    }
    // On A4 there is no room for it.
    let (book, run) = imposed(bleeding(4), &["--scheme", "cut=2x1"]);
    assert!(run.err.contains("no room for all of the bleed"), "{}", run.err);
    let sides = measured(&read(&book, "out.pdf"));
    let [left, right] = sides[0].pages[..] else { panic!("two pages") };
    assert!(near(right.at[0] - left.at[0], 148.5 * MM) || right.at[0] > left.at[0]);
}

#[test]
fn creep_grows_from_sheet_to_sheet_where_it_is_trimmed() {
    let plain = imposed(bleeding(16), &["--paper", "A3"]).0;
    let plain = measured(&read(&plain, "out.pdf"));
    let (book, run) = imposed(bleeding(16), &["--paper", "A3", "--creep", "offset-120"]);
    assert!(
        run.out.contains("sheet 1 0.00, sheet 2 0.15, sheet 3 0.30, sheet 4 0.45."),
        "{}",
        run.out
    );
    let moved = measured(&read(&book, "out.pdf"));
    for (index, (plain, moved)) in plain.iter().zip(&moved).enumerate() {
        let shift = (index / 2) as f64 * 0.15 * MM;
        assert!(near(moved.pages[0].at[0] - plain.pages[0].at[0], shift), "{index}");
        assert!(near(plain.pages[1].at[0] - moved.pages[1].at[0], shift), "{index}");
        // What goes over the fold is cut off there.
        assert!(near(moved.pages[0].clip[2], 210.0 * MM));
    }
    let run = imposed(bleeding(16), &["--trim"]).1;
    assert!(run.out.contains("sheet 4 0.30."), "{}", run.out);
    let run = imposed(bleeding(16), &[]).1;
    assert!(!run.out.contains("Creep"), "{}", run.out);
}

#[test]
fn marks_stand_outside_the_bleed_and_meet_on_both_sides() {
    let (book, _) =
        imposed(bleeding(8), &["--paper", "A3", "--marks", "--creep", "0.1 mm"]);
    let sides = measured(&read(&book, "out.pdf"));
    let paper = [420.0 * MM, 297.0 * MM];
    for (index, side) in sides.iter().enumerate() {
        let shift = (index / 2) as f64 * 0.1 * MM;
        let (left, right) = (62.0 * MM + shift, 358.0 * MM - shift);
        let (bottom, top) = (43.5 * MM, 253.5 * MM);
        assert_eq!((side.crops.len(), side.folds.len(), side.registers.len()), (8, 2, 8));
        for [x, y, to_x, to_y] in &side.crops {
            let upright = near(*x, *to_x) && (near(*x, left) || near(*x, right));
            let level = near(*y, *to_y) && (near(*y, bottom) || near(*y, top));
            assert!(upright || level, "{side:?}");
            // Clear of the bleed.
            let out = 2.9 * MM;
            let clear = to_x.max(*x) < left - out || x.min(*to_x) > right + out;
            let clear = clear || to_y.max(*y) < bottom - out || y.min(*to_y) > top + out;
            assert!(clear, "{side:?}");
        }
        assert!(side.folds.iter().all(|fold| near(fold[0], paper[0] / 2.0)));
    }
    for pair in sides.chunks(2) {
        // Turned like a leaf, every mark of the back lies on one of the front.
        for [x, y] in &pair[1].registers {
            let behind = [paper[0] - x, *y];
            let meets = pair[0]
                .registers
                .iter()
                .any(|front| near(front[0], behind[0]) && near(front[1], behind[1]));
            assert!(meets, "{pair:?}");
        }
    }
    let run = imposed(bleeding(8), &["--marks"]).1;
    assert!(run.err.contains("no room for marks"), "{}", run.err);
}

/// A box of each side, in points.
fn boxes(pdf: &Document, name: &[u8]) -> Vec<[f64; 4]> {
    let of = |side| {
        let side = pdf.get_dictionary(side).expect("a page");
        let corners = side.get(name).and_then(Object::as_array).expect("it is there");
        [0, 1, 2, 3].map(|at| f64::from(corners[at].as_float().expect("a number")))
    };
    pdf.page_iter().map(of).collect()
}

#[test]
fn sheets_say_where_they_are_trimmed() {
    let check = |arguments: &[&str], trim: [f64; 4], bleed: [f64; 4]| {
        let (book, _) = imposed(bleeding(8), arguments);
        let pdf = load(&read(&book, "out.pdf"));
        let all = boxes(&pdf, b"TrimBox").into_iter().zip(boxes(&pdf, b"BleedBox"));
        for (index, (own_trim, own_bleed)) in all.enumerate() {
            for (found, wanted) in [(own_trim, trim), (own_bleed, bleed)] {
                let wanted = wanted.map(|side| side * MM);
                let alike =
                    found.iter().zip(wanted).all(|(one, other)| near(*one, other));
                assert!(alike, "{arguments:?} {index}: {found:?}, {wanted:?}");
            }
        }
    };
    let (trim, bleed) = ([62.0, 43.5, 358.0, 253.5], [59.0, 40.5, 361.0, 256.5]);
    check(&["--paper", "A3"], trim, bleed);
    check(&["--paper", "A3", "--flip", "long"], trim, bleed);
    check(&["--paper", "A3", "--creep", "0.1 mm"], trim, bleed);
    // There is no more bleed than there is paper.
    check(&[], [0.5, 0.0, 296.5, 210.0], [0.0, 0.0, 297.0, 210.0]);
}

/// Pages that are painted so.
fn painted(content: &[u8]) -> Vec<u8> {
    pdf(&[[0, 0, 420, 595]; 4], |pdf, _| {
        let ids: Vec<ObjectId> = pdf.page_iter().collect();
        for id in ids {
            let content =
                pdf.add_object(Stream::new(Default::default(), content.to_vec()));
            let page = pdf.get_dictionary_mut(id).expect("a page");
            page.set("Contents", content);
        }
    })
}

#[test]
fn marks_have_every_ink_that_pages_have() {
    let marks = |content: &[u8]| {
        let arguments = ["--paper", "A3", "--marks"];
        let (book, _) = imposed(painted(content), &arguments);
        let pdf = load(&read(&book, "out.pdf"));
        let side = pdf.page_iter().next().expect("a side");
        let drawn = pdf.get_page_content(side).expect("content");
        let drawn = String::from_utf8(drawn).expect("plain");
        let (resources, _) = pdf.get_page_resources(side).expect("resources");
        let spaces = resources.expect("its own").get(b"ColorSpace");
        let spaces = spaces.and_then(Object::as_dict);
        let space = spaces.and_then(|spaces| spaces.get_deref(b"Marks", &pdf));
        let space = space.and_then(Object::as_array).map(|space| space[1].clone());
        match space {
            Ok(name) => {
                assert!(matches!(name.as_name(), Ok(b"All")));
                assert!(drawn.contains("q /Marks CS 1 SCN 0 g"), "{drawn}");
                true
            }
            Err(_) => {
                assert!(drawn.contains("q 0 G 0 g"), "{drawn}");
                false
            }
        }
    };
    assert!(marks(b"0 0.5 0 1 k 9 9 99 99 re f"));
    assert!(marks(b"0 0 0 1 k 9 9 9 9 re f /X cs 1 0 0 0 scn 9 9 99 99 re f"));
    assert!(!marks(b"0 0 0 1 k 9 9 99 99 re f"));
    assert!(!marks(b"1 0 0 rg 9 9 99 99 re f"));
    assert!(!marks(b"(1 1 1 1 k) Tj"));
}

#[test]
fn signatures_have_bars_on_their_spines_one_below_the_other() {
    let (book, _) = imposed(bleeding(48), &["--scheme", "signatures=16"]);
    let sides = measured(&read(&book, "out.pdf"));
    let bars: Vec<(usize, [f64; 4])> = sides
        .iter()
        .enumerate()
        .flat_map(|(at, side)| side.bars.iter().map(move |bar| (at, *bar)))
        .collect();
    let at: Vec<usize> = bars.iter().map(|(at, _)| *at).collect();
    assert_eq!(at, [0, 8, 16]);
    for (index, (_, [left, bottom, right, top])) in bars.iter().enumerate() {
        assert!(near((left + right) / 2.0, 148.5 * MM));
        assert!(near(top - bottom, 5.0 * MM));
        assert!(near(bars[0].1[3] - top, index as f64 * 6.0 * MM));
    }
    let (book, _) =
        imposed(bleeding(48), &["--scheme", "signatures=16", "--no-collation"]);
    assert!(measured(&read(&book, "out.pdf")).iter().all(|side| side.bars.is_empty()));
}

#[test]
fn backs_are_turned_for_printers_that_turn_the_other_way() {
    let sides = |arguments: &[&str]| {
        let (book, run) = imposed(bleeding(8), arguments);
        (measured(&read(&book, "out.pdf")), run)
    };
    let (leaf, _) = sides(&[]);
    for arguments in [&["--flip", "long"][..], &["--turn-backs"]] {
        let (turned, run) = sides(arguments);
        let asked = run.out.contains("flipped on the long edge");
        assert_eq!(asked, arguments.contains(&"long"), "{}", run.out);
        for (index, (leaf, turned)) in leaf.iter().zip(&turned).enumerate() {
            for (one, other) in leaf.pages.iter().zip(&turned.pages) {
                let about = 1.0 - 2.0 * (index % 2) as f64;
                assert!(near(other.scale, about) && near(one.scale, 1.0));
                assert_eq!(one.page, other.page);
                if about < 0.0 {
                    assert!(near(one.at[0] + other.at[0], 297.0 * MM));
                    assert!(near(one.clip[0] + other.clip[2], 297.0 * MM));
                }
            }
        }
    }
}

#[test]
fn by_hand_fronts_and_backs_come_in_the_order_of_the_pile() {
    let pages = |bytes: &[u8]| -> Vec<Vec<usize>> {
        let sides = measured(bytes);
        sides
            .iter()
            .map(|side| side.pages.iter().map(|page| page.page).collect())
            .collect()
    };
    for (how, backs) in
        [("as-it-came", [[3, 4], [1, 6]]), ("turned-over", [[1, 6], [3, 4]])]
    {
        let (book, run) = imposed(bleeding(8), &["--hand", how]);
        assert!(
            run.out.starts_with("out-fronts.pdf, out-backs.pdf  8 pages on 2 sheets")
        );
        assert_eq!(pages(&read(&book, "out-fronts.pdf")), [[7, 0], [5, 2]]);
        assert_eq!(pages(&read(&book, "out-backs.pdf")), backs, "{how}");
        let front = load(&read(&book, "out-fronts.pdf"));
        let wishes = front.catalog().and_then(|all| all.get(b"ViewerPreferences"));
        let duplex = wishes.and_then(Object::as_dict).and_then(|all| all.get(b"Duplex"));
        assert_eq!(duplex.and_then(Object::as_name).ok(), Some(&b"Simplex"[..]));
    }
    // A last sheet without a back goes through empty, so that the order holds.
    let (book, _) = imposed(bleeding(3), &["--scheme", "up=1x1", "--hand", "as-it-came"]);
    assert_eq!(pages(&read(&book, "out-backs.pdf")), [vec![], vec![1]]);
}

#[test]
fn pages_of_several_sizes_stand_in_the_middle_if_that_is_asked() {
    let mixed = pdf(&[[0, 0, 300, 400], [0, 0, 200, 300]], |_, _| {});
    let (book, _) = imposed(mixed, &["--mixed", "centre", "--scheme", "2-up"]);
    let sides = measured(&read(&book, "out.pdf"));
    let [large, small] = sides[0].pages[..] else { panic!("two pages") };
    assert!(near(small.at[0], large.at[0] + 300.0 + 50.0));
    assert!(near(small.at[1], large.at[1] + 50.0));
}

#[test]
fn boxes_turns_and_units_are_heeded() {
    let turned = pdf(&[[0, 0, 600, 400]; 4], |pdf, _| {
        let ids: Vec<ObjectId> = pdf.page_iter().collect();
        for (id, quarters) in ids.into_iter().zip([90, 270, 450, -90]) {
            pdf.get_dictionary_mut(id).expect("a page").set("Rotate", quarters);
        }
    });
    let (book, run) = imposed(turned, &["--paper", "A3"]);
    assert!(!run.out.contains('%') || run.out.contains("(100 %)"), "{}", run.out);
    let sides = measured(&read(&book, "out.pdf"));
    // Upright they are 400 by 600 points.
    assert!(near(sides[0].pages[1].at[0] - sides[0].pages[0].at[0], 400.0));
    let units = pdf(&[[0, 0, 300, 400]], |pdf, _| {
        let id = pdf.page_iter().next().expect("a page");
        let page = pdf.get_dictionary_mut(id).expect("a page");
        page.set("UserUnit", 2);
        page.set("CropBox", vec![100.into(), 100.into(), 300.into(), 400.into()]);
    });
    let (book, _) = imposed(units, &["--scheme", "up=1x1", "--paper", "400 x 600 pt"]);
    let sides = measured(&read(&book, "out.pdf"));
    let page = sides[0].pages[0];
    assert!(near(page.scale, 1.0) && near(page.at[0], 0.0) && near(page.at[1], 0.0));
    let pdf = load(&read(&book, "out.pdf"));
    let forms = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let form = forms.filter_map(|form| form.dict.get(b"Matrix").ok()).next();
    let matrix = form.and_then(|matrix| matrix.as_array().ok()).expect("a matrix");
    let matrix: Vec<f32> =
        matrix.iter().filter_map(|part| part.as_float().ok()).collect();
    assert_eq!(matrix, [2.0, 0.0, 0.0, 2.0, -200.0, -200.0]);
}

#[test]
fn what_is_printed_over_a_page_goes_with_it_and_links_do_not() {
    let stamped = pdf(&[[0, 0, 300, 400]], |pdf, _| {
        let look = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form",
                "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
            },
            b"0 0 10 10 re f".to_vec(),
        );
        let look = pdf.add_object(look);
        let annotation = |kind: &str, flags: i64| {
            dictionary! {
                "Type" => "Annot", "Subtype" => kind, "F" => flags,
                "Rect" => vec![50.into(), 60.into(), 70.into(), 100.into()],
                "AP" => dictionary! { "N" => look },
            }
        };
        let all = [("Stamp", 4), ("Link", 4), ("Text", 0), ("Stamp", 6)];
        let all = all.map(|(kind, flags)| Object::Dictionary(annotation(kind, flags)));
        let id = pdf.page_iter().next().expect("a page");
        pdf.get_dictionary_mut(id).expect("a page").set("Annots", all.to_vec());
    });
    let (book, _) = imposed(stamped, &["--scheme", "up=1x1"]);
    let pdf = load(&read(&book, "out.pdf"));
    let side = pdf.page_iter().next().expect("a side");
    let content = pdf.get_page_content(side).expect("content");
    let content = String::from_utf8_lossy(&content);
    assert!(content.contains("q 2.00000 0 0 4.00000 50.000 60.000 cm /P0A0 Do Q"));
    assert_eq!(content.matches(" Do ").count(), 2, "{content}");
}

#[test]
fn contents_with_keys_of_their_own_are_drawn_with_those_of_the_page() {
    let own = pdf(&[[0, 0, 300, 400]], |pdf, _| {
        let content = dictionary! { "Resources" => dictionary! {}, "Type" => "Odd" };
        let content = pdf.add_object(Stream::new(content, b"/F Do".to_vec()));
        let resources = pdf.add_object(dictionary! { "ProcSet" => vec!["PDF".into()] });
        let id = pdf.page_iter().next().expect("a page");
        let page = pdf.get_dictionary_mut(id).expect("a page");
        page.set("Contents", content);
        page.set("Resources", resources);
    });
    let (book, _) = imposed(own, &["--scheme", "up=1x1"]);
    let pdf = load(&read(&book, "out.pdf"));
    let mut streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let form = streams.find(|stream| stream.dict.has(b"Matrix")).expect("a form");
    assert_eq!(
        form.dict.get(b"Type").and_then(Object::as_name).ok(),
        Some(&b"XObject"[..])
    );
    let resources = form.dict.get_deref(b"Resources", &pdf).and_then(Object::as_dict);
    assert!(resources.is_ok_and(|all| all.has(b"ProcSet")), "{:?}", form.dict);
}

#[test]
fn a_panel_that_is_tucked_in_is_narrower() {
    let panels = pdf(&[[0, 0, 280, 595]; 6], |_, _| {});
    let (book, _) = imposed(panels, &["--scheme", "letter-fold"]);
    let sides = measured(&read(&book, "out.pdf"));
    let widths = |side: &Side| -> Vec<f64> {
        side.pages.iter().map(|page| page.clip[2] - page.clip[0]).collect()
    };
    let (front, back) = (widths(&sides[0]), widths(&sides[1]));
    assert!(near(front[1] - front[0], 2.0 * MM) && near(front[1], front[2]));
    assert!(near(back[1] - back[2], 2.0 * MM) && near(back[0], back[1]));
    // Given narrower, it stays as it is.
    let mut own = [[0, 0, 283, 595]; 6];
    own[3] = [0, 0, 275, 595];
    own[4] = [0, 0, 275, 595];
    let (book, _) = imposed(pdf(&own, |_, _| {}), &["--scheme", "letter-fold"]);
    let sides = measured(&read(&book, "out.pdf"));
    assert!(near(widths(&sides[0])[0], 275.0) && near(widths(&sides[1])[2], 275.0));
}

#[test]
fn sheets_never_take_the_place_of_their_own_pages() {
    let bytes = bleeding(4);
    let book = Book::empty().file("some.pdf", bytes.clone());
    let run = book.run(&["impose", "some.pdf", "--out", "./some.pdf"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(run.err.contains("is the file that is imposed"), "{}", run.err);
    assert_eq!(read(&book, "some.pdf"), bytes);
}
