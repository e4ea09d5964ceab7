//! The builtin functions of model languages, in one table: spellings, arguments, units, purity, cost and meaning.
//!
//! Comes in: a name as it stands in a model. Goes out: a [`Builtin`], about which every later stage finds in its row what it
//! needs to know. It knows no text, no model and no diagnostic. To add a function of numbers, define it in `math`, give it
//! a variant and a value in `function.rs` and a row in `table/number.rs`; an example belongs on a page of `tests/spec`.
//!
//! ```
//! use language::{Dialect, Function, Meaning, Purity};
//!
//! let modulo = language::find("modulo").expect("Vensim has it");
//! assert_eq!(modulo.meaning, Meaning::Pure(Function::Modulo));
//! assert_eq!(modulo.purity(), Purity::Pure);
//! assert!(language::find("int").is_none(), "INT is a function of XMILE only");
//!
//! let int = language::Builtin::of(Meaning::Pure(Function::Floor));
//! assert_eq!(int.spelling(Dialect::Xmile).map(|s| s.name), Some("INT"));
//! ```

mod definition;
mod function;
mod meaning;
mod table;
mod unit;

pub use definition::{Arity, Builtin, Definition, Dialect, Spelling};
pub use function::{Cost, Function, Now};
pub use meaning::{DataFunction, Meaning, Origin, Purity, Random, Reduction, Stateful, Statistic, VectorFunction};
pub use table::{
    NotOffered, all, find, find_in_xmile, key_of, names, not_offered, not_offered_in_vensim, not_offered_in_xmile,
};
pub use unit::{ArgumentUnit, ResultUnit, UnitRule};
