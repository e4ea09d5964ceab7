//! Functions that are known, but not offered, and why.

/// A function that is not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOffered {
    /// As its manual prints it.
    pub name: &'static str,
    /// Why, as the end of a sentence.
    pub why: &'static str,
}

const BATCHES: &str = "the age of what waits is not tracked";
const CYCLE_TIMES: &str = "the time that material spends in conveyors and queues is not tracked";
const WHOLE: &str = "it must be a whole right-hand side";
const PRICES: &str = "`ALLOCATE BY PRIORITY` and `FIND MARKET PRICE` take its place";
const LINES: &str = "only the plain reading of a table is documented well enough";

/// Vensim's, by key.
pub(super) const IN_VENSIM: &[NotOffered] = &[
    no("A FUNCTION OF", "it stands for a formula that is still to be written"),
    no("ALLOC P", PRICES),
    no("DELAY BATCH", BATCHES),
    no(
        "DELAY CONVEYOR",
        "leaks and profiles of a conveyor are read in XMILE only",
    ),
    no("DELAY LOST", BATCHES),
    no("DELAY PROFILE", "a delay spread by a lookup is not kept"),
    no(
        "DELAYP",
        "its stock in transit is a second result; use `DELAY3` and a stock of its own",
    ),
    no(
        "DEPRECIATE BY SCHEDULE",
        "a schedule by lookup is not kept; `DEPRECIATE STRAIGHTLINE` is read",
    ),
    no("FIND ZERO", "equations are not solved while a run goes on"),
    no("GET 123 CONSTANTS", WHOLE),
    no("GET 123 DATA", WHOLE),
    no("GET 123 LOOKUPS", WHOLE),
    no("GET DIRECT CONSTANTS", WHOLE),
    no("GET DIRECT DATA", WHOLE),
    no("GET DIRECT LOOKUPS", WHOLE),
    no("GET DIRECT SUBSCRIPT", "it must define a dimension"),
    no("GET ODBC CONSTANTS", "databases are not read"),
    no("GET ODBC DATA", "databases are not read"),
    no("GET ODBC LOOKUPS", "databases are not read"),
    no("GET VDF CONSTANTS", WHOLE),
    no("GET VDF DATA", WHOLE),
    no("GET VDF LOOKUPS", "lookups in `.vdf` files are not read"),
    no("GET XLS CONSTANTS", WHOLE),
    no("GET XLS DATA", WHOLE),
    no("GET XLS LOOKUPS", WHOLE),
    no("GET XLS SUBSCRIPT", "it must define a dimension"),
    no(
        "INTERNAL RATE OF RETURN",
        "equations are not solved while a run goes on",
    ),
    no("MARKETP", PRICES),
    no("MESSAGE", "a run speaks to nobody"),
    no("QUEUE AGE ATTRIB", BATCHES),
    no("QUEUE AGE AVERAGE", BATCHES),
    no("QUEUE AGE IN RANGE", BATCHES),
    no("QUEUE AGE OLDEST", BATCHES),
    no("QUEUE ATTRIB AVERAGE", BATCHES),
    no("QUEUE ATTRIB IN RANGE", BATCHES),
    no("QUEUE ATTRIB MAX", BATCHES),
    no("QUEUE ATTRIB MIN", BATCHES),
    no("QUEUE ATTRIB QUANTITY", BATCHES),
    no("QUEUE FIFO", BATCHES),
    no("QUEUE FIFO ATTRIB", BATCHES),
    no(
        "SHIFT IF TRUE",
        "a cohort that moves on at once changes a stock between steps",
    ),
    no("SIMULTANEOUS", "equations are not solved while a run goes on"),
];

/// XMILE's and Stella's, by name.
pub(super) const IN_XMILE: &[NotOffered] = &[
    no("CTFLOW", CYCLE_TIMES),
    no("CTMAX", CYCLE_TIMES),
    no("CTMEAN", CYCLE_TIMES),
    no("CTMIN", CYCLE_TIMES),
    no("CTSTDDEV", CYCLE_TIMES),
    no("CYCLETIME", CYCLE_TIMES),
    no("ENTRYPOINT", "what enters a conveyor enters at its start"),
    no("IRR", "equations are not solved while a run goes on"),
    no("LOOKUPAREA", LINES),
    no("LOOKUPMEAN", LINES),
    no("LOOKUPXY", LINES),
    no("NORMALCUM", "`NORMALCDF` takes its place"),
    no("OSTATE", "ovens are not read"),
    no("QELEM", "the elements of a queue are not kept apart"),
    no("QLEN", "the elements of a queue are not kept apart"),
    no("REWORK", "it sends material back through a conveyor"),
    no("THROUGHPUT", CYCLE_TIMES),
    no("TIMESTAMPED", CYCLE_TIMES),
];

const fn no(name: &'static str, why: &'static str) -> NotOffered {
    NotOffered { name, why }
}
