//! The files of a model, as checking asks for them.

use crate::{Failure, Options};
use check::{ExternalCell, ExternalData, ExternalTable};
use data::external::{Access, Cell, Library, Sheet, named_series};
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

/// The files that a model may read, and the series of the data files given for it.
pub struct Files {
    library: Library,
    series: HashMap<String, Vec<(f64, f64)>>,
    read: Vec<String>,
}

impl Files {
    /// Reads the data files at once; the others when they are asked for.
    pub fn new(model: &Path, options: &Options) -> Result<Self, Failure> {
        let mut files = Files {
            library: Library::new(access(model, options)?),
            series: HashMap::new(),
            read: Vec::new(),
        };
        for path in &options.data {
            let found = named_series(path).map_err(|e| Failure::world(e.to_string()))?;
            let keyed = found.into_iter().map(|s| (check::series_key(&s.name), s.points));
            files.series.extend(keyed);
            files.read.push(path.display().to_string());
        }
        Ok(files)
    }
}

/// Where a model may read.
pub fn access(model: &Path, options: &Options) -> Result<Access, Failure> {
    Ok(Access {
        folder: model.parent().map(Path::to_path_buf).unwrap_or_default(),
        allowed: options.allow.iter().chain(&options.data).cloned().collect(),
        tags: options.data_tag.iter().map(|t| tag(t)).collect::<Result<_, _>>()?,
    })
}

/// `?x=FILE`.
fn tag(written: &str) -> Result<(String, std::path::PathBuf), Failure> {
    let parts = written
        .split_once('=')
        .filter(|(tag, file)| tag.starts_with('?') && !file.is_empty());
    let wrong = || Failure::wrong(format!("`--data-tag {written}` is not of the form '?tag=FILE'"));
    parts.map(|(tag, file)| (tag.into(), file.into())).ok_or_else(wrong)
}

impl ExternalData for Files {
    fn table(&self, file: &str, tab: &str) -> Result<Rc<dyn ExternalTable>, String> {
        match self.library.sheet(file, tab) {
            Ok(sheet) => Ok(Rc::new(Table(sheet))),
            Err(error) => Err(error.to_string()),
        }
    }

    fn series(&self, key: &str) -> Option<Vec<(f64, f64)>> {
        self.series.get(key).cloned()
    }

    fn series_files(&self) -> Vec<String> {
        self.read.clone()
    }
}

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
