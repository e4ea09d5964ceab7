//! Models without arrays: kinds, functions, stateful functions, order.

mod common;

use common::{check_text, model, naive, order, print};
use insta::assert_snapshot;

#[test]
fn kinds_of_variables() {
    assert_snapshot!(print(
        "Population = INTEG(births - deaths, 100) ~~|
         births = Population * birth rate ~~|
         deaths = Population / lifetime ~~|
         birth rate = 0.04 ~~|
         lifetime == -70 ~~|
         crowding((0,1),(2,0)) ~~|
         at first = INITIAL(births) ~~|
         late = DELAY FIXED(births, 2, 0) ~~|
         effect = crowding(Population) ~~|"
    ), @r"
    Population: stock
    births: auxiliary
    deaths: auxiliary
    birth rate: constant [0.04]
    lifetime: constant [-70.0] fixed
    crowding: lookup [[(0.0, 1.0), (2.0, 0.0)]]
    at first: initial
    late: delayline
    effect: auxiliary
    #0 rate Population [] = Subtract(births, deaths)
    #1 start Population [] = 100
    #2 value births [] = Multiply(Population, birth rate)
    #3 value deaths [] = Divide(Population, lifetime)
    #4 start at first [] = births
    #5 input late [] = births
    #6 delay late [] = 2
    #7 start late [] = 0
    #8 value effect [] = Interpolate(crowding, Population)
    ");
}

/// The values of a variable at every save point.
fn series(text: &str, name: &str) -> Vec<f64> {
    let trajectory = naive::run(&model(text));
    let column = trajectory.names.iter().position(|n| n == name).expect("named in the test");
    trajectory.rows.iter().map(|row| row[column]).collect()
}

#[test]
fn an_equation_comes_after_what_it_needs() {
    let model = model(
        "a = b + c ~~| b = c * S ~~| c = 2 * k ~~| k = 1 ~~|
         S = INTEG(a, start) ~~| start = c + 1 ~~|",
    );
    assert_snapshot!(order(&model, &model.initial_order), @r"value c; value start; start S");
    assert_snapshot!(order(&model, &model.step_order), @r"value c; value b; value a; value start; rate S");
}

#[test]
fn hidden_variables_are_named_after_their_owner() {
    assert_snapshot!(print("x = SMOOTH(3 * Time, 4) + DELAY3I(x0, x0 + 1, 7) ~~| x0 = 2 ~~|"), @r"
    x: auxiliary
    x0: constant [2.0]
    x › smooth 1 › input: auxiliary
    x › smooth 1: stock
    x › delay3 2 › third: auxiliary
    x › delay3 2 › 1: stock
    x › delay3 2 › 1 › out: auxiliary
    x › delay3 2 › 2: stock
    x › delay3 2 › 2 › out: auxiliary
    x › delay3 2 › 3: stock
    x › delay3 2 › 3 › out: auxiliary
    #0 value x › smooth 1 › input [] = Multiply(3, time)
    #1 start x › smooth 1 [] = x › smooth 1 › input
    #2 rate x › smooth 1 [] = Divide(Subtract(x › smooth 1 › input, x › smooth 1), 4)
    #3 value x › delay3 2 › third [] = Divide(Add(x0, 1), 3)
    #4 value x › delay3 2 › 1 › out [] = Divide(x › delay3 2 › 1, x › delay3 2 › third)
    #5 start x › delay3 2 › 1 [] = Multiply(7, x › delay3 2 › third)
    #6 rate x › delay3 2 › 1 [] = Subtract(x0, x › delay3 2 › 1 › out)
    #7 value x › delay3 2 › 2 › out [] = Divide(x › delay3 2 › 2, x › delay3 2 › third)
    #8 start x › delay3 2 › 2 [] = Multiply(7, x › delay3 2 › third)
    #9 rate x › delay3 2 › 2 [] = Subtract(x › delay3 2 › 1 › out, x › delay3 2 › 2 › out)
    #10 value x › delay3 2 › 3 › out [] = Divide(x › delay3 2 › 3, x › delay3 2 › third)
    #11 start x › delay3 2 › 3 [] = Multiply(7, x › delay3 2 › third)
    #12 rate x › delay3 2 › 3 [] = Subtract(x › delay3 2 › 2 › out, x › delay3 2 › 3 › out)
    #13 value x [] = Add(x › smooth 1, x › delay3 2 › 3 › out)
    ");
}

/// A constant input stays what it is, whatever the delay.
#[test]
fn in_a_steady_state_nothing_moves() {
    for call in [
        "SMOOTH(5, 4)",
        "SMOOTH3(5, 4)",
        "DELAY1(5, 4)",
        "DELAY3(5, 4)",
        "DELAY FIXED(5, 4, 5)",
    ] {
        assert_eq!(series(&format!("x = {call} ~~|"), "x"), vec![5.0; 11], "{call}");
    }
}

/// Worked by hand: SMOOTH loses a quarter of the gap in each step, from where it starts.
#[test]
fn smooths_close_the_gap_exponentially() {
    let expected: Vec<f64> = (0..11).map(|n| 8.0 - 8.0 * 0.75f64.powi(n)).collect();
    let text = "u = IF THEN ELSE(Time < 0, 0, 8) ~~| x = SMOOTHI(u, 4, 0) ~~| s = INTEG((u - s) / 4, 0) ~~|";
    assert_eq!(series(text, "x"), series(text, "s"));
    for (found, expected) in series(text, "x").iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}

/// The same written out as the manual's definition has it, with a delay time that changes.
#[test]
fn delays_are_the_stocks_of_their_definition() {
    let text = "u = STEP(6, 2) + 1 ~~| T = 3 + Time / 5 ~~| T at first = INITIAL(T) ~~|
        d1 = DELAY1(u, T) ~~| L = INTEG(u - by hand 1, 1 * T at first) ~~| by hand 1 = L / T ~~|
        d3 = DELAY3(u, T) ~~| DL = T / 3 ~~| DL at first = INITIAL(DL) ~~|
        a = INTEG(u - a / DL, DL at first) ~~| b = INTEG(a / DL - b / DL, DL at first) ~~|
        c = INTEG(b / DL - c / DL, DL at first) ~~| by hand 3 = c / DL ~~|
        d3i = DELAY3I(u, T, 9) ~~| s3 = SMOOTH3(u, T) ~~|
        p = INTEG((u - p) / DL, 1) ~~| q = INTEG((p - q) / DL, 1) ~~| r = INTEG((q - r) / DL, 1) ~~|";
    assert_eq!(series(text, "d1"), series(text, "by hand 1"));
    assert_eq!(series(text, "d3"), series(text, "by hand 3"));
    assert_eq!(series(text, "s3"), series(text, "r"));
    assert_eq!(series(text, "d3i")[0], 9.0);
}

#[test]
fn a_fixed_delay_gives_what_entered_then() {
    let text = "x = DELAY FIXED(Time * 10, 3, -1) ~~| y = 1 + DELAY FIXED(Time, 0.2, 7) ~~|";
    assert_eq!(
        series(text, "x"),
        [-1.0, -1.0, -1.0, 0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0]
    );
    assert_eq!(series(text, "y")[..4], [8.0, 1.0, 2.0, 3.0]);
}

#[test]
fn a_sample_holds_what_it_took() {
    let text = "x = SAMPLE IF TRUE(MODULO(Time, 4) = 3, Time, -5) ~~|";
    assert_eq!(
        series(text, "x"),
        [-5.0, -5.0, -5.0, 3.0, 3.0, 3.0, 3.0, 7.0, 7.0, 7.0, 7.0]
    );
}

#[test]
fn an_active_initial_counts_at_the_start_alone() {
    let text =
        "s = INTEG(1, a * 10) ~~| a = ACTIVE INITIAL(s + 1, 2) ~~| b = a + ACTIVE INITIAL(s, 1) ~~| t = INTEG(0, b) ~~|
        first = INITIAL(Time + b) ~~|";
    assert_eq!(series(text, "a")[..2], [21.0, 22.0]);
    assert_eq!(series(text, "b")[..2], [41.0, 43.0]);
    assert_eq!(series(text, "t")[..2], [3.0, 3.0]);
    assert_eq!(series(text, "first")[..2], [3.0, 3.0]);
}

#[test]
fn the_missing_value_is_vensims() {
    assert_eq!(
        series("x = :NA: ~~| y = IF THEN ELSE(x = :NA:, 1, 0) ~~|", "x")[0],
        -(2f64.powi(109))
    );
}

/// A clock that is computed is ready before whatever reads it.
#[test]
fn the_clock_may_be_computed() {
    let text = "late = INITIAL TIME + span ~~| span = 4 ~~| FINAL TIME = late ~~| s = INTEG(TIME STEP, Time) ~~|
        INITIAL TIME = first year - 1 ~~| TIME STEP = 1 / per unit ~~| first year = 3 ~~| per unit = 2 ~~|";
    let (model, diagnostics) = check_text(text);
    assert_eq!(diagnostics, "");
    let trajectory = naive::run(&model.expect("no diagnostics"));
    assert_eq!(trajectory.times, [2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0]);
    let stock = trajectory.names.iter().position(|n| n == "s").expect("a stock");
    assert_eq!(trajectory.rows.last().map(|row| row[stock]), Some(4.0));
}
