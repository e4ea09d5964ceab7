//! A run against values that another tool printed: how far apart two honest computations may be.
//!
//! A value printed with P significant digits is off by up to half a unit of the last of them; most were computed in single
//! precision; and a small value that is the difference of large ones carries an error of their size. So `a` agrees with the
//! printed `b` when `|a − b| ≤ ulp_P(b) + relative·max(|a|, |b|) + scale·S + small·min(1, max(S, 1/1000))`, where `S` is the
//! largest size in the expected column. P is the largest number of digits in the file, at least 4 and at most 9.

use crate::name::is_internal;
use crate::{Column, Table, fold};
use std::collections::{HashMap, HashSet};

/// How far a run may be from printed values.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// A share of the larger value.
    pub relative: f64,
    /// A share of the largest value of the variable.
    pub scale: f64,
    /// A difference that counts for nothing where values are of the size of 1.
    pub small: f64,
    /// How many digits were printed; `None` to look at the file.
    pub digits: Option<u32>,
    /// Variables that are not compared.
    pub ignored: Vec<String>,
    /// The last time that is compared.
    pub until: Option<f64>,
}

impl Default for Printed {
    fn default() -> Self {
        Printed {
            relative: 1e-6,
            scale: 1e-6,
            small: 1e-9,
            digits: None,
            ignored: Vec::new(),
            until: None,
        }
    }
}

/// One variable of the expected table.
#[derive(Clone, Debug, PartialEq)]
pub struct Certified {
    /// The expected table's spelling.
    pub name: String,
    /// The largest difference, as a share of the larger value, of a millionth of the largest where that is more.
    pub largest: f64,
    /// The largest difference, as a share of what is allowed.
    pub of_allowed: f64,
    /// Time, found and expected value where the difference is first more than is allowed.
    pub first: Option<[f64; 3]>,
}

/// What a comparison with a printed table says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Certification {
    /// The variables that both have.
    pub variables: Vec<Certified>,
    /// Expected variables that are missing.
    pub missing_variables: Vec<String>,
    /// Expected times that are missing.
    pub missing_times: Vec<f64>,
    /// How many values were compared.
    pub values: usize,
    /// How many digits the expected values were taken to have.
    pub digits: u32,
}

impl Certification {
    /// Whether everything expected is there and near enough, and anything was compared at all.
    pub fn passes(&self) -> bool {
        self.values > 0
            && self.missing_variables.is_empty()
            && self.missing_times.is_empty()
            && self.variables.iter().all(|v| v.first.is_none())
    }
}

/// Control variables, which engines of XMILE do not have.
const CONTROL: [&str; 7] = [
    "saveper",
    "initial time",
    "final time",
    "time step",
    "dt",
    "starttime",
    "stoptime",
];

/// Values from here on are printed for missing ones.
const HUGE: f64 = 6e32;

/// Compares every variable of a printed table at every one of its times.
pub fn certify(found: &Table, expected: &Table, tolerance: &Printed) -> Certification {
    let digits = tolerance.digits.unwrap_or_else(|| digits_of(expected));
    let mut result = Certification {
        digits,
        ..Certification::default()
    };
    let certifier = Certifier {
        expected,
        rows: rows(found, expected, tolerance.until, &mut result.missing_times),
        digits,
        tolerance,
    };
    let columns = by_name(found);
    for (key, column) in certifier.compared_columns() {
        match columns.get(&key) {
            Some(ours) => certifier.certify(ours, column, &mut result),
            None if certifier.may_be_missing(&key, column) => {}
            None => result.missing_variables.push(column.name.clone()),
        }
    }
    result
}

/// The columns of a table by the key of their names; the first of a name counts.
fn by_name(table: &Table) -> HashMap<String, &Column> {
    let mut columns = HashMap::new();
    for column in &table.columns {
        columns.entry(fold(&column.name)).or_insert(column);
    }
    columns
}

/// What every variable is compared with, and how.
struct Certifier<'a> {
    expected: &'a Table,
    /// Rows of the same times: found, expected.
    rows: Vec<(usize, usize)>,
    digits: u32,
    tolerance: &'a Printed,
}

/// A value that was computed and the one that was printed, in a row of the expected table.
struct Pair {
    row: usize,
    found: f64,
    expected: f64,
}

impl Pair {
    fn is_equal(&self) -> bool {
        self.found == self.expected || self.found.is_nan() && self.expected.is_nan()
    }

    /// How far apart the values are, in multiples of `size`.
    fn difference(&self, size: f64) -> f64 {
        let difference = (self.found - self.expected).abs();
        if difference.is_finite() {
            difference / size
        } else {
            f64::INFINITY
        }
    }

    fn larger(&self) -> f64 {
        self.found.abs().max(self.expected.abs())
    }
}

impl<'a> Certifier<'a> {
    /// The columns that are not ignored, each name once, with the key of their names.
    fn compared_columns(&self) -> Vec<(String, &'a Column)> {
        let ignored: Vec<String> = self.tolerance.ignored.iter().map(|name| fold(name)).collect();
        let mut columns: Vec<(String, &Column)> = Vec::new();
        let mut seen = HashSet::new();
        for column in &self.expected.columns {
            let key = fold(&column.name);
            let variable = key.split('[').next().unwrap_or_default();
            let is_ignored = ignored.iter().any(|name| *name == key || name == variable);
            if !key.is_empty() && key != "time" && !is_ignored && seen.insert(key.clone()) {
                columns.push((key, column));
            }
        }
        columns
    }

    /// Control variables, those that Vensim makes for itself, and columns without a value.
    fn may_be_missing(&self, key: &str, column: &Column) -> bool {
        let is_control = CONTROL.contains(&key.replace('_', " ").as_str());
        is_control || is_internal(key) || (0..self.expected.times.len()).all(|row| column.value(row).is_none())
    }

    fn certify(&self, ours: &Column, theirs: &Column, result: &mut Certification) {
        let pairs = self.pairs(ours, theirs);
        result.values += pairs.len();
        let sizes = pairs.iter().map(|pair| pair.expected.abs());
        let size = sizes.filter(|s| *s < HUGE).fold(0.0, f64::max);
        let mut certified = Certified {
            name: theirs.name.clone(),
            largest: 0.0,
            of_allowed: 0.0,
            first: None,
        };
        for pair in pairs.iter().filter(|pair| !pair.is_equal()) {
            let of_allowed = pair.difference(self.allowed(pair, size));
            let relative = pair.difference(pair.larger().max(1e-6 * size).max(1e-300));
            certified.largest = certified.largest.max(relative);
            certified.of_allowed = certified.of_allowed.max(of_allowed);
            if of_allowed > 1.0 && certified.first.is_none() {
                certified.first = Some([self.expected.times[pair.row], pair.found, pair.expected]);
            }
        }
        result.variables.push(certified);
    }

    fn pairs(&self, ours: &Column, theirs: &Column) -> Vec<Pair> {
        let pair = |(here, there): &(usize, usize)| {
            Some(Pair {
                row: *there,
                found: ours.value(*here).unwrap_or(f64::NAN),
                expected: theirs.value(*there)?,
            })
        };
        self.rows.iter().filter_map(pair).collect()
    }

    /// How far the values of a pair may be apart in a variable whose largest value is `size`.
    fn allowed(&self, pair: &Pair, size: f64) -> f64 {
        last_digit(pair.expected, self.digits)
            + self.tolerance.relative * pair.larger()
            + self.tolerance.scale * size
            + self.tolerance.small * size.clamp(1e-3, 1.0)
    }
}

/// One unit of the last of so many digits of a number.
fn last_digit(value: f64, digits: u32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let exponent = (value.abs().log10() + 1e-12).floor();
    10f64.powf(exponent - f64::from(digits - 1))
}

/// The rows (found, expected) of the same times.
fn rows(found: &Table, expected: &Table, until: Option<f64>, missing: &mut Vec<f64>) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..found.times.len()).filter(|at| !found.times[*at].is_nan()).collect();
    order.sort_by(|a, b| found.times[*a].total_cmp(&found.times[*b]));
    let mut rows = Vec::new();
    for (there, time) in expected.times.iter().enumerate() {
        if time.is_nan() || until.is_some_and(|until| *time > until) {
            continue;
        }
        let behind = order.partition_point(|at| found.times[*at] < *time);
        let around = [behind.checked_sub(1), Some(behind)].into_iter().flatten();
        let near = around.filter_map(|at| order.get(at)).min_by(|a, b| {
            let distance = |at: usize| (found.times[at] - time).abs();
            distance(**a).total_cmp(&distance(**b))
        });
        match near.filter(|at| (found.times[**at] - time).abs() <= reach(*time)) {
            Some(here) => rows.push((*here, there)),
            None => missing.push(*time),
        }
    }
    rows
}

/// How far a time may be from the printed one: half a unit of its last digit, where it has three or more.
fn reach(time: f64) -> f64 {
    let (digits, decimals) = written(time);
    let size = time.abs().max(1.0);
    let half = if digits >= 3 && decimals > 0 {
        0.5 * 10f64.powi(-decimals)
    } else {
        0.0
    };
    (1e-6 * size).max(half.min(1e-3 * size) * 1.001)
}

/// The largest number of significant digits of the numbers with a point or an exponent; 6 when there is none.
fn digits_of(table: &Table) -> u32 {
    let rows = 0..table.times.len();
    let all = table.columns.iter().flat_map(|c| rows.clone().filter_map(|row| c.value(row)));
    let fractions = all.filter(|v| v.is_finite() && (v.fract() != 0.0 || v.abs() >= 1e16));
    match fractions.map(|v| written(v).0).max() {
        None => 6,
        Some(digits) => digits.clamp(4, 9),
    }
}

/// How many significant digits, and how many behind the point, the shortest text of a number has.
fn written(value: f64) -> (u32, i32) {
    let text = format!("{:e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    (digits as u32, digits as i32 - 1 - exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, times: &[f64], values: &[f64]) -> Table {
        Table::new(times.to_vec(), vec![Column::new(name, values.to_vec())])
    }

    fn passes(found: f64, printed: f64) -> bool {
        let (found, expected) = (table("x", &[0.0], &[found]), table("X", &[0.0], &[printed]));
        certify(&found, &expected, &Printed::default()).passes()
    }

    #[test]
    fn six_digits_agree_to_one_unit_of_the_last() {
        // 75.374 is 75.3740007 printed with six digits.
        assert!(passes(75.3740007, 75.37401));
        assert!(!passes(75.3750, 75.37401));
    }

    #[test]
    fn a_difference_of_large_numbers_carries_their_error() {
        let expected = table("x", &[0.0, 1.0], &[123456.0, 0.0]);
        let near = table("x", &[0.0, 1.0], &[123456.0, 0.1]);
        let far = table("x", &[0.0, 1.0], &[123456.0, 0.2]);
        assert!(certify(&near, &expected, &Printed::default()).passes());
        assert!(!certify(&far, &expected, &Printed::default()).passes());
    }

    #[test]
    fn a_balance_of_rounding_agrees_with_nothing_and_a_real_difference_does_not() {
        let certified = |found: f64, small: f64| {
            let (found, expected) = (table("balance", &[0.0], &[found]), table("balance", &[0.0], &[0.0]));
            let tolerance = Printed {
                small,
                ..Printed::default()
            };
            certify(&found, &expected, &tolerance).passes()
        };
        assert!(certified(1e-15, Printed::default().small));
        assert!(!certified(1e-11, Printed::default().small));
        assert!(!certified(1e-15, 0.0));
    }

    #[test]
    fn what_is_missing_fails_unless_it_is_the_clock() {
        let found = table("x", &[0.0], &[1.0]);
        let mut expected = found.clone();
        expected.columns.push(Column::new("SAVEPER", vec![1.0]));
        assert!(certify(&found, &expected, &Printed::default()).passes());
        expected.columns.push(Column::new("y", vec![1.0]));
        let result = certify(&found, &expected, &Printed::default());
        assert_eq!(
            (result.passes(), result.missing_variables),
            (false, vec!["y".to_string()])
        );
    }

    #[test]
    fn nothing_compared_is_no_certificate() {
        let empty = Table::new(vec![0.0], Vec::new());
        assert!(!certify(&empty, &empty, &Printed::default()).passes());
    }
}
