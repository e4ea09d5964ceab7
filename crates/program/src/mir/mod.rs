//! The mid-level IR (MIR) between a model and a program: what every pass from lowering to slot assignment works on.
//!
//! A [`Buffer`] is an array of cells that has no slot yet. A [`LoopNest`] is a loop whose code computes values in single
//! assignment and stores the last of them into a cell of its buffer. Loop nests are in an order in which they can run.
//! Scheduling gives each a section, and loop fusion turns them into [`FusedLoop`]s, which fill any number of buffers.
//! `text` prints all of it and, in tests, parses it.

mod code;
mod offset_tables;
mod verify;

pub(crate) use code::{FusedLoop, LoopNest, Operation, Phase, Section, Source, Statement};
pub(crate) use offset_tables::OffsetTables;
pub(crate) use verify::verify;

use crate::{Frequency, IndexMap, SlotName, StockNames, VectorCall};

/// The number of a buffer in [`Mir::buffers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct BufferId(pub u32);

impl BufferId {
    /// The position in [`Mir::buffers`].
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// Cells that slots are assigned to at the end.
#[derive(Clone, Debug)]
pub(crate) struct Buffer {
    /// What a reader of the program should see.
    pub name: SlotName,
    /// How many cells it has.
    pub cells: u32,
    /// Who fills it.
    pub kind: BufferKind,
    /// The constant lattice value of each cell: a number, or `None` for a cell that is not known to be constant. Empty stands
    /// for all `None`, since of most buffers nothing is known.
    pub constants: Vec<Option<f64>>,
}

/// Who fills a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BufferKind {
    /// Numbers of the model.
    Constant,
    /// The experiment: a constant that differs between runs, or the number of the run.
    Parameter,
    /// The integrator: a stock, a sample-and-hold state, a delay line's output.
    State,
    /// Loop nests.
    Computed,
    /// The clock, in code of every evaluation: the number of the step, and the seed.
    StepClock,
    /// Loop nests, for the integrator: a rate, a next value, the input and the length of a delay line, the settings of a
    /// clock that changes. The integrator reads lanes only, so these never become uniform slots.
    IntegratorInput,
}

/// A cell of a buffer, by iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cell {
    pub buffer: BufferId,
    /// The cell at offset 0.
    pub base: u32,
    /// The offset of each iteration.
    pub index: IndexMap,
}

impl Cell {
    /// The first cell of a buffer, in every iteration.
    pub fn scalar(buffer: BufferId) -> Cell {
        Cell::of(buffer, 1)
    }

    /// One cell per iteration, from the first.
    pub fn of(buffer: BufferId, iterations: u32) -> Cell {
        let index = if iterations == 1 {
            IndexMap::Fixed
        } else {
            IndexMap::Consecutive
        };
        Cell { buffer, base: 0, index }
    }
}

/// A value that carries over from step to step, and its rate or next value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateBuffers {
    pub state: BufferId,
    pub change: BufferId,
}

/// A DELAY FIXED variable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DelayLineBuffers {
    pub output: BufferId,
    pub input: BufferId,
    pub delay: BufferId,
    pub is_conveyor: bool,
}

/// A constant that differs between runs.
#[derive(Clone, Debug)]
pub(crate) struct ParameterBuffer {
    pub buffer: BufferId,
    pub cells: Vec<ParameterCell>,
}

/// A cell of a parameter that the model defines.
#[derive(Clone, Debug)]
pub(crate) struct ParameterCell {
    pub cell: u32,
    pub name: String,
    /// The model's own value.
    pub base: f64,
}

/// A cell that the sink gets.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub name: String,
    pub buffer: BufferId,
    pub cell: u32,
    /// Whether the sink gets it a save point late.
    pub lags: bool,
}

/// The operands of random numbers beside their stream and element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoiseBuffers {
    pub seed: BufferId,
    pub step: BufferId,
    pub run: BufferId,
}

/// The clock's settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ControlBuffers {
    pub start: BufferId,
    pub stop: BufferId,
    pub step: BufferId,
    pub save_every: BufferId,
}

/// A program under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mir {
    pub buffers: Vec<Buffer>,
    /// All code until loops are fused.
    pub nests: Vec<LoopNest>,
    /// The section of each loop nest, once they are scheduled.
    pub sections: Vec<Section>,
    /// How often each buffer can change, once loop nests are scheduled.
    pub frequencies: Vec<Frequency>,
    /// All code once loops are fused, in the order of the sections.
    pub loops: Vec<FusedLoop>,
    /// The lookup tables that code names.
    pub tables: Vec<math::Lookup>,
    /// The functions of whole vectors that code names.
    pub vectors: Vec<VectorCall>,
    pub offset_tables: OffsetTables,
    /// The varied constants, in the request's order.
    pub parameters: Vec<ParameterBuffer>,
    pub stocks: Vec<StateBuffers>,
    /// The names of the stocks' cells, in the order of `stocks`.
    pub stock_names: StockNames,
    pub sample_and_hold: Vec<StateBuffers>,
    pub delay_lines: Vec<DelayLineBuffers>,
    pub outputs: Vec<Output>,
    /// `None` in a model without random numbers.
    pub noise: Option<NoiseBuffers>,
    /// INITIAL TIME, FINAL TIME, TIME STEP, SAVEPER at the start.
    pub control: Option<ControlBuffers>,
    /// FINAL TIME, TIME STEP and SAVEPER at every step, when one of them changes.
    pub changes: Option<[BufferId; 3]>,
}

impl Mir {
    /// Adds a buffer.
    pub fn new_buffer(&mut self, name: SlotName, cells: u32, kind: BufferKind) -> BufferId {
        self.buffers.push(Buffer {
            name,
            cells,
            kind,
            constants: Vec::new(),
        });
        BufferId(self.buffers.len() as u32 - 1)
    }

    /// The number of a function of whole vectors; `None` when there are more than 2^16.
    pub fn vector(&mut self, call: VectorCall) -> Option<u16> {
        let found = self.vectors.iter().position(|v| *v == call);
        let number = found.unwrap_or_else(|| {
            self.vectors.push(call);
            self.vectors.len() - 1
        });
        u16::try_from(number).ok()
    }

    /// The constant in a cell at an iteration, if it is one.
    pub fn constant(&self, cell: Cell, iteration: u32) -> Option<f64> {
        let constants = &self.buffers[cell.buffer.at()].constants;
        let at = cell.base + self.offset_tables.offset(cell.index, iteration);
        constants.get(at as usize).copied().flatten()
    }

    /// Sets the lattice value of a cell at an iteration.
    pub fn set_constant(&mut self, cell: Cell, iteration: u32, value: Option<f64>) {
        let at = cell.base + self.offset_tables.offset(cell.index, iteration);
        let buffer = &mut self.buffers[cell.buffer.at()];
        if buffer.constants.is_empty() {
            // Bottom is the default: a lattice of bottoms is not made.
            if value.is_none() {
                return;
            }
            buffer.constants.resize(buffer.cells as usize, None);
        }
        buffer.constants[at as usize] = value;
    }

    /// Runs a pass. In debug builds the verifier looks at what it made, so that the pass that broke a rule is the one named.
    pub fn pass(&mut self, name: &str, pass: fn(&mut Mir)) {
        pass(self);
        self.debug_verify(name);
    }

    /// Panics in debug builds when the MIR breaks a rule.
    pub fn debug_verify(&self, pass: &str) {
        if cfg!(debug_assertions)
            && let Err(rule) = verify(self)
        {
            panic!("invariant: after {pass}, {rule}\n{self}");
        }
    }
}
