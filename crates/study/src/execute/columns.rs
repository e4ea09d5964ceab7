//! `results/parquet/`: the tables as Parquet, partitioned by policy as Hive does, so that DuckDB, Polars and pandas read each
//! folder as one table.
//!
//! `futures/` has a row a future, `outcomes/policy=NAME/` one an experiment, `trajectories/policy=NAME/` one a point in time of
//! what the study charts. All are written beside the folder and take its place when they are whole.

use super::write::{for_each_experiment, inputs};
use super::{Ensemble, Measures};
use crate::StudyError;
use crate::experiment::Drawn;
use crate::outcome::Receiver;
use crate::study::Study;
use program::Status;
use results::{Cell, OutcomeRow, ParquetColumn, ParquetFile, ParquetKind, ResultsError, partition};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The folder among the results.
const FOLDER: &str = "parquet";

/// The folder in which the files grow.
const PART: &str = ".parquet.part";

/// Where the files of a study that is being carried out grow.
#[derive(Debug)]
pub(crate) struct Columns {
    results: PathBuf,
}

impl Columns {
    /// The files in a folder of results.
    pub fn of(results: &Path) -> Columns {
        let results = results.to_path_buf();
        Columns { results }
    }

    /// The same, without what a study that was interrupted has left there.
    pub fn begin(results: &Path) -> Result<Columns, StudyError> {
        remove(&results.join(PART))?;
        Ok(Columns::of(results))
    }

    /// Removes the files of a study before: they would not belong to the tables beside them.
    pub fn discard(results: &Path) -> Result<(), StudyError> {
        remove(&results.join(FOLDER))
    }

    /// Writes futures and outcomes beside the trajectories, if there are any, and puts all in the place of those of a study
    /// before.
    pub fn write(&self, study: &Study, (ensemble, drawn): (&Ensemble, &Drawn)) -> Result<(), StudyError> {
        self.futures(study, (ensemble, drawn))?;
        self.outcomes(study, ensemble)?;
        let (part, place) = (self.results.join(PART), self.results.join(FOLDER));
        remove(&place)?;
        std::fs::rename(&part, &place).map_err(|e| ResultsError::writing(&place, e))?;
        Ok(())
    }

    /// A file of one table, or of one partition of it.
    fn create(&self, folders: &[&str], columns: &[ParquetColumn]) -> Result<ParquetFile, ResultsError> {
        let folder = folders
            .iter()
            .fold(self.results.join(PART), |path, part| path.join(part));
        std::fs::create_dir_all(&folder).map_err(|e| ResultsError::writing(&folder, e))?;
        ParquetFile::create(&folder.join("part-0.parquet"), columns)
    }

    /// `futures/`: every future, whether it looks like the observed past, its uncertainties and choices.
    fn futures(&self, study: &Study, (ensemble, drawn): (&Ensemble, &Drawn)) -> Result<(), StudyError> {
        let mut columns = vec![
            ParquetColumn::new("future", ParquetKind::Whole),
            ParquetColumn::new("accepted", ParquetKind::Truth),
        ];
        columns.extend(
            study
                .uncertainties
                .iter()
                .map(|u| ParquetColumn::in_unit(&u.name, &u.unit)),
        );
        let choices = study.alternatives.iter();
        columns.extend(choices.map(|a| ParquetColumn::new(&a.name, ParquetKind::Text)));
        let mut file = self.create(&["futures"], &columns)?;
        for future in 0..drawn.count {
            let accepted = ensemble.accepted.binary_search(&future).is_ok();
            let first = [Cell::Whole(future as u64), Cell::Whole(u64::from(accepted))];
            file.row(first.into_iter().chain(inputs(study, drawn, future)))?;
        }
        file.finish()?;
        Ok(())
    }

    /// `outcomes/policy=NAME/`: every experiment of the policy, how it ended, and its outcomes.
    fn outcomes(&self, study: &Study, ensemble: &Ensemble) -> Result<(), StudyError> {
        let mut columns = vec![
            ParquetColumn::new("experiment", ParquetKind::Whole),
            ParquetColumn::new("future", ParquetKind::Whole),
            ParquetColumn::new("accepted", ParquetKind::Truth),
            ParquetColumn::new("failed at", ParquetKind::Number),
            ParquetColumn::new("failed in", ParquetKind::Text),
        ];
        columns.extend(study.outcomes.iter().map(|o| ParquetColumn::in_unit(&o.name, &o.unit)));
        let mut open: Option<(usize, ParquetFile)> = None;
        for_each_experiment(study, ensemble, |policy, row| {
            if open.as_ref().is_none_or(|(of, _)| *of != policy) {
                let folder = partition("policy", row.policy);
                let file = self.create(&["outcomes", &folder], &columns)?;
                if let Some((_, before)) = open.replace((policy, file)) {
                    before.finish()?;
                }
            }
            let Some((_, file)) = &mut open else {
                return Ok(());
            };
            Ok(file.row(cells(row))?)
        })?;
        open.map_or(Ok(()), |(_, last)| Ok(last.finish()?))
    }
}

/// An experiment as a row; a failed one has no outcomes.
fn cells<'a>(row: &OutcomeRow<'a>) -> impl Iterator<Item = Cell<'a>> {
    let [experiment, future] = [row.experiment, row.future].map(|number| Cell::Whole(number as u64));
    let [at, variable] = row.end.cells();
    let first = [experiment, future, Cell::Whole(u64::from(row.accepted)), at, variable];
    first.into_iter().chain(row.outcome_cells())
}

fn remove(folder: &Path) -> Result<(), StudyError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(ResultsError::writing(folder, error).into()),
        _ => Ok(()),
    }
}

/// Writes the course of every run while the runs are made, and hands them on. Rows come in any order and are written in their
/// own: those that came too early wait, as many as there are blocks in progress.
pub(super) struct Courses<'r> {
    receiver: &'r mut dyn Receiver,
    writing: Writing<'r>,
    waiting: BTreeMap<usize, Option<Vec<f64>>>,
    /// Why nothing more was written.
    pub failed: Option<StudyError>,
}

/// What the rows of a stage are, and the file that is open.
struct Writing<'r> {
    columns: &'r Columns,
    study: &'r Study,
    measures: &'r Measures,
    /// Policies, outermost.
    policies: Vec<usize>,
    /// The futures of each policy.
    futures: Vec<usize>,
    next: usize,
    file: Option<ParquetFile>,
}

impl<'r> Courses<'r> {
    /// Rows are `policies` times `futures`, policies outermost.
    pub fn new(
        columns: &'r Columns,
        (study, measures): (&'r Study, &'r Measures),
        (policies, futures): (&[usize], &[usize]),
        receiver: &'r mut dyn Receiver,
    ) -> Self {
        Courses {
            receiver,
            writing: Writing {
                columns,
                study,
                measures,
                policies: policies.to_vec(),
                futures: futures.to_vec(),
                next: 0,
                file: None,
            },
            waiting: BTreeMap::new(),
            failed: None,
        }
    }

    fn write_waiting(&mut self) -> Result<(), StudyError> {
        while let Some(values) = self.waiting.remove(&self.writing.next) {
            self.writing.run(values.as_deref())?;
        }
        Ok(())
    }
}

impl Receiver for Courses<'_> {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        self.receiver.take(row, ended, values);
        if self.failed.is_some() {
            return;
        }
        let charts = || {
            self.writing
                .measures
                .charts
                .iter()
                .flat_map(|range| &values[range.clone()])
        };
        let values = (*ended == Status::Done).then(|| charts().copied().collect());
        self.waiting.insert(row, values);
        self.failed = self.write_waiting().err();
    }
}

impl Writing<'_> {
    /// The next run: its points in time; a failed one has no numbers.
    fn run(&mut self, values: Option<&[f64]>) -> Result<(), StudyError> {
        let (policy, future) = (self.next / self.futures.len(), self.next % self.futures.len());
        if future == 0 {
            self.file = Some(self.begin(self.policies[policy])?);
        }
        self.next += 1;
        let years = &self.measures.years;
        if let Some(file) = &mut self.file {
            for (at, year) in years.iter().enumerate() {
                let first = [Cell::Whole(self.futures[future] as u64), Cell::Number(*year)];
                let cell = |chart: usize| values.map_or(Cell::Empty, |v| Cell::Number(v[chart * years.len() + at]));
                let charts = (0..self.measures.charts.len()).map(cell);
                file.row(first.into_iter().chain(charts))?;
            }
        }
        if future + 1 == self.futures.len()
            && let Some(file) = self.file.take()
        {
            file.finish()?;
        }
        Ok(())
    }

    fn begin(&self, policy: usize) -> Result<ParquetFile, StudyError> {
        let mut columns = vec![
            ParquetColumn::new("future", ParquetKind::Whole),
            ParquetColumn::in_unit("year", "year"),
        ];
        let charts = self.study.charts.iter();
        columns.extend(charts.map(|c| ParquetColumn::in_unit(&*self.study.model.variable(c.variable).name, &c.unit)));
        let policy = partition("policy", &self.study.policies[policy].name);
        Ok(self.columns.create(&["trajectories", &policy], &columns)?)
    }
}
