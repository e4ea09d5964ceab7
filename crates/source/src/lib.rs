//! Text, positions in it, and what there is to say about it.
//!
//! Comes in: the text of a model or study file. Goes out: [`Span`]s that every later stage carries, and
//! [`Diagnostics`], the one channel for everything that is wrong with what a user wrote.
//! It knows no model, no study and no file format, and reads no file.

mod diagnostic;
mod file;
mod nearest;
mod render;
mod span;
mod steering;

pub use diagnostic::{Diagnostic, Diagnostics, Label, Severity};
pub use file::{SourceFile, Sources};
pub use nearest::nearest;
pub use render::{JsonDiagnostic, render, to_json};
pub use span::{SourceId, Span};
pub use steering::{printable, steers};
