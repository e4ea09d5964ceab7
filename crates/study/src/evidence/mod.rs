//! Evidence: what supports each number, and what became of each statement of the document.

mod article;
mod audit;
mod comment;
mod ledger;
mod links;
mod markdown;
mod weaker;

pub use article::article;
pub use audit::{Parameter, audit, badge, parameters};
pub use ledger::{Document, Ledger, Source, Statement};

pub(crate) use audit::coverage;
pub(crate) use comment::keys;
pub(crate) use ledger::{Cited, check_sources, evidence, read};
pub(crate) use links::links;

pub use experiment::plan::{Evidence, EvidenceKind as Kind};
