//! Which files a model may read.

use crate::{Files, LoadError};
use std::io;
use std::path::{Path, PathBuf};

/// The folder of a model, further places that its user allows, and the files that tags stand for.
pub(crate) struct Access<'l> {
    /// Where files come from.
    pub files: &'l dyn Files,
    /// The model's own folder: relative paths start here.
    pub folder: PathBuf,
    /// Files, and folders with all that is in them, that may be read too.
    pub allowed: Vec<PathBuf>,
    /// Tags with their question mark, and the file of each; naming a file here allows it.
    pub tags: &'l [(String, PathBuf)],
}

impl Access<'_> {
    /// The real path of a file as a model writes it; an error if it lies where it may not be read, wherever links lead.
    pub fn find(&self, file: &str) -> Result<PathBuf, LoadError> {
        if file.starts_with('?') {
            return self.tagged(file);
        }
        let written = Path::new(&file.replace('\\', "/")).to_path_buf();
        let allowed_folders = self.allowed.iter().filter(|place| self.files.is_folder(place));
        let mut looked = Vec::new();
        for place in std::iter::once(&self.folder).chain(allowed_folders) {
            let path = place.join(&written);
            match self.files.real_path(&path) {
                Ok(real) if self.allows(&real) => return self.regular_file(real),
                Ok(_) => return Err(LoadError::NotAllowed { path }),
                Err(source) if source.kind() == io::ErrorKind::NotFound => looked.push(path),
                Err(source) => return Err(LoadError::Read { path, source }),
            }
        }
        let file = file.into();
        Err(LoadError::Nowhere { file, looked })
    }

    fn tagged(&self, tag: &str) -> Result<PathBuf, LoadError> {
        let named = self.tags.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
        let (_, path) = named.ok_or_else(|| LoadError::UnknownTag { tag: tag.into() })?;
        // The user named the file from the command line; a name within the model's folder will do too.
        let in_folder = self.folder.join(path);
        let path = if self.files.real_path(path).is_ok() {
            path
        } else {
            &in_folder
        };
        let real = self.files.real_path(path).map_err(|e| LoadError::reading(path, e))?;
        self.regular_file(real)
    }

    fn allows(&self, real: &Path) -> bool {
        let contains = |place: &PathBuf| self.files.real_path(place).is_ok_and(|place| real.starts_with(place));
        contains(&self.folder) || self.allowed.iter().any(contains)
    }

    /// A pipe in a model's folder could block for ever.
    fn regular_file(&self, path: PathBuf) -> Result<PathBuf, LoadError> {
        if self.files.is_file(&path) {
            Ok(path)
        } else {
            Err(LoadError::NotAFile { path })
        }
    }

    /// A real path as the user would write it: from the model's folder, from an allowed one, or as a tag names it.
    pub fn shown(&self, real: &Path) -> PathBuf {
        let from = |place: &PathBuf| {
            let root = self.files.real_path(place).ok()?;
            let rest = real.strip_prefix(root).ok()?;
            // An allowed file is its own place: nothing is left to join.
            Some(if rest.as_os_str().is_empty() {
                place.clone()
            } else {
                place.join(rest)
            })
        };
        let tagged = self.tags.iter().map(|(_, file)| file);
        let mut places = std::iter::once(&self.folder).chain(&self.allowed).chain(tagged);
        places.find_map(from).unwrap_or_else(|| real.to_path_buf())
    }
}
