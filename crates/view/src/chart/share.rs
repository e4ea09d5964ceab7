//! A claim's share of futures on a scale from none to all.

use super::axis::Axis;
use super::ink::REFERENCE;
use super::{label, line, picture};
use crate::claim;
use crate::markup::Markup;
use crate::words::{ENGLISH, Words};
use findings::ClaimFinding;

/// Where the scale of a strip lies.
const STRIP: f64 = 10.0;

/// One claim's share of futures on a scale from none to all, small enough for a table's cell: a dot, and a
/// bar from the lowest to the highest share over the structural alternatives. `None` when nothing decides it.
pub fn strip(claim: &ClaimFinding) -> Option<String> {
    strip_drawn(claim, &ENGLISH).map(Markup::into_string)
}

pub(crate) fn strip_drawn(claim: &ClaimFinding, words: &Words) -> Option<Markup> {
    const SIZE: (f64, f64) = (140.0, 26.0);
    let share = claim.share.filter(|s| s.is_finite())?;
    let axis = Axis::exact((0.0, 1.0), (8.0, SIZE.0 - 8.0), 2);
    let (low, high) = claim.across.unwrap_or((share, share));
    let told = [
        ("share", claim::holds_in_futures(claim, words)),
        ("range", words.share_range(low, high)),
    ];
    let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
    let description = words.fill("holds in {share}; {range} across mechanisms", &told);
    Some(picture(SIZE, &claim.says, &description, |m| {
        strip_scale(m, &axis, SIZE.1);
        across(m, &axis, STRIP, (low, high));
        dots(m, claim, &axis, STRIP, 4.2);
    }))
}

/// The scale of a strip, from none to all, with its labels at the bottom.
fn strip_scale(m: &mut Markup, axis: &Axis, bottom: f64) {
    line(m, "cf-grid", (axis.place(0.0), STRIP), (axis.place(1.0), STRIP));
    for (tick, text) in [(0.0, "0"), (0.5, ""), (1.0, "100\u{A0}%")] {
        let x = axis.place(tick);
        line(m, "cf-axis", (x, STRIP - 4.0), (x, STRIP + 4.0));
        let (anchor, nudge) = if tick == 0.0 { ("start", -3.0) } else { ("end", 8.0) };
        label(m, "cf-tick", (x + nudge, bottom), anchor, text);
    }
}

/// A dot for the share in all futures, or one for each mechanism where these must not be pooled.
pub(super) fn dots(m: &mut Markup, claim: &ClaimFinding, axis: &Axis, y: f64, size: f64) {
    let pooled = claim.share.filter(|_| claim.apart.is_empty());
    let apart = claim::all_apart(claim).into_iter().map(|b| b.share);
    pooled.into_iter().chain(apart).for_each(|share| REFERENCE.marker(m, (axis.place(share), y), size));
}

pub(super) fn across(m: &mut Markup, axis: &Axis, y: f64, (low, high): (f64, f64)) {
    if low.is_finite() && high.is_finite() {
        line(m, "cf-across cf-i0", (axis.place(low), y), (axis.place(high), y));
    }
}

/// The alternatives of a claim, in the study's order.
fn mechanisms(claim: &ClaimFinding) -> Vec<&str> {
    let mut names: Vec<&str> = claim.branches.iter().map(|b| b.alternative.as_str()).collect();
    names.dedup();
    names
}

/// Those between whose choices the share differs most; those that must not be pooled come first.
pub(crate) fn telling(claim: &ClaimFinding) -> Vec<&str> {
    const FEWEST: usize = 10;
    const MOST: usize = 5;
    let spread = |name: &str| {
        let own = claim.branches.iter().filter(|b| b.alternative == name && b.futures >= FEWEST);
        let (low, high) = own.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), b| {
            (low.min(b.share), high.max(b.share))
        });
        let is_apart = claim.apart.iter().any(|apart| apart == name);
        (high - low).max(0.0) + if is_apart { 1.0 } else { 0.0 }
    };
    let mut names = mechanisms(claim);
    names.sort_by(|a, b| spread(b).total_cmp(&spread(a)));
    names.truncate(MOST);
    names
}
