//! Equations of arrays, element by element: what Vensim says with parts of dimensions, exceptions and mappings.

use super::facts::Facts;
use super::loss::Losses;
use super::rewrite::Rewrite;
use crate::xmile::build::number;
use parse::{BinaryOp, Body, Equation, Expr, ExprKind, Name, ParsedModel, Reference, Subscript};
use std::collections::HashMap;
use std::sync::Arc;

/// How many equations one equation may become.
const CELLS: usize = 20_000;

/// Writes equations out where XMILE has no form for them all together.
pub(super) struct Expander<'m> {
    model: &'m ParsedModel,
    facts: &'m Facts,
    by_key: HashMap<&'m str, usize>,
}

/// What stands at one place of the left-hand side of one cell.
struct Binding {
    dimension: Name,
    position: usize,
    element: Name,
}

impl<'m> Expander<'m> {
    pub fn new(model: &'m ParsedModel, facts: &'m Facts) -> Self {
        let keys = model.dimensions.iter().enumerate().map(|(at, d)| (&*d.name.key, at));
        Expander {
            model,
            facts,
            by_key: keys.collect(),
        }
    }

    /// The equations of one variable, each as it is or one for each of its elements.
    pub fn variable(&self, equations: &[&Equation], losses: &mut Losses) -> Vec<Equation> {
        let shape = self.facts.shapes.get(&equations[0].target.name.key);
        let excepts = self.is_whole_with_exceptions(equations, shape.map(Vec::as_slice));
        let mut written = Vec::new();
        for equation in equations {
            if self.must_expand(equation, shape.map(Vec::as_slice), excepts) {
                self.expand(equation, &mut written, losses)
            } else {
                written.push((*equation).clone())
            }
        }
        written
    }

    fn is_dimension(&self, name: &Name) -> bool {
        self.by_key.contains_key(&*name.key)
    }

    /// One equation for all elements but those that have equations of their own: XMILE says just that.
    fn is_whole_with_exceptions(&self, equations: &[&Equation], shape: Option<&[Name]>) -> bool {
        let [first, others @ ..] = equations else { return false };
        let target = &first.target;
        let is_whole = target.subscripts.iter().enumerate().all(|(at, s)| {
            let whole = shape.and_then(|shape| shape.get(at));
            self.is_dimension(&s.name) && whole.is_none_or(|whole| *whole == s.name)
        });
        let elements = others.iter().map(|e| &e.target.subscripts);
        let is_element = |list: &Vec<Subscript>| list.iter().all(|s| !self.is_dimension(&s.name));
        is_whole && elements.clone().all(is_element) && target.exceptions.iter().eq(elements)
    }

    fn must_expand(&self, equation: &Equation, shape: Option<&[Name]>, excepts: bool) -> bool {
        let subscripts = &equation.target.subscripts;
        if subscripts.is_empty()
            || matches!(
                equation.body,
                Body::Data | Body::Error | Body::RealityCheck | Body::Text(_)
            )
        {
            return false;
        }
        let dimensions: Vec<&Name> = subscripts.iter().map(|s| &s.name).filter(|n| self.is_dimension(n)).collect();
        if dimensions.is_empty() {
            return false;
        }
        let is_mixed = dimensions.len() < subscripts.len();
        let is_part = subscripts.iter().enumerate().any(|(at, s)| {
            let whole = shape.and_then(|shape| shape.get(at));
            whole.is_some_and(|whole| *whole != s.name)
        });
        let mut twice = dimensions.iter().enumerate();
        let is_twice = twice.any(|(at, name)| dimensions[..at].contains(name));
        let has_exceptions = !equation.target.exceptions.is_empty() && !excepts;
        is_mixed || is_part || is_twice || has_exceptions || self.looks_elsewhere(&equation.body, &dimensions)
    }

    /// Whether a formula uses dimensions that are not on the left, or positions within parts of dimensions.
    fn looks_elsewhere(&self, body: &Body, left: &[&Name]) -> bool {
        let (Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr)) = body else {
            return false;
        };
        let mut found = false;
        for_each(expr, &mut |part| {
            found |= self.compared(part).is_some() || self.counts_from_its_element(part);
            let at = match &part.kind {
                ExprKind::Reference(reference) => Some(reference),
                ExprKind::Call { callee, .. } => callee.reference(),
                _ => None,
            };
            let Some(at) = at else { return };
            let foreign = |s: &Subscript| !s.bang && self.is_dimension(&s.name) && !left.contains(&&s.name);
            found |= at.subscripts.iter().any(foreign);
            found |= at.subscripts.is_empty() && left.contains(&&at.name) && self.facts.is_part(&at.name.key);
        });
        found
    }

    /// Whether this is a VECTOR ELM MAP of an array: XMILE counts from the first element unless one is named.
    fn counts_from_its_element(&self, expr: &Expr) -> bool {
        let first = super::pattern::arguments(expr, "vector elm map").and_then(|a| a.first());
        let Some(ExprKind::Reference(at)) = first.map(|first| &first.kind) else {
            return false;
        };
        at.subscripts.iter().any(|s| !s.bang && self.is_dimension(&s.name))
    }

    /// The two elements or dimensions that an expression compares with one another: they are the same or not by name.
    fn compared<'e>(&self, expr: &'e Expr) -> Option<(&'e Name, &'e Name)> {
        let ExprKind::Binary(BinaryOp::Equal | BinaryOp::NotEqual, a, b) = &expr.kind else {
            return None;
        };
        let (ExprKind::Reference(a), ExprKind::Reference(b)) = (&a.kind, &b.kind) else {
            return None;
        };
        let plain = a.subscripts.is_empty() && b.subscripts.is_empty();
        let is_place = |name: &Name| self.is_dimension(name) || self.facts.position(&name.key).is_some();
        let one = self.is_dimension(&a.name) || self.is_dimension(&b.name);
        (plain && one && is_place(&a.name) && is_place(&b.name)).then_some((&a.name, &b.name))
    }

    fn expand(&self, equation: &Equation, written: &mut Vec<Equation>, losses: &mut Losses) {
        let name = &equation.target.name;
        let Some((places, cells)) = self.cells_of(equation) else {
            let message =
                format!("the equation of `{name}` cannot be written out: its elements are too many or unknown");
            losses.name("too-many-elements", equation.span, message);
            return written.push(equation.clone());
        };
        let message = format!("`{name}` is written element by element: XMILE has no subranges or mappings");
        losses.note("written-out", equation.target.span, message);
        for cell in 0..cells {
            let bindings = bindings(equation, &places, cell);
            if !self.is_excepted(equation, &bindings) {
                written.push(self.cell(equation, &bindings, cell, losses));
            }
        }
    }

    /// The elements at each place of the left-hand side, and how many cells these are; `None` for too many or unknown ones.
    fn cells_of(&self, equation: &Equation) -> Option<(Vec<Vec<Name>>, usize)> {
        let elements = |s: &Subscript| {
            if self.is_dimension(&s.name) {
                self.facts.elements(&s.name.key).map(<[Name]>::to_vec)
            } else {
                Some(vec![s.name.clone()])
            }
        };
        let places: Vec<Vec<Name>> = equation.target.subscripts.iter().map(elements).collect::<Option<_>>()?;
        let cells = places.iter().try_fold(1usize, |n, list| n.checked_mul(list.len()))?;
        (cells <= CELLS).then_some((places, cells))
    }

    fn is_excepted(&self, equation: &Equation, bindings: &[Binding]) -> bool {
        let holds = |subscript: &Subscript, binding: &Binding| {
            let part = self.facts.elements(&subscript.name.key);
            subscript.name == binding.element || part.is_some_and(|part| part.contains(&binding.element))
        };
        let mut exceptions = equation.target.exceptions.iter();
        exceptions.any(|list| list.iter().zip(bindings).all(|(s, b)| holds(s, b)))
    }

    fn cell(&self, equation: &Equation, bindings: &[Binding], cell: usize, losses: &mut Losses) -> Equation {
        let subscripts = bindings.iter().map(|b| Subscript {
            name: b.element.clone(),
            bang: false,
        });
        let mut own = equation.clone();
        own.target.subscripts = subscripts.collect();
        own.target.exceptions.clear();
        let mut substitution = Substitution {
            expander: self,
            bindings,
            equation,
            losses,
        };
        own.body = match &equation.body {
            Body::Formula(expr) => Body::Formula(substitution.tree(expr)),
            Body::Unchangeable(expr) => Body::Unchangeable(substitution.tree(expr)),
            Body::DataFormula(expr) => Body::DataFormula(substitution.tree(expr)),
            Body::Numbers(rows) => {
                let value = rows.iter().flatten().nth(cell).copied().unwrap_or(f64::NAN);
                Body::Formula(number(value, equation.span))
            }
            other => other.clone(),
        };
        own
    }

    /// The element of `wanted` that corresponds to what stands on the left.
    fn corresponding(&self, wanted: &Name, bindings: &[Binding]) -> Option<Name> {
        let own = self.facts.elements(&wanted.key)?;
        if let Some(binding) = bindings.iter().find(|b| b.dimension == *wanted) {
            return Some(binding.element.clone());
        }
        let mapped = bindings.iter().find_map(|b| self.mapped(b, wanted, own));
        mapped.or_else(|| {
            let same = bindings.iter().find(|b| own.contains(&b.element));
            same.map(|b| b.element.clone())
        })
    }

    /// By a mapping from the dimension on the left, or to it.
    fn mapped(&self, binding: &Binding, wanted: &Name, own: &[Name]) -> Option<Name> {
        let definition = |name: &Name| Some(&self.model.dimensions[*self.by_key.get(&*name.key)?]);
        if let Some(to) = definition(&binding.dimension)?.mappings.iter().find(|m| m.target == *wanted) {
            return if to.members.is_empty() {
                own.get(binding.position).cloned()
            } else {
                to.members.get(binding.position).filter(|m| own.contains(m)).cloned()
            };
        }
        let back = definition(wanted)?.mappings.iter().find(|m| m.target == binding.dimension)?;
        if back.members.is_empty() {
            return own.get(binding.position).cloned();
        }
        let holds = |member: &Name| {
            let part = self.facts.elements(&member.key);
            *member == binding.element || part.is_some_and(|part| part.contains(&binding.element))
        };
        own.get(back.members.iter().position(holds)?).cloned()
    }
}

fn bindings(equation: &Equation, places: &[Vec<Name>], mut cell: usize) -> Vec<Binding> {
    let mut bindings: Vec<Binding> = Vec::with_capacity(places.len());
    for (subscript, elements) in equation.target.subscripts.iter().zip(places).rev() {
        let position = cell % elements.len();
        cell /= elements.len();
        bindings.push(Binding {
            dimension: subscript.name.clone(),
            position,
            element: elements[position].clone(),
        });
    }
    bindings.reverse();
    bindings
}

/// An equation's formula for one cell.
struct Substitution<'x, 'm, 'l> {
    expander: &'x Expander<'m>,
    bindings: &'x [Binding],
    equation: &'x Equation,
    losses: &'l mut Losses,
}

impl Rewrite for Substitution<'_, '_, '_> {
    fn name(&mut self, name: &Name) -> Name {
        name.clone()
    }

    fn subscripts(&mut self, subscripts: &[Subscript]) -> Vec<Subscript> {
        let mut used: Vec<Arc<str>> = Vec::new();
        let mut written = Vec::with_capacity(subscripts.len());
        for subscript in subscripts {
            written.push(self.subscript(subscript, &used));
            used.push(subscript.name.key.clone());
        }
        written
    }

    fn tree(&mut self, expr: &Expr) -> Expr {
        let Some((a, b)) = self.expander.compared(expr) else {
            return self.parts(expr);
        };
        let element = |name: &Name| {
            let binding = self.bindings.iter().find(|b| b.dimension == *name);
            binding.map_or_else(|| name.clone(), |b| b.element.clone())
        };
        let (a, b) = (element(a), element(b));
        let position = |name: &Name| self.expander.facts.position(&name.key);
        // By their places in the whole dimensions; by their names where there is more than one whole.
        let same = match (position(&a), position(&b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
        };
        let is_asked = matches!(expr.kind, ExprKind::Binary(BinaryOp::Equal, ..));
        number(f64::from(u8::from(same == is_asked)), expr.span)
    }

    fn expression(&mut self, expr: Expr) -> Expr {
        let ExprKind::Reference(Reference { name, subscripts }) = &expr.kind else {
            return expr;
        };
        let binding = self.bindings.iter().find(|b| b.dimension == *name && subscripts.is_empty());
        let at = binding.filter(|b| self.expander.is_dimension(&b.dimension));
        let position = at.and_then(|b| self.expander.facts.position(&b.element.key));
        match position {
            Some(position) => number(position as f64 + 1.0, expr.span),
            None => expr,
        }
    }
}

impl Substitution<'_, '_, '_> {
    fn subscript(&mut self, subscript: &Subscript, used: &[Arc<str>]) -> Subscript {
        let name = &subscript.name;
        if subscript.bang || !self.expander.is_dimension(name) {
            return subscript.clone();
        }
        // A dimension used twice means its places on the left in their order.
        let before = used.iter().filter(|key| **key == name.key).count();
        let places: Vec<&Binding> = self.bindings.iter().filter(|b| b.dimension == *name).collect();
        let own = places.get(before).map(|b| b.element.clone());
        match own.or_else(|| self.expander.corresponding(name, self.bindings)) {
            Some(name) => Subscript { name, bang: false },
            None => {
                let message = format!(
                    "`{name}` in the equation of `{}` has no counterpart on its left-hand side",
                    self.equation.target.name
                );
                self.losses.name("mapping-lost", name.span, message);
                subscript.clone()
            }
        }
    }
}

/// Shows every expression within one.
pub(super) fn for_each<'e>(expr: &'e Expr, show: &mut dyn FnMut(&'e Expr)) {
    show(expr);
    match &expr.kind {
        ExprKind::Call { arguments, .. } => arguments.iter().for_each(|a| for_each(a, show)),
        ExprKind::Unary(_, inner) => for_each(inner, show),
        ExprKind::Binary(_, a, b) => {
            for_each(a, show);
            for_each(b, show);
        }
        _ => {}
    }
}
