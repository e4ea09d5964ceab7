//! Numbers that a model takes from files: the user's data files, and the tables that the model names.

use crate::access::Access;
use crate::record::Record;
use crate::saved::Saved;
use crate::{FileKind, Files, LoadError};
use check::{ExternalCell, ExternalData, ExternalTable};
use data::DataError;
use data::external::{Cell, FILE_BYTES, Sheet, Sheets, named_series, supported};
use data::vdf::is_vdf;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

type Points = Vec<(f64, f64)>;

/// A sheet, or why it cannot be read.
type SheetRead = Result<Rc<Sheet>, String>;

/// The user's data files, read at once, and the model's tables, each read when it is asked for first.
pub(crate) struct Tables<'l> {
    access: &'l Access<'l>,
    record: &'l Record,
    series: HashMap<String, Series>,
    data_files: Vec<String>,
    /// The user's data files of Vensim's own format.
    data_runs: Vec<Rc<Saved>>,
    /// Each file is opened once, and each sheet read once; what failed fails again without another try.
    files: RefCell<HashMap<PathBuf, Result<Sheets, String>>>,
    sheets: RefCell<HashMap<(PathBuf, String), SheetRead>>,
    runs: RefCell<HashMap<PathBuf, Rc<Saved>>>,
}

/// The points of a series, or which one it is of a run: a run has thousands, and a model asks for some.
enum Series {
    Points(Points),
    Saved(Rc<Saved>),
}

impl<'l> Tables<'l> {
    /// Reads the user's data files; a later one replaces a series of the same name.
    pub fn new(access: &'l Access<'l>, record: &'l Record, data: &[PathBuf]) -> Result<Self, LoadError> {
        let mut tables = Tables {
            access,
            record,
            series: HashMap::new(),
            data_files: Vec::new(),
            data_runs: Vec::new(),
            files: RefCell::default(),
            sheets: RefCell::default(),
            runs: RefCell::default(),
        };
        for path in data {
            tables.read_series(path)?;
        }
        Ok(tables)
    }

    fn read_series(&mut self, path: &Path) -> Result<(), LoadError> {
        if is_vdf(path) {
            let run = Rc::new(Saved::read(self.access.files, path, path.to_path_buf())?);
            self.series.extend(run.keys().map(|key| (key.clone(), Series::Saved(run.clone()))));
            self.data_runs.push(run);
        } else {
            // Before its bytes: a workbook may well be larger than what is read.
            supported(path)?;
            let found = named_series(path, bytes_of(self.access.files, path)?)?;
            let keyed = found.into_iter().map(|s| (check::series_key(&s.name), Series::Points(s.points)));
            self.series.extend(keyed);
        }
        self.data_files.push(path.display().to_string());
        self.record.note(FileKind::Data, path.to_path_buf());
        Ok(())
    }

    fn sheet(&self, file: &str, tab: &str) -> SheetRead {
        let path = self.access.find(file).map_err(|e| e.to_string())?;
        let key = (path, tab.to_lowercase());
        if let Some(known) = self.sheets.borrow().get(&key) {
            return known.clone();
        }
        let mut files = self.files.borrow_mut();
        let opened = files.entry(key.0.clone()).or_insert_with(|| self.open(&key.0));
        let read = match opened {
            Ok(sheets) => sheets.sheet(tab).map(Rc::new).map_err(|e| e.to_string()),
            Err(why) => Err(why.clone()),
        };
        self.sheets.borrow_mut().insert(key, read.clone());
        read
    }

    fn open(&self, path: &Path) -> Result<Sheets, String> {
        let bytes = bytes_of(self.access.files, path).map_err(|e| e.to_string())?;
        let sheets = Sheets::open(path, bytes).map_err(|e| e.to_string())?;
        self.record.note(FileKind::Table, self.access.shown(path));
        Ok(sheets)
    }
}

impl Tables<'_> {
    /// A run or a dataset that a model names. Vensim writes one ending where an older model names the other.
    fn run(&self, file: &str) -> Result<Rc<Saved>, LoadError> {
        let path = self.access.find(file).or_else(|first| {
            let others = ["vdfx", "vdf"].map(|ending| Path::new(file).with_extension(ending));
            let mut found = others.iter().filter_map(|other| self.access.find(other.to_str()?).ok());
            found.next().ok_or(first)
        })?;
        if let Some(known) = self.runs.borrow().get(&path) {
            return Ok(known.clone());
        }
        let shown = self.access.shown(&path);
        let read = Rc::new(Saved::read(self.access.files, &path, shown.clone())?);
        self.record.note(FileKind::Table, shown);
        self.runs.borrow_mut().insert(path, read.clone());
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
        Ok(Rc::new(Table(self.sheet(file, tab)?)))
    }

    fn series(&self, key: &str) -> Option<Points> {
        match self.series.get(key)? {
            Series::Points(points) => Some(points.clone()),
            Series::Saved(run) => run.points(key),
        }
    }

    fn series_files(&self) -> Vec<String> {
        self.data_files.clone()
    }

    fn series_withheld(&self, key: &str) -> Option<String> {
        self.data_runs.iter().find_map(|run| run.withheld(key))
    }

    fn saved(&self, file: &str, key: &str) -> Result<Option<Points>, String> {
        let run = self.run(file).map_err(|e| e.to_string())?;
        match (run.points(key), run.withheld(key)) {
            (None, Some(why)) => Err(why),
            (points, _) => Ok(points),
        }
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
