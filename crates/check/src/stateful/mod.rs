//! Stateful functions, as the stocks, sample-and-hold states and delay lines that they are.
//!
//! Each function has Vensim's definition in its comment. The variables made here are hidden and have the shape of the loops
//! around the call. Arguments that are used several times become hidden variables too, unless they are names or numbers.

mod definition;
mod delay_chain;
mod growth;
mod noise;
mod steady;

use crate::equations::Resolver;
use crate::model::{Expr, ExprKind, Function, Kind, Role};
use language::Stateful;
use parse::MISSING;
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// Resolves a call of a stateful function that stands within an expression.
    pub fn stateful(&mut self, stateful: Stateful, arguments: &[parse::Expr], span: Span) -> Expr {
        // The order is looked at as it is written: it must be known before a run starts.
        match stateful {
            Stateful::SmoothN | Stateful::DelayN => return self.of_order(stateful, arguments, span),
            Stateful::PinkNoise => return self.pink_noise(arguments, span),
            Stateful::DelayInformation | Stateful::DelayMaterial => return self.steady_delay(arguments, span),
            _ => {}
        }
        let mut arguments = self.all(arguments).into_iter();
        let mut next = || arguments.next().unwrap_or_else(|| Expr::number(f64::NAN, span));
        match stateful {
            Stateful::Integ => next(),
            Stateful::BoundedInteg => self.bounded_stock(next(), next(), [next(), next()]),
            Stateful::Smooth => self.smooth(next(), next(), None),
            Stateful::SmoothI => self.smooth(next(), next(), Some(next())),
            Stateful::Smooth3 => self.smooth3(next(), next(), None),
            Stateful::Smooth3I => self.smooth3(next(), next(), Some(next())),
            Stateful::Delay1 => self.delay1(next(), next(), None),
            Stateful::Delay1I => self.delay1(next(), next(), Some(next())),
            Stateful::Delay3 => self.delay3(next(), next(), None),
            Stateful::Delay3I => self.delay3(next(), next(), Some(next())),
            // Resolved above.
            Stateful::SmoothN | Stateful::DelayN | Stateful::PinkNoise => next(),
            Stateful::DelayInformation | Stateful::DelayMaterial => next(),
            Stateful::Trend => self.trend(next(), next(), next()),
            Stateful::Forecast => self.forecast(next(), next(), next()),
            Stateful::NetPresentValue => self.net_present_value(next(), [next(), next(), next()]),
            Stateful::DepreciateStraightline => self.depreciate_straightline([next(), next(), next(), next()]),
            Stateful::DelayFixed => self.delay_fixed(Role::Delay, next(), next(), next()),
            Stateful::Conveyor => self.delay_fixed(Role::Transit, next(), next(), next()),
            Stateful::SampleIfTrue => self.sample_if_true(next(), next(), next()),
            Stateful::Initial => self.initial_value(next()),
            Stateful::ActiveInitial => self.active(next(), next()),
        }
    }

    /// `SINTEG(rate, initial, low, high)`: a stock that does not leave its limits, a missing one being none. Vensim accepts
    /// it without documenting it.
    fn bounded_stock(&mut self, rate: Expr, initial: Expr, [low, high]: [Expr; 2]) -> Expr {
        let name = self.next_name("stock");
        let (low, high) = (self.shared(low, &name, "low"), self.shared(high, &name, "high"));
        let within = |x: Expr| limited(Function::Max, limited(Function::Min, x, &high), &low);
        let stock = self.hidden(&name, Kind::Stock);
        let (level, step) = (self.read(stock), ExprKind::TimeStep.at(rate.span));
        let next = within(level.clone().plus(rate.times(step.clone())));
        self.give(stock, Role::Start, within(initial));
        self.give(stock, Role::Rate, next.minus(level.clone()).over(step));
        level
    }

    /// `DELAY FIXED(input, time, initial)`: the input of `time` ago, `initial` until then; `time` is read once, at the start.
    /// `XMILE CONVEYOR` reads the time anew for all that enters.
    fn delay_fixed(&mut self, length: Role, input: Expr, time: Expr, initial: Expr) -> Expr {
        let name = self.next_name("delay fixed");
        let delay_line = self.hidden(&name, Kind::DelayLine);
        self.give(delay_line, Role::Start, initial);
        self.give(delay_line, Role::Input, input);
        self.give(delay_line, length, time);
        self.read(delay_line)
    }

    /// `DELAY INFORMATION(input, time, initial)` and `DELAY MATERIAL(input, time, initial, missing)`, which differ from DELAY
    /// FIXED only where the time changes while something is on its way.
    fn steady_delay(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [input, time, initial, ..] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        if !self.is_steady(time) {
            return self.failed(unsteady(time.span));
        }
        let [input, time, initial] = [input, time, initial].map(|argument| self.expression(argument));
        self.delay_fixed(Role::Delay, input, time, initial)
    }

    /// `SAMPLE IF TRUE(condition, input, initial)`: the input while the condition is true, else the last value that was taken;
    /// `initial` before there is one.
    fn sample_if_true(&mut self, condition: Expr, input: Expr, initial: Expr) -> Expr {
        let name = self.next_name("sample");
        let held = self.hidden(&format!("{name} › held"), Kind::SampleAndHold);
        let now = condition.choose(input, self.read(held));
        // What is taken is seen in the same step; the state follows at its end, with the stocks.
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
}

fn unsteady(span: Span) -> Diagnostic {
    let message = "a delay whose time changes in the run, or is not known before it, is not offered here";
    Diagnostic::error("unsupported-argument", span, message)
        .hint("`DELAY FIXED` reads the time once; `DELAY1` and `SMOOTH` follow one that changes")
}

/// The larger or smaller of a value and a limit; the value where the limit is the missing value.
fn limited(by: Function, value: Expr, limit: &Expr) -> Expr {
    match limit.kind {
        ExprKind::Number(MISSING) => value,
        _ => Expr::call(by, vec![value, limit.clone()]),
    }
}
