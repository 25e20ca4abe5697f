use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use super::super::Vault;
use super::*;

/// What a server for one letter is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Kind,
    /// Refuses every user, and says what it was told.
    Suspicious,
    /// Closes the line in the middle of the letter.
    Gone,
    /// Knows no TLS.
    Open,
    /// Takes small letters alone.
    Small,
    /// Takes one greeting alone, as Python's `smtpd` does.
    Curt,
}

/// A server on this machine; gives its port and, when the client has gone, all that it was told.
fn server(mood: Mood) -> (u16, mpsc::Receiver<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("bound").port();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut lines = BufReader::new(stream.try_clone().expect("a handle")).lines();
        let mut heard = Vec::new();
        let mut say = |text: &str| stream.write_all(text.as_bytes()).is_ok();
        say("220 here\r\n");
        let mut data = false;
        while let Some(Ok(line)) = lines.next() {
            heard.push(line.clone());
            if data {
                if mood == Mood::Gone && heard.len() > 30 {
                    break;
                }
                if line == "." {
                    data = false;
                    say("250 taken\r\n");
                }
                continue;
            }
            let word = line.split(' ').next().unwrap_or("").to_uppercase();
            let greeted =
                heard.iter().filter(|line| line.starts_with("EHLO")).count() > 1;
            let going = match word.as_str() {
                "EHLO" if mood == Mood::Small => {
                    say("250-here\r\n250-SIZE 9000\r\n250 AUTH PLAIN\r\n")
                }
                "EHLO" if mood == Mood::Curt && greeted => {
                    say("503 Duplicate HELO/EHLO\r\n")
                }
                "EHLO" => say("250-here\r\n250 AUTH PLAIN\r\n"),
                "AUTH" if mood == Mood::Suspicious => {
                    say(&format!("535 no: {line} \u{1b}[2J open sesame\r\n"))
                }
                "AUTH" => say("235 come in\r\n"),
                "DATA" => {
                    data = true;
                    say("354 go on\r\n")
                }
                "QUIT" => {
                    say("221 bye\r\n");
                    false
                }
                _ => say("250 well\r\n"),
            };
            if !going {
                break;
            }
        }
        let _ = tell.send(heard);
    });
    (port, told)
}

fn account(port: u16, security: Security) -> Account {
    Account {
        server: "127.0.0.1".into(),
        port,
        security,
        user: Some("ann".into()),
        from: "Ann Author <ann@example.org>".parse().expect("an address"),
        vault: Vault::Prompt,
        authority: None,
        addresses: BTreeMap::new(),
    }
}

fn sent(mood: Mood, security: Security) -> (Result<(), Undelivered>, Vec<String>) {
    let (port, told) = server(mood);
    let to: Address = "ann_12@kindle.com".parse().expect("an address");
    let bytes: Vec<u8> = (0..20_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let letter = Letter { to: &to, name: "Coyoacán-kindle.epub", bytes: &bytes, date };
    let secret = Secret::new("open sesame\n");
    let posted = post(&letter, &account(port, security), Some(&secret));
    (posted, told.recv_timeout(Duration::from_secs(20)).expect("the server ends"))
}

#[test]
fn a_book_arrives_as_it_was() {
    let (posted, told) = sent(Mood::Kind, Security::None);
    assert_eq!(posted, Ok(()));
    let has = |line: &str| told.iter().any(|told| told == line);
    assert!(
        has("MAIL FROM:<ann@example.org>") && has("RCPT TO:<ann_12@kindle.com>"),
        "{told:#?}"
    );
    assert!(has("Date: Tue, 14 Nov 2023 22:13:20 +0000"));
    assert!(has("Content-Type: application/epub+zip"));
    let login = STANDARD.encode("\0ann\0open sesame");
    assert!(has(&format!("AUTH PLAIN {login}")));
    let at = told.iter().position(|line| line == "Content-Type: application/epub+zip");
    let mut body =
        told[at.expect("attached")..].iter().skip_while(|line| !line.is_empty());
    body.next();
    let packed: String =
        body.take_while(|line| !line.starts_with("--")).cloned().collect();
    let bytes = STANDARD.decode(packed).expect("base64");
    let wanted: Vec<u8> = (0..20_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    assert!(bytes == wanted, "every byte arrives");
}

#[test]
fn a_server_that_is_greeted_once_alone_takes_the_letter() {
    let (posted, told) = sent(Mood::Curt, Security::None);
    assert_eq!(posted, Ok(()), "{told:#?}");
    assert!(told.iter().any(|line| line == "DATA"), "{told:#?}");
}

#[test]
fn the_password_is_in_no_message() {
    let (posted, told) = sent(Mood::Suspicious, Security::None);
    let refused = posted.expect_err("nobody may");
    let text = format!("{} {} {refused:?}", refused.message, refused.help);
    assert!(text.contains("does not take the user and the password"), "{text}");
    assert!(
        !text.contains("sesame")
            && !text.contains(&STANDARD.encode("\0ann\0open sesame"))
    );
    assert!(!text.contains('\u{1b}'), "{text:?}");
    assert!(!told.iter().any(|line| line == "DATA"));
}

#[test]
fn a_line_that_breaks_is_told() {
    let (posted, _) = sent(Mood::Gone, Security::None);
    let message = posted.expect_err("it broke").message;
    assert!(message.starts_with("`127.0.0.1`, port "), "{message}");
}

#[test]
fn nothing_is_said_to_a_server_that_knows_no_tls() {
    let (posted, told) = sent(Mood::Open, Security::Starttls);
    let refused = posted.expect_err("no private way");
    assert!(
        refused.message.starts_with("there is no private way"),
        "{}",
        refused.message
    );
    assert!(
        told.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"),
        "{told:?}"
    );
    let (posted, told) = sent(Mood::Open, Security::Tls);
    let refused = posted.expect_err("no private way");
    assert!(
        refused.message.starts_with("there is no private way"),
        "{}",
        refused.message
    );
    assert!(!told.iter().any(|line| line.contains("AUTH")), "{told:?}");
}

#[test]
fn nobody_there_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    let to: Address = "a@example.org".parse().expect("an address");
    let date = SystemTime::UNIX_EPOCH;
    let letter = Letter { to: &to, name: "a.pdf", bytes: b"x", date };
    let refused =
        post(&letter, &account(port, Security::None), None).expect_err("nobody");
    assert!(refused.message.contains("does not answer"), "{}", refused.message);
}

#[test]
fn a_letter_that_is_too_large_is_not_sent() {
    let (posted, told) = sent(Mood::Small, Security::None);
    let refused = posted.expect_err("it is too large");
    assert!(
        refused.message.starts_with("`127.0.0.1` takes letters of 0.0 MB, and this one"),
        "{}",
        refused.message
    );
    for word in ["AUTH", "MAIL", "DATA"] {
        assert!(!told.iter().any(|line| line.starts_with(word)), "{told:?}");
    }
}

#[test]
fn a_server_is_asked_without_a_letter_or_a_password() {
    let to: Address = "a@example.org".parse().expect("an address");
    let date = SystemTime::UNIX_EPOCH;
    for (mood, length, takes) in [
        (Mood::Kind, 20_000, true),
        (Mood::Small, 100, true),
        (Mood::Small, 20_000, false),
    ] {
        let (port, told) = server(mood);
        let bytes = vec![7; length];
        let letter = Letter { to: &to, name: "a.pdf", bytes: &bytes, date };
        let asked = ask(&letter, &account(port, Security::None));
        assert_eq!(asked.is_ok(), takes, "{asked:?}");
        let told = told.recv_timeout(Duration::from_secs(20)).expect("the server ends");
        let quiet = |line: &String| line.starts_with("EHLO") || line == "QUIT";
        assert!(told.iter().all(quiet), "{told:?}");
    }
}

/// A server with TLS from the beginning, by an authority of its own; gives its port.
fn private_server() -> (u16, mpsc::Receiver<Vec<String>>) {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let read = |name: &str| {
        std::fs::read(format!("{}/tests/mail/{name}", env!("CARGO_MANIFEST_DIR")))
            .expect("kept")
    };
    let certificate = CertificateDer::from_pem_slice(&read("server.pem")).expect("PEM");
    let key = PrivateKeyDer::from_pem_slice(&read("server-key.pem")).expect("PEM");
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a pair");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("bound").port();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a client");
        let tls = rustls::ServerConnection::new(std::sync::Arc::new(config));
        let mut stream =
            BufReader::new(rustls::StreamOwned::new(tls.expect("set up"), stream));
        let mut heard: Vec<String> = Vec::new();
        let mut data = false;
        let mut answer = "220 here\r\n";
        loop {
            let said = answer.is_empty()
                || stream.get_mut().write_all(answer.as_bytes()).is_ok();
            let mut line = String::new();
            if !said || !stream.read_line(&mut line).is_ok_and(|read| read > 0) {
                break;
            }
            let line = line.trim_end().to_owned();
            answer = match (data, line.split(' ').next().unwrap_or("")) {
                (true, ".") => "250 taken\r\n",
                (true, _) => "",
                (false, "EHLO") => "250-here\r\n250-SIZE 0\r\n250 AUTH PLAIN\r\n",
                (false, "AUTH") => "235 come in\r\n",
                (false, "DATA") => "354 go on\r\n",
                (false, "QUIT") => "221 bye\r\n",
                (false, _) => "250 well\r\n",
            };
            data = answer == "354 go on\r\n" || data && line != ".";
            heard.push(line);
        }
        let _ = tell.send(heard);
    });
    (port, told)
}

#[test]
fn a_server_with_an_authority_of_its_own_is_trusted_where_the_account_says_so() {
    let to: Address = "a@example.org".parse().expect("an address");
    let date = SystemTime::UNIX_EPOCH;
    let letter = Letter { to: &to, name: "a.pdf", bytes: b"%PDF-1.7 text", date };
    let secret = Secret::new("open sesame");
    let kept = |name: &str| -> PathBuf {
        format!("{}/tests/mail/{name}", env!("CARGO_MANIFEST_DIR")).into()
    };
    let (port, told) = private_server();
    let mut account = account(port, Security::Tls);
    let refused = post(&letter, &account, Some(&secret)).expect_err("a stranger");
    assert!(refused.message.contains("UnknownIssuer"), "{}", refused.message);
    assert!(told.recv_timeout(Duration::from_secs(20)).expect("it ends").is_empty());
    let (port, told) = private_server();
    account.port = port;
    account.authority = Some(kept("authority.pem"));
    assert_eq!(post(&letter, &account, Some(&secret)), Ok(()));
    let told = told.recv_timeout(Duration::from_secs(20)).expect("it ends");
    assert!(told.iter().any(|line| line.starts_with("AUTH PLAIN ")), "{told:?}");
    assert!(told.contains(&"QUIT".to_owned()), "{told:?}");
    // Of several certificates in a file all are read.
    let dir = tempfile::tempdir().expect("a temporary folder");
    let both = dir.path().join("both.pem");
    let read = |path: PathBuf| std::fs::read_to_string(path).expect("kept");
    let (first, second) = (read(kept("server.pem")), read(kept("authority.pem")));
    std::fs::write(&both, format!("Ours:\n{first}\n{second}")).expect("writable");
    let (port, _told) = private_server();
    account.port = port;
    account.authority = Some(both);
    assert_eq!(ask(&letter, &account), Ok(()));
    account.authority = Some(kept("README.md"));
    let refused = post(&letter, &account, Some(&secret)).expect_err("no certificate");
    assert!(refused.message.starts_with("no certificate can be read"), "{refused:?}");
}
