//! What the stages of a step may not change, and steps that each run finds for itself.

mod support;

use check::Method;
use proptest::prelude::*;
use support::ensembles::{Rows, ensemble};
use support::text::{clock, last, model, program, run};

fn with(text: &str, method: Method) -> check::Model {
    let mut model = model(text);
    model.set_method(method);
    model
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The volume of a pulse is its height times its width, whatever the method, the step and the start.
    #[test]
    fn a_pulse_has_its_volume(eighths in 1_u32..6, start in 0_u32..12, width in 1_u32..9, height in -50_i32..50) {
        let step = 1.0 / f64::from(1_u32 << eighths);
        let (begin, wide) = (f64::from(start) * step, f64::from(width) * step);
        let text = format!("s = INTEG({height} * PULSE({begin}, {wide}), 0) ~~| {}", clock(16.0, step, 1.0));
        for method in Method::ALL {
            prop_assert_eq!(last(&run(&with(&text, method)), "s"), f64::from(height) * wide, "{:?}", method);
        }
    }

    /// A stock fed by a step grows from the start of the step on, and so does one fed by data that jump.
    #[test]
    fn a_step_begins_at_its_time(eighths in 0_u32..6, start in 0_u32..16, height in -50_i32..50) {
        let step = 1.0 / f64::from(1_u32 << eighths);
        let begin = f64::from(start);
        let text = format!("s = INTEG(STEP({height}, {begin}), 0) ~~| {}", clock(16.0, step, 1.0));
        for method in Method::ALL {
            let values = run(&with(&text, method)).values[0].clone();
            let expected: Vec<f64> = (0..=16).map(|t| f64::from(height) * (f64::from(t) - begin).max(0.0)).collect();
            prop_assert_eq!(values, expected, "{:?}", method);
        }
    }

    /// What goes into DELAY N is in it or has come out, whatever its time does.
    #[test]
    fn a_delay_loses_nothing(order in 1_u32..6, first in 2.0_f64..9.0, jump in -1.0_f64..9.0, input in -9.0_f64..9.0) {
        let text = format!(
            "out = DELAY N({input}, {first} + STEP({jump}, 5), 0, {order}) ~~| inside = INTEG({input} - out, 0) ~~| {}", clock(1000.0, 0.25, 1.0));
        for method in [Method::Euler, Method::RungeKutta4] {
            let inside = last(&run(&with(&text, method)), "inside");
            // In the long run a delay holds what flows in during its time.
            let expected = input * (first + jump);
            prop_assert!((inside - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{inside} {expected}");
        }
    }

    /// e to the t, within the tolerance of automatic steps, whatever the step.
    #[test]
    fn automatic_steps_are_accurate(rate in -3.0_f64..3.0, step in 0.1_f64..4.0) {
        let text = format!("s = INTEG({rate} * s, 1) ~~| {}", clock(4.0 * step, step, step));
        let expected = (rate * 4.0 * step).exp();
        for method in [Method::RungeKutta4Auto, Method::RungeKutta2Auto] {
            let found = last(&run(&with(&text, method)), "s");
            prop_assert!((found / expected - 1.0).abs() < 1e-3, "{method:?}: {found} {expected}");
        }
    }
}

#[test]
fn a_run_with_automatic_steps_is_the_same_whatever_runs_beside_it() {
    // A predator, its prey and a rate that jumps: each run needs other steps.
    let text = format!(
        "rate = 1 ~~| hares = INTEG(hares * (rate - lynxes), 1) ~~|
         lynxes = INTEG(lynxes * (hares - 0.5) + IF THEN ELSE(hares > 1.2, 0.2, 0), 0.4) ~~| {}",
        clock(8.0, 0.5, 0.5)
    );
    for method in [Method::RungeKutta4Auto, Method::RungeKutta2Auto] {
        let program = program(&with(&text, method), &["rate"]);
        let rates: Vec<Vec<f64>> = (0..70).map(|run| vec![0.2 + 0.05 * f64::from(run)]).collect();
        let alone: Vec<_> =
            rates.iter().map(|rate| ensemble(&program, &Rows(vec![rate.clone()]), 1, 1).remove(0)).collect();
        for (width, threads) in [(1, 1), (7, 1), (64, 1), (64, 3)] {
            assert_eq!(
                ensemble(&program, &Rows(rates.clone()), width, threads),
                alone,
                "{method:?}, {width}"
            );
        }
    }
}

#[test]
fn rates_that_no_step_can_follow_end_all_the_same() {
    // The square root of a stock that falls below zero, a jump at every evaluation, and a stock that is not a number.
    let texts = [
        "s = INTEG(-SQRT(s), 0.1) ~~|",
        "s = INTEG(IF THEN ELSE(s > 0, -1e9, 1e9), 1) ~~|",
        "s = INTEG(s * s, 1) ~~|",
    ];
    for text in texts {
        run(&with(
            &format!("{text} {}", clock(40.0, 1.0, 1.0)),
            Method::RungeKutta4Auto,
        ));
    }
}
