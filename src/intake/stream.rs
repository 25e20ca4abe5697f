//! Streams unpacked within bounds: what is packed small can be larger than any memory.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Document, Object, Stream};

use super::error::Error;
use super::weight::unpacked;

/// How many bytes one packed byte can stand for with the LZW filter.
const LZW: u64 = 2_731;

/// Unpacks a stream of a page, which comes to so many bytes at the most.
///
/// # Errors
/// When it comes to more, or cannot be read.
pub(crate) fn unpack(
    pdf: &Document,
    stream: &Stream,
    most: u64,
    page: usize,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    let filters: Vec<&[u8]> = match stream.dict.get_deref(b"Filter", pdf) {
        Ok(Object::Array(names)) => {
            names.iter().filter_map(|name| name.as_name().ok()).collect()
        }
        Ok(name) => vec![name.as_name().map_err(|_| Error::Damaged(page))?],
        Err(_) => Vec::new(),
    };
    let packed = stream.content.len() as u64;
    let plain = stream.dict.get(b"DecodeParms").is_err();
    match filters[..] {
        [] => {
            if packed > most {
                return Err(Error::Large);
            }
            out.extend_from_slice(&stream.content);
            return Ok(());
        }
        [b"FlateDecode" | b"Fl"] if plain => {
            let before = out.len();
            let mut from = ZlibDecoder::new(&stream.content[..]).take(most + 1);
            // What can be read of a stream whose end is damaged is shown by viewers, too.
            let read = from.read_to_end(out);
            if out.len() as u64 - before as u64 > most {
                return Err(Error::Large);
            }
            if read.is_err() && out.len() == before {
                return Err(Error::Damaged(page));
            }
            return Ok(());
        }
        [b"FlateDecode"] => {
            if unpacked(ZlibDecoder::new(&stream.content[..]).take(most + 1)) > most {
                return Err(Error::Large);
            }
        }
        [b"ASCII85Decode"] if packed <= most / 4 => {}
        [b"LZWDecode"] if packed <= most / LZW => {}
        [b"ASCII85Decode", b"LZWDecode"] if packed <= most / LZW => {}
        // A deflated byte stands for less than one of LZW.
        [b"ASCII85Decode", b"FlateDecode"] if packed <= most / LZW => {}
        [b"ASCII85Decode"]
        | [b"LZWDecode"]
        | [b"ASCII85Decode", b"LZWDecode" | b"FlateDecode"] => return Err(Error::Large),
        _ => return Err(Error::Damaged(page)),
    }
    let content = stream.decompressed_content().map_err(|_| Error::Damaged(page))?;
    out.extend(content);
    Ok(())
}
