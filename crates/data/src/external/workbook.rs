//! Sheets of workbooks: `.xlsx`, `.xlsm` and `.xls`.

use super::limits::{CELLS, UNPACKED_BYTES};
use super::sheet::{Area, Cell, Sheet};
use crate::DataError;
use calamine::{Data, Reader, Xls, Xlsx};
use std::io::{self, Cursor, Read};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

/// Whether a file is a workbook by its ending.
pub(super) fn is_workbook(path: &Path) -> bool {
    ending(path).is_some_and(|e| ["xlsx", "xlsm", "xls"].contains(&e.as_str()))
}

fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(|e| e.to_str()).map(str::to_lowercase)
}

/// Reads one sheet with the areas that have a name.
pub(super) fn read(path: &Path, bytes: Vec<u8>, tab: &str) -> Result<Sheet, DataError> {
    let bytes = Cursor::new(bytes);
    let book = Book { path, tab };
    match ending(path).as_deref() {
        Some("xls") => {
            // The reader of the old format panics on some damaged files; no file may end the program.
            let read = || book.xls(Xls::new(bytes).map_err(|e| book.broken(e))?);
            let read = std::panic::catch_unwind(AssertUnwindSafe(read));
            read.unwrap_or_else(|_| Err(book.broken("it is damaged")))
        }
        _ => {
            book.unpacks(&bytes)?;
            book.xlsx(Xlsx::new(bytes).map_err(|e| book.broken(e))?)
        }
    }
}

struct Book<'a> {
    path: &'a Path,
    tab: &'a str,
}

type Bytes = Cursor<Vec<u8>>;

impl Book<'_> {
    fn xlsx(&self, mut book: Xlsx<Bytes>) -> Result<Sheet, DataError> {
        let name = self.sheet_name(&book.sheet_names())?;
        let mut sheet = Sheet::default();
        self.names(&mut sheet, &name, book.defined_names());
        // Cell by cell: a sheet with one cell in its farthest corner must not become a grid.
        let mut cells = book.worksheet_cells_reader(&name).map_err(|e| self.broken(e))?;
        while let Some(cell) = cells.next_cell().map_err(|e| self.broken(e))? {
            let (row, column) = cell.get_position();
            sheet.put(row, column, of_data(&Data::from(cell.get_value().clone())));
            self.within_limit(&sheet)?;
        }
        Ok(sheet)
    }

    /// The old format ends at 65,536 rows of 256 columns.
    fn xls(&self, mut book: Xls<Bytes>) -> Result<Sheet, DataError> {
        let name = self.sheet_name(&book.sheet_names())?;
        let mut sheet = Sheet::default();
        self.names(&mut sheet, &name, book.defined_names());
        let range = book.worksheet_range(&name).map_err(|e| self.broken(e))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            sheet.put(top + row as u32, left + column as u32, of_data(value));
            self.within_limit(&sheet)?;
        }
        Ok(sheet)
    }

    /// Unpacks everything once, into nothing: what a header says of sizes need not be true.
    fn unpacks(&self, bytes: &Bytes) -> Result<(), DataError> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.get_ref())).map_err(|e| self.broken(e))?;
        let mut left = UNPACKED_BYTES;
        for number in 0..archive.len() {
            let entry = archive.by_index(number).map_err(|e| self.broken(e))?;
            let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|e| self.broken(e))?;
            left = left.checked_sub(unpacked).ok_or_else(|| DataError::Unpacked {
                path: self.path.into(),
                limit: UNPACKED_BYTES,
            })?;
        }
        Ok(())
    }

    fn sheet_name(&self, all: &[String]) -> Result<String, DataError> {
        let found = all.iter().find(|name| name.to_lowercase() == self.tab.to_lowercase());
        found.cloned().ok_or_else(|| DataError::NoSheet {
            path: self.path.into(),
            sheet: self.tab.into(),
            sheets: all.to_vec(),
        })
    }

    /// A name may be given to an area of each sheet; only those of this one count.
    fn names(&self, sheet: &mut Sheet, own: &str, names: &[(String, String)]) {
        for (name, formula) in names {
            if let Some(area) = area(formula, own) {
                sheet.name(name, area);
            }
        }
    }

    fn within_limit(&self, sheet: &Sheet) -> Result<(), DataError> {
        if sheet.len() > CELLS {
            Err(DataError::TooManyCells {
                path: self.path.into(),
                limit: CELLS,
            })
        } else {
            Ok(())
        }
    }

    fn broken(&self, why: impl std::fmt::Display) -> DataError {
        DataError::Workbook {
            path: PathBuf::from(self.path),
            why: why.to_string(),
        }
    }
}

fn of_data(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(value) => Cell::Number(*value as f64),
        Data::Float(value) if value.is_finite() => Cell::Number(*value),
        Data::String(text) if text.trim().is_empty() => Cell::Empty,
        Data::String(text) => Cell::Text(text.trim().into()),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell::Other(format!("the date {year}-{month:02}-{day:02}"))
        }
        Data::DateTimeIso(_) => Cell::Other(format!("the date {data}")),
        Data::DateTime(_) | Data::DurationIso(_) => Cell::Other(format!("the time of day {data}")),
        Data::Bool(value) => Cell::Other(format!("the truth value {value}")),
        Data::Error(error) => Cell::Other(format!("the error {error}")),
        other => Cell::Other(other.to_string()),
    }
}

/// The corners in `Sheet!$B$4:$G$4` when it is of this sheet.
fn area(formula: &str, own: &str) -> Option<Area> {
    let (sheet, cells) = formula.rsplit_once('!')?;
    let sheet = sheet.trim_start_matches('=').trim_matches('\'').replace("''", "'");
    if sheet.to_lowercase() != own.to_lowercase() {
        return None;
    }
    let cells = cells.replace('$', "");
    let (first, last) = cells.split_once(':').unwrap_or((&cells, &cells));
    Some(Area {
        first: Area::cell(first)?,
        last: Area::cell(last)?,
    })
}

impl Area {
    /// Row and column of a cell written like `B4`, whatever its case, counted from 0.
    pub fn cell(text: &str) -> Option<(u32, u32)> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(digits);
        let row = digits.parse::<u32>().ok().filter(|row| (1..=1_048_576).contains(row))?;
        Some((row - 1, Area::column(letters)?))
    }

    /// The number of a column written like `AB`.
    pub fn column(letters: &str) -> Option<u32> {
        if letters.is_empty() || letters.len() > 3 || !letters.chars().all(|c| c.is_ascii_alphabetic()) {
            return None;
        }
        let digit = |c: u8| u32::from(c.to_ascii_uppercase() - b'A') + 1;
        Some(letters.bytes().fold(0, |n, c| n * 26 + digit(c)) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file whose first sector ends in the middle of a number: its reader panics.
    #[test]
    fn a_damaged_workbook_of_the_old_format_is_an_error() {
        let mut bytes = vec![0xff; 734];
        bytes[..76].fill(0);
        bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        bytes[24..32].copy_from_slice(&[0x3b, 0, 3, 0, 0xfe, 0xff, 9, 0]);
        (bytes[32], bytes[44], bytes[48], bytes[57], bytes[60], bytes[64]) = (6, 1, 9, 16, 2, 1);
        bytes[68..72].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
        bytes[76..80].fill(0);
        for length in [0, 8, 100, 734] {
            let read = read(Path::new("f.xls"), bytes[..length].to_vec(), "Sheet1");
            assert!(matches!(read, Err(DataError::Workbook { .. })), "{length}");
        }
    }
}
