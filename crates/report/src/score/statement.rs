//! A statement's two files: its table, and what it was made from.

use crate::ReportError;
use crate::fitted::sha256_in;
use crate::write::STATED_COLUMNS as COLUMNS;
use data::{Period, PeriodText};
use findings::{HashedFile, InputNow, ScoredStatement, StatedInput};
use results::{InputFile, read_rows, sha256_of};
use serde::Deserialize;
use std::path::Path;
use study::Study;

/// The word that stands for all accepted futures, in both columns.
const ALL: &str = "all";

/// A statement as it was made.
pub(super) struct Statement {
    /// Its files, and what is known of them.
    pub about: ScoredStatement,
    /// Windows, over all accepted futures and for each choice.
    pub windows: Vec<Window>,
    /// Where its time begins, in years: what a rival may know ends there.
    pub begins: f64,
}

/// A quantity in a window, of all accepted futures or of a choice.
pub(super) struct Window {
    pub quantity: String,
    pub unit: String,
    /// As written.
    pub text: String,
    pub from: f64,
    pub to: f64,
    /// The alternative and its choice; `None` for all accepted futures.
    pub choice: Option<(String, String)>,
    pub futures: usize,
    pub quantiles: [f64; 5],
}

impl Window {
    /// Whether it is the same quantity in the same time.
    pub fn is_of(&self, quantity: &str, (from, to): (f64, f64)) -> bool {
        // A day is a 372nd of a year.
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        self.quantity == quantity && near(self.from, from) && near(self.to, to)
    }
}

impl Statement {
    /// Reads the table, the file beside it, and the hashes that its inputs have now.
    pub fn read(path: &Path, study: &Study) -> Result<Statement, ReportError> {
        let rows = read_rows(path)?;
        let windows = table(&rows).map_err(|why| ReportError::Statement {
            path: path.to_path_buf(),
            why,
        })?;
        Ok(Statement {
            about: about(path, study)?,
            begins: begins(&windows),
            windows,
        })
    }

    /// The window of a quantity over all accepted futures, or in words why there is none.
    pub fn window(&self, quantity: &str, over: (f64, f64)) -> Result<&Window, String> {
        let found = self.pooled(quantity).find(|w| w.is_of(quantity, over));
        found.ok_or_else(|| {
            let windows: Vec<&str> = self.pooled(quantity).map(|w| w.text.as_str()).collect();
            match windows.as_slice() {
                [] => format!("the statement has no quantity `{quantity}`"),
                [one] => format!("the statement's window of `{quantity}` is another: {one}"),
                [first, .., last] => format!("none of the statement's windows of `{quantity}`: {first} to {last}"),
            }
        })
    }

    /// The windows of a quantity over all accepted futures, in the file's order.
    pub fn pooled(&self, quantity: &str) -> impl Iterator<Item = &Window> {
        self.windows.iter().filter(move |w| w.choice.is_none() && w.quantity == quantity)
    }
}

/// Where the window that ends first begins; of several, the shortest. Sums over twelve months begin long before what was not seen,
/// and would leave a rival without its latest records.
fn begins(windows: &[Window]) -> f64 {
    let first = windows.iter().min_by(|a, b| a.to.total_cmp(&b.to).then(b.from.total_cmp(&a.from)));
    first.map_or(f64::NAN, |w| w.from)
}

fn table(rows: &[Vec<String>]) -> Result<Vec<Window>, String> {
    let Some((_, rows)) = rows.split_first().filter(|(head, rows)| **head == COLUMNS && !rows.is_empty()) else {
        return Err(format!("its columns must be {}", COLUMNS.join(",")));
    };
    let window = |(at, row): (usize, &Vec<String>)| window(row).map_err(|why| format!("row {}: {why}", at + 2));
    rows.iter().enumerate().map(window).collect()
}

fn window(row: &[String]) -> Result<Window, String> {
    let cell = |at: usize| row.get(at).map_or("", String::as_str);
    let text = cell(3);
    let PeriodText::Period(Period { from, to }) = data::period(text) else {
        return Err(format!("`{text}` is not a period"));
    };
    let mut quantiles = [f64::NAN; 5];
    for (quantile, at) in quantiles.iter_mut().zip(7..) {
        let number = cell(at).parse().ok().filter(|v: &f64| v.is_finite());
        *quantile = number.ok_or_else(|| format!("`{}` in {} is not a number", cell(at), COLUMNS[at]))?;
    }
    if !quantiles.is_sorted() {
        return Err("its quantiles are not in ascending order".into());
    }
    Ok(Window {
        quantity: cell(0).into(),
        unit: cell(2).into(),
        text: text.into(),
        from,
        to,
        choice: (cell(4) != ALL).then(|| (cell(4).into(), cell(5).into())),
        futures: cell(6).parse().map_err(|_| format!("`{}` is no count of futures", cell(6)))?,
        quantiles,
    })
}

/// What the file beside the table says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct MadeFrom {
    made: String,
    policy: String,
    sampled: u64,
    accepted: u64,
    inputs: Vec<InputFile>,
}

/// A file under its name, with the hash of its bytes.
pub(super) fn hashed(path: &Path) -> Result<HashedFile, ReportError> {
    Ok(HashedFile {
        path: path.display().to_string(),
        sha256: sha256_of(path)?,
    })
}

fn about(path: &Path, study: &Study) -> Result<ScoredStatement, ReportError> {
    let (made, beside) = made_from(&path.with_extension("toml"))?;
    Ok(ScoredStatement {
        table: hashed(path)?,
        beside,
        made: made.made,
        policy: made.policy,
        sampled: made.sampled,
        accepted: made.accepted,
        inputs: made.inputs.iter().map(|input| stated(input, study)).collect(),
        rules: study.rules.clone(),
    })
}

fn made_from(beside: &Path) -> Result<(MadeFrom, Option<HashedFile>), ReportError> {
    if !beside.is_file() {
        return Ok((MadeFrom::default(), None));
    }
    let text = std::fs::read_to_string(beside).map_err(|e| ReportError::reading(beside, e))?;
    let made = toml::from_str(&text).map_err(|e| ReportError::Statement {
        path: beside.to_path_buf(),
        why: e.message().to_string(),
    })?;
    Ok((made, Some(hashed(beside)?)))
}

/// An input and what became of it. What cannot be read, or is named outside the study's folder, counts as gone.
fn stated(input: &InputFile, study: &Study) -> StatedInput {
    let inside = Path::new(&input.path).components().all(|c| matches!(c, std::path::Component::Normal(_)));
    let now = match sha256_in(study, Path::new(&input.path)) {
        Ok(hash) if inside && hash == input.sha256 => InputNow::Same,
        Ok(_) if inside => InputNow::Changed,
        _ => InputNow::Gone,
    };
    StatedInput {
        path: input.path.clone(),
        now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<String> {
        text.split(',').map(String::from).collect()
    }

    #[test]
    fn what_a_rival_may_know_ends_where_the_first_month_begins() {
        let head = COLUMNS.join(",");
        let rows = [
            head.as_str(),
            "deaths,x,person/year,2025-04..2026-03,all,all,9,1,2,3,4,5",
            "crossings,x,event,2026-01,all,all,9,1,2,3,4,5",
            "crossings,x,event,2026-02,all,all,9,1,2,3,4,5",
        ];
        let windows = table(&rows.map(row)).unwrap_or_default();
        assert_eq!((windows.len(), begins(&windows)), (3, 2026.0));
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said_with_its_row() {
        let said = |second: &str| table(&[row(&COLUMNS.join(",")), row(second)]).err().unwrap_or_default();
        assert_eq!(said("q,x,kg,soon,all,all,9,1,2,3,4,5"), "row 2: `soon` is not a period");
        assert_eq!(
            said("q,x,kg,2026,all,all,9,1,2,x,4,5"),
            "row 2: `x` in p50 is not a number"
        );
        assert_eq!(
            said("q,x,kg,2026,all,all,9,1,2,3,5,4"),
            "row 2: its quantiles are not in ascending order"
        );
        assert!(table(&[]).is_err());
    }
}
