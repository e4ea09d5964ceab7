//! The numbers of one block of runs, in one piece of memory: uniform slots, lanes, temporaries, scratch rows.

use super::packed_constants::PackedConstants;
use program::Program;

/// Cache lines are 64 bytes.
const LINE: usize = 8;

/// How many scratch rows there are: one for each argument, one for a target.
pub(super) const SCRATCH: usize = 5;

/// Where everything stands in a frame.
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

impl Layout {
    /// The layout for blocks of `width` runs, whose loops take rows of at least `shortest_row` numbers.
    pub fn new(program: &Program, width: usize, shortest_row: usize) -> Layout {
        Self::with_temporaries(program, width, (shortest_row, program.temporaries))
    }

    /// The layout for blocks of `width` runs, with rows of a shortest length and a number of temporaries.
    pub fn with_temporaries(program: &Program, width: usize, (shortest_row, temporaries): (usize, u32)) -> Layout {
        let row = shortest_row.div_ceil(width) * width;
        let line = |at: usize| at.next_multiple_of(LINE);
        let lanes = line(program.uniform_slots as usize);
        let first_temporary = line(lanes + program.lane_slots as usize * width);
        let scratch = line(first_temporary + temporaries as usize * row);
        let packed = line(scratch + SCRATCH * row);
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

/// The numbers themselves. They begin on a cache line, which vector loads like.
#[derive(Debug)]
pub(crate) struct Frame {
    numbers: Vec<f64>,
    first: usize,
    len: usize,
}

impl Frame {
    /// A frame with the program's constants in it, the packed ones among them, and 0 elsewhere.
    pub fn new(program: &Program, layout: &Layout, packed: &PackedConstants) -> Frame {
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
