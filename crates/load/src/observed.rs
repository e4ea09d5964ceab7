//! What was observed: the data files of a folder.

use crate::{Files, Loader};
use data::{DataError, DataFile, FILE_BYTES, Series};
use source::{Diagnostics, Sources};
use std::io;
use std::path::{Path, PathBuf};

/// The data files of a folder, and the series in them.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// The series; those of one name are joined.
    pub series: Vec<Series>,
    /// The files, in the order of their names.
    pub files: Vec<PathBuf>,
}

impl Loader {
    /// Reads every `.csv` file of a folder. A link to a file that lies elsewhere is followed only to what the loader allows.
    ///
    /// # Errors
    /// If the folder or one of the files cannot be read.
    pub fn observed(
        &self,
        folder: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Observed, DataError> {
        let files = self.csv_files(folder)?;
        let read = files.iter().map(|path| data_file(&*self.files, path));
        let read: Vec<DataFile> = read.collect::<Result<_, _>>()?;
        let series = data::joined_series(&read, sources, diagnostics);
        Ok(Observed { series, files })
    }

    fn csv_files(&self, folder: &Path) -> Result<Vec<PathBuf>, DataError> {
        let is_csv = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let all = self.files.list(folder).map_err(|e| reading(folder, e))?;
        let files: Vec<PathBuf> = all.into_iter().filter(is_csv).collect();
        for path in &files {
            let real = self.files.real_path(path).map_err(|e| reading(path, e))?;
            if !self.is_within(&real, folder) {
                let path = path.clone();
                return Err(DataError::Outside { path });
            }
        }
        Ok(files)
    }

    /// Whether a real path lies in a folder, or where the loader allows.
    pub fn is_within(&self, real: &Path, folder: &Path) -> bool {
        let contains = |place: &Path| self.files.real_path(place).is_ok_and(|place| real.starts_with(place));
        contains(folder) || self.allowed.iter().any(|place| contains(place))
    }
}

/// One data file.
///
/// # Errors
/// If it cannot be read, is too large or is not UTF-8.
pub fn data_file(files: &dyn Files, path: &Path) -> Result<DataFile, DataError> {
    let bytes = files.read(path, FILE_BYTES).map_err(|e| reading(path, e))?;
    DataFile::new(path.to_path_buf(), bytes)
}

fn reading(path: &Path, source: io::Error) -> DataError {
    let path = path.to_path_buf();
    match source.kind() {
        io::ErrorKind::NotFound => DataError::Missing { path },
        _ => DataError::Read { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, rows) in files {
            let text = format!("series,period,value,unit,source_url,note\n{rows}");
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn read(loader: &Loader, folder: &Path) -> Result<(Vec<Series>, usize), DataError> {
        let mut diagnostics = Diagnostics::new();
        let observed = loader.observed(folder, &mut Sources::new(), &mut diagnostics)?;
        Ok((observed.series, diagnostics.len()))
    }

    #[test]
    fn one_series_in_two_files() {
        let folder = folder(&[
            ("b.csv", "x,2019,1,kg,,\n"),
            ("a.csv", "x,2020,2,kg,,\n"),
            ("README.md", "not data"),
        ]);
        let (series, diagnostics) = read(&Loader::default(), folder.path()).unwrap();
        let values: Vec<f64> = series[0].points.iter().map(|p| p.value).collect();
        assert_eq!((values.as_slice(), diagnostics), ([1.0, 2.0].as_slice(), 0));
    }

    #[test]
    fn what_cannot_be_read() {
        let folder = folder(&[("a.csv", "")]);
        let read = |path: &Path| read(&Loader::default(), path);
        let missing = folder.path().join("none");
        assert!(matches!(read(&missing), Err(DataError::Missing { .. })));
        fs::write(folder.path().join("b.csv"), b"caf\xe9").unwrap();
        assert!(matches!(read(folder.path()), Err(DataError::NotText { at: 3, .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused_unless_it_is_allowed() {
        let elsewhere = folder(&[("secret.csv", "x,2020,1,kg,,\n")]);
        let folder = folder(&[]);
        let link = folder.path().join("a.csv");
        std::os::unix::fs::symlink(elsewhere.path().join("secret.csv"), link).unwrap();
        let mut loader = Loader::default();
        assert!(matches!(read(&loader, folder.path()), Err(DataError::Outside { .. })));
        loader.allowed.push(elsewhere.path().to_path_buf());
        assert_eq!(read(&loader, folder.path()).unwrap().0.len(), 1);
    }
}
