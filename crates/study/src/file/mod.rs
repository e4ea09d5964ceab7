//! `study.toml` and `evidence.toml`: text to checked parts of a study, with everything wrong as findings.

mod claims;
mod fields;
mod fit;
mod header;
mod history;
mod levers;
mod named_runs;
mod names;
mod outcomes;
mod prediction;
mod reduction;
mod report;
mod rivals;
mod tree;
mod uncertain;
mod varied;

pub(crate) use claims::claims;
pub(crate) use fields::{Fields, MOST_LINES, listed};
pub(crate) use fit::fit;
pub(crate) use header::{Header, MOST_FUTURES, format, header};
pub(crate) use history::{Observed, charts, history};
pub(crate) use named_runs::{loops, named_runs};
pub(crate) use names::Names;
pub(crate) use outcomes::{OutcomeRead, outcomes};
pub(crate) use prediction::prediction;
pub(crate) use report::Report;
pub(crate) use rivals::rivals;
pub(crate) use tree::{Entry, NodeKind, parse};
pub(crate) use varied::{Varied, varied};

pub use tree::Placed;
