//! What a study found: plain data that reports, briefs and pages are made of.
//!
//! Shares are between 0 and 1, of the accepted futures unless a field says otherwise; a share of sampled futures is never a
//! probability. Quantities carry the unit of their outcome.
//!
//! Comes in: nothing of ours. Goes out: [`Findings`] and its parts, which serde writes and reads. It knows no model, no run and
//! no chart, so that whoever shows what a study found needs only this crate.
//!
//! ```
//! let written = serde_json::to_string(&findings::Findings { title: "A pond".into(), ..Default::default() })?;
//! let read: findings::Findings = serde_json::from_str(&written)?;
//! assert_eq!(read.title, "A pond");
//! # Ok::<(), serde_json::Error>(())
//! ```

#![warn(missing_docs)]

mod balances;
mod charts;
mod claims;
mod evidence;
mod history;
mod loops;
mod score;

pub use balances::*;
pub use charts::*;
pub use claims::*;
pub use evidence::*;
pub use history::*;
pub use loops::*;
pub use score::*;

use serde::{Deserialize, Deserializer, Serialize};

/// JSON has no word for what is not a number: it is written as null, and read from it.
pub fn or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(deserializer)?.unwrap_or(f64::NAN))
}

/// The same for a list.
fn each_or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let values = Vec::<Option<f64>>::deserialize(deserializer)?;
    Ok(values.into_iter().map(|v| v.unwrap_or(f64::NAN)).collect())
}

/// Everything that a report of a study shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// What the study is called.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// Two or three plain sentences before the first figure.
    pub introduction: String,
    /// What it cannot tell, one sentence each.
    pub cannot_tell: Vec<String>,
    /// The reference policy's name.
    pub reference: String,
    /// How the futures were drawn, and how many are left.
    pub sample: Sample,
    /// Policies in the file's order.
    pub policies: Vec<PolicyInfo>,
    /// Where readers whom the subject concerns find help; empty where the study names none.
    #[serde(default)]
    pub help: String,
    /// Outcomes in the file's order.
    pub outcomes: Vec<OutcomeInfo>,
    /// One entry for each policy and outcome, policies outermost.
    pub results: Vec<PolicyOutcome>,
    /// Claims in the file's order.
    pub claims: Vec<ClaimFinding>,
    /// How well the model fits the record.
    pub history: Vec<HistoryFinding>,
    /// Fan charts: one per chart of the study.
    pub charts: Vec<Chart>,
    /// Named settings of the study, such as a published result.
    pub settings: Vec<SettingFinding>,
    /// Where the evidence stands.
    pub evidence: EvidenceFinding,
    /// Runs that did not reach the end with finite numbers.
    pub failures: Vec<Failure>,
    /// How many there are in all, of which the first are listed.
    #[serde(default)]
    pub failed_runs: usize,
    /// The study's named feedback loops.
    #[serde(default)]
    pub loops: Vec<LoopFinding>,
    /// Which rival explanations survive the years held out from calibration.
    #[serde(default)]
    pub rivals: Vec<RivalFinding>,
    /// What the reference policy's accepted futures say of a time that is not observed yet.
    #[serde(default)]
    pub statement: Option<AheadStatement>,
    /// From what change on an effect counts, as a share of the outcome: the one yardstick of balances.
    #[serde(default)]
    pub material: Option<f64>,
    /// Harm and benefit of each shown policy side by side.
    #[serde(default)]
    pub balances: Vec<Balance>,
    /// Plain sentences for the first screen.
    #[serde(default)]
    pub sentences: Vec<PlainSentence>,
    /// The questions whose explanations all fail the record's test: they filter nothing, and no claim has survivors by them.
    #[serde(default)]
    pub nobody_survives: Vec<String>,
}

/// How the futures were drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// `latin-hypercube`.
    pub method: String,
    /// The seed.
    pub seed: u64,
    /// How many futures were drawn.
    pub drawn: usize,
    /// How many look like the observed past; policies are judged in these.
    pub accepted: usize,
    /// How many of the futures drawn failed before they could be judged.
    pub failed: usize,
    /// Calibration window, years.
    pub calibrated: (f64, f64),
    /// First and last year of the policies' window.
    pub window: (f64, f64),
    /// Runs made in all.
    pub runs: usize,
    /// Seconds taken by the runs.
    pub seconds: f64,
    /// Version of Counterflow.
    pub version: String,
    /// How many futures each condition of the history let through, alone: (condition in words, share of all drawn).
    pub conditions: Vec<(String, f64)>,
    /// The second sample, from the narrower ranges; `None` where the study has none, or they were overruled.
    #[serde(default)]
    pub narrow: Option<OtherSample>,
    /// The futures that history rejected, some of which are run for the claims: what the filter does to them.
    #[serde(default)]
    pub rejected: Option<OtherSample>,
    /// The futures of `fitted/`, each fitted anew to history; `None` where there are none, or they are out of date.
    #[serde(default)]
    pub fitted: Option<OtherSample>,
    /// Why the futures of `fitted/` were not used, where there are any.
    #[serde(default)]
    pub fitted_unused: String,
    /// Whether the policies are judged in the futures of `fitted/` instead of a sample of their own.
    #[serde(default)]
    pub from_fitted: bool,
}

/// A sample of futures beside the main one, in which only claims are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherSample {
    /// How many futures were drawn; of the rejected ones, how many there are.
    pub drawn: usize,
    /// How many of them claims are judged in: those that look like the observed past; of the rejected ones, those that were run.
    pub judged: usize,
    /// How many of the futures drawn failed before they could be judged.
    pub failed: usize,
    /// Runs made for it.
    pub runs: usize,
    /// How many equally weighted futures would say as much as these by the weights of their fit (Kish 1965); only of `fitted/`.
    pub effective: Option<f64>,
}

/// A policy and what it does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicyInfo {
    /// Its name.
    pub name: String,
    /// What it sets, in words: `unilateral force: 12 removals a year from mid-2026`.
    pub sets: Vec<String>,
    /// Whether it stands in the tables; a policy that only serves a claim does not.
    pub shown: bool,
}

/// An outcome and how it is judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutcomeInfo {
    /// Its name.
    pub name: String,
    /// A short heading for a table: `homicides 2026–35`.
    pub heading: String,
    /// How it is computed, in words.
    pub how: String,
    /// Its unit.
    pub unit: String,
    /// `lower` or `higher`.
    pub better: Better,
    /// The threshold beyond which it counts as failed, and why it is one.
    pub threshold: Option<(f64, String)>,
    /// Whether it belongs on the first screen.
    pub first_screen: bool,
}

/// Which direction is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// Less is better.
    #[default]
    Lower,
    /// More is better.
    Higher,
}

/// Median and the band that holds the middle 90 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// 5 %.
    #[serde(deserialize_with = "or_nan")]
    pub low: f64,
    /// 50 %.
    #[serde(deserialize_with = "or_nan")]
    pub median: f64,
    /// 95 %.
    #[serde(deserialize_with = "or_nan")]
    pub high: f64,
}

/// One policy's outcome over the accepted futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicyOutcome {
    /// The policy.
    pub policy: String,
    /// The outcome.
    pub outcome: String,
    /// How many futures count here (runs that failed do not).
    pub futures: usize,
    /// How many runs failed.
    pub failed: usize,
    /// The outcome itself.
    pub level: Band,
    /// Change against the reference in the same future, in the outcome's unit; `None` for the reference.
    pub change: Option<Band>,
    /// The same as a share of the reference's value; `None` where that makes no sense (an index, a value near 0).
    pub relative: Option<Band>,
    /// In what share of futures it is better than the reference.
    pub better_share: Option<f64>,
    /// In what share of futures the threshold is missed.
    pub beyond_threshold: Option<f64>,
    /// The loss against the best shown policy in the same future, in the outcome's unit.
    pub regret: Band,
}

/// A run that did not reach the end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The policy.
    pub policy: String,
    /// The future's number.
    pub future: usize,
    /// When, as a year.
    #[serde(deserialize_with = "or_nan")]
    pub year: f64,
    /// The first cell that was not a number.
    pub variable: String,
}
