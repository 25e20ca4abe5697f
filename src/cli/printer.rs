//! The user's printers: those that come with the program and those of their own file,
//! `printers.toml` in the folder of the user's configuration.

use std::path::{Path, PathBuf};

use super::term::Terminal;
use crate::diag::Sink;
use crate::diag::render::{Format, render};
use crate::printer::{Printer, Stock};
use crate::source::Files;

/// Something was wrong, and is told.
pub(super) struct Told;

/// Where the user's own printers are, whether or not there are any.
pub(super) fn own_file() -> Option<PathBuf> {
    config_file("printers.toml")
}

/// Where a file of the user's configuration is, whether or not it is there: below
/// `XDG_CONFIG_HOME`, `APPDATA` on Windows, or `.config` in the home folder. `None` where there is
/// no home.
pub(super) fn config_file(name: &str) -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = PathBuf::from(std::env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    let home = || Some(folder("HOME")?.join(".config"));
    let config = folder("XDG_CONFIG_HOME").or_else(|| folder("APPDATA")).or_else(home)?;
    Some(config.join("publish").join(name))
}

/// The office printer of a name, for which sheets are laid out; without one, the only one of the
/// user's own, if there is one and it is one.
pub(super) fn office(
    name: Option<&str>,
    terminal: &mut Terminal,
) -> Result<Option<Printer>, Told> {
    let Some(printer) = named(name, terminal)? else { return Ok(None) };
    // What says how it turns sheets stands in an office, whether or not it says how large they are.
    if printer.is_office() || printer.duplex.is_some() || printer.pile.is_some() {
        return Ok(Some(printer));
    }
    if name.is_none() {
        return Ok(None);
    }
    let message = format!(
        "{} prints books from single pages, and folds them itself: it takes no sheets",
        printer.called()
    );
    let help = "name the office printer that you fold with: `--printer office-a4`; for a print shop make `\"press\"` an output, and name the shop in `[print]`";
    terminal.error(&message, help);
    Err(Told)
}

/// The printer of a name; without one, the only one of the user's own, if there is one.
pub(super) fn named(
    name: Option<&str>,
    terminal: &mut Terminal,
) -> Result<Option<Printer>, Told> {
    let mut stock = Stock::builtin();
    let known: Vec<String> = stock.printers().map(String::from).collect();
    if let Some(file) = own_file().filter(|file| file.exists()) {
        add(&mut stock, &file, terminal)?;
    }
    let own = stock.printers().filter(|name| !known.iter().any(|known| known == name));
    let own: Vec<&str> = own.collect();
    let name = match (name, &own[..]) {
        (Some(name), _) => name,
        (None, [only]) => only,
        (None, _) => return Ok(None),
    };
    match stock.printer(name) {
        Ok(printer) => Ok(Some(printer)),
        Err(unknown) => {
            let message = format!("there is no printer `{name}`");
            terminal.error(&message, &unknown.help());
            Err(Told)
        }
    }
}

fn add(stock: &mut Stock, file: &Path, terminal: &mut Terminal) -> Result<(), Told> {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let added = stock.add_own(file, &mut files, &mut sink);
    let found = sink.into_found();
    if !found.is_empty() {
        let text = render(&found, &files, Format::Text { colour: false });
        terminal.error_line(text.trim_end());
    }
    added.map_err(|_| Told)
}
