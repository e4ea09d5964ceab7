//! Variables that need themselves, and units that disagree.

use crate::common::{check_text, diagnostics};
use insta::assert_snapshot;

#[test]
fn a_loop_without_a_stock() {
    assert_snapshot!(diagnostics("a = b + 1 ~~| b = MAX(c, 2) ~~| c = a * k ~~| k = 3 ~~| other = a ~~|"), @r"
    error[circular-definition]: `a` depends on itself: `a` → `b` → `c` → `a`
     --> model.mdl:1:5
      |
    1 | a = b + 1 ~~| b = MAX(c, 2) ~~| c = a * k ~~| k = 3 ~~| other = a ~~|
      |     ^                 -             - `c` needs `a`
      |     |                 |
      |     `a` needs `b`     `b` needs `c`
      |
      = help: a loop needs a stock (INTEG) or a delay somewhere along it
    ");
}

#[test]
fn a_variable_that_needs_itself() {
    assert_snapshot!(diagnostics("a = a + 1 ~~|"), @r"
    error[circular-definition]: `a` depends on itself: `a` → `a`
     --> model.mdl:1:5
      |
    1 | a = a + 1 ~~|
      |     ^ `a` needs `a`
      |
      = help: a loop needs a stock (INTEG) or a delay somewhere along it
    ");
}

#[test]
fn a_loop_between_cells() {
    assert_snapshot!(diagnostics("A: a1, a2, a3 ~~|
         x[a1] = x[a3] ~~|
         x[a2] = x[a1] + 1 ~~|
         x[a3] = y[a2] ~~|
         y[A] = x[A] * 2 ~~|"), @r"
    error[circular-definition]: `x[a1]` depends on itself: `x[a1]` → `x[a3]` → `y[a2]` → `x[a2]` → `x[a1]`
     --> model.mdl:2:18
      |
    2 |          x[a1] = x[a3] ~~|
      |                  ^^^^^ `x[a1]` needs `x[a3]`
    3 |          x[a2] = x[a1] + 1 ~~|
      |                  ----- `x[a2]` needs `x[a1]`
    4 |          x[a3] = y[a2] ~~|
      |                  ----- `x[a3]` needs `y[a2]`
    5 |          y[A] = x[A] * 2 ~~|
      |                 ---- `y[a2]` needs `x[a2]`
      |
      = help: a loop needs a stock (INTEG) or a delay somewhere along it
    ");
}

#[test]
fn a_loop_of_initial_values() {
    assert_snapshot!(diagnostics("s = INTEG(1, t) ~~| t = INTEG(2, u) ~~| u = s / 2 ~~|"), @r"
    error[circular-definition]: the initial value of `s` depends on itself: `s` → `t` → `u` → `s`
     --> model.mdl:1:14
      |
    1 | s = INTEG(1, t) ~~| t = INTEG(2, u) ~~| u = s / 2 ~~|
      |              ^                   -          - `u` needs `s`
      |              |                   |
      |              `s` needs `t`       `t` needs `u`
      |
      = help: give one of them an initial value of its own: `ACTIVE INITIAL(equation, value)`, or a number in `INTEG(rate, number)`
    ");
}

#[test]
fn units() {
    assert_snapshot!(check_text("level = INTEG(rate, start) ~ person ~|
         rate = 3 ~ person/Month ~|
         start = 1 ~ widget ~|
         TIME STEP = 1 ~ Month ~|
         INITIAL TIME = 0 ~ Month ~|
         FINAL TIME = 5 ~ Month ~|
         total = level + rate ~ person ~|
         density = level / start ~ person ~|
         e = EXP(level) ~ Dmnl ~|
         odd = 3 ~ 12 persons ~|").1, @r"
    advice[unknown-unit]: `12 persons` cannot be read as a unit
      --> model.mdl:10:20
       |
    10 |          odd = 3 ~ 12 persons ~|
       |                    ^^^^^^^^^^
       |
       = help: such as `person/Year` or `Dmnl`
    warning[unit-mismatch]: the rate accumulates `person`, but the stock starts in `widget`
     --> model.mdl:1:15
      |
    1 | level = INTEG(rate, start) ~ person ~|
      |               ^^^^
    warning[unit-mismatch]: `person` and `person/month` cannot be added or subtracted
     --> model.mdl:7:26
      |
    7 |          total = level + rate ~ person ~|
      |                          ^^^^
    warning[unit-mismatch]: `density` is in `person`, but its formula gives `person/widget`
     --> model.mdl:8:20
      |
    8 |          density = level / start ~ person ~|
      |                    ^^^^^^^^^^^^^
    warning[unit-mismatch]: the argument of this function must be dimensionless, but this is in `person`
     --> model.mdl:9:18
      |
    9 |          e = EXP(level) ~ Dmnl ~|
      |                  ^^^^^
    ");
}
