//! Tables and series that a model takes from files: workbooks, delimited text, the output of another run.

mod announced;
mod delimited;
mod limits;
mod series;
mod sheet;
mod text;
mod workbook;
mod xls;

pub use limits::{CELLS, FILE_BYTES, UNPACKED_BYTES};
pub use series::{NamedSeries, named_series, named_series_of, supported};
pub use sheet::{Area, Cell, Sheet};
pub use workbook::READER;

use crate::DataError;
use std::path::{Path, PathBuf};
use workbook::Workbook;

/// A file with sheets, opened once however many of them are asked for.
pub struct Sheets {
    path: PathBuf,
    file: Opened,
}

enum Opened {
    Workbook(Workbook),
    Text(String),
}

impl Sheets {
    /// Opens a workbook or a delimited text with these bytes. The ending of `path`, which is not opened, says which.
    ///
    /// # Errors
    /// If the bytes are not what the ending says, or too much.
    pub fn open(path: &Path, bytes: Vec<u8>) -> Result<Sheets, DataError> {
        let file = if workbook::is_workbook(path) {
            Opened::Workbook(Workbook::open(path, bytes)?)
        } else {
            Opened::Text(text::decoded(path, &bytes)?)
        };
        let path = path.to_path_buf();
        Ok(Sheets { path, file })
    }

    /// The sheet `tab` of a workbook; of a delimited text all of it, with the delimiter `tab`.
    ///
    /// # Errors
    /// If there is no such sheet, or it is too much.
    pub fn sheet(&mut self, tab: &str) -> Result<Sheet, DataError> {
        match &mut self.file {
            Opened::Workbook(book) => book.sheet(tab),
            Opened::Text(text) => {
                let sheet = delimited::sheet(text, delimited::delimiter(&self.path, tab));
                sheet.ok_or_else(|| DataError::TooManyCells {
                    path: self.path.clone(),
                    limit: CELLS,
                })
            }
        }
    }
}
