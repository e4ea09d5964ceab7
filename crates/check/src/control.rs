//! The clock: INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER.

use crate::equations::Draft;
use crate::limits;
use crate::model::{BinaryOp, Control, Equation, Expr, ExprKind, Kind, Method, Role, UnaryOp, Variable, VariableId};
use crate::names::{Names, TIME_STEP};
use source::{Diagnostic, Diagnostics, Span};

/// Finds the clock's variables and judges their values as far as they are plain arithmetic.
pub(crate) fn control(
    draft: &mut Draft,
    names: &Names,
    method: Option<Method>,
    diagnostics: &mut Diagnostics,
) -> Option<Control> {
    let mut find = |key| match find(draft, names.variable(key), key) {
        Ok(id) => Some(id),
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    };
    let [start, stop, step] = ["initial time", "final time", TIME_STEP].map(&mut find);
    let save_every = match names.variable(SAVEPER) {
        Some(_) => find(SAVEPER)?,
        None => save_every_step(draft),
    };
    let control = Control {
        start: start?,
        stop: stop?,
        step: step?,
        save_every,
        method: method.unwrap_or_default(),
    };
    judge(draft, &control, diagnostics);
    Some(control)
}

const SAVEPER: &str = "saveper";

fn find(draft: &Draft, found: Option<VariableId>, key: &str) -> Result<VariableId, Box<Diagnostic>> {
    let id = found.ok_or_else(|| Box::new(missing(key)))?;
    let variable = draft.variable(id);
    let is_number = !matches!(variable.kind, Kind::Lookup { .. } | Kind::Stock | Kind::Pipeline);
    if is_number && variable.shape.is_empty() {
        return Ok(id);
    }
    let message = format!(
        "`{}` must be one number: a constant or a formula without subscripts",
        variable.name
    );
    let finding = Diagnostic::error("invalid-control", variable.span, message);
    Err(Box::new(finding))
}

fn missing(key: &str) -> Diagnostic {
    let name = key.to_uppercase();
    let value = match key {
        "initial time" => "0",
        "final time" => "100",
        _ => "1",
    };
    Diagnostic::whole("missing-control", format!("the model has no `{name}`"))
        .hint(format!("`{name} = {value} ~ Month ~ |`"))
}

/// A SAVEPER that is always the TIME STEP, where the author gave none.
fn save_every_step(draft: &mut Draft) -> VariableId {
    let span = Span::default();
    let variable = draft.add_variable(Variable {
        name: "SAVEPER".into(),
        key: SAVEPER.into(),
        shape: Vec::new(),
        defined: None,
        kind: Kind::Auxiliary,
        units: "".into(),
        description: "".into(),
        hidden: true,
        span,
    });
    let body = Expr {
        kind: ExprKind::TimeStep,
        span,
    };
    let equation = Equation {
        variable,
        role: Role::Value,
        extents: Vec::new(),
        target: Vec::new(),
        except: Vec::new(),
        body,
        span,
    };
    draft.add_equation(equation, u32::MAX);
    variable
}

fn judge(draft: &Draft, control: &Control, diagnostics: &mut Diagnostics) {
    let value = |id| {
        Arithmetic {
            draft,
            step: control.step,
            fuel: FUEL,
        }
        .variable(id)
    };
    let span = |id| draft.variable(id).span;
    let (start, stop) = (value(control.start), value(control.stop));
    if let Some(step) = value(control.step)
        && !(step > 0.0 && step.is_finite())
    {
        let message = format!("TIME STEP is {step}, but must be positive");
        diagnostics.push(Diagnostic::error("invalid-control", span(control.step), message));
        return;
    }
    if let (Some(start), Some(stop)) = (start, stop)
        && !(start <= stop && start.is_finite() && stop.is_finite())
    {
        let message = format!("FINAL TIME is {stop}, but must not be before INITIAL TIME, {start}");
        let finding = Diagnostic::error("invalid-control", span(control.stop), message);
        diagnostics.push(finding.see(span(control.start), "starts here"));
        return;
    }
    if let (Some(start), Some(stop), Some(step)) = (start, stop, value(control.step)) {
        judge_steps((stop - start) / step, span(control.step), diagnostics);
    }
    if let (Some(every), Some(step)) = (value(control.save_every), value(control.step)) {
        judge_saving(every, every / step, span(control.save_every), diagnostics);
    }
}

fn judge_steps(steps: f64, span: Span, diagnostics: &mut Diagnostics) {
    if steps > limits::STEPS {
        let message = format!("a run would take {steps:.0} steps, more than {:.0}", limits::STEPS);
        diagnostics.push(Diagnostic::error("too-many-steps", span, message).hint("a larger TIME STEP"));
    } else if !is_whole(steps) {
        let message = format!("TIME STEP does not divide the time from INITIAL TIME to FINAL TIME: {steps:.3} steps");
        diagnostics.push(Diagnostic::warning("step-does-not-divide", span, message));
    }
}

fn judge_saving(every: f64, steps: f64, span: Span, diagnostics: &mut Diagnostics) {
    if !(every > 0.0 && every.is_finite()) {
        let message = format!("SAVEPER is {every}, but must be positive");
        diagnostics.push(Diagnostic::error("invalid-control", span, message));
    } else if !is_whole(steps) || steps < 0.5 {
        let message = format!("SAVEPER is not a whole number of steps: {steps:.3}");
        diagnostics.push(Diagnostic::warning("step-does-not-divide", span, message));
    }
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() <= 1e-6 + 1e-9 * number.abs()
}

/// How many operations are followed to find a value.
const FUEL: usize = 1000;

/// The value of what is plain arithmetic on constants.
struct Arithmetic<'d> {
    draft: &'d Draft,
    step: VariableId,
    fuel: usize,
}

impl Arithmetic<'_> {
    fn variable(&mut self, id: VariableId) -> Option<f64> {
        self.fuel = self.fuel.checked_sub(1)?;
        let variable = self.draft.variable(id);
        match &variable.kind {
            Kind::Constant { values, .. } if variable.shape.is_empty() => values.first().copied(),
            Kind::Auxiliary if variable.shape.is_empty() => {
                let draft = self.draft;
                let equation = draft
                    .equations
                    .iter()
                    .find(|e| e.variable == id && e.role == Role::Value)?;
                self.expression(&equation.body)
            }
            _ => None,
        }
    }

    fn expression(&mut self, expr: &Expr) -> Option<f64> {
        match &expr.kind {
            ExprKind::Number(value) => Some(*value),
            ExprKind::TimeStep => self.variable(self.step),
            ExprKind::Variable(id, index) if index.is_empty() => self.variable(*id),
            ExprKind::Unary(UnaryOp::Negate, inner) => self.expression(inner).map(|v| -v),
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (self.expression(a)?, self.expression(b)?);
                match op {
                    BinaryOp::Add => Some(a + b),
                    BinaryOp::Subtract => Some(a - b),
                    BinaryOp::Multiply => Some(a * b),
                    BinaryOp::Divide => Some(a / b),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
