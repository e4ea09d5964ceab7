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
    let names: Vec<String> = reader.headers().expect("a row of names").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of cells");
    let column = |at: usize| rows.iter().filter_map(|row| row[at].parse().ok()).collect();
    names.iter().enumerate().map(|(at, name)| (name.clone(), column(at))).collect()
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
        series.contains("there is no number in `table.csv` from cell B2 on"),
        "{series}"
    );
    let place = said("x = GET DIRECT CONSTANTS('table.csv', ',', 'twelve')");
    assert!(place.contains("`twelve` is neither a cell such as `B4`"), "{place}");
}

/// The diagnostics of a model that reads from the workbook `strange.xlsx`, where A1 is words, B1 a number, C1 `#N/A`, A2 other words, B2
/// a date, C2 a truth value, and nothing stands below.
fn of_workbook(line: &str) -> String {
    let home = tempfile::tempdir().expect("a temporary folder");
    let home_path = std::fs::canonicalize(home.path()).expect("it is there");
    let book = home.path().join("strange.xlsx");
    std::fs::copy(folder().join("strange.xlsx"), &book).expect("the folder can be written");
    std::fs::write(home.path().join("m.mdl"), format!("A: A1, A2 ~~|\n{line} ~~| {CLOCK}")).expect("it can be written");
    counterflow(home.path(), &["run", "m.mdl", "-o", "-", "--variables", "x"])
        .err
        .replace(&format!("{}/", home_path.display()), "")
}

#[test]
fn cells_of_a_workbook_that_are_no_numbers_are_named() {
    assert_eq!(of_workbook("x = GET XLS CONSTANTS('strange.xlsx', 'sheet1', 'B1')"), "");
    insta::assert_snapshot!(of_workbook("x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'C1')"), @r"
    error[not-a-number-in-file]: cell C1 of `strange.xlsx` is the error #N/A, not a number
     --> m.mdl:2:5
      |
    2 | x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'C1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(of_workbook("x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'B2')"), @r"
    error[not-a-number-in-file]: cell B2 of `strange.xlsx` is the date 2009-07-06, not a number
     --> m.mdl:2:5
      |
    2 | x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'B2') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(of_workbook("x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'C2')"), @r"
    error[not-a-number-in-file]: cell C2 of `strange.xlsx` is the truth value true, not a number
     --> m.mdl:2:5
      |
    2 | x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'C2') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(of_workbook("B: GET XLS SUBSCRIPT('strange.xlsx', 'Sheet1', 'B2', 'B2', '') ~~| x[B] = 1"), @"
    error[not-a-name-in-file]: cell B2 of `strange.xlsx` is the date 2009-07-06, not the name of an element
     --> m.mdl:2:4
      |
    2 | B: GET XLS SUBSCRIPT('strange.xlsx', 'Sheet1', 'B2', 'B2', '') ~~| x[B] = 1 ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1...
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write the name as text, or end the range before that cell
    ");
    insta::assert_snapshot!(of_workbook("x[A] = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'A1*')"), @r"
    warning[not-a-number-in-file]: cell A1 of `strange.xlsx` is the string `Time` and counts as 0, as does another cell
     --> m.mdl:2:8
      |
    2 | x[A] = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'A1*') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(of_workbook("x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'D9')"), @r"
    warning[not-a-number-in-file]: cell D9 of `strange.xlsx` is empty and counts as 0
     --> m.mdl:2:5
      |
    2 | x = GET XLS CONSTANTS('strange.xlsx', 'Sheet1', 'D9') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(of_workbook("x := GET XLS DATA('strange.xlsx', 'Sheet1', '1', 'B2')"), @r"
    warning[not-a-number-in-file]: cell B2 of `strange.xlsx` is the date 2009-07-06, not a number
     --> m.mdl:2:6
      |
    2 | x := GET XLS DATA('strange.xlsx', 'Sheet1', '1', 'B2') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this point is left out
    error[no-data-in-file]: there is no number in `strange.xlsx` from cell B2 on
     --> m.mdl:2:6
      |
    2 | x := GET XLS DATA('strange.xlsx', 'Sheet1', '1', 'B2') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(of_workbook("x = GET XLS CONSTANTS('strange.xlsx', 'Sheet2', 'B1')"), @r"
    error[unreadable-data]: `strange.xlsx` has no sheet `Sheet2`; it has Sheet1
     --> m.mdl:2:5
      |
    2 | x = GET XLS CONSTANTS('strange.xlsx', 'Sheet2', 'B1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn data_files_that_are_no_text_say_what_to_do() {
    let home = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(home.path().join("m.mdl"), format!("x ~~| {CLOCK}")).expect("it can be written");
    std::fs::write(home.path().join("run.vdf"), b"\x7f\xf7").expect("it can be written");
    std::fs::write(home.path().join("no.csv"), "Time,x\nnoon,1\n").expect("it can be written");
    let said = |file: &str| counterflow(home.path(), &["run", "m.mdl", "--data", file]).err;
    insta::assert_snapshot!(said("run.vdf"), @r"
    error: `run.vdf`, byte 0: it does not begin as Vensim's files do (7F F7 17)
    ");
    insta::assert_snapshot!(said("book.xlsx"), @r"
    error: `book.xlsx` is a workbook, and a data file is a text; save the sheet as `.csv`, or let the model read it with `GET XLS DATA`
    ");
    insta::assert_snapshot!(said("no.csv"), @r"
    error: `no.csv`, line 2: the time `noon` is no number
    ");
    insta::assert_snapshot!(said("none.dat"), @r"
    error: there is no file `none.dat`
    ");
}

/// A model's own folder is all that it may read, for what it includes as for its data, and so for what that includes in turn.
#[test]
fn a_model_includes_files_where_it_may_read() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("it can be written");
    };
    let model = |include: &str| {
        format!(
            "<xmile><sim_specs><start>0</start><stop>1</stop><dt>1</dt></sim_specs>\n<include resource=\"{include}\"/>\n\
             <model><variables><aux name=\"a\"><eqn>twice(3)</eqn></aux></variables></model></xmile>"
        )
    };
    write("own/model.xmile", &model("../library/outer.xmile"));
    write(
        "library/outer.xmile",
        "<xmile>\n<include resource=\"inner.xmile\"/>\n</xmile>",
    );
    write(
        "library/inner.xmile",
        "<xmile><macro name=\"twice\"><parm>x</parm><eqn>2 * x</eqn></macro></xmile>",
    );
    write("own/lost.xmile", &model("lost/library.xmile"));
    write("own/far.xmile", &model("https://example.org/library.xmile"));
    let check = |words: &[&str]| counterflow(home.path(), &[&["check", "--color", "never"], words].concat());
    let refused = check(&["own/model.xmile"]).err;
    insta::assert_snapshot!(refused.lines().take(3).collect::<Vec<_>>().join("\n"), @r"
    error[missing-include]: `../library/outer.xmile` cannot be included: `own/../library/outer.xmile` is outside the model's folder; to let the model read it, pass its folder to `--allow`
     --> own/model.xmile:2:20
      |
    ");
    let half = check(&["own/model.xmile", "--allow", "library/outer.xmile"]).err;
    assert!(
        half.contains("`inner.xmile` cannot be included") && half.contains("outside the model's folder"),
        "{half}"
    );
    let lost = check(&["own/lost.xmile"]).err;
    assert!(lost.contains("looked for `own/lost/library.xmile`"), "{lost}");
    let far = check(&["own/far.xmile"]).err;
    assert!(far.contains("a model reads files, not addresses"), "{far}");
    let ran = counterflow(
        home.path(),
        &["run", "own/model.xmile", "--allow", "library", "--output", "out.csv"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = std::fs::read_to_string(home.path().join("out.csv")).expect("the table was written");
    assert_eq!(table(&written)["a"], [6.0, 6.0]);
}
