//! The model as it grows, with the helpers that formulas ask for.

use super::build;
use super::dimension::definition;
use super::scope::Scope;
use parse::{Body, Equation, Member, Name, ParsedModel, Subscript, Target};
use source::{Diagnostic, Diagnostics, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// What is written so far.
pub(super) struct Output<'d> {
    /// The model.
    pub model: ParsedModel,
    /// The equations of the model, or of the macro that is being written.
    pub equations: Vec<Equation>,
    /// Where diagnostics go.
    pub diagnostics: &'d mut Diagnostics,
    seconds: HashMap<(usize, usize), Name>,
    ranges: HashMap<ElementRange, Name>,
    positions: HashMap<usize, Name>,
    belts: HashMap<usize, Belt>,
    /// How many elements the second names and ranges have.
    sizes: HashMap<Arc<str>, usize>,
}

/// A part of a dimension, from one position to another, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ElementRange {
    /// The dimension.
    pub dimension: usize,
    /// The first position.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

/// The hidden variables of a conveyor.
#[derive(Clone, Debug)]
pub(super) struct Belt {
    /// What entered a transit time ago, before any leak.
    pub arriving: Name,
    /// What is on the way, before any leak.
    pub on_the_way: Name,
    /// The transit time, in whole steps.
    pub time: Name,
}

impl<'d> Output<'d> {
    /// Nothing yet.
    pub fn new(model: ParsedModel, diagnostics: &'d mut Diagnostics) -> Self {
        Output {
            model,
            equations: Vec::new(),
            diagnostics,
            seconds: HashMap::new(),
            ranges: HashMap::new(),
            positions: HashMap::new(),
            belts: HashMap::new(),
            sizes: HashMap::new(),
        }
    }

    /// Records a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Another name for a dimension, where it has to run over its elements independently of itself; `which` tells apart the
    /// names that one formula needs. The dimension's own name for 0.
    pub fn again(&mut self, scope: &Scope, dimension: usize, which: usize, span: Span) -> Name {
        let own = &scope.dimensions.get(dimension).name;
        if which == 0 {
            return at(own, span);
        }
        let key = (dimension, which);
        if let Some(name) = self.seconds.get(&key) {
            return at(name, span);
        }
        let name = scope.fresh(&format!("{} again {which}", own.text), own.span);
        let mut alias = definition(name.clone(), Vec::new(), own.span);
        alias.alias_of = Some(own.clone());
        self.model.dimensions.push(alias);
        let size = scope.dimensions.get(dimension).size();
        self.sizes.insert(name.key.clone(), size);
        self.seconds.insert(key, name.clone());
        at(&name, span)
    }

    /// The name of a part of a dimension.
    pub fn range(&mut self, scope: &Scope, range: ElementRange, span: Span) -> Name {
        let whole = scope.dimensions.get(range.dimension);
        if let Some(name) = self.ranges.get(&range) {
            return at(name, span);
        }
        let elements = &whole.elements[range.first..=range.last];
        let spelling = format!(
            "{} from {} to {}",
            whole.name.text, whole.elements[range.first], whole.elements[range.last]
        );
        let name = scope.fresh(&spelling, span);
        let members = elements.iter().cloned().map(Member::Named).collect();
        self.model.dimensions.push(definition(name.clone(), members, span));
        self.sizes.insert(name.key.clone(), elements.len());
        self.ranges.insert(range, name.clone());
        name
    }

    /// A hidden array that holds for each element of a dimension its position, from 1.
    pub fn positions(&mut self, scope: &Scope, dimension: usize, span: Span) -> Name {
        if let Some(name) = self.positions.get(&dimension) {
            return at(name, span);
        }
        let whole = scope.dimensions.get(dimension);
        let name = scope.fresh(&format!("{} position", whole.name.text), whole.name.span);
        let numbers = (1..=whole.size()).map(|n| n as f64).collect();
        let subscript = Subscript {
            name: whole.name.clone(),
            bang: false,
        };
        let target = target(name.clone(), vec![subscript], whole.name.span);
        self.equations.push(hidden(target, Body::Numbers(vec![numbers])));
        self.positions.insert(dimension, name.clone());
        at(&name, span)
    }

    /// The names of what moves on a conveyor, the stock with that number.
    pub fn belt(&mut self, scope: &Scope, stock: usize) -> Belt {
        let belt = self.belts.entry(stock).or_insert_with(|| {
            let name = &scope.variables[stock].name;
            let named = |what: &str| scope.fresh(&format!("{} {what}", name.text), name.span);
            Belt {
                arriving: named("arriving"),
                on_the_way: named("on the way"),
                time: named("transit time"),
            }
        });
        belt.clone()
    }

    /// Adds a hidden variable.
    pub fn define(&mut self, name: Name, subscripts: Vec<Subscript>, body: Body) {
        let span = name.span;
        self.equations.push(hidden(target(name, subscripts, span), body));
    }

    /// How many elements a dimension, a second name of one or a part of one has.
    pub fn size_of(&self, scope: &Scope, name: &Name) -> Option<usize> {
        let helper = self.sizes.get(&name.key).copied();
        helper.or_else(|| scope.dimensions.size_of(name))
    }
}

fn at(name: &Name, span: Span) -> Name {
    Name { span, ..name.clone() }
}

/// A left-hand side.
pub(super) fn target(name: Name, subscripts: Vec<Subscript>, span: Span) -> Target {
    Target {
        name,
        subscripts,
        exceptions: Vec::new(),
        keyword: None,
        span,
    }
}

/// An equation that the author did not write.
pub(super) fn hidden(target: Target, body: Body) -> Equation {
    Equation {
        hidden: true,
        ..Equation::plain(target, body)
    }
}

/// An equation that gives a control variable its number.
pub(super) fn control(name: &str, value: f64, span: Span) -> Equation {
    let target = target(Name::new(name, span), Vec::new(), span);
    Equation::plain(target, Body::Formula(build::number(value, span)))
}
