//! The list of files that a load has read.

use std::cell::RefCell;
use std::path::PathBuf;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// What it was read as.
    pub kind: FileKind,
    /// Its path: within the model's folder as the user would write it, elsewhere with links resolved.
    pub path: PathBuf,
}

/// What a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The model itself.
    Model,
    /// A model file that another includes.
    Include,
    /// A data file named by the user.
    Data,
    /// A workbook or a delimited text that the model names.
    Table,
}

/// Files in the order in which they were first read.
#[derive(Debug, Default)]
pub(crate) struct Record {
    files: RefCell<Vec<FileRead>>,
}

impl Record {
    pub fn note(&self, kind: FileKind, path: PathBuf) {
        let file = FileRead { kind, path };
        let mut files = self.files.borrow_mut();
        if !files.contains(&file) {
            files.push(file);
        }
    }

    pub fn into_files(self) -> Vec<FileRead> {
        self.files.into_inner()
    }
}
