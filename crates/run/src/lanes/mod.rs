//! The register machine: runs the code of a program on a block of runs.
//!
//! # Which form of code runs when
//!
//! A row has a number for each run of the block; when a block has few runs, a row takes several iterations of a loop instead,
//! so that arrays are as quick for a single run as runs are for an ensemble. [`form::Form::of`] chooses a form for each block
//! of code when a program is translated, by how many runs the block of runs has and how many iterations the code:
//!
//! | what a block of code is | form | file | why |
//! | --- | --- | --- | --- |
//! | one iteration of one number: the equations of a single run, and what all runs share in an ensemble | scalar superinstructions | [`scalar`] | a row of one number would cost more in calls than it computes |
//! | any iterations, 64 runs | fused superinstructions on rows of runs, loops unrolled | [`fused`] | results pass on in registers; lengths and addresses are known, and checked once |
//! | 64 iterations or more of one number: arrays of a single run, shared arrays | fused superinstructions on rows of iterations (a vectorised loop) | [`fused`] | the same; what is not consecutive is gathered into a row, results are scattered out of one, constants are packed in the order of the loop ([`packed_constants`]) |
//! | 2 to 63 iterations of one number | the same, unfused, one row for all iterations | [`fused`] | kernels of superinstructions take whole pieces of 64 only |
//! | one iteration, several runs but not 64 | straight-line code, a row an operand | [`straight_line`] | the last block of an ensemble and small ensembles: any length of rows will do |
//! | a loop that reads what it has written, tables that change along rows, four arguments, or more than 65,536 steps | strip-mined rows | [`strip_mined`] | addresses are computed on the way: always right, never quickest |
//! | a function of whole vectors (sorting, ranks, allocation) | vectors | [`vectors`] | each run takes its own way through it |
//!
//! When code runs is decided by the program, before forms are chosen: once a run (`start`), at each evaluation of the rates
//! (`shared_step` for what depends on the clock alone, `step`), once a step (`advance`), at save points (`shared_save`,
//! `save`). The shared lists compute one number for all runs of a block and are scalar or loops of single numbers in any case.
//!
//! # Which instructions
//!
//! Each kernel exists for [`portable`] instructions and, on x86-64, for AVX2 and AVX-512 ([`x86`]); [`Simd`] is the choice,
//! which a [`Machine`] is made with. All compute the same operations in the same order, hence the same bits.
//!
//! # What holds the forms together
//!
//! - Every kernel against [`program::apply`], for every set of instructions: `tests::every_kernel_computes_the_definition` and
//!   `tests::every_kernel_reads_tables_of_any_length_as_they_are_defined` (these cover [`x86`]'s permutes too).
//! - Superinstructions on rows: `fused::tests::every_superinstruction_has_kernels_that_compute_its_operations`.
//! - Superinstructions on single numbers: `scalar::tests::every_step_computes_its_operations`.
//! - Whole models in every form, width and set against a plain interpreter of the equations: `tests/equality.rs`
//!   (`a_single_run_computes_what_the_equations_say` and `…_long_arrays_…` for scalar code and vectorised loops,
//!   `blocks_of_any_width_compute_…` for widths 7, 8, 64 and 256: straight-line, fused and strip-mined code).
//! - Addresses: those that `unsafe` relies on are checked when code is made ([`scalar`], [`fused`]); `cargo xtask sanitize`
//!   runs all of the above with AddressSanitizer.

mod address;
mod code;
mod context;
mod form;
mod frame;
mod fused;
mod intervals;
mod kernel;
mod kernels;
mod machine;
mod offsets;
mod operand_view;
mod packed_constants;
mod portable;
mod scalar;
mod simd;
mod stages;
mod straight_line;
mod strip_mined;
mod superinstruction;
#[cfg(test)]
mod tests;
mod vectors;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use frame::{Frame, Layout};
pub(crate) use machine::Machine;
pub use simd::{Simd, SimdError};
pub(crate) use stages::{Stage, StageBuffers};
