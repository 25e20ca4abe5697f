//! Lengths and page sizes as people write them.

use crate::geom::{Len, Size};

/// Page sizes by name, in millimetres.
const PAGES: &[(&str, f64, f64)] = &[
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("A6", 105.0, 148.0),
    ("A7", 74.0, 105.0),
    ("B4", 250.0, 353.0),
    ("B5", 176.0, 250.0),
    ("B6", 125.0, 176.0),
    ("Letter", 215.9, 279.4),
    ("Half-Letter", 139.7, 215.9),
    ("Legal", 215.9, 355.6),
    ("Trade", 152.4, 228.6),
    ("Pocket", 107.95, 174.625),
    ("Royal", 156.0, 234.0),
    ("Demy", 138.0, 216.0),
    ("A-format", 110.0, 178.0),
    ("B-format", 129.0, 198.0),
    ("C-format", 135.0, 216.0),
];

/// The names of the page sizes.
pub(crate) fn page_names() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, ..)| *name)
}

/// A page by its name or as `width x height unit`.
pub(crate) fn page(text: &str) -> Result<Size, String> {
    let text = text.trim();
    let named = |name: &str| text.replace([' ', '_'], "-").eq_ignore_ascii_case(name);
    if let Some((_, width, height)) = PAGES.iter().find(|(name, ..)| named(name)) {
        return Ok(Size { width: Len::from_mm(*width), height: Len::from_mm(*height) });
    }
    let Some((width, height)) = text.split_once(['x', '×', 'X']) else {
        return Err("is not a page size that is known".into());
    };
    let height_text = height.trim();
    let height = length(height_text)?;
    // "148 x 210 mm": the unit of the height counts for both.
    let width = width.trim();
    let bare = width.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let unit = height_text.trim_start_matches(|c: char| !c.is_alphabetic());
    let width = if bare { length(&format!("{width} {unit}"))? } else { length(width)? };
    let (least, most) = (Len::from_mm(40.0), Len::from_mm(1000.0));
    if [width, height].iter().any(|side| *side < least || *side > most) {
        return Err("is not a page: sides are 40 mm to 1000 mm long".into());
    }
    Ok(Size { width, height })
}

/// A length with its unit: `21 mm`, `2.1 cm`, `0.8 in`, `11 pt`, `1 pc`.
pub(crate) fn length(text: &str) -> Result<Len, String> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let Ok(number) = number.trim().parse::<f64>() else {
        return Err("is not a length".into());
    };
    // The largest length that means anything; also keeps the integers far from their end.
    const MOST: f64 = 100_000.0;
    if !number.is_finite() || !(0.0..=MOST).contains(&number) {
        return Err("is not a length that can be".into());
    }
    match unit.trim() {
        "mm" => Ok(Len::from_mm(number)),
        "cm" => Ok(Len::from_mm(number * 10.0)),
        "in" => Ok(Len::from_pt(number * 72.0)),
        "pt" => Ok(Len::from_pt(number)),
        "pc" => Ok(Len::from_pt(number * 12.0)),
        "" => Err("has no unit".into()),
        _ => Err("has a unit that is not known".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(text: &str) -> Option<(f64, f64)> {
        let round = |len: Len| (len.to_mm() * 100.0).round() / 100.0;
        page(text).ok().map(|size| (round(size.width), round(size.height)))
    }

    #[test]
    fn pages_by_name_and_by_measure() {
        assert_eq!(mm("A5"), Some((148.0, 210.0)));
        assert_eq!(mm("half letter"), Some((139.7, 215.9)));
        assert_eq!(mm("148 x 210 mm"), Some((148.0, 210.0)));
        assert_eq!(mm("148mm×210mm"), Some((148.0, 210.0)));
        assert_eq!(mm("5.5 x 8.5 in"), Some((139.7, 215.9)));
        assert_eq!(mm("A55"), None);
        assert_eq!(mm("1 x 1 mm"), None);
        assert_eq!(mm("148 x 210"), None);
        assert_eq!(mm("x"), None);
    }

    #[test]
    fn lengths_need_their_unit() {
        assert_eq!(length("11 pt"), Ok(Len::pt(11)));
        assert_eq!(length("1in"), Ok(Len::pt(72)));
        assert_eq!(length("11"), Err("has no unit".into()));
        assert_eq!(length("-3 mm"), Err("is not a length that can be".into()));
        assert!(length("1e300 mm").is_err());
        assert!(length("3 ell").is_err());
    }
}
