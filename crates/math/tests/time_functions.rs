//! Step, pulse, pulse train and ramp, as Vensim's reference manual defines them.

/// The times of a run from 0 in steps of `dt` at which `function` is not 0.
fn times_on(dt: f64, steps: u32, function: impl Fn(f64) -> f64) -> Vec<f64> {
    let times = (0..=steps).map(|step| f64::from(step) * dt);
    times.filter(|&time| function(time) != 0.0).collect()
}

fn quarters(from: f64, to: f64) -> Vec<f64> {
    let count = ((to - from) * 4.0) as u32;
    (0..count).map(|step| from + f64::from(step) / 4.0).collect()
}

#[test]
fn a_step_keeps_its_height() {
    let step = |time| math::step(time, 7.0, 20.0, 0.25);
    assert_eq!([step(19.75), step(20.0), step(1e6)], [0.0, 7.0, 7.0]);
}

/// 0.3 + 0.3 + 0.3 is less than 0.9, and still the time of the step.
#[test]
fn a_step_forgives_the_rounding_of_time() {
    let time = 3.0 * 0.3;
    assert!(time < 0.9);
    assert_eq!(math::step(time, 1.0, 0.9, 0.3), 1.0);
    assert_eq!(math::step(2.0 * 0.3, 1.0, 0.9, 0.3), 0.0);
}

#[test]
fn a_pulse_includes_its_start_and_not_its_end() {
    assert_eq!(
        times_on(0.25, 100, |time| math::pulse(time, 3.0, 2.0, 0.25)),
        quarters(3.0, 5.0)
    );
}

#[test]
fn a_short_pulse_lasts_one_step() {
    for width in [0.0, 0.1, 0.25] {
        assert_eq!(times_on(0.25, 100, |time| math::pulse(time, 3.0, width, 0.25)), [3.0]);
    }
}

/// However the step is rounded, a pulse of 2 has the right number of steps.
#[test]
fn a_pulse_forgives_the_rounding_of_time() {
    for per_unit in [3u32, 5, 7, 10, 30, 100] {
        let dt = 1.0 / f64::from(per_unit);
        let on = times_on(dt, 10 * per_unit, |time| math::pulse(time, 3.0, 2.0, dt));
        assert_eq!(on.len(), 2 * per_unit as usize, "dt {dt}");
        assert!((on[0] - 3.0).abs() < dt / 2.0, "dt {dt}");
    }
}

#[test]
fn a_pulse_train_repeats() {
    let on = times_on(0.25, 100, |time| math::pulse_train(time, 7.0, 1.0, 2.0, 12.0, 0.25));
    assert_eq!(
        on,
        [quarters(7.0, 8.0), quarters(9.0, 10.0), quarters(11.0, 12.0)].concat()
    );
}

/// `end` cuts the last pulse short, but the time of the end itself belongs to the train.
#[test]
fn a_pulse_train_stops_at_its_end() {
    let on = times_on(0.25, 160, |time| math::pulse_train(time, 10.0, 1.0, 10.0, 30.0, 0.25));
    assert_eq!(on, [quarters(10.0, 11.0), quarters(20.0, 21.0), vec![30.0]].concat());
    let on = times_on(0.25, 160, |time| math::pulse_train(time, 10.0, 1.0, 10.0, 20.6, 0.25));
    assert_eq!(on, [quarters(10.0, 11.0), vec![20.0, 20.25, 20.5]].concat());
}

#[test]
fn a_train_of_short_pulses_has_one_step_each() {
    let on = times_on(0.25, 160, |time| math::pulse_train(time, 1.0, 0.0, 3.0, 10.0, 0.25));
    assert_eq!(on, [1.0, 4.0, 7.0, 10.0]);
}

#[test]
fn an_interval_below_the_width_gives_one_long_pulse() {
    for interval in [1.0, 0.0, -1.0] {
        let on = times_on(0.25, 160, |time| {
            math::pulse_train(time, 2.0, 1.5, interval, 9.75, 0.25)
        });
        assert_eq!(on, quarters(2.0, 10.0));
    }
}

/// `RAMP(1, 10, 25)` of the manual: 0 until 10, a line to 15 at 25, then 15.
#[test]
fn a_ramp_rises_and_stays() {
    let ramp = |time| math::ramp(time, 1.0, 10.0, 25.0);
    assert_eq!(
        [0.0, 10.0, 10.5, 17.0, 25.0, 25.25, 1e9].map(ramp),
        [0.0, 0.0, 0.5, 7.0, 15.0, 15.0, 15.0]
    );
}

#[test]
fn a_ramp_may_fall_and_last_for_ever() {
    assert_eq!(math::ramp(12.0, -2.0, 10.0, 25.0), -4.0);
    assert_eq!(math::ramp(1e6, 0.5, 0.0, f64::INFINITY), 5e5);
}

#[test]
fn nan_passes_through() {
    let spoilt = |arguments: [f64; 6], index: usize| {
        let mut arguments = arguments;
        arguments[index] = f64::NAN;
        arguments
    };
    for index in 0..6 {
        let [time, a, b, c, d, dt] = spoilt([5.0, 1.0, 2.0, 3.0, 9.0, 0.25], index);
        assert!(math::pulse_train(time, a, b, c, d, dt).is_nan(), "argument {index}");
        if index < 4 {
            assert!(math::step(time, a, b, c).is_nan(), "argument {index}");
            assert!(math::pulse(time, a, b, c).is_nan(), "argument {index}");
            assert!(math::ramp(time, a, b, c).is_nan(), "argument {index}");
        }
    }
}
