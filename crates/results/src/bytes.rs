//! Files into memory, none larger than stated.

use crate::ResultsError;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Tables of at most this many cells are read, rows times columns.
pub(crate) const CELLS: usize = 1 << 26;

/// The bytes of a file, unless it has more than `limit`; a device may have no end.
pub(crate) fn bytes_of(path: &Path, limit: u64) -> Result<Vec<u8>, ResultsError> {
    let fail = |e| ResultsError::reading(path, e);
    let file = File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > limit {
        let path = path.to_path_buf();
        return Err(ResultsError::TooLarge { path, limit });
    }
    Ok(bytes)
}
