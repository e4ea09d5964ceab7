//! A token that ends work from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends ensembles and studies that hold a clone of it. Runs that have begun are finished; no others begin.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    set: Arc<AtomicBool>,
}

impl Cancel {
    /// A token that is not set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the end, from any thread.
    pub fn cancel(&self) {
        self.set.store(true, Ordering::Relaxed);
    }

    /// Whether the end was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.set.load(Ordering::Relaxed)
    }

    pub(crate) fn flag(&self) -> &AtomicBool {
        &self.set
    }
}
