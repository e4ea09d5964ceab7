//! The mid-level IR as text. `parse ∘ print = id`, but for the names of stocks' cells, which no pass reads.
//!
//! ```text
//! buffer b0 "x" state 3                   a buffer: its name, who fills it, how many cells
//! buffer b1 "size" constant 3 = 1 2 _     … and the constant lattice value of each cell; `_` is not a constant
//! offsets o0 = 0 2 1                      an offset table
//! lookup 0 = 0,1 10,3                     a lookup table
//! vector 0 = sort-order 3 1               a function of whole vectors, with the lengths of its arguments
//! stock b0 b2                             a state and its rate or next value
//! output b0 2 "x[r3]"                     what the sink gets
//! nest step 3                             a loop nest, with its phase and iterations, in scheduled code its section
//!   v0 = add b1.0[o0] 0.5                 cell 0 of b1 at the offsets of table o0
//!   b2+ = copy v0                         one cell per iteration, from the first
//! loop step 3                             a fused loop, with its section and iterations
//! ```

#[cfg(test)]
mod names;
#[cfg(test)]
mod parse;
mod print;
#[cfg(test)]
mod tests;

use crate::Frequency;
use crate::mir::{BufferKind, Phase, Section};

// Each name is written in one table, which printing and parsing share.

const KINDS: [(&str, BufferKind); 6] = [
    ("constant", BufferKind::Constant),
    ("parameter", BufferKind::Parameter),
    ("state", BufferKind::State),
    ("computed", BufferKind::Computed),
    ("step-clock", BufferKind::StepClock),
    ("integrator-input", BufferKind::IntegratorInput),
];

const PHASES: [(&str, Phase); 2] = [("initial", Phase::Initial), ("step", Phase::Step)];

const SECTIONS: [(&str, Section); 6] = [
    ("start", Section::Start),
    ("shared-step", Section::SharedStep),
    ("step", Section::Step),
    ("advance", Section::Advance),
    ("shared-save", Section::SharedSave),
    ("save", Section::Save),
];

const FREQUENCIES: [(&str, Frequency); 4] = [
    ("once", Frequency::Once),
    ("run", Frequency::Run),
    ("shared-step", Frequency::SharedStep),
    ("step", Frequency::Step),
];

/// The name of a value in one of the tables.
fn name<T: PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    let entry = table.iter().find(|(_, one)| *one == value);
    entry.map_or("?", |(name, _)| name)
}
