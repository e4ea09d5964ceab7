//! All numbers of a frame but those that an instruction computes.

/// Where the numbers of an argument begin, and how many there are.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub at: usize,
    pub len: usize,
}

/// The numbers below and above a target.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    below: &'a [f64],
    above: &'a [f64],
    above_from: usize,
}

impl<'a> Around<'a> {
    /// Takes the `len` numbers from `target` on out of all.
    #[inline(always)]
    pub fn split(numbers: &'a mut [f64], target: usize, len: usize) -> (&'a mut [f64], Around<'a>) {
        let (below, rest) = numbers.split_at_mut(target);
        let (out, above) = rest.split_at_mut(len);
        let above_from = target + len;
        (
            out,
            Around {
                below,
                above,
                above_from,
            },
        )
    }

    /// An argument, which does not overlap the target.
    #[inline(always)]
    pub fn get(&self, Found { at, len }: Found) -> &'a [f64] {
        if at < self.below.len() {
            &self.below[at..at + len]
        } else {
            &self.above[at - self.above_from..][..len]
        }
    }
}
