//! A results folder that one run at a time may write into.

use crate::draft::{self, Draft};
use crate::{Holder, ResultsError, timestamp, write_whole};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

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
    pub const LOCK: &str = ".lock";

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
        let lock = take_lock(path)?;
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
        Draft::begin(self)
    }

    /// Holds what has taken this folder's place.
    pub(crate) fn hold_instead(&self, lock: File) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = lock;
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

/// Locks a folder for this process and signs the lock.
pub(crate) fn take_lock(folder: &Path) -> Result<File, ResultsError> {
    let fail = |e| ResultsError::writing(folder, e);
    let path = folder.join(Folder::LOCK);
    loop {
        let mut lock = open_lock(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = holder(&mut lock);
                let path = folder.to_path_buf();
                return Err(ResultsError::InUse { path, holder });
            }
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(fail(e)),
        }
        // Between opening and locking, the run before may have put another folder in this one's place: its lock is the one
        // that counts now.
        if is_still(&lock, &path) {
            sign(&mut lock).map_err(fail)?;
            return Ok(lock);
        }
    }
}

fn open_lock(path: &Path) -> Result<File, ResultsError> {
    no_link(path)?;
    let opened = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path);
    opened.map_err(|e| ResultsError::writing(path, e))
}

/// Refuses a link, wherever it leads, and what is neither file nor folder: a received folder may hold either.
pub fn no_link(path: &Path) -> Result<(), ResultsError> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => Err(ResultsError::Link { path: path.into() }),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn is_still(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |found: fs::Metadata| (found.dev(), found.ino());
    match (open.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => id(open) == id(there),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_open: &File, _path: &Path) -> bool {
    true
}

/// Writes who holds the folder.
fn sign(lock: &mut File) -> io::Result<()> {
    let me = Holder {
        process: std::process::id(),
        since: timestamp(SystemTime::now()),
    };
    lock.set_len(0)?;
    lock.rewind()?;
    serde_json::to_writer(&*lock, &me)?;
    lock.flush()
}

fn holder(lock: &mut File) -> Holder {
    let mut text = String::new();
    let read = lock.take(1000).read_to_string(&mut text);
    let unknown = Holder {
        process: 0,
        since: String::new(),
    };
    match read {
        Ok(_) => serde_json::from_str(&text).unwrap_or(unknown),
        Err(_) => unknown,
    }
}

#[cfg(test)]
mod tests;
