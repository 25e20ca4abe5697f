//! A moving line on the terminal, only when there is one and the work is long.

use std::io::{IsTerminal, stderr};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Step;

/// Shorter work is done before a line about it is read.
const LONG: Duration = Duration::from_millis(400);

/// The line; it goes when this is dropped.
pub(super) struct Progress {
    news: Option<(Sender<String>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to watch, if anybody does.
    pub fn start(wanted: bool) -> Progress {
        if !wanted || !stderr().is_terminal() {
            return Progress { news: None };
        }
        let (sender, receiver) = channel::<String>();
        let watcher = thread::spawn(move || {
            let mut message = String::from("reading");
            let start = std::time::Instant::now();
            // Until the work is long, news is only kept.
            loop {
                match receiver.recv_timeout(LONG.saturating_sub(start.elapsed())) {
                    Ok(news) => message = news,
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            let bar = ProgressBar::new_spinner().with_message(message);
            let style = ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            for news in receiver {
                bar.set_message(news);
            }
            bar.finish_and_clear();
        });
        Progress { news: Some((sender, watcher)) }
    }

    /// Tells of a step.
    pub fn step(&self, book: &Path, step: &Step) {
        if let Some((sender, _)) = &self.news
            && let Some(news) = news(book, step)
        {
            // The watcher only goes when this does.
            let _ = sender.send(news);
        }
    }
}

/// What is being done, if that is news. The work comes before the book, whose path may be
/// long: a narrow terminal cuts off the end.
fn news(book: &Path, step: &Step) -> Option<String> {
    let now = match step {
        Step::Begun => "reading".to_string(),
        Step::Read => "assembling".to_string(),
        Step::Assembled => "laying out".to_string(),
        Step::Typeset(pages) => format!("writing {pages} pages of"),
        // Beside these other work goes on, which is what the line is about.
        Step::Cover(_) | Step::Made(_) | Step::Written(_) => return None,
    };
    Some(format!("{now} {}", book.display()))
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, watcher)) = self.news.take() {
            drop(sender);
            let _ = watcher.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_terminal_shows_what_is_done() {
        let book = Path::new("books/of/a/large/house/in/many/folders/coyoacan.toml");
        let shown = |step| -> String {
            news(book, &step).expect("it is news").chars().take(15).collect()
        };
        assert_eq!(shown(Step::Assembled), "laying out book");
        assert_eq!(shown(Step::Typeset(12)), "writing 12 page");
    }
}
