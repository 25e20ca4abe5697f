//! Files that stand within a page as text (`data:image/png;base64,…`), as pages saved in one file have their
//! pictures. A page that is too long with them is read with short names in their place.

use base64::Engine;

/// The name of a file that was taken out, with its number behind.
const NAME: &str = "cid:inner-file-";

/// What is shorter stays where it is.
const SHORTEST: usize = 1024;

/// How far behind its beginning an address says that it is a file.
const HEAD: usize = 100;

/// A page and the files that were in it.
pub(super) struct Emptied {
    pub page: Vec<u8>,
    files: Vec<Vec<u8>>,
}

impl Emptied {
    /// The file that a name in the page stands for.
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        let data = self.files.get(name.strip_prefix(NAME)?.parse::<usize>().ok()?)?;
        let clean: Vec<u8> =
            data.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        base64::engine::general_purpose::STANDARD.decode(clean).ok()
    }
}

/// Takes the files out of a page.
pub(super) fn take_out(bytes: &[u8]) -> Emptied {
    const SIGN: &[u8] = b";base64,";
    let mut emptied = Emptied { page: Vec::new(), files: Vec::new() };
    let mut from = 0;
    let mut at = 0;
    while let Some(start) = find(bytes, at, b"data:") {
        at = start + 1;
        let head = &bytes[start..bytes.len().min(start + HEAD)];
        let Some(sign) = head.windows(SIGN.len()).position(|it| it == SIGN) else {
            continue;
        };
        let data = start + sign + SIGN.len();
        let is_data = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
        };
        let length = bytes[data..].iter().take_while(|byte| is_data(byte)).count();
        at = data + length;
        if length >= SHORTEST {
            emptied.page.extend(&bytes[from..start]);
            emptied.page.extend(format!("{NAME}{}", emptied.files.len()).bytes());
            emptied.files.push(bytes[data..at].to_vec());
            from = at;
        }
    }
    emptied.page.extend(&bytes[from..]);
    emptied
}

fn find(bytes: &[u8], from: usize, words: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(words.len()).position(|own| own == words).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_within_a_page_are_taken_out_and_found_again() {
        let long = "QUJD".repeat(400);
        let page = format!(
            "<img src=\"data:image/png;base64,{long}\"><img src='data:image/gif;base64,QUJD'> data: x"
        );
        let emptied = take_out(page.as_bytes());
        assert_eq!(
            String::from_utf8_lossy(&emptied.page),
            "<img src=\"cid:inner-file-0\"><img src='data:image/gif;base64,QUJD'> data: x"
        );
        assert_eq!(emptied.file("cid:inner-file-0"), Some(b"ABC".repeat(400)));
        assert_eq!(emptied.file("cid:inner-file-1"), None);
    }
}
