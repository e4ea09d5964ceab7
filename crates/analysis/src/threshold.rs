//! Thresholds: how often an outcome is beyond one, and where a response crosses one.

use crate::{Better, Share};

/// In what share of futures an outcome is on the bad side of a threshold; `None` is a run that failed. The threshold itself is
/// still good.
pub fn beyond(outcomes: impl IntoIterator<Item = Option<f64>>, threshold: f64, better: Better) -> Share {
    let is_beyond = |value: f64| better.loss(value, threshold) > 0.0;
    outcomes.into_iter().map(|v| v.map(is_beyond)).collect()
}

/// The first dose at which a response reaches `level`, linear between the doses; `None` when it never does.
///
/// `doses` ascend; there is one response a dose.
pub fn crossing(doses: &[f64], responses: &[f64], level: f64) -> Option<f64> {
    let above: Vec<(f64, f64)> = doses.iter().copied().zip(responses.iter().map(|r| r - level)).collect();
    let exact = above.first().filter(|(_, r)| *r == 0.0).map(|(dose, _)| *dose);
    let between = |pair: &[(f64, f64)]| {
        let [(x, a), (y, b)] = [pair[0], pair[1]];
        // A response that is no number crosses nothing: both comparisons are false.
        let crosses = (a < 0.0 && b >= 0.0) || (a > 0.0 && b <= 0.0);
        crosses.then(|| x + (y - x) * (a / (a - b)))
    };
    exact.or_else(|| above.windows(2).find_map(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_beyond() {
        let outcomes = [Some(1.0), Some(2.0), Some(3.0), None];
        let share = beyond(outcomes, 2.0, Better::Lower);
        assert_eq!((share.yes, share.no, share.undecided), (1, 2, 1));
        assert_eq!(beyond(outcomes, 2.0, Better::Higher).yes, 1);
    }

    #[test]
    fn the_dose_at_which_a_change_is_zero() {
        let doses = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(crossing(&doses, &[0.4, 0.1, -0.1, -0.3], 0.0), Some(2.5));
        assert_eq!(crossing(&doses, &[-1.0, 0.0, 1.0, 2.0], 0.0), Some(2.0));
        assert_eq!(crossing(&doses, &[0.0, 1.0, 1.0, 1.0], 0.0), Some(1.0));
        assert_eq!(crossing(&doses, &[0.4, 0.3, 0.2, 0.1], 0.0), None);
        assert_eq!(crossing(&doses, &[0.4, f64::NAN, -0.2, -0.1], 0.0), None);
    }
}
