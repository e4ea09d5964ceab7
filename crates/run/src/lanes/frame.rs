//! The numbers of one block of runs, in one piece of memory: uniform slots, lanes, temporaries, scratch rows.

use super::kernels::PIECE;
use super::packed_constants::PackedConstants;
use program::Program;

/// How many numbers a cache line has: 64 bytes.
const LINE: usize = 8;

/// How many scratch rows there are: one for each argument, one for a target.
const SCRATCH: usize = 5;

/// Where everything is in a frame, as addresses: numbers of numbers from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How many runs a block has.
    pub width: usize,
    /// How many numbers a temporary has room for: several iterations of a loop when a block has few runs.
    pub row: usize,
    /// Where the lane slots begin.
    pub lanes: usize,
    /// Where the temporaries begin.
    pub temporaries: usize,
    /// Where the scratch rows begin.
    pub scratch: usize,
    /// Where the packed constants begin.
    pub packed: usize,
    /// How many numbers there are.
    pub len: usize,
}

/// Rows of blocks of so many runs have at least so many numbers, where loops allow it. A block of few runs computes many
/// iterations at once; one of many keeps its rows short, so that its temporaries stay in the first-level cache.
fn shortest_row(width: usize) -> usize {
    if width < PIECE { 512 } else { PIECE }
}

impl Layout {
    /// The layout for blocks of `width` runs.
    pub fn new(program: &Program, width: usize) -> Layout {
        Self::with_temporaries(program, width, program.temporaries)
    }

    /// The layout for blocks of `width` runs and another number of temporaries than the program's.
    pub fn with_temporaries(program: &Program, width: usize, temporaries: u32) -> Layout {
        // Whole iterations, of `width` numbers each.
        let row = shortest_row(width).div_ceil(width) * width;
        let aligned = |at: usize| at.next_multiple_of(LINE);
        let lanes = aligned(program.uniform_slots as usize);
        let first_temporary = aligned(lanes + program.lane_slots as usize * width);
        // Scratch rows come after all slots: gathering relies on it.
        let scratch = aligned(first_temporary + temporaries as usize * row);
        let packed = aligned(scratch + SCRATCH * row);
        Layout {
            width,
            row,
            lanes,
            temporaries: first_temporary,
            scratch,
            packed,
            len: packed,
        }
    }

    /// The same with room for so many packed constants.
    pub fn with_packed(self, numbers: usize) -> Layout {
        let len = self.packed + numbers;
        Layout { len, ..self }
    }

    /// Where a lane slot begins.
    pub fn lane(&self, slot: u32) -> usize {
        self.lanes + slot as usize * self.width
    }

    /// The numbers of consecutive lane slots.
    pub fn lane_range(&self, slot: u32, count: u32) -> std::ops::Range<usize> {
        self.lane(slot)..self.lane(slot + count)
    }
}

/// The numbers themselves. They begin on a cache line: a vector register that is loaded across two lines takes two loads.
#[derive(Debug)]
pub(crate) struct Frame {
    numbers: Vec<f64>,
    first: usize,
    len: usize,
}

impl Frame {
    /// A frame with the program's constants in it, the packed ones among them, and 0 elsewhere.
    pub fn new(program: &Program, layout: &Layout, packed: &PackedConstants) -> Frame {
        // A line more than is needed: one of the first numbers begins a line.
        let numbers = vec![0.0; layout.len + LINE];
        let first = numbers.as_ptr().align_offset(LINE * size_of::<f64>()).min(LINE);
        let len = layout.len;
        let mut frame = Frame { numbers, first, len };
        for &(slot, value) in &program.constants {
            frame.numbers_mut()[slot as usize] = value;
        }
        packed.fill(program, frame.numbers_mut(), layout.packed);
        frame
    }

    /// All numbers.
    #[inline(always)]
    pub fn numbers(&self) -> &[f64] {
        &self.numbers[self.first..self.first + self.len]
    }

    /// All numbers, to be changed.
    #[inline(always)]
    pub fn numbers_mut(&mut self) -> &mut [f64] {
        &mut self.numbers[self.first..self.first + self.len]
    }
}
