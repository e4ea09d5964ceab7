//! Data equations, `rate := births / people`: series that follow from other series.

use super::data::is_data;
use super::draft::Builder;
use super::resolve::{Place, Resolver};
use super::target::Definition;
use super::top_of;
use crate::data_equations::{Evaluation, MISSING};
use crate::model::{Between, Data, Equation, Kind, Role, Series, Variable, VariableId};
use crate::walk;
use parse::Body;
use rustc_hash::{FxHashMap, FxHashSet};

/// A data equation, resolved.
struct Pending<'w, 'a> {
    definition: &'w Definition<'a>,
    origin: u32,
    equation: Equation,
}

impl<'a> Builder<'a, '_> {
    /// Computes the series of data equations; returns the definitions that are dealt with.
    pub fn data_equations(&mut self, definitions: &[Definition<'a>]) -> FxHashSet<u32> {
        let mut pending = self.resolved(definitions);
        let origins = pending.iter().map(|p| p.origin).collect();
        if pending.is_empty() {
            return origins;
        }
        let mut data = self.data(definitions);
        while let Some(done) = self.one_round(&mut pending, &mut data) {
            for one in done {
                self.define_series(one.definition, one.origin);
            }
        }
        // What uses more than data, or itself, is computed at every step like any other equation.
        for rest in pending {
            self.draft.series.remove(&rest.definition.variable);
            self.draft.add_equation(rest.equation, rest.origin);
        }
        self.draft.data = data;
        origins
    }

    fn resolved<'w>(&mut self, definitions: &'w [Definition<'a>]) -> Vec<Pending<'w, 'a>> {
        let numbered = (0u32..).zip(definitions);
        let formulas: Vec<_> = numbered.filter_map(|(origin, d)| Some((origin, d, formula(d)?))).collect();
        for (_, definition, _) in &formulas {
            let id = definition.variable;
            let cells = walk::iterations(&self.sizes(&self.draft.variable(id).shape));
            // Before any is resolved: the functions of data take those that are computed too.
            if let (false, Some(cells)) = (self.draft.broken || self.draft.series.contains_key(&id), cells) {
                self.add_series(id, vec![vec![(0.0, MISSING)]; cells]);
            }
        }
        let mut pending = Vec::with_capacity(formulas.len());
        for (origin, definition, body) in formulas {
            let place = Place::of(definition, origin, &self.draft);
            let body = Resolver::new(self, place.clone()).expression(body);
            pending.push(Pending {
                definition,
                origin,
                equation: place.equation(Role::Value, body),
            });
        }
        pending
    }

    /// All series, with what is between their points.
    fn data(&self, definitions: &[Definition]) -> Data {
        let mut between = FxHashMap::default();
        for definition in definitions.iter().filter(|d| is_data(&d.written.body) || formula(d).is_some()) {
            between.entry(definition.variable).or_insert(Between::of(definition));
        }
        let mut data = Data::default();
        for (id, tables) in &self.draft.series {
            data.add(
                *id,
                Series {
                    values: tables.values,
                    times: tables.times,
                    between: between.get(id).copied().unwrap_or(Between::Interpolated),
                },
            );
        }
        data
    }

    /// Computes what needs no series that is still to be computed; `None` when nothing could be.
    fn one_round<'w>(&mut self, pending: &mut Vec<Pending<'w, 'a>>, data: &mut Data) -> Option<Vec<Pending<'w, 'a>>> {
        let open: FxHashSet<VariableId> = pending.iter().flat_map(|p| data.names(p.definition.variable)).collect();
        let is_ready = |p: &Pending| {
            let mut ready = true;
            p.equation.body.for_each_use(&mut |used| ready &= !open.contains(&used.variable));
            ready
        };
        let (ready, rest): (Vec<_>, Vec<_>) = std::mem::take(pending).into_iter().partition(is_ready);
        *pending = rest;
        let dimensions = self.dimensions;
        let sizes = |variable: &Variable| variable.shape.iter().map(|d| dimensions.size(*d)).collect();
        let mut evaluation = Evaluation::new(&self.draft.variables, data, &sizes);
        let (done, refused): (Vec<_>, Vec<_>) = ready.into_iter().partition(|p| evaluation.compute(&p.equation));
        let (tables, constants) = (evaluation.tables, evaluation.constants);
        for (id, tables) in tables {
            self.draft.variables[id.0 as usize].kind = Kind::Lookup { tables };
        }
        data.constants.extend(constants);
        data.equations.extend(done.iter().map(|p| p.equation.clone()));
        for refused in refused {
            data.remove(refused.definition.variable);
            self.draft.series.remove(&refused.definition.variable);
            self.draft.add_equation(refused.equation, refused.origin);
        }
        (!done.is_empty()).then_some(done)
    }
}

/// The formula of a data equation.
fn formula<'d>(definition: &'d Definition) -> Option<&'d parse::Expr> {
    match &definition.written.body {
        Body::DataFormula(body)
            if !is_data(&definition.written.body) && top_of(body).is_none() && !moves_or_gathers(body) =>
        {
            Some(body)
        }
        _ => None,
    }
}

/// Whether it is data at other times, or summed up: exact at every step, but not between the points of what it follows.
fn moves_or_gathers(body: &parse::Expr) -> bool {
    use language::{DataFunction, Meaning};
    let parse::ExprKind::Call { callee, .. } = &body.kind else {
        return false;
    };
    let meaning = callee.builtin().map(|builtin| builtin.meaning);
    matches!(
        meaning,
        Some(Meaning::Data(
            DataFunction::TimeShift | DataFunction::Cumulate | DataFunction::CumulateFinal
        ))
    )
}

impl Between {
    /// What a definition says.
    pub(super) fn of(definition: &Definition) -> Between {
        match definition.written.target.keyword.as_deref() {
            Some("RAW") => Between::Missing,
            Some("LOOK FORWARD") => Between::Ahead,
            Some("HOLD BACKWARD") => Between::Held,
            _ => Between::Interpolated,
        }
    }
}
