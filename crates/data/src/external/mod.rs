//! Tables and series that a model takes from files: workbooks, delimited text, the output of another run.

mod delimited;
mod limits;
mod series;
mod sheet;
mod text;
mod workbook;

pub use limits::{CELLS, FILE_BYTES, UNPACKED_BYTES};
pub use series::{NamedSeries, named_series, named_series_of, supported};
pub use sheet::{Area, Cell, Sheet};

use crate::DataError;
use std::path::Path;

/// The sheet `tab` of a workbook with these bytes, or a delimited text whose delimiter is `tab`. The ending of `path`, which is
/// not opened, says which.
///
/// # Errors
/// If the bytes are not what the ending says, or too much.
pub fn sheet(path: &Path, bytes: Vec<u8>, tab: &str) -> Result<Sheet, DataError> {
    if workbook::is_workbook(path) {
        workbook::read(path, bytes, tab)
    } else {
        Ok(delimited::sheet(
            &text::decoded(path, &bytes)?,
            delimited::delimiter(path, tab),
        ))
    }
}
