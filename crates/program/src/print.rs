//! A program as text: `u4` is a uniform slot, `l4` a lane slot, `t4` a temporary; `+` moves on by one slot per iteration, `[o2]` by
//! the third offset table. Behind a semicolon stands what the target is for.

use crate::{Block, IndexMap, Instruction, Label, Op, Operand, Parameter, Program, Slot};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let labels = Labels::new(self);
        for Parameter { slot, base, name } in &self.parameters {
            writeln!(f, "parameter l{slot} = {base} ; {name}")?;
        }
        for (slot, value) in &self.constants {
            write!(f, "constant u{slot} = {value}")?;
            labels.comment(f, Slot::Uniform(*slot))?;
        }
        self.print_vectors(f)?;
        for section in self.sections().iter().filter(|section| !section.blocks.is_empty()) {
            writeln!(f, "{}:", section.name)?;
            section.blocks.iter().try_for_each(|block| labels.block(f, block))?;
        }
        self.print_integration(f)?;
        for saved in &self.saved {
            writeln!(f, "save {} ; {}", saved.slot, saved.name)?;
        }
        for lag in &self.lags {
            writeln!(f, "late {} from {}", lag.to, lag.from)?;
        }
        Ok(())
    }
}

impl Program {
    fn print_vectors(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (number, call) in self.vectors.iter().enumerate() {
            let function = words(&format!("{:?}", call.function));
            let lengths: Vec<u32> = call.lengths.into_iter().filter(|n| *n > 0).collect();
            writeln!(f, "vector {number} = {function} of {lengths:?}")?;
        }
        Ok(())
    }

    fn print_integration(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (what, states) in [("stocks", self.stocks), ("sample-and-hold", self.sample_and_hold)] {
            if states.count > 0 {
                writeln!(f, "{what} l{} from l{}, {}", states.state, states.change, states.count)?;
            }
        }
        for p in &self.delay_lines {
            let kind = if p.is_conveyor { "conveyor" } else { "delay line" };
            writeln!(f, "{kind} l{} from l{} after l{}", p.output, p.input, p.delay)?;
        }
        Ok(())
    }
}

/// What slots are for, by their banks in order.
struct Labels<'p> {
    uniform: BTreeMap<u32, &'p Label>,
    lane: BTreeMap<u32, &'p Label>,
}

impl<'p> Labels<'p> {
    fn new(program: &'p Program) -> Self {
        let (mut uniform, mut lane) = (BTreeMap::new(), BTreeMap::new());
        for label in &program.labels {
            match label.slot {
                Slot::Uniform(slot) => uniform.insert(slot, label),
                Slot::Lane(slot) => lane.insert(slot, label),
            };
        }
        Labels { uniform, lane }
    }

    fn block(&self, f: &mut Formatter<'_>, block: &Block) -> fmt::Result {
        if block.iterations > 1 {
            writeln!(f, "  {} iterations:", block.iterations)?;
        }
        let indent = if block.iterations > 1 { "    " } else { "  " };
        for instruction in &block.code {
            write!(f, "{indent}{instruction}")?;
            match instruction.target {
                Operand::Lane { base, .. } => self.comment(f, Slot::Lane(base))?,
                Operand::Uniform { base, .. } => self.comment(f, Slot::Uniform(base))?,
                _ => writeln!(f)?,
            }
        }
        Ok(())
    }

    /// The rest of the line: the name of what stands at `place`.
    fn comment(&self, f: &mut Formatter<'_>, place: Slot) -> fmt::Result {
        let (labels, slot) = match place {
            Slot::Uniform(slot) => (&self.uniform, slot),
            Slot::Lane(slot) => (&self.lane, slot),
        };
        // An instruction may write the middle of an array, whose label is at its first slot.
        match labels.range(..=slot).next_back() {
            Some((first, label)) if slot - first < label.cells => writeln!(f, " ; {}", label.name),
            _ => writeln!(f),
        }
    }
}

impl Display for Slot {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Slot::Uniform(slot) => write!(f, "u{slot}"),
            Slot::Lane(slot) => write!(f, "l{slot}"),
        }
    }
}

impl Display for Instruction {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.target, self.op)?;
        let used = self.arguments.iter().filter(|a| **a != Operand::None);
        used.into_iter().try_for_each(|argument| write!(f, " {argument}"))
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Operand::None => write!(f, "none"),
            Operand::Temporary(number) => write!(f, "t{number}"),
            Operand::Uniform { base, index } => write!(f, "u{base}{index}"),
            Operand::Lane { base, index } => write!(f, "l{base}{index}"),
            Operand::Table { base, index } => write!(f, "table{base}{index}"),
        }
    }
}

impl Display for IndexMap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            IndexMap::Fixed => Ok(()),
            IndexMap::Consecutive => write!(f, "+"),
            IndexMap::Table(number) => write!(f, "[o{number}]"),
        }
    }
}

impl Display for Op {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = match self {
            Op::Call(function) => format!("{function:?}"),
            Op::Lookup(mode) => format!("lookup {mode:?}"),
            Op::Random(stream) => format!("random {stream:08x}"),
            Op::Vector(number) => format!("vector {number}"),
            other => format!("{other:?}"),
        };
        write!(f, "{}", words(&name))
    }
}

/// `SumInto` as `sum-into`.
pub(crate) fn words(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() && !text.ends_with(' ') {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
