//! What is said about models that cannot be run, or should be looked at: each diagnostic once, as a person sees it.

#[path = "../common/mod.rs"]
mod common;

mod calls;
mod clock;
mod dimensions;
mod names;
mod order;
mod subscripts;
