//! Numbers that a model takes from files: the user's data files, and the tables that the model names.

use crate::access::Access;
use crate::record::Record;
use crate::{FileKind, Files, LoadError};
use check::{ExternalCell, ExternalData, ExternalTable};
use data::DataError;
use data::external::{Cell, FILE_BYTES, Sheet, named_series, sheet, supported};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

type Points = Vec<(f64, f64)>;

/// The user's data files, read at once, and the model's tables, each read when it is asked for first.
pub(crate) struct Tables<'l> {
    access: &'l Access<'l>,
    record: &'l Record,
    series: HashMap<String, Points>,
    data_files: Vec<String>,
    sheets: RefCell<HashMap<(PathBuf, String), Rc<Sheet>>>,
}

impl<'l> Tables<'l> {
    /// Reads the user's data files; a later one replaces a series of the same name.
    pub fn new(access: &'l Access<'l>, record: &'l Record, data: &[PathBuf]) -> Result<Self, LoadError> {
        let mut tables = Tables {
            access,
            record,
            series: HashMap::new(),
            data_files: Vec::new(),
            sheets: RefCell::default(),
        };
        for path in data {
            tables.read_series(path)?;
        }
        Ok(tables)
    }

    fn read_series(&mut self, path: &Path) -> Result<(), LoadError> {
        // Before its bytes: a run in Vensim's own format may well be larger than what is read.
        supported(path)?;
        let found = named_series(path, bytes_of(self.access.files, path)?)?;
        let keyed = found.into_iter().map(|s| (check::series_key(&s.name), s.points));
        self.series.extend(keyed);
        self.data_files.push(path.display().to_string());
        self.record.note(FileKind::Data, path.to_path_buf());
        Ok(())
    }

    fn sheet(&self, file: &str, tab: &str) -> Result<Rc<Sheet>, LoadError> {
        let key = (self.access.find(file)?, tab.to_lowercase());
        if let Some(known) = self.sheets.borrow().get(&key) {
            return Ok(known.clone());
        }
        let read = Rc::new(sheet(&key.0, bytes_of(self.access.files, &key.0)?, tab)?);
        self.record.note(FileKind::Table, self.access.shown(&key.0));
        self.sheets.borrow_mut().insert(key, read.clone());
        Ok(read)
    }
}

fn bytes_of(files: &dyn Files, path: &Path) -> Result<Vec<u8>, LoadError> {
    let bytes = crate::read(files, path, FILE_BYTES)?;
    if bytes.len() as u64 > FILE_BYTES {
        let (path, limit) = (path.to_path_buf(), FILE_BYTES);
        return Err(DataError::TooLarge { path, limit }.into());
    }
    Ok(bytes)
}

impl ExternalData for Tables<'_> {
    fn table(&self, file: &str, tab: &str) -> Result<Rc<dyn ExternalTable>, String> {
        match self.sheet(file, tab) {
            Ok(sheet) => Ok(Rc::new(Table(sheet))),
            Err(error) => Err(error.to_string()),
        }
    }

    fn series(&self, key: &str) -> Option<Points> {
        self.series.get(key).cloned()
    }

    fn series_files(&self) -> Vec<String> {
        self.data_files.clone()
    }
}

/// `data` and `check` do not know each other: here a sheet of the one becomes a table of the other.
struct Table(Rc<Sheet>);

impl ExternalTable for Table {
    fn cell(&self, row: u32, column: u32) -> ExternalCell {
        match self.0.cell(row, column) {
            Cell::Empty => ExternalCell::Empty,
            Cell::Number(value) => ExternalCell::Number(*value),
            Cell::Text(text) => ExternalCell::Text(text.clone()),
            Cell::Other(shown) => ExternalCell::Other(shown.clone()),
        }
    }

    fn size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn area(&self, name: &str) -> Option<[(u32, u32); 2]> {
        self.0.area(name).map(|area| [area.first, area.last])
    }
}
