//! Trend, forecast, present value and depreciation.

use super::delay_chain::Stage;
use crate::equations::Resolver;
use crate::model::{Expr, ExprKind, Function, Kind, Role};
use source::Diagnostic;

impl Resolver<'_, '_, '_> {
    /// `TREND(input, time, initial)`: the fraction by which the input grows per unit of time. It is `ZIDZ(input - average,
    /// time * ABS(average))`, `average = INTEG((input - average) / time, input / (1 + initial * time))`.
    pub(super) fn trend(&mut self, input: Expr, time: Expr, initial: Expr) -> Expr {
        let name = self.next_name("trend");
        let (input, time) = (self.shared(input, &name, "input"), self.shared(time, &name, "time"));
        let one = Expr::number(1.0, input.span);
        let start = input.clone().over(one.plus(initial.times(time.clone())));
        let average = self.smooth_stage(
            &name,
            Stage {
                input: input.clone(),
                time: time.clone(),
                initial: start,
            },
        );
        let scale = time.times(Expr::call(Function::Abs, vec![average.clone()]));
        Expr::call(Function::Zidz, vec![input.minus(average), scale])
    }

    /// `FORECAST(input, time, horizon)`: the input, as much later, if it goes on as it did. It is `input * (1 + horizon *
    /// ZIDZ(input - average, time * average))`, `average` the `SMOOTH` of the input.
    pub(super) fn forecast(&mut self, input: Expr, time: Expr, horizon: Expr) -> Expr {
        let name = self.next_name("forecast");
        let (input, time) = (self.shared(input, &name, "input"), self.shared(time, &name, "time"));
        let average = self.smooth_stage(
            &name,
            Stage {
                input: input.clone(),
                time: time.clone(),
                initial: input.clone(),
            },
        );
        let scale = time.times(average.clone());
        let growth = Expr::call(Function::Zidz, vec![input.clone().minus(average), scale]);
        input.times(Expr::number(1.0, growth.span).plus(growth.times(horizon)))
    }

    /// `NPV(stream, rate, initial, factor)`: the present value of a stream of payments. It is `(sum + stream * TIME STEP * df) *
    /// factor`, `sum = INTEG(stream * df, initial)`, `df = INTEG(-df * rate / (1 + rate * TIME STEP), 1)`.
    pub(super) fn net_present_value(&mut self, stream: Expr, [rate, initial, factor]: [Expr; 3]) -> Expr {
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
    pub(super) fn depreciate_straightline(&mut self, [stream, time, _, initial]: [Expr; 4]) -> Expr {
        if !matches!(initial.kind, ExprKind::Number(0.0)) {
            let message = "`DEPRECIATE STRAIGHTLINE` starts from 0 in this version";
            return self.failed(Diagnostic::error("unsupported-argument", initial.span, message));
        }
        let name = self.next_name("depreciation");
        let span = stream.span;
        let (stream, time) = (self.shared(stream, &name, "stream"), self.shared(time, &name, "time"));
        let old = self.delay_fixed(Role::Delay, stream.clone(), time.clone(), Expr::number(0.0, span));
        let change = self.shared(stream.minus(old), &name, "change");
        let sum = self.hidden(&format!("{name} › sum"), Kind::Stock);
        self.give(sum, Role::Start, Expr::number(0.0, span));
        self.give(sum, Role::Rate, change.clone());
        let kind = ExprKind::TimeStep;
        let step = Expr { kind, span };
        self.read(sum).plus(change.times(step)).over(time)
    }
}
