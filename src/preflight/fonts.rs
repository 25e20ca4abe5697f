//! Fonts: whether they are in the file (ISO 32000-1, 9.9).

use lopdf::{Dictionary, Object};

use super::{Checked, Rule};

impl Checked<'_> {
    /// A font that text is set in.
    pub(super) fn font(&mut self, font: &Dictionary, page: usize) {
        let kind = font.get_deref(b"Subtype", self.pdf).and_then(Object::as_name);
        let held = match kind {
            // Its letters are drawings in the file itself.
            Ok(b"Type3") => true,
            Ok(b"Type0") => {
                let below = font.get_deref(b"DescendantFonts", self.pdf);
                let below = below.and_then(Object::as_array).ok();
                let below = below.and_then(|fonts| fonts.first());
                let below = below.and_then(|font| self.pdf.dereference(font).ok());
                below.is_some_and(|(_, font)| {
                    font.as_dict().is_ok_and(|font| self.holds(font))
                })
            }
            Ok(_) | Err(_) => self.holds(font),
        };
        if !held {
            let name = font.get_deref(b"BaseFont", self.pdf).and_then(Object::as_name);
            let name = String::from_utf8_lossy(name.unwrap_or(b"without a name"));
            let what = format!("the font {name} is not in the file");
            self.report.find(Rule::Font, Some(page), what);
        }
    }

    /// Whether the letters of a font are in the file.
    fn holds(&self, font: &Dictionary) -> bool {
        let about = font.get_deref(b"FontDescriptor", self.pdf).and_then(Object::as_dict);
        about.is_ok_and(|about| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| {
                about.get_deref(key, self.pdf).is_ok_and(|file| file.as_stream().is_ok())
            })
        })
    }
}
