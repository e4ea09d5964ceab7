//! Lookups: tables from the points as written.

use super::draft::Builder;
use super::resolve::Resolver;
use super::target::{Definition, Targets};
use crate::model::{Kind, Variable, VariableId};
use crate::walk;
use math::Lookup;
use parse::{Body, LookupTable, Name};
use source::Diagnostic;

impl Resolver<'_, '_, '_> {
    /// A hidden lookup that follows from another and has its shape; the same one for whoever asks again.
    pub fn hidden_tables(&mut self, of: VariableId, what: &'static str, tables: Vec<Lookup>) -> VariableId {
        if let Some(known) = self.builder.draft.hidden_tables.get(&(of, what)) {
            return *known;
        }
        let owner = self.builder.draft.variable(of).clone();
        let extents = self.builder.sizes(&owner.shape);
        self.builder.count_cells(&extents, owner.span);
        let name = format!("{} › {what}", owner.name);
        let made = self.builder.draft.add_variable(Variable {
            key: Name::key_of(&name).into(),
            name: name.into(),
            kind: Kind::Lookup { tables },
            hidden: true,
            ..owner
        });
        self.builder.draft.hidden_tables.insert((of, what), made);
        made
    }
}

impl Builder<'_, '_> {
    /// One table for each cell of a lookup.
    pub fn tables(&mut self, targets: &Targets) -> Vec<Lookup> {
        let sizes: Vec<usize> = self.sizes(&targets.shape).iter().map(|n| *n as usize).collect();
        let mut tables = vec![None; self.cells(targets)];
        for definition in &targets.definitions {
            let Some(found) = self.tables_of(definition) else {
                continue;
            };
            definition.for_each_iteration(|iteration, at| {
                let table = found[iteration.min(found.len() - 1)].clone();
                tables[walk::cell(&sizes, &definition.target, at)] = Some(table);
            });
        }
        let nowhere_defined = Lookup::new(&[(0.0, 0.0)]).expect("one point makes a table");
        tables.into_iter().map(|t| t.unwrap_or_else(|| nowhere_defined.clone())).collect()
    }

    /// The table of each iteration, or one for all.
    fn tables_of(&mut self, definition: &Definition) -> Option<Vec<Lookup>> {
        if let Body::Lookup(written) = &definition.written.body {
            return Some(vec![self.table(written)?]);
        }
        let series = self.external_series(definition)?;
        let tables = series.iter().map(|points| Lookup::new(points).ok()).collect::<Option<Vec<_>>>();
        tables.filter(|tables| !tables.is_empty())
    }

    /// The table through the points as written. Like Vensim, it takes them by growing x in whatever order they stand.
    pub fn table(&mut self, written: &LookupTable) -> Option<Lookup> {
        let mut points = written.points.clone();
        if let Some(at) = points.windows(2).position(|pair| pair[1].0 < pair[0].0) {
            let (x, before) = (points[at + 1].0, points[at].0);
            let message = format!("the points of this lookup are not in order: x = {x} comes after {before}");
            self.diagnostics
                .push(Diagnostic::warning("unordered-lookup", written.span, message).label("sorted by x here"));
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        match Lookup::new(&points) {
            Ok(table) => Some(table),
            Err(error) => {
                self.error(Diagnostic::error("invalid-lookup", written.span, error.to_string()));
                None
            }
        }
    }
}
