//! Fits with known answers: data that a formula of the test made from known parameters, and intervals of a textbook.
//!
//! A herd grows by `growth` a year towards `capacity`, in steps of a quarter, from 2000 on. Data of 2000 to 2009 come from the
//! recursion in this file, not from the engine. `product` is the product of two constants of which the data show only the product.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use source::{Diagnostics, Sources};
use std::fmt::Write;
use std::fs;
use std::sync::atomic::AtomicBool;
mod common;

use common::{Asked, folder, read};
use experiment::NoProgress;
use experiment::fit::{Fitted, ParameterFound};
use report::{Executed, ReportError, Session};
use study::{Futures, Study};
use tempfile::TempDir;

const MODEL: &str = "{UTF-8}
Herd= INTEG (growth * Herd * (1 - Herd / capacity), 10) ~ animal ~ Animals. |
growth= 0.2 ~ 1/year ~ [judgement] invented |
capacity= 120 ~ animal ~ [judgement] invented |
one= 1 ~ kg ~ [judgement] invented |
other= 1 ~ dmnl ~ [judgement] invented |
idle= 1 ~ dmnl ~ [judgement] invented |
product= one * other ~ kg ~ What is weighed. |
INITIAL TIME= 0 ~ year ~ |
FINAL TIME= 30 ~ year ~ |
TIME STEP= 0.25 ~ year ~ |
SAVEPER= 1 ~ year ~ |
";

const HEAD: &str = r#"format = 1
[study]
title = "A herd"
question = "How fast does it grow?"
introduction = "Invented."
cannot_tell = ["anything"]
model = "herd.mdl"
reference = "nothing"
seed = 3
[time]
unit = "year"
zero = 2000
per_year = 1
policies_from = 2015
until = 2030
[futures]
quick = 10
count = 50
[outcomes."herd"]
variable = "Herd"
reduce = "final"
unit = "animal"
better = "higher"
[policies."nothing"]
[levers."idle"]
sets = "idle"
unit = "dmnl"
low = 0
base = 1
high = 2
evidence = { kind = "definition", note = "a knob" }
[uncertainties."growth"]
low = 0.05
base = 0.2
high = 0.8
unit = "1/year"
scale = "log"
evidence = { kind = "calibrated", note = "to the counts" }
[uncertainties."other"]
low = 0.5
base = 1
high = 2
unit = "dmnl"
evidence = { kind = "judgement", note = "invented" }
"#;

const HERD: &str = r#"
[history]
calibrate = [2000, 2009]
[[history.accept]]
variable = "Herd"
series = "counted"
within = 0.1
"#;

const WEIGHED: &str = r#"
[history]
calibrate = [2000, 2009]
[[history.accept]]
variable = "product"
series = "weighed"
within = 0.1
"#;

/// The means of the herd over each year: quarters as Euler has them.
fn herd(growth: f64, capacity: f64) -> Vec<f64> {
    let mut now: f64 = 10.0;
    let mut year = || {
        let mut sum = 0.0;
        for _ in 0..4 {
            sum += now / 4.0;
            now += 0.25 * growth * now * (1.0 - now / capacity);
        }
        sum
    };
    (0..12).map(|_| year()).collect()
}

/// Logarithms around ln 3 whose mean is exactly that.
const SCATTER: [f64; 10] = [0.05, -0.05, 0.02, -0.02, 0.0, 0.0, 0.03, -0.03, 0.01, -0.01];

fn data(growth: f64, capacity: f64) -> String {
    let mut text = String::from("series,period,value,unit,source_url,note\n");
    for (year, mean) in herd(growth, capacity).iter().enumerate() {
        let _ = writeln!(text, "counted,{},{mean},animal,https://example.org,", 2000 + year);
    }
    for (year, off) in SCATTER.iter().enumerate() {
        let _ = writeln!(
            text,
            "weighed,{},{},kg,https://example.org,",
            2000 + year,
            3.0 * off.exp()
        );
    }
    text
}

struct Example {
    study: Option<Study>,
    findings: String,
    folder: TempDir,
}

fn example(rest: &str) -> Example {
    let study = format!("{HEAD}{rest}");
    let data = data(0.35, 90.0);
    let folder = folder(&[("herd.mdl", MODEL), ("study.toml", &study), ("data/herd.csv", &data)]);
    let (study, findings) = read(folder.path());
    Example {
        study,
        findings,
        folder,
    }
}

fn options(sets: usize, threads: usize) -> Asked {
    Asked {
        futures: Futures::Count(sets),
        threads: Some(threads),
        ..Asked::default()
    }
}

fn calibrate(study: &Study, options: &Asked) -> Result<Fitted, ReportError> {
    report::fit(study, &options.options(), Session::new(&AtomicBool::new(false)))
}

fn fitted(rest: &str) -> Fitted {
    let example = example(rest);
    let study = example.study.unwrap_or_else(|| panic!("{}", example.findings));
    calibrate(&study, &options(20, 1)).unwrap()
}

fn parameter<'a>(fitted: &'a Fitted, name: &str) -> &'a ParameterFound {
    fitted.parameters.iter().find(|p| p.name == name).unwrap()
}

#[track_caller]
fn near(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() <= within * b.abs(), "{a} is not {b}");
}

#[test]
fn known_parameters_are_found_again() {
    let fit = "[fit]\nparameters = [\"growth\", \"capacity\"]\nbounds = { capacity = [40, 300] }";
    for error in ["log", "relative"] {
        let found = fitted(&format!("{HERD}{fit}\nerror = \"{error}\""));
        near(parameter(&found, "growth").best, 0.35, 1e-6);
        near(parameter(&found, "capacity").best, 90.0, 1e-6);
        assert!(
            found.loss < 1e-6 && found.base_loss > 100.0,
            "{} {}",
            found.loss,
            found.base_loss
        );
        assert_eq!((found.observations, found.error_scale), (10.0, 1.0));
        assert!(found.parameters.iter().all(|p| p.at_bound.is_none()));
        for parameter in &found.parameters {
            let (low, high) = parameter.interval;
            assert!(low.unwrap() < parameter.best && parameter.best < high.unwrap());
        }
        // What comes after the window does not count.
        assert_eq!(found.targets[0].points.len(), 10);
    }
}

#[test]
fn without_a_table_what_is_calibrated_is_fitted_to_the_conditions() {
    let found = fitted(HERD);
    let names: Vec<&str> = found.parameters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["growth"]);
    assert_eq!(
        found.targets[0].words,
        "Herd within 10 % of counted in each of 2000 to 2009"
    );
}

#[test]
fn the_interval_of_a_mean_is_that_of_the_textbook() {
    // The best logarithm is the mean, ln 3, and 1.959964 standard errors of 0.08/√10 to each side; the scatter is smaller than
    // 0.08, so that nothing is widened. The loss is the scatter's sum of squares, 0.0078, over 0.08².
    let rest = "[history]\ncalibrate = [2000, 2009]\n[fit]\nparameters = [\"one\"]\nbounds = { one = [0.5, 20] }\n\
                [[fit.targets]]\nvariable = \"product\"\nseries = \"weighed\"\ndeviation = 0.08";
    let found = fitted(rest);
    let one = parameter(&found, "one");
    near(one.best, 3.0, 1e-6);
    near(found.loss, 0.0078 / 0.0064, 1e-6);
    let side = (1.959964 * 0.08 / 10f64.sqrt()).exp();
    near(one.interval.0.unwrap(), 3.0 / side, 1e-3);
    near(one.interval.1.unwrap(), 3.0 * side, 1e-3);
}

#[test]
fn errors_that_are_larger_than_assumed_widen_intervals() {
    // With a deviation of 0.01 the loss is 78 on 9 degrees of freedom; the interval is then that of the scatter itself,
    // √(0.0078 / 9), with the normal's quantile.
    let rest = "[history]\ncalibrate = [2000, 2009]\n[fit]\nparameters = [\"one\"]\nbounds = { one = [0.5, 20] }\n\
                [[fit.targets]]\nvariable = \"product\"\nseries = \"weighed\"\ndeviation = 0.01";
    let found = fitted(rest);
    near(found.error_scale, 78.0 / 9.0, 1e-6);
    let side = (1.959964 * (0.0078f64 / 9.0 / 10.0).sqrt()).exp();
    near(parameter(&found, "one").interval.1.unwrap(), 3.0 * side, 1e-3);
}

#[test]
fn a_weight_counts_like_so_many_observations() {
    // Two targets that contradict each other: ln 2 with weight 3 and ln 4 with weight 1 meet at ln 2 + (ln 4 − ln 2) / 4.
    let rest = "[history]\ncalibrate = [2000, 2009]\n[fit]\nparameters = [\"one\"]\nbounds = { one = [0.5, 20] }\n\
                [[fit.targets]]\nvariable = \"product\"\nat = 2003\nvalue = 2\nweight = 3\ndeviation = 0.1\n\
                [[fit.targets]]\nvariable = \"product\"\nat = 2004\nvalue = 4\ndeviation = 0.1";
    let found = fitted(rest);
    near(parameter(&found, "one").best, 2.0 * 2f64.powf(0.25), 1e-6);
    assert_eq!(found.observations, 4.0);
}

#[test]
fn each_future_is_fitted_anew() {
    let fit = "[fit]\nparameters = [\"one\"]\nbounds = { one = [1, 10] }";
    let found = fitted(&format!("{WEIGHED}{fit}"));
    let sets = &found.sets;
    assert_eq!((sets.drawn, sets.failed, sets.refitted.accepted), (20, 0, 20));
    near(sets.refitted.effective, 20.0, 1e-6);
    assert!(sets.as_drawn.accepted < 10, "{:?}", sets.as_drawn);
    for set in &sets.sets {
        // growth, other, one: whatever the other is, the product is 3.
        near(set.values[1] * set.values[2], 3.0, 1e-4);
        assert!(set.loss <= set.loss_as_drawn);
    }
    let pair = found.set_correlations.iter().find(|c| c.b == "other").unwrap();
    assert!(pair.correlation < -0.9, "{pair:?}");
}

#[test]
fn parameters_that_cannot_be_told_apart_and_one_at_its_bound_are_said() {
    let fit = "[fit]\nparameters = [\"one\", \"other\", \"growth\"]\nbounds = { one = [0.1, 10] }";
    let found = fitted(&format!("{WEIGHED}{fit}"));
    assert_eq!(found.estimate_correlations, None);
    let growth = parameter(&found, "growth");
    assert!(growth.is_open(), "{:?}", growth.interval);
    let fit = "[fit]\nparameters = [\"one\"]\nbounds = { one = [0.1, 2] }";
    let found = fitted(&format!("{WEIGHED}{fit}"));
    assert_eq!(parameter(&found, "one").at_bound, Some("high"));
    assert_eq!(parameter(&found, "one").best, 2.0);
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let fit = "[fit]\nparameters = [\"growth\", \"capacity\"]\nbounds = { capacity = [40, 300] }";
    let example = example(&format!("{HERD}{fit}"));
    let study = example.study.unwrap();
    let written = |threads| {
        let options = options(70, threads);
        let found = calibrate(&study, &options).unwrap();
        let folder = results::Folder::hold(&example.folder.path().join("fitted")).unwrap();
        report::write_fit(&found, &study, &options.options(), &folder).unwrap();
        ["sets.csv", "fit.json"].map(|name| fs::read_to_string(folder.file(name)).unwrap())
    };
    let [sets, json] = written(1);
    assert_eq!([sets.clone(), json.clone()], written(2));
    assert!(sets.starts_with("set,accepted,weight,loss,loss as drawn,growth,other,capacity\n0,"));
    assert_eq!(sets.lines().count(), 71);
    let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(parsed["seed"], 3);
    assert_eq!(parsed["inputs"].as_array().unwrap().len(), 3);
    assert_eq!(parsed["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
}

/// Everything that a run of the claims needs, and a claim.
const CLAIM: &str = r#"
[policies."turn"]
"idle" = 2
[[claims]]
id = "C"
says = "It fills up"
kind = "risk"
holds_if = "'herd' @ 'turn' > 85"
rival = "none"
"#;

/// The example with a claim, its futures fitted and written.
fn with_fitted_futures() -> (Example, Asked) {
    let fit = "[fit]\nparameters = [\"growth\", \"capacity\"]\nbounds = { capacity = [40, 300] }";
    let example = example(&format!("{HERD}{fit}{CLAIM}"));
    let study = example.study.as_ref().unwrap_or_else(|| panic!("{}", example.findings));
    let asked = options(30, 1);
    let found = calibrate(study, &asked).unwrap();
    let folder = results::Folder::hold(&example.folder.path().join("fitted")).unwrap();
    report::write_fit(&found, study, &asked.options(), &folder).unwrap();
    (example, Asked::default())
}

fn carried_out(example: &Example, options: &Asked) -> Result<Executed, ReportError> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(example.folder.path(), &mut sources, &mut diagnostics).unwrap();
    options.execute(&study.unwrap(), &NoProgress, &AtomicBool::new(false))
}

#[test]
fn claims_are_judged_in_fitted_futures_too() {
    let (example, options) = with_fitted_futures();
    let done = carried_out(&example, &options).unwrap();
    let sample = &done.findings.sample;
    assert_eq!(sample.fitted_unused, "");
    let fitted = sample.fitted.unwrap();
    // As many as the filter accepts of 50; the capacity is the data's 90 in each of them, so that the herd ends above 85.
    assert_eq!(
        (fitted.drawn, fitted.judged),
        (sample.accepted.min(30), sample.accepted.min(30))
    );
    near(fitted.effective.unwrap(), 30.0, 0.1);
    assert_eq!(done.findings.claims[0].fitted.unwrap().share, Some(1.0));
    let asked = Asked {
        fitted: true,
        ..options
    };
    let done = carried_out(&example, &asked).unwrap();
    let sample = &done.findings.sample;
    assert_eq!((sample.drawn, sample.accepted, sample.from_fitted), (30, 30, true));
    assert_eq!((sample.rejected, sample.fitted), (None, None));
    assert_eq!(done.findings.claims[0].share, Some(1.0));
}

#[test]
fn fitted_futures_that_rest_on_something_else_are_left_out() {
    let (example, options) = with_fitted_futures();
    let path = example.folder.path().join("study.toml");
    let text = fs::read_to_string(&path).unwrap();
    let unused = |text: &str| {
        fs::write(&path, text).unwrap();
        let done = carried_out(&example, &options).unwrap();
        assert_eq!(
            done.findings.sample.fitted.is_none(),
            !done.findings.sample.fitted_unused.is_empty()
        );
        done.findings.sample.fitted_unused
    };
    // Words and claims are nothing that a fit rests on.
    assert_eq!(
        unused(&text.replace("A herd", "Another title").replace("> 85", "> 80")),
        ""
    );
    let changed = unused(&text.replace("high = 0.8", "high = 0.9"));
    assert!(
        changed.starts_with("ranges, mechanisms, history or [fit] of study.toml"),
        "{changed}"
    );
    fs::write(&path, &text).unwrap();
    let model = example.folder.path().join("herd.mdl");
    fs::write(&model, MODEL.replace("Animals.", "The animals.")).unwrap();
    let asked = Asked {
        fitted: true,
        ..options.clone()
    };
    let error = carried_out(&example, &asked).unwrap_err().to_string();
    assert!(error.contains("the model has changed since (sha256 "), "{error}");
    assert!(error.contains("hint: counterflow fit "), "{error}");
    fs::write(&model, MODEL).unwrap();
    let other = Asked {
        set: vec![("other".into(), 1.5)],
        ..options.clone()
    };
    let done = carried_out(&example, &other).unwrap();
    assert!(done.findings.sample.fitted_unused.contains("not on those asked for"));
    fs::remove_file(example.folder.path().join("fitted/sets.csv")).unwrap();
    let error = carried_out(&example, &asked).unwrap_err().to_string();
    assert!(error.contains("there are none"), "{error}");
}

#[test]
fn a_constant_that_is_set_is_not_fitted() {
    let fit = "[fit]\nparameters = [\"growth\", \"capacity\"]\nbounds = { capacity = [40, 300] }";
    let study = example(&format!("{HERD}{fit}")).study.unwrap();
    let mut asked = options(5, 1);
    asked.set = vec![("capacity".into(), 90.0)];
    let found = calibrate(&study, &asked).unwrap();
    assert_eq!(found.parameters.len(), 1);
    near(parameter(&found, "growth").best, 0.35, 1e-6);
    asked.set.push(("growth".into(), 0.3));
    let error = calibrate(&study, &asked).unwrap_err().to_string();
    assert_eq!(
        error,
        "nothing can be fitted: no parameter is left: name parameters in [fit]"
    );
}

#[test]
fn nothing_to_fit_to() {
    let study = example("[history]\ncalibrate = [2000, 2009]").study.unwrap();
    let error = calibrate(&study, &options(5, 1)).unwrap_err().to_string();
    let expected = "the study has no condition in [history] and no target in [fit]";
    assert_eq!(error, format!("nothing can be fitted: {expected}"));
}

#[test]
fn everything_wrong_with_the_table_is_said_at_once() {
    let rest = r#"
[fit]
parameters = ["grwth", "capacity", "idle", "Herd", "one", "one", "other"]
error = "square"
method = "magic"
[fit.bounds]
capacty = [1, 2]
one = [3, 5]
other = [2, 1]
[[fit.targets]]
variable = "Herd"
series = "count"
[[fit.targets]]
variable = "Herd"
series = "weighed"
deviation = 0.1
[[fit.targets]]
variable = "Herd"
at = 2020
value = -1
deviation = 0.1
[[fit.targets]]
variable = "Herd"
at = 2005
value = 10
weight = 0
[[fit.targets]]
variable = "Herd"
"#;
    let found = example(&format!("{HERD}{rest}"));
    assert!(found.study.is_none());
    let ids: Vec<&str> = found.findings.lines().filter(|l| l.starts_with("error")).collect();
    insta::assert_snapshot!(ids.join("\n"), @"
    error[unknown-word]: `square` is not a way to measure errors
    error[unknown-parameter]: `capacty` has bounds here, but is not among `parameters`
    error[empty-range]: the bounds of `other` must be two numbers, the first smaller
    error[unknown-variable]: the model has no variable `grwth`
    error[fit-without-bounds]: `capacity` is no uncertainty and has no bounds
    error[set-twice]: `idle` is set by the lever `idle`: it cannot be fitted too
    error[not-a-constant]: `Herd` is computed by the model: only constants can be set
    error[range-excludes-base]: the bounds 3 to 5 of `one` leave out its base 1
    error[duplicate-id]: `one` is fitted twice
    error[unknown-series]: the data files have no series `count`
    error[unit-differs]: `weighed` is in `kg`, but the variable is in `animal`
    error[history-after-policies]: this date is not between the start of the model, 2000, and the first policy, 2015
    error[error-needs-positive]: the error `log` needs numbers above 0
    error[weight-not-positive]: a weight must be above 0
    error[missing-key]: a target of the fit has no `deviation`
    error[missing-key]: a target of the fit needs either `series`, or `at` and `value`
    error[unknown-key]: `[fit]` takes no key `method`
    ");
    assert!(found.findings.contains("did you mean `growth`?"), "{}", found.findings);
    assert!(
        found.findings.contains("did you mean `capacity`?"),
        "{}",
        found.findings
    );
}

#[test]
fn sets_that_were_damaged_or_made_by_another_version_are_left_out() {
    let (example, options) = with_fitted_futures();
    let file = |name: &str| example.folder.path().join("fitted").join(name);
    let (sets, fit) = (
        fs::read_to_string(file("sets.csv")).unwrap(),
        fs::read_to_string(file("fit.json")).unwrap(),
    );
    let unused = |sets: &str, fit: &str| {
        fs::write(file("sets.csv"), sets).unwrap();
        fs::write(file("fit.json"), fit).unwrap();
        carried_out(&example, &options).unwrap().findings.sample.fitted_unused
    };
    assert_eq!(unused(&sets, &fit), "");
    let flipped = sets.replacen("0.5", "0.6", 1);
    assert_ne!(flipped, sets);
    assert_eq!(
        unused(&flipped, &fit),
        "`fitted/sets.csv` is not the one that `fitted/fit.json` was written with"
    );
    let later = unused(&sets, &fit.replacen("\"format\": 2", "\"format\": 99", 1));
    assert!(later.starts_with("`fitted/fit.json` is in format 99"), "{later}");
    // Whoever writes both files by hand is still held to the study's ranges.
    let mut rows: Vec<Vec<&str>> = sets.lines().map(|line| line.split(',').collect()).collect();
    let growth = rows[0].iter().position(|name| *name == "growth").unwrap();
    rows[1][growth] = "77";
    let lines: Vec<String> = rows.iter().map(|row| row.join(",") + "\n").collect();
    let forged = lines.concat();
    let hash = |text: &str| results::sha256_of_text(text);
    let outside = unused(&forged, &fit.replace(&hash(&sets), &hash(&forged)));
    assert!(
        outside.starts_with("row 2 of `fitted/sets.csv` has 77 for `growth`, whose range is "),
        "{outside}"
    );
}
