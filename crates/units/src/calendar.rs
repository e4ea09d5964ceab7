//! Years, and what a model or a data file counts in.

use crate::time::find;
use crate::words;

/// How many of a unit of time a year has, by the calendar of a model that has `own_per_year` of its `own` unit to a year.
pub fn per_year(time: &str, own: &str, own_per_year: f64) -> Option<f64> {
    if words::base(time) == words::base(own) {
        return Some(own_per_year);
    }
    find(&words::key(time)).map(|time| time.per_mean_year)
}

/// Whether values of this unit are sums over the year that ends with their period (`persons/12 months ending`).
pub fn is_over_year_before(unit: &str) -> bool {
    unit.to_lowercase().trim().ends_with("/12 months ending")
}
