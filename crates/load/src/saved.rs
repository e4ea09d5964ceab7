//! A run or a dataset of Vensim's own format, its series by their keys.

use crate::{Files, LoadError};
use data::DataError;
use data::vdf::{VDF_BYTES, Vdf};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A file whose series are found by the key of a cell.
pub(crate) struct Saved {
    path: PathBuf,
    file: Vdf,
    /// The number of each series.
    by_key: HashMap<String, usize>,
    /// Why a variable is not among the series.
    unread: HashMap<String, String>,
}

impl Saved {
    /// Reads a file, which messages call by the path `shown`.
    ///
    /// # Errors
    /// If it cannot be read, is too large, or is not of that format.
    pub fn read(files: &dyn Files, path: &Path, shown: PathBuf) -> Result<Self, LoadError> {
        let bytes = crate::read(files, path, VDF_BYTES)?;
        let path = shown;
        if bytes.len() as u64 > VDF_BYTES {
            let limit = VDF_BYTES;
            return Err(DataError::TooLarge { path, limit }.into());
        }
        let file = match Vdf::read(bytes) {
            Ok(file) => file,
            Err(broken) => return Err(DataError::Vdf { path, broken }.into()),
        };
        let series = file.series.iter().enumerate();
        let by_key = series.map(|(n, s)| (check::series_key(&s.name), n)).collect();
        let unread = file.unread.iter();
        let unread = unread.map(|u| (check::series_key(&u.name), u.why.clone())).collect();
        Ok(Saved {
            path,
            file,
            by_key,
            unread,
        })
    }

    /// The keys of its series.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.by_key.keys()
    }

    /// The points of a series.
    pub fn points(&self, key: &str) -> Option<Vec<(f64, f64)>> {
        let series = &self.file.series[*self.by_key.get(key)?];
        Some(self.file.points(series))
    }

    /// Why the file has a variable, and its series cannot be had.
    pub fn withheld(&self, key: &str) -> Option<String> {
        let variable = key.split_once('[').map_or(key, |(variable, _)| variable);
        let why = self.unread.get(key).or_else(|| self.unread.get(variable))?;
        Some(format!(
            "`{}` has `{variable}`, but its values cannot be had: {why}",
            self.path.display()
        ))
    }
}
