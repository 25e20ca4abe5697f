//! `--to mail:NAME`: the account, the address, the password and the limits.

use std::io::IsTerminal;
use std::path::Path;
use std::time::SystemTime;

use lettre::Address;
use serde_json::json;

use crate::cli::args::FormatArg;
use crate::cli::devices::size;
use crate::cli::printer::{Told, config_file};
use crate::cli::term::Terminal;
use crate::deliver::{Account, Edition, Letter, Secret, Vault, ask, limits, post};
use crate::diag::render::{Format, render};
use crate::diag::{Diagnostic, Sink};
use crate::source::Files;

/// An address, and the account that letters to it are sent from.
pub(super) struct Mail {
    account: Account,
    to: Address,
    secret: Option<Secret>,
}

/// Reads the user's account, and the address of a name, or an address itself. The password is
/// asked for at once, unless nothing is to be sent: nobody waits for it beside a long build.
pub(super) fn read(name: &str, dry: bool, terminal: &mut Terminal) -> Result<Mail, Told> {
    let Some(file) = config_file("mail.toml") else {
        let message =
            "there is no folder for the configuration, where `mail.toml` would be";
        terminal.error(message, "set `XDG_CONFIG_HOME` to one");
        return Err(Told);
    };
    if !file.exists() {
        let message =
            format!("e-mail is sent from an account that `{}` names", file.display());
        let help = "write it: `server = \"smtp.example.org\"`, `user = \"ann\"`, \
                    `from = \"ann@example.org\"`, `password-file = \"mail-password\"` and \
                    `addresses = { kindle = \"ann_12@kindle.com\" }`; docs/delivery.md tells more";
        terminal.error(&message, help);
        return Err(Told);
    }
    let account = account(&file, terminal)?;
    let to = match name.contains('@') {
        true => name
            .parse()
            .map_err(|_| "write it as in `mail:ann_12@kindle.com`".to_string()),
        false => account.address(name).cloned(),
    };
    let to = to.map_err(|help| {
        terminal.error(
            &format!("there is no address `{name}` in `{}`", file.display()),
            &help,
        );
        Told
    })?;
    let secret = match (&account.user, dry) {
        (Some(user), false) => Some(secret(user, &account, terminal)?),
        (Some(_), true) | (None, _) => None,
    };
    Ok(Mail { account, to, secret })
}

fn account(file: &Path, terminal: &mut Terminal) -> Result<Account, Told> {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let account = Account::read(file, &mut files, &mut sink);
    let mut found = sink.into_found();
    found.iter_mut().for_each(|found| hide_value(found, &files));
    if !found.is_empty() {
        let text = render(&found, &masked(&files, file), Format::Text { colour: false });
        terminal.error_line(text.trim_end());
    }
    account.map_err(|_| Told)
}

/// Takes the value that a finding is about out of its words: it may be the password.
fn hide_value(found: &mut Diagnostic, files: &Files) {
    let Some(at) = found.at else { return };
    let before = &files.text(at.file)[..at.start as usize];
    let line = before.rsplit('\n').next().unwrap_or("");
    let value = files.slice(at).trim_matches(['"', '\'']);
    if line.contains('=') && !value.is_empty() {
        found.message = found.message.replace(value, "…");
        found.help = found.help.take().map(|help| help.replace(value, "…"));
    }
}

/// The user's file with nothing in it but its keys, every byte in its place: a password that was
/// written there by mistake is shown to nobody.
fn masked(files: &Files, path: &Path) -> Files {
    let mut masked = Files::default();
    // The first of its files, as it is that of the others.
    let file = masked.add(path, "");
    let text = files.text(file);
    let mut lines = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (key, value) = line.split_at(line.find('=').map_or(0, |at| at + 1));
        lines += key;
        for c in value.chars() {
            let shown = if c.is_whitespace() { c } else { '*' };
            lines.extend(std::iter::repeat_n(shown, c.len_utf8() / shown.len_utf8()));
        }
    }
    let mut masked = Files::default();
    masked.add(path, &lines);
    masked
}

/// The password, from where the account says that it is.
fn secret(
    user: &str,
    account: &Account,
    terminal: &mut Terminal,
) -> Result<Secret, Told> {
    let server = &account.server;
    let found = match &account.vault {
        Vault::File(path) => Secret::read(path),
        // Somebody has written the password itself there.
        Vault::Variable(name) if !is_variable(name) => Err((
            "`password-variable` in `mail.toml` is no name of a variable".to_string(),
            "name one, of letters, digits and `_`, and set it to the password; or name a \
             `password-file`"
                .to_string(),
        )),
        Vault::Variable(name) => match std::env::var(name) {
            Ok(text) if !text.is_empty() => Ok(Secret::new(&text)),
            Ok(_) | Err(_) => Err((
                format!("`{name}`, which holds the password, is not set"),
                "set it for this command, or name a `password-file` in `mail.toml`"
                    .to_string(),
            )),
        },
        Vault::Prompt if std::io::stdin().is_terminal() => {
            let asked =
                rpassword::prompt_password(format!("password of {user} at {server}: "));
            asked.map(|text| Secret::new(&text)).map_err(|error| {
                (
                    format!("the password cannot be asked for: {error}"),
                    "name a `password-file` in `mail.toml`".to_string(),
                )
            })
        }
        Vault::Prompt => Err((
            format!("nobody is here to type the password of {user} at `{server}`"),
            "name a `password-file` or a `password-variable` in `mail.toml`".to_string(),
        )),
    };
    found.map_err(|(message, help)| {
        terminal.error(&message, &help);
        Told
    })
}

impl Mail {
    /// The edition that is read there.
    pub fn edition(&self) -> Edition {
        limits(self.to.as_ref()).map_or(Edition::Epub, |limit| limit.edition)
    }

    /// Sends a file; `dry` only asks the server whether it would take so much.
    pub fn send(
        &self,
        name: &str,
        bytes: &[u8],
        dry: bool,
        terminal: &mut Terminal,
    ) -> Result<(), Told> {
        let length = bytes.len() as u64;
        let limit = limits(self.to.as_ref());
        let refused = limit.and_then(|limit| limit.refuses(name, length));
        if let Some((message, help)) = refused {
            terminal.error(&message, &help);
            return Err(Told);
        }
        let letter = Letter { to: &self.to, name, bytes, date: SystemTime::now() };
        let taken = match dry {
            true => ask(&letter, &self.account),
            false => post(&letter, &self.account, self.secret.as_ref()),
        };
        taken.map_err(|why| {
            terminal.error(&why.message, &why.help);
            Told
        })?;
        let (to, what) = (&self.to, if dry { "would be sent" } else { "sent" });
        if terminal.format() == FormatArg::Json {
            let said = json!({
                "file": name, "to": to.to_string(), "bytes": length, "dry-run": dry,
            });
            terminal.out(&format!("{said}\n"));
        } else {
            terminal.line(&format!("{name}  {what} to {to}  {}", size(length)));
            if let Some(limit) = limit {
                terminal.line(&format!("  {}: {}", limit.service, limit.before));
            }
        }
        Ok(())
    }
}

/// Whether a text is written as names of variables are, and not as passwords.
fn is_variable(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    name.chars().all(plain) && !name.starts_with(|c: char| c.is_ascii_digit())
}
