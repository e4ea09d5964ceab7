//! Names: variables, the clock, constants of the language, elements and dimensions used as numbers.

use super::subscript::Computed;
use super::{Lowering, Place};
use crate::xmile::build;
use crate::xmile::scope::Known;
use parse::xmile::{Index, Path};
use parse::{BinaryOp, Expr, ExprKind, Name, Reference, Subscript};
use source::{Diagnostic, Span};

/// Words that isee's products also write as functions without arguments, `PI()`.
pub(super) const CALLED: [&str; 9] = [
    "time",
    "dt",
    "starttime",
    "stoptime",
    "pi",
    "nan",
    "inf",
    "runcount",
    "sensiruncount",
];

impl Lowering<'_, '_, '_, '_> {
    /// Writes a name with its subscripts.
    pub fn reference(&mut self, path: &Path, indices: &[Index], span: Span) -> Expr {
        let instance = self.instance;
        if let Some(at) = self.scope.find(instance, path) {
            return self.variable(at, indices, span);
        }
        match path.single().filter(|_| indices.is_empty()) {
            Some(name) => self.word(name, span),
            None => match self.qualified_element(path).filter(|_| indices.is_empty()) {
                Some(position) => build::number(position as f64 + 1.0, span),
                None => self.unknown(path, indices, span),
            },
        }
    }

    /// A name alone that is no variable of this model.
    fn word(&mut self, name: &Name, span: Span) -> Expr {
        match &*name.key {
            "time" => build::control("Time", span),
            "dt" => build::control("TIME STEP", span),
            "starttime" => build::control("INITIAL TIME", span),
            "stoptime" => build::control("FINAL TIME", span),
            "pi" => build::number(std::f64::consts::PI, span),
            "nan" => build::number(f64::NAN, span),
            // Every run is the first of its session, and part of no set of sensitivity runs.
            "runcount" | "sensiruncount" | "sensiruntotal" => build::number(0.0, span),
            "inf" => build::number(f64::INFINITY, span),
            key => {
                if let Some(owner) = self.owner().filter(|_| key == "self") {
                    let subscripts = self.target_subscripts(span);
                    let name = Name {
                        span,
                        ..owner.name.clone()
                    };
                    return build::reference(name, subscripts);
                }
                if let Some(dimension) = self.scope.dimensions.find(key) {
                    return self.position_along(dimension, span);
                }
                self.element_as_number(name, span)
            }
        }
    }

    /// A variable with the subscripts written, or those that it takes from the left-hand side.
    fn variable(&mut self, at: usize, indices: &[Index], span: Span) -> Expr {
        let name = Name {
            span,
            ..self.scope.variables[self.scope.connected(at)].name.clone()
        };
        let Some((subscripts, computed)) = self.subscripts_of(at, indices, span) else {
            return build::error(span);
        };
        let mut reference = build::reference(name, subscripts);
        reference.span = span;
        self.chosen(reference, computed)
    }

    /// The subscripts of a variable, and those among them whose position is computed; `None`, with a diagnostic, when too many
    /// or too few are written.
    ///
    /// Dimensions of arrays of modules around both the formula and the variable are not written: the copy is at hand.
    pub(super) fn subscripts_of(
        &mut self,
        at: usize,
        indices: &[Index],
        span: Span,
    ) -> Option<(Vec<Subscript>, Computed)> {
        let known = &self.scope.variables[at];
        let shared = self.scope.shared_frame(self.instance, known.instance);
        let open = &known.dimensions[shared..];
        let shared_places = self.frame[..shared.min(self.frame.len())].iter();
        let mut subscripts: Vec<Subscript> = shared_places.map(|place| self.subscript_at(place, span)).collect();
        if indices.is_empty() {
            subscripts.extend(self.implied(open, shared, span));
            return Some((subscripts, Vec::new()));
        }
        if indices.len() != open.len() {
            let diagnostic = self.wrong_rank(known, open, indices.len(), span);
            self.out.report(diagnostic);
            return None;
        }
        let (written, computed) = self.subscripts(open, indices);
        subscripts.extend(written);
        Some((subscripts, computed))
    }

    fn wrong_rank(&self, known: &Known, open: &[usize], found: usize, span: Span) -> Diagnostic {
        let (name, wanted) = (&known.name, open.len());
        let message = different_rank(name, wanted, found);
        let diagnostic =
            Diagnostic::error("dimension-mismatch", span, message).see(known.variable.name.span, "defined here");
        if open.len() <= known.own_dimensions().len() {
            return diagnostic;
        }
        let names: Vec<&str> = open.iter().map(|d| &*self.scope.dimensions.get(*d).name.text).collect();
        diagnostic.hint(format!(
            "`{name}[{}]`: those of its module's array come first",
            names.join(", ")
        ))
    }

    /// The element of an array whose positions are computed; outside of the array 0, or no number where the file says so.
    ///
    /// `x[i]` is `SUM(IF THEN ELSE(position[D!] = i, x[D!], 0))`.
    fn chosen(&mut self, element: Expr, computed: Computed) -> Expr {
        let span = element.span;
        let (mut conditions, mut inside) = (Vec::new(), Vec::new());
        for (dimension, name, index) in computed {
            let whole = build::call("INTEGER", vec![index], span);
            inside.extend(self.within_dimension(dimension, &whole));
            conditions.push(self.is_at(dimension, name, whole));
        }
        let both = |a: Expr, b: Expr| build::binary(BinaryOp::And, a, b);
        let Some(condition) = conditions.into_iter().reduce(both) else {
            return element;
        };
        let zero = build::number(0.0, span);
        let choice = build::call("IF THEN ELSE", vec![condition, element, zero], span);
        let chosen = build::call("SUM", vec![choice], span);
        let inside = inside.into_iter().reduce(both);
        match inside.filter(|_| self.scope.document.no_number_outside) {
            None => chosen,
            Some(inside) => {
                let arguments = vec![inside, chosen, build::not_a_number(span)];
                build::call("IF THEN ELSE", arguments, span)
            }
        }
    }

    /// `1 <= position` and `position <= size`.
    fn within_dimension(&self, dimension: usize, position: &Expr) -> [Expr; 2] {
        let size = self.scope.dimensions.get(dimension).size() as f64;
        let compared = |op: BinaryOp, end: f64| build::binary(op, position.clone(), build::number(end, position.span));
        [
            compared(BinaryOp::GreaterEqual, 1.0),
            compared(BinaryOp::LessEqual, size),
        ]
    }

    /// `position[D!] = whole`.
    fn is_at(&mut self, dimension: usize, name: Name, whole: Expr) -> Expr {
        let positions = self.out.positions(self.scope, dimension, whole.span);
        let position = build::reference(positions, vec![Subscript { name, bang: true }]);
        build::binary(BinaryOp::Equal, position, whole)
    }

    /// `Dimension.element`, as its position from 0.
    fn qualified_element(&self, path: &Path) -> Option<usize> {
        let [dimension, element] = &path.parts[..] else {
            return None;
        };
        let dimension = self.scope.dimensions.find(&dimension.key)?;
        self.scope.dimensions.get(dimension).position(&element.key)
    }

    /// A dimension used as a number: the position of the element at hand.
    fn position_along(&mut self, dimension: usize, span: Span) -> Expr {
        if let Some(Place::At(_, position)) = self.element_on_left(dimension) {
            return build::number(position as f64 + 1.0, span);
        }
        let subscript = self.along(dimension, &mut Vec::new(), span);
        if self.dialect().parts_count_within_whole() && !subscript.bang {
            return build::reference(subscript.name, Vec::new());
        }
        let positions = self.out.positions(self.scope, dimension, span);
        build::reference(positions, vec![subscript])
    }

    /// An element used as a number: its position, if that is the same wherever it is listed.
    fn element_as_number(&mut self, name: &Name, span: Span) -> Expr {
        let mut places = self.scope.dimensions.holding(&name.key);
        let Some((_, position)) = places.next() else {
            return build::reference(name.clone(), Vec::new());
        };
        if places.any(|(_, other)| other != position) {
            let message = format!("`{name}` has different positions in several dimensions");
            let diagnostic = Diagnostic::error("ambiguous-position", span, message).hint(format!("`Dimension.{name}`"));
            self.out.report(diagnostic);
            return build::error(span);
        }
        build::number(position as f64 + 1.0, span)
    }

    /// A name that nothing has: the next stage says so, with the names that are similar.
    fn unknown(&mut self, path: &Path, indices: &[Index], span: Span) -> Expr {
        let name = Name::of(path.text().into(), path.key().into(), path.span);
        let subscripts = indices.iter().filter_map(written_name).collect();
        Expr {
            kind: ExprKind::Reference(Reference { name, subscripts }),
            span,
        }
    }
}

/// A subscript that is a plain name.
pub(super) fn written_name(index: &Index) -> Option<Subscript> {
    use parse::xmile::Node;
    let (name, bang) = match index {
        Index::AllOf(name) => (name.clone(), true),
        Index::One(formula) => match &formula.node {
            Node::Reference(path, _) => (path.parts.last()?.clone(), false),
            _ => return None,
        },
        Index::All(_) | Index::Range(..) => return None,
    };
    Some(Subscript { name, bang })
}

/// What is said where a variable is given another number of subscripts than it has dimensions.
pub(in crate::xmile) fn different_rank(name: &Name, dimensions: usize, subscripts: usize) -> String {
    let counted = |number: usize, what: &str| match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    };
    let (dimensions, subscripts) = (counted(dimensions, "dimension"), counted(subscripts, "subscript"));
    format!("`{name}` has {dimensions}, but {subscripts} here")
}
