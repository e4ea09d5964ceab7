//! What an expression needs before it can be computed.

use super::graph::Adjacency;
use crate::model::{Expr, ExprKind, Index, Kind, Model, VariableId};
use crate::walk::Use;

/// When something is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// At the start: nothing but constants is known, and the clock where it is a constant.
    Start,
    /// At a step: stocks, sample-and-hold states, delay lines, initial values and the time are known.
    Step,
}

/// Shows everything that an expression needs and that this phase computes.
pub(crate) fn for_each_need(model: &Model, phase: Phase, body: &Expr, show: &mut dyn FnMut(Use)) {
    walk(model, phase, body, &mut Vec::new(), show);
}

/// The variables that each equation needs, found once for both phases.
pub(crate) struct Needs {
    /// For each equation the variables that it reads, in order; [`AT_START`] is added to what it reads only at the start.
    of: Adjacency,
}

/// Above the number of any variable: each has a cell, and `limits::CELLS` is far below.
const AT_START: u32 = 1 << 31;

impl Needs {
    /// Looks at all equations of a model.
    pub fn of(model: &Model) -> Self {
        let mut found = Vec::with_capacity(4 * model.equations.len());
        for (at, equation) in (0u32..).zip(&model.equations) {
            equation.body.for_each(&mut |part| match &part.kind {
                ExprKind::Variable(variable, _) => found.push((at, variable.0)),
                // The time is INITIAL TIME at the start, and the clock's own afterwards.
                ExprKind::Time => found.push((at, model.control.start.0 | AT_START)),
                ExprKind::TimeStep => found.push((at, model.control.step.0)),
                ExprKind::Call(function, _) if function.reads_clock() => {
                    found.push((at, model.control.start.0 | AT_START));
                    found.push((at, model.control.step.0));
                }
                _ => {}
            });
        }
        Needs {
            of: Adjacency::new(model.equations.len(), &found),
        }
    }

    /// What each node needs that the phase computes, as pairs; `equations` are pairs of a node and an equation of it.
    pub fn pairs(&self, model: &Model, phase: Phase, equations: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let kinds = model.variables.iter().map(|variable| is_computed(phase, &variable.kind));
        let is_computed: Vec<bool> = kinds.collect();
        let mut pairs = Vec::with_capacity(self.of.items());
        for (node, equation) in equations {
            for need in self.of.of(*equation) {
                let variable = need & !AT_START;
                if is_computed[variable as usize] && (phase == Phase::Start || variable == *need) {
                    pairs.push((*node, variable));
                }
            }
        }
        pairs
    }
}

fn walk(model: &Model, phase: Phase, expr: &Expr, over: &mut Vec<(u8, u32)>, show: &mut dyn FnMut(Use)) {
    let span = expr.span;
    let mut need = |variable: VariableId, index: &[Index], over: &[(u8, u32)]| {
        if is_computed(phase, &model.variable(variable).kind) {
            show(Use {
                variable,
                index,
                span,
                over,
            });
        }
    };
    let outer = over.len();
    match &expr.kind {
        ExprKind::Variable(variable, index) => need(*variable, index, over),
        ExprKind::Time if phase == Phase::Start => need(model.control.start, &[], over),
        ExprKind::TimeStep => need(model.control.step, &[], over),
        ExprKind::Call(function, _) if function.reads_clock() => {
            if phase == Phase::Start {
                need(model.control.start, &[], over);
            }
            need(model.control.step, &[], over);
        }
        ExprKind::Reduce { over: more, .. } => over.extend(more),
        _ => {}
    }
    expr.for_each_child_over(over, &mut |child, over| walk(model, phase, child, over, show));
    over.truncate(outer);
}

fn is_computed(phase: Phase, kind: &Kind) -> bool {
    match kind {
        Kind::Constant { .. } | Kind::Lookup { .. } => false,
        Kind::Auxiliary => true,
        Kind::Initial | Kind::Stock | Kind::SampleAndHold | Kind::DelayLine => phase == Phase::Start,
    }
}
