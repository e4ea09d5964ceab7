//! What was observed of a time that a statement is about: which series is a record of which quantity, and the rows of a file.
//!
//! Comes in: `[[statement.records]]` and `[[statement.unscored]]` of `study.toml`, and a file of records with the columns of a data
//! file. Goes out: every row as a [`Record`], in the unit and by the definition of its quantity, or with the reason why it is none
//! ([`crate::read_records`]). The file is no input of the study: nothing but a score reads it.

/// Which series are records of which quantities of the statement, and which are not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// Series that are.
    pub taken: Vec<TakenSeries>,
    /// Series that are not, each with the reason.
    pub unscored: Vec<UnscoredSeries>,
}

/// A series that a quantity of the statement is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenSeries {
    /// The quantity's name.
    pub quantity: String,
    /// The quantity's unit.
    pub quantity_unit: String,
    /// The series' name in the file of records.
    pub series: String,
    /// Its unit there; `persons/12 months ending` makes the period the end of a year.
    pub unit: String,
    /// The series of the study's data that has its past by the quantity's definition; empty where there is none.
    pub history: String,
    /// What is taken off each record where it counts more than the quantity does.
    pub bridge: Option<Bridge>,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What else must be known.
    pub note: String,
}

/// How a difference of definition is bridged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bridge {
    /// What is taken off, in the quantity's unit.
    pub less: f64,
    /// What differs, and where the number comes from.
    pub why: String,
}

/// A series that no quantity takes up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnscoredSeries {
    /// Its name.
    pub series: String,
    /// Why.
    pub reason: String,
    /// Who publishes it.
    pub publisher: Publisher,
}

/// Who publishes a series, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publisher {
    /// The agency's name; may be empty.
    pub agency: String,
    /// Its site: `cdc.gov`. A row with an address elsewhere is somebody's copy. Empty where nothing is known of that.
    pub site: String,
}

impl Publisher {
    /// Whether an address is not one of the publisher's.
    pub fn is_relayed_by(&self, address: &str) -> bool {
        let host = host(address);
        let is_own = host == self.site || host.strip_suffix(&self.site).is_some_and(|before| before.ends_with('.'));
        !self.site.is_empty() && !is_own
    }
}

/// The host of the first address in a text.
fn host(address: &str) -> &str {
    let behind = address.split_once("://").map_or(address, |(_, behind)| behind);
    behind.split(['/', ' ', ':', '?', '#']).next().unwrap_or_default()
}

/// One row of a file of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The row as it stands in the file.
    pub point: data::Point,
    /// The series.
    pub series: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What it is a record of, or why it is none.
    pub taken: Result<TakenRecord, String>,
}

/// A row that is a record of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenRecord {
    /// The quantity, as a position in [`Records::taken`].
    pub by: usize,
    /// The value in the quantity's unit, by its definition.
    pub value: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_on_another_site_is_a_relay() {
        let cdc = Publisher {
            agency: "the health agency".into(),
            site: "cdc.gov".into(),
        };
        for own in [
            "https://cdc.gov/x",
            "https://www.cdc.gov/nchs?x",
            "cdc.gov",
            "http://data.cdc.gov:80",
        ] {
            assert!(!cdc.is_relayed_by(own), "{own}");
        }
        for other in [
            "https://github.com/a/b (of cdc.gov)",
            "https://notcdc.gov/x",
            "",
            "a book",
        ] {
            assert!(cdc.is_relayed_by(other), "{other}");
        }
        assert!(!Publisher::default().is_relayed_by("https://github.com/a/b"));
    }
}
