//! A study that has been read and found sound: every name resolved, every number with its unit.

use crate::claim::Predicate;
use crate::evidence::Ledger;
use crate::named_model::ModelText;
use crate::records::Records;
use crate::sentence::Sentence;
use crate::translation::Translation;
use check::VariableId;
use data::Series;
use experiment::Plan;
use experiment::plan::{Assignment, CellId};
use load::{Files, WithinFolder};
use parse::Dialect;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A study, ready to be carried out.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its folder.
    pub folder: PathBuf,
    /// What it is called.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// Two or three plain sentences before the first figure.
    pub introduction: String,
    /// What it cannot tell, one sentence each.
    pub cannot_tell: Vec<String>,
    /// Where readers whom the subject concerns find help.
    pub help: String,
    /// What its experiment is made of: the model, what varies, what is measured, what history asks.
    pub plan: Plan,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// From which change on an effect counts: a share of the outcome, or an amount in its unit where shares make no sense of it.
    pub material: f64,
    /// Plain sentences for the first screen.
    pub sentences: Vec<Sentence>,
    /// Single runs with a name.
    pub named_runs: Vec<NamedRuns>,
    /// Feedback loops with a name.
    pub loops: Vec<NamedLoop>,
    /// The file of the study's folder that says how its prediction will be scored; empty where there is none.
    pub rules: String,
    /// Which observed series are records of which quantities of the prediction.
    pub records: Records,
    /// Its words in other languages.
    pub translations: Vec<Translation>,
    /// Sources, statements and what supports each number.
    pub ledger: Ledger,
    /// Where its files are read from.
    pub files: Arc<dyn Files>,
    /// The rules by which its model was read, where they were asked for: they are not in its files, and findings depend on them.
    pub dialect: Option<Dialect>,
    /// The files that the findings depend on, as paths from the folder.
    pub inputs: Vec<PathBuf>,
    /// Those among them that the model is made of: the model itself, what it includes, tables and workbooks that it reads.
    pub model_files: Vec<PathBuf>,
    /// What the model's file says.
    pub model_text: Arc<ModelText>,
    /// What was observed: the series of `data/`.
    pub observed: Arc<[Series]>,
}

impl Study {
    /// What a value of one unit, over a stretch of years, is multiplied with to be in another; `None` where they do not measure the
    /// same.
    pub fn factor(&self, own: &str, unit: &str, over: (f64, f64)) -> Option<f64> {
        crate::file::factor(own, unit, over.1 - over.0, &self.plan.calendar)
    }

    /// The rules that were asked for, by the word of `--dialect`.
    pub fn dialect_asked(&self) -> Option<&'static str> {
        Some(match self.dialect? {
            Dialect::Xmile => "xmile",
            Dialect::Stella => "stella",
            Dialect::Vensim | Dialect::Converter => "vensim",
        })
    }

    /// Its own files: those of its folder, and those of its model.
    pub(crate) fn own_files(&self) -> WithinFolder {
        WithinFolder {
            files: self.files.clone(),
            folder: self.folder.clone(),
            allowed: self.model_files.iter().map(|file| self.folder.join(file)).collect(),
        }
    }

    /// Whether a file is there; its path is from the study's folder.
    pub fn has(&self, file: impl AsRef<Path>) -> bool {
        self.files.is_file(&self.folder.join(file))
    }

    /// The bytes of a file, and one more than `limit` when there are more; its path is from the study's folder.
    ///
    /// # Errors
    /// If it cannot be read, or a link leads out of the folder.
    pub fn read(&self, file: impl AsRef<Path>, limit: u64) -> io::Result<Vec<u8>> {
        self.own_files().read(&self.folder.join(file), limit)
    }

    /// The paths of what is in a folder, sorted; all are from the study's folder.
    ///
    /// # Errors
    /// If it cannot be read, or a link leads out of the study's folder.
    pub fn list(&self, folder: impl AsRef<Path>) -> io::Result<Vec<PathBuf>> {
        let found = self.own_files().list(&self.folder.join(&folder))?;
        let names = found.iter().filter_map(|path| path.file_name());
        Ok(names.map(|name| folder.as_ref().join(name)).collect())
    }
}

/// A claim of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its id in the ledger.
    pub id: String,
    /// The claim in our words.
    pub says: String,
    /// The words for the first screen, if it belongs there.
    pub screen: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Lines of the document.
    pub lines: Vec<u32>,
    /// When it holds, or why no predicate is fair.
    pub predicate: Result<Predicate, String>,
    /// The strongest rival explanation.
    pub rival: String,
}

/// Single runs with a name, such as a published result re-computed.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedRuns {
    /// Its key.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What is to be seen in it.
    pub says: String,
    /// What all its runs set.
    pub set: Vec<Assignment>,
    /// The first year compared.
    pub from: f64,
    /// The last year compared.
    pub until: f64,
    /// What is measured.
    pub outcomes: Vec<CellId>,
    /// Runs with a label; the first is the one that the others are compared with.
    pub runs: Vec<NamedRun>,
    /// A constant that is swept over values, one a run.
    pub sweep: Option<Sweep>,
}

/// One run with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedRun {
    /// Its label.
    pub label: String,
    /// What it sets, beside what all runs set.
    pub set: Vec<Assignment>,
}

/// A constant that takes one value after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// The constant.
    pub constant: CellId,
    /// Its values, one a run.
    pub values: Vec<f64>,
}

/// A feedback loop with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedLoop {
    /// Its key: `R1`.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Whether it reinforces; else it balances.
    pub reinforcing: bool,
    /// The variables it runs through.
    pub through: Vec<VariableId>,
}
