//! The dimensions of a file, and those that formulas need beside them: second names, parts, and positions.

use parse::{DimensionDefinition, Member, Name};
use source::{Diagnostic, Diagnostics};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// All dimensions of a file.
#[derive(Debug, Default)]
pub(super) struct Dimensions {
    list: Vec<Dimension>,
    by_key: HashMap<Arc<str>, usize>,
}

/// One dimension. Its names carry the keys under which the model knows them.
#[derive(Debug)]
pub(super) struct Dimension {
    /// Its name.
    pub name: Name,
    /// Its elements in order.
    pub elements: Vec<Name>,
    /// The keys of the elements as formulas write them.
    keys: Vec<Arc<str>>,
    positions: HashMap<Arc<str>, usize>,
    same_as: Option<Name>,
    span: source::Span,
}

impl Dimensions {
    /// Enters the dimensions of a file. In XMILE a variable may have the name of a dimension or an element; the model knows
    /// these under other keys then, with the same spelling.
    pub fn of(file: &[&parse::xmile::Dimension], variables: &HashSet<Arc<str>>) -> Self {
        let keys: HashSet<&str> = file.iter().map(|d| &*d.name.key).collect();
        let mut dimensions = Dimensions::default();
        for dimension in file {
            let at = dimensions.list.len();
            dimensions.by_key.entry(dimension.name.key.clone()).or_insert(at);
            let positions = dimension.elements.iter().enumerate();
            let positions = positions.map(|(n, e)| (e.key.clone(), n)).collect();
            let is_taken = |e: &Name| variables.contains(&e.key) || keys.contains(&*e.key);
            let element = |e: &Name| if is_taken(e) { renamed(e, "element") } else { e.clone() };
            let name = if variables.contains(&dimension.name.key) {
                renamed(&dimension.name, "dimension")
            } else {
                dimension.name.clone()
            };
            dimensions.list.push(Dimension {
                name,
                elements: dimension.elements.iter().map(element).collect(),
                keys: dimension.elements.iter().map(|e| e.key.clone()).collect(),
                positions,
                same_as: dimension.same_as.clone(),
                span: dimension.span,
            });
        }
        dimensions
    }

    /// The number of the dimension with that key.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The dimension with that number.
    pub fn get(&self, at: usize) -> &Dimension {
        &self.list[at]
    }

    /// The dimensions that have an element of that key, with its position in each, from 0.
    pub fn holding(&self, key: &str) -> impl Iterator<Item = (usize, usize)> {
        let found = move |(at, dimension): (usize, &Dimension)| dimension.position(key).map(|position| (at, position));
        self.list.iter().enumerate().filter_map(found)
    }

    /// How many elements the dimension with that name in the model has.
    pub fn size_of(&self, name: &Name) -> Option<usize> {
        let found = self.list.iter().find(|d| d.name == *name);
        found.map(Dimension::size)
    }

    /// The definitions for the model.
    pub fn definitions(&self) -> Vec<DimensionDefinition> {
        let definition = |d: &Dimension| {
            let members = d.elements.iter().cloned().map(Member::Named);
            match &d.same_as {
                None => definition(d.name.clone(), members.collect(), d.span),
                Some(other) => DimensionDefinition {
                    alias_of: Some(other.clone()),
                    ..definition(d.name.clone(), Vec::new(), d.span)
                },
            }
        };
        self.list.iter().map(definition).collect()
    }
}

impl Dimension {
    /// How many elements it has.
    pub fn size(&self) -> usize {
        self.elements.len()
    }

    /// Where the element of that key stands, from 0.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.positions.get(key).copied()
    }

    /// The element at a position, as it is written at `span`.
    pub fn element(&self, position: usize, span: source::Span) -> Name {
        Name {
            span,
            ..self.elements[position].clone()
        }
    }

    /// The key of the element at a position, as formulas write it.
    pub fn key(&self, position: usize) -> &str {
        &self.keys[position]
    }

    /// Whether all elements of another dimension are among its own.
    pub fn holds(&self, other: &Dimension) -> bool {
        other.positions.keys().all(|key| self.positions.contains_key(key))
    }
}

/// The dimensions that count: the first of each name. One that another file, or only its name, states again is the same; a
/// second one of the same file is passed on, to be found there.
pub(super) fn declared<'d>(
    all: &'d [parse::xmile::Dimension],
    diagnostics: &mut Diagnostics,
) -> Vec<&'d parse::xmile::Dimension> {
    let mut declared: Vec<&parse::xmile::Dimension> = Vec::new();
    for dimension in all {
        match declared.iter().find(|first| first.name == dimension.name) {
            None => declared.push(dimension),
            Some(first) if first.span.source != dimension.span.source => {
                let says_nothing = dimension.is_empty && !dimension.has_size;
                if !says_nothing && first.elements != dimension.elements {
                    diagnostics.push(different_elements(first, dimension));
                }
            }
            Some(_) if dimension.is_empty => {}
            Some(_) => declared.push(dimension),
        }
    }
    declared
}

fn different_elements(first: &parse::xmile::Dimension, second: &parse::xmile::Dimension) -> Diagnostic {
    let message = format!("`{}` has other elements in another file", second.name);
    Diagnostic::error("duplicate-definition", second.name.span, message).see(first.name.span, "there")
}

/// A definition without mappings.
pub(super) fn definition(name: Name, members: Vec<Member>, span: source::Span) -> DimensionDefinition {
    DimensionDefinition {
        name,
        members,
        alias_of: None,
        mappings: Vec::new(),
        read_from: None,
        comment: String::new(),
        span,
    }
}

/// A name with the same spelling under another key.
pub(super) fn renamed(name: &Name, what: &str) -> Name {
    let key = format!("{} ({what})", name.key).into();
    Name::of(name.text.clone(), key, name.span)
}
