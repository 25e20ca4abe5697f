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
    // What is written for an empty page, whatever it says of its packing.
    if packed == 0 {
        return Ok(true);
    }
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
            let whole =
                inflate(&stream.content, most, out)? || lacks_sum(&stream.content);
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

/// Whether nothing is missing at the end of what `FlateDecode` packs but the checksum, which some
/// writers leave out (RFC 1950).
fn lacks_sum(packed: &[u8]) -> bool {
    const HEAD: usize = 2;
    const SUM: usize = 4;
    let Some(bare) = packed.get(HEAD..) else { return false };
    let mut state = Decompress::new(false);
    let mut buffer = vec![0; BUFFER];
    loop {
        let (read, made) = (state.total_in(), state.total_out());
        let left = bare.get(read as usize..).unwrap_or_default();
        match state.decompress(left, &mut buffer, FlushDecompress::None) {
            Ok(Status::StreamEnd) => {
                return bare.len() as u64 - state.total_in() < SUM as u64;
            }
            Ok(Status::Ok | Status::BufError)
                if state.total_out() > made || state.total_in() > read => {}
            Ok(Status::Ok | Status::BufError) | Err(_) => return false,
        }
    }
}

/// Whether a stream of a page is whole, and no more than so many bytes; how many, as far as that
/// is known: what is packed in a way that is not read here is left to who prints it.
///
/// # Errors
/// When it comes to more, or breaks off.
pub(crate) fn weigh(
    pdf: &Document,
    stream: &Stream,
    most: u64,
    page: usize,
) -> Result<u64, Error> {
    let filter = stream.dict.get_deref(b"Filter", pdf);
    let deflated = match filter {
        Ok(Object::Array(names)) => {
            matches!(&names[..], [name] if matches!(name.as_name(), Ok(b"FlateDecode" | b"Fl")))
        }
        Ok(name) => matches!(name.as_name(), Ok(b"FlateDecode" | b"Fl")),
        Err(_) => false,
    };
    if !deflated {
        return Ok(stream.content.len() as u64);
    }
    let mut content = Vec::new();
    match unpack(pdf, stream, most, page, &mut content)? {
        true => Ok(content.len() as u64),
        false => Err(Error::Damaged(page)),
    }
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
