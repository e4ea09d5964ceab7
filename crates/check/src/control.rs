//! The clock: INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER.

use crate::equations::Draft;
use crate::limits;
use crate::model::{BinaryOp, Control, Equation, Expr, ExprKind, Kind, Role, UnaryOp, Variable, VariableId};
use crate::names::{Names, TIME_STEP};
use parse::ParsedModel;
use source::{Diagnostic, Diagnostics, Span};

/// Finds the clock's variables and judges their values as far as they are plain arithmetic.
pub(crate) fn control(
    draft: &mut Draft,
    names: &Names,
    parsed: &ParsedModel,
    diagnostics: &mut Diagnostics,
) -> Option<Control> {
    // Of a file that defines nothing, or nothing that could be read, enough is said.
    if !(parsed.equations.is_empty() && diagnostics.has_errors()) {
        report_missing(names, parsed, diagnostics);
    }
    let mut find = |draft: &Draft, key| match one_number(draft, names.variable(key)?) {
        Ok(id) => Some(id),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    let [start, stop, step] = CLOCK.map(|(key, _)| find(draft, key));
    if let Some(start) = start {
        first_value(draft, start);
    }
    let save_every = match names.variable(SAVEPER) {
        Some(_) => find(draft, SAVEPER)?,
        None => save_every_step(draft),
    };
    let control = Control {
        start: start?,
        stop: stop?,
        step: step?,
        save_every,
        method: parsed.settings.method.unwrap_or_default(),
    };
    judge(draft, &control, diagnostics);
    Some(control)
}

/// An INITIAL TIME that is computed from the time has its first value throughout: there is no time yet, so that it counts
/// from 0.
fn first_value(draft: &mut Draft, start: VariableId) {
    let own = |equation: &&mut Equation| equation.variable == start && equation.role == Role::Value;
    let mut looks_at_clock = false;
    for equation in draft.equations.iter_mut().filter(own) {
        equation.body.for_each_mut(&mut |part| {
            if matches!(part.kind, ExprKind::Time) {
                looks_at_clock = true;
                part.kind = ExprKind::Number(0.0);
            }
        });
        if looks_at_clock {
            equation.role = Role::Start;
        }
    }
    if looks_at_clock {
        draft.variables[start.0 as usize].kind = Kind::Initial;
    }
}

const SAVEPER: &str = "saveper";

/// What a clock cannot do without, with a value to begin with.
const CLOCK: [(&str, &str); 3] = [("initial time", "0"), ("final time", "100"), (TIME_STEP, "1")];

fn one_number(draft: &Draft, id: VariableId) -> Result<VariableId, Box<Diagnostic>> {
    let variable = draft.variable(id);
    let is_number = !matches!(variable.kind, Kind::Lookup { .. } | Kind::Stock | Kind::DelayLine);
    if is_number && variable.shape.is_empty() {
        return Ok(id);
    }
    let message = format!(
        "`{}` must be one number: a constant or a formula without subscripts",
        variable.name
    );
    let diagnostic = Diagnostic::error("invalid-control", variable.span, message);
    Err(Box::new(diagnostic))
}

fn report_missing(names: &Names, parsed: &ParsedModel, diagnostics: &mut Diagnostics) {
    let missing: Vec<(String, &str)> = CLOCK
        .into_iter()
        .filter(|(key, _)| names.variable(key).is_none())
        .map(|(key, value)| (key.to_uppercase(), value))
        .collect();
    let listed = match &missing[..] {
        [] => return,
        [(one, _)] => format!("`{one}`"),
        [(first, _), (second, _)] => format!("`{first}` and no `{second}`"),
        _ => "`INITIAL TIME`, no `FINAL TIME` and no `TIME STEP`".to_string(),
    };
    let message = format!("the model has no {listed}");
    let diagnostic = Diagnostic::error("missing-control", Span::whole(parsed.source), message);
    let hint = |diagnostic: Diagnostic, (name, value): &(String, &str)| {
        diagnostic.hint(format!("`{name} = {value} ~ Month ~ |`"))
    };
    diagnostics.push(missing.iter().fold(diagnostic, hint));
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
    let body = ExprKind::TimeStep.at(span);
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
        diagnostics.push(Diagnostic::error("invalid-control", span(control.step), message).hint("`TIME STEP = 1`"));
        return;
    }
    if let (Some(start), Some(stop)) = (start, stop)
        && !(start <= stop && start.is_finite() && stop.is_finite())
    {
        let message = format!("FINAL TIME is {stop}, but must not be before INITIAL TIME, {start}");
        let diagnostic = Diagnostic::error("invalid-control", span(control.stop), message);
        diagnostics.push(diagnostic.see(span(control.start), "starts here"));
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
        diagnostics.push(
            Diagnostic::error("too-many-steps", span, message).hint("a larger TIME STEP, or an earlier FINAL TIME"),
        );
    } else if !is_whole(steps) {
        let message = format!("TIME STEP does not divide the time from INITIAL TIME to FINAL TIME: {steps:.3} steps");
        let diagnostic = Diagnostic::warning("step-does-not-divide", span, message);
        diagnostics.push(diagnostic.hint("use a power of one half, which is not rounded: 1, 0.5, 0.25, 0.125, …"));
    }
}

fn judge_saving(every: f64, steps: f64, span: Span, diagnostics: &mut Diagnostics) {
    if !(every > 0.0 && every.is_finite()) {
        let message = format!("SAVEPER is {every}, but must be positive");
        diagnostics.push(Diagnostic::error("invalid-control", span, message).hint("`SAVEPER = TIME STEP`"));
    } else if !is_whole(steps) || steps < 0.5 {
        let message = format!("SAVEPER is not a whole number of steps: {steps:.3}");
        let diagnostic = Diagnostic::warning("step-does-not-divide", span, message);
        diagnostics.push(diagnostic.hint("`SAVEPER = TIME STEP`, or a multiple of it"));
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
                let equation = draft.equations.iter().find(|e| e.variable == id && e.role == Role::Value)?;
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
