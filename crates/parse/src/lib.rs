//! Model files to trees: what was written, with a span on everything.
//!
//! Comes in: bytes of a Vensim `.mdl` or of XMILE (`.xmile`, `.stmx`). Goes out: a [`Parsed`] model, each format in a tree of its
//! own, and diagnostics. Parsing never fails: it returns what it understood, and one bad equation never hides another. It opens no file: those that a model
//! names come through [`Includes`]. What it refuses so that no file
//! can exhaust time, memory or the stack is stated in [`limits`]. It judges no meaning: whether a name exists,
//! which shape it has, what a function or a module does is the next stage's business, for both formats.
//!
//! ```
//! use source::{Diagnostics, Sources};
//!
//! let text = parse::decode(b"births = population * birth rate ~ person/Year ~ all of them |")?;
//! let mut sources = Sources::new();
//! let id = sources.add("population.mdl", text.as_str());
//! let mut diagnostics = Diagnostics::new();
//! let model = parse::vensim(&text, id, &mut diagnostics);
//! assert!(diagnostics.is_empty());
//!
//! let equation = &model.equations[0];
//! assert_eq!(&*equation.target.name.text, "births");
//! let parse::Body::Formula(formula) = &equation.body else { panic!("a formula") };
//! assert_eq!(parse::print::expression(formula), "population * birth rate");
//! assert_eq!(&text[formula.span.range()], "population * birth rate");
//! # Ok::<(), source::Diagnostic>(())
//! ```

mod dialect;
mod encoding;
mod expr;
mod format;
mod include;
pub mod limits;
mod model;
mod name;
pub mod print;
mod vensim;
pub mod xmile;

pub use dialect::{DIFFERENCES, Dialect, Difference, Limit};
pub use encoding::decode;
pub use expr::{BinaryOp, Callee, Expr, ExprKind, LookupTable, MISSING, Reference, Subscript, UnaryOp};
pub use format::{Parsed, Reading, SourceText, is_xmile, model, model_with};
pub use include::{Included, Includes, NoIncludes};
pub use model::*;
pub use name::{Name, Spelling};
pub use vensim::{Change, NewValue, vensim, vensim_changes, vensim_expression};
pub use xmile::{XmileModel, xmile, xmile_with};
