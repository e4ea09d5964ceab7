//! Dimensions, their mappings, and the cells that equations define.

use crate::common::diagnostics;
use insta::assert_snapshot;

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
    error[duplicate-element]: dimension `A` lists `a1` twice
     --> model.mdl:1:8
      |
    1 | A: a1, a1 ~~|
      |        ^^
      |
      = help: remove one of them
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
