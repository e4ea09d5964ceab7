//! A study's two tables: what each experiment was, and what came of it.
//!
//! Both have one row an experiment, joined by its number, so that any data-frame tool reads them as they are.

use crate::{Cell, CsvFile, ResultsError};
use std::path::Path;

/// `experiments.csv`: an experiment is a policy in a future; the future's uncertainties and alternatives are in the same row.
pub struct Experiments {
    file: CsvFile,
}

impl Experiments {
    /// Begins the table with the columns `experiment`, `future`, `policy` and one for each of `inputs`.
    pub fn create<'a>(path: &Path, inputs: impl IntoIterator<Item = &'a str>) -> Result<Self, ResultsError> {
        let names = ["experiment", "future", "policy"].into_iter();
        let file = CsvFile::create(path, names.chain(inputs))?;
        Ok(Experiments { file })
    }

    /// Adds an experiment with one cell for each input.
    pub fn add<'a>(
        &mut self,
        row: ExperimentRow<'a>,
        inputs: impl IntoIterator<Item = Cell<'a>>,
    ) -> Result<(), ResultsError> {
        let first = [
            Cell::Whole(row.experiment as u64),
            Cell::Whole(row.future as u64),
            Cell::Text(row.policy),
        ];
        self.file.row(first.into_iter().chain(inputs))
    }

    /// Brings the table to the disk.
    pub fn finish(self) -> Result<(), ResultsError> {
        self.file.finish()
    }
}

/// What one row of [`Experiments`] is about.
#[derive(Clone, Copy, Debug)]
pub struct ExperimentRow<'a> {
    /// The experiment's number.
    pub experiment: usize,
    /// The future's number.
    pub future: usize,
    /// The policy's name.
    pub policy: &'a str,
}

/// How an experiment ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RunEnd<'a> {
    /// With finite numbers.
    Done,
    /// It did not reach the end: when, and which variable was the first that was no number.
    Failed {
        /// The model's time.
        time: f64,
        /// The cell's name.
        variable: &'a str,
    },
}

impl<'a> RunEnd<'a> {
    fn status(self) -> &'static str {
        match self {
            RunEnd::Done => "done",
            RunEnd::Failed { .. } => "failed",
        }
    }

    /// The cells of `failed at` and `failed in`; empty for a run that did not fail.
    pub fn cells(self) -> [Cell<'a>; 2] {
        match self {
            RunEnd::Done => [Cell::Empty, Cell::Empty],
            RunEnd::Failed { time, variable } => [Cell::Number(time), Cell::Text(variable)],
        }
    }
}

/// `outcomes.csv`: one row an experiment, one column an outcome; a failed run stays in the table and has no outcomes.
pub struct Outcomes {
    file: CsvFile,
}

impl Outcomes {
    /// Begins the table with `experiment`, `future`, `policy`, `accepted`, `status`, `failed at`, `failed in` and `outcomes`.
    pub fn create<'a>(path: &Path, outcomes: impl IntoIterator<Item = &'a str>) -> Result<Self, ResultsError> {
        let names = [
            "experiment",
            "future",
            "policy",
            "accepted",
            "status",
            "failed at",
            "failed in",
        ];
        let file = CsvFile::create(path, names.into_iter().chain(outcomes))?;
        Ok(Outcomes { file })
    }

    /// Adds an experiment: whether its future looks like the observed past, how it ended, and its outcomes.
    pub fn add(&mut self, row: &OutcomeRow<'_>) -> Result<(), ResultsError> {
        let [at, variable] = row.end.cells();
        let first = [
            Cell::Whole(row.experiment as u64),
            Cell::Whole(row.future as u64),
            Cell::Text(row.policy),
            Cell::Whole(u64::from(row.accepted)),
            Cell::Text(row.end.status()),
            at,
            variable,
        ];
        self.file.row(first.into_iter().chain(row.outcome_cells()))
    }

    /// Brings the table to the disk.
    pub fn finish(self) -> Result<(), ResultsError> {
        self.file.finish()
    }
}

/// One row of [`Outcomes`].
#[derive(Clone, Copy, Debug)]
pub struct OutcomeRow<'a> {
    /// The experiment's number, as in [`Experiments`].
    pub experiment: usize,
    /// The future's number.
    pub future: usize,
    /// The policy's name.
    pub policy: &'a str,
    /// Whether the future looks like the observed past.
    pub accepted: bool,
    /// How the run ended.
    pub end: RunEnd<'a>,
    /// One value an outcome, in the order of the columns, each in its own unit; ignored when the run failed.
    pub outcomes: &'a [f64],
}

impl<'a> OutcomeRow<'a> {
    /// One cell an outcome; all empty when the run failed.
    pub fn outcome_cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let is_done = self.end == RunEnd::Done;
        let cell = move |value: &f64| if is_done { Cell::Number(*value) } else { Cell::Empty };
        self.outcomes.iter().map(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_tables_of_a_study() {
        let folder = tempfile::tempdir().unwrap();
        let (inputs, outputs) = (folder.path().join("e.csv"), folder.path().join("o.csv"));
        let mut experiments = Experiments::create(&inputs, ["recruitment", "mechanism"]).unwrap();
        let mut outcomes = Outcomes::create(&outputs, ["homicides", "trust"]).unwrap();
        let row = [Cell::Number(0.0025), Cell::Text("deters")];
        let first = ExperimentRow {
            experiment: 0,
            future: 0,
            policy: "no change",
        };
        let second = ExperimentRow {
            experiment: 1,
            policy: "force",
            ..first
        };
        experiments.add(first, row).unwrap();
        experiments.add(second, row).unwrap();
        let done = OutcomeRow {
            experiment: 0,
            future: 0,
            policy: "no change",
            accepted: true,
            end: RunEnd::Done,
            outcomes: &[281_000.5, 0.4],
        };
        let end = RunEnd::Failed {
            time: 754.0,
            variable: "members[large]",
        };
        outcomes.add(&done).unwrap();
        let failed = OutcomeRow {
            experiment: 1,
            policy: "force",
            end,
            ..done
        };
        outcomes.add(&failed).unwrap();
        experiments.finish().unwrap();
        outcomes.finish().unwrap();
        insta::assert_snapshot!(std::fs::read_to_string(inputs).unwrap(), @"
        experiment,future,policy,recruitment,mechanism
        0,0,no change,0.0025,deters
        1,0,force,0.0025,deters
        ");
        insta::assert_snapshot!(std::fs::read_to_string(outputs).unwrap(), @"
        experiment,future,policy,accepted,status,failed at,failed in,homicides,trust
        0,0,no change,1,done,,,281000.5,0.4
        1,0,force,1,failed,754,members[large],,
        ");
    }
}
