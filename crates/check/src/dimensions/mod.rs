//! Dimensions: which elements each has, in which order, and how two dimensions correspond.
//!
//! An element is known by its name alone: the `A1` of a subrange is the `A1` of the dimension. Two dimensions with the same
//! elements are therefore read from each other by name, whatever their order.

mod correspond;
mod from_file;
mod read;

pub(crate) use correspond::Mismatch;
pub(crate) use read::read;

use crate::model::{Dimension, DimensionId};
use rustc_hash::FxHashMap;
use source::Span;
use std::cell::RefCell;
use std::sync::Arc;

/// The number of an element among all elements of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ElementId(pub u32);

/// What a subscript's name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Range {
    /// One element.
    Element(ElementId),
    /// All elements of a dimension or subrange.
    Dimension(DimensionId),
}

/// All dimensions and elements of a model.
#[derive(Debug, Default)]
pub(crate) struct Dimensions {
    list: Vec<Entry>,
    elements: Vec<Element>,
    by_key: FxHashMap<Arc<str>, Range>,
    positions: RefCell<FxHashMap<[DimensionId; 3], Arc<[u32]>>>,
}

/// A dimension as later passes need it.
#[derive(Debug)]
struct Entry {
    name: Arc<str>,
    elements: Vec<ElementId>,
    position: FxHashMap<ElementId, u32>,
    mappings: Vec<Mapping>,
    /// The dimension that it is another name of (`<->`), else itself.
    same_as: DimensionId,
    span: Span,
}

/// `-> target`: what each element of a dimension corresponds to.
#[derive(Debug)]
struct Mapping {
    target: DimensionId,
    /// For each element of the dimension: the elements of the target, one or several.
    members: Vec<Vec<ElementId>>,
}

/// An element, and the dimensions that list it.
#[derive(Debug)]
struct Element {
    name: Arc<str>,
    span: Span,
    within: Vec<DimensionId>,
}

impl Dimensions {
    /// The dimension or element of that key.
    pub fn find(&self, key: &str) -> Option<Range> {
        self.by_key.get(key).copied()
    }

    /// Where the dimension or element of that key was first written.
    pub fn span_of(&self, key: &str) -> Option<Span> {
        self.find(key).map(|range| match range {
            Range::Element(e) => self.elements[e.0 as usize].span,
            Range::Dimension(d) => self.entry(d).span,
        })
    }

    /// Every name that a subscript may have, as its author spelled it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let dimensions = self.list.iter().map(|d| &*d.name);
        dimensions.chain(self.elements.iter().map(|e| &*e.name))
    }

    /// Its elements for a hint: all of them, or the first few.
    pub fn listed(&self, dimension: DimensionId) -> String {
        const SHOWN: usize = 8;
        let elements = self.elements(Range::Dimension(dimension));
        let shown = elements.iter().take(SHOWN).map(|e| format!("`{}`", self.element_name(*e)));
        let shown = shown.collect::<Vec<_>>().join(", ");
        let rest = if elements.len() > SHOWN { ", …" } else { "" };
        format!("`{}` has {shown}{rest}", self.name(dimension))
    }

    /// How many elements a dimension has.
    pub fn size(&self, dimension: DimensionId) -> usize {
        self.entry(dimension).elements.len()
    }

    /// The name of a dimension.
    pub fn name(&self, dimension: DimensionId) -> &Arc<str> {
        &self.entry(dimension).name
    }

    /// The name of an element.
    pub fn element_name(&self, element: ElementId) -> &Arc<str> {
        &self.elements[element.0 as usize].name
    }

    /// The name of the element at a position of a dimension.
    pub fn element_at(&self, dimension: DimensionId, position: u32) -> &Arc<str> {
        self.element_name(self.entry(dimension).elements[position as usize])
    }

    /// The elements that a subscript means, in order.
    pub fn elements(&self, range: Range) -> Vec<ElementId> {
        match range {
            Range::Element(e) => vec![e],
            Range::Dimension(d) => self.entry(d).elements.clone(),
        }
    }

    /// Where an element stands in a dimension.
    pub fn position(&self, element: ElementId, dimension: DimensionId) -> Option<u32> {
        self.entry(dimension).position.get(&element).copied()
    }

    /// Whether both are names of one dimension (`<->`).
    pub fn are_one(&self, a: DimensionId, b: DimensionId) -> bool {
        self.entry(a).same_as == self.entry(b).same_as
    }

    /// The smallest dimension that holds all these elements; of several, the first written in the file.
    /// With `preferred` first if it is one of them.
    pub fn smallest_holding(&self, elements: &[ElementId], preferred: Option<DimensionId>) -> Option<DimensionId> {
        // Whatever holds them all holds the first: no other dimension has to be tried.
        let candidates = &self.elements[elements.first()?.0 as usize].within;
        let holds = |d: &DimensionId| {
            let position = &self.entry(*d).position;
            elements.iter().all(|e| position.contains_key(e))
        };
        candidates.iter().copied().filter(holds).min_by_key(|d| (self.size(*d), Some(*d) != preferred, *d))
    }

    /// The largest dimension that holds a range, the first in the file of several: the one in which positions are counted when
    /// a subscript is used as a number.
    pub fn family(&self, range: Range) -> Option<DimensionId> {
        let holding = self.all_holding(range);
        holding.into_iter().max_by_key(|d| (self.size(*d), std::cmp::Reverse(*d)))
    }

    /// Whether all dimensions as large as the family give a range the same positions.
    pub fn is_numbered_once(&self, range: Range, family: DimensionId) -> bool {
        let elements = self.elements(range);
        let number = |d: DimensionId| elements.iter().map(|e| self.position(*e, d)).collect::<Vec<_>>();
        let as_large = self.all_holding(range).into_iter().filter(|d| self.size(*d) == self.size(family));
        let expected = number(family);
        as_large.into_iter().all(|d| number(d) == expected)
    }

    fn all_holding(&self, range: Range) -> Vec<DimensionId> {
        let elements = self.elements(range);
        let Some(first) = elements.first() else {
            return Vec::new();
        };
        let within = &self.elements[first.0 as usize].within;
        let holds = |d: &DimensionId| elements.iter().all(|e| self.position(*e, *d).is_some());
        within.iter().copied().filter(holds).collect()
    }

    /// The dimensions as later stages see them.
    pub fn finish(&self) -> Vec<Dimension> {
        let name = |e: &ElementId| self.elements[e.0 as usize].name.clone();
        self.list
            .iter()
            .map(|d| Dimension {
                name: d.name.clone(),
                elements: d.elements.iter().map(name).collect(),
            })
            .collect()
    }

    fn entry(&self, dimension: DimensionId) -> &Entry {
        &self.list[dimension.0 as usize]
    }
}
