//! The buffers of each variable: one for what is invariant, two for what is computed differently at the start and at every step.

use crate::error::{CELL_LIMIT, within_limit};
use crate::mir::{
    BufferId, BufferKind, ControlBuffers, DelayLineBuffers, Mir, ParameterBuffer, ParameterCell, Phase, StateBuffers,
};
use crate::{BuildError, Request, SlotName};
use check::{Control, Equation, Kind, Model, Role, VariableId};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The buffers of each variable.
#[derive(Clone, Copy, Debug)]
struct Of {
    /// Its value while a run starts.
    initial: BufferId,
    /// Its value at a step.
    step: BufferId,
    /// Its rate, next value or delay line input; the value itself where there is none.
    change: BufferId,
    /// The length of its delay line.
    delay: BufferId,
}

impl Of {
    /// One buffer for all.
    fn only(buffer: BufferId) -> Of {
        Of {
            initial: buffer,
            step: buffer,
            change: buffer,
            delay: buffer,
        }
    }
}

/// Finds buffers.
pub(super) struct VariableBuffers {
    of: Vec<Of>,
}

impl VariableBuffers {
    /// Makes the buffers of all variables of `model`.
    pub fn new(model: &Model, invariant: &[bool], mir: &mut Mir) -> Result<VariableBuffers, BuildError> {
        let cells = (0..model.variables.len()).map(|v| model.cells(VariableId(v as u32)) as u64);
        // Before anything is allocated: a model of a few lines can ask for more cells than there is memory.
        within_limit(cells.sum(), CELL_LIMIT, "cells")?;
        let buffers = (0..model.variables.len()).map(|at| make(model, VariableId(at as u32), invariant[at], mir));
        let of: Vec<Of> = buffers.collect();
        let conveyors = model.equations.iter().filter(|e| e.role == Role::Transit);
        let conveyors: FxHashSet<BufferId> = conveyors.map(|e| of[e.variable.0 as usize].step).collect();
        for line in &mut mir.delay_lines {
            line.is_conveyor = conveyors.contains(&line.output);
        }
        Ok(VariableBuffers { of })
    }

    /// Where a variable is read in code of `phase`.
    pub fn read(&self, variable: VariableId, phase: Phase) -> BufferId {
        let of = self.of[variable.0 as usize];
        match phase {
            Phase::Initial => of.initial,
            Phase::Step => of.step,
        }
    }

    /// Where an equation puts its value.
    pub fn target(&self, equation: &Equation, phase: Phase) -> BufferId {
        let of = self.of[equation.variable.0 as usize];
        match equation.role {
            Role::Value => self.read(equation.variable, phase),
            Role::Start => of.initial,
            Role::Rate | Role::Next | Role::Input => of.change,
            Role::Delay | Role::Transit => of.delay,
        }
    }

    /// Where the clock's settings are.
    pub fn control(&self, control: &Control) -> ControlBuffers {
        let of = |id| self.read(id, Phase::Initial);
        ControlBuffers {
            start: of(control.start),
            stop: of(control.stop),
            step: of(control.step),
            save_every: of(control.save_every),
        }
    }
}

fn make(model: &Model, id: VariableId, invariant: bool, mir: &mut Mir) -> Of {
    let variable = model.variable(id);
    let mut maker = Maker {
        mir,
        variable: &variable.name,
        cells: model.cells(id) as u32,
    };
    match &variable.kind {
        Kind::Constant { values, .. } => {
            let buffer = maker.buffer("", BufferKind::Constant);
            maker.mir.buffers[buffer.at()].constants = values.iter().copied().map(Some).collect();
            Of::only(buffer)
        }
        Kind::Lookup { .. } | Kind::Initial => Of::only(maker.buffer("", BufferKind::Computed)),
        // What is invariant has one value, so that start code and steps read the same buffer.
        Kind::Auxiliary if invariant => Of::only(maker.buffer("", BufferKind::Computed)),
        Kind::Auxiliary => maker.with_start(BufferKind::Computed),
        Kind::Stock => maker.stock(),
        Kind::SampleAndHold => maker.sample_and_hold(),
        Kind::DelayLine => maker.delay_line(),
    }
}

/// Makes the buffers of a variable.
struct Maker<'m> {
    mir: &'m mut Mir,
    variable: &'m Arc<str>,
    cells: u32,
}

impl Maker<'_> {
    fn buffer(&mut self, part: &'static str, kind: BufferKind) -> BufferId {
        let variable = self.variable.clone();
        self.mir.new_buffer(SlotName { variable, part }, self.cells, kind)
    }

    /// What steps read, and what is read while a run starts.
    fn with_start(&mut self, kind: BufferKind) -> Of {
        let step = self.buffer("", kind);
        let initial = self.buffer("start", BufferKind::Computed);
        Of {
            initial,
            ..Of::only(step)
        }
    }

    fn stock(&mut self) -> Of {
        let of = self.with_start(BufferKind::State);
        let change = self.buffer("rate", BufferKind::IntegratorInput);
        self.mir.stocks.push(StateBuffers { state: of.step, change });
        Of { change, ..of }
    }

    fn sample_and_hold(&mut self) -> Of {
        let of = self.with_start(BufferKind::State);
        // Beside the state, not over it: all next values look at the states as they were during the step.
        let change = self.buffer("next", BufferKind::IntegratorInput);
        let state = of.step;
        self.mir.sample_and_hold.push(StateBuffers { state, change });
        Of { change, ..of }
    }

    fn delay_line(&mut self) -> Of {
        let of = self.with_start(BufferKind::State);
        let input = self.buffer("input", BufferKind::IntegratorInput);
        let delay = self.buffer("delay", BufferKind::IntegratorInput);
        let output = of.step;
        self.mir.delay_lines.push(DelayLineBuffers {
            output,
            input,
            delay,
            is_conveyor: false,
        });
        Of {
            change: input,
            delay,
            ..of
        }
    }
}

/// Turns the constants that vary into parameters: their lattice values are dropped, so that nothing folds them.
pub(super) fn vary(
    model: &Model,
    request: &Request,
    buffers: &VariableBuffers,
    mir: &mut Mir,
) -> Result<(), BuildError> {
    for &id in &request.vary {
        let Kind::Constant { values, fixed: false } = &model.variable(id).kind else {
            let name = model.variable(id).name.to_string();
            return Err(BuildError::NotSettable { name });
        };
        if model.is_in_data(id) {
            let name = model.variable(id).name.to_string();
            return Err(BuildError::InData { name });
        }
        let buffer = buffers.read(id, Phase::Initial);
        let parameter = &mut mir.buffers[buffer.at()];
        parameter.kind = BufferKind::Parameter;
        parameter.constants = Vec::new();
        let cells = parameter_cells(model, id, values);
        mir.parameters.push(ParameterBuffer { buffer, cells });
    }
    Ok(())
}

fn parameter_cells(model: &Model, id: VariableId, values: &[f64]) -> Vec<ParameterCell> {
    let cells = defined_cells(model, id).map(|cell| ParameterCell {
        cell: cell as u32,
        name: model.cell_name(id, cell),
        base: values[cell],
    });
    cells.collect()
}

/// The cells of a variable that the model defines.
pub(super) fn defined_cells(model: &Model, id: VariableId) -> impl Iterator<Item = usize> + '_ {
    let defined = &model.variable(id).defined;
    let is_defined = move |&cell: &usize| defined.as_ref().is_none_or(|cells| cells[cell]);
    (0..model.cells(id)).filter(is_defined)
}
