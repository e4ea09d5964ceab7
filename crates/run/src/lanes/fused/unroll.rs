//! Unrolls a loop: for each strip of its iterations, the addresses of every instruction's rows.

use super::indexed::IndexedRow;
use super::reduction::{Into, Reduction};
use super::step::{Bounds, Step, WideArgument, WideStep};
use super::strips::{Strip, Strips};
use super::wide::{self, Wide};
use crate::lanes::address::{Argument, Resolver, RowInstruction};
use crate::lanes::kernel::{Kernel, Unary};
use crate::lanes::offsets::rise_by;
use crate::lanes::superinstruction::{Shape, Superinstruction, Superinstructions};
use program::{IndexMap, Instruction, Operand};

/// The scratch row of a target; those before it are for arguments.
const TARGET: usize = 4;

/// Where the numbers of an operand are, in one strip.
#[derive(Clone, Copy, Debug)]
enum Location {
    /// One number for the whole row.
    Broadcast(usize),
    /// Consecutive numbers.
    Row(usize),
    /// At the offsets of a list.
    Indexed { base: usize, list: u32 },
}

impl Location {
    /// The address of a row, or of a number; what is indexed goes through a scratch row.
    fn or_scratch(self, scratch: usize) -> usize {
        match self {
            Location::Broadcast(at) | Location::Row(at) => at,
            Location::Indexed { .. } => scratch,
        }
    }
}

/// A superinstruction that is not plain.
#[derive(Clone, Copy)]
struct Shaped {
    shape: Shape,
    target: Operand,
    arguments: [Operand; 4],
}

/// Writes the steps of a loop whose rows have `row` numbers, `width` of them an iteration.
pub(super) struct Unroller<'d> {
    resolver: &'d Resolver<'d>,
    width: usize,
    row: usize,
    steps: Vec<Step>,
    strip: Strip,
}

impl<'d> Unroller<'d> {
    pub fn new(resolver: &'d Resolver<'d>, width: usize, row: usize) -> Self {
        Unroller {
            resolver,
            width,
            row,
            steps: Vec::new(),
            strip: Strip { first: 0, repeated: 0 },
        }
    }

    /// The steps of all iterations.
    pub fn unroll(mut self, superinstructions: &Superinstructions, strips: &Strips) -> Vec<Step> {
        for &strip in &strips.strips {
            self.strip = strip;
            for superinstruction in &superinstructions.code {
                self.superinstruction(superinstruction);
            }
        }
        self.steps
    }

    fn superinstruction(&mut self, superinstruction: &Superinstruction) {
        match *superinstruction {
            Superinstruction::Shaped {
                shape,
                target,
                arguments,
            } => self.shaped(Shaped {
                shape,
                target,
                arguments,
            }),
            Superinstruction::Plain(instruction) => match self.resolver.simd.kernel(instruction.op) {
                // The numbers of a row of runs reduce each into its own run, as plain code does; those of iterations may share a
                // target.
                Kernel::Reduce(kernel) if self.width == 1 => self.reduction(kernel, &instruction),
                kernel => self.plain(kernel, &instruction),
            },
        }
    }

    fn shaped(&mut self, shaped: Shaped) {
        let locations = shaped.arguments.map(|operand| self.locate(operand));
        if let Some(kernel) = self.wide_kernel(shaped.shape, locations) {
            return self.wide(kernel, locations, self.locate(shaped.target));
        }
        if let Shape::Single(op) = shaped.shape {
            // Of two single numbers.
            let instruction = Instruction {
                op,
                target: shaped.target,
                arguments: shaped.arguments,
            };
            return self.plain(self.resolver.simd.kernel(op), &instruction);
        }
        // In this strip, operands that fusing took for rows happen to stay the same: they are gathered into rows, since no
        // kernel of two operations takes single numbers alone.
        let rows = shaped.arguments.map(|operand| self.locate_row(operand));
        let kernel = self.wide_kernel(shaped.shape, rows);
        let kernel = kernel.expect("invariant: a fused operation reads a row");
        self.wide(kernel, rows, self.locate_row(shaped.target));
    }

    fn wide_kernel(&self, shape: Shape, locations: [Location; 4]) -> Option<Wide> {
        let is_broadcast = locations.map(|location| matches!(location, Location::Broadcast(_)));
        wide::find(self.resolver.simd.set(), shape, is_broadcast)
    }

    fn wide(&mut self, kernel: Wide, arguments: [Location; 4], target: Location) {
        let arguments = [0, 1, 2, 3].map(|number| self.fetch(number, arguments[number]));
        let bounds = Bounds {
            frame: self.resolver.layout.len,
            row: self.row,
        };
        let at = target.or_scratch(self.scratch(TARGET));
        self.steps.push(Step::Wide(WideStep::new(kernel, at, arguments, bounds)));
        self.scatter(target);
    }

    fn plain(&mut self, kernel: Kernel, instruction: &Instruction) {
        let arguments = [0, 1, 2].map(|number| self.argument(number, instruction.arguments[number]));
        let target = self.locate(instruction.target);
        self.steps.push(Step::Plain(RowInstruction {
            kernel,
            target: target.or_scratch(self.scratch(TARGET)) as u32,
            arguments,
        }));
        self.scatter(target);
    }

    /// Iterations that reduce into one number, or each into its own. Those that an earlier strip has reduced are left out: a
    /// sum would have them twice.
    fn reduction(&mut self, kernel: Unary, instruction: &Instruction) {
        let repeated = self.strip.repeated;
        let location = self.locate(instruction.arguments[0]);
        let value = self.fetch(0, location);
        let value = if value.is_broadcast {
            Argument::broadcast(value.at as u32)
        } else {
            Argument::row((value.at + repeated) as u32)
        };
        let (target, into) = match self.locate(instruction.target) {
            Location::Broadcast(at) => (at, Into::One),
            Location::Row(at) => (at + repeated, Into::Row),
            Location::Indexed { base, list } => (base, Into::Indexed(list)),
        };
        self.steps.push(Step::Reduction(Reduction {
            kernel,
            value,
            target: target as u32,
            into,
            first: (self.strip.first + repeated) as u32,
            iterations: (self.row - repeated) as u32,
        }));
    }

    fn argument(&mut self, number: usize, operand: Operand) -> Argument {
        if let Operand::Table { base, index } = operand {
            // A row has one table: `LoopAnalysis::has_rows` has seen to it.
            return Argument::broadcast(base + self.offset(index) as u32);
        }
        let location = self.locate(operand);
        let fetched = self.fetch(number, location);
        if fetched.is_broadcast {
            Argument::broadcast(fetched.at as u32)
        } else {
            Argument::row(fetched.at as u32)
        }
    }

    /// Where an argument begins, after it is gathered if need be.
    fn fetch(&mut self, number: usize, location: Location) -> WideArgument {
        let at = location.or_scratch(self.scratch(number));
        if let Location::Indexed { base, list } = location {
            let gathered = self.indexed(base, list, at);
            self.steps.push(Step::Gather(gathered));
        }
        WideArgument {
            at,
            is_broadcast: matches!(location, Location::Broadcast(_)),
        }
    }

    /// Results that belong to the offsets of a list, out of the scratch row.
    fn scatter(&mut self, target: Location) {
        if let Location::Indexed { base, list } = target {
            let scattered = self.indexed(base, list, self.scratch(TARGET));
            self.steps.push(Step::Scatter(scattered));
        }
    }

    fn indexed(&self, base: usize, list: u32, row: usize) -> IndexedRow {
        IndexedRow {
            base: base as u32,
            list,
            first: self.strip.first as u32,
            row: row as u32,
        }
    }

    fn scratch(&self, number: usize) -> usize {
        self.resolver.layout.scratch + number * self.resolver.layout.row
    }

    fn locate(&self, operand: Operand) -> Location {
        let layout = &self.resolver.layout;
        match operand {
            Operand::None | Operand::Table { .. } => Location::Broadcast(0),
            Operand::Temporary(number) => Location::Row(self.resolver.temporary(number)),
            // A row of several runs is one iteration.
            Operand::Uniform { base, index } if self.width > 1 => {
                Location::Broadcast(base as usize + self.offset(index))
            }
            Operand::Lane { base, index } if self.width > 1 => {
                Location::Row(layout.lane(base) + self.offset(index) * self.width)
            }
            Operand::Uniform { base, index } => match self.packed(base, index) {
                Some(at) => Location::Row(at + self.strip.first),
                None => self.along(base as usize, index),
            },
            Operand::Lane { base, index } => self.along(layout.lane(base), index),
        }
    }

    /// The offset of the first iteration of the strip.
    fn offset(&self, index: IndexMap) -> usize {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => self.strip.first,
            IndexMap::Table(list) => self.offsets(list)[0] as usize,
        }
    }

    /// The offsets of a list from the first iteration of the strip on.
    fn offsets(&self, list: u32) -> &'d [u32] {
        &self.resolver.program.offset_tables[list as usize][self.strip.first..]
    }

    /// Where constants are packed in the order in which the loop goes through them.
    fn packed(&self, base: u32, index: IndexMap) -> Option<usize> {
        match index {
            IndexMap::Table(list) => Some(self.resolver.layout.packed + self.resolver.packed.get(base, list)?),
            IndexMap::Fixed | IndexMap::Consecutive => None,
        }
    }

    /// Numbers of several iterations.
    fn along(&self, base: usize, index: IndexMap) -> Location {
        match index {
            IndexMap::Fixed => Location::Broadcast(base),
            IndexMap::Consecutive => Location::Row(base + self.strip.first),
            IndexMap::Table(list) => self.along_list(base, list),
        }
    }

    fn along_list(&self, base: usize, list: u32) -> Location {
        let offsets = &self.offsets(list)[..self.row];
        let first = base + offsets[0] as usize;
        // Whatever the list does elsewhere: only the offsets of this strip count.
        if rise_by(1, offsets) {
            Location::Row(first)
        } else if rise_by(0, offsets) {
            Location::Broadcast(first)
        } else {
            Location::Indexed { base, list }
        }
    }

    /// The same, but what stays the same along a list counts as indexed.
    fn locate_row(&self, operand: Operand) -> Location {
        let location = self.locate(operand);
        match (location, operand) {
            (Location::Broadcast(_), Operand::Uniform { base, index }) => {
                self.indexed_or(location, base as usize, index)
            }
            (Location::Broadcast(_), Operand::Lane { base, index }) => {
                self.indexed_or(location, self.resolver.layout.lane(base), index)
            }
            _ => location,
        }
    }

    fn indexed_or(&self, location: Location, base: usize, index: IndexMap) -> Location {
        match index {
            IndexMap::Table(list) if self.width == 1 => Location::Indexed { base, list },
            _ => location,
        }
    }
}
