//! SAMPLE IF TRUE that reads itself: in the usual running maximum `top = SAMPLE IF TRUE(x > top, x, 0)`, and in whatever the
//! condition depends on, `top` is what was held before. It is a state, not a loop.

use super::circular::Ring;
use crate::model::{EquationId, Expr, ExprKind, Index, Kind, Model, Role, VariableId};
use rustc_hash::FxHashMap;

/// A variable that is a sample, as an equation defines some of its elements.
struct Sample {
    variable: VariableId,
    /// Which elements.
    target: Vec<Index>,
    /// What is held between samples.
    held: VariableId,
    /// For which elements something is held, where the equation has exceptions.
    defined: Option<Vec<bool>>,
    /// The element of it.
    index: Vec<Index>,
}

/// What reads a sample: the elements that its equation defines, and those of its variable that there are.
struct Reader {
    target: Vec<Index>,
    defined: Option<Vec<bool>>,
}

/// Lets what is on a loop read samples on the loop as they were before; whether that changed anything.
pub(super) fn read_before(model: &mut Model, rings: &[Ring]) -> bool {
    let held = held_values(model);
    let mut changed = false;
    for ring in rings {
        let mut equations: Vec<EquationId> = ring.iterations.iter().map(|(equation, _)| *equation).collect();
        equations.sort_unstable();
        equations.dedup();
        let samples: Vec<(EquationId, Sample)> =
            equations.iter().filter_map(|id| Some((*id, sample(model, *id, &held)?))).collect();
        for id in equations {
            // The equation that makes a variable the sample itself goes on to see the new one.
            if samples.iter().any(|(own, _)| *own == id) {
                continue;
            }
            let equation = &model.equations[id.0 as usize];
            let reader = Reader {
                target: equation.target.clone(),
                defined: model.variable(equation.variable).defined.clone(),
            };
            let body = &mut model.equations[id.0 as usize].body;
            body.for_each_mut(&mut |part| changed |= before(part, &samples, &reader));
        }
    }
    changed
}

/// The held state behind each sample's value.
fn held_values(model: &Model) -> FxHashMap<VariableId, VariableId> {
    let next = model.equations.iter().filter(|e| e.role == Role::Next);
    let pairs = next.filter_map(|e| match e.body.kind {
        ExprKind::Variable(value, _) => Some((value, e.variable)),
        _ => None,
    });
    let known: FxHashMap<VariableId, VariableId> = pairs.collect();
    let values = model.equations.iter().filter(|e| e.role == Role::Value);
    let samples = values.filter_map(|e| match (&e.body.kind, known.get(&e.variable)) {
        (ExprKind::If(_, _, otherwise), Some(held)) => is_cell_of(otherwise, *held).then_some((e.variable, *held)),
        _ => None,
    });
    samples.collect()
}

fn is_cell_of(expr: &Expr, of: VariableId) -> bool {
    matches!(expr.kind, ExprKind::Variable(id, _) if id == of)
}

/// The sample that an equation makes its variable.
fn sample(model: &Model, id: EquationId, held: &FxHashMap<VariableId, VariableId>) -> Option<Sample> {
    let equation = model.equation(id);
    let ExprKind::Variable(value, index) = &equation.body.kind else {
        return None;
    };
    let held = *held.get(value)?;
    let is_auxiliary = model.variable(equation.variable).kind == Kind::Auxiliary;
    is_auxiliary.then(|| Sample {
        variable: equation.variable,
        target: equation.target.clone(),
        held,
        defined: model.variable(held).defined.clone(),
        index: index.clone(),
    })
}

fn before(part: &mut Expr, samples: &[(EquationId, Sample)], reader: &Reader) -> bool {
    let ExprKind::Variable(id, index) = &part.kind else {
        return false;
    };
    let found = samples.iter().filter(|(_, sample)| sample.variable == *id);
    let Some((held, index)) = found.filter_map(|(_, sample)| Some((sample.held, sample.cell(index, reader)?))).next()
    else {
        return false;
    };
    part.kind = ExprKind::Variable(held, index);
    true
}

impl Sample {
    /// The held element behind an element of the variable; `None` for one that another equation defines.
    fn cell(&self, read: &[Index], reader: &Reader) -> Option<Vec<Index>> {
        let is_own = |(own, read): (&Index, &Index)| match own {
            Index::Fixed(_) => own == read,
            Index::Along { positions, .. } => (0u32..).zip(positions.iter()).all(|(at, position)| at == *position),
        };
        // With exceptions, an element is surely one that this equation defines where what reads it has the same exceptions and
        // each element of it reads its own.
        let is_aligned = self.defined.is_none() || reader.target == read && reader.defined == self.defined;
        if !is_aligned || !self.target.iter().zip(read).all(is_own) {
            return None;
        }
        let along = |held: &Index| {
            let place = self.target.iter().position(|own| is_along_same(own, held))?;
            Some(read[place].clone())
        };
        self.index.iter().map(along).collect()
    }
}

fn is_along_same(a: &Index, b: &Index) -> bool {
    match (a, b) {
        (Index::Along { variable: a, .. }, Index::Along { variable: b, .. }) => a == b,
        _ => false,
    }
}
