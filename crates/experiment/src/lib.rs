//! Experiments: scenarios times policies, run, measured and filtered by history; and a model fitted to its history.
//!
//! Comes in: a [`Plan`] (a checked model, what is uncertain, what could be done, what is measured) and a [`Sampler`]. Goes out:
//! an [`Ensemble`], the numbers of all runs, or a [`fit::Fitted`]. It knows no file format and no claim.
//!
//! One experiment is two passes: the reference policy in every scenario, of which history accepts some, and then the other
//! policies in the accepted ones ([`Trial`]).

mod design;
mod engine;
mod ensemble;
mod error;
pub mod fit;
mod journal;
mod measure;
mod pass;
pub mod plan;
mod scenario;

pub use analysis::{LatinHypercube, Sampler};
pub use design::Design;
pub use engine::{Engine, NoProgress, Prepared, Progress, Rows, noise_seed};
pub use ensemble::{Ensemble, Failed, MOST_KEPT};
pub use error::ExperimentError;
pub use journal::Journal;
pub use measure::{Measure, Receiver, Reduce};
pub use pass::{Ratio, Scope, Trajectories, Trial};
pub use plan::Plan;
pub use scenario::{Ranges, Sample, Scenario, Space};
