use crate::models::{REGIONS, TEACUP};
use crate::{counterflow, folder};

/// Runs a model and gives the table.
fn table(folder: &std::path::Path, model: &str) -> String {
    let ran = counterflow(folder, &["run", model, "--quiet", "-o", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn a_model_in_the_other_format_and_back() {
    let folder = folder(&[("teacup.mdl", TEACUP)]);
    let ran = counterflow(folder.path(), &["convert", "teacup.mdl", "-o", "teacup.xmile"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    teacup.mdl is written as teacup.xmile: nothing is lost
    --- stderr
    ");
    let xmile = std::fs::read_to_string(folder.path().join("teacup.xmile")).unwrap();
    assert!(
        xmile.contains("<stock name=\"Teacup\">") && xmile.contains("time_units=\"Minute\""),
        "{xmile}"
    );
    let back = counterflow(
        folder.path(),
        &["convert", "teacup.xmile", "-o", "back.mdl", "--strict"],
    );
    assert_eq!(back.code, 0, "{}", back.err);
    let compare = |a: &str| {
        std::fs::write(folder.path().join("expected.csv"), table(folder.path(), "teacup.mdl")).unwrap();
        std::fs::write(folder.path().join("found.csv"), table(folder.path(), a)).unwrap();
        let ran = counterflow(
            folder.path(),
            &[
                "compare",
                "found.csv",
                "expected.csv",
                "--tolerance",
                "0",
                "--absolute",
                "0",
            ],
        );
        assert_eq!(ran.code, 0, "{a}: {}", ran.out);
    };
    compare("teacup.xmile");
    compare("back.mdl");
}

#[test]
fn arrays_and_a_constant_that_is_fixed() {
    let folder = folder(&[("regions.mdl", REGIONS)]);
    let ran = counterflow(folder.path(), &["convert", "regions.mdl", "-o", "regions.stmx"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(table(folder.path(), "regions.stmx").lines().count(), 4);
    let people = |model: &str| {
        let ran = counterflow(
            folder.path(),
            &["run", model, "--quiet", "--variables", "People", "-o", "-"],
        );
        ran.out
    };
    assert_eq!(people("regions.stmx"), people("regions.mdl"));
}

#[test]
fn what_is_lost_is_named_and_strict_writes_nothing() {
    let text = TEACUP.replace("Room = 70", "Room = SAMPLE IF TRUE(Time > 5, 60, 70)");
    let folder = folder(&[("teacup.mdl", &text)]);
    let ran = counterflow(folder.path(), &["convert", "teacup.mdl", "-o", "teacup.xmile"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    teacup.mdl is written as teacup.xmile: 1 thing is lost
    --- stderr
    warning[function-not-in-xmile]: XMILE has no `SAMPLE IF TRUE`: it is written under this name, which few tools read
     --> teacup.mdl:4:8
      |
    4 | Room = SAMPLE IF TRUE(Time > 5, 60, 70) ~ degree ~ |
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write it in functions of the standard where another tool must read the file
    ");
    let strict = counterflow(
        folder.path(),
        &["convert", "teacup.mdl", "-o", "strict.xmile", "--strict"],
    );
    assert_eq!((strict.code, strict.out.as_str()), (2, ""));
    assert!(!folder.path().join("strict.xmile").exists());
}

#[test]
fn a_model_that_is_wrong_or_a_name_that_says_no_format() {
    let folder = folder(&[("teacup.mdl", TEACUP), ("wrong.mdl", "a = b ~ ~ |")]);
    let said = |words: &[&str]| {
        let ran = counterflow(folder.path(), words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        ran.err
    };
    insta::assert_snapshot!(said(&["convert", "teacup.mdl", "-o", "teacup.txt"]), @"
    error: `teacup.txt` has an unsupported file extension
      = help: end the name in `.mdl`, `.xmile` or `.stmx`
    ");
    assert!(said(&["convert", "wrong.mdl", "-o", "wrong.xmile"]).contains("unknown-name"));
    assert!(!folder.path().join("wrong.xmile").exists());
}
