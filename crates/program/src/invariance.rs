//! What the formulas of a model look at: which variables stay as they are during a run, and what the clock needs.

use check::{Adjacency, Control, Equation, Expr, ExprKind, Kind, Model, Role, VariableId};

/// Calls `visit` with every part of a formula, outside in.
pub(crate) fn visit_parts<'e>(expr: &'e Expr, visit: &mut impl FnMut(&'e Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Time | ExprKind::TimeStep | ExprKind::Position(_) | ExprKind::Variable(..) => {}
        ExprKind::Unary(_, a) => visit_parts(a, visit),
        ExprKind::Binary(_, a, b) => {
            visit_parts(a, visit);
            visit_parts(b, visit);
        }
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|e| visit_parts(e, visit)),
        ExprKind::Call(_, arguments) => arguments.iter().for_each(|e| visit_parts(e, visit)),
        ExprKind::Lookup { x, .. } => visit_parts(x, visit),
        ExprKind::Reduce { body, .. } => visit_parts(body, visit),
        ExprKind::Uniform { element, noise, .. } => {
            visit_parts(element, visit);
            noise.iter().for_each(|e| visit_parts(e, visit));
        }
        ExprKind::Vector { arguments, .. } => arguments.iter().for_each(|a| visit_parts(&a.body, visit)),
    }
}

/// Shows the variables that a formula reads, lookups not among them; whether it looks at the clock.
fn read(expr: &Expr, control: &Control, show: &mut impl FnMut(VariableId)) -> bool {
    let mut looks_at_clock = false;
    visit_parts(expr, &mut |part| match part.kind {
        ExprKind::Variable(id, _) => show(id),
        // TIME STEP is a variable like others, which some models change during a run.
        ExprKind::TimeStep => show(control.step),
        // A random number is another one at every step.
        ExprKind::Time | ExprKind::Uniform { .. } => looks_at_clock = true,
        ExprKind::Call(function, _) => looks_at_clock |= function.reads_clock(),
        _ => {}
    });
    looks_at_clock
}

/// For each variable, whether its value at the start is its value throughout the run.
pub(crate) fn invariant(model: &Model) -> Vec<bool> {
    let mut invariant: Vec<bool> = model.variables.iter().map(|v| may_be_invariant(&v.kind)).collect();
    let auxiliary = |e: &&Equation| model.variable(e.variable).kind == Kind::Auxiliary;
    let mut uses = Vec::with_capacity(4 * model.equations.len());
    for equation in model.equations.iter().filter(auxiliary) {
        let own = equation.variable.0;
        let looks_at_clock = read(&equation.body, &model.control, &mut |id| uses.push((id.0, own)));
        // An equation for the start alone (ACTIVE INITIAL) says that the value there is another one.
        if equation.role == Role::Start || looks_at_clock {
            invariant[own as usize] = false;
        }
    }
    spread(&mut invariant, &Adjacency::new(model.variables.len(), &uses));
    invariant
}

/// Whether nothing but its equations can make a variable change.
fn may_be_invariant(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Constant { .. } | Kind::Initial | Kind::Auxiliary | Kind::Lookup { .. }
    )
}

/// Makes variant whatever reads what is.
fn spread(invariant: &mut [bool], readers: &Adjacency) {
    // A worklist over readers: each variable becomes variant at most once, so that this is linear in the references.
    let mut unsettled: Vec<u32> = (0..invariant.len() as u32).filter(|&v| !invariant[v as usize]).collect();
    while let Some(variable) = unsettled.pop() {
        for &reader in readers.of(variable) {
            if std::mem::replace(&mut invariant[reader as usize], false) {
                unsettled.push(reader);
            }
        }
    }
}

/// For each variable, whether the clock's settings depend on it; `None` where these are constants, which depend on nothing.
pub(crate) fn needed_by_clock(model: &Model) -> Option<Vec<bool>> {
    let control = &model.control;
    let settings = [control.start, control.stop, control.step, control.save_every];
    let is_constant = |id: &VariableId| matches!(model.variable(*id).kind, Kind::Constant { .. });
    if settings.iter().all(is_constant) {
        return None;
    }
    let uses = uses_at_start(model);
    let mut open = settings.to_vec();
    let mut needed = vec![false; model.variables.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut needed[id.0 as usize], true) {
            open.extend(uses.of(id.0).iter().copied().map(VariableId));
        }
    }
    Some(needed)
}

/// For each variable those that its value at the start depends on.
fn uses_at_start(model: &Model) -> Adjacency {
    // Rates and next values are left out: the settings are read before the first step.
    let starts = |e: &&Equation| matches!(e.role, Role::Start | Role::Value | Role::Delay);
    let mut uses = Vec::new();
    for equation in model.equations.iter().filter(starts) {
        let own = equation.variable.0;
        read(&equation.body, &model.control, &mut |id| uses.push((own, id.0)));
    }
    Adjacency::new(model.variables.len(), &uses)
}
