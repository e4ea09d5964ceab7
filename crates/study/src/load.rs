//! From a folder to a [`Study`]: every file is read, everything wrong is found, all at once.

use crate::StudyError;
use crate::evidence::{self, Cited, Ledger};
use crate::file::{self, Fields, Names, Placed, Report};
use crate::sections::{self, Against};
use crate::study::Study;
use crate::translate;
use crate::translation;
use check::Model;
use data::Series;
use load::Loader;
use source::{Diagnostic, Diagnostics, Sources, Span};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The largest `study.toml` or `evidence.toml` that is read, in bytes.
const LARGEST_FILE: u64 = 16 << 20;

/// Reads the study in a folder, or the one whose `study.toml` is named.
///
/// `Ok(None)` means that `diagnostics` says what is wrong with what the user wrote; an error is about the world.
pub fn load(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Option<Study>, StudyError> {
    let (folder, file) = folder_and_file(path)?;
    let Some(study) = text_of(&file, diagnostics)? else {
        return Ok(None);
    };
    let beside = Beside::read(&folder, sources, diagnostics)?;
    let texts = Texts {
        folder: &folder,
        study: (&file.display().to_string(), &study),
        evidence: beside
            .evidence
            .as_ref()
            .map(|(name, text)| (name.clone(), text.as_str())),
        series: &beside.series,
        translations: &beside.translations,
    };
    let (mut broken, mut model_files) = (None, Vec::new());
    let found = assemble(&texts, sources, diagnostics, |name, sources, report| {
        let read = model_of(&folder, name, sources, report).unwrap_or_else(|error| {
            broken = Some(error);
            None
        })?;
        model_files = read.files;
        read.model
    });
    if let Some(error) = broken {
        return Err(error);
    }
    Ok(found.map(|study| {
        let mut inputs = vec![PathBuf::from(file.file_name().unwrap_or_default())];
        inputs.extend(beside.inputs(&folder));
        inputs.extend(judged_by(&folder, &study, &model_files, &inputs));
        Study {
            inputs,
            model_files,
            ..study
        }
    }))
}

/// The folder of a study and its `study.toml`, whichever of the two is named.
fn folder_and_file(path: &Path) -> Result<(PathBuf, PathBuf), StudyError> {
    let is_folder = fs::metadata(path).map_err(|e| StudyError::reading(path, e))?.is_dir();
    Ok(if is_folder {
        (path.to_path_buf(), path.join("study.toml"))
    } else {
        (path.parent().unwrap_or(Path::new("")).to_path_buf(), path.to_path_buf())
    })
}

/// What lies beside `study.toml` in a study's folder.
struct Beside {
    /// The name and the text of `evidence.toml`.
    evidence: Option<(String, String)>,
    series: Vec<Series>,
    translations: Vec<TranslationText>,
}

impl Beside {
    fn read(folder: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Self, StudyError> {
        let ledger = folder.join("evidence.toml");
        let evidence = if ledger.exists() {
            text_of(&ledger, diagnostics)?
        } else {
            None
        };
        let data = folder.join("data");
        let series = if data.is_dir() {
            data::read_folder(&data, sources, diagnostics)?
        } else {
            Vec::new()
        };
        Ok(Beside {
            evidence: evidence.map(|text| (ledger.display().to_string(), text)),
            series,
            translations: translations_of(folder, diagnostics)?,
        })
    }

    /// Its files, as paths within the folder.
    fn inputs(&self, folder: &Path) -> Vec<PathBuf> {
        let evidence = self.evidence.is_some().then(|| PathBuf::from("evidence.toml"));
        let translations = self
            .translations
            .iter()
            .map(|t| PathBuf::from(format!("{}.toml", t.language)));
        let data = data_files(&folder.join("data"));
        evidence.into_iter().chain(data).chain(translations).collect()
    }
}

/// The model's files, and those by which a run is judged: they count as much as what it is made from.
fn judged_by(folder: &Path, study: &Study, model_files: &[PathBuf], known: &[PathBuf]) -> Vec<PathBuf> {
    let is_inside = |name: &&str| Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
    let rules = ["acceptance.toml", &study.rules];
    let there = rules
        .into_iter()
        .filter(is_inside)
        .filter(|name| folder.join(name).is_file());
    let new = model_files.iter().filter(|file| !known.contains(file)).cloned();
    new.chain(there.map(PathBuf::from)).collect()
}

/// A study's texts, wherever they come from.
#[derive(Clone, Copy, Debug)]
pub struct StudyTexts<'a> {
    /// `study.toml`.
    pub study: &'a str,
    /// `evidence.toml`.
    pub evidence: &'a str,
    /// What was observed.
    pub series: &'a [Series],
}

/// Reads a study from texts alone, against a model that is already there.
pub fn load_texts(texts: &StudyTexts<'_>, model: &Model, diagnostics: &mut Diagnostics) -> Option<Study> {
    let texts = Texts {
        folder: Path::new(""),
        study: ("study.toml", texts.study),
        evidence: Some(("evidence.toml".into(), texts.evidence)),
        series: texts.series,
        translations: &[],
    };
    assemble(&texts, &mut Sources::new(), diagnostics, |_, _, _| Some(model.clone()))
}

/// What a study is made of, apart from its model.
struct Texts<'a> {
    folder: &'a Path,
    study: (&'a str, &'a str),
    evidence: Option<(String, &'a str)>,
    series: &'a [Series],
    translations: &'a [TranslationText],
}

/// The text of a translation that lies in the study's folder.
struct TranslationText {
    language: &'static str,
    name: String,
    text: String,
}

/// The translations in a folder.
fn translations_of(folder: &Path, diagnostics: &mut Diagnostics) -> Result<Vec<TranslationText>, StudyError> {
    let mut found = Vec::new();
    for language in translation::LANGUAGES {
        let path = folder.join(format!("{language}.toml"));
        let text = if path.is_file() {
            text_of(&path, diagnostics)?
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

/// Reads all parts of a study. `model_of` is asked for the model that the study names.
fn assemble(
    texts: &Texts<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    model_of: impl FnOnce(&Placed<String>, &mut Sources, &Report) -> Option<Model>,
) -> Option<Study> {
    let report = Report::new(std::mem::take(diagnostics));
    let study = read(texts, sources, &report, model_of);
    *diagnostics = report.into_inner();
    study.filter(|_| !diagnostics.has_errors())
}

fn read(
    texts: &Texts<'_>,
    sources: &mut Sources,
    report: &Report,
    model_of: impl FnOnce(&Placed<String>, &mut Sources, &Report) -> Option<Model>,
) -> Option<Study> {
    let id = sources.add(texts.study.0, texts.study.1);
    let entries = file::parse(texts.study.1, id, report);
    let mut cited = Cited::new();
    let mut ledger = match &texts.evidence {
        Some((name, text)) => {
            let id = sources.add(name.as_str(), *text);
            evidence::read(&file::parse(text, id, report), id, &mut cited, report)
        }
        None => Ledger::default(),
    };
    let mut root = Fields::new("study.toml", Span::new(id, 0, 0), &entries, report);
    let header = file::header(&mut root);
    let model = header.model.as_ref().and_then(|name| model_of(name, sources, report));
    let names = Names {
        model: model.as_ref(),
        report,
    };
    let study = sections::read(
        root,
        header,
        Against {
            names,
            series: texts.series,
        },
        &mut cited,
    );
    if let Some(model) = &model {
        cite_comments(model, &mut cited);
    }
    evidence::check_sources(&mut ledger, &cited, report);
    let mut study = Study {
        ledger,
        folder: texts.folder.to_path_buf(),
        ..study?
    };
    for found in texts.translations {
        let id = sources.add(found.name.as_str(), found.text.as_str());
        let read = translate::read(id, &found.text, found.language, &study, report);
        study.translations.push(read);
    }
    Some(study)
}

/// Keys in the comments of the model count as cited; whether they are known is a matter for the audit.
fn cite_comments(model: &Model, cited: &mut Cited) {
    for variable in &model.variables {
        for key in evidence::keys(&variable.description) {
            cited.entry(key).or_insert(variable.span);
        }
    }
}

/// A text file of the study, or a finding when it is no text.
pub(crate) fn text_of(path: &Path, diagnostics: &mut Diagnostics) -> Result<Option<String>, StudyError> {
    let name = path.display();
    let bytes = read_at_most(path, LARGEST_FILE)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let message = format!("`{name}` has more than the {} MiB that are read", LARGEST_FILE >> 20);
        diagnostics.push(Diagnostic::whole("file-too-large", message));
        return Ok(None);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let message = format!("`{name}` is not UTF-8 text (byte {at})");
            diagnostics.push(Diagnostic::whole("not-a-text-file", message).hint("save it as UTF-8"));
            Ok(None)
        }
    }
}

/// The bytes of a file, and one more than `most` when there are more.
fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, StudyError> {
    let fail = |e: io::Error| StudyError::reading(path, e);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(fail)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(fail)?;
    Ok(bytes)
}

/// The names of the data files, in order.
fn data_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| PathBuf::from(entry.file_name()))
        .filter(|name| name.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")))
        .map(|name| Path::new("data").join(name))
        .collect();
    files.sort();
    files
}

/// Reads the model that a study names; it must lie within the study's folder.
fn model_of(
    folder: &Path,
    name: &Placed<String>,
    sources: &mut Sources,
    report: &Report,
) -> Result<Option<ModelRead>, StudyError> {
    let relative = Path::new(&name.value);
    let inside = relative
        .components()
        .all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let path = folder.join(relative);
    let real = fs::canonicalize(&path).map_err(|e| StudyError::reading(&path, e));
    let home = fs::canonicalize(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    });
    if !inside || matches!((&real, &home), (Ok(real), Ok(home)) if !real.starts_with(home)) {
        let message = format!("`{}` leads out of the study's folder", name.value);
        let file = relative
            .file_name()
            .map_or("model.mdl".into(), |file| file.to_string_lossy());
        let hint = format!("copy it into the folder: model = \"model/{file}\"");
        report.advise("outside-folder", name.span, message, hint);
        return Ok(None);
    }
    real?;
    let loader = Loader {
        // A model may read whatever is in the study's folder, and nothing else.
        allowed: vec![folder.to_path_buf()],
        ..Loader::default()
    };
    // The model has diagnostics of its own: it is judged even where the study has errors.
    let loaded = loader.open(&path, sources)?;
    loaded
        .diagnostics
        .iter()
        .for_each(|finding| report.push(finding.clone()));
    Ok(Some(ModelRead {
        model: loaded.model,
        files: loaded.read.into_iter().map(|file| within(folder, file.path)).collect(),
    }))
}

/// A model, and every file that it is made of, as paths within the study's folder.
struct ModelRead {
    model: Option<Model>,
    files: Vec<PathBuf>,
}

fn within(folder: &Path, file: PathBuf) -> PathBuf {
    file.strip_prefix(folder).map(Path::to_path_buf).unwrap_or(file)
}
