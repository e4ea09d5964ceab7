//! Slot assignment: consecutive slots for every buffer that is left, in the bank of its frequency.

mod emit;

use crate::mir::{
    Buffer, BufferId, Cell, DelayLineBuffers, FusedLoop, Mir, NoiseBuffers, OffsetTables, Output, ParameterBuffer,
    Section, StateBuffers,
};
use crate::{
    Block, Clock, ClockChanges, DelayLine, Frequency, IndexMap, Label, Lag, Noise, Operand, Parameter, Program, Saved,
    Slot, States,
};
use rustc_hash::FxHashMap;

/// The finished program: loops as blocks, buffers as slots.
pub(crate) fn assign_slots(mir: Mir, clock: Clock) -> Program {
    let mut slots = SlotAllocator::new(&mir, clock.time);
    // States first: the integrator goes through all stocks and all rates as two arrays.
    let stocks = slots.states(&mir.stocks);
    let sample_and_hold = slots.states(&mir.sample_and_hold);
    let parameters = slots.parameters(&mir.parameters);
    let delay_lines = slots.delay_lines(&mir.delay_lines);
    let changes = mir.changes.map(|buffers| slots.changes(buffers));
    // All other buffers in the order in which code touches them: what is used together stands together.
    let mut code = Code::emit(&mut slots, &mir.loops);
    let noise = mir.noise.map(|buffers| slots.noise(buffers));
    let saved = mir.outputs.iter().map(|kept| slots.saved(kept)).collect();
    let lags = std::mem::take(&mut slots.lags);
    Program {
        parameters,
        saved,
        lags,
        uniform_slots: slots.uniform,
        lane_slots: slots.lane,
        temporaries: code.temporaries,
        constants: slots.constants,
        offset_tables: slots.used_offset_tables,
        labels: slots.labels,
        tables: mir.tables,
        vectors: mir.vectors,
        start: code.take(Section::Start),
        shared_step: code.take(Section::SharedStep),
        step: code.take(Section::Step),
        advance: code.take(Section::Advance),
        shared_save: code.take(Section::SharedSave),
        save: code.take(Section::Save),
        stocks,
        sample_and_hold,
        delay_lines,
        clock: Clock { changes, ..clock },
        noise,
        stock_names: mir.stock_names,
    }
}

/// The blocks of each section.
struct Code {
    blocks: FxHashMap<Section, Vec<Block>>,
    /// The most temporaries that any of them needs: blocks run one after the other, and share them.
    temporaries: u32,
}

impl Code {
    fn emit(slots: &mut SlotAllocator<'_>, loops: &[FusedLoop]) -> Code {
        let mut code = Code {
            blocks: FxHashMap::default(),
            temporaries: 0,
        };
        for fused in loops {
            let (block, temporaries) = emit::emit(slots, fused);
            code.temporaries = code.temporaries.max(temporaries);
            code.blocks.entry(fused.section).or_default().push(block);
        }
        code
    }

    fn take(&mut self, section: Section) -> Vec<Block> {
        self.blocks.remove(&section).unwrap_or_default()
    }
}

struct SlotAllocator<'d> {
    buffers: &'d [Buffer],
    frequencies: &'d [Frequency],
    offset_tables: &'d OffsetTables,
    /// The first slot of each buffer that has slots.
    first_slots: Vec<Option<Slot>>,
    uniform: u32,
    lane: u32,
    /// The slots of known numbers, by their bits.
    numbers: FxHashMap<u64, u32>,
    constants: Vec<(u32, f64)>,
    used_offset_tables: Vec<Vec<u32>>,
    /// The program's number for each offset table of the mir.
    offset_table_numbers: FxHashMap<u32, u32>,
    labels: Vec<Label>,
    lags: Vec<Lag>,
    time: u32,
}

impl<'d> SlotAllocator<'d> {
    /// No slots but that of the time, the first.
    fn new(mir: &'d Mir, time: u32) -> Self {
        SlotAllocator {
            buffers: &mir.buffers,
            frequencies: &mir.frequencies,
            offset_tables: &mir.offset_tables,
            first_slots: vec![None; mir.buffers.len()],
            uniform: time + 1,
            lane: 0,
            numbers: FxHashMap::default(),
            constants: Vec::new(),
            used_offset_tables: Vec::new(),
            offset_table_numbers: FxHashMap::default(),
            labels: Vec::new(),
            lags: Vec::new(),
            time,
        }
    }
}

impl SlotAllocator<'_> {
    /// Slots for a buffer, if it has none yet.
    fn slot_of(&mut self, buffer: BufferId) -> Slot {
        if let Some(slot) = self.first_slots[buffer.at()] {
            return slot;
        }
        let cells = self.buffers[buffer.at()].cells;
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
        let of = &self.buffers[buffer.at()];
        // Whatever is known of single cells of the others: code that fills a buffer fills all of it.
        if let (Slot::Uniform(first), Frequency::Once) = (slot, self.frequencies[buffer.at()]) {
            let known = (first..).zip(&of.constants);
            self.constants.extend(known.filter_map(|(slot, value)| Some((slot, (*value)?))));
        }
        self.first_slots[buffer.at()] = Some(slot);
        self.labels.push(Label {
            slot,
            cells: of.cells,
            name: of.name.clone(),
        });
    }

    fn first_slot(&mut self, buffer: BufferId) -> u32 {
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
        let cells = |buffer: BufferId| self.buffers[buffer.at()].cells;
        // Not one by one: long arrays would begin on a cache line, and the gap before them be integrated too.
        let first = take(&mut self.lane, buffers.clone().map(cells).sum());
        let mut free = first;
        for buffer in buffers {
            self.put(buffer, Slot::Lane(free));
            free += self.buffers[buffer.at()].cells;
        }
        first
    }

    fn parameters(&mut self, varied: &[ParameterBuffer]) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for ParameterBuffer { buffer, cells } in varied {
            let first = self.first_slot(*buffer);
            // Slots for all cells of the array, though some may be defined by nothing: subscripts count them all.
            parameters.extend(cells.iter().map(|cell| Parameter {
                name: cell.name.clone(),
                slot: first + cell.cell,
                base: cell.base,
            }));
        }
        parameters
    }

    fn delay_lines(&mut self, buffers: &[DelayLineBuffers]) -> Vec<DelayLine> {
        let mut delay_lines = Vec::new();
        for delayed in buffers {
            let output = self.first_slot(delayed.output);
            let input = self.first_slot(delayed.input);
            let delay = self.first_slot(delayed.delay);
            let cells = self.buffers[delayed.output.at()].cells;
            delay_lines.extend((0..cells).map(|cell| DelayLine {
                output: output + cell,
                input: input + cell,
                delay: delay + cell,
                is_conveyor: delayed.is_conveyor,
            }));
        }
        delay_lines
    }

    fn changes(&mut self, [stop, step, save_every]: [BufferId; 3]) -> ClockChanges {
        ClockChanges {
            stop: self.first_slot(stop),
            step: self.first_slot(step),
            save_every: self.first_slot(save_every),
        }
    }

    fn noise(&mut self, buffers: NoiseBuffers) -> Noise {
        Noise {
            seed_slot: self.first_slot(buffers.seed),
            step: self.first_slot(buffers.step),
            run: self.first_slot(buffers.run),
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
            self.used_offset_tables.push(self.offset_tables.table(list).to_vec());
            self.used_offset_tables.len() as u32 - 1
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
        let now = self.saved_slot(kept);
        let changes = self.frequencies[kept.buffer.at()] != Frequency::Once;
        Saved {
            name: kept.name.clone(),
            slot: if kept.lags && changes { self.late(now) } else { now },
        }
    }

    /// The slot in which the sink finds late what stands in another.
    fn late(&mut self, from: Slot) -> Slot {
        let to = match from {
            Slot::Uniform(_) => Slot::Uniform(take(&mut self.uniform, 1)),
            Slot::Lane(_) => Slot::Lane(take(&mut self.lane, 1)),
        };
        self.lags.push(Lag { from, to });
        to
    }

    fn saved_slot(&mut self, kept: &Output) -> Slot {
        if self.frequencies[kept.buffer.at()] == Frequency::Once {
            // One slot for the number, rather than slots for the whole array of which one cell is saved.
            let constants = &self.buffers[kept.buffer.at()].constants;
            let value = constants.get(kept.cell as usize).copied().flatten();
            return Slot::Uniform(self.number(value.unwrap_or(0.0)));
        }
        match self.slot_of(kept.buffer) {
            Slot::Uniform(first) => Slot::Uniform(first + kept.cell),
            Slot::Lane(first) => Slot::Lane(first + kept.cell),
        }
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
