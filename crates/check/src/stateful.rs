//! Stateful functions, as the stocks, sample-and-hold states and delay lines that they are.
//!
//! Each function has Vensim's definition in its comment. The variables made here are hidden and have the shape of the loops
//! around the call. Arguments that are used several times become hidden variables too, unless they are names or numbers.

use crate::equations::{Call, Resolver};
use crate::model::{
    BinaryOp, DimensionId, Equation, Expr, ExprKind, Function, Index, Kind, Role, Variable, VariableId,
};
use crate::{limits, walk};
use language::Stateful;
use parse::Name;
use source::{Diagnostic, Span};
use std::sync::Arc;

impl Resolver<'_, '_, '_> {
    /// Resolves a call of a stateful function that stands within an expression.
    pub fn stateful(&mut self, stateful: Stateful, arguments: &[parse::Expr], span: Span) -> Expr {
        match stateful {
            Stateful::SmoothN | Stateful::DelayN => return self.of_order(stateful, arguments, span),
            Stateful::PinkNoise => return self.pink_noise(arguments, span),
            _ => {}
        }
        let mut arguments = self.all(arguments).into_iter();
        let mut next = || arguments.next().unwrap_or_else(|| Expr::number(f64::NAN, span));
        match stateful {
            Stateful::Integ => next(),
            Stateful::Smooth => self.smooth(next(), next(), None),
            Stateful::SmoothI => self.smooth(next(), next(), Some(next())),
            Stateful::Smooth3 => self.smooth3(next(), next(), None),
            Stateful::Smooth3I => self.smooth3(next(), next(), Some(next())),
            Stateful::Delay1 => self.delay1(next(), next(), None),
            Stateful::Delay1I => self.delay1(next(), next(), Some(next())),
            Stateful::Delay3 => self.delay3(next(), next(), None),
            Stateful::Delay3I => self.delay3(next(), next(), Some(next())),
            Stateful::SmoothN | Stateful::DelayN | Stateful::PinkNoise => next(), // resolved above
            Stateful::Trend => self.trend(next(), next(), next()),
            Stateful::Forecast => self.forecast(next(), next(), next()),
            Stateful::NetPresentValue => self.net_present_value(next(), [next(), next(), next()]),
            Stateful::DepreciateStraightline => self.depreciate_straightline([next(), next(), next(), next()]),
            Stateful::DelayFixed => self.delay_fixed(next(), next(), next()),
            Stateful::SampleIfTrue => self.sample_if_true(next(), next(), next()),
            Stateful::Initial => self.initial_value(next()),
            Stateful::ActiveInitial => self.active(next(), next()),
        }
    }

    /// `SMOOTH(input, time) = INTEG((input - SMOOTH) / time, input)`; `SMOOTHI` has an initial value of its own.
    fn smooth(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("smooth");
        let input = self.shared(input, &name, "input");
        let initial = initial.unwrap_or_else(|| input.clone());
        self.smooth_stage(&name, (input, time, initial))
    }

    /// `SMOOTH3(input, time)`: three `SMOOTH`s in a row, each with a third of the time and all with the same start.
    fn smooth3(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("smooth3");
        let input = self.shared(input, &name, "input");
        let third = self.third(time, &name);
        let mut value = input.clone();
        let initial = initial.unwrap_or(input);
        let initial = self.shared_start(initial, &name);
        for stage in 1..=3 {
            value = self.smooth_stage(&format!("{name} › {stage}"), (value, third.clone(), initial.clone()));
        }
        value
    }

    /// A stock that follows its input: `INTEG((input - stock) / time, initial)`.
    pub fn smooth_stage(&mut self, name: &str, (input, time, initial): (Expr, Expr, Expr)) -> Expr {
        let level = self.hidden(name, Kind::Stock);
        let value = self.read(level);
        self.give(level, Role::Start, initial);
        self.give(level, Role::Rate, input.minus(value.clone()).over(time));
        value
    }

    /// `DELAY1(input, time) = LV / time`, `LV = INTEG(input - DELAY1, input * time)`; `DELAY1I` starts from `initial * time`.
    fn delay1(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("delay1");
        let input = self.shared(input, &name, "input");
        let time = self.shared(time, &name, "time");
        let initial = initial.unwrap_or_else(|| input.clone());
        self.delay_stage(&name, (input, time, initial))
    }

    /// `DELAY3(input, time)`: three stocks in a row, `DL = time / 3`; each loses `stock / DL` and starts from `input * DL`.
    fn delay3(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("delay3");
        let input = self.shared(input, &name, "input");
        let third = self.third(time, &name);
        let mut value = input.clone();
        let initial = initial.unwrap_or(input);
        let initial = self.shared_start(initial, &name);
        for stage in 1..=3 {
            value = self.delay_stage(&format!("{name} › {stage}"), (value, third.clone(), initial.clone()));
        }
        value
    }

    fn delay_stage(&mut self, name: &str, (input, time, initial): (Expr, Expr, Expr)) -> Expr {
        let stock = self.hidden(name, Kind::Stock);
        let outflow = self.read(stock).over(time.clone());
        let outflow = self.shared(outflow, name, "out");
        self.give(stock, Role::Start, initial.times(time));
        self.give(stock, Role::Rate, input.minus(outflow.clone()));
        outflow
    }

    /// `SMOOTH N(input, time, initial, n)` and `DELAY N(input, time, initial, n)`, where `n` is known before a run starts.
    fn of_order(&mut self, stateful: Stateful, arguments: &[parse::Expr], span: Span) -> Expr {
        let [input, time, initial, order] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let is_order = |n: &f64| (1.0..=limits::ORDER).contains(n) && n.fract() == 0.0;
        let Some(order) = self.at_start(order).filter(is_order) else {
            return self.failed(invalid_order(order.span));
        };
        let [input, time, initial] = [input, time, initial].map(|argument| self.expression(argument));
        match stateful {
            Stateful::DelayN => self.delay_n([input, time, initial], order),
            _ => self.smooth_n([input, time, initial], order),
        }
    }

    /// `SMOOTH N(input, time, initial, n)`: `n` smooths in a row, each with an `n`th of the time and the same start.
    fn smooth_n(&mut self, [input, time, initial]: [Expr; 3], order: f64) -> Expr {
        let name = self.next_name("smooth n");
        let span = time.span;
        let part = time.over(Expr::number(order, span));
        let part = self.shared(part, &name, "part");
        let initial = self.shared_start(initial, &name);
        let mut value = input;
        for stage in 1..=order as u32 {
            let (name, arguments) = (format!("{name} › {stage}"), (value, part.clone(), initial.clone()));
            value = self.smooth_stage(&name, arguments);
        }
        value
    }

    /// `DELAY N(input, time, initial, n)`: `n` delays in a row, each with an `n`th of the time and the same start.
    ///
    /// No stage may be shorter than a time step: there are fewer where the time at the start does not hold that many.
    fn delay_n(&mut self, [input, time, initial]: [Expr; 3], order: f64) -> Expr {
        let (name, span) = (self.next_name("delay n"), time.span);
        let (time, initial) = (self.shared(time, &name, "time"), self.shared_start(initial, &name));
        let stages = self.stages(time.clone(), order, &name);
        let part = self.shared(time.over(stages.clone()), &name, "part");
        let mut outflows = Vec::new();
        let mut value = input;
        for stage in 1..=order as u32 {
            let (name, arguments) = (format!("{name} › {stage}"), (value, part.clone(), initial.clone()));
            value = self.delay_stage(&name, arguments);
            outflows.push(value.clone());
        }
        outflows.pop();
        for (before, outflow) in outflows.into_iter().enumerate().rev() {
            let enough = Expr::number(before as f64 + 1.5, span);
            let kind = ExprKind::Binary(BinaryOp::Less, Box::new(stages.clone()), Box::new(enough));
            let chosen = Expr { kind, span }.choose(outflow, value);
            value = self.shared(chosen, &name, &format!("from {}", before + 1));
        }
        value
    }

    /// How many stages of at least one time step a delay has, `order` at most; computed at the start.
    fn stages(&mut self, time: Expr, order: f64, name: &str) -> Expr {
        let span = time.span;
        let number = |value| Expr::number(value, span);
        let step = Expr {
            kind: ExprKind::TimeStep,
            span,
        };
        // A time of whole steps may come out a rounding error short of them.
        let steps = call(Function::Floor, vec![time.over(step).plus(number(1e-6))]);
        let some = call(Function::Max, vec![steps, number(1.0)]);
        let stages = call(Function::Min, vec![some, number(order)]);
        self.shared_as(stages, &format!("{name} › stages"), (Kind::Initial, Role::Start))
    }

    /// `TREND(input, time, initial)`: the fraction by which the input grows per unit of time. It is `ZIDZ(input - average,
    /// time * ABS(average))`, `average = INTEG((input - average) / time, input / (1 + initial * time))`.
    fn trend(&mut self, input: Expr, time: Expr, initial: Expr) -> Expr {
        let name = self.next_name("trend");
        let (input, time) = (self.shared(input, &name, "input"), self.shared(time, &name, "time"));
        let one = Expr::number(1.0, input.span);
        let start = input.clone().over(one.plus(initial.times(time.clone())));
        let average = self.smooth_stage(&name, (input.clone(), time.clone(), start));
        let scale = time.times(call(Function::Abs, vec![average.clone()]));
        call(Function::Zidz, vec![input.minus(average), scale])
    }

    /// `FORECAST(input, time, horizon)`: the input, as much later, if it goes on as it did. It is `input * (1 + horizon *
    /// ZIDZ(input - average, time * average))`, `average` the `SMOOTH` of the input.
    fn forecast(&mut self, input: Expr, time: Expr, horizon: Expr) -> Expr {
        let name = self.next_name("forecast");
        let (input, time) = (self.shared(input, &name, "input"), self.shared(time, &name, "time"));
        let average = self.smooth_stage(&name, (input.clone(), time.clone(), input.clone()));
        let scale = time.times(average.clone());
        let growth = call(Function::Zidz, vec![input.clone().minus(average), scale]);
        input.times(Expr::number(1.0, growth.span).plus(growth.times(horizon)))
    }

    /// `NPV(stream, rate, initial, factor)`: the present value of a stream of payments. It is `(sum + stream * TIME STEP * df) *
    /// factor`, `sum = INTEG(stream * df, initial)`, `df = INTEG(-df * rate / (1 + rate * TIME STEP), 1)`.
    fn net_present_value(&mut self, stream: Expr, [rate, initial, factor]: [Expr; 3]) -> Expr {
        let name = self.next_name("npv");
        let (stream, rate) = (self.shared(stream, &name, "stream"), self.shared(rate, &name, "rate"));
        let span = stream.span;
        let (one, kind) = (Expr::number(1.0, span), ExprKind::TimeStep);
        let step = Expr { kind, span };
        let discount = self.hidden(&format!("{name} › discount"), Kind::Stock);
        let left = self.read(discount);
        let loss = left.clone().times(rate.clone());
        let loss = loss.over(one.clone().plus(rate.times(step.clone())));
        self.give(discount, Role::Start, one);
        self.give(discount, Role::Rate, Expr::number(0.0, span).minus(loss));
        let sum = self.hidden(&format!("{name} › sum"), Kind::Stock);
        self.give(sum, Role::Start, initial);
        self.give(sum, Role::Rate, stream.clone().times(left.clone()));
        self.read(sum).plus(stream.times(step).times(left)).times(factor)
    }

    /// `DEPRECIATE STRAIGHTLINE(stream, time, interval, initial)`: what has come in within `time`, divided by `time`. It is
    /// `(sum + (stream - old) * TIME STEP) / time`, `sum = INTEG(stream - old, 0)`, `old = DELAY FIXED(stream, time, 0)`.
    fn depreciate_straightline(&mut self, [stream, time, _, initial]: [Expr; 4]) -> Expr {
        if !matches!(initial.kind, ExprKind::Number(0.0)) {
            let message = "`DEPRECIATE STRAIGHTLINE` starts from 0 in this version";
            return self.failed(Diagnostic::error("unsupported-argument", initial.span, message));
        }
        let name = self.next_name("depreciation");
        let span = stream.span;
        let (stream, time) = (self.shared(stream, &name, "stream"), self.shared(time, &name, "time"));
        let old = self.delay_fixed(stream.clone(), time.clone(), Expr::number(0.0, span));
        let change = self.shared(stream.minus(old), &name, "change");
        let sum = self.hidden(&format!("{name} › sum"), Kind::Stock);
        self.give(sum, Role::Start, Expr::number(0.0, span));
        self.give(sum, Role::Rate, change.clone());
        let kind = ExprKind::TimeStep;
        let step = Expr { kind, span };
        self.read(sum).plus(change.times(step)).over(time)
    }

    /// `DELAY FIXED(input, time, initial)`: the input of `time` ago, `initial` until then; `time` is read once, at the start.
    fn delay_fixed(&mut self, input: Expr, time: Expr, initial: Expr) -> Expr {
        let name = self.next_name("delay fixed");
        let delay_line = self.hidden(&name, Kind::DelayLine);
        self.give(delay_line, Role::Start, initial);
        self.give(delay_line, Role::Input, input);
        self.give(delay_line, Role::Delay, time);
        self.read(delay_line)
    }

    /// `SAMPLE IF TRUE(condition, input, initial)`: the input while the condition is true, else the last value that was taken;
    /// `initial` before there is one.
    fn sample_if_true(&mut self, condition: Expr, input: Expr, initial: Expr) -> Expr {
        let name = self.next_name("sample");
        let held = self.hidden(&format!("{name} › held"), Kind::SampleAndHold);
        let now = condition.choose(input, self.read(held));
        let value = self.hidden(&name, Kind::Auxiliary);
        self.give(value, Role::Value, now);
        let value = self.read(value);
        self.give(held, Role::Start, initial);
        self.give(held, Role::Next, value.clone());
        value
    }

    /// `INITIAL(x)`: what `x` is at the start, for the whole run.
    fn initial_value(&mut self, x: Expr) -> Expr {
        let name = self.next_name("initial");
        let initial = self.hidden(&name, Kind::Initial);
        self.give(initial, Role::Start, x);
        self.read(initial)
    }

    /// `ACTIVE INITIAL(active, initial)`: `initial` while initial values are computed, `active` in the run.
    fn active(&mut self, active: Expr, initial: Expr) -> Expr {
        let name = self.next_name("active initial");
        let value = self.hidden(&name, Kind::Auxiliary);
        self.give(value, Role::Value, active);
        self.give(value, Role::Start, initial);
        self.read(value)
    }

    /// A third of a delay time.
    fn third(&mut self, time: Expr, name: &str) -> Expr {
        let three = Expr::number(3.0, time.span);
        let third = time.over(three);
        self.shared(third, name, "third")
    }

    /// An expression that is used several times: a hidden auxiliary, unless it is a name or a number.
    pub fn shared(&mut self, expr: Expr, name: &str, part: &str) -> Expr {
        self.shared_as(expr, &format!("{name} › {part}"), (Kind::Auxiliary, Role::Value))
    }

    /// An initial value that is used several times.
    fn shared_start(&mut self, expr: Expr, name: &str) -> Expr {
        self.shared_as(expr, &format!("{name} › start"), (Kind::Initial, Role::Start))
    }

    fn shared_as(&mut self, expr: Expr, name: &str, (kind, role): (Kind, Role)) -> Expr {
        if matches!(
            expr.kind,
            ExprKind::Number(_) | ExprKind::Variable(..) | ExprKind::Time | ExprKind::TimeStep
        ) {
            return expr;
        }
        let variable = self.hidden(name, kind);
        self.give(variable, role, expr);
        self.read(variable)
    }
}

/// Whole right-hand sides.
impl Resolver<'_, '_, '_> {
    /// `INTEG(rate, initial)` as the whole right-hand side of a stock.
    pub fn stock(&mut self, call: Call) -> Vec<(Role, Expr)> {
        let [rate, initial] = call.arguments else {
            if call.arguments.len() == 1 {
                self.builder
                    .error(missing_initial(call.name_span(), &self.place.owner_name));
            } else {
                self.has_arguments(call);
            }
            return Vec::new();
        };
        if !self.has_arguments(call) {
            return Vec::new();
        }
        vec![
            (Role::Rate, self.expression(rate)),
            (Role::Start, self.expression(initial)),
        ]
    }

    /// `INTEG` as one of several right-hand sides of a variable whose others are not stocks.
    pub fn hidden_stock(&mut self, call: Call) -> Expr {
        let roles = self.stock(call);
        if roles.is_empty() {
            return Expr::number(f64::NAN, call.span);
        }
        let name = self.next_name("stock");
        let stock = self.hidden(&name, Kind::Stock);
        for (role, body) in roles {
            self.give(stock, role, body);
        }
        self.read(stock)
    }

    /// `INITIAL(x)` as the whole right-hand side.
    pub fn initial(&mut self, call: Call) -> Vec<(Role, Expr)> {
        match call.arguments {
            [x] if self.has_arguments(call) => vec![(Role::Start, self.expression(x))],
            _ => self.no_roles(call),
        }
    }

    /// `DELAY FIXED(input, time, initial)` as the whole right-hand side.
    pub fn delay_line(&mut self, call: Call) -> Vec<(Role, Expr)> {
        let [input, time, initial] = call.arguments else {
            return self.no_roles(call);
        };
        if !self.has_arguments(call) {
            return Vec::new();
        }
        let roles = [(Role::Input, input), (Role::Delay, time), (Role::Start, initial)];
        roles.map(|(role, body)| (role, self.expression(body))).into()
    }

    /// `ACTIVE INITIAL(active, initial)` as the whole right-hand side.
    pub fn active_initial(&mut self, call: Call) -> Vec<(Role, Expr)> {
        let [active, initial] = call.arguments else {
            return self.no_roles(call);
        };
        if !self.has_arguments(call) {
            return Vec::new();
        }
        vec![
            (Role::Value, self.expression(active)),
            (Role::Start, self.expression(initial)),
        ]
    }

    fn no_roles(&mut self, call: Call) -> Vec<(Role, Expr)> {
        self.has_arguments(call);
        Vec::new()
    }

    fn has_arguments(&mut self, call: Call) -> bool {
        call.callee.builtin().is_some_and(|builtin| self.takes(builtin, call))
    }
}

/// Hidden variables.
impl Resolver<'_, '_, '_> {
    /// A name for the next thing that is made for this variable: `population › smooth 1`.
    pub fn next_name(&mut self, what: &str) -> String {
        let made = self.builder.draft.made.entry(self.place.owner).or_insert(0);
        *made += 1;
        format!("{} › {what} {made}", self.place.owner_name)
    }

    /// A hidden variable with the shape of all loops around.
    fn hidden(&mut self, name: &str, kind: Kind) -> VariableId {
        let shape = self.place.scope.iter().map(|t| t.dimension).collect();
        let extents: Vec<u32> = self.place.scope.iter().map(|t| t.extent).collect();
        let cells = self.builder.count_cells(&extents, self.place.span);
        let except = self.except();
        let defined = match cells {
            Some(cells) if !except.is_empty() => {
                let mut defined = vec![true; cells];
                except.iter().for_each(|turn| defined[*turn as usize] = false);
                Some(defined)
            }
            _ => None,
        };
        self.add(name, (shape, defined, kind))
    }

    /// A hidden variable computed at every turn of the loops around, read at its turn.
    pub fn hidden_auxiliary(&mut self, what: &str, body: Expr) -> Expr {
        let name = self.next_name(what);
        let variable = self.hidden(&name, Kind::Auxiliary);
        self.give(variable, Role::Value, body);
        self.read(variable)
    }

    /// A hidden variable without dimensions.
    pub fn hidden_scalar(&mut self, what: &str, kind: Kind) -> VariableId {
        let name = self.next_name(what);
        self.builder.count_cells(&[], self.place.span);
        self.add(&name, (Vec::new(), None, kind))
    }

    /// A hidden constant over the left side's loop, read at its turn.
    pub fn hidden_constant(&mut self, what: &str, mut values: Vec<f64>) -> Expr {
        let name = self.next_name(what);
        for turn in &self.place.except {
            values[*turn as usize] = f64::NAN;
        }
        let constant = self.hidden(&name, Kind::Constant { values, fixed: false });
        self.read(constant)
    }

    fn add(&mut self, name: &str, (shape, defined, kind): (Vec<DimensionId>, Option<Vec<bool>>, Kind)) -> VariableId {
        let nothing = self.builder.draft.shared_text("");
        self.builder.draft.add_variable(Variable {
            name: name.into(),
            key: Name::key_of(name).into(),
            shape,
            defined,
            kind,
            units: nothing.clone(),
            description: nothing,
            hidden: true,
            span: self.place.span,
        })
    }

    /// The cell of a hidden variable at the present turn of the loops around.
    fn read(&self, variable: VariableId) -> Expr {
        Expr {
            kind: ExprKind::Variable(variable, self.every_turn()),
            span: self.place.span,
        }
    }

    /// Gives a hidden variable an equation over all loops around.
    fn give(&mut self, variable: VariableId, role: Role, body: Expr) {
        let equation = Equation {
            variable,
            role,
            extents: self.place.scope.iter().map(|t| t.extent).collect(),
            target: self.every_turn(),
            except: self.except(),
            body,
            span: self.place.span,
        };
        self.builder.draft.add_equation(equation, self.place.origin);
    }

    /// Index variable `v` for dimension `v`.
    fn every_turn(&self) -> Vec<Index> {
        let all = |d| {
            self.builder
                .dimensions
                .positions(d, d, d)
                .unwrap_or_else(|_| Arc::new([]))
        };
        let along = |(variable, dimension)| Index::Along {
            variable,
            positions: all(dimension),
        };
        (0..)
            .zip(self.place.scope.iter().map(|t| t.dimension))
            .map(along)
            .collect()
    }

    /// The turns of all loops around that the left side leaves out.
    fn except(&self) -> Vec<u32> {
        let extents: Vec<u32> = self.place.scope.iter().map(|t| t.extent).collect();
        if walk::turns(&extents).is_none_or(|turns| turns > limits::CELLS) {
            return Vec::new(); // refused already
        }
        let inner: u32 = extents[self.place.loops..].iter().product();
        let turns = |turn: &u32| turn * inner..(turn + 1) * inner;
        self.place.except.iter().flat_map(turns).collect()
    }
}

fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    let span = arguments.first().map_or_else(Span::default, |a| a.span);
    let kind = ExprKind::Call(function, arguments);
    Expr { kind, span }
}

fn invalid_order(span: Span) -> Diagnostic {
    let message = format!(
        "the order must be a whole number from 1 to {} that is known before a run starts",
        limits::ORDER
    );
    Diagnostic::error("invalid-order", span, message).hint("`3` is the usual order")
}

fn missing_initial(span: Span, owner: &str) -> Diagnostic {
    let message = format!("the stock `{owner}` has no initial value");
    Diagnostic::error("missing-initial", span, message).hint(format!("`{owner} = INTEG(rate, 0)`"))
}
