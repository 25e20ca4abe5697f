//! Finished books to their readers: onto a device that is plugged in, or by e-mail.
//!
//! What a folder is, is told by the marks on it ([`Device`]); what it reads and where books lie on
//! it stands in one table. A file is written aside, flushed, read back and only then renamed
//! ([`place`]), so that no reader finds half a book, and nothing of anybody else's is replaced.
//! E-mail goes through the account of the user's own file ([`Account`], [`ask`], [`post()`]). How books are
//! made is not known here, nor are the terminal, the clock and the environment.

mod account;
mod copy;
mod device;
mod edition;
mod identity;
mod limit;
mod mark;
mod mount;
mod name;
mod post;
mod rehearsal;

pub use account::{Account, Secret, Security, Vault};
pub use copy::{Disk, Done, Medium, Placed, Trouble, break_off, is_broken_off, place};
pub use device::{Device, Kind};
pub use edition::{Edition, ending};
pub use identity::Identity;
pub use limit::{Limit, limits};
pub use mount::mounted;
pub use name::{folded, safe};
pub use post::{Letter, Undelivered, ask, post};
pub use rehearsal::Rehearsal;
