//! `study.toml` and `evidence.toml`: text to checked parts of a study, with everything wrong as findings.

mod alternatives;
mod charts;
mod claims;
mod fields;
mod fit;
mod header;
mod history;
mod levers;
mod named_runs;
mod names;
mod observed;
mod outcomes;
mod placed;
mod policies;
mod prediction;
mod records;
mod reduction;
mod report;
mod rivals;
mod sentences;
mod tree;
mod uncertain;
mod varied;

pub(crate) use charts::charts;
pub(crate) use claims::claims;
pub(crate) use fields::{Fields, MOST_LINES};
pub(crate) use fit::fit;
pub(crate) use header::{Header, MOST_FUTURES, format, header};
pub(crate) use history::history;
pub(crate) use named_runs::{loops, named_runs};
pub(crate) use names::Names;
pub(crate) use observed::{Observed, factor};
pub(crate) use outcomes::{OutcomeRead, outcomes};
pub(crate) use prediction::{PredictionRead, prediction};
pub(crate) use report::{Report, listed, near};
pub(crate) use rivals::rivals;
pub(crate) use sentences::{Claimed, MATERIAL, judging, sentences};
pub(crate) use tree::{Entry, NodeKind, parse};
pub(crate) use varied::{Varied, varied};

pub use placed::Placed;
