use crate::models::TEACUP;
use crate::{counterflow, folder};

/// The first steps of the cooling cup: 180, then each step 1/80 of the distance to 70 is lost; six digits.
const PRINTED: &str = "Time,Teacup,Room,TIME STEP\n0,180,70,0.125\n0.125,178.625,70,0.125\n0.25,177.267,70,0.125\n";

#[test]
fn a_run_as_near_as_the_printed_digits_allow_passes() {
    let folder = folder(&[("teacup.mdl", TEACUP), ("printed.csv", PRINTED)]);
    let ran = counterflow(folder.path(), &["certify", "teacup.mdl", "printed.csv"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    passes: 9 values of 3 variables agree; largest relative error 1.05773e-6 in `Teacup`
    allowed: one unit of digit 6 plus 1e-6 of the value plus 1e-6 of the variable's largest, plus 1e-9 where that is 1 or more
    --- stderr
    ");
}

#[test]
fn a_value_that_differs_ends_with_1_and_is_named() {
    let wrong = PRINTED.replace("177.267", "177.268").replace(",Room", ",Roof");
    let folder = folder(&[("teacup.mdl", TEACUP), ("printed.csv", &wrong)]);
    let ran = counterflow(
        folder.path(),
        &["certify", "teacup.mdl", "printed.csv", "--digits", "7"],
    );
    insta::assert_snapshot!(ran.all(), @"
    exit 1
    --- stdout
    variable  first at        found  expected  largest error
    Teacup        0.25  177.2671875   177.268     4.58346e-6
    missing in the run, expected by printed.csv: Roof
    does not pass: 1 of 2 variables differ, 1 are missing; largest relative error 4.58346e-6 in `Teacup`
    allowed: one unit of digit 7 plus 1e-6 of the value plus 1e-6 of the variable's largest, plus 1e-9 where that is 1 or more
    --- stderr
    ");
    let less = [
        "certify",
        "teacup.mdl",
        "printed.csv",
        "--ignore",
        "roof",
        "--until",
        "0.2",
    ];
    assert_eq!(counterflow(folder.path(), &less).code, 0);
}

#[test]
fn the_certificate_names_everything_that_went_in() {
    let folder = folder(&[("teacup.mdl", TEACUP), ("printed.csv", PRINTED)]);
    let words = ["certify", "teacup.mdl", "printed.csv", "--json", "-o", "certificate.md"];
    let ran = counterflow(folder.path(), &words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&json["passes"], &json["method"], &json["dialect"]),
        (&true.into(), &"Euler".into(), &"vensim".into())
    );
    let hashes: Vec<&str> = json["inputs"].as_array().unwrap().iter().filter_map(|i| i["sha256"].as_str()).collect();
    assert!(hashes.len() == 2 && hashes.iter().all(|h| h.len() == 64), "{hashes:?}");
    assert_eq!(json["program_sha256"].as_str().map(str::len), Some(64));
    let page = std::fs::read_to_string(folder.path().join("certificate.md")).unwrap();
    assert!(
        page.contains("**It passes: 9 values of 3 variables agree.**") && page.contains("| Teacup |"),
        "{page}"
    );
}

#[test]
fn a_model_that_cannot_be_run_has_no_certificate() {
    let folder = folder(&[("wrong.mdl", "a = b ~ ~ |"), ("printed.csv", PRINTED)]);
    let ran = counterflow(folder.path(), &["certify", "wrong.mdl", "printed.csv"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    let missing = counterflow(folder.path(), &["certify", "wrong.mdl", "none.csv"]);
    assert_eq!(missing.code, 1);
}
