//! Experiments: futures that are drawn, policies that are tried in each, and the rows that the engine gets.

mod design;
mod futures;

pub(crate) use design::{Design, save_every_step};
pub use futures::Drawn;
pub(crate) use futures::draw;
