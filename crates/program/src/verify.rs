//! What every program keeps to, so that whoever runs it need not look.

use crate::operations::arity;
use crate::{Block, IndexMap, Instruction, Op, Operand, Program, Slot, States};

/// Checks that a program keeps to the rules of its banks; what it says names the first place that does not.
///
/// Every slot, lookup table and offset table exists; a temporary is read after it was written, in the same iteration; lane code writes lanes only
/// and uniform code uniform slots only, which it alone reads; an instruction has the arguments that its operation takes; and
/// no instruction reads, in one iteration, the temporary or the fixed slot that it writes, except to reduce into it.
pub fn verify(program: &Program) -> Result<(), String> {
    let lists = [
        ("start", &program.start, Bank::Lane),
        ("shared step", &program.shared_step, Bank::Uniform),
        ("step", &program.step, Bank::Lane),
        ("advance", &program.advance, Bank::Lane),
        ("shared save", &program.shared_save, Bank::Uniform),
        ("save", &program.save, Bank::Lane),
    ];
    for (name, blocks, bank) in lists {
        for (number, block) in blocks.iter().enumerate() {
            let verifier = Verifier { program, block, bank };
            verifier
                .block()
                .map_err(|what| format!("{name}, block {number}: {what}"))?;
        }
    }
    interface(program)
}

#[derive(Clone, Copy, PartialEq)]
enum Bank {
    Uniform,
    Lane,
}

struct Verifier<'p> {
    program: &'p Program,
    block: &'p Block,
    bank: Bank,
}

impl Verifier<'_> {
    fn block(&self) -> Result<(), String> {
        ensure(self.block.iterations > 0, || "it has no iteration".into())?;
        let mut written = vec![false; self.program.temporaries as usize];
        for (number, instruction) in self.block.code.iter().enumerate() {
            self.instruction(instruction, &mut written)
                .map_err(|what| format!("instruction {number} ({:?}): {what}", instruction.op))?;
        }
        Ok(())
    }

    fn instruction(&self, instruction: &Instruction, written: &mut [bool]) -> Result<(), String> {
        if let Op::Vector(number) = instruction.op {
            return self.vector(instruction, number);
        }
        let (used, unused) = instruction.arguments.split_at(arity(instruction.op));
        ensure(unused.iter().all(|a| *a == Operand::None), || {
            "too many arguments".into()
        })?;
        for (at, argument) in used.iter().enumerate() {
            let wants_table = matches!(instruction.op, Op::Lookup(_)) && at == 1;
            let is_table = matches!(argument, Operand::Table { .. });
            ensure(wants_table == is_table, || {
                "a table stands where a number should, or the reverse".into()
            })?;
            self.argument(*argument, written)?;
            let is_same = *argument == instruction.target;
            // Kernels get the target as a mutable row and the arguments as shared ones, which must not overlap.
            ensure(!is_same, || "it reads what it writes".into())?;
        }
        self.target(instruction, written)
    }

    fn vector(&self, instruction: &Instruction, number: u16) -> Result<(), String> {
        ensure(self.block.code.len() == 1, || "it does not stand alone".into())?;
        let call = self.program.vectors.get(number as usize);
        let call = call.ok_or_else(|| format!("function {number} does not exist"))?;
        for (argument, length) in instruction.arguments.iter().zip(call.lengths) {
            match *argument {
                Operand::None => ensure(length == 0, || "an argument is missing".into())?,
                Operand::Uniform { base, index } => {
                    self.range(last(base, length), index, self.program.uniform_slots)?
                }
                Operand::Lane { base, index } => {
                    ensure(self.bank == Bank::Lane, || "uniform code reads a lane".into())?;
                    self.range(last(base, length), index, self.program.lane_slots)?;
                }
                Operand::Temporary(_) | Operand::Table { .. } => Err("a vector is no slot")?,
            }
        }
        match (instruction.target, self.bank) {
            (Operand::Uniform { base, index }, Bank::Uniform) => {
                self.range(last(base, call.result()), index, self.program.uniform_slots)
            }
            (Operand::Lane { base, index }, Bank::Lane) => {
                self.range(last(base, call.result()), index, self.program.lane_slots)
            }
            _ => Err("it writes where it must not".into()),
        }
    }

    fn argument(&self, argument: Operand, written: &[bool]) -> Result<(), String> {
        match argument {
            Operand::None => Err("an argument is missing".into()),
            Operand::Temporary(number) => {
                let is_written = written.get(number as usize) == Some(&true);
                ensure(is_written, || format!("t{number} is read before it is written"))
            }
            Operand::Uniform { base, index } => self.range(base, index, self.program.uniform_slots),
            Operand::Lane { base, index } => {
                ensure(self.bank == Bank::Lane, || "uniform code reads a lane".into())?;
                self.range(base, index, self.program.lane_slots)
            }
            Operand::Table { base, index } => self.range(base, index, self.program.tables.len() as u32),
        }
    }

    fn target(&self, instruction: &Instruction, written: &mut [bool]) -> Result<(), String> {
        match (instruction.target, self.bank) {
            (Operand::Temporary(number), _) => {
                ensure(!reduces(instruction.op), || "it reduces into a temporary".into())?;
                let slot = written.get_mut(number as usize);
                *slot.ok_or_else(|| format!("t{number} does not exist"))? = true;
                Ok(())
            }
            (Operand::Uniform { base, index }, Bank::Uniform) => self.range(base, index, self.program.uniform_slots),
            (Operand::Lane { base, index }, Bank::Lane) => self.range(base, index, self.program.lane_slots),
            _ => Err("it writes where it must not".into()),
        }
    }

    fn range(&self, base: u32, index: IndexMap, slots: u32) -> Result<(), String> {
        let iterations = self.block.iterations;
        let farthest = match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => iterations - 1,
            IndexMap::Table(number) => {
                let list = self.program.offset_tables.get(number as usize);
                let list = list.ok_or_else(|| format!("offset table {number} does not exist"))?;
                ensure(list.len() == iterations as usize, || {
                    format!("offset table {number} has another number of iterations")
                })?;
                list.iter().copied().max().unwrap_or(0)
            }
        };
        // In 64 bits: a base near 2^32 from a damaged program must not wrap around to a slot that exists.
        let last = u64::from(base) + u64::from(farthest);
        ensure(last < u64::from(slots), || format!("slot {last} does not exist"))
    }
}

/// The last of so many slots.
fn last(base: u32, length: u32) -> u32 {
    base.saturating_add(length.saturating_sub(1))
}

fn reduces(op: Op) -> bool {
    matches!(op, Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto)
}

/// The slots that the integration, the experiments and the sink use.
fn interface(program: &Program) -> Result<(), String> {
    let lane = |slot: u32| slot < program.lane_slots;
    let uniform = |slot: u32| slot < program.uniform_slots;
    let states = |s: &States| s.count == 0 || (lane(s.state + s.count - 1) && lane(s.change + s.count - 1));
    ensure(states(&program.stocks) && states(&program.sample_and_hold), || {
        "a state has no slot".into()
    })?;
    ensure(program.stock_names.len() == program.stocks.count as usize, || {
        "a stock has no name".into()
    })?;
    let piped = program
        .delay_lines
        .iter()
        .all(|p| lane(p.output) && lane(p.input) && lane(p.delay));
    ensure(piped, || "a delay line has no slot".into())?;
    ensure(program.parameters.iter().all(|p| lane(p.slot)), || {
        "a parameter has no slot".into()
    })?;
    ensure(program.constants.iter().all(|&(slot, _)| uniform(slot)), || {
        "a constant has no slot".into()
    })?;
    let noise = program
        .noise
        .is_none_or(|n| uniform(n.seed_slot) && uniform(n.step) && lane(n.run));
    ensure(noise, || "what random numbers look at has no slot".into())?;
    ensure(uniform(program.clock.time), || "the clock has no slot".into())?;
    let saved = program.saved.iter().all(|saved| match saved.slot {
        Slot::Uniform(slot) => uniform(slot),
        Slot::Lane(slot) => lane(slot),
    });
    ensure(saved, || "a saved cell has no slot".into())
}

fn ensure(good: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if good { Ok(()) } else { Err(what()) }
}
