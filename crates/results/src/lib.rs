//! Tables of numbers over time, what a study writes beside them, and their files.
//!
//! Comes in: times, names and numbers. Goes out: CSV and tab-separated text, a [`Manifest`] that says what a result was
//! made from, and a [`Comparison`] of two tables. Files appear whole or not at all. It knows no engine and no model.
//!
//! ```
//! use results::{Column, Format, Table, Tolerance, compare};
//!
//! let table = Table::new(vec![0.0, 0.5], vec![Column::new("cup[A1,B2]", vec![180.0, 176.25])]);
//! let text = table.to_text(Format::Csv);
//! assert_eq!(text, "Time,\"cup[A1,B2]\"\n0,180\n0.5,176.25\n");
//!
//! let again = Table::parse(&text, "cup.csv".as_ref())?;
//! assert!(compare(&again, &table, &Tolerance::default()).agrees());
//! # Ok::<(), results::ResultsError>(())
//! ```

mod bytes;
mod compare;
mod draft;
mod error;
mod experiments;
mod file;
mod folder;
mod holder;
mod lock;
mod manifest;
mod name;
mod number;
mod parquet_file;
mod printed;
mod read;
mod stream;
mod table;
mod times;
mod vensim;
mod write;

pub use compare::{Comparison, Difference, Tolerance, VariableComparison, compare, rounding};
pub use draft::Draft;
pub use error::ResultsError;
pub use experiments::{ExperimentRow, Experiments, OutcomeRow, Outcomes, RunEnd};
pub use file::write_whole;
pub use folder::Folder;
pub use holder::Holder;
pub use lock::no_link;
pub use manifest::{Counts, InputFile, Manifest, sha256_of, sha256_of_bytes, sha256_of_text, timestamp};
pub use name::{fold, harmless};
pub use number::{number, parse_number};
pub use parquet_file::{ParquetColumn, ParquetFile, ParquetKind, partition};
pub use printed::{Certification, Certified, Printed, certify};
pub use stream::{Cell, CsvFile, LARGEST_ROWS, read_rows, rows_of};
pub use table::{Column, Format, Layout, Table};
pub use write::is_parquet;
