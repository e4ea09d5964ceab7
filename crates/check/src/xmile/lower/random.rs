//! Random numbers, in terms of Vensim's functions.

use super::arguments::ArgumentList;
use crate::xmile::build::{self, binary, number};
use crate::xmile::functions::{Distribution, Rule};
use language::{Meaning, Random};
use parse::{BinaryOp, Expr};

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
