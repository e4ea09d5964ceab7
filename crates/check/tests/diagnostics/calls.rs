//! Calls: what they take, and what cannot be called.

use crate::common::diagnostics;
use insta::assert_snapshot;

#[test]
fn numbers_of_arguments() {
    assert_snapshot!(diagnostics("x = MAX(1, 2, 3) + STEP(1) ~~| t((0,0),(1,1)) ~~| y = t(1, 2) ~~|"), @"
    error[wrong-number-of-arguments]: `MAX` takes 2 arguments, but has 3
     --> model.mdl:1:5
      |
    1 | x = MAX(1, 2, 3) + STEP(1) ~~| t((0,0),(1,1)) ~~| y = t(1, 2) ~~|
      |     ^^^
      |
      = help: `MAX(…, …)`
    error[wrong-number-of-arguments]: `STEP` takes 2 arguments, but has 1
     --> model.mdl:1:20
      |
    1 | x = MAX(1, 2, 3) + STEP(1) ~~| t((0,0),(1,1)) ~~| y = t(1, 2) ~~|
      |                    ^^^^
      |
      = help: `STEP(…, …)`
    error[wrong-number-of-arguments]: the lookup `t` takes 1 argument, but has 2
     --> model.mdl:1:55
      |
    1 | x = MAX(1, 2, 3) + STEP(1) ~~| t((0,0),(1,1)) ~~| y = t(1, 2) ~~|
      |                                                       ^
      |
      = help: `t(Time)`
    ");
}

#[test]
fn what_cannot_be_called() {
    assert_snapshot!(diagnostics("x = 3 ~~|
         y = x(2) ~~|
         z = LOOKUP FORWARD(x, 1) ~~|
         w = WITH LOOKUP(Time, 5) ~~|"), @"
    error[not-a-lookup]: `x` is not a lookup and cannot be called
     --> model.mdl:2:14
      |
    1 | x = 3 ~~|
      | - defined here
    2 |          y = x(2) ~~|
      |              ^
      |
      = help: `x * (…)` multiplies
    error[not-a-lookup]: the first argument must be a lookup
     --> model.mdl:3:29
      |
    3 |          z = LOOKUP FORWARD(x, 1) ~~|
      |                             ^
      |
      = help: a lookup is defined by its points: `table((0,0),(1,1)) ~~|`
    error[not-a-lookup]: the second argument of `WITH LOOKUP` must be a list of points
     --> model.mdl:4:32
      |
    4 |          w = WITH LOOKUP(Time, 5) ~~|
      |                                ^
      |
      = help: `((0,1),(10,2))`
    ");
}

#[test]
fn a_lookup_needs_an_input() {
    assert_snapshot!(diagnostics("t((0,0),(1,1)) ~~| y = t + 1 ~~|"), @r"
    error[lookup-without-input]: `t` is a lookup: give it an input
     --> model.mdl:1:24
      |
    1 | t((0,0),(1,1)) ~~| y = t + 1 ~~|
      |                        ^
      |
      = help: `t(Time)`
    ");
}

#[test]
fn lookups_that_are_out_of_order_or_empty() {
    assert_snapshot!(diagnostics("t((1,0),(0,1)) ~~| y = t(0.5) ~~|"), @r"
    warning[unordered-lookup]: the points of this lookup are not in order: x = 0 comes after 1
     --> model.mdl:1:2
      |
    1 | t((1,0),(0,1)) ~~| y = t(0.5) ~~|
      |  ^^^^^^^^^^^^^ sorted by x here
    ");
}

#[test]
fn a_lookup_and_something_else() {
    assert_snapshot!(diagnostics("A: a1, a2 ~~| t[a1]((0,0),(1,1)) ~~| t[a2] = 3 ~~|"), @"
    error[mixed-definitions]: `t` is a lookup in one equation and not in another
     --> model.mdl:1:38
      |
    1 | A: a1, a2 ~~| t[a1]((0,0),(1,1)) ~~| t[a2] = 3 ~~|
      |               ----- a lookup here    ^^^^^
      |
      = help: choose another name for the lookup, such as `t table`
    ");
}

#[test]
fn a_stock_must_stand_alone() {
    assert_snapshot!(diagnostics("s = 2 * INTEG(1, 0) ~~| t = INTEG(1) ~~|"), @r"
    error[integ-not-alone]: `INTEG` must be the whole right-hand side
     --> model.mdl:1:9
      |
    1 | s = 2 * INTEG(1, 0) ~~| t = INTEG(1) ~~|
      |         ^^^^^
      |
      = help: make the stock a variable of its own, and use that variable here
    error[missing-initial]: the stock `t` has no initial value
     --> model.mdl:1:29
      |
    1 | s = 2 * INTEG(1, 0) ~~| t = INTEG(1) ~~|
      |                             ^^^^^
      |
      = help: `t = INTEG(rate, 0)`
    ");
}

#[test]
fn data_needs_a_file() {
    assert_snapshot!(diagnostics("d ~~|"), @r"
    error[missing-data]: `d` is filled from data, and no data file is given
     --> model.mdl:1:1
      |
    1 | d ~~|
      | ^
      |
      = help: `--data FILE`, a `.dat`, `.csv`, `.tab` or `.vdf` file
    ");
}

#[test]
fn texts_and_points_are_no_numbers() {
    assert_snapshot!(diagnostics("x = 'file' + 1 ~~| y = MAX(((0,0),(1,1)), 2) ~~|"), @r"
    error[not-a-number]: a text is not allowed here: a number is needed
     --> model.mdl:1:5
      |
    1 | x = 'file' + 1 ~~| y = MAX(((0,0),(1,1)), 2) ~~|
      |     ^^^^^^
    error[not-a-number]: a list of points is not allowed here: a number is needed
     --> model.mdl:1:28
      |
    1 | x = 'file' + 1 ~~| y = MAX(((0,0),(1,1)), 2) ~~|
      |                            ^^^^^^^^^^^^^
    ");
}

#[test]
fn a_lookup_that_rises_and_falls_has_no_inverse() {
    assert_snapshot!(diagnostics("hill((0,0),(1,1),(2,0)) ~~|\nx = LOOKUP INVERT(hill, 0.5) ~~|\ny = LOOKUP INVERT(x, 1) ~~|"), @"
    error[lookup-not-invertible]: `hill` neither only rises nor only falls: it has no inverse
     --> model.mdl:2:19
      |
    1 | hill((0,0),(1,1),(2,0)) ~~|
      | ---- defined here
    2 | x = LOOKUP INVERT(hill, 0.5) ~~|
      |                   ^^^^
      |
      = help: split it into lookups that only rise or only fall
    error[not-a-lookup]: the first argument must be a lookup
     --> model.mdl:3:19
      |
    3 | y = LOOKUP INVERT(x, 1) ~~|
      |                   ^
      |
      = help: a lookup is defined by its points: `table((0,0),(1,1)) ~~|`
    ");
}

#[test]
fn a_time_value_needs_no_calendar() {
    assert_snapshot!(diagnostics("month = GET TIME VALUE(0, 0, 3) ~~|\nnow = GET TIME VALUE(2, 0, 0) ~~|"), @r"
    error[unsupported-time-value]: `GET TIME VALUE` is supported only in the model's unit of time, relative to the current or the initial time
     --> model.mdl:1:9
      |
    1 | month = GET TIME VALUE(0, 0, 3) ~~|
      |         ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write the first argument as 0 or 1 and the third as 0
    error[unsupported-time-value]: `GET TIME VALUE` is supported only in the model's unit of time, relative to the current or the initial time
     --> model.mdl:2:7
      |
    2 | now = GET TIME VALUE(2, 0, 0) ~~|
      |       ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write the first argument as 0 or 1 and the third as 0
    ");
}

#[test]
fn data_functions_take_a_data_variable() {
    assert_snapshot!(diagnostics("x = GET DATA MIN(k, 0, 1) ~~|\nk = 3 ~~|"), @"
    error[not-data]: the first argument must be a data variable
     --> model.mdl:1:18
      |
    1 | x = GET DATA MIN(k, 0, 1) ~~|
      |                  ^
      |
      = help: a variable without an equation, `rain ~ mm ~|`, is one
    ");
}

/// Each macro calls the one before it twice: 2^18 equations from 20 lines.
#[test]
fn macros_that_multiply_are_refused() {
    let mut text = ":MACRO: M0(a)\nM0 = a ~~|\n:END OF MACRO:\n".to_string();
    for n in 1..=18 {
        let before = n - 1;
        text += &format!(":MACRO: M{n}(a)\nM{n} = M{before}(a) + M{before}(a + 1) ~~|\n:END OF MACRO:\n");
    }
    assert_snapshot!(diagnostics(&format!("{text}x = M18(1) ~~|")), @"
    error[too-many-equations]: the calls of macros make more than 200000 equations
     --> model.mdl:8:14
      |
    8 | M2 = M1(a) + M1(a + 1) ~~|
      |              ^^^^^^^^^
      |
      = help: call macros fewer times
    ");
}
