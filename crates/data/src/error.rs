//! What can go wrong between a data file and the world.

use std::io;
use std::path::PathBuf;

/// A data file or folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// There is no such file or folder.
    #[error("there is no `{}`", path.display())]
    Missing {
        /// What was looked for.
        path: PathBuf,
    },
    /// It exists and could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is larger than what is read into memory.
    #[error("`{}` is larger than {limit} bytes, the limit for a data file", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is not UTF-8 text.
    #[error("`{}` is not UTF-8 text (byte {at}); save it as UTF-8", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first byte that is none.
        at: usize,
    },
    /// A link leads out of the folder that may be read.
    #[error("`{}` is a link to a file outside its folder", path.display())]
    Outside {
        /// The link.
        path: PathBuf,
    },
    /// A format that holds series, which is not read.
    #[error("`{}` is {what}; {instead}", path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
        /// What would do.
        instead: &'static str,
    },
    /// A workbook has no sheet of that name.
    #[error("`{}` has no sheet `{sheet}`; it has {}", path.display(), sheets.join(", "))]
    NoSheet {
        /// The workbook.
        path: PathBuf,
        /// The sheet asked for.
        sheet: String,
        /// Those that it has.
        sheets: Vec<String>,
    },
    /// A sheet has more cells than are read into memory.
    #[error("a sheet of `{}` has more than {limit} cells, the limit for a sheet", path.display())]
    TooManyCells {
        /// The workbook.
        path: PathBuf,
        /// The limit.
        limit: usize,
    },
    /// A workbook of the old format whose sheets reach very far.
    #[error(
        "the sheets of `{}` span more than {limit} cells together, the limit for a workbook of the old format; save it as `.xlsx`, \
         of which only cells with something in them count",
        path.display()
    )]
    WideGrids {
        /// The workbook.
        path: PathBuf,
        /// The limit, rows times columns over all sheets.
        limit: u64,
    },
    /// A workbook is small on the disk and very large unpacked.
    #[error("`{}` unpacks to more than {limit} bytes, the limit for a workbook", path.display())]
    Unpacked {
        /// The workbook.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// A workbook cannot be understood.
    #[error("`{}` cannot be read as a workbook: {why}", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        why: String,
    },
    /// A file for data variables has no series in it, or something that is none.
    #[error("`{}`, line {line}: {why}", path.display())]
    NotSeries {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        why: String,
    },
    /// A run or a dataset of Vensim's own format cannot be understood.
    #[error("`{}`, {broken}", path.display())]
    Vdf {
        /// The file.
        path: PathBuf,
        /// Where, and why.
        broken: crate::vdf::Broken,
    },
}
