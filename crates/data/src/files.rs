//! Several data files as one set of series.

use crate::read::{check, of_file};
use crate::{DataError, Series};
use source::{Diagnostics, Sources};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Data files of at most this many bytes are read.
pub const FILE_BYTES: u64 = 16 << 20;

/// A data file that was read.
#[derive(Clone, Debug)]
pub struct DataFile {
    path: PathBuf,
    text: String,
}

impl DataFile {
    /// The file of these bytes; `path` is what its series are said to come from.
    ///
    /// # Errors
    /// If there are more than [`FILE_BYTES`], or they are not UTF-8.
    pub fn new(path: PathBuf, bytes: Vec<u8>) -> Result<DataFile, DataError> {
        if bytes.len() as u64 > FILE_BYTES {
            let limit = FILE_BYTES;
            return Err(DataError::TooLarge { path, limit });
        }
        let text = text(&path, bytes)?;
        Ok(DataFile { path, text })
    }
}

/// The series of several files, in this order; those of one name are joined. The files' texts join `sources`.
pub fn joined_series(files: &[DataFile], sources: &mut Sources, diagnostics: &mut Diagnostics) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for file in files {
        let id = sources.add(file.path.display().to_string(), file.text.as_str());
        for series in of_file(&file.text, id, diagnostics) {
            match by_name.get(&series.name) {
                Some(known) => join(&mut all[*known], series),
                None => {
                    by_name.insert(series.name.clone(), all.len());
                    all.push(series);
                }
            }
        }
    }
    all.iter().for_each(|series| check(series, diagnostics));
    all
}

fn join(known: &mut Series, more: Series) {
    known.points.extend(more.points);
    known.notes.extend(more.notes);
    known.points.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
}

/// The text that bytes are.
pub(crate) fn text(path: &Path, bytes: Vec<u8>) -> Result<String, DataError> {
    String::from_utf8(bytes).map_err(|e| DataError::NotText {
        path: path.to_path_buf(),
        at: e.utf8_error().valid_up_to(),
    })
}
