//! The engine: closed forms, final sizes, orders of convergence, conservation.

use super::Answer;
use counterflow::{Inputs, Loader, Method, Model, Simd};

const TEACUP: &str = include_str!("../../../../tests/models/teacup/teacup.mdl");
const EPIDEMIC: &str = include_str!("../../../../tests/models/epidemic/epidemic.mdl");
const OSCILLATOR: &str = include_str!("../../../../tests/models/oscillator/oscillator.mdl");
const PIPELINE: &str = include_str!("../../../../tests/models/closed-pipeline/closed-pipeline.mdl");

/// E1, E7, E9 and E10.
pub fn answers(simd: Simd) -> Vec<Answer> {
    [teacup(simd), final_sizes(simd), orders(simd), conservation(simd)].concat()
}

/// E1: Euler in closed form, and Runge–Kutta against the exact solution.
fn teacup(simd: Simd) -> Vec<Answer> {
    let closed = 70.0 + 110.0 * 0.9875_f64.powi(240);
    let exact = 70.0 + 110.0 * (-3.0_f64).exp();
    let at_end = |method| Run::of(TEACUP, simd).method(method).last("Teacup Temperature");
    vec![
        Answer {
            problem: "E1",
            what: "teacup at 30 minutes, Euler, step 0.125".into(),
            expected: closed,
            got: at_end(Method::Euler),
            tolerance: 1e-9,
            relative: false,
            source: "70 + 110·0.9875^240",
        },
        Answer {
            problem: "E1",
            what: "teacup at 30 minutes, Runge–Kutta, step 0.125".into(),
            expected: exact,
            got: at_end(Method::RungeKutta4),
            tolerance: 1e-6,
            relative: false,
            source: "70 + 110·exp(−3)",
        },
    ]
}

/// E7: how many an epidemic reaches, z = 1 − exp(−R0·z) (Kermack and McKendrick 1927).
fn final_sizes(simd: Simd) -> Vec<Answer> {
    [(1.5, 0.582812), (2.0, 0.796812), (3.0, 0.940480)]
        .map(|(number, expected)| Answer {
            problem: "E7",
            what: format!("final size of an epidemic, R0 = {number}"),
            expected,
            got: Run::of(EPIDEMIC, simd)
                .method(Method::RungeKutta4)
                .set("reproduction number", number)
                .last("Recovered"),
            tolerance: 1e-4,
            relative: false,
            source: "z = 1 − exp(−R0·z)",
        })
        .to_vec()
}

/// E9: the slope of log error over log step on x'' = −x.
fn orders(simd: Simd) -> Vec<Answer> {
    [
        (Method::Euler, 1.0, 1.0 / 256.0),
        (Method::RungeKutta4, 4.0, 1.0 / 16.0),
    ]
    .map(|(method, expected, step)| {
        let error = |step| {
            (Run::of(OSCILLATOR, simd).method(method).set("TIME STEP", step).last("Position") - 8.0_f64.cos()).abs()
        };
        Answer {
            problem: "E9",
            what: format!("order of convergence, {method:?}"),
            expected,
            got: (error(step) / error(step / 2.0)).log2(),
            tolerance: 0.1,
            relative: false,
            source: "Hairer, Nørsett and Wanner 1993, II.1",
        }
    })
    .to_vec()
}

/// E10: closed models keep what they hold.
fn conservation(simd: Simd) -> Vec<Answer> {
    let cases = [
        (EPIDEMIC, "population", "persons in an epidemic"),
        (PIPELINE, "total", "mass in a chain with a delay"),
    ];
    cases
        .iter()
        .flat_map(|(text, variable, what)| {
            [Method::Euler, Method::RungeKutta4].map(|method| {
                let values = Run::of(text, simd).method(method).all(variable);
                let first = values.first().copied().unwrap_or(f64::NAN);
                let drift = values.iter().map(|v| ((v - first) / first).abs()).fold(0.0, nan_or_larger);
                Answer {
                    problem: "E10",
                    what: format!("largest relative drift of {what}, {method:?}"),
                    expected: 0.0,
                    got: if values.is_empty() { f64::NAN } else { drift },
                    tolerance: 1e-12,
                    relative: false,
                    source: "nothing enters, nothing leaves",
                }
            })
        })
        .collect()
}

fn nan_or_larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

/// A model about to be run once; anything wrong with it shows as NaN in the answer.
pub struct Run {
    model: Option<Model>,
    inputs: Inputs,
}

impl Run {
    /// Of a Vensim model's text.
    fn of(text: &str, simd: Simd) -> Run {
        Run::with(Loader::new().simd(simd).text("problem.mdl", text).ok())
    }

    /// Of a model, if there is one.
    pub fn with(model: Option<Model>) -> Run {
        let inputs = Inputs::new();
        Run { model, inputs }
    }

    /// Integrates by this method.
    pub fn method(mut self, method: Method) -> Run {
        self.inputs = self.inputs.method(method);
        self
    }

    /// Sets a constant, or a setting of the clock.
    pub fn set(mut self, name: &str, value: f64) -> Run {
        self.inputs = self.inputs.set(name, value);
        self
    }

    /// Runs it.
    pub fn run(&self) -> Option<counterflow::Run> {
        self.model.as_ref()?.run(&self.inputs).ok()
    }

    /// A cell's values at all save points; empty when there are none.
    fn all(&self, name: &str) -> Vec<f64> {
        let run = self.run();
        run.and_then(|run| Some(run.get(name).ok()?.to_vec())).unwrap_or_default()
    }

    /// A cell's value at the end.
    fn last(&self, name: &str) -> f64 {
        self.all(name).last().copied().unwrap_or(f64::NAN)
    }
}
