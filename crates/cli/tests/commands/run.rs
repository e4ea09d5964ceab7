use crate::models::{REGIONS, TEACUP};
use crate::{counterflow, folder};
use std::fs::read_to_string;

fn run(text: &str, arguments: &[&str]) -> crate::Ran {
    let folder = folder(&[("model.mdl", text)]);
    counterflow(folder.path(), &[&["run", "model.mdl"], arguments].concat())
}

/// The last row of a CSV text, as (name, value).
fn last(csv: &str) -> Vec<(String, f64)> {
    let names = csv.lines().next().expect("a row of names").split(',');
    let row = csv.lines().last().expect("a row").split(',');
    names.zip(row).map(|(n, v)| (n.into(), v.parse().expect("a number"))).collect()
}

fn value(csv: &str, name: &str) -> f64 {
    let row = last(csv);
    row.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("{name} in {csv}")).1
}

#[test]
fn a_table_of_the_stocks() {
    let ran = run(TEACUP, &["--step", "0.5", "--save-every", "5"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    model.mdl, single run, Euler
    Time   Teacup
       0      180
       5  135.861
      10  109.433
      15  93.6103
      20  84.1363
      25  78.4639
      30  75.0677
    --- stderr
    ");
}

#[test]
fn a_long_run_is_thinned_and_says_so() {
    let ran = run(TEACUP, &[]);
    assert_eq!(ran.out.lines().count(), 1 + 1 + 25 + 1, "{}", ran.out);
    assert!(ran.out.ends_with("25 of 241 save points; all of them with `-o FILE`\n"));
}

#[test]
fn a_drawing() {
    let ran = run(TEACUP, &["--plot", "teacup"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    Teacup (degree), single run
       180 ┤⠱⡄
           ┤⠀⠈⢦
           ┤⠀⠀⠀⠑⣄
           ┤⠀⠀⠀⠀⠀⠳⣀
           ┤⠀⠀⠀⠀⠀⠀⠈⠢⡀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠈⠢⡀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠲⣄
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠑⠤⡀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠓⢤⡀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠓⠤⣀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠙⠢⢄⣀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠲⠤⣀⡀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠑⠒⠤⢄⣀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠑⠒⠢⠤⣄⣀⡀
           ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠉⠙⠒⠒⠢⠤⠤⣀⣀⣀⡀
    75.374 ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠉⠉⠉⠓⠒⠒⠒⠲⠤⠤⠤⠤⠤⣄⣀⣀⣀
           └────────────────────────────────────────────────────────────────────────
           0                                                                      30
    --- stderr
    ");
}

#[test]
fn a_file_holds_every_variable_at_every_save_point() {
    let folder = folder(&[("model.mdl", TEACUP)]);
    for output in ["-o", "--output"] {
        let ran = counterflow(folder.path(), &["run", "model.mdl", output, "out.csv"]);
        assert_eq!(ran.all(), "exit 0\n--- stdout\n--- stderr\n");
    }
    let csv = read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(
        csv.lines().next(),
        Some("Time,Teacup,Heat loss,Room,Cooling time,INITIAL TIME,FINAL TIME,TIME STEP,SAVEPER")
    );
    assert_eq!(csv.lines().count(), 242);
    // The exact solution of the difference equation.
    let expected = 70.0 + 110.0 * 0.9875f64.powi(240);
    assert!((value(&csv, "Teacup") - expected).abs() < 1e-9, "{csv}");
}

#[test]
fn an_array_has_a_column_for_each_cell() {
    let ran = run(REGIONS, &["-o", "-", "--variables", "people, birth rate[south]"]);
    insta::assert_snapshot!(ran.out, @"
    Time,People[North],People[South],birth rate[South]
    0,100,100,0.2
    1,110,120,0.2
    2,121,144,0.2
    ");
}

#[test]
fn constants_are_set_by_name_cell_and_dimension() {
    let people = |set: &str| {
        let ran = run(REGIONS, &["-o", "-", "--set", set, "--variables", "people"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        last(&ran.out).into_iter().skip(1).map(|(_, v)| v).collect::<Vec<_>>()
    };
    // 100 · (1 + rate)², the rates being exact in binary.
    assert_eq!(people("birth rate=0.5"), [225.0, 225.0]);
    assert_eq!(people("BIRTH_RATE[North]=1"), [400.0, 144.0]);
    assert_eq!(people("birth rate[Region]=0"), [100.0, 100.0]);
}

#[test]
fn constants_that_cannot_be_set() {
    let said = |set: &str| {
        let ran = run(REGIONS, &["--set", set]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{set}");
        ran.err
    };
    insta::assert_snapshot!(said("births=3"), @"error: --set: `births` is computed: only constants can be set");
    insta::assert_snapshot!(said("People[North]=3"), @"error: --set: `People` is a stock: only constants can be set");
    insta::assert_snapshot!(said("half life=3"), @"error: --set: `half life` is written with `==`: it cannot be changed");
    insta::assert_snapshot!(said("birthrate[Nroth]=3"), @"
    error: --set: no variable is called `birthrate`
      = help: a similar name is `birth rate`
    ");
    insta::assert_snapshot!(said("birth rat=3"), @"
    error: --set: no variable is called `birth rat`
      = help: a similar name is `birth rate`
    ");
    insta::assert_snapshot!(said("birth rate[North,South]=3"), @"
    error: --set: `birth rate` has 1 subscripts, not 2
      = help: write it as `birth rate[North]`
    ");
    insta::assert_snapshot!(said("birth rate=three"), @"
    error: invalid value 'birth rate=three' for '--set <NAME=VALUE>': `three` is not a number

    For more information, try '--help'.
    ");
}

#[test]
fn a_changes_file() {
    let changes = "birth rate[Region] = 0.5, 1\n\nhalf_life = 6\nbirths = 1\nlookup((0,0),(1,1))\n";
    let folder = folder(&[
        ("model.mdl", REGIONS),
        ("wrong.cin", changes),
        ("good.cin", &changes[..28]),
    ]);
    let arguments = ["run", "model.mdl", "-o", "-", "--variables", "people", "--changes"];
    let good = counterflow(folder.path(), &[&arguments[..], &["good.cin"]].concat());
    assert_eq!(good.out.lines().last(), Some("2,225,400"));
    let wrong = counterflow(folder.path(), &[&arguments[..], &["wrong.cin"]].concat());
    insta::assert_snapshot!(wrong.all(), @"
    exit 2
    --- stdout
    --- stderr
    error[change-refused]: `half life` is written with `==`: it cannot be changed
     --> wrong.cin:3:1
      |
    3 | half_life = 6
      | ^^^^^^^^^^^^^
    error[change-refused]: `births` is computed: only constants can be set
     --> wrong.cin:4:1
      |
    4 | births = 1
      | ^^^^^^^^^^
    error[change-refused]: no variable is called `lookup`
     --> wrong.cin:5:1
      |
    5 | lookup((0,0),(1,1))
      | ^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn a_changes_file_with_lookups_and_arrays() {
    let model = "{UTF-8}\nRow: R1, R2 ~~| Column: C1, C2 ~~|
        grid[Row,Column] = 0 ~~| curve[Row]((0,0),(10,0)) ~~| hill((0,0),(1,1)) ~~| x = LOOKUP INVERT(hill, 0.5) ~~|
        y[Row] = curve[Row](5) + SUM(grid[Row,Column!]) ~~|
        INITIAL TIME = 0 ~~| FINAL TIME = 0 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
    let good = "grid[Row, Column] = 1, 2;\n 3, 4;\ncurve[R1](0,10, 0,40)\ngrid[R2,C1] = 0.5\n";
    let wrong = "hill((0,0),(2,2))\ny((0,0),(1,1))\ncurve = 3\nx = y\ns :IS: 'text'\ngrid = 1,2,3\n";
    let folder = folder(&[
        ("model.mdl", model),
        ("good.cin", good),
        ("wrong.cin", wrong),
        ("empty.cin", "\n"),
    ]);
    let run = |changes: &str| {
        let arguments = ["run", "model.mdl", "-o", "-", "--variables", "y", "--changes", changes];
        counterflow(folder.path(), &arguments)
    };
    assert_eq!(run("good.cin").out.lines().last(), Some("0,23,4.5"));
    assert_eq!(run("empty.cin").out.lines().last(), Some("0,0,0"));
    insta::assert_snapshot!(run("wrong.cin").all(), @r"
    exit 2
    --- stdout
    --- stderr
    error[change-refused]: the new value must be a number, not a formula
     --> wrong.cin:4:1
      |
    4 | x = y
      | ^^^^^
      |
      = help: `name = number` or `lookup((0,0),(1,1))`
    error[change-refused]: this sets a string variable, which keeps the text that the model gives it
     --> wrong.cin:5:1
      |
    5 | s :IS: 'text'
      | ^^^^^^^^^^^^^
      |
      = help: `name = number` or `lookup((0,0),(1,1))`
    error[change-refused]: the model inverts `hill` with LOOKUP INVERT: it cannot be changed from outside
     --> wrong.cin:1:1
      |
    1 | hill((0,0),(2,2))
      | ^^^^^^^^^^^^^^^^^
    error[change-refused]: `y` is computed, not a lookup
     --> wrong.cin:2:1
      |
    2 | y((0,0),(1,1))
      | ^^^^^^^^^^^^^^
    error[change-refused]: `curve` is a lookup: only constants can be set
     --> wrong.cin:3:1
      |
    3 | curve = 3
      | ^^^^^^^^^
    error[change-refused]: `grid` has 4 cells, but 3 values are given
     --> wrong.cin:6:1
      |
    6 | grid = 1,2,3
      | ^^^^^^^^^^^^
    ");
}

#[test]
fn the_clock_and_the_method() {
    let teacup = |arguments: &[&str]| {
        let ran = run(
            TEACUP,
            &[&["-o", "-", "--variables", "Teacup,saveper"], arguments].concat(),
        );
        (
            value(&ran.out, "Time"),
            value(&ran.out, "Teacup"),
            value(&ran.out, "SAVEPER"),
        )
    };
    let (time, value, save_every) = teacup(&["--start=-10", "--stop", "20", "--method", "rk4"]);
    // 70 + 110·exp(−3), the exact solution of the differential equation; RK4's error at this step is below 1e-8.
    let exact = 75.476_577_520_465_4;
    assert!(
        (time, save_every) == (20.0, 0.125) && (value - exact).abs() < 1e-6,
        "{time} {value}"
    );
    assert_eq!(teacup(&["--save-every", "10"]).2, 10.0);
    assert_eq!(teacup(&["--step", "0.25"]).2, 0.25, "SAVEPER follows TIME STEP");
}

#[test]
fn a_stock_that_is_no_number_any_more() {
    let text = TEACUP.replace("-Heat loss, 180", "Teacup * Teacup * 1e200, 180");
    let folder = folder(&[("model.mdl", text.as_str())]);
    let ran = counterflow(folder.path(), &["run", "model.mdl", "-o", "out.csv"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 1
    --- stdout
    --- stderr
    error: `Teacup` is not a finite number from time 0.25 on
    ");
    let csv = read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(csv.lines().count(), 242, "the table is written all the same");
}

#[test]
fn an_auxiliary_that_is_no_number_is_a_warning() {
    let ran = run(
        &format!("{TEACUP}odd = 1 / Time ~ ~ |\n"),
        &["-o", "-", "--variables", "odd"],
    );
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.err, @"warning: `odd` is not a finite number from time 0 on");
}
