//! Studies as they are read: what a sound one says, and what is found in the others.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use source::{Diagnostics, Sources};
use std::path::Path;

mod common;
use common::{edited, finding};

#[test]
fn a_sound_study_has_no_finding() {
    let (study, findings) = edited(&[]);
    assert_eq!(findings, "");
    let study = study.expect("a sound study is read");
    assert_eq!(study.plan.outcomes.len(), 4);
    assert_eq!(study.plan.calendar.time(2010.0), 120.0);
    assert_eq!(study.plan.history.comparisons.len(), 2);
    let inputs: Vec<String> = study.inputs.iter().map(|p| p.display().to_string()).collect();
    assert_eq!(
        inputs,
        ["study.toml", "evidence.toml", "data/animals.csv", "model/predator.mdl"]
    );
}

#[test]
fn a_count_over_half_a_year_is_a_rate() {
    let (study, _) = edited(&[]);
    let points = &study.unwrap().plan.history.comparisons[1].points;
    let values: Vec<f64> = points.iter().map(|p| p.value).collect();
    assert_eq!(values, [90.0, 95.0]);
}

#[test]
fn keys() {
    insta::assert_snapshot!(finding("fail_below = 100", "fail_belov = 100"), @"
    error[unknown-key]: the outcome `prey 2020` takes no key `fail_belov`
      --> study.toml:51:1
       |
    51 | fail_belov = 100
       | ^^^^^^^^^^
       |
       = help: did you mean `fail_below`?
    ");
    insta::assert_snapshot!(finding("seed = 20250808\n", ""), @"
    error[missing-key]: `[study]` has no `seed`
     --> study.toml:5:1
      |
    5 | [study]
      | ^^^^^^^
      |
      = help: seed = 1
    ");
    insta::assert_snapshot!(finding("shown = false", "shown = \"no\""), @r#"
    error[wrong-type]: `shown` must be true or false, and is a text
       --> study.toml:116:10
        |
    116 | shown = "no"
        |          ^^
    "#);
    insta::assert_snapshot!(finding("[loops.B1]", "[loop.B1]"), @"
    error[unknown-key]: study.toml takes no key `loop`
       --> study.toml:166:2
        |
    166 | [loop.B1]
        |  ^^^^
        |
        = help: did you mean `loops`?
    ");
    insta::assert_snapshot!(finding("format = 1", "format = 2"), @"
    error[format-unsupported]: format 2 is unknown: this version reads format 1
     --> study.toml:1:10
      |
    1 | format = 2
      |          ^
      |
      = help: format = 1
    ");
}

#[test]
fn text_that_is_no_toml() {
    insta::assert_snapshot!(finding("quick = 40", "quick = = 40"), @"
    error[toml-syntax]: this is not TOML: extra `=`, expected nothing
      --> study.toml:22:9
       |
    22 | quick = = 40
       |         ^
    error[toml-syntax]: this is not TOML: unexpected key or value, expected newline, `#`
      --> study.toml:22:11
       |
    22 | quick = = 40
       |           ^
    ");
    insta::assert_snapshot!(finding("seed = 20250808", "seed = 1\nseed = 2"), @"
    error[toml-syntax]: this is not TOML: duplicate key
      --> study.toml:13:1
       |
    13 | seed = 2
       | ^^^^
    ");
}

#[test]
fn names() {
    insta::assert_snapshot!(finding("variable = \"Predators\"", "variable = \"Predator\""), @r#"
    error[unknown-variable]: the model has no variable `Predator`
      --> study.toml:64:13
       |
    64 | variable = "Predator"
       |             ^^^^^^^^
       |
       = help: did you mean `Predators`?
    "#);
    insta::assert_snapshot!(finding("[uncertainties.\"birth rate\"]", "[uncertainties.\"births\"]"), @r#"
    error[not-a-constant]: `births` is computed by the model: only constants can be set
      --> study.toml:76:17
       |
    76 | [uncertainties."births"]
       |                 ^^^^^^
       |
      ::: model/predator.mdl:18:1
       |
    18 | births=
       | ------ computed here
       |
       = help: name one of the constants that it is computed from
    error[unit-differs]: the unit is `1/month`, but `births` in the model is in `animal/month`
      --> study.toml:80:9
       |
    80 | unit = "1/month"
       |         ^^^^^^^
    "#);
    insta::assert_snapshot!(finding("\"culling\" = 0.02", "\"cullin\" = 0.02"), @r#"
    error[unknown-lever]: no lever is called `cullin`
       --> study.toml:113:2
        |
    113 | "cullin" = 0.02
        |  ^^^^^^
        |
        = help: did you mean `culling`?
    "#);
    insta::assert_snapshot!(finding("reference = \"leave them\"", "reference = \"leave\""), @r#"
    error[unknown-policy]: no policy is called `leave`
      --> study.toml:11:14
       |
    11 | reference = "leave"
       |              ^^^^^
       |
       = help: one of `leave them`, `cull`, `cull for two years`
    "#);
    insta::assert_snapshot!(finding("@ 'cull' > 1.05", "@ 'culls' > 1.05"), @r#"
    error[unknown-policy]: no policy is called `culls`
       --> study.toml:124:27
        |
    124 | holds_if = "'prey 2020' @ 'culls' > 1.05 * 'prey 2020' @ 'leave them'"
        |                           ^^^^^^^
        |
        = help: did you mean `cull`?
    "#);
    insta::assert_snapshot!(finding("series = \"prey_counted\"", "series = \"pray_counted\""), @r#"
    error[unknown-series]: the data files have no series `pray_counted`
      --> study.toml:37:11
       |
    37 | series = "pray_counted"
       |           ^^^^^^^^^^^^
       |
       = help: did you mean `prey_counted`?
    "#);
    insta::assert_snapshot!(finding("id = \"A1 briefly\"", "id = \"A1\""), @r#"
    error[duplicate-id]: two claims have the id `A1`
       --> study.toml:128:7
        |
    119 | id = "A1"
        |       -- the first
    ...
    128 | id = "A1"
        |       ^^
    "#);
}

#[test]
fn alternatives_and_claims() {
    insta::assert_snapshot!(
        finding("  { label = \"half of them\", set = { \"shelter\" = 0.5 } },\n", ""), @r#"
    error[alternative-with-one-choice]: the alternative `can prey hide` needs at least two choices
      --> study.toml:92:16
       |
    92 | [alternatives."can prey hide"]
       |                ^^^^^^^^^^^^^
       |
       = help: choices = [{ label = "…", set = { "constant" = 0 } }, …]
    "#);
    insta::assert_snapshot!(finding("set = { \"shelter\" = 0.5 }", "set = { \"births\" = 0.5 }"), @r#"
    error[not-a-constant]: `births` is computed by the model: only constants can be set
      --> study.toml:96:38
       |
    96 |   { label = "half of them", set = { "births" = 0.5 } },
       |                                      ^^^^^^
       |
      ::: model/predator.mdl:18:1
       |
    18 | births=
       | ------ computed here
       |
       = help: name one of the constants that it is computed from
    "#);
    insta::assert_snapshot!(finding("unfair = \"a value, not a fact\"\n", ""), @r#"
    error[missing-key]: the claim `A2` has neither `holds_if` nor `unfair`
       --> study.toml:135:1
        |
    135 | [[claims]]
        | ^^^^^^^^^^
        |
        = help: holds_if = "'outcome' @ 'policy' > 'outcome' @ 'no change'"
    "#);
    insta::assert_snapshot!(
        finding("holds_if = \"'prey 2020' @ 'cull' > 1.05 * ", "holds_if = \"'prey 2020' @ 'cull' > 1.05 + + "), @r#"
    error[claim-syntax]: found `+`, where a number, `'outcome' @ 'policy'`, a function or `(` was expected
       --> study.toml:124:43
        |
    124 | holds_if = "'prey 2020' @ 'cull' > 1.05 + + 'prey 2020' @ 'leave them'"
        |                                           ^
    "#);
}

#[test]
fn files() {
    insta::assert_snapshot!(finding("model/predator.mdl", "../predator.mdl"), @r#"
    error[outside-folder]: `../predator.mdl` leads out of the study's folder
      --> study.toml:10:10
       |
    10 | model = "../predator.mdl"
       |          ^^^^^^^^^^^^^^^
       |
       = help: copy it into the folder: model = "model/predator.mdl"
    "#);
    let (_, findings) = edited(&[("data/animals.csv", "series,period", "serie,period")]);
    insta::assert_snapshot!(findings, @r#"
    error[missing-column]: there is no column `series`
     --> data/animals.csv:1:1
      |
    1 | serie,period,value,unit,source_url,note
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: rename `serie` to `series`
      = help: the first line is series,period,value,unit,source_url,note
    error[unknown-series]: the data files have no series `prey_counted`
      --> study.toml:37:11
       |
    37 | series = "prey_counted"
       |           ^^^^^^^^^^^^
    error[unknown-series]: the data files have no series `eaten_reported`
      --> study.toml:41:11
       |
    41 | series = "eaten_reported"
       |           ^^^^^^^^^^^^^^
    error[unknown-series]: the data files have no series `prey_counted`
       --> study.toml:147:11
        |
    147 | series = "prey_counted"
        |           ^^^^^^^^^^^^
    "#);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let (study, findings) = edited(&[
        ("study.toml", "\"culling\" = 0.02", "\"cullin\" = 0.02"),
        ("study.toml", "variable = \"Predators\"", "variable = \"Predator\""),
        ("evidence.toml", "keys = [\"S1\"]", "keys = [\"S2\"]"),
        ("model/predator.mdl", "birth rate * Prey", "birth rates * Prey"),
        ("data/animals.csv", "2002,215", "2002-13,215"),
    ]);
    assert!(study.is_none());
    let ids: Vec<&str> = findings.lines().filter(|l| l.starts_with("error")).collect();
    insta::assert_snapshot!(ids.join("\n"), @"
    error[unreadable-period]: `2002-13` is not a period
    error[unknown-name]: no variable or function is called `birth rates`
    error[unknown-lever]: no lever is called `cullin`
    error[unknown-source]: `S2` is not a source of evidence.toml
    ");
}

/// A lever that the model lacks, an outcome with no variable, ranges that exclude their base, claims that name an unknown policy
/// or compare different units, data files with a missing column or an unreadable period, a malformed source: each with file,
/// line and hint.
#[test]
fn bad_input_is_told_at_once_with_place_and_hint() {
    let (study, findings) = edited(&[
        ("study.toml", "sets = \"culling\"", "sets = \"cullings\""),
        ("study.toml", "variable = \"eaten per year\"\nreduce", "reduce"),
        (
            "study.toml",
            "base = 0.05\nhigh = 0.07",
            "base = 0.08\nhigh = 0.07\nnarrow = [0.04, 0.09]",
        ),
        ("study.toml", "@ 'cull' > 1.05 * ", "@ 'culls' > 1.05 * "),
        (
            "study.toml",
            "'eaten' @ 'leave them'\"",
            "'growth of prey' @ 'leave them'\"",
        ),
        ("study.toml", "pooled = false", "pooled = false\nnarrow = \"non\""),
        (
            "evidence.toml",
            "title = \"Counts of animals | invented\"",
            "title = \"\"",
        ),
        ("data/animals.csv", "2002,215", "2002-13,215"),
        ("data/more.csv", "", "series,period,worth,unit,source_url,note\n"),
    ]);
    assert!(study.is_none());
    insta::assert_snapshot!(findings, @r#"
    error[unreadable-period]: `2002-13` is not a period
     --> data/animals.csv:3:14
      |
    3 | prey_counted,2002-13,215,animal,https://example.org/prey,
      |              ^^^^^^^
      |
      = help: 2023, 2023-07, 2023-H2, 2023-Q3, FY2023, 2023-07-31 or 2023-01..2023-09
    error[missing-column]: there is no column `value`
     --> data/more.csv:1:1
      |
    1 | series,period,worth,unit,source_url,note
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: the first line is series,period,value,unit,source_url,note
    error[malformed-source]: the title of the source `S1` is empty
     --> evidence.toml:9:10
      |
    9 | [sources.S1]
      |          ^^
      |
      = help: name what a reader can look up, and where
    error[missing-key]: the outcome `eaten` has no `variable`
      --> study.toml:56:12
       |
    56 | [outcomes."eaten"]
       |            ^^^^^
       |
       = help: variable = "the name of a variable of the model"
    error[range-excludes-base]: the range 0.03 to 0.07 leaves out its base 0.08
      --> study.toml:77:8
       |
    77 | base = 0.08
       |        ^^^^
       |
       = help: low = 0.03 and high = 0.08 hold it
    warning[base-differs-from-model]: the base is 0.08, but the model has 0.05
      --> study.toml:77:8
       |
    77 | base = 0.08
       |        ^^^^
       |
       = help: base = 0.05, or that number in the model
    error[narrow-beyond-range]: the narrow range 0.04 to 0.09 goes beyond the wide one, 0.03 to 0.07
      --> study.toml:79:10
       |
    79 | narrow = [0.04, 0.09]
       |          ^^^^^^^^^^^^
       |
       = help: narrow = [0.04, 0.07], or a wider range
    error[unknown-choice]: the alternative `can prey hide` has no choice `non`
      --> study.toml:99:11
       |
    99 | narrow = "non"
       |           ^^^
       |
       = help: did you mean `no`?
    error[unknown-variable]: the model has no variable `cullings`
       --> study.toml:103:9
        |
    103 | sets = "cullings"
        |         ^^^^^^^^
        |
        = help: did you mean `culling`?
    error[unknown-policy]: no policy is called `culls`
       --> study.toml:125:27
        |
    125 | holds_if = "'prey 2020' @ 'culls' > 1.05 * 'prey 2020' @ 'leave them'"
        |                           ^^^^^^^
        |
        = help: did you mean `cull`?
    error[claim-compares-units]: this compares `animal` with `dmnl`
       --> study.toml:133:95
        |
    133 | holds_if = "abs(change('prey 2020' @ 'cull for two years')) >= 5 % and not 'eaten' @ 'cull' > 'growth of prey' @ 'leave them'"
        |                                                                            ----------------   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `dmnl`
        |                                                                            |
        |                                                                            in `animal`
        |
        = help: `change('outcome' @ 'policy')` has no unit
    "#);
}

#[test]
fn what_the_model_computes_cannot_be_set() {
    let overrides = study::Overrides {
        set: vec![("births".into(), 1.0)],
        ..study::Overrides::default()
    };
    let refused = common::sound("predator").with(&overrides).unwrap_err();
    insta::assert_snapshot!(refused, @"`births` is computed: only constants can be set");
}

#[test]
fn a_folder_that_is_not_there() {
    let error = study::load(
        Path::new("no such folder"),
        &mut Sources::new(),
        &mut Diagnostics::new(),
    );
    insta::assert_snapshot!(error.unwrap_err(), @"cannot read `no such folder`: No such file or directory (os error 2)");
}
