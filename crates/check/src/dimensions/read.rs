//! Reads the definitions of dimensions: elements, ranges, subranges, aliases, mappings.

use super::from_file::elements_in_file;
use super::{Dimensions, Element, ElementId, Entry, Mapping, Range};
use crate::external::ExternalData;
use crate::guess::with_guess;
use crate::limits;
use crate::model::DimensionId;
use parse::{DimensionDefinition, DimensionMapping, Member, Name, ParsedModel};
use rustc_hash::FxHashMap;
use source::{Diagnostic, Diagnostics, Span};
use std::sync::Arc;

/// Reads all definitions. A dimension with a diagnostic keeps the elements that were understood.
pub(crate) fn read(parsed: &ParsedModel, external: &dyn ExternalData, diagnostics: &mut Diagnostics) -> Dimensions {
    let mut reader = Reader {
        definitions: &parsed.dimensions,
        external,
        by_key: FxHashMap::default(),
        dimensions: Dimensions::default(),
        listed: 0,
        guesses: limits::guesses(parsed.dimensions.len()),
        diagnostics,
    };
    reader.enter_names();
    for at in reader.inner_first() {
        reader.fill(at);
    }
    reader.list_where_elements_are();
    reader.map();
    reader.dimensions
}

struct Reader<'a> {
    definitions: &'a [DimensionDefinition],
    external: &'a dyn ExternalData,
    /// The definition of each name, the first one where there are two.
    by_key: FxHashMap<&'a str, usize>,
    dimensions: Dimensions,
    listed: usize,
    guesses: usize,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn enter_names(&mut self) {
        for (at, definition) in self.definitions.iter().enumerate() {
            let id = DimensionId(at as u32);
            self.dimensions.list.push(Entry {
                name: definition.name.text.clone(),
                elements: Vec::new(),
                position: FxHashMap::default(),
                mappings: Vec::new(),
                same_as: id,
                span: definition.name.span,
            });
            if let Some(first) = self.by_key.get(&*definition.name.key) {
                let first = &self.definitions[*first];
                self.diagnostics.push(duplicate(&definition.name, first.name.span));
                continue;
            }
            self.by_key.insert(&definition.name.key, at);
            self.dimensions
                .by_key
                .insert(definition.name.key.clone(), Range::Dimension(id));
        }
    }

    /// The definitions in an order in which each comes after those that it names; reports rings.
    fn inner_first(&mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.definitions.len());
        let mut state = vec![State::New; self.definitions.len()];
        for root in 0..self.definitions.len() {
            let mut stack = vec![(root, 0)];
            while let Some((at, next)) = stack.pop() {
                if next == 0 && state[at] != State::New {
                    continue;
                }
                state[at] = State::Open;
                let Some(inner) = self.nth_named(at, next) else {
                    state[at] = State::Done;
                    order.push(at);
                    continue;
                };
                stack.push((at, next + 1));
                match inner.and_then(|name| self.by_key.get(&*name.key)).copied() {
                    Some(inner) if state[inner] == State::New => stack.push((inner, 0)),
                    Some(inner) if state[inner] == State::Open => self.report_ring(at, inner),
                    _ => {}
                }
            }
        }
        order
    }

    /// The `n`-th name in a definition: its alias first, then its members; `None` behind the last.
    fn nth_named(&self, at: usize, n: usize) -> Option<Option<&'a Name>> {
        let definition = &self.definitions[at];
        if n == 0 {
            return Some(definition.alias_of.as_ref());
        }
        definition.members.get(n - 1).map(|member| match member {
            Member::Named(name) => Some(name),
            Member::Range { .. } => None,
        })
    }

    fn report_ring(&mut self, at: usize, inner: usize) {
        let [outer, inner] = [at, inner].map(|d| &self.definitions[d].name);
        let message = format!("dimension `{outer}` is defined by itself");
        let diagnostic = Diagnostic::error("circular-dimension", outer.span, message);
        self.diagnostics.push(if outer == inner {
            diagnostic.hint("give the element a name of its own; `a` and `A` are the same name")
        } else {
            diagnostic
                .see(inner.span, format!("it needs `{inner}`, which needs it"))
                .hint(format!(
                    "list the elements of one of them: `{outer}: first, second ~~|`"
                ))
        });
    }

    /// Lists the elements of one dimension; those that it names are filled already.
    fn fill(&mut self, at: usize) {
        let definition = &self.definitions[at];
        let id = DimensionId(at as u32);
        if let Some(call) = &definition.read_from {
            match elements_in_file(call, self.external) {
                Ok(names) => {
                    for name in &names {
                        let elements = self.elements_named(name);
                        self.append(id, &elements, call.span);
                    }
                }
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
        }
        if let Some(alias) = &definition.alias_of {
            self.fill_from_alias(id, alias);
        }
        for member in &definition.members {
            let elements = match member {
                Member::Named(name) => self.elements_named(name),
                Member::Range { first, last } => self.elements_between(first, last),
            };
            self.append(id, &elements, member_span(member));
        }
        let is_empty = definition.members.is_empty() && definition.alias_of.is_none();
        if is_empty && definition.read_from.is_none() {
            let message = format!("dimension `{}` has no elements", definition.name);
            let diagnostic = Diagnostic::error("empty-dimension", definition.span, message);
            self.diagnostics
                .push(diagnostic.hint("list its elements, each with a name: in XMILE `<elem name=\"north\"/>`"));
        }
    }

    fn fill_from_alias(&mut self, id: DimensionId, alias: &Name) {
        let Some(original) = self.by_key.get(&*alias.key).map(|d| DimensionId(*d as u32)) else {
            return self.report_unknown(alias);
        };
        if self.has_room(self.dimensions.size(original), alias.span) {
            let elements = self.dimensions.entry(original).elements.clone();
            self.append(id, &elements, alias.span);
        }
        self.dimensions.list[id.0 as usize].same_as = self.dimensions.entry(original).same_as;
    }

    fn report_unknown(&mut self, name: &Name) {
        let message = format!("no dimension is called `{name}`");
        let mut diagnostic = Diagnostic::error("unknown-name", name.span, message);
        if self.guesses > 0 {
            self.guesses -= 1;
            diagnostic = with_guess(diagnostic, &name.text, self.definitions.iter().map(|d| &*d.name.text));
        }
        self.diagnostics.push(diagnostic);
    }

    fn elements_named(&mut self, name: &Name) -> Vec<ElementId> {
        let found = self.dimensions.by_key.get(&name.key).copied();
        let count = match found {
            Some(Range::Dimension(d)) => self.dimensions.size(d),
            _ => 1,
        };
        if !self.has_room(count, name.span) {
            return Vec::new();
        }
        match found {
            Some(range) => self.dimensions.elements(range),
            None => vec![self.new_element(name.text.clone(), name.key.clone(), name.span)],
        }
    }

    fn new_element(&mut self, name: Arc<str>, key: Arc<str>, span: Span) -> ElementId {
        let id = ElementId(self.dimensions.elements.len() as u32);
        let within = Vec::new();
        self.dimensions.elements.push(Element { name, span, within });
        self.dimensions.by_key.insert(key, Range::Element(id));
        id
    }

    /// Counts elements before they are listed; `false`, with a diagnostic, when they are too many.
    fn has_room(&mut self, more: usize, span: Span) -> bool {
        let has_room = more <= limits::ELEMENTS && self.listed + more <= limits::LISTED_ELEMENTS;
        if has_room {
            self.listed += more;
        } else {
            self.report_too_many(span);
        }
        has_room
    }

    /// `(A1 - A10)`.
    fn elements_between(&mut self, first: &Name, last: &Name) -> Vec<ElementId> {
        let span = first.span.to(last.span);
        let Some((prefix, low, high, width)) = numbered(first, last) else {
            let message = format!("`{first}` and `{last}` are not the first and last of numbered elements");
            self.diagnostics.push(
                Diagnostic::error("invalid-range", span, message)
                    .hint("both need the same letters, followed by a number that increases: `(A1-A10)`"),
            );
            return Vec::new();
        };
        let count = usize::try_from(high - low).unwrap_or(usize::MAX).saturating_add(1);
        if !self.has_room(count, span) {
            return Vec::new();
        }
        let (key_prefix, _) = split_number(&first.key);
        (low..=high)
            .map(|number| {
                let key = format!("{key_prefix}{number:0width$}");
                match self.dimensions.by_key.get(&*key) {
                    Some(Range::Element(known)) => *known,
                    _ => self.new_element(format!("{prefix}{number:0width$}").into(), key.into(), span),
                }
            })
            .collect()
    }

    fn append(&mut self, id: DimensionId, elements: &[ElementId], span: Span) {
        if self.dimensions.size(id) + elements.len() > limits::ELEMENTS {
            self.report_too_many(span);
            return;
        }
        let mut twice = None;
        let entry = &mut self.dimensions.list[id.0 as usize];
        for element in elements {
            let position = entry.elements.len() as u32;
            match entry.position.entry(*element) {
                std::collections::hash_map::Entry::Occupied(_) => twice = Some(*element),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(position);
                    entry.elements.push(*element);
                }
            }
        }
        if let Some(element) = twice {
            let message = format!(
                "dimension `{}` lists `{}` twice",
                self.dimensions.name(id),
                self.dimensions.element_name(element)
            );
            self.diagnostics
                .push(Diagnostic::error("duplicate-element", span, message).hint("remove one of them"));
        }
    }

    fn report_too_many(&mut self, span: Span) {
        let message = format!(
            "too many elements: a dimension may have {}, all lists together {}",
            limits::ELEMENTS,
            limits::LISTED_ELEMENTS
        );
        self.diagnostics
            .push(Diagnostic::error("too-many-elements", span, message));
    }

    fn list_where_elements_are(&mut self) {
        for (at, dimension) in self.dimensions.list.iter().enumerate() {
            for element in &dimension.elements {
                let within = &mut self.dimensions.elements[element.0 as usize].within;
                within.push(DimensionId(at as u32));
            }
        }
    }

    fn map(&mut self) {
        for (at, definition) in self.definitions.iter().enumerate() {
            for mapping in &definition.mappings {
                if let Some(mapping) = self.mapping(at, mapping) {
                    self.dimensions.list[at].mappings.push(mapping);
                }
            }
        }
    }

    fn mapping(&mut self, at: usize, mapping: &DimensionMapping) -> Option<Mapping> {
        let Some(target) = self.by_key.get(&*mapping.target.key).map(|d| DimensionId(*d as u32)) else {
            self.report_unknown(&mapping.target);
            return None;
        };
        let groups: Vec<Vec<ElementId>> = match &mapping.members[..] {
            [] => self
                .dimensions
                .entry(target)
                .elements
                .iter()
                .map(|e| vec![*e])
                .collect(),
            written => written
                .iter()
                .map(|name| self.mapped(name, target))
                .collect::<Option<_>>()?,
        };
        let members = self.one_group_each(at, groups);
        if members.is_none() {
            let message = format!(
                "the mapping of `{}` to `{}` does not give one entry for each element",
                self.definitions[at].name, mapping.target
            );
            let elements = self.dimensions.list[at].elements.len();
            let diagnostic = Diagnostic::error("invalid-mapping", mapping.target.span, message)
                .label(counted(self.dimensions.size(target)))
                .see(self.definitions[at].name.span, counted(elements));
            let hint = format!(
                "name one element or part of `{0}` for each: `-> ({0}: …, …)`",
                mapping.target
            );
            self.diagnostics.push(diagnostic.hint(hint));
        }
        members.map(|members| Mapping { target, members })
    }

    /// The elements of the target that a name in a mapping's list means.
    fn mapped(&mut self, name: &Name, target: DimensionId) -> Option<Vec<ElementId>> {
        let range = self.dimensions.find(&name.key);
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
            let message = format!("`{name}` is not part of `{}`", self.dimensions.name(target));
            let diagnostic = Diagnostic::error("subscript-not-in-dimension", name.span, message);
            let listed = self.dimensions.listed(target);
            self.diagnostics.push(diagnostic.hint(listed));
        }
        elements
    }

    /// The groups, one for each element. They may be written one for each element, or one for each entry of the definition,
    /// of which some are dimensions: such an entry goes element by element with a group of its size, or each with all of it.
    fn one_group_each(&self, at: usize, groups: Vec<Vec<ElementId>>) -> Option<Vec<Vec<ElementId>>> {
        let size = self.dimensions.list[at].elements.len();
        if groups.len() == size {
            return Some(groups);
        }
        let flat: Vec<Vec<ElementId>> = groups.iter().flatten().map(|e| vec![*e]).collect();
        let sizes: Vec<usize> = self.definitions[at]
            .members
            .iter()
            .map(|m| self.member_size(m))
            .collect();
        let fits = sizes.len() == groups.len() && sizes.iter().zip(&groups).all(|(n, group)| *n == group.len());
        (fits && flat.len() == size).then_some(flat)
    }

    fn member_size(&self, member: &Member) -> usize {
        match member {
            Member::Named(name) => match self.dimensions.find(&name.key) {
                Some(Range::Dimension(d)) => self.dimensions.size(d),
                _ => 1,
            },
            Member::Range { first, last } => {
                numbered(first, last).map_or(0, |(_, low, high, _)| (high - low + 1) as usize)
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn counted(elements: usize) -> String {
    format!("{elements} element{}", if elements == 1 { "" } else { "s" })
}

fn duplicate(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-definition", name.span, format!("`{name}` is defined twice"))
        .see(first, "first here")
        .hint("remove one of them, or give it another name")
}

fn member_span(member: &Member) -> Span {
    match member {
        Member::Named(name) => name.span,
        Member::Range { first, last } => first.span.to(last.span),
    }
}

/// The common letters, first and last number, and the digits to which numbers with leading zeros are filled up.
fn numbered(first: &Name, last: &Name) -> Option<(String, u64, u64, usize)> {
    let (first_letters, first_digits) = split_number(&first.text);
    let (last_letters, last_digits) = split_number(&last.text);
    let same = Name::key_of(first_letters) == Name::key_of(last_letters);
    let low: u64 = first_digits.parse().ok()?;
    let high: u64 = last_digits.parse().ok()?;
    let filled = first_digits.starts_with('0') && first_digits.len() == last_digits.len();
    let width = if filled { first_digits.len() } else { 0 };
    (same && low <= high).then(|| (first_letters.to_string(), low, high, width))
}

fn split_number(text: &str) -> (&str, &str) {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.split_at(letters.len())
}
