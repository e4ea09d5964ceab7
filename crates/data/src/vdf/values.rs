//! A file of Vensim: its series, and their values when they are asked for.

use super::blocks::Block;
use super::bytes::Bytes;
use super::found::{Found, Series, Unread, Values};
use super::header::{Header, Kind, Width};
use super::reading::found;
use super::{Broken, VDF_BYTES};

/// `:NA:`, as Vensim writes it and as a model computes with it.
const MISSING: [f64; 2] = [-1.298_074_214_633_707e33, -6.490_371_073_168_535e32];

/// A file of Vensim's own format.
#[derive(Clone, Debug)]
pub struct Vdf {
    bytes: Vec<u8>,
    width: Width,
    /// Whether it is a run or a dataset.
    pub kind: Kind,
    /// The series, in the order of their places.
    pub series: Vec<Series>,
    /// Variables that are in the file and are not among the series.
    pub unread: Vec<Unread>,
    times: Vec<Vec<f64>>,
}

impl Vdf {
    /// Reads a file.
    ///
    /// # Errors
    /// If it is not such a file, is damaged, or is larger than what is read.
    pub fn read(bytes: Vec<u8>) -> Result<Vdf, Broken> {
        if bytes.len() as u64 > VDF_BYTES {
            return Err(Broken::new(
                VDF_BYTES as usize,
                format!("more than {VDF_BYTES} bytes, the limit"),
            ));
        }
        let header = Header::read(Bytes(&bytes))?;
        let Found { series, unread, times } = found(Bytes(&bytes), &header)?;
        Ok(Vdf {
            bytes,
            width: header.width,
            kind: header.kind,
            series,
            unread,
            times,
        })
    }

    /// The times that the file has, in rising order.
    pub fn times(&self) -> Vec<f64> {
        let mut all: Vec<f64> = self.times.iter().flatten().copied().collect();
        all.sort_by(f64::total_cmp);
        all.dedup();
        all
    }

    /// A series' times and values; one that is missing has no point.
    pub fn points(&self, series: &Series) -> Vec<(f64, f64)> {
        let all: Vec<(f64, f64)> = match &series.values {
            Values::Constant(value) => {
                let times = self.times.first().map(Vec::as_slice).unwrap_or_default();
                let ends = times.first().into_iter().chain(times.last().filter(|_| times.len() > 1));
                ends.map(|time| (*time, *value)).collect()
            }
            Values::Saved(block, times) => {
                let values = self.values(block).into_iter();
                let pairs = self.times[*times].iter().copied().zip(values);
                pairs.filter_map(|(time, value)| Some((time, value?))).collect()
            }
        };
        let is_value = |value: f64| value.is_finite() && !MISSING.contains(&value);
        all.into_iter().filter(|(_, value)| is_value(*value)).collect()
    }

    /// The value of each time, where there is one. In a run a value holds until the next.
    fn values(&self, block: &Block) -> Vec<Option<f64>> {
        let mut values = block.decode(Bytes(&self.bytes), self.width);
        if self.kind == Kind::Run {
            let mut last = None;
            for value in &mut values {
                *value = value.or(last);
                last = *value;
            }
        }
        values
    }

    /// The value that a series has at each time of [`Vdf::times`], if it has one there.
    pub fn column(&self, series: &Series, times: &[f64]) -> Vec<Option<f64>> {
        if let Values::Constant(value) = &series.values {
            return vec![(!MISSING.contains(value)).then_some(*value); times.len()];
        }
        let Values::Saved(block, list) = &series.values else {
            return Vec::new();
        };
        let pairs = self.times[*list].iter().zip(self.values(block));
        let mut column = vec![None; times.len()];
        for (time, value) in pairs {
            let row = times.partition_point(|t| t < time);
            column[row] = value.filter(|v| !MISSING.contains(v));
        }
        column
    }
}
