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

mod arrange;
mod clock;
mod dead;
mod draft;
mod error;
mod fold;
mod frequency;
mod ir;
mod join;
mod lower;
mod operations;
mod print;
mod request;
mod share;
mod sink;
mod slots;
mod stock_names;
mod uses;
mod vector;
mod verify;
mod work;

pub use check::{Function, Method, VectorFunction};
pub use error::{BuildError, CELL_LIMIT, ITERATION_LIMIT, OFFSET_LIMIT};
pub use ir::*;
pub use language::Now;
pub use operations::{apply, select, truth};
pub use request::{Keep, Request};
pub use sink::{BlockSink, CellValues, SavedValues, Sink, Status};
pub use stock_names::StockNames;
pub use vector::compute as compute_vector;
pub use verify::verify;
pub use work::{Counts, Work};

use check::Model;

/// Iterations a model into a program that computes what is asked for.
pub fn build(model: &Model, request: &Request) -> Result<Program, BuildError> {
    let mut draft = lower::lower(model, request)?;
    fold::fold(&mut draft);
    let clock = clock::clock(model, &draft)?;
    frequency::hoist(&mut draft);
    fold::fold(&mut draft);
    let sorted = dead::sort(&mut draft);
    let mut loops = arrange::arrange(sorted.pieces, draft.homes.len());
    share::share(&mut loops, &mut draft);
    let program = slots::assign(draft, &loops, sorted.frequencies, clock);
    debug_assert_eq!(verify(&program), Ok(()));
    Ok(program)
}
