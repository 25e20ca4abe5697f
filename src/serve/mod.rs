//! Serving a finished folder on the local network, for the stall: read-only, and nothing outside
//! the folder.
//!
//! HTTP/1.1 by `hyper`. Files go out as they are, never compressed (KOReader refuses that), by
//! ranges where these are asked for (RFC 9110, section 14). Connections, headers and waiting are
//! bounded, so that no client can keep others out for long.

mod answer;
mod folder;
mod listing;
mod media;
mod range;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

pub use answer::Answered;
use folder::Found;

/// How many connections stand open at once; others wait until one of them ends.
const CONNECTIONS: usize = 128;
/// How long a client may take for the head of a request, or to ask again.
const HEAD: Duration = Duration::from_secs(10);
/// How long nothing may be taken or given on a connection.
const STILL: Duration = Duration::from_secs(20);
/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 << 10;
/// How long downloads may go on after the end.
const FAREWELL: Duration = Duration::from_secs(5);

/// What is called with what became of each request.
pub type Watch = Arc<dyn Fn(&Answered) + Send + Sync>;

/// A server that has its port and does not answer yet.
pub struct Server {
    folder: PathBuf,
    listener: std::net::TcpListener,
}

impl Server {
    /// Takes a port.
    ///
    /// # Errors
    /// When the address is not of this machine, or the port is taken.
    pub fn bind(folder: PathBuf, at: SocketAddr) -> io::Result<Server> {
        let listener = std::net::TcpListener::bind(at)?;
        listener.set_nonblocking(true)?;
        Ok(Server { folder, listener })
    }

    /// Whether there is anything to show: a page, or files.
    pub fn shows(&self) -> bool {
        match folder::find(&self.folder, "/") {
            Found::File(_) => true,
            Found::Held(held) => !listing::held(&self.folder, &held, "/").is_empty(),
            Found::Elsewhere | Found::Nothing => false,
        }
    }

    /// The addresses under which others find it, the likeliest first.
    ///
    /// # Errors
    /// When the system does not tell them.
    pub fn addresses(&self) -> io::Result<Vec<String>> {
        let local = self.listener.local_addr()?;
        let port = local.port();
        if !local.ip().is_unspecified() {
            return Ok(vec![address(local.ip(), port)]);
        }
        let mut hosts: Vec<IpAddr> = if_addrs::get_if_addrs()?
            .into_iter()
            .filter(|interface| !interface.is_loopback())
            .map(|interface| interface.ip())
            .filter(|ip| match ip {
                IpAddr::V4(ip) => local.is_ipv4() || !ip.is_link_local(),
                // An address that only means something together with an interface.
                IpAddr::V6(ip) => local.is_ipv6() && !ip.is_unicast_link_local(),
            })
            .collect();
        hosts.sort_by_key(|ip| (ip.is_ipv6(), !is_private(ip), *ip));
        hosts.dedup();
        if hosts.is_empty() {
            hosts.push(local_host());
        }
        Ok(hosts.into_iter().map(|host| address(host, port)).collect())
    }

    /// Answers until `end` comes true, then lets downloads finish for a while.
    ///
    /// # Errors
    /// When the system has no means to wait for connections.
    pub fn run(self, end: impl Future<Output = ()>, watch: Watch) -> io::Result<()> {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let done = runtime.block_on(self.answer(end, watch));
        // What still reads a file is not waited for.
        runtime.shutdown_timeout(Duration::from_secs(1));
        done
    }

    async fn answer(self, end: impl Future<Output = ()>, watch: Watch) -> io::Result<()> {
        let listener = TcpListener::from_std(self.listener)?;
        let folder: Arc<PathBuf> = Arc::new(self.folder);
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let mut end = std::pin::pin!(end);
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
            let stream = tokio::select! {
                taken = listener.accept() => match taken {
                    Ok((stream, _)) => stream,
                    // Too many files are open, or the client has gone: others come.
                    Err(_) => {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = &mut end => break,
            };
            let mut stream = TimeoutStream::new(stream);
            stream.set_read_timeout(Some(STILL));
            stream.set_write_timeout(Some(STILL));
            let (folder, watch) = (Arc::clone(&folder), Arc::clone(&watch));
            let service = service_fn(move |request| {
                let (folder, watch) = (Arc::clone(&folder), Arc::clone(&watch));
                async move { answer::answer(request, &folder, &watch).await }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(LARGEST_HEAD)
                .serve_connection(TokioIo::new(Box::pin(stream)), service);
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // A client that breaks off is no fault of ours.
                let _ = connection.await;
                drop(place);
            });
        }
        drop(listener);
        let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
        Ok(())
    }
}

fn address(host: IpAddr, port: u16) -> String {
    let host = match host {
        IpAddr::V4(host) => host.to_string(),
        IpAddr::V6(host) => format!("[{host}]"),
    };
    match port {
        80 => format!("http://{host}/"),
        port => format!("http://{host}:{port}/"),
    }
}

fn local_host() -> IpAddr {
    IpAddr::V4(std::net::Ipv4Addr::LOCALHOST)
}

/// Whether it is an address of home and office networks (RFC 1918, RFC 4193).
fn is_private(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private(),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_as_browsers_take_them() {
        assert_eq!(address(local_host(), 8080), "http://127.0.0.1:8080/");
        assert_eq!(address(local_host(), 80), "http://127.0.0.1/");
        let six = IpAddr::V6(std::net::Ipv6Addr::LOCALHOST);
        assert_eq!(address(six, 8080), "http://[::1]:8080/");
    }
}
