//! Variables to equations: one for all elements, or one for each.

use super::build;
use super::lower::{Lowering, Place};
use super::output::{hidden, target};
use super::stock;
use super::writer::{Site, Writer};
use parse::xmile::Rows;
use parse::xmile::{Definition, Kind};
use parse::xmile::{Formula, Node};
use parse::xmile::{Mode, Table};
use parse::{Body, Equation, Expr, ExprKind, Name, Subscript, UnaryOp};
use source::{Diagnostic, Span};

impl<'s, 'x> Writer<'s, 'x, '_, '_> {
    /// Writes all equations of the variable.
    pub fn variable(&mut self) {
        let known = self.known();
        if known.broken {
            return self.broken();
        }
        if known.source.is_some() {
            return self.connected();
        }
        let definitions: &'x [Definition] = &known.variable.definitions;
        if self.is_without_formula() {
            return self.without_formula();
        }
        let covered = covered(definitions, self.cells());
        for definition in definitions {
            if definition.subscripts.is_empty() && covered {
                continue;
            }
            self.definition(definition);
        }
    }

    /// The value of an input is the value of what it is connected to.
    fn connected(&mut self) {
        let known = self.known();
        let source = known.source.map(|source| &self.scope.variables[source]);
        let Some(source) = source.filter(|_| !self.scope.variables[self.scope.end_of(self.at)].is_table()) else {
            return;
        };
        let places = self.places(&[]);
        let subscripts = self.subscripts(&places);
        let name = Name {
            span: known.name.span,
            ..source.name.clone()
        };
        let read = known.route.iter().map(|place| subscripts[*place].clone());
        let body = Body::Formula(build::reference(name, read.collect()));
        self.push(&places, body, known.name.span);
    }

    /// Neither a formula nor a table, except where the rest of the model gives the value.
    fn is_without_formula(&self) -> bool {
        let known = self.known();
        let nothing = |d: &Definition| d.rows.is_none() && d.table.is_none() && !d.broken;
        !stock::is_driven(self.scope, self.at) && known.variable.definitions.iter().all(nothing)
    }

    fn without_formula(&mut self) {
        let variable = self.known().variable;
        let name = &self.known().name;
        let diagnostic = if variable.is_input {
            Diagnostic::error(
                "unconnected-input",
                variable.name.span,
                format!("the input `{name}` is not connected and has no equation of its own"),
            )
            .hint("`<connect to=\"input\" from=\"variable\"/>` in its `<module>`")
        } else {
            let message = format!("`{name}` has no equation yet");
            Diagnostic::error("incomplete-equation", variable.name.span, message)
        };
        self.out.report(diagnostic);
        self.broken();
    }

    /// An equation that says that a diagnostic was made.
    fn broken(&mut self) {
        let span = self.known().variable.name.span;
        self.push(&[], Body::Error, span);
    }

    /// What stands at each place on the left of one definition, with the arrays of modules around it first.
    pub fn places(&mut self, subscripts: &[Name]) -> Vec<Place> {
        let known = self.known();
        let mut places: Vec<Place> = Vec::with_capacity(known.dimensions.len());
        let whole = if subscripts.is_empty() {
            known.dimensions.len()
        } else {
            known.frame
        };
        for dimension in &known.dimensions[..whole] {
            let place = self.whole(*dimension, &places, known.variable.name.span);
            places.push(place);
        }
        for (subscript, dimension) in subscripts.iter().zip(known.own_dimensions()) {
            let place = self.place(subscript, *dimension, &places[..known.frame]);
            places.extend(place);
        }
        places
    }

    /// All of a dimension, under a name that it has not in the places before.
    fn whole(&mut self, dimension: usize, before: &[Place], span: Span) -> Place {
        let is_it = |place: &&Place| matches!(place, Place::Along(d, _) if *d == dimension);
        let which = before.iter().filter(is_it).count();
        Place::Along(dimension, self.out.again(self.scope, dimension, which, span))
    }

    /// An element by name or number, or a dimension, at one place of `<element subscript="…">`.
    fn place(&mut self, subscript: &Name, dimension: usize, frame: &[Place]) -> Option<Place> {
        let whole = self.scope.dimensions.get(dimension);
        let by_number = || {
            let number = subscript.text.parse::<usize>().ok()?;
            (1..=whole.size()).contains(&number).then(|| number - 1)
        };
        if let Some(position) = whole.position(&subscript.key).or_else(by_number) {
            return Some(Place::At(dimension, position));
        }
        if let Some(part) = self.scope.dimensions.find(&subscript.key) {
            return Some(self.whole(part, frame, subscript.span));
        }
        let message = format!("`{subscript}` is not an element of `{}`", whole.name);
        let diagnostic = Diagnostic::error("subscript-not-in-dimension", subscript.span, message);
        self.out.report(diagnostic);
        None
    }

    fn definition(&mut self, definition: &Definition) {
        let known = self.known();
        let (count, own) = (definition.subscripts.len(), known.own_dimensions().len());
        if count > 0 && count != own {
            let message = super::lower::different_rank(&known.name, own, count);
            let span = definition.subscripts[0].span;
            let diagnostic =
                Diagnostic::error("dimension-mismatch", span, message).see(known.variable.name.span, "defined here");
            self.out.report(diagnostic);
            return self.broken();
        }
        let places = self.places(&definition.subscripts);
        if places.len() < known.frame + count || definition.broken {
            return self.broken();
        }
        let elements = definition.rows.as_ref().filter(|rows| is_list(rows));
        match elements {
            Some(rows) => self.list(definition, rows, &places),
            None => self.one(definition, definition.rows.as_ref().map(|r| &r[0][0]), places),
        }
    }

    /// `1, 2, 3`: a formula for each element.
    fn list(&mut self, definition: &Definition, rows: &Rows, places: &[Place]) {
        let cells: Vec<Vec<usize>> = match self.cells().filter(|_| definition.subscripts.is_empty()) {
            Some(cells) if cells == rows.iter().map(Vec::len).sum::<usize>() && cells > 1 => self.odometer(cells),
            _ => return self.wrong_count(definition, rows),
        };
        if let Some(numbers) = numbers(rows).filter(|_| self.is_plain(definition)) {
            let last = places.last().map_or(1, |place| match place {
                Place::Along(d, _) | Place::At(d, _) => self.scope.dimensions.get(*d).size(),
            });
            let rows = numbers.chunks(last.max(1)).map(<[f64]>::to_vec).collect();
            if places.len() <= 2 && self.known().frame == 0 {
                return self.push(places, Body::Numbers(rows), definition.span);
            }
        }
        for (cell, formula) in cells.into_iter().zip(rows.iter().flatten()) {
            let place = |(position, d): (usize, &usize)| Place::At(*d, position);
            let own = cell.into_iter().zip(self.known().own_dimensions()).map(place);
            let frame = places[..self.known().frame].iter().cloned();
            let places = frame.chain(own).collect();
            self.one(definition, Some(formula), places);
        }
    }

    fn wrong_count(&mut self, definition: &Definition, rows: &Rows) {
        let found: usize = rows.iter().map(Vec::len).sum();
        let wanted = self.cells().unwrap_or(usize::MAX);
        let elements = if wanted == 1 { "element" } else { "elements" };
        let message = format!(
            "`{}` has {wanted} {elements}, but {found} values are listed",
            self.known().name
        );
        let diagnostic = Diagnostic::error("wrong-number-of-values", definition.span, message).hint(match wanted {
            1 => "use a decimal point: `0.5`",
            _ => "write one value for each element, or one formula for all",
        });
        self.out.report(diagnostic);
        self.broken();
    }

    /// Whether the formula is all there is to a definition.
    fn is_plain(&self, definition: &Definition) -> bool {
        let variable = self.known().variable;
        definition.table.is_none()
            && definition.initial.is_none()
            && matches!(variable.kind, Kind::Auxiliary | Kind::Flow)
            && !variable.non_negative
            && !stock::is_driven(self.scope, self.at)
            && !stock::is_limited(self.scope, self.at)
    }

    /// How many cells the variable has in each copy of its module; `None` when there are too many to count.
    fn cells(&self) -> Option<usize> {
        let sizes = self.known().own_dimensions().iter();
        let sizes = sizes.map(|d| self.scope.dimensions.get(*d).size());
        sizes.into_iter().try_fold(1usize, usize::checked_mul)
    }

    /// The positions of all cells, the last fastest.
    fn odometer(&self, cells: usize) -> Vec<Vec<usize>> {
        let sizes = self.known().own_dimensions().iter();
        let sizes: Vec<usize> = sizes.map(|d| self.scope.dimensions.get(*d).size()).collect();
        let positions = |mut cell: usize| {
            let mut positions = vec![0; sizes.len()];
            for (position, size) in positions.iter_mut().zip(&sizes).rev() {
                *position = cell % size;
                cell /= size;
            }
            positions
        };
        (0..cells).map(positions).collect()
    }

    /// One definition with one formula.
    fn one(&mut self, definition: &Definition, formula: Option<&Formula>, places: Vec<Place>) {
        let subscripts = self.subscripts(&places);
        let span = formula.map_or(definition.span, |formula| formula.span);
        if let Some(table) = &definition.table {
            if formula.is_none() {
                let body = Body::Lookup(table.points.clone());
                return self.push(&places, body, definition.span);
            }
            if let Some(name) = self.known().table.clone() {
                let target = target(name, subscripts.clone(), definition.span);
                let body = Body::Lookup(table.points.clone());
                self.out.equations.push(hidden(target, body));
            }
        }
        let mut lowering = Lowering::new(self.scope, self.out, self.at, places.clone());
        let body = match formula {
            Some(formula) => lowering.formula(formula),
            None => build::number(0.0, span),
        };
        let initial = definition.initial.as_ref().map(|f| lowering.formula(f));
        let body = match &definition.table {
            Some(table) => self.through(table, body, &places),
            None => body,
        };
        let site = Site { places: &places, span };
        let body = stock::finish(self, body, site);
        let body = match initial {
            Some(initial) => build::call("ACTIVE INITIAL", vec![body, initial], span),
            None => body,
        };
        self.push(&places, Body::Formula(body), span);
    }

    /// The value of a table at `x`.
    fn through(&mut self, table: &Table, x: Expr, places: &[Place]) -> Expr {
        let span = x.span;
        let mode = match table.mode {
            Mode::Continuous => {
                let points = Expr {
                    kind: ExprKind::Lookup(Box::new(table.points.clone())),
                    span: table.points.span,
                };
                return build::call("WITH LOOKUP", vec![x, points], span);
            }
            Mode::Extrapolate => "LOOKUP EXTRAPOLATE",
            Mode::Discrete => "LOOKUP BACKWARD",
        };
        let subscripts = self.subscripts(places);
        let name = self.helper("points", subscripts.clone(), Body::Lookup(table.points.clone()));
        build::call(mode, vec![build::reference(name, subscripts), x], span)
    }

    /// A hidden variable for one definition; gives its name.
    pub fn helper(&mut self, what: &str, subscripts: Vec<Subscript>, body: Body) -> Name {
        let known = self.known();
        let span = known.variable.name.span;
        let name = self.scope.fresh(&format!("{} {what}", known.name.text), span);
        let target = target(name.clone(), subscripts, span);
        self.out.equations.push(hidden(target, body));
        name
    }

    /// Adds an equation of the variable.
    fn push(&mut self, places: &[Place], body: Body, span: Span) {
        let subscripts = self.subscripts(places);
        let known = self.known();
        let variable = known.variable;
        let mut left = target(known.name.clone(), subscripts, variable.name.span);
        left.exceptions = self.exceptions(places);
        self.out.equations.push(Equation {
            units: variable.units.clone(),
            range: variable.range.clone(),
            comment: variable.doc.clone(),
            hidden: variable.hidden,
            group: self.group,
            span: variable.name.span.to(span),
            ..Equation::plain(left, body)
        });
    }

    /// The elements that have formulas of their own, for the formula of all the others.
    fn exceptions(&mut self, places: &[Place]) -> Vec<Vec<Subscript>> {
        let known = self.known();
        let definitions: &'x [Definition] = &known.variable.definitions;
        let for_all = definitions.first().is_some_and(|d| d.subscripts.is_empty());
        let own = places.iter().zip(&known.dimensions).skip(known.frame);
        let mut whole = own.filter(|(place, d)| matches!(place, Place::Along(along, _) if along == *d));
        if !for_all || definitions.len() < 2 || whole.next().is_none() {
            return Vec::new();
        }
        let mut exceptions = Vec::new();
        for definition in &definitions[1..] {
            let places = self.places(&definition.subscripts);
            exceptions.push(self.subscripts(&places));
        }
        exceptions
    }
}

/// Whether definitions of elements leave nothing for the definition of all.
fn covered(definitions: &[Definition], cells: Option<usize>) -> bool {
    let mut elements: Vec<Vec<&str>> = definitions
        .iter()
        .filter(|d| !d.subscripts.is_empty())
        .map(|d| d.subscripts.iter().map(|s| &*s.key).collect())
        .collect();
    elements.sort_unstable();
    elements.dedup();
    !elements.is_empty() && Some(elements.len()) == cells
}

fn is_list(rows: &Rows) -> bool {
    rows.len() > 1 || rows.first().is_some_and(|row| row.len() > 1)
}

/// The numbers of a list of nothing but numbers.
fn numbers(rows: &Rows) -> Option<Vec<f64>> {
    rows.iter().flatten().map(literal).collect()
}

fn literal(formula: &Formula) -> Option<f64> {
    match &formula.node {
        Node::Number(value) => Some(*value),
        Node::Unary(UnaryOp::Negate, inner) => literal(inner).map(|value| -value),
        Node::Unary(UnaryOp::Plus, inner) => literal(inner),
        _ => None,
    }
}
