//! The files of one folder, for what a stranger may have sent.

use crate::Files;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files of one folder: what lies elsewhere is not read, wherever links lead, nor what is no regular file.
///
/// A pipe would be waited for for ever, and a device has no end.
pub struct WithinFolder {
    /// Where the files come from.
    pub files: Arc<dyn Files>,
    /// The folder.
    pub folder: PathBuf,
    /// Files, and folders with all that is in them, that may be read too.
    pub allowed: Vec<PathBuf>,
}

impl WithinFolder {
    fn allows(&self, real: &Path) -> bool {
        let contains = |place: &PathBuf| self.files.real_path(place).is_ok_and(|place| real.starts_with(place));
        contains(&self.folder) || self.allowed.iter().any(contains)
    }

    /// The real path of what may be read; an error that says why otherwise.
    fn allowed(&self, path: &Path) -> io::Result<PathBuf> {
        let real = self.files.real_path(path)?;
        if self.allows(&real) {
            return Ok(real);
        }
        Err(io::Error::other("it leads out of the folder; put a copy there"))
    }
}

impl Files for WithinFolder {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.real_path(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.is_file(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.files.is_folder(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let real = self.allowed(path)?;
        if self.files.is_folder(&real) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !self.files.is_file(&real) {
            return Err(io::Error::other("it is not a regular file"));
        }
        self.files.read(&real, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.allowed(folder)?;
        self.files.list(folder)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::Disk;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn place() -> (tempfile::TempDir, WithinFolder) {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("study")).unwrap();
        fs::create_dir(place.path().join("private")).unwrap();
        fs::write(place.path().join("private/key.toml"), "secret").unwrap();
        let files = WithinFolder {
            files: Arc::new(Disk),
            folder: place.path().join("study"),
            allowed: Vec::new(),
        };
        (place, files)
    }

    #[test]
    fn a_link_is_followed_within_the_folder_only() {
        let (_place, files) = place();
        fs::write(files.folder.join("own.toml"), "own").unwrap();
        symlink("own.toml", files.folder.join("es.toml")).unwrap();
        symlink("../private/key.toml", files.folder.join("evidence.toml")).unwrap();
        symlink("../private", files.folder.join("data")).unwrap();
        let read = |name: &str| files.read(&files.folder.join(name), 100);
        assert_eq!(read("es.toml").unwrap(), b"own");
        let out = read("evidence.toml").unwrap_err();
        assert_eq!(out.to_string(), "it leads out of the folder; put a copy there");
        assert!(read("data/key.toml").is_err() && read("../private/key.toml").is_err());
        assert!(files.list(&files.folder.join("data")).is_err());
    }

    #[test]
    fn what_the_user_allows_is_read() {
        let (place, mut files) = place();
        files.allowed.push(place.path().join("private"));
        assert_eq!(
            files.read(&place.path().join("private/key.toml"), 100).unwrap(),
            b"secret"
        );
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let (_place, files) = place();
        let pipe = files.folder.join("study.toml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(
            files.read(&pipe, 100).unwrap_err().to_string(),
            "it is not a regular file"
        );
    }
}
