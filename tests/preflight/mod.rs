//! Whether printers take PDFs: each rule with a file of another program that breaks it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use publish::diag::Severity;
use publish::preflight::{Finding, Report, Rule, preflight};
use publish::printer::{Printer, Stock};

use crate::support::Book;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/preflight")
}

fn printer(name: &str) -> Printer {
    Stock::builtin().printer(name).expect("it is built in")
}

fn checked(file: &str, printer_name: &str) -> Report {
    let bytes = std::fs::read(folder().join(file)).expect("a file");
    preflight(&bytes, &printer(printer_name)).expect("a PDF")
}

fn broken(report: &Report) -> BTreeSet<Rule> {
    report.findings().iter().map(|finding| finding.rule).collect()
}

/// What a page that says nothing for itself breaks at any shop.
const ALWAYS: [Rule; 3] = [Rule::Standard, Rule::Intent, Rule::PageCount];

#[test]
fn every_rule_has_a_file_that_breaks_it() {
    for &rule in Rule::ALL {
        let file = match rule.name() {
            "standard" | "output-intent" => "clean",
            // No program makes these: they are made in the tests below.
            "damaged" | "unseen" => continue,
            name => name,
        };
        let report = checked(&format!("{file}.pdf"), "kdp");
        assert!(broken(&report).contains(&rule), "{}", rule.name());
    }
}

#[test]
fn what_is_clean_breaks_no_other_rule() {
    let always = BTreeSet::from(ALWAYS);
    for printer in ["european-offset", "digital-a5-saddle", "kdp", "ingramspark", "lulu"]
    {
        let found = broken(&checked("clean.pdf", printer));
        assert!(found.is_subset(&always), "{printer}: {found:?}");
    }
}

#[test]
fn reports_stay_as_they_were() {
    insta::glob!("../preflight", "*.pdf", |path| {
        let name = path.file_name().expect("a file").to_string_lossy().to_string();
        let report = checked(&name, "kdp");
        let lines = report.findings().iter().map(|found| found.to_json(&name, "kdp"));
        let lines: Vec<String> = lines.map(|line| format!("{line:#}")).collect();
        insta::assert_snapshot!(lines.join("\n"));
    });
}

#[test]
fn boxes_that_contradict_each_other_are_told_page_by_page() {
    let report = checked("boxes.pdf", "european-offset");
    let told: Vec<(String, String)> = report
        .findings()
        .iter()
        .filter(|finding| finding.rule == Rule::Boxes)
        .map(|finding| (finding.what.clone(), finding.place()))
        .collect();
    let told: Vec<(&str, &str)> =
        told.iter().map(|(what, place)| (what.as_str(), place.as_str())).collect();
    let wanted = [
        ("the BleedBox does not hold the TrimBox", "page 2"),
        ("the CropBox cuts into the TrimBox", "page 3"),
        ("the TrimBox reaches out of the MediaBox", "page 1"),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn lines_are_as_thick_as_their_place_makes_them() {
    // Along the length that stays and along the one that is pressed flat.
    let line = |content: &str| {
        told(content.as_bytes(), |_| Dictionary::new()).contains("hairline")
    };
    assert!(line("q 1 0 0 .05 0 0 cm 1 w 50 5000 m 300 5000 l S Q"));
    assert!(!line("q 1 0 0 .05 0 0 cm 1 w 50 5000 m 50 9000 l S Q"));
    assert!(line("q 1 0 0 .05 0 0 cm 1 w 50 5000 m 50 9000 l 90 9000 l s Q"));
    assert!(line("q .1 0 0 .1 0 0 cm 1 w 500 500 m 900 900 l S Q"));
    assert!(!line("q .1 0 0 10 0 0 cm 5 w 500 5 m 900 5 l S Q"));
}

/// What stands too near an edge on many pages is one finding.
#[test]
fn findings_of_a_kind_are_told_once() {
    let mut pdf = Document::with_version("1.4");
    let tree = pdf.new_object_id();
    let area: Vec<Object> = [0, 0, 420, 595].map(Object::from).into();
    let mut kids = Vec::new();
    for number in 1..=20 {
        let near = format!("BT 1 0 0 1 200 {number} Tm (a) Tj ET");
        let far = "BT 1 0 0 1 200 300 Tm (a) Tj ET".to_string();
        let content = if matches!(number, 4 | 6) { far } else { near };
        let content =
            pdf.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        kids.push(Object::Reference(pdf.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "MediaBox" => area.clone(),
            "TrimBox" => area.clone(), "Contents" => content,
        })));
    }
    let branch = dictionary! { "Type" => "Pages", "Count" => 20, "Kids" => kids };
    pdf.objects.insert(tree, branch.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("written");
    let report = preflight(&bytes, &printer("european-offset")).expect("a PDF");
    let told: Vec<String> = report
        .findings()
        .iter()
        .filter(|finding| finding.rule == Rule::Margin)
        .map(|finding| format!("{} ({})", finding.what, finding.place()))
        .collect();
    let wanted = "text 0.4 mm from the bottom edge at the worst, on page 1; \
                  5.0 mm are asked for (pages 1–3, 5, 7–13)";
    assert_eq!(told, [wanted]);
}

#[test]
fn pages_are_told_in_stretches() {
    let report = checked("page-sizes.pdf", "european-offset");
    let told: Vec<String> =
        report.findings().iter().map(|finding| finding.place()).collect();
    assert!(told.contains(&"page 2".to_string()), "{told:?}");
}

/// A page with such contents, and what they use.
fn page(content: &[u8], resources: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut pdf = Document::with_version("1.4");
    let resources = resources(&mut pdf);
    let content = pdf.add_object(Stream::new(Dictionary::new(), content.to_vec()));
    let tree = pdf.new_object_id();
    let area: Vec<Object> = [0, 0, 420, 595].map(Object::from).into();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => area.clone(),
        "TrimBox" => area, "Contents" => content, "Resources" => resources,
    });
    let kids = vec![Object::Reference(page)];
    let branch = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 };
    pdf.objects.insert(tree, branch.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("written");
    bytes
}

/// A page with a chain of drawings, each of which draws the next a hundred times; the last the
/// first, or nothing.
fn chain(round: bool) -> Vec<u8> {
    page(b"/F0 Do", |pdf| {
        let ids: Vec<_> = (0..9).map(|_| pdf.new_object_id()).collect();
        for (index, &id) in ids.iter().enumerate() {
            let next = match ids.get(index + 1) {
                Some(&next) => Some(next),
                None => round.then_some(ids[0]),
            };
            let content = "/F Do ".repeat(if next.is_some() { 100 } else { 0 });
            let mut used = Dictionary::new();
            if let Some(next) = next {
                used.set("F", next);
            }
            let form = dictionary! {
                "Type" => "XObject", "Subtype" => "Form",
                "Resources" => dictionary! { "XObject" => used },
            };
            pdf.objects.insert(id, Stream::new(form, content.into_bytes()).into());
        }
        dictionary! { "XObject" => dictionary! { "F0" => ids[0] } }
    })
}

#[test]
fn drawings_that_draw_each_other_without_end_are_left_in_time() {
    for round in [false, true] {
        let bytes = chain(round);
        let begun = std::time::Instant::now();
        let report = preflight(&bytes, &printer("kdp")).expect("a PDF");
        assert!(begun.elapsed().as_secs() < 60);
        let broken = broken(&report);
        assert!(broken.contains(&Rule::Unseen), "{broken:?}");
        assert_eq!(broken.contains(&Rule::Damaged), round, "{broken:?}");
    }
}

#[test]
fn a_drawing_that_draws_itself_is_told() {
    let itself = |drawn: &str| {
        told(b"/F Do", |pdf| {
            let id = pdf.new_object_id();
            let form = dictionary! {
                "Type" => "XObject", "Subtype" => "Form",
                "Resources" => dictionary! { "XObject" => dictionary! { "F" => id } },
            };
            pdf.objects.insert(id, Stream::new(form, drawn.as_bytes().to_vec()).into());
            dictionary! { "XObject" => dictionary! { "F" => id } }
        })
    };
    let draws = itself("0 0 9 9 re f /F Do");
    assert!(draws.contains("damaged: a drawing draws itself"), "{draws}");
    // What could draw itself and does not is no fault.
    let can = itself("0 0 9 9 re f");
    assert!(!can.contains("damaged"), "{can}");
}

#[test]
fn a_page_that_cannot_be_read_is_told() {
    let bytes = page(b"0 g", |_| Dictionary::new());
    let mut pdf = Document::load_mem(&bytes).expect("a PDF");
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(b"this is not packed".to_vec());
        }
    }
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("written");
    let report = preflight(&bytes, &printer("kdp")).expect("a PDF");
    assert!(broken(&report).contains(&Rule::Damaged), "{:?}", broken(&report));
}

/// What is found on a page, in words.
fn told(content: &[u8], resources: impl FnOnce(&mut Document) -> Dictionary) -> String {
    let report = preflight(&page(content, resources), &printer("ingramspark"));
    let report = report.expect("a PDF");
    let what = |it: &Finding| format!("{}: {}", it.rule.name(), it.what);
    report.findings().iter().map(what).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_used_and_is_not_there_is_damage() {
    for (content, what) in [
        ("BT /F1 9 Tf (a) Tj ET", "a font is used that is not in the file, `F1`"),
        ("/Im7 Do", "a picture or drawing is used that is not in the file, `Im7`"),
        ("/Zz cs 1 scn", "a space of colours is used that is not in the file, `Zz`"),
        ("/Pattern cs /P scn", "a pattern is used that is not in the file, `P`"),
        ("/S sh", "a gradient is used that is not in the file, `S`"),
        ("/G gs", "a state of graphics is used that is not in the file, `G`"),
    ] {
        let told = told(content.as_bytes(), |_| Dictionary::new());
        assert!(told.contains(&format!("damaged: {what}")), "{told}");
    }
    let short = told(b"/I Do", |pdf| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 300, "Height" => 300,
            "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK",
        };
        let picture = pdf.add_object(Stream::new(dict, vec![0; 300 * 100 * 4]));
        dictionary! { "XObject" => dictionary! { "I" => picture } }
    });
    assert!(short.contains("damaged: a picture is damaged or cut short"), "{short}");
}

/// White vanishes where it leaves what is below it: of the four inks only where the mode says that
/// an ink of which there is none leaves it.
#[test]
fn white_is_overprinted_only_where_it_leaves_something() {
    let told = |mode: i64, white: &str| {
        told(format!("/G gs {white} 9 9 90 90 re f").as_bytes(), |_| {
            let state = dictionary! { "OP" => true, "op" => true, "OPM" => mode };
            dictionary! { "ExtGState" => dictionary! { "G" => state } }
        })
    };
    for (mode, white, vanishes) in [
        (0, "0 0 0 0 k", false),
        (1, "0 0 0 0 k", true),
        (1, "1 g", true),
        (0, "1 g", false),
    ] {
        let told = told(mode, white);
        assert_eq!(told.contains("white-overprint:"), vanishes, "{mode} {white}: {told}");
    }
}

/// What is overprinted adds its inks to those below it, where the mode leaves them.
#[test]
fn ink_is_summed_where_it_is_overprinted() {
    let told = |mode: i64, content: &str| {
        told(content.as_bytes(), |_| {
            let state = dictionary! { "OP" => true, "op" => true, "OPM" => mode };
            dictionary! { "ExtGState" => dictionary! { "G" => state } }
        })
    };
    let ground = ".8 .8 .8 0 k 100 100 200 200 re f ";
    let all =
        "ink: what is overprinted, together with what lies below it, with 340 % of ink";
    for (mode, after, sums) in [
        (1, "/G gs 0 0 0 1 k 150 150 20 20 re f", true),
        (1, "/G gs 0 0 0 1 K 150 150 m 170 170 l S", true),
        (1, "/G gs 0 0 0 1 k BT 1 0 0 1 150 150 Tm (a) Tj ET", true),
        // Not where it knocks out, lies beside it, or on paper laid over it.
        (0, "/G gs 0 0 0 1 k 150 150 20 20 re f", false),
        (1, "0 0 0 1 k 150 150 20 20 re f", false),
        (1, "/G gs 0 0 0 1 k 350 150 20 20 re f", false),
        (1, "0 0 0 0 k 140 140 50 50 re f /G gs 0 0 0 1 k 150 150 20 20 re f", false),
        (
            1,
            "0 0 0 0 k 140 140 m 190 140 l 165 190 l f /G gs 0 0 0 1 k 150 150 9 9 re f",
            false,
        ),
    ] {
        let told = told(mode, &format!("{ground}{after}"));
        assert_eq!(told.contains(all), sums, "{mode} {after}: {told}");
    }
    // Nor where the ground is cut away.
    let cut = "q 100 100 20 20 re W n .8 .8 .8 0 k 100 100 200 200 re f Q ";
    let told = told(1, &format!("{cut}/G gs 0 0 0 1 k 150 150 20 20 re f"));
    assert!(!told.contains("340 %"), "{told}");
}

/// A gradient from paper to so much of four inks.
fn gradient(space: &str, last: &[f32]) -> Dictionary {
    let last: Vec<Object> = last.iter().map(|&part| Object::Real(part)).collect();
    let first: Vec<Object> = last.iter().map(|_| Object::Real(0.0)).collect();
    let domain = vec![Object::Integer(0), Object::Integer(1)];
    let function = dictionary! {
        "FunctionType" => 2, "Domain" => domain, "C0" => first, "C1" => last, "N" => 1,
    };
    let line: Vec<Object> = [0, 0, 400, 0].map(Object::from).into();
    dictionary! {
        "ShadingType" => 2, "ColorSpace" => space, "Coords" => line, "Function" => function,
    }
}

#[test]
fn gradients_are_looked_at_wherever_they_come_from() {
    let heavy = || gradient("DeviceCMYK", &[0.9, 0.9, 0.9, 0.5]);
    let light = || gradient("DeviceCMYK", &[0.5, 0.5, 0.5, 0.5]);
    let shaded = |own: Dictionary| {
        told(b"/S sh", |_| dictionary! { "Shading" => dictionary! { "S" => own } })
    };
    assert!(
        shaded(heavy()).contains("ink: a gradient with 320 % of ink"),
        "{}",
        shaded(heavy())
    );
    assert!(!shaded(light()).contains("ink:"), "{}", shaded(light()));
    let painted = |own: Dictionary| {
        told(b"/Pattern cs /P scn 10 10 100 100 re f", |_| {
            let pattern = dictionary! { "PatternType" => 2, "Shading" => own };
            dictionary! { "Pattern" => dictionary! { "P" => pattern } }
        })
    };
    assert!(painted(heavy()).contains("ink: a gradient with 320 % of ink"));
    let rgb = painted(gradient("DeviceRGB", &[0.9, 0.1, 0.1]));
    assert!(rgb.contains("colour-space: a gradient in RGB colours"), "{rgb}");
    let mut mesh = heavy();
    mesh.set("ShadingType", 7);
    let mesh = shaded(mesh);
    assert!(
        mesh.contains("unseen: not looked at: the ink of a gradient, which is a mesh")
    );
    let mut script = heavy();
    script.set("Function", dictionary! { "FunctionType" => 4 });
    assert!(shaded(script).contains("whose function is not known"));
    // A colour after a pattern is a colour.
    let after = told(b"/Pattern cs /P scn 0 0 0 1 k 10 10 100 100 re f", |_| {
        let pattern = dictionary! { "PatternType" => 2, "Shading" => heavy() };
        dictionary! { "Pattern" => dictionary! { "P" => pattern } }
    });
    assert!(!after.contains("ink:"), "{after}");
}

/// A gradient of a million samples, chosen again and again; functions that hold themselves.
#[test]
fn gradients_without_end_are_left_in_time() {
    let begun = std::time::Instant::now();
    let content =
        ["/Pattern cs ", &"/P scn ".repeat(100_000), "1 1 9 9 re f /S sh"].concat();
    let said = told(content.as_bytes(), |pdf| {
        let ends =
            |ends: &[i64]| ends.iter().copied().map(Object::from).collect::<Vec<_>>();
        let mut own = Stream::new(
            dictionary! {
                "FunctionType" => 0, "Domain" => ends(&[0, 1]), "Size" => ends(&[2]),
                "BitsPerSample" => 8, "Range" => ends(&[0, 1, 0, 1, 0, 1, 0, 1]),
            },
            vec![0; 1_000_000],
        );
        own.compress().expect("it can be packed");
        let mut shading = gradient("DeviceCMYK", &[1.0; 4]);
        shading.set("Function", pdf.add_object(own));
        let circle = pdf.new_object_id();
        let stitched = dictionary! {
            "FunctionType" => 3, "Domain" => ends(&[0, 1]), "Bounds" => ends(&[]),
            "Encode" => ends(&[0, 1]), "Functions" => vec![Object::Reference(circle)],
        };
        pdf.objects.insert(circle, stitched.into());
        let mut round = gradient("DeviceCMYK", &[1.0; 4]);
        round.set("Function", circle);
        let pattern = dictionary! { "PatternType" => 2, "Shading" => shading };
        dictionary! {
            "Pattern" => dictionary! { "P" => pattern },
            "Shading" => dictionary! { "S" => round },
        }
    });
    assert!(begun.elapsed().as_secs() < 30);
    assert!(said.contains("whose function is not known"), "{said}");
}

#[test]
fn what_is_not_looked_at_is_told_by_name() {
    let tiles = told(b"/Pattern cs /P scn 10 10 100 100 re f", |pdf| {
        let tile = dictionary! { "PatternType" => 1, "PaintType" => 1 };
        let tile = pdf.add_object(Stream::new(tile, b"0 0 5 5 re f".to_vec()));
        dictionary! { "Pattern" => dictionary! { "P" => tile } }
    });
    assert!(tiles.contains("unseen: not looked at: what a pattern repeats"), "{tiles}");
    let picture = |bits: i32, filter: Option<&str>, dots: usize| {
        told(b"20 0 0 20 10 10 cm /I Do", |pdf| {
            let mut picture = dictionary! {
                "Subtype" => "Image", "Width" => 20, "Height" => 20,
                "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => bits,
            };
            if let Some(filter) = filter {
                picture.set("Filter", filter);
            }
            let picture = pdf.add_object(Stream::new(picture, vec![240; dots]));
            dictionary! { "XObject" => dictionary! { "I" => picture } }
        })
    };
    assert!(picture(8, None, 1600).contains("ink: a picture with 376 % of ink"));
    assert!(picture(16, None, 3200).contains("ink: a picture with 376 % of ink"));
    for (said, why) in [
        (picture(4, None, 800), "whose dots have neither 8 bits nor 16"),
        (picture(8, Some("JPXDecode"), 100), "in JPEG 2000"),
    ] {
        let wanted = format!("unseen: not looked at: the ink of a picture, {why}");
        assert!(said.contains(&wanted), "{said}");
    }
    let torn = picture(8, Some("FlateDecode"), 100);
    assert!(torn.contains("damaged: a picture is damaged or cut short"), "{torn}");
}

#[test]
fn pictures_within_contents_are_looked_at() {
    let inline = |dots: &[u8], filter: &str| {
        let head =
            format!("20 0 0 20 10 10 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK {filter} ID ");
        let content = [head.as_bytes(), dots, b" EI Q"].concat();
        told(&content, |_| Dictionary::new())
    };
    let heavy = inline(&[230, 230, 230, 230], "");
    assert!(heavy.contains("ink: a picture with 361 % of ink"), "{heavy}");
    let light = inline(&[230, 230, 230, 230], "/D [1 0 1 0 1 0 1 0]");
    assert!(!light.contains("ink:"), "{light}");
    let packed = inline(b"~>", "/F /A85");
    assert!(
        packed.contains("not looked at: the ink of a picture, packed within"),
        "{packed}"
    );
}

#[test]
fn the_command_reports_to_people_and_to_machines() {
    let book = Book::of("# A\n\nText.\n");
    let file = folder().join("colour-space.pdf");
    let file = file.to_string_lossy();
    let run = book.run(&["preflight", &file, "--printer", "european-offset"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.out.contains("error    colour-space"), "{}", run.out);
    assert!(run.out.contains("a picture in RGB colours"), "{}", run.out);
    let arguments =
        ["preflight", &file, "--printer", "european-offset", "--message-format", "json"];
    let said = book.run(&arguments).out;
    let told: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let colour = told.iter().find(|finding| finding["code"] == "colour-space");
    let colour = colour.expect("it is told");
    assert_eq!(
        (&colour["printer"], &colour["pages"]),
        (&"european-offset".into(), &vec![1].into())
    );
    assert!(
        colour["file"].as_str().is_some_and(|file| file.ends_with("colour-space.pdf"))
    );
    assert_eq!(colour["severity"], "error");
    let arguments = [&arguments[..5], &["github"]].concat();
    let said = book.run(&arguments).out;
    assert!(said.lines().all(|line| line.starts_with("::")), "{said}");
    assert!(
        said.contains("colour-space.pdf, page 1: a picture in RGB colours"),
        "{said}"
    );
    let clean = folder().join("clean.pdf");
    let arguments = ["preflight", &clean.to_string_lossy(), "--printer", "office-a4"];
    let run = book.run(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.out);
    let run = book.run(&["preflight", &file, "--printer", "europaen-offset"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("european-offset"), "{}", run.err);
    // Too few pages are refused, as in a build, whether or not the number is certain; what else is
    // not certain is a warning.
    let severities = checked("clean.pdf", "lulu");
    assert_eq!(severities.count(Severity::Error), 1);
    assert!(severities.count(Severity::Warning) > 1);
}

#[test]
fn a_build_checks_its_own_file_for_the_press() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">\
                   <path d=\"M0 50h200\" stroke=\"#000\" stroke-width=\"0.1\"/></svg>";
    let book = Book::of("# A\n\nText.\n\n![a line](line.svg)\n")
        .file("line.svg", drawing)
        .key("outputs = [\"press\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("warning[preflight]"), "{}", run.err);
    assert!(run.err.contains("file for the press: a line of 0.08 pt"), "{}", run.err);
}

#[test]
fn marks_of_our_own_are_no_fault_of_the_page() {
    let marks = "[\"crop\", \"registration\", \"colour-strip\"]";
    let book = Book::of("# A\n\nText.\n")
        .key("outputs = [\"press\"]\ncover.print = \"none\"")
        .key(&format!("print.printer = {{ marks = {marks}, bleed = \"3 mm\" }}"));
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.err.contains("preflight"), "{}", run.err);
}

#[test]
fn of_a_cover_nothing_is_asked_that_holds_for_pages() {
    let colour = b"1 0 0 0 k 100 100 300 300 re f";
    let book =
        Book::of("# A\n\nText.\n").file("cover.pdf", page(colour, |_| Dictionary::new()));
    let run = |more: &[&str]| {
        let arguments = ["preflight", "cover.pdf", "--printer", "kdp"];
        book.run(&[&arguments[..], more].concat())
    };
    let interior = run(&[]);
    assert_eq!(interior.code, Some(1));
    assert!(interior.out.contains("black-only") && interior.out.contains("page-count"));
    let cover = run(&["--cover"]);
    assert_eq!(cover.code, Some(0), "{}", cover.out);
    for rule in ["black-only", "page-count", "page-size"] {
        assert!(!cover.out.contains(rule), "{}", cover.out);
    }
    assert!(cover.out.contains("standard"), "{}", cover.out);
    // No side of it is a fold: all four bleed, though kdp wants none at folds.
    let bleeds = |printer: &Printer| {
        let bytes = page(b"0 0 0 1 k 0 100 60 60 re f", |_| Dictionary::new());
        broken(&preflight(&bytes, printer).expect("a PDF")).contains(&Rule::Bleed)
    };
    assert!(!bleeds(&printer("kdp")) && bleeds(&printer("kdp").of_cover()));
}

#[test]
fn office_printers_take_rgb_and_their_own_sheet() {
    let bytes = page(b"1 0 0 rg 100 100 99 99 re f", |_| Dictionary::new());
    let found = |bytes: &[u8], name: &str| {
        broken(&preflight(bytes, &printer(name)).expect("a PDF"))
    };
    assert!(found(&bytes, "european-offset").contains(&Rule::ColourSpace));
    let office = found(&bytes, "office-a4");
    assert!(!office.contains(&Rule::ColourSpace) && !office.contains(&Rule::PageSize));
    let mut pdf = Document::load_mem(&bytes).expect("a PDF");
    let mut sized = |width: i64, height: i64| {
        let id = pdf.page_iter().next().expect("a page");
        let area: Vec<Object> = [0, 0, width, height].map(Object::from).into();
        let page = pdf.get_dictionary_mut(id).expect("a page");
        page.set("MediaBox", area.clone());
        page.set("TrimBox", area);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).expect("written");
        found(&bytes, "office-a4").contains(&Rule::PageSize)
    };
    assert!(!sized(595, 842) && !sized(842, 595));
    assert!(sized(842, 1191));
}

/// An office printer takes any number of pages, with links, bookmarks and without a TrimBox.
#[test]
fn office_printers_ask_for_nothing_that_shops_need() {
    for file in
        ["page-count", "page-sizes", "trim-box", "annotation", "bookmarks", "attachment"]
    {
        for printer in ["office-a4", "office-a4-by-hand", "office-a4-short-edge"] {
            let found = broken(&checked(&format!("{file}.pdf"), printer));
            assert!(found.is_empty(), "{file} {printer}: {found:?}");
        }
    }
}

/// What a build only warns of is no error in its file, and what it refuses is one in both.
#[test]
fn builds_and_preflight_judge_resolution_alike() {
    let png = {
        let mut out = std::io::Cursor::new(Vec::new());
        let picture =
            image::GrayImage::from_fn(60, 60, |x, y| image::Luma([(x * y) as u8]));
        picture.write_to(&mut out, image::ImageFormat::Png).expect("written");
        out.into_inner()
    };
    let book = |least: &str| {
        let printer = format!("{{ like = \"european-offset\"{least} }}");
        Book::of("# A\n\nText.\n\n![few](few.png){width=50%}\n")
            .file("few.png", png.clone())
            .key("outputs = [\"press\"]")
            .key(&format!("print.printer = {printer}"))
    };
    let taken = book("");
    let run = taken.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("warning[low-resolution]"), "{}", run.err);
    let file = "build/book/book-press.pdf";
    let told = taken.run(&["preflight", file, "--printer", "european-offset"]);
    assert_eq!(told.code, Some(0), "{}", told.out);
    assert!(told.out.contains("warning  resolution"), "{}", told.out);
    assert!(told.out.contains("will look coarse"), "{}", told.out);
    let run = book(", least-resolution = 150").build();
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.err.contains("error[printer-refuses]"), "{}", run.err);
    let bytes = std::fs::read(taken.path(file)).expect("a file");
    let mut shop = printer("european-offset");
    shop.least_resolution = shop
        .page_multiple
        .clone()
        .map(|stated| publish::printer::Stated { value: 150, unsure: None, ..stated });
    let report = preflight(&bytes, &shop).expect("a PDF");
    let severities =
        report.findings().iter().filter(|found| found.rule == Rule::Resolution);
    let severities: Vec<Severity> = severities.map(|found| found.severity).collect();
    assert_eq!(severities, [Severity::Error]);
}

#[test]
fn builds_and_preflight_judge_ink_alike() {
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, 90)
        .encode(&[255; 4 * 64 * 64], 64, 64, jpeg_encoder::ColorType::Cmyk)
        .expect("it can be written");
    let shop = |limit: &str| {
        let printer = format!("{{ like = \"european-offset\"{limit} }}");
        Book::of("# A\n\nText.\n\n![heavy](heavy.jpg){width=50%}\n")
            .file("heavy.jpg", jpeg.clone())
            .key("outputs = [\"press\"]")
            .key(&format!("print.printer = {printer}"))
    };
    let run = shop(", ink-limit = 300").build();
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.err.contains("error[printer-refuses]"), "{}", run.err);
    assert!(run.err.contains("lays on 400 % of ink, of 300 %"), "{}", run.err);
    assert!(!run.err.contains("too-much-ink"), "{}", run.err);
}
