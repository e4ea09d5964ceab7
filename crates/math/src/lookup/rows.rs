//! Tables at many x at once: each step for all of them before the next, so that the compiler makes vector instructions of it.

use super::{Lookup, LookupMode, Search, Segment};
use crate::select::between;

/// So many x are compared with a breakpoint at once.
const ABREAST: usize = 16;

/// Up to so many points, comparing every x with every breakpoint is quicker than any other search.
const COMPARE_UP_TO: usize = 48;

impl Lookup {
    /// The values at every `x`, the same as [`Lookup::at`] gives.
    #[inline(always)]
    pub fn rows<const N: usize>(&self, x: &[f64; N], mode: LookupMode, out: &mut [f64; N]) {
        match mode {
            _ if matches!(self.search, Search::Regular { .. }) => self.one_by_one(x, mode, out),
            LookupMode::Interpolate => {
                let reach = [self.breakpoints[0], self.breakpoints[self.points.len() - 1]];
                lines(
                    x,
                    &self.counts(x),
                    Lines {
                        segments: &self.segments,
                        reach,
                    },
                    out,
                );
            }
            LookupMode::Extrapolate => {
                let (segments, reach) = (&self.extrapolated, self.reach);
                lines(x, &self.counts(x), Lines { segments, reach }, out);
            }
            _ => self.one_by_one(x, mode, out),
        }
    }

    #[inline(always)]
    fn one_by_one<const N: usize>(&self, x: &[f64; N], mode: LookupMode, out: &mut [f64; N]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = self.at(x, mode);
        }
    }

    /// The number of breakpoints at or below each x; 0 for NaN.
    #[inline(always)]
    fn counts<const N: usize>(&self, x: &[f64; N]) -> [u64; N] {
        let mut counts = [0; N];
        let points = &self.breakpoints[..self.points.len()];
        let (x, abreast) = (x.as_chunks::<ABREAST>(), counts.as_chunks_mut::<ABREAST>());
        for (x, counts) in x.0.iter().zip(abreast.0) {
            *counts = match points.len() {
                ..=COMPARE_UP_TO => compare_all(points, x),
                _ => halve(points, x),
            };
        }
        for (count, &x) in abreast.1.iter_mut().zip(x.1) {
            *count = self.count(x) as u64;
        }
        counts
    }
}

/// The lines of a lookup, and the x between which they count.
struct Lines<'l> {
    segments: &'l [Segment],
    reach: [f64; 2],
}

/// The values at every x, of which so many breakpoints are at or below it.
#[inline(always)]
fn lines<const N: usize>(x: &[f64; N], counts: &[u64; N], lines: Lines<'_>, out: &mut [f64; N]) {
    let Lines { segments, reach } = lines;
    let last = segments.len() - 1;
    let (mut from, mut y, mut rise, mut run) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
    // Gathered first, so that the arithmetic below is done in vectors.
    for (at, &count) in counts.iter().enumerate() {
        let segment = &segments[(count as usize).min(last)];
        (from[at], y[at], rise[at], run[at]) = (segment.from, segment.y, segment.rise, segment.run);
    }
    for (at, out) in out.iter_mut().enumerate() {
        let held = between(x[at], reach[0], reach[1]);
        *out = y[at] + rise[at] * (held - from[at]) / run[at];
    }
}

#[inline(always)]
fn compare_all(points: &[f64], x: &[f64; ABREAST]) -> [u64; ABREAST] {
    let mut counts = [0; ABREAST];
    for point in points {
        for at in 0..ABREAST {
            counts[at] += u64::from(*point <= x[at]);
        }
    }
    counts
}

/// Halves the range of all x at once, without a branch that would have to be foreseen.
#[inline(always)]
fn halve(points: &[f64], x: &[f64; ABREAST]) -> [u64; ABREAST] {
    let mut counts = [0; ABREAST];
    let mut left = points.len();
    while left > 0 {
        let half = left.div_ceil(2);
        for at in 0..ABREAST {
            let is_at_or_below = points[(counts[at] as usize + half - 1).min(points.len() - 1)] <= x[at];
            counts[at] += if is_at_or_below { half as u64 } else { 0 };
        }
        left -= half;
    }
    counts
}
