//! The clock, and what is kept but not run.

use crate::common::{check_text, diagnostics};
use insta::assert_snapshot;

#[test]
fn a_clock_that_is_missing() {
    assert_snapshot!(check_text("x = 1 ~~|").1, @"
    error[missing-control]: the model has no `INITIAL TIME`, no `FINAL TIME` and no `TIME STEP`
    --> model.mdl
     = help: `INITIAL TIME = 0 ~ Month ~ |`
     = help: `FINAL TIME = 100 ~ Month ~ |`
     = help: `TIME STEP = 1 ~ Month ~ |`
    ");
}

#[test]
fn a_clock_that_cannot_run() {
    assert_snapshot!(check_text("INITIAL TIME = 5 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|").1, @r"
    error[invalid-control]: FINAL TIME is 1, but must not be before INITIAL TIME, 5
     --> model.mdl:1:22
      |
    1 | INITIAL TIME = 5 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      | ------------         ^^^^^^^^^^
      | |
      | starts here
    ");
}

#[test]
fn a_step_that_does_not_divide() {
    assert_snapshot!(check_text("INITIAL TIME = 0 ~~|
         FINAL TIME = 1 ~~|
         TIME STEP = 0.3 ~~|
         SAVEPER = 0.5 ~~|").1, @"
    warning[step-does-not-divide]: TIME STEP does not divide the time from INITIAL TIME to FINAL TIME: 3.333 steps
     --> model.mdl:3:10
      |
    3 |          TIME STEP = 0.3 ~~|
      |          ^^^^^^^^^
      |
      = help: use a power of one half, which is not rounded: 1, 0.5, 0.25, 0.125, …
    warning[step-does-not-divide]: SAVEPER is not a whole number of steps: 1.667
     --> model.mdl:4:10
      |
    4 |          SAVEPER = 0.5 ~~|
      |          ^^^^^^^
      |
      = help: `SAVEPER = TIME STEP`, or a multiple of it
    ");
}

#[test]
fn a_step_that_is_not_positive() {
    assert_snapshot!(check_text("INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = -1 ~~|").1, @"
    error[invalid-control]: TIME STEP is -1, but must be positive
     --> model.mdl:1:41
      |
    1 | INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = -1 ~~|
      |                                         ^^^^^^^^^
      |
      = help: `TIME STEP = 1`
    ");
}

#[test]
fn too_many_steps() {
    assert_snapshot!(check_text("INITIAL TIME = 0 ~~|
         FINAL TIME = 1e9 ~~|
         TIME STEP = FINAL TIME / 2e9 ~~|").1, @"
    error[too-many-steps]: a run would take 2000000000 steps, more than 100000000
     --> model.mdl:3:10
      |
    3 |          TIME STEP = FINAL TIME / 2e9 ~~|
      |          ^^^^^^^^^
      |
      = help: a larger TIME STEP, or an earlier FINAL TIME
    ");
}

#[test]
fn a_reality_check_is_kept() {
    assert_snapshot!(diagnostics("x = 1 ~~| y:THE CONDITION: x = 0 :IMPLIES: x = 1 ~~|"), @r"
    advice[reality-check-not-run]: `y` is a reality check; it is kept, but not run
     --> model.mdl:1:11
      |
    1 | x = 1 ~~| y:THE CONDITION: x = 0 :IMPLIES: x = 1 ~~|
      |           ^
    ");
}

#[test]
fn a_clock_with_subscripts() {
    assert_snapshot!(check_text("A: a1, a2 ~~|
         FINAL TIME[A] = 3 ~~|
         INITIAL TIME = 0 ~~|
         TIME STEP = 1 ~~|").1, @r"
    error[invalid-control]: `FINAL TIME` must be one number: a constant or a formula without subscripts
     --> model.mdl:2:10
      |
    2 |          FINAL TIME[A] = 3 ~~|
      |          ^^^^^^^^^^^^^
    ");
}
