//! What commands take that bring books to readers: the catalogue, the server, devices.

use std::path::PathBuf;

use super::OUT;

/// Which library, and where its catalogue goes.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct CatalogArgs {
    /// The library: a list of books and of what is announced
    #[arg(value_name = "LIBRARY.toml")]
    pub library: PathBuf,
    /// Folder for the catalogue: it goes to DIR/NAME, NAME after the library
    #[arg(long, value_name = "DIR", default_value = OUT)]
    pub out: PathBuf,
    /// Build nothing, but write an article that tells of the books: "Also published"
    #[arg(long, value_name = "FILE.md", conflicts_with = "out")]
    pub list: Option<PathBuf>,
    /// Leave these books out of it: that which the article is for
    #[arg(long, value_name = "BOOK.toml", requires = "list")]
    pub without: Vec<PathBuf>,
}

/// What is served, and where.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct ServeArgs {
    /// The manifest of a library, whose catalogue is made first; or a folder as it is
    #[arg(value_name = "LIBRARY.toml|FOLDER", default_value = "build/library")]
    pub what: PathBuf,
    /// The folder in which the catalogue is made
    #[arg(long, value_name = "DIR", default_value = OUT)]
    pub out: PathBuf,
    /// The port
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    pub port: u16,
    /// The address of this machine that is listened on; else all of them
    #[arg(long, value_name = "ADDRESS", default_value = "0.0.0.0")]
    pub bind: std::net::IpAddr,
}

/// What is sent, and where.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct SendArgs {
    /// Manifests of books, of a library with all its books, or files as they are
    #[arg(value_name = "BOOK.toml|LIBRARY.toml|FILE", required = true)]
    pub what: Vec<PathBuf>,
    /// A reader by its kind (kobo, pocketbook, kindle, tolino, koreader) or its name, as
    /// `publish devices` shows them; a folder; or mail:NAME, an address of `mail.toml`
    #[arg(long, value_name = "DEVICE")]
    pub to: String,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The folder of the outputs of books, as for building
    #[arg(long, value_name = "DIR", default_value = OUT)]
    pub out: PathBuf,
    #[command(flatten)]
    pub devices: DevicesArgs,
}

/// Where readers are looked for.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct DevicesArgs {
    /// Look at the folders in DIR, and not where the system mounts disks
    #[arg(long, value_name = "DIR")]
    pub below: Option<PathBuf>,
}
