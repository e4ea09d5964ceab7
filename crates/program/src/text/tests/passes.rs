//! Each pass alone: a text before, a text after.

use crate::mir::{Mir, verify};
use crate::text::parse::parse;
use crate::{clock, coalesce, common_subexpressions as common, dead_code, fold, frequency, fusion, schedule, slots};
use check::Method;

fn check_pass(pass: fn(&mut Mir), before: &str, after: &str) {
    let mut mir = parse(before);
    assert_eq!(verify(&mir), Ok(()), "the text before is well-formed");
    mir.pass("the pass", pass);
    let expected = parse(after).to_string();
    assert_eq!(mir.to_string(), expected, "\nfound:\n{mir}\nexpected:\n{expected}");
}

/// For passes after which nothing changes.
fn check_stays(pass: fn(&mut Mir), text: &str) {
    check_pass(pass, text, text);
}

#[test]
fn folding_goes_through_a_chain_and_drops_the_code_of_constants() {
    check_pass(
        fold::fold_constants,
        r#"
        buffer b0 "a" constant 1 = 2
        buffer b1 "b" computed 1
        buffer b2 "rate" integrator-input 1
        nest initial 1
          v0 = add b0 3
          b1 = copy v0
        nest step 1
          v0 = multiply b1 time
          b2 = copy v0"#,
        r#"
        buffer b0 "a" constant 1 = 2
        buffer b1 "b" computed 1 = 5
        buffer b2 "rate" integrator-input 1
        nest step 1
          v0 = multiply 5 time
          b2 = copy v0"#,
    );
}

#[test]
fn folding_evaluates_loops_over_constant_arrays_and_reductions() {
    check_pass(
        fold::fold_constants,
        r#"
        buffer b0 "size" constant 3 = 1 2 4
        buffer b1 "share" computed 3
        buffer b2 "total" computed 1
        nest initial 3
          v0 = divide b0+ 2
          b1+ = copy v0
        nest initial 1
          b2 = copy 0
        nest initial 3
          b2 = sum-into b1+"#,
        r#"
        buffer b0 "size" constant 3 = 1 2 4
        buffer b1 "share" computed 3 = 0.5 1 2
        buffer b2 "total" computed 1 = 3.5"#,
    );
}

#[test]
fn folding_looks_up_tables_and_takes_the_known_branch() {
    check_pass(
        fold::fold_constants,
        r#"
        buffer b0 "x" computed 1
        buffer b1 "rate" integrator-input 1
        buffer b2 "s" state 1
        lookup 0 = 0,0 2,10
        nest step 1
          v0 = lookup interpolate 1 table0
          b0 = copy v0
        nest step 1
          v0 = select 0 time b2
          v1 = multiply v0 1
          b1 = copy v1"#,
        r#"
        buffer b0 "x" computed 1 = 5
        buffer b1 "rate" integrator-input 1
        buffer b2 "s" state 1
        lookup 0 = 0,0 2,10
        nest step 1
          b1 = copy b2"#,
    );
}

#[test]
fn what_changes_the_bits_of_some_number_is_not_folded() {
    // x + 0 is not x for -0, x * 0 is not 0 for infinity.
    check_stays(
        fold::fold_constants,
        r#"
        buffer b0 "s" state 1
        buffer b1 "rate" integrator-input 1
        nest step 1
          v0 = add b0 0
          v1 = multiply v0 0
          b1 = copy v1"#,
    );
}

#[test]
fn hoisting_moves_what_follows_from_parameters_or_the_clock_alone() {
    check_pass(
        frequency::hoist,
        r#"
        buffer b0 "p" parameter 1
        buffer b1 "s" state 1
        buffer b2 "s" integrator-input 1 rate
        nest step 1
          v0 = exp b0
          v1 = sin time
          v2 = multiply b1 v0
          v3 = add v2 v1
          b2 = copy v3"#,
        r#"
        buffer b0 "p" parameter 1
        buffer b1 "s" state 1
        buffer b2 "s" integrator-input 1 rate
        buffer b3 "s" computed 1 rate
        buffer b4 "s" computed 1 rate
        nest step 1
          v0 = exp b0
          b3 = copy v0
        nest step 1
          v0 = sin time
          b4 = copy v0
        nest step 1
          v0 = multiply b1 b3
          v1 = add v0 b4
          b2 = copy v1"#,
    );
}

#[test]
fn hoisting_keeps_cheap_work_on_long_arrays_where_it_is() {
    // 1,000 sums a step cost less than 1,000 numbers from beyond the cache.
    check_stays(
        frequency::hoist,
        r#"
        buffer b0 "p" parameter 1000
        buffer b1 "s" state 1000
        buffer b2 "s" integrator-input 1000 rate
        nest step 1000
          v0 = add b0+ 1
          v1 = multiply b1+ v0
          b2+ = copy v1"#,
    );
}

#[test]
fn dead_code_elimination_drops_what_neither_the_integrator_nor_the_sink_reads() {
    check_pass(
        dead_code::eliminate_dead_nests,
        r#"
        buffer b0 "s" state 1
        buffer b1 "seen" computed 1
        buffer b2 "unseen" computed 1
        buffer b3 "for unseen" computed 1
        output b1 0 "seen"
        nest step 1
          b1 = copy b0
        nest step 1
          b3 = copy b0
        nest step 1
          b2 = copy b3"#,
        r#"
        buffer b0 "s" state 1
        buffer b1 "seen" computed 1
        buffer b2 "unseen" computed 1
        buffer b3 "for unseen" computed 1
        output b1 0 "seen"
        nest step 1
          b1 = copy b0"#,
    );
}

#[test]
fn scheduling_lets_code_run_as_rarely_as_its_reads_and_readers_allow() {
    let code = |sections: [&str; 5]| {
        format!(
            r#"
            nest step 1 {}
              v0 = exp b0
              b3 = copy v0
            nest step 1 {}
              b4 = copy time
            nest step 1 {}
              v0 = add b3 b4
              b2 = copy v0
            nest step 1 {}
              b5 = copy b1
            nest step 1 {}
              b6 = copy time"#,
            sections[0], sections[1], sections[2], sections[3], sections[4]
        )
    };
    let buffers = r#"
        buffer b0 "p" parameter 1
        buffer b1 "s" state 1
        buffer b2 "s" integrator-input 1 rate
        buffer b3 "once a run" computed 1
        buffer b4 "season" computed 1
        buffer b5 "shown" computed 1
        buffer b6 "date" computed 1
        stock b1 b2
        output b5 0 "shown"
        output b6 0 "date"
        "#;
    let before = format!("{buffers}{}", code([""; 5]));
    let frequencies = "frequencies run step step run shared-step step shared-step";
    let sections = ["start", "shared-step", "step", "save", "shared-save"];
    check_pass(
        schedule::schedule,
        &before,
        &format!("{buffers}{frequencies}{}", code(sections)),
    );
}

#[test]
fn fusion_makes_one_loop_of_loops_of_one_length_that_agree_in_every_iteration() {
    check_pass(
        fusion::fuse_loops,
        r#"
        buffer b0 "s" state 3
        buffer b1 "x" computed 3
        buffer b2 "y" computed 3
        buffer b3 "z" computed 3
        buffer b4 "sum" computed 1
        nest step 1 step
          b4 = copy 0
        nest step 3 step
          v0 = negate b0+
          b1+ = copy v0
        nest step 3 step
          v0 = add b1+ 1
          b2+ = copy v0
        nest step 3 step
          b4 = sum-into b2+
        nest step 3 step
          v0 = add b1+ b4
          b3+ = copy v0"#,
        r#"
        buffer b0 "s" state 3
        buffer b1 "x" computed 3
        buffer b2 "y" computed 3
        buffer b3 "z" computed 3
        buffer b4 "sum" computed 1
        loop step 1
          b4 = copy 0
        loop step 3
          v0 = negate b0+
          b1+ = copy v0
          v2 = add b1+ 1
          b2+ = copy v2
          b4 = sum-into b2+
        loop step 3
          v0 = add b1+ b4
          b3+ = copy v0"#,
    );
}

#[test]
fn fusion_keeps_loops_apart_that_read_what_another_iteration_writes() {
    check_pass(
        fusion::fuse_loops,
        r#"
        buffer b0 "s" state 3
        buffer b1 "x" computed 3
        buffer b2 "y" computed 3
        offsets o0 = 2 1 0
        nest step 3 step
          b1+ = copy b0+
        nest step 3 step
          b2+ = copy b1[o0]"#,
        r#"
        buffer b0 "s" state 3
        buffer b1 "x" computed 3
        buffer b2 "y" computed 3
        offsets o0 = 2 1 0
        loop step 3
          b1+ = copy b0+
        loop step 3
          b2+ = copy b1[o0]"#,
    );
}

#[test]
fn equal_operations_are_computed_once_and_stored_values_are_not_read_back() {
    check_pass(
        common::eliminate_common_subexpressions,
        r#"
        buffer b0 "s" state 1
        buffer b1 "x" computed 1
        buffer b2 "y" computed 1
        loop step 1
          v0 = exp b0
          b1 = copy v0
          v2 = exp b0
          v3 = add v2 b1
          b2 = copy v3
          b2 = sum-into v0"#,
        r#"
        buffer b0 "s" state 1
        buffer b1 "x" computed 1
        buffer b2 "y" computed 1
        loop step 1
          v0 = exp b0
          b1 = copy v0
          v2 = add v0 v0
          b2 = copy v2
          v4 = add v2 v0
          b2 = copy v4"#,
    );
}

#[test]
fn buffers_that_hold_the_same_become_one() {
    check_pass(
        coalesce::coalesce_copies,
        r#"
        buffer b0 "s" state 1
        buffer b1 "flow" computed 1
        buffer b2 "s" integrator-input 1 rate
        buffer b3 "twice" computed 1
        output b1 0 "flow"
        loop step 1
          v0 = negate b0
          b1 = copy v0
          b2 = copy v0
        loop save 1
          v0 = multiply b1 2
          b3 = copy v0"#,
        r#"
        buffer b0 "s" state 1
        buffer b1 "flow" computed 1
        buffer b2 "s" integrator-input 1 rate
        buffer b3 "twice" computed 1
        output b2 0 "flow"
        loop step 1
          v0 = negate b0
          b1 = copy v0
          b2 = copy v0
        loop save 1
          v0 = multiply b2 2
          b3 = copy v0"#,
    );
}

#[test]
fn two_inputs_of_the_integrator_stay_two() {
    check_stays(
        coalesce::coalesce_copies,
        r#"
        buffer b0 "s" state 1
        buffer b1 "s" integrator-input 1 rate
        buffer b2 "t" integrator-input 1 rate
        loop step 1
          v0 = negate b0
          b1 = copy v0
          b2 = copy v0"#,
    );
}

#[test]
fn stores_that_nobody_reads_go_and_what_only_they_used() {
    check_pass(
        dead_code::eliminate_dead_stores,
        r#"
        buffer b0 "s" state 1
        buffer b1 "unread" computed 1
        buffer b2 "s" integrator-input 1 rate
        loop step 1
          v0 = exp b0
          b1 = copy v0
          v2 = negate b0
          b2 = copy 0
          b2 = copy v2
        loop save 1
          b1 = copy b0"#,
        r#"
        buffer b0 "s" state 1
        buffer b1 "unread" computed 1
        buffer b2 "s" integrator-input 1 rate
        loop step 1
          v0 = negate b0
          b2 = copy v0"#,
    );
}

/// INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER with these lattice values.
fn control(values: [&str; 4]) -> Mir {
    let [start, stop, step, save_every] = values;
    parse(&format!(
        r#"
        buffer b0 "INITIAL TIME" constant 1 = {start}
        buffer b1 "FINAL TIME" constant 1 = {stop}
        buffer b2 "TIME STEP" constant 1 = {step}
        buffer b3 "SAVEPER" constant 1 = {save_every}
        control b0 b1 b2 b3"#
    ))
}

#[test]
fn the_clock_is_read_from_the_lattice() {
    let clock = |values| clock::clock(&control(values), Method::Euler).map(|c| (c.start, c.stop, c.step, c.save_every));
    assert_eq!(clock(["0", "10", "0.5", "2"]), Ok((0.0, 10.0, 0.5, 2.0)));
    assert_eq!(
        clock(["0", "10", "0.5", "0"]),
        Ok((0.0, 10.0, 0.5, 0.5)),
        "there is nothing to save between two steps"
    );
    let error = |values| clock(values).expect_err("no clock").to_string();
    assert!(error(["_", "10", "0.5", "2"]).contains("`INITIAL TIME` cannot vary"));
    assert!(error(["0", "-1", "0.5", "2"]).contains("`FINAL TIME` is -1; it must be at or after the start"));
}

#[test]
fn slots_are_lanes_or_uniform_by_frequency_and_temporaries_are_used_again() {
    let mir = parse(
        r#"
        buffer b0 "p" parameter 1
        buffer b1 "s" state 1
        buffer b2 "s" integrator-input 1 rate
        buffer b3 "season" computed 1
        stock b1 b2
        parameter b0
          0 "p" = 2
        output b1 0 "s"
        frequencies run step step shared-step
        loop shared-step 1
          v0 = sin time
          b3 = copy v0
        loop step 1
          v0 = exp b1
          v1 = multiply v0 b0
          v2 = add v1 0.5
          v3 = multiply v2 b3
          b2 = copy v3"#,
    );
    let clock = clock::clock(&control(["0", "1", "0.5", "1"]), Method::Euler).expect("a clock");
    let program = slots::assign_slots(mir, clock);
    insta::assert_snapshot!(program, @r"
    parameter l2 = 2 ; p
    constant u2 = 0.5
    shared step:
      u1 = sin u0 ; season
    step:
      t0 = exp l0
      t1 = multiply t0 l2
      t0 = add t1 u2
      l1 = multiply t0 u1 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    ");
}
