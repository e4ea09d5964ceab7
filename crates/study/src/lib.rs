//! A study: what is uncertain, what could be done, what is judged, what is claimed, and on what evidence.
//!
//! Comes in: a folder with `study.toml`, `evidence.toml`, a model and data. Goes out: [`Findings`], everything that a report
//! shows, as plain data. It knows no chart and no terminal.

mod findings;

pub use findings::*;
