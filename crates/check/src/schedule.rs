//! Schedules: a constant that leaves its value for a while, as the levers of a policy do.

use crate::model::{
    BinaryOp, Equation, EquationId, Expr, ExprKind, Function, Kind, Model, Role, UnaryOp, Variable, VariableId, Work,
};
use crate::set::{SetError, what};
use parse::Name;
use rustc_hash::FxHashSet;
use source::Span;

/// The hidden constants that say when a scheduled lever has which value. Times are in the model's time unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The value outside the schedule: what the constant was.
    pub base: VariableId,
    /// The value within the schedule; the base until it is set.
    pub value: VariableId,
    /// When the schedule begins; never until it is set.
    pub from: VariableId,
    /// When it ends; never until it is set.
    pub until: VariableId,
    /// How long the way from base to value takes; 0, at once, until it is set.
    pub ramp: VariableId,
}

/// A time that no run reaches.
pub const NEVER: f64 = 1e300;

impl Model {
    /// Turns a scalar constant into a computed variable that follows a schedule, and returns the schedule's constants.
    ///
    /// The lever has its base before `from`; then it moves in a straight line to `value` over `ramp` time units; from `until`
    /// on it has its base again. Half a step of tolerance keeps rounding of the clock from shifting a date by a step.
    pub fn schedule(&mut self, lever: VariableId) -> Result<Schedule, SetError> {
        let base = self.base_of(lever)?;
        let constant = |model: &mut Model, what: &str, value| model.hidden_constant(lever, what, value);
        let schedule = Schedule {
            base: constant(self, "base", base),
            value: constant(self, "value", base),
            from: constant(self, "from", NEVER),
            until: constant(self, "until", NEVER),
            ramp: constant(self, "ramp", 0.0),
        };
        let span = self.variable(lever).span;
        let body = schedule.body(span);
        self.variables[lever.0 as usize].kind = Kind::Auxiliary;
        let equation = EquationId(self.equations.len() as u32);
        self.equations.push(Equation {
            variable: lever,
            role: Role::Value,
            extents: Vec::new(),
            target: Vec::new(),
            except: Vec::new(),
            body,
            span,
        });
        self.compute_after_clock(equation);
        Ok(schedule)
    }

    fn base_of(&self, lever: VariableId) -> Result<f64, SetError> {
        let variable = self.variable(lever);
        let name = variable.name.to_string();
        if self.is_clock(lever) || self.clock_needs(lever) {
            return Err(SetError::Clock { variable: name });
        }
        match &variable.kind {
            Kind::Constant { fixed: true, .. } => Err(SetError::Unchangeable { variable: name }),
            Kind::Constant { values, .. } if variable.shape.is_empty() => Ok(values[0]),
            Kind::Constant { .. } => Err(SetError::Subscripts {
                variable: name,
                example: self.cell_name(lever, 0),
            }),
            kind => Err(SetError::Computed {
                variable: name,
                what: what(kind),
            }),
        }
    }

    fn hidden_constant(&mut self, lever: VariableId, what: &str, value: f64) -> VariableId {
        let id = VariableId(self.variables.len() as u32);
        let owner = self.variable(lever);
        let name = format!("{} › {what}", owner.name);
        self.variables.push(Variable {
            key: Name::key_of(&name).into(),
            name: name.into(),
            shape: Vec::new(),
            defined: None,
            kind: Kind::Constant {
                values: vec![value],
                fixed: false,
            },
            units: "".into(),
            description: "".into(),
            hidden: true,
            span: owner.span,
        });
        id
    }

    /// Whether INITIAL TIME or TIME STEP is computed from a variable.
    fn clock_needs(&self, wanted: VariableId) -> bool {
        let mut open = vec![self.control.start, self.control.step];
        let mut seen: FxHashSet<VariableId> = open.iter().copied().collect();
        while let Some(id) = open.pop() {
            if id == wanted {
                return true;
            }
            if matches!(self.variable(id).kind, Kind::Constant { .. }) {
                continue;
            }
            for equation in self.equations.iter().filter(|e| e.variable == id) {
                equation.body.for_each_use(&mut |needed| {
                    if seen.insert(needed.variable) {
                        open.push(needed.variable);
                    }
                });
            }
        }
        false
    }

    /// The lever needs constants and the clock alone, and both orders begin with what the clock needs: behind that it comes.
    fn compute_after_clock(&mut self, equation: EquationId) {
        let work = Work { equation, cells: None };
        let clock = [self.control.start, self.control.step];
        let is_clock = |w: &Work| clock.contains(&self.equation(w.equation).variable);
        let behind_clock = |order: &[Work]| order.iter().rposition(is_clock).map_or(0, |at| at + 1);
        let [start, step] = [behind_clock(&self.initial_order), behind_clock(&self.step_order)];
        self.initial_order.insert(start, work.clone());
        self.step_order.insert(step, work);
    }
}

impl Schedule {
    fn body(&self, span: Span) -> Expr {
        let expr = |kind| Expr { kind, span };
        let read = |id| expr(ExprKind::Variable(id, Vec::new()));
        let number = |value| Expr::number(value, span);
        let half_step = || expr(ExprKind::TimeStep).over(number(2.0));
        let now = || expr(ExprKind::Time);
        let has_come = |id| now().plus(half_step()).compare(BinaryOp::Greater, read(id));
        let is_over = expr(ExprKind::Unary(UnaryOp::Not, Box::new(has_come(self.until))));
        let is_on = has_come(self.from).compare(BinaryOp::And, is_over);
        let gone = || now().minus(read(self.from));
        let share = expr(ExprKind::Call(
            Function::Max,
            vec![gone().over(read(self.ramp)), number(0.0)],
        ));
        let on_the_way = read(self.base).plus(read(self.value).minus(read(self.base)).times(share));
        let has_arrived = gone().compare(BinaryOp::GreaterEqual, read(self.ramp));
        let at_once = read(self.ramp).compare(BinaryOp::LessEqual, number(0.0));
        let is_there = at_once.compare(BinaryOp::Or, has_arrived);
        is_on.choose(is_there.choose(read(self.value), on_the_way), read(self.base))
    }
}
