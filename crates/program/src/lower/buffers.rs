//! The buffers of each variable: one for what is invariant, two for what is computed differently at the start and at every step.

use crate::error::{CELL_LIMIT, within_limit};
use crate::mir::{
    BufferId, BufferKind, ControlBuffers, DelayLineBuffers, Mir, ParameterBuffer, ParameterCell, Phase, StateBuffers,
};
use crate::{BuildError, Request, SlotName};
use check::{Control, Equation, Kind, Model, Role, VariableId};

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
        Ok(VariableBuffers { of: buffers.collect() })
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
            Role::Delay => of.delay,
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
    let cells = model.cells(id) as u32;
    let name = SlotName::of(variable.name.clone());
    let only = |buffer| Of {
        initial: buffer,
        step: buffer,
        change: buffer,
        delay: buffer,
    };
    let part = |part: &'static str| SlotName {
        variable: variable.name.clone(),
        part,
    };
    match &variable.kind {
        Kind::Constant { values, .. } => {
            let buffer = mir.new_buffer(name, cells, BufferKind::Constant);
            mir.buffers[buffer.at()].constants = values.iter().copied().map(Some).collect();
            only(buffer)
        }
        Kind::Lookup { .. } | Kind::Initial => only(mir.new_buffer(name, cells, BufferKind::Computed)),
        // What is invariant has one value, so that start code and steps read the same buffer.
        Kind::Auxiliary if invariant => only(mir.new_buffer(name, cells, BufferKind::Computed)),
        Kind::Auxiliary => {
            let step = mir.new_buffer(name, cells, BufferKind::Computed);
            let initial = mir.new_buffer(part("start"), cells, BufferKind::Computed);
            Of { initial, ..only(step) }
        }
        Kind::Stock | Kind::SampleAndHold | Kind::DelayLine => {
            let step = mir.new_buffer(name, cells, BufferKind::State);
            let initial = mir.new_buffer(part("start"), cells, BufferKind::Computed);
            let of = Of { initial, ..only(step) };
            carried(mir, of, &variable.kind, &part)
        }
    }
}

/// Adds the buffers by which a value carries over from step to step.
fn carried(mir: &mut Mir, of: Of, kind: &Kind, part: &dyn Fn(&'static str) -> SlotName) -> Of {
    let cells = mir.buffers[of.step.at()].cells;
    let what = match kind {
        Kind::Stock => "rate",
        Kind::SampleAndHold => "next",
        _ => "input",
    };
    let state = of.step;
    let change = mir.new_buffer(part(what), cells, BufferKind::IntegratorInput);
    let of = Of { change, ..of };
    match kind {
        Kind::Stock => mir.stocks.push(StateBuffers { state, change }),
        Kind::SampleAndHold => mir.sample_and_hold.push(StateBuffers { state, change }),
        _ => return delayed(mir, of, part("delay"), cells),
    }
    of
}

fn delayed(mir: &mut Mir, of: Of, name: SlotName, cells: u32) -> Of {
    let delay = mir.new_buffer(name, cells, BufferKind::IntegratorInput);
    mir.delay_lines.push(DelayLineBuffers {
        output: of.step,
        input: of.change,
        delay,
    });
    Of { delay, ..of }
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
        let cells = defined_cells(model, id).map(|cell| ParameterCell {
            cell: cell as u32,
            name: model.cell_name(id, cell),
            base: values[cell],
        });
        let cells = cells.collect();
        let buffer = buffers.read(id, Phase::Initial);
        mir.buffers[buffer.at()].kind = BufferKind::Parameter;
        mir.buffers[buffer.at()].constants = Vec::new();
        mir.parameters.push(ParameterBuffer { buffer, cells });
    }
    Ok(())
}

/// The cells of a variable that the model defines.
pub(super) fn defined_cells(model: &Model, id: VariableId) -> impl Iterator<Item = usize> + '_ {
    let defined = &model.variable(id).defined;
    let is_defined = move |&cell: &usize| defined.as_ref().is_none_or(|cells| cells[cell]);
    (0..model.cells(id)).filter(is_defined)
}
