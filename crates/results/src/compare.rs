//! Two tables: where they first differ, and by how much at most.
//!
//! The relative error of two values `a` and `b` is |a − b| / max(|a|, |b|, S/1000), where `S` is the largest finite size of
//! the expected column: a value near zero that is the difference of large ones carries an error of their size. Two NaN agree,
//! and so do two infinities of one sign; anything else that is not finite differs infinitely.
//!
//! A whole column that is zero but for rounding, a balance of flows, has no size of its own: there an absolute tolerance decides.

use crate::name::is_internal;
use crate::number::is_missing;
use crate::times::matching_rows;
use crate::{Column, Table, fold};
use std::collections::HashMap;

/// How far two tables may be apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The largest relative error that still agrees.
    pub relative: f64,
    /// A difference no larger than this agrees whatever its relative error; `None` for what [`rounding`] makes of the tables.
    pub absolute: Option<f64>,
}

/// The absolute tolerance where none is given, beside values of the size of 1 or more: a sum of some thousand terms of that size,
/// each rounded by 2⁻⁵³, is off by this much.
///
/// It does not grow with the tables' values. A table of 10⁸ persons may hold a rate of 10⁻⁵ too, and what such a table's
/// largest value allowed would hide half of the rate; balances of large flows need a tolerance that their reader states.
const ROUNDING: f64 = 1e-12;

/// `ROUNDING` times the largest finite size in either table, where that is below 1: the numbers of a table in farads or moles
/// may all be smaller than any fixed size.
pub fn rounding(found: &Table, expected: &Table) -> f64 {
    let columns = found.columns.iter().chain(&expected.columns);
    let sizes = columns.flat_map(|column| &column.values).map(|value| value.abs());
    let largest = sizes.filter(|size| is_size(*size)).fold(0.0, f64::max);
    ROUNDING * largest.min(1.0)
}

impl Default for Tolerance {
    /// One millionth: what Vensim's single precision carries.
    fn default() -> Self {
        Tolerance {
            relative: 1e-6,
            absolute: None,
        }
    }
}

/// How a table differs from the expected one. Only what is expected counts: further variables and times are only counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The expected variables that both have, in the expected table's order.
    pub variables: Vec<VariableComparison>,
    /// Expected variables that are missing.
    pub missing_variables: Vec<String>,
    /// Variables that nobody expects.
    pub further_variables: Vec<String>,
    /// Expected times that are missing.
    pub missing_times: Vec<f64>,
    /// How many times were compared.
    pub times: usize,
    /// How many values were compared.
    pub values: usize,
    /// The absolute tolerance.
    pub absolute: f64,
    /// How many values agree by the absolute tolerance alone.
    pub by_absolute: usize,
}

/// One variable in two tables.
#[derive(Clone, Debug, PartialEq)]
pub struct VariableComparison {
    /// The expected table's spelling.
    pub name: String,
    /// The largest relative error, infinite where only one value is finite.
    pub largest: f64,
    /// The first time at which the error is above the tolerance.
    pub first: Option<Difference>,
}

/// Two values that should be the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The expected table's time.
    pub time: f64,
    /// What was found.
    pub found: f64,
    /// What was expected.
    pub expected: f64,
    /// The relative error.
    pub error: f64,
}

impl Comparison {
    /// Whether everything expected is there, within the tolerance, and at least one value was compared.
    pub fn agrees(&self) -> bool {
        self.values > 0
            && self.missing_variables.is_empty()
            && self.missing_times.is_empty()
            && self.differing().next().is_none()
    }

    /// The variables whose values differ.
    pub fn differing(&self) -> impl Iterator<Item = &VariableComparison> {
        self.variables.iter().filter(|v| v.first.is_some())
    }

    /// The variable with the largest relative error.
    pub fn worst(&self) -> Option<&VariableComparison> {
        self.variables.iter().max_by(|a, b| a.largest.total_cmp(&b.largest))
    }
}

/// Compares every variable of `expected` at every time of `expected`.
///
/// Names match as [`fold`] has it; of columns with one key the first counts. Variables that Vensim makes for itself
/// (`#SMOOTH(x,3)#`) may be missing. A time matches the nearest in `found` if it is no further than a millionth of itself, a
/// twentieth of the smallest distance between two times, or half a unit of the last decimal that the expected times are
/// written with. Cells of `expected` without a value are skipped.
pub fn compare(found: &Table, expected: &Table, tolerance: &Tolerance) -> Comparison {
    let mut comparison = Comparison {
        absolute: tolerance.absolute.unwrap_or_else(|| rounding(found, expected)),
        ..Comparison::default()
    };
    let rows = matching_rows(found, expected, &mut comparison);
    let mut columns: HashMap<String, &Column> = HashMap::new();
    for column in &found.columns {
        columns.entry(fold(&column.name)).or_insert(column);
    }
    let time = fold(&expected.time_name);
    let mut seen: HashMap<String, ()> = HashMap::new();
    for column in &expected.columns {
        let key = fold(&column.name);
        if key.is_empty() || key == time || seen.insert(key.clone(), ()).is_some() {
            continue;
        }
        match columns.remove(&key) {
            Some(other) => {
                let pair = Pair {
                    found: other,
                    expected: column,
                };
                let variable = pair.compare(&rows, expected, (tolerance.relative, &mut comparison));
                comparison.variables.push(variable);
            }
            None if is_internal(&key) => {}
            None => comparison.missing_variables.push(column.name.clone()),
        }
    }
    comparison.further_variables = found
        .columns
        .iter()
        .filter(|c| !seen.contains_key(&fold(&c.name)))
        .map(|c| c.name.clone())
        .collect();
    comparison
}

struct Pair<'a> {
    found: &'a Column,
    expected: &'a Column,
}

impl Pair<'_> {
    /// The comparison of one variable; what is counted of all of them is added.
    fn compare(
        &self,
        rows: &[(usize, usize)],
        expected: &Table,
        (relative, all): (f64, &mut Comparison),
    ) -> VariableComparison {
        let floor = self.size(rows) / 1000.0;
        let mut variable = VariableComparison {
            name: self.expected.name.clone(),
            largest: 0.0,
            first: None,
        };
        for (here, there) in rows {
            let Some(wanted) = self.expected.value(*there) else {
                continue;
            };
            let got = self.found.value(*here).unwrap_or(f64::NAN);
            let error = relative_error(got, wanted, floor);
            all.values += 1;
            if error > relative && (got - wanted).abs() <= all.absolute {
                all.by_absolute += 1;
                continue;
            }
            variable.largest = variable.largest.max(error);
            if error > relative && variable.first.is_none() {
                variable.first = Some(Difference {
                    time: expected.times[*there],
                    found: got,
                    expected: wanted,
                    error,
                });
            }
        }
        variable
    }

    /// The largest finite size of the expected values.
    fn size(&self, rows: &[(usize, usize)]) -> f64 {
        rows.iter()
            .filter_map(|(_, there)| self.expected.value(*there))
            .map(f64::abs)
            .filter(|size| is_size(*size))
            .fold(0.0, f64::max)
    }
}

/// Whether it is the size of a value; what is missing has none.
fn is_size(size: f64) -> bool {
    size.is_finite() && !is_missing(-size)
}

fn relative_error(found: f64, expected: f64, floor: f64) -> f64 {
    if found == expected || (found.is_nan() && expected.is_nan()) {
        return 0.0;
    }
    if !found.is_finite() || !expected.is_finite() {
        return f64::INFINITY;
    }
    let size = found.abs().max(expected.abs()).max(floor);
    // Halves, so that the difference of the two largest numbers of opposite sign is finite.
    (found / 2.0 - expected / 2.0).abs() / size * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: &[&str], times: &[f64], values: &[&[f64]]) -> Table {
        let columns = names.iter().zip(values);
        Table::new(
            times.to_vec(),
            columns.map(|(n, v)| Column::new(*n, v.to_vec())).collect(),
        )
    }

    #[test]
    fn names_and_times_match_as_people_write_them() {
        let found = table(
            &["birth_rate", "X[a,b]"],
            &[0.0, 1.0 / 3.0],
            &[&[1.0, 2.0], &[3.0, 4.0]],
        );
        let expected = table(
            &["\"Birth Rate\"", "x[A, B]"],
            &[0.0, 0.333333],
            &[&[1.0, 2.0], &[3.0, 4.0]],
        );
        let comparison = compare(&found, &expected, &Tolerance::default());
        assert!(comparison.agrees(), "{comparison:?}");
        assert_eq!((comparison.times, comparison.values), (2, 4));
    }

    #[test]
    fn times_that_are_rounded_match_the_nearest() {
        let found = table(&["a"], &[1999.0625, 1999.125, 1999.1875], &[&[1.0, 2.0, 3.0]]);
        let rounded = table(&["a"], &[1999.06, 1999.13, 1999.19], &[&[1.0, 2.0, 3.0]]);
        assert!(compare(&found, &rounded, &Tolerance::default()).agrees());
        let off = table(&["a"], &[1999.06, 1999.14], &[&[1.0, 2.0]]);
        assert_eq!(compare(&found, &off, &Tolerance::default()).missing_times, [1999.14]);
        let whole = table(&["a"], &[1999.0], &[&[1.0]]);
        assert_eq!(compare(&found, &whole, &Tolerance::default()).missing_times, [1999.0]);
    }

    #[test]
    fn what_is_missing_has_no_size() {
        let missing = crate::parse_number("-1.298e+33").flatten().unwrap();
        assert_eq!(Some(Some(missing)), crate::parse_number(":NA:"));
        let found = table(&["a"], &[0.0, 1.0], &[&[missing, 2.0]]);
        let same = compare(
            &found,
            &table(&["a"], &[0.0, 1.0], &[&[missing, 2.0]]),
            &Tolerance::default(),
        );
        assert!(same.agrees(), "{same:?}");
        let other = compare(
            &found,
            &table(&["a"], &[0.0, 1.0], &[&[missing, 2.1]]),
            &Tolerance::default(),
        );
        assert!(!other.agrees(), "the missing value must not hide a difference");
    }

    #[test]
    fn the_first_difference_and_the_largest_error() {
        let found = table(&["x"], &[0.0, 1.0, 2.0, 3.0], &[&[1.0, 2.0, 3.3, 8.0]]);
        let expected = table(&["x"], &[0.0, 1.0, 2.0, 3.0], &[&[1.0, 2.0, 3.0, 4.0]]);
        let comparison = compare(&found, &expected, &Tolerance::default());
        let x = &comparison.variables[0];
        let first = x.first.expect("they differ");
        assert_eq!((first.time, first.found, first.expected), (2.0, 3.3, 3.0));
        // 0.3 / 3.3, by hand.
        assert!((first.error - 0.090_909_090_909).abs() < 1e-12);
        assert_eq!(x.largest, 0.5);
        assert!(!comparison.agrees());
    }

    #[test]
    fn what_is_missing_counts_and_what_is_too_much_does_not() {
        let found = table(&["x", "z"], &[0.0, 1.0], &[&[1.0, 1.0], &[0.0, 0.0]]);
        let expected = table(&["x", "y"], &[0.0, 2.0], &[&[1.0, 1.0], &[1.0, 1.0]]);
        let comparison = compare(&found, &expected, &Tolerance::default());
        assert_eq!(comparison.missing_variables, ["y"]);
        assert_eq!(comparison.missing_times, [2.0]);
        assert_eq!(comparison.further_variables, ["z"]);
        assert!(!comparison.agrees());
    }

    #[test]
    fn values_that_are_not_finite() {
        let agree = |a: f64, b: f64| {
            let (a, b) = (table(&["x"], &[0.0], &[&[a]]), table(&["x"], &[0.0], &[&[b]]));
            compare(&a, &b, &Tolerance::default()).agrees()
        };
        assert!(agree(f64::NAN, f64::NAN));
        assert!(agree(f64::INFINITY, f64::INFINITY));
        assert!(!agree(f64::INFINITY, f64::NEG_INFINITY));
        assert!(!agree(f64::NAN, 1.0));
        assert!(!agree(1.0, f64::INFINITY));
        assert!(!agree(f64::MAX, f64::MIN));
    }

    #[test]
    fn an_error_of_the_size_of_large_values_is_no_error_near_zero() {
        let expected = table(&["x"], &[0.0, 1.0], &[&[1e6, 0.0]]);
        let close = table(&["x"], &[0.0, 1.0], &[&[1e6, 1e-4]]);
        let apart = table(&["x"], &[0.0, 1.0], &[&[1e6, 1e-2]]);
        assert!(compare(&close, &expected, &Tolerance::default()).agrees());
        assert!(!compare(&apart, &expected, &Tolerance::default()).agrees());
    }

    fn by(absolute: Option<f64>, found: f64, expected: f64) -> Comparison {
        let one = |value: f64| table(&["balance", "flow"], &[0.0], &[&[value], &[1.0]]);
        let relative = Tolerance::default().relative;
        compare(&one(found), &one(expected), &Tolerance { relative, absolute })
    }

    #[test]
    fn a_balance_that_is_zero_but_for_rounding_agrees() {
        let balance = by(None, 1e-15, 0.0);
        assert_eq!(
            (balance.agrees(), balance.by_absolute, balance.absolute),
            (true, 1, 1e-12)
        );
        assert!(by(None, -1e-15, 1e-15).agrees());
        assert!(!by(Some(0.0), 1e-15, 0.0).agrees());
    }

    #[test]
    fn a_real_difference_is_none_of_rounding() {
        assert!(!by(None, 1e-11, 0.0).agrees());
        assert!(!by(None, 1e-5, 2e-5).agrees());
        assert!(by(Some(1e-10), 1e-11, 0.0).agrees());
        assert!(!by(Some(1e-10), 1.0, f64::NAN).agrees());
    }

    #[test]
    fn a_table_of_small_numbers_has_its_own_zero() {
        let one = |value: f64| table(&["charge"], &[0.0, 1.0], &[&[value, 1e-18]]);
        let compared = compare(&one(1e-19), &one(2e-19), &Tolerance::default());
        assert!(!compared.agrees());
        assert!(compared.absolute < 2e-30);
    }

    #[test]
    fn nothing_compared_is_no_agreement() {
        let empty = table(&[], &[0.0], &[]);
        assert!(!compare(&empty, &empty, &Tolerance::default()).agrees());
    }
}
