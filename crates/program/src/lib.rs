//! [`check::Model`] to [`Program`]: the instructions that a run executes.
//!
//! Comes in: a model and a [`Request`] (what varies from run to run, what is kept). Goes out: a [`Program`], which prints.
//! The passes fold constants, sort work by how often its value can change, drop what nobody needs and give every value a slot.
//! It also defines [`Sink`], where values go. It executes nothing.
//!
//! ```
//! # use source::{Diagnostics, SourceId};
//! let text = "s = INTEG(s / 2, 8) ~~|
//!     INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
//! let mut diagnostics = Diagnostics::new();
//! let parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
//! let model = check::check(&parsed, &mut diagnostics).ok_or("the model has errors")?;
//! let program = program::build(&model, &program::Request::default())?;
//! assert!(program.to_string().contains("step:\n  l1 = divide l0 u2 ; rate of s"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bytes;
mod clock;
mod coalesce;
mod common_subexpressions;
mod dead_code;
mod error;
mod fold;
mod frequency;
mod fusion;
mod invariance;
mod ir;
mod lookups;
mod lower;
mod mir;
mod named;
mod operations;
mod print;
mod request;
mod schedule;
mod sink;
mod slots;
mod stock_names;
mod text;
mod vector;
mod verify;
mod work;

pub use bytes::{BytesError, FORMAT};
pub use check::{Function, Method, VectorFunction};
pub use error::{BuildError, CELL_LIMIT, ITERATION_LIMIT, OFFSET_LIMIT};
pub use ir::*;
pub use language::Now;
pub use operations::{apply, select, truth};
pub use request::{Keep, Request};
pub use sink::{Banks, BlockSink, CellValues, SavedValues, Sink, Status};
pub use stock_names::StockNames;
pub use vector::compute as compute_vector;
pub use verify::verify;
pub use work::{Counts, Work};

use check::Model;
use common_subexpressions::eliminate_common_subexpressions;
use mir::Mir;

/// A name, and what it does to the mid-level IR.
type Pass = (&'static str, fn(&mut Mir));

/// The passes that follow the reading of the clock, in order; `README.md` of this crate shows each.
const PASSES: [Pass; 8] = [
    ("hoisting", frequency::hoist),
    // Hoisting makes loops of their own of operations on constant arrays, which folding could not evaluate before.
    ("constant folding", fold::fold_constants),
    ("dead code elimination", dead_code::eliminate_dead_nests),
    ("scheduling", schedule::schedule),
    ("loop fusion", fusion::fuse_loops),
    ("common subexpression elimination", eliminate_common_subexpressions),
    // Equal values are one value by now, so that buffers that hold the same are seen to do so.
    ("copy coalescing", coalesce::coalesce_copies),
    ("dead store elimination", dead_code::eliminate_dead_stores),
];

/// Turns a model into a program that computes what is asked for.
pub fn build(model: &Model, request: &Request) -> Result<Program, BuildError> {
    let mut mir = lower::lower(model, request)?;
    mir.debug_verify("lowering");
    mir.pass("constant folding", fold::fold_constants);
    // Before hoisting, as errors about the clock should come before the larger part of the work.
    let clock = clock::clock(&mir, model.control.method)?;
    for (name, pass) in PASSES {
        mir.pass(name, pass);
    }
    let program = slots::assign_slots(mir, clock);
    debug_assert_eq!(verify(&program), Ok(()));
    Ok(program)
}
