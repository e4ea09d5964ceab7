//! Equations to nests: every equation becomes a loop, scalar ones with a single iteration.

mod addressing;
mod buffers;
mod dependence;
mod expression;
mod iteration_space;
mod noise;
mod scope;
mod vector;

use crate::invariance::{invariant, needed_by_clock};
use crate::mir::{BufferId, BufferKind, Cell, ControlBuffers, LoopNest, Mir, Output, Phase, Source};
use crate::{BuildError, Keep, Op, Request, SlotName};
use buffers::{VariableBuffers, defined_cells, vary};
use check::{Equation, EquationId, Expr, ExprKind, Function, Kind, Method, Model, Role, VariableId, Work};
use dependence::Dependence;
use expression::Reduced;
use iteration_space::IterationSpace;
use rustc_hash::{FxHashMap, FxHashSet};
use scope::Scope;

/// All code and all buffers of a model, in an order in which it can run.
pub(crate) fn lower(model: &Model, request: &Request) -> Result<Mir, BuildError> {
    let mut lowering = Lowering::new(model, request)?;
    // The order of these calls is the order of the code, and nothing may read a buffer before the code that fills it.
    lowering.clock()?;
    lowering.initial()?;
    lowering.step()?;
    lowering.clock_changes();
    lowering.keep(&request.keep);
    Ok(lowering.mir)
}

struct Lowering<'m> {
    model: &'m Model,
    buffers: VariableBuffers,
    control: ControlBuffers,
    mir: Mir,
    invariant: Vec<bool>,
    /// Of the code that is being written.
    phase: Phase,
    /// What the code that is being written is for.
    name: SlotName,
    /// The index variables that the parts of the present equation depend on.
    needs: FxHashMap<*const Expr, Dependence>,
    /// The first table of each lookup that is in use.
    tables: FxHashMap<VariableId, u32>,
    /// The tables that follow from data equations, with the constants as they are now.
    computed_data: FxHashMap<VariableId, Vec<math::Lookup>>,
    /// Which lists of positions count up by one, by their address: the model stays where it is while it is lowered.
    runs: FxHashMap<*const u32, bool>,
    /// The numbers 1, 2, 3 ….
    iota: Option<BufferId>,
    /// The iterations of invariant equations that the initial phase computes; `None` for all.
    computed: FxHashMap<EquationId, Option<FxHashSet<u32>>>,
}

impl<'m> Lowering<'m> {
    /// Buffers of all variables, and no code yet.
    fn new(model: &'m Model, request: &Request) -> Result<Lowering<'m>, BuildError> {
        let invariant = invariant(model);
        let mut mir = Mir::default();
        let buffers = VariableBuffers::new(model, &invariant, &mut mir)?;
        vary(model, request, &buffers, &mut mir)?;
        let control = buffers.control(&model.control);
        mir.control = Some(control);
        Ok(Lowering {
            model,
            buffers,
            control,
            mir,
            invariant,
            phase: Phase::Initial,
            name: SlotName::of(""),
            needs: FxHashMap::default(),
            tables: FxHashMap::default(),
            computed_data: model.computed_data(),
            iota: None,
            runs: FxHashMap::default(),
            computed: FxHashMap::default(),
        })
    }

    /// Code for what the clock's settings need, ahead of all else: the clock must stand before anything looks at it.
    fn clock(&mut self) -> Result<(), BuildError> {
        let control = &self.model.control;
        // A start that changes would have to be known before the run that changes it.
        if !self.invariant[control.start.0 as usize] {
            let name = self.model.variable(control.start).name.to_string();
            return Err(BuildError::ClockChanges { name });
        }
        match needed_by_clock(self.model) {
            Some(needed) => self.code_of_clock(&needed),
            None => Ok(()),
        }
    }

    fn code_of_clock(&mut self, needed: &[bool]) -> Result<(), BuildError> {
        let model = self.model;
        let of_clock = |work: &&Work| needed[model.equation(work.equation).variable.0 as usize];
        for work in model.initial_order.iter().filter(of_clock) {
            self.work(work)?;
        }
        for work in model.step_order.iter().filter(of_clock) {
            // A setting that changes has its first value from the initial order; the rest of it is computed with the steps.
            if self.is_invariant(work.equation) {
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
        // Stocks, then sample-and-hold states, then delay lines: the order of their slots.
        for kind in [Kind::Stock, Kind::SampleAndHold, Kind::DelayLine] {
            let all = (0..model.variables.len() as u32).map(VariableId);
            all.filter(|id| model.variable(*id).kind == kind).for_each(|id| self.initialize(id));
        }
        Ok(())
    }

    /// Copies the initial value of a state into it.
    fn initialize(&mut self, variable: VariableId) {
        if self.model.variable(variable).kind == Kind::Stock {
            self.mir.stock_names.add(self.model, variable);
        }
        // Two buffers, as initial values of others read this one at the start, while code of steps reads the state.
        let state = self.buffers.read(variable, Phase::Step);
        let start = self.buffers.read(variable, Phase::Initial);
        let cells = self.model.cells(variable) as u32;
        self.copy(Phase::Initial, Cell::of(start, cells), Cell::of(state, cells), cells);
    }

    fn copy(&mut self, phase: Phase, from: Cell, target: Cell, iterations: u32) {
        self.mir.nests.push(LoopNest {
            phase,
            iterations,
            code: Vec::new(),
            value: Source::Cell(from),
            target,
            store: Op::Copy,
        });
    }

    /// Code of every step. What stays as it was at the start is computed once, with the start.
    fn step(&mut self) -> Result<(), BuildError> {
        let model = self.model;
        for work in &model.step_order {
            let invariant = self.is_invariant(work.equation);
            // The order of steps serves both phases: what is invariant reads nothing that is not.
            self.phase = if invariant { Phase::Initial } else { Phase::Step };
            self.work(work)?;
        }
        Ok(())
    }

    /// Notes where the clock's settings stand at every step, when one of them changes.
    fn clock_changes(&mut self) {
        let control = &self.model.control;
        let settings = [control.stop, control.step, control.save_every];
        // A clock that stays needs no slots: the engine counts steps, which is exact.
        if settings.iter().all(|id| self.invariant[id.0 as usize]) {
            return;
        }
        self.mir.changes = Some(settings.map(|id| self.setting_now(id)));
    }

    /// A buffer with what a setting of the clock is at a step.
    fn setting_now(&mut self, id: VariableId) -> BufferId {
        let name = SlotName::of(format!("{} now", self.model.variable(id).name));
        // A copy, as the integrator reads lanes: the setting itself may be a constant, or depend on the clock alone.
        let buffer = self.mir.new_buffer(name, 1, BufferKind::IntegratorInput);
        let setting = Cell::scalar(self.buffers.read(id, Phase::Step));
        self.copy(Phase::Step, setting, Cell::scalar(buffer), 1);
        buffer
    }

    fn is_invariant(&self, equation: EquationId) -> bool {
        let equation = self.model.equation(equation);
        equation.role == Role::Value && self.invariant[equation.variable.0 as usize]
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
        let known = self.computed.remove(&work.equation);
        // Earlier code has all of it, for the clock or to start a run.
        if matches!(known, Some(None)) {
            self.computed.insert(work.equation, None);
            return Some(Vec::new());
        }
        let mut done = known.flatten();
        let left = match &work.cells {
            Some(cells) => Some(self.new_iterations(cells, done.get_or_insert_default())),
            None => done.take().map(|done| self.left_of(work.equation, &done)),
        };
        self.computed.insert(work.equation, done);
        left
    }

    /// The iterations that are not done yet, in their order; notes that they are now.
    fn new_iterations(&self, cells: &[u32], done: &mut FxHashSet<u32>) -> Vec<u32> {
        let cells = cells.iter().copied();
        cells.filter(|&iteration| done.insert(iteration)).collect()
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
        let space = IterationSpace::of(equation, cells)?;
        if space.iterations == 0 {
            return Ok(());
        }
        let buffer = self.buffers.target(equation, self.phase);
        self.name = self.mir.buffers[buffer.at()].name.clone();
        self.note_dependence_of(equation)?;
        let (base, index) = self.locate(equation.variable, &equation.target, &space)?;
        let target = Cell { buffer, base, index };
        // A reduction that is all of an equation goes into its target: no buffer of its own, and no copy from there.
        if let ExprKind::Reduce { op, over, body } = &equation.body.kind
            && space.project(self.needs(&equation.body)).is_none()
        {
            return self.accumulate(&Reduced { op: *op, over, body }, space, target);
        }
        let mut scope = Scope::new(space);
        let value = self.value(&equation.body, &mut scope)?;
        self.push(scope, value, target, Op::Copy);
        Ok(())
    }

    fn note_dependence_of(&mut self, equation: &Equation) -> Result<(), BuildError> {
        // Looked up for the parts of this equation only; those of all would take memory for the whole lowering.
        self.needs.clear();
        if !equation.extents.is_empty() || has_reduction(&equation.body) {
            self.note_dependence(&equation.body)?;
        }
        Ok(())
    }

    fn time(&self) -> Source {
        match self.phase {
            // A constant in most models, so that what initial values make of the time can be folded.
            Phase::Initial => Source::Cell(Cell::scalar(self.control.start)),
            Phase::Step => Source::Time,
        }
    }

    fn time_step(&self) -> Source {
        let buffer = self.buffers.read(self.model.control.step, self.phase);
        Source::Cell(Cell::scalar(buffer))
    }

    /// The first table of a lookup variable.
    fn tables(&mut self, id: VariableId) -> u32 {
        let model = self.model;
        let mir = &mut self.mir;
        // All elements of an array of lookups at once: subscripts then count from the first, as in a buffer.
        let computed = &self.computed_data;
        *self.tables.entry(id).or_insert_with(|| {
            let first = mir.tables.len() as u32;
            match (computed.get(&id), &model.variable(id).kind) {
                (Some(tables), _) | (None, Kind::Lookup { tables }) => mir.tables.extend(tables.iter().cloned()),
                _ => {}
            }
            first
        })
    }

    /// A buffer that holds 1, 2, 3 … up to at least `count`.
    fn iota(&mut self, count: u32) -> BufferId {
        let mir = &mut self.mir;
        let name = SlotName::of("positions");
        let buffer = *self.iota.get_or_insert_with(|| mir.new_buffer(name, 0, BufferKind::Constant));
        let iota = &mut mir.buffers[buffer.at()];
        iota.cells = iota.cells.max(count);
        // Positions count from 1 in Vensim.
        iota.constants = (1..=iota.cells).map(|n| Some(f64::from(n))).collect();
        buffer
    }

    /// Notes what the sink gets.
    fn keep(&mut self, keep: &Keep) {
        let model = self.model;
        // A lookup has no value at a save point.
        let has_value = |id: &VariableId| !matches!(model.variable(*id).kind, Kind::Lookup { .. });
        let kept = kept(model, keep).into_iter();
        let is_late = late(model);
        kept.filter(has_value).for_each(|id| self.keep_cells(id, is_late.contains(&id)));
    }

    fn keep_cells(&mut self, id: VariableId, lags: bool) {
        let buffer = self.buffers.read(id, Phase::Step);
        for cell in defined_cells(self.model, id) {
            let name = self.model.cell_name(id, cell);
            let cell = cell as u32;
            self.mir.outputs.push(Output {
                name,
                buffer,
                cell,
                lags,
            });
        }
    }
}

fn kept(model: &Model, keep: &Keep) -> Vec<VariableId> {
    let all = (0..model.variables.len() as u32).map(VariableId);
    match keep {
        Keep::All => all.filter(|&id| !model.variable(id).hidden).collect(),
        Keep::Only(ids) => ids.clone(),
    }
}

/// The variables that the sink gets a save point late: auxiliaries of difference equations. Data stand at their own times.
fn late(model: &Model) -> FxHashSet<VariableId> {
    let mut late = FxHashSet::default();
    if model.control.method != Method::Difference {
        return late;
    }
    for equation in model.equations.iter().filter(|e| e.role == Role::Value) {
        let mut is_data = false;
        crate::invariance::visit_parts(&equation.body, &mut |part| {
            is_data |= matches!(part.kind, ExprKind::Call(Function::StepBegin, _));
        });
        if model.variable(equation.variable).kind == Kind::Auxiliary && !is_data {
            late.insert(equation.variable);
        }
    }
    late
}

/// Whether there are index variables within an expression.
fn has_reduction(expr: &Expr) -> bool {
    let mut found = false;
    crate::invariance::visit_parts(expr, &mut |part| {
        found |= matches!(part.kind, ExprKind::Reduce { .. } | ExprKind::Vector { .. });
    });
    found
}
