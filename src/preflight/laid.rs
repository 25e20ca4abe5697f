//! What lies on a page so far, as far as it is certain: what is overprinted adds its inks to those
//! below it (ISO 32000-1, 11.7.4).

use std::collections::VecDeque;

use super::matrix::Extent;

/// The inks of the press in per cent: cyan, magenta, yellow, black.
pub(super) type Inks = [f64; 4];

/// How many things are remembered; of more, those at the bottom are forgotten.
const MOST: usize = 128;

/// Where things may be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clip {
    /// The box around it.
    around: [f64; 4],
    /// Whether it is all of that box.
    whole: bool,
}

impl Clip {
    /// Everywhere.
    pub(super) const NONE: Clip =
        Clip { around: [-f64::MAX, -f64::MAX, f64::MAX, f64::MAX], whole: true };

    /// What is left of it within something else, which is all of its box or not.
    pub(super) fn and(self, extent: Extent, whole: bool) -> Clip {
        match extent.and(self.around).0 {
            Some(around) => Clip { around, whole: self.whole && whole },
            // Nothing is drawn any more: no place is certain.
            None => Clip { whole: false, ..self },
        }
    }

    /// Some part of it: letters that are cut out.
    pub(super) fn in_parts(self) -> Clip {
        Clip { whole: false, ..self }
    }
}

/// What was laid on a page, the last on top.
#[derive(Default)]
pub(super) struct Laid(VecDeque<([f64; 4], Option<Inks>)>);

impl Laid {
    /// Lays something: a rectangle with its inks, or, where shape or inks are not certain, something
    /// within its box.
    pub(super) fn lay(&mut self, extent: Extent, clip: Clip, inks: Option<Inks>) {
        let Some(at) = extent.and(clip.around).0 else { return };
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back((at, inks.filter(|_| clip.whole)));
    }

    /// Everything that can be seen through the clip is covered by something unknown.
    pub(super) fn cover(&mut self, clip: Clip) {
        self.lay(Extent(Some(clip.around)), clip, None);
    }

    /// The inks where something is overprinted that leaves those of which it has none: of the places
    /// that are certain, the one with the most. Nothing where none is.
    pub(super) fn over(&self, extent: Extent, clip: Clip, inks: Inks) -> Option<Inks> {
        let [left, bottom, right, top] = extent.and(clip.around).0?;
        let mut most: Option<Inks> = None;
        for (at, below) in self.0.iter().rev() {
            let meets = at[0] < right && left < at[2] && at[1] < top && bottom < at[3];
            if !meets {
                continue;
            }
            let Some(below) = below else { break };
            let both: Inks =
                std::array::from_fn(
                    |ink| if inks[ink] > 0.0 { inks[ink] } else { below[ink] },
                );
            let sum = |inks: &Inks| inks.iter().sum::<f64>();
            if most.is_none_or(|most| sum(&most) < sum(&both)) {
                most = Some(both);
            }
            if at[0] <= left && at[1] <= bottom && at[2] >= right && at[3] >= top {
                break;
            }
        }
        most
    }
}
