//! Streams unpacked within bounds: what is packed small can be larger than any memory.

use std::io::Read;

use flate2::read::ZlibDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Document, Object, Stream};

use super::error::Error;
use super::weight::unpacked;

/// How many bytes are unpacked at once.
const BUFFER: usize = 1 << 15;
/// How many bytes one packed byte can stand for with the LZW filter.
const LZW: u64 = 2_731;

/// Unpacks a stream of a page, which comes to so many bytes at the most; whether it is whole. What
/// can be read of one whose end is damaged is shown by viewers, too.
///
/// # Errors
/// When it comes to more, or cannot be read.
pub(crate) fn unpack(
    pdf: &Document,
    stream: &Stream,
    most: u64,
    page: usize,
    out: &mut Vec<u8>,
) -> Result<bool, Error> {
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
            return Ok(true);
        }
        [b"FlateDecode" | b"Fl"] if plain => {
            let before = out.len();
            let whole = inflate(&stream.content, most, out)?;
            if !whole && out.len() == before {
                return Err(Error::Damaged(page));
            }
            return Ok(whole);
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
    Ok(true)
}

/// Unpacks what `FlateDecode` packs, as far as it goes; whether it goes to its end.
fn inflate(packed: &[u8], most: u64, out: &mut Vec<u8>) -> Result<bool, Error> {
    let mut state = Decompress::new(true);
    let mut buffer = vec![0; BUFFER];
    let mut sum = 0;
    loop {
        let (read, made) = (state.total_in(), state.total_out());
        let left = packed.get(read as usize..).unwrap_or_default();
        let status = state.decompress(left, &mut buffer, FlushDecompress::None);
        let more = (state.total_out() - made) as usize;
        sum += more as u64;
        if sum > most {
            return Err(Error::Large);
        }
        out.extend_from_slice(buffer.get(..more).unwrap_or_default());
        match status {
            Ok(Status::StreamEnd) => return Ok(true),
            Ok(Status::Ok | Status::BufError) if more > 0 || state.total_in() > read => {}
            Ok(Status::Ok | Status::BufError) | Err(_) => return Ok(false),
        }
    }
}
