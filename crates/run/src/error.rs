//! Why nothing could be run.

/// The most steps that a run may take.
pub const STEP_LIMIT: u64 = 100_000_000;

/// The most bytes that the runs in progress, or the trajectory of a single run, may occupy: 4 GiB.
pub const MEMORY_LIMIT: u64 = 1 << 32;

/// Why nothing could be run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The horizon is too long for the step.
    #[error(
        "a run would take {steps:.0} steps; the limit is {STEP_LIMIT}: use a larger TIME STEP or a nearer FINAL TIME"
    )]
    TooManySteps {
        /// FINAL TIME less INITIAL TIME, over TIME STEP.
        steps: f64,
    },
    /// The runs of an ensemble share one clock.
    #[error("FINAL TIME, TIME STEP or SAVEPER changes during a run, which only a single run can follow")]
    ClockChanges,
    /// A setting of a clock that changes has become useless.
    #[error("`{name}` has become {value} at time {time}; it must be {must}")]
    ClockSetting {
        /// FINAL TIME, TIME STEP or SAVEPER.
        name: &'static str,
        /// What it is.
        value: f64,
        /// When, in the model's time.
        time: f64,
        /// What it must be.
        must: &'static str,
    },
    /// DELAY FIXED counts steps of one length.
    #[error("TIME STEP changes during a run, and the model has a DELAY FIXED, which counts steps of one length")]
    DelayOfChangingSteps,
    /// More values than parameters.
    #[error("too many values for the parameters: {found} for {expected}")]
    TooManyParameters {
        /// How many the program has.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// The model is too large for [`MEMORY_LIMIT`].
    #[error("{what} would take {bytes} bytes; the limit is {MEMORY_LIMIT}")]
    TooMuchMemory {
        /// What.
        what: &'static str,
        /// How much.
        bytes: u64,
    },
    /// The operating system refused.
    #[error("cannot start a thread")]
    Thread(#[source] std::io::Error),
}

/// Fails when `bytes` is more than [`MEMORY_LIMIT`].
pub(crate) fn within_memory(bytes: u64, what: &'static str) -> Result<(), RunError> {
    // A refusal that says the size: an allocation that fails would abort the whole process.
    if bytes > MEMORY_LIMIT {
        return Err(RunError::TooMuchMemory { what, bytes });
    }
    Ok(())
}
