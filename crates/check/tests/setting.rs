//! Constants set from outside, and levers that follow a schedule.

mod common;

use check::{Kind, Model, Schedule};
use common::{model, naive};
use insta::assert_snapshot;

const TEXT: &str = "Region: North, South ~~| rate = 0.5 ~~| pi == 3.14 ~~| x[Region] = 1, 2 ~~| y[North] = 3 ~~| s = INTEG(rate, 0) ~~|
    z = rate * SUM(x[Region!]) ~~| t((0,0),(1,1)) ~~| w = SMOOTH(z * 2, 3) ~~|";

fn refused(name: &str) -> String {
    model(TEXT).set_constant(name, 7.0).expect_err("it must be refused").to_string()
}

#[test]
fn scalars_and_cells_can_be_set() {
    let mut model = model(TEXT);
    model.set_constant("Rate", 2.0).expect("as written above");
    model.set_constant("x[ south ]", 5.0).expect("as written above");
    model.set_constant("FINAL_TIME", 3.0).expect("as written above");
    let values = |name: &str| match &model.variable(model.find(name).expect("as written above")).kind {
        Kind::Constant { values, .. } => values.clone(),
        _ => Vec::new(),
    };
    assert_eq!(values("rate"), [2.0]);
    assert_eq!(values("x"), [1.0, 5.0]);
    assert_eq!(values("final time"), [3.0]);
}

#[test]
fn everything_else_is_refused_with_the_reason() {
    assert_snapshot!(refused("raet"), @r"the model has no variable `raet`; a similar name is `rate`");
    assert_snapshot!(refused("x[Suoth]"), @r"`x` has no element `Suoth`; a similar name is `South`");
    assert_snapshot!(refused("x"), @r"`x` is an array: name one of its elements, such as `x[North]`");
    assert_snapshot!(refused("x[North,South]"), @r"`x` is an array: name one of its elements, such as `x[North]`");
    assert_snapshot!(refused("rate[North]"), @r"`rate` has no subscripts");
    assert_snapshot!(refused("s"), @r"`s` is a stock: only constants can be set");
    assert_snapshot!(refused("z"), @r"`z` is computed: only constants can be set");
    assert_snapshot!(refused("t"), @r"`t` is a lookup: only constants can be set");
    assert_snapshot!(refused("pi"), @r"`pi` is written with `==`: it cannot be changed");
    assert_snapshot!(refused("y[South]"), @r"`y[South]` has no equation");
    assert_snapshot!(refused("w › smooth 1 › input"), @r"the model has no variable `w › smooth 1 › input`");
    assert_snapshot!(refused("]["), @r"the model has no variable `][`");
}

fn set(model: &mut Model, id: check::VariableId, value: f64) {
    if let Kind::Constant { values, .. } = &mut model.variables[id.0 as usize].kind {
        values[0] = value;
    }
}

/// A lever's values at times 0 to 10 under a schedule.
fn scheduled(change: impl Fn(&mut Model, Schedule)) -> Vec<f64> {
    let mut model = model("lever = 1 ~~| s = INTEG(lever, lever * 100) ~~| effect = lever * 2 ~~|");
    let lever = model.find("lever").expect("as written above");
    let schedule = model.schedule(lever).expect("as written above");
    change(&mut model, schedule);
    let trajectory = naive::run(&model);
    let column = |name: &str| trajectory.names.iter().position(|n| n == name).expect("as written above");
    let series = |name: &str| trajectory.rows.iter().map(|row| row[column(name)]).collect::<Vec<_>>();
    let doubled: Vec<f64> = series("lever").iter().map(|v| v * 2.0).collect();
    assert_eq!(series("effect"), doubled);
    assert_eq!(series("s")[0], series("lever")[0] * 100.0);
    series("lever")
}

#[test]
fn a_schedule_that_is_not_set_changes_nothing() {
    assert_eq!(scheduled(|_, _| {}), [1.0; 11]);
}

#[test]
fn a_lever_moves_at_once() {
    let found = scheduled(|model, schedule| {
        set(model, schedule.value, 5.0);
        set(model, schedule.from, 3.0);
    });
    assert_eq!(found, [1.0, 1.0, 1.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0]);
}

#[test]
fn a_lever_moves_along_a_ramp_and_back_at_once() {
    let found = scheduled(|model, schedule| {
        set(model, schedule.value, 5.0);
        set(model, schedule.from, 2.0);
        set(model, schedule.until, 8.0);
        set(model, schedule.ramp, 4.0);
    });
    assert_eq!(found, [1.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 1.0, 1.0, 1.0]);
}

#[test]
fn a_schedule_from_the_start_holds_for_initial_values_too() {
    let found = scheduled(|model, schedule| {
        set(model, schedule.value, 5.0);
        set(model, schedule.from, 0.0);
        set(model, schedule.base, 2.0);
        set(model, schedule.until, 1.0);
    });
    assert_eq!(found[..3], [5.0, 2.0, 2.0]);
}

/// 0.1 added thirty times is a little less than 3: the date must not slip by a step.
#[test]
fn rounding_of_the_clock_does_not_shift_a_date() {
    let text = "lever = 0 ~~| s = INTEG(lever, 0) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 6 ~~| TIME STEP = 0.1 ~~| SAVEPER = 0.1 ~~|";
    let mut model = common::check_text(text).0.expect("as written above");
    let lever = model.find("lever").expect("as written above");
    let schedule = model.schedule(lever).expect("as written above");
    set(&mut model, schedule.value, 1.0);
    set(&mut model, schedule.from, 3.0);
    set(&mut model, schedule.until, 5.0);
    let trajectory = naive::run(&model);
    let column = trajectory.names.iter().position(|n| n == "lever").expect("as written above");
    let on = trajectory.rows.iter().filter(|row| row[column] == 1.0).count();
    assert_eq!(on, 20);
}

#[test]
fn several_levers_can_follow_schedules() {
    let mut model = model("a = 1 ~~| b = 2 ~~| s = INTEG(a + b, a * b) ~~|");
    for name in ["a", "b"] {
        let lever = model.find(name).expect("as written above");
        let schedule = model.schedule(lever).expect("as written above");
        set(&mut model, schedule.from, 0.0);
        set(&mut model, schedule.value, 10.0);
    }
    let trajectory = naive::run(&model);
    let column = trajectory.names.iter().position(|n| n == "s").expect("as written above");
    assert_eq!(trajectory.rows[0][column], 100.0);
    assert_eq!(trajectory.rows[1][column], 120.0);
}

#[test]
fn only_scalar_constants_off_the_clock_can_follow_one() {
    let text = "k = 2 ~~| TIME STEP = 1 / k ~~| INITIAL TIME = 0 ~~| FINAL TIME = 3 ~~| A: p, q ~~| x[A] = 1 ~~| y = Time ~~| f == 1 ~~|";
    let mut model = common::check_text(text).0.expect("as written above");
    let mut refused = |name: &str| {
        let id = model.find(name).expect("as written above");
        model.schedule(id).expect_err("it must be refused").to_string()
    };
    assert_snapshot!(refused("k"), @r"`k` belongs to the clock and cannot change during a run");
    assert_snapshot!(refused("FINAL TIME"), @r"`FINAL TIME` belongs to the clock and cannot change during a run");
    assert_snapshot!(refused("x"), @r"`x` is an array: name one of its elements, such as `x[p]`");
    assert_snapshot!(refused("y"), @r"`y` is computed: only constants can be set");
    assert_snapshot!(refused("f"), @r"`f` is written with `==`: it cannot be changed");
}

#[test]
fn variables_without_a_unit_are_counted() {
    let model = model("x = 1 ~ person ~| y = SMOOTH(x * 2, 3) ~~|");
    let names: Vec<&str> = model.without_unit().map(|v| &*v.name).collect();
    assert_eq!(names, ["y", "INITIAL TIME", "FINAL TIME", "TIME STEP", "SAVEPER"]);
}
