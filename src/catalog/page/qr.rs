//! QR codes as drawings in a page.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::xml::{push_attribute, push_text};

/// The white around a code, in modules (ISO/IEC 18004, 9.1).
const QUIET: i32 = 4;

/// Adds a figure with the code of an address and, in letters, the address. Nothing where it is too
/// long for a code.
pub(super) fn figure(out: &mut String, address: &str, caption: &str) {
    let Some(drawing) = drawing(address) else { return };
    out.push_str("<figure class=\"qr\">\n");
    out.push_str(&drawing);
    out.push_str("\n<figcaption>");
    push_text(out, caption);
    out.push_str("<br>\n<span class=\"address\">");
    push_text(out, address.split("://").nth(1).unwrap_or(address));
    out.push_str("</span></figcaption>\n</figure>\n");
}

/// The code as SVG: one path, a row of modules at a time. It is dark on white in the dark as well,
/// as cameras want it.
pub(in crate::catalog) fn drawing(address: &str) -> Option<String> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let whole = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark =
                (x..code.size()).take_while(|&x| code.get_module(x, y)).count() as i32;
            if dark > 0 {
                path.push_str(&format!("M{},{}h{dark}v1h-{dark}z", x + QUIET, y + QUIET));
            }
            x += dark.max(1);
        }
    }
    let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    push_attribute(&mut out, "viewBox", &format!("0 0 {whole} {whole}"));
    push_attribute(&mut out, "aria-label", &format!("QR: {address}"));
    out.push_str(" shape-rendering=\"crispEdges\"><path fill=\"#fff\"");
    push_attribute(&mut out, "d", &format!("M0,0h{whole}v{whole}h-{whole}z"));
    out.push_str("/><path fill=\"#000\"");
    push_attribute(&mut out, "d", &path);
    out.push_str("/></svg>");
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::drawing;

    #[test]
    fn a_code_is_one_drawing_with_its_quiet_zone() {
        let svg = drawing("https://example.org/").expect("it is short");
        // 20 letters fit version 2, of 25 modules, with the middle level of correction.
        assert!(svg.contains("viewBox=\"0 0 33 33\""), "{svg}");
        // The corner of the finder pattern, behind four modules of white.
        assert!(svg.contains("d=\"M4,4h7v1h-7z"), "{svg}");
        assert!(drawing(&"x".repeat(4000)).is_none());
    }
}
