//! Code between lines of backticks: its language, and whether it ends.

use std::ops::Range;

use super::build::Builder;
use crate::diag::Code;

impl Builder<'_> {
    /// The first word behind the backticks that open a block of code.
    pub fn code_language(&mut self, info: &str, range: &Range<usize>) -> Option<String> {
        let word = info.split_whitespace().next()?;
        if !info.contains('{') {
            return Some(word.to_string());
        }
        let line = self.src[range.clone()].lines().next().unwrap_or("");
        let open = line.find('{').map_or(range.start, |at| range.start + at);
        let bare = word.split('{').next().unwrap_or("");
        let inner = word.trim_matches(['{', '}', '.']);
        let message = "code takes no attributes in braces";
        let help = match (bare.is_empty(), inner.is_empty()) {
            (true, true) => "write the language alone behind the backticks".to_string(),
            (true, false) => format!("write the language alone: ```{inner}"),
            (false, _) => {
                let braces = &line[open - range.start..];
                format!("put a block around the code: `::: {braces}` … `:::`")
            }
        };
        let braces = open..range.start + line.len();
        self.report_with(Code::InvalidAttribute, message, braces, Some(help));
        Some(bare.to_string()).filter(|bare| !bare.is_empty())
    }

    /// Reports code between backticks whose last line is not the closing one.
    pub fn check_code_end(&mut self, range: &Range<usize>) {
        let block = self.src[range.clone()].trim_end();
        let first = block.lines().next().unwrap_or("");
        let sign = if first.starts_with('~') { '~' } else { '`' };
        let count = first.len() - first.trim_start_matches(sign).len();
        let last = block.rsplit('\n').next().unwrap_or("");
        let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
        let closes = block.contains('\n')
            && last.len() >= count
            && last.chars().all(|c| c == sign);
        if !closes {
            let fence = String::from(sign).repeat(count.clamp(3, 12));
            let help = format!("put `{fence}` on a line of its own where it ends");
            let line = range.start..range.start + first.len();
            let message = "code is never closed";
            self.report_with(Code::UnclosedBlock, message, line, Some(help));
        }
    }
}
