//! Random numbers, in terms of Vensim's functions.

use super::arguments::ArgumentList;
use crate::xmile::build::{self, binary, number};
use crate::xmile::functions::{Distribution, Rule};
use language::{Function, Meaning, Random};
use parse::{BinaryOp, Expr};
use source::Span;

/// Random numbers.
pub(super) fn drawn(rule: Rule, mut list: ArgumentList) -> Expr {
    let span = list.span;
    match rule {
        Rule::Uniform => build::call("RANDOM UNIFORM", list.take([0.0, 1.0, 0.0]).into(), span),
        Rule::Normal => {
            let [mean, deviation, seed, low, high] = list.take([0.0, 1.0, 0.0, -f64::MAX, f64::MAX]);
            build::call("RANDOM NORMAL", vec![low, high, mean, deviation, seed], span)
        }
        Rule::Exponential => {
            let [mean, seed] = list.take([1.0, 0.0]);
            let [low, high, shift] = [0.0, f64::MAX, 0.0].map(|n| number(n, span));
            build::call("RANDOM EXPONENTIAL", vec![low, high, shift, mean, seed], span)
        }
        Rule::Chance(distribution) => {
            let numbers = (0..distribution.numbers()).map(|_| list.or(1.0)).collect();
            let [seed, low, high] = list.take([0.0, -f64::MAX, f64::MAX]);
            chance(distribution, numbers, [low, high, seed])
        }
        _ => build::error(span),
    }
}

/// A random number between two ends, in terms of Vensim's functions.
fn chance(distribution: Distribution, numbers: Vec<Expr>, [low, high, seed]: [Expr; 3]) -> Expr {
    let span = seed.span;
    let n = |at: usize| numbers.get(at).cloned().unwrap_or_else(|| number(f64::NAN, span));
    let (zero, one) = (number(0.0, span), number(1.0, span));
    let drawn = |distribution: Random, own: Vec<Expr>, frame: [Expr; 2]| {
        let arguments = [vec![low.clone(), high.clone()], own, frame.to_vec(), vec![seed.clone()]];
        build::builtin(Meaning::Random(distribution), arguments.concat(), span)
    };
    match distribution {
        Distribution::Beta => drawn(Random::Beta, vec![n(0), n(1)], [zero, one]),
        Distribution::Binomial => drawn(Random::Binomial, vec![n(1), n(0)], [zero, one]),
        Distribution::NegativeBinomial => drawn(Random::NegativeBinomial, vec![n(1), n(0)], [zero, one]),
        Distribution::Poisson => drawn(Random::Poisson, vec![n(0)], [zero, one]),
        Distribution::Gamma => drawn(Random::GammaOfAnyOrder, vec![n(0)], [zero, n(1)]),
        Distribution::Weibull => {
            // Vensim's has the mean 1; that of a scale of 1 is the gamma function at 1 + 1/shape.
            let shape = binary(BinaryOp::Divide, one.clone(), n(0));
            let gamma = build::call("GAMMA LN", vec![binary(BinaryOp::Add, one, shape)], span);
            let mean = build::call("EXP", vec![gamma], span);
            drawn(
                Random::Weibull,
                vec![n(0)],
                [zero, binary(BinaryOp::Multiply, n(1), mean)],
            )
        }
        Distribution::Logistic | Distribution::Pareto | Distribution::Geometric => {
            let between = |share: &dyn Fn(Expr) -> Expr, ends: [Expr; 2]| {
                let [least, most] = ends.map(share);
                build::call("RANDOM UNIFORM", vec![least, most, seed.clone()], span)
            };
            by_inverse(distribution, [n(0), n(1)], [low.clone(), high.clone()], &between)
        }
        Distribution::Triangular => build::call("RANDOM TRIANGULAR", vec![low, high, n(0), n(1), n(2), seed], span),
        Distribution::Lognormal => {
            // The logarithms have the variance ln(1 + (deviation/mean)²) and the mean ln(mean) - variance/2.
            let ratio = binary(BinaryOp::Divide, n(1), n(0));
            let square = binary(BinaryOp::Multiply, ratio.clone(), ratio);
            let variance = build::call("LN", vec![binary(BinaryOp::Add, one, square)], span);
            let half = binary(BinaryOp::Divide, variance.clone(), number(2.0, span));
            let mean = binary(BinaryOp::Subtract, build::call("LN", vec![n(0)], span), half);
            let deviation = build::call("SQRT", vec![variance], span);
            let least = build::call("MAX", vec![low, number(f64::MIN_POSITIVE, span)], span);
            let ends = [least, high].map(|end| build::call("LN", vec![end], span));
            let [low, high] = ends;
            let normal = build::call("RANDOM NORMAL", vec![low, high, mean, deviation, seed], span);
            build::call("EXP", vec![normal], span)
        }
    }
}

/// A uniform share between those of two ends.
type Between<'a> = dyn Fn(&dyn Fn(Expr) -> Expr, [Expr; 2]) -> Expr + 'a;

/// The value below which a uniform share of the distribution lies.
fn by_inverse(distribution: Distribution, [a, b]: [Expr; 2], [low, high]: [Expr; 2], between: &Between) -> Expr {
    let span = a.span;
    let one = || number(1.0, span);
    let minus = |a, b| binary(BinaryOp::Subtract, a, b);
    let (plus, times) = (
        |a, b| binary(BinaryOp::Add, a, b),
        |a, b| binary(BinaryOp::Multiply, a, b),
    );
    let (over, power) = (
        |a, b| binary(BinaryOp::Divide, a, b),
        |a, b| binary(BinaryOp::Power, a, b),
    );
    let named = |name: &str, x| build::call(name, vec![x], span);
    match distribution {
        Distribution::Logistic => {
            // The share below x is 1 / (1 + exp((mean - x) / scale)).
            let share = |x| {
                let odds = named("EXP", over(minus(a.clone(), x), b.clone()));
                over(one(), plus(one(), odds))
            };
            let share = between(&share, [low, high]);
            let odds = over(share.clone(), minus(one(), share));
            plus(a.clone(), times(b.clone(), named("LN", odds)))
        }
        Distribution::Pareto => {
            // The share below x is 1 - (scale / x) ^ shape, from the scale on.
            let share = |x| {
                let at_least = build::call("MAX", vec![x, b.clone()], span);
                minus(one(), power(over(b.clone(), at_least), a.clone()))
            };
            let share = between(&share, [low, high]);
            times(
                b.clone(),
                power(minus(one(), share), over(number(-1.0, span), a.clone())),
            )
        }
        _ => {
            // The share at or below k trials is 1 - (1 - chance) ^ k.
            let share = |trials| {
                let trials = build::call("MAX", vec![trials, number(0.0, span)], span);
                minus(one(), power(minus(one(), a.clone()), trials))
            };
            let floor = |x| build::builtin(Meaning::Pure(Function::Floor), vec![x], span);
            // The smallest may come out itself: what is cut off lies a whole trial below it.
            let ends = [minus(ceiling(low, span), one()), floor(high)];
            let share = between(&share, ends);
            let logarithms = over(named("LN", minus(one(), share)), named("LN", minus(one(), a.clone())));
            build::call("MAX", vec![ceiling(logarithms, span), one()], span)
        }
    }
}

/// The smallest whole number that is not below.
fn ceiling(x: Expr, span: Span) -> Expr {
    let negative = |x| binary(BinaryOp::Subtract, number(0.0, span), x);
    negative(build::builtin(Meaning::Pure(Function::Floor), vec![negative(x)], span))
}
