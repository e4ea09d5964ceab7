//! Whether medians move as records do: a band can hold every record whose trend it misses.

use super::plain_rivals::Past;
use super::statement::Statement;
use findings::Direction;
use study::Study;
use study::records::Record;

/// One direction for each series that is taken up, has two windows in the statement, and a record with another a year before: so
/// that no season is taken for a trend. A record counts whether or not it lies in a window.
pub(super) fn directions(statement: &Statement, records: &[Record], (study, past): (&Study, &Past)) -> Vec<Direction> {
    let series = 0..study.records.taken.len();
    series.filter_map(|at| direction(at, statement, records, (study, past))).collect()
}

fn direction(
    at: usize,
    statement: &Statement,
    records: &[Record],
    (study, past): (&Study, &Past),
) -> Option<Direction> {
    let taken = &study.records.taken[at];
    let own = records.iter().filter_map(|r| Some((r, r.taken.as_ref().ok().filter(|t| t.by == at)?)));
    let (latest, record) = own.max_by(|(a, _), (b, _)| a.point.to.total_cmp(&b.point.to))?;
    let windows: Vec<_> = statement.pooled(&taken.quantity).collect();
    let [first, .., last] = windows.as_slice() else {
        return None;
    };
    Some(Direction {
        quantity: taken.quantity.clone(),
        unit: first.unit.clone(),
        first: (first.text.clone(), first.quantiles[2]),
        last: (last.text.clone(), last.quantiles[2]),
        record: (latest.point.period.clone(), record.value),
        year_before: past.year_before(&taken.history, (latest.point.from, latest.point.to))?,
    })
}
