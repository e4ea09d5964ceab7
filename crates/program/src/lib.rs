//! [`check::Model`] to [`Program`]: the instructions that a run executes.
//!
//! Comes in: a model and a [`Request`] (what varies from run to run, what is kept). Goes out: a [`Program`], which prints.
//! The passes fold constants, sort work by how often its value can change, drop what nobody needs and give every value a slot.
//! It also defines [`Sink`], where values go. It executes nothing.

mod ir;
mod request;
mod sink;

pub use ir::*;
pub use request::{Keep, Request};
pub use sink::{BlockSink, SavedValues, Sink, Status};
