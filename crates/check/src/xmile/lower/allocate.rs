//! Stella's ALLOCATE, in terms of Vensim's ALLOCATE AVAILABLE: the profiles that the one takes as arrays of their own stand
//! in one array of four columns for the other.

use super::{Lowering, Place};
use crate::xmile::build;
use crate::xmile::dimension::definition;
use parse::xmile::{Formula, Node};
use parse::{Body, Expr, Member, Name, Subscript};
use source::{Diagnostic, Span};

/// The columns of a profile, in the order in which ALLOCATE AVAILABLE takes them.
const COLUMNS: [&str; 4] = [
    "allocation type",
    "allocation priority",
    "allocation width",
    "allocation extra",
];

impl Lowering<'_, '_, '_, '_> {
    /// `ALLOCATE(supply, dimension, demand, priority, width, type)`; the type is 3 (normal) unless it is given.
    pub(super) fn allocate(&mut self, arguments: &[Formula], span: Span) -> Expr {
        let [supply, dimension, demand, priority, width, rest @ ..] = arguments else {
            return build::error(span);
        };
        let Some(place) = self.allocated(dimension) else {
            let message = "the second argument must be a dimension of the variable that is allocated";
            self.out.report(Diagnostic::error("not-a-dimension", dimension.span, message));
            return build::error(span);
        };
        let supply = self.formula(supply);
        let outside = std::mem::replace(&mut self.elementwise, true);
        let demand = self.formula(demand);
        let kind = match rest.first() {
            Some(kind) => self.formula(kind),
            None => build::number(3.0, span),
        };
        let columns = [
            kind,
            self.formula(priority),
            self.formula(width),
            build::number(0.0, span),
        ];
        self.elementwise = outside;
        let profile = self.profile(&place, columns, span);
        build::call("ALLOCATE AVAILABLE", vec![demand, profile, supply], span)
    }

    /// The place on the left where the dimension stands.
    fn allocated(&self, dimension: &Formula) -> Option<Place> {
        let Node::Reference(path, indices) = &dimension.node else {
            return None;
        };
        let name = path.single().filter(|_| indices.is_empty())?;
        let dimension = self.scope.dimensions.find(&name.key)?;
        let is_it = |place: &&Place| matches!(place, Place::Along(d, _) if *d == dimension);
        self.target.iter().find(is_it).cloned()
    }

    /// Writes the columns into a hidden array, and gives its first column.
    fn profile(&mut self, place: &Place, columns: [Expr; 4], span: Span) -> Expr {
        let table = Name::new("allocation profile", span);
        let is_known = |d: &parse::DimensionDefinition| d.name == table;
        if !self.out.model.dimensions.iter().any(is_known) {
            let members = COLUMNS.map(|column| Member::Named(Name::new(column, span)));
            let columns = definition(table, members.into(), span);
            self.out.model.dimensions.push(columns);
        }
        let owner = self.owner().map_or("", |owner| &owner.name.text);
        let spelling = format!("{owner} profile");
        let mut name = self.scope.fresh(&spelling, span);
        let mut count = 1;
        while self.out.equations.iter().any(|equation| equation.target.name == name) {
            count += 1;
            name = self.scope.fresh(&format!("{spelling} {count}"), span);
        }
        let mut along: Vec<Subscript> = self.frame.iter().map(|place| self.subscript_at(place, span)).collect();
        along.push(self.subscript_at(place, span));
        let column = |column: &str| Subscript {
            name: Name::new(column, span),
            bang: false,
        };
        for (written, value) in COLUMNS.iter().zip(columns) {
            let subscripts = [&along[..], &[column(written)]].concat();
            self.out.define(name.clone(), subscripts, Body::Formula(value));
        }
        along.push(column(COLUMNS[0]));
        build::reference(name, along)
    }
}
