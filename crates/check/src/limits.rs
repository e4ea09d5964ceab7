//! What is refused, so that no model can exhaust time or memory.

/// How many steps a run may take.
pub const STEPS: f64 = 1e8;

/// How many elements one dimension may have.
pub const ELEMENTS: usize = 1_000_000;

/// How many elements all dimensions may list together; a subrange lists its elements again.
pub const LISTED_ELEMENTS: usize = 10_000_000;

/// How many cells all variables may have together, those that expansion makes included.
pub const CELLS: usize = 20_000_000;

/// How many subscripts one variable may have.
pub const SUBSCRIPTS: usize = 16;

/// How often the body of one reduction may be computed in one step, over all cells of its equation.
pub const REDUCTION_ITERATIONS: usize = 1_000_000_000;

/// How many elements a vector that a function takes as a whole may have.
pub const VECTOR: u32 = 1_000_000;

/// How many rows a matrix that is inverted may have.
pub const MATRIX: u32 = 500;

/// How many dependencies between single cells are followed where arrays depend on each other in a ring.
pub const CELL_DEPENDENCIES: usize = 20_000_000;

/// How many diagnostics get a guess at what was meant: guessing compares with every one of `names`.
pub(crate) fn guesses(names: usize) -> usize {
    (1_000_000 / names.max(1)).clamp(3, 50)
}

/// How many iterations one equation may have, times how many exceptions (`:EXCEPT:`).
pub const EXCEPTION_TURNS: usize = 100_000_000;

/// How many index variables the loops and reductions around one expression may have.
pub const INDEX_VARIABLES: usize = 64;

/// Links on loops beyond which the shortest independent loops are not looked for.
pub const LOOP_LINKS: usize = 5_000;

/// Ways through hidden variables that are kept for one link.
pub const LOOP_PATHS: usize = 64;

/// Hidden variables entered while links are looked for, before each is entered only once a cause.
pub const LOOP_STEPS: usize = 1_000_000;

/// How many equations all calls of macros may make together.
pub const MACRO_EQUATIONS: usize = 200_000;

/// How deep calls of macros within macros may go.
pub const MACRO_DEPTH: usize = 64;

/// How many stocks one `SMOOTH N` or `DELAY N` may be made of.
pub const ORDER: f64 = 1_000.0;

/// How many stocks all of them may be made of together.
pub const STAGES: usize = 100_000;

/// How many cells of a sheet one equation that reads series may look at.
pub const EXTERNAL_CELLS: u64 = 20_000_000;
