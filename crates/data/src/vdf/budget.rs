//! How much work a file can ask for: what lies in it once is read once.

use super::Broken;
use std::cell::Cell;

/// So many bytes may be read; more means that parts of a file lie on each other.
pub(super) struct Budget {
    left: Cell<usize>,
    is_spent: Cell<bool>,
}

impl Budget {
    pub fn new(bytes: usize) -> Budget {
        Budget {
            left: Cell::new(bytes),
            is_spent: Cell::new(false),
        }
    }

    /// Counts bytes that are to be read at a place.
    pub fn take(&self, at: usize, bytes: usize) -> Result<(), Broken> {
        match self.left.get().checked_sub(bytes) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.is_spent.set(true);
                Err(Broken::new(at, "parts of the file lie on each other".into()))
            }
        }
    }

    /// An error once more was asked for than there is, whoever asked.
    pub fn check(&self) -> Result<(), Broken> {
        match self.is_spent.get() {
            true => Err(Broken::new(0, "parts of the file lie on each other".into())),
            false => Ok(()),
        }
    }
}
