//! The same bits: whatever the width and the number of threads, and as the plainest engine computes them.

mod support;

use program::{Keep, Program, Status};
use proptest::prelude::*;
use run::{Options, Simd};
use support::ensembles::{Rows, bits, ensemble_with};
use support::{V, build, random, reference::Reference};

/// Rows of parameters around the model's own values.
fn rows(program: &Program, count: usize, random: &mut random::Stream) -> Rows {
    let row = |_| program.parameters.iter().map(|p| p.base + random.below(9) as f64 * 0.125).collect();
    Rows((0..count).map(row).collect())
}

/// The reference's values of one run.
fn reference(model: &check::Model, varied: &[V], (run, row): (usize, &[f64])) -> Vec<Vec<u64>> {
    let mut rest = row;
    let mut set = Vec::new();
    for v in varied {
        let (own, behind) = rest.split_at(model.cells(v.0));
        set.push((v.0, own.to_vec()));
        rest = behind;
    }
    let saved = Reference::new(model, &set).of_run(run).run();
    saved.iter().map(|values| values.iter().map(|&v| bits(v)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_single_run_computes_what_the_equations_say(seed: u64, auxiliaries in 0usize..60) {
        single(random::model(seed, auxiliaries))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_single_run_computes_long_arrays_as_the_equations_say(seed: u64, auxiliaries in 0usize..20) {
        single(random::long(seed, auxiliaries))?;
    }
}

fn single((model, _): (check::Model, Vec<V>)) -> Result<(), TestCaseError> {
    let program = build(&model, &[], Keep::All);
    let trajectory = run::simulate(&program, &[]).expect("a run");
    let expected = reference(&model, &[], (0, &[]));
    prop_assert_eq!(trajectory.times.len(), expected.len());
    for (point, row) in expected.iter().enumerate() {
        for (cell, &expected) in row.iter().enumerate() {
            let found = trajectory.values[cell][point];
            let time = trajectory.times[point];
            let name = &trajectory.names[cell];
            prop_assert_eq!(
                bits(found),
                expected,
                "{} at {}: {} {}",
                name,
                time,
                found,
                f64::from_bits(expected)
            );
        }
    }
    Ok(())
}

proptest! {
    // Each case is made nineteen times: fewer of them.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn blocks_of_any_width_compute_what_single_runs_compute(seed: u64, auxiliaries in 0usize..40) {
        blocks(random::model(seed, auxiliaries), seed)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn blocks_of_any_width_compute_long_arrays_as_single_runs_do(seed: u64, auxiliaries in 0usize..10) {
        blocks(random::long(seed, auxiliaries), seed)?;
    }
}

fn blocks((model, varied): (check::Model, Vec<V>), seed: u64) -> Result<(), TestCaseError> {
    let program = build(&model, &varied, Keep::All);
    let mut stream = random::Stream(seed | 1);
    // Failed runs are made blank in an ensemble, so only the points before a failure are compared with the reference.
    let rows = rows(&program, 70, &mut stream);
    let ensemble = |simd, width, threads| {
        let options = Options {
            threads,
            width,
            simd,
            ..Options::default()
        };
        ensemble_with(&program, &rows, options)
    };
    let first = ensemble(Simd::PORTABLE, 1, 1);
    for (run, row) in rows.0.iter().enumerate().step_by(23) {
        let expected = reference(&model, &varied, (run, row));
        let finite = |row: &&Vec<u64>| row.iter().all(|&v| f64::from_bits(v).is_finite());
        let whole = expected.iter().take_while(finite).count();
        prop_assert_eq!(&first[run][..whole], &expected[..whole]);
    }
    for simd in Simd::available() {
        for (width, threads) in [(1, 2), (8, 1), (64, 2), (256, 4), (7, 2), (64, 1)] {
            let found = ensemble(simd, width, threads);
            prop_assert!(first == found, "{}, width {}, {} threads", simd, width, threads);
        }
    }
    Ok(())
}

#[test]
fn most_random_models_stay_finite() {
    let is_done = |seed: &u64| {
        let (model, _) = random::model(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15), 30);
        support::simulate(&model).status == Status::Done
    };
    let done = (0..100).filter(is_done).count();
    assert!(done > 30, "{done} of 100: the comparisons would mean little");
}
