//! Where files come from: the disk, or texts in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Files by path. What may be read is decided by the loader; this only reads.
pub trait Files: Send + Sync {
    /// The path with every link and `..` resolved; an error where there is nothing.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether it is a regular file.
    fn is_file(&self, path: &Path) -> bool;

    /// Whether it is a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// The bytes of a file, and one more than `limit` when there are more: a device may have no end.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// The paths of what is in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
}

/// Files have no text of their own; what holds them can be shown all the same.
impl fmt::Debug for dyn Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Files")
    }
}

/// The files of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(here_if_empty(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn is_folder(&self, path: &Path) -> bool {
        here_if_empty(path).is_dir()
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(here_if_empty(folder))?;
        let mut paths = entries.map(|entry| Ok(folder.join(entry?.file_name()))).collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }
}

/// The parent of `model.mdl` is the empty path, which the operating system does not take for the current folder.
fn here_if_empty(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Files that exist in memory only: an embedded study, a test, a page.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl Memory {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; a path that is known already gets the new bytes.
    pub fn with(mut self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = Arc::from(bytes.as_ref());
        self.files.insert(resolved(path.as_ref()), bytes);
        self
    }

    fn get(&self, path: &Path) -> io::Result<&[u8]> {
        let found = self.files.get(&resolved(path));
        found.map(AsRef::as_ref).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Files for Memory {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        if self.is_file(path) || self.is_folder(path) {
            Ok(resolved(path))
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(&resolved(path))
    }

    fn is_folder(&self, path: &Path) -> bool {
        let folder = resolved(path);
        self.files.keys().any(|file| *file != folder && file.starts_with(&folder))
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        if self.is_folder(path) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let bytes = self.get(path)?;
        let end = bytes.len().min(usize::try_from(limit).map_or(usize::MAX, |limit| limit.saturating_add(1)));
        Ok(bytes[..end].to_vec())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let resolved = resolved(folder);
        let within = self.files.keys().filter_map(|file| file.strip_prefix(&resolved).ok());
        let mut names: Vec<_> = within.filter_map(|rest| rest.components().next()).collect();
        names.dedup();
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    }
}

/// The absolute path from the root of the memory, without `.` and `..`.
fn resolved(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::from("/");
    for component in path.components() {
        match component {
            Component::Normal(name) => resolved.push(name),
            Component::ParentDir => {
                // Above the root there is nothing, as on a disk.
                resolved.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Memory {
        Memory::new().with("a/model.mdl", "x").with("a/data/b.csv", "1").with("./a/data/a.csv", "22")
    }

    #[test]
    fn paths_in_memory_are_resolved() {
        let files = three();
        assert_eq!(
            files.real_path(Path::new("a/data/../model.mdl")).unwrap(),
            Path::new("/a/model.mdl")
        );
        assert!(files.is_folder(Path::new("a")) && files.is_folder(Path::new("")));
        assert!(!files.is_folder(Path::new("a/model.mdl")));
        assert!(files.is_file(Path::new("../a/model.mdl")));
        assert!(files.real_path(Path::new("b")).is_err());
    }

    #[test]
    fn a_folder_in_memory_lists_its_own() {
        let listed = three().list(Path::new("a")).unwrap();
        assert_eq!(listed, [Path::new("a/data"), Path::new("a/model.mdl")]);
    }

    #[test]
    fn no_more_is_read_than_tells_that_there_is_more() {
        let read = |limit| three().read(Path::new("a/data/a.csv"), limit).unwrap().len();
        assert_eq!([read(0), read(1), read(9)], [1, 2, 2]);
    }
}
