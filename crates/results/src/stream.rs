//! A CSV file that is written row by row, with the memory of one row.

use crate::error::io_of;
use crate::file::WholeFile;
use crate::{ResultsError, harmless, number};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// One cell of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A number, with the shortest digits that read back.
    Number(f64),
    /// A count or an index.
    Whole(u64),
    /// A text of a study or model; escaped by [`harmless`].
    Text(&'a str),
    /// Nothing.
    Empty,
}

/// A CSV file that appears under its name when it is finished, and not at all otherwise.
pub struct CsvFile {
    csv: csv::Writer<WholeFile>,
    path: PathBuf,
    width: usize,
}

impl CsvFile {
    /// Begins the file with a row of names.
    pub fn create<'a>(path: &Path, names: impl IntoIterator<Item = &'a str>) -> Result<Self, ResultsError> {
        let mut file = CsvFile {
            csv: csv::Writer::from_writer(WholeFile::create(path)?),
            path: path.to_path_buf(),
            width: 0,
        };
        let cells: Vec<Cell> = names.into_iter().map(Cell::Text).collect();
        file.width = cells.len();
        file.row(cells)?;
        Ok(file)
    }

    /// Adds a row; missing cells are empty.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), ResultsError> {
        self.write(cells.into_iter()).map_err(|e| ResultsError::writing(&self.path, io_of(e)))
    }

    fn write<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> csv::Result<()> {
        let mut written = 0;
        for cell in cells {
            self.csv.write_field(text(cell))?;
            written += 1;
        }
        for _ in written..self.width {
            self.csv.write_field("")?;
        }
        self.csv.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Brings the file to the disk under its name.
    pub fn finish(mut self) -> Result<(), ResultsError> {
        let fail = |e| ResultsError::writing(&self.path, e);
        self.csv.flush().map_err(fail)?;
        match self.csv.into_inner() {
            Ok(file) => file.finish(),
            Err(e) => Err(ResultsError::writing(&self.path, e.into_error())),
        }
    }
}

/// The largest file that [`read_rows`] reads, in bytes.
pub const LARGEST_ROWS: u64 = 64 << 20;

/// Every row of a CSV file as texts, the names first.
pub fn read_rows(path: &Path) -> Result<Vec<Vec<String>>, ResultsError> {
    let fail = |e| ResultsError::reading(path, e);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(fail)?;
    file.take(LARGEST_ROWS + 1).read_to_end(&mut bytes).map_err(fail)?;
    rows_of(path, &bytes)
}

/// Every row of a CSV file of these bytes; `path` is what an error says that it is.
pub fn rows_of(path: &Path, bytes: &[u8]) -> Result<Vec<Vec<String>>, ResultsError> {
    let fail = |e| ResultsError::reading(path, e);
    if bytes.len() as u64 > LARGEST_ROWS {
        let (path, limit) = (path.to_path_buf(), LARGEST_ROWS);
        return Err(ResultsError::TooLarge { path, limit });
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let texts = |row: csv::StringRecord| row.iter().map(str::to_string).collect();
    let rows = reader.records().map(|row| row.map(texts).map_err(|e| fail(io_of(e))));
    rows.collect()
}

fn text(cell: Cell<'_>) -> String {
    match cell {
        Cell::Number(value) => number(value),
        Cell::Whole(value) => value.to_string(),
        Cell::Text(text) => harmless(text),
        Cell::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_appear_when_the_file_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.csv");
        let mut file = CsvFile::create(&path, ["policy", "deaths", "note"]).unwrap();
        file.row([Cell::Text("no change"), Cell::Number(0.1), Cell::Text("=x")]).unwrap();
        file.row([Cell::Text("a, b"), Cell::Whole(3)]).unwrap();
        assert!(!path.exists());
        file.finish().unwrap();
        insta::assert_snapshot!(std::fs::read_to_string(&path).unwrap(), @r#"
        policy,deaths,note
        no change,0.1,'=x
        "a, b",3,
        "#);
    }

    #[test]
    fn rows_can_be_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.csv");
        let mut file = CsvFile::create(&path, ["policy", "deaths"]).unwrap();
        file.row([Cell::Text("a, \"b\""), Cell::Number(0.1)]).unwrap();
        file.row([Cell::Text("c")]).unwrap();
        file.finish().unwrap();
        let rows = read_rows(&path).unwrap();
        assert_eq!(rows, [["policy", "deaths"], ["a, \"b\"", "0.1"], ["c", ""]]);
        assert!(matches!(
            read_rows(&folder.path().join("no.csv")),
            Err(ResultsError::NoFile { .. })
        ));
    }

    #[test]
    fn an_unfinished_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = CsvFile::create(&folder.path().join("rows.csv"), ["x"]).unwrap();
        file.row([Cell::Number(1.0)]).unwrap();
        drop(file);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
