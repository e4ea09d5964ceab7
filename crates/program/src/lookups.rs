//! Lookups as their points. What else a [`Lookup`] holds follows from these, and must, for its kernels rely on it.

use math::Lookup;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(tables: &[Lookup], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(tables.iter().map(Lookup::points))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Lookup>, D::Error> {
    let tables = Vec::<Vec<(f64, f64)>>::deserialize(deserializer)?;
    let lookups = tables.iter().map(|points| Lookup::new(points));
    lookups.collect::<Result<_, _>>().map_err(D::Error::custom)
}
