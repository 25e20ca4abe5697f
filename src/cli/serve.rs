//! `publish serve LIBRARY.toml|FOLDER`: a catalogue, or any folder, for the local network, with its address as a
//! QR code.

use std::io::{ErrorKind, IsTerminal};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use qrcodegen::{QrCode, QrCodeEcc};

use super::args::{Common, ServeArgs};
use super::term::Terminal;
use super::{Outcome, catalog, is_manifest};
use crate::interrupt::interrupt;
use crate::serve::{Answered, Server};

/// How many modules stay light around a code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Makes the catalogue, where a library is named; says where the folder is found, and answers until Ctrl-C.
pub(super) fn run(args: &ServeArgs, common: &Common, terminal: &mut Terminal) -> Outcome {
    let made = match is_manifest(&args.what) {
        true => catalog::make(&args.what, &args.out, common, terminal),
        false => Ok(args.what.clone()),
    };
    let folder = &match made {
        Ok(folder) => folder,
        Err(outcome) => return outcome,
    };
    if !folder.is_dir() {
        let shown = folder.display();
        let (message, help) = match folder.parent().filter(|_| folder.is_file()) {
            Some(above) => {
                let above =
                    if above.as_os_str().is_empty() { Path::new(".") } else { above };
                let help = format!("name the folder that it lies in: `publish serve {}`", above.display());
                (format!("`{shown}` is a file"), help)
            }
            None => (
                format!("there is no folder `{shown}`"),
                "name a library, `publish serve library.toml`, whose catalogue is made first; or \
                 a folder that was made, as `build/NAME`"
                    .to_string(),
            ),
        };
        terminal.error(&message, &help);
        return Outcome::Failed;
    }
    let server = match Server::bind(folder.clone(), SocketAddr::new(args.bind, args.port))
    {
        Ok(server) => server,
        Err(error) => {
            let message =
                format!("{}:{} cannot be served on: {error}", args.bind, args.port);
            terminal.error(&message, help(error.kind()));
            return Outcome::Failed;
        }
    };
    if !server.shows() {
        let message = format!("there is nothing to show in `{}`", folder.display());
        let help = "name a library, `publish serve library.toml`, whose catalogue is made first; or a folder with files";
        terminal.error(&message, help);
        return Outcome::Failed;
    }
    let addresses = match server.addresses() {
        Ok(addresses) => addresses,
        Err(error) => {
            let message =
                format!("the addresses of this machine cannot be read: {error}");
            terminal.error(&message, "give one: `--bind 192.168.1.5`");
            return Outcome::Failed;
        }
    };
    if !common.quiet {
        terminal.line(&format!("{} is served on", folder.display()));
        for address in &addresses {
            terminal.line(&format!("  {address}"));
        }
        if folder.join("e/index.html").is_file()
            && let Some(first) = addresses.first()
        {
            terminal.line(&format!("  {first}e/ in the browser of an e-reader"));
        }
        if let Some(code) = addresses
            .first()
            .and_then(|first| code(first, std::io::stdout().is_terminal()))
        {
            terminal.line(&code);
        }
        terminal.line("It can be read by everybody on this network. Ctrl-C ends it.");
    }
    let told = common.verbose > 0;
    let watch = move |answered: &Answered| {
        if told {
            let Answered { method, path, status } = answered;
            // Whatever a client sends stays on its line.
            let path: String = path.chars().filter(|c| !c.is_control()).collect();
            eprintln!("{status} {method} {path}");
        }
    };
    match server.run(interrupt(), Arc::new(watch)) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            let message = format!("serving ended: {error}");
            terminal.error(&message, "start it again");
            Outcome::Failed
        }
    }
}

/// What helps where a port cannot be had.
fn help(error: ErrorKind) -> &'static str {
    if error == ErrorKind::PermissionDenied {
        "ports below 1024 are kept for administrators: take another one, `--port 8080`"
    } else if error == ErrorKind::AddrNotAvailable {
        "`--bind` takes an address of this machine"
    } else {
        "something else may be served there: take another port, `--port 8081`"
    }
}

/// A QR code of half blocks. On a terminal it has its own colours, black on white: scanners want
/// it so, and the terminal may be light or dark. Elsewhere its light modules are drawn, as for a dark one.
fn code(text: &str, coloured: bool) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let drawn = |x: i32, y: i32| code.get_module(x, y) == coloured;
    let (begin, end) =
        if coloured { ("\x1b[38;5;16;48;5;231m", "\x1b[0m") } else { ("", "") };
    let mut out = String::new();
    for y in (-QUIET..size + QUIET).step_by(2) {
        out.push_str("  ");
        out.push_str(begin);
        for x in -QUIET..size + QUIET {
            out.push(match (drawn(x, y), drawn(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push_str(end);
        out.push('\n');
    }
    Some(out)
}
