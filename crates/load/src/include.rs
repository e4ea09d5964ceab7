//! The files that a model file includes, opened where the model may read.

use crate::access::Access;
use crate::record::Record;
use crate::text::text_of;
use crate::{FileKind, LoadError};
use parse::{Included, Includes};
use source::{SourceId, Sources};
use std::path::{Path, PathBuf};

/// The files that a model may include.
pub(crate) struct IncludedFiles<'l> {
    pub access: &'l Access<'l>,
    pub record: &'l Record,
    pub sources: &'l mut Sources,
    pub limit: u64,
    /// The model file, by its number and its real path.
    pub model: (SourceId, PathBuf),
    /// Every included file so far, likewise: one that includes itself must get the same number again.
    pub known: Vec<(SourceId, PathBuf)>,
}

impl Includes for IncludedFiles<'_> {
    fn open(&mut self, resource: &str, from: SourceId) -> Result<Included, String> {
        if resource.contains("://") {
            return Err("a model reads files, not addresses; store it in the model's folder".into());
        }
        let path = self.find(resource, from).map_err(|e| e.to_string())?;
        let known = std::iter::once(&self.model).chain(&self.known);
        match known.into_iter().find(|(_, known)| *known == path) {
            Some((source, _)) => Ok(self.again(*source)),
            None => self.read(path),
        }
    }
}

impl IncludedFiles<'_> {
    /// The real path of a file: beside the one that names it, else in the model's folder or where the user allows.
    fn find(&self, resource: &str, from: SourceId) -> Result<PathBuf, LoadError> {
        let naming = self.known.iter().find(|(id, _)| *id == from);
        let Some(beside) = naming.and_then(|(_, path)| beside(path, resource)) else {
            return self.access.find(resource);
        };
        match self.access.find(&beside.to_string_lossy()) {
            Err(LoadError::Nowhere { looked, .. }) => self.find_elsewhere(resource, looked),
            found => found,
        }
    }

    /// In the model's folder or where the user allows; a failure names the place beside the including file first.
    fn find_elsewhere(&self, resource: &str, beside: Vec<PathBuf>) -> Result<PathBuf, LoadError> {
        self.access.find(resource).map_err(|error| match error {
            LoadError::Nowhere { file, looked } => LoadError::Nowhere {
                file,
                looked: beside.into_iter().take(1).chain(looked).collect(),
            },
            other => other,
        })
    }

    fn again(&self, source: SourceId) -> Included {
        let text = self.sources.file(source).map_or("", |file| &file.text);
        Included {
            source,
            text: text.into(),
        }
    }

    fn read(&mut self, path: PathBuf) -> Result<Included, String> {
        let bytes = text_of(self.access.files, &path, self.limit).map_err(|e| e.to_string())?;
        let text = parse::decode(&bytes).map_err(|diagnostic| diagnostic.message)?;
        let shown = self.access.shown(&path);
        let source = self.sources.add(shown.display().to_string(), text.as_str());
        self.record.note(FileKind::Include, shown);
        self.known.push((source, path));
        Ok(Included {
            source,
            text: text.into(),
        })
    }
}

fn beside(path: &Path, resource: &str) -> Option<PathBuf> {
    Some(path.parent()?.join(resource.replace('\\', "/")))
}
