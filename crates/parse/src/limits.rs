//! What is refused, so that no file can exhaust time, memory or the stack.

/// The largest file that is read, in bytes (64 MiB). The largest published model known to us has 1.4 MB.
pub const FILE_BYTES: usize = 64 << 20;

/// How deep parentheses, calls, signs and powers may nest in one expression.
pub const NESTING: usize = 200;

/// How high the tree of one expression may grow, which also bounds a sum or product without parentheses to that many
/// terms. Later stages may walk an expression recursively and rely on this.
pub const HEIGHT: usize = 1000;

/// How many names, numbers and operators the definitions of one file may have together; a definition counts as eight.
pub const NODES: usize = 4_000_000;

/// How many elements an XML file may have, drawings not counted.
pub const XML_NODES: usize = 2_000_000;

/// How many lines of a drawing are kept.
pub const SKETCH_LINES: usize = 1_000_000;

/// How many lines with synonyms of units, and how many synonyms on each, are read.
pub const SYNONYMS: usize = 1000;

/// How many elements a numbered range inside a mapping may have.
pub const RANGE: usize = 100_000;

/// How many dimensions the arrays of modules around one variable may have together.
pub const SUBSCRIPTS: usize = 16;

/// How deep files may include files.
pub const INCLUDE_DEPTH: usize = 16;

/// How many bytes the included files may have together (16 MiB).
pub const INCLUDED_BYTES: usize = 16 << 20;
