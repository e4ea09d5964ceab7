//! What can go wrong between a study and the world, or what is asked of it.

use std::io;
use std::path::{Path, PathBuf};

/// A study could not be read, or not be carried out as asked.
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
    /// Finished runs could not be noted, or looked up.
    #[error("cannot keep finished runs in `{}`: {source}", path.display())]
    Journal {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A data file could not be read.
    #[error(transparent)]
    Data(#[from] data::DataError),
    /// The results could not be written.
    #[error(transparent)]
    Results(#[from] results::ResultsError),
    /// The futures cannot be drawn.
    #[error("the futures cannot be drawn: {0}")]
    Sample(#[from] analysis::SampleError),
    /// The model cannot be run.
    #[error("the model cannot be run: {0}")]
    Build(#[from] program::BuildError),
    /// The runs could not be made.
    #[error("the model cannot be run: {0}")]
    Run(#[from] run::RunError),
    /// Outcomes look at every step, but the model computes a longer distance of save points.
    #[error(
        "the model saves every {save_every}, but its step is {step}, and a study looks at every step\n\
         hint: write SAVEPER as a number, or as TIME STEP"
    )]
    CoarseSavePoints {
        /// SAVEPER, in the model's time.
        save_every: f64,
        /// TIME STEP.
        step: f64,
    },
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
    /// A number of futures out of bounds.
    #[error("a study has 1 to {most} futures, not {asked}")]
    Futures {
        /// How many were asked for.
        asked: usize,
        /// The most that are drawn.
        most: usize,
    },
    /// There is nothing to fit, or nothing to fit it to.
    #[error("nothing can be fitted: {why}")]
    NothingToFit {
        /// What is missing, and what would help.
        why: String,
    },
    /// The futures of `fitted/` cannot be used.
    #[error("the futures of `fitted/` cannot be used: {why}\nhint: counterflow fit {} makes them again", folder.display())]
    Fitted {
        /// The study's folder.
        folder: PathBuf,
        /// What is missing, or has changed since they were made.
        why: String,
    },
    /// No future looks like the observed past.
    #[error(
        "none of {drawn} futures looks like the observed past ({failed} failed before it could be judged){}\n\
         hint: draw more futures, or widen the ranges or the conditions in [history]",
        alone(conditions)
    )]
    NothingAccepted {
        /// How many were drawn.
        drawn: usize,
        /// How many failed before they could be judged.
        failed: usize,
        /// What share of the futures each condition let through alone.
        conditions: Vec<(String, f64)>,
    },
    /// The runs were stopped from outside.
    #[error("interrupted")]
    Interrupted,
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
    near.as_ref()
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn alone(conditions: &[(String, f64)]) -> String {
    let each: Vec<String> = conditions
        .iter()
        .map(|(words, share)| format!("\n  {words}: {:.1} %", share * 100.0))
        .collect();
    each.concat()
}
