//! Sheets of workbooks: `.xlsx`, `.xlsm` and `.xls`.

use super::announced::Announced;
use super::limits::{CELLS, UNPACKED_BYTES};
use super::sheet::{Area, Cell, Sheet};
use super::xls;
use crate::DataError;
use calamine::{Data, Reader, Xls, Xlsx};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

/// Whether a file is a workbook by its ending.
pub(super) fn is_workbook(path: &Path) -> bool {
    ending(path).is_some_and(|e| ["xlsx", "xlsm", "xls"].contains(&e.as_str()))
}

fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(|e| e.to_str()).map(str::to_lowercase)
}

type Bytes = Cursor<Vec<u8>>;

/// The name of the thread in which a reader of others reads a workbook. Where such a reader panics, nothing that a user wrote can
/// be blamed on this program: whoever prints panics may leave out those of this thread.
pub const READER: &str = "workbook reader";

/// An open workbook.
pub(super) struct Workbook {
    path: PathBuf,
    format: Format,
}

enum Format {
    Xlsx(Box<Xlsx<Bytes>>),
    Xls(Box<Xls<Bytes>>),
}

impl Workbook {
    /// Opens a workbook. What its reader would allocate on the word of the file is bounded before.
    pub fn open(path: &Path, bytes: Vec<u8>) -> Result<Workbook, DataError> {
        let file = Book { path };
        let format = if ending(path).as_deref() == Some("xls") {
            file.grids_fit(&bytes)?;
            let read = contained(|| Xls::new(Cursor::new(bytes)).map_err(|e| file.broken(e)));
            Format::Xls(Box::new(read.unwrap_or_else(|| Err(file.broken("it is damaged")))?))
        } else {
            file.unpacks(&bytes)?;
            let read = contained(|| Xlsx::new(Cursor::new(bytes)).map_err(|e| file.broken(e)));
            Format::Xlsx(Box::new(read.unwrap_or_else(|| Err(file.broken("it is damaged")))?))
        };
        let path = path.to_path_buf();
        Ok(Workbook { path, format })
    }

    /// Reads one sheet with the areas that have a name.
    pub fn sheet(&mut self, tab: &str) -> Result<Sheet, DataError> {
        let file = Book { path: &self.path };
        let format = &mut self.format;
        let read = contained(|| match format {
            Format::Xlsx(book) => file.xlsx(book, tab),
            Format::Xls(book) => file.xls(book, tab),
        });
        read.unwrap_or_else(|| Err(file.broken("it is damaged")))
    }
}

/// What a reader of others returns; `None` where it panics, as some do on damaged files. No file may end the program.
fn contained<T: Send>(read: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().name(READER.into());
        let reader = reader.spawn_scoped(scope, read);
        reader.ok()?.join().ok()
    })
}

/// The file that findings are about.
struct Book<'a> {
    path: &'a Path,
}

impl Book<'_> {
    fn xlsx(&self, book: &mut Xlsx<Bytes>, tab: &str) -> Result<Sheet, DataError> {
        let name = self.sheet_name(&book.sheet_names(), tab)?;
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
    fn xls(&self, book: &mut Xls<Bytes>, tab: &str) -> Result<Sheet, DataError> {
        let name = self.sheet_name(&book.sheet_names(), tab)?;
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

    fn grids_fit(&self, bytes: &[u8]) -> Result<(), DataError> {
        let cells = contained(|| xls::grid_cells(bytes)).unwrap_or_else(|| Err("it is damaged".into()));
        match cells {
            Ok(cells) if cells > xls::GRID_CELLS => Err(DataError::WideGrids {
                path: self.path.into(),
                limit: xls::GRID_CELLS,
            }),
            Ok(_) => Ok(()),
            Err(why) => Err(self.broken(why)),
        }
    }

    /// Unpacks everything once, into nothing: what a header says of sizes need not be true, nor what a table of strings says of
    /// their number.
    fn unpacks(&self, bytes: &[u8]) -> Result<(), DataError> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| self.broken(e))?;
        let mut left = UNPACKED_BYTES;
        for number in 0..archive.len() {
            let entry = archive.by_index(number).map_err(|e| self.broken(e))?;
            let mut announced = Announced::default();
            let unpacked = io::copy(&mut entry.take(left + 1), &mut announced).map_err(|e| self.broken(e))?;
            if announced.strings > unpacked {
                let strings = announced.strings;
                return Err(self.broken(format!("it announces {strings} texts in {unpacked} bytes")));
            }
            left = left.checked_sub(unpacked).ok_or_else(|| DataError::Unpacked {
                path: self.path.into(),
                limit: UNPACKED_BYTES,
            })?;
        }
        Ok(())
    }

    fn sheet_name(&self, all: &[String], tab: &str) -> Result<String, DataError> {
        let found = all.iter().find(|name| name.to_lowercase() == tab.to_lowercase());
        found.cloned().ok_or_else(|| DataError::NoSheet {
            path: self.path.into(),
            sheet: tab.into(),
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
            let read = Workbook::open(Path::new("f.xls"), bytes[..length].to_vec());
            assert!(matches!(read, Err(DataError::Workbook { .. })), "{length}");
        }
    }

    /// A workbook of the new format with one table of strings.
    fn with_strings(text: &str) -> Vec<u8> {
        let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        file.start_file("xl/sharedStrings.xml", options).unwrap();
        io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        file.finish().unwrap().into_inner()
    }

    #[test]
    fn no_room_is_made_on_the_word_of_a_file() {
        let text = "<sst uniqueCount=\"4294967295\"><si/></sst>";
        let Err(refused) = Workbook::open(Path::new("f.xlsx"), with_strings(text)) else {
            panic!("it is no workbook");
        };
        assert_eq!(
            refused.to_string(),
            "`f.xlsx` cannot be read as a workbook: it announces 4294967295 texts in 41 bytes"
        );
    }
}
