//! Experiments: futures that are drawn, policies that are tried in each, and the rows that the engine gets.

mod design;
mod futures;

pub(crate) use design::Design;
pub use futures::Drawn;
pub(crate) use futures::draw;
