//! A slot for every home that is left, and as few temporaries as there are values alive at once.

use crate::arrange::{Loop, Statement};
use crate::dead::List;
use crate::draft::{Carried, Cell, Draft, HomeId, Kept, NoiseHomes, Operation, Source, Varied};
use crate::{
    Block, Clock, ClockChanges, DelayLine, Frequency, IndexMap, Instruction, Label, Noise, Op, Operand, Parameter,
    Program, Saved, Slot, States,
};
use rustc_hash::FxHashMap;

/// The finished program: loops as blocks, homes as slots.
pub(crate) fn assign(mut draft: Draft, loops: &[Loop], frequencies: Vec<Frequency>, clock: Clock) -> Program {
    let tables = std::mem::take(&mut draft.tables);
    let vectors = std::mem::take(&mut draft.vectors);
    let stock_names = std::mem::take(&mut draft.stock_names);
    let mut slots = Slots {
        first_slots: vec![None; draft.homes.len()],
        uniform: clock.time + 1,
        lane: 0,
        numbers: FxHashMap::default(),
        constants: Vec::new(),
        offset_tables: Vec::new(),
        offset_table_numbers: FxHashMap::default(),
        labels: Vec::new(),
        time: clock.time,
        draft: &draft,
        frequencies,
    };
    let stocks = slots.states(&draft.stocks);
    let sample_and_hold = slots.states(&draft.sample_and_hold);
    let parameters = slots.parameters();
    let delay_lines = slots.delay_lines();
    let changes = draft.changes.map(|homes| slots.changes(homes));
    let clock = Clock { changes, ..clock };
    let mut lists: FxHashMap<List, Vec<Block>> = FxHashMap::default();
    let mut temporaries = 0;
    for one in loops {
        let (block, needed) = Writing::new(&mut slots, one).run();
        temporaries = temporaries.max(needed);
        lists.entry(one.list).or_default().push(block);
    }
    let noise = draft.noise.map(|homes| slots.noise(homes));
    let saved = draft.kept.iter().map(|kept| slots.saved(kept)).collect();
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
        start: take(List::Start),
        shared_step: take(List::SharedStep),
        step: take(List::Step),
        advance: take(List::Advance),
        shared_save: take(List::SharedSave),
        save: take(List::Save),
        stocks,
        sample_and_hold,
        delay_lines,
        clock,
        noise,
        stock_names,
        labels: slots.labels,
    }
}

struct Slots<'d> {
    draft: &'d Draft,
    frequencies: Vec<Frequency>,
    /// The first slot of each home that has slots.
    first_slots: Vec<Option<Slot>>,
    uniform: u32,
    lane: u32,
    /// The slots of known numbers, by their bits.
    numbers: FxHashMap<u64, u32>,
    constants: Vec<(u32, f64)>,
    offset_tables: Vec<Vec<u32>>,
    /// The program's number for each offset table of the draft.
    offset_table_numbers: FxHashMap<u32, u32>,
    labels: Vec<Label>,
    time: u32,
}

impl Slots<'_> {
    /// Slots for a home, if it has none yet.
    fn slot_of(&mut self, home: HomeId) -> Slot {
        if let Some(slot) = self.first_slots[home.0 as usize] {
            return slot;
        }
        let cells = self.draft.homes[home.0 as usize].cells;
        let slot = match self.frequencies[home.0 as usize] {
            Frequency::Run | Frequency::Step => Slot::Lane(take(&mut self.lane, cells)),
            Frequency::Once | Frequency::SharedStep => Slot::Uniform(take(&mut self.uniform, cells)),
        };
        self.put(home, slot);
        slot
    }

    /// Puts a home into its slots.
    fn put(&mut self, home: HomeId, slot: Slot) {
        let of = &self.draft.homes[home.0 as usize];
        if let (Slot::Uniform(first), Frequency::Once) = (slot, self.frequencies[home.0 as usize]) {
            let known = (first..).zip(&of.known);
            self.constants
                .extend(known.filter_map(|(slot, value)| Some((slot, (*value)?))));
        }
        self.first_slots[home.0 as usize] = Some(slot);
        self.labels.push(Label {
            slot,
            cells: of.cells,
            name: of.name.clone(),
        });
    }

    fn lane(&mut self, home: HomeId) -> u32 {
        match self.slot_of(home) {
            Slot::Lane(slot) | Slot::Uniform(slot) => slot,
        }
    }

    /// Consecutive slots for all states, then for all changes.
    fn states(&mut self, carried: &[Carried]) -> States {
        let state = self.in_a_row(carried.iter().map(|one| one.state));
        let change = self.in_a_row(carried.iter().map(|one| one.change));
        let count = self.lane - change;
        States { state, change, count }
    }

    /// Lane slots for homes that have none yet, without a gap between them.
    fn in_a_row(&mut self, homes: impl Iterator<Item = HomeId> + Clone) -> u32 {
        let cells = |home: HomeId| self.draft.homes[home.0 as usize].cells;
        let first = take(&mut self.lane, homes.clone().map(cells).sum());
        let mut free = first;
        for home in homes {
            self.put(home, Slot::Lane(free));
            free += self.draft.homes[home.0 as usize].cells;
        }
        first
    }

    fn parameters(&mut self) -> Vec<Parameter> {
        let draft = self.draft;
        let mut parameters = Vec::new();
        for Varied { home, cells } in &draft.parameters {
            let first = self.lane(*home);
            parameters.extend(cells.iter().map(|(cell, name, base)| Parameter {
                name: name.clone(),
                slot: first + cell,
                base: *base,
            }));
        }
        parameters
    }

    fn delay_lines(&mut self) -> Vec<DelayLine> {
        let draft = self.draft;
        let mut delay_lines = Vec::new();
        for delayed in &draft.delay_lines {
            let output = self.lane(delayed.output);
            let input = self.lane(delayed.input);
            let delay = self.lane(delayed.delay);
            let cells = draft.homes[delayed.output.0 as usize].cells;
            delay_lines.extend((0..cells).map(|cell| DelayLine {
                output: output + cell,
                input: input + cell,
                delay: delay + cell,
            }));
        }
        delay_lines
    }

    fn changes(&mut self, [stop, step, save_every]: [HomeId; 3]) -> ClockChanges {
        ClockChanges {
            stop: self.lane(stop),
            step: self.lane(step),
            save_every: self.lane(save_every),
        }
    }

    fn noise(&mut self, homes: NoiseHomes) -> Noise {
        Noise {
            seed: 0,
            seed_slot: self.lane(homes.seed),
            step: self.lane(homes.step),
            run: self.lane(homes.run),
        }
    }

    fn number(&mut self, value: f64) -> u32 {
        let (uniform, constants) = (&mut self.uniform, &mut self.constants);
        *self.numbers.entry(value.to_bits()).or_insert_with(|| {
            *uniform += 1;
            constants.push((*uniform - 1, value));
            *uniform - 1
        })
    }

    fn index_map(&mut self, index: IndexMap) -> IndexMap {
        let IndexMap::Table(list) = index else { return index };
        let number = *self.offset_table_numbers.entry(list).or_insert_with(|| {
            self.offset_tables.push(self.draft.offset_tables.list(list).to_vec());
            self.offset_tables.len() as u32 - 1
        });
        IndexMap::Table(number)
    }

    fn cell(&mut self, cell: Cell) -> Operand {
        let index = self.index_map(cell.index);
        match self.slot_of(cell.home) {
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

    fn fixed(base: u32) -> Operand {
        let index = IndexMap::Fixed;
        Operand::Uniform { base, index }
    }

    fn saved(&mut self, kept: &Kept) -> Saved {
        let home = &self.draft.homes[kept.home.0 as usize];
        let slot = if self.frequencies[kept.home.0 as usize] == Frequency::Once {
            let value = home.known.get(kept.cell as usize).copied().flatten();
            Slot::Uniform(self.number(value.unwrap_or(0.0)))
        } else {
            match self.slot_of(kept.home) {
                Slot::Uniform(first) => Slot::Uniform(first + kept.cell),
                Slot::Lane(first) => Slot::Lane(first + kept.cell),
            }
        };
        let name = kept.name.clone();
        Saved { name, slot }
    }
}

/// No statement.
const NOWHERE: u32 = u32::MAX;

/// One loop while its temporaries are assigned.
struct Writing<'s, 'd> {
    slots: &'s mut Slots<'d>,
    one: &'s Loop,
    /// The last statement that uses each value.
    last_use: Vec<usize>,
    /// Where each value is.
    at: Vec<Operand>,
    free: Vec<u32>,
    temporaries: u32,
    block: Block,
}

impl<'s, 'd> Writing<'s, 'd> {
    fn new(slots: &'s mut Slots<'d>, one: &'s Loop) -> Self {
        Writing {
            slots,
            one,
            last_use: last_uses(&one.code),
            at: vec![Operand::None; one.code.len()],
            free: Vec::new(),
            temporaries: 0,
            block: Block {
                iterations: one.iterations,
                code: Vec::with_capacity(one.code.len()),
            },
        }
    }

    fn run(mut self) -> (Block, u32) {
        let direct = self.direct();
        for (number, statement) in self.one.code.iter().enumerate() {
            match *statement {
                Statement::Value(operation) => self.value(number, operation, self.stored(direct[number])),
                Statement::Store { how, target, value } => self.store(number, how, target, value),
            }
        }
        (self.block, self.temporaries)
    }

    /// For each value the first statement that puts it into a cell, where it can be computed directly; [`NOWHERE`] for none.
    fn direct(&self) -> Vec<u32> {
        let mut stores = vec![NOWHERE; self.one.code.len()];
        for (number, statement) in self.one.code.iter().enumerate().rev() {
            if let Statement::Store {
                how: Op::Copy,
                value: Source::Local(local),
                ..
            } = *statement
            {
                stores[local as usize] = number as u32;
            }
        }
        stores
    }

    /// The cell of a statement that stores.
    fn stored(&self, statement: u32) -> Option<Cell> {
        match self.one.code.get(statement as usize)? {
            Statement::Store { target, .. } => Some(*target),
            Statement::Value(_) => None,
        }
    }

    fn value(&mut self, number: usize, operation: Operation, cell: Option<Cell>) {
        let arguments = operation.arguments.map(|source| self.operand(source));
        let target = match cell {
            Some(cell) => self.slots.cell(cell),
            None => self.temporary(),
        };
        self.at[number] = target;
        self.block.code.push(Instruction {
            op: operation.op,
            target,
            arguments,
        });
        self.release(number, &operation.arguments);
    }

    fn store(&mut self, number: usize, how: Op, target: Cell, value: Source) {
        let target = self.slots.cell(target);
        let argument = self.operand(value);
        if how != Op::Copy || target != argument {
            let none = Operand::None;
            self.block.code.push(Instruction {
                op: how,
                target,
                arguments: [argument, none, none, none],
            });
        }
        self.release(number, &[value]);
    }

    fn operand(&mut self, source: Source) -> Operand {
        match source {
            Source::None => Operand::None,
            Source::Number(bits) => Slots::fixed(self.slots.number(f64::from_bits(bits))),
            Source::Local(local) => self.at[local as usize],
            Source::Cell(cell) => self.slots.cell(cell),
            Source::Time => Slots::fixed(self.slots.time),
            Source::Table { base, index } => {
                let index = self.slots.index_map(index);
                Operand::Table { base, index }
            }
        }
    }

    /// The temporary that was freed last: it is most likely in the cache.
    fn temporary(&mut self) -> Operand {
        let number = self.free.pop().unwrap_or_else(|| {
            self.temporaries += 1;
            self.temporaries - 1
        });
        Operand::Temporary(number)
    }

    /// Frees the temporaries that statement `number` was the last to use. A result never shares a temporary with an argument
    /// of the same instruction: kernels rely on it.
    fn release(&mut self, number: usize, sources: &[Source]) {
        for (at, &source) in sources.iter().enumerate() {
            let Source::Local(local) = source else {
                continue;
            };
            let again = sources[..at].contains(&source);
            if self.last_use[local as usize] != number || again {
                continue;
            }
            if let Operand::Temporary(temporary) = self.at[local as usize] {
                self.free.push(temporary);
            }
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

fn last_uses(code: &[Statement]) -> Vec<usize> {
    let mut last = vec![0; code.len()];
    let mut note = |source: Source, number: usize| {
        if let Source::Local(local) = source {
            last[local as usize] = number;
        }
    };
    for (number, statement) in code.iter().enumerate() {
        match statement {
            Statement::Value(operation) => operation.arguments.iter().for_each(|&s| note(s, number)),
            Statement::Store { value, .. } => note(*value, number),
        }
    }
    last
}
