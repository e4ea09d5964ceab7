//! What holds for every sampler.

use super::*;

const DRAW: Draw = Draw {
    count: 64,
    seed: 20250808,
};

fn dimensions() -> Vec<Dimension> {
    let bounds = [("a", 0.0, 1.0), ("b", -5.0, 5.0), ("c", 1e300, 1e300), ("d", 0.1, 0.3)];
    bounds.map(|(name, low, high)| Dimension::range(name, low, high)).to_vec()
}

#[test]
fn the_points_lie_within_the_bounds() {
    for sampler in SAMPLERS {
        let sample = sampler.sample(&dimensions(), DRAW).unwrap();
        assert_eq!((sample.count, sample.columns.len()), (64, 4), "{}", sampler.name());
        for (dimension, column) in dimensions().iter().zip(&sample.columns) {
            let bounds = dimension.low..=dimension.high;
            assert_eq!(column.len(), 64, "{}", sampler.name());
            assert!(
                column.iter().all(|v| bounds.contains(v)),
                "{}: {dimension:?}",
                sampler.name()
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_points() {
    for sampler in SAMPLERS {
        let draw = || sampler.sample(&dimensions(), DRAW).unwrap();
        assert_eq!(draw(), draw(), "{}", sampler.name());
    }
}

#[test]
fn a_mean_is_near_the_middle() {
    // The worst of 64 independent draws: 4.5 standard deviations of a mean, 1/√(12 · 64) each, are 0.16.
    for sampler in SAMPLERS {
        let sample = sampler.sample(&dimensions(), DRAW).unwrap();
        let mean = sample.columns[0].iter().sum::<f64>() / 64.0;
        assert!((mean - 0.5).abs() < 0.16, "{}: {mean}", sampler.name());
    }
}

#[test]
fn each_has_a_name_of_its_own() {
    for (at, one) in SAMPLERS.iter().enumerate() {
        assert_eq!(SAMPLERS.iter().position(|s| s.name() == one.name()), Some(at));
        assert_eq!(sampler(one.name()).map(|s| s.name()), Some(one.name()));
    }
    assert!(sampler("none").is_none());
}

#[test]
fn no_points_and_no_dimensions() {
    for sampler in SAMPLERS {
        let none = sampler.sample(&dimensions(), Draw { count: 0, seed: 0 }).unwrap();
        assert!(none.columns.iter().all(Vec::is_empty), "{}", sampler.name());
        assert!(
            sampler.sample(&[], DRAW).unwrap().columns.is_empty(),
            "{}",
            sampler.name()
        );
    }
}

#[test]
fn what_cannot_be_drawn() {
    let draw = |dimensions: &[Dimension]| {
        let sample = LatinHypercube.sample(dimensions, Draw { count: 2, seed: 0 });
        sample.unwrap_err().to_string()
    };
    let a = Dimension::range("a", 0.0, 1.0);
    assert_eq!(draw(&[a.clone(), a.clone()]), "two dimensions are called `a`");
    assert_eq!(
        draw(&[Dimension::range("a", 1.0, 0.0)]),
        "`a` cannot be drawn from 1..0"
    );
    assert_eq!(
        draw(&[Dimension::range("a", f64::NAN, 0.0)]),
        "`a` cannot be drawn from NaN..0"
    );
    let huge = Draw {
        count: usize::MAX,
        seed: 0,
    };
    assert!(matches!(
        LatinHypercube.sample(&[a], huge),
        Err(SampleError::TooLarge { .. })
    ));
}
