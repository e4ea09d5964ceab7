//! The operands of an instruction: all numbers of a frame but those that it computes.
//!
//! An instruction writes one extent of the frame and reads others. Borrowing both at once without `unsafe` takes the frame
//! apart at the target.

/// Where the numbers of an argument begin, and how many there are.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub at: usize,
    pub len: usize,
}

/// The numbers below and above a target.
#[derive(Clone, Copy)]
pub(super) struct OperandView<'a> {
    below: &'a [f64],
    above: &'a [f64],
    above_from: usize,
}

impl<'a> OperandView<'a> {
    /// Takes the target out of all numbers.
    #[inline(always)]
    pub fn split(numbers: &'a mut [f64], target: Extent) -> (&'a mut [f64], OperandView<'a>) {
        let (below, rest) = numbers.split_at_mut(target.at);
        let (out, above) = rest.split_at_mut(target.len);
        let view = OperandView {
            below,
            above,
            above_from: target.at + target.len,
        };
        (out, view)
    }

    /// An argument. One that overlaps the target would be a mistake of the compiler: slicing panics then.
    #[inline(always)]
    pub fn get(&self, Extent { at, len }: Extent) -> &'a [f64] {
        if at < self.below.len() {
            &self.below[at..at + len]
        } else {
            &self.above[at - self.above_from..][..len]
        }
    }
}
