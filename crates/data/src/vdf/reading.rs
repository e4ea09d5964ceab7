//! A file from its first section to its series.

use super::blocks::Blocks;
use super::budget::Budget;
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
    let names = Names::new(bytes, sections.names);
    let shapes = Shapes::new(&names, &sections, (&records, &all), header.width);
    let budget = Budget::new(bytes.0.len());
    let blocks = Blocks {
        bytes,
        width: header.width,
        budget: &budget,
    };
    let places = Places::read(blocks, header, &sections)?;
    let owners = Owners {
        bytes,
        kind: header.kind,
        names: &names,
        shapes: &shapes,
        classes: sections.classes.clone(),
        places: places.count,
    };
    let mut unread = Vec::new();
    let owners = owners.all(&all, &mut unread)?;
    let mut cells = Cells {
        at: header.places,
        shapes: &shapes,
        places,
        times: Times::read((blocks, header), (&records, &all), &places)?,
        room: NAME_BYTES,
        values: VALUES,
        series: Vec::new(),
    };
    for owner in owners {
        let added = cells.add(&owner)?;
        budget.check()?;
        names.budget.check()?;
        if let Err(why) = added {
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
    /// Where the table of places stands.
    at: usize,
    shapes: &'a Shapes<'a>,
    places: Places<'a>,
    times: Times<'a>,
    room: usize,
    values: usize,
    series: Vec<Series>,
}

impl Cells<'_> {
    /// Adds the cells of a variable, and says why one of them cannot be told.
    fn add(&mut self, owner: &Owner) -> Result<Result<(), String>, Broken> {
        let list = match self.times.of(&owner.record, &self.places) {
            Ok(list) => list,
            Err(e) => return Ok(Err(e.to_string())),
        };
        let labels = match self.shapes.labels(&owner.shape, owner.name.len(), self.room) {
            Ok(labels) => labels,
            Err(e) => return Ok(Err(format!("its subscripts cannot be read: {e}"))),
        };
        let mut told = Ok(());
        for (number, label) in labels.into_iter().enumerate() {
            match self.values(owner.record.place + number, list)? {
                Ok(values) => self.push(format!("{}{label}", owner.name), values)?,
                Err(why) if label.is_empty() => told = told.and(Err(why)),
                Err(why) => told = told.and(Err(format!("at {label}, {why}"))),
            }
        }
        Ok(told)
    }

    /// The values at a place, whose times are those of a list.
    fn values(&mut self, place: usize, list: usize) -> Result<Result<Values, String>, Broken> {
        let times = self.times.lists[list].len();
        Ok(match self.places.content(place, times) {
            Ok(Content::Constant(value)) => Ok(Values::Constant(value)),
            Ok(Content::Block(block)) => {
                let left = self.values.checked_sub(times);
                self.values =
                    left.ok_or_else(|| Broken::new(self.at, format!("more than {VALUES} values, the limit")))?;
                Ok(Values::Saved(block, list))
            }
            Err(why) => Err(why),
        })
    }

    fn push(&mut self, name: String, values: Values) -> Result<(), Broken> {
        let left = self.room.checked_sub(name.len());
        self.room =
            left.ok_or_else(|| Broken::new(self.at, format!("names of more than {NAME_BYTES} bytes, the limit")))?;
        self.series.push(Series { name, values });
        match self.series.len() > SERIES {
            true => Err(Broken::new(self.at, format!("more than {SERIES} series, the limit"))),
            false => Ok(()),
        }
    }
}
