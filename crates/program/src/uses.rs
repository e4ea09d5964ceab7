//! What the formulas of a model look at: which variables stay as they are during a run, and what the clock needs.

use check::{Control, Equation, Expr, ExprKind, Function, Kind, Model, Role, VariableId};

/// Calls `visit` with every part of a formula, outside in.
pub(crate) fn walk<'e>(expr: &'e Expr, visit: &mut impl FnMut(&'e Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Time | ExprKind::TimeStep | ExprKind::Position(_) | ExprKind::Variable(..) => {}
        ExprKind::Unary(_, a) => walk(a, visit),
        ExprKind::Binary(_, a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|e| walk(e, visit)),
        ExprKind::Call(_, arguments) => arguments.iter().for_each(|e| walk(e, visit)),
        ExprKind::Lookup { x, .. } => walk(x, visit),
        ExprKind::Reduce { body, .. } => walk(body, visit),
        ExprKind::Uniform { element, .. } => walk(element, visit),
        ExprKind::Vector { arguments, .. } => arguments.iter().for_each(|a| walk(&a.body, visit)),
    }
}

/// Whether a function looks at the clock.
pub(crate) fn reads_clock(function: Function) -> bool {
    matches!(
        function,
        Function::Step | Function::Pulse | Function::PulseTrain | Function::Ramp
    )
}

/// The variables that a formula reads, lookups not among them.
fn variables(expr: &Expr, control: &Control) -> Vec<VariableId> {
    let mut found = Vec::new();
    walk(expr, &mut |part| match part.kind {
        ExprKind::Variable(id, _) => found.push(id),
        ExprKind::TimeStep => found.push(control.step),
        _ => {}
    });
    found
}

fn looks_at_clock(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| match part.kind {
        ExprKind::Time | ExprKind::Uniform { .. } => found = true,
        ExprKind::Call(function, _) => found |= reads_clock(function),
        _ => {}
    });
    found
}

/// For each variable, whether its value at the start is its value throughout the run.
pub(crate) fn steady(model: &Model) -> Vec<bool> {
    let mut steady: Vec<bool> = model
        .variables
        .iter()
        .map(|v| {
            matches!(
                v.kind,
                Kind::Constant { .. } | Kind::Initial | Kind::Auxiliary | Kind::Lookup { .. }
            )
        })
        .collect();
    let auxiliary = |e: &&Equation| model.variable(e.variable).kind == Kind::Auxiliary;
    let mut readers = vec![Vec::new(); model.variables.len()];
    for equation in model.equations.iter().filter(auxiliary) {
        let own = equation.variable.0 as usize;
        if equation.role == Role::Start || looks_at_clock(&equation.body) {
            steady[own] = false;
        }
        for id in variables(&equation.body, &model.control) {
            readers[id.0 as usize].push(own);
        }
    }
    let mut unsettled: Vec<usize> = (0..steady.len()).filter(|&v| !steady[v]).collect();
    while let Some(variable) = unsettled.pop() {
        for &reader in &readers[variable] {
            if steady[reader] {
                steady[reader] = false;
                unsettled.push(reader);
            }
        }
    }
    steady
}

/// For each variable, whether the clock's settings depend on it.
pub(crate) fn needed_by_clock(model: &Model) -> Vec<bool> {
    let control = &model.control;
    let mut equations = vec![Vec::new(); model.variables.len()];
    for equation in &model.equations {
        equations[equation.variable.0 as usize].push(equation);
    }
    let mut needed = vec![false; model.variables.len()];
    let mut open = vec![control.start, control.stop, control.step, control.save_every];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut needed[id.0 as usize], true) {
            continue;
        }
        let starts = |e: &&&Equation| matches!(e.role, Role::Start | Role::Value | Role::Delay);
        for equation in equations[id.0 as usize].iter().filter(starts) {
            open.extend(variables(&equation.body, control));
        }
    }
    needed
}
