//! Latin hypercube sampling (McKay, Beckman and Conover 1979).
//!
//! Every dimension is cut into as many strata of equal probability as there are points, and each stratum is hit exactly once,
//! at a random place in it. Each dimension's order and places come from a random stream that its name picks: adding an
//! uncertainty, or moving one in a file, leaves the others' values as they were.

use super::sampler::{Draw, Sampler};
use super::stream::Stream;

/// The sampler that is named so.
#[derive(Clone, Copy, Debug)]
pub struct LatinHypercube;

impl Sampler for LatinHypercube {
    fn name(&self) -> &'static str {
        "latin-hypercube"
    }

    fn unit_cube(&self, names: &[&str], draw: Draw) -> Vec<Vec<f64>> {
        names.iter().map(|name| column(name, draw)).collect()
    }
}

/// One number in `0..1` a point: each stratum is hit once.
fn column(name: &str, draw: Draw) -> Vec<f64> {
    let mut stream = Stream::new(draw.seed, name);
    let strata = stream.permutation(draw.count);
    let places = strata.into_iter().map(|stratum| place(stratum, draw.count, stream.unit()));
    places.collect()
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
    use crate::Dimension;

    fn units(count: usize, seed: u64, name: &str) -> Vec<f64> {
        let dimensions = [Dimension::range(name, 0.0, 1.0)];
        let mut sample = LatinHypercube.sample(&dimensions, Draw { count, seed }).unwrap();
        sample.columns.remove(0)
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
        let draw = Draw { count: 50, seed: 7 };
        let (a, b) = (Dimension::range("a", -1.0, 1.0), Dimension::range("b", 0.0, 3.0));
        let alone = LatinHypercube.sample(std::slice::from_ref(&a), draw).unwrap();
        let both = LatinHypercube.sample(&[b, a], draw).unwrap();
        assert_eq!(alone.columns[0], both.columns[1]);
    }

    #[test]
    fn each_choice_gets_its_share() {
        let draw = Draw { count: 300, seed: 7 };
        let sample = LatinHypercube.sample(&[Dimension::range("mechanism", 0.0, 3.0)], draw);
        let drawn = sample.unwrap().columns.remove(0);
        for choice in 0..3 {
            assert_eq!(drawn.iter().filter(|c| **c as u32 == choice).count(), 100);
        }
    }

    #[test]
    fn the_mean_of_ishigami() {
        // a = 7, b = 0.1: mean 3.5. A Latin hypercube leaves only the interaction of x1 and x3 as error: its variance is
        // 0.243683664 of 13.8446 (Ishigami and Homma 1990), so three standard errors at 4096 are 0.086.
        let names = ["x1", "x2", "x3"];
        let pi = std::f64::consts::PI;
        let dimensions = names.map(|name| Dimension::range(name, -pi, pi));
        let sample = LatinHypercube.sample(&dimensions, Draw { count: 4096, seed: 1 }).unwrap();
        let x = |dimension: usize, future: usize| sample.columns[dimension][future];
        let value = |f: usize| {
            let (x1, x2, x3) = (x(0, f), x(1, f), x(2, f));
            math::sin(x1) + 7.0 * math::sin(x2) * math::sin(x2) + 0.1 * x3 * x3 * x3 * x3 * math::sin(x1)
        };
        let mean = (0..4096).map(value).sum::<f64>() / 4096.0;
        assert!((mean - 3.5).abs() < 0.086, "{mean}");
    }

    #[test]
    fn the_same_seed_gives_the_same_bits_in_every_version() {
        let first: Vec<u64> = units(1000, 20250808, "recruitment rate").iter().take(4).map(|v| v.to_bits()).collect();
        // Re-computed with a ChaCha8 written down from its paper in another language.
        let expected = [
            4602941925311781061,
            4593826321115064342,
            4602829236187807383,
            4596223333738298834,
        ];
        assert_eq!(first, expected);
    }
}
