//! Numbers and elements that a model takes from files.

use super::counterflow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/external-data")
}

/// Runs a model, and gives the table that it writes.
fn run(model: &Path, more: &[&str]) -> Result<String, String> {
    let home = tempfile::tempdir().expect("a temporary folder");
    let model = model.to_str().expect("a path in UTF-8");
    let ran = counterflow(home.path(), &[&["run", model, "--output", "out.csv"], more].concat());
    match ran.code {
        0 => Ok(std::fs::read_to_string(home.path().join("out.csv")).expect("the table was written")),
        _ => Err(ran.err),
    }
}

/// The values of each variable, one a time, as the run's table has them.
fn table(text: &str) -> HashMap<String, Vec<f64>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .expect("a row of names")
        .iter()
        .map(str::to_owned)
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of cells");
    let column = |at: usize| rows.iter().filter_map(|row| row[at].parse().ok()).collect();
    names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.clone(), column(at)))
        .collect()
}

#[test]
fn every_way_to_read_a_table() {
    let data = folder().join("observed.dat");
    let ran = run(
        &folder().join("external-data.mdl"),
        &["--data", data.to_str().expect("a path in UTF-8")],
    );
    let table = table(&ran.expect("the model runs"));
    let is = |name: &str, values: &[f64]| {
        let found = &table[name];
        let same = found.len() == values.len() || found.iter().all(|v| *v == values[0]);
        assert!(
            same && found.iter().zip(values).all(|(a, b)| a == b),
            "{name}: {found:?}, not {values:?}"
        );
    };
    is("price", &[3.0]);
    is("share[small,South]", &[4.0]);
    is("share[large,North]", &[5.0]);
    is("turned[South,small]", &[4.0]);
    is("turned[North,large]", &[5.0]);
    is("between[North]", &[10.0, 15.0, 20.0, 30.0, 40.0]);
    is("ahead[North]", &[10.0, 20.0, 20.0, 40.0, 40.0]);
    is("back[North]", &[10.0, 10.0, 20.0, 20.0, 40.0]);
    is("has a value[North]", &[1.0, 0.0, 1.0, 0.0, 1.0]);
    // An empty cell is no point: its neighbours are joined.
    is("between[South]", &[1.0, 2.0, 3.0, 4.0, 5.0]);
    is("has a value[South]", &[1.0, 0.0, 0.0, 0.0, 1.0]);
    is("effect at one[North]", &[15.0]);
    is("observed[small]", &[1.0, 2.0, 3.0, 6.0, 9.0]);
    is("observed[large]", &[7.0, 7.0, 7.5, 8.0, 8.0]);
    is("earlier", &[1.0, 1.0, 1.0, 3.0, 3.0]);
    is("later", &[1.0, 3.0, 3.0, 9.0, 9.0]);
    is("first", &[1.0]);
    is("last", &[3.0]);
}

const CLOCK: &str = "INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|";

/// What is said about a model of one line beside a table.
fn said(line: &str) -> String {
    let home = tempfile::tempdir().expect("a temporary folder");
    let inside = home.path().join("model");
    std::fs::create_dir(&inside).expect("the folder can be written");
    std::fs::write(home.path().join("secret.csv"), "1\n").expect("the folder can be written");
    std::fs::write(inside.join("table.csv"), "time,x\n0,high\n").expect("the folder can be written");
    std::fs::write(inside.join("model.mdl"), format!("{line} ~~| {CLOCK}")).expect("the folder can be written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(home.path().join("secret.csv"), inside.join("link.csv")).expect("a link can be made");
    run(&inside.join("model.mdl"), &[]).err().unwrap_or_default()
}

#[test]
fn what_cannot_be_read_says_where_it_was_looked_for() {
    let missing = said("x = GET DIRECT CONSTANTS('none.csv', ',', 'A1')");
    assert!(missing.contains("there is no `none.csv`; looked for"), "{missing}");
    let tag = said("x = GET XLS CONSTANTS('?t', 'sheet', 'A1')");
    assert!(tag.contains("--data-tag '?t=FILE'"), "{tag}");
    let unfilled = said("x");
    assert!(
        unfilled.contains("`x` is filled from data, and no data file is given"),
        "{unfilled}"
    );
}

#[test]
fn a_model_reads_nothing_outside_its_folder() {
    for file in ["../secret.csv", "link.csv"] {
        let said = said(&format!("x = GET DIRECT CONSTANTS('{file}', ',', 'A1')"));
        assert!(said.contains("outside the model's folder"), "{said}");
    }
}

#[test]
fn text_where_a_number_belongs_is_named_by_its_cell() {
    let series = said("x := GET DIRECT DATA('table.csv', ',', 'A', 'B2')");
    assert!(
        series.contains("no number stands in `table.csv` from cell B2 on"),
        "{series}"
    );
    let place = said("x = GET DIRECT CONSTANTS('table.csv', ',', 'twelve')");
    assert!(place.contains("`twelve` is neither a cell such as `B4`"), "{place}");
}
