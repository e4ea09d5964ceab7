//! The times of series: those at the first place, or others that a series of a dataset names.

use super::Broken;
use super::blocks::{Block, Blocks};
use super::header::{Header, Kind};
use super::places::Places;
use super::records::{Class, Record, Records};
use std::collections::HashMap;

/// The times of a file, each list once.
pub(super) struct Times<'a> {
    blocks: Blocks<'a>,
    header: &'a Header,
    records: &'a Records<'a>,
    all: &'a [Record],
    /// The slot of the record whose times stand at the first place.
    first: usize,
    pub lists: Vec<Vec<f64>>,
    /// The numbers of lists by the slot of their record, or why there is none.
    known: HashMap<usize, Result<usize, Broken>>,
}

impl<'a> Times<'a> {
    /// Finds the times at the first place, by which most series go, and reads them.
    pub fn read(
        (blocks, header): (Blocks<'a>, &'a Header),
        (records, all): (&'a Records<'a>, &'a [Record]),
        places: &Places,
    ) -> Result<Self, Broken> {
        let first = all.iter().find(|r| r.class == Class::Time && r.place == 0);
        let first = first.ok_or_else(|| Broken::new(records.section.start, "no record is of the times".into()))?;
        let mut times = Times {
            blocks,
            header,
            records,
            all,
            first: first.slot,
            lists: Vec::new(),
            known: HashMap::new(),
        };
        times.of_slot(first.slot, (first.at, places))?;
        Ok(times)
    }

    /// The number of the list that a record's series goes by.
    pub fn of(&mut self, record: &Record, places: &Places) -> Result<usize, Broken> {
        let slot = match (self.header.kind, record.class) {
            (Kind::Run, Class::Imported(_)) => self.of_imported(record)?,
            (Kind::Run, _) => self.first,
            (Kind::Dataset, _) if record.times == 0 => self.first,
            (Kind::Dataset, _) => record.times,
        };
        self.of_slot(slot, (record.at, places))
    }

    /// The times of the run are not those of an imported series: only times of its own will do.
    fn of_imported(&self, record: &Record) -> Result<usize, Broken> {
        match record.times {
            slot if slot != 0 && slot != self.first => Ok(slot),
            _ => Err(Broken::new(
                record.at,
                "it was imported, and the run does not hold its times".into(),
            )),
        }
    }

    fn of_slot(&mut self, slot: usize, (asked_at, places): (usize, &Places)) -> Result<usize, Broken> {
        if let Some(known) = self.known.get(&slot) {
            return known.clone();
        }
        let read = self.read_slot(slot, (asked_at, places));
        let number = read.map(|list| {
            self.lists.push(list);
            self.lists.len() - 1
        });
        self.known.insert(slot, number.clone());
        number
    }

    fn read_slot(&self, slot: usize, (asked_at, places): (usize, &Places)) -> Result<Vec<f64>, Broken> {
        let found = self.records.number_of(slot).map(|n| self.all[n]);
        let Some(times) = found.filter(|r| r.class == Class::Time) else {
            let why = format!("slot {slot} should have times");
            return Err(Broken::new(asked_at, why));
        };
        let block = places.block_at(times.place)?;
        let block = block.ok_or_else(|| Broken::new(times.at, "times without a block of values".into()))?;
        self.list(block, slot == self.first)
    }

    /// The times in a block: as many as the header says, for those at the first place.
    fn list(&self, at: usize, is_first: bool) -> Result<Vec<f64>, Broken> {
        let block = match (is_first, self.header.kind) {
            (true, Kind::Run) => Block::read(self.blocks, at, self.header.saved_times),
            (true, Kind::Dataset) => Block::read(self.blocks, at, self.header.data_times),
            (false, _) => Block::of_times(self.blocks, at),
        }?;
        let values = block.decode(self.blocks.bytes, self.blocks.width);
        let times: Option<Vec<f64>> = values.into_iter().collect();
        let times = times.ok_or_else(|| Broken::new(at, "a time is missing".into()))?;
        let rises = times.windows(2).all(|pair| pair[0] <= pair[1]);
        if times.is_empty() || !rises || !times.iter().all(|t| t.is_finite()) {
            return Err(Broken::new(at, "times that do not rise".into()));
        }
        Ok(times)
    }
}
