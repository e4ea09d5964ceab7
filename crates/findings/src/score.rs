//! A statement about a time that was not observed yet, against what was observed since.

use super::{Theil, each_or_nan, or_nan};
use serde::{Deserialize, Serialize};

/// A statement and its score.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatementScore {
    /// What the study is called.
    pub title: String,
    /// The statement.
    pub statement: ScoredStatement,
    /// The file of records.
    pub observed: HashedFile,
    /// Records that a window of the statement is about: misses first.
    pub records: Vec<ScoredRecord>,
    /// Records that are not scored.
    pub unscored: Vec<UnscoredRecord>,
    /// The same, quantity by quantity.
    pub quantities: Vec<QuantityScore>,
    /// Each choice of the statement's alternatives.
    pub choices: Vec<StatedChoiceScore>,
    /// Whether medians move as records do.
    pub directions: Vec<Direction>,
    /// The share of records that a choice's middle 90 % must hold to survive.
    pub survives_from: f64,
}

/// A file and the hash of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HashedFile {
    /// Its path as given.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The statement that is scored: its two files, and what the second says of how it was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScoredStatement {
    /// The table.
    pub table: HashedFile,
    /// The file beside it; `None` where there is none, and nothing is known of how the table was made.
    pub beside: Option<HashedFile>,
    /// When it was made.
    pub made: String,
    /// Under which policy.
    pub policy: String,
    /// How many futures were drawn.
    pub sampled: u64,
    /// How many of them history accepted.
    pub accepted: u64,
    /// The files that it was made from.
    pub inputs: Vec<StatedInput>,
    /// The study's file that says how it is scored; empty where there is none.
    pub rules: String,
}

/// A file that a statement was made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedInput {
    /// Its path from the study's folder.
    pub path: String,
    /// What became of it.
    pub now: InputNow,
}

/// What became of a file since its hash was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputNow {
    /// It has the same hash.
    #[default]
    Same,
    /// It has another hash.
    Changed,
    /// It is no longer there.
    Gone,
}

/// Where a record was read, and what was done before it could be compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecordSource {
    /// The series.
    pub series: String,
    /// The period as written.
    pub period: String,
    /// The value as written.
    pub written: f64,
    /// The unit as written.
    pub unit: String,
    /// Its address.
    pub address: String,
    /// What the file says about it.
    pub note: String,
    /// Who publishes the series; empty where the study does not say.
    pub publisher: String,
    /// Whether the address is somebody else's copy.
    pub relay: bool,
}

/// A record in a window of the statement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScoredRecord {
    /// The quantity.
    pub quantity: String,
    /// Its unit.
    pub unit: String,
    /// The window.
    pub window: String,
    /// The record, in the quantity's unit and by its definition.
    pub value: f64,
    /// What was done to bridge a difference of definition; empty where there is none.
    pub bridge: String,
    /// Where it was read.
    pub source: RecordSource,
    /// 5, 25, 50, 75 and 95 % of all accepted futures.
    #[serde(deserialize_with = "each_or_nan")]
    pub quantiles: Vec<f64>,
    /// Where it lies.
    pub place: Place,
    /// The continuous ranked probability score of the quantiles, in the quantity's unit.
    #[serde(deserialize_with = "or_nan")]
    pub crps: f64,
    /// What the plain rivals would have said.
    pub rivals: PlainRivals,
}

/// Where a record lies among the quantiles of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Below the middle 90 %.
    Below,
    /// Above the middle 90 %.
    Above,
    /// Within the middle 90 %, outside the middle 50 %.
    Outer,
    /// Within the middle 50 %.
    #[default]
    Inner,
}

impl Place {
    /// Among 5, 25, 50, 75 and 95 %; limits belong to the inside.
    pub fn of(quantiles: [f64; 5], value: f64) -> Place {
        let [p5, p25, _, p75, p95] = quantiles;
        match value {
            v if v < p5 => Place::Below,
            v if v > p95 => Place::Above,
            v if v < p25 || v > p75 => Place::Outer,
            _ => Place::Inner,
        }
    }

    /// Whether the middle 90 % hold it.
    pub fn is_held(self) -> bool {
        matches!(self, Place::Outer | Place::Inner)
    }
}

/// What two rivals without a model say of a window; `None` where the study's data do not go back far enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlainRivals {
    /// The value of the same window a year before.
    pub year_before: Option<f64>,
    /// The straight line through the last three years of records.
    pub line: Option<f64>,
}

/// How a statement does on one quantity, in its unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuantityScore {
    /// The quantity.
    pub quantity: String,
    /// Its unit.
    pub unit: String,
    /// How it does.
    pub score: StatedScore,
    /// Against the value of the same window a year before.
    pub year_before: Option<RivalScore>,
    /// Against the straight line through the last three years.
    pub line: Option<RivalScore>,
    /// What else must be known, in the study's words.
    pub note: String,
}

/// How quantiles do against records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedScore {
    /// How many records.
    pub records: usize,
    /// How many the middle 90 % hold.
    pub held: usize,
    /// How many the middle 50 % hold.
    pub held_by_half: usize,
    /// Mean continuous ranked probability score, in the quantity's unit; 0 is perfect.
    #[serde(deserialize_with = "or_nan")]
    pub crps: f64,
    /// Mean error of the median, in the quantity's unit; above 0 where it says too much.
    #[serde(deserialize_with = "or_nan")]
    pub bias: f64,
    /// Theil's parts of the median's squared error; `None` where there is no error, or a single record.
    pub theil: Option<Theil>,
}

/// A rival's score, and the statement's on the same records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RivalScore {
    /// How many records the rival can say something about.
    pub records: usize,
    /// Its mean score: the mean absolute error, since it says one number.
    #[serde(deserialize_with = "or_nan")]
    pub crps: f64,
    /// The statement's mean score there.
    #[serde(deserialize_with = "or_nan")]
    pub stated: f64,
}

/// A choice of an alternative against the records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedChoiceScore {
    /// The alternative.
    pub alternative: String,
    /// The choice.
    pub choice: String,
    /// How many futures have it.
    pub futures: usize,
    /// How many records it was scored on.
    pub records: usize,
    /// How many of them its middle 90 % hold.
    pub held: usize,
    /// How many its middle 50 % hold.
    pub held_by_half: usize,
    /// The same for each quantity, in the order of the statement's score.
    pub quantities: Vec<(String, StatedScore)>,
    /// Whether it survives: its middle 90 % hold enough of the records; `None` where it has too few futures for such a band.
    pub survives: Option<bool>,
}

/// Whether a quantity's median moves as its records do: a band can hold records whose trend it misses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Direction {
    /// The quantity.
    pub quantity: String,
    /// Its unit.
    pub unit: String,
    /// The first window of the statement and its median.
    pub first: (String, f64),
    /// The last window and its median.
    pub last: (String, f64),
    /// The latest record, in the quantity's unit and by its definition.
    pub record: (String, f64),
    /// The record of the same window a year before.
    pub year_before: f64,
}

impl Direction {
    /// By how much the median changes, as a share.
    pub fn stated(&self) -> f64 {
        self.last.1 / self.first.1 - 1.0
    }

    /// By how much the record changed in a year, as a share.
    pub fn recorded(&self) -> f64 {
        self.record.1 / self.year_before - 1.0
    }

    /// Whether one rises by at least a hundredth and the other falls by as much: less is no direction.
    pub fn is_wrong(&self) -> bool {
        let (stated, recorded) = (self.stated(), self.recorded());
        stated * recorded < 0.0 && stated.abs() >= 0.01 && recorded.abs() >= 0.01
    }
}

/// A record that is not scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UnscoredRecord {
    /// Where it was read.
    pub source: RecordSource,
    /// Why it is not scored.
    pub reason: String,
}
