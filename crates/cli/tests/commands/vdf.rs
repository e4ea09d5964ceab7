//! Runs and datasets of Vensim's own format: as data, as tables, and named by a model.

use super::counterflow;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a model and files that Vensim wrote.
fn folder(model: &str, files: &[&str]) -> TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/tests/vdf/files");
    for file in files {
        std::fs::copy(from.join(file), home.path().join(file)).expect("the file can be copied");
    }
    std::fs::write(home.path().join("m.mdl"), model).expect("the folder can be written");
    home
}

/// What a run writes, without the control variables.
fn run(model: &str, files: &[&str], more: &[&str]) -> String {
    let home = folder(model, files);
    let ran = counterflow(home.path(), &[&["run", "m.mdl", "-q", "-o", "out.csv"], more].concat());
    match ran.code {
        0 => std::fs::read_to_string(home.path().join("out.csv")).expect("the table was written"),
        _ => ran.err,
    }
}

/// The consumer price index of January 1990, which is the first month, was 127.4; the change from the month before begins in the second.
#[test]
fn a_data_variable_is_filled_from_a_dataset() {
    let model = "Consumer Price Index ~~| change in CPI :RAW: ~~| known = IF THEN ELSE(change in CPI = :NA:, 0, 1) ~~|
        INITIAL TIME = 1 ~~| FINAL TIME = 2 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
    let written = run(model, &["econ-data.vdf"], &["--data", "econ-data.vdf"]);
    insta::assert_snapshot!(written, @"
    Time,Consumer Price Index,change in CPI,known,INITIAL TIME,FINAL TIME,TIME STEP,SAVEPER
    1,127.4,-6.490371073168535e32,0,1,2,1,1
    2,128,0.6,1,1,2,1,1
    ");
}

/// The values are those of `subscripts.csv`, which another tool read from the same run.
#[test]
fn a_model_takes_constants_and_series_from_a_run() {
    let model = "sub1: a, b, c ~~| two: x, y ~~|
        rate = GET VDF CONSTANTS('subscripts.vdf', 'some rate', 0) ~~|
        late = GET VDF CONSTANTS('subscripts.vdf', 'a stock[b]', 2.5) ~~|
        early = GET VDF CONSTANTS('subscripts.vdf', 'a stock[b]', -9) ~~|
        other[sub1] = GET VDF CONSTANTS('subscripts.vdf', 'other const[sub1]', 0) ~~|
        no file = GET VDF CONSTANTS('', '', 12) ~~|
        stock[sub1] := GET VDF DATA('subscripts.vdf', 'a stock[sub1]', 0, 1) ~~|
        twice as slow := GET VDF DATA('subscripts.vdf', 'a stock[a]', 1, 2) ~~|
        INITIAL TIME = 1 ~~| FINAL TIME = 3 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
    let written = run(model, &["subscripts.vdf"], &[]);
    insta::assert_snapshot!(written, @"
    Time,rate,late,early,other[a],other[b],other[c],no file,stock[a],stock[b],stock[c],twice as slow,INITIAL TIME,FINAL TIME,TIME STEP,SAVEPER
    1,0.7,6.59,2,0.9,0.3,0.5,12,2.6,3.7,5.6,1,1,3,1,1
    2,0.7,6.59,2,0.9,0.3,0.5,12,5.3199997,6.59,10.0199995,1.8,1,3,1,1
    3,0.7,6.59,2,0.9,0.3,0.5,12,9.943999,11.503,17.534,2.6,1,3,1,1
    ");
}

const GROWTH: &str = "a = INTEG(in - out, 2) ~~| in = x11 * a ~~| out = x12 * a ~~|
    x11 = GET VDF CONSTANTS('growth.vdf', 'x11', 0) ~~| x12 = GET VDF CONSTANTS('growth.vdfx', 'x12', 0) ~~|
    INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 0.25 ~~| SAVEPER = TIME STEP ~~|";

/// The run was made with other constants than the model had; with those that the run has kept, the model repeats the run. One of the
/// two calls names the ending that Vensim wrote before.
#[test]
fn a_model_with_the_constants_of_a_run_repeats_it() {
    let home = folder(GROWTH, &["growth.vdfx"]);
    let ran = counterflow(home.path(), &["certify", "m.mdl", "growth.vdfx"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(
        ran.out.starts_with("passes: 369 values of 9 variables agree"),
        "{}",
        ran.out
    );
}

#[test]
fn a_run_is_compared_with_a_table_of_it_either_way() {
    let home = folder("", &["edited.vdf", "edited.csv"]);
    for pair in [["edited.vdf", "edited.csv"], ["edited.csv", "edited.vdf"]] {
        let ran = counterflow(home.path(), &[&["compare"][..], &pair].concat());
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert!(
            ran.out.starts_with("they agree in 11 variables at 35 times"),
            "{}",
            ran.out
        );
    }
    // The stock within SMOOTH is Vensim's own: a table that lacks it lacks nothing.
    let table = std::fs::read_to_string(home.path().join("edited.csv")).expect("it is there");
    let without: Vec<String> = table.lines().map(without_second).collect();
    std::fs::write(home.path().join("own.csv"), without.join("\n")).expect("it can be written");
    let ran = counterflow(home.path(), &["compare", "own.csv", "edited.vdf"]);
    assert!(
        ran.out.starts_with("they agree in 10 variables at 35 times"),
        "{}",
        ran.all()
    );
}

fn without_second(line: &str) -> String {
    let cells: Vec<&str> = line.split(',').collect();
    [&cells[..1], &cells[2..]].concat().join(",")
}

#[test]
fn what_a_run_has_not_is_told() {
    let said = |equation: &str| {
        let clock = "INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
        let model = format!("sub1: a, b, c ~~|\n{equation} ~~| {clock}");
        let said = run(&model, &["subscripts.vdf"], &[]);
        said.lines().next().unwrap_or_default().to_string()
    };
    let messages = [
        said("x = GET VDF CONSTANTS('subscripts.vdf', 'nobody', 0)"),
        said("x[sub1] = GET VDF CONSTANTS('subscripts.vdf', 'a stock[d]', 0)"),
        said("x = GET VDF CONSTANTS('subscripts.vdf', 'a stock[d]', 0)"),
        said("x = GET VDF CONSTANTS('none.vdf', 'a', 0)"),
        said("x = GET VDF CONSTANTS('m.mdl', 'a', 0)"),
        said("x := GET VDF DATA('subscripts.vdf', 'some rate')"),
        said("x = 1 + GET VDF CONSTANTS('subscripts.vdf', 'some rate', 0)"),
        said("x = GET VDF CONSTANTS('../subscripts.vdf', 'some rate', 0)"),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    error[no-data-in-file]: `subscripts.vdf` has no `nobody`
    error[wrong-number-of-values]: `a stock[d]` has one cell, and the left-hand side has 3 cells
    error[no-data-in-file]: `subscripts.vdf` has no `a stock[d]`
    error[unreadable-data]: there is no `none.vdf`; looked for `none.vdf`
    error[unreadable-data]: `m.mdl`, byte 0: it does not begin as Vensim's files do (7F F7 17)
    error[wrong-number-of-arguments]: `GET VDF DATA` takes two quoted strings, file and variable, and as numbers: start, slope
    error[reads-a-file-inside]: `GET VDF CONSTANTS` must be the whole right-hand side
    error[unreadable-data]: there is no `../subscripts.vdf`; looked for `../subscripts.vdf`
    ");
}

#[test]
fn a_damaged_run_is_told_with_its_byte() {
    let home = folder(
        "x ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|",
        &["subscripts.vdf"],
    );
    let path = home.path().join("subscripts.vdf");
    let mut bytes = std::fs::read(&path).expect("it is there");
    bytes.truncate(4000);
    std::fs::write(&path, bytes).expect("it can be written");
    let err = |arguments: &[&str]| counterflow(home.path(), arguments).err;
    let messages = [
        err(&["run", "m.mdl", "--data", "subscripts.vdf"]),
        err(&["compare", "subscripts.vdf", "subscripts.vdf"]),
    ];
    insta::assert_snapshot!(messages.join(""), @r"
    error: `subscripts.vdf`, byte 3940: 84 bytes are expected, and the file has 60 more
    error: `subscripts.vdf`, byte 3940: 84 bytes are expected, and the file has 60 more
    ");
}
