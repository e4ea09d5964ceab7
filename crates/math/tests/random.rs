//! Random numbers: the generator against its authors' known answers, distributions against closed forms that are not used to
//! make them, and draws against these by Kolmogorov and Smirnov.

/// From the file of known answers that the authors publish with their library.
#[test]
fn philox_gives_its_authors_answers() {
    assert_eq!(
        math::philox([0; 4], [0; 2]),
        [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
    );
    assert_eq!(
        math::philox([u32::MAX; 4], [u32::MAX; 2]),
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
    );
    assert_eq!(
        math::philox(
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0]
        ),
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
    );
}

const DRAWS: usize = 20_000;

fn uniforms() -> impl Iterator<Item = f64> {
    (0..DRAWS).map(|step| math::uniform(7, [3.0, 1.0, step as f64, 42.0]))
}

/// The largest distance between the draws' distribution and a continuous one; beyond 1.95/√n once in a thousand times.
fn is_from(what: &str, quantile: impl Fn(f64) -> f64, below: impl Fn(f64) -> f64) {
    let mut draws: Vec<f64> = uniforms().map(quantile).collect();
    draws.sort_by(f64::total_cmp);
    let n = DRAWS as f64;
    let distance = draws.iter().enumerate().fold(0.0, |worst: f64, (at, x)| {
        let share = below(*x);
        let (before, behind) = (at as f64 / n, (at as f64 + 1.0) / n);
        worst.max((share - before).abs()).max((behind - share).abs())
    });
    assert!(distance < 1.95 / n.sqrt(), "{what}: {distance}");
}

#[test]
fn continuous_draws_have_their_distributions() {
    is_from("uniform", |u| u, |x| x);
    is_from("normal", math::normal_quantile, math::normal_below);
    is_from("exponential", |u| math::gamma_quantile(u, 1.0), |x| 1.0 - (-x).exp());
    is_from(
        "gamma of order 2",
        |u| math::gamma_quantile(u, 2.0),
        |x| 1.0 - (1.0 + x) * (-x).exp(),
    );
    let of_three = |x: f64| 1.0 - (1.0 + x + x * x / 2.0) * (-x).exp();
    is_from("gamma of order 3", |u| math::gamma_quantile(u, 3.0), of_three);
    let beta = |x: f64| 6.0 * x.powi(2) - 8.0 * x.powi(3) + 3.0 * x.powi(4);
    is_from("beta 2, 3", |u| math::beta_quantile(u, 2.0, 3.0), beta);
    let arcsine = |x: f64| 2.0 / std::f64::consts::PI * x.sqrt().asin();
    is_from("beta 1/2, 1/2", |u| math::beta_quantile(u, 0.5, 0.5), arcsine);
    let triangle = |x: f64| {
        if x < 1.0 {
            x * x / 3.0
        } else {
            1.0 - (3.0 - x).powi(2) / 6.0
        }
    };
    is_from("triangular", |u| math::triangular_quantile(u, 0.0, 1.0, 3.0), triangle);
}

/// Frequencies of whole numbers: each expected count is off by more than five standard deviations once in a million times.
fn has_frequencies(what: &str, quantile: impl Fn(f64) -> f64, chance: impl Fn(u32) -> f64) {
    let mut counts = [0.0f64; 40];
    uniforms().map(quantile).for_each(|x| counts[x as usize] += 1.0);
    for (value, count) in counts.iter().enumerate() {
        let chance = chance(value as u32);
        let expected = chance * DRAWS as f64;
        let deviation = (expected * (1.0 - chance)).sqrt();
        assert!(
            (count - expected).abs() <= 5.0 * deviation + 1.0,
            "{what} {value}: {count}, not {expected}"
        );
    }
}

fn choose(n: u32, k: u32) -> f64 {
    (0..k).fold(1.0, |c, i| c * f64::from(n - i) / f64::from(i + 1))
}

#[test]
fn discrete_draws_have_their_frequencies() {
    let poisson = |k: u32| (1..=k).fold((-3.5f64).exp(), |p, i| p * 3.5 / f64::from(i));
    has_frequencies("Poisson", |u| math::poisson_quantile(u, 3.5), poisson);
    let binomial = |k: u32| match k {
        0..=10 => choose(10, k) * 0.3f64.powi(k as i32) * 0.7f64.powi(10 - k as i32),
        _ => 0.0,
    };
    has_frequencies("binomial", |u| math::binomial_quantile(u, 0.3, 10.0), binomial);
    let trials = |k: u32| match k {
        0..2 => 0.0,
        _ => choose(k - 1, 1) * 0.5f64.powi(k as i32),
    };
    has_frequencies(
        "negative binomial",
        |u| math::negative_binomial_quantile(u, 0.5, 2.0),
        trials,
    );
}

#[test]
fn quantiles_undo_shares() {
    for share in [1e-300, 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999_999] {
        let back = math::normal_below(math::normal_quantile(share));
        assert!((back - share).abs() < 1e-13 * share.max(1e-3), "{share}: {back}");
    }
    assert_eq!(math::normal_quantile(0.5), 0.0);
    assert_eq!(math::binomial_quantile(1.0, 0.3, 10.0), 10.0);
    assert_eq!(math::poisson_quantile(0.0, 3.0), 0.0);
}

/// Streams, elements, runs, steps and seeds each make other numbers, without correlation: of so many products of two uniform
/// numbers with mean 0 and variance 1/12, the mean has the standard deviation 1/(12·√n).
#[test]
fn streams_are_apart() {
    let at = |changed: usize, step: usize| {
        let mut key = [2.0, 3.0, step as f64, 5.0];
        if changed < 4 {
            key[changed] += 1.0;
        }
        math::uniform(if changed == 4 { 8 } else { 7 }, key) - 0.5
    };
    for changed in 0..5 {
        let sum: f64 = (0..DRAWS).map(|step| at(5, step) * at(changed, step)).sum();
        let mean = sum / DRAWS as f64;
        assert!(mean.abs() < 4.0 / (12.0 * (DRAWS as f64).sqrt()), "{changed}: {mean}");
    }
}
