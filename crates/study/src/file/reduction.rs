//! How a study says in words what becomes of a trajectory: `integral`, `time above 5`, `change since 2022`.

use crate::wording;
use experiment::Reduce;

/// Reads the words; dates are years.
pub(super) fn parse(text: &str) -> Option<Reduce> {
    let number = |words: &str| -> Option<f64> {
        let rest = text.strip_prefix(words)?.trim();
        let value: f64 = rest.replace('_', "").parse().ok()?;
        value.is_finite().then_some(value)
    };
    match text {
        "integral" => Some(Reduce::Integral),
        "mean" => Some(Reduce::Mean),
        "final" => Some(Reduce::Last),
        "at" => Some(Reduce::At(f64::NAN)),
        "max" => Some(Reduce::Max),
        "min" => Some(Reduce::Min),
        _ => None
            .or_else(|| number("at ").map(Reduce::At))
            .or_else(|| number("time above ").map(Reduce::TimeAbove))
            .or_else(|| number("change since ").map(Reduce::ChangeSince))
            .or_else(|| number("relative change since ").map(Reduce::RelativeChangeSince)),
    }
}

/// What it gives: `the integral`.
pub(super) fn noun(reduce: &Reduce) -> String {
    match reduce {
        Reduce::Integral => "the integral".into(),
        Reduce::Mean => "the mean".into(),
        Reduce::Last | Reduce::At(_) => "the value".into(),
        Reduce::Max => "the largest value".into(),
        Reduce::Min => "the smallest value".into(),
        Reduce::TimeAbove(x) => format!("the time above {x}"),
        Reduce::ChangeSince(year) => format!("the change since {}", wording::date(*year)),
        Reduce::RelativeChangeSince(year) => format!("the relative change since {}", wording::date(*year)),
    }
}
