//! Random numbers. The last argument of all but the first is the number of a noise.

use super::{counterflow, row, vensim, xmile};
use crate::definition::{Definition, Spelling};
use crate::meaning::{Meaning, Random};
use crate::unit::UnitRule;

pub(super) static ROWS: &[Definition] = &[
    random(Random::ZeroOne, &[vensim("RANDOM 0 1", 0)]),
    row(
        Meaning::Random(Random::Uniform),
        UnitRule::UNIFORM,
        &[vensim("RANDOM UNIFORM", 3), xmile("UNIFORM", 3)],
    ),
    random(Random::Normal, &[vensim("RANDOM NORMAL", 5)]),
    random(Random::Exponential, &[vensim("RANDOM EXPONENTIAL", 5)]),
    random(Random::Weibull, &[vensim("RANDOM WEIBULL", 6)]),
    random(Random::Triangular, &[vensim("RANDOM TRIANGULAR", 6)]),
    random(Random::Gamma, &[vensim("RANDOM GAMMA", 6)]),
    // XMILE's GAMMA has other arguments, so that it has no spelling here.
    random(Random::GammaOfAnyOrder, &[counterflow("XMILE RANDOM GAMMA", 6)]),
    random(Random::Beta, &[vensim("RANDOM BETA", 7)]),
    random(Random::Poisson, &[vensim("RANDOM POISSON", 6)]),
    random(Random::Binomial, &[vensim("RANDOM BINOMIAL", 7)]),
    random(Random::NegativeBinomial, &[vensim("RANDOM NEGATIVE BINOMIAL", 7)]),
    row(
        Meaning::Random(Random::Lookup),
        UnitRule::BEHIND_TABLE,
        &[vensim("RANDOM LOOKUP", 6)],
    ),
];

const fn random(distribution: Random, spellings: &'static [Spelling]) -> Definition {
    row(Meaning::Random(distribution), UnitRule::UNKNOWN, spellings)
}
