//! A file from its first section to its series.

use super::blocks::Block;
use super::bytes::Bytes;
use super::found::{Found, Series, Unread, Values};
use super::header::Header;
use super::layout::Layout;
use super::names::Names;
use super::owners::{Owner, Owners};
use super::places::{Content, Places};
use super::records::Records;
use super::sections::Sections;
use super::shapes::Shapes;
use super::times::Times;
use super::{Broken, VDF_BYTES};

/// At most this many series are read.
const SERIES: usize = 1_000_000;
/// Their names may take this many bytes.
const NAME_BYTES: usize = 64 << 20;
/// At most this many values are read, times by series that change: what a file of the largest size holds when all are stored.
const VALUES: usize = (VDF_BYTES / 4) as usize;

/// Reads everything but the values.
pub(super) fn found(bytes: Bytes, header: &Header) -> Result<Found, Broken> {
    let sections = Sections::read(bytes, header)?;
    let records = Records {
        bytes,
        section: sections.records,
        count: sections.count,
        layout: Layout::of(header.width),
    };
    let all = records.all()?;
    let names = Names {
        bytes,
        section: sections.names,
    };
    let shapes = Shapes::new(&names, &sections, (&records, &all), header.width);
    let places = Places::read(bytes, header, &sections)?;
    let owners = Owners {
        bytes,
        kind: header.kind,
        names: &names,
        shapes: &shapes,
        classes: sections.classes.clone(),
        places: places.count,
    };
    let mut unread = Vec::new();
    let owners = owners.all(&all, &mut unread);
    let mut cells = Cells {
        bytes: bytes.0.len(),
        header,
        shapes: &shapes,
        places,
        times: Times::read((bytes, header), (&records, &all), &places)?,
        room: NAME_BYTES,
        values: VALUES,
        series: Vec::new(),
    };
    for owner in owners {
        if let Err(why) = cells.add(&owner)? {
            unread.push(Unread { name: owner.name, why });
        }
    }
    Ok(Found {
        series: cells.series,
        unread,
        times: cells.times.lists,
    })
}

/// The series found so far, and how much more may be.
struct Cells<'a> {
    /// The bytes of blocks that are left: no two series share one.
    bytes: usize,
    header: &'a Header,
    shapes: &'a Shapes<'a>,
    places: Places<'a>,
    times: Times<'a>,
    room: usize,
    values: usize,
    series: Vec<Series>,
}

impl Cells<'_> {
    /// Adds the cells of a variable, or says why it has none that can be told.
    fn add(&mut self, owner: &Owner) -> Result<Result<(), String>, Broken> {
        let list = match self.times.of(&owner.record, &self.places) {
            Ok(list) => list,
            Err(e) => return Ok(Err(e.to_string())),
        };
        let labels = match self.shapes.labels(&owner.shape, owner.name.len(), self.room) {
            Ok(labels) => labels,
            Err(e) => return Ok(Err(format!("its subscripts cannot be read: {e}"))),
        };
        let mut cells = Vec::with_capacity(labels.len());
        for (number, label) in labels.into_iter().enumerate() {
            let place = owner.record.place + number;
            let values = match self.places.content(place, self.times.lists[list].len()) {
                Ok(Content::Constant(value)) => Values::Constant(value),
                Ok(Content::Block(block)) => {
                    self.charge(&block, list)?;
                    Values::Saved(block, list)
                }
                Err(why) => return Ok(Err(why)),
            };
            let name = format!("{}{label}", owner.name);
            self.room = self.room.saturating_sub(name.len());
            cells.push(Series { name, values });
        }
        self.series.append(&mut cells);
        self.within_limit()?;
        Ok(Ok(()))
    }

    fn within_limit(&self) -> Result<(), Broken> {
        match self.series.len() > SERIES {
            true => Err(Broken::new(
                self.header.places,
                format!("more than {SERIES} series, the limit"),
            )),
            false => Ok(()),
        }
    }

    fn charge(&mut self, block: &Block, list: usize) -> Result<(), Broken> {
        let at = self.header.places;
        let left = self.bytes.checked_sub(block.bytes(self.header.width));
        self.bytes = left.ok_or_else(|| Broken::new(at, "blocks of values lie on each other".into()))?;
        let left = self.values.checked_sub(self.times.lists[list].len());
        self.values = left.ok_or_else(|| Broken::new(at, format!("more than {VALUES} values, the limit")))?;
        Ok(())
    }
}
