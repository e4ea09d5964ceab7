//! Which files a model may read.

use crate::DataError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of a model, further places that its user allows, and the files that tags stand for.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The model's own folder: relative paths start here.
    pub folder: PathBuf,
    /// Files, and folders with all that is in them, that may be read too.
    pub allowed: Vec<PathBuf>,
    /// Tags with their question mark, and the file of each; naming a file here allows it.
    pub tags: Vec<(String, PathBuf)>,
}

impl Access {
    /// The real path of a file as a model writes it.
    ///
    /// # Errors
    /// If there is no such file or tag, or if it lies where it may not be read, wherever links lead.
    pub fn find(&self, file: &str) -> Result<PathBuf, DataError> {
        if file.starts_with('?') {
            return self.tagged(file);
        }
        let asked = Path::new(&file.replace('\\', "/")).to_path_buf();
        let places = std::iter::once(&self.folder).chain(self.allowed.iter().filter(|p| p.is_dir()));
        let mut looked = Vec::new();
        for place in places {
            let path = place.join(&asked);
            match fs::canonicalize(&path) {
                Ok(real) if self.allows(&real) => return plain_file(real),
                Ok(_) => return Err(DataError::NotAllowed { path }),
                Err(source) if source.kind() == io::ErrorKind::NotFound => looked.push(path),
                Err(source) => return Err(DataError::Read { path, source }),
            }
        }
        Err(DataError::Nowhere {
            file: file.into(),
            looked,
        })
    }

    fn tagged(&self, tag: &str) -> Result<PathBuf, DataError> {
        let named = self.tags.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
        let (_, path) = named.ok_or_else(|| DataError::NoTag { tag: tag.into() })?;
        // A tag is the user's word from the command line; within the model's folder it is a short name.
        let here = self.folder.join(path);
        let path = if path.exists() { path } else { &here };
        plain_file(fs::canonicalize(path).map_err(|e| crate::files::reading(path, e))?)
    }

    fn allows(&self, real: &Path) -> bool {
        let within = |place: &PathBuf| fs::canonicalize(place).is_ok_and(|place| real.starts_with(place));
        within(&self.own_folder()) || self.allowed.iter().any(within)
    }

    fn own_folder(&self) -> PathBuf {
        match self.folder.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => self.folder.clone(),
        }
    }
}

/// A pipe in a model's folder could wait for ever.
fn plain_file(path: PathBuf) -> Result<PathBuf, DataError> {
    match path.is_file() {
        true => Ok(path),
        false => Err(DataError::NotAFile { path }),
    }
}
