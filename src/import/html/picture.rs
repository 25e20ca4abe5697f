//! The file of a picture of a page, in the saved folder or in its own address.

use super::super::manuscript::Picture;
use super::super::pictures;
use super::tree::{NodeId, Tree};
use super::walk::Walker;

/// Whether a picture is there to count readers.
pub(super) fn is_tracker(tree: &Tree, node: NodeId) -> bool {
    let small = |name| {
        let size = tree
            .attribute(node, name)
            .and_then(|it| it.trim_end_matches("px").parse::<f64>().ok());
        size.is_some_and(|size| size <= 2.0)
    };
    small("width") || small("height")
}

/// The addresses of pictures that scripts load when a reader comes to them.
const LAZY: &[&str] = &[
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-orig-file",
    "data-full-src",
    "data-hi-res-src",
    "data-echo",
];
const LAZY_SETS: &[&str] = &["data-srcset", "data-lazy-srcset"];

/// A file with fewer bytes shows nothing.
const SMALLEST: usize = 100;

/// Whether an address names what stands for a picture until a script loads it.
pub(super) fn is_placeholder(address: &str) -> bool {
    if address.starts_with("data:") {
        return true;
    }
    let name = pictures::name_of(address).to_lowercase();
    let stem = name.split('.').next().unwrap_or("");
    let mut words = stem.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        matches!(
            word,
            "placeholder"
                | "lazy"
                | "lazyload"
                | "blank"
                | "spacer"
                | "pixel"
                | "1x1"
                | "transparent"
                | "transp"
                | "trans"
                | "loading"
                | "loader"
                | "grey"
                | "dummy"
                | "empty"
        )
    })
}

/// Why an `img` gives no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NoPicture {
    /// Its file is not there.
    Missing,
    /// No book can show it, which was told.
    Unusable,
}

impl Walker<'_> {
    /// The picture of an `img`, taken from the saved folder or from its own address.
    pub fn picture_file(&mut self, node: NodeId) -> Result<Picture, NoPicture> {
        if is_tracker(self.tree, node) {
            return Err(NoPicture::Missing);
        }
        let at = self.place(node);
        let mut unusable = None;
        for address in self.addresses(node) {
            let Some((name, bytes)) = self.bytes_of(&address) else { continue };
            if self.stands_for_another(node, &address, &bytes) {
                continue;
            }
            match pictures::file(&name, bytes, at) {
                Ok(file) => {
                    let number =
                        self.pictures.iter().position(|known| known.bytes == file.bytes);
                    let number = number.unwrap_or_else(|| {
                        self.pictures.push(file);
                        self.pictures.len() - 1
                    });
                    let (alt, decorative) = self.alt(node);
                    return Ok(Picture { file: number, alt, decorative });
                }
                Err(why) => {
                    unusable.get_or_insert((name, why));
                }
            }
        }
        let Some((name, why)) = unusable else { return Err(NoPicture::Missing) };
        self.report.doubt(
            at,
            format!("the picture `{name}` cannot be used: {why}"),
            "save it in another kind, PNG or JPEG, and put it into the article",
        );
        Err(NoPicture::Unusable)
    }

    /// Whether a file is a point that stands for a picture to come.
    fn stands_for_another(&self, node: NodeId, address: &str, bytes: &[u8]) -> bool {
        let is_lazy = LAZY.iter().any(|name| self.tree.attribute(node, name).is_some());
        let is_src = self.tree.attribute(node, "src").map(str::trim) == Some(address);
        bytes.len() < SMALLEST && (address.starts_with("data:") || is_lazy && is_src)
    }

    /// The name of a picture that is not there; nothing where no address says one.
    pub fn name_of_missing(&self, node: NodeId) -> String {
        let addresses = self.addresses(node);
        let stated = addresses
            .iter()
            .find(|it| !it.starts_with("data:") && !it.starts_with("cid:"));
        stated.map_or(String::new(), |address| pictures::name_of(address))
    }

    /// The addresses that an `img` has its picture by: those by which a script loads it before the one that
    /// stands for it till then.
    pub fn addresses(&self, node: NodeId) -> Vec<String> {
        let of = |names: &'static [&str]| {
            let stated = names.iter().filter_map(|name| self.tree.attribute(node, name));
            stated.map(str::trim).filter(|address| !address.is_empty())
        };
        // Browsers write the names of folders with their spaces.
        let lazy = of(LAZY).chain(of(LAZY_SETS).flat_map(pictures::of_set));
        let mut out: Vec<String> = lazy.map(str::to_string).collect();
        let sets: Vec<&str> = of(&["srcset"]).flat_map(pictures::of_set).collect();
        let src = of(&["src"]).next();
        let is_known = !out.is_empty() || !sets.is_empty();
        out.extend(
            src.filter(|src| !is_known || !is_placeholder(src)).map(str::to_string),
        );
        out.extend(sets.into_iter().map(str::to_string));
        out
    }

    pub fn bytes_of(&self, address: &str) -> Option<(String, Vec<u8>)> {
        if let Some(data) = address.strip_prefix("data:") {
            let (kind, data) = data.split_once(',')?;
            let bytes = match kind.ends_with(";base64") {
                true => {
                    use base64::Engine;
                    let clean: String =
                        data.chars().filter(|c| !c.is_whitespace()).collect();
                    base64::engine::general_purpose::STANDARD
                        .decode(pictures::decoded(&clean))
                        .ok()?
                }
                false => pictures::decoded(data).into_bytes(),
            };
            return Some(("picture".into(), bytes));
        }
        let name = pictures::name_of(address);
        // A web archive has its pictures by their whole addresses.
        if (address.contains("://") || address.starts_with("cid:"))
            && let Some(bytes) = (self.beside)(address)
        {
            return Some((name, bytes));
        }
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let path = pictures::decoded(path);
        let local = !path.contains("://") && !path.starts_with("//");
        let named = path.strip_prefix("./").unwrap_or(&path);
        let beside = |path: &str| (self.beside)(path).map(|bytes| (name.clone(), bytes));
        // A saved page has its pictures in a folder of its name.
        let own = local.then(|| beside(named)).flatten();
        own.or_else(|| {
            let folders =
                ["_files", ".files", "_archivos", "_fichiers", "-Dateien", "-filer"];
            folders.iter().find_map(|end| beside(&format!("{}{end}/{name}", self.stem)))
        })
    }

    fn alt(&mut self, node: NodeId) -> (Option<String>, bool) {
        let stated = self.tree.attribute(node, "alt").map(str::trim);
        match stated {
            None => (None, false),
            Some("") => {
                let role = self.tree.attribute(node, "role");
                (None, matches!(role, Some("presentation" | "none")))
            }
            Some(alt) if pictures::is_label(alt) => {
                let at = self.place(node);
                self.report.leave_out(at, format!("“{alt}” is a label of the file and no alternative text, and is left out"), "say between the brackets what the picture shows");
                (None, false)
            }
            Some(alt) => (Some(alt.to_string()), false),
        }
    }

    /// The picture that a node is or has, where nothing else is in it.
    pub fn lone_picture(&self, node: NodeId) -> bool {
        let is_picture = |node: NodeId| {
            let class = self.tree.attribute(node, "class").unwrap_or("");
            self.tree.name(node) == "img"
                && !class.contains("emoji")
                && !class.contains("mwe-math")
                && !is_tracker(self.tree, node)
        };
        self.tree.text(node).trim().is_empty()
            && self.tree.below(node).filter(|below| is_picture(*below)).count() == 1
            && !super::furniture::is_furniture(self.tree, node)
    }

    /// Whether a picture in a paragraph is one beside it, and none of its signs.
    pub fn floats(&self, image: NodeId) -> bool {
        let attribute =
            |name| self.tree.attribute(image, name).unwrap_or("").to_lowercase();
        let large = |name| {
            attribute(name)
                .trim_end_matches("px")
                .parse::<f64>()
                .is_ok_and(|it| it >= 100.0)
        };
        let class = attribute("class");
        let is_sign = ["emoji", "math", "latex", "tex", "initial", "drop"];
        let is_sign = is_sign.iter().any(|sign| class.contains(sign));
        let called = class.split_whitespace().any(|class| {
            class.starts_with("align")
                || class.starts_with("size-")
                || class.starts_with("float")
        });
        !is_sign
            && (called
                || matches!(attribute("align").as_str(), "left" | "right")
                || attribute("style").contains("float:")
                || large("width") && large("height"))
    }

    /// Whether the file of a picture that stands alone is not there.
    pub fn is_missing(&self, node: NodeId) -> bool {
        let image = self.tree.below(node).find(|below| self.tree.name(*below) == "img");
        image.is_some_and(|image| {
            let mut stands = false;
            let is_there = self.addresses(image).iter().any(|address| {
                let bytes = self.bytes_of(address);
                let for_another = bytes.as_ref().is_some_and(|(_, bytes)| {
                    self.stands_for_another(image, address, bytes)
                });
                stands |= for_another;
                bytes.is_some() && !for_another
            });
            // What stands for a picture that nothing names shows none.
            !is_there && (!stands || !self.name_of_missing(image).is_empty())
        })
    }
}
