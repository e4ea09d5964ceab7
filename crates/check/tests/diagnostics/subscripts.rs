//! Subscripts that are missing, unknown or of another dimension.

use crate::common::diagnostics;
use insta::assert_snapshot;

#[test]
fn missing_subscripts() {
    assert_snapshot!(diagnostics("Region: North, South ~~|
         x[Region] = 1 ~~|
         y = x * 2 ~~|
         z[Region] = x ~~|"), @r"
    error[missing-subscript]: `x` has 1 subscript, but no subscripts here
     --> model.mdl:3:14
      |
    2 |          x[Region] = 1 ~~|
      |          --------- defined here
    3 |          y = x * 2 ~~|
      |              ^
      |
      = help: `x[Region]`
    error[missing-subscript]: `x` has 1 subscript, but no subscripts here
     --> model.mdl:4:22
      |
    2 |          x[Region] = 1 ~~|
      |          --------- defined here
    3 |          y = x * 2 ~~|
    4 |          z[Region] = x ~~|
      |                      ^
      |
      = help: `x[Region]`
    ");
}

#[test]
fn wrong_numbers_of_subscripts() {
    assert_snapshot!(diagnostics("Region: North, South ~~|
         x[Region] = 1 ~~|
         y = x[North,South] ~~|
         k = 1 ~~|
         z = k[North] ~~|
         x[North,South] = 3 ~~|"), @"
    error[dimension-mismatch]: `x` has 2 subscripts here, but 1 in its first equation
     --> model.mdl:6:10
      |
    2 |          x[Region] = 1 ~~|
      |          --------- first equation
    ...
    6 |          x[North,South] = 3 ~~|
      |          ^^^^^^^^^^^^^^
    error[dimension-mismatch]: `k` has no subscripts, but 1 subscript here
     --> model.mdl:5:14
      |
    4 |          k = 1 ~~|
      |          - defined here
    5 |          z = k[North] ~~|
      |              ^^^^^^^^
      |
      = help: `k`
    ");
}

#[test]
fn unknown_subscripts() {
    assert_snapshot!(diagnostics("Region: North, South ~~|
         x[Region] = 1 ~~|
         y = x[Noth] ~~|
         z[Regoin] = 2 ~~|"), @r"
    error[unknown-subscript]: no dimension or element is called `Regoin`
     --> model.mdl:4:12
      |
    4 |          z[Regoin] = 2 ~~|
      |            ^^^^^^
      |
      = help: a similar name is `Region`
    error[unknown-subscript]: no dimension or element is called `Noth`
     --> model.mdl:3:16
      |
    3 |          y = x[Noth] ~~|
      |                ^^^^
      |
      = help: a similar name is `North`
    ");
}

#[test]
fn subscripts_of_another_dimension() {
    assert_snapshot!(diagnostics("Region: North, South ~~|
         Age: young, old ~~|
         x[Region] = 1 ~~|
         y = x[old] ~~|
         z[Age] = x[Age] ~~|"), @"
    error[subscript-not-in-dimension]: `old` is not within `Region`, over which this is defined
     --> model.mdl:4:16
      |
    4 |          y = x[old] ~~|
      |                ^^^
      |
      = help: `Region` has `North`, `South`
    error[subscript-not-in-dimension]: `Age` is not within `Region`, over which this is defined
     --> model.mdl:5:21
      |
    5 |          z[Age] = x[Age] ~~|
      |                     ^^^
      |
      = help: `Region` has `North`, `South`
    ");
}

#[test]
fn a_dimension_on_the_right_alone() {
    assert_snapshot!(diagnostics("Grp: a, b ~~|
         Grp2: a, b ~~|
         x[Grp] = 1 ~~|
         y[Grp] = x[Grp2] ~~|
         z = x[Grp] ~~|"), @r"
    error[subscript-not-on-left]: `Grp2` is not among the subscripts of the left-hand side
     --> model.mdl:4:21
      |
    4 |          y[Grp] = x[Grp2] ~~|
      |                     ^^^^
      |
      = help: one element of it, or `Grp2!` within SUM, PROD, VMIN or VMAX
    error[subscript-not-on-left]: `Grp` is not among the subscripts of the left-hand side
     --> model.mdl:5:16
      |
    5 |          z = x[Grp] ~~|
      |                ^^^
      |
      = help: one element of it, or `Grp!` within SUM, PROD, VMIN or VMAX
    ");
}

#[test]
fn a_bang_outside_a_reduction() {
    assert_snapshot!(diagnostics("Region: North, South ~~|
         x[Region] = 1 ~~|
         y = x[Region!] ~~|
         z[Region!] = 1 ~~|
         w = SUM(x[North!]) + SUM(x[Region!] * x[North!]) ~~|
         v = SUM(x[North]) ~~|"), @"
    error[bang-outside-reduction]: `Region!` stands on the left; `!` belongs into a reduction such as SUM
     --> model.mdl:4:12
      |
    4 |          z[Region!] = 1 ~~|
      |            ^^^^^^
      |
      = help: `Region` without `!`
    error[bang-outside-reduction]: `Region!` can only be used inside a reduction such as SUM
     --> model.mdl:3:16
      |
    3 |          y = x[Region!] ~~|
      |                ^^^^^^
      |
      = help: `SUM(…[Region!])`
    error[no-bang-in-reduction]: nothing is marked with `!` to reduce over
     --> model.mdl:5:14
      |
    5 |          w = SUM(x[North!]) + SUM(x[Region!] * x[North!]) ~~|
      |              ^^^^^^^^^^^^^^
      |
      = help: mark a dimension: `SUM(x[Region!])`
    error[bang-on-element]: `North` is one element: there is nothing to reduce over
     --> model.mdl:5:50
      |
    5 |          w = SUM(x[North!]) + SUM(x[Region!] * x[North!]) ~~|
      |                                                  ^^^^^
      |
      = help: `North` without `!`, or a dimension in its place
    error[no-bang-in-reduction]: nothing is marked with `!` to reduce over
     --> model.mdl:6:14
      |
    6 |          v = SUM(x[North]) ~~|
      |              ^^^^^^^^^^^^^
      |
      = help: mark a dimension: `SUM(x[Region!])`
    ");
}
