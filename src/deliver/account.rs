//! The account that e-mail is sent from, and the addresses of readers, read from the user's file
//! `mail.toml`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Read;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use lettre::Address;
use lettre::message::Mailbox;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Code, Diagnostic, Reported, Sink, nearest, short};
use crate::source::{self, Files, Span};
use crate::table::{self, Guide, Reader, Table, Taken, keys};

/// An account for sending.
#[derive(Clone, PartialEq, Debug)]
pub struct Account {
    /// The server's name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept private.
    pub security: Security,
    /// The name that the server knows the user by; `None` where it asks for none.
    pub user: Option<String>,
    /// The sender.
    pub from: Mailbox,
    /// Where the password is.
    pub vault: Vault,
    /// A file with certificates of authorities that the server's may be signed by, beside those
    /// that everybody trusts: for servers with one of their own.
    pub authority: Option<PathBuf>,
    /// Addresses by their names.
    pub addresses: BTreeMap<String, Address>,
}

/// How the way to the server is kept private.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the beginning, mostly on port 465.
    Tls,
    /// TLS after a greeting, and nothing without it, mostly on port 587.
    Starttls,
    /// None, which only a server on this machine is spoken to with.
    None,
}

/// Where the password is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Vault {
    /// In a file that nobody else may read.
    File(PathBuf),
    /// In a variable of the environment.
    Variable(String),
    /// In the user's head.
    Prompt,
}

/// A password. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A password as it was typed, without the end of its line.
    pub fn new(text: &str) -> Secret {
        Secret(text.trim_end_matches(['\r', '\n']).to_string())
    }

    /// Reads a password from its file.
    ///
    /// # Errors
    /// When it cannot be read, others may read it, or it holds nothing: the fact, and what to do.
    pub fn read(path: &Path) -> Result<Secret, (String, String)> {
        let shown = path.display();
        let unread = |error: std::io::Error| {
            let message = format!(
                "the password cannot be read from `{shown}`: {}",
                source::reason(&error)
            );
            (
                message,
                "write it there, or change `password-file` in `mail.toml`".to_string(),
            )
        };
        let file = fs::File::open(path).map_err(unread)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = file.metadata().map_err(unread)?.permissions().mode();
            if mode & 0o077 != 0 {
                let message = format!("others may read the password in `{shown}`");
                return Err((message, format!("make it your own: `chmod 600 {shown}`")));
            }
        }
        // Longer than any that a server takes.
        const MOST: u64 = 4096;
        let mut text = String::new();
        file.take(MOST).read_to_string(&mut text).map_err(unread)?;
        let secret = Secret::new(&text);
        match secret.0.is_empty() {
            false => Ok(secret),
            true => {
                let message = format!("there is no password in `{shown}`");
                Err((message, "write it there, on one line".to_string()))
            }
        }
    }

    /// The password itself, for the server alone.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The file's keys.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are read through serde's description of them")]
struct MailFile {
    server: String,
    port: Option<u16>,
    security: Option<Security>,
    user: Option<String>,
    from: String,
    password_file: Option<String>,
    password_variable: Option<String>,
    authority: Option<String>,
    addresses: Option<BTreeMap<String, String>>,
}

/// The file as messages call it.
const FILE: &str = "the file of e-mail";

static GUIDE: Guide = Guide { reference: "docs/delivery.md", example, home };

fn home(key: &str) -> Option<&'static str> {
    keys::<MailFile>().contains(&key).then_some(FILE)
}

fn example(_: &str, key: &str) -> Option<&'static str> {
    Some(match key {
        "server" => "server = \"smtp.example.org\"",
        "port" => "port = 587",
        "security" => "security = \"starttls\"",
        "user" => "user = \"ann\"",
        "from" => "from = \"Ann Author <ann@example.org>\"",
        "password-file" => "password-file = \"mail-password\"",
        "password-variable" => "password-variable = \"PUBLISH_MAIL_PASSWORD\"",
        "authority" => "authority = \"authority.pem\"",
        "addresses" => "addresses = { kindle = \"ann_12@kindle.com\" }",
        _ => return None,
    })
}

impl Account {
    /// Reads the user's file.
    ///
    /// # Errors
    /// When it cannot be read or anything in it is an error; all that is wrong is reported.
    pub fn read(
        path: &Path,
        files: &mut Files,
        sink: &mut Sink,
    ) -> Result<Account, Reported> {
        let file = source::read_text(path, path, files, None, sink)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let text = files.text(file);
        let taken = table::read(file, &text, &GUIDE, sink, |reader, table| {
            account(reader, table, &folder)
        });
        let Taken { value, failed, .. } = taken;
        match (value, failed) {
            (Some(account), None) => Ok(account),
            (_, Some(reported)) => Err(reported),
            (None, None) => {
                let message = "the file of e-mail was refused without a reason";
                Err(sink
                    .fail(Diagnostic::new(Code::Internal, message).at(Span::head(file))))
            }
        }
    }

    /// The address of a name.
    ///
    /// # Errors
    /// When there is none: what to write instead.
    pub fn address(&self, name: &str) -> Result<&Address, String> {
        self.addresses.get(name).ok_or_else(|| {
            let names: Vec<&str> = self.addresses.keys().map(String::as_str).collect();
            match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `mail:{near}`?"),
                None if names.is_empty() => {
                    format!("add it: `addresses = {{ {name} = \"…@kindle.com\" }}`")
                }
                None => format!("the names there are {}", table::list(&names)),
            }
        })
    }
}

fn account(
    reader: &mut Reader<'_>,
    table: &Spanned<DeTable<'_>>,
    folder: &Path,
) -> Option<Account> {
    let head = Span::head(reader.file);
    let table = reader.open::<MailFile>(FILE, table.get_ref(), head);
    let server = reader.text(&table, "server");
    let from = mailbox(reader, &table);
    for key in ["server", "from"] {
        if table.get(key).is_none() {
            reader.missing(&table, key);
        }
    }
    let security = match table.get("security") {
        Some(value) => reader.word::<Security>(value),
        None => Some(Security::Starttls),
    };
    let port = match table.get("port") {
        Some(value) => {
            let port = reader.leaf::<u16>(value, "a whole number up to 65,535");
            port.filter(|port| *port > 0)
        }
        None => Some(match security {
            Some(Security::Tls) => 465,
            Some(Security::Starttls) | None => 587,
            Some(Security::None) => 25,
        }),
    };
    if let (Some(Security::None), Some((server, at))) = (security, &server)
        && !is_here(server)
    {
        let message = format!(
            "without TLS everybody on the way to `{}` reads along",
            short(server)
        );
        reader.invalid(*at, message, "write `security = \"starttls\"`, or `\"tls\"`");
        return None;
    }
    let vault = vault(reader, &table, folder);
    let authority = reader.text(&table, "authority").map(|(file, _)| folder.join(file));
    let user = reader.text(&table, "user").map(|(user, _)| user);
    let addresses = addresses(reader, &table);
    let ((server, _), from) = (server?, from?);
    Some(Account {
        server,
        port: port?,
        security: security?,
        user,
        from,
        vault,
        authority,
        addresses,
    })
}

/// Whether a server is this machine.
fn is_here(server: &str) -> bool {
    let address: Result<IpAddr, _> = server.trim_matches(['[', ']']).parse();
    address.map_or(server == "localhost", |address| address.is_loopback())
}

fn mailbox(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<Mailbox> {
    let (text, at) = reader.text(table, "from")?;
    let read = text.parse();
    if read.is_err() {
        let message = format!("`{}` is no address of e-mail", short(&text));
        reader.invalid(at, message, "write `from = \"Ann Author <ann@example.org>\"`");
    }
    read.ok()
}

fn vault(reader: &mut Reader<'_>, table: &Table<'_, '_>, folder: &Path) -> Vault {
    let file = reader.text(table, "password-file");
    match (file, reader.text(table, "password-variable")) {
        (Some(_), Some((_, at))) => {
            let message = "the password is said to be in two places".to_string();
            reader.invalid(
                at,
                message,
                "leave out `password-file` or `password-variable`",
            );
            Vault::Prompt
        }
        (Some((file, _)), None) => Vault::File(folder.join(file)),
        (None, Some((name, _))) => Vault::Variable(name),
        (None, None) => Vault::Prompt,
    }
}

fn addresses(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
) -> BTreeMap<String, Address> {
    let Some(value) = table.get("addresses") else { return BTreeMap::new() };
    let DeValue::Table(named) = value.get_ref() else {
        let at = reader.span(value);
        reader.wrong(at, value.get_ref(), "a table of addresses");
        return BTreeMap::new();
    };
    let mut addresses = BTreeMap::new();
    for (name, value) in named {
        let Some((text, at)) = reader.text_of(value) else { continue };
        match text.parse::<Address>() {
            Ok(address) => {
                addresses.insert(name.get_ref().to_string(), address);
            }
            Err(_) => {
                let message = format!("`{}` is no address of e-mail", short(&text));
                reader.invalid(at, message, "write it as in `ann_12@kindle.com`");
            }
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Result<Account, Reported>, Vec<String>) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("mail.toml");
        fs::write(&path, text).expect("written");
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let account = Account::read(&path, &mut files, &mut sink);
        let found = sink.into_found().into_iter();
        (account, found.map(|found| found.message).collect())
    }

    const LEAST: &str =
        "server = \"smtp.example.org\"\nfrom = \"Ann <ann@example.org>\"\n";

    #[test]
    fn an_account_is_private_unless_it_is_here() {
        let (account, found) = read(LEAST);
        let account = account.expect("it is right");
        assert!(found.is_empty(), "{found:?}");
        assert_eq!((account.port, account.security), (587, Security::Starttls));
        assert_eq!(account.vault, Vault::Prompt);
        assert_eq!(account.authority, None);
        let (account, _) = read(&format!("{LEAST}authority = \"ours.pem\"\n"));
        let authority = account.expect("it is right").authority.expect("stated");
        assert!(authority.is_absolute() && authority.ends_with("ours.pem"));
        let (account, _) = read(&format!("{LEAST}security = \"tls\"\n"));
        assert_eq!(account.expect("it is right").port, 465);
        let (account, found) = read(&format!("{LEAST}security = \"none\"\n"));
        assert!(account.is_err());
        assert_eq!(
            found,
            ["without TLS everybody on the way to `smtp.example.org` reads along"]
        );
        for here in ["localhost", "127.0.0.1", "::1", "127.3.2.1"] {
            let text = LEAST.replace("smtp.example.org", here) + "security = \"none\"\n";
            assert!(read(&text).0.is_ok(), "{here}");
        }
        let text = LEAST.replace("smtp.example.org", "127.0.0.1.example.org");
        assert!(read(&(text + "security = \"none\"\n")).0.is_err());
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let (account, found) = read(
            "sever = \"x\"\nport = 70000\nsecurity = \"some\"\nfrom = \"ann\"\npassword-file = \"a\"\npassword-variable = \"B\"\n[addresses]\nkindle = \"nobody\"\n",
        );
        assert!(account.is_err());
        assert_eq!(found.len(), 6, "{found:#?}");
    }

    #[test]
    fn addresses_have_names() {
        let (account, _) =
            read(&format!("{LEAST}[addresses]\nkindle = \"a@kindle.com\"\n"));
        let account = account.expect("it is right");
        assert_eq!(
            account.address("kindle").map(ToString::to_string),
            Ok("a@kindle.com".into())
        );
        assert_eq!(account.address("kindel"), Err("did you mean `mail:kindle`?".into()));
        assert_eq!(account.address("x"), Err("the names there are `kindle`".into()));
    }

    #[test]
    #[cfg(unix)]
    fn a_password_is_its_owner_s_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("password");
        let write = |text: &str, mode| {
            fs::write(&path, text).expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            Secret::read(&path)
        };
        let secret = write("open sesame \n", 0o600).expect("private");
        assert_eq!(secret.reveal(), "open sesame ");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        let (message, help) =
            write("open sesame\n", 0o644).expect_err("others may read it");
        assert!(message.starts_with("others may read") && help.contains("chmod 600"));
        assert!(!message.contains("sesame") && !help.contains("sesame"));
        assert!(write("\n", 0o600).is_err());
        fs::remove_file(&path).expect("removed");
        assert!(Secret::read(&path).is_err());
    }
}
