//! From a byte of prepared text back to the byte of the source it came from.

/// Where in `source` the character at byte `at` of `prepared` stands.
///
/// `prepared` is `source` after the typographer's pass: quotes and dashes exchanged,
/// spaces added or widened, ellipses drawn together, escapes taken out. Both are walked
/// side by side; where they differ, the shorter way to agreement within four characters
/// is taken. Only messages ask this, so it may, at worst, be a few columns off; but a long
/// paragraph asks it for every line, so what is equal is passed over in one go. The answer
/// is always within `source` and on a character boundary.
pub fn locate(source: &str, prepared: &str, at: usize) -> usize {
    let mut at = at.min(prepared.len());
    while !prepared.is_char_boundary(at) {
        at -= 1;
    }
    let (mut s, mut p) = (0, 0);
    while p < at && s < source.len() {
        let same = common(&source[s..], &prepared[p..at]);
        s += same;
        p += same;
        if p >= at {
            break;
        }
        let (ds, dp) = resync(&source[s..], &prepared[p..]);
        s += ds;
        p += dp;
    }
    s.min(source.len())
}

/// How many bytes of whole characters two texts have in common at their beginning.
fn common(a: &str, b: &str) -> usize {
    const CHUNK: usize = 256;
    let (x, y) = (a.as_bytes(), b.as_bytes());
    let most = x.len().min(y.len());
    let mut same = 0;
    while same + CHUNK <= most && x[same..same + CHUNK] == y[same..same + CHUNK] {
        same += CHUNK;
    }
    while same < most && x[same] == y[same] {
        same += 1;
    }
    while !a.is_char_boundary(same) || !b.is_char_boundary(same) {
        same -= 1;
    }
    same
}

/// How many bytes to skip on each side until the two agree again.
fn resync(src: &str, pre: &str) -> (usize, usize) {
    const REACH: usize = 4;
    let near = |text: &str| -> Vec<(usize, Option<char>)> {
        let ends = text.char_indices().map(|(at, c)| (at, Some(c)));
        ends.chain([(text.len(), None)]).take(REACH + 1).collect()
    };
    let (src, pre) = (near(src), near(pre));
    for total in 1..=2 * REACH {
        for ds in 0..=total.min(REACH) {
            if let (Some(a), Some(b)) = (src.get(ds), pre.get(total - ds))
                && a.1.is_some()
                && a.1 == b.1
            {
                return (a.0, b.0);
            }
        }
    }
    let one = |near: &[(usize, Option<char>)]| near.get(1).map_or(0, |next| next.0);
    (one(&src), one(&pre).max(1))
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

    #[test]
    fn what_differs_to_the_end_is_within_the_source() {
        for (source, prepared) in [("", "é"), ("éa", "“”–…"), ("aé", "aèü"), ("x", "")]
        {
            for at in 0..=prepared.len() {
                let found = locate(source, prepared, at);
                assert!(source.is_char_boundary(found), "{source} {prepared} {at}");
            }
        }
    }

    #[test]
    fn a_long_paragraph_may_be_asked_for_every_line() {
        let text = "word ".repeat(200_000);
        for line in 0..2_000 {
            assert_eq!(locate(&text, &text, line * 500), line * 500);
        }
    }
}
