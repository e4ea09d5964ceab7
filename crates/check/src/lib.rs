//! Parsed text to [`Model`]: every name found, every array shaped, every order known.
//!
//! Comes in: a [`parse::ParsedModel`]. Goes out: a [`Model`] in which each reference names its variable and elements, builtins
//! with memory have become stocks, and the equations stand in an order that can be computed. This is the only place that
//! judges meaning. It runs nothing and reads no file.

mod model;

pub use model::*;
