//! The program: two banks of slots, and code sorted by how often it must run.
//!
//! A *uniform* slot holds one number that all runs of a block share; a *lane* slot holds one number for each run of the block.
//! An array takes consecutive slots, row-major. Constants are uniform slots that are filled before anything runs.

use crate::StockNames;
use check::{Method, VectorFunction};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How often a value can change; also the order in which code runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Never: computed when the program is built.
    Once,
    /// Once a run.
    Run,
    /// Once a step, the same for all runs: it depends on the clock alone.
    SharedStep,
    /// Once a step and run.
    Step,
}

/// Everything that a run executes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Program {
    /// What may differ between runs, in the order in which a row of an experiment gives it.
    pub parameters: Vec<Parameter>,
    /// What the sink gets, one entry a cell.
    pub saved: Vec<Saved>,
    /// What the sink gets a save point late.
    pub lags: Vec<Lag>,
    /// How many uniform slots there are.
    pub uniform_slots: u32,
    /// How many lane slots there are, temporaries not counted.
    pub lane_slots: u32,
    /// The most temporaries that any block needs.
    pub temporaries: u32,
    /// The uniform slots that are filled before anything runs; the others hold 0.
    pub constants: Vec<(u32, f64)>,
    /// The tables that [`Op::Lookup`] names.
    #[serde(with = "crate::lookups")]
    pub tables: Vec<math::Lookup>,
    /// The functions of whole vectors that [`Op::Vector`] names.
    pub vectors: Vec<VectorCall>,
    /// The offsets that [`IndexMap::Table`] names, one per iteration.
    pub offset_tables: Vec<Vec<u32>>,
    /// Lane code, run once a run with the clock at the start: initial values and what follows from parameters alone.
    pub start: Vec<Block>,
    /// Uniform code, run at every evaluation: what depends on the clock alone.
    pub shared_step: Vec<Block>,
    /// Lane code, run at every evaluation: rates, and the auxiliaries that they need.
    pub step: Vec<Block>,
    /// Lane code, run once a full step after the first `step`: next values, delay line inputs, and what only they need.
    pub advance: Vec<Block>,
    /// Uniform code, run at save points only.
    pub shared_save: Vec<Block>,
    /// Lane code, run at save points only, after `advance`: what only the sink needs.
    pub save: Vec<Block>,
    /// The stocks: `stocks.count` lane slots from `stocks.state`; their rates stand from `stocks.change`.
    pub stocks: States,
    /// Sample-and-hold states: their next values are in the slots from `sample_and_hold.change`.
    pub sample_and_hold: States,
    /// DELAY FIXED delay_lines, one a cell.
    pub delay_lines: Vec<DelayLine>,
    /// The clock.
    pub clock: Clock,
    /// What random numbers depend on, if there are any.
    pub noise: Option<Noise>,
    /// Names of the stocks' cells, in slot order, for saying where a run failed.
    pub stock_names: StockNames,
    /// Names of slots, for people.
    pub labels: Vec<Label>,
}

/// The code that runs at one time.
pub(crate) struct SectionCode<'p> {
    pub name: &'static str,
    pub blocks: &'p [Block],
    /// Whether it writes uniform slots; else it writes lanes.
    pub is_uniform: bool,
}

impl Program {
    /// All code, in the order in which it runs.
    pub(crate) fn sections(&self) -> [SectionCode<'_>; 6] {
        let lane = |name, blocks| SectionCode {
            name,
            blocks,
            is_uniform: false,
        };
        let uniform = |name, blocks| SectionCode {
            is_uniform: true,
            ..lane(name, blocks)
        };
        [
            lane("start", &self.start),
            uniform("shared step", &self.shared_step),
            lane("step", &self.step),
            lane("advance", &self.advance),
            uniform("shared save", &self.shared_save),
            lane("save", &self.save),
        ]
    }
}

/// What consecutive slots are for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The first slot.
    pub slot: Slot,
    /// How many.
    pub cells: u32,
    /// What stands there.
    pub name: SlotName,
}

/// A variable, or a part of what is computed for it. Put together only where it is shown: few ever are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotName {
    /// The variable.
    pub variable: Arc<str>,
    /// `start`, `rate` and their like; empty for the variable itself.
    #[serde(with = "part")]
    pub part: Part,
}

/// One of [`SlotName::PARTS`]. Under a name of its own, as a reference would be borrowed from the bytes that are read.
type Part = &'static str;

impl SlotName {
    /// The parts that there are.
    pub(crate) const PARTS: [&'static str; 6] = ["", "start", "rate", "next", "input", "delay"];

    /// The variable itself.
    pub fn of(variable: impl Into<Arc<str>>) -> SlotName {
        let variable = variable.into();
        SlotName { variable, part: "" }
    }
}

/// Parts as text, of which a program has only those that it can have made.
mod part {
    use super::SlotName;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(part: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(part)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
        let found = <&str>::deserialize(deserializer)?;
        let known = SlotName::PARTS.into_iter().find(|part| *part == found);
        known.ok_or_else(|| D::Error::custom(format_args!("`{found}` is unknown")))
    }
}

impl std::fmt::Display for SlotName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.part {
            "" => f.write_str(&self.variable),
            part => write!(f, "{part} of {}", self.variable),
        }
    }
}

/// A run of lane slots that carry over from step to step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct States {
    /// The first slot of the states.
    pub state: u32,
    /// The first slot of their rates or next values.
    pub change: u32,
    /// How many.
    pub count: u32,
}

/// The slots that random numbers look at beside their stream and element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noise {
    /// The uniform slot of the seed, which the options of a run say: a whole number from 0 to 2^53.
    pub seed_slot: u32,
    /// The uniform slot of the number of the step, from 0 on; it stays as it is within a step.
    pub step: u32,
    /// The lane slot of the number of the run.
    pub run: u32,
}

/// One cell of a DELAY FIXED. Its length in steps is `max(1, round half up(delay / time step))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayLine {
    /// The lane slot that holds its output; filled with the initial value by `start`.
    pub output: u32,
    /// The lane slot of what enters; written by `step`.
    pub input: u32,
    /// The lane slot of the delay in time units; written by `start`, for a conveyor by `advance`.
    pub delay: u32,
    /// Whether what enters stays for the delay that holds then; otherwise the delay is that of the start.
    pub is_conveyor: bool,
}

/// How the clock runs, in the model's time, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    /// The uniform slot of the time.
    pub time: u32,
    /// INITIAL TIME; finite.
    pub start: f64,
    /// FINAL TIME; finite, not before `start`.
    pub stop: f64,
    /// TIME STEP; finite and positive.
    pub step: f64,
    /// SAVEPER; finite, at least `step`.
    pub save_every: f64,
    /// How to integrate.
    #[serde(with = "crate::named")]
    pub method: Method,
    /// Where the settings stand that change during a run; `stop`, `step` and `save_every` are those of the start then.
    pub changes: Option<ClockChanges>,
}

/// The lane slots of a clock that changes during a run, written by `advance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockChanges {
    /// FINAL TIME.
    pub stop: u32,
    /// TIME STEP.
    pub step: u32,
    /// SAVEPER.
    pub save_every: u32,
}

/// A constant that differs between runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// The cell's name.
    pub name: String,
    /// Its lane slot.
    pub slot: u32,
    /// The model's own value.
    pub base: f64,
}

/// One cell that the sink gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The cell's name: `x` or `x[A1,B2]`.
    pub name: String,
    /// Where its value stands at a save point.
    pub slot: Slot,
}

/// A saved cell that shows what its variable was at the save point before, as Vensim's difference equations do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lag {
    /// Where the variable stands.
    pub from: Slot,
    /// Where the sink finds it, in the same bank.
    pub to: Slot,
}

/// A slot of one of the banks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Slot {
    /// One number for all lanes.
    Uniform(u32),
    /// One number a lane.
    Lane(u32),
}

/// A function of whole vectors, and how long its arguments are.
///
/// An argument of length n takes n consecutive slots from its operand's slot on, and the result likewise from the target's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VectorCall {
    /// Which function.
    #[serde(with = "crate::named")]
    pub function: VectorFunction,
    /// The length of each argument; 0 where there is none.
    pub lengths: [u32; 4],
}

impl VectorCall {
    /// How many numbers it gives.
    pub fn result(&self) -> u32 {
        if self.function.gives_vector() {
            self.lengths[0]
        } else {
            1
        }
    }
}

/// Instructions that run together: all of `code` for iteration 0, then all for iteration 1, up to `iterations`.
///
/// Iterations are independent of each other, except through [`Op::SumInto`] and its like, whose order is the iterations' order.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Block {
    /// How often: 1 for scalar code.
    pub iterations: u32,
    /// What.
    pub code: Vec<Instruction>,
}

/// One operation on one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instruction {
    /// What is done.
    pub op: Op,
    /// Where the result goes: a temporary, or a slot of the bank that the code may write.
    pub target: Operand,
    /// The arguments; those that `op` does not use are [`Operand::None`].
    pub arguments: [Operand; 4],
}

/// Where a number comes from or goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operand {
    /// Nothing.
    None,
    /// A value within one iteration; lane-wide in lane code, one number in uniform code.
    Temporary(u32),
    /// The uniform slot `base + offset(iteration)`.
    Uniform {
        /// The slot at offset 0.
        base: u32,
        /// How the slot moves with the iteration.
        index: IndexMap,
    },
    /// The lane slot `base + offset(iteration)`.
    Lane {
        /// The slot at offset 0.
        base: u32,
        /// How the slot moves with the iteration.
        index: IndexMap,
    },
    /// The table `base + offset(iteration)`, for [`Op::Lookup`].
    Table {
        /// The table at offset 0.
        base: u32,
        /// How it moves with the iteration.
        index: IndexMap,
    },
}

/// How an operand's slot depends on the iteration: the access pattern of a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IndexMap {
    /// It stays.
    Fixed,
    /// The next slot with each iteration.
    Consecutive,
    /// The offset is in this table of [`Program::offset_tables`], one per iteration.
    Table(u32),
}

/// What an instruction does. Arguments are `a, b, c, d` in order; truth is 1 or 0, and anything but 0 is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// a
    Copy,
    /// -a
    Negate,
    /// 1 if a = 0, else 0
    Not,
    /// a + b
    Add,
    /// a - b
    Subtract,
    /// a * b
    Multiply,
    /// a / b
    Divide,
    /// a ^ b
    Power,
    /// a = b
    Equal,
    /// a <> b
    NotEqual,
    /// a < b
    Less,
    /// a <= b
    LessEqual,
    /// a > b
    Greater,
    /// a >= b
    GreaterEqual,
    /// a and b
    And,
    /// a or b
    Or,
    /// b if a is true, else c
    Select,
    /// A function of up to four arguments; the time functions read the clock too.
    Call(#[serde(with = "crate::named")] check::Function),
    /// The uniform random number of a stream, for element a, run b, step c and seed d.
    Random(u32),
    /// A function of whole vectors, by its number in [`Program::vectors`]. It stands alone in its block, and its arguments
    /// and target are slots, never temporaries.
    Vector(u16),
    /// The value of the table b at a.
    Lookup(#[serde(with = "crate::named")] math::LookupMode),
    /// target + a, into the target
    SumInto,
    /// target * a, into the target
    ProductInto,
    /// the smaller of target and a, into the target
    MinInto,
    /// the larger of target and a, into the target
    MaxInto,
}
