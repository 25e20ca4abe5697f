use super::*;

/// The paint of the last shape of a drawing.
fn last(shapes: &str) -> Option<Paint> {
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\">";
    let text = format!("{head}{shapes}</svg>");
    let tree = usvg::Tree::from_str(&text, &usvg::Options::default());
    let mut converter = Converter::new(false, 300);
    let mut walk = Walk::new(&mut converter, Wanted { black: false, alpha: true });
    walk.group(tree.expect("a drawing").root()).expect("it is of shapes");
    let fills = walk.steps.into_iter().filter_map(|step| match step {
        Step::Shape(shape) => shape.1.map(|fill| fill.paint),
        Step::Push(_)
        | Step::Clip(..)
        | Step::Fade(_)
        | Step::Pop
        | Step::Picture(..) => None,
    });
    fills.last()
}

#[test]
fn a_shade_on_a_colour_is_of_all_inks_and_one_on_paper_of_black() {
    let black = paint([0, 0, 0, 255]);
    let all = paint(Converter::new(false, 300).solid_colour([0; 3]));
    let ground = "<rect width=\"40\" height=\"90\" fill=\"#1f3c7a\"/>";
    for shade in ["opacity", "fill-opacity"] {
        let shaded = |x: u8| {
            format!("{ground}<rect x=\"{x}\" width=\"9\" height=\"9\" {shade}=\".4\"/>")
        };
        assert_eq!(last(&shaded(10)), Some(all.clone()), "{shade}");
        assert_eq!(last(&shaded(50)), Some(black.clone()), "{shade}");
    }
    assert_eq!(last(&format!("{ground}<rect width=\"9\" height=\"9\"/>")), Some(black));
}

#[test]
fn the_midst_of_a_gradient_is_what_light_makes_it() {
    let stops = |from: &str, to: &str| {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><linearGradient id=\"g\">\
             <stop stop-color=\"{from}\"/><stop offset=\"1\" stop-color=\"{to}\"/></linearGradient>\
             <rect width=\"9\" height=\"9\" fill=\"url(#g)\"/></svg>"
        );
        let tree = usvg::Tree::from_str(&text, &usvg::Options::default());
        let tree = tree.expect("a drawing");
        let [Node::Path(path)] = tree.root().children() else { panic!("one shape") };
        let Some(usvg::Paint::LinearGradient(gradient)) =
            path.fill().map(|fill| fill.paint())
        else {
            panic!("a gradient")
        };
        let mut converter = Converter::new(false, 300);
        let mut walk = Walk::new(&mut converter, Wanted { black: false, alpha: true });
        let stops = walk.stops(gradient.stops()).expect("none is seen through");
        let middle = stops.get(stops.len() / 2).expect("a middle").color.clone();
        (stops.len(), middle)
    };
    let inks = |[c, m, y, k]: [u8; 4]| krilla::color::cmyk::Color::new(c, m, y, k).into();
    let purple = Converter::new(false, 300).solid_colour([128, 0, 128]);
    assert_eq!(stops("#f00", "#00f"), (9, inks(purple)));
    // Grays stay in black ink.
    let gray = Converter::new(false, 300).colour([128; 3]);
    assert_eq!(
        (gray[..3].to_vec(), stops("#000", "#fff")),
        (vec![0; 3], (9, inks(gray)))
    );
}

/// A drawing that becomes pixels has its letters in black ink alone, as one of shapes has.
#[test]
fn black_in_a_drawing_of_pixels_is_black_alone() {
    let inks = raster::drawn(&[0, 0, 0, 204, 51, 51], &mut Converter::new(false, 300));
    let inks = inks.expect("they are converted");
    assert_eq!(inks[..4], [0, 0, 0, 255]);
    assert!(inks[5] > 128 && inks[6] > 128, "{inks:?}");
}
