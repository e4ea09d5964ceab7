//! Prints the mid-level IR.

use super::{FREQUENCIES, KINDS, PHASES, SECTIONS, name};
use crate::mir::{Buffer, BufferId, Cell, FusedLoop, LoopNest, Mir, Operation, Section, Source, Statement};
use crate::print::words;
use crate::{Op, SlotName};
use std::fmt::{self, Display, Formatter};

impl Display for Mir {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (number, buffer) in self.buffers.iter().enumerate() {
            writeln!(f, "buffer b{number} {buffer}")?;
        }
        self.print_tables(f)?;
        self.print_integration(f)?;
        self.print_outside(f)?;
        self.print_code(f)
    }
}

impl Mir {
    fn print_tables(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (number, offsets) in self.offset_tables.iter().enumerate() {
            writeln!(f, "offsets o{number} = {}", spaced(offsets))?;
        }
        for (number, table) in self.tables.iter().enumerate() {
            let points = table.points().iter().map(|(x, y)| format!("{},{}", Number(*x), Number(*y)));
            writeln!(f, "lookup {number} = {}", points.collect::<Vec<_>>().join(" "))?;
        }
        for (number, call) in self.vectors.iter().enumerate() {
            let function = words(&format!("{:?}", call.function));
            writeln!(f, "vector {number} = {function} {}", spaced(&call.lengths))?;
        }
        Ok(())
    }

    fn print_integration(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (what, states) in [("stock", &self.stocks), ("sample-and-hold", &self.sample_and_hold)] {
            for states in states {
                writeln!(f, "{what} {} {}", states.state, states.change)?;
            }
        }
        for line in &self.delay_lines {
            let kind = if line.is_conveyor { "conveyor" } else { "delay-line" };
            writeln!(f, "{kind} {} {} {}", line.output, line.input, line.delay)?;
        }
        if let Some(noise) = self.noise {
            writeln!(f, "noise {} {} {}", noise.seed, noise.step, noise.run)?;
        }
        if let Some(c) = self.control {
            writeln!(f, "control {} {} {} {}", c.start, c.stop, c.step, c.save_every)?;
        }
        match self.changes {
            Some([stop, step, save_every]) => writeln!(f, "changes {stop} {step} {save_every}"),
            None => Ok(()),
        }
    }

    fn print_outside(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for parameter in &self.parameters {
            writeln!(f, "parameter {}", parameter.buffer)?;
            for cell in &parameter.cells {
                writeln!(f, "  {} {:?} = {}", cell.cell, cell.name, Number(cell.base))?;
            }
        }
        for output in &self.outputs {
            let kind = if output.lags { "late-output" } else { "output" };
            writeln!(f, "{kind} {} {} {:?}", output.buffer, output.cell, output.name)?;
        }
        if !self.frequencies.is_empty() {
            let names = self.frequencies.iter().map(|frequency| name(&FREQUENCIES, *frequency));
            writeln!(f, "frequencies {}", names.collect::<Vec<_>>().join(" "))?;
        }
        Ok(())
    }

    fn print_code(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (number, nest) in self.nests.iter().enumerate() {
            print_nest(f, nest, self.sections.get(number))?;
        }
        self.loops.iter().try_for_each(|fused| print_loop(f, fused))
    }
}

fn print_nest(f: &mut Formatter<'_>, nest: &LoopNest, section: Option<&Section>) -> fmt::Result {
    write!(f, "nest {} {}", name(&PHASES, nest.phase), nest.iterations)?;
    match section {
        Some(section) => writeln!(f, " {}", name(&SECTIONS, *section))?,
        None => writeln!(f)?,
    }
    for (number, operation) in nest.code.iter().enumerate() {
        print_value(f, number, operation)?;
    }
    print_store(f, nest.store, nest.target, nest.value)
}

fn print_loop(f: &mut Formatter<'_>, fused: &FusedLoop) -> fmt::Result {
    writeln!(f, "loop {} {}", name(&SECTIONS, fused.section), fused.iterations)?;
    for (number, statement) in fused.code.iter().enumerate() {
        match statement {
            Statement::Value(operation) => print_value(f, number, operation)?,
            Statement::Store { store, target, value } => print_store(f, *store, *target, *value)?,
        }
    }
    Ok(())
}

fn print_value(f: &mut Formatter<'_>, number: usize, operation: &Operation) -> fmt::Result {
    write!(f, "  v{number} = {}", operation.op)?;
    // Functions of whole vectors may lack an argument in the middle, so that all that is before the last is printed.
    let end = operation.arguments.iter().rposition(|source| *source != Source::None);
    let used = &operation.arguments[..end.map_or(0, |end| end + 1)];
    used.iter().try_for_each(|source| write!(f, " {source}"))?;
    writeln!(f)
}

fn print_store(f: &mut Formatter<'_>, store: Op, target: Cell, value: Source) -> fmt::Result {
    writeln!(f, "  {target} = {store} {value}")
}

fn spaced<T: Display>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(" ")
}

impl Display for Buffer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let SlotName { variable, part } = &self.name;
        write!(f, "{:?} {} {}", &**variable, name(&KINDS, self.kind), self.cells)?;
        if !part.is_empty() {
            write!(f, " {part}")?;
        }
        // No lattice and one that is all bottom mean the same; the empty one is what passes make.
        if self.constants.is_empty() {
            return Ok(());
        }
        write!(f, " =")?;
        self.constants.iter().try_for_each(|value| match value {
            Some(value) => write!(f, " {}", Number(*value)),
            None => write!(f, " _"),
        })
    }
}

impl Display for BufferId {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "b{}", self.0)
    }
}

impl Display for Cell {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.base {
            0 => write!(f, "{}{}", self.buffer, self.index),
            base => write!(f, "{}.{base}{}", self.buffer, self.index),
        }
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Source::None => f.write_str("none"),
            Source::Number(bits) => Number(f64::from_bits(*bits)).fmt(f),
            Source::Local(local) => write!(f, "v{local}"),
            Source::Cell(cell) => cell.fmt(f),
            Source::Time => f.write_str("time"),
            Source::Table { base, index } => write!(f, "table{base}{index}"),
        }
    }
}

/// A number to the bit: the shortest decimal that reads back as the same, or the bits of a NaN, of which there are many.
struct Number(f64);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_nan() {
            write!(f, "nan:{:016x}", self.0.to_bits())
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}
