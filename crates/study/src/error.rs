//! What can go wrong between a study and the world, or what is asked of it.

use std::io;
use std::path::{Path, PathBuf};

/// A study could not be read, or not be changed as asked.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A file or folder could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The model could not be read.
    #[error(transparent)]
    Load(#[from] load::LoadError),
    /// A data file could not be read.
    #[error(transparent)]
    Data(#[from] data::DataError),
    /// A name on the command line that the study does not know.
    #[error("the study has no {what} `{name}`{}", hint(near))]
    Unknown {
        /// Of what: `policy`, `uncertainty`, `alternative`, `constant`.
        what: &'static str,
        /// The name as given.
        name: String,
        /// The name that was probably meant.
        near: Option<String>,
    },
    /// A choice on the command line that the alternative does not have.
    #[error("the alternative `{alternative}` has no choice `{name}`: it has {choices}")]
    UnknownChoice {
        /// The alternative.
        alternative: String,
        /// The choice as given.
        name: String,
        /// The choices it has.
        choices: String,
    },
    /// A constant that cannot be set.
    #[error(transparent)]
    Set(#[from] check::SetError),
    /// A range that is none.
    #[error("`{name}` cannot go from {low} to {high}: {why}")]
    NoRange {
        /// The uncertainty.
        name: String,
        /// The smallest value as given.
        low: f64,
        /// The largest value as given.
        high: f64,
        /// What is wrong.
        why: &'static str,
    },
    /// The clock was set so that it does not cover what the study looks at.
    #[error("{what} looks at {looks}, but the model, with its clock as it is set, runs from {start} to {stop}")]
    WindowBeyondModel {
        /// The study, or one of its outcomes.
        what: String,
        /// The year that it looks at.
        looks: String,
        /// The year in which a run begins.
        start: String,
        /// The year in which a run ends.
        stop: String,
    },
    /// A number of futures out of bounds.
    #[error("a study has 1 to {most} futures, not {asked}")]
    Futures {
        /// How many were asked for.
        asked: usize,
        /// The most that are drawn.
        most: usize,
    },
}

impl StudyError {
    /// A file or folder that could not be read.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        StudyError::Read {
            path: path.to_path_buf(),
            source,
        }
    }

    /// A name that is not among those known.
    pub(crate) fn unknown<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        StudyError::Unknown {
            what,
            name: name.to_string(),
            near: source::nearest(name, known).map(str::to_string),
        }
    }
}

fn hint(near: &Option<String>) -> String {
    near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
