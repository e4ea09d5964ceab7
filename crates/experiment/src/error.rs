//! What can go wrong with an experiment, apart from single runs: a run that fails is a row with a status.

use std::io;
use std::path::PathBuf;

/// An experiment could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// Finished runs could not be written down, or looked up.
    #[error("cannot keep finished runs in `{}`: {source}", path.display())]
    Journal {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Results could not be written while the runs were made.
    #[error(transparent)]
    Results(#[from] results::ResultsError),
    /// The scenarios cannot be drawn.
    #[error("the futures cannot be drawn: {0}")]
    Sample(#[from] analysis::SampleError),
    /// The model cannot be run.
    #[error("the model cannot be run: {0}")]
    Build(#[from] program::BuildError),
    /// The runs could not be made.
    #[error("the model cannot be run: {0}")]
    Run(#[from] run::RunError),
    /// Outcomes look at every step, but the model computes a longer distance between save points.
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
    /// A constant that cannot be set, or cannot follow a policy.
    #[error(transparent)]
    Set(#[from] check::SetError),
    /// There is nothing to fit, or nothing to fit it to.
    #[error("nothing can be fitted: {why}")]
    NothingToFit {
        /// What is missing, and what would help.
        why: String,
    },
    /// No scenario looks like the observed past.
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
        /// What share of the scenarios each condition let through alone.
        conditions: Vec<(String, f64)>,
    },
    /// The runs were stopped from outside.
    #[error("interrupted")]
    Interrupted,
}

fn alone(conditions: &[(String, f64)]) -> String {
    // Each condition by itself: one with a share near 0 rejects the sample; where all shares are large, conditions exclude each
    // other.
    let each: Vec<String> =
        conditions.iter().map(|(words, share)| format!("\n  {words}: {:.1} %", share * 100.0)).collect();
    each.concat()
}
