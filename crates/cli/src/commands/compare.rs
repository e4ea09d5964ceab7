//! `counterflow compare`: where two tables first differ, and by how much.

use crate::text::{Columns, rounded};
use crate::{Exit, Failure, Shell};
use counterflow::printable;
use results::{Comparison, Table, Tolerance, compare};
use std::path::{Path, PathBuf};

/// Compare two result tables: the first difference and the largest relative error of each variable.
///
/// Every variable and time of EXPECTED must be in FOUND; what only FOUND has does not count. Names match without case, and a
/// blank is an underscore. Ends with 1 when the tables differ.
#[derive(Debug, clap::Args)]
pub struct Compare {
    /// The table to look at (.csv or .tab, one row a time or one row a variable; .vdf, .vdfx).
    found: PathBuf,
    /// The table that it should agree with.
    expected: PathBuf,
    /// The largest relative error that still agrees.
    #[arg(long, value_name = "SHARE", default_value_t = Tolerance::default().relative)]
    tolerance: f64,
    /// A difference no larger than this agrees in any case: for what is zero but for rounding, such as balances [default: 1e-12, or
    /// 1e-12 of the largest value where that is below 1]
    #[arg(long, value_name = "SIZE")]
    absolute: Option<f64>,
}

/// At most this many variables and times are listed.
const LISTED: usize = 20;

impl Compare {
    /// Says where the tables differ.
    pub fn run(self, shell: &Shell) -> Result<Exit, Failure> {
        for (option, value) in [
            ("tolerance", self.tolerance),
            ("absolute", self.absolute.unwrap_or(0.0)),
        ] {
            if value.is_nan() || value < 0.0 {
                return Err(Failure::wrong(format!("`--{option} {value}` must be 0 or more")));
            }
        }
        let found = Table::read(&self.found)?;
        let expected = Table::read(&self.expected)?;
        left_out(&self.found, &found, shell);
        left_out(&self.expected, &expected, shell);
        let tolerance = Tolerance {
            relative: self.tolerance,
            absolute: self.absolute,
        };
        let comparison = compare(&found, &expected, &tolerance);
        shell.answer(&printable(&report(&comparison, self.tolerance)))?;
        match comparison.agrees() {
            true => Ok(Exit::Done),
            false => Ok(Exit::World),
        }
    }
}

/// Warns of variables that a file has and its table has not.
pub(super) fn left_out(path: &Path, table: &Table, shell: &Shell) {
    for (number, why) in table.left_out.iter().enumerate() {
        if number == LISTED {
            let rest = table.left_out.len() - LISTED;
            shell.warn(&format!("and {rest} more that are not compared"));
            break;
        }
        shell.warn(&printable(&format!("`{}`: not compared: {why}", path.display())));
    }
}

fn report(comparison: &Comparison, tolerance: f64) -> String {
    let mut text = differences(comparison);
    text += &missing("missing variables", &comparison.missing_variables);
    let times = comparison.missing_times.iter().map(|t| rounded(*t));
    text += &missing("missing times", &times.collect::<Vec<_>>());
    let (differ, variables) = (comparison.differing().count(), comparison.variables.len());
    text += &match comparison.agrees() {
        true => format!("they agree in {variables} variables at {} times", comparison.times),
        false if comparison.values == 0 => "nothing could be compared".into(),
        false => format!(
            "they differ: {differ} of {variables} variables at {} times",
            comparison.times
        ),
    };
    text += &match comparison.worst().filter(|worst| worst.largest > 0.0) {
        Some(worst) => format!(
            "; largest relative error {} in `{}`, {} allowed",
            rounded(worst.largest),
            worst.name,
            rounded(tolerance)
        ),
        None => String::new(),
    };
    text.push('\n');
    if comparison.by_absolute > 0 {
        text += &format!(
            "zero but for rounding: {} values differ by no more than {}\n",
            comparison.by_absolute,
            rounded(comparison.absolute)
        );
    }
    let further = comparison.further_variables.len();
    if further > 0 {
        text += &format!("not expected, not compared: {further} more variables of the first table\n");
    }
    text
}

fn differences(comparison: &Comparison) -> String {
    let differing: Vec<_> = comparison.differing().collect();
    let row = |variable: &&results::VariableComparison| {
        let first = variable.first?;
        Some(vec![
            variable.name.replace('\n', " "),
            rounded(first.time),
            results::number(first.found),
            results::number(first.expected),
            rounded(variable.largest),
        ])
    };
    if differing.is_empty() {
        return String::new();
    }
    let columns = Columns {
        headings: ["variable", "first at", "found", "expected", "largest error"].map(String::from).to_vec(),
        rows: differing.iter().take(LISTED).filter_map(row).collect(),
        names: 1,
    };
    columns.lines() + &more(differing.len())
}

fn missing(what: &str, list: &[String]) -> String {
    if list.is_empty() {
        return String::new();
    }
    let shown: Vec<&str> = list.iter().take(LISTED).map(String::as_str).collect();
    format!("{what}: {}\n{}", shown.join(", "), more(list.len()))
}

fn more(count: usize) -> String {
    match count.checked_sub(LISTED) {
        Some(rest) if rest > 0 => format!("and {rest} more\n"),
        _ => String::new(),
    }
}
