//! The form between a model and a program: pieces of code, each of which fills one home.
//!
//! A *home* is an array of cells that has no slot yet. A *piece* is a loop whose code computes values in single assignment
//! and puts the last of them into a cell of its home. Pieces stand in an order in which they can run.

use crate::{IndexMap, Op, SlotName, StockNames, VectorCall};
use check::VariableId;
use std::rc::Rc;

/// The number of a home in [`Draft::homes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct HomeId(pub u32);

/// Cells that want slots.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    /// What a reader of the program should see.
    pub name: SlotName,
    /// How many cells.
    pub cells: u32,
    /// What fills it.
    pub kind: HomeKind,
    /// What is known of its cells; empty while nothing is.
    pub known: Vec<Option<f64>>,
}

/// What fills a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HomeKind {
    /// Numbers of the model.
    Constant,
    /// The experiment.
    Parameter,
    /// The integration: a stock, a held value, a delay line's output.
    State,
    /// Pieces.
    Computed,
    /// The clock, in code of every evaluation: the number of the step, and the seed.
    Tick,
    /// Pieces, for the integration: a rate, a next value, what enters a delay line and how long that is,
    /// the settings of a clock that changes.
    Driving,
}

/// A cell of a home, moving with the iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cell {
    /// Which home.
    pub home: HomeId,
    /// The cell at offset 0.
    pub base: u32,
    /// How it moves.
    pub index: IndexMap,
}

impl Cell {
    /// The first cell of a home, staying.
    pub fn scalar(home: HomeId) -> Cell {
        Cell::of(home, 1)
    }

    /// One cell per iteration, from the first.
    pub fn of(home: HomeId, iterations: u32) -> Cell {
        let index = if iterations == 1 {
            IndexMap::Fixed
        } else {
            IndexMap::Consecutive
        };
        Cell { home, base: 0, index }
    }
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// Nothing.
    None,
    /// A known number, by its bits.
    Number(u64),
    /// The value of an earlier operation of this piece.
    Local(u32),
    /// A cell.
    Cell(Cell),
    /// The clock, in code that runs at every evaluation.
    Time,
    /// A lookup.
    Table { base: u32, index: IndexMap },
}

impl Source {
    /// A known number.
    pub fn number(value: f64) -> Source {
        Source::Number(value.to_bits())
    }

    /// The number, if known.
    pub fn known(self) -> Option<f64> {
        match self {
            Source::Number(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }
}

/// One value: what is done, with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Operation {
    /// What.
    pub op: Op,
    /// With what; unused ones are [`Source::None`].
    pub arguments: [Source; 4],
}

/// When a piece may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// To start a run, with the clock at the start.
    Initial,
    /// At every step.
    Step,
}

/// A loop that fills one home.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// When.
    pub phase: Phase,
    /// How often; every iteration computes all of `code`.
    pub iterations: u32,
    /// The values in order.
    pub code: Vec<Operation>,
    /// Which value goes into the target.
    pub value: Source,
    /// Where it goes.
    pub target: Cell,
    /// [`Op::Copy`] to put it there, [`Op::SumInto`] and its like to reduce.
    pub how: Op,
}

impl Piece {
    /// The number of the function of whole vectors that is all that this piece computes: arguments and target are the first
    /// of as many cells as the call says, each iteration.
    pub fn vector(&self) -> Option<u16> {
        match self.code[..] {
            [
                Operation {
                    op: Op::Vector(number), ..
                },
            ] => Some(number),
            _ => None,
        }
    }

    /// Every place that the piece reads, except its target.
    pub fn sources(&self) -> impl Iterator<Item = Source> + '_ {
        let inside = self.code.iter().flat_map(|operation| operation.arguments);
        inside.chain([self.value])
    }

    /// Every cell that the piece reads, except its target.
    pub fn reads(&self) -> impl Iterator<Item = Cell> + '_ {
        self.sources().filter_map(|source| match source {
            Source::Cell(cell) => Some(cell),
            _ => None,
        })
    }
}

/// A value that carries over: where it stands, where its start is computed, and where its rate or next value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried {
    pub variable: VariableId,
    pub state: HomeId,
    pub change: HomeId,
}

/// A DELAY FIXED variable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delayed {
    pub output: HomeId,
    pub input: HomeId,
    pub delay: HomeId,
}

/// A constant that differs between runs.
#[derive(Clone, Debug)]
pub(crate) struct Varied {
    pub home: HomeId,
    /// Its defined cells: number, name, the model's own value.
    pub cells: Vec<(u32, String, f64)>,
}

/// A cell that the sink gets, by its home.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub name: String,
    pub home: HomeId,
    pub cell: u32,
}

/// A program under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// All homes.
    pub homes: Vec<Home>,
    /// All code.
    pub pieces: Vec<Piece>,
    /// The lookups that code names.
    pub tables: Vec<math::Lookup>,
    /// The functions of whole vectors that code names.
    pub vectors: Vec<VectorCall>,
    /// The offsets that index maps name.
    pub offset_tables: OffsetTables,
    /// The varied constants, in the request's order.
    pub parameters: Vec<Varied>,
    /// The stocks.
    pub stocks: Vec<Carried>,
    /// The names of the stocks' cells, in the order of `stocks`.
    pub stock_names: StockNames,
    /// The held values.
    pub sample_and_hold: Vec<Carried>,
    /// The delay_lines.
    pub delay_lines: Vec<Delayed>,
    /// What the sink gets.
    pub kept: Vec<Kept>,
    /// What random numbers look at, if there are any.
    pub noise: Option<NoiseHomes>,
    /// INITIAL TIME, FINAL TIME, TIME STEP, SAVEPER.
    pub control: Option<ControlHomes>,
    /// FINAL TIME, TIME STEP and SAVEPER at every step, when one of them changes.
    pub changes: Option<[HomeId; 3]>,
}

/// What random numbers look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoiseHomes {
    pub seed: HomeId,
    pub step: HomeId,
    pub run: HomeId,
}

/// Where the clock's settings are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ControlHomes {
    pub start: HomeId,
    pub stop: HomeId,
    pub step: HomeId,
    pub save_every: HomeId,
}

impl Draft {
    /// Makes a home.
    pub fn home(&mut self, name: SlotName, cells: u32, kind: HomeKind) -> HomeId {
        self.homes.push(Home {
            name,
            cells,
            kind,
            known: Vec::new(),
        });
        HomeId(self.homes.len() as u32 - 1)
    }

    /// The number in a cell at an iteration, when known.
    pub fn known(&self, cell: Cell, iteration: u32) -> Option<f64> {
        let known = &self.homes[cell.home.0 as usize].known;
        let at = cell.base + self.offset_tables.offset(cell.index, iteration);
        known.get(at as usize).copied().flatten()
    }

    /// The number of a function of whole vectors.
    pub fn vector(&mut self, call: VectorCall) -> Option<u16> {
        let known = self.vectors.iter().position(|v| *v == call);
        let number = known.unwrap_or_else(|| {
            self.vectors.push(call);
            self.vectors.len() - 1
        });
        u16::try_from(number).ok()
    }

    /// Notes what is known of a cell at an iteration.
    pub fn learn(&mut self, cell: Cell, iteration: u32, value: Option<f64>) {
        self.learn_at(cell, (iteration, 0), value);
    }

    /// Notes what is known of the cell that is `further` behind a cell at an iteration.
    pub fn learn_at(&mut self, cell: Cell, (iteration, further): (u32, u32), value: Option<f64>) {
        let at = (cell.base + self.offset_tables.offset(cell.index, iteration) + further) as usize;
        let home = &mut self.homes[cell.home.0 as usize];
        if home.known.is_empty() {
            if value.is_none() {
                return;
            }
            home.known.resize(home.cells as usize, None);
        }
        home.known[at] = value;
    }
}

/// Offsets by iteration, each list kept once.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetTables {
    lists: Vec<Rc<[u32]>>,
    numbers: rustc_hash::FxHashMap<Rc<[u32]>, u32>,
    /// How many offsets all lists have together.
    pub entries: usize,
}

impl OffsetTables {
    /// The simplest base and index map for these offsets, one per iteration.
    pub fn classify(&mut self, mut offsets: Vec<u32>) -> (u32, IndexMap) {
        let base = offsets.iter().copied().min().unwrap_or(0);
        if offsets.iter().all(|&o| o == base) {
            return (base, IndexMap::Fixed);
        }
        offsets.iter_mut().for_each(|o| *o -= base);
        if offsets.iter().enumerate().all(|(iteration, &o)| o == iteration as u32) {
            return (base, IndexMap::Consecutive);
        }
        if let Some(&known) = self.numbers.get(offsets.as_slice()) {
            return (base, IndexMap::Table(known));
        }
        let number = self.lists.len() as u32;
        self.entries += offsets.len();
        let offsets: Rc<[u32]> = offsets.into();
        self.numbers.insert(offsets.clone(), number);
        self.lists.push(offsets);
        (base, IndexMap::Table(number))
    }

    /// The offset of an iteration.
    pub fn offset(&self, index: IndexMap, iteration: u32) -> u32 {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => iteration,
            IndexMap::Table(list) => self.lists[list as usize][iteration as usize],
        }
    }

    /// One list.
    pub fn list(&self, number: u32) -> &[u32] {
        &self.lists[number as usize]
    }
}
