//! Slot assignment: consecutive slots for every buffer that is left, in the bank of its frequency.

mod emit;

use crate::mir::{BufferId, Cell, Mir, NoiseBuffers, Output, ParameterBuffer, Section, StateBuffers};
use crate::{
    Block, Clock, ClockChanges, DelayLine, Frequency, IndexMap, Label, Noise, Operand, Parameter, Program, Saved, Slot,
    States,
};
use rustc_hash::FxHashMap;

/// The finished program: loops as blocks, buffers as slots.
pub(crate) fn assign_slots(mut mir: Mir, clock: Clock) -> Program {
    let loops = std::mem::take(&mut mir.loops);
    let frequencies = std::mem::take(&mut mir.frequencies);
    let tables = std::mem::take(&mut mir.tables);
    let vectors = std::mem::take(&mut mir.vectors);
    let stock_names = std::mem::take(&mut mir.stock_names);
    let mut slots = SlotAllocator {
        first_slots: vec![None; mir.buffers.len()],
        uniform: clock.time + 1,
        lane: 0,
        numbers: FxHashMap::default(),
        constants: Vec::new(),
        offset_tables: Vec::new(),
        offset_table_numbers: FxHashMap::default(),
        labels: Vec::new(),
        time: clock.time,
        mir: &mir,
        frequencies,
    };
    // States first: the integrator goes through all stocks and all rates as two arrays.
    let stocks = slots.states(&mir.stocks);
    let sample_and_hold = slots.states(&mir.sample_and_hold);
    let parameters = slots.parameters();
    let delay_lines = slots.delay_lines();
    let changes = mir.changes.map(|buffers| slots.changes(buffers));
    let clock = Clock { changes, ..clock };
    let mut lists: FxHashMap<Section, Vec<Block>> = FxHashMap::default();
    let mut temporaries = 0;
    for fused in &loops {
        let (block, needed) = emit::emit(&mut slots, fused);
        temporaries = temporaries.max(needed);
        lists.entry(fused.section).or_default().push(block);
    }
    let noise = mir.noise.map(|buffers| slots.noise(buffers));
    let saved = mir.outputs.iter().map(|kept| slots.saved(kept)).collect();
    let mut take = |list| lists.remove(&list).unwrap_or_default();
    Program {
        parameters,
        saved,
        uniform_slots: slots.uniform,
        lane_slots: slots.lane,
        temporaries,
        constants: slots.constants,
        tables,
        vectors,
        offset_tables: slots.offset_tables,
        start: take(Section::Start),
        shared_step: take(Section::SharedStep),
        step: take(Section::Step),
        advance: take(Section::Advance),
        shared_save: take(Section::SharedSave),
        save: take(Section::Save),
        stocks,
        sample_and_hold,
        delay_lines,
        clock,
        noise,
        stock_names,
        labels: slots.labels,
    }
}

struct SlotAllocator<'d> {
    mir: &'d Mir,
    frequencies: Vec<Frequency>,
    /// The first slot of each buffer that has slots.
    first_slots: Vec<Option<Slot>>,
    uniform: u32,
    lane: u32,
    /// The slots of known numbers, by their bits.
    numbers: FxHashMap<u64, u32>,
    constants: Vec<(u32, f64)>,
    offset_tables: Vec<Vec<u32>>,
    /// The program's number for each offset table of the mir.
    offset_table_numbers: FxHashMap<u32, u32>,
    labels: Vec<Label>,
    time: u32,
}

impl SlotAllocator<'_> {
    /// Slots for a buffer, if it has none yet.
    fn slot_of(&mut self, buffer: BufferId) -> Slot {
        if let Some(slot) = self.first_slots[buffer.at()] {
            return slot;
        }
        let cells = self.mir.buffers[buffer.at()].cells;
        // A number for all runs is read once for a row of lanes; a lane of equal numbers would be read for each.
        let slot = match self.frequencies[buffer.at()] {
            Frequency::Run | Frequency::Step => Slot::Lane(take(&mut self.lane, cells)),
            Frequency::Once | Frequency::SharedStep => Slot::Uniform(take(&mut self.uniform, cells)),
        };
        self.put(buffer, slot);
        slot
    }

    /// Puts a buffer into its slots.
    fn put(&mut self, buffer: BufferId, slot: Slot) {
        let of = &self.mir.buffers[buffer.at()];
        if let (Slot::Uniform(first), Frequency::Once) = (slot, self.frequencies[buffer.at()]) {
            let known = (first..).zip(&of.constants);
            self.constants
                .extend(known.filter_map(|(slot, value)| Some((slot, (*value)?))));
        }
        self.first_slots[buffer.at()] = Some(slot);
        self.labels.push(Label {
            slot,
            cells: of.cells,
            name: of.name.clone(),
        });
    }

    fn lane(&mut self, buffer: BufferId) -> u32 {
        match self.slot_of(buffer) {
            Slot::Lane(slot) | Slot::Uniform(slot) => slot,
        }
    }

    /// Consecutive slots for all states, then for all changes.
    fn states(&mut self, carried: &[StateBuffers]) -> States {
        let state = self.consecutive(carried.iter().map(|one| one.state));
        let change = self.consecutive(carried.iter().map(|one| one.change));
        let count = self.lane - change;
        States { state, change, count }
    }

    /// Lane slots for buffers that have none yet, without a gap between them.
    fn consecutive(&mut self, buffers: impl Iterator<Item = BufferId> + Clone) -> u32 {
        let cells = |buffer: BufferId| self.mir.buffers[buffer.at()].cells;
        let first = take(&mut self.lane, buffers.clone().map(cells).sum());
        let mut free = first;
        for buffer in buffers {
            self.put(buffer, Slot::Lane(free));
            free += self.mir.buffers[buffer.at()].cells;
        }
        first
    }

    fn parameters(&mut self) -> Vec<Parameter> {
        let mir = self.mir;
        let mut parameters = Vec::new();
        for ParameterBuffer { buffer, cells } in &mir.parameters {
            let first = self.lane(*buffer);
            parameters.extend(cells.iter().map(|cell| Parameter {
                name: cell.name.clone(),
                slot: first + cell.cell,
                base: cell.base,
            }));
        }
        parameters
    }

    fn delay_lines(&mut self) -> Vec<DelayLine> {
        let mir = self.mir;
        let mut delay_lines = Vec::new();
        for delayed in &mir.delay_lines {
            let output = self.lane(delayed.output);
            let input = self.lane(delayed.input);
            let delay = self.lane(delayed.delay);
            let cells = mir.buffers[delayed.output.0 as usize].cells;
            delay_lines.extend((0..cells).map(|cell| DelayLine {
                output: output + cell,
                input: input + cell,
                delay: delay + cell,
            }));
        }
        delay_lines
    }

    fn changes(&mut self, [stop, step, save_every]: [BufferId; 3]) -> ClockChanges {
        ClockChanges {
            stop: self.lane(stop),
            step: self.lane(step),
            save_every: self.lane(save_every),
        }
    }

    fn noise(&mut self, buffers: NoiseBuffers) -> Noise {
        Noise {
            seed_slot: self.lane(buffers.seed),
            step: self.lane(buffers.step),
            run: self.lane(buffers.run),
        }
    }

    fn number(&mut self, value: f64) -> u32 {
        let (uniform, constants) = (&mut self.uniform, &mut self.constants);
        // By bits, not by value: -0 and 0 are equal, but 1 / -0 is not 1 / 0.
        *self.numbers.entry(value.to_bits()).or_insert_with(|| {
            *uniform += 1;
            constants.push((*uniform - 1, value));
            *uniform - 1
        })
    }

    fn index_map(&mut self, index: IndexMap) -> IndexMap {
        let IndexMap::Table(list) = index else { return index };
        // Only tables that code still names are in the program: folding leaves some unused.
        let number = *self.offset_table_numbers.entry(list).or_insert_with(|| {
            self.offset_tables.push(self.mir.offset_tables.table(list).to_vec());
            self.offset_tables.len() as u32 - 1
        });
        IndexMap::Table(number)
    }

    fn cell(&mut self, cell: Cell) -> Operand {
        let index = self.index_map(cell.index);
        match self.slot_of(cell.buffer) {
            Slot::Uniform(first) => Operand::Uniform {
                base: first + cell.base,
                index,
            },
            Slot::Lane(first) => Operand::Lane {
                base: first + cell.base,
                index,
            },
        }
    }

    fn saved(&mut self, kept: &Output) -> Saved {
        let buffer = &self.mir.buffers[kept.buffer.at()];
        let slot = if self.frequencies[kept.buffer.at()] == Frequency::Once {
            // One slot for the number, rather than slots for the whole array of which one cell is saved.
            let value = buffer.constants.get(kept.cell as usize).copied().flatten();
            Slot::Uniform(self.number(value.unwrap_or(0.0)))
        } else {
            match self.slot_of(kept.buffer) {
                Slot::Uniform(first) => Slot::Uniform(first + kept.cell),
                Slot::Lane(first) => Slot::Lane(first + kept.cell),
            }
        };
        let name = kept.name.clone();
        Saved { name, slot }
    }
}

/// Consecutive slots from the first that is free. Those of long arrays begin on a cache line, which vector loads like.
fn take(free: &mut u32, cells: u32) -> u32 {
    let first = match cells {
        ..LONG => *free,
        _ => free.next_multiple_of(LINE),
    };
    *free = first + cells;
    first
}

/// How many slots a cache line of 64 bytes has.
const LINE: u32 = 8;

/// How many cells an array has that is long.
const LONG: u32 = 64;
