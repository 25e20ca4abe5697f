//! One face: its bytes and what it says of itself.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use skrifa::raw::TableProvider;
use skrifa::raw::types::NameId;
use skrifa::{FontRef, MetadataProvider};

/// How bold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weight {
    /// As text.
    Regular,
    /// Bold.
    Bold,
}

/// Upright or italic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slant {
    /// Upright.
    Upright,
    /// Italic.
    Italic,
}

/// Vertical measures, in thousandths of an em, above the baseline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Metrics {
    /// The height of ascending letters, as the font states it for lines.
    pub ascent: i32,
    /// The depth of descending letters: negative.
    pub descent: i32,
    /// The height of a lower-case x.
    pub x_height: i32,
    /// The height of a capital.
    pub cap_height: i32,
}

/// The ink of a glyph, in thousandths of an em.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ink {
    /// Its left edge, from the origin.
    pub left: i32,
    /// Its right edge.
    pub right: i32,
    /// Its lower edge, above the baseline: negative where it hangs below.
    pub bottom: i32,
}

/// One face: a font file and what it says of itself.
#[derive(Clone)]
pub struct Face {
    /// The family name.
    pub family: String,
    /// How bold.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// The file's bytes.
    pub data: Arc<Cow<'static, [u8]>>,
    /// Which font of the file, for collections.
    pub index: u32,
    /// A name fit for a file, with its extension.
    pub file_name: String,
    /// Whether it is of normal width and of exactly its weight: neither condensed, nor light
    /// or semi-bold.
    pub plain: bool,
    /// Its vertical measures.
    pub metrics: Metrics,
    /// Whether it has small capitals (the feature `smcp`).
    pub small_caps: bool,
    /// Whether it has superior figures (the feature `sups`).
    pub superiors: bool,
    /// Whether its licence bits (OS/2 fsType) allow embedding and subsetting.
    pub embeddable: bool,
    /// The font as the shaper wants it: its layout tables are prepared on first use, and
    /// shared by clones.
    pub(crate) shaping: harfrust::Font,
}

impl Face {
    /// The faces of a font file.
    ///
    /// # Errors
    /// A reason, in words, when the file is no OpenType or TrueType font.
    pub fn read(bytes: Vec<u8>, file_name: &str) -> Result<Vec<Face>, String> {
        let count = match skrifa::raw::FileRef::new(&bytes) {
            Ok(skrifa::raw::FileRef::Font(_)) => 1,
            Ok(skrifa::raw::FileRef::Collection(collection)) => collection.len().min(64),
            Err(_) => return Err(damage(&bytes).to_string()),
        };
        let data: Arc<Cow<'static, [u8]>> = Arc::new(Cow::Owned(bytes));
        (0..count).map(|index| Face::of(Arc::clone(&data), index, file_name)).collect()
    }

    pub(super) fn of(
        data: Arc<Cow<'static, [u8]>>,
        index: u32,
        file_name: &str,
    ) -> Result<Face, String> {
        let font =
            FontRef::from_index(&data, index).map_err(|_| damage(&data).to_string())?;
        let head = font.head().map_err(|_| "it has no head table".to_string())?;
        // A file that was cut off still has its directory, and may miss the letters alone.
        let whole = font.table_directory().table_records().iter().all(|record| {
            let end = u64::from(record.offset()) + u64::from(record.length());
            end <= data.len() as u64
        });
        if !whole {
            return Err("it is cut off".to_string());
        }
        if font.maxp().is_ok_and(|maxp| maxp.num_glyphs() == 0) || font.maxp().is_err() {
            return Err("it has no glyphs".to_string());
        }
        if font.cmap().is_err() || font.hmtx().is_err() {
            return Err("its tables of characters or widths are damaged".to_string());
        }
        if !(16..=16384).contains(&head.units_per_em()) {
            return Err("its units per em are impossible".to_string());
        }
        let family = [NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME]
            .into_iter()
            .find_map(|id| font.localized_strings(id).english_or_first())
            .map_or_else(|| file_name.to_string(), |name| name.to_string());
        let os2 = font.os2().ok();
        // OS/2: fsSelection bit 0 italic, bit 5 bold; head macStyle says the same to those
        // without an OS/2 table.
        let selection = os2.as_ref().map_or(0, |os2| os2.fs_selection().bits());
        let style = head.mac_style().bits();
        let bold = selection & 1 << 5 != 0 || style & 1 != 0;
        let italic = selection & 1 != 0 || style & 2 != 0;
        // OS/2 fsType: 2 alone is "restricted licence embedding"; 0x100 forbids subsets, 0x200
        // all but bitmaps.
        let embedding = os2.as_ref().map_or(0, |os2| os2.fs_type());
        // OS/2: usWidthClass 5 is normal; usWeightClass 400 is regular, 700 bold.
        let plain = os2.as_ref().is_none_or(|os2| {
            os2.us_width_class() == 5
                && os2.us_weight_class() == if bold { 700 } else { 400 }
        });
        let shaping = harfrust::Font::new(Shared(Arc::clone(&data)), index)
            .ok_or_else(|| "its layout tables are damaged".to_string())?;
        Ok(Face {
            family,
            weight: if bold { Weight::Bold } else { Weight::Regular },
            slant: if italic { Slant::Italic } else { Slant::Upright },
            index,
            file_name: file_name.to_string(),
            metrics: metrics(&font, i32::from(head.units_per_em())),
            plain,
            small_caps: has_feature(&font, *b"smcp"),
            superiors: has_feature(&font, *b"sups"),
            embeddable: embedding & 0xF != 2 && embedding & 0x300 == 0,
            shaping,
            data,
        })
    }

    /// Whether it has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.glyph(character).is_some()
    }

    /// Where a glyph's ink begins and ends, from its origin, and how deep it hangs; in
    /// thousandths of an em. `None` for a glyph without any.
    pub fn ink(&self, glyph: u16) -> Option<Ink> {
        let font = FontRef::from_index(&self.data, self.index).ok()?;
        let metrics = font.glyph_metrics(
            skrifa::instance::Size::new(1000.0),
            skrifa::instance::LocationRef::default(),
        );
        let bounds = metrics.bounds(glyph.into())?;
        let whole = |value: f32| value.round() as i32;
        let ink = Ink {
            left: whole(bounds.x_min),
            right: whole(bounds.x_max),
            bottom: whole(bounds.y_min),
        };
        (ink.right > ink.left).then_some(ink)
    }

    /// The glyph of a character, before any substitution.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.shaping.charmap().map_unicode(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|&id| id != 0)
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} {:?}", self.family, self.weight, self.slant)
    }
}

/// The face's bytes as the shaper takes them.
struct Shared(Arc<Cow<'static, [u8]>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Shared> for harfrust::font::Blob {
    fn from(shared: Shared) -> harfrust::font::Blob {
        harfrust::font::Blob::Shared(Arc::new(shared))
    }
}

fn metrics(font: &FontRef<'_>, upem: i32) -> Metrics {
    let em = |units: i32| units * 1000 / upem;
    let hhea = font.hhea().ok();
    let os2 = font.os2().ok();
    let x_height = os2.as_ref().and_then(|os2| os2.sx_height()).filter(|&h| h > 0);
    let cap_height = os2.as_ref().and_then(|os2| os2.s_cap_height()).filter(|&h| h > 0);
    Metrics {
        ascent: em(hhea
            .as_ref()
            .map_or(upem * 4 / 5, |t| i32::from(t.ascender().to_i16()))),
        descent: em(hhea
            .as_ref()
            .map_or(-upem / 5, |t| i32::from(t.descender().to_i16()))),
        x_height: x_height.map_or(450, |h| em(i32::from(h))),
        cap_height: cap_height.map_or(700, |h| em(i32::from(h))),
    }
}

fn has_feature(font: &FontRef<'_>, tag: [u8; 4]) -> bool {
    let Ok(features) = font.gsub().and_then(|gsub| gsub.feature_list()) else {
        return false;
    };
    features
        .feature_records()
        .iter()
        .any(|record| record.feature_tag().to_be_bytes() == tag)
}
/// Why bytes are no font, in words.
fn damage(bytes: &[u8]) -> &'static str {
    match bytes.get(..4) {
        None => "it is empty or cut off",
        Some(b"wOFF" | b"wOF2") => "it is packed for the web (WOFF)",
        Some([0, 1, 0, 0] | b"OTTO" | b"true" | b"ttcf") => "it is damaged",
        Some(_) => "it does not begin as a font does",
    }
}
