//! A results folder that one run at a time may write into.

use crate::draft::{self, Draft};
use crate::lock::{self, no_link};
use crate::{ResultsError, write_whole};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A folder held for writing. Dropping it lets others in; the end of the process does so too, however it comes.
///
/// A folder may come from a stranger, with links in it: neither the folder nor a file in it is written through a link.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Replaced when the folder is: a new folder has a lock file of its own.
    lock: Mutex<File>,
}

impl Folder {
    /// The name of the file that is locked; it stays in the folder, empty, when nobody writes.
    pub const LOCK: &str = lock::NAME;

    /// Makes the folder if need be and holds it; says who holds it otherwise. What a run that was killed has left half done is
    /// finished or undone.
    ///
    /// The lock is the operating system's, so that a run that was killed leaves none behind. Where the file system knows no
    /// locks the folder is taken without one.
    ///
    /// # Errors
    /// If it is in use, is a link, or cannot be written.
    pub fn hold(path: &Path) -> Result<Folder, ResultsError> {
        // `.` and `..` have no name that something could stand beside.
        let path = &match path.file_name() {
            None => fs::canonicalize(path).map_err(|e| ResultsError::writing(path, e))?,
            Some(_) => path.to_path_buf(),
        };
        draft::undo_move(path).map_err(|e| ResultsError::writing(path, e))?;
        no_link(path)?;
        fs::create_dir_all(path).map_err(|e| ResultsError::writing(path, e))?;
        let lock = lock::take(path)?;
        draft::clear(path).map_err(|e| ResultsError::writing(path, e))?;
        Ok(Folder {
            path: path.to_path_buf(),
            lock: Mutex::new(lock),
        })
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The path of a file in it that is to be written.
    ///
    /// # Errors
    /// If there is a link in its place.
    pub fn own_file(&self, name: &str) -> Result<PathBuf, ResultsError> {
        let path = self.file(name);
        no_link(&path)?;
        Ok(path)
    }

    /// Writes a text file into it, whole or not at all.
    ///
    /// # Errors
    /// If the disk refuses, or there is a link in its place.
    pub fn write(&self, name: &str, text: &str) -> Result<(), ResultsError> {
        write_whole(&self.own_file(name)?, |out| out.write_all(text.as_bytes()))
    }

    /// The folder's next contents, which grow beside it: the same ones each time, until they are put in its place.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn draft(&self) -> Result<Draft<'_>, ResultsError> {
        Draft::begin(&self.path, &self.lock)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A draft that was not put in place is of no use to anybody. Errors have nobody to go to; the next run clears it too.
        let _ = draft::clear(&self.path);
        let lock = self.lock.get_mut().unwrap_or_else(PoisonError::into_inner);
        // The file is left, not removed: another run may already have opened it and wait for the lock.
        let _ = lock.set_len(0);
        let _ = lock.unlock();
    }
}

#[cfg(test)]
mod tests;
