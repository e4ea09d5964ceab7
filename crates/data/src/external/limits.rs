//! How much of a file is read.

/// Files of at most this many bytes are read; a workbook counts as it lies on the disk.
pub const FILE_BYTES: u64 = 128 << 20;

/// A workbook that unpacks to at most this many bytes is read.
pub const UNPACKED_BYTES: u64 = 128 << 20;

/// Sheets of at most this many cells are read.
pub const CELLS: usize = 2_000_000;
