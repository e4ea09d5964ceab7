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
        let resolved = self.all(arguments);
        let a = |at: usize| {
            resolved
                .get(at)
                .cloned()
                .unwrap_or_else(|| Expr::number(f64::NAN, span))
        };
        let noise = self.noise(resolved.last().cloned(), span);
        let share = self.uniform(noise, span);
        let framed = |first: usize| Frame {
            low: a(0),
            high: a(1),
            shift: a(first),
            stretch: a(first + 1),
        };
        match distribution {
            Random::ZeroOne => share,
            Random::Uniform => a(0).plus(share.times(a(1).minus(a(0)))),
            Random::Normal => framed(2).continuous(share, (Function::NormalBelow, Function::NormalQuantile), &[]),
            Random::Exponential => framed(2).exponential(share, (one(span), one(span))),
            Random::Weibull => {
                // The mean of a Weibull distribution of scale 1 is the gamma function at 1 + 1/shape.
                let mean = Expr::call(Function::GammaLn, vec![one(span).plus(one(span).over(a(2)))]);
                let scale = Expr::call(Function::Exp, vec![Expr::number(0.0, span).minus(mean)]);
                framed(3).exponential(share, (a(2), scale))
            }
            Random::Triangular => {
                let (shift, stretch) = (Expr::number(0.0, span), one(span));
                let (low, high) = (a(0), a(1));
                let frame = Frame {
                    low,
                    high,
                    shift,
                    stretch,
                };
                let both = (Function::TriangularBelow, Function::TriangularQuantile);
                frame.continuous(share, both, &[a(2), a(3), a(4)])
            }
            Random::Gamma | Random::GammaOfAnyOrder => {
                let order = match distribution {
                    Random::Gamma => Expr::call(Function::Max, vec![a(2), one(span)]), // as Vensim has it
                    _ => a(2),
                };
                framed(3).continuous(share, (Function::GammaBelow, Function::GammaQuantile), &[order])
            }
            Random::Beta => framed(4).continuous(share, (Function::BetaBelow, Function::BetaQuantile), &[a(2), a(3)]),
            Random::Poisson => framed(3).discrete(share, (Function::PoissonBelow, Function::PoissonQuantile), &[a(2)]),
            Random::Binomial => {
                let both = (Function::BinomialBelow, Function::BinomialQuantile);
                framed(4).discrete(share, both, &[a(2), rounded(a(3))])
            }
            Random::NegativeBinomial => {
                let both = (Function::NegativeBinomialBelow, Function::NegativeBinomialQuantile);
                framed(4).discrete(share, both, &[a(2), rounded(a(3))])
            }
        }
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
        frame.continuous(share, (Function::NormalBelow, Function::NormalQuantile), &[])
    }

    /// Which noise a call hears: of a stream `s` other than 0 the odd number `2s + 1`, else twice NOISE SEED, if the model has one.
    fn noise(&mut self, stream: Option<Expr>, span: Span) -> Option<Box<Expr>> {
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
    fn uniform(&mut self, noise: Option<Box<Expr>>, span: Span) -> Expr {
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
            element = element
                .times(Expr::number(f64::from(index_variable.extent), span))
                .plus(position);
        }
        let element = Box::new(element);
        let kind = ExprKind::Uniform { stream, element, noise };
        Expr { kind, span }
    }
}

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
    fn exponential(self, share: Expr, (shape, scale): (Expr, Expr)) -> Expr {
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
        let drawn = power
            .compare(BinaryOp::Power, one(span).over(shape))
            .times(scale.clone());
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
