//! The trajectory of one variable over a run, and looks at it.

use study::acceptance::By;

/// Values at save points; each stands for the time from its point to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trajectory<'a> {
    /// The save points, as years.
    pub years: &'a [f64],
    /// The values.
    pub values: &'a [f64],
    /// How far save points stand apart, in years.
    pub step: f64,
    /// How many of the variable's time units a year has: 52 for a count per week, 1 for what is not per time.
    pub per_year: f64,
}

/// Dates this near, in years, are the same: below a minute.
const SAME: f64 = 1e-6;

impl Trajectory<'_> {
    /// The number that a look gives; NaN where the run has no save point for it.
    pub fn look(&self, by: By) -> f64 {
        match by {
            By::At(year) => self.at(year),
            By::Mean(from, to) => {
                let (sum, weights) = self.sums(from, to);
                sum / weights
            }
            By::Integral(from, to) => match self.sums(from, to) {
                (_, 0.0) => f64::NAN,
                (sum, _) => sum * self.per_year,
            },
            By::Min(from, to) => self.extreme((from, to), |best, v| v < best),
            By::Max(from, to) => self.extreme((from, to), |best, v| v > best),
        }
    }

    fn at(&self, year: f64) -> f64 {
        let behind = self.years.partition_point(|y| *y <= year + SAME);
        let at = behind.checked_sub(1).and_then(|at| self.values.get(at));
        at.copied().unwrap_or(f64::NAN)
    }

    /// The values within a window, with how much of each lies within, in years.
    fn within(&self, from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
        let pairs = self.years.iter().zip(self.values);
        pairs.filter_map(move |(year, value)| {
            let weight = (year + self.step).min(to) - year.max(from);
            (weight > SAME).then_some((*value, weight))
        })
    }

    fn sums(&self, from: f64, to: f64) -> (f64, f64) {
        let add = |(sum, weights), (value, weight)| (sum + value * weight, weights + weight);
        self.within(from, to).fold((0.0, 0.0), add)
    }

    fn extreme(&self, (from, to): (f64, f64), beats: impl Fn(f64, f64) -> bool) -> f64 {
        let better = |best: f64, value: f64| if beats(best, value) { value } else { best };
        let mut values = self.within(from, to).map(|(value, _)| value);
        let first = values.next().unwrap_or(f64::NAN);
        // What is no number stays so: it must not hide behind the others.
        values.fold(first, |best, v| {
            if best.is_nan() || v.is_nan() {
                f64::NAN
            } else {
                better(best, v)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(by: By) -> f64 {
        let trajectory = Trajectory {
            years: &[2000.0, 2000.5, 2001.0, 2001.5, 2002.0],
            values: &[1.0, 4.0, 2.0, 8.0, 3.0],
            step: 0.5,
            per_year: 52.0,
        };
        trajectory.look(by)
    }

    #[test]
    fn a_date_takes_the_last_save_point_that_is_not_behind_it() {
        assert_eq!(look(By::At(2001.5)), 8.0);
        assert_eq!(look(By::At(2001.9)), 8.0);
        assert!(look(By::At(1999.0)).is_nan());
    }

    #[test]
    fn save_points_count_by_how_much_of_them_lies_within() {
        assert_eq!(look(By::Mean(2000.0, 2001.0)), 2.5);
        assert_eq!(look(By::Mean(2000.25, 2000.75)), 2.5);
        assert_eq!(look(By::Integral(2000.0, 2001.0)), 2.5 * 52.0);
        assert!(look(By::Mean(2010.0, 2011.0)).is_nan());
        assert!(look(By::Integral(2010.0, 2011.0)).is_nan());
    }

    #[test]
    fn the_end_does_not_belong_to_a_window() {
        assert_eq!(look(By::Max(2000.0, 2001.5)), 4.0);
        assert_eq!(look(By::Min(2000.5, 2002.0)), 2.0);
    }
}
