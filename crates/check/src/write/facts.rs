//! What a writer must know that no single equation says.

use parse::{DimensionDefinition, Member, Name, ParsedModel};
use source::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// What the stages behind the parser know about a model, and the writer of XMILE needs.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The model's name.
    pub name: String,
    /// INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER at the start, where they are not plain numbers.
    pub clock: [Option<f64>; 4],
    /// The dimensions of arrays by the variables' keys. Without an entry, a variable's equations say them.
    pub shapes: HashMap<Arc<str>, Vec<Name>>,
    elements: HashMap<Arc<str>, Vec<Name>>,
}

/// How deep dimensions may be made of dimensions.
const DEPTH: usize = 32;

/// How many elements all dimensions may have together.
const ELEMENTS: usize = 1_000_000;

impl Facts {
    /// What the model itself says: the elements of its dimensions.
    pub fn of(model: &ParsedModel) -> Self {
        let definitions = model.dimensions.iter().map(|d| (&*d.name.key, d));
        let by_key: HashMap<&str, &DimensionDefinition> = definitions.collect();
        let mut facts = Facts::default();
        let mut count = 0;
        for dimension in &model.dimensions {
            if let Some(elements) = elements(&dimension.name.key, &by_key, DEPTH).filter(|e| !e.is_empty()) {
                count += elements.len();
                if count > ELEMENTS {
                    break;
                }
                facts.elements.insert(dimension.name.key.clone(), elements);
            }
        }
        facts
    }

    /// The elements of the dimension of that key; `None` when no dimension has it, or a file defines it.
    pub fn elements(&self, key: &str) -> Option<&[Name]> {
        self.elements.get(key).map(Vec::as_slice)
    }

    /// The position from 0 of an element within the largest dimension that holds it.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        let place = |elements: &&Vec<Name>| elements.iter().position(|e| *e.key == *key);
        let holding = self.elements.values().filter(|elements| place(elements).is_some());
        let mut largest: Vec<&Vec<Name>> = Vec::new();
        for elements in holding {
            let longest = largest.first().map_or(0, |l| l.len());
            if elements.len() > longest {
                largest.clear();
            }
            if elements.len() >= longest {
                largest.push(elements);
            }
        }
        let first = place(largest.first()?)?;
        largest.iter().all(|elements| place(elements) == Some(first)).then_some(first)
    }

    /// Whether a dimension is a true part of another.
    pub(super) fn is_part(&self, key: &str) -> bool {
        let Some(own) = self.elements(key) else { return false };
        let mut all = self.elements.values();
        all.any(|other| other.len() > own.len() && own.iter().all(|e| other.contains(e)))
    }
}

fn elements(key: &str, by_key: &HashMap<&str, &DimensionDefinition>, depth: usize) -> Option<Vec<Name>> {
    let definition = by_key.get(key)?;
    let depth = depth.checked_sub(1)?;
    if let Some(other) = &definition.alias_of {
        return elements(&other.key, by_key, depth);
    }
    if definition.read_from.is_some() {
        return None;
    }
    let mut list = Vec::new();
    for member in &definition.members {
        match member {
            Member::Named(name) if by_key.contains_key(&*name.key) && *name.key != *key => {
                list.extend(elements(&name.key, by_key, depth)?);
            }
            Member::Named(name) => list.push(name.clone()),
            Member::Range { first, last } => list.extend(range(first, last)?),
        }
    }
    Some(list)
}

/// `(A1 - A3)` as `A1`, `A2`, `A3`.
fn range(first: &Name, last: &Name) -> Option<Vec<Name>> {
    let prefix = first.text.trim_end_matches(|c: char| c.is_ascii_digit());
    let from: usize = first.text[prefix.len()..].parse().ok()?;
    let same = last.text.get(..prefix.len())?.eq_ignore_ascii_case(prefix);
    let to: usize = last.text.get(prefix.len()..)?.parse().ok()?;
    let fits = same && from <= to && to - from < parse::limits::RANGE;
    let span: Span = first.span;
    fits.then(|| (from..=to).map(|n| Name::new(&format!("{prefix}{n}"), span)).collect())
}
