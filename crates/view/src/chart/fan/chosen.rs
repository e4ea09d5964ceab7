//! Which policies of a chart are drawn: the reference, and those at both ends of what can be told from it.

use super::{SEEN, values};
use crate::chart::axis::range_of_sizes;
use crate::chart::fan::FRAME;
use findings::{Chart, Fan};

/// The policies beside the reference that have a panel, with their places among the policies but the reference, in the study's
/// order: of those that can be told from the reference the one with the lowest and the one with the highest median at the end.
pub(super) fn chosen<'a>(chart: &'a Chart, reference: &str) -> Vec<(usize, &'a Fan)> {
    let base = chart.fans.iter().find(|f| f.policy == reference);
    let others = chart.fans.iter().filter(|f| f.policy != reference).enumerate();
    let told: Vec<(usize, &Fan)> = others.filter(|(_, f)| base.is_none_or(|b| differs(chart, f, b))).collect();
    let from = base.and_then(last);
    let away = |fan: &Fan| Some(last(fan)? - from.unwrap_or(0.0)).filter(|away| away.is_finite());
    let below = told.iter().filter(|(_, f)| away(f).is_some_and(|a| from.is_none() || a < 0.0));
    let above = told.iter().filter(|(_, f)| away(f).is_some_and(|a| from.is_none() || a > 0.0));
    let by_end =
        |a: &&(usize, &Fan), b: &&(usize, &Fan)| away(a.1).partial_cmp(&away(b.1)).unwrap_or(std::cmp::Ordering::Equal);
    let ends = [below.min_by(by_end), above.max_by(by_end)];
    let mut chosen: Vec<(usize, &Fan)> = ends.into_iter().flatten().copied().collect();
    if chosen.is_empty() {
        // Bands apart around one median are a difference too.
        chosen.extend(told.first());
    }
    chosen.sort_by_key(|(at, _)| *at);
    chosen.dedup_by_key(|(at, _)| *at);
    chosen
}

/// The policies that can be told from the reference but have no panel, since they end between those that have one.
pub(crate) fn between(chart: &Chart, reference: &str) -> usize {
    let base = chart.fans.iter().find(|f| f.policy == reference);
    let others = chart.fans.iter().filter(|f| f.policy != reference);
    let told = others.filter(|f| base.is_none_or(|b| differs(chart, f, b))).count();
    told - chosen(chart, reference).len()
}

/// The policies that have no panel because their bands lie on the reference's.
pub(crate) fn alike<'a>(chart: &'a Chart, reference: &str) -> Vec<&'a str> {
    let Some(base) = chart.fans.iter().find(|f| f.policy == reference) else {
        return Vec::new();
    };
    let others = chart.fans.iter().filter(|f| f.policy != reference);
    others.filter(|f| !differs(chart, f, base)).map(|f| f.policy.as_str()).collect()
}

fn last(fan: &Fan) -> Option<f64> {
    fan.p50.iter().rev().find(|v| v.is_finite()).copied()
}

/// Whether a policy's median or its middle 90 % would be seen apart from the reference's.
fn differs(chart: &Chart, fan: &Fan, base: &Fan) -> bool {
    let (low, high) = range_of_sizes(values(chart.fans.iter(), chart).copied());
    let seen = SEEN * (high - low) / (FRAME.bottom - FRAME.top);
    let pairs = [(&fan.p5, &base.p5), (&fan.p50, &base.p50), (&fan.p95, &base.p95)];
    // A value that is missing on one side alone is a difference too.
    let apart = |(own, theirs): (&f64, &f64)| own.is_finite() != theirs.is_finite() || (own - theirs).abs() > seen;
    pairs
        .iter()
        .any(|(own, theirs)| own.len() != theirs.len() || own.iter().zip(theirs.iter()).any(apart))
}
