//! The plan of an experiment: what is uncertain, what could be done, what is measured, and what must look like the past.

mod cell;
mod evidence;
mod fit;
mod history;
mod outcome;
mod policy;
mod prediction;
mod uncertainty;

pub use cell::{Assignment, CellId, Columns, scalar};
pub use evidence::{Evidence, EvidenceKind};
pub use fit::{ErrorScale, Fit, FitParameter, FitTarget, Wanted};
pub use history::{Comparison, Condition, History, Observation, Record, Rivals, Test, Witness};
pub use outcome::{ChartPlan, Fail, Outcome};
pub use policy::{Cost, Lever, Policy, PolicyStep};
pub use prediction::{Prediction, Quantity, Window};
pub use uncertainty::{Alternative, Choice, Uncertainty};

use check::Model;

/// Everything that an experiment is made of: a model, and what varies and is measured in it.
///
/// Lists keep the order of their file, and other parts of the plan name their entries by position.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The model.
    pub model: Model,
    /// How the model's time and dates belong together.
    pub calendar: Calendar,
    /// How many scenarios are drawn, and from which seed.
    pub sampling: Sampling,
    /// What was observed, and what a scenario must look like to count.
    pub history: History,
    /// What nobody knows: constants with ranges.
    pub uncertainties: Vec<Uncertainty>,
    /// What nobody knows: which mechanism is true (structural uncertainties).
    pub alternatives: Vec<Alternative>,
    /// What someone could set.
    pub levers: Vec<Lever>,
    /// What someone could do.
    pub policies: Vec<Policy>,
    /// The policy that every change is measured against: its position in `policies`.
    pub reference: usize,
    /// What is judged.
    pub outcomes: Vec<Outcome>,
    /// What is drawn over time.
    pub charts: Vec<ChartPlan>,
    /// What is predicted of a time that is not observed yet.
    pub prediction: Prediction,
    /// What of the model is fitted to what.
    pub fit: Fit,
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

/// How many scenarios are drawn, and from which seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// How many in a quick run.
    pub quick: usize,
    /// How many in a full run.
    pub count: usize,
    /// The seed of the sample and of the model's random numbers.
    pub seed: u64,
}

impl Calendar {
    /// The model's time of a date, which is given as a year.
    pub fn time(&self, year: f64) -> f64 {
        (year - self.zero) * self.per_year
    }

    /// The date of a time of the model, as a year.
    pub fn year(&self, time: f64) -> f64 {
        self.zero + time / self.per_year
    }
}

impl Plan {
    /// The model's time at which a run begins.
    pub fn start(&self) -> f64 {
        // An INITIAL TIME that is computed is not known without a run; the calendar then begins at its own zero.
        scalar(&self.model.variable(self.model.control.start).kind).unwrap_or(0.0)
    }

    /// Every policy but the reference, as positions.
    pub fn other_policies(&self) -> Vec<usize> {
        (0..self.policies.len()).filter(|at| *at != self.reference).collect()
    }

    /// Whether any range or mechanism has a narrower variant.
    pub fn has_narrow_ranges(&self) -> bool {
        let ranges = self.uncertainties.iter().any(|u| u.narrow.is_some());
        ranges || self.alternatives.iter().any(|a| !a.narrow.is_empty())
    }
}
