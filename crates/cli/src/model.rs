//! A model file, opened and checked.

use crate::{Exit, Failure, Options, Shell};
use check::Model;
use load::{FileKind, LoadError, Loader};
use parse::ParsedModel;
use source::{Diagnostics, Severity, Sources};
use std::path::{Path, PathBuf};

/// A model with everything that was found in its file.
pub struct Opened {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// What the file says, where it is text.
    pub parsed: Option<ParsedModel>,
    /// The model, if anything sensible can be run.
    pub model: Option<Model>,
    /// The files that the model includes.
    pub included: Vec<PathBuf>,
}

/// Reads and checks a model. Diagnostics are collected, not shown.
pub fn open(path: &Path, options: &Options) -> Result<Opened, Failure> {
    let mut sources = Sources::new();
    let loaded = loader(options)?.open(path, &mut sources)?;
    let included = loaded.read.into_iter().filter(|file| file.kind == FileKind::Include);
    Ok(Opened {
        sources,
        diagnostics: loaded.diagnostics,
        parsed: loaded.parsed,
        model: loaded.model,
        included: included.map(|file| file.path).collect(),
    })
}

/// What reads models as the options say.
pub fn loader(options: &Options) -> Result<Loader, Failure> {
    Ok(Loader {
        dialect: options.dialect.map(parse::Dialect::from),
        data: options.data.clone(),
        tags: options.data_tag.iter().map(|t| tag(t)).collect::<Result<_, _>>()?,
        allowed: options.allow.clone(),
        ..Loader::default()
    })
}

/// `?x=FILE`.
fn tag(written: &str) -> Result<(String, PathBuf), Failure> {
    let parts = written
        .split_once('=')
        .filter(|(tag, file)| tag.starts_with('?') && !file.is_empty());
    let wrong = || Failure::wrong(format!("`--data-tag {written}` is not of the form '?tag=FILE'"));
    parts.map(|(tag, file)| (tag.into(), file.into())).ok_or_else(wrong)
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Failure::world(error)
    }
}

impl Opened {
    /// Shows errors and warnings (advice is for `check`) and gives the model, or ends the command.
    pub fn model(self, shell: &Shell) -> Result<(Model, Sources), Failure> {
        shell.diagnostics(&self.diagnostics, &self.sources, Severity::Warning);
        match self.model {
            Some(model) => Ok((model, self.sources)),
            None => Err(Failure::said(Exit::Wrong)),
        }
    }
}
