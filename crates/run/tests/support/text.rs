//! Models as text.

use check::Model;
use program::{Keep, Program, Request};
use run::Trajectory;
use source::{Diagnostics, SourceId};

/// The model of a text, which must have no error.
pub fn model(text: &str) -> Model {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics);
    model.unwrap_or_else(|| panic!("{:?}", diagnostics.iter().collect::<Vec<_>>()))
}

/// A clock from 0.
pub fn clock(stop: f64, step: f64, save_every: f64) -> String {
    format!("INITIAL TIME = 0 ~~| FINAL TIME = {stop} ~~| TIME STEP = {step} ~~| SAVEPER = {save_every} ~~|")
}

/// The program of a model that keeps all, with the constants of these names varying.
pub fn program(model: &Model, vary: &[&str]) -> Program {
    let vary = vary.iter().map(|name| model.find(name).unwrap()).collect();
    let keep = Keep::All;
    program::build(model, &Request { vary, keep }).unwrap()
}

/// The trajectory of a model as it is.
pub fn run(model: &Model) -> Trajectory {
    run::simulate(&program(model, &[]), &[]).unwrap()
}

/// The values of a cell.
pub fn column<'t>(trajectory: &'t Trajectory, name: &str) -> &'t [f64] {
    trajectory.get(name).unwrap_or_else(|| panic!("{name} in {:?}", trajectory.names))
}

/// The last value of a cell.
pub fn last(trajectory: &Trajectory, name: &str) -> f64 {
    *column(trajectory, name).last().unwrap()
}
