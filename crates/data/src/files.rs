//! Data files of a folder.

use crate::read::{check, of_file};
use crate::{DataError, Series, series};
use source::{Diagnostics, Sources};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Data files of at most this many bytes are read.
const LIMIT: u64 = 16 << 20;

/// Reads one data file; its text joins `sources` under the path as given.
pub fn read_file(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Vec<Series>, DataError> {
    let text = text_of(path, LIMIT)?;
    let id = sources.add(path.display().to_string(), text.as_str());
    Ok(series(&text, id, diagnostics))
}

/// Reads every `.csv` file of a folder, in the order of their names, and joins series of one name.
///
/// No file outside the folder is read, whatever links say.
pub fn read_folder(
    folder: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Series>, DataError> {
    let mut all: Vec<Series> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for path in csv_files(folder)? {
        let text = text_of(&path, LIMIT)?;
        let id = sources.add(path.display().to_string(), text.as_str());
        for series in of_file(&text, id, diagnostics) {
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
    Ok(all)
}

fn join(known: &mut Series, more: Series) {
    known.points.extend(more.points);
    known.notes.extend(more.notes);
    known
        .points
        .sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
}

fn csv_files(folder: &Path) -> Result<Vec<PathBuf>, DataError> {
    let fail = |e| reading(folder, e);
    let root = fs::canonicalize(folder).map_err(fail)?;
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("csv")) {
            continue;
        }
        let real = fs::canonicalize(&path).map_err(|e| reading(&path, e))?;
        if !real.starts_with(&root) {
            return Err(DataError::Outside { path });
        }
        files.push(path);
    }
    files.sort();
    Ok(files)
}

/// The bytes of a file, if they are not more than `limit`.
pub(crate) fn bytes_of(path: &Path, limit: u64) -> Result<Vec<u8>, DataError> {
    let fail = |e| reading(path, e);
    let file = File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    // A device may have no end.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
    let path = path.to_path_buf();
    if bytes.len() as u64 > limit {
        Err(DataError::TooLarge { path, limit })
    } else {
        Ok(bytes)
    }
}

/// The text of a file, likewise.
pub(crate) fn text_of(path: &Path, limit: u64) -> Result<String, DataError> {
    text(path, bytes_of(path, limit)?)
}

/// The text that bytes are.
pub(crate) fn text(path: &Path, bytes: Vec<u8>) -> Result<String, DataError> {
    String::from_utf8(bytes).map_err(|e| DataError::NotText {
        path: path.to_path_buf(),
        at: e.utf8_error().valid_up_to(),
    })
}

pub(crate) fn reading(path: &Path, source: io::Error) -> DataError {
    let path = path.to_path_buf();
    match source.kind() {
        io::ErrorKind::NotFound => DataError::Missing { path },
        _ => DataError::Read { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, rows) in files {
            let text = format!("series,period,value,unit,source_url,note\n{rows}");
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn read(folder: &Path) -> Result<(Vec<Series>, usize), DataError> {
        let mut diagnostics = Diagnostics::new();
        let series = read_folder(folder, &mut Sources::new(), &mut diagnostics)?;
        Ok((series, diagnostics.len()))
    }

    #[test]
    fn one_series_in_two_files() {
        let folder = folder(&[
            ("b.csv", "x,2019,1,kg,,\n"),
            ("a.csv", "x,2020,2,kg,,\n"),
            ("README.md", "not data"),
        ]);
        let (series, diagnostics) = read(folder.path()).unwrap();
        let values: Vec<f64> = series[0].points.iter().map(|p| p.value).collect();
        assert_eq!((values.as_slice(), diagnostics), ([1.0, 2.0].as_slice(), 0));
    }

    #[test]
    fn what_cannot_be_read() {
        let folder = folder(&[("a.csv", "")]);
        let missing = folder.path().join("none");
        assert!(matches!(read(&missing), Err(DataError::Missing { .. })));
        fs::write(folder.path().join("b.csv"), b"caf\xe9").unwrap();
        assert!(matches!(read(folder.path()), Err(DataError::NotText { at: 3, .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let elsewhere = folder(&[("secret.csv", "x,2020,1,kg,,\n")]);
        let folder = folder(&[]);
        let link = folder.path().join("a.csv");
        std::os::unix::fs::symlink(elsewhere.path().join("secret.csv"), link).unwrap();
        assert!(matches!(read(folder.path()), Err(DataError::Outside { .. })));
    }
}
