//! `results/parquet/`: the tables as Parquet, partitioned by policy as Hive does, so that DuckDB, Polars and pandas read each
//! folder as one table.
//!
//! `futures/` has a row a future, `outcomes/policy=NAME/` one an experiment, `trajectories/policy=NAME/` one a point in time of
//! what the study charts.

use super::experiments::{for_each, inputs};
use crate::ReportError;
use experiment::{Ensemble, ExperimentError, Trajectories};
use results::{Cell, OutcomeRow, ParquetColumn, ParquetFile, ParquetKind, ResultsError, partition};
use std::io;
use std::path::{Path, PathBuf};
use study::Study;

/// The folder among the results.
const FOLDER: &str = "parquet";

/// The Parquet files of a study's results.
#[derive(Debug)]
pub struct ParquetTables {
    results: PathBuf,
}

impl ParquetTables {
    /// The files in a folder of results.
    pub fn of(results: &Path) -> ParquetTables {
        let results = results.to_path_buf();
        ParquetTables { results }
    }

    /// The same, without what runs before have left there.
    pub fn begin(results: &Path) -> Result<ParquetTables, ReportError> {
        let folder = results.join(FOLDER);
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(ResultsError::writing(&folder, error).into()),
            _ => Ok(ParquetTables::of(results)),
        }
    }

    /// Writes trajectories there while a study is carried out.
    pub fn trajectories(self, study: &Study) -> TrajectoryFiles<'_> {
        TrajectoryFiles {
            tables: self,
            study,
            open: None,
        }
    }

    /// Writes futures and outcomes beside the trajectories, if there are any.
    pub fn write(&self, study: &Study, ensemble: &Ensemble) -> Result<(), ReportError> {
        self.scenarios(study, ensemble)?;
        self.outcomes(study, ensemble)
    }

    /// A file of one table, or of one partition of it.
    fn create(&self, folders: &[&str], columns: &[ParquetColumn]) -> Result<ParquetFile, ResultsError> {
        let folder = folders.iter().fold(self.results.join(FOLDER), |path, part| path.join(part));
        std::fs::create_dir_all(&folder).map_err(|e| ResultsError::writing(&folder, e))?;
        ParquetFile::create(&folder.join("part-0.parquet"), columns)
    }

    /// `futures/`: every future, whether it looks like the observed past, its uncertainties and choices.
    fn scenarios(&self, study: &Study, ensemble: &Ensemble) -> Result<(), ReportError> {
        let mut file = self.create(&["futures"], &scenario_columns(study))?;
        for future in 0..ensemble.sample.count {
            let accepted = ensemble.accepted.binary_search(&future).is_ok();
            let first = [Cell::Whole(future as u64), Cell::Whole(u64::from(accepted))];
            file.row(first.into_iter().chain(inputs(study, &ensemble.sample, future)))?;
        }
        file.finish()?;
        Ok(())
    }

    /// `outcomes/policy=NAME/`: every experiment of the policy, how it ended, and its outcomes.
    fn outcomes(&self, study: &Study, ensemble: &Ensemble) -> Result<(), ReportError> {
        let columns = outcome_columns(study);
        // Experiments come policy by policy, so that one file is open at a time.
        let mut open: Option<(usize, ParquetFile)> = None;
        for_each(study, ensemble, |policy, row| {
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

fn scenario_columns(study: &Study) -> Vec<ParquetColumn> {
    let mut columns = vec![
        ParquetColumn::new("future", ParquetKind::Whole),
        ParquetColumn::new("accepted", ParquetKind::Truth),
    ];
    let uncertainties = study.plan.uncertainties.iter();
    columns.extend(uncertainties.map(|u| ParquetColumn::in_unit(&u.name, &u.unit)));
    let choices = study.plan.alternatives.iter();
    columns.extend(choices.map(|a| ParquetColumn::new(&a.name, ParquetKind::Text)));
    columns
}

fn outcome_columns(study: &Study) -> Vec<ParquetColumn> {
    let mut columns = vec![
        ParquetColumn::new("experiment", ParquetKind::Whole),
        ParquetColumn::new("future", ParquetKind::Whole),
        ParquetColumn::new("accepted", ParquetKind::Truth),
        ParquetColumn::new("failed at", ParquetKind::Number),
        ParquetColumn::new("failed in", ParquetKind::Text),
    ];
    let outcomes = study.plan.outcomes.iter();
    columns.extend(outcomes.map(|o| ParquetColumn::in_unit(&o.name, &o.unit)));
    columns
}

/// An experiment as a row; a failed one has no outcomes.
fn cells<'a>(row: &OutcomeRow<'a>) -> impl Iterator<Item = Cell<'a>> {
    let [experiment, future] = [row.experiment, row.future].map(|number| Cell::Whole(number as u64));
    let [at, variable] = row.end.cells();
    let first = [experiment, future, Cell::Whole(u64::from(row.accepted)), at, variable];
    first.into_iter().chain(row.outcome_cells())
}

/// Writes the trajectories of a study's runs while the runs are made: a file a policy.
pub struct TrajectoryFiles<'a> {
    tables: ParquetTables,
    study: &'a Study,
    /// The policy whose file is open.
    open: Option<(usize, ParquetFile)>,
}

impl<'a> TrajectoryFiles<'a> {
    fn begin(&self, policy: usize) -> Result<ParquetFile, ResultsError> {
        let plan = &self.study.plan;
        let mut columns = vec![
            ParquetColumn::new("future", ParquetKind::Whole),
            ParquetColumn::in_unit("year", "year"),
        ];
        let charts = plan.charts.iter();
        columns.extend(charts.map(|c| ParquetColumn::in_unit(c.variable.name(&plan.model), &c.unit)));
        let policy = partition("policy", &plan.policies[policy].name);
        self.tables.create(&["trajectories", &policy], &columns)
    }

    /// The file of a policy; that of the policy before is finished.
    fn file(&mut self, policy: usize) -> Result<&mut ParquetFile, ResultsError> {
        if self.open.as_ref().is_some_and(|(of, _)| *of != policy) {
            self.close()?;
        }
        if self.open.is_none() {
            self.open = Some((policy, self.begin(policy)?));
        }
        let (_, file) = self.open.as_mut().expect("a file has just been opened");
        Ok(file)
    }

    fn close(&mut self) -> Result<(), ResultsError> {
        self.open.take().map_or(Ok(()), |(_, file)| file.finish())
    }
}

impl Trajectories for TrajectoryFiles<'_> {
    fn run(
        &mut self,
        policy: usize,
        scenario: usize,
        years: &[f64],
        values: Option<&[f64]>,
    ) -> Result<(), ExperimentError> {
        let charts = self.study.plan.charts.len();
        let file = self.file(policy)?;
        for (at, year) in years.iter().enumerate() {
            let first = [Cell::Whole(scenario as u64), Cell::Number(*year)];
            // A failed run has its points in time, and no numbers.
            let cell = |chart: usize| values.map_or(Cell::Empty, |v| Cell::Number(v[chart * years.len() + at]));
            file.row(first.into_iter().chain((0..charts).map(cell)))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExperimentError> {
        Ok(self.close()?)
    }
}
