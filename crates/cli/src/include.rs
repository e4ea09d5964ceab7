//! The other files of a model file, opened where the model may read.

use data::DataError;
use data::external::Access;
use parse::{Included, Includes};
use source::{SourceId, Sources};
use std::fs;
use std::path::{Path, PathBuf};

/// The files that a model may include: those in its own folder, and where `--allow` points.
pub struct Folder<'s> {
    access: Access,
    sources: &'s mut Sources,
    /// Every file read so far, by its real path.
    read: Vec<(SourceId, PathBuf)>,
}

impl<'s> Folder<'s> {
    /// The model file itself is the first of `sources`.
    pub fn new(access: Access, (model, id): (&Path, SourceId), sources: &'s mut Sources) -> Self {
        let real = fs::canonicalize(model).unwrap_or_else(|_| model.to_path_buf());
        Folder {
            access,
            sources,
            read: vec![(id, real)],
        }
    }

    /// The real path of a file: beside the one that names it, else in the model's folder or where the user allows.
    fn find(&self, resource: &str, from: SourceId) -> Result<PathBuf, DataError> {
        let naming = self.read.iter().skip(1).find(|(id, _)| *id == from);
        let beside = naming.and_then(|(_, path)| Some(path.parent()?.join(resource.replace('\\', "/"))));
        let tried = match &beside {
            Some(path) => self.access.find(&path.to_string_lossy()),
            None => return self.access.find(resource),
        };
        let Err(DataError::Nowhere { looked: first, .. }) = tried else {
            return tried;
        };
        self.access.find(resource).map_err(|error| match error {
            DataError::Nowhere { file, looked } => DataError::Nowhere {
                file,
                looked: first.into_iter().take(1).chain(looked).collect(),
            },
            other => other,
        })
    }
}

impl Includes for Folder<'_> {
    fn open(&mut self, resource: &str, from: SourceId) -> Result<Included, String> {
        if resource.contains("://") {
            return Err("a model reads files, not addresses; store it in the model's folder".into());
        }
        let path = self.find(resource, from).map_err(|e| e.to_string())?;
        if let Some((source, _)) = self.read.iter().find(|(_, known)| *known == path) {
            let text = self.sources.file(*source).map_or("", |file| &file.text);
            return Ok(Included {
                source: *source,
                text: text.into(),
            });
        }
        let bytes = crate::model::bytes_of(&path).map_err(|failure| failure.message)?;
        let text = parse::decode(&bytes).map_err(|diagnostic| diagnostic.message)?;
        let shown = self.shown(&path);
        let source = self.sources.add(shown, text.as_str());
        self.read.push((source, path));
        Ok(Included {
            source,
            text: text.into(),
        })
    }
}

impl Folder<'_> {
    /// A path as the user would write it: from where the model is.
    fn shown(&self, path: &Path) -> String {
        let folder = self.access.folder.clone();
        let home = fs::canonicalize(if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &folder
        });
        let within = home
            .ok()
            .and_then(|home| path.strip_prefix(home).ok().map(|rest| folder.join(rest)));
        within.unwrap_or_else(|| path.to_path_buf()).display().to_string()
    }
}
