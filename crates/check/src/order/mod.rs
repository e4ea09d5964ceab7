//! Order: what must be computed before what, at the start and at every step.
//!
//! First between variables; where arrays depend on each other in a ring, between their cells.

mod cells;
mod circular;
pub(crate) mod graph;
mod needs;

use crate::model::{EquationId, Kind, Model, Role, Work};
use circular::Circular;
use graph::{Adjacency, Components, components};
use needs::{Needs, Phase};
use rustc_hash::FxHashSet;
use source::Diagnostics;

/// Orders the equations; every true loop is a diagnostic.
pub(crate) fn order(model: &mut Model, origin: &[u32], diagnostics: &mut Diagnostics) {
    let mut circular = Circular::default();
    let needs = Needs::of(model);
    model.step_order = Plan::of_step(model, &needs).work(model, &mut circular);
    let after = (0..)
        .map(EquationId)
        .zip(&model.equations)
        .filter(|(_, e)| comes_last(e.role));
    let after = after.map(|(id, _)| Work {
        equation: id,
        cells: None,
    });
    model.step_order.extend(after.collect::<Vec<_>>());
    model.initial_order = Plan::of_start(model, &needs, origin).work(model, &mut circular);
    circular.report(model, diagnostics);
}

fn comes_last(role: Role) -> bool {
    matches!(role, Role::Rate | Role::Next | Role::Input)
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
        let clock = [model.control.start, model.control.step].map(|v| v.0);
        let roots = clock.into_iter().chain(0..model.variables.len() as u32);
        Self::new(
            model,
            &needs.pairs(model, Phase::Step, &pairs),
            (Phase::Step, &pairs),
            roots,
        )
    }

    fn of_start(model: &Model, needs: &Needs, origin: &[u32]) -> Self {
        let variables = model.variables.len() as u32;
        let has_start: FxHashSet<(u32, u32)> = model
            .equations
            .iter()
            .zip(origin)
            .filter(|(e, _)| e.role == Role::Start)
            .map(|(e, origin)| (e.variable.0, *origin))
            .collect();
        let node = |(e, origin): (&crate::model::Equation, &u32)| match e.role {
            Role::Start => Some(e.variable.0),
            Role::Delay => Some(variables + e.variable.0),
            Role::Value if !has_start.contains(&(e.variable.0, *origin)) => Some(e.variable.0),
            _ => None,
        };
        let nodes = (0u32..).zip(model.equations.iter().zip(origin).map(node));
        let pairs: Vec<(u32, u32)> = nodes.filter_map(|(id, node)| Some((node?, id))).collect();
        let control = &model.control;
        let clock = [control.start, control.step, control.stop, control.save_every].map(|v| v.0);
        let is_root = |v: &u32| match model.variables[*v as usize].kind {
            Kind::Stock | Kind::SampleAndHold | Kind::DelayLine | Kind::Initial => true,
            Kind::Auxiliary | Kind::Constant { .. } | Kind::Lookup { .. } => false,
        };
        let roots = clock
            .into_iter()
            .chain((0..variables).filter(is_root))
            .chain(variables..2 * variables);
        Self::new(
            model,
            &needs.pairs(model, Phase::Start, &pairs),
            (Phase::Start, &pairs),
            roots,
        )
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
