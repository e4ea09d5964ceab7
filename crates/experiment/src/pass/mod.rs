//! The two passes of an experiment: the reference policy in every scenario, and the other policies where history agrees.

mod measures;
mod policy;
mod reference;
mod trajectories;

pub(crate) use measures::observation;
pub use trajectories::Trajectories;

use crate::engine::{Engine, Prepared, Rows};
use crate::measure::{Measure, Receiver};
use crate::plan::{Plan, Uncertainty};
use crate::{Design, Ensemble, ExperimentError, Sample};
use measures::Measures;
use policy::PolicyPass;
use reference::ReferencePass;
use run::Experiments;
use trajectories::InOrder;

/// A measure, divided by another where there is one.
pub type Ratio = (Measure, Option<Measure>);

/// What is measured of the runs.
#[derive(Clone, Copy, Debug, Default)]
pub enum Scope<'a> {
    /// Everything that a report shows.
    #[default]
    Full,
    /// Outcomes alone, and what history asks: enough to judge claims.
    ClaimsOnly,
    /// These ratios, and what history asks; no outcome.
    Ratios(&'a [Ratio]),
}

/// A plan, a sample of its scenarios, and what is run and measured in them.
pub struct Trial<'a> {
    plan: &'a Plan,
    sample: &'a Sample,
    /// The policies that are carried out beside the reference.
    policies: Vec<usize>,
    scope: Scope<'a>,
    design: Design,
}

impl<'a> Trial<'a> {
    /// Prepares the passes. `uncertainties` are those that the sample has values of: the plan's, or others where a sample has
    /// its own; `policies` are carried out beside the reference.
    ///
    /// # Errors
    /// If a lever of a policy cannot follow a schedule.
    pub fn new(
        plan: &'a Plan,
        (uncertainties, sample): (&[Uncertainty], &'a Sample),
        policies: &[usize],
        scope: Scope<'a>,
    ) -> Result<Trial<'a>, ExperimentError> {
        let reference = plan.reference;
        // The reference pass runs the reference; a caller who names it among the policies gets no second set of the same runs.
        let policies: Vec<usize> = policies.iter().copied().filter(|p| *p != reference).collect();
        let mut carried_out = policies.clone();
        carried_out.push(reference);
        Ok(Trial {
            // One model with all schedules for both passes: runs then differ by what their rows set and by nothing else, so
            // that no policy can change what was before it.
            design: Design::new(plan, uncertainties, &carried_out)?,
            plan,
            sample,
            policies,
            scope,
        })
    }

    /// Runs the reference policy in every scenario and judges each by history.
    ///
    /// # Errors
    /// If the model cannot be built or run, or the runs were stopped.
    pub fn reference_pass(
        &self,
        engine: &Engine<'_>,
        trajectories: Option<&mut dyn Trajectories>,
    ) -> Result<Ensemble, ExperimentError> {
        let measures = Measures::of_reference(self.plan, self.scope);
        let mut pass = ReferencePass::new(self.plan, &measures, self.sample.count);
        // History is judged under the reference alone: no policy may begin before history ends, so another one would accept the
        // same.
        let scenarios: Vec<usize> = (0..self.sample.count).collect();
        let stage = Stage {
            trial: self,
            measures: &measures,
            policies: &[self.plan.reference],
            scenarios: &scenarios,
        };
        stage.run(engine, &mut pass, trajectories)?;
        Ok(pass.finish())
    }

    /// The same, but runs end once nothing that comes later is measured: what happens after that is never computed.
    ///
    /// # Errors
    /// If the model cannot be built or run, or the runs were stopped.
    pub fn reference_while_measured(&self, engine: &Engine<'_>) -> Result<Ensemble, ExperimentError> {
        let measures = Measures::of_reference(self.plan, self.scope);
        let mut pass = ReferencePass::new(self.plan, &measures, self.sample.count);
        let rows = AllScenarios { trial: self };
        let mut prepared = Prepared::new(&self.design.model, &self.design.vary, &measures.list)?;
        prepared.end_when_measured();
        engine.carry_out(&prepared, &rows, &mut pass)?;
        Ok(pass.finish())
    }

    /// Runs the other policies in the scenarios that the ensemble accepts, and adds their numbers to it.
    ///
    /// # Errors
    /// If the model cannot be built or run, or the runs were stopped.
    pub fn policy_pass(
        &self,
        ensemble: &mut Ensemble,
        engine: &Engine<'_>,
        trajectories: Option<&mut dyn Trajectories>,
    ) -> Result<(), ExperimentError> {
        let measures = Measures::of_policies(self.plan, self.scope);
        let accepted = ensemble.accepted.clone();
        let stage = Stage {
            trial: self,
            measures: &measures,
            policies: &self.policies,
            scenarios: &accepted,
        };
        let mut pass = PolicyPass::new(self.plan, &measures, &self.policies, ensemble);
        stage.run(engine, &mut pass, trajectories)
    }
}

/// Runs that are made together: policies times scenarios, policies outermost.
struct Stage<'a> {
    trial: &'a Trial<'a>,
    measures: &'a Measures,
    policies: &'a [usize],
    scenarios: &'a [usize],
}

impl Stage<'_> {
    fn run(
        &self,
        engine: &Engine<'_>,
        receiver: &mut dyn Receiver,
        trajectories: Option<&mut dyn Trajectories>,
    ) -> Result<(), ExperimentError> {
        let design = &self.trial.design;
        let rows = Rows {
            model: &design.model,
            vary: &design.vary,
            rows: self,
        };
        let Some(trajectories) = trajectories else {
            return engine.run(rows, &self.measures.list, receiver);
        };
        let mut in_order = InOrder::new(self, receiver, trajectories);
        engine.run(rows, &self.measures.list, &mut in_order)?;
        in_order.finish()
    }
}

impl Experiments for Stage<'_> {
    fn len(&self) -> usize {
        self.policies.len() * self.scenarios.len()
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        // Policies outermost, so that trajectories which are kept come policy by policy. The length is not 0: an empty stage
        // has no row.
        let (policy, slot) = (row / self.scenarios.len(), row % self.scenarios.len());
        let trial = self.trial;
        trial.design.fill(trial.sample, self.scenarios[slot], self.policies[policy], into);
    }

    /// Every policy meets the same noise in one scenario, so that policies differ by what they set alone.
    fn draws(&self, row: usize) -> usize {
        self.scenarios[row % self.scenarios.len()]
    }
}

/// The reference policy in every scenario.
struct AllScenarios<'a> {
    trial: &'a Trial<'a>,
}

impl Experiments for AllScenarios<'_> {
    fn len(&self) -> usize {
        self.trial.sample.count
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        let trial = self.trial;
        // A row is a scenario here, which is why its draws may stay those that a row has by default: the same as in `Stage`.
        trial.design.fill(trial.sample, row, trial.plan.reference, into);
    }
}
