//! Offsets by iteration, for subscripts that are neither one cell nor one cell after the other.

use crate::IndexMap;
use std::rc::Rc;

/// Offset tables, each kept once: the code of C-LEARN names 25 of them 1118 times, and one of these 806 times.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetTables {
    tables: Vec<Rc<[u32]>>,
    numbers: rustc_hash::FxHashMap<Rc<[u32]>, u32>,
    /// How many offsets all tables have together.
    pub entries: usize,
}

impl OffsetTables {
    /// The simplest base and index map for these offsets, one per iteration.
    pub fn classify(&mut self, mut offsets: Vec<u32>) -> (u32, IndexMap) {
        let base = offsets.iter().copied().min().unwrap_or(0);
        if offsets.iter().all(|&offset| offset == base) {
            return (base, IndexMap::Fixed);
        }
        // Relative to the smallest, so that subscripts that differ by a constant share a table.
        offsets.iter_mut().for_each(|offset| *offset -= base);
        if (0u32..).zip(&offsets).all(|(iteration, &offset)| offset == iteration) {
            return (base, IndexMap::Consecutive);
        }
        (base, IndexMap::Table(self.number(offsets)))
    }

    fn number(&mut self, offsets: Vec<u32>) -> u32 {
        if let Some(&number) = self.numbers.get(offsets.as_slice()) {
            return number;
        }
        let number = self.tables.len() as u32;
        self.entries += offsets.len();
        let offsets: Rc<[u32]> = offsets.into();
        self.numbers.insert(offsets.clone(), number);
        self.tables.push(offsets);
        number
    }

    /// The offset of an iteration.
    pub fn offset(&self, index: IndexMap, iteration: u32) -> u32 {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => iteration,
            IndexMap::Table(number) => self.tables[number as usize][iteration as usize],
        }
    }

    /// One table.
    pub fn table(&self, number: u32) -> &[u32] {
        &self.tables[number as usize]
    }

    /// One table, if there is one of this number.
    pub fn get(&self, number: u32) -> Option<&[u32]> {
        self.tables.get(number as usize).map(|table| &**table)
    }

    /// All tables in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.tables.iter().map(|table| &**table)
    }
}
