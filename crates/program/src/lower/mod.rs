//! Equations to pieces: every equation becomes a loop, scalar ones with a single iteration.

mod expression;
mod homes;
mod space;
mod vector;

use crate::draft::{Cell, ControlHomes, Draft, HomeId, HomeKind, Kept, NoiseHomes, Phase, Piece, Source};
use crate::uses::{needed_by_clock, steady};
use crate::{BuildError, Keep, Op, Request, SlotName};
use check::{Equation, EquationId, Expr, ExprKind, Kind, Model, Role, VariableId, Work};
use expression::Scope;
use homes::{Homes, defined_cells, vary};
use rustc_hash::{FxHashMap, FxHashSet};
use space::{Needs, Space};

/// All code and all homes of a model, in an order in which it can run.
pub(crate) fn lower(model: &Model, request: &Request) -> Result<Draft, BuildError> {
    let steady = steady(model);
    let mut draft = Draft::default();
    let homes = Homes::new(model, &steady, &mut draft)?;
    vary(model, request, &homes, &mut draft)?;
    let control = homes.control(&model.control);
    draft.control = Some(control);
    let mut lowering = Lowering {
        model,
        homes,
        control,
        draft,
        steady,
        phase: Phase::Initial,
        name: SlotName::of(""),
        needs: FxHashMap::default(),
        tables: FxHashMap::default(),
        ramp: None,
        runs: FxHashMap::default(),
        computed: FxHashMap::default(),
    };
    lowering.clock()?;
    lowering.initial()?;
    lowering.step()?;
    lowering.clock_changes();
    lowering.keep(&request.keep);
    Ok(lowering.draft)
}

struct Lowering<'m> {
    model: &'m Model,
    homes: Homes,
    control: ControlHomes,
    draft: Draft,
    steady: Vec<bool>,
    /// Of the code that is being written.
    phase: Phase,
    /// What the code that is being written is for.
    name: SlotName,
    /// The index variables that the parts of the present equation depend on.
    needs: FxHashMap<*const Expr, Needs>,
    /// The first table of each lookup that is in use.
    tables: FxHashMap<VariableId, u32>,
    /// Which lists of positions count up by one, by where they stand in the model.
    runs: FxHashMap<*const u32, bool>,
    /// The numbers 1, 2, 3 ….
    ramp: Option<HomeId>,
    /// The iterations of steady equations that the initial phase computes; `None` for all.
    computed: FxHashMap<EquationId, Option<FxHashSet<u32>>>,
}

impl Lowering<'_> {
    /// Code for what the clock's settings need, ahead of all else: the clock must stand before anything looks at it.
    fn clock(&mut self) -> Result<(), BuildError> {
        let control = &self.model.control;
        if !self.steady[control.start.0 as usize] {
            let name = self.model.variable(control.start).name.to_string();
            return Err(BuildError::ClockChanges { name });
        }
        let Some(needed) = needed_by_clock(self.model) else {
            return Ok(());
        };
        let model = self.model;
        let of_clock = |work: &&Work| needed[model.equation(work.equation).variable.0 as usize];
        for work in model.initial_order.iter().filter(of_clock) {
            self.work(work)?;
        }
        for work in model.step_order.iter().filter(of_clock) {
            if self.is_steady(work.equation) {
                self.work(work)?;
            }
        }
        Ok(())
    }

    /// Code that starts a run.
    fn initial(&mut self) -> Result<(), BuildError> {
        let model = self.model;
        for work in &model.initial_order {
            self.work(work)?;
        }
        let stocks = self.draft.stocks.clone();
        for stock in &stocks {
            self.draft.stock_names.add(model, stock.variable);
            self.load(stock.variable, stock.state);
        }
        let held = self.draft.sample_and_hold.clone();
        for held in held {
            self.load(held.variable, held.state);
        }
        for at in 0..model.variables.len() {
            let id = VariableId(at as u32);
            if model.variables[at].kind == Kind::DelayLine {
                self.load(id, self.homes.read(id, Phase::Step));
            }
        }
        Ok(())
    }

    /// Puts a start value where the state is.
    fn load(&mut self, variable: VariableId, state: HomeId) {
        let start = self.homes.read(variable, Phase::Initial);
        let iterations = self.model.cells(variable) as u32;
        self.draft.pieces.push(Piece {
            phase: Phase::Initial,
            iterations,
            code: Vec::new(),
            value: Source::Cell(Cell::of(start, iterations)),
            target: Cell::of(state, iterations),
            how: Op::Copy,
        });
    }

    /// Code of every step. What stays as it was at the start is computed once, with the start.
    fn step(&mut self) -> Result<(), BuildError> {
        let model = self.model;
        for work in &model.step_order {
            let steady = self.is_steady(work.equation);
            self.phase = if steady { Phase::Initial } else { Phase::Step };
            self.work(work)?;
        }
        Ok(())
    }

    /// Notes where the clock's settings stand at every step, when one of them changes.
    fn clock_changes(&mut self) {
        let control = &self.model.control;
        let settings = [control.stop, control.step, control.save_every];
        if settings.iter().all(|id| self.steady[id.0 as usize]) {
            return;
        }
        let changes = settings.map(|id| {
            let name = SlotName::of(format!("{} now", self.model.variable(id).name));
            let home = self.draft.home(name, 1, HomeKind::Driving);
            self.draft.pieces.push(Piece {
                phase: Phase::Step,
                iterations: 1,
                code: Vec::new(),
                value: Source::Cell(Cell::scalar(self.homes.read(id, Phase::Step))),
                target: Cell::scalar(home),
                how: Op::Copy,
            });
            home
        });
        self.draft.changes = Some(changes);
    }

    fn is_steady(&self, equation: EquationId) -> bool {
        let equation = self.model.equation(equation);
        equation.role == Role::Value && self.steady[equation.variable.0 as usize]
    }

    fn work(&mut self, work: &Work) -> Result<(), BuildError> {
        let equation = self.model.equation(work.equation);
        if self.phase == Phase::Step {
            return self.equation(equation, work.cells.as_deref());
        }
        match self.remaining(work) {
            None => self.equation(equation, None),
            Some(iterations) if iterations.is_empty() => Ok(()),
            Some(iterations) => self.equation(equation, Some(&iterations)),
        }
    }

    /// The iterations of `work` that the initial phase has no code for yet; `None` for all. Notes that it has now.
    fn remaining(&mut self, work: &Work) -> Option<Vec<u32>> {
        let known = self.computed.get(&work.equation).cloned();
        match (known, &work.cells) {
            (Some(None), _) => Some(Vec::new()),
            (None, None) => {
                self.computed.insert(work.equation, None);
                None
            }
            (Some(Some(done)), None) => {
                self.computed.insert(work.equation, None);
                Some(self.left_of(work.equation, &done))
            }
            (done, Some(cells)) => {
                let mut done = done.flatten().unwrap_or_default();
                let left = cells
                    .iter()
                    .copied()
                    .filter(|&iteration| done.insert(iteration))
                    .collect();
                self.computed.insert(work.equation, Some(done));
                Some(left)
            }
        }
    }

    fn left_of(&self, equation: EquationId, done: &FxHashSet<u32>) -> Vec<u32> {
        let equation = self.model.equation(equation);
        let iterations: u32 = equation.extents.iter().product();
        let left = |iteration: &u32| !done.contains(iteration) && !equation.except.contains(iteration);
        (0..iterations).filter(left).collect()
    }

    fn equation(&mut self, equation: &Equation, cells: Option<&[u32]>) -> Result<(), BuildError> {
        let name = &self.model.variable(equation.variable).name;
        self.lower_equation(equation, cells).map_err(|error| error.about(name))
    }

    fn lower_equation(&mut self, equation: &Equation, cells: Option<&[u32]>) -> Result<(), BuildError> {
        let space = Space::of(equation, cells)?;
        if space.iterations == 0 {
            return Ok(());
        }
        let home = self.homes.target(equation, self.phase);
        self.name = self.draft.homes[home.0 as usize].name.clone();
        self.needs.clear();
        if !equation.extents.is_empty() || has_reduction(&equation.body) {
            self.note_needs(&equation.body)?;
        }
        let (base, index) = self.locate(equation.variable, &equation.target, &space)?;
        let target = Cell { home, base, index };
        if let ExprKind::Reduce { op, over, body } = &equation.body.kind
            && space.project(self.needs(&equation.body)).is_none()
        {
            return self.accumulate((*op, over, body), space, target);
        }
        let mut scope = Scope::new(space);
        let value = self.value(&equation.body, &mut scope)?;
        self.finish(scope, value, target);
        Ok(())
    }

    fn time(&self) -> Source {
        match self.phase {
            Phase::Initial => Source::Cell(Cell::scalar(self.control.start)),
            Phase::Step => Source::Time,
        }
    }

    fn time_step(&self) -> Source {
        let home = self.homes.read(self.model.control.step, self.phase);
        Source::Cell(Cell::scalar(home))
    }

    /// The run, the step and the seed, which random numbers look at.
    fn noise(&mut self) -> [Source; 3] {
        let draft = &mut self.draft;
        let homes = draft.noise.unwrap_or_else(|| NoiseHomes {
            seed: draft.home(SlotName::of("seed"), 1, HomeKind::Tick),
            step: draft.home(SlotName::of("number of the step"), 1, HomeKind::Tick),
            run: draft.home(SlotName::of("number of the run"), 1, HomeKind::Parameter),
        });
        draft.noise = Some(homes);
        [homes.run, homes.step, homes.seed].map(|home| Source::Cell(Cell::scalar(home)))
    }

    /// The first table of a lookup variable.
    fn tables(&mut self, id: VariableId) -> u32 {
        let model = self.model;
        let draft = &mut self.draft;
        *self.tables.entry(id).or_insert_with(|| {
            let first = draft.tables.len() as u32;
            if let Kind::Lookup { tables } = &model.variable(id).kind {
                draft.tables.extend(tables.iter().cloned());
            }
            first
        })
    }

    /// A home that holds 1, 2, 3 … up to at least `count`.
    fn ramp(&mut self, count: u32) -> HomeId {
        let draft = &mut self.draft;
        let name = SlotName::of("positions");
        let home = *self.ramp.get_or_insert_with(|| draft.home(name, 0, HomeKind::Constant));
        let ramp = &mut draft.homes[home.0 as usize];
        ramp.cells = ramp.cells.max(count);
        ramp.known = (1..=ramp.cells).map(|n| Some(f64::from(n))).collect();
        home
    }

    /// Notes what the sink gets.
    fn keep(&mut self, keep: &Keep) {
        let model = self.model;
        let all = || (0..model.variables.len() as u32).map(VariableId);
        let ids: Vec<VariableId> = match keep {
            Keep::All => all().filter(|&id| !model.variable(id).hidden).collect(),
            Keep::Only(ids) => ids.clone(),
        };
        let has_value = |id: &VariableId| !matches!(model.variable(*id).kind, Kind::Lookup { .. });
        for id in ids.into_iter().filter(has_value) {
            let home = self.homes.read(id, Phase::Step);
            for cell in defined_cells(model, id) {
                let name = model.cell_name(id, cell);
                let cell = cell as u32;
                self.draft.kept.push(Kept { name, home, cell });
            }
        }
    }
}

/// Whether there are index variables within an expression.
fn has_reduction(expr: &Expr) -> bool {
    let mut found = false;
    crate::uses::visit_parts(expr, &mut |part| {
        found |= matches!(part.kind, ExprKind::Reduce { .. } | ExprKind::Vector { .. });
    });
    found
}
