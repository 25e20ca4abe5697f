//! From a byte of prepared text back to the byte of the source it came from.

/// Where in `source` the character at byte `at` of `prepared` stands.
///
/// `prepared` is `source` after the typographer's pass: quotes and dashes exchanged,
/// spaces added or widened, ellipses drawn together, escapes taken out. Both are walked
/// side by side; where they differ, the shorter way to agreement within four characters
/// is taken. Only messages ask this, so it may be slow and, at worst, a few columns off;
/// the answer is always within `source` and on a character boundary.
pub fn locate(source: &str, prepared: &str, at: usize) -> usize {
    let src: Vec<(usize, char)> = source.char_indices().collect();
    let pre: Vec<(usize, char)> = prepared.char_indices().collect();
    let (mut s, mut p) = (0, 0);
    while p < pre.len() && pre[p].0 < at && s < src.len() {
        if src[s].1 == pre[p].1 {
            s += 1;
            p += 1;
            continue;
        }
        let (ds, dp) = resync(&src[s..], &pre[p..]);
        s += ds;
        p += dp;
    }
    src.get(s).map_or(source.len(), |&(byte, _)| byte)
}

/// How many characters to skip on each side until the two agree again.
fn resync(src: &[(usize, char)], pre: &[(usize, char)]) -> (usize, usize) {
    const REACH: usize = 4;
    for total in 1..=2 * REACH {
        for ds in 0..=total.min(REACH) {
            let dp = total - ds;
            if dp > REACH {
                continue;
            }
            if let (Some(a), Some(b)) = (src.get(ds), pre.get(dp))
                && a.1 == b.1
                && (ds, dp) != (0, 0)
            {
                return (ds, dp);
            }
        }
    }
    (1, 1)
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn quotes_dashes_and_added_spaces_keep_their_place() {
        let source = r#"He said "no" -- twice... and left"#;
        let prepared = "He said “no” – twice… and left";
        let at = |word: &str| {
            &source[locate(source, prepared, prepared.find(word).expect("in prepared"))..]
        };
        assert!(at("no").starts_with("no"));
        assert!(at("twice").starts_with("twice"));
        assert!(at("left").starts_with("left"));
    }
}
