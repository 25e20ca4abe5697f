//! What a PDF weighs when it is unpacked: told from its bytes, before a reader trusts them.
//!
//! A few kilobytes can be packed that unpack to gigabytes. Pictures and the contents of pages
//! stay packed on their way onto the sheets; what must be unpacked is the directory of objects
//! and the streams that hold them.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use super::error::Error;

/// The most bytes of structure that are unpacked: several times those of a thick tagged book.
const MOST: u64 = 192 << 20;
/// The most words of structure. A reader makes an object of each, which takes a hundred bytes.
const MOST_WORDS: u64 = 12_000_000;

/// How many times as long as the file all dictionaries may be: one is looked at again where
/// the word `stream` stands in it.
const MOST_LOOKS: u64 = 4;
/// What small files may have besides.
const LOOKS: u64 = 1 << 22;

/// How far before `stream` its dictionary may begin.
const DICTIONARY: usize = 1 << 16;

/// The widest field of a directory, in bytes.
const WIDEST: u64 = 8;

/// Refuses a PDF that unpacks to more than can be held.
///
/// # Errors
/// [`Error::Large`] if it does, [`Error::Unreadable`] if that cannot be told.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let mut weight = Weight::default();
    let mut at = 0;
    // Where what stands outside of streams goes on.
    let mut plain = 0;
    let mut looked = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let begins = at + found;
        at = begins + b"stream".len();
        let before = &bytes[begins.saturating_sub(DICTIONARY)..begins];
        if before.ends_with(b"end") {
            plain = at;
            continue;
        }
        weight.add(bytes.get(plain..begins).unwrap_or_default());
        plain = at;
        weight.check()?;
        let dictionary = match rfind(before, b"obj") {
            Some(object) => &before[object..],
            None => before,
        };
        looked += dictionary.len() as u64;
        if looked > bytes.len() as u64 * MOST_LOOKS + LOOKS {
            return Err(Error::Unreadable("it is damaged".into()));
        }
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
            let room = ZlibDecoder::new(data).take(MOST.saturating_sub(weight.bytes) + 1);
            unpack(room, &mut |part| {
                weight.add(part);
                weight.bytes += part.len() as u64;
            });
            weight.check()?;
        }
        // What is within a stream is not structure; one without an end is no stream.
        if let Some(end) = find(&bytes[at..], b"endstream") {
            plain = at + end;
        }
    }
    weight.add(bytes.get(plain..).unwrap_or_default());
    weight.check()
}

/// What the structure weighs.
#[derive(Default)]
struct Weight {
    /// How many bytes were unpacked.
    bytes: u64,
    /// How many words there are.
    words: u64,
}

impl Weight {
    fn add(&mut self, text: &[u8]) {
        let ends = |byte: &&u8| byte.is_ascii_whitespace() || b"[]<>()/".contains(byte);
        self.words += text.iter().filter(ends).count() as u64;
    }

    fn check(&self) -> Result<(), Error> {
        match self.bytes > MOST || self.words > MOST_WORDS {
            true => Err(Error::Large),
            false => Ok(()),
        }
    }
}

/// How many bytes come out, until the end or what is not packed.
pub(super) fn unpacked(from: impl Read) -> u64 {
    let mut sum = 0;
    unpack(from, &mut |part| sum += part.len() as u64);
    sum
}

/// Hands on what comes out, piece by piece.
fn unpack(mut from: impl Read, tell: &mut dyn FnMut(&[u8])) {
    let mut buffer = [0; 1 << 14];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => tell(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// Whether a dictionary is that of a directory of objects, with fields that can be.
fn is_directory(dictionary: &[u8]) -> Result<bool, Error> {
    let named = find(dictionary, b"/XRef").is_some();
    if !named && find(dictionary, b"/Size").is_none() {
        return Ok(false);
    }
    // Some other dictionary may stand within it, with such a key of its own.
    let keys = dictionary.windows(3).enumerate();
    let keys = keys
        .filter(|(_, key)| key.starts_with(b"/W") && !key[2].is_ascii_alphanumeric())
        .map(|(at, _)| dictionary[at + 2..].trim_ascii_start());
    let mut fields = named;
    for value in keys.filter(|value| value.starts_with(b"[") || value.starts_with(b"%")) {
        if !widths(value) {
            return Err(Error::Unreadable("its directory of objects is damaged".into()));
        }
        fields = true;
    }
    Ok(fields)
}

/// Whether a list gives the widths of fields, in bytes.
fn widths(list: &[u8]) -> bool {
    let inside = list.strip_prefix(b"[");
    let Some((inside, end)) = inside.and_then(|list| Some((list, find(list, b"]")?)))
    else {
        return false;
    };
    let mut sum = 0;
    for word in inside[..end].split(u8::is_ascii_whitespace) {
        let width = str::from_utf8(word).ok().and_then(|word| word.parse::<u64>().ok());
        match width {
            Some(width) if width <= WIDEST => sum += width,
            None if word.is_empty() => {}
            Some(_) | None => return false,
        }
    }
    sum > 0
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
