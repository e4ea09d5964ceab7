//! Functions of Stella's that are a formula of their arguments, the clock and chance (isee's help, "Builtins").

use super::arguments::ArgumentList;
use super::operators::{choose, minus, over, plus, times};
use super::past;
use crate::xmile::build::{self, binary, control, number};
use crate::xmile::functions::Stella;
use language::{Function, Meaning};
use parse::{BinaryOp, Expr};
use source::{Diagnostic, Span};

/// The formula of a function; a diagnostic where its arguments have no meaning here.
pub(super) fn formula(function: Stella, list: ArgumentList) -> Result<Expr, Box<Diagnostic>> {
    Ok(match function {
        Stella::Payment | Stella::PresentValue | Stella::FutureValue | Stella::CompoundGrowth => money(function, list),
        Stella::SineWave | Stella::CosineWave | Stella::Counter | Stella::MonteCarlo => of_clock(function, list),
        Stella::EndValue => past::end_value(list),
        Stella::History => past::history(list)?,
        Stella::Derivative => past::derivative(list)?,
        _ => of_numbers(function, list),
    })
}

fn of_numbers(function: Stella, mut list: ArgumentList) -> Expr {
    let span = list.span;
    match function {
        Stella::Percent => times(list.or(0.0), number(100.0, span)),
        Stella::Root => root(list.take([0.0, 1.0]), span),
        Stella::Factorial => {
            let n = list.or(0.0);
            build::builtin(Meaning::Pure(Function::Permutations), vec![n.clone(), n], span)
        }
        Stella::NormalQuantile => {
            let [share, mean, deviation] = list.take([0.5, 0.0, 1.0]);
            let standard = build::builtin(Meaning::Pure(Function::NormalQuantile), vec![share], span);
            plus(mean, times(deviation, standard))
        }
        _ => {
            let [from, to, mean, deviation] = list.take([0.0, 0.0, 0.0, 1.0]);
            let below = |x| {
                let standard = over(minus(x, mean.clone()), deviation.clone());
                build::builtin(Meaning::Pure(Function::NormalBelow), vec![standard], span)
            };
            minus(below(to), below(from))
        }
    }
}

/// The root of a negative number is one where `n` is odd, and no number where it is even.
fn root([x, n]: [Expr; 2], span: Span) -> Expr {
    let n = build::builtin(Meaning::Pure(Function::Floor), vec![plus(n, number(0.5, span))], span);
    let of_size = binary(
        BinaryOp::Power,
        build::call("ABS", vec![x.clone()], span),
        over(number(1.0, span), n.clone()),
    );
    let is_odd = binary(
        BinaryOp::Equal,
        build::builtin(Meaning::Pure(Function::FloorModulo), vec![n, number(2.0, span)], span),
        number(1.0, span),
    );
    let negative = minus(number(0.0, span), of_size.clone());
    let of_negative = choose(is_odd, negative, build::not_a_number(span), span);
    choose(
        binary(BinaryOp::GreaterEqual, x, number(0.0, span)),
        of_size,
        of_negative,
        span,
    )
}

fn of_clock(function: Stella, mut list: ArgumentList) -> Expr {
    let span = list.span;
    let since_start = || minus(control("Time", span), control("INITIAL TIME", span));
    match function {
        Stella::Counter => {
            let [first, end] = list.take([0.0, 1.0]);
            let length = minus(end, first.clone());
            // A clock that adds up steps may stand a hair below a whole turn.
            let hair = times(control("TIME STEP", span), number(1e-6, span));
            let turned = build::builtin(
                Meaning::Pure(Function::FloorModulo),
                vec![plus(since_start(), hair.clone()), length],
                span,
            );
            plus(first, minus(turned, hair))
        }
        Stella::MonteCarlo => {
            let [chance, seed] = list.take([0.0, 0.0]);
            let drawn = build::call(
                "RANDOM UNIFORM",
                vec![number(0.0, span), number(100.0, span), seed],
                span,
            );
            let in_a_step = times(chance, control("TIME STEP", span));
            let happens = binary(BinaryOp::Less, drawn, in_a_step);
            choose(happens, number(1.0, span), number(0.0, span), span)
        }
        _ => {
            let [amplitude, period] = list.take([0.0, 1.0]);
            let turns = over(times(number(std::f64::consts::TAU, span), since_start()), period);
            let name = if function == Stella::SineWave { "SIN" } else { "COS" };
            times(amplitude, build::call(name, vec![turns], span))
        }
    }
}

/// Money: what is paid has the other sign than what is received, as in a spreadsheet.
fn money(function: Stella, mut list: ArgumentList) -> Expr {
    let span = list.span;
    let one = || number(1.0, span);
    if function == Stella::CompoundGrowth {
        let growth = plus(one(), over(list.or(0.0), number(100.0, span)));
        let step = control("TIME STEP", span);
        return over(minus(binary(BinaryOp::Power, growth, step.clone()), one()), step);
    }
    let [rate, periods, second, third] = list.take([0.0, 1.0, 0.0, 0.0]);
    let grown = || binary(BinaryOp::Power, plus(one(), rate.clone()), periods.clone());
    // What payments of 1 have grown to at the end.
    let annuity = || over(minus(grown(), one()), rate.clone());
    let (with_rate, without) = match function {
        Stella::Payment => (
            over(plus(times(second.clone(), grown()), third.clone()), annuity()),
            over(plus(second, third), periods.clone()),
        ),
        Stella::PresentValue => (
            over(plus(third.clone(), times(second.clone(), annuity())), grown()),
            plus(third, times(second, periods.clone())),
        ),
        _ => (
            plus(times(third.clone(), grown()), times(second.clone(), annuity())),
            plus(third, times(second, periods.clone())),
        ),
    };
    let is_free = binary(BinaryOp::Equal, rate.clone(), number(0.0, span));
    let value = choose(is_free, without, with_rate, span);
    minus(number(0.0, span), value)
}
