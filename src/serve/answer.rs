//! A request and its answer.

use std::convert::Infallible;
use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode, Version};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::Watch;
use super::folder::{Found, find};
use super::listing::listing;
use super::media::{LOOKED_AT, media_type, says};
use super::range::{Wanted, wanted};

/// What became of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// How it asked.
    pub method: String,
    /// What for: a path as it was sent, without what stands behind a question mark.
    pub path: String,
    /// The answer: 200, 404 …
    pub status: u16,
}

type Body = BoxBody<Bytes, io::Error>;

/// Answers a request for something in a folder.
pub(super) async fn answer<B>(
    request: Request<B>,
    folder: &Path,
    watch: &Watch,
) -> Result<Response<Body>, Infallible> {
    let (method, path) = (request.method().clone(), request.uri().path().to_string());
    // Whom a request is for must be said, once (RFC 9112, 3.2).
    let hosts = request.headers().get_all(header::HOST).iter().count();
    let lost = request.version() == Version::HTTP_11 && hosts != 1;
    let answer = match method {
        _ if lost => short(StatusCode::BAD_REQUEST, method == Method::HEAD),
        Method::GET | Method::HEAD => {
            let head = method == Method::HEAD;
            match seek(folder, &path).await {
                Sought::Thing(thing) => deliver(thing, request.headers(), head)
                    .await
                    .unwrap_or_else(|_| short(StatusCode::NOT_FOUND, head)),
                Sought::Elsewhere => elsewhere(&path, head),
                Sought::Nothing => short(StatusCode::NOT_FOUND, head),
            }
        }
        _ => {
            let mut answer = short(StatusCode::METHOD_NOT_ALLOWED, false);
            set(&mut answer, header::ALLOW, "GET, HEAD");
            // What was to be sent is not waited for.
            set(&mut answer, header::CONNECTION, "close");
            answer
        }
    };
    let status = answer.status().as_u16();
    watch(&Answered { method: method.to_string(), path, status });
    Ok(answer)
}

/// What a path leads to.
enum Sought {
    Thing(Thing),
    Elsewhere,
    Nothing,
}

/// What can be sent, whole or in parts.
struct Thing {
    length: u64,
    /// By which one is told from another under the same address.
    tag: String,
    /// When it was made, where that is known.
    modified: Option<SystemTime>,
    media: String,
    content: Content,
}

enum Content {
    File(File),
    Page(Bytes),
}

/// Looks for a path; the disk may be slow.
async fn seek(folder: &Path, path: &str) -> Sought {
    let (folder, path) = (folder.to_path_buf(), path.to_string());
    let found = tokio::task::spawn_blocking(move || {
        let found = find(&folder, &path);
        let page = match &found {
            Found::Held(held) => Some(listing(&folder, held, &path)),
            Found::File(_) | Found::Elsewhere | Found::Nothing => None,
        };
        (found, page)
    });
    match found.await {
        Ok((Found::File(file), _)) => {
            Thing::file(file).await.map_or(Sought::Nothing, Sought::Thing)
        }
        Ok((Found::Held(_), Some(page))) => Sought::Thing(Thing::page(page)),
        Ok((Found::Elsewhere, _)) => Sought::Elsewhere,
        Ok((Found::Held(_) | Found::Nothing, _)) | Err(_) => Sought::Nothing,
    }
}

impl Thing {
    async fn file(path: PathBuf) -> io::Result<Thing> {
        let mut file = File::open(&path).await?;
        let known = file.metadata().await?;
        let length = known.len();
        let modified = known.modified()?;
        let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        // Files are replaced, never written into: size and time tell one from another.
        let tag = format!("\"{:x}-{length:x}\"", since.as_nanos());
        let mut beginning = Vec::new();
        if says(&path) {
            (&mut file).take(LOOKED_AT as u64).read_to_end(&mut beginning).await?;
        }
        let media = media_type(&path, &beginning);
        Ok(Thing {
            length,
            tag,
            modified: Some(modified),
            media,
            content: Content::File(file),
        })
    }

    /// A page that was made for this request.
    fn page(text: String) -> Thing {
        Thing {
            length: text.len() as u64,
            tag: format!("\"{:x}\"", Sha256::digest(&text)),
            modified: None,
            media: "text/html; charset=utf-8".to_owned(),
            content: Content::Page(Bytes::from(text)),
        }
    }
}

/// A thing, the part of it that is asked for, or nothing if the client has it already.
async fn deliver(
    thing: Thing,
    asked: &HeaderMap,
    head: bool,
) -> io::Result<Response<Body>> {
    let Thing { length, tag, modified, media, content } = thing;
    let date = modified.map(httpdate::fmt_http_date);
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let mut answer = Response::new(empty());
    set(&mut answer, header::ETAG, &tag);
    if let Some(date) = &date {
        set(&mut answer, header::LAST_MODIFIED, date);
    }
    set(&mut answer, header::ACCEPT_RANGES, "bytes");
    set(&mut answer, header::CACHE_CONTROL, "no-cache");
    set(&mut answer, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // What is asked for a file that is no more (RFC 9110, 13.2.2).
    let parse = |date: &str| httpdate::parse_http_date(date).ok();
    let changed = match text(header::IF_MATCH) {
        Some(tags) => !matches(tags, &tag),
        None => text(header::IF_UNMODIFIED_SINCE)
            .and_then(parse)
            .zip(date.as_deref().and_then(parse))
            .is_some_and(|(since, date)| date > since),
    };
    if changed {
        *answer.status_mut() = StatusCode::PRECONDITION_FAILED;
        set(&mut answer, header::CONTENT_LENGTH, "0");
        return Ok(answer);
    }
    let fresh = match text(header::IF_NONE_MATCH) {
        Some(tags) => matches(tags, &tag),
        None => text(header::IF_MODIFIED_SINCE)
            .and_then(parse)
            .zip(date.as_deref().and_then(parse))
            .is_some_and(|(since, date)| date <= since),
    };
    if fresh {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(answer);
    }
    set(&mut answer, header::CONTENT_TYPE, &media);
    // A part of what the client knows, and of nothing else (RFC 9110, 13.1.5).
    let same = text(header::IF_RANGE)
        .is_none_or(|range| range == tag || date.as_deref() == Some(range));
    // Parts are of what is sent, and nothing is (RFC 9110, 14.2).
    let part = text(header::RANGE).filter(|_| same && !head);
    let (first, count) = match part.map_or(Wanted::All, |part| wanted(part, length)) {
        Wanted::All => (0, length),
        Wanted::Part(first, last) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            let range = format!("bytes {first}-{last}/{length}");
            set(&mut answer, header::CONTENT_RANGE, &range);
            (first, last - first + 1)
        }
        Wanted::Beyond => {
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(&mut answer, header::CONTENT_RANGE, &format!("bytes */{length}"));
            set(&mut answer, header::CONTENT_LENGTH, "0");
            return Ok(answer);
        }
    };
    set(&mut answer, header::CONTENT_LENGTH, &count.to_string());
    if !head {
        *answer.body_mut() = match content {
            Content::File(mut file) => {
                file.seek(SeekFrom::Start(first)).await?;
                stream(file, count)
            }
            Content::Page(page) => {
                // A page is in memory: its length fits.
                let from = usize::try_from(first).unwrap_or(page.len());
                let count = usize::try_from(count).unwrap_or(page.len());
                whole(page.slice(from..(from + count).min(page.len())))
            }
        };
    }
    Ok(answer)
}

/// Whether a tag is among those of a condition; weak ones will do (RFC 9110, 13.1.2).
fn matches(tags: &str, tag: &str) -> bool {
    let mut tags = tags.split(',').map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag || known == "*")
}

/// So many bytes of a file from where it stands.
fn stream(file: File, count: u64) -> Body {
    let bytes = ReaderStream::with_capacity(file.take(count), 64 << 10);
    StreamBody::new(Frames(bytes)).boxed()
}

/// Bytes as frames of a body.
struct Frames(ReaderStream<tokio::io::Take<File>>);

impl futures_core::Stream for Frames {
    type Item = io::Result<Frame<Bytes>>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = std::pin::Pin::new(&mut self.0).poll_next(context);
        next.map(|bytes| bytes.map(|bytes| bytes.map(Frame::data)))
    }
}

/// The address of a folder, with its stroke.
fn elsewhere(path: &str, head: bool) -> Response<Body> {
    let mut answer = short(StatusCode::MOVED_PERMANENTLY, head);
    set(&mut answer, header::LOCATION, &format!("{path}/"));
    answer
}

/// An answer of a line.
fn short(status: StatusCode, head: bool) -> Response<Body> {
    let line =
        format!("{} {}\n", status.as_u16(), status.canonical_reason().unwrap_or(""));
    let mut answer = Response::new(empty());
    *answer.status_mut() = status;
    set(&mut answer, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    set(&mut answer, header::CONTENT_LENGTH, &line.len().to_string());
    if !head {
        *answer.body_mut() = whole(Bytes::from(line));
    }
    answer
}

fn empty() -> Body {
    whole(Bytes::new())
}

/// Bytes that are in memory already.
fn whole(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed()
}

/// Sets a header; a value that no header can have is left out.
fn set(answer: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
