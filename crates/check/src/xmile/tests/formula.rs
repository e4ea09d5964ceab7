//! Formulas: what binds how, what a name may be, and what each function is.

use super::{check, written_by};

#[test]
fn operators_bind_as_the_standard_says() {
    check("-2^2", "-2 ^ 2");
    check("2^-a", "2 ^ -a");
    check("4^3^2", "4 ^ 3 ^ 2");
    check("(4^3)^2", "(4 ^ 3) ^ 2");
    check("a-b-a", "a - b - a");
    check("a/b*a", "a / b * a");
    check("a+b*a", "a + b * a");
    check("a - (b - a)", "a - (b - a)");
    check("a < b AND b <= a or not a", "a < b :AND: b <= a :OR: :NOT: a");
    check("a = b <> a", "a = b <> a");
    check("a <> b < a", "a <> (b < a)");
    check("a + IF a > 1 THEN b ELSE a + 1", "a + IF THEN ELSE(a > 1, b, a + 1)");
    check(
        "IF a THEN IF b THEN 1 ELSE 2 ELSE 3",
        "IF THEN ELSE(a, IF THEN ELSE(b, 1, 2), 3)",
    );
}

#[test]
fn not_binds_like_a_sign_unless_the_file_comes_from_vensim() {
    check("NOT a = b", "(:NOT: a) = b");
    assert_eq!(written_by("Ventana Systems, xmutil", "NOT a = b"), ":NOT: a = b");
}

#[test]
fn division_and_remainder_have_operators_of_their_own() {
    check("a // b", "ZIDZ(a, b)");
    check("a MOD b", "XMILE MOD(a, b)");
    check("a mod b * 2", "XMILE MOD(a, b) * 2");
    assert_eq!(written_by("Ventana Systems, Inc.", "a MOD b"), "MODULO(a, b)");
}

#[test]
fn whole_numbers_are_cut_off_downwards_unless_the_file_comes_from_vensim() {
    check("INT(a)", "XMILE INT(a)");
    assert_eq!(written_by("isee systems, inc.", "INT(a)"), "XMILE INT(a)");
    assert_eq!(written_by("Ventana Systems, Inc.", "INT(a)"), "INTEGER(a)");
    check("ROUND(a)", "XMILE INT(a + 0.5)");
}

#[test]
fn names_have_underscores_quotes_and_case_that_do_not_count() {
    check("Birth_Rate", "birth rate");
    check("\"birth rate\"", "birth rate");
    check("\"birth\\nrate\"", "birth rate");
    check("{of whom} birth_rate", "birth rate");
    check("{all of it} a {and} + b", "a + b");
}

#[test]
fn the_clock_and_constants_have_names() {
    check("TIME - STARTTIME", "Time - INITIAL TIME");
    check("STOPTIME / DT", "FINAL TIME / TIME STEP");
    check("pi", "3.141592653589793");
    check("SELF", "result");
}

#[test]
fn numbers_may_begin_or_end_with_a_point() {
    check(".5 + 1. + 1e-3 + 2E+2", "0.5 + 1 + 0.001 + 200");
}

#[test]
fn functions_with_the_same_meaning_go_by_vensims_names() {
    check("ABS(a) + sqrt(b)", "ABS(a) + SQRT(b)");
    check("LOG10(a)", "LOG(a, 10)");
    check("SAFEDIV(a, b)", "ZIDZ(a, b)");
    check("SAFEDIV(a, b, 1)", "XIDZ(a, b, 1)");
    check("INIT(a)", "INITIAL(a)");
    check("MAX(a, b, 3)", "MAX(MAX(a, b), 3)");
    check("STEP(a, 3)", "STEP(a, 3)");
    check("RAMP(2)", "RAMP(2, INITIAL TIME, FINAL TIME)");
    check("RAMP(2, 3)", "RAMP(2, 3, FINAL TIME)");
    check("RAMP(2, 3, 4)", "RAMP(2, 3, 4)");
}

#[test]
fn smooths_and_delays_start_from_their_input_unless_they_are_told() {
    check("SMTH1(a, 2)", "SMOOTH(a, 2)");
    check("SMTH1(a, 2, b)", "SMOOTHI(a, 2, b)");
    check("SMTH3(a, 2)", "SMOOTH3(a, 2)");
    check("SMTHN(a, 2, 4)", "SMOOTH N(a, 2, a, 4)");
    check("DELAY(a, 2)", "DELAY FIXED(a, 2, a)");
    check("DELAY(a, 2, 0)", "DELAY FIXED(a, 2, 0)");
    check("DELAY1(a, 2, b)", "DELAY1I(a, 2, b)");
    check("DELAY3(a, 2)", "DELAY3(a, 2)");
    check("DELAYN(a, 2, 4, b)", "DELAY N(a, 2, b, 4)");
    check("TREND(a, 2)", "TREND(a, 2, 0)");
    check("FORCST(a, 2, 3)", "a * (1 + TREND(a, 2, 0) * 3)");
    check("NPV(a, 0.1)", "NPV(a, 0.1, 0, 1)");
}

#[test]
fn the_value_before_is_a_delay_of_one_step() {
    check("PREVIOUS(a, 3)", "DELAY FIXED(a, TIME STEP, 3)");
    check("PREVIOUS(a)", "DELAY FIXED(a, TIME STEP, 0)");
    check("PREVIOUS(SELF, 1)", "DELAY FIXED(result, TIME STEP, 1)");
}

#[test]
fn a_pulse_carries_its_volume_in_one_step() {
    check("PULSE(a)", "a / TIME STEP");
    check("PULSE(a, 4)", "a / TIME STEP * PULSE(4, TIME STEP)");
    check("PULSE(a, 4, 0)", "a / TIME STEP * PULSE(4, TIME STEP)");
    check(
        "PULSE(a, 4, 2)",
        "a / TIME STEP * PULSE TRAIN(4, TIME STEP, 2, FINAL TIME)",
    );
    check(
        "PULSE(a, 4, b)",
        "a / TIME STEP * IF THEN ELSE(b > 0, PULSE TRAIN(4, TIME STEP, b, FINAL TIME), PULSE(4, TIME STEP))",
    );
}

#[test]
fn chance_goes_by_vensims_names_and_order() {
    check("UNIFORM(0, 1)", "RANDOM UNIFORM(0, 1, 0)");
    check("RANDOM(0, 1, 5)", "RANDOM UNIFORM(0, 1, 5)");
    check("NORMAL(10, 2, 7, 0, 20)", "RANDOM NORMAL(0, 20, 10, 2, 7)");
}

#[test]
fn functions_of_vensim_that_converters_leave_as_they_are_stay() {
    check(
        "VECTOR SELECT(x[*], x[*], 0, 0, 0)",
        "VECTOR SELECT(x[Region!], x[Region!], 0, 0, 0)",
    );
    check("MODULO(a, b)", "MODULO(a, b)");
}

#[test]
fn tables_are_called_by_name_or_by_function() {
    check("LOOKUP(table, a)", "table(a)");
    check("table(a)", "table(a)");
    check("LOOKUP_FORWARD(table, a)", "LOOKUP FORWARD(table, a)");
}
