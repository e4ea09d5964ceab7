//! Where the evidence stands.

use serde::{Deserialize, Serialize};

/// Where the evidence stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvidenceFinding {
    /// Parameters by kind of evidence: (kind, how many).
    pub parameters: Vec<(String, usize)>,
    /// Causal links by the weakest kind of evidence in the equation of their effect: (kind, how many).
    #[serde(default)]
    pub links: Vec<(String, usize)>,
    /// Claims that runs test.
    #[serde(default)]
    pub tested: usize,
    /// Claims with a reason why no test would be fair.
    #[serde(default)]
    pub untested: usize,
    /// The parameters, for the table behind a report.
    pub table: Vec<ParameterEvidence>,
    /// Statements by verdict: (verdict, how many).
    pub verdicts: Vec<(String, usize)>,
    /// The statements themselves.
    pub statements: Vec<StatementFinding>,
    /// The sources cited: key, title, publisher, date, address, kind.
    pub sources: Vec<SourceInfo>,
}

/// One parameter and what supports its range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ParameterEvidence {
    /// The constant, or the alternative.
    pub name: String,
    /// What the model and the command line call it, where `name` is a translation; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub called: String,
    /// Its range, or its choices, as text.
    pub range: String,
    /// Its narrower range, or choices, as text; empty where it has none.
    #[serde(default)]
    pub narrow: String,
    /// Its base.
    pub base: String,
    /// Its unit.
    pub unit: String,
    /// source, derived, calibrated or judgement.
    pub kind: String,
    /// Keys of sources.
    pub keys: Vec<String>,
    /// The reason or note.
    pub note: String,
}

/// One statement of the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatementFinding {
    /// Its id.
    pub id: String,
    /// Lines of the document.
    pub lines: Vec<u32>,
    /// In our words.
    pub paraphrase: String,
    /// reported act, stance, quantity, causal claim, risk, recommendation, framing, question, heading, noise.
    pub kind: String,
    /// The model element or series it maps to.
    pub element: String,
    /// supported, partly, contradicted, not checkable.
    pub verdict: String,
    /// The figures behind the verdict.
    pub figures: String,
    /// Keys of sources.
    pub keys: Vec<String>,
}

/// A source of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Its key: `S59`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    pub date: String,
    /// Where it is.
    pub address: String,
    /// primary, paper, official page, press, relay.
    pub kind: String,
}
