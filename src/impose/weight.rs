//! What a PDF weighs when it is unpacked: told from its bytes, before a reader trusts them.
//!
//! A few kilobytes can be packed that unpack to gigabytes. Pictures and the contents of pages
//! stay packed on their way onto the sheets; what must be unpacked is the directory of objects
//! and the streams that hold them.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use super::error::Error;

/// The most bytes of structure, unpacked: several times that of a tagged book of 20,000 pages.
const MOST: u64 = 192 << 20;

/// How far before `stream` its dictionary may begin.
const DICTIONARY: usize = 1 << 16;

/// The widest field of a directory, in bytes.
const WIDEST: u64 = 8;

/// Refuses a PDF that unpacks to more than can be held.
///
/// # Errors
/// [`Error::Large`] if it does, [`Error::Unreadable`] if that cannot be told.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let mut weight = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let begins = at + found;
        at = begins + b"stream".len();
        let before = &bytes[begins.saturating_sub(DICTIONARY)..begins];
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary = match rfind(before, b"obj") {
            Some(object) => &before[object..],
            None => before,
        };
        let dictionary = spelt_out(dictionary);
        let directory = is_directory(&dictionary)?;
        if !directory && find(&dictionary, b"/ObjStm").is_none() {
            continue;
        }
        let packed = count(&dictionary, b"FlateDecode");
        if packed > 1 || count(&dictionary, b"LZW") + count(&dictionary, b"ASCII") > 0 {
            let why = "its objects are packed in a way that nobody uses";
            return Err(Error::Unreadable(why.into()));
        }
        if packed == 1 {
            let line = bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace());
            let data = &bytes[at + line.count()..];
            let room = ZlibDecoder::new(data).take(MOST - weight + 1);
            weight += unpacked(room);
            if weight > MOST {
                return Err(Error::Large);
            }
        }
    }
    Ok(())
}

/// How many bytes come out, until the end or what is not packed.
pub(super) fn unpacked(mut from: impl Read) -> u64 {
    let mut buffer = [0; 1 << 14];
    let mut sum = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return sum,
            Ok(read) => sum += read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return sum,
        }
    }
}

/// Whether a dictionary is that of a directory of objects, with fields that can be.
fn is_directory(dictionary: &[u8]) -> Result<bool, Error> {
    let named = find(dictionary, b"/XRef").is_some();
    let fields = dictionary
        .windows(3)
        .position(|three| three.starts_with(b"/W") && !three[2].is_ascii_alphanumeric());
    let Some(at) = fields else { return Ok(named) };
    let field = |text: &[u8]| {
        let text = str::from_utf8(text).ok()?;
        text.parse::<u64>().ok().filter(|width| *width <= WIDEST)
    };
    let inside = dictionary[at + 2..].trim_ascii_start().strip_prefix(b"[");
    let end = inside.and_then(|inside| find(inside, b"]"));
    let widths = inside.zip(end).map(|(inside, end)| {
        let words = inside[..end].split(u8::is_ascii_whitespace);
        words.filter(|word| !word.is_empty()).map(field).collect::<Vec<_>>()
    });
    match widths {
        Some(widths) if widths.iter().flatten().sum::<u64>() > 0 => {
            if widths.iter().all(Option::is_some) {
                return Ok(true);
            }
        }
        Some(_) | None => {}
    }
    Err(Error::Unreadable("its directory of objects is damaged".into()))
}

/// Names with their letters written as numbers, `#57`, as letters.
fn spelt_out(dictionary: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let [first, after @ ..] = rest {
        let coded = match after {
            [high, low, ..] if *first == b'#' => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                digit(high).zip(digit(low)).map(|(high, low)| (high * 16 + low) as u8)
            }
            _ => None,
        };
        out.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &after[2..] } else { after };
    }
    out
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    (0..bytes.len()).rev().find(|at| bytes[*at..].starts_with(word))
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|part| *part == word).count()
}
