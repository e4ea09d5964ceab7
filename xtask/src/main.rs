//! The workspace's own tasks: `cargo xtask test`, `book`, `bench`, `conformance`, `roundtrip`, `elsewhere`, `columns`,
//! `licences`, `sanitize`, `shape`.

mod bench;
mod book;
mod columns;
mod conformance;
mod elsewhere;
mod fuzz;
mod licences;
mod roundtrip;
mod sanitize;
mod shape;
mod shell;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask TASK

  test          every test: cargo test, whether the fuzz targets compile, the conformance suite and its round trip where it
                is at hand, the flagship elsewhere, the tables in other readers
  book          the book in target/book: a study from end to end, and the language (mdBook, installed on first use)
  bench         how quick the engine is: --report writes BENCHMARKS.md; --rounds 5, --runs 10000
  conformance   the conformance suite alone; further words go to its runner (--suite sdx-tests, --only teacup)
  roundtrip     every model of the suite through both formats, and certified; a word picks cases by their id
  columns       the Parquet that a study keeps, in DuckDB, Polars and pandas, compared with its CSV tables
  elsewhere     the flagship's model in a public tool (pysimlin), compared with ours
  licences      the licences of every dependency, against the list of those allowed
  sanitize      the engine's tests with AddressSanitizer (a nightly compiler); further words go to cargo test
  shape         lines of files and functions, as a table to read in a review; fails if files use each other in a circle
";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("test") => test(),
        Some("book") => book::run(),
        Some("bench") => bench::run(&words[1..]),
        Some("conformance") => conformance::run(&words[1..]),
        Some("roundtrip") => roundtrip::run(&words[1..]),
        Some("elsewhere") => elsewhere::run(),
        Some("columns") => columns::run(),
        Some("licences") => licences::run(),
        Some("sanitize") => sanitize::run(&words[1..]),
        Some("shape") => shape::run(),
        Some("help" | "--help" | "-h") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no task is called `{other}`\n\n{HELP}"),
    }
}

/// Everything that must pass before a change lands.
fn test() -> Result<()> {
    shell::cargo(&["test", "--workspace", "--quiet"])?;
    fuzz::check()?;
    conformance::run(&[])?;
    roundtrip::run(&[])?;
    elsewhere::run()?;
    columns::run()
}
