//! Regret: what a policy loses against the best one in the same future (Savage 1951).

/// Which direction of an outcome is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
}

impl Better {
    /// How much worse `value` is than `other`; negative when it is better.
    pub fn loss(self, value: f64, other: f64) -> f64 {
        match self {
            Better::Lower => value - other,
            Better::Higher => other - value,
        }
    }
}

/// The regret of each policy in each future, in the outcome's unit; 0 for the best.
///
/// `outcomes` has one row a policy and one entry a future, `None` where the run failed. A failed run has no regret and is never
/// the best.
pub fn regret(outcomes: &[Vec<Option<f64>>], better: Better) -> Vec<Vec<Option<f64>>> {
    let futures = outcomes.iter().map(Vec::len).max().unwrap_or(0);
    let of_future = |future: usize| outcomes.iter().filter_map(move |o| o.get(future).copied().flatten());
    // A comparator, not a key: the loss of one against another is what orders them in either direction.
    let best: Vec<Option<f64>> = (0..futures)
        .map(|future| of_future(future).min_by(|a, b| better.loss(*a, *b).total_cmp(&0.0)))
        .collect();
    let loss = |(value, best): (&Option<f64>, &Option<f64>)| Some(better.loss((*value)?, (*best)?));
    outcomes.iter().map(|policy| policy.iter().zip(&best).map(loss).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loss_against_the_best_in_that_future() {
        let force = vec![Some(30.0), Some(20.0), None];
        let programmes = vec![Some(25.0), Some(26.0), Some(40.0)];
        let outcomes = [force, programmes];
        assert_eq!(
            regret(&outcomes, Better::Lower),
            [[Some(5.0), Some(0.0), None], [Some(0.0), Some(6.0), Some(0.0)]]
        );
        assert_eq!(
            regret(&outcomes, Better::Higher),
            [[Some(0.0), Some(6.0), None], [Some(5.0), Some(0.0), Some(0.0)]]
        );
    }

    #[test]
    fn a_future_in_which_all_failed() {
        assert_eq!(regret(&[vec![None], vec![None]], Better::Lower), [[None], [None]]);
        assert!(regret(&[], Better::Lower).is_empty());
    }
}
