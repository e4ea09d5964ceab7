//! A run or a dataset of Vensim's own format to a table.

use crate::bytes::{CELLS, bytes_of};
use crate::{Column, ResultsError, Table};
use data::vdf::{VDF_BYTES, Vdf};
use std::path::Path;

/// Reads a `.vdf` or `.vdfx` file: all of its series, at all of their times.
pub(crate) fn table_of_vdf(path: &Path) -> Result<Table, ResultsError> {
    let bytes = bytes_of(path, VDF_BYTES)?;
    let file = Vdf::read(bytes).map_err(|broken| ResultsError::Vdf {
        path: path.to_path_buf(),
        broken,
    })?;
    let times = file.times();
    if times.len().saturating_mul(file.series.len()) > CELLS {
        let (path, limit) = (path.to_path_buf(), CELLS);
        return Err(ResultsError::TooWide { path, limit });
    }
    let columns = file.series.iter().map(|series| Column {
        name: series.name.clone(),
        ..column(&file.column(series, &times))
    });
    let columns = columns.collect();
    let left_out = file.unread.iter().map(|u| format!("`{}`: {}", u.name, u.why));
    Ok(Table {
        left_out: left_out.collect(),
        ..Table::new(times, columns)
    })
}

fn column(values: &[Option<f64>]) -> Column {
    let rows = values.iter().enumerate();
    Column {
        name: String::new(),
        empty: rows.filter(|(_, value)| value.is_none()).map(|(row, _)| row).collect(),
        values: values.iter().map(|value| value.unwrap_or(f64::NAN)).collect(),
    }
}
