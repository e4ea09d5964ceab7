//! Names: unknown ones, and those that are defined twice.

use crate::common::diagnostics;
use insta::assert_snapshot;

#[test]
fn unknown_names_come_with_the_nearest() {
    assert_snapshot!(diagnostics("births = population * births rate ~~|
         birth rate = 0.1 ~~|
         population = 3 ~~|"), @r"
    error[unknown-name]: no variable or function is called `births rate`
     --> model.mdl:1:23
      |
    1 | births = population * births rate ~~|
      |                       ^^^^^^^^^^^ not defined in this model
      |
      = help: a similar name is `birth rate`
    ");
}

#[test]
fn unknown_names_may_be_functions() {
    assert_snapshot!(diagnostics("x = SQRTT(4) ~~| y = SQRT + 1 ~~|"), @"
    error[unknown-function]: no function or lookup is called `SQRTT`
     --> model.mdl:1:5
      |
    1 | x = SQRTT(4) ~~| y = SQRT + 1 ~~|
      |     ^^^^^
      |
      = help: a similar name is `SQRT`
    error[function-without-arguments]: `SQRT` is a function: give it arguments
     --> model.mdl:1:22
      |
    1 | x = SQRTT(4) ~~| y = SQRT + 1 ~~|
      |                      ^^^^
      |
      = help: `SQRT(…)`
    ");
}

#[test]
fn known_functions_that_this_version_lacks_are_named() {
    assert_snapshot!(diagnostics("x = FIND ZERO(00, 1, 7777) ~~|   y = A FUNCTION OF(x) ~~|"), @"
    error[unsupported-function]: Vensim's `FIND ZERO` is not offered: equations are not solved while a run goes on
     --> model.mdl:1:5
      |
    1 | x = FIND ZERO(00, 1, 7777) ~~|   y = A FUNCTION OF(x) ~~|
      |     ^^^^^^^^^
    error[incomplete-equation]: `y` has no equation yet
     --> model.mdl:1:38
      |
    1 | x = FIND ZERO(00, 1, 7777) ~~|   y = A FUNCTION OF(x) ~~|
      |                                      ^^^^^^^^^^^^^^^^
      |
      = help: write a formula in place of `A FUNCTION OF(…)`
    ");
}

#[test]
fn two_definitions() {
    assert_snapshot!(diagnostics("x = 1 ~~| x = 2 ~~|"), @"
    error[duplicate-definition]: `x` is defined twice
     --> model.mdl:1:11
      |
    1 | x = 1 ~~| x = 2 ~~|
      | -         ^
      | |
      | first here
      |
      = help: remove one of them, or give it another name
    ");
}

#[test]
fn a_name_is_a_variable_or_a_dimension() {
    assert_snapshot!(diagnostics("Region: North, South ~~| Region: East ~~| north = 1 ~~|"), @"
    error[duplicate-definition]: `Region` is defined twice
     --> model.mdl:1:26
      |
    1 | Region: North, South ~~| Region: East ~~| north = 1 ~~|
      | ------ first here        ^^^^^^
      |
      = help: remove one of them, or give it another name
    error[duplicate-definition]: `north` is also a dimension or element
     --> model.mdl:1:43
      |
    1 | Region: North, South ~~| Region: East ~~| north = 1 ~~|
      |         ----- here                        ^^^^^
      |
      = help: choose another name, such as `north value`
    ");
}

#[test]
fn builtins_cannot_be_defined() {
    assert_snapshot!(diagnostics("Time = 3 ~~| max = 2 ~~|"), @r"
    error[name-is-builtin]: `Time` is the name of a builtin function and cannot be redefined
     --> model.mdl:1:1
      |
    1 | Time = 3 ~~| max = 2 ~~|
      | ^^^^
      |
      = help: choose another name, such as `my Time`
    error[name-is-builtin]: `max` is the name of a builtin function and cannot be redefined
     --> model.mdl:1:14
      |
    1 | Time = 3 ~~| max = 2 ~~|
      |              ^^^
      |
      = help: choose another name, such as `my max`
    ");
}
