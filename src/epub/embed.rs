//! Fonts in the e-book, on request: the faces that its text uses, and their licences.

use std::collections::BTreeSet;
use std::sync::Arc;

use skrifa::FontRef;
use skrifa::string::StringId;

use super::article::Facts;
use super::container::Content;
use super::css::Embedded;
use super::subset::subset;
use crate::font::{Face, Fonts, Slant, Weight};
use crate::theme::{Family, Role, Theme};

/// What embedding adds to the book.
#[derive(Default)]
pub(super) struct Embedding {
    pub faces: Vec<Embedded>,
    /// The files: where they are, from the folder of the package document, what they hold,
    /// and their media types.
    pub files: Vec<((String, Content), &'static str)>,
}

/// Chooses the faces that the roles and stresses of the text need, cut down to the letters of the
/// book.
pub(super) fn choose(
    theme: &Theme,
    fonts: &Fonts,
    facts: &Facts,
    letters: &BTreeSet<char>,
) -> Embedding {
    let mut wanted: BTreeSet<(Family, Weight, Slant)> = BTreeSet::new();
    let mut roles = facts.roles.clone();
    roles.extend([Role::Body, Role::BookTitle, Role::BookSubtitle, Role::BookAuthor]);
    let body = theme.style(Role::Body);
    let dressed = facts.classes.iter().map(|class| {
        let block = theme.style_of_classes(body, std::slice::from_ref(class));
        theme.style_with(block, theme.words(class))
    });
    for style in roles.into_iter().map(|role| theme.style(role)).chain(dressed) {
        let bold = [style.weight].into_iter().chain(facts.strong.then_some(Weight::Bold));
        for weight in bold {
            wanted.insert((style.family, weight, style.slant));
            if facts.emphasis {
                wanted.insert((style.family, weight, Slant::Italic));
            }
        }
    }
    if facts.code {
        wanted.insert((Family::Mono, Weight::Regular, Slant::Upright));
    }
    let mut embedding = Embedding::default();
    let mut licences = String::new();
    for (family, weight, slant) in wanted {
        let name = match family {
            Family::Serif => &theme.families.serif,
            Family::Sans => &theme.families.sans,
            Family::Mono => &theme.families.mono,
        };
        // The face that the pages are set in; reading systems make up a style that the
        // family lacks.
        let face = fonts.find(name, weight, slant).map(|id| &fonts.faces[id]);
        let Some(face) = face.filter(|f| f.weight == weight && f.slant == slant) else {
            continue;
        };
        let bytes: &[u8] = &face.data;
        // A collection is no font that e-books may hold.
        let media_type = match bytes.get(..4) {
            Some(b"OTTO") => "font/otf",
            Some([0, 1, 0, 0] | b"true") => "font/ttf",
            _ => continue,
        };
        let file = file_name(&face.file_name, media_type, &embedding.faces);
        licences.push_str(&licence(face, &file));
        let content = match subset(bytes, letters) {
            Some(cut) => Content::Loose(Arc::from(cut)),
            None => Content::Loose(Arc::from(bytes)),
        };
        embedding.files.push(((format!("fonts/{file}"), content), media_type));
        embedding.faces.push(Embedded { family: name.clone(), weight, slant, file });
    }
    if !licences.is_empty() {
        let content = Content::Text(licences.into());
        embedding.files.push((("fonts/licences.txt".to_owned(), content), "text/plain"));
    }
    embedding
}

fn file_name(name: &str, media_type: &str, taken: &[Embedded]) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem.chars().filter(char::is_ascii_alphanumeric).collect();
    let extension = if media_type == "font/otf" { "otf" } else { "ttf" };
    let mut file = format!("{stem}.{extension}");
    if stem.is_empty() || taken.iter().any(|face| face.file == file) {
        file = format!("{stem}{}.{extension}", taken.len() + 1);
    }
    file
}

/// What the font says of its maker and licence (OpenType, table `name`).
fn licence(face: &Face, file: &str) -> String {
    use skrifa::MetadataProvider;
    let mut out = format!("{file}\n");
    if let Ok(font) = FontRef::from_index(&face.data, face.index) {
        for id in [
            StringId::COPYRIGHT_NOTICE,
            StringId::LICENSE_DESCRIPTION,
            StringId::LICENSE_URL,
        ] {
            if let Some(text) = font.localized_strings(id).english_or_first() {
                out.extend(text.chars());
                out.push('\n');
            }
        }
    }
    out.push('\n');
    out
}
