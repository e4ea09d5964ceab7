//! `counterflow new`: a study to fill in, from nothing or from a document.

use crate::{Exit, Failure, Shell};
use counterflow::{LoadError, Loader, Severity};
use std::fs;
use std::path::{Path, PathBuf};
use study::document::{self, Document, Mark};

/// Start a study: a folder with a small model that runs, and everything to fill in.
///
/// With --document, an article or a report (plain text, Markdown or HTML) is taken apart: statements with their lines, marked by
/// simple rules as quantities, causes, recommendations and so on; captions, templates and navigation set apart as noise. What the
/// rules are stands in the book and in the ledger. Nothing is overwritten.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The folder to make; its last part is the study's name.
    name: PathBuf,
    /// An article or a report that the study is to answer.
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
}

const STUDY: &str = include_str!("../new/study.toml");
const MODEL: &str = include_str!("../new/model.mdl");
const README: &str = include_str!("../new/README.md");

impl New {
    /// Makes the folder, whole or not at all.
    pub fn run(self, shell: &Shell) -> Result<Exit, Failure> {
        let name = self.study_name()?;
        if fs::symlink_metadata(&self.name).is_ok() {
            let message = format!("`{}` is there already, and nothing is overwritten", self.name.display());
            return Err(Failure::world(message).hint("give the new study another name"));
        }
        let document = self.document.as_deref().map(|path| read(path, shell)).transpose()?;
        let folder = self.name.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
        let made = self.make(&beside, (&name, document.as_ref()), shell);
        let renamed = made.and_then(|()| fs::rename(&beside, &self.name).map_err(|e| cannot("make", &self.name, &e)));
        if renamed.is_err() {
            // What is left of it is no study; that it cannot be removed changes nothing about the reason.
            let _ = fs::remove_dir_all(&beside);
        }
        renamed?;
        shell.answer(&self.summary(document.as_ref()))?;
        Ok(Exit::Done)
    }

    /// A name that can stand in a path, in TOML and on a command line as it is.
    fn study_name(&self) -> Result<String, Failure> {
        let name = self.name.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.starts_with(['.', '-']) || !name.chars().all(is_plain) {
            let message = format!(
                "`{}` is not a valid study name: use letters, digits, `-` and `_`",
                self.name.display()
            );
            return Err(Failure::wrong(message).hint("counterflow new my-study"));
        }
        Ok(name.to_string())
    }

    fn make(&self, folder: &Path, (name, document): (&str, Option<&Document>), shell: &Shell) -> Result<(), Failure> {
        let title = document.map_or(name, |d| &d.title).replace(['"', '\\'], "'");
        let title: String = title.chars().filter(|c| !c.is_control()).collect();
        let filled = |text: &str| text.replace("{title}", &title).replace("{name}", name);
        for part in ["model", "data"] {
            let path = folder.join(part);
            fs::create_dir_all(&path).map_err(|e| cannot("make", &path, &e))?;
        }
        let write = |file: &str, text: &str| {
            let path = folder.join(file);
            fs::write(&path, text).map_err(|e| cannot("write", &path, &e))
        };
        write(&format!("model/{name}.mdl"), MODEL)?;
        write("study.toml", &filled(STUDY))?;
        write("README.md", &filled(README))?;
        let origin = self.document.as_deref().and_then(Path::file_name);
        let origin = origin.map_or(String::new(), |file| file.to_string_lossy().into_owned());
        let ledger = document.map_or_else(|| "format = 1\n".to_string(), |d| document::ledger(&origin, d));
        write("evidence.toml", &ledger)?;
        write("ARTICLE.md", &article(folder, shell)?)
    }

    fn summary(&self, document: Option<&Document>) -> String {
        let name = self.name.display();
        let mut text = format!("{name} is a study to fill in\n");
        if let Some(document) = document {
            let is_heading = |s: &&document::Sentence| s.kind == "heading";
            let headings = document.statements.iter().filter(is_heading).count();
            let of = |mark: Mark| document.statements.iter().filter(|s| s.marks.contains(&mark)).count();
            let noise: usize = document.noise.iter().map(|n| n.lines.len()).sum();
            text += &format!(
                "{} lines: {} statements and {headings} headings, {noise} lines of noise, {} blank\n",
                document.lines,
                document.statements.len() - headings,
                document.blank.len()
            );
            text += &format!(
                "marked by their words: {} with quantities, {} with dates, {} attributed, {} with causes, {} risks, {} recommendations\n",
                of(Mark::Quantity),
                of(Mark::Date),
                of(Mark::Attribution),
                of(Mark::Cause),
                of(Mark::Risk),
                of(Mark::Recommendation)
            );
            text += &format!(
                "every line with what it says: {}\n",
                self.name.join("ARTICLE.md").display()
            );
        }
        text + &format!("next: counterflow study {name} --quick\n")
    }
}

fn read(path: &Path, shell: &Shell) -> Result<Document, Failure> {
    let bytes = Loader::new().bytes(path, document::BYTES as u64);
    let bytes = bytes.map_err(|error| shell.not_loaded(error, Severity::Error))?;
    if bytes.len() > document::BYTES {
        let message = format!("`{}` is larger than {} MiB", path.display(), document::BYTES >> 20);
        return Err(Failure::wrong(message));
    }
    let is_text = !bytes.contains(&0);
    let text = String::from_utf8_lossy(&bytes);
    let document = document::read(text.trim_start_matches('\u{feff}'));
    if !is_text || document.statements.is_empty() {
        let message = format!("`{}` has no sentence in it", path.display());
        return Err(Failure::wrong(message).hint("a plain text, a Markdown or an HTML file"));
    }
    Ok(document)
}

/// The page of every line, from the ledger just written; the study must be sound.
fn article(folder: &Path, shell: &Shell) -> Result<String, Failure> {
    match Loader::new().study(folder) {
        Ok(study) => Ok(study.article()),
        Err(LoadError::Invalid(diagnostics)) => {
            let first = diagnostics.iter().find(|d| d.severity == Severity::Error);
            let reason = first.map_or("it cannot be read", |d| &d.message);
            Err(Failure::world(format!("the study made is not sound: {reason}")))
        }
        Err(error) => Err(shell.not_loaded(error, Severity::Error)),
    }
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::world(format!("cannot {what} `{}`: {error}", path.display()))
}
