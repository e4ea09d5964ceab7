//! From a folder to a [`Study`]: every file is read, everything wrong is found, all at once.

use crate::evidence::{self, Cited, Ledger};
use crate::file::{self, Fields, Names, Placed, Report};
use crate::named_model::{self, ModelRead, from_folder};
use crate::sections::{self, Against};
use crate::study::Study;
use crate::texts::text_of;
use crate::{StudyError, translate, translation};
use check::Model;
use load::{Files, Loader, Observed, WithinFolder};
use source::{Diagnostics, Sources, Span};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Reads the study in a folder of this computer, or the one whose `study.toml` is named.
///
/// # Errors
/// As [`load_with`].
pub fn load(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Option<Study>, StudyError> {
    load_with(&Loader::default(), path, sources, diagnostics)
}

/// Reads a study by a loader: its files, its rules for the model, what the model may read.
///
/// `Ok(None)` means that `diagnostics` says what is wrong with what the user wrote.
///
/// # Errors
/// If a file cannot be read.
pub fn load_with(
    loader: &Loader,
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Study>, StudyError> {
    let (folder, file) = folder_and_file(&*loader.files, path)?;
    let own = own_files(loader, &folder);
    let files = &*own.files;
    let Some(study) = text_of(files, &file, diagnostics)? else {
        return Ok(None);
    };
    let texts = Texts {
        study: (file.display().to_string(), study),
        beside: Beside::read(&own, &folder, sources, diagnostics)?,
        folder: &folder,
        loader,
    };
    let report = Report::new(std::mem::take(diagnostics));
    let found = texts.read(sources, &report);
    *diagnostics = report.into_inner();
    let found = found?.filter(|_| !diagnostics.has_errors());
    Ok(found.map(|study| {
        let mut inputs = vec![PathBuf::from(file.file_name().unwrap_or_default())];
        inputs.extend(texts.beside.inputs(&folder));
        let read = study.model_text.read.iter();
        let model_files: Vec<PathBuf> = read.map(|file| from_folder(loader, &folder, &file.path)).collect();
        inputs.extend(judged_by((files, &folder), &study, &model_files, &inputs));
        Study {
            inputs,
            model_files,
            ..study
        }
    }))
}

/// A loader of the study's own files: none that a link leads to elsewhere.
fn own_files(loader: &Loader, folder: &Path) -> Loader {
    let within = WithinFolder {
        files: loader.files.clone(),
        folder: folder.to_path_buf(),
        allowed: loader.allowed.clone(),
    };
    Loader {
        files: Arc::new(within),
        ..loader.clone()
    }
}

/// The folder of a study and its `study.toml`, whichever of the two is named.
fn folder_and_file(files: &dyn Files, path: &Path) -> Result<(PathBuf, PathBuf), StudyError> {
    files.real_path(path).map_err(|e| StudyError::reading(path, e))?;
    Ok(if files.is_folder(path) {
        (path.to_path_buf(), path.join("study.toml"))
    } else {
        (path.parent().unwrap_or(Path::new("")).to_path_buf(), path.to_path_buf())
    })
}

/// What lies beside `study.toml` in a study's folder.
struct Beside {
    /// The name and the text of `evidence.toml`.
    evidence: Option<(String, String)>,
    observed: Observed,
    translations: Vec<TranslationText>,
}

/// The text of a translation that lies in the study's folder.
struct TranslationText {
    language: &'static str,
    name: String,
    text: String,
}

impl Beside {
    fn read(
        loader: &Loader,
        folder: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, StudyError> {
        let files = &*loader.files;
        let ledger = folder.join("evidence.toml");
        let evidence = if files.real_path(&ledger).is_ok() {
            text_of(files, &ledger, diagnostics)?
        } else {
            None
        };
        let data = folder.join("data");
        let observed = if files.is_folder(&data) {
            loader.observed(&data, sources, diagnostics)?
        } else {
            Observed::default()
        };
        Ok(Beside {
            evidence: evidence.map(|text| (ledger.display().to_string(), text)),
            observed,
            translations: translations_of((files, folder), diagnostics)?,
        })
    }

    /// Its files, as paths within the folder.
    fn inputs(&self, folder: &Path) -> Vec<PathBuf> {
        let evidence = self.evidence.is_some().then(|| PathBuf::from("evidence.toml"));
        let translations = self.translations.iter();
        let translations = translations.map(|t| PathBuf::from(format!("{}.toml", t.language)));
        let data = self.observed.files.iter();
        let data = data.map(|file| file.strip_prefix(folder).unwrap_or(file).to_path_buf());
        evidence.into_iter().chain(data).chain(translations).collect()
    }
}

/// The translations in a folder.
fn translations_of(
    (files, folder): (&dyn Files, &Path),
    diagnostics: &mut Diagnostics,
) -> Result<Vec<TranslationText>, StudyError> {
    let mut found = Vec::new();
    for language in translation::LANGUAGES {
        let path = folder.join(format!("{language}.toml"));
        let text = if files.is_file(&path) {
            text_of(files, &path, diagnostics)?
        } else {
            None
        };
        found.extend(text.map(|text| TranslationText {
            language,
            name: path.display().to_string(),
            text,
        }));
    }
    Ok(found)
}

/// The model's files, and those by which a run is judged: they count as much as what it is made from.
fn judged_by(
    (files, folder): (&dyn Files, &Path),
    study: &Study,
    model_files: &[PathBuf],
    known: &[PathBuf],
) -> Vec<PathBuf> {
    let is_inside = |name: &&str| Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
    let rules = ["acceptance.toml", &study.rules];
    let there = rules.into_iter().filter(is_inside).filter(|name| files.is_file(&folder.join(name)));
    let new = model_files.iter().filter(|file| !known.contains(file)).cloned();
    new.chain(there.map(PathBuf::from)).collect()
}

/// What a study is made of, apart from its model.
struct Texts<'a> {
    loader: &'a Loader,
    folder: &'a Path,
    /// The name and the text of `study.toml`.
    study: (String, String),
    beside: Beside,
}

impl Texts<'_> {
    /// Reads all parts of a study, and the model that it names.
    fn read(&self, sources: &mut Sources, report: &Report) -> Result<Option<Study>, StudyError> {
        let (name, text) = &self.study;
        let id = sources.add(name.as_str(), text.as_str());
        let entries = file::parse(text, id, report);
        let mut cited = Cited::new();
        let mut ledger = self.ledger(sources, &mut cited, report);
        let mut root = Fields::new("study.toml", Span::new(id, 0, 0), &entries, report);
        let header = file::header(&mut root);
        let read = header.model.as_ref().map(|name| self.model(name, sources, report));
        let read = read.transpose()?.flatten();
        let model = read.as_ref().and_then(|read| read.model.as_ref());
        let series = self.beside.observed.series.as_slice();
        let names = Names { model, report };
        let study = sections::read(root, header, Against { names, series }, &mut cited);
        if let Some(model) = model {
            cite_comments(model, &mut cited);
        }
        evidence::check_sources(&mut ledger, &cited, report);
        let Some(study) = study else {
            return Ok(None);
        };
        let mut study = Study {
            ledger,
            folder: self.folder.to_path_buf(),
            files: self.loader.files.clone(),
            dialect: self.loader.dialect,
            observed: series.into(),
            model_text: read.map(|read| read.text).unwrap_or_default().into(),
            ..study
        };
        for found in &self.beside.translations {
            let id = sources.add(found.name.as_str(), found.text.as_str());
            let read = translate::read(id, &found.text, found.language, &study, report);
            study.translations.push(read);
        }
        Ok(Some(study))
    }

    fn ledger(&self, sources: &mut Sources, cited: &mut Cited, report: &Report) -> Ledger {
        let Some((name, text)) = &self.beside.evidence else {
            return Ledger::default();
        };
        let id = sources.add(name.as_str(), text.as_str());
        evidence::read(&file::parse(text, id, report), id, cited, report)
    }

    fn model(
        &self,
        name: &Placed<String>,
        sources: &mut Sources,
        report: &Report,
    ) -> Result<Option<ModelRead>, StudyError> {
        named_model::read((self.loader, self.folder), name, sources, report)
    }
}

/// Keys in the comments of the model count as cited; whether they are known is a matter for the audit.
fn cite_comments(model: &Model, cited: &mut Cited) {
    for variable in &model.variables {
        for key in evidence::keys(&variable.description) {
            cited.entry(key).or_insert(variable.span);
        }
    }
}
