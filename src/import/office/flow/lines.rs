//! Lines of verse, with their steps, and the source of what stands above.

use super::super::super::manuscript::{
    Block, Kind, Run, Runs, VerseLine, is_blank, tidy, undashed,
};
use super::{Flow, paragraph};
use crate::source::Span;

/// Lines without the spaces that were kept for verse, in what is none.
pub(super) fn without_leads(runs: Runs) -> Runs {
    let mut begins = true;
    let mut out = Vec::new();
    for mut run in runs {
        if let Run::Text(text) = &mut run
            && begins
        {
            *text = text.trim_start_matches('\u{a0}').to_string();
        }
        begins = run == Run::Break;
        out.push(run);
    }
    out
}

/// The most steps that a line of verse is set in by.
const MOST_STEPS: usize = 8;

/// How far each line of a paragraph that is not blank is set in by spaces and tabs, of four spaces each.
fn leads(runs: &[Run]) -> Vec<usize> {
    fn add(runs: &[Run], out: &mut String) {
        for run in runs {
            match run {
                Run::Text(text) | Run::Code(text) => out.push_str(text),
                Run::Styled(_, runs) | Run::Link { runs, .. } => add(runs, out),
                Run::Break => out.push('\n'),
                Run::Note(_) | Run::Picture(_) => out.push('\u{fffc}'),
            }
        }
    }
    let mut text = String::new();
    add(runs, &mut text);
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    let width = |c: char| if c == '\t' { 4 } else { 1 };
    lines
        .map(|line| line.chars().take_while(|c| c.is_whitespace()).map(width).sum())
        .collect()
}

impl Flow<'_> {
    /// The source of the quotation or the verse above it.
    pub(super) fn source(&mut self, runs: Runs, at: Span) {
        if let Some(Block {
            kind: Kind::Quote { attribution, .. } | Kind::Verse { attribution, .. },
            at: whole,
            ..
        }) = self.blocks.last_mut()
            && attribution.is_none()
        {
            *whole = whole.to(at);
            *attribution = Some(undashed(runs, at, self.report));
        } else {
            self.blocks.extend(paragraph(runs, at));
        }
    }

    /// Lines of verse; what is `parted` from those above it begins a stanza.
    pub(super) fn verse(&mut self, runs: Runs, parted: bool, at: Span) {
        let mut stanza: Vec<VerseLine> = Vec::new();
        let mut line = Vec::new();
        let leads = leads(&runs);
        for run in tidy(runs).into_iter().chain([Run::Break]) {
            if run != Run::Break {
                line.push(run);
                continue;
            }
            if let Some(Run::Text(first)) = line.first_mut() {
                *first = first.trim_start().to_string();
            }
            let runs = tidy(std::mem::take(&mut line));
            if !is_blank(&runs) {
                stanza.push(VerseLine { indent: 0, runs });
            }
        }
        let many = stanza.len() > 1;
        if stanza.is_empty() {
            return;
        }
        if leads.len() == stanza.len() {
            let least = leads.iter().min().copied().unwrap_or(0);
            for (line, lead) in stanza.iter_mut().zip(leads) {
                line.indent = (lead - least).div_ceil(2).min(MOST_STEPS);
            }
        }
        if let Some(Block { kind: Kind::Verse { stanzas, .. }, at: whole, .. }) =
            self.blocks.last_mut()
        {
            *whole = whole.to(at);
            // A paragraph a line, or a paragraph a stanza.
            match stanzas.last_mut().filter(|_| !many && !parted) {
                Some(last) => last.append(&mut stanza),
                None => stanzas.push(stanza),
            }
            return;
        }
        self.blocks.push(Block::new(
            Kind::Verse { stanzas: vec![stanza], attribution: None },
            at,
        ));
    }
}
