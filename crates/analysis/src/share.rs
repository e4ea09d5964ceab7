//! In what share of futures something holds.

/// How many futures say yes, no, and neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Where it holds.
    pub yes: usize,
    /// Where it does not.
    pub no: usize,
    /// Where a run failed, so that nobody knows.
    pub undecided: usize,
}

impl Share {
    /// How many futures decide.
    pub fn decided(&self) -> usize {
        self.yes + self.no
    }

    /// The share of the decided futures in which it holds; `None` when none decides.
    pub fn value(&self) -> Option<f64> {
        (self.decided() > 0).then(|| self.yes as f64 / self.decided() as f64)
    }

    /// The sampling error of the share: √(p(1 − p)/n), as for independent draws. A Latin hypercube's is no larger on average.
    ///
    /// That is 0 where all futures agree, although other futures might not. There it is z/(n + z²) instead, so that z = 1.96
    /// standard errors from a share of 0 or 1 are where Wilson's [interval](Share::interval) ends. 0 when no future decides.
    pub fn standard_error(&self) -> f64 {
        let Some(p) = self.value() else {
            return 0.0;
        };
        let n = self.decided() as f64;
        if self.yes == 0 || self.no == 0 {
            return Z / (n + Z * Z);
        }
        math::sqrt(p * (1.0 - p) / n)
    }

    /// The 95 % interval of Wilson (1927), which also holds near 0 and 1; `None` when no future decides.
    pub fn interval(&self) -> Option<(f64, f64)> {
        // Wilson's and not p ± 1.96 standard errors, which has no width where all futures agree and leaves 0..1 near the ends.
        let p = self.value()?;
        let n = self.decided() as f64;
        let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * math::sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }
}

/// In what share of futures something holds, where futures do not weigh the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeightedShare {
    /// How many futures decide: they have an answer and a weight.
    pub decided: usize,
    /// How many do not.
    pub undecided: usize,
    /// The weights of those where it holds.
    yes: f64,
    /// The weights of those where it does not.
    no: f64,
    /// The squares of both.
    squares: f64,
}

impl WeightedShare {
    /// The weights' share in which it holds; `None` when nothing that decides weighs anything.
    pub fn value(&self) -> Option<f64> {
        let total = self.yes + self.no;
        (total > 0.0).then(|| self.yes / total)
    }

    /// How many equally weighted futures would say as much (Kish 1965); 0 when nothing that decides weighs anything.
    pub fn effective(&self) -> f64 {
        let total = self.yes + self.no;
        if self.squares > 0.0 {
            total * total / self.squares
        } else {
            0.0
        }
    }

    /// The sampling error of the share, as of so many independent draws as there are effective futures; see
    /// [`Share::standard_error`].
    pub fn standard_error(&self) -> f64 {
        let (Some(p), n) = (self.value(), self.effective()) else {
            return 0.0;
        };
        if self.yes == 0.0 || self.no == 0.0 {
            return Z / (n + Z * Z);
        }
        math::sqrt(p * (1.0 - p) / n)
    }
}

impl FromIterator<(Option<bool>, Option<f64>)> for WeightedShare {
    /// Adds up answers with their weights; without either a future is undecided.
    fn from_iter<T: IntoIterator<Item = (Option<bool>, Option<f64>)>>(answers: T) -> Self {
        let mut share = WeightedShare::default();
        for (answer, weight) in answers {
            let Some((holds, weight)) = answer.zip(weight) else {
                share.undecided += 1;
                continue;
            };
            share.decided += 1;
            share.squares += weight * weight;
            *(if holds { &mut share.yes } else { &mut share.no }) += weight;
        }
        share
    }
}

/// The 97.5 % point of the normal distribution: how many standard errors a 95 % interval reaches to each side.
const Z: f64 = 1.959963984540054;

impl FromIterator<Option<bool>> for Share {
    /// Counts; `None` is undecided.
    fn from_iter<T: IntoIterator<Item = Option<bool>>>(answers: T) -> Self {
        let mut share = Share::default();
        for answer in answers {
            match answer {
                Some(true) => share.yes += 1,
                Some(false) => share.no += 1,
                None => share.undecided += 1,
            }
        }
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_by_weight() {
        let answers = [
            (Some(true), Some(0.5)),
            (Some(false), Some(0.25)),
            (Some(false), Some(0.25)),
        ];
        let without = [(Some(true), None), (None, Some(1.0))];
        let share: WeightedShare = answers.into_iter().chain(without).collect();
        assert_eq!((share.decided, share.undecided, share.value()), (3, 2, Some(0.5)));
        // 1² / (1/4 + 1/16 + 1/16) = 8/3, and √(1/4 · 3/8).
        assert!((share.effective() - 8.0 / 3.0).abs() < 1e-12);
        assert!((share.standard_error() - (0.25f64 * 0.375).sqrt()).abs() < 1e-12);
        let nothing: WeightedShare = without.into_iter().collect();
        assert_eq!(
            (nothing.value(), nothing.effective(), nothing.standard_error()),
            (None, 0.0, 0.0)
        );
        let all: WeightedShare = [(Some(true), Some(1.0))].into_iter().collect();
        assert!((all.standard_error() - Z / (1.0 + Z * Z)).abs() < 1e-12);
    }

    #[test]
    fn a_share_and_its_error() {
        let answers = [Some(true), Some(true), Some(true), Some(false), None];
        let share: Share = answers.into_iter().collect();
        assert_eq!((share.value(), share.undecided), (Some(0.75), 1));
        // √(0.75 · 0.25 / 4)
        assert!((share.standard_error() - 0.216_506_350_946_109_7).abs() < 1e-15);
        assert_eq!(Share::default().value(), None);
        assert_eq!(Share::default().interval(), None);
    }

    #[test]
    fn where_all_futures_agree_the_error_reaches_to_the_end_of_wilsons_interval() {
        for n in [1, 20, 1648] {
            let none = Share {
                yes: 0,
                no: n,
                undecided: 0,
            };
            let all = Share {
                yes: n,
                no: 0,
                undecided: 0,
            };
            let (_, high) = none.interval().unwrap();
            let (low, _) = all.interval().unwrap();
            assert!((Z * none.standard_error() - high).abs() < 1e-12, "{n}");
            assert!((1.0 - Z * all.standard_error() - low).abs() < 1e-12, "{n}");
        }
        assert_eq!(Share::default().standard_error(), 0.0);
    }

    #[test]
    fn the_interval_of_wilson() {
        // Newcombe 1998, table I: 81 of 263 and 0 of 20, method 3.
        let interval = |yes, no| Share { yes, no, undecided: 0 }.interval().unwrap();
        let (low, high) = interval(81, 182);
        assert!(
            (low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5,
            "{low} {high}"
        );
        let (low, high) = interval(0, 20);
        assert!(low == 0.0 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
    }
}
