use crate::{counterflow, folder};

const OURS: &str = "Time,Teacup Temperature,Room Temperature\n0,180,70\n0.125,178.625,70\n0.25,177.5,70\n";
const THEIRS: &str = "time\tteacup_temperature\troom temperature\n0\t180\t70\n0.125\t178.625\t70\n0.25\t177.267\t70\n";

#[test]
fn the_same_table_in_another_form() {
    let folder = folder(&[("a.csv", OURS), ("b.tab", &THEIRS.replace("177.267", "177.5"))]);
    let ran = counterflow(folder.path(), &["compare", "a.csv", "b.tab"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    they agree in 2 variables at 3 times
    --- stderr
    ");
}

#[test]
fn the_first_difference_ends_with_1() {
    let folder = folder(&[("a.csv", OURS), ("b.tab", THEIRS)]);
    let ran = counterflow(folder.path(), &["compare", "a.csv", "b.tab"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 1
    --- stdout
    variable            first at  found  expected  largest error
    teacup_temperature      0.25  177.5   177.267     0.00131268
    they differ: 1 of 2 variables at 3 times; largest relative error 0.00131268 in `teacup_temperature`, 1e-6 allowed
    --- stderr
    ");
    let wide = counterflow(folder.path(), &["compare", "a.csv", "b.tab", "--tolerance", "0.01"]);
    assert_eq!(wide.code, 0);
}

#[test]
fn balances_that_are_zero_but_for_rounding() {
    let ours = "Time,population,balance\n0,1000,0\n1,1010,1e-15\n2,1020,-3e-16\n";
    let theirs = "Time,population,balance\n0,1000,0\n1,1010,0\n2,1020,0\n";
    let folder = folder(&[
        ("a.csv", ours),
        ("b.csv", theirs),
        ("c.csv", &ours.replace("1e-15", "1e-9")),
    ]);
    let ran = counterflow(folder.path(), &["compare", "a.csv", "b.csv"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    they agree in 2 variables at 3 times
    zero but for rounding: 2 values differ by no more than 1e-12
    --- stderr
    ");
    let exact = counterflow(folder.path(), &["compare", "a.csv", "b.csv", "--absolute", "0"]);
    assert_eq!(exact.code, 1);
    let apart = counterflow(folder.path(), &["compare", "c.csv", "b.csv"]);
    insta::assert_snapshot!(apart.all(), @"
    exit 1
    --- stdout
    variable  first at  found  expected  largest error
    balance          1   1e-9         0              1
    they differ: 1 of 2 variables at 3 times; largest relative error 1 in `balance`, 1e-6 allowed
    zero but for rounding: 1 values differ by no more than 1e-12
    --- stderr
    ");
    let stated = counterflow(folder.path(), &["compare", "c.csv", "b.csv", "--absolute", "1e-8"]);
    assert_eq!(stated.code, 0);
}

#[test]
fn what_is_missing() {
    let expected = "Time,Teacup Temperature,births,deaths\n0,180,1,2\n7,170,1,2\n";
    let folder = folder(&[("a.csv", OURS), ("b.csv", expected)]);
    let ran = counterflow(folder.path(), &["compare", "a.csv", "b.csv"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 1
    --- stdout
    missing variables: births, deaths
    missing times: 7
    they differ: 0 of 1 variables at 1 times
    not expected, not compared: 1 more variables of the first table
    --- stderr
    ");
}

#[test]
fn files_that_are_no_tables() {
    let folder = folder(&[("a.csv", OURS), ("wrong.csv", "Time,x\n0,one\n"), ("empty.csv", "")]);
    std::fs::create_dir(folder.path().join("results")).unwrap();
    let said = |file: &str, code: i32| {
        let ran = counterflow(folder.path(), &["compare", "a.csv", file]);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{file}");
        ran.err
    };
    insta::assert_snapshot!(said("none.csv", 1), @"error: there is no file `none.csv`");
    insta::assert_snapshot!(said("results", 1), @"error: `results` is a folder, not a file");
    insta::assert_snapshot!(said("wrong.csv", 1), @"error: wrong.csv:2: `one` in the column `x` is not a number");
    insta::assert_snapshot!(said("empty.csv", 1), @"error: `empty.csv` has no table: a row of names and at least one row of numbers are needed");
    let negative = counterflow(folder.path(), &["compare", "a.csv", "a.csv", "--tolerance=-1"]);
    assert_eq!(negative.code, 2);
    insta::assert_snapshot!(negative.err, @"error: `--tolerance -1` must be 0 or more");
}
