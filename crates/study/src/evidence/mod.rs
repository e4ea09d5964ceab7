//! Evidence: what supports each number, and what became of each statement of the document.

mod article;
mod audit;
mod comment;
mod ledger;
mod links;
mod markdown;

pub use article::article;
pub use audit::{Parameter, audit, parameters};
pub use ledger::{Document, Ledger, Source, Statement};

pub(crate) use audit::coverage;
pub(crate) use comment::keys;
pub(crate) use ledger::{Cited, check_sources, evidence, near, read};
pub(crate) use links::links;

/// What supports a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Of which kind it is; `None` when nothing supports it.
    pub kind: Option<Kind>,
    /// Keys of sources.
    pub keys: Vec<String>,
    /// The formula, the data, the bounds or the reason.
    pub note: String,
}

/// The kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Cited.
    Source,
    /// Computed from cited numbers: formula and inputs are named.
    Derived,
    /// Fitted: bounds and data are named.
    Calibrated,
    /// A reason and a wide range.
    Judgement,
    /// True by definition: weeks of a year, a switch. Needs no range.
    Definition,
}

impl Kind {
    /// All, in the order of a report.
    pub const ALL: [Kind; 5] = [
        Kind::Source,
        Kind::Derived,
        Kind::Calibrated,
        Kind::Judgement,
        Kind::Definition,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Source => "source",
            Kind::Derived => "derived",
            Kind::Calibrated => "calibrated",
            Kind::Judgement => "judgement",
            Kind::Definition => "definition",
        }
    }

    /// The kind of that word.
    pub fn of(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.word() == word)
    }
}

impl Evidence {
    /// The word for its kind, or `none`.
    pub fn word(&self) -> &'static str {
        self.kind.map_or("none", Kind::word)
    }

    /// What is missing for this kind: `source` needs keys, all others but definitions a note.
    pub fn gap(&self) -> Option<&'static str> {
        let note = self.note.trim().is_empty();
        match self.kind {
            None => Some("no kind of evidence"),
            Some(Kind::Source) if self.keys.is_empty() => Some("no key of a source"),
            Some(Kind::Derived) if note => Some("no note that names formula and inputs"),
            Some(Kind::Calibrated) if note => Some("no note that names data and bounds"),
            Some(Kind::Judgement) if note => Some("no note that gives the reason"),
            _ => None,
        }
    }
}
