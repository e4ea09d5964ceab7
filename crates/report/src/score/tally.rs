//! How a statement and each of its choices do on the records of each quantity.

use super::statement::{Statement, Window};
use crate::summary::{FEWEST_FUTURES, SURVIVES_FROM};
use analysis::{crps_of_quantiles, inequality};
use findings::{Place, PlainRivals, QuantityScore, RivalScore, ScoredRecord, StatedChoiceScore, StatedScore, Theil};
use study::records::Records;

/// What was stated of a window, as five quantiles, and what was observed.
type Pair = ([f64; 5], f64);

/// The levels of a statement's quantiles.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// The continuous ranked probability score of five quantiles.
pub(super) fn crps(quantiles: [f64; 5], value: f64) -> f64 {
    let points: [(f64, f64); 5] = std::array::from_fn(|at| (LEVELS[at], quantiles[at]));
    crps_of_quantiles(&points, value)
}

/// One score a quantity, in the order in which records first have them.
pub(super) fn quantities(scored: &[(ScoredRecord, &Window)], records: &Records) -> Vec<QuantityScore> {
    let mut names: Vec<&str> = Vec::new();
    for (record, _) in scored {
        if !names.contains(&record.quantity.as_str()) {
            names.push(&record.quantity);
        }
    }
    names.into_iter().map(|name| quantity(name, scored, records)).collect()
}

fn quantity(name: &str, scored: &[(ScoredRecord, &Window)], records: &Records) -> QuantityScore {
    let own: Vec<&ScoredRecord> = scored.iter().map(|(r, _)| r).filter(|r| r.quantity == name).collect();
    let pairs: Vec<([f64; 5], f64)> = scored
        .iter()
        .filter(|(r, _)| r.quantity == name)
        .map(|(r, window)| (window.quantiles, r.value))
        .collect();
    let notes = records.taken.iter().filter(|t| t.quantity == name).map(|t| t.note.as_str());
    QuantityScore {
        quantity: name.into(),
        unit: own.first().map(|r| r.unit.clone()).unwrap_or_default(),
        score: stated(&pairs),
        year_before: rival(&own, |r| r.year_before),
        line: rival(&own, |r| r.line),
        note: notes.filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" "),
    }
}

/// How quantiles do against values; zero records where there is none.
fn stated(pairs: &[([f64; 5], f64)]) -> StatedScore {
    let count = |is_held: fn(Place) -> bool| pairs.iter().filter(|(q, v)| is_held(Place::of(*q, *v))).count();
    let mean = |of: &dyn Fn(&Pair) -> f64| pairs.iter().map(of).sum::<f64>() / pairs.len() as f64;
    let medians: Vec<(f64, f64)> = pairs.iter().map(|(q, v)| (*v, q[2])).collect();
    // One error is all bias: parts of it say nothing.
    let theil = inequality(&medians).filter(|_| pairs.len() > 1);
    StatedScore {
        records: pairs.len(),
        held: count(Place::is_held),
        held_by_half: count(|place| place == Place::Inner),
        crps: mean(&|(q, v)| crps(*q, *v)),
        bias: mean(&|(q, v)| q[2] - v),
        theil: theil.map(|i| Theil {
            bias: i.bias,
            variance: i.variance,
            covariance: i.covariance,
        }),
    }
}

/// A rival's score on the records of which it can say something.
fn rival(records: &[&ScoredRecord], said: fn(&PlainRivals) -> Option<f64>) -> Option<RivalScore> {
    let known: Vec<(f64, f64)> =
        records.iter().filter_map(|r| Some(((said(&r.rivals)? - r.value).abs(), r.crps))).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| known.iter().map(of).sum::<f64>() / known.len() as f64;
    (!known.is_empty()).then(|| RivalScore {
        records: known.len(),
        crps: mean(|k| k.0),
        stated: mean(|k| k.1),
    })
}

/// Each choice of each alternative that the statement tells apart.
pub(super) fn choices(
    scored: &[(ScoredRecord, &Window)],
    statement: &Statement,
    quantities: &[QuantityScore],
) -> Vec<StatedChoiceScore> {
    let mut names: Vec<&(String, String)> = Vec::new();
    for choice in statement.windows.iter().filter_map(|w| w.choice.as_ref()) {
        if !names.contains(&choice) {
            names.push(choice);
        }
    }
    names.into_iter().map(|name| choice(name, scored, (statement, quantities))).collect()
}

fn choice(
    name: &(String, String),
    scored: &[(ScoredRecord, &Window)],
    (statement, quantities): (&Statement, &[QuantityScore]),
) -> StatedChoiceScore {
    let own: Vec<&Window> = statement.windows.iter().filter(|w| w.choice.as_ref() == Some(name)).collect();
    let of = |(record, window): &(ScoredRecord, &Window)| {
        let found = own.iter().find(|w| w.is_of(&record.quantity, (window.from, window.to)))?;
        Some((record.quantity.clone(), (found.quantiles, record.value)))
    };
    let pairs: Vec<(String, ([f64; 5], f64))> = scored.iter().filter_map(of).collect();
    let of_quantity = |q: &QuantityScore| {
        let own = pairs.iter().filter(|(name, _)| *name == q.quantity).map(|(_, pair)| *pair);
        (q.quantity.clone(), stated(&own.collect::<Vec<_>>()))
    };
    let all = stated(&pairs.iter().map(|(_, pair)| *pair).collect::<Vec<_>>());
    let futures = own.iter().map(|w| w.futures).min().unwrap_or(0);
    let share = all.held as f64 / all.records as f64;
    StatedChoiceScore {
        alternative: name.0.clone(),
        choice: name.1.clone(),
        futures,
        records: all.records,
        held: all.held,
        held_by_half: all.held_by_half,
        quantities: quantities.iter().map(of_quantity).collect(),
        survives: (futures >= FEWEST_FUTURES && all.records > 0).then_some(share >= SURVIVES_FROM - 1e-9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Medians 10 and 10 against 12 and 16: errors of −2 and −6, mean square 20, of which the mean error of −4 makes 16.
    #[test]
    fn counts_bias_and_its_share_by_hand() {
        let band = [8.0, 9.0, 10.0, 12.0, 14.0];
        let score = stated(&[(band, 12.0), (band, 16.0)]);
        assert_eq!(
            (score.records, score.held, score.held_by_half, score.bias),
            (2, 1, 1, -4.0)
        );
        let theil = score.theil.unwrap_or_default();
        assert!((theil.bias - 0.8).abs() < 1e-12 && (theil.variance - 0.2).abs() < 1e-12);
        assert_eq!(stated(&[(band, 16.0)]).theil, None);
    }

    #[test]
    fn a_rival_is_compared_on_its_own_records() {
        let record = |value: f64, year_before: Option<f64>| ScoredRecord {
            value,
            crps: 3.0,
            rivals: PlainRivals {
                year_before,
                line: None,
            },
            ..ScoredRecord::default()
        };
        let (a, b) = (record(10.0, Some(12.0)), record(20.0, None));
        let score = rival(&[&a, &b], |r| r.year_before).unwrap_or_default();
        assert_eq!((score.records, score.crps, score.stated), (1, 2.0, 3.0));
        assert_eq!(rival(&[&a, &b], |r| r.line), None);
    }
}
