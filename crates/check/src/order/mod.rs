//! Order: what must be computed before what, at the start and at every step.
//!
//! First between variables; where arrays depend on each other in a ring, between their cells.

mod cells;
mod circular;
pub(crate) mod graph;
mod needs;
mod samples;

use crate::model::{Equation, EquationId, Kind, Model, Role, Work};
use circular::Circular;
use graph::{Adjacency, Components, components};
use needs::{Needs, Phase};
use rustc_hash::FxHashSet;
use source::Diagnostics;

/// Orders the equations; every true loop is a diagnostic.
pub(crate) fn order(model: &mut Model, origin: &[u32], diagnostics: &mut Diagnostics) {
    let mut circular = order_once(model, origin);
    // Each time at least one use of a sample goes over to what was held, of which there are so many.
    while !circular.rings.is_empty() && samples::read_before(model, &circular.rings) {
        circular = order_once(model, origin);
    }
    circular.report(model, diagnostics);
}

fn order_once(model: &mut Model, origin: &[u32]) -> Circular {
    let mut circular = Circular::default();
    let needs = Needs::of(model);
    model.step_order = Plan::of_step(model, &needs).work(model, &mut circular);
    let last = last_of_step(model);
    model.step_order.extend(last);
    model.initial_order = Plan::of_start(model, &needs, origin).work(model, &mut circular);
    circular
}

/// What changes the state: nothing of the same step needs it, so it comes in the order written.
fn last_of_step(model: &Model) -> Vec<Work> {
    let equations = (0..).map(EquationId).zip(&model.equations);
    let last = equations.filter(|(_, e)| comes_last(e.role));
    let work = last.map(|(equation, _)| Work { equation, cells: None });
    work.collect()
}

fn comes_last(role: Role) -> bool {
    matches!(role, Role::Rate | Role::Next | Role::Input | Role::Transit)
}

/// The nodes that have an equation at the start, each with it; several where an array has several.
fn computed_at_start(model: &Model, origin: &[u32]) -> Vec<(u32, u32)> {
    let variables = model.variables.len() as u32;
    let equations = || model.equations.iter().zip(origin);
    let starts = equations().filter(|(e, _)| e.role == Role::Start);
    // By definition, not by variable: of an array's elements one may have a start of its own and another not.
    let has_start: FxHashSet<(u32, u32)> = starts.map(|(e, origin)| (e.variable.0, *origin)).collect();
    let node = |(e, origin): (&Equation, &u32)| match e.role {
        Role::Start => Some(e.variable.0),
        Role::Delay => Some(variables + e.variable.0),
        Role::Value if !has_start.contains(&(e.variable.0, *origin)) => Some(e.variable.0),
        _ => None,
    };
    let nodes = (0u32..).zip(equations().map(node));
    nodes.filter_map(|(id, node)| Some((node?, id))).collect()
}

/// What has to be known before the first step: the clock, all that keeps a value, and the times of delay lines. Auxiliaries
/// are computed where these need them.
fn start_roots(model: &Model) -> Vec<u32> {
    let variables = model.variables.len() as u32;
    let control = &model.control;
    let clock = [control.start, control.step, control.stop, control.save_every].map(|v| v.0);
    let keeps_value = |v: &u32| match model.variables[*v as usize].kind {
        Kind::Stock | Kind::SampleAndHold | Kind::DelayLine | Kind::Initial => true,
        Kind::Auxiliary | Kind::Constant { .. } | Kind::Lookup { .. } => false,
    };
    let delay_times = variables..2 * variables;
    let roots = clock.into_iter().chain((0..variables).filter(keeps_value));
    roots.chain(delay_times).collect()
}

/// Which equations there are to compute in one phase, and what they need.
///
/// Node `v` stands for the value of variable `v`, node `variables + v` for the delay time of delay line `v`.
struct Plan {
    phase: Phase,
    equations: Adjacency,
    needs: Adjacency,
    components: Components,
}

impl Plan {
    fn of_step(model: &Model, needs: &Needs) -> Self {
        let computed = (0u32..).zip(&model.equations).filter(|(_, e)| e.role == Role::Value);
        let pairs: Vec<(u32, u32)> = computed.map(|(id, e)| (e.variable.0, id)).collect();
        // The clock first: a schedule (`Model::schedule`) is put in right behind what the clock needs.
        let clock = [model.control.start, model.control.step].map(|v| v.0);
        let roots = clock.into_iter().chain(0..model.variables.len() as u32);
        let needed = needs.pairs(model, Phase::Step, &pairs);
        Self::new(model, &needed, (Phase::Step, &pairs), roots)
    }

    fn of_start(model: &Model, needs: &Needs, origin: &[u32]) -> Self {
        let pairs = computed_at_start(model, origin);
        let needed = needs.pairs(model, Phase::Start, &pairs);
        Self::new(model, &needed, (Phase::Start, &pairs), start_roots(model).into_iter())
    }

    /// `equations` are nodes and their equations, `needed` nodes and what they need.
    fn new(
        model: &Model,
        needed: &[(u32, u32)],
        (phase, equations): (Phase, &[(u32, u32)]),
        roots: impl Iterator<Item = u32>,
    ) -> Self {
        let nodes = 2 * model.variables.len();
        let needs = Adjacency::new(nodes, needed);
        let components = components(&needs, roots);
        Plan {
            phase,
            equations: Adjacency::new(nodes, equations),
            needs,
            components,
        }
    }

    /// The equations in an order in which each comes after what it needs.
    fn work(&self, model: &Model, circular: &mut Circular) -> Vec<Work> {
        let mut work = Vec::new();
        for component in self.components.iter() {
            let first = component[0];
            let equations_of = |node: &u32| self.equations.of(*node).iter().map(|id| EquationId(*id));
            // A ring between variables may be none between their cells, as in `x[later] = x[earlier] + 1`.
            if component.len() > 1 || self.needs.of(first).contains(&first) {
                let equations: Vec<EquationId> = component.iter().rev().flat_map(equations_of).collect();
                work.extend(cells::order(model, self.phase, &equations, circular));
            } else {
                work.extend(equations_of(&first).map(|equation| Work { equation, cells: None }));
            }
        }
        work
    }
}
