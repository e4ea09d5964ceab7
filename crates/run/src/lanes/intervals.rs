//! Sets of slots, as intervals.

use std::collections::BTreeMap;
use std::ops::Range;

/// Numbers in intervals that neither overlap nor touch, by their starts. What is asked of many intervals is found in
/// logarithmic time: a loop of thousands of instructions would take quadratic time otherwise.
#[derive(Debug, Default)]
pub(super) struct IntervalSet {
    ends: BTreeMap<u32, u32>,
}

impl IntervalSet {
    pub fn add(&mut self, interval: Range<u32>) {
        let mut union = interval;
        while let Some((&start, &end)) = self.ends.range(..=union.end).next_back() {
            if end < union.start {
                break;
            }
            self.ends.remove(&start);
            union = union.start.min(start)..union.end.max(end);
        }
        self.ends.insert(union.start, union.end);
    }

    /// Whether an interval has a number in common with those added.
    pub fn intersects(&self, interval: &Range<u32>) -> bool {
        let last = self.ends.range(..interval.end).next_back();
        last.is_some_and(|(_, end)| *end > interval.start)
    }
}

#[cfg(test)]
mod tests {
    use super::IntervalSet;

    #[test]
    fn ranges_that_touch_become_one() {
        let mut set = IntervalSet::default();
        for range in [10..12, 0..3, 20..30, 3..10, 25..27] {
            set.add(range);
        }
        assert_eq!(Vec::from_iter(&set.ends), [(&0, &12), (&20, &30)]);
        let intersections = [
            (0..1, true),
            (12..20, false),
            (11..12, true),
            (19..21, true),
            (30..31, false),
        ];
        for (range, expected) in intersections {
            assert_eq!(set.intersects(&range), expected, "{range:?}");
        }
    }
}
