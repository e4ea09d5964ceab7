//! Gathers and scatters: numbers of several iterations that are not consecutive, and a row for them.

/// Numbers at the offsets of a list, and a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct IndexedRow {
    /// The address at offset 0.
    pub base: u32,
    /// The list of offsets.
    pub list: u32,
    /// The first iteration.
    pub first: u32,
    /// Where the row begins.
    pub row: u32,
}

impl IndexedRow {
    /// Copies the numbers into the row.
    pub fn gather(self, numbers: &mut [f64], offset_tables: &[Vec<u32>], iterations: usize) {
        // Scratch rows come after all slots, so that one split separates what is read from what is written.
        let (slots, rows) = numbers.split_at_mut(self.row as usize);
        let slots = &slots[self.base as usize..];
        let offsets = self.offsets(offset_tables, iterations);
        for (number, offset) in rows[..iterations].iter_mut().zip(offsets) {
            *number = slots[*offset as usize];
        }
    }

    /// Copies the row to where its numbers belong. Offsets may repeat: the last iteration wins, as in the loop.
    pub fn scatter(self, numbers: &mut [f64], offset_tables: &[Vec<u32>], iterations: usize) {
        for (iteration, offset) in self.offsets(offset_tables, iterations).iter().enumerate() {
            numbers[(self.base + offset) as usize] = numbers[self.row as usize + iteration];
        }
    }

    fn offsets<'t>(&self, offset_tables: &'t [Vec<u32>], iterations: usize) -> &'t [u32] {
        &offset_tables[self.list as usize][self.first as usize..][..iterations]
    }
}
