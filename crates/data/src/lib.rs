//! Observed series from CSV files.
//!
//! Comes in: a file with the columns `series,period,value,unit,source_url,note`. Goes out: [`Series`] of points that each
//! cover a stretch of years, and the rows that are no points, kept as notes. What is wrong with a file goes to
//! [`source::Diagnostics`], all of it at once. It knows no model and no study.
//!
//! ```
//! use source::{Diagnostics, Sources};
//!
//! let text = "series,period,value,unit,source_url,note\n\
//!             homicides,2023-H1,15082,persons/half-year,https://example.org,preliminary\n";
//! let mut sources = Sources::new();
//! let id = sources.add("data/violence.csv", text);
//! let mut diagnostics = Diagnostics::new();
//! let series = data::series(text, id, &mut diagnostics);
//! assert_eq!(series[0].points[0].from, 2023.0);
//! assert_eq!(series[0].points[0].to, 2023.5);
//! ```

mod error;
pub mod external;
mod files;
mod period;
mod read;
mod series;
pub mod vdf;

pub use error::DataError;
pub use files::{DataFile, FILE_BYTES, joined_series};
pub use period::{Period, PeriodText, period};
pub use read::{COLUMNS, READ_IN, series};
pub use series::{Note, Point, ReadIn, Series};
