//! Everything that can go wrong, in four small trees.

use crate::Diagnostics;
use check::{ClockError, SetError};
use program::BuildError;

/// A model or a study could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file could not be had, or the model may not read it.
    #[error(transparent)]
    File(#[from] load::LoadError),
    /// The text is wrong; the diagnostics say where, and render on demand.
    #[error("{0}")]
    Invalid(Box<Diagnostics>),
    /// A file of a study could not be had.
    #[error(transparent)]
    Study(#[from] ::study::StudyError),
}

/// A name or a value that a model does not take.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InputError {
    /// Nothing has that name.
    #[error("no variable is called `{name}`{}", similar(nearest))]
    Unknown {
        /// As given.
        name: String,
        /// The name that is spelled most alike.
        nearest: Option<String>,
    },
    /// An array has no such element.
    #[error("no element or dimension of `{variable}` is called `{element}`{}", similar(nearest))]
    UnknownElement {
        /// The array.
        variable: String,
        /// As given.
        element: String,
        /// The element that is spelled most alike.
        nearest: Option<String>,
    },
    /// The number of subscripts is not that of the variable.
    #[error("`{name}` has {expected} subscripts, not {found}")]
    WrongSubscripts {
        /// The variable.
        name: String,
        /// How many it has.
        expected: usize,
        /// How many were given.
        found: usize,
        /// One of its cells, as it may be written.
        example: String,
    },
    /// An array takes one value for all of its cells, or one for each.
    #[error("`{name}` has {cells} cells, but {values} values are given")]
    WrongNumber {
        /// The variable.
        name: String,
        /// How many cells it has.
        cells: usize,
        /// How many values were given.
        values: usize,
    },
    /// One cell was asked of an array, or columns have not the same number of rows.
    #[error("`{name}` has {expected} {of}, not {found}")]
    WrongShape {
        /// The variable, or the column.
        name: String,
        /// What was counted: cells, values, rows.
        of: &'static str,
        /// How many it has.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// The model does not take this from outside.
    #[error("{reason}")]
    NotSettable {
        /// The variable.
        name: String,
        /// Why not.
        reason: String,
    },
    /// Only finite numbers are taken.
    #[error("`{name}` is {value}; it must be a finite number")]
    NotFinite {
        /// The variable.
        name: String,
        /// The value given.
        value: f64,
    },
    /// An outcome was asked for that was not computed, or that has no values over time.
    #[error("`{name}` {reason}")]
    NotComputed {
        /// The variable.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// Inputs cannot be sampled.
    #[error(transparent)]
    Sample(#[from] analysis::SampleError),
}

/// Nothing could be run. A run that fails on its way is not an error: it has a status.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input or an outcome is not one of the model's.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The clock is of no use: it never ends, or has no step.
    #[error("{reason}")]
    Clock {
        /// Which setting, and what it must be.
        reason: String,
    },
    /// The runs would pass a limit of time or memory.
    #[error("{reason}")]
    TooLarge {
        /// Which limit, and by how much.
        reason: String,
    },
    /// A [`crate::Cancel`] ended it.
    #[error("cancelled")]
    Cancelled,
    /// The operating system gave no thread.
    #[error("cannot start a thread: {0}")]
    Thread(std::io::Error),
}

/// A statement could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The file of records is wrong; the diagnostics say where, and render on demand.
    #[error("{0}")]
    Records(Box<Diagnostics>),
    /// A file could not be read, there is no statement, or too few records lie in its windows.
    #[error(transparent)]
    Study(#[from] StudyError),
}

/// A study could not be read, carried out or written.
pub type StudyError = report::ReportError;

impl From<BuildError> for RunError {
    fn from(error: BuildError) -> Self {
        let reason = error.to_string();
        match error {
            BuildError::TooLarge { .. } => RunError::TooLarge { reason },
            BuildError::NotSettable { name } => InputError::NotSettable { name, reason }.into(),
            _ => RunError::Clock { reason },
        }
    }
}

impl From<::run::RunError> for RunError {
    fn from(error: ::run::RunError) -> Self {
        let reason = error.to_string();
        match error {
            ::run::RunError::TooManySteps { .. } | ::run::RunError::TooMuchMemory { .. } => {
                RunError::TooLarge { reason }
            }
            ::run::RunError::Thread(source) => RunError::Thread(source),
            _ => RunError::Clock { reason },
        }
    }
}

impl InputError {
    /// What is wrong, without the name that is spelled most alike.
    pub fn message(&self) -> String {
        let mut error = self.clone();
        if let InputError::Unknown { nearest, .. } | InputError::UnknownElement { nearest, .. } = &mut error {
            *nearest = None;
        }
        error.to_string()
    }

    /// The name that was probably meant, as a sentence.
    pub fn hint(&self) -> Option<String> {
        match self {
            InputError::Unknown { nearest, .. } | InputError::UnknownElement { nearest, .. } => {
                nearest.as_ref().map(|name| format!("a similar name is `{name}`"))
            }
            InputError::WrongSubscripts { example, .. } => Some(format!("write it as `{example}`")),
            _ => None,
        }
    }

    pub(crate) fn not_settable(name: &str, error: &SetError) -> Self {
        let name = name.to_string();
        let reason = error.to_string();
        InputError::NotSettable { name, reason }
    }

    pub(crate) fn clock(error: ClockError) -> Self {
        match error {
            ClockError::NotFinite { name, value } => InputError::NotFinite { name, value },
            ClockError::NotPositive { ref name, .. } => InputError::NotSettable {
                name: name.clone(),
                reason: error.to_string(),
            },
        }
    }
}

fn similar(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |name| format!("; a similar name is `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No machine can be asked to run out of threads on purpose.
    #[test]
    fn a_thread_that_is_not_given() {
        let refused = std::io::Error::from(std::io::ErrorKind::WouldBlock);
        let error = RunError::from(::run::RunError::Thread(refused));
        assert!(matches!(error, RunError::Thread(_)));
        insta::assert_snapshot!(error, @"cannot start a thread: operation would block");
    }

    #[test]
    fn a_run_that_would_be_too_large() {
        let error = ::run::RunError::TooMuchMemory {
            what: "the delay lines",
            bytes: 3 << 40,
        };
        assert!(matches!(RunError::from(error), RunError::TooLarge { .. }));
    }
}
