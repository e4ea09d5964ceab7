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
    /// It exists, and its bytes could not be had.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is larger than what is read into memory.
    #[error("`{}` has more than {limit} bytes, and no larger data file is read", path.display())]
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
    #[error("`{}` leads out of its folder", path.display())]
    Outside {
        /// The link.
        path: PathBuf,
    },
}
