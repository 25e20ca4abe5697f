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
use crate::deliver::{Account, Edition, Letter, Secret, Vault, limits, post};
use crate::diag::Sink;
use crate::diag::render::{Format, render};
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
    let found = sink.into_found();
    if !found.is_empty() {
        let text = render(&found, &files, Format::Text { colour: false });
        terminal.error_line(text.trim_end());
    }
    account.map_err(|_| Told)
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
    /// The address.
    pub fn to(&self) -> &Address {
        &self.to
    }

    /// The edition that is read there.
    pub fn edition(&self) -> Edition {
        limits(self.to.as_ref()).map_or(Edition::Epub, |limit| limit.edition)
    }

    /// Sends a file.
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
        if !dry {
            let letter = Letter { to: &self.to, name, bytes, date: SystemTime::now() };
            let posted = post(&letter, &self.account, self.secret.as_ref());
            posted.map_err(|why| {
                terminal.error(&why.message, &why.help);
                Told
            })?;
        }
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
