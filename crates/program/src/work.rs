//! How much a program does: counters that show a change of the compiler without the noise of a clock.

use crate::operations::is_costly;
use crate::{Block, Op, Program};
use std::fmt::{self, Display, Formatter};

/// Instructions by how often they run, and memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Instructions once a run.
    pub start: Counts,
    /// Instructions at every evaluation for all runs of a block together: one evaluation a step with Euler, four with RK4.
    pub shared_step: Counts,
    /// Instructions at every evaluation and run.
    pub step: Counts,
    /// Instructions once a full step and run.
    pub advance: Counts,
    /// Instructions at every save point for all runs of a block together.
    pub shared_save: Counts,
    /// Instructions at every save point and run.
    pub save: Counts,
    /// Uniform slots.
    pub uniform_slots: u32,
    /// Lane slots.
    pub lane_slots: u32,
    /// Temporaries.
    pub temporaries: u32,
    /// Bytes that one run occupies in a block, and all runs of a block share: lanes and temporaries, uniform slots.
    pub bytes: (u64, u64),
}

/// Instructions by what they cost; the code of each iteration counts for each iteration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Values put elsewhere as they are.
    pub moves: u64,
    /// Sums, products and their like, and the functions that cost no more.
    pub arithmetic: u64,
    /// Comparisons, logic, choices.
    pub choices: u64,
    /// Powers, exponentials and the other functions that take many operations.
    pub functions: u64,
    /// Tables.
    pub lookups: u64,
    /// Random numbers.
    pub random: u64,
    /// Addends of sums over arrays, and their like.
    pub reductions: u64,
    /// Functions of whole vectors.
    pub vectors: u64,
}

impl Program {
    /// Counts what the program does.
    pub fn work(&self) -> Work {
        let own = u64::from(self.lane_slots) + u64::from(self.temporaries);
        Work {
            start: Counts::of(&self.start),
            shared_step: Counts::of(&self.shared_step),
            step: Counts::of(&self.step),
            advance: Counts::of(&self.advance),
            shared_save: Counts::of(&self.shared_save),
            save: Counts::of(&self.save),
            uniform_slots: self.uniform_slots,
            lane_slots: self.lane_slots,
            temporaries: self.temporaries,
            bytes: (own * 8, u64::from(self.uniform_slots) * 8),
        }
    }
}

impl Counts {
    fn of(blocks: &[Block]) -> Counts {
        let mut counts = Counts::default();
        let code = blocks.iter().flat_map(|block| block.code.iter().map(|i| (i.op, block.iterations)));
        code.for_each(|(op, iterations)| *counts.class(op) += u64::from(iterations));
        counts
    }

    /// The counter of an operation.
    fn class(&mut self, op: Op) -> &mut u64 {
        match op {
            Op::Copy => &mut self.moves,
            Op::Equal | Op::NotEqual | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => &mut self.choices,
            Op::Not | Op::And | Op::Or | Op::Select => &mut self.choices,
            Op::Lookup(_) => &mut self.lookups,
            Op::Random(_) => &mut self.random,
            Op::Vector(_) => &mut self.vectors,
            Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto => &mut self.reductions,
            Op::Power | Op::Call(_) if is_costly(op) => &mut self.functions,
            _ => &mut self.arithmetic,
        }
    }

    /// All instructions.
    pub fn all(&self) -> u64 {
        self.columns().iter().map(|(_, count)| count).sum()
    }

    fn columns(&self) -> [(&'static str, u64); 8] {
        [
            ("moves", self.moves),
            ("arithmetic", self.arithmetic),
            ("choices", self.choices),
            ("functions", self.functions),
            ("lookups", self.lookups),
            ("random", self.random),
            ("reductions", self.reductions),
            ("vectors", self.vectors),
        ]
    }
}

impl Display for Work {
    /// A table with a line for each time at which there is something to do.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let busy: Vec<_> = self.lines().into_iter().filter(|(_, counts)| counts.all() > 0).collect();
        // Most models need few of the classes: a column of zeros would only push the others off the screen.
        let is_used = |class: &usize| busy.iter().any(|(_, counts)| counts.columns()[*class].1 > 0);
        let classes: Vec<usize> = (0..Counts::default().columns().len()).filter(is_used).collect();
        write!(f, "{:<32}{:>8}", "instructions", "all")?;
        for class in &classes {
            write!(f, "  {:>10}", Counts::default().columns()[*class].0)?;
        }
        writeln!(f)?;
        for (when, counts) in &busy {
            write!(f, "{when:<32}{:>8}", counts.all())?;
            for class in &classes {
                write!(f, "  {:>10}", counts.columns()[*class].1)?;
            }
            writeln!(f)?;
        }
        self.memory(f)
    }
}

impl Work {
    fn lines(&self) -> [(&'static str, Counts); 6] {
        [
            ("once a run", self.start),
            ("every evaluation, for all runs", self.shared_step),
            ("every evaluation", self.step),
            ("every step", self.advance),
            ("every save point, for all runs", self.shared_save),
            ("every save point", self.save),
        ]
    }

    fn memory(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (own, shared) = self.bytes;
        let (lanes, temporaries, uniform) = (self.lane_slots, self.temporaries, self.uniform_slots);
        let word = if temporaries == 1 { "temporary" } else { "temporaries" };
        writeln!(f, "a run: {lanes} slots and {temporaries} {word}, {own} bytes")?;
        writeln!(f, "all runs of a block: {uniform} slots, {shared} bytes")
    }
}
