//! Model files to [`ParsedModel`]: what was written, with a span on everything.
//!
//! Comes in: bytes of a Vensim `.mdl`. Goes out: a [`ParsedModel`] and findings. Parsing never fails: it returns what it
//! understood, and one bad equation never hides another. It judges no meaning: whether a name exists, which shape it has and
//! what a function does is the next stage's business.

mod encoding;
pub mod limits;
mod model;
mod name;
pub mod print;
mod vensim;

pub use encoding::decode;
pub use model::*;
pub use name::Name;
pub use vensim::{vensim, vensim_expression};
