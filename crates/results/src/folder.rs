//! A results folder that one run at a time may write into.

use crate::{Holder, ResultsError, timestamp, write_whole};
use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A folder held for writing. Dropping it lets others in; the end of the process does so too, however it comes.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    lock: File,
}

impl Folder {
    /// The name of the file that is locked; it stays in the folder, empty, when nobody writes.
    pub const LOCK: &str = ".lock";

    /// Makes the folder if need be and holds it; says who holds it otherwise.
    ///
    /// The lock is the operating system's, so that a run that was killed leaves none behind. Where the file system knows no
    /// locks the folder is taken without one.
    pub fn hold(path: &Path) -> Result<Folder, ResultsError> {
        let fail = |e| ResultsError::writing(path, e);
        fs::create_dir_all(path).map_err(fail)?;
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path.join(Self::LOCK))
            .map_err(fail)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let (path, holder) = (path.to_path_buf(), holder(&mut lock));
                return Err(ResultsError::InUse { path, holder });
            }
            Err(TryLockError::Error(e)) if e.kind() == std::io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(fail(e)),
        }
        let mut folder = Folder {
            path: path.to_path_buf(),
            lock,
        };
        folder.sign().map_err(fail)?;
        Ok(folder)
    }

    /// Writes who holds the folder.
    fn sign(&mut self) -> std::io::Result<()> {
        let me = Holder {
            process: std::process::id(),
            since: timestamp(SystemTime::now()),
        };
        self.lock.set_len(0)?;
        self.lock.rewind()?;
        serde_json::to_writer(&self.lock, &me)?;
        self.lock.flush()
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a text file into it, whole or not at all.
    pub fn write(&self, name: &str, text: &str) -> Result<(), ResultsError> {
        write_whole(&self.file(name), |out| out.write_all(text.as_bytes()))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The file is left, not removed: another run may already have opened it and wait for the lock.
        let _ = self.lock.set_len(0);
        let _ = self.lock.unlock();
    }
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
mod tests {
    use super::*;

    #[test]
    fn the_second_run_says_who_holds_the_folder() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("results");
        let first = Folder::hold(&path).unwrap();
        let Err(ResultsError::InUse { holder, .. }) = Folder::hold(&path) else {
            panic!("the folder is held");
        };
        assert_eq!(holder.process, std::process::id());
        let message = ResultsError::InUse {
            path: "results".into(),
            holder: Holder {
                process: 4711,
                since: "2026-11-22T10:00:00Z".into(),
            },
        };
        insta::assert_snapshot!(message, @"`results` is in use by another run (process 4711, since 2026-11-22T10:00:00Z)");
        drop(first);
        Folder::hold(&path).expect("the folder is free again");
    }

    #[test]
    fn what_a_killed_run_left_is_no_obstacle() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join(Folder::LOCK), r#"{"process":1,"since":"x"}"#).unwrap();
        let folder = Folder::hold(place.path()).expect("nobody holds the lock");
        folder.write("brief.md", "# Brief\n").unwrap();
        assert_eq!(fs::read_to_string(folder.file("brief.md")).unwrap(), "# Brief\n");
    }
}
