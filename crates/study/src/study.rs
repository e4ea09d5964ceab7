//! A study that has been read and found sound: every name resolved, every number with its unit.

use crate::claim::Predicate;
use crate::evidence::{Evidence, Ledger};
use crate::fit::Fit;
use crate::history::History;
use crate::outcome::Measure;
use crate::translation::Translation;
use check::{Kind, Model, VariableId};
use std::path::PathBuf;
use units::Unit;

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
    /// The model.
    pub model: Model,
    /// How the model's time and dates belong together.
    pub calendar: Calendar,
    /// How many futures, and from which seed.
    pub plan: Plan,
    /// What was observed, and what a future must look like to count.
    pub history: History,
    /// What nobody knows: constants with ranges.
    pub uncertainties: Vec<Uncertainty>,
    /// What nobody knows: which mechanism is true.
    pub alternatives: Vec<Alternative>,
    /// What someone could set.
    pub levers: Vec<Lever>,
    /// What someone could do.
    pub policies: Vec<Policy>,
    /// The policy that every change is against: its position in `policies`.
    pub reference: usize,
    /// What is judged.
    pub outcomes: Vec<Outcome>,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// What is drawn over time.
    pub charts: Vec<ChartPlan>,
    /// Single runs with a name.
    pub settings: Vec<Setting>,
    /// Feedback loops with a name.
    pub loops: Vec<NamedLoop>,
    /// What is said of a time that is not observed yet.
    pub statement: Statement,
    /// Its words in other languages.
    pub translations: Vec<Translation>,
    /// What of the model is fitted to what.
    pub fit: Fit,
    /// Sources, statements and what supports each number.
    pub ledger: Ledger,
    /// The files that the findings depend on, as paths within the folder.
    pub inputs: Vec<PathBuf>,
}

/// How the model's time and dates belong together: `time = (year - zero) * per_year`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// The unit of the model's time.
    pub unit: String,
    /// Time 0, as a year.
    pub zero: f64,
    /// How many time units a year has.
    pub per_year: f64,
    /// The year in which policies begin.
    pub policies_from: f64,
    /// The year in which runs end.
    pub until: f64,
}

impl Calendar {
    /// The model's time of a date.
    pub fn time(&self, year: f64) -> f64 {
        (year - self.zero) * self.per_year
    }

    /// The date of a time of the model, as a year.
    pub fn year(&self, time: f64) -> f64 {
        self.zero + time / self.per_year
    }
}

/// How many futures are drawn, and from which seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Futures of the quick setting.
    pub quick: usize,
    /// Futures of the full setting.
    pub count: usize,
    /// The seed of the sample.
    pub seed: u64,
}

/// What is said, under the reference policy, of a time that is not observed yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// What is said.
    pub quantities: Vec<Quantity>,
    /// Alternatives for each choice of which the same is said: positions in [`Study::alternatives`].
    pub alternatives: Vec<usize>,
    /// The file of the study's folder that says how it will be scored; empty where there is none.
    pub rules: String,
}

/// Something that will be observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What it is called.
    pub name: String,
    /// The variable.
    pub variable: VariableId,
    /// The variable's name.
    pub variable_name: String,
    /// The unit in which it will be observed.
    pub unit: String,
    /// Whether it is the ratio to the same window of the year before.
    pub over_year_before: bool,
    /// When.
    pub windows: Vec<Window>,
}

/// A stretch of time over which a mean is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// As written.
    pub period: String,
    /// Where it begins, as a year.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What one of the quantity's unit, over this time, is in the variable's unit.
    pub of_one: f64,
}

/// A constant with a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// The constant's name, as the study spells it.
    pub name: String,
    /// The constant.
    pub constant: VariableId,
    /// The smallest value.
    pub low: f64,
    /// The value of a single run.
    pub base: f64,
    /// The largest value.
    pub high: f64,
    /// What somebody would sample who trusts the base more: within `low` and `high`, around `base`.
    pub narrow: Option<(f64, f64)>,
    /// Whether the logarithm is drawn evenly, not the value.
    pub logarithmic: bool,
    /// The unit as written.
    pub unit: String,
    /// What supports the range.
    pub evidence: Evidence,
    /// What it stands for, in the words of a reader who is asked what a claim turns on; may be empty.
    pub question: String,
}

/// Mechanisms of which one is true.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub question: String,
    /// The mechanisms.
    pub choices: Vec<Choice>,
    /// Whether a share may be given over all its choices together; else claims are reported for each choice.
    pub pooled: bool,
    /// The choices that stay with the narrower ranges, as positions; empty for all.
    pub narrow: Vec<usize>,
    /// What supports them.
    pub evidence: Evidence,
}

/// One mechanism.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name.
    pub label: String,
    /// The constants that select it.
    pub set: Vec<Set>,
    /// How often it is drawn, relative to the others.
    pub weight: f64,
}

/// A constant and a value for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The constant.
    pub constant: VariableId,
    /// Its value.
    pub value: f64,
}

/// Something that someone could set.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Its name.
    pub name: String,
    /// The constant that it sets.
    pub constant: VariableId,
    /// The unit as written.
    pub unit: String,
    /// The smallest value.
    pub low: f64,
    /// The value when nobody touches it.
    pub base: f64,
    /// The largest value.
    pub high: f64,
    /// Who could set it.
    pub actor: String,
    /// What it costs.
    pub cost: Cost,
    /// Lines of the document that name it.
    pub article: Vec<u32>,
    /// What supports it.
    pub evidence: Evidence,
}

/// What a unit of a lever costs.
#[derive(Clone, Debug, PartialEq)]
pub enum Cost {
    /// Nothing is said.
    Unsaid,
    /// There is no public figure, and why.
    Unknown(String),
    /// A range.
    Range {
        /// The smallest figure.
        low: f64,
        /// The largest figure.
        high: f64,
        /// Its unit.
        unit: String,
        /// Where it comes from.
        note: String,
    },
}

/// Something that someone could do: levers over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// What it sets.
    pub steps: Vec<PolicyStep>,
    /// Whether it stands in the tables; a policy that only serves a claim does not.
    pub shown: bool,
    /// Whether it is carried out; [`crate::Options::policies`] may leave it out.
    pub run: bool,
}

/// A lever's course under a policy: from `from` on it moves to `value` within `ramp` years, and back at `until`.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyStep {
    /// The lever: its position in [`Study::levers`].
    pub lever: usize,
    /// The value in force.
    pub value: f64,
    /// The year it begins.
    pub from: f64,
    /// The year it ends; `None` if it does not.
    pub until: Option<f64>,
    /// How many years it takes to reach the value.
    pub ramp: f64,
}

/// What is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// How it is computed.
    pub measure: Measure,
    /// How it is computed, in words.
    pub how: String,
    /// A short heading for a table.
    pub heading: String,
    /// The unit as written.
    pub unit: String,
    /// The unit as compared; `None` when it cannot be read.
    pub dimension: Option<Unit>,
    /// Whether less or more of it is good.
    pub better: findings::Better,
    /// Beyond which value it counts as failed.
    pub fail: Option<Fail>,
    /// Whether it stands on the first screen.
    pub first_screen: bool,
    /// Whether a change relative to the reference makes sense.
    pub relative: bool,
}

/// A threshold and why it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Fail {
    /// The threshold.
    pub value: f64,
    /// Whether values above it fail; else those below.
    pub above: bool,
    /// Why it is one.
    pub why: String,
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

/// A fan chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPlan {
    /// What it shows.
    pub title: String,
    /// The model's variable.
    pub variable: VariableId,
    /// Its unit as written.
    pub unit: String,
    /// The observed series: its position in [`History::comparisons`].
    pub comparison: Option<usize>,
}

/// Single runs with a name, such as a published result re-computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What is to be seen in it.
    pub says: String,
    /// What all its runs set.
    pub set: Vec<Set>,
    /// The first year compared.
    pub from: f64,
    /// The last year compared.
    pub until: f64,
    /// What is measured.
    pub outcomes: Vec<VariableId>,
    /// Runs with a label; the first is the one that the others are compared with.
    pub cases: Vec<(String, Vec<Set>)>,
    /// The constant whose dose is varied, and the doses.
    pub doses: Option<(VariableId, Vec<f64>)>,
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

impl Study {
    /// The study with its narrower ranges and choices; `None` where it has none.
    pub(crate) fn narrowed(&self) -> Option<Study> {
        let ranges = self.uncertainties.iter().any(|u| u.narrow.is_some());
        if !ranges && self.alternatives.iter().all(|a| a.narrow.is_empty()) {
            return None;
        }
        let mut study = self.clone();
        for u in &mut study.uncertainties {
            (u.low, u.high) = u.narrow.unwrap_or((u.low, u.high));
        }
        for a in study.alternatives.iter_mut().filter(|a| !a.narrow.is_empty()) {
            a.choices = a.narrow.iter().map(|at| a.choices[*at].clone()).collect();
        }
        Some(study)
    }
}

/// The value of a constant that has only one.
pub(crate) fn scalar(kind: &Kind) -> Option<f64> {
    match kind {
        Kind::Constant { values, .. } => <[f64; 1]>::try_from(values.as_slice()).ok().map(|[v]| v),
        _ => None,
    }
}
