//! The themes that come with `publish`: files of `themes/`, embedded.

use super::{Theme, read};
use crate::diag::Sink;
use crate::source::Files;

/// The built-in themes by their names.
const THEMES: [(&str, &str); 3] = [
    ("pamphlet", include_str!("../../themes/pamphlet.toml")),
    ("leaflet", include_str!("../../themes/leaflet.toml")),
    ("reader", include_str!("../../themes/reader.toml")),
];

/// The names of the built-in themes.
pub fn builtin_names() -> &'static [&'static str] {
    const NAMES: [&str; THEMES.len()] = {
        let mut names = [""; THEMES.len()];
        let mut at = 0;
        while at < THEMES.len() {
            names[at] = THEMES[at].0;
            at += 1;
        }
        names
    };
    &NAMES
}

/// A built-in theme by its name.
pub fn builtin(name: &str) -> Option<Theme> {
    let (name, text) = THEMES.iter().find(|(known, _)| *known == name)?;
    let file = Files::default().add(format!("themes/{name}.toml"), text);
    // A test reads each of them.
    read::parse(name, file, text, &mut Sink::default()).ok()
}
