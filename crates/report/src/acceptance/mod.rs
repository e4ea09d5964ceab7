//! Acceptance tests carried out: what a model must reproduce before anybody should listen to it.
//!
//! Figures come from single runs, in which levers stay as the model has them; bands from the scenarios that history accepts;
//! counts from the study itself.

mod band;
mod count;
mod finding;
mod score;
mod trajectory;
mod verify;

pub use finding::{BandFinding, MeasureFinding, TestFinding, Verdict};
pub use verify::verify;
