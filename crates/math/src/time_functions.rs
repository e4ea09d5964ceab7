//! Test inputs that depend on time: step, pulse, pulse train, ramp, as Vensim defines them.
//!
//! Times that are sums of steps are off by rounding errors, so an edge is compared with the middle of the step:
//! `time + dt/2` (Vensim's reference manual calls it "time plus"). NaN in any argument gives NaN.

/// Returns 0 before time `at` and `height` from then on; `dt` is the time step.
#[inline]
pub fn step(time: f64, height: f64, at: f64, dt: f64) -> f64 {
    let value = if time + dt / 2.0 > at { height } else { 0.0 };
    unless_nan(&[time, height, at, dt], value)
}

/// Returns 1 from `start` on for `width`, at least for one time step `dt`, and 0 at all other times.
#[inline]
pub fn pulse(time: f64, start: f64, width: f64, dt: f64) -> f64 {
    let middle = time + dt / 2.0;
    let is_on = middle > start && middle < start + f64::max(width, dt);
    unless_nan(&[time, start, width, dt], one_if(is_on))
}

/// Returns 1 during pulses of `width` (at least one time step `dt`) that begin at `start` and then every `interval`.
///
/// The last one begins at or before `end`, and none lasts beyond `end`: the value at time `end` itself can be 1.
/// Where the interval is smaller than the width, the value is 1 from `start` to `end`.
#[inline]
pub fn pulse_train(time: f64, start: f64, width: f64, interval: f64, end: f64, dt: f64) -> f64 {
    let middle = time + dt / 2.0;
    let width_held = f64::max(width, dt);
    let past = ((middle - start) / interval).floor();
    let begin = start + past * interval;
    let in_pulse = middle > begin && middle < begin + width_held && begin <= end;
    // A thousandth of a step forgives the rounding error of `time`.
    let in_train = middle > start && time - dt / 1024.0 <= end;
    let is_on = in_train && (in_pulse || interval < width_held);
    unless_nan(&[time, start, width, interval, end, dt], one_if(is_on))
}

/// Returns 0 until `start`, then a line that rises by `slope` per unit of time until `end`, then the height reached.
///
/// With `end` before `start` the value after `start` is `slope × (end − start)`, as Vensim's definition has it.
#[inline]
pub fn ramp(time: f64, slope: f64, start: f64, end: f64) -> f64 {
    let until = if time < end { time } else { end };
    let value = if time > start { slope * (until - start) } else { 0.0 };
    unless_nan(&[time, slope, start, end], value)
}

fn one_if(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}

/// `value`, or NaN if one of the arguments is.
#[inline]
fn unless_nan(arguments: &[f64], value: f64) -> f64 {
    let any = arguments.iter().any(|argument| argument.is_nan());
    if any { f64::NAN } else { value }
}
