//! From values to places: ranges that hold all data, round ticks, and scales that never divide by nothing.

/// Beyond this size values are drawn at the edge, so that no sum of them overflows.
const LARGEST: f64 = 1e15;

/// One direction of a picture.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    low: f64,
    high: f64,
    /// Where `low` and `high` are drawn.
    from: f64,
    to: f64,
    /// Round values within the range.
    pub(crate) ticks: Vec<f64>,
    /// Between two ticks.
    pub(crate) step: f64,
}

/// The smallest and the largest of some values, numbers only; none gives 0 to 1, one alone gets room around it.
pub(crate) fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let finite = values.filter(|v| v.is_finite()).map(|v| v.clamp(-LARGEST, LARGEST));
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    if low > high {
        return (0.0, 1.0);
    }
    let room = if low == high { low.abs().max(1.0) * 0.1 } else { 0.0 };
    // A spread that the numbers themselves cannot resolve is none.
    let room = room.max(low.abs().max(high.abs()) * 1e-12 - (high - low)).max(0.0);
    (low - room, high + room)
}

/// The same, with zero in it when the values come near it: a picture of sizes should not hide how small a
/// change is.
pub(crate) fn range_of_sizes(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = range(values);
    if low > 0.0 && low < 0.6 * high {
        (0.0, high)
    } else {
        (low, high)
    }
}

impl Axis {
    /// An axis whose ends are round values around a range.
    pub(crate) fn round((low, high): (f64, f64), places: (f64, f64), ticks: usize) -> Axis {
        let step = round_step((high - low) / ticks.max(1) as f64);
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Axis::with_step((low, high), places, step)
    }

    /// An axis that ends where the values do, such as one of time.
    pub(crate) fn exact((low, high): (f64, f64), places: (f64, f64), ticks: usize) -> Axis {
        Axis::with_step((low, high), places, round_step((high - low) / ticks.max(1) as f64))
    }

    /// Time in years: steps of a year at least.
    pub(crate) fn years((low, high): (f64, f64), places: (f64, f64), ticks: usize) -> Axis {
        let step = round_step((high - low) / ticks.max(1) as f64);
        let step = if high - low >= 1.0 { step.max(1.0).round() } else { step };
        Axis::with_step((low, high), places, step)
    }

    fn with_step((low, high): (f64, f64), (from, to): (f64, f64), step: f64) -> Axis {
        const MOST: usize = 40;
        let first = (low / step).ceil();
        let slack = step * 1e-9;
        let values = (0..MOST).map(|at| (first + at as f64) * step);
        // Adding zero turns a negative zero into zero.
        let ticks: Vec<f64> = values.take_while(|v| *v <= high + slack).map(|v| v + 0.0).collect();
        Axis {
            low,
            high,
            from,
            to,
            ticks,
            step,
        }
    }

    /// Where a value is drawn; one beyond the ends at the end, one that is no number nowhere.
    pub(crate) fn place(&self, value: f64) -> f64 {
        if value.is_nan() {
            return f64::NAN;
        }
        let span = self.high - self.low;
        let share = if span > 0.0 {
            (value.clamp(self.low, self.high) - self.low) / span
        } else {
            0.5
        };
        self.from + share * (self.to - self.from)
    }

    /// Whether a value lies within the ends.
    pub(crate) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// The next round number from 1, 2, 2.5, 5 times a power of ten.
fn round_step(step: f64) -> f64 {
    if !step.is_finite() || step <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(step.log10().floor());
    let mantissa = step / power;
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|r| mantissa <= *r * (1.0 + 1e-9));
    round.unwrap_or(10.0) * power
}

/// Moves labels along a line so that each has `gap` to the next, within `low..high`; the order stays.
pub(crate) fn spread(mut places: Vec<f64>, gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).filter(|at| places[*at].is_finite()).collect();
    order.sort_by(|a, b| places[*a].total_cmp(&places[*b]));
    let mut least = low;
    for at in &order {
        places[*at] = places[*at].max(least);
        least = places[*at] + gap;
    }
    let mut most = high;
    for at in order.iter().rev() {
        places[*at] = places[*at].min(most);
        most = places[*at] - gap;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_hardly_anything() {
        assert_eq!(range([].into_iter()), (0.0, 1.0));
        assert_eq!(range([f64::NAN, f64::INFINITY].into_iter()), (0.0, 1.0));
        assert_eq!(range([5.0].into_iter()), (4.5, 5.5));
        assert_eq!(range([0.0, 0.0].into_iter()), (-0.1, 0.1));
        assert_eq!(range_of_sizes([10.0, 30.0].into_iter()), (0.0, 30.0));
        assert_eq!(range_of_sizes([28.0, 30.0].into_iter()), (28.0, 30.0));
    }

    #[test]
    fn ticks_are_round_and_few() {
        let axis = Axis::round((-0.13, 0.22), (0.0, 100.0), 4);
        assert_eq!(axis.ticks, [-0.2, -0.1, 0.0, 0.1, 0.2, 0.30000000000000004]);
        assert_eq!(axis.place(-0.2), 0.0);
        assert_eq!(axis.place(9.0), 100.0);
        assert!(axis.place(f64::NAN).is_nan());
        for range in [(0.0, 1e15), (-1e15, 1e15), (1e15 - 1.0, 1e15), (0.0, 1e-300)] {
            assert!(Axis::round(range, (0.0, 1.0), 5).ticks.len() <= 40);
        }
    }

    #[test]
    fn years_step_by_whole_years() {
        let axis = Axis::years((2012.0, 2035.0), (0.0, 1.0), 5);
        assert_eq!(axis.ticks, [2015.0, 2020.0, 2025.0, 2030.0, 2035.0]);
        assert_eq!(
            Axis::years((2023.0, 2025.5), (0.0, 1.0), 6).ticks,
            [2023.0, 2024.0, 2025.0]
        );
    }

    #[test]
    fn labels_make_room_for_each_other() {
        assert_eq!(spread(vec![10.0, 11.0, 50.0], 12.0, 0.0, 100.0), [10.0, 22.0, 50.0]);
        assert_eq!(spread(vec![95.0, 96.0], 12.0, 0.0, 100.0), [88.0, 100.0]);
    }
}
