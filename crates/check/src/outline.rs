//! `a = A FUNCTION OF(b, c)`: how Vensim saves arrows of a drawing. Beside a formula it says that the formula leaves a cause
//! out; alone it stands for one that is still to be written.

use parse::{Body, Equation, Expr, ExprKind, Name};
use rustc_hash::FxHashMap;
use source::{Diagnostic, Diagnostics};

/// The variables that have an outline, and the other equations that they have.
pub(crate) struct Outlines<'a> {
    formulas: FxHashMap<&'a str, Vec<&'a Equation>>,
}

impl<'a> Outlines<'a> {
    /// Those among some equations.
    pub fn of(equations: &'a [Equation]) -> Self {
        let mut formulas: FxHashMap<&str, Vec<&Equation>> = FxHashMap::default();
        let outlined = equations.iter().filter(|e| causes(e).is_some());
        for equation in outlined {
            formulas.entry(&equation.target.name.key).or_default();
        }
        if !formulas.is_empty() {
            for equation in equations.iter().filter(|e| causes(e).is_none()) {
                if let Some(known) = formulas.get_mut(&*equation.target.name.key) {
                    known.push(equation);
                }
            }
        }
        Outlines { formulas }
    }

    /// Whether an equation is an outline beside a formula; says which causes that does not use.
    pub fn replaced(&self, equation: &Equation, diagnostics: &mut Diagnostics) -> bool {
        let Some(causes) = causes(equation) else {
            return false;
        };
        let name = &equation.target.name;
        let Some(formulas) = self.formulas.get(&*name.key).filter(|found| !found.is_empty()) else {
            return false;
        };
        let unused = causes.iter().filter_map(named).filter(|cause| !is_used(cause, formulas));
        let unused: Vec<String> = unused.map(|cause| format!("`{cause}`")).collect();
        if !unused.is_empty() {
            let plural = if unused.len() == 1 { "cause" } else { "causes" };
            let message = format!("`{name}` does not use its {plural} {}", unused.join(", "));
            diagnostics.push(Diagnostic::advice("unused-cause", equation.span, message));
        }
        true
    }
}

/// What `A FUNCTION OF` names as a whole right-hand side.
fn causes(equation: &Equation) -> Option<&[Expr]> {
    let Body::Formula(expr) = &equation.body else {
        return None;
    };
    match &expr.kind {
        ExprKind::Call { callee, arguments } if callee.is("a function of") => Some(arguments),
        _ => None,
    }
}

/// The name of a cause; `-b` is one that works the other way.
fn named(expr: &Expr) -> Option<&Name> {
    match &expr.kind {
        ExprKind::Reference(reference) => Some(&reference.name),
        ExprKind::Unary(_, inner) => named(inner),
        _ => None,
    }
}

fn is_used(cause: &Name, formulas: &[&Equation]) -> bool {
    formulas.iter().any(|equation| match &equation.body {
        Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr) => mentions(expr, cause),
        _ => false,
    })
}

fn mentions(expr: &Expr, name: &Name) -> bool {
    match &expr.kind {
        ExprKind::Reference(reference) => reference.name == *name,
        ExprKind::Call { callee, arguments } => {
            let is_called = callee.reference().is_some_and(|called| called.name == *name);
            is_called || arguments.iter().any(|argument| mentions(argument, name))
        }
        ExprKind::Unary(_, inner) => mentions(inner, name),
        ExprKind::Binary(_, a, b) => mentions(a, name) || mentions(b, name),
        _ => false,
    }
}
