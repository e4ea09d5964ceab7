//! What carries over from step to step: DELAY FIXED, SAMPLE IF TRUE, initial values; and the clock that drives it.

mod support;

use check::Method;
use support::text::{clock, column, model, program, run};

#[test]
fn a_fixed_delay_takes_whole_steps_half_a_step_rounded_up() {
    // What goes in is the time, what stood there before is −1.
    for (delay, steps) in [("0.5", 1), ("1.2", 1), ("1.5", 2), ("3.7", 4), ("0", 1)] {
        let text = format!("late = DELAY FIXED(Time, {delay}, -1) ~~| {}", clock(6.0, 1.0, 1.0));
        let trajectory = run(&model(&text));
        let expected = |at: i32| if at < steps { -1.0 } else { f64::from(at - steps) };
        let expected: Vec<f64> = (0..=6).map(expected).collect();
        assert_eq!(column(&trajectory, "late"), expected, "delay {delay}");
    }
}

#[test]
fn a_fixed_delay_longer_than_the_run_keeps_its_start() {
    let text = format!("late = DELAY FIXED(Time, 1e9, 7) ~~| {}", clock(6.0, 1.0, 1.0));
    assert_eq!(column(&run(&model(&text)), "late"), [7.0; 7]);
}

#[test]
fn delay_lines_have_a_length_for_each_run() {
    let model = model(&format!(
        "wait = 1 ~~| late = DELAY FIXED(Time, wait, -1) ~~| {}",
        clock(4.0, 1.0, 1.0)
    ));
    let program = program(&model, &["wait"]);
    let rows = support::ensembles::Rows(vec![vec![1.0], vec![2.0], vec![3.0]]);
    let runs = support::ensembles::ensemble(&program, &rows, 4, 1);
    let at = program.saved.iter().position(|saved| saved.name == "late").expect("it is kept");
    let late = |run: usize| -> Vec<f64> { runs[run].iter().map(|point| f64::from_bits(point[at])).collect() };
    assert_eq!(late(0), [-1.0, 0.0, 1.0, 2.0, 3.0]);
    assert_eq!(late(1), [-1.0, -1.0, 0.0, 1.0, 2.0]);
    assert_eq!(late(2), [-1.0, -1.0, -1.0, 0.0, 1.0]);
}

#[test]
fn a_sample_is_taken_at_full_steps_and_held_between() {
    // Sampled while the time is even; Runge–Kutta's probes at half steps see the value held.
    for method in [Method::Euler, Method::RungeKutta4] {
        let mut sampled = model(&format!(
            "seen = SAMPLE IF TRUE(MODULO(Time, 2) = 0, Time * 10, -1) ~~|
             s = INTEG(seen, 0) ~~| {}",
            clock(5.0, 1.0, 1.0)
        ));
        sampled.set_method(method);
        let trajectory = run(&sampled);
        assert_eq!(
            column(&trajectory, "seen"),
            [0.0, 0.0, 20.0, 20.0, 40.0, 40.0],
            "{method:?}"
        );
    }
}

#[test]
fn initial_values_stay_what_they_were() {
    let text = format!(
        "first = INITIAL(s * 2) ~~| s = INTEG(first, 3) ~~| both = first + s ~~| {}",
        clock(2.0, 1.0, 1.0)
    );
    let trajectory = run(&model(&text));
    assert_eq!(column(&trajectory, "first"), [6.0; 3]);
    assert_eq!(column(&trajectory, "both"), [9.0, 15.0, 21.0]);
}

#[test]
fn auxiliaries_at_a_save_point_belong_to_the_state_saved_with_them() {
    let mut growth = model(&format!(
        "s = INTEG(s, 1) ~~| twice = s * 2 ~~| {}",
        clock(3.0, 0.5, 1.0)
    ));
    growth.set_method(Method::RungeKutta4);
    let trajectory = run(&growth);
    let twice: Vec<f64> = column(&trajectory, "s").iter().map(|s| s * 2.0).collect();
    assert_eq!(column(&trajectory, "twice"), twice);
    assert_eq!(trajectory.times, [0.0, 1.0, 2.0, 3.0]);
}

#[test]
fn times_are_counted_and_not_added_up() {
    let trajectory = run(&model(&format!("now = Time ~~| {}", clock(1000.0, 0.1, 0.3))));
    assert_eq!(
        trajectory.times.len(),
        3335,
        "every third step of ten thousand, and the end"
    );
    for (point, (&time, &now)) in trajectory.times.iter().zip(column(&trajectory, "now")).enumerate() {
        let step = (3 * point).min(10_000) as f64;
        assert_eq!((time, now), (step * 0.1, step * 0.1));
    }
}
