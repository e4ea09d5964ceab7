//! A model that was opened: what can be asked of it, and how it is run.

use crate::cells;
use crate::{Columns, Diagnostics, Ensemble, InputError, Inputs, LoadError, Run, RunError, StudyError};
use ::run::Simd;
use check::VariableId;
use load::{FileRead, Loaded};
use parse::{Body, ParsedModel};
use program::Program;
use source::Sources;
use std::sync::Arc;

/// A model without errors. Cloning it is cheap, and runs that have begun keep what they need of it.
#[derive(Clone)]
pub struct Model {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub model: check::Model,
    pub text: Arc<Text>,
    pub simd: Simd,
    /// The model as it was opened, where this one was changed since.
    pub opened: Option<Arc<Shared>>,
}

/// What a model was made of: the same however it is changed afterwards.
pub(crate) struct Text {
    pub parsed: ParsedModel,
    pub diagnostics: Diagnostics,
    pub read: Vec<FileRead>,
}

/// What a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number that can be set.
    Constant,
    /// Computed from others.
    Auxiliary,
    /// Computed once, at the start.
    Initial,
    /// An integral of its flows.
    Stock,
    /// A value kept from step to step by a delay or by sample-and-hold.
    State,
    /// Points between which values are interpolated.
    Lookup,
}

/// A variable of a model.
#[derive(Clone, Copy)]
pub struct Variable<'m> {
    shared: &'m Shared,
    id: VariableId,
}

/// The variables that say when a run starts, stops, steps and saves, whatever the model's format calls them.
#[derive(Clone, Copy)]
pub struct Clock<'m> {
    /// INITIAL TIME.
    pub start: Variable<'m>,
    /// FINAL TIME.
    pub stop: Variable<'m>,
    /// TIME STEP.
    pub step: Variable<'m>,
    /// SAVEPER.
    pub save_every: Variable<'m>,
}

impl Model {
    pub(crate) fn of(loaded: Loaded, sources: Sources, simd: Simd) -> Result<Model, LoadError> {
        let diagnostics = Diagnostics {
            list: loaded.diagnostics,
            sources,
        };
        let (Some(model), Some(parsed)) = (loaded.model, loaded.parsed) else {
            return Err(LoadError::Invalid(diagnostics.into()));
        };
        let read = loaded.read;
        let text = Arc::new(Text {
            parsed,
            diagnostics,
            read,
        });
        Ok(Model::unchanged(model, text, simd))
    }

    /// The model of a study, with the study's diagnostics, which point into the model's text too.
    pub(crate) fn of_study(study: &crate::Study) -> Model {
        let contents = study.contents();
        let text = Arc::new(Text {
            parsed: contents.model_text.parsed.clone(),
            diagnostics: study.diagnostics().clone(),
            read: contents.model_text.read.clone(),
        });
        let (model, simd) = (contents.plan.model.clone(), study.simd);
        Model::unchanged(model, text, simd)
    }

    fn unchanged(model: check::Model, text: Arc<Text>, simd: Simd) -> Model {
        let opened = None;
        let shared = Arc::new(Shared {
            model,
            text,
            simd,
            opened,
        });
        Model { shared }
    }

    /// The same text, with other values.
    pub(crate) fn with(&self, model: check::Model) -> Model {
        let shared = Arc::new(Shared {
            model,
            text: self.shared.text.clone(),
            simd: self.shared.simd,
            opened: Some(self.as_opened().clone()),
        });
        Model { shared }
    }

    /// The model that the text says.
    pub(crate) fn as_opened(&self) -> &Arc<Shared> {
        self.shared.opened.as_ref().unwrap_or(&self.shared)
    }

    /// The model with these inputs as its own. The seed belongs to a run: it is not kept.
    ///
    /// # Errors
    /// If the model refuses one of them.
    pub fn with_inputs(&self, inputs: &Inputs) -> Result<Model, InputError> {
        let mut changed = self.shared.model.clone();
        inputs.apply(&mut changed)?;
        Ok(self.with(changed))
    }

    /// The author's variables, in the file's order.
    pub fn variables(&self) -> impl Iterator<Item = Variable<'_>> {
        let shared = &*self.shared;
        let ids = (0..shared.model.variables.len()).map(|at| VariableId(at as u32));
        let shown = ids.filter(|id| !shared.model.variable(*id).hidden);
        shown.map(move |id| Variable { shared, id })
    }

    /// The variable of that name.
    ///
    /// # Errors
    /// [`InputError::Unknown`], with the name that is spelled most alike.
    pub fn variable(&self, name: &str) -> Result<Variable<'_>, InputError> {
        let found = cells::find(&self.shared.model, name)?;
        Ok(Variable {
            shared: &self.shared,
            id: found.variable,
        })
    }

    /// The names of the cells that a name means, in row order: all of an array, or those that subscripts pick.
    ///
    /// # Errors
    /// If there is no such variable or element, or if it is a lookup, which has no values over time.
    pub fn cells(&self, name: &str) -> Result<Vec<String>, InputError> {
        let model = &self.shared.model;
        let found = cells::find(model, name)?;
        let variable = model.variable(found.variable);
        if matches!(variable.kind, check::Kind::Lookup { .. }) {
            return Err(InputError::NotComputed {
                name: variable.name.to_string(),
                reason: "is a lookup: it has no values over time",
            });
        }
        Ok(found.cells.iter().map(|cell| model.cell_name(found.variable, *cell)).collect())
    }

    /// The dimensions with the names of their elements.
    pub fn dimensions(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let dimensions = self.shared.model.dimensions.iter();
        dimensions.map(|d| (&*d.name, d.elements.iter().map(AsRef::as_ref).collect()))
    }

    /// The variables of the clock.
    pub fn clock(&self) -> Clock<'_> {
        let shared = &*self.shared;
        let control = &shared.model.control;
        let variable = |id: VariableId| Variable { shared, id };
        Clock {
            start: variable(control.start),
            stop: variable(control.stop),
            step: variable(control.step),
            save_every: variable(control.save_every),
        }
    }

    /// The shortest independent feedback loops with the sign of every link, along one run of the model as it stands.
    ///
    /// # Errors
    /// If that run cannot be made.
    pub fn loops(&self) -> Result<report::loops::Loops, StudyError> {
        report::loops::find(&self.shared.model, &[], self.shared.simd)
    }

    /// What was found in the text: warnings and advice, since a model with errors is not opened.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.shared.text.diagnostics
    }

    /// Every file that the model was made of, its own first.
    pub fn files(&self) -> &[FileRead] {
        &self.shared.text.read
    }

    /// Runs the model once: all variables at all save points.
    ///
    /// # Errors
    /// If an input is refused, the clock is of no use, or the run would be too large.
    pub fn run(&self, inputs: &Inputs) -> Result<Run, RunError> {
        Run::of(&self.shared, inputs)
    }

    /// Prepares one run for each row of `columns`.
    pub fn ensemble<'p>(&self, columns: &Columns) -> Ensemble<'p> {
        Ensemble::new(self.clone(), columns.clone())
    }

    /// The instructions that a single run executes; as text they are one line each.
    ///
    /// # Errors
    /// If the model cannot be compiled.
    pub fn program(&self) -> Result<Program, RunError> {
        Ok(program::build(&self.shared.model, &program::Request::default())?)
    }
}

impl<'m> Variable<'m> {
    fn checked(&self) -> &'m check::Variable {
        self.shared.model.variable(self.id)
    }

    /// The author's spelling.
    pub fn name(&self) -> &'m str {
        &self.checked().name
    }

    /// Its unit as written; empty when none was given.
    pub fn units(&self) -> &'m str {
        &self.checked().units
    }

    /// The author's comment.
    pub fn description(&self) -> &'m str {
        &self.checked().description
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        match self.checked().kind {
            check::Kind::Constant { .. } => Kind::Constant,
            check::Kind::Auxiliary => Kind::Auxiliary,
            check::Kind::Initial => Kind::Initial,
            check::Kind::Stock => Kind::Stock,
            check::Kind::Lookup { .. } => Kind::Lookup,
            _ => Kind::State,
        }
    }

    /// The names of its dimensions; none for a scalar.
    pub fn dimensions(&self) -> Vec<&'m str> {
        let dimensions = &self.shared.model.dimensions;
        let shape = self.checked().shape.iter();
        shape.map(|id| &*dimensions[id.0 as usize].name).collect()
    }

    /// The names of its cells in row order: `x`, or `x[north]`, `x[south]` …
    pub fn cells(&self) -> Vec<String> {
        let model = &self.shared.model;
        (0..model.cells(self.id)).map(|cell| model.cell_name(self.id, cell)).collect()
    }

    /// `[cell]` in row order: the values of a constant, `None` for what is computed.
    pub fn values(&self) -> Option<&'m [f64]> {
        match &self.checked().kind {
            check::Kind::Constant { values, .. } => Some(values),
            _ => None,
        }
    }

    /// Its right-hand sides as text, one for each of its equations.
    pub fn equations(&self) -> Vec<String> {
        let own = |equation: &&parse::Equation| *equation.target.name.key == *self.checked().key;
        let equations = self.shared.text.parsed.equations.iter().filter(own);
        equations.map(|equation| right_hand_side(&equation.body)).collect()
    }
}

fn right_hand_side(body: &Body) -> String {
    match body {
        Body::Formula(expression) | Body::Unchangeable(expression) | Body::DataFormula(expression) => {
            parse::print::expression(expression)
        }
        Body::Lookup(table) => parse::print::lookup(table),
        Body::Numbers(rows) => {
            let row = |row: &Vec<f64>| row.iter().map(|n| parse::print::number(*n)).collect::<Vec<_>>().join(", ");
            rows.iter().map(row).collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    }
}
