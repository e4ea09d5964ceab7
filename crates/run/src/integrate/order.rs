//! Which method of Runge and Kutta, and what its automatic steps remember.

/// Which of the methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The rates in the middle of the step.
    Second,
    /// The classical method.
    Fourth,
}

impl Order {
    /// By how much the error of a step shrinks when the step is half as long.
    pub fn gain(self) -> f64 {
        match self {
            Order::Second => 8.0,
            Order::Fourth => 32.0,
        }
    }
}

/// What adaptive steps remember.
#[derive(Debug, Default)]
pub(super) struct Adaptive {
    /// How often the last step was cut in two.
    pub level: u32,
    pub begin: Vec<f64>,
    /// The stocks at the end of one step, to compare with two halves.
    pub one: Vec<f64>,
}

impl Adaptive {
    /// Begins a run: its first step is tried whole.
    pub fn begin(&mut self) {
        self.level = 0;
    }
}
