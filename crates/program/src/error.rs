//! Why a program cannot be built from a model.

/// Why a program cannot be built from a model and a request.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BuildError {
    /// Something that is to vary is computed, a lookup, or fixed with `==`.
    #[error("`{name}` cannot vary between runs: it is not a constant that may be set")]
    NotSettable {
        /// The variable.
        name: String,
    },
    /// A data equation uses it, which is computed before all runs.
    #[error("`{name}` cannot vary between the runs of one ensemble: a data equation (`:=`) uses it")]
    InData {
        /// The constant.
        name: String,
    },
    /// The clock of all runs of a block is one.
    #[error("`{name}` cannot vary between the runs of one ensemble, and no varied constant may change it")]
    ClockVaries {
        /// INITIAL TIME, FINAL TIME, TIME STEP or SAVEPER.
        name: String,
    },
    /// The clock would depend on what it drives.
    #[error("`{name}` changes during a run; it must be known when the run starts")]
    ClockChanges {
        /// INITIAL TIME, FINAL TIME, TIME STEP or SAVEPER.
        name: String,
    },
    /// A setting of the clock is not a usable number.
    #[error("`{name}` is {value}; it must be {must}")]
    ClockSetting {
        /// INITIAL TIME, FINAL TIME, TIME STEP or SAVEPER.
        name: String,
        /// What it is.
        value: f64,
        /// What would do.
        must: &'static str,
    },
    /// A limit is passed.
    #[error("the model needs {what}; the limit is {limit}")]
    TooLarge {
        /// What there is too much of, with its number.
        what: String,
        /// The limit.
        limit: u64,
    },
}

impl BuildError {
    /// The same, said about a variable.
    pub(crate) fn about(mut self, name: &str) -> BuildError {
        if let BuildError::TooLarge { what, .. } = &mut self {
            what.push_str(&format!(" for `{name}`"));
        }
        self
    }
}

/// The most iterations that one loop may have: 2^24.
pub const ITERATION_LIMIT: u64 = 1 << 24;

/// The most cells that a program's variables may have together: 2^25.
pub const CELL_LIMIT: u64 = 1 << 25;

/// The most offsets of subscripts, one per iteration, that a program may hold: 2^26, a quarter of a gigabyte.
pub const OFFSET_LIMIT: u64 = 1 << 26;

/// Fails when `found` of `what` is more than `limit`, which fits into 32 bits.
pub(crate) fn within_limit(found: u64, limit: u64, what: &str) -> Result<u32, BuildError> {
    if found > limit {
        let what = format!("{found} {what}");
        return Err(BuildError::TooLarge { what, limit });
    }
    Ok(found as u32)
}
