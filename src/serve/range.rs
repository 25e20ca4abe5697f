//! The part of a file that is asked for (RFC 9110, section 14).

/// What a `Range` header asks of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    /// All of it: also where the header is not understood, or asks for several parts at once.
    All,
    /// From one byte to another, both with it.
    Part(u64, u64),
    /// Nothing that it has.
    Beyond,
}

/// What is asked of a file of so many bytes.
pub(super) fn wanted(header: &str, length: u64) -> Wanted {
    let Some(ranges) = header.trim().strip_prefix("bytes=") else { return Wanted::All };
    let Some((first, last)) = ranges.trim().split_once('-') else { return Wanted::All };
    let (first, last) = (number(first), number(last));
    match (first, last) {
        (Some(Some(first)), Some(last)) => {
            let last = last.unwrap_or(u64::MAX);
            if last < first {
                Wanted::All
            } else if first >= length {
                Wanted::Beyond
            } else {
                Wanted::Part(first, last.min(length - 1))
            }
        }
        // The last so many bytes.
        (Some(None), Some(Some(count))) => match (count, length) {
            (0, _) | (_, 0) => Wanted::Beyond,
            (count, length) => Wanted::Part(length.saturating_sub(count), length - 1),
        },
        (Some(None), Some(None)) | (None, _) | (_, None) => Wanted::All,
    }
}

/// A number, or none where nothing stands; `None` where it is something else.
fn number(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    // More than can be counted is beyond every file.
    digits.then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_files() {
        let cases = [
            ("bytes=0-99", 1000, Wanted::Part(0, 99)),
            ("bytes=900-", 1000, Wanted::Part(900, 999)),
            ("bytes=-100", 1000, Wanted::Part(900, 999)),
            ("bytes=-2000", 1000, Wanted::Part(0, 999)),
            ("bytes=0-99999999999999999999", 1000, Wanted::Part(0, 999)),
            ("bytes=1000-", 1000, Wanted::Beyond),
            ("bytes=0-", 0, Wanted::Beyond),
            ("bytes=-0", 1000, Wanted::Beyond),
            ("bytes=5-1", 1000, Wanted::All),
            ("bytes=0-1,5-6", 1000, Wanted::All),
            ("lines=0-1", 1000, Wanted::All),
            ("bytes=a-b", 1000, Wanted::All),
            ("bytes=-", 1000, Wanted::All),
        ];
        for (header, length, expected) in cases {
            assert_eq!(wanted(header, length), expected, "{header}");
        }
    }
}
