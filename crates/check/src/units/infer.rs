//! The unit of an expression, from the units of what it uses.

use super::Units;
use crate::builtins::{self, DataFunction, Random, Stateful, What};
use crate::equations::literal;
use crate::model::{Function, Reduction, VectorFunction};
use crate::names::TIME;
use parse::{BinaryOp, Expr, ExprKind, Reference, UnaryOp};
use units::Unit;

impl Units<'_> {
    /// The unit of an expression; `None` when anything would fit. Reports what cannot be added or compared.
    pub fn infer(&mut self, expr: &Expr) -> Option<Unit> {
        match &expr.kind {
            ExprKind::Reference(reference) => self.of_name(reference),
            ExprKind::Unary(UnaryOp::Not, inner) => {
                self.infer(inner);
                Some(Unit::pure())
            }
            ExprKind::Unary(UnaryOp::Negate | UnaryOp::Plus, inner) => self.infer(inner),
            ExprKind::Binary(op, a, b) => self.binary(*op, (a, b)),
            ExprKind::Call { callee, arguments } => self.call(callee, arguments),
            ExprKind::Number(_)
            | ExprKind::Missing
            | ExprKind::Text(_)
            | ExprKind::Lookup(_)
            | ExprKind::Outputs(_)
            | ExprKind::Error => None,
        }
    }

    fn of_name(&self, reference: &Reference) -> Option<Unit> {
        if &*reference.name.key == TIME {
            return self.time.clone();
        }
        let variable = self.names.variable(&reference.name.key)?;
        self.declared[variable.0 as usize].clone()
    }

    fn binary(&mut self, op: BinaryOp, (a, b): (&Expr, &Expr)) -> Option<Unit> {
        match op {
            BinaryOp::Add | BinaryOp::Subtract => self.alike(&[a, b], "added or subtracted"),
            BinaryOp::Multiply => {
                let (a, b) = (self.infer(a), self.infer(b));
                Some(a?.times(&b?))
            }
            BinaryOp::Divide => {
                let (a, b) = (self.infer(a), self.infer(b));
                Some(a?.over(&b?))
            }
            BinaryOp::Power => self.power(a, b),
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual => {
                self.alike(&[a, b], "compared");
                Some(Unit::pure())
            }
            BinaryOp::And | BinaryOp::Or => {
                self.infer(a);
                self.infer(b);
                Some(Unit::pure())
            }
        }
    }

    /// The common unit of expressions that must have one.
    fn alike(&mut self, expressions: &[&Expr], what: &str) -> Option<Unit> {
        let mut common: Option<Unit> = None;
        for expr in expressions {
            let Some(unit) = self.infer(expr) else {
                continue;
            };
            match &common {
                Some(common) if *common != unit => {
                    self.report(expr.span, format!("`{common}` and `{unit}` cannot be {what}"));
                }
                _ => common = Some(unit),
            }
        }
        common
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Option<Unit> {
        let base = self.infer(base);
        self.pure(exponent, "an exponent");
        let base = base?;
        if base.is_pure() {
            return Some(base);
        }
        let exponent = literal(exponent).filter(|n| n.fract() == 0.0 && n.abs() < 100.0)?;
        Some(base.power(exponent as i32))
    }

    /// Something that must be a pure number.
    fn pure(&mut self, expr: &Expr, what: &str) {
        if let Some(unit) = self.infer(expr)
            && !unit.is_pure()
        {
            self.report(
                expr.span,
                format!("{what} must be dimensionless, but this is in `{unit}`"),
            );
        }
    }

    /// Something that must be a time.
    fn time(&mut self, expr: &Expr) {
        if let (Some(unit), Some(time)) = (self.infer(expr), self.time.clone())
            && unit != time
        {
            self.report(
                expr.span,
                format!("a time in `{time}` is needed here, but this is in `{unit}`"),
            );
        }
    }

    fn call(&mut self, callee: &Reference, arguments: &[Expr]) -> Option<Unit> {
        let Some(builtin) = builtins::find(&callee.name.key) else {
            arguments.iter().for_each(|a| drop(self.infer(a)));
            return self.of_name(callee);
        };
        if !builtin.arity.contains(&arguments.len()) {
            return None;
        }
        match builtin.what {
            What::Pure(function) => self.function(function, arguments),
            What::If => {
                self.infer(&arguments[0]);
                self.alike(&[&arguments[1], &arguments[2]], "the two results of one IF THEN ELSE")
            }
            What::Power => self.power(&arguments[0], &arguments[1]),
            What::Reduce(Reduction::Product) => {
                self.infer(&arguments[0]);
                None
            }
            What::Reduce(_) | What::Identity => self.infer(&arguments[0]),
            What::WithLookup => {
                self.infer(&arguments[0]);
                None
            }
            What::LookupArea | What::LookupSlope => {
                arguments[1..].iter().for_each(|a| drop(self.infer(a)));
                None
            }
            What::LookupCall(_) => {
                self.infer(&arguments[1]);
                self.infer(&arguments[0])
            }
            What::Data(DataFunction::BetweenTimes) => {
                self.time(&arguments[1]);
                self.infer(&arguments[0])
            }
            What::Data(DataFunction::FirstTime | DataFunction::LastTime) => self.time.clone(),
            What::Data(DataFunction::Statistic(_)) => {
                arguments[1..].iter().for_each(|bound| self.time(bound));
                self.infer(&arguments[0])
            }
            What::Data(DataFunction::TotalPoints) => Some(Unit::pure()),
            What::LookupInvert | What::TimeValue | What::TimeBase => {
                arguments.iter().for_each(|a| drop(self.infer(a)));
                None
            }
            What::ElementCount => Some(Unit::pure()),
            What::Vector(function) => self.vector(function, arguments),
            What::Random(Random::Uniform) => self.alike(&[&arguments[0], &arguments[1]], "limits of one distribution"),
            What::Random(_) | What::Select | What::Reorder | What::ElementMap(_) => {
                arguments.iter().for_each(|a| drop(self.infer(a)));
                None
            }
            What::Stateful(stateful) => self.stateful(stateful, arguments),
        }
    }

    fn function(&mut self, function: Function, arguments: &[Expr]) -> Option<Unit> {
        let all: Vec<&Expr> = arguments.iter().collect();
        match function {
            Function::Abs | Function::Integer | Function::Floor => self.infer(all[0]),
            Function::Min | Function::Max | Function::Modulo | Function::FloorModulo | Function::Quantum => {
                self.alike(&all, "compared")
            }
            Function::Sqrt => self.infer(all[0])?.root(),
            Function::Zidz => self.binary(BinaryOp::Divide, (all[0], all[1])),
            Function::Xidz => {
                self.infer(all[2]);
                self.binary(BinaryOp::Divide, (all[0], all[1]))
            }
            Function::Step => {
                self.time(all[1]);
                self.infer(all[0])
            }
            Function::Ramp => {
                self.time(all[1]);
                self.time(all[2]);
                Some(self.infer(all[0])?.times(self.time.as_ref()?))
            }
            Function::Pulse | Function::PulseTrain => {
                all.iter().for_each(|a| self.time(a));
                None
            }
            Function::NormalBelow
            | Function::NormalQuantile
            | Function::GammaBelow
            | Function::GammaQuantile
            | Function::BetaBelow
            | Function::BetaQuantile
            | Function::PoissonBelow
            | Function::PoissonQuantile
            | Function::BinomialBelow
            | Function::BinomialQuantile
            | Function::NegativeBinomialBelow
            | Function::NegativeBinomialQuantile
            | Function::TriangularBelow
            | Function::TriangularQuantile => None, // no author writes them
            Function::Exp | Function::Ln | Function::Log | Function::GammaLn => {
                self.pure(all[0], "the argument of this function");
                Some(Unit::pure())
            }
            Function::Sin
            | Function::Cos
            | Function::Tan
            | Function::Arcsin
            | Function::Arccos
            | Function::Arctan
            | Function::Sinh
            | Function::Cosh
            | Function::Tanh => {
                self.infer(all[0]); // an angle, or Time as often as not
                Some(Unit::pure())
            }
        }
    }

    /// Units within profiles differ from element to element, so their priorities are not compared with prices.
    fn vector(&mut self, function: VectorFunction, arguments: &[Expr]) -> Option<Unit> {
        let units: Vec<Option<Unit>> = arguments.iter().map(|a| self.infer(a)).collect();
        match function {
            VectorFunction::SortOrder | VectorFunction::Rank => Some(Unit::pure()),
            VectorFunction::Element
            | VectorFunction::AllocateAvailable
            | VectorFunction::AllocateByPriority
            | VectorFunction::DemandAtPrice
            | VectorFunction::SupplyAtPrice => units.into_iter().next().flatten(),
            VectorFunction::InvertMatrix | VectorFunction::MarketPrice => None,
        }
    }

    fn stateful(&mut self, stateful: Stateful, arguments: &[Expr]) -> Option<Unit> {
        match (stateful, arguments) {
            (Stateful::Integ, [rate, initial]) => self.integ(rate, initial),
            (Stateful::Smooth | Stateful::Smooth3 | Stateful::Delay1 | Stateful::Delay3, [input, time]) => {
                self.time(time);
                self.infer(input)
            }
            (
                Stateful::SmoothI | Stateful::Smooth3I | Stateful::Delay1I | Stateful::Delay3I | Stateful::DelayFixed,
                [input, time, initial],
            ) => {
                self.time(time);
                self.alike(&[input, initial], "input and initial value of one delay")
            }
            (Stateful::SampleIfTrue, [condition, input, initial]) => {
                self.infer(condition);
                self.alike(&[input, initial], "input and initial value of one sample")
            }
            (Stateful::PinkNoise, [mean, deviation, time, _]) => {
                self.time(time);
                self.alike(&[mean, deviation], "mean and deviation of one noise")
            }
            (Stateful::Initial, [x]) => self.infer(x),
            (Stateful::ActiveInitial, [active, initial]) => {
                self.alike(&[active, initial], "two values of one variable")
            }
            _ => None,
        }
    }

    fn integ(&mut self, rate: &Expr, initial: &Expr) -> Option<Unit> {
        let rate_unit = self.infer(rate);
        let initial_unit = self.infer(initial);
        let gathered = rate_unit.zip(self.time.as_ref()).map(|(rate, time)| rate.times(time));
        if let (Some(gathered), Some(initial_unit)) = (&gathered, &initial_unit)
            && gathered != initial_unit
        {
            self.report(
                rate.span,
                format!("the rate gathers `{gathered}`, but the stock starts in `{initial_unit}`"),
            );
        }
        gathered.or(initial_unit)
    }
}
