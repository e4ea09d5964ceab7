//! Who writes into a folder.

use serde::{Deserialize, Serialize};

/// Who writes into a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub process: u32,
    /// Since when, as [`crate::timestamp`] writes it.
    pub since: String,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.process {
            0 => write!(f, "another run"),
            process => write!(f, "another run (process {process}, since {})", self.since),
        }
    }
}
