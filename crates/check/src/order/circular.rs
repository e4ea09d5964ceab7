//! Loops that no order can compute, shown name by name.

use super::needs::{Phase, for_each_need};
use crate::limits;
use crate::model::{EquationId, Index, Model, Role};
use crate::walk::{self, Odometer};
use source::{Diagnostic, Diagnostics, Span};

/// What could not be ordered.
#[derive(Default)]
pub(super) struct Circular {
    /// The loops.
    pub rings: Vec<Ring>,
    /// Equations whose arrays have too many dependencies to follow.
    pub too_many: Vec<EquationId>,
}

/// Iterations of equations of which each needs the next, and the last the first.
pub(super) struct Ring {
    /// When.
    pub phase: Phase,
    /// The iterations.
    pub iterations: Vec<(EquationId, u32)>,
}

/// So many names of one loop are shown.
const SHOWN: usize = 12;

impl Circular {
    /// Reports every loop once: one that runs through no initial value is a loop of every step.
    pub fn report(&self, model: &Model, diagnostics: &mut Diagnostics) {
        for equation in &self.too_many {
            diagnostics.push(too_many(model.equation(*equation).span));
        }
        for ring in &self.rings {
            let is_start = |(e, _): &(EquationId, u32)| model.equation(*e).role == Role::Start;
            // A loop of auxiliaries alone is found in both phases.
            if ring.phase == Phase::Step || ring.iterations.iter().any(is_start) {
                diagnostics.push(ring.diagnostic(model));
            }
        }
    }
}

fn too_many(span: Span) -> Diagnostic {
    let message = format!(
        "too many elements depend on each other: at most {} dependencies are followed",
        limits::CELL_DEPENDENCIES
    );
    Diagnostic::error("too-many-elements", span, message)
}

impl Ring {
    fn diagnostic(&self, model: &Model) -> Diagnostic {
        let names: Vec<String> = self.iterations.iter().map(|t| name(model, *t)).collect();
        let message = self.message(&names);
        let mut diagnostic = Diagnostic::error("circular-definition", self.place(model, 0), message);
        for at in 0..names.len().min(SHOWN) {
            let words = format!("`{}` needs `{}`", names[at], names[(at + 1) % names.len()]);
            diagnostic = match at {
                0 => diagnostic.label(words),
                _ => diagnostic.see(self.place(model, at), words),
            };
        }
        diagnostic.hint(self.hint())
    }

    fn message(&self, names: &[String]) -> String {
        let (first, way) = (&names[0], way(names));
        match self.phase {
            Phase::Step => format!("`{first}` depends on itself: {way}"),
            Phase::Start => format!("the initial value of `{first}` depends on itself: {way}"),
        }
    }

    fn hint(&self) -> &'static str {
        match self.phase {
            Phase::Step => "a loop needs a stock (INTEG) or a delay somewhere along it",
            Phase::Start => {
                "give one of them an initial value of its own: `ACTIVE INITIAL(equation, value)`, or a number in `INTEG(rate, number)`"
            }
        }
    }

    /// Where the variable at `at` uses the next one.
    fn place(&self, model: &Model, at: usize) -> Span {
        let (equation, _) = self.iterations[at];
        let (next, _) = self.iterations[(at + 1) % self.iterations.len()];
        let next = model.equation(next).variable;
        let equation = model.equation(equation);
        let mut place = None;
        for_each_need(model, self.phase, &equation.body, &mut |need| {
            if need.variable == next {
                place.get_or_insert(need.span);
            }
        });
        place.unwrap_or(equation.span)
    }
}

fn way(names: &[String]) -> String {
    let quoted = |name: &String| format!("`{name}`");
    let mut way: Vec<String> = names.iter().take(SHOWN).map(quoted).collect();
    if names.len() > SHOWN {
        way.push(format!("… ({} more)", names.len() - SHOWN));
    }
    way.extend(names.first().map(quoted));
    way.join(" → ")
}

/// The cell that one iteration defines.
fn name(model: &Model, (equation, iteration): (EquationId, u32)) -> String {
    let equation = model.equation(equation);
    let shape = &model.variable(equation.variable).shape;
    let sizes: Vec<usize> = shape.iter().map(|d| model.dimensions[d.0 as usize].elements.len()).collect();
    let odometer = Odometer::at(&equation.extents, iteration);
    let target: &[Index] = &equation.target;
    model.cell_name(equation.variable, walk::cell(&sizes, target, odometer.values()))
}
