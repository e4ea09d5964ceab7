//! From a path or a text to a checked model.

use crate::access::Access;
use crate::include::IncludedFiles;
use crate::record::Record;
use crate::tables::Tables;
use crate::text::{about_file, text_of};
use crate::{Disk, FileKind, FileRead, Files, LoadError};
use check::{Input, Model};
use parse::{Dialect, ParsedModel, Reading, SourceText};
use source::{Diagnostics, Sources};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// By which rules models are read, and which files they may be made of.
#[derive(Clone)]
pub struct Loader {
    /// Where files come from.
    pub files: Arc<dyn Files>,
    /// The dialect; that of the program that wrote the file for `None`.
    pub dialect: Option<Dialect>,
    /// Data files that fill the model's data variables.
    pub data: Vec<PathBuf>,
    /// The files that a model calls by a tag, which begins with a question mark.
    pub tags: Vec<(String, PathBuf)>,
    /// Files, and folders with all that is in them, outside the model's own folder that it may read too.
    pub allowed: Vec<PathBuf>,
    /// The largest model file or included file, in bytes.
    pub largest_model: u64,
}

impl Default for Loader {
    fn default() -> Self {
        Loader {
            files: Arc::new(Disk),
            dialect: None,
            data: Vec::new(),
            tags: Vec::new(),
            allowed: Vec::new(),
            largest_model: parse::limits::FILE_BYTES as u64,
        }
    }
}

/// A model, and what there is to say about it.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What is wrong with the text, or worth knowing.
    pub diagnostics: Diagnostics,
    /// What the file says, where it is text.
    pub parsed: Option<ParsedModel>,
    /// The model; `None` when there are errors.
    pub model: Option<Model>,
    /// Every file that was read, the model first.
    pub read: Vec<FileRead>,
}

impl Loader {
    /// A loader of these files, by the rules of [`Loader::default`].
    pub fn reading(files: impl Files + 'static) -> Self {
        Loader {
            files: Arc::new(files),
            ..Loader::default()
        }
    }

    /// Loads the model at a path. Texts that diagnostics point into join `sources`, the model's own first.
    ///
    /// # Errors
    /// If the file, or one of `data`, cannot be read. A file that only the model names is its own fault: a diagnostic.
    pub fn open(&self, path: &Path, sources: &mut Sources) -> Result<Loaded, LoadError> {
        let bytes = text_of(&*self.files, path, self.largest_model)?;
        match parse::decode(&bytes) {
            Ok(text) => self.text(path, &text, sources),
            Err(diagnostic) => {
                let mut loaded = Loaded::default();
                loaded.diagnostics.push(about_file(path, diagnostic));
                Ok(loaded)
            }
        }
    }

    /// Loads a model from its text, as if it had been read from `path`.
    ///
    /// # Errors
    /// If one of `data` cannot be read.
    pub fn text(&self, path: &Path, text: &str, sources: &mut Sources) -> Result<Loaded, LoadError> {
        let (access, record) = (self.access(path), Record::default());
        record.note(FileKind::Model, path.to_path_buf());
        let tables = Tables::new(&access, &record, &self.data)?;
        let source = sources.add(path.display().to_string(), text);
        let real = self.files.real_path(path).unwrap_or_else(|_| path.to_path_buf());
        let mut includes = IncludedFiles {
            access: &access,
            record: &record,
            sources,
            limit: self.largest_model,
            model: (source, real),
            known: Vec::new(),
        };
        let mut diagnostics = Diagnostics::new();
        let reading = Reading {
            dialect: self.dialect,
            includes: &mut includes,
        };
        let parsed = parse::model_with(reading, path, SourceText { text, source }, &mut diagnostics);
        let equations = parsed.equations(&mut diagnostics).into_owned();
        let model = check::check_with(&equations, &tables, &mut diagnostics);
        check::in_authors_form(&parsed, &mut diagnostics);
        drop(tables);
        Ok(Loaded {
            model: model.filter(|_| !diagnostics.has_errors()),
            parsed: Some(equations),
            diagnostics,
            read: record.into_files(),
        })
    }

    fn access(&self, model: &Path) -> Access<'_> {
        Access {
            files: &*self.files,
            folder: model.parent().map(Path::to_path_buf).unwrap_or_default(),
            allowed: self.allowed.iter().chain(&self.data).cloned().collect(),
            tags: &self.tags,
        }
    }
}
