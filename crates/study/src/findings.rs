//! What a study found: plain data that reports, briefs and pages are made of.
//!
//! Shares are between 0 and 1, of the accepted futures unless a field says otherwise; a share of sampled futures is never a
//! probability. Quantities carry the unit of their outcome.

use serde::{Deserialize, Deserializer, Serialize};

/// JSON has no word for what is not a number: it is written as null, and read from it.
pub(crate) fn or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
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
    /// Outcomes in the file's order.
    pub outcomes: Vec<OutcomeInfo>,
    /// One entry for each policy and outcome, policies outermost.
    pub results: Vec<PolicyOutcome>,
    /// Claims in the file's order.
    pub claims: Vec<ClaimFinding>,
    /// How the model did against what was observed.
    pub history: Vec<HistoryFinding>,
    /// Fan charts: one per chart of the study.
    pub charts: Vec<Chart>,
    /// Named settings of the study, such as a published result.
    pub settings: Vec<SettingFinding>,
    /// Where the evidence stands.
    pub evidence: EvidenceFinding,
    /// Runs that did not reach the end with finite numbers.
    pub failures: Vec<Failure>,
    /// The study's named feedback loops.
    #[serde(default)]
    pub loops: Vec<LoopFinding>,
    /// Which rival explanations survive the years held out from calibration.
    #[serde(default)]
    pub rivals: Vec<RivalFinding>,
    /// What the reference policy's accepted futures say of a time that is not observed yet.
    #[serde(default)]
    pub statement: Option<AheadStatement>,
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
    /// What it sets, in words: `unilateral force 12 removal/year from 2026.5`.
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

/// A claim and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClaimFinding {
    /// Its id in the ledger.
    pub id: String,
    /// The claim in our words.
    pub says: String,
    /// The words for the first screen, if it belongs there.
    pub screen: Option<String>,
    /// Its kind: risk, causal claim, recommendation.
    pub kind: String,
    /// Lines of the document.
    pub lines: Vec<u32>,
    /// The predicate as written; empty when there is none.
    pub predicate: String,
    /// Why no predicate can be fair, when there is none.
    pub unfair: Option<String>,
    /// In what share of the decided futures it holds; `None` when there is no predicate or no decided future.
    pub share: Option<f64>,
    /// The sampling error of the share (one standard error).
    pub standard_error: f64,
    /// How many futures decide it.
    pub decided: usize,
    /// How many do not, because a run failed.
    pub undecided: usize,
    /// The share by each choice of each structural alternative.
    pub branches: Vec<Branch>,
    /// The smallest and the largest share over the branches of at least ten futures.
    pub across: Option<(f64, f64)>,
    /// Alternatives over which the share must not be pooled, since it clearly differs between their choices: read `branches`.
    #[serde(default)]
    pub apart: Vec<String>,
    /// What the claim turns on, strongest first.
    pub drivers: Vec<Driver>,
    /// How many assumptions move the share by more than chance does; `drivers` has the strongest of them.
    #[serde(default)]
    pub deciding: usize,
    /// How many of these rest on judgement.
    #[serde(default)]
    pub deciding_by_judgement: usize,
    /// The same share with the narrower ranges, in a sample of its own.
    #[serde(default)]
    pub narrow: Option<OtherShare>,
    /// The same share in all sampled futures, whatever their past looks like.
    #[serde(default)]
    pub unfiltered: Option<OtherShare>,
    /// The same share in the accepted futures of `fitted/`.
    #[serde(default)]
    pub fitted: Option<OtherShare>,
    /// The strongest rival explanation.
    pub rival: String,
}

/// A claim's share in another sample than the one that its verdict rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherShare {
    /// In what share of the decided futures it holds; `None` when none decides.
    pub share: Option<f64>,
    /// The sampling error of the share (one standard error).
    pub standard_error: f64,
    /// How many futures decide it.
    pub decided: usize,
    /// How many do not, because a run failed.
    pub undecided: usize,
}

/// A claim's share within one choice of a structural alternative.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// The alternative.
    pub alternative: String,
    /// The choice.
    pub choice: String,
    /// In what share of its futures the claim holds.
    pub share: f64,
    /// How many futures that is of.
    pub futures: usize,
}

/// An assumption that a claim turns on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The uncertainty or alternative.
    pub name: String,
    /// The claim's share in its lowest third (or its least favourable choice).
    pub from: f64,
    /// The claim's share in its highest third (or its most favourable choice).
    pub to: f64,
    /// The kind of evidence behind it: source, derived, calibrated, judgement.
    pub evidence: String,
    /// What is known, in a few words.
    pub note: String,
}

/// The model against one observed series.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryFinding {
    /// The model's variable.
    pub variable: String,
    /// The series.
    pub series: String,
    /// The unit.
    pub unit: String,
    /// What was observed and what the accepted futures say.
    pub points: Vec<HistoryPoint>,
    /// Mean absolute relative error of the median in the calibration window.
    pub error_calibrated: Option<f64>,
    /// The same in the held-out or discriminating window.
    pub error_held_out: Option<f64>,
    /// In what share of the held-out points the band holds the observation.
    pub covered: Option<f64>,
    /// Where the data come from.
    pub address: String,
    /// What the series says about itself, or why the model misses it.
    pub note: String,
    /// How the ensemble does in the held-out or discriminating window; `None` where nothing was observed in it.
    #[serde(default)]
    pub scores: Option<Scores>,
}

/// How an ensemble does against observations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// How many observations.
    pub points: usize,
    /// In what share of them the middle 90 % of the futures hold the observation.
    pub covered: f64,
    /// In what share of them the middle 50 % do.
    pub covered_by_half: f64,
    /// Mean continuous ranked probability score, as a share of the mean size of the observations; 0 is perfect.
    #[serde(deserialize_with = "or_nan")]
    pub crps: f64,
    /// Mean error of the median, as a share of the mean size of the observations; above 0 where the model says too much.
    #[serde(deserialize_with = "or_nan")]
    pub bias: f64,
    /// Theil's parts of the median's squared error; `None` where there is no error.
    pub theil: Option<Theil>,
}

/// Where a squared error comes from: shares that add to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theil {
    /// Different means: a systematic error.
    pub bias: f64,
    /// Different spreads: another trend or swing.
    pub variance: f64,
    /// Differences point by point at equal mean and spread.
    pub covariance: f64,
}

/// A structural alternative in the light of records that tell its choices apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RivalFinding {
    /// The alternative.
    pub alternative: String,
    /// What it asks.
    pub question: String,
    /// The series that tell its choices apart.
    pub series: Vec<String>,
    /// First and last year of the window.
    pub window: (f64, f64),
    /// The share of records that a choice's middle 90 % must hold to survive.
    pub survives_from: f64,
    /// Its choices.
    pub choices: Vec<ChoiceScore>,
    /// What else must be known, in the study's words.
    pub note: String,
}

/// A choice against the records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChoiceScore {
    /// The choice.
    pub choice: String,
    /// How many futures have it.
    pub futures: usize,
    /// Over all records of all series together; each series' CRPS and bias count as shares of its own size.
    pub all: Scores,
    /// The same for each series alone, in the order of the finding's `series`.
    pub by_series: Vec<Scores>,
    /// Whether it survives: its middle 90 % hold enough of the records; `None` where it has too few futures for such a band.
    pub survives: Option<bool>,
}

/// What the accepted futures of the reference policy say of a time that is not observed yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AheadStatement {
    /// The policy.
    pub policy: String,
    /// Quantities times windows, each over all accepted futures and then for each choice of the statement's alternatives.
    pub windows: Vec<StatedWindow>,
}

/// A quantity in a window: quantiles over futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedWindow {
    /// The quantity.
    pub quantity: String,
    /// The model's variable.
    pub variable: String,
    /// The unit.
    pub unit: String,
    /// The window as written: `2026-03`, `FY2026`.
    pub window: String,
    /// The alternative of which one choice is looked at; empty for all accepted futures.
    pub alternative: String,
    /// The choice; empty for all accepted futures.
    pub choice: String,
    /// How many futures.
    pub futures: usize,
    /// 5, 25, 50, 75 and 95 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub quantiles: Vec<f64>,
}

/// One observation beside the model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryPoint {
    /// The period as written: `2023`, `2025-H1`.
    pub period: String,
    /// Its middle, as a year.
    pub year: f64,
    /// What was observed.
    pub observed: f64,
    /// What the model says.
    pub model: Band,
    /// Within the calibration window.
    pub calibrated: bool,
    /// Read in one copy alone: no sentence rests on it, and tables mark it.
    #[serde(default)]
    pub one_copy: bool,
}

/// A fan chart's data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows, as a finding.
    pub title: String,
    /// The model's variable.
    pub variable: String,
    /// Its unit.
    pub unit: String,
    /// Points in time, as years.
    pub years: Vec<f64>,
    /// One fan a policy.
    pub fans: Vec<Fan>,
    /// Observed points: (year, value).
    pub observed: Vec<(f64, f64)>,
    /// Where these come from.
    pub source: String,
    /// How many futures the fans are of.
    pub futures: usize,
    /// The year policies begin.
    pub policies_from: f64,
}

/// Bands over time: each vector has one value a point in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fan {
    /// The policy.
    pub policy: String,
    /// How many of the chart's futures failed under it, and are missing from the bands from then on.
    #[serde(default)]
    pub failed: usize,
    /// 5 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p5: Vec<f64>,
    /// 25 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p25: Vec<f64>,
    /// 50 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p50: Vec<f64>,
    /// 75 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p75: Vec<f64>,
    /// 95 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p95: Vec<f64>,
}

/// A named setting of the study: single runs, such as a published result re-computed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingFinding {
    /// Its key.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What is to be seen in it.
    pub says: String,
    /// The years compared.
    pub from: f64,
    /// The later one.
    pub until: f64,
    /// What was measured.
    pub outcomes: Vec<String>,
    /// Named cases.
    pub cases: Vec<SettingCase>,
    /// The constant whose dose is varied.
    pub dose_variable: String,
    /// Dose–response.
    pub doses: Vec<SettingCase>,
    /// For each outcome, the dose at which its change over the window is zero: (outcome, dose).
    pub break_even: Vec<(String, f64)>,
}

/// One run of a setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingCase {
    /// Its label, or the dose as text.
    pub label: String,
    /// The dose, for a dose–response.
    pub dose: Option<f64>,
    /// Relative change over the window, one an outcome: 0.04 is +4 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub change: Vec<f64>,
    /// Relative difference at the end from the first case (no change), one an outcome.
    #[serde(deserialize_with = "each_or_nan")]
    pub against_no_change: Vec<f64>,
}

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

/// A feedback loop and what the model makes of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoopFinding {
    /// Its key: `R1`.
    pub key: String,
    /// What it is called; empty for a loop that nobody named.
    pub name: String,
    /// What the study takes it for.
    pub named: Option<LoopSign>,
    /// What its links make of it.
    pub found: LoopSign,
    /// Its links, the last leading back to the first.
    pub links: Vec<LoopLink>,
}

/// What a loop does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LoopSign {
    /// A change comes back larger in its own direction: an even number of negative links.
    #[default]
    Reinforcing,
    /// A change comes back against itself: an odd number.
    Balancing,
    /// A link works both ways along the base run.
    Mixed,
    /// A link has no effect along the base run.
    Silent,
    /// One of its variables is set from outside: the loop does not close.
    Open,
    /// The model lacks one of its links.
    Missing,
}

/// One link of a loop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoopLink {
    /// The cause.
    pub from: String,
    /// The effect.
    pub to: String,
    /// Which way it works.
    pub polarity: Polarity,
    /// In what share of the moments with an effect it is positive.
    pub positive_share: Option<f64>,
    /// Whether it gathers over time: the effect is a stock, or the link passes through one.
    pub delayed: bool,
    /// For a link that is missing: the variables of the shortest way, if there is any.
    pub by: Vec<String>,
    /// For a link without effect: the constants beside the cause in the effect's equation that are 0, such as a lever or a
    /// switch that nobody has set.
    pub zeros: Vec<String>,
}

/// Which way a link works along the base run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// More of the cause, more of the effect.
    #[default]
    Positive,
    /// More of the cause, less of the effect.
    Negative,
    /// Now one, now the other.
    Mixed,
    /// No effect at any moment of the base run.
    Silent,
    /// The effect is a constant, set from outside.
    Exogenous,
    /// There is no such link.
    Missing,
}
