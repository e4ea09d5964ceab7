//! Mappings between dimensions, read when all elements are known.

use super::Reader;
use super::numbered::Numbered;
use crate::dimensions::{ElementId, Mapping, Range};
use crate::model::DimensionId;
use parse::{DimensionMapping, Member, Name};
use source::Diagnostic;

impl Reader<'_> {
    pub(super) fn map(&mut self) {
        for (at, definition) in self.definitions.iter().enumerate() {
            for mapping in &definition.mappings {
                if let Some(mapping) = self.mapping(at, mapping) {
                    self.dimensions.list[at].mappings.push(mapping);
                }
            }
        }
    }

    fn mapping(&mut self, at: usize, mapping: &DimensionMapping) -> Option<Mapping> {
        let Some(target) = self.defined(&mapping.target) else {
            self.report_unknown(&mapping.target);
            return None;
        };
        let groups = self.groups(mapping, target)?;
        let members = self.one_group_each(at, groups);
        if members.is_none() {
            self.report_uneven(at, &mapping.target, target);
        }
        members.map(|members| Mapping { target, members })
    }

    /// The elements of the target, as they were written in groups; without a list, each of them in its order.
    fn groups(&mut self, mapping: &DimensionMapping, target: DimensionId) -> Option<Vec<Vec<ElementId>>> {
        if mapping.members.is_empty() {
            let elements = &self.dimensions.entry(target).elements;
            return Some(elements.iter().map(|e| vec![*e]).collect());
        }
        let written = mapping.members.iter();
        written.map(|name| self.mapped(name, target)).collect()
    }

    fn report_uneven(&mut self, at: usize, written: &Name, target: DimensionId) {
        let definition = &self.definitions[at].name;
        let message = format!("the mapping of `{definition}` to `{written}` does not give one entry for each element");
        let elements = self.dimensions.list[at].elements.len();
        let hint = format!("name one element or part of `{written}` for each: `-> ({written}: …, …)`");
        let diagnostic = Diagnostic::error("invalid-mapping", written.span, message)
            .label(counted(self.dimensions.size(target)))
            .see(definition.span, counted(elements));
        self.diagnostics.push(diagnostic.hint(hint));
    }

    /// The elements of the target that a name in a mapping's list means.
    fn mapped(&mut self, name: &Name, target: DimensionId) -> Option<Vec<ElementId>> {
        let range = self.dimensions.find(&name.key);
        // A list may name a large dimension many times over: what it comes to is counted before it is listed.
        if let Some(Range::Dimension(d)) = range
            && !self.has_room(self.dimensions.size(d), name.span)
        {
            return None;
        }
        let found = range.map(|range| self.dimensions.elements(range));
        let inside =
            |elements: &Vec<ElementId>| elements.iter().all(|e| self.dimensions.position(*e, target).is_some());
        let elements = found.filter(inside);
        if elements.is_none() {
            self.report_outside(name, target);
        }
        elements
    }

    fn report_outside(&mut self, name: &Name, target: DimensionId) {
        let message = format!("`{name}` is not part of `{}`", self.dimensions.name(target));
        let diagnostic = Diagnostic::error("subscript-not-in-dimension", name.span, message);
        let listed = self.dimensions.listed(target);
        self.diagnostics.push(diagnostic.hint(listed));
    }

    /// The groups, one for each element. They may be written one for each element, or one for each entry of the definition,
    /// of which some are dimensions: such an entry goes element by element with a group of its size, or each with all of it.
    fn one_group_each(&self, at: usize, groups: Vec<Vec<ElementId>>) -> Option<Vec<Vec<ElementId>>> {
        let size = self.dimensions.list[at].elements.len();
        if groups.len() == size {
            return Some(groups);
        }
        let flat: Vec<Vec<ElementId>> = groups.iter().flatten().map(|e| vec![*e]).collect();
        let sizes: Vec<usize> = self.definitions[at].members.iter().map(|m| self.member_size(m)).collect();
        let fits = sizes.len() == groups.len() && sizes.iter().zip(&groups).all(|(n, group)| *n == group.len());
        (fits && flat.len() == size).then_some(flat)
    }

    fn member_size(&self, member: &Member) -> usize {
        match member {
            Member::Named(name) => match self.dimensions.find(&name.key) {
                Some(Range::Dimension(d)) => self.dimensions.size(d),
                _ => 1,
            },
            Member::Range { first, last } => Numbered::between(first, last).map_or(0, |range| range.count()),
        }
    }
}

fn counted(elements: usize) -> String {
    format!("{elements} element{}", if elements == 1 { "" } else { "s" })
}
