//! Files that appear whole or not at all.

use crate::ResultsError;
use crate::error::folder_of;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Writes `path` through `fill`: under a temporary name in the same folder, brought to the disk, then renamed.
///
/// When anything fails nothing new is left in the folder and an older file stays as it was. What is not a regular file (a
/// device, a pipe) is written directly; that its reader went away is not an error.
pub fn write_whole(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), ResultsError> {
    let mut file = WholeFile::create(path)?;
    match fill(&mut file) {
        Ok(()) => file.finish(),
        Err(error) => file.failed(error),
    }
}

/// A file being written; without [`WholeFile::finish`] nothing of it is left.
pub(crate) struct WholeFile {
    path: PathBuf,
    /// `None` for what is written directly.
    temporary: Option<Temporary>,
    writer: BufWriter<File>,
}

/// A temporary file that is removed unless it was renamed.
struct Temporary {
    path: PathBuf,
    target: PathBuf,
    renamed: bool,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.renamed {
            // Nothing more can be done about a temporary file that cannot be removed.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl WholeFile {
    pub(crate) fn create(path: &Path) -> Result<Self, ResultsError> {
        let fail = |e| ResultsError::writing(path, e);
        let (file, temporary) = match fs::metadata(path) {
            Ok(found) if found.is_dir() => return Err(fail(io::ErrorKind::IsADirectory.into())),
            Ok(found) if !found.is_file() => (File::options().write(true).open(path).map_err(fail)?, None),
            Ok(found) if found.permissions().readonly() => {
                return Err(fail(io::ErrorKind::PermissionDenied.into()));
            }
            // Through a link to the file behind it, so that the link stays.
            Ok(_) => beside(&fs::canonicalize(path).map_err(fail)?).map_err(fail)?,
            Err(_) => beside(path).map_err(fail)?,
        };
        Ok(WholeFile {
            path: path.to_path_buf(),
            temporary,
            writer: BufWriter::new(file),
        })
    }

    pub(crate) fn finish(mut self) -> Result<(), ResultsError> {
        match self.close() {
            Ok(()) => Ok(()),
            Err(error) => self.failed(error),
        }
    }

    fn close(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        let Some(temporary) = &mut self.temporary else {
            return Ok(());
        };
        self.writer.get_ref().sync_all()?;
        fs::rename(&temporary.path, &temporary.target)?;
        temporary.renamed = true;
        Ok(())
    }

    pub(crate) fn failed(self, error: io::Error) -> Result<(), ResultsError> {
        if self.temporary.is_none() && error.kind() == io::ErrorKind::BrokenPipe {
            return Ok(());
        }
        Err(ResultsError::writing(&self.path, error))
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Opens a new hidden file in the folder of `target`.
fn beside(target: &Path) -> io::Result<(File, Option<Temporary>)> {
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let start = format!(".{}.", name.to_string_lossy());
    remove_those_of_the_dead(folder_of(target), &start);
    for attempt in 0..100 {
        let hidden = format!("{start}{}-{attempt}.part", std::process::id());
        let path = folder_of(target).join(hidden);
        match File::create_new(&path) {
            Ok(file) => {
                // Held while it is written: whoever can lock such a file knows that its writer is gone.
                let _ = file.try_lock();
                let temporary = Temporary {
                    path,
                    target: target.to_path_buf(),
                    renamed: false,
                };
                return Ok((file, Some(temporary)));
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(e) => return Err(e),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes the temporary files of this name whose writers were killed.
fn remove_those_of_the_dead(folder: &Path, start: &str) {
    let is_temporary = |name: &str| name.starts_with(start) && name.ends_with(".part");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_plain && entry.file_name().to_str().is_some_and(is_temporary) {
            let path = entry.path();
            if File::open(&path).is_ok_and(|file| is_old(&file) && file.try_lock().is_ok()) {
                // One that cannot be removed does no harm.
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// A file that has just been created may not be locked yet.
fn is_old(file: &File) -> bool {
    let changed = file.metadata().and_then(|found| found.modified());
    changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > Duration::from_secs(10)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder exists");
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_failure_leaves_the_older_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "older").unwrap();
        let full = write_whole(&path, |out| {
            out.write_all(b"half of it")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(full, Err(ResultsError::DiskFull { .. })), "{full:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "older");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn a_success_replaces_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "older").unwrap();
        write_whole(&path, |out| out.write_all(b"newer")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "newer");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn what_a_killed_writer_has_left_is_removed_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        let left = File::create(folder.path().join(".out.csv.4711-0.part")).unwrap();
        left.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        drop(left);
        fs::write(folder.path().join(".other.csv.4711-0.part"), "half").unwrap();
        let first = WholeFile::create(&path).unwrap();
        write_whole(&path, |out| out.write_all(b"newer")).unwrap();
        first.finish().unwrap();
        assert_eq!(names(folder.path()), [".other.csv.4711-0.part", "out.csv"]);
    }

    #[test]
    fn each_obstacle_has_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &Path| write_whole(path, |out| out.write_all(b"x"));
        let missing = folder.path().join("none").join("out.csv");
        assert!(matches!(write(&missing), Err(ResultsError::NoFolder { .. })));
        assert!(matches!(write(folder.path()), Err(ResultsError::IsFolder { .. })));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_a_full_disk() {
        let full = write_whole(Path::new("/dev/full"), |out| out.write_all(&[b'x'; 100_000]));
        assert!(matches!(full, Err(ResultsError::DiskFull { .. })), "{full:?}");
        assert!(fs::metadata("/dev/full").is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target.csv");
        let link = folder.path().join("link.csv");
        fs::write(&target, "older").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        write_whole(&link, |out| out.write_all(b"newer")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), "newer");
    }
}
