//! The synonyms that a model declares itself, on top of the words that everybody shares.

use crate::unit::Unit;
use crate::{parse, words};
use std::collections::HashMap;

/// An author's own synonyms: Vensim's settings of that name, XMILE's `<model_units>`.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    /// What a base unit is taken for, by its shared meaning: a row `Human, People` holds for `person` too.
    replacements: HashMap<Unit, Unit>,
}

impl Synonyms {
    /// From rows of words that mean one unit each.
    pub fn new(rows: &[Vec<String>]) -> Self {
        let mut synonyms = Synonyms::default();
        rows.iter().for_each(|row| synonyms.add(row));
        synonyms
    }

    /// Words for a unit that others define, `speed` as `km/hour`; what cannot be read as a unit defines nothing.
    pub fn define(&mut self, names: &[String], equation: &str) {
        let Some(meaning) = self.parse(equation) else {
            return;
        };
        for unit in names.iter().filter_map(|name| words::base(name)) {
            if !unit.is_pure() {
                self.replacements.insert(unit, meaning.clone());
            }
        }
    }

    /// A row with a pure number in it makes all its words pure; otherwise they mean what an earlier row says of one of them,
    /// or the first of them.
    fn add(&mut self, row: &[String]) {
        let units: Vec<Unit> = row.iter().filter_map(|word| words::base(word)).collect();
        let pure = units.iter().find(|unit| unit.is_pure());
        let earlier = units.iter().find_map(|unit| self.replacements.get(unit));
        let Some(meaning) = pure.or(earlier).or(units.first()).cloned() else {
            return;
        };
        for unit in units.into_iter().filter(|unit| !unit.is_pure()) {
            self.replacements.insert(unit, meaning.clone());
        }
    }

    /// Reads a unit; `None` when it cannot be understood as one.
    pub fn parse(&self, text: &str) -> Option<Unit> {
        parse::unit(text, &|word| self.base(word))
    }

    fn base(&self, word: &str) -> Option<Unit> {
        let unit = words::base(word)?;
        Some(self.replacements.get(&unit).cloned().unwrap_or(unit))
    }
}
