//! Schedules: a constant that leaves its value for a while, as the levers of a policy do.

use crate::model::{
    BinaryOp, Equation, EquationId, Expr, ExprKind, Function, Index, Kind, Model, Role, UnaryOp, Variable, VariableId,
    Work,
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

/// An element of an array that has schedules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementSchedule {
    /// The element, counted row by row.
    pub element: usize,
    /// The constant that holds its value outside a schedule.
    pub base: VariableId,
    /// Its schedule, if it follows one.
    pub schedule: Option<Schedule>,
}

/// A time that no run reaches.
pub const NEVER: f64 = 1e300;

impl Model {
    /// Turns a scalar constant into a computed variable that follows a schedule, and returns the schedule's constants.
    ///
    /// The lever has its base before `from`; then it moves in a straight line to `value` over `ramp` time units; from `until`
    /// on it has its base again. Half a step of tolerance keeps rounding of the clock from shifting a date by a step.
    pub fn schedule(&mut self, lever: VariableId) -> Result<Schedule, SetError> {
        let values = self.bases_of(lever)?;
        if !self.variable(lever).shape.is_empty() {
            return Err(SetError::Subscripts {
                variable: self.variable(lever).name.to_string(),
                example: self.cell_name(lever, 0),
            });
        }
        let schedule = self.new_schedule(lever, 0, values[0]);
        self.variables[lever.0 as usize].kind = Kind::Auxiliary;
        let span = self.variable(lever).span;
        self.compute_element(lever, Vec::new(), schedule.body(span));
        Ok(schedule)
    }

    /// The same for some elements of an array; the other elements keep a value of their own.
    ///
    /// Every element that has an equation is returned, in their order: an array of which one element is computed is not a
    /// constant any more.
    pub fn schedule_elements(
        &mut self,
        lever: VariableId,
        scheduled: &[usize],
    ) -> Result<Vec<ElementSchedule>, SetError> {
        let values = self.bases_of(lever)?;
        let variable = self.variable(lever);
        let (span, defined) = (variable.span, variable.defined.clone());
        let mut found = Vec::new();
        for (element, value) in values.into_iter().enumerate() {
            if defined.as_ref().is_some_and(|defined| !defined[element]) {
                continue;
            }
            let schedule = scheduled.contains(&element).then(|| self.new_schedule(lever, element, value));
            let base = match &schedule {
                Some(schedule) => schedule.base,
                None => self.hidden_constant(lever, element, "base", value),
            };
            let body = match &schedule {
                Some(schedule) => schedule.body(span),
                None => Expr {
                    kind: ExprKind::Variable(base, Vec::new()),
                    span,
                },
            };
            self.compute_element(lever, self.position(lever, element), body);
            found.push(ElementSchedule {
                element,
                base,
                schedule,
            });
        }
        self.variables[lever.0 as usize].kind = Kind::Auxiliary;
        Ok(found)
    }

    /// The position of an element in each dimension of its array.
    fn position(&self, id: VariableId, element: usize) -> Vec<Index> {
        let mut rest = element;
        let shape = self.variable(id).shape.iter().rev();
        let mut position: Vec<Index> = shape
            .map(|dimension| {
                let size = self.dimensions[dimension.0 as usize].elements.len();
                let at = rest % size;
                rest /= size;
                Index::Fixed(at as u32)
            })
            .collect();
        position.reverse();
        position
    }

    /// A schedule that is not set yet.
    fn new_schedule(&mut self, lever: VariableId, element: usize, base: f64) -> Schedule {
        let mut constant = |what: &str, value| self.hidden_constant(lever, element, what, value);
        Schedule {
            base: constant("base", base),
            value: constant("value", base),
            from: constant("from", NEVER),
            until: constant("until", NEVER),
            ramp: constant("ramp", 0.0),
        }
    }

    /// Adds the equation of one element.
    fn compute_element(&mut self, variable: VariableId, target: Vec<Index>, body: Expr) {
        let equation = EquationId(self.equations.len() as u32);
        let span = body.span;
        self.equations.push(Equation {
            variable,
            role: Role::Value,
            extents: Vec::new(),
            target,
            except: Vec::new(),
            body,
            span,
        });
        self.compute_after_clock(equation);
    }

    /// The values of a constant that may follow a schedule.
    fn bases_of(&self, lever: VariableId) -> Result<Vec<f64>, SetError> {
        let variable = self.variable(lever);
        let name = variable.name.to_string();
        if self.is_clock(lever) || self.clock_needs(lever) {
            return Err(SetError::Clock { variable: name });
        }
        match &variable.kind {
            Kind::Constant { fixed: true, .. } => Err(SetError::Unchangeable { variable: name }),
            Kind::Constant { values, .. } => Ok(values.clone()),
            kind => Err(SetError::Computed {
                variable: name,
                what: what(kind),
            }),
        }
    }

    fn hidden_constant(&mut self, lever: VariableId, element: usize, what: &str, value: f64) -> VariableId {
        let id = VariableId(self.variables.len() as u32);
        let name = format!("{} › {what}", self.cell_name(lever, element));
        let owner = self.variable(lever);
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
