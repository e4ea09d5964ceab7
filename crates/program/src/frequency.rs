//! How often every value can change, and code moved to where it runs no more often than that.

use crate::mir::{BufferId, BufferKind, Cell, LoopNest, Mir, Operation, Phase, Source};
use crate::operations::is_costly;
use crate::{Frequency, Op};
use rustc_hash::FxHashMap;

/// Arrays of values that follow from parameters are kept from step to step up to so many cells; longer ones would not stay in
/// the cache, so that only what is costly to compute is kept.
const HOISTED_CELLS: u32 = 256;

/// What changes together with either.
fn join(a: Frequency, b: Frequency) -> Frequency {
    match (a, b) {
        // Neither bank has room for both: what differs between runs and between steps is a lane at every step.
        (Frequency::Run, Frequency::SharedStep) | (Frequency::SharedStep, Frequency::Run) => Frequency::Step,
        _ => a.max(b),
    }
}

/// How often each buffer's cells can change, by the number of the buffer.
pub(crate) fn frequencies(mir: &Mir) -> Vec<Frequency> {
    let mut found: Vec<Frequency> = mir.buffers.iter().map(|buffer| least(buffer.kind)).collect();
    // A fixed point from below: frequencies only rise, and there are four of them, so that this ends.
    let mut was_read = vec![false; mir.buffers.len()];
    // Loop nests are in an order in which they can run, so that one round settles nearly all of them: only a read of a
    // buffer that a later nest changes again needs another.
    while raise(mir, &mut found, &mut was_read) {}
    found
}

/// Raises the frequency of every buffer to that of the nests that fill it; whether one was read before it was raised.
fn raise(mir: &Mir, found: &mut [Frequency], was_read: &mut [bool]) -> bool {
    let mut is_outdated = false;
    for nest in &mir.nests {
        let buffer = nest.target.buffer.at();
        let own = of_nest(nest, found, was_read);
        let kind = mir.buffers[buffer].kind;
        // Only initial values are stored into states by code; the integrator changes them at every step all the same.
        if kind == BufferKind::State {
            continue;
        }
        let joined = in_bank(kind, join(found[buffer], own));
        is_outdated |= joined != found[buffer] && was_read[buffer];
        found[buffer] = joined;
    }
    is_outdated
}

/// How often what a nest computes can change; notes which buffers it reads.
fn of_nest(nest: &LoopNest, buffers: &[Frequency], was_read: &mut [bool]) -> Frequency {
    let mut read = |frequency: Frequency, source: Source| {
        if let Source::Cell(cell) = source {
            was_read[cell.buffer.at()] = true;
        }
        join(frequency, of_source(source, buffers))
    };
    let mut frequency = read(Frequency::Once, nest.value);
    for operation in &nest.code {
        frequency = join(frequency, of_op(operation.op, nest.phase));
        frequency = operation.arguments.into_iter().fold(frequency, &mut read);
    }
    frequency
}

fn least(kind: BufferKind) -> Frequency {
    match kind {
        BufferKind::Constant | BufferKind::Computed => Frequency::Once,
        BufferKind::Parameter | BufferKind::IntegratorInput => Frequency::Run,
        BufferKind::StepClock => Frequency::SharedStep,
        BufferKind::State => Frequency::Step,
    }
}

/// The integration looks into lanes only.
fn in_bank(kind: BufferKind, frequency: Frequency) -> Frequency {
    match (kind, frequency) {
        (BufferKind::IntegratorInput, Frequency::SharedStep) => Frequency::Step,
        _ => frequency,
    }
}

fn of_source(source: Source, buffers: &[Frequency]) -> Frequency {
    match source {
        Source::Cell(cell) => buffers[cell.buffer.at()],
        Source::Time => Frequency::SharedStep,
        Source::None | Source::Number(_) | Source::Local(_) | Source::Table { .. } => Frequency::Once,
    }
}

fn of_op(op: Op, phase: Phase) -> Frequency {
    match op {
        // Initial code runs once, with the clock at the start.
        Op::Call(function) if function.reads_clock() && phase == Phase::Step => Frequency::SharedStep,
        _ => Frequency::Once,
    }
}

/// Gives every value that changes less often than the code around it a buffer and code of its own.
pub(crate) fn hoist(mir: &mut Mir) {
    let mut buffers = frequencies(mir);
    let nests = std::mem::take(&mut mir.nests);
    let mut hoisting = Hoisting {
        mir,
        buffers: &mut buffers,
        done: Vec::with_capacity(nests.len()),
        hoisted: FxHashMap::default(),
        frequencies: Vec::new(),
        boundaries: Vec::new(),
    };
    for nest in nests {
        hoisting.nest(nest);
    }
    let done = hoisting.done;
    mir.nests = done;
}

struct Hoisting<'d> {
    mir: &'d mut Mir,
    buffers: &'d mut Vec<Frequency>,
    done: Vec<LoopNest>,
    /// Code that has a buffer already.
    hoisted: FxHashMap<(Phase, u32, Vec<Operation>), BufferId>,
    /// How often each value of the present nest can change.
    frequencies: Vec<Frequency>,
    /// Which of them move.
    boundaries: Vec<usize>,
}

impl Hoisting<'_> {
    fn nest(&mut self, mut nest: LoopNest) {
        if nest.vector().is_some() {
            return self.done.push(nest); // what it reads and fills are buffers already
        }
        self.of_code(&nest);
        self.find_boundaries(&nest);
        if !self.boundaries.is_empty() {
            let mut moved: Vec<Option<Cell>> = vec![None; nest.code.len()];
            for at in std::mem::take(&mut self.boundaries) {
                moved[at] = Some(self.outline(&nest, at, &moved));
            }
            replace(&mut nest, &moved);
        }
        self.done.push(nest);
    }

    /// How often a nest runs.
    fn of_nest(&self, nest: &LoopNest) -> Frequency {
        match nest.phase {
            // Not the frequency of its target: the initial value of a state is computed once, although the state changes.
            Phase::Initial => Frequency::Run,
            Phase::Step => self.buffers[nest.target.buffer.at()],
        }
    }

    fn of_code(&mut self, nest: &LoopNest) {
        self.frequencies.clear();
        for operation in &nest.code {
            let arguments = operation.arguments.iter().map(|argument| self.of_argument(*argument));
            let frequency = arguments.fold(of_op(operation.op, nest.phase), join);
            self.frequencies.push(frequency);
        }
    }

    fn of_argument(&self, argument: Source) -> Frequency {
        match argument {
            Source::Local(local) => self.frequencies[local as usize],
            other => of_source(other, self.buffers),
        }
    }

    /// Finds the operations whose values change less often than those that use them, in order.
    fn find_boundaries(&mut self, nest: &LoopNest) {
        let own = self.of_nest(nest);
        let frequencies = &self.frequencies;
        let users = nest.code.iter().zip(frequencies);
        let uses = users.flat_map(|(operation, user)| operation.arguments.map(|argument| (argument, *user)));
        let is_slower = |(source, user)| match source {
            Source::Local(local) if frequencies[local as usize] < user => Some(local as usize),
            _ => None,
        };
        let mut found = std::mem::take(&mut self.boundaries);
        found.clear();
        found.extend(uses.chain([(nest.value, own)]).filter_map(is_slower));
        found.retain(|&at| is_worth_a_buffer(nest, at, frequencies[at]));
        // In order of computation: a value that moves may read another that moves.
        found.sort_unstable();
        found.dedup();
        self.boundaries = found;
    }

    /// Gives a value of a nest a buffer: the code that it needs becomes a nest of its own.
    fn outline(&mut self, nest: &LoopNest, at: usize, moved: &[Option<Cell>]) -> Cell {
        let code = slice(nest, at, moved);
        // The whole code is the key, not its hash: two equations may share a hoisted value only if it is the same one.
        let key = (nest.phase, nest.iterations, code);
        if let Some(&buffer) = self.hoisted.get(&key) {
            return Cell::of(buffer, nest.iterations);
        }
        let name = self.mir.buffers[nest.target.buffer.at()].name.clone();
        let buffer = self.mir.new_buffer(name, nest.iterations, BufferKind::Computed);
        let target = Cell::of(buffer, nest.iterations);
        let code = key.2.clone();
        self.hoisted.insert(key, buffer);
        self.add(LoopNest {
            value: Source::Local(code.len() as u32 - 1),
            code,
            target,
            store: Op::Copy,
            ..*nest
        });
        target
    }

    /// Adds a nest that fills the newest buffer.
    fn add(&mut self, nest: LoopNest) {
        // Later nests read the new buffer, so that its frequency must be known before they are looked at.
        self.of_code(&nest);
        let frequency = self.frequencies.last().copied();
        self.buffers.push(frequency.unwrap_or(Frequency::Once));
        self.done.push(nest);
    }
}

fn is_worth_a_buffer(nest: &LoopNest, at: usize, frequency: Frequency) -> bool {
    // What all runs share is computed once for a whole block, so that a buffer always pays.
    frequency != Frequency::Run || nest.iterations <= HOISTED_CELLS || is_costly(nest.code[at].op)
}

/// The operations that the value at `at` needs, itself last; values that have a buffer already are read from there.
fn slice(nest: &LoopNest, at: usize, moved: &[Option<Cell>]) -> Vec<Operation> {
    let needed = needed_for(nest, at, moved);
    let mut number = vec![0; at + 1];
    let mut code = Vec::new();
    for index in (0..=at).filter(|&index| needed[index]) {
        let mut operation = nest.code[index];
        for argument in &mut operation.arguments {
            if let Source::Local(local) = *argument {
                let moved = moved[local as usize].map(Source::Cell);
                *argument = moved.unwrap_or(Source::Local(number[local as usize]));
            }
        }
        number[index] = code.len() as u32;
        code.push(operation);
    }
    code
}

/// For each operation up to `at`, whether the value there needs it.
fn needed_for(nest: &LoopNest, at: usize, moved: &[Option<Cell>]) -> Vec<bool> {
    let mut needed = vec![false; at + 1];
    needed[at] = true;
    // Backwards, as operations read earlier ones only: all that need one have been seen when its turn comes.
    for index in (0..=at).rev() {
        if !needed[index] {
            continue;
        }
        for argument in nest.code[index].arguments {
            if let Source::Local(local) = argument {
                needed[local as usize] |= moved[local as usize].is_none();
            }
        }
    }
    needed
}

/// Reads what has moved from its buffer, and drops the code that nothing in the nest needs any more.
fn replace(nest: &mut LoopNest, moved: &[Option<Cell>]) {
    if moved.iter().all(Option::is_none) {
        return;
    }
    match nest.value {
        // Computed here still: of the rest of the code only what this value needs is left.
        Source::Local(local) if moved[local as usize].is_none() => {
            nest.code = slice(nest, local as usize, moved);
            nest.value = Source::Local(nest.code.len() as u32 - 1);
        }
        Source::Local(local) => {
            nest.code.clear();
            nest.value = moved[local as usize].map_or(Source::None, Source::Cell);
        }
        _ => nest.code.clear(),
    }
}
