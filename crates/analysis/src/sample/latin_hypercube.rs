//! Latin hypercube sampling (McKay, Beckman and Conover 1979).
//!
//! Every dimension is cut into as many strata of equal probability as there are futures, and each stratum is hit exactly once,
//! at a random place in it. Each dimension's order and places come from a random stream that its name picks: adding an
//! uncertainty, or moving one in a file, leaves the others' values as they were.

use super::stream::Stream;
use super::{Dimension, Sample, SampleError, SampledColumn};
use std::collections::HashSet;

/// How many futures are drawn, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LatinHypercube {
    /// How many futures.
    pub count: usize,
    /// The same seed gives the same sample, in every version and on every machine.
    pub seed: u64,
}

impl LatinHypercube {
    /// The most values (futures times dimensions) that a sample may have.
    pub const LIMIT: usize = 1 << 28;

    /// Draws the sample.
    pub fn sample(&self, dimensions: &[Dimension]) -> Result<Sample, SampleError> {
        self.check(dimensions)?;
        Ok(Sample {
            count: self.count,
            columns: dimensions.iter().map(|d| self.column(d)).collect(),
        })
    }

    fn column(&self, dimension: &Dimension) -> SampledColumn {
        let units = self.units(dimension.name());
        match dimension {
            Dimension::Range { low, high, .. } => {
                SampledColumn::Values(units.map(|u| (low + (high - low) * u).min(*high)).collect())
            }
            Dimension::Choice { count, .. } => {
                SampledColumn::Choices(units.map(|u| ((u * f64::from(*count)) as u32).min(count - 1)).collect())
            }
        }
    }

    /// One number in `0..1` a future: the `k`-th stratum of each is hit once.
    fn units(&self, name: &str) -> impl Iterator<Item = f64> {
        let mut stream = Stream::new(self.seed, name);
        let strata = stream.permutation(self.count);
        let count = self.count;
        strata
            .into_iter()
            .map(move |stratum| place(stratum, count, stream.unit()))
    }

    fn check(&self, dimensions: &[Dimension]) -> Result<(), SampleError> {
        let (count, limit) = (self.count, Self::LIMIT);
        if count.saturating_mul(dimensions.len()) > limit {
            let dimensions = dimensions.len();
            return Err(SampleError::TooLarge {
                count,
                dimensions,
                limit,
            });
        }
        let mut names = HashSet::new();
        for dimension in dimensions {
            let name = dimension.name().to_owned();
            if !names.insert(dimension.name()) {
                return Err(SampleError::SameName { name });
            }
            match *dimension {
                Dimension::Range { low, high, .. } if !(low <= high && (high - low).is_finite()) => {
                    return Err(SampleError::NoRange { name, low, high });
                }
                Dimension::Choice { count: 0, .. } => return Err(SampleError::NoChoice { name }),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The place `within` (in `0..1`) of a stratum of `count`, rounded so that it stays in the stratum.
fn place(stratum: usize, count: usize, within: f64) -> f64 {
    let mut value = (stratum as f64 + within) / count as f64;
    while value * count as f64 >= (stratum + 1) as f64 {
        value = value.next_down();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(count: usize, seed: u64, name: &str) -> Vec<f64> {
        let dimensions = [Dimension::range(name, 0.0, 1.0)];
        let mut sample = LatinHypercube { count, seed }.sample(&dimensions).unwrap();
        match sample.columns.remove(0) {
            SampledColumn::Values(values) => values,
            SampledColumn::Choices(_) => unreachable!("a range was asked for"),
        }
    }

    #[test]
    fn each_stratum_is_hit_exactly_once_in_each_dimension() {
        for count in [1, 2, 3, 7, 10, 49, 100, 1000, 5000, 65_537] {
            for name in ["a", "birth rate", "labour elasticity"] {
                let mut hit = vec![0; count];
                for value in units(count, 20250808, name) {
                    hit[(value * count as f64) as usize] += 1;
                }
                assert!(hit.iter().all(|n| *n == 1), "{name}, {count} futures");
            }
        }
    }

    #[test]
    fn the_last_place_of_a_stratum_is_still_in_it() {
        let almost_one = 1.0 - f64::EPSILON / 2.0;
        for count in [3, 10, 49, 1000, 5000] {
            for stratum in 0..count {
                let value = place(stratum, count, almost_one);
                assert_eq!((value * count as f64) as usize, stratum);
            }
        }
    }

    #[test]
    fn another_dimension_leaves_the_first_as_it_was() {
        let sampler = LatinHypercube { count: 50, seed: 7 };
        let (a, b) = (Dimension::range("a", -1.0, 1.0), Dimension::choice("b", 3));
        let alone = sampler.sample(std::slice::from_ref(&a)).unwrap();
        let both = sampler.sample(&[b, a]).unwrap();
        assert_eq!(alone.columns[0], both.columns[1]);
    }

    #[test]
    fn each_choice_gets_its_share() {
        let sampler = LatinHypercube { count: 300, seed: 7 };
        let sample = sampler.sample(&[Dimension::choice("mechanism", 3)]).unwrap();
        let choices = sample.columns[0].choices().unwrap();
        for choice in 0..3 {
            assert_eq!(choices.iter().filter(|c| **c == choice).count(), 100);
        }
    }

    #[test]
    fn the_mean_of_ishigami() {
        // a = 7, b = 0.1: mean 3.5. A Latin hypercube leaves only the interaction of x1 and x3 as error: its variance is
        // 0.243683664 of 13.8446 (Ishigami and Homma 1990), so three standard errors at 4096 are 0.086.
        let names = ["x1", "x2", "x3"];
        let pi = std::f64::consts::PI;
        let dimensions = names.map(|name| Dimension::range(name, -pi, pi));
        let sampler = LatinHypercube { count: 4096, seed: 1 };
        let sample = sampler.sample(&dimensions).unwrap();
        let x = |dimension: usize, future: usize| sample.columns[dimension].values().unwrap()[future];
        let value = |f: usize| {
            let (x1, x2, x3) = (x(0, f), x(1, f), x(2, f));
            math::sin(x1) + 7.0 * math::sin(x2) * math::sin(x2) + 0.1 * x3 * x3 * x3 * x3 * math::sin(x1)
        };
        let mean = (0..4096).map(value).sum::<f64>() / 4096.0;
        assert!((mean - 3.5).abs() < 0.086, "{mean}");
    }

    #[test]
    fn the_same_seed_gives_the_same_bits_in_every_version() {
        let first: Vec<u64> = units(1000, 20250808, "recruitment rate")
            .iter()
            .take(4)
            .map(|v| v.to_bits())
            .collect();
        // Re-computed with a ChaCha8 written down from its paper in another language.
        let expected = [
            4602941925311781061,
            4593826321115064342,
            4602829236187807383,
            4596223333738298834,
        ];
        assert_eq!(first, expected);
    }

    #[test]
    fn what_cannot_be_drawn() {
        let draw = |dimensions: &[Dimension]| {
            let sampler = LatinHypercube { count: 2, seed: 0 };
            sampler.sample(dimensions).unwrap_err().to_string()
        };
        let a = Dimension::range("a", 0.0, 1.0);
        assert_eq!(draw(&[a.clone(), a]), "two dimensions are called `a`");
        assert_eq!(
            draw(&[Dimension::range("a", 1.0, 0.0)]),
            "`a` cannot be drawn from 1..0"
        );
        assert_eq!(
            draw(&[Dimension::range("a", f64::NAN, 0.0)]),
            "`a` cannot be drawn from NaN..0"
        );
        assert_eq!(draw(&[Dimension::choice("b", 0)]), "`b` has no choices");
        let huge = LatinHypercube {
            count: usize::MAX,
            seed: 0,
        };
        assert!(matches!(
            huge.sample(&[Dimension::choice("b", 1)]),
            Err(SampleError::TooLarge { .. })
        ));
    }
}
