//! Tints of a theme that are too pale to be read (WCAG 2.2, 1.4.3). The e-book darkens them by
//! itself; pages show them as they are.

use crate::diag::{Code, Diagnostic, Sink};
use crate::theme::{Property, Role, Style, Theme, Weight};

pub(super) fn contrast(theme: &Theme, sink: &mut Sink) {
    let body = theme.style(Role::Body);
    let roles = theme
        .rules
        .iter()
        .map(|(role, rules)| (role.name().to_owned(), rules, theme.style(*role)));
    let blocks = theme.blocks.iter().map(|(class, rules)| {
        let style = theme.style_of_classes(body, std::slice::from_ref(class));
        (format!(".{class}"), rules, style)
    });
    let words = theme.classes.iter().map(|(class, rules)| {
        let style = theme.style_with(body, rules);
        (format!(".{class}"), rules, style)
    });
    for (name, rules, style) in roles.chain(blocks).chain(words) {
        let tinted = rules.iter().any(|rule| matches!(rule, Property::Tint(_)));
        let (has, wants) = (ratio(style.tint), wanted(&style));
        if tinted && has < wants {
            let message = format!(
                "the theme sets `{name}` with a tint of {}: its contrast to paper is {has:.1} to 1, \
                 and {wants} to 1 is the least that most people can read",
                f64::from(style.tint) / 1000.0
            );
            let help =
                format!("`tint = {}` is enough", f64::from(enough(wants)) / 1000.0);
            sink.report(Diagnostic::new(Code::LowContrast, message).help(help));
        }
    }
}

/// The contrast that a text needs: large letters, from 18 pt or bold from 14 pt, need less.
fn wanted(style: &Style) -> f64 {
    let large = match style.weight {
        Weight::Regular => 18.0,
        Weight::Bold => 14.0,
    };
    if style.size.to_pt() >= large { 3.0 } else { 4.5 }
}

/// The contrast of a tint of black, in thousandths, to white (WCAG 2.2, "contrast ratio" and
/// "relative luminance").
fn ratio(tint: u16) -> f64 {
    let value = 1.0 - f64::from(tint.min(1000)) / 1000.0;
    let luminance = match value {
        ..=0.04045 => value / 12.92,
        _ => ((value + 0.055) / 1.055).powf(2.4),
    };
    1.05 / (luminance + 0.05)
}

/// The least tint, in hundredths, that has a contrast.
fn enough(wanted: f64) -> u16 {
    (0..=100).map(|part| part * 10).find(|tint| ratio(*tint) >= wanted).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_standard() {
        assert!((ratio(1000) - 21.0).abs() < 0.01 && (ratio(0) - 1.0).abs() < 0.01);
        // #767676 is the palest gray with 4.5 to 1.
        let gray = 1000 - (0x76_u32 * 1000 / 255) as u16;
        assert!(ratio(gray) >= 4.5 && ratio(gray - 10) < 4.5);
        assert_eq!((enough(4.5), enough(3.0)), (540, 420));
    }
}
