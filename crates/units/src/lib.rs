//! Units: one algebra, one parser and one table of words for models, studies and data files.
//!
//! Comes in: the text of a unit as an author wrote it (`persons / Year`, `1/(person*week)`, `billion USD/year`, `Dmnl`).
//! Goes out: a [`Unit`], which is equal to another exactly where both mean the same, and the factor between two units that
//! measure the same thing. It knows no model, no study and no file.
//!
//! ```
//! use units::{Unit, conversion};
//!
//! assert_eq!(Unit::parse("persons / Year"), Unit::parse("people/yr"));
//! assert_eq!(Unit::parse("share"), Some(Unit::pure()));
//!
//! let pay = Unit::parse("USD/(person*week)").unwrap();
//! let people = Unit::parse("person").unwrap();
//! assert_eq!(pay.times(&people).to_string(), "USD/week");
//!
//! assert_eq!(conversion("billion USD/month", "million USD/year"), Some(12_000.0));
//! assert_eq!(conversion("persons/week", "person/year"), None); // how many weeks a year has is the model's business
//! ```

mod calendar;
mod convert;
mod parse;
mod plural;
mod ratio;
mod synonyms;
mod time;
mod unit;
mod words;

pub use calendar::{is_over_year_before, per_year};
pub use convert::{conversion, same};
pub use synonyms::Synonyms;
pub use unit::Unit;
