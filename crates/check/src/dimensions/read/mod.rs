//! Reads the definitions of dimensions: elements, ranges, subranges, aliases, mappings.

mod mapping;
mod numbered;

use super::from_file::elements_in_file;
use super::{Dimensions, Element, ElementId, Entry, Range};
use crate::external::ExternalData;
use crate::guess::with_guess;
use crate::limits;
use crate::model::DimensionId;
use numbered::{Numbered, split_number};
use parse::{DimensionDefinition, Expr, Member, Name, ParsedModel};
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
        twice: Vec::new(),
        guesses: limits::guesses(parsed.dimensions.len()),
        diagnostics,
    };
    reader.enter_names();
    for at in reader.inner_first() {
        reader.fill(at);
    }
    reader.list_where_elements_are();
    reader.judge_repetitions();
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
    /// Elements that a dimension lists again, and where.
    twice: Vec<(DimensionId, ElementId, Span)>,
    guesses: usize,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn enter_names(&mut self) {
        for (at, definition) in self.definitions.iter().enumerate() {
            let id = DimensionId(at as u32);
            self.dimensions.list.push(without_elements(id, &definition.name));
            // The second of two keeps its place in the list, so that ids and definitions go together.
            if let Some(first) = self.by_key.get(&*definition.name.key) {
                let first = &self.definitions[*first];
                self.diagnostics.push(duplicate(&definition.name, first.name.span));
                continue;
            }
            self.by_key.insert(&definition.name.key, at);
            let key = definition.name.key.clone();
            self.dimensions.by_key.insert(key, Range::Dimension(id));
        }
    }

    /// The definitions in an order in which each comes after those that it names; reports rings.
    fn inner_first(&mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.definitions.len());
        let mut state = vec![State::New; self.definitions.len()];
        for root in 0..self.definitions.len() {
            self.visit(root, &mut state, &mut order);
        }
        order
    }

    /// Depth first, with a stack of its own: a chain of dimensions may be longer than the machine's stack is deep.
    fn visit(&mut self, root: usize, state: &mut [State], order: &mut Vec<usize>) {
        let mut stack = vec![(root, 0)];
        while let Some((at, next)) = stack.pop() {
            // Two definitions may have put it on the stack before it was its turn.
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
            diagnostic.see(inner.span, format!("it needs `{inner}`, which needs it")).hint(format!(
                "list the elements of one of them: `{outer}: first, second ~~|`"
            ))
        });
    }

    /// Lists the elements of one dimension; those that it names are filled already.
    fn fill(&mut self, at: usize) {
        let definition = &self.definitions[at];
        let id = DimensionId(at as u32);
        if let Some(call) = &definition.read_from {
            self.fill_from_file(id, call);
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
            self.diagnostics.push(empty(definition));
        }
    }

    fn fill_from_file(&mut self, id: DimensionId, call: &Expr) {
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

    fn fill_from_alias(&mut self, id: DimensionId, alias: &Name) {
        let Some(original) = self.defined(alias) else {
            return self.report_unknown(alias);
        };
        if self.has_room(self.dimensions.size(original), alias.span) {
            let elements = self.dimensions.entry(original).elements.clone();
            self.append(id, &elements, alias.span);
        }
        self.dimensions.list[id.0 as usize].same_as = self.dimensions.entry(original).same_as;
    }

    /// The dimension that a name defines.
    fn defined(&self, name: &Name) -> Option<DimensionId> {
        self.by_key.get(&*name.key).map(|at| DimensionId(*at as u32))
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
        let Some(range) = Numbered::between(first, last) else {
            self.diagnostics.push(invalid_range(first, last));
            return Vec::new();
        };
        // `(A1 - A99999999999)` is a few bytes of a file: it is counted before it is listed.
        if !self.has_room(range.count(), span) {
            return Vec::new();
        }
        let (key_prefix, _) = split_number(&first.key);
        let numbers = range.low..=range.high;
        numbers
            .map(|number| {
                let key = range.name(key_prefix, number);
                match self.dimensions.by_key.get(&*key) {
                    Some(Range::Element(known)) => *known,
                    _ => self.new_element(range.name(&range.prefix, number).into(), key.into(), span),
                }
            })
            .collect()
    }

    fn append(&mut self, id: DimensionId, elements: &[ElementId], span: Span) {
        if self.dimensions.size(id) + elements.len() > limits::ELEMENTS {
            self.report_too_many(span);
            return;
        }
        let entry = &mut self.dimensions.list[id.0 as usize];
        for element in elements {
            let position = entry.elements.len() as u32;
            let first = *entry.position.entry(*element).or_insert(position);
            if first != position {
                self.twice.push((id, *element, span));
            }
            entry.elements.push(*element);
        }
    }

    /// A part of another dimension may list an element again, so that its places answer to those of a dimension that it is
    /// mapped to; a dimension of its own may not.
    fn judge_repetitions(&mut self) {
        let mut told = None;
        for (id, element, span) in std::mem::take(&mut self.twice) {
            let within = &self.dimensions.elements[element.0 as usize].within;
            let is_part = within.iter().any(|other| *other != id);
            let (dimension, name) = (self.dimensions.name(id), self.dimensions.element_name(element));
            let message = format!("dimension `{dimension}` lists `{name}` twice");
            if !is_part {
                let mut seen = rustc_hash::FxHashSet::default();
                self.dimensions.list[id.0 as usize].elements.retain(|e| seen.insert(*e));
                let diagnostic = Diagnostic::error("duplicate-element", span, message);
                self.diagnostics.push(diagnostic.hint("remove one of them"));
            } else if told.replace(id) != Some(id) {
                let diagnostic = Diagnostic::warning("duplicate-element", span, message);
                self.diagnostics.push(diagnostic.label("each place counts for itself"));
            }
        }
    }

    fn report_too_many(&mut self, span: Span) {
        let message = format!(
            "too many elements: a dimension may have {}, all lists together {}",
            limits::ELEMENTS,
            limits::LISTED_ELEMENTS
        );
        self.diagnostics.push(Diagnostic::error("too-many-elements", span, message));
    }

    fn list_where_elements_are(&mut self) {
        for (at, dimension) in self.dimensions.list.iter().enumerate() {
            for element in &dimension.elements {
                let within = &mut self.dimensions.elements[element.0 as usize].within;
                if within.last() != Some(&DimensionId(at as u32)) {
                    within.push(DimensionId(at as u32));
                }
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

fn without_elements(id: DimensionId, name: &Name) -> Entry {
    Entry {
        name: name.text.clone(),
        elements: Vec::new(),
        position: FxHashMap::default(),
        mappings: Vec::new(),
        same_as: id,
        span: name.span,
    }
}

fn empty(definition: &DimensionDefinition) -> Diagnostic {
    let message = format!("dimension `{}` has no elements", definition.name);
    Diagnostic::error("empty-dimension", definition.span, message)
        .hint("list its elements, each with a name: in XMILE `<elem name=\"north\"/>`")
}

fn invalid_range(first: &Name, last: &Name) -> Diagnostic {
    let message = format!("`{first}` and `{last}` are not the first and last of numbered elements");
    Diagnostic::error("invalid-range", first.span.to(last.span), message)
        .hint("both need the same letters, followed by a number that increases: `(A1-A10)`")
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
