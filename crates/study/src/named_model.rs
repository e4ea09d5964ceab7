//! The model that a study names.

use crate::StudyError;
use crate::file::{Placed, Report};
use check::Model;
use load::{FileRead, Loader};
use parse::ParsedModel;
use source::Sources;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What a model was made of: the same whatever is set in it afterwards.
#[derive(Clone, Debug, Default)]
pub struct ModelText {
    /// What its file says.
    pub parsed: ParsedModel,
    /// Every file that was read, its own first.
    pub read: Vec<FileRead>,
}

/// A model, where there is nothing wrong with it, and what it was made of.
pub(crate) struct ModelRead {
    pub model: Option<Model>,
    pub text: ModelText,
}

/// Reads the model that a study names; it must lie within the study's folder.
pub(crate) fn read(
    (loader, folder): (&Loader, &Path),
    name: &Placed<String>,
    sources: &mut Sources,
    report: &Report,
) -> Result<Option<ModelRead>, StudyError> {
    let relative = Path::new(&name.value);
    let inside = relative.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let path = folder.join(relative);
    let real = loader.files.real_path(&path);
    if !inside || real.as_ref().is_ok_and(|real| !loader.is_within(real, folder)) {
        outside(name, report);
        return Ok(None);
    }
    let real = real.map_err(|e| StudyError::reading(&path, e))?;
    if !loader.files.is_file(&real) && !loader.files.is_folder(&real) {
        // A pipe would be waited for for ever.
        return Err(StudyError::reading(&path, io::Error::other("it is not a regular file")));
    }
    let mut loader = loader.clone();
    // A model may read whatever is in the study's folder.
    loader.allowed.push(folder.to_path_buf());
    // The model has diagnostics of its own: it is judged even where the study has errors.
    let loaded = loader.open(&path, sources)?;
    loaded.diagnostics.iter().for_each(|finding| report.push(finding.clone()));
    Ok(Some(ModelRead {
        model: loaded.model,
        text: ModelText {
            parsed: loaded.parsed.unwrap_or_default(),
            read: loaded.read,
        },
    }))
}

fn outside(name: &Placed<String>, report: &Report) {
    let message = format!("`{}` leads out of the study's folder", name.value);
    let file = Path::new(&name.value).file_name();
    let file = file.map_or("model.mdl".into(), |file| file.to_string_lossy());
    let hint = format!("copy it into the folder: model = \"model/{file}\"");
    report.advise("outside-folder", name.span, message, hint);
}

/// A path from the study's folder; one that lies elsewhere stays as it is, whatever the current folder will be.
pub(crate) fn from_folder(loader: &Loader, folder: &Path, file: &Path) -> PathBuf {
    if let Ok(inside) = file.strip_prefix(folder) {
        return inside.to_path_buf();
    }
    let real = |path: &Path| loader.files.real_path(path).unwrap_or_else(|_| path.to_path_buf());
    let file = real(file);
    file.strip_prefix(real(folder)).map(Path::to_path_buf).unwrap_or(file)
}
