//! What an expression needs before it can be computed.

use crate::model::{Expr, ExprKind, Function, Index, Kind, Model, VariableId};
use crate::walk::Use;

/// When something is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// At the start: nothing but constants is known, and the clock where it is a constant.
    Start,
    /// At a step: stocks, held values, pipelines, initial values and the time are known.
    Step,
}

/// Shows everything that an expression needs and that this phase computes.
pub(crate) fn for_each_need(model: &Model, phase: Phase, body: &Expr, show: &mut dyn FnMut(Use)) {
    walk(model, phase, body, &mut Vec::new(), show);
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
        ExprKind::Call(function, _) if reads_clock(*function) => {
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
        Kind::Initial | Kind::Stock | Kind::Held | Kind::Pipeline => phase == Phase::Start,
    }
}

fn reads_clock(function: Function) -> bool {
    matches!(
        function,
        Function::Step | Function::Pulse | Function::PulseTrain | Function::Ramp
    )
}
