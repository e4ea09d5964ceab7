//! What every program keeps to, so that whoever runs it need not look.

mod aliasing;
mod integration;
mod vectors;

use crate::error::ITERATION_LIMIT;
use crate::operations::arity;
use crate::{Block, IndexMap, Instruction, Op, Operand, Program};

/// Checks that a program keeps to the rules of its banks; what it says names the first place that does not.
///
/// Every slot, lookup table and offset table exists; a temporary is read after it was written, in the same iteration; lane code
/// writes lanes only and uniform code uniform slots only, which it alone reads; an instruction has the arguments that its
/// operation takes; no instruction reads the temporary or the slot that it writes, except to reduce into it, and no iteration what
/// another writes; and the clock runs.
pub fn verify(program: &Program) -> Result<(), String> {
    // First, as a list of all temporaries is made below: a damaged program may state any number of them.
    has_values_for_temporaries(program)?;
    let mut written = Written::new(program);
    for section in program.sections() {
        for (number, block) in section.blocks.iter().enumerate() {
            let is_uniform = section.is_uniform;
            let verifier = Verifier {
                program,
                block,
                is_uniform,
            };
            verifier.block(&mut written).map_err(|what| format!("{}, block {number}: {what}", section.name))?;
        }
    }
    integration::verify(program)
}

fn has_values_for_temporaries(program: &Program) -> Result<(), String> {
    let sections = program.sections();
    let blocks = sections.iter().flat_map(|section| section.blocks);
    let longest = blocks.map(|block| block.code.len()).max().unwrap_or(0);
    ensure(program.temporaries as usize <= longest, || {
        format!("{} temporaries hold at most {longest} values", program.temporaries)
    })
}

/// Which temporaries the present block has written.
struct Written {
    /// For each temporary the number of the last block that wrote it; 0 before any has. One list for all blocks: a program
    /// may have many, and emptying the list for each would take quadratic time.
    by: Vec<usize>,
    block: usize,
}

impl Written {
    fn new(program: &Program) -> Written {
        Written {
            by: vec![0; program.temporaries as usize],
            block: 0,
        }
    }

    fn contains(&self, number: u32) -> bool {
        self.by.get(number as usize) == Some(&self.block)
    }
}

struct Verifier<'p> {
    program: &'p Program,
    block: &'p Block,
    /// Whether the code writes uniform slots; else it writes lanes.
    is_uniform: bool,
}

impl Verifier<'_> {
    fn block(&self, written: &mut Written) -> Result<(), String> {
        ensure(self.block.iterations > 0, || "it has no iteration".into())?;
        ensure(u64::from(self.block.iterations) <= ITERATION_LIMIT, || {
            format!("it has more than {ITERATION_LIMIT} iterations")
        })?;
        written.block += 1;
        for (number, instruction) in self.block.code.iter().enumerate() {
            self.instruction(instruction, written)
                .map_err(|what| format!("instruction {number} ({:?}): {what}", instruction.op))?;
        }
        self.aliasing()
    }

    fn instruction(&self, instruction: &Instruction, written: &mut Written) -> Result<(), String> {
        if let Op::Vector(number) = instruction.op {
            return self.vector(instruction, number);
        }
        let (used, unused) = instruction.arguments.split_at(arity(instruction.op));
        ensure(unused.iter().all(|a| *a == Operand::None), || {
            "too many arguments".into()
        })?;
        for (at, argument) in used.iter().enumerate() {
            self.kind_of_argument(instruction.op, at, *argument)?;
            self.argument(*argument, written)?;
        }
        self.target(instruction, written)
    }

    fn kind_of_argument(&self, op: Op, at: usize, argument: Operand) -> Result<(), String> {
        let wants_table = matches!(op, Op::Lookup(_)) && at == 1;
        let is_table = matches!(argument, Operand::Table { .. });
        ensure(wants_table == is_table, || {
            "a table stands where a number should, or the reverse".into()
        })
    }

    fn argument(&self, argument: Operand, written: &Written) -> Result<(), String> {
        match argument {
            Operand::None => Err("an argument is missing".into()),
            Operand::Temporary(number) => ensure(written.contains(number), || {
                format!("t{number} is read before it is written")
            }),
            Operand::Uniform { base, index } => self.range(base, index, self.program.uniform_slots),
            Operand::Lane { base, index } => {
                ensure(!self.is_uniform, || "uniform code reads a lane".into())?;
                self.range(base, index, self.program.lane_slots)
            }
            Operand::Table { base, index } => self.range(base, index, self.program.tables.len() as u32),
        }
    }

    fn target(&self, instruction: &Instruction, written: &mut Written) -> Result<(), String> {
        let Operand::Temporary(number) = instruction.target else {
            return self.slots_written(instruction.target, 1);
        };
        // A temporary is another one in each iteration: a sum over iterations would begin anew with each.
        ensure(!reduces(instruction.op), || "it reduces into a temporary".into())?;
        let block = written.block;
        let slot = written.by.get_mut(number as usize);
        *slot.ok_or_else(|| format!("t{number} does not exist"))? = block;
        Ok(())
    }

    /// Checks that so many slots from a target on are of the bank that the code writes.
    fn slots_written(&self, target: Operand, length: u32) -> Result<(), String> {
        match target {
            Operand::Uniform { base, index } if self.is_uniform => {
                self.range(last(base, length), index, self.program.uniform_slots)
            }
            Operand::Lane { base, index } if !self.is_uniform => {
                self.range(last(base, length), index, self.program.lane_slots)
            }
            _ => Err("it writes where it must not".into()),
        }
    }

    fn range(&self, base: u32, index: IndexMap, slots: u32) -> Result<(), String> {
        let iterations = self.block.iterations;
        let farthest = match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => iterations - 1,
            IndexMap::Table(number) => {
                let list = self.offsets(number)?;
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

    fn offsets(&self, number: u32) -> Result<&[u32], String> {
        let list = self.program.offset_tables.get(number as usize);
        let list = list.ok_or_else(|| format!("offset table {number} does not exist"))?;
        Ok(list)
    }
}

/// The last of so many slots.
fn last(base: u32, length: u32) -> u32 {
    // A sum beyond the end of the numbers becomes the last of them, which is no slot of any program.
    base.saturating_add(length.saturating_sub(1))
}

fn reduces(op: Op) -> bool {
    matches!(op, Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto)
}

fn ensure(good: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if good { Ok(()) } else { Err(what()) }
}
