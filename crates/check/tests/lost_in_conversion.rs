//! What is said of what another format has no form for: each diagnostic as a person sees it.

use check::write::{self, Facts};
use insta::assert_snapshot;
use source::{Diagnostics, Sources, render};

/// What is lost when a Vensim text becomes XMILE.
fn to_xmile(text: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let model = parse::vensim(text, sources.add("model.mdl", text), &mut diagnostics);
    assert!(
        diagnostics.is_empty(),
        "{}",
        render(diagnostics.iter(), &sources, false)
    );
    let (_, lost) = write::for_xmile(&model, &mut Facts::of(&model));
    render(lost.iter(), &sources, false)
}

#[test]
fn a_reality_check_is_left_out() {
    assert_snapshot!(to_xmile("a = 1 ~~|\nno rain :TEST INPUT: a = 0 ~~|"), @"
    warning[reality-check-lost]: the reality check `no rain` is left out
     --> model.mdl:2:1
      |
    2 | no rain :TEST INPUT: a = 0 ~~|
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: keep the `.mdl` next to the converted file
    ");
}

#[test]
fn data_without_values_has_no_equation() {
    assert_snapshot!(to_xmile("rain ~ mm ~|"), @"
    warning[external-data-lost]: `rain` takes its values from a data file: it is written without an equation
     --> model.mdl:1:1
      |
    1 | rain ~ mm ~|
      | ^^^^
      |
      = help: `--data FILE` gives the values, which are then written too
    ");
}

#[test]
fn a_fixed_constant_may_be_changed() {
    assert_snapshot!(to_xmile("a == 3 ~~|"), @r"
    advice[constant-not-fixed]: `a` may be changed in XMILE: there is no `==`
     --> model.mdl:1:1
      |
    1 | a == 3 ~~|
      | ^^^^^^
    ");
}

#[test]
fn a_rate_that_is_no_sum_becomes_a_flow() {
    assert_snapshot!(to_xmile("s = INTEG(-0.1 * s, 5) ~~|"), @r"
    advice[flow-added]: `s` gets the flow `s net flow`: its rate is not a sum of flows of its own
     --> model.mdl:1:1
      |
    1 | s = INTEG(-0.1 * s, 5) ~~|
      | ^^^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn a_computed_control_keeps_its_first_value() {
    assert_snapshot!(to_xmile("a = 2 ~~|\nFINAL TIME = 10 * a ~~|"), @"
    warning[control-not-constant]: the run specs hold the first value of `FINAL TIME` only
     --> model.mdl:2:1
      |
    2 | FINAL TIME = 10 * a ~~|
      | ^^^^^^^^^^^^^^^^^^^
      |
      = help: write a number, as in `FINAL TIME = 100 ~ Month ~ |`: it is the same everywhere
    ");
}
