//! Units: every equation should mean the same on both sides. Advice only: it never stops a run.
//!
//! Cautious: a variable without a unit, a number and whatever is computed from these fit anything.

mod infer;

use crate::names::{Names, TIME_STEP};
use parse::{Body, Equation, ParsedModel};
use rustc_hash::FxHashMap;
use source::{Diagnostic, Diagnostics, Span};
use units::{Synonyms, Unit};

/// Compares the units of all equations.
pub(crate) fn units(parsed: &ParsedModel, names: &Names, diagnostics: &mut Diagnostics) {
    let mut synonyms = Synonyms::new(&parsed.settings.unit_synonyms);
    for definition in &parsed.settings.unit_definitions {
        synonyms.define(&definition.names, &definition.equation);
    }
    let mut units = Units {
        names,
        synonyms,
        read: FxHashMap::default(),
        declared: Vec::with_capacity(names.variables.len()),
        time: None,
        found: Vec::new(),
    };
    for variable in &names.variables {
        let unit = variable.equations.iter().find_map(|e| units.of_equation(e));
        units.declared.push(unit);
    }
    if units.declared.iter().all(Option::is_none) {
        return units.found.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic)); // nothing to compare
    }
    units.time = names.variable(TIME_STEP).and_then(|step| units.declared[step.0 as usize].clone());
    for equation in &parsed.equations {
        units.check(equation);
    }
    units.found.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
}

struct Units<'a> {
    names: &'a Names<'a>,
    synonyms: Synonyms,
    /// Units that were read already, by their text.
    read: FxHashMap<&'a str, Option<Unit>>,
    /// The unit of each variable.
    declared: Vec<Option<Unit>>,
    /// The unit of time: that of TIME STEP.
    time: Option<Unit>,
    found: Vec<Diagnostic>,
}

impl<'a> Units<'a> {
    /// The unit written behind an equation.
    fn of_equation(&mut self, equation: &'a Equation) -> Option<Unit> {
        let written = equation.units.as_ref().filter(|u| !u.text.is_empty())?;
        if let Some(known) = self.read.get(&*written.text) {
            return known.clone();
        }
        let unit = self.synonyms.parse(&written.text);
        if unit.is_none() {
            let message = format!("`{}` cannot be read as a unit", written.text);
            self.found.push(
                Diagnostic::advice("unknown-unit", written.span, message).hint("such as `person/Year` or `Dmnl`"),
            );
        }
        self.read.insert(&written.text, unit.clone());
        unit
    }

    fn check(&mut self, equation: &'a Equation) {
        let (Body::Formula(body) | Body::Unchangeable(body)) = &equation.body else {
            return;
        };
        let Some(variable) = self.names.variable(&equation.target.name.key) else {
            return;
        };
        let before = self.found.len();
        let found = self.infer(body);
        let is_new = self.found.len() == before;
        let declared = self.of_equation(equation).or_else(|| self.declared[variable.0 as usize].clone());
        if let (Some(found), Some(declared), true) = (found, declared, is_new)
            && found != declared
        {
            let name = &equation.target.name;
            let message = format!("`{name}` is in `{declared}`, but its formula gives `{found}`");
            self.report(body.span, message);
        }
    }

    fn report(&mut self, span: Span, message: String) {
        self.found.push(Diagnostic::warning("unit-mismatch", span, message));
    }
}
