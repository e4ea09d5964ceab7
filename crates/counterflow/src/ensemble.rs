//! Many runs of one model: prepared, made, reduced while they run.

mod plan;
mod sink;

use crate::outcomes::Outcomes;
use crate::{Cancel, Columns, Inputs, Model, Reduce, RunError};
use plan::Plan;
use sink::Reducing;

type ProgressFn<'p> = dyn Fn(usize, usize) + Send + Sync + 'p;

/// An ensemble that is about to run: one run for each row of its inputs.
pub struct Ensemble<'p> {
    pub(crate) model: Model,
    pub(crate) columns: Columns,
    pub(crate) shared: Inputs,
    pub(crate) requested: Vec<Requested>,
    threads: usize,
    progress: Option<Box<ProgressFn<'p>>>,
    cancel: Cancel,
}

/// An outcome that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Requested {
    /// What it is called among the outcomes.
    pub name: String,
    /// The variable or element.
    pub variable: String,
    pub form: Form,
}

/// What is kept of an outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    /// One number a run.
    Reduced(Reduce),
    /// Every so many save points.
    Trajectory(usize),
}

impl<'p> Ensemble<'p> {
    pub(crate) fn new(model: Model, columns: Columns) -> Self {
        Ensemble {
            model,
            columns,
            shared: Inputs::new(),
            requested: Vec::new(),
            threads: 0,
            progress: None,
            cancel: Cancel::new(),
        }
    }

    /// Inputs that all runs share, the seed and the clock among them.
    pub fn inputs(mut self, inputs: &Inputs) -> Self {
        self.shared = inputs.clone();
        self
    }

    /// Keeps one number a run of a scalar, an element (`share[north]`) or each element of an array.
    pub fn outcome(self, variable: impl Into<String>, reduce: Reduce) -> Self {
        self.request(variable.into(), Form::Reduced(reduce))
    }

    /// Keeps every `every`-th save point of a variable. All trajectories of an ensemble share the smallest `every`.
    pub fn trajectory(self, variable: impl Into<String>, every: usize) -> Self {
        self.request(variable.into(), Form::Trajectory(every.max(1)))
    }

    /// Gives the outcome asked for last another name, so that a variable can be reduced in two ways.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        if let Some(last) = self.requested.last_mut() {
            last.name = name.into();
        }
        self
    }

    /// How many threads run; as many as the machine has unless said otherwise. The results are the same to the last bit.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Is called with the number of finished runs and of all, from any of the threads.
    pub fn progress(mut self, progress: impl Fn(usize, usize) + Send + Sync + 'p) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// Ends the ensemble when the token is set.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Makes the runs.
    ///
    /// # Errors
    /// If a name or a shape is wrong, the runs would be too large, or they were cancelled.
    pub fn run(self) -> Result<Outcomes, RunError> {
        let plan = Plan::of(&self)?;
        let total = self.columns.rows();
        let sink = Reducing::new(&plan, total);
        let report = |done| {
            if let Some(progress) = &self.progress {
                progress(done, total);
            }
        };
        let options = ::run::Options {
            threads: self.threads,
            ..self.shared.options(self.model.shared.simd)
        };
        let supervision = ::run::Supervision {
            progress: &report,
            stop: self.cancel.flag(),
        };
        let summary = ::run::ensemble(&plan.program, &plan, &options, &sink, supervision)?;
        if summary.stopped {
            return Err(RunError::Cancelled);
        }
        Ok(sink.finish(&plan))
    }

    fn request(mut self, variable: String, form: Form) -> Self {
        self.requested.push(Requested {
            name: variable.clone(),
            variable,
            form,
        });
        self
    }
}
