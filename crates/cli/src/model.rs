//! Models and studies, opened as the options say.

use crate::{Exit, Failure, Options, Shell, interrupt};
use counterflow::{Dialect, ExperimentError, FileError, InputError, LoadError, Loader, Model, Severity, StudyError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use study::StudyError as Unread;

/// What reads models and studies as the options say.
pub fn loader(options: &Options) -> Result<Loader, Failure> {
    let loader = loader_of_any_dialect(options)?;
    Ok(match options.dialect {
        Some(dialect) => loader.dialect(Dialect::from(dialect)),
        None => loader,
    })
}

/// The same, but that the rules are those of the program that wrote a file.
pub fn loader_of_any_dialect(options: &Options) -> Result<Loader, Failure> {
    let mut loader = Loader::new().simd(options.simd);
    for path in &options.data {
        loader = loader.data(path);
    }
    for written in &options.data_tag {
        let (tag, file) = tag(written)?;
        loader = loader.tag(tag, file);
    }
    for path in &options.allow {
        loader = loader.allow(path);
    }
    Ok(loader)
}

/// `?x=FILE`.
fn tag(written: &str) -> Result<(String, PathBuf), Failure> {
    let parts = written.split_once('=').filter(|(tag, file)| tag.starts_with('?') && !file.is_empty());
    let wrong = || Failure::wrong(format!("`--data-tag {written}` is not of the form '?tag=FILE'"));
    parts.map(|(tag, file)| (tag.into(), file.into())).ok_or_else(wrong)
}

/// Opens a model and shows what was found from a severity on; a model with errors ends the command.
pub fn open(path: &Path, options: &Options, (shell, from): (&Shell, Severity)) -> Result<Model, Failure> {
    match loader(options)?.open(path) {
        Ok(model) => {
            shell.diagnostics(model.diagnostics(), from);
            Ok(model)
        }
        Err(error) => Err(shell.not_loaded(error, from)),
    }
}

impl Shell {
    /// Shows what is wrong with a text from a severity on, and says how the command ends.
    pub fn not_loaded(&self, error: LoadError, from: Severity) -> Failure {
        match error {
            LoadError::Invalid(diagnostics) => {
                self.diagnostics(&diagnostics, from);
                Failure::said(Exit::Wrong)
            }
            LoadError::File(error) => error.into(),
            LoadError::Study(error) => failure(error),
        }
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Failure::world(error)
    }
}

/// A name or a value behind an option that the model does not take.
pub fn in_option(option: &str, error: &InputError) -> Failure {
    let failure = Failure::wrong(format!("{option}: {}", error.message()));
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What stands between a study and its answer: the world, or what was asked.
pub fn failure(error: impl Into<StudyError>) -> Failure {
    match error.into() {
        StudyError::Experiment(ExperimentError::Interrupted) => interrupt::lost(),
        StudyError::Study(Unread::Read { path, source }) | StudyError::Read { path, source } => unread(&path, &source),
        error @ (StudyError::Study(Unread::Data(_) | Unread::Load(_))
        | StudyError::Experiment(ExperimentError::Journal { .. } | ExperimentError::Results(_))
        | StudyError::Results(_)) => Failure::world(error),
        error => Failure::wrong(error),
    }
}

/// A file of a study, or the study itself, that cannot be had.
fn unread(path: &Path, why: &std::io::Error) -> Failure {
    let shown = path.display();
    let is_study = path.file_name().is_some_and(|name| name == "study.toml");
    match why.kind() {
        ErrorKind::NotFound if is_study => {
            let folder = path.parent().unwrap_or(Path::new(".")).display();
            Failure::world(format!("`{folder}` is no study: it has no `study.toml`"))
                .hint("`counterflow new NAME` makes a study to fill in")
        }
        ErrorKind::NotFound => Failure::world(format!("there is no `{shown}`")),
        ErrorKind::IsADirectory => Failure::world(format!("`{shown}` is a folder, not a file")),
        ErrorKind::PermissionDenied => Failure::world(format!("not allowed to read `{shown}`")),
        _ => Failure::world(format!("cannot read `{shown}`: {why}")),
    }
}
