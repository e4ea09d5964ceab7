//! Random numbers: a uniform share, turned into a value of a distribution that is cut off at both ends.
//!
//! A call of Vensim names the smallest and largest value that may come out, the distribution's own numbers, a shift and a
//! stretch: what is drawn is `shift + stretch * x` for a standard `x`. Its last argument is the number of a noise: 0 for the
//! model's, which a variable NOISE SEED chooses, another for one that NOISE SEED leaves alone (Vensim's manual, "Stream ID" and
//! "NOISE SEED"). Within a noise every call has numbers of its own, those of its place in the model.

use super::resolve::Resolver;
use crate::model::{BinaryOp, Expr, ExprKind, Function, Index};
use language::Random;
use source::Span;

/// The ends between which a value must lie, and what becomes of a standard one.
struct Frame {
    low: Expr,
    high: Expr,
    shift: Expr,
    stretch: Expr,
}

/// The share below a value, and the value of a share.
type Both = (Function, Function);

impl Resolver<'_, '_, '_> {
    /// Resolves a call of a random function, which has as many arguments as it takes.
    pub fn random(&mut self, distribution: Random, arguments: &[parse::Expr], span: Span) -> Expr {
        if distribution == Random::Lookup {
            return self.random_lookup(arguments, span);
        }
        let arguments = Arguments {
            resolved: self.all(arguments),
            span,
        };
        let noise = self.noise(arguments.resolved.last().cloned(), span);
        let share = self.uniform(noise, span);
        arguments.drawn(distribution, share)
    }

    /// `RANDOM NORMAL(-6, 6, 0, 1, stream)`.
    pub fn normal(&mut self, stream: Expr, span: Span) -> Expr {
        let noise = self.noise(Some(stream), span);
        let share = self.uniform(noise, span);
        let [low, high, shift, stretch] = [-6.0, 6.0, 0.0, 1.0].map(|n| Expr::number(n, span));
        let frame = Frame {
            low,
            high,
            shift,
            stretch,
        };
        frame.continuous(share, NORMAL, &[])
    }

    /// Which noise a call hears: of a stream `s` other than 0 the odd number `2s + 1`, else twice NOISE SEED, if the model has one.
    pub(super) fn noise(&mut self, stream: Option<Expr>, span: Span) -> Option<Box<Expr>> {
        let number = |value| Expr::number(value, span);
        let stream = stream.unwrap_or_else(|| number(0.0));
        let twice = |x: Expr| number(2.0).times(Expr::call(Function::Floor, vec![x]));
        let of_model = self.noise_seed(span).map(twice);
        let own = |stream| twice(stream).plus(number(1.0));
        let chosen = match stream.kind {
            ExprKind::Number(0.0) => of_model?,
            ExprKind::Number(s) => number(2.0 * s.floor() + 1.0),
            _ => {
                let is_model = stream.clone().compare(BinaryOp::Equal, number(0.0));
                is_model.choose(of_model.unwrap_or_else(|| number(0.0)), own(stream))
            }
        };
        Some(Box::new(chosen))
    }

    /// The variable that chooses the model's noise.
    fn noise_seed(&self, span: Span) -> Option<Expr> {
        let id = self.builder.names.variable("noise seed")?;
        let is_number = self.builder.draft.variable(id).shape.is_empty();
        let kind = ExprKind::Variable(id, Vec::new());
        is_number.then_some(Expr { kind, span })
    }

    /// A share between 0 and 1 from a stream of this call's own, another one for each iteration of the loops around.
    pub(super) fn uniform(&mut self, noise: Option<Box<Expr>>, span: Span) -> Expr {
        let name = self.next_name("random");
        // Fowler, Noll & Vo's hash: a stream does not change when other equations do.
        let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let mut stream = name.bytes().fold(0x811c_9dc5, hash);
        while !self.builder.draft.streams.insert(stream) {
            stream = stream.wrapping_add(1);
        }
        let mut element = Expr::number(0.0, span);
        for (variable, index_variable) in self.place.scope.iter().enumerate() {
            let positions = (0..index_variable.extent).collect();
            let variable = variable as u8;
            let kind = ExprKind::Position(Index::Along { variable, positions });
            let position = Expr { kind, span }.minus(one(span));
            element = element.times(Expr::number(f64::from(index_variable.extent), span)).plus(position);
        }
        let element = Box::new(element);
        let kind = ExprKind::Uniform { stream, element, noise };
        Expr { kind, span }
    }
}

/// The arguments of a call, resolved.
struct Arguments {
    resolved: Vec<Expr>,
    span: Span,
}

impl Arguments {
    fn at(&self, place: usize) -> Expr {
        let missing = || Expr::number(f64::NAN, self.span); // refused with the number of arguments
        self.resolved.get(place).cloned().unwrap_or_else(missing)
    }

    /// The ends, and the shift and stretch from `shift` on.
    fn frame(&self, shift: usize) -> Frame {
        Frame {
            low: self.at(0),
            high: self.at(1),
            shift: self.at(shift),
            stretch: self.at(shift + 1),
        }
    }

    /// The ends, with nothing shifted or stretched.
    fn plain_frame(&self) -> Frame {
        Frame {
            low: self.at(0),
            high: self.at(1),
            shift: Expr::number(0.0, self.span),
            stretch: one(self.span),
        }
    }

    /// The value of a distribution for a uniform share.
    fn drawn(&self, distribution: Random, share: Expr) -> Expr {
        let at = |place| self.at(place);
        match distribution {
            Random::ZeroOne | Random::Lookup => share, // that of a lookup is drawn elsewhere
            Random::Uniform => at(0).plus(share.times(at(1).minus(at(0)))),
            Random::Normal => self.frame(2).continuous(share, NORMAL, &[]),
            Random::Exponential => self.frame(2).exponential(share, one(self.span), one(self.span)),
            Random::Weibull => self.frame(3).exponential(share, at(2), self.weibull_scale()),
            Random::Triangular => self.plain_frame().continuous(share, TRIANGULAR, &[at(2), at(3), at(4)]),
            Random::Gamma => self.frame(3).continuous(share, GAMMA, &[self.order_of_at_least_one()]),
            Random::GammaOfAnyOrder => self.frame(3).continuous(share, GAMMA, &[at(2)]),
            Random::Beta => self.frame(4).continuous(share, BETA, &[at(2), at(3)]),
            Random::Poisson => self.frame(3).discrete(share, POISSON, &[at(2)]),
            Random::Binomial => self.frame(4).discrete(share, BINOMIAL, &[at(2), rounded(at(3))]),
            Random::NegativeBinomial => self.frame(4).discrete(share, NEGATIVE_BINOMIAL, &[at(2), rounded(at(3))]),
        }
    }

    /// The scale that gives a Weibull distribution the mean 1: with a scale of 1 it is the gamma function at 1 + 1/shape.
    fn weibull_scale(&self) -> Expr {
        let one = || one(self.span);
        let mean = Expr::call(Function::GammaLn, vec![one().plus(one().over(self.at(2)))]);
        Expr::call(Function::Exp, vec![Expr::number(0.0, self.span).minus(mean)])
    }

    /// Vensim takes orders below 1 for 1.
    fn order_of_at_least_one(&self) -> Expr {
        Expr::call(Function::Max, vec![self.at(2), one(self.span)])
    }
}

const NORMAL: Both = (Function::NormalBelow, Function::NormalQuantile);
const TRIANGULAR: Both = (Function::TriangularBelow, Function::TriangularQuantile);
const GAMMA: Both = (Function::GammaBelow, Function::GammaQuantile);
const BETA: Both = (Function::BetaBelow, Function::BetaQuantile);
const POISSON: Both = (Function::PoissonBelow, Function::PoissonQuantile);
const BINOMIAL: Both = (Function::BinomialBelow, Function::BinomialQuantile);
const NEGATIVE_BINOMIAL: Both = (Function::NegativeBinomialBelow, Function::NegativeBinomialQuantile);

impl Frame {
    /// What is below `low` and above `high` is cut off: the share runs between those of the two.
    fn continuous(self, share: Expr, (below, quantile): Both, numbers: &[Expr]) -> Expr {
        let at = |end: &Expr| of(below, self.standard(end.clone()), numbers);
        let (least, most) = (at(&self.low), at(&self.high));
        let share = least.clone().plus(share.times(most.minus(least)));
        let drawn = of(quantile, share, numbers);
        self.drawn(drawn)
    }

    /// Of whole numbers, `low` itself may come out too.
    fn discrete(self, share: Expr, (below, quantile): Both, numbers: &[Expr]) -> Expr {
        let span = share.span;
        let negative = |x: Expr| Expr::number(0.0, span).minus(x);
        let first = negative(Expr::call(
            Function::Floor,
            vec![negative(self.standard(self.low.clone()))],
        ));
        let least = of(below, first.minus(one(span)), numbers);
        let most = of(below, self.standard(self.high.clone()), numbers);
        let share = least.clone().plus(share.times(most.minus(least)));
        let drawn = of(quantile, share, numbers);
        self.drawn(drawn)
    }

    /// `scale * (-ln(share above)) ^ (1 / shape)`: a Weibull distribution, of shape 1 the exponential one.
    fn exponential(self, share: Expr, shape: Expr, scale: Expr) -> Expr {
        let span = share.span;
        let zero = || Expr::number(0.0, span);
        let above = |end: &Expr| {
            let from = Expr::call(Function::Max, vec![self.standard(end.clone()), zero()]).over(scale.clone());
            let power = from.compare(BinaryOp::Power, shape.clone());
            Expr::call(Function::Exp, vec![zero().minus(power)])
        };
        let (most, least) = (above(&self.low), above(&self.high));
        let share = most.clone().minus(share.times(most.minus(least)));
        let power = zero().minus(Expr::call(Function::Ln, vec![share]));
        let drawn = power.compare(BinaryOp::Power, one(span).over(shape)).times(scale.clone());
        self.drawn(drawn)
    }

    fn standard(&self, value: Expr) -> Expr {
        value.minus(self.shift.clone()).over(self.stretch.clone())
    }

    /// Rounding must not carry a value over the ends.
    fn drawn(self, standard: Expr) -> Expr {
        let value = self.shift.plus(self.stretch.times(standard));
        let not_above = Expr::call(Function::Min, vec![value, self.high]);
        Expr::call(Function::Max, vec![not_above, self.low])
    }
}

fn of(function: Function, first: Expr, numbers: &[Expr]) -> Expr {
    let mut arguments = vec![first];
    arguments.extend_from_slice(numbers);
    Expr::call(function, arguments)
}

/// The nearest whole number.
fn rounded(x: Expr) -> Expr {
    let half = Expr::number(0.5, x.span);
    Expr::call(Function::Floor, vec![x.plus(half)])
}

fn one(span: Span) -> Expr {
    Expr::number(1.0, span)
}
