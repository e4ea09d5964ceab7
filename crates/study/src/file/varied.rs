//! What differs from experiment to experiment: what nobody knows, and what someone could do.

use super::alternatives::alternatives;
use super::levers::levers;
use super::policies::policies;
use super::uncertain::uncertainties;
use super::{Fields, Names};
use crate::evidence::Cited;
use experiment::plan::{Alternative, Calendar, Lever, Policy, Uncertainty};

/// The sections `[uncertainties]`, `[alternatives]`, `[levers]` and `[policies]`.
pub(crate) struct Varied {
    pub uncertainties: Vec<Uncertainty>,
    pub alternatives: Vec<Alternative>,
    pub levers: Vec<Lever>,
    pub policies: Vec<Policy>,
}

/// Reads the four sections; each of the last three names entries of one before it.
pub(crate) fn varied(file: &mut Fields<'_>, calendar: &Calendar, names: Names<'_>, cited: &mut Cited) -> Varied {
    let uncertainties = uncertainties(file, names, cited);
    let alternatives = alternatives(file, &uncertainties, names, cited);
    let levers = levers(file, names, cited);
    let policies = policies(file, &levers, calendar);
    Varied {
        uncertainties,
        alternatives,
        levers,
        policies,
    }
}
