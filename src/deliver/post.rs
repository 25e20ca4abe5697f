//! A letter with a book in it, to the server of an account.

use std::fs;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::address::Envelope;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    Certificate, SmtpConnection, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::Ehlo;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use uuid::Uuid;

use super::limit::heavy;
use super::{Account, Secret, Security, ending, safe};
use crate::source;

/// How long the server may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// The address.
    pub to: &'a Address,
    /// The file's name.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// When it is sent.
    pub date: SystemTime,
}

/// Why a letter was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undelivered {
    /// The fact; the password is never part of it.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Sends a letter. It is taken whole by the server, or not at all.
///
/// # Errors
/// When the server cannot be reached, is not who it should be, or does not take it.
pub fn post(
    letter: &Letter<'_>,
    account: &Account,
    secret: Option<&Secret>,
) -> Result<(), Undelivered> {
    let (mut line, envelope, bytes) = greet(letter, account)?;
    let refused =
        |error: Error| undelivered(&error, account, secret, letter.bytes.len() as u64);
    if let (Some(user), Some(secret)) = (&account.user, secret) {
        let credentials = Credentials::new(user.clone(), secret.reveal().to_string());
        line.auth(DEFAULT_MECHANISMS, &credentials).map_err(refused)?;
    }
    line.send(&envelope, &bytes).map_err(refused)?;
    line.quit().ok();
    Ok(())
}

/// Asks the server whether it takes letters as large as this one, and sends nothing. It is told
/// neither who asks nor a password.
///
/// # Errors
/// When the server cannot be reached, is not who it should be, or does not take so much.
pub fn ask(letter: &Letter<'_>, account: &Account) -> Result<(), Undelivered> {
    let (mut line, ..) = greet(letter, account)?;
    line.quit().ok();
    Ok(())
}

/// A line to the server, which takes letters as large as this one; from whom to whom it goes, and
/// the letter as it is sent.
fn greet(
    letter: &Letter<'_>,
    account: &Account,
) -> Result<(SmtpConnection, Envelope, Vec<u8>), Undelivered> {
    let message = write(letter, &account.from).map_err(|why| Undelivered {
        message: format!("the letter cannot be written: {why}"),
        help: "look at `from` and the address in `mail.toml`".to_string(),
    })?;
    let authorities = authorities(account)?;
    let refused =
        |error: Error| undelivered(&error, account, None, letter.bytes.len() as u64);
    let mut line = connect(account, authorities).map_err(refused)?;
    let bytes = message.formatted();
    let length = bytes.len() as u64;
    match most(&mut line).map_err(refused)? {
        Some(most) if length > most => {
            line.abort();
            Err(too_large(account, length, most))
        }
        Some(_) | None => Ok((line, message.envelope().clone(), bytes)),
    }
}

/// The certificates of the account's own authorities.
fn authorities(account: &Account) -> Result<Vec<Certificate>, Undelivered> {
    let Some(path) = &account.authority else { return Ok(Vec::new()) };
    let told = |why: String| Undelivered {
        message: format!("no certificate can be read from `{}`: {why}", path.display()),
        help: "`authority` in `mail.toml` names a file of certificates in PEM"
            .to_string(),
    };
    let pem = fs::read(path).map_err(|error| told(source::reason(&error)))?;
    // The library takes a file without any for a list of none.
    if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
        return Err(told("there is none in it".to_string()));
    }
    // All that are in the file, though it is called one.
    let read = Certificate::from_pem(&pem).map(|certificates| vec![certificates]);
    read.map_err(|error| told(reason(&error)))
}

/// A line to the server, private if the account wants it so; nothing but greetings were said on it.
fn connect(
    account: &Account,
    authorities: Vec<Certificate>,
) -> Result<SmtpConnection, Error> {
    let server = &account.server;
    let parameters = || {
        let builder = TlsParameters::builder(server.clone());
        let trust = |builder: TlsParametersBuilder, authority| {
            builder.add_root_certificate(authority)
        };
        authorities.into_iter().fold(builder, trust).build_rustls()
    };
    let hello = ClientId::default();
    let to = (server.trim_matches(['[', ']']), account.port);
    let open = |tls| SmtpConnection::connect(to, Some(PATIENCE), &hello, tls, None);
    match account.security {
        Security::Tls => open(Some(&parameters()?)),
        Security::Starttls => {
            let parameters = parameters()?;
            let mut line = open(None)?;
            let private = line.starttls(&parameters, &hello);
            if private.is_err() {
                line.abort();
            }
            private.map(|()| line)
        }
        Security::None => open(None),
    }
}

/// The largest letter that the server takes, if it says so (RFC 1870, 3); zero stands for any.
///
/// The library keeps nothing of that from its own greeting, so the server is greeted again, which it has to
/// take (RFC 5321, 4.1.4). One that takes a greeting once alone has said nothing, and goes on as before.
fn most(line: &mut SmtpConnection) -> Result<Option<u64>, Error> {
    let told = match line.command(Ehlo::new(ClientId::default())) {
        Err(refused) if refused.is_permanent() => return Ok(None),
        told => told?,
    };
    let size = told.message().find_map(|line| {
        let mut words = line.split_ascii_whitespace();
        let is_size = words.next().is_some_and(|w| w.eq_ignore_ascii_case("SIZE"));
        words.next().filter(|_| is_size)?.parse().ok()
    });
    Ok(size.filter(|most| *most > 0))
}

fn too_large(account: &Account, bytes: u64, most: u64) -> Undelivered {
    let [bytes, most] = [bytes, most].map(|bytes| bytes as f64 / 1e6);
    let server = &account.server;
    Undelivered {
        message: format!(
            "`{server}` takes letters of {most:.1} MB, and this one would have {bytes:.1} MB"
        ),
        help: "make the pictures smaller, or put the file on the reader by other ways; nothing \
               was sent"
            .to_string(),
    }
}

fn write(letter: &Letter<'_>, from: &Mailbox) -> Result<Message, String> {
    let name = safe(letter.name);
    let kind =
        ContentType::parse(media_type(&name)).map_err(|error| error.to_string())?;
    // Known from any other letter, and the same for the same book to the same place at once.
    let since = letter.date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let what = format!("{} {} {:?} {}", from.email, letter.to, since, name);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, what.as_bytes());
    let text = SinglePart::plain(format!("{name} is attached.\r\n"));
    let file = Attachment::new(name.clone()).body(letter.bytes.to_vec(), kind);
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, letter.to.clone()))
        .date(letter.date)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .subject(name)
        .multipart(MultiPart::mixed().singlepart(text).singlepart(file))
        .map_err(|error| error.to_string())
}

/// The media type by which services know a file.
fn media_type(name: &str) -> &'static str {
    match ending(name).to_lowercase().as_str() {
        ".epub" | ".kepub.epub" => "application/epub+zip",
        ".pdf" => "application/pdf",
        ".html" | ".htm" => "text/html",
        ".txt" => "text/plain",
        _ => "application/octet-stream",
    }
}

fn undelivered(
    error: &Error,
    account: &Account,
    secret: Option<&Secret>,
    bytes: u64,
) -> Undelivered {
    let Account { server, port, .. } = account;
    let said = hidden(&reason(error), account, secret);
    let status = error.status().map(u16::from);
    if let Some(535 | 534 | 530) = status {
        return Undelivered {
            message: format!("`{server}` does not take the user and the password: {said}"),
            help: "look at `user` in `mail.toml` and at the password; many services want one that \
                   is made for this program alone (an \"app password\")"
                .to_string(),
        };
    }
    let answered = error.is_permanent() || error.is_transient() || error.is_response();
    if status == Some(552) || (answered && heavy(bytes)) {
        return Undelivered {
            message: format!("`{server}` does not take letters of this size: {said}"),
            help:
                "make the pictures smaller, or put the file on the reader by other ways"
                    .to_string(),
        };
    }
    if answered {
        return Undelivered {
            message: format!("`{server}` does not take the letter: {said}"),
            help: "look at `from` and at the address that it goes to in `mail.toml`"
                .to_string(),
        };
    }
    // The error of TLS is within one of the network, and has no kind of its own.
    let private = ["STARTTLS", "certificate", "corrupt message", "handshake", "TLS"];
    if error.is_tls() || private.iter().any(|word| said.contains(word)) {
        return Undelivered {
            message: format!("there is no private way to `{server}`: {said}"),
            help:
                "look at `server`, `port` and `security` in `mail.toml`; nothing was sent"
                    .to_string(),
        };
    }
    Undelivered {
        message: format!("`{server}`, port {port}, does not answer as it should: {said}"),
        help: "look at the network, and at `server` and `port` in `mail.toml`"
            .to_string(),
    }
}

/// The error and what caused it, on one line, without signs that turn a terminal's head.
fn reason(error: &Error) -> String {
    let mut out = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let why = error.to_string();
        if !out.contains(&why) {
            out += &format!(": {why}");
        }
        cause = error.source();
    }
    let plain: String =
        out.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a server said, without the password, should it have sent it back as it came or as it was
/// wrapped (RFC 4616; RFC 4954, 4).
fn hidden(said: &str, account: &Account, secret: Option<&Secret>) -> String {
    let Some(secret) = secret.map(Secret::reveal).filter(|secret| !secret.is_empty())
    else {
        return said.to_string();
    };
    let user = account.user.as_deref().unwrap_or("");
    let plain = format!("\0{user}\0{secret}");
    let wrapped = [STANDARD.encode(&plain), STANDARD.encode(secret), secret.to_string()];
    wrapped
        .iter()
        .fold(said.to_string(), |said, secret| said.replace(secret.as_str(), "…"))
}

#[cfg(test)]
mod tests;
