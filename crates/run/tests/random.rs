//! Random numbers in runs: the same for every width, thread and kernel; others for every step, run, element, call and seed;
//! with the means and variances of their distributions.

mod support;

use program::Program;
use run::{Options, Simd};
use support::ensembles::{Rows, ensemble_with};
use support::text;

const MANY: &str = "
    Item: (I1-I500) ~~|
    Part <-> Item ~~|
    uniform[Item] = RANDOM UNIFORM(2, 6, 0) ~~|
    normal[Item] = RANDOM NORMAL(-100, 100, 5, 2, 0) ~~|
    half normal[Item] = RANDOM NORMAL(0, 100, 0, 1, 0) ~~|
    exponential[Item] = RANDOM EXPONENTIAL(0, 1000, 0, 3, 0) ~~|
    weibull[Item] = RANDOM WEIBULL(0, 1000, 2, 0, 3, 0) ~~|
    triangular[Item] = RANDOM TRIANGULAR(0, 3, 0, 1, 3, 0) ~~|
    gamma[Item] = RANDOM GAMMA(0, 1000, 4, 0, 0.5, 0) ~~|
    beta[Item] = RANDOM BETA(0, 1, 2, 3, 0, 1, 0) ~~|
    poisson[Item] = RANDOM POISSON(0, 1000, 3.5, 0, 1, 0) ~~|
    binomial[Item] = RANDOM BINOMIAL(0, 10, 0.3, 10, 0, 1, 0) ~~|
    negative binomial[Item] = RANDOM NEGATIVE BINOMIAL(0, 1000, 0.5, 2, 0, 1, 0) ~~|
    shifted[Item] = RANDOM POISSON(10, 1000, 3.5, 10, 2, 0) ~~|
    dice[Item] = RANDOM BINOMIAL(1, 1, 0.5, 2, 0, 1, 0) ~~|
";

/// The mean and variance that the published formulas give.
const MOMENTS: [(&str, f64, f64); 12] = [
    ("uniform", 4.0, 16.0 / 12.0),
    ("normal", 5.0, 4.0),
    ("half normal", 0.797_884_560_802_865_4, 0.363_380_227_632_418_6), // √(2/π), 1 − 2/π
    ("exponential", 3.0, 9.0),
    ("weibull", 3.0, 2.459_155_902_616_465), // 9·(4/π − 1) for shape 2
    ("triangular", 4.0 / 3.0, 7.0 / 18.0),
    ("gamma", 2.0, 1.0),
    ("beta", 0.4, 0.04),
    ("poisson", 3.5, 3.5),
    ("binomial", 3.0, 2.1),
    ("negative binomial", 4.0, 4.0),
    ("shifted", 17.0, 14.0),
];

#[test]
fn draws_have_the_moments_of_their_distributions() {
    let model = text::model(&format!("{MANY}{}", text::clock(39.0, 1.0, 1.0)));
    let trajectory = text::run(&model);
    for (name, mean, variance) in MOMENTS {
        let cells = (1..=500).map(|item| format!("{name}[I{item}]"));
        let draws: Vec<f64> = cells.flat_map(|cell| text::column(&trajectory, &cell).to_vec()).collect();
        let n = draws.len() as f64;
        assert_eq!(n, 20_000.0);
        let found = draws.iter().sum::<f64>() / n;
        let spread = draws.iter().map(|x| (x - found).powi(2)).sum::<f64>() / n;
        let error = (variance / n).sqrt();
        assert!((found - mean).abs() < 4.5 * error, "{name}: mean {found}, not {mean}");
        // The kurtosis of all of these is at most 9, so that of the variance's error is at most √(8/n).
        assert!(
            (spread / variance - 1.0).abs() < 4.5 * (8.0 / n).sqrt(),
            "{name}: variance {spread}"
        );
    }
    assert_eq!(
        text::column(&trajectory, "dice[I7]"),
        [1.0; 40],
        "nothing else is between its ends"
    );
}

const NOISY: &str = "
    Item: I1, I2, I3 ~~|
    level[Item] = INTEG(RANDOM NORMAL(-9, 9, push, 1, 0), RANDOM UNIFORM(0, 1, 0)) ~~|
    push = 0.1 ~~|
    kept = INITIAL(RANDOM EXPONENTIAL(0, 99, 0, 1, 0)) ~~|
    total = SUM(level[Item!] * RANDOM UNIFORM(0, 1, 0)) ~~|
    again = RANDOM UNIFORM(0, 1, 0) ~~|
    other = RANDOM UNIFORM(0, 1, 0) ~~|
    pink[Item] = RANDOM PINK NOISE(push, 1, 2, 4) ~~|
    NOISE SEED = 3 ~~|
";

fn noisy() -> Program {
    let model = text::model(&format!("{NOISY}{}", text::clock(5.0, 0.5, 0.5)));
    text::program(&model, &["push", "NOISE SEED"])
}

#[test]
fn width_threads_and_kernels_change_no_draw() {
    let program = noisy();
    let rows = Rows((0..70).map(|row| vec![0.1, f64::from(row % 3)]).collect());
    let first = ensemble_with(
        &program,
        &rows,
        Options {
            threads: 1,
            width: 1,
            simd: Simd::PORTABLE,
            ..Options::default()
        },
    );
    for simd in Simd::available() {
        for (width, threads) in [(1, 2), (8, 1), (64, 2), (64, 4), (7, 2)] {
            let options = Options {
                threads,
                width,
                simd,
                ..Options::default()
            };
            let found = ensemble_with(&program, &rows, options);
            assert!(first == found, "{simd}, width {width}, {threads} threads");
        }
    }
    assert!(
        (1..70).all(|run| first[run] != first[0]),
        "equal parameters, other runs"
    );
    let single = run::simulate(&program, &[0.1, 0.0]).unwrap();
    let of_point = |point: usize| single.values.iter().map(|v| v[point].to_bits()).collect::<Vec<_>>();
    assert!(
        (0..11).all(|point| of_point(point) == first[0][point]),
        "a single run is run 0"
    );
}

/// Rows of which several have the draws of one.
struct Shared(Rows);

impl run::Experiments for Shared {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        self.0.fill(row, parameters);
    }

    fn draws(&self, row: usize) -> usize {
        row % 5
    }
}

#[test]
fn experiments_with_one_number_of_draws_draw_the_same() {
    let program = noisy();
    let rows = || Rows(vec![vec![0.1, 2.0]; 70]);
    let with = |experiments: &dyn run::Experiments, width| {
        let simd = Simd::default();
        ensemble_with(
            &program,
            experiments,
            Options {
                threads: 2,
                width,
                simd,
                ..Options::default()
            },
        )
    };
    let own = with(&rows(), 64);
    for width in [1, 8, 64] {
        let shared = with(&Shared(rows()), width);
        assert!((0..70).all(|row| shared[row] == own[row % 5]), "width {width}");
    }
}

/// A model with a noise of its own, one of stream 5, and what NOISE SEED is, if it has one.
fn streams(noise_seed: Option<f64>) -> [Vec<f64>; 2] {
    let seed = noise_seed.map_or(String::new(), |seed| format!("NOISE SEED = {seed} ~~|"));
    let text = format!(
        "{seed} own = RANDOM UNIFORM(0, 1, 0) ~~| fifth = RANDOM UNIFORM(0, 1, 5) ~~| {}",
        text::clock(20.0, 1.0, 1.0)
    );
    let trajectory = text::run(&text::model(&text));
    ["own", "fifth"].map(|name| text::column(&trajectory, name).to_vec())
}

#[test]
fn noise_seed_chooses_the_noise_of_stream_0_alone() {
    let [own, fifth] = streams(None);
    assert_eq!(streams(Some(0.0)), [own.clone(), fifth.clone()], "none is as one of 0");
    let mut seen = vec![own];
    for seed in [1.0, 5.0, -1.0, 4_294_967_297.0, 1e15] {
        let [found, other] = streams(Some(seed));
        assert_eq!(other, fifth, "stream 5 does not hear NOISE SEED = {seed}");
        for known in &seen {
            assert!(known.iter().zip(&found).all(|(a, b)| a != b), "NOISE SEED = {seed}");
        }
        seen.push(found);
    }
    assert_eq!(streams(Some(1.5)), streams(Some(1.0)), "a whole number");
}

/// The stream of a call may be a variable: it is then as if it stood there, at every step.
#[test]
fn a_stream_that_changes_changes_the_noise() {
    let run = |stream: &str| {
        let clock = text::clock(20.0, 1.0, 1.0);
        let text = format!("NOISE SEED = 9 ~~| late = STEP(5, 10) ~~| x = RANDOM UNIFORM(0, 1, {stream}) ~~| {clock}");
        text::column(&text::run(&text::model(&text)), "x").to_vec()
    };
    let [changing, own, fifth] = ["late", "0", "5"].map(run);
    assert_eq!(changing[..10], own[..10]);
    assert_eq!(changing[10..], fifth[10..]);
}

/// By Euler's method a smoothed value keeps `1 - step/time` of itself, and `deviation² = (1 - part)² deviation² + part² white²`
/// makes the white noise's deviation `deviation * √((2 - part)/part)`: mean and deviation do not depend on the time step.
#[test]
fn pink_noise_has_its_mean_deviation_and_correlation() {
    for step in [0.25, 1.0, 4.0] {
        let item = "Item: (I1-I4000) ~~| pink[Item] = RANDOM PINK NOISE(10, 2, 4, 0) ~~|";
        let trajectory = text::run(&text::model(&format!("{item} {}", text::clock(4.0 * step, step, step))));
        let cells: Vec<&[f64]> = (1..=4000).map(|item| text::column(&trajectory, &format!("pink[I{item}]"))).collect();
        let n = cells.len() as f64;
        for point in 0..5 {
            let mean = cells.iter().map(|c| c[point]).sum::<f64>() / n;
            let variance = cells.iter().map(|c| (c[point] - 10.0).powi(2)).sum::<f64>() / n;
            assert!((mean - 10.0).abs() < 4.5 * 2.0 / n.sqrt(), "step {step}: mean {mean}");
            assert!(
                (variance - 4.0).abs() < 4.5 * 4.0 * (2.0 / n).sqrt(),
                "step {step}: {variance}"
            );
        }
        let together = cells.iter().map(|c| (c[3] - 10.0) * (c[4] - 10.0)).sum::<f64>() / n;
        let expected = 4.0 * (1.0 - step / 4.0);
        let error = ((16.0 + expected * expected) / n).sqrt();
        assert!(
            (together - expected).abs() < 4.5 * error,
            "step {step}: {together}, not {expected}"
        );
    }
}

#[test]
fn calls_steps_elements_and_seeds_have_other_draws() {
    let program = noisy();
    let with = |seed| Options {
        seed,
        ..Options::default()
    };
    let [one, two] = [1, 2].map(|seed| run::simulate_with(&program, &[], &with(seed)).unwrap());
    let again = text::column(&one, "again");
    assert!(again.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(again.iter().zip(text::column(&one, "other")).all(|(a, b)| a != b));
    assert!(again.iter().zip(text::column(&two, "again")).all(|(a, b)| a != b));
    assert_ne!(text::column(&one, "level[I1]"), text::column(&one, "level[I2]"));
    let kept = text::column(&one, "kept");
    assert!(kept.iter().all(|x| *x == kept[0]), "INITIAL draws once");
}

/// With Runge and Kutta's method all four slopes of a step are then the same: the stock moves by the step times the draw.
#[test]
fn draws_hold_still_within_a_step() {
    let text = format!(
        "x = RANDOM UNIFORM(0, 1, 0) ~~| s = INTEG(x, 0) ~~| {}",
        text::clock(4.0, 0.5, 0.5)
    );
    let mut model = text::model(&text);
    model.set_method(check::Method::RungeKutta4);
    let trajectory = text::run(&model);
    let (x, s) = (text::column(&trajectory, "x"), text::column(&trajectory, "s"));
    for point in 0..8 {
        assert!((s[point + 1] - s[point] - 0.5 * x[point]).abs() < 1e-15);
    }
}
