//! Parsed text to [`Model`]: every name found, every array shaped, every order known.
//!
//! Comes in: a [`parse::Parsed`] model of either format. Goes out: a [`Model`] in which each reference names its variable and
//! elements, builtins that keep a state have become stocks, and the equations stand in an order that can be computed. This is the
//! only place that
//! judges meaning. It runs nothing and opens no
//! file: what files say comes in through [`ExternalData`].
//!
//! ```
//! use source::{Diagnostics, Sources};
//!
//! let text = "Population = INTEG(births, 100) ~ person ~|
//!             births = Population * birth rate ~ person/Year ~|
//!             birth rate = 0.04 ~ 1/Year ~|
//!             INITIAL TIME = 0 ~ Year ~| FINAL TIME = 10 ~ Year ~| TIME STEP = 1 ~ Year ~|";
//! let mut sources = Sources::new();
//! let source = sources.add("population.mdl", text);
//! let mut diagnostics = Diagnostics::new();
//! let parsed = parse::vensim(text, source, &mut diagnostics);
//! let mut model = check::check(&parsed, &mut diagnostics).expect("nothing is wrong with it");
//! assert!(diagnostics.is_empty());
//! let stock = model.find("population").expect("it is defined");
//! assert_eq!(model.variable(stock).kind, check::Kind::Stock);
//! model.set_constant("Birth_Rate", 0.05)?;
//! # Ok::<(), check::SetError>(())
//! ```

mod build;
mod cell_text;
mod clock;
mod control;
mod data_equations;
mod dimensions;
mod equations;
mod external;
mod guess;
mod input;
pub mod limits;
pub mod loops;
mod macros;
mod model;
mod names;
mod order;
mod outline;
mod schedule;
mod set;
mod stateful;
mod units;
mod walk;
pub mod write;
mod xmile;

pub use cell_text::split_cell;
pub use clock::{ClockError, ClockSetting};
pub use external::{ExternalCell, ExternalData, ExternalTable, series_key};
pub use input::Input;
pub use model::*;
pub use order::graph::Adjacency;
pub use schedule::{ElementSchedule, NEVER, Schedule};
pub use set::SetError;

use source::Diagnostics;

/// Turns what was written into a model, or into diagnostics that say why it cannot be run.
///
/// All diagnostics are pushed, not only the first; the result is `None` when any diagnostic, of this stage or an earlier one, is an
/// error.
pub fn check(parsed: &dyn Input, diagnostics: &mut Diagnostics) -> Option<Model> {
    check_with(parsed, &external::NoData, diagnostics)
}

/// Shows hints in the form that the author of a model writes, XMILE or Vensim's.
pub fn in_authors_form(parsed: &dyn Input, diagnostics: &mut Diagnostics) {
    if parsed.is_xmile() {
        diagnostics.rewrite_hints(xmile::hints::in_xmile);
    }
}

/// [`check`], for a model that takes numbers or elements from files.
pub fn check_with(parsed: &dyn Input, external: &dyn ExternalData, diagnostics: &mut Diagnostics) -> Option<Model> {
    let input = parsed;
    let parsed = &*input.equations(diagnostics);
    let dimensions = dimensions::read(parsed, external, diagnostics);
    let expanded = macros::expand(parsed, diagnostics);
    let names = names::names(&expanded, &dimensions, diagnostics);
    let mut draft = equations::equations(&names, &dimensions, external, diagnostics);
    let control = control::control(&mut draft, &names, parsed, diagnostics);

    let is_understood = !draft.broken;
    let ordered = control.map(|control| {
        let (mut model, origin) = draft.finish(dimensions.finish(), control);
        order::order(&mut model, &origin, diagnostics);
        model
    });
    units::units(parsed, &names, diagnostics); // advice: after everything that stops a run
    in_authors_form(input, diagnostics);
    ordered.filter(|_| is_understood && !diagnostics.has_errors())
}
