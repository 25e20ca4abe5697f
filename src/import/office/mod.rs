//! Word processors' files → a manuscript: .docx (ISO/IEC 29500) and .odt (ISO/IEC 26300).
//!
//! Both are archives of XML. `zip` unpacks them and `roxmltree` parses them, within bounds; what the
//! elements mean is told here (docs/decisions/0020 says why by no crate). [`reading`] keeps and tells
//! what is the same for both. Paragraphs with their styles
//! become [`pieces::Piece`]s, which [`flow`] puts together for both.

mod articles;
mod bookmarks;
mod captions;
mod continued;
mod docx;
mod flow;
mod headings;
mod labels;
mod looks;
mod mottoes;
mod odt;
mod opening;
mod package;
mod page_lines;
mod paragraphs;
mod parted;
mod pieces;
mod quoted_verse;
mod reading;
mod scenes;
mod sources;
mod styles;
mod symbols;
mod tables;
mod tabs;
mod title;
mod verse;

pub(super) use package::Unreadable;

use super::manuscript::Manuscript;
use super::report::Report;
use crate::source::{FileId, Files};
use std::path::Path;

/// Reads a .docx.
pub(super) fn docx(
    path: &Path,
    bytes: &[u8],
    files: &mut Files,
    report: &mut Report,
) -> Result<(Manuscript, FileId), Unreadable> {
    docx::read(path, bytes, files, report)
}

/// Reads an .odt, or an .fodt, which is not packed.
pub(super) fn odt(
    path: &Path,
    bytes: &[u8],
    packed: bool,
    files: &mut Files,
    report: &mut Report,
) -> Result<(Manuscript, FileId), Unreadable> {
    odt::read(path, bytes, packed, files, report)
}
