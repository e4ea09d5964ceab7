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
        let initial = initial.unwrap_or_else(|| input.clone());
        let third = self.third(Stage { input, time, initial }, &name);
        self.in_a_row(3, third, |of, stage, link| {
            of.smooth_stage(&format!("{name} › {stage}"), link)
        })
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
        let initial = initial.unwrap_or_else(|| input.clone());
        let third = self.third(Stage { input, time, initial }, &name);
        self.in_a_row(3, third, |of, stage, link| {
            of.delay_stage(&format!("{name} › {stage}"), link)
        })
    }

    /// Stages in a row: the first as given, each further one with the output of the one before as its input. The output of
    /// the last.
    fn in_a_row(&mut self, number: u32, first: Stage, mut make: impl FnMut(&mut Self, u32, Stage) -> Expr) -> Expr {
        let Stage {
            mut input,
            time,
            initial,
        } = first;
        for stage in 1..=number {
            let (time, initial) = (time.clone(), initial.clone());
            input = make(self, stage, Stage { input, time, initial });
        }
        input
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
    fn smooth_n(&mut self, given: Stage, order: f64) -> Expr {
        let name = self.next_name("smooth n");
        let order_of_time = Expr::number(order, given.time.span);
        let time = self.shared(given.time.over(order_of_time), &name, "part");
        let initial = self.shared_start(given.initial, &name);
        let first = Stage {
            input: given.input,
            time,
            initial,
        };
        self.in_a_row(order as u32, first, |of, stage, link| {
            of.smooth_stage(&format!("{name} › {stage}"), link)
        })
    }

    fn delay_n(&mut self, given: Stage, order: f64) -> Expr {
        let (name, span) = (self.next_name("delay n"), given.time.span);
        let time = self.shared(given.time, &name, "time");
        let initial = self.shared_start(given.initial, &name);
        let stages = self.stages(time.clone(), order, &name);
        let time = self.shared(time.over(stages.clone()), &name, "part");
        let first = Stage {
            input: given.input,
            time,
            initial,
        };
        let mut outflows = Vec::new();
        self.in_a_row(order as u32, first, |of, stage, link| {
            let outflow = of.delay_stage(&format!("{name} › {stage}"), link);
            outflows.push(outflow.clone());
            outflow
        });
        self.outflow_of(Expr { span, ..stages }, outflows, &name)
    }

    /// The outflow of the last stage that is in use. Which one that is may differ from run to run and cell to cell, but
    /// hidden stocks are the same in all: every stage is there, and one is chosen.
    fn outflow_of(&mut self, stages: Expr, mut outflows: Vec<Expr>, name: &str) -> Expr {
        let span = stages.span;
        let Some(mut value) = outflows.pop() else {
            return stages; // an order of 0 was refused
        };
        for (before, outflow) in outflows.into_iter().enumerate().rev() {
            // Between two whole numbers, so that no rounding of either side can tip the comparison.
            let enough = Expr::number(before as f64 + 1.5, span);
            let kind = ExprKind::Binary(BinaryOp::Less, Box::new(stages.clone()), Box::new(enough));
            let chosen = Expr { kind, span }.choose(outflow, value);
            value = self.shared(chosen, name, &format!("from {}", before + 1));
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

    /// The first of three stages: a third of a delay's time, and a start that all three share.
    fn third(&mut self, whole: Stage, name: &str) -> Stage {
        let three = Expr::number(3.0, whole.time.span);
        let time = self.shared(whole.time.over(three), name, "third");
        let initial = self.shared_start(whole.initial, name);
        Stage {
            input: whole.input,
            time,
            initial,
        }
    }
}

fn invalid_order(span: Span) -> Diagnostic {
    let message = format!(
        "the order must be a whole number from 1 to {} that is known before a run starts",
        limits::ORDER
    );
    Diagnostic::error("invalid-order", span, message).hint("`3` is the usual order")
}
