//! Numbers that are known beforehand: closed forms, final sizes, orders of convergence, conservation.

mod support;

use check::{Method, Model};
use support::text::{clock, column, last, model, run};

fn teacup(method: Method) -> Model {
    let mut teacup = model(&format!(
        "Teacup = INTEG(-Heat Loss, 180) ~~|
         Heat Loss = (Teacup - Room) / Time to Cool ~~|
         Room = 70 ~~| Time to Cool = 10 ~~| {}",
        clock(30.0, 0.125, 0.125)
    ));
    teacup.set_method(method);
    teacup
}

fn near(found: f64, expected: f64, tolerance: f64) {
    let error = (found - expected).abs();
    assert!(error <= tolerance, "{found} is {error:e} off {expected}");
}

#[test]
fn the_teacup_cools_as_its_closed_form_says() {
    // Every Euler step multiplies the distance from the room by 1 − 0.125/10.
    near(
        last(&run(&teacup(Method::Euler)), "Teacup"),
        70.0 + 110.0 * 0.9875_f64.powi(240),
        1e-9,
    );
    near(last(&run(&teacup(Method::Euler)), "Teacup"), 75.3740007, 1e-7);
    near(
        last(&run(&teacup(Method::RungeKutta4)), "Teacup"),
        70.0 + 110.0 * (-3.0_f64).exp(),
        1e-6,
    );
}

#[test]
fn an_epidemic_reaches_its_final_size() {
    // z = 1 − exp(−R0·z), Kermack and McKendrick 1927.
    for (number, expected) in [("1.5", 0.582812), ("2", 0.796812), ("3", 0.940480)] {
        let mut epidemic = model(&format!(
            "S = INTEG(-infection, 1 - seed) ~~|
             I = INTEG(infection - recovery, seed) ~~|
             R = INTEG(recovery, 0) ~~|
             seed = 1e-6 ~~|
             infection = R0 * S * I ~~| recovery = I ~~| R0 = {number} ~~| {}",
            clock(120.0, 0.0625, 120.0)
        ));
        epidemic.set_method(Method::RungeKutta4);
        near(last(&run(&epidemic), "R"), expected, 1e-4);
    }
}

#[test]
fn errors_shrink_with_the_step_as_the_order_of_the_method_says() {
    // x'' = −x over eight time units; the position is the cosine.
    let error = |method: Method, step: f64| {
        let mut oscillator = model(&format!(
            "x = INTEG(v, 1) ~~| v = INTEG(-x, 0) ~~| {}",
            clock(8.0, step, 8.0)
        ));
        oscillator.set_method(method);
        (last(&run(&oscillator), "x") - 8.0_f64.cos()).abs()
    };
    for (method, order, step) in [
        (Method::Euler, 1.0, 1.0 / 256.0),
        (Method::RungeKutta4, 4.0, 1.0 / 16.0),
    ] {
        let slope = (error(method, step) / error(method, step / 2.0)).log2();
        near(slope, order, 0.1);
    }
}

#[test]
fn closed_models_keep_what_they_hold() {
    let text = format!(
        "r: (r1-r5) ~~|
         q: (r2-r5) -> p ~~|
         p: (r1-r4) -> q ~~|
         x[r1] = INTEG(back - flow[r1], 100) ~~|
         x[q] = INTEG(flow[p] - flow[q], 0) ~~|
         flow[r] = SQRT(x[r]) * 0.7 ~~|
         back = flow[r5] ~~|
         total = SUM(x[r!]) ~~| {}",
        clock(200.0, 0.25, 1.0)
    );
    for method in [Method::Euler, Method::RungeKutta4] {
        let mut chain = model(&text);
        chain.set_method(method);
        let trajectory = run(&chain);
        assert!(last(&trajectory, "x[r3]") > 1.0, "it flows");
        for &total in column(&trajectory, "total") {
            near(total, 100.0, 100.0 * 1e-12);
        }
    }
}
