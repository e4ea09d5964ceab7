//! Data variables: series over time, from files, read at the clock's time or, by the `GET DATA` functions, at others.

use super::constant::MISSING;
use super::draft::{Builder, SeriesTables, Unread};
use super::external::{self, Points, Reads};
use super::resolve::{Place, Resolver};
use super::target::{Definition, Targets};
use crate::external::series_key;
use crate::model::{BinaryOp, DimensionId, Expr, ExprKind, Function, Index, Kind, Role, Variable, VariableId};
use crate::names::Named;
use crate::walk;
use language::DataFunction;
use math::{Lookup, LookupMode};
use parse::{Body, ExprKind as Written, Name, Reference};
use source::{Diagnostic, Span};

/// Whether a definition is a series from a file.
pub(crate) fn is_data(body: &Body) -> bool {
    matches!(body, Body::Data) || external::is_read(body, Reads::Data)
}

/// The series of a data variable's cells, as far as they were found.
struct Filled {
    all: Vec<Points>,
    /// The first cell that no data file has.
    missing: Option<String>,
    found_any: bool,
}

impl Builder<'_, '_> {
    /// The points of every cell of a data variable; cells that another kind of definition gives have one at 0.
    pub fn series(&mut self, named: &Named, targets: &Targets) -> Option<Vec<Points>> {
        let mut data = targets.definitions.iter().filter(|d| is_data(&d.written.body)).peekable();
        data.peek()?;
        let mut filled = Filled {
            all: vec![vec![(0.0, MISSING)]; self.cells(targets)],
            missing: None,
            found_any: false,
        };
        for definition in data {
            match definition.written.body {
                Body::Data => self.fill_by_name(named, &targets.shape, definition, &mut filled),
                _ => self.fill_from_sheet(&targets.shape, definition, &mut filled),
            }
        }
        if let Some(first) = &filled.missing {
            self.no_series(named, first, filled.found_any);
        }
        Some(filled.all)
    }

    /// A name alone: each cell has its series under the name of that cell in one of the data files.
    fn fill_by_name(&self, named: &Named, shape: &[DimensionId], definition: &Definition, filled: &mut Filled) {
        for (_, cell) in self.cells_of(definition, shape) {
            match self.listed_series(named.name, shape, cell) {
                Some(points) => {
                    filled.all[cell] = points;
                    filled.found_any = true;
                }
                None => {
                    // The first is named: with one column forgotten there may be thousands.
                    let label = || self.cell_label(named.name, shape, cell);
                    filled.missing.get_or_insert_with(label);
                }
            }
        }
    }

    /// A call that reads a sheet: one line of cells for each iteration.
    fn fill_from_sheet(&mut self, shape: &[DimensionId], definition: &Definition, filled: &mut Filled) {
        let mut read = self.external_series(definition).unwrap_or_default();
        for (iteration, cell) in self.cells_of(definition, shape) {
            filled.found_any = true;
            if let Some(points) = read.get_mut(iteration) {
                filled.all[cell] = std::mem::take(points);
            }
        }
    }

    /// The iterations of a definition, and their cells.
    fn cells_of(&self, definition: &Definition, shape: &[DimensionId]) -> Vec<(usize, usize)> {
        let sizes: Vec<usize> = self.sizes(shape).iter().map(|n| *n as usize).collect();
        let mut cells = Vec::new();
        definition.for_each_iteration(|iteration, at| {
            cells.push((iteration, walk::cell(&sizes, &definition.target, at)));
        });
        cells
    }

    fn listed_series(&self, name: &Name, shape: &[DimensionId], cell: usize) -> Option<Points> {
        let mut points = self.external.series(&series_key(&self.cell_label(name, shape, cell)))?;
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        (!points.is_empty()).then_some(points)
    }

    fn cell_label(&self, name: &Name, shape: &[DimensionId], cell: usize) -> String {
        match shape {
            [] => name.text.to_string(),
            _ => format!("{}[{}]", name.text, self.element_names(shape, cell)),
        }
    }

    fn no_series(&mut self, named: &Named, cell: &str, found_any: bool) {
        let files = self.external.series_files();
        let span = named.name.span;
        if let Some(why) = self.external.series_withheld(&series_key(cell)) {
            self.error(Diagnostic::error("missing-data", span, why));
            return;
        }
        if found_any {
            let message = format!("no data file has `{cell}`; it has no value (`:NA:`)");
            self.diagnostics.push(Diagnostic::warning("missing-data", span, message));
            return;
        }
        let message = match &files[..] {
            [] => format!("`{}` is filled from data, and no data file is given", named.name),
            files => format!("no data file has `{cell}`; looked in `{}`", files.join("`, `")),
        };
        let unread = &mut self.draft.unread;
        unread.variables += 1;
        if unread.variables > Unread::NAMED {
            unread.last_variable = Some(span);
            self.draft.broken = true;
            return;
        }
        self.error(
            Diagnostic::error("missing-data", span, message)
                .hint("`--data FILE`, a `.dat`, `.csv`, `.tab` or `.vdf` file"),
        );
    }

    /// Enters the tables of a data variable, behind the author's variables.
    pub fn add_series(&mut self, id: VariableId, points: Vec<Points>) {
        let mut table = |what: &str, of: fn(&(f64, f64)) -> (f64, f64)| {
            let owner = self.draft.variable(id).clone();
            let name = format!("{} › {what}", owner.name);
            let extents = self.sizes(&owner.shape);
            self.count_cells(&extents, owner.span);
            let tables = points.iter().map(|points| {
                let points: Points = points.iter().map(of).collect();
                Lookup::new(&points).expect("numbers in the order of time")
            });
            let tables = tables.collect();
            self.draft.add_variable(Variable {
                key: Name::key_of(&name).into(),
                name: name.into(),
                kind: Kind::Lookup { tables },
                hidden: true,
                ..owner
            })
        };
        let series = SeriesTables {
            values: table("series", |p| *p),
            times: table("times", |p| (p.0, p.0)),
        };
        self.draft.series.insert(id, series);
    }

    /// The equation of a definition from data: its series at the clock's time.
    pub fn define_series(&mut self, definition: &Definition, origin: u32) {
        let Some(series) = self.draft.series.get(&definition.variable).copied() else {
            return;
        };
        let place = Place::of(definition, origin, &self.draft);
        let cell = definition.target.clone();
        let span = definition.written.span;
        // Data stand still within a step: between the stages of a method there is no new observation.
        let mut time = ExprKind::Time.at(span);
        stand_still(&mut time);
        let body = series.at(definition.written.target.keyword.as_deref(), cell, time);
        self.draft.add_equation(place.equation(Role::Value, body), origin);
    }
}

/// The time becomes that at which the step began.
fn stand_still(part: &mut Expr) {
    if matches!(part.kind, ExprKind::Time) {
        *part = Expr::call(Function::StepBegin, vec![part.clone()]);
    }
}

/// Two times are one when they are nearer than this part of a step: a clock that adds up steps may miss a point by a hair.
const HAIR: f64 = 1e-3;

fn hair(span: Span) -> Expr {
    Expr::time_step(span).times(Expr::number(HAIR, span))
}

impl Expr {
    fn time_step(span: Span) -> Self {
        ExprKind::TimeStep.at(span)
    }
}

impl SeriesTables {
    /// The value at a time, between the points as the keyword of the variable says.
    fn at(self, keyword: Option<&str>, cell: Vec<Index>, time: Expr) -> Expr {
        match keyword {
            Some("RAW") => self.raw(cell, time),
            Some("LOOK FORWARD") => look(self.values, cell, LookupMode::Forward, time),
            Some("HOLD BACKWARD") => look(self.values, cell, LookupMode::Backward, time),
            _ => look(self.values, cell, LookupMode::Interpolate, time),
        }
    }

    /// The value at a time that has one, else the missing value.
    fn raw(self, cell: Vec<Index>, time: Expr) -> Expr {
        let span = time.span;
        let hair = hair(span);
        let before = time.clone().minus(hair.clone());
        let next = look(self.times, cell.clone(), LookupMode::Forward, before.clone());
        let distance = ExprKind::Call(Function::Abs, vec![next.minus(time)]).at(span);
        let value = look(self.values, cell, LookupMode::Forward, before);
        distance.compare(BinaryOp::LessEqual, hair).choose(value, Expr::number(MISSING, span))
    }
}

pub(crate) fn look(table: VariableId, cell: Vec<Index>, mode: LookupMode, x: Expr) -> Expr {
    let span = x.span;
    let x = Box::new(x);
    ExprKind::Lookup { table, cell, mode, x }.at(span)
}

impl Resolver<'_, '_, '_> {
    /// `GET DATA BETWEEN TIMES(data, time, mode)` and its like.
    pub fn data_function(&mut self, function: DataFunction, arguments: &[parse::Expr], span: Span) -> Expr {
        let Some((variable, series, reference)) = self.data_variable(&arguments[0]) else {
            return self.not_data(arguments[0].span);
        };
        let Some(cell) = self.index(variable, reference, span) else {
            return Expr::number(f64::NAN, span);
        };
        let times = series.times;
        match function {
            DataFunction::BetweenTimes => {
                let (mut time, mode) = (self.expression(&arguments[1]), self.expression(&arguments[2]));
                time.for_each_mut(&mut stand_still);
                self.between_times(series, cell, [time, mode])
            }
            DataFunction::AtTime => {
                let mut time = self.expression(&arguments[1]);
                time.for_each_mut(&mut stand_still);
                series.at(self.keyword(variable), cell, time)
            }
            DataFunction::TimeShift => {
                let now = Expr::call(Function::StepBegin, vec![ExprKind::Time.at(span)]);
                let time = now.plus(self.expression(&arguments[1]));
                series.at(self.keyword(variable), cell, time)
            }
            DataFunction::Cumulate | DataFunction::CumulateFinal => {
                self.cumulated(function, (variable, series), cell, span)
            }
            DataFunction::Statistic(statistic) => {
                self.fix_data();
                self.statistic(statistic, (series, cell), [&arguments[1], &arguments[2]])
            }
            DataFunction::TotalPoints => {
                self.fix_data();
                self.total_points(series, cell, span)
            }
            // From before all points the next is the first, from behind all of them the one before is the last.
            DataFunction::FirstTime => look(times, cell, LookupMode::Forward, Expr::number(f64::MIN, span)),
            DataFunction::LastTime => look(times, cell, LookupMode::Backward, Expr::number(f64::MAX, span)),
        }
    }

    /// What is counted now is built into the model: the constants that data follow from cannot be set any more.
    fn fix_data(&mut self) {
        let draft = &mut self.builder.draft;
        for id in &draft.data.constants {
            if let Kind::Constant { fixed, .. } = &mut draft.variables[id.0 as usize].kind {
                *fixed = true;
            }
        }
    }

    /// `X IF MISSING(x, otherwise)`.
    pub fn if_missing(&mut self, x: &parse::Expr, otherwise: &parse::Expr) -> Expr {
        let (x, otherwise) = (self.expression(x), self.expression(otherwise));
        let is_missing = x.clone().compare(BinaryOp::Equal, Expr::number(MISSING, x.span));
        is_missing.choose(otherwise, x)
    }

    /// The sum of the points of a variable up to the time, or of all of them; the times between them count for nothing.
    fn cumulated(
        &mut self,
        function: DataFunction,
        (variable, series): (VariableId, SeriesTables),
        cell: Vec<Index>,
        span: Span,
    ) -> Expr {
        let named = self.builder.names.variables.get(variable.0 as usize);
        if !named.is_some_and(|named| named.equations.iter().all(|e| is_data(&e.body))) {
            return self.not_data(span);
        }
        let sums = |table: &Lookup| -> Points {
            let mut sum = 0.0;
            let add = |(time, value): &(f64, f64)| {
                sum += if *value == MISSING { 0.0 } else { *value };
                (*time, sum)
            };
            table.points().iter().map(add).collect()
        };
        let is_final = function == DataFunction::CumulateFinal;
        let table = |table: &Lookup| {
            let sums = sums(table);
            let kept = if is_final { sums.len().saturating_sub(1) } else { 0 };
            Lookup::new(&sums[kept..]).expect("in the order of time")
        };
        let tables = self.tables_of(series.values).iter().map(table).collect();
        let what = if is_final { "final sum" } else { "sums" };
        let sums = self.hidden_tables(series.values, what, tables);
        let now = Expr::call(Function::StepBegin, vec![ExprKind::Time.at(span)]);
        look(sums, cell, LookupMode::Interpolate, now)
    }

    fn data_variable<'e>(&self, argument: &'e parse::Expr) -> Option<(VariableId, SeriesTables, &'e Reference)> {
        let Written::Reference(reference) = &argument.kind else {
            return None;
        };
        let variable = self.builder.names.variable(&reference.name.key)?;
        let series = self.builder.draft.series.get(&variable).copied()?;
        Some((variable, series, reference))
    }

    /// What its definition says about times between points.
    fn keyword(&self, variable: VariableId) -> Option<&str> {
        let named = self.builder.names.variables.get(variable.0 as usize)?;
        named.equations.first()?.target.keyword.as_deref()
    }

    /// From mode 1 on the next point counts, up to -1 the one before, else the line between them.
    fn between_times(&self, series: SeriesTables, cell: Vec<Index>, [time, mode]: [Expr; 2]) -> Expr {
        let span = mode.span;
        let at = |how, time| look(series.values, cell.clone(), how, time);
        let is_forward = mode.clone().compare(BinaryOp::GreaterEqual, Expr::number(1.0, span));
        let is_backward = mode.compare(BinaryOp::LessEqual, Expr::number(-1.0, span));
        let just_before = self.step_reached(time.clone()).minus(hair(span));
        let backward = at(LookupMode::Backward, just_before.clone());
        let otherwise = is_backward.choose(backward, at(LookupMode::Interpolate, time));
        is_forward.choose(at(LookupMode::Forward, just_before), otherwise)
    }

    /// The last step of the clock at or before a time.
    ///
    /// `GET DATA BETWEEN TIMES` looks forward and backward from there: at step 1, the time 1.5 forward gives the point at 1 and
    /// backward the point before it, as Vensim's output for its own test of the function shows.
    fn step_reached(&self, time: Expr) -> Expr {
        let span = time.span;
        let start = self.initial_time(span);
        let steps = time.minus(start.clone()).over(Expr::time_step(span));
        let whole = ExprKind::Call(Function::Floor, vec![steps.plus(Expr::number(HAIR, span))]).at(span);
        start.plus(whole.times(Expr::time_step(span)))
    }

    fn not_data(&mut self, span: Span) -> Expr {
        let message = "the first argument must be a data variable";
        self.failed(
            Diagnostic::error("not-data", span, message).hint("a variable without an equation, `rain ~ mm ~|`, is one"),
        )
    }
}
