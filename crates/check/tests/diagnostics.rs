//! What is said about models that cannot be run, or should be looked at: each diagnostic once, as a person sees it.

mod common;

use common::{check_text, diagnostics};
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
    assert_snapshot!(diagnostics("x = RANDOM LOOKUP(00, 1, 77) ~~| y = A FUNCTION OF(x) ~~|"), @"
    error[unsupported-function]: this version does not support the function `RANDOM LOOKUP`
     --> model.mdl:1:5
      |
    1 | x = RANDOM LOOKUP(00, 1, 77) ~~| y = A FUNCTION OF(x) ~~|
      |     ^^^^^^^^^^^^^
      |
      = help: express it in supported functions, or as a number
    error[incomplete-equation]: `y` has no equation yet
     --> model.mdl:1:38
      |
    1 | x = RANDOM LOOKUP(00, 1, 77) ~~| y = A FUNCTION OF(x) ~~|
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

#[test]
fn a_dimension_twice_on_the_left() {
    assert_snapshot!(diagnostics("A: a1, a2 ~~| m[A,A] = 1 ~~|"), @r"
    error[repeated-dimension]: `A` stands twice on the left
     --> model.mdl:1:19
      |
    1 | A: a1, a2 ~~| m[A,A] = 1 ~~|
      |                   ^
      |
      = help: a second name for the same elements: `A other <-> A ~~|`
    ");
}

#[test]
fn overlapping_definitions() {
    assert_snapshot!(diagnostics("A: a1, a2, a3 ~~| Part: a2, a3 ~~| x[A] = 1 ~~| x[Part] = 2 ~~|"), @r"
    error[overlapping-definition]: `x[a2]` is defined twice
     --> model.mdl:1:49
      |
    1 | A: a1, a2, a3 ~~| Part: a2, a3 ~~| x[A] = 1 ~~| x[Part] = 2 ~~|
      |                                    ----         ^^^^^^^
      |                                    |
      |                                    first here
      |
      = help: leave it out of one of them: `:EXCEPT: [a2]`
    ");
}

#[test]
fn elements_without_an_equation() {
    assert_snapshot!(diagnostics("A: a1, a2, a3 ~~|
         x[a1] = 1 ~~|
         x[a2] = Time ~~|
         y = SUM(x[A!]) ~~|
         z = x[a3] ~~|"), @"
    error[undefined-element]: `x[a3]` is used, but has no equation
     --> model.mdl:4:18
      |
    2 |          x[a1] = 1 ~~|
      |          ----- other elements are defined here
    3 |          x[a2] = Time ~~|
    4 |          y = SUM(x[A!]) ~~|
      |                  ^^^^^
      |
      = help: `x[a3] = 0 ~~|`
    error[undefined-element]: `x[a3]` is used, but has no equation
     --> model.mdl:5:14
      |
    2 |          x[a1] = 1 ~~|
      |          ----- other elements are defined here
    ...
    5 |          z = x[a3] ~~|
      |              ^^^^^
      |
      = help: `x[a3] = 0 ~~|`
    ");
}

#[test]
fn elements_of_no_common_dimension() {
    assert_snapshot!(diagnostics("A: a1, a2 ~~| B: b1, b2 ~~| x[a1] = 1 ~~| x[B] = 2 ~~|"), @r"
    error[no-common-dimension]: no dimension holds all that subscript 1 of `x` is
     --> model.mdl:1:29
      |
    1 | A: a1, a2 ~~| B: b1, b2 ~~| x[a1] = 1 ~~| x[B] = 2 ~~|
      |                             ^^^^^
      |
      = help: define a dimension that lists `a1` and the others
    ");
}

#[test]
fn lists_of_the_wrong_length() {
    assert_snapshot!(diagnostics("A: a1, a2 ~~|
         B: b1, b2, b3 ~~|
         x[A] = 1, 2, 3 ~~|
         m[A,B] = 1,2,3; 4,5; ~~|"), @r"
    error[wrong-number-of-values]: `x` has 3 numbers here, but 2 elements
     --> model.mdl:3:10
      |
    3 |          x[A] = 1, 2, 3 ~~|
      |          ^^^^^^^^^^^^^^
    error[wrong-number-of-values]: row 2 of `m` has 2 numbers, but needs 3
     --> model.mdl:4:10
      |
    4 |          m[A,B] = 1,2,3; 4,5; ~~|
      |          ^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn exceptions_that_do_not_fit() {
    assert_snapshot!(diagnostics("A: a1, a2 ~~|
         B: b1, b2 ~~|
         x[A] :EXCEPT: [b1] = 1 ~~|
         y[A] :EXCEPT: [a1,a2] = 1 ~~|"), @"
    error[subscript-not-in-dimension]: `b1` is not part of `A`
     --> model.mdl:3:25
      |
    3 |          x[A] :EXCEPT: [b1] = 1 ~~|
      |                         ^^
      |
      = help: `A` has `a1`, `a2`
    error[dimension-mismatch]: an exception of `y` needs 1 subscript
     --> model.mdl:4:25
      |
    4 |          y[A] :EXCEPT: [a1,a2] = 1 ~~|
      |                         ^^^^^
    ");
}

#[test]
fn dimensions_that_make_no_sense() {
    assert_snapshot!(diagnostics("A: a1, a1 ~~|
         B: C ~~|
         C: B ~~|
         D: (x1-y3) ~~|
         E <-> F ~~|
         G: g1, g2 -> (A: a1) ~~|
         H: h1 -> K ~~|"), @"
    error[circular-dimension]: dimension `C` is defined by itself
     --> model.mdl:3:10
      |
    2 |          B: C ~~|
      |          - it needs `B`, which needs it
    3 |          C: B ~~|
      |          ^
      |
      = help: list the elements of one of them: `C: first, second ~~|`
    error[duplicate-element]: dimension `A` lists `a1` twice
     --> model.mdl:1:8
      |
    1 | A: a1, a1 ~~|
      |        ^^
      |
      = help: remove one of them
    error[invalid-range]: `x1` and `y3` are not the first and last of numbered elements
     --> model.mdl:4:14
      |
    4 |          D: (x1-y3) ~~|
      |              ^^^^^
      |
      = help: both need the same letters, followed by a number that increases: `(A1-A10)`
    error[unknown-name]: no dimension is called `F`
     --> model.mdl:5:16
      |
    5 |          E <-> F ~~|
      |                ^
    error[invalid-mapping]: the mapping of `G` to `A` does not give one entry for each element
     --> model.mdl:6:24
      |
    6 |          G: g1, g2 -> (A: a1) ~~|
      |          - 2 elements  ^ 1 element
      |
      = help: name one element or part of `A` for each: `-> (A: …, …)`
    error[unknown-name]: no dimension is called `K`
     --> model.mdl:7:19
      |
    7 |          H: h1 -> K ~~|
      |                   ^
    ");
}

#[test]
fn two_mappings_to_choose_from() {
    assert_snapshot!(diagnostics("A: a1, a2 ~~|
         B: b1, b2 ~~|
         C: c1, c2 -> A, B ~~|
         x[C] = 1, 2 ~~|
         y[A,B] = x[C] ~~|"), @r"
    error[ambiguous-subscript]: `C` could match `A` or `B` on the left-hand side
     --> model.mdl:5:21
      |
    5 |          y[A,B] = x[C] ~~|
      |                     ^
    ");
}

#[test]
fn a_mapping_that_has_several_for_one() {
    assert_snapshot!(diagnostics("A: a1, a2, a3 ~~|
         Part: a1, a2 ~~|
         C: c1, c2 -> (A: Part, a3) ~~|
         x[A] = 1, 2, 3 ~~|
         y[C] = x[A] ~~|"), @r"
    error[invalid-mapping]: the mapping between `A` and `C` does not give one element for each
     --> model.mdl:5:19
      |
    5 |          y[C] = x[A] ~~|
      |                   ^
    ");
}

#[test]
fn a_position_that_depends_on_the_dimension() {
    assert_snapshot!(diagnostics("A: p, q ~~| B: q, p ~~| x[B] = B ~~| y[A,B] = IF THEN ELSE(A = B, 1, 0) ~~|"), @r"
    error[ambiguous-position]: `B` has different positions in several dimensions
     --> model.mdl:1:32
      |
    1 | A: p, q ~~| B: q, p ~~| x[B] = B ~~| y[A,B] = IF THEN ELSE(A = B, 1, 0) ~~|
      |                                ^
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
      = help: `--data FILE`, a `.dat`, `.csv` or `.tab` file
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
fn too_many_elements() {
    assert_snapshot!(diagnostics("A: (a1-a9999999) ~~|
         B: (b1-b10000) ~~|
         C: (c1-c10000) ~~|
         m[B,C] = 1 ~~|"), @r"
    error[too-many-elements]: too many elements: a dimension may have 1000000, all lists together 10000000
     --> model.mdl:1:5
      |
    1 | A: (a1-a9999999) ~~|
      |     ^^^^^^^^^^^
    error[too-many-elements]: too many elements: all arrays together may have 20000000
     --> model.mdl:4:10
      |
    4 |          m[B,C] = 1 ~~|
      |          ^
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
