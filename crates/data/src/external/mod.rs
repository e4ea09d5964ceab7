//! Tables and series that a model takes from files: workbooks, delimited text, the output of another run.

mod access;
mod delimited;
mod series;
mod sheet;
mod workbook;

pub use access::Access;
pub use series::{NamedSeries, named_series, named_series_of};
pub use sheet::{Area, Cell, Sheet};

use crate::DataError;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Files of at most this many bytes are read; a workbook counts as it lies on the disk.
pub const FILE_BYTES: u64 = 32 << 20;

/// A workbook that unpacks to at most this many bytes is read.
pub const UNPACKED_BYTES: u64 = 128 << 20;

/// Sheets of at most this many cells are read.
pub const CELLS: usize = 2_000_000;

/// Reads sheets when they are asked for, each once, and only where [`Access`] allows.
pub struct Library {
    access: Access,
    sheets: RefCell<HashMap<(PathBuf, String), Rc<Sheet>>>,
}

impl Library {
    /// Nothing read yet.
    pub fn new(access: Access) -> Self {
        Library {
            access,
            sheets: RefCell::default(),
        }
    }

    /// The sheet `tab` of a workbook, or a delimited text whose delimiter is `tab`.
    ///
    /// # Errors
    /// If the file is not there, may not be read, is too large or not what its ending says.
    pub fn sheet(&self, file: &str, tab: &str) -> Result<Rc<Sheet>, DataError> {
        let path = self.access.find(file)?;
        let key = (path, tab.to_lowercase());
        if let Some(known) = self.sheets.borrow().get(&key) {
            return Ok(known.clone());
        }
        let (path, _) = &key;
        let sheet = Rc::new(sheet(path, crate::files::bytes_of(path, FILE_BYTES)?, tab)?);
        self.sheets.borrow_mut().insert(key, sheet.clone());
        Ok(sheet)
    }
}

/// The sheet `tab` of a workbook with these bytes, or a delimited text whose delimiter is `tab`. What it is says the ending of
/// `path`, which is not opened.
///
/// # Errors
/// If the bytes are not what the ending says, or too much.
pub fn sheet(path: &Path, bytes: Vec<u8>, tab: &str) -> Result<Sheet, DataError> {
    match workbook::is_workbook(path) {
        true => workbook::read(path, bytes, tab),
        false => Ok(delimited::sheet(
            &crate::files::text(path, bytes)?,
            delimited::delimiter(path, tab),
        )),
    }
}
