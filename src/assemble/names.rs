//! Names that are unique in the book: ids, slugs, picture files.

use rustc_hash::FxHashMap;

/// Names given out so far.
#[derive(Debug, Default)]
pub(super) struct Names(FxHashMap<String, u32>);

/// What Kobo's own files call the elements around their text.
const RESERVED: [&str; 2] = ["book-columns", "book-inner"];

impl Names {
    /// Names for places in the book: none that an edition gives to elements of its own.
    pub fn of_places() -> Names {
        let mut names = Names::default();
        for name in RESERVED {
            names.give(name, "");
        }
        names
    }

    /// `wanted`, or, if that is given out, `wanted-2`, `wanted-3` …; `tail` (an
    /// extension) stays at the end.
    pub fn give(&mut self, wanted: &str, tail: &str) -> String {
        let mut name = format!("{wanted}{tail}");
        let mut count = self.0.get(&name).copied().unwrap_or(0);
        if count == 0 {
            self.0.insert(name.clone(), 1);
            return name;
        }
        let first = name.clone();
        while self.0.contains_key(&name) {
            count += 1;
            name = format!("{wanted}-{count}{tail}");
        }
        self.0.insert(first, count);
        self.0.insert(name.clone(), 1);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn later_names_are_counted() {
        let mut names = Names::default();
        let given: Vec<_> =
            ["a", "a", "a-2", "a"].iter().map(|n| names.give(n, ".png")).collect();
        assert_eq!(given, ["a.png", "a-2.png", "a-2-2.png", "a-3.png"]);
    }
}
