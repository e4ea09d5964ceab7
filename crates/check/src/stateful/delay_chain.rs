//! Chains of first-order smooths and delays.

use crate::equations::{Resolver, Sharing};
use crate::limits;
use crate::model::{BinaryOp, Expr, ExprKind, Function, Kind, Role};
use language::Stateful;
use source::{Diagnostic, Span};

/// What a smooth or a delay of first order works on.
pub(crate) struct Stage {
    pub input: Expr,
    pub time: Expr,
    pub initial: Expr,
}

impl Resolver<'_, '_, '_> {
    /// `SMOOTH(input, time) = INTEG((input - SMOOTH) / time, input)`; `SMOOTHI` has an initial value of its own.
    pub(super) fn smooth(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("smooth");
        let input = self.shared(input, &name, "input");
        let initial = initial.unwrap_or_else(|| input.clone());
        self.smooth_stage(&name, Stage { input, time, initial })
    }

    /// `SMOOTH3(input, time)`: three `SMOOTH`s in a row, each with a third of the time and all with the same start.
    pub(super) fn smooth3(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("smooth3");
        let input = self.shared(input, &name, "input");
        let third = self.third(time, &name);
        let mut value = input.clone();
        let initial = initial.unwrap_or(input);
        let initial = self.shared_start(initial, &name);
        for stage in 1..=3 {
            let link = Stage {
                input: value,
                time: third.clone(),
                initial: initial.clone(),
            };
            value = self.smooth_stage(&format!("{name} › {stage}"), link);
        }
        value
    }

    /// A stock that follows its input: `INTEG((input - stock) / time, initial)`.
    pub fn smooth_stage(&mut self, name: &str, stage: Stage) -> Expr {
        let Stage { input, time, initial } = stage;
        let level = self.hidden(name, Kind::Stock);
        let value = self.read(level);
        self.give(level, Role::Start, initial);
        self.give(level, Role::Rate, input.minus(value.clone()).over(time));
        value
    }

    /// `DELAY1(input, time) = LV / time`, `LV = INTEG(input - DELAY1, input * time)`; `DELAY1I` starts from `initial * time`.
    pub(super) fn delay1(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("delay1");
        let input = self.shared(input, &name, "input");
        let time = self.shared(time, &name, "time");
        let initial = initial.unwrap_or_else(|| input.clone());
        self.delay_stage(&name, Stage { input, time, initial })
    }

    /// `DELAY3(input, time)`: three stocks in a row, `DL = time / 3`; each loses `stock / DL` and starts from `input * DL`.
    pub(super) fn delay3(&mut self, input: Expr, time: Expr, initial: Option<Expr>) -> Expr {
        let name = self.next_name("delay3");
        let input = self.shared(input, &name, "input");
        let third = self.third(time, &name);
        let mut value = input.clone();
        let initial = initial.unwrap_or(input);
        let initial = self.shared_start(initial, &name);
        for stage in 1..=3 {
            let link = Stage {
                input: value,
                time: third.clone(),
                initial: initial.clone(),
            };
            value = self.delay_stage(&format!("{name} › {stage}"), link);
        }
        value
    }

    fn delay_stage(&mut self, name: &str, stage: Stage) -> Expr {
        let Stage { input, time, initial } = stage;
        let stock = self.hidden(name, Kind::Stock);
        let outflow = self.read(stock).over(time.clone());
        let outflow = self.shared(outflow, name, "out");
        self.give(stock, Role::Start, initial.times(time));
        self.give(stock, Role::Rate, input.minus(outflow.clone()));
        outflow
    }

    /// `SMOOTH N(input, time, initial, n)` and `DELAY N(input, time, initial, n)`, where `n` is known before a run starts.
    pub(super) fn of_order(&mut self, stateful: Stateful, arguments: &[parse::Expr], span: Span) -> Expr {
        let [input, time, initial, order] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let is_order = |n: &f64| (1.0..=limits::ORDER).contains(n) && n.fract() == 0.0;
        let Some(order) = self.at_start(order).filter(is_order) else {
            return self.failed(invalid_order(order.span));
        };
        let [input, time, initial] = [input, time, initial].map(|argument| self.expression(argument));
        let stage = Stage { input, time, initial };
        match stateful {
            Stateful::DelayN => self.delay_n(stage, order),
            _ => self.smooth_n(stage, order),
        }
    }

    /// `SMOOTH N(input, time, initial, n)`: `n` smooths in a row, each with an `n`th of the time and the same start.
    fn smooth_n(&mut self, stage: Stage, order: f64) -> Expr {
        let Stage { input, time, initial } = stage;
        let name = self.next_name("smooth n");
        let span = time.span;
        let part = time.over(Expr::number(order, span));
        let part = self.shared(part, &name, "part");
        let initial = self.shared_start(initial, &name);
        let mut value = input;
        for stage in 1..=order as u32 {
            let link = Stage {
                input: value,
                time: part.clone(),
                initial: initial.clone(),
            };
            value = self.smooth_stage(&format!("{name} › {stage}"), link);
        }
        value
    }

    /// `DELAY N(input, time, initial, n)`: `n` delays in a row, each with an `n`th of the time and the same start.
    ///
    /// No stage may be shorter than a time step: there are fewer where the time at the start does not hold that many.
    fn delay_n(&mut self, stage: Stage, order: f64) -> Expr {
        let Stage { input, time, initial } = stage;
        let (name, span) = (self.next_name("delay n"), time.span);
        let (time, initial) = (self.shared(time, &name, "time"), self.shared_start(initial, &name));
        let stages = self.stages(time.clone(), order, &name);
        let part = self.shared(time.over(stages.clone()), &name, "part");
        let mut outflows = Vec::new();
        let mut value = input;
        for stage in 1..=order as u32 {
            let link = Stage {
                input: value,
                time: part.clone(),
                initial: initial.clone(),
            };
            value = self.delay_stage(&format!("{name} › {stage}"), link);
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
        let step = ExprKind::TimeStep.at(span);
        // A time of whole steps may come out a rounding error short of them.
        let steps = Expr::call(Function::Floor, vec![time.over(step).plus(number(1e-6))]);
        let some = Expr::call(Function::Max, vec![steps, number(1.0)]);
        let stages = Expr::call(Function::Min, vec![some, number(order)]);
        self.shared_as(stages, &format!("{name} › stages"), Sharing::AtStart)
    }

    /// A third of a delay time.
    fn third(&mut self, time: Expr, name: &str) -> Expr {
        let three = Expr::number(3.0, time.span);
        let third = time.over(three);
        self.shared(third, name, "third")
    }
}

fn invalid_order(span: Span) -> Diagnostic {
    let message = format!(
        "the order must be a whole number from 1 to {} that is known before a run starts",
        limits::ORDER
    );
    Diagnostic::error("invalid-order", span, message).hint("`3` is the usual order")
}
