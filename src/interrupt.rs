//! The end that a user or the system asks for: Ctrl-C, a terminal that is closed, `kill`.

/// Comes true when the run is to end.
pub async fn interrupt() {
    let asked = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without signals it goes on until it is killed.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::SignalKind;
        tokio::select! {
            () = asked => {}
            () = signal(SignalKind::terminate()) => {}
            () = signal(SignalKind::hangup()) => {}
        }
    }
    #[cfg(not(unix))]
    asked.await;
}

#[cfg(unix)]
async fn signal(kind: tokio::signal::unix::SignalKind) {
    match tokio::signal::unix::signal(kind) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

/// Calls `end` when the run is to end, on a thread of its own.
pub fn on_interrupt(end: impl FnOnce() + Send + 'static) {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        // Without means to wait for signals it ends as programs do.
        if let Ok(runtime) = runtime {
            runtime.block_on(interrupt());
            end();
        }
    });
}
