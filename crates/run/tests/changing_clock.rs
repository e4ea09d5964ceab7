//! FINAL TIME, TIME STEP and SAVEPER as formulas that change during a run.

mod support;

use run::RunError;
use support::text::{column, model, program};

fn run(text: &str) -> Result<run::Trajectory, RunError> {
    run::simulate(&program(&model(text), &[]), &[])
}

#[test]
fn a_final_time_that_a_stock_decides() {
    let ran = run(
        "s = INTEG(1, 0) ~~| INITIAL TIME = 10 ~~| FINAL TIME = IF THEN ELSE(s >= 3, Time, 100) ~~|
        TIME STEP = 0.5 ~~| SAVEPER = 1 ~~|",
    )
    .expect("it ends");
    assert_eq!(ran.times, [10.0, 11.0, 12.0, 13.0]);
    assert_eq!(column(&ran, "FINAL TIME"), [100.0, 100.0, 100.0, 13.0]);
}

/// With `d' = -d` and Euler steps of 1/2 up to time 1 and 1/4 from there, d is (1/2)² at 1 and a quarter less after each step.
#[test]
fn a_time_step_that_gets_shorter() {
    let ran = run("d = INTEG(-d, 1) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 2 ~~|
        TIME STEP = IF THEN ELSE(Time < 1, 0.5, 0.25) ~~| SAVEPER = TIME STEP ~~|")
    .expect("it ends");
    assert_eq!(ran.times, [0.0, 0.5, 1.0, 1.25, 1.5, 1.75, 2.0]);
    let quarter = |steps: i32| 0.25 * 0.75_f64.powi(steps);
    let expected = [1.0, 0.5, quarter(0), quarter(1), quarter(2), quarter(3), quarter(4)];
    assert_eq!(column(&ran, "d"), expected);
}

#[test]
fn a_saveper_that_changes_counts_from_the_start() {
    let ran = run("INITIAL TIME = 0 ~~| FINAL TIME = 12 ~~| TIME STEP = 1 ~~|
        SAVEPER = IF THEN ELSE(Time < 3, 1, 5) ~~| x = Time ~~|")
    .expect("it ends");
    assert_eq!(column(&ran, "x"), [0.0, 1.0, 2.0, 5.0, 10.0, 12.0]);
}

#[test]
fn what_a_changing_clock_cannot_do() {
    let zero =
        run("INITIAL TIME = 0 ~~| FINAL TIME = 9 ~~| SAVEPER = 1 ~~| TIME STEP = IF THEN ELSE(Time < 3, 1, 0) ~~|");
    let said = zero.expect_err("a step of nothing").to_string();
    assert_eq!(said, "`TIME STEP` has become 0 at time 3; it must be a positive number");
    let delay = run(
        "x = DELAY FIXED(Time, 2, 0) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 9 ~~| SAVEPER = 1 ~~|
        TIME STEP = IF THEN ELSE(Time < 3, 1, 0.5) ~~|",
    );
    assert!(matches!(delay, Err(RunError::DelayOfChangingSteps)));
}
