//! What can go wrong while a study is carried out, or its results are written.

use experiment::ExperimentError;
use std::io;
use std::path::{Path, PathBuf};
use study::StudyError;

/// A study could not be carried out as asked, or its results not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The study cannot be changed as asked.
    #[error(transparent)]
    Study(#[from] StudyError),
    /// The runs could not be made.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The results could not be written.
    #[error(transparent)]
    Results(#[from] results::ResultsError),
    /// A file could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no statement to score.
    #[error("there is no statement in `{}`", folder.display())]
    NoStatement {
        /// Where it would be.
        folder: PathBuf,
    },
    /// A file of a statement is not as it was written.
    #[error("`{}` is no statement: {why}", path.display())]
    Statement {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Too few records lie in a statement's windows.
    #[error("{} lies in a window of `{}`, and a score needs at least two; not scored:\n  {}", counted(*scored), statement.display(), reasons.join("\n  "))]
    TooFewRecords {
        /// The statement's table.
        statement: PathBuf,
        /// How many do.
        scored: usize,
        /// Why each of the others does not.
        reasons: Vec<String>,
    },
    /// The scenarios of `fitted/` cannot be used.
    #[error("the futures of `fitted/` cannot be used: {why}\nhint: counterflow fit {} makes them again", folder.display())]
    Fitted {
        /// The study's folder.
        folder: PathBuf,
        /// What is missing, or has changed since they were made.
        why: String,
    },
}

fn counted(records: usize) -> &'static str {
    if records == 0 { "no record" } else { "one record" }
}

impl ReportError {
    /// A file that could not be read.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        ReportError::Read { path, source }
    }
}

impl From<check::SetError> for ReportError {
    fn from(error: check::SetError) -> Self {
        ExperimentError::from(error).into()
    }
}

impl From<program::BuildError> for ReportError {
    fn from(error: program::BuildError) -> Self {
        ExperimentError::from(error).into()
    }
}

impl From<run::RunError> for ReportError {
    fn from(error: run::RunError) -> Self {
        ExperimentError::from(error).into()
    }
}
