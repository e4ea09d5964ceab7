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
        let draws: Vec<f64> = cells
            .flat_map(|cell| text::column(&trajectory, &cell).to_vec())
            .collect();
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
";

fn noisy(seed: u64) -> Program {
    let model = text::model(&format!("{NOISY}{}", text::clock(5.0, 0.5, 0.5)));
    let mut program = text::program(&model, &["push"]);
    program.noise.as_mut().expect("it draws").seed = seed;
    program
}

#[test]
fn width_threads_and_kernels_change_no_draw() {
    let program = noisy(1);
    let rows = Rows(vec![vec![0.1]; 70]);
    let first = ensemble_with(
        &program,
        &rows,
        Options {
            threads: 1,
            width: 1,
            simd: Simd::PORTABLE,
        },
    );
    for simd in Simd::available() {
        for (width, threads) in [(1, 2), (8, 1), (64, 2), (64, 4), (7, 2)] {
            let found = ensemble_with(&program, &rows, Options { threads, width, simd });
            assert!(first == found, "{simd}, width {width}, {threads} threads");
        }
    }
    assert!(
        (1..70).all(|run| first[run] != first[0]),
        "equal parameters, other runs"
    );
    let single = run::simulate(&program, &[0.1]).unwrap();
    let of_point = |point: usize| single.values.iter().map(|v| v[point].to_bits()).collect::<Vec<_>>();
    assert!(
        (0..11).all(|point| of_point(point) == first[0][point]),
        "a single run is run 0"
    );
}

#[test]
fn calls_steps_elements_and_seeds_have_other_draws() {
    let [one, two] = [1, 2].map(|seed| run::simulate(&noisy(seed), &[]).unwrap());
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
    model.control.method = check::Method::RungeKutta4;
    let trajectory = text::run(&model);
    let (x, s) = (text::column(&trajectory, "x"), text::column(&trajectory, "s"));
    for point in 0..8 {
        assert!((s[point + 1] - s[point] - 0.5 * x[point]).abs() < 1e-15);
    }
}
