//! Chains of first-order smooths and delays.

use crate::equations::{Resolver, Sharing};
use crate::limits;
use crate::model::{BinaryOp, Expr, ExprKind, Function, Kind, Role, VariableId};
use language::Stateful;
use source::{Diagnostic, Span};

/// What a smooth or a delay of first order works on.
pub(crate) struct Stage {
    pub input: Expr,
    pub time: Expr,
    pub initial: Expr,
}

/// How many stages SMOOTH N and DELAY N have.
struct Order {
    /// In the element that has the most.
    most: u32,
    /// In the present element.
    each: Expr,
}

/// What the stages of SMOOTH N and DELAY N share.
struct Chain {
    input: Expr,
    /// The time of a stage.
    part: Expr,
    initial: Expr,
    /// How many stages are in use.
    stages: Expr,
    name: String,
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
        let Some(order) = self.order(order) else {
            return self.failed(invalid_order(order.span));
        };
        if !self.builder.count_stages(order.most, span) {
            return Expr::number(f64::NAN, span);
        }
        let [input, time, initial] = [input, time, initial].map(|argument| self.expression(argument));
        let stage = Stage { input, time, initial };
        match stateful {
            Stateful::DelayN => self.delay_n(stage, order),
            _ => self.smooth_n(stage, order),
        }
    }

    /// An order that is known before a run starts; the elements of an array may have orders of their own.
    fn order(&mut self, written: &parse::Expr) -> Option<Order> {
        let one = self.at_start(written);
        let known = one.map(|order| vec![order]).or_else(|| self.array_at_start(written))?;
        let is_order = |n: &f64| (1.0..=limits::ORDER).contains(n) && n.fract() == 0.0;
        let most = known.iter().copied().reduce(f64::max).filter(|_| known.iter().all(is_order))?;
        let each = match one {
            Some(order) => Expr::number(order, written.span),
            None => self.expression(written),
        };
        Some(Order {
            most: most as u32,
            each,
        })
    }

    /// `SMOOTH N(input, time, initial, n)`: `n` smooths in a row, each with an `n`th of the time and the same start. Discrete,
    /// as `DELAY N` is.
    fn smooth_n(&mut self, given: Stage, order: Order) -> Expr {
        let most = order.most;
        let chain = self.chain("smooth n", given, order.each);
        let (mut input, mut levels) = (chain.input, Vec::new());
        for stage in 1..=most {
            let level = self.hidden(&format!("{} › {stage}", chain.name), Kind::SampleAndHold);
            let value = self.read(level);
            self.give(level, Role::Start, chain.initial.clone());
            self.step_on(level, input.minus(value.clone()).over(chain.part.clone()));
            levels.push(value.clone());
            input = value;
        }
        self.last_in_use(chain.stages, levels, &chain.name)
    }

    /// `DELAY N(input, time, initial, n)`: `n` delays in a row, each with an `n`th of the time.
    ///
    /// It is discrete: Vensim's manual has its output constant over a time step, and dependent on the delay times of earlier
    /// steps only. So the last stage loses by the time of the step before what the output says, the others by the present one.
    fn delay_n(&mut self, given: Stage, order: Order) -> Expr {
        let most = order.most;
        let chain = self.chain("delay n", given, order.each);
        let (name, span) = (&chain.name, chain.stages.span);
        let before = self.held_before(&chain.part, name);
        let (mut input, mut outflows) = (chain.input, Vec::new());
        for stage in 1..=most {
            let level = self.hidden(&format!("{name} › {stage}"), Kind::SampleAndHold);
            let is_last = chain.stages.clone().compare(BinaryOp::Less, Expr::number(f64::from(stage) + 0.5, span));
            let part = is_last.choose(before.clone(), chain.part.clone());
            let outflow = self.read(level).over(part);
            let outflow = self.shared(outflow, name, &format!("{stage} › out"));
            self.give(level, Role::Start, chain.initial.clone().times(chain.part.clone()));
            self.step_on(level, input.minus(outflow.clone()));
            outflows.push(outflow.clone());
            input = outflow;
        }
        self.last_in_use(chain.stages, outflows, &chain.name)
    }

    /// What all stages of a chain share.
    fn chain(&mut self, what: &str, given: Stage, order: Expr) -> Chain {
        let name = self.next_name(what);
        let time = self.shared(given.time, &name, "time");
        let initial = self.shared_start(given.initial, &name);
        let stages = self.stages(time.clone(), order, &name);
        let part = self.shared(time.over(stages.clone()), &name, "part");
        Chain {
            input: given.input,
            part,
            initial,
            stages,
            name,
        }
    }

    /// What an expression was at the step before; at the start what it is.
    fn held_before(&mut self, now: &Expr, name: &str) -> Expr {
        let before = self.hidden(&format!("{name} › before"), Kind::SampleAndHold);
        self.give(before, Role::Start, now.clone());
        self.give(before, Role::Next, now.clone());
        self.read(before)
    }

    /// Moves a held state by its rate, once a step, whatever the method of integration.
    fn step_on(&mut self, level: VariableId, rate: Expr) {
        let step = ExprKind::TimeStep.at(rate.span);
        let next = self.read(level).plus(step.times(rate));
        self.give(level, Role::Next, next);
    }

    /// The value of the last stage that is in use. Which one that is may differ from run to run and cell to cell, but
    /// hidden states are the same in all: every stage is there, and one is chosen.
    fn last_in_use(&mut self, stages: Expr, mut values: Vec<Expr>, name: &str) -> Expr {
        let span = stages.span;
        let Some(mut value) = values.pop() else {
            return stages; // an order of 0 was refused
        };
        for (before, other) in values.into_iter().enumerate().rev() {
            // Between two whole numbers, so that no rounding of either side can tip the comparison.
            let enough = Expr::number(before as f64 + 1.5, span);
            let chosen = stages.clone().compare(BinaryOp::Less, enough).choose(other, value);
            value = self.shared(chosen, name, &format!("from {}", before + 1));
        }
        value
    }

    /// How many stages of at least one time step a chain has, `order` at most; computed at the start.
    fn stages(&mut self, time: Expr, order: Expr, name: &str) -> Expr {
        let span = time.span;
        let number = |value| Expr::number(value, span);
        let step = ExprKind::TimeStep.at(span);
        // A time of whole steps may come out a rounding error short of them.
        let steps = Expr::call(Function::Floor, vec![time.over(step).plus(number(1e-6))]);
        let some = Expr::call(Function::Max, vec![steps, number(1.0)]);
        let stages = Expr::call(Function::Min, vec![some, order]);
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
