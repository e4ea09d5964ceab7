//! What two rivals without a model would have said: the value of the same window a year before, and the straight line through the
//! last three years.

use analysis::straight_line;
use data::Series;
use findings::PlainRivals;
use std::collections::BTreeMap;
use study::Study;

/// How many years of records the line goes through.
const YEARS: f64 = 3.0;

/// Dates this near, in years, are the same: below a day.
const SAME: f64 = 1e-6;

/// The observed past of the quantities, by the name of its series.
pub(super) struct Past {
    series: BTreeMap<String, Vec<Seen>>,
}

/// An observation in the quantity's unit.
#[derive(Clone, Copy)]
struct Seen {
    from: f64,
    to: f64,
    value: f64,
}

impl Past {
    /// The series of the study's data that its records name.
    pub fn of(study: &Study) -> Past {
        let known = study.records.taken.iter().filter_map(|taken| {
            let series = study.observed.iter().find(|s| s.name == taken.history)?;
            Some((taken.history.clone(), seen(series, &taken.quantity_unit, study)))
        });
        Past {
            series: known.collect(),
        }
    }

    /// What the rivals say of a window who know the records that end by `known_until`.
    pub fn rivals(&self, series: &str, window: (f64, f64), known_until: f64) -> PlainRivals {
        let all = self.series.get(series).map_or(&[][..], Vec::as_slice);
        let known: Vec<Seen> = all.iter().copied().filter(|s| s.to <= known_until + SAME).collect();
        PlainRivals {
            year_before: year_before(&known, window),
            line: line(&known, window),
        }
    }

    /// The record of the same window a year before, whenever it became known.
    pub fn year_before(&self, series: &str, window: (f64, f64)) -> Option<f64> {
        year_before(self.series.get(series)?, window)
    }
}

fn seen(series: &Series, unit: &str, study: &Study) -> Vec<Seen> {
    let points = series.points.iter().filter_map(|point| {
        let (from, to) = (point.from, point.to);
        let factor = study.factor(&point.unit, unit, (from, to))?;
        let value = point.value * factor;
        Some(Seen { from, to, value })
    });
    points.collect()
}

fn year_before(known: &[Seen], (from, to): (f64, f64)) -> Option<f64> {
    let is_same = |s: &&Seen| (s.from - from + 1.0).abs() < SAME && (s.to - to + 1.0).abs() < SAME;
    known.iter().find(is_same).map(|s| s.value)
}

/// Through the middles of the records that lie in the three years before the latest one ends.
fn line(known: &[Seen], (from, to): (f64, f64)) -> Option<f64> {
    let latest = known.iter().map(|s| s.to).fold(f64::NEG_INFINITY, f64::max);
    let recent = known.iter().filter(|s| s.to > latest - YEARS + SAME);
    let points: Vec<(f64, f64)> = recent.map(|s| ((s.from + s.to) / 2.0, s.value)).collect();
    straight_line(&points, (from + to) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past() -> Past {
        let year = |from: f64, value: f64| Seen {
            from,
            to: from + 1.0,
            value,
        };
        let series = vec![
            year(2020.0, 100.0),
            year(2021.0, 1.0),
            year(2022.0, 2.0),
            year(2023.0, 3.0),
            year(2024.0, 50.0),
        ];
        Past {
            series: BTreeMap::from([("x".to_string(), series)]),
        }
    }

    /// 2020 is more than three years back, and 2024 was not known.
    #[test]
    fn rivals_know_what_was_known() {
        let rivals = past().rivals("x", (2024.0, 2025.0), 2024.0);
        assert_eq!((rivals.year_before, rivals.line), (Some(3.0), Some(4.0)));
        let later = past().rivals("x", (2025.0, 2026.0), 2024.0);
        assert_eq!((later.year_before, later.line), (None, Some(5.0)));
    }

    #[test]
    fn a_quantity_without_a_past_has_no_rival() {
        assert_eq!(past().rivals("", (2024.0, 2025.0), 2024.0), PlainRivals::default());
        assert_eq!(past().year_before("x", (2025.0, 2026.0)), Some(50.0));
    }
}
