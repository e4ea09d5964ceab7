//! `counterflow fit` on a study whose answer can be worked out by hand.
//!
//! The tank holds `100 + 48 inflow` litres at the start of 2004, where its history lets through 124 to 172. As a target that is
//! `√(124 · 172) = 146.041` with a standard deviation of `ln(172 / 124) / 4 = 0.081803` of the logarithm: the best inflow is
//! 0.95919, and 1.959964 deviations to each side end at 124.407 and 171.438 litres, which are 0.50847 and 1.48828 a month.

use super::{Ran, counterflow};
use std::fs;
use std::path::{Path, PathBuf};

fn tank(fit: &str) -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../study/tests/studies/tank");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let to: PathBuf = folder.path().join("tank");
    fs::create_dir_all(to.join("model")).expect("a folder");
    fs::copy(from.join("model/tank.mdl"), to.join("model/tank.mdl")).expect("the model");
    let study = fs::read_to_string(from.join("study.toml")).expect("the study");
    fs::write(to.join("study.toml"), study + fit).expect("the study");
    folder
}

const INFLOW: &str = "\n[fit]\nparameters = [\"inflow\"]\n";

fn fit(folder: &tempfile::TempDir, more: &[&str]) -> Ran {
    let all = [&["fit", "tank", "--threads", "1"], more].concat();
    counterflow(folder.path(), &all)
}

#[test]
fn a_tank_is_fitted() {
    let folder = tank(INFLOW);
    let ran = fit(&folder, &["--sets", "40"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    // Drawn inflows are even between 0 and 2: 20 of 40 strata lie from 0.5 to 1.5, and each is fitted to the same best one.
    insta::assert_snapshot!(ran.out, @r"
    A tank that fills

    Fitted to 1 observation of 2000 to 2004. The loss is the sum of squared errors,
    ln(model / observed), each in its own standard deviation: 0.02653 with the study's values,
    0 with the best. 4 of 4 searches ended there.

    parameter  95 % interval    study    best         unit
    inflow     0.5085 to 1.488      1  0.9592  litre/month

    fitted to                          observations  weight  loss, study  best  worst error
    Level in 2004 between 124 and 172             1       1      0.02653     0         +0.0

    40 sampled futures (2806 runs in all):
                 meet every condition  effective number by weight
    as drawn                       20                        17.4
    fitted anew                    40                        40.0

    Sets tank/fitted/sets.csv; all of the above with profiles tank/fitted/fit.json
    ");
    let sets = fs::read_to_string(folder.path().join("tank/fitted/sets.csv")).expect("the sets");
    assert_eq!(sets.lines().count(), 41);
    let found = fs::read_to_string(folder.path().join("tank/fitted/fit.json")).expect("what was found");
    assert!(found.contains("\"seed\": 7"));
}

#[test]
fn another_seed_is_said_in_the_file() {
    let folder = tank(INFLOW);
    let ran = fit(
        &folder,
        &["--sets", "5", "--seed", "11", "--alternative", "meter=holds"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = fs::read_to_string(folder.path().join("tank/fitted/fit.json")).expect("what was found");
    assert!(found.contains("\"seed\": 11") && found.contains("\"alternative\": \"meter=holds\""));
}

#[test]
fn what_cannot_be_fitted() {
    let without = tank("");
    let cases: [(&tempfile::TempDir, &[&str], &str); 4] = [
        (
            &without,
            &[],
            "error: nothing can be fitted: no uncertainty has evidence of the kind `calibrated`: name parameters in [fit]\n",
        ),
        (
            &without,
            &["--sets", "0"],
            "error: a study has 1 to 1000000 futures, not 0\n",
        ),
        (
            &tank(INFLOW),
            &["--set", "inflow=1"],
            "error: nothing can be fitted: no parameter is left: name parameters in [fit]\n",
        ),
        (&tank(INFLOW), &["--set", "Level=1"], "`Level`"),
    ];
    for (folder, more, expected) in cases {
        let ran = fit(folder, more);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{more:?}: {}", ran.err);
        assert!(ran.err.contains(expected), "{more:?}: {}", ran.err);
        assert!(!folder.path().join("tank/fitted/fit.json").exists());
    }
}

#[test]
fn a_table_that_is_wrong_is_shown_where_it_stands() {
    let folder = tank("\n[fit]\nparameters = [\"inflw\"]\n");
    let ran = fit(&folder, &[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.contains("error[unknown-variable]: the model has no variable `inflw`"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("did you mean `inflow`?") && ran.err.contains("study.toml:"),
        "{}",
        ran.err
    );
}
