//! What can go wrong between a table and the world.

use std::io;
use std::path::{Path, PathBuf};

/// A table or a folder could not be read, written or held.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// There is no such file.
    #[error("there is no file `{}`", path.display())]
    NoFile {
        /// The file.
        path: PathBuf,
    },
    /// The path is a folder, where a table is wanted.
    #[error("`{}` is a folder, not a file", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The file exists and could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is larger than what is read into memory.
    #[error("`{}` is larger than {limit} bytes, the limit for a table", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The table has more cells than are read into memory.
    #[error("`{}` has more than {limit} cells, the limit for a table", path.display())]
    TooWide {
        /// The file.
        path: PathBuf,
        /// The limit, rows times columns.
        limit: usize,
    },
    /// The file is not text.
    #[error("`{}` is not a text file: byte {at} is 0", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
        /// The offset of the first 0.
        at: usize,
    },
    /// The file has no header row, or nothing below it.
    #[error("`{}` has no table: a row of names and at least one row of numbers are needed", path.display())]
    NoTable {
        /// The file.
        path: PathBuf,
    },
    /// A cell is not a number.
    #[error("{}:{line}: `{text}` in the column `{column}` is not a number", path.display())]
    NotANumber {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The column's name.
        column: String,
        /// The cell, shortened.
        text: String,
    },
    /// A row has no time.
    #[error("{}:{line}: the row has no time", path.display())]
    NoTime {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// A row has more cells than there are names.
    #[error("{}:{line}: {found} cells in the row, but {expected} in the first row", path.display())]
    TooManyCells {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// How many cells.
        found: usize,
        /// How many names.
        expected: usize,
    },
    /// The file is not of Vensim's own format, or is damaged.
    #[error("`{}`, {broken}", path.display())]
    Vdf {
        /// The file.
        path: PathBuf,
        /// Where, and why.
        broken: data::vdf::Broken,
    },
    /// The disk has no room left.
    #[error("the disk is full: `{}` was not written", path.display())]
    DiskFull {
        /// What was to be written.
        path: PathBuf,
    },
    /// The file or its folder may not be written to.
    #[error("no permission to write `{}`", path.display())]
    NotAllowed {
        /// What was to be written.
        path: PathBuf,
    },
    /// The folder that should hold the file does not exist.
    #[error("there is no folder `{}`", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Writing failed for another reason.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is a link, a pipe or a device where a study's folder is written.
    #[error("`{}` is a link or no regular file: a study writes through none; remove it, or move what it leads to here", path.display())]
    Link {
        /// What is in the way.
        path: PathBuf,
    },
    /// Another process writes into the folder.
    #[error("`{}` is in use by {holder}", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
        /// Who.
        holder: crate::Holder,
    },
}

/// The system's error behind one of the CSV library, whose own conversion loses what kind it is.
pub(crate) fn io_of(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, format!("{other:?}")),
    }
}

impl ResultsError {
    /// Names what went wrong while reading `path`.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => ResultsError::NoFile { path },
            io::ErrorKind::IsADirectory => ResultsError::IsFolder { path },
            _ => ResultsError::Read { path, source },
        }
    }

    /// Names what went wrong while writing `path`.
    pub fn writing(path: &Path, source: io::Error) -> Self {
        use io::ErrorKind::*;
        let at = path.to_path_buf();
        match source.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => ResultsError::DiskFull { path: at },
            PermissionDenied | ReadOnlyFilesystem => ResultsError::NotAllowed { path: at },
            IsADirectory => ResultsError::IsFolder { path: at },
            NotFound | NotADirectory => ResultsError::NoFolder {
                path: folder_of(path).to_path_buf(),
            },
            _ => ResultsError::Write { path: at, source },
        }
    }
}

/// The folder that holds `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
