//! PDFs from elsewhere: read within bounds, whoever made them and however.
//!
//! A file is weighed before a reader trusts it; its pages are found with what they inherit,
//! their boxes, turns and streams. Nothing here knows what becomes of them.

mod annotation;
mod error;
mod leaf;
mod stream;
mod weight;

use std::panic::catch_unwind;

use lopdf::{Document, LoadOptions, Object, ObjectId};

pub use error::Error;
pub(crate) use leaf::{Area, Leaf, Tree, area, number, read};
pub(crate) use stream::{unpack, weigh};

/// Within how many bytes a PDF says that it is one.
const HEAD: usize = 1024;

/// Opens a PDF, as far as its pages need it.
///
/// # Errors
/// When it is none, is encrypted, or unpacks to more than can be held.
pub(crate) fn open(bytes: &[u8]) -> Result<Document, Error> {
    weight::check(bytes)?;
    let options = LoadOptions { filter: Some(without_tags), ..LoadOptions::default() };
    // A fault of the reader is one of the file.
    let read = catch_unwind(|| Document::load_mem_with_options(bytes, options));
    let pdf = match read {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(_)) if !bytes.windows(5).take(HEAD).any(|five| five == b"%PDF-") => {
            return Err(Error::Unreadable("it is no PDF at all".into()));
        }
        Ok(Err(error)) => {
            let why = error.to_string().to_lowercase();
            return Err(Error::Unreadable(format!("it is damaged or cut short ({why})")));
        }
        Err(_) => return Err(Error::Unreadable("it is damaged".into())),
    };
    if pdf.is_encrypted() || pdf.was_encrypted() {
        return Err(Error::Encrypted);
    }
    Ok(pdf)
}

/// Leaves out the structure, which in a tagged book is most of all objects. The reader takes
/// what stands in a file by itself, never a copy of a stream.
fn without_tags(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    match object {
        Object::Dictionary(node) if node.has_type(b"StructElem") => None,
        Object::Stream(_) => Some((id, Object::Null)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Array(_)
        | Object::Dictionary(_)
        | Object::Reference(_) => Some((id, object.clone())),
    }
}
