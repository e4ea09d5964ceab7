//! The lock on a folder, which the operating system holds for a process.

use crate::{Holder, ResultsError, timestamp};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::SystemTime;

/// The file that is locked.
pub(crate) const NAME: &str = ".lock";

/// Locks a folder for this process and signs the lock.
pub(crate) fn take(folder: &Path) -> Result<File, ResultsError> {
    let fail = |e| ResultsError::writing(folder, e);
    let path = folder.join(NAME);
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
    let opened = File::options().create(true).truncate(false).read(true).write(true).open(path);
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
