//! Paragraphs in marks, several in a row: persons talk, or are quoted one after the other.

use super::super::paragraphs::Paragraph;
use super::super::quotes::{Opened, closing};
use super::super::report::{Report, short};
use super::Reading;

/// The most paragraphs of a row that are looked at.
const MOST: usize = 50;

impl Reading<'_> {
    /// Whether a quotation is one of several that a colon leads to, of which none asks and none answers.
    pub(super) fn is_led_row(&self, at: usize) -> bool {
        let whole = |it: &&Paragraph| !it.text.contains('?') && is_whole(it);
        let above = self.row[..at].iter().rev().take(MOST).take_while(whole).count();
        let below = self.row[at..].iter().take(MOST).take_while(whole).count();
        let leads = self.row[..at].iter().rev().nth(above);
        above + below > 1
            && leads.is_some_and(|it| {
                it.text.trim_end().ends_with(':') && !it.text.contains('“')
            })
    }

    /// Tells of those that stay as they are.
    pub(super) fn tell_marked(&self, at: usize, report: &mut Report) {
        let above = at.checked_sub(1).is_some_and(|above| is_whole(&self.row[above]));
        let count =
            self.row[at..].iter().take(MOST).take_while(|it| is_whole(it)).count();
        if self.is_tale || above || count == 0 {
            return;
        }
        if count == 1 {
            let words = self.row[at].text.trim();
            let message = format!(
                "this paragraph is in marks, and stays as it is: {}",
                short(words)
            );
            let help = "where it is a quotation rather than speech, put `> ` before it";
            report.guess(self.row[at].at(), message, help);
            return;
        }
        let message = format!(
            "these {count} paragraphs are in marks each, and stay as they are: {}",
            short(&self.row[at].text)
        );
        let help = "where they are quotations rather than speech, put `> ` before them";
        report.doubt(self.row[at].at(), message, help);
    }
}

/// Whether a paragraph is nothing but one quotation in its marks.
fn is_whole(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.trim();
    matches!(closing(text), Some(Opened::Closed(_, past)) if text[past..].chars().count() <= 1)
}
